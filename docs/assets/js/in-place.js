/* Modules that open where they stand, on the pages of IODs and SOP Classes: their attributes are
 * loaded when asked for, from a script of each module's own, which works from files too. Above them a filter, "required only", and the checklist to take away. Without
 * scripts the link to the module's page does it.
 *
 * `SopRows["modules/ct-image"]` is a list of rows:
 *   [tag, name, VR, type, what it holds, when it is required, [values and codes], [rows of items]]
 *   ["macros/…", title, [rows added to the items of the macro's last sequence], when]   an include
 *   [name]                                                                               neither
 * Needs save.js before it.
 */
(() => {
  "use strict";

  /** @typedef {{ required: boolean, words: string[] }} Wanted what is to be shown */
  /** @typedef {{ row: ModuleRow, inside: string[], more: ModuleRow[] }} ResolvedRow */

  const { make: el, wordsField, badge } = SopSite;
  const { plainWords: wordsOf, printedTag: printed, slug } = SopLookup;

  /* ------------------------------------------------------------------ rows */

  /** @type {Map<string, Promise<ModuleRow[] | null>>} */
  const loading = new Map();
  /** @type {Set<string>} */
  const lacking = new Set(); // tables that could not be loaded
  let root = ""; // the way to the root of the site, from the first link that leads to a module
  let suffix = ""; // `index.html` where pages are opened from files

  /** The rows of a table, once its script is there; none where it could not be loaded.
   *  @type {(name: string) => Promise<ModuleRow[] | null>} */
  function load(name) {
    const had = loading.get(name) ?? SopSite.data(`rows/${name}.js`).then(
      () => {
        lacking.delete(name);
        return globalThis.SopRows[name] ?? [];
      },
      () => {
        loading.delete(name);
        lacking.add(name);
        return null;
      },
    );
    loading.set(name, had);
    return had;
  }

  /** @type {(row: ModuleRow) => row is IncludeRow} */
  const isInclude = (row) => row.length === 4;
  /** @type {(row: ModuleRow) => row is AttributeRow} */
  const isAttribute = (row) => row.length === 8;
  /** @type {(row: AttributeRow) => boolean} */
  const isRequired = (row) => row[3] !== "3";

  /** Load tables and every macro that they include, those of one depth at once.
   *  @type {(names: string[]) => Promise<void>} */
  async function loadAll(names) {
    /** @type {Set<string>} */
    const seen = new Set();
    for (let wave = names; wave.length;) {
      for (const name of wave) seen.add(name);
      /** @type {Set<string>} */
      const next = new Set();
      /** @type {(rows: ModuleRow[]) => void} */
      const look = (rows) => {
        for (const row of rows) {
          if (isInclude(row) && !seen.has(row[0])) next.add(row[0]);
          if (isInclude(row)) look(row[2]);
          else if (isAttribute(row)) look(row[7]);
        }
      };
      for (const rows of await Promise.all(wave.map(load))) look(rows ?? []);
      wave = [...next];
    }
  }

  /** Rows with every include among them replaced by the rows of its macro; `inside` ends circles.
   *  @type {(rows: ModuleRow[], inside: string[]) => Promise<ResolvedRow[]>} */
  async function resolved(rows, inside) {
    const found = [];
    for (const row of rows) {
      if (!isInclude(row)) found.push({ row, inside, more: [] });
      else if (!inside.includes(row[0])) {
        const own = await resolved((await load(row[0])) ?? [], [...inside, row[0]]);
        const last = own.findLast(({ row: it }) => it[2] === "SQ");
        if (last && row[2].length) last.more = [...last.more, ...row[2]];
        found.push(...own);
      }
    }
    return found;
  }

  /** Every attribute of a table, nested ones after their sequences: {row, path}.
   *  @type {(rows: ModuleRow[], inside: string[], required: boolean, path?: AttributeRow[]) => AsyncGenerator<{ row: AttributeRow, path: AttributeRow[] }>} */
  async function* every(rows, inside, required, path = []) {
    for (const { row, inside: within, more } of await resolved(rows, inside)) {
      if (!isAttribute(row) || (required && !isRequired(row))) continue;
      yield { row, path };
      const below = [...row[7], ...more];
      if (!path.some((above) => above === row)) yield* every(below, within, required, [...path, row]);
    }
  }

  /** Whether each word of the filter begins a word of the name or the tag.
   *  @type {(row: AttributeRow, words: string[]) => boolean} */
  function fits(row, words) {
    const hay = ` ${wordsOf(`${row[1]} ${printed(row[0])} ${row[0]}`).join(" ")}`;
    return words.every((word) => hay.includes(` ${word}`));
  }

  /* ----------------------------------------------------------------- panel */

  /** @type {(row: AttributeRow) => HTMLElement} */
  const attributeLink = (row) => el("a", { href: `${root}attributes/${row[0]}/${suffix}` }, row[1]);

  /** @type {(row: AttributeRow) => [head: HTMLElement, says: HTMLElement | string]} */
  function line(row) {
    const says = [row[4], row[5], ...row[6]].filter(Boolean).map((text) => el("div", {}, text));
    return [
      el("p", {}, el("span", {}, attributeLink(row)), el("code", {}, printed(row[0])), el("span", {}, row[2]), row[3] ? badge(row[3]) : el("span")),
      says.length ? el("div", { class: "says" }, ...says) : "",
    ];
  }

  /** A fold whose rows are made when it is first opened.
   *  @type {(title: string, make: () => Promise<HTMLElement> | HTMLElement) => HTMLElement} */
  function later(title, make) {
    const made = el("details", {}, el("summary", {}, el("span", {}, title)));
    let isMade = false;
    made.addEventListener("toggle", async () => {
      if (!made.open || isMade) return;
      isMade = true;
      made.append(await make());
    });
    return made;
  }

  /** The rows of a table as a list: items and macros open when asked for.
   *  @type {(rows: ModuleRow[], required: boolean, inside: string[]) => HTMLElement} */
  function list(rows, required, inside) {
    const made = el("ul");
    for (const row of rows) {
      if (isInclude(row)) {
        const is = inside.includes(row[0]);
        const include = el("p", { class: "include" }, el("span", {}, "Include ", el("a", { href: `${root}${row[0]}/${suffix}` }, row[1])));
        const when = row[3] ? el("div", { class: "says" }, el("div", {}, row[3])) : "";
        made.append(el("li", {}, include, when, is ? "" : later(`Rows of ${row[1]}`, async () => {
          const own = await load(row[0]);
          return own ? list([...own, ...row[2]], required, [...inside, row[0]]) : failed();
        })));
      } else if (!isAttribute(row)) made.append(el("li", {}, el("p", { class: "any" }, el("span", {}, row[0]))));
      else if (!required || isRequired(row)) {
        const below = row[7].length ? later(`Items of ${row[1]}`, () => list(row[7], required, inside)) : "";
        made.append(el("li", {}, ...line(row), below));
      }
    }
    if (!made.childElementCount) made.append(el("li", {}, el("p", { class: "any" }, "Nothing is required.")));
    return made;
  }

  /** The attributes that a filter finds, each below the sequences that it is nested in.
   *  @type {(rows: ModuleRow[], name: string, wanted: Wanted) => Promise<HTMLElement | null>} */
  async function found(rows, name, { required, words }) {
    const made = el("ul");
    for await (const { row, path } of every(rows, [name], required)) {
      if (!fits(row, words)) continue;
      const above = path.length ? el("small", {}, `in ${path.map((it) => it[1]).join(" › ")}`) : "";
      const [head, says] = line(row);
      head.firstElementChild?.append(" ", above);
      made.append(el("li", {}, head, says));
    }
    return made.childElementCount ? made : null;
  }

  const failed = () => el("p", { class: "any" }, "It could not be loaded. The link leads to its page.");

  /* --------------------------------------------------------------- modules */

  /* The address of a module's page: the way to the root, what it is called, and how addresses end. */
  const ADDRESS = /^(.*?)((?:modules|macros)\/[^/]+)\/(.*)$/;

  class Module {
    /** @param {HTMLTableRowElement} row */
    constructor(row) {
      this.row = row;
      this.link = /** @type {HTMLAnchorElement} */ (row.cells[0].querySelector("a"));
      this.found = false; // opened by the filter
      this.turn = {}; // the last time that it was opened or closed
      /** @type {HTMLTableRowElement | null} */
      this.panel = null;
      const [, way, name, end] = ADDRESS.exec(this.link.getAttribute("href") ?? "") ?? [];
      root = way;
      suffix = end;
      this.name = name;
      this.title = this.link.textContent;
      this.usage = row.cells[1].querySelector(".badge")?.textContent ?? "";
      this.condition = row.cells[0].querySelector(".says")?.textContent?.trim() ?? "";
      this.button = el("button", {
        type: "button", class: "in-place-open", "aria-expanded": "false", "aria-label": `Attributes of ${this.title}`,
        click: () => this.toggle(!this.isOpen, state),
      }, "attributes");
      this.link.after(" ", this.button);
    }

    /** Whether it is open, or will be once its rows are there. */
    get isOpen() {
      return this.button.getAttribute("aria-expanded") === "true";
    }

    /** Open it, if it holds what is wanted, or close it. @type {(open: boolean, wanted: Wanted) => Promise<void>} */
    async toggle(open, { required, words }) {
      const turn = {};
      this.turn = turn;
      this.panel?.remove();
      this.panel = null;
      this.button.setAttribute("aria-expanded", String(open));
      if (!open) return;
      const rows = await load(this.name);
      const content = !rows ? failed() : words.length ? await found(rows, this.name, { required, words }) : list(rows, required, [this.name]);
      if (turn !== this.turn) return; // closed or opened again meanwhile
      if (!content) {
        this.button.setAttribute("aria-expanded", "false");
        return;
      }
      const cell = el("td", { colspan: String(this.row.cells.length) }, el("div", { class: "rows in-place" }, content));
      this.panel = el("tr", { class: "in-place-row" }, cell);
      this.row.after(this.panel);
    }
  }

  const modules = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (document.querySelectorAll("table.modules tbody tr"))]
    .filter((row) => ADDRESS.test(row.cells[0].querySelector("a")?.getAttribute("href") ?? "") && !row.textContent.includes("no table"))
    .map((row) => new Module(row));
  if (!modules.length) return;

  /* ----------------------------------------------------------------- tools */

  /** @type {Wanted} */
  const state = { required: false, words: [] };
  const status = el("span", { role: "status" });

  const TURN = 30; // milliseconds of opening modules before the page may do something else

  async function apply() {
    const asked = state.words.join(" ");
    let number = 0;
    if (asked) {
      status.textContent = "Searching …";
      await loadAll(modules.map(({ name }) => name));
    }
    let rested = performance.now();
    for (const module of modules) {
      if (performance.now() - rested > TURN) {
        await new Promise((done) => setTimeout(done));
        rested = performance.now();
      }
      if (asked !== state.words.join(" ")) return; // another filter came meanwhile
      const open = state.words.length ? true : module.isOpen && !module.found;
      await module.toggle(open, state);
      module.found = state.words.length > 0;
      module.row.hidden = module.found && !module.panel;
      if (module.found && module.panel) number += module.panel.querySelectorAll("li").length;
    }
    for (const head of document.querySelectorAll("table.modules tr.group")) {
      head.hidden = [.../** @type {HTMLTableSectionElement} */ (head.parentElement).rows].every((row) => row === head || row.hidden);
    }
    tell(state.words.length ? `${number.toLocaleString("en")} found.` : "");
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const input = wordsField("name or tag");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.words = wordsOf(input.value).filter((word) => word.length > 1); // one letter begins too many
      apply();
    }, 200);
  });
  const required = el("input", { type: "checkbox", change: () => { state.required = required.checked; apply(); } });

  /** Say something, and what is missing. @type {(text: string) => void} */
  function tell(text) {
    const missing = lacking.size ? `${SopLookup.counted(lacking.size, "table")} could not be loaded, and ${lacking.size === 1 ? "its" : "their"} attributes are missing.` : "";
    status.textContent = [text, missing].filter(Boolean).join(" ");
  }

  /** The checklist as rows of cells. @type {() => Promise<string[][]>} */
  async function checklist() {
    await loadAll(modules.map(({ name }) => name));
    const rows = [["Module", "Usage", "Usage condition", "Nested in", "Attribute", "Tag", "VR", "Type", "Required", "Values and codes"]];
    for (const module of modules) {
      if (state.required && module.usage === "U") continue;
      for await (const { row, path } of every((await load(module.name)) ?? [], [module.name], state.required)) {
        if (!fits(row, state.words)) continue;
        const above = path.map((it) => it[1]).join(" > ");
        rows.push([module.title, module.usage, module.condition, above, row[1], printed(row[0]), row[2], row[3], row[5], row[6].join("; ")]);
      }
    }
    return rows;
  }

  const title = document.querySelector("h1")?.firstChild?.textContent?.trim() ?? "";
  const file = slug(title);

  /** @type {() => Promise<void>} */
  async function saveCsv() {
    status.textContent = "Writing …";
    SopSave.download(`${file}-checklist.csv`, SopSave.csv(await checklist()), "text/csv");
    tell("");
  }

  /** The checklist as Markdown, with a box to tick before each attribute. */
  async function saveMarkdown() {
    status.textContent = "Writing …";
    const lines = [`# Checklist: ${title}`, ""];
    let last = "";
    for (const [module, usage, condition, above, name, tag, , type, when, values] of (await checklist()).slice(1)) {
      if (module !== last) lines.push("", `## ${module} (${usage})`, "", ...(condition ? [condition, ""] : []));
      last = module;
      const depth = above ? above.split(" > ").length : 0;
      const said = [when, values].filter(Boolean).join(" ");
      lines.push(`${"  ".repeat(depth)}- [ ] ${name} ${tag}, type ${type || "set by the service"}${said ? `. ${said}` : ""}`);
    }
    SopSave.download(`${file}-checklist.md`, `${lines.join("\n")}\n`, "text/markdown");
    tell("");
  }

  /** @type {(text: string, click: () => void) => HTMLElement} */
  const button = (text, click) => el("button", { type: "button", click }, text);
  const tools = el("form", { class: "in-place-tools no-print", role: "search", "aria-label": "Attributes of the modules" },
    el("label", {}, el("span", {}, "Find an attribute"), input),
    el("label", { class: "check" }, required, el("span", {}, "required only")),
    button("Checklist as CSV", saveCsv),
    button("Checklist as Markdown", saveMarkdown),
    status);
  tools.addEventListener("submit", (event) => event.preventDefault());
  modules[0].row.closest("table")?.before(tools);
})();
