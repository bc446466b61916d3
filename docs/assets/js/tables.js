/* Tables of records: every `<table class="records">` sorts and filters, and keeps its state in the
 * address, so that Back, a bookmark and a shared link bring it back.
 *
 * What a table says of itself:
 *   table id              its name in the address where a page has several tables
 *   table data-noun       what a row is: "SOP Class|SOP Classes"; else "row|rows"
 *   table data-filter     "none": it only sorts
 *   th data-sort          uid, number, date, text (the default) or none
 *   th data-facet         the column is also a choice; "list" where a cell holds several, by commas
 *   td data-key           what the cell sorts by, where that is not its text
 *
 * The address: `#filter=ct&status=active&sort=-uid`, a key for each column that is a choice; the
 * second table of a page has its id before each key (`#roots.filter=ge`).
 */
(() => {
  "use strict";

  /** @typedef {{ order: HTMLSelectElement, unfold: HTMLElement, reset: HTMLElement }} Tools */

  const { make: el, wordsField, state: { read, write } } = SopSite;
  const { compareUids, plain, slug } = SopLookup;

  const NARROW = matchMedia("(max-width: 60em)");
  const FEW = 8; // rows that need no filter

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  /** @type {(cell: Element | null | undefined) => string} */
  const textOf = (cell) => (cell ? cell.textContent.replace(/\s+/g, " ").trim() : "");

  /* ----------------------------------------------------------------- words */

  /** The words of a query; dots stay, so that a UID is one word. @type {(query: string) => string[]} */
  const tokens = (query) => plain(query).split(/[^a-z0-9.]+/).map((word) => word.replace(/^\.+|(?<!\.)\.+$/g, "")).filter(Boolean);

  /** A text in which the beginning of every word follows a blank: also the words of a keyword.
   *  @type {(text: string) => string} */
  function haystack(text) {
    const apart = text.replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3 $2");
    return ` ${plain(`${text} ${apart}`).replace(/[^a-z0-9.]+/g, " ")} `;
  }

  /** Whether every word of the query begins a word, or an arc of a UID.
   *  @type {(hay: string, words: string[]) => boolean} */
  const fits = (hay, words) =>
    words.every((word) => hay.includes(` ${word}`) || (/^\d/.test(word) && hay.includes(`.${word}`)));

  /** Whether a word is a UID or a part of one. @type {(word: string) => boolean} */
  const isArcs = (word) => /^\d+(?:\.\d+)+$/.test(word);

  /** The same, but what is a UID or a part of one stands there from arc to arc: `….1.2` is not in `….1.200`.
   *  @type {(hay: string, words: string[]) => boolean} */
  const fitsArcs = (hay, words) => fits(hay, words) && words.every((word) => !isArcs(word)
    || [" ", "."].some((before) => hay.includes(`${before}${word}.`) || hay.includes(`${before}${word} `)));

  /* --------------------------------------------------------------- sorting */

  const byText = { key: (/** @type {string} */ text) => text || null, compare: collator.compare };

  /** @type {Record<string, { key(text: string): any, compare(a: any, b: any): number }>} -- any: each order has keys of its own */
  const SORTS = {
    uid: { key: (text) => text.match(/\d+/g)?.join(".") ?? null, compare: compareUids },
    number: {
      key: (text) => (/\d/.test(text) ? Number(text.replace(/[^\d.eE+-]/g, "")) : null),
      compare: (a, b) => a - b,
    },
    date: byText, // 2026d, 2026-11: the year comes first
    text: byText,
  };

  /* ---------------------------------------------------------------- tables */

  class Records {
    /** @type {string} */
    #prefix;
    /** @type {string[]} */
    #noun;
    /** @type {(() => void)[]} */
    #listeners = [];
    #typing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;

    /** @param {HTMLTableElement} table @param {string} prefix */
    constructor(table, prefix) {
      this.table = table;
      this.head = /** @type {HTMLTableSectionElement} */ (table.tHead);
      this.#prefix = prefix;
      this.#noun = (table.dataset.noun ?? "row|rows").split("|");
      /** @type {TableColumn[]} */
      this.columns = [...this.head.rows[0].cells].map((th, at) => {
        const title = textOf(th);
        return { th, at, title, slug: slug(title), sort: th.dataset.sort ?? "text", facet: th.dataset.facet };
      });
      /** @type {TableRecord[]} */
      this.rows = [...table.tBodies[0].rows].map((row, order) => ({ row, order, cells: [...row.cells], hay: "", values: {} }));
      this.shown = this.rows;
      this.ordered = this.rows;
      this.sort = "";
      /** @type {TableRecord[]} */
      this.ahead = []; // rows that are the very UID of the filter, where no order is chosen
      this.status = el("p", { class: "records-count", role: "status" });
      this.tools = el("form", { class: "records-tools no-print", role: "search", "aria-label": `Filter: ${textOf(table.caption) || "table"}` });
      /* What only a table of many rows has. */
      /** @type {HTMLInputElement | null} */
      this.input = null;
      /** @type {Tools | null} */
      this.more = null;
      this.facets = this.#facets();
      this.none = this.#build();
      this.#cards();
      this.restore();
    }

    /** The text of a row's cell in the column with that slug; empty if there is none.
     *  @type {(record: TableRecord, column: string) => string} */
    text(record, column) {
      const found = this.columns.find((each) => each.slug === column);
      return found ? textOf(record.cells[found.at]) : "";
    }

    /** Call `listener` whenever other rows are shown. @type {(listener: () => void) => void} */
    onShown(listener) {
      this.#listeners.push(listener);
    }

    /** @type {(number: number) => string} */
    count(number) {
      return `${number.toLocaleString("en")} ${this.#noun[number === 1 ? 0 : 1]}`;
    }

    /** The columns that are choices, with the values to choose from. @returns {TableFacet[]} */
    #facets() {
      if (this.rows.length < FEW || this.table.dataset.filter === "none") return [];
      return this.columns.flatMap((column) => {
        if (column.facet === undefined) return [];
        const values = this.rows.map(({ cells }) => {
          const text = textOf(cells[column.at]);
          return column.facet === "list" ? text.split(",").map((part) => part.trim()) : [text];
        });
        const all = [...new Set(values.flat())].filter(Boolean).sort(collator.compare);
        if (all.length < 2) return [];
        values.forEach((each, at) => { this.rows[at].values[column.slug] = each; });
        const select = el("select", {}, el("option", { value: "" }, "all"), ...all.map((value) => el("option", { value })));
        return [{ ...column, all, value: "", select }];
      });
    }

    /* What the script adds: a form above the table, buttons in its head, and a sentence below that is shown
     * where no row fits, which it gives. */
    #build() {
      const { table } = this;
      const sortable = this.columns.filter((column) => column.sort !== "none" && column.title);
      if (this.rows.length > 1) {
        for (const column of sortable) {
          const button = el("button", { type: "button", class: "records-sort", click: () => this.#sortBy(column) });
          button.append(...column.th.childNodes);
          column.th.append(button);
        }
      }
      this.tools.addEventListener("submit", (event) => event.preventDefault());
      if (this.rows.length >= FEW && table.dataset.filter !== "none") this.#buildTools(sortable);
      if (this.input) this.tools.append(this.status); // a count stands where a filter is
      // A table that is empty for the words of the filter hands them to the look-up.
      const none = el("p", { class: "records-none no-print" }, "No row matches. ",
        el("button", { type: "button", click: () => lookUp(this.input?.value.trim() ?? "") }, "Look it up in the whole registry"));
      table.after(none);
      table.before(this.tools);
      table.dataset.ready = ""; // the style sheet kept room for the tools until now
      return none;
    }

    /** The filter, the choices and the order of a table of many rows. @type {(sortable: TableColumn[]) => void} */
    #buildTools(sortable) {
      const input = wordsField(this.columns.some(({ sort }) => sort === "uid") ? "type words or a UID" : "type words");
      input.addEventListener("input", () => this.#typed(input));
      input.addEventListener("change", () => { this.#typing = false; });
      const words = el("label", { class: "records-words" }, el("span", {}, "Filter"), input);
      this.tools.append(words);
      for (const facet of this.facets) {
        facet.select.addEventListener("change", () => {
          facet.value = facet.select.value;
          this.#apply();
          write({ [this.#key(facet.slug)]: facet.value }, true);
        });
        this.tools.append(el("label", { class: "records-choice" }, el("span", {}, facet.title), facet.select));
      }
      const order = el("select", {
        change: () => this.#choose(order.value),
      }, el("option", { value: "" }, "as listed"), ...sortable.flatMap((column) => [
        el("option", { value: column.slug }, column.title),
        el("option", { value: `-${column.slug}` }, `${column.title}, reversed`),
      ]));
      this.tools.append(el("label", { class: "records-choice records-order" }, el("span", {}, "Order"), order));
      // On a phone the choices fold away behind a button, so that the first card is in sight.
      const unfold = el("button", { type: "button", class: "records-more", "aria-expanded": "false", click: () => {
        const open = this.tools.classList.toggle("records-open");
        unfold.setAttribute("aria-expanded", String(open));
      } });
      words.after(unfold);
      const reset = el("button", { type: "button", class: "records-reset", click: () => this.#clear(input) }, "Show all");
      this.tools.append(reset);
      this.input = input;
      this.more = { order, unfold, reset };
    }

    /* As cards a table's own structure is lost to a screen reader: say it again. */
    #cards() {
      const make = () => {
        // The head is not to be seen then: it tells what the columns are, and is no place to go.
        for (const button of this.head.querySelectorAll(".records-sort")) button.tabIndex = NARROW.matches ? -1 : 0;
        if (!NARROW.matches || this.table.hasAttribute("role")) return;
        this.table.setAttribute("role", "table");
        for (const part of [this.head, this.table.tBodies[0]]) part.setAttribute("role", "rowgroup");
        for (const row of this.table.rows) {
          row.setAttribute("role", "row");
          for (const cell of row.cells) {
            const head = cell.tagName === "TH";
            cell.setAttribute("role", head ? (cell.scope === "row" ? "rowheader" : "columnheader") : "cell");
          }
        }
        for (const { cells } of this.rows) {
          cells.forEach((cell, at) => {
            if (cell.tagName === "TD" && !cell.dataset.label) cell.dataset.label = this.columns[at]?.title ?? "";
          });
        }
      };
      NARROW.addEventListener("change", make);
      make();
    }

    /** @type {(name: string) => string} */
    #key(name) {
      return this.#prefix + name;
    }

    /** Take the state from the address. */
    restore() {
      const state = read();
      if (this.input) {
        const query = (state.get(this.#key("filter")) ?? "").slice(0, this.input.maxLength);
        if (tokens(query).join(" ") !== tokens(this.input.value).join(" ")) this.input.value = query;
        for (const facet of this.facets) {
          const value = state.get(this.#key(facet.slug)) ?? "";
          facet.value = facet.select.value = facet.all.includes(value) ? value : "";
        }
      }
      this.#order(state.get(this.#key("sort")) ?? "");
      this.#apply();
    }

    /** @type {(input: HTMLInputElement) => void} */
    #typed(input) {
      this.#apply();
      write({ [this.#key("filter")]: input.value.trim() }, !this.#typing);
      this.#typing = true;
    }

    /** @type {(input: HTMLInputElement) => void} */
    #clear(input) {
      input.value = "";
      for (const facet of this.facets) facet.value = facet.select.value = "";
      this.#order("");
      this.#apply();
      const names = ["filter", "sort", ...this.facets.map((facet) => facet.slug)];
      write(Object.fromEntries(names.map((name) => [this.#key(name), ""])), true);
      input.focus();
    }

    /** @type {(column: TableColumn) => void} */
    #sortBy(column) {
      this.#choose(this.sort === column.slug ? `-${column.slug}` : column.slug);
    }

    /** Show the rows in an order, and say in the address which. @type {(sort: string) => void} */
    #choose(sort) {
      this.#order(sort);
      this.#apply();
      write({ [this.#key("sort")]: this.sort }, true);
    }

    /** Put the rows in an order: the slug of a column, with a minus before it backwards.
     *  @type {(sort: string) => void} */
    #order(sort) {
      const named = this.columns.find(({ slug: name }) => name && name === sort.replace(/^-/, ""));
      const column = named?.sort === "none" ? undefined : named;
      const wanted = column ? sort : "";
      if (this.more) this.more.order.value = wanted;
      if (wanted === this.sort) return;
      this.sort = wanted;
      const backwards = wanted.startsWith("-");
      for (const { th } of this.columns) th.removeAttribute("aria-sort");
      let ordered = this.rows;
      if (column) {
        const { key, compare } = SORTS[column.sort];
        const keys = new Map(this.rows.map((record) => {
          const cell = record.cells[column.at];
          return [record, key(cell?.dataset.key ?? textOf(cell))];
        }));
        ordered = [...this.rows].sort((a, b) => {
          const [x, y] = [keys.get(a) ?? null, keys.get(b) ?? null];
          if (x === null || y === null) return +(x === null) - +(y === null) || a.order - b.order;
          return (backwards ? compare(y, x) : compare(x, y)) || a.order - b.order;
        });
        column.th.setAttribute("aria-sort", backwards ? "descending" : "ascending");
      }
      this.ordered = ordered;
      this.#place([]);
    }

    /** Put the rows in their order, `ahead` before all others. @type {(ahead: TableRecord[]) => void} */
    #place(ahead) {
      this.table.tBodies[0].append(...ahead.map(({ row }) => row), ...this.ordered.filter((each) => !ahead.includes(each)).map(({ row }) => row));
      this.ahead = ahead;
    }

    /** Show the rows that fit, count them, and count what each choice would leave. */
    #apply() {
      const words = this.input ? tokens(this.input.value) : [];
      const chosen = this.facets.filter((facet) => facet.value);
      const counts = new Map(this.facets.map((facet) => [facet, /** @type {Map<string, number>} */ (new Map())]));
      this.shown = [];
      if (words.length) for (const record of this.rows) record.hay ||= haystack(record.cells.map(textOf).join(" "));
      // While a UID is typed its last arc is not whole: then its beginning is enough.
      const arcs = words.filter(isArcs);
      const matches = arcs.length && this.rows.some(({ hay }) => fitsArcs(hay, words)) ? fitsArcs : fits;
      const ahead = arcs.length && !this.sort ? this.rows.filter(({ hay }) => arcs.some((uid) => hay.includes(` ${uid} `))) : [];
      if (ahead.length !== this.ahead.length || ahead.some((record, at) => record !== this.ahead[at])) this.#place(ahead);
      for (const record of [...ahead, ...this.ordered.filter((each) => !ahead.includes(each))]) {
        const fit = !words.length || matches(record.hay, words);
        const missed = fit ? chosen.filter((facet) => !record.values[facet.slug].includes(facet.value)) : chosen;
        if (fit) {
          for (const facet of this.facets) {
            if (missed.length > (missed.includes(facet) ? 1 : 0)) continue;
            const count = counts.get(facet);
            for (const value of record.values[facet.slug]) count?.set(value, (count.get(value) ?? 0) + 1);
          }
        }
        const hidden = !fit || missed.length > 0;
        if (record.row.hidden !== hidden) record.row.hidden = hidden;
        if (!hidden) this.shown.push(record);
      }
      for (const facet of this.facets) {
        for (const option of facet.select.options) {
          if (option.value) option.textContent = `${option.value} (${counts.get(facet)?.get(option.value) ?? 0})`;
        }
      }
      if (this.more) {
        this.more.unfold.textContent = chosen.length || this.sort ? `Filters and order (${chosen.length + (this.sort ? 1 : 0)} set)` : "Filters and order";
        this.more.reset.hidden = !(words.length || chosen.length || this.sort);
      }
      this.none.hidden = !(words.length && !this.shown.length);
      this.#announce();
      for (const listener of this.#listeners) listener();
    }

    /* A screen reader hears the count once typing pauses, not at every letter. */
    #announce() {
      const all = this.rows.length;
      const text = this.shown.length === all ? this.count(all) : `${this.shown.length.toLocaleString("en")} of ${this.count(all)}`;
      clearTimeout(this.#timer);
      if (!this.status.textContent) this.status.textContent = text;
      else this.#timer = setTimeout(() => { this.status.textContent = text; }, 150);
    }
  }

  /* ------------------------------------------------------------------ page */

  /** Put words into the search box that is to be seen. @type {(words: string) => void} */
  function lookUp(words) {
    const box = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".find__input"))].find((input) => input.getClientRects().length);
    if (!box) return;
    box.value = words;
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @type {Map<HTMLTableElement, Records>} */
  const made = new Map();

  /** Make a table sort and filter; gives its `Records`. `prefix` stands before its keys in the
   *  address; a page's first table needs none.
   *  @type {(table: HTMLTableElement, prefix?: string) => TableRecords} */
  function enhance(table, prefix = made.size ? `${table.id || made.size}.` : "") {
    for (const other of made.keys()) if (!other.isConnected) made.delete(other);
    const had = made.get(table);
    if (had) return had;
    const records = new Records(table, prefix);
    made.set(table, records);
    return records;
  }

  addEventListener("popstate", () => {
    if (location.hash && !location.hash.includes("=")) return; // a link to a heading
    for (const records of made.values()) records.restore();
  });

  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.records"))) {
    if (table.tHead && table.tBodies.length) enhance(table);
  }

  globalThis.SopTables = { enhance, textOf };
})();
