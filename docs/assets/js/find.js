/* The search box, in the header and large at home: what is typed or pasted is looked up at once
 * (lookup.js), and below stands what the theme's own search finds in the prose.
 *
 * Markup: .find > form.find__form > label + input.find__input[name=q]. Without this script the form
 * leads to the list of all SOP Classes. The place of the site's root is in <meta name="registry-base">.
 */
(() => {
  "use strict";

  const MOST_HITS = 12;
  const MOST_PROSE = 5;
  const BUDGET = 8; // milliseconds of work between two chances to draw and to type
  const ADDRESS_DELAY = 400; // browsers refuse an address that changes too often
  const PROSE_DELAY = 250;
  const LONG = 300; // characters; more is for the page that takes whole texts
  const DICOM_ROOTS = ["1.2.840.10008.5.1.4.1.1.", "1.2.840.10008.5.1.4.", "1.2.840.10008."];

  const meta = document.querySelector('meta[name="registry-base"]');
  const base = new URL(meta?.content ?? "./", location.href);
  const suffix = location.protocol === "file:" ? "index.html" : meta?.dataset.suffix ?? "";
  const boxes = [...document.querySelectorAll(".find")];
  if (!boxes.length) return;

  /** The URL of a page of the site: `path` ends in a slash, or in one and an anchor. */
  function pageUrl(path) {
    const [page, anchor] = path.split("#");
    const end = page.endsWith("/") || !page ? suffix : "";
    return new URL(page + end + (anchor ? `#${anchor}` : ""), base).href;
  }

  const pause = () => self.scheduler?.yield?.() ?? new Promise((resume) => { setTimeout(resume); });

  /* ----------------------------------------------------------------- data */

  /** Run a script of the site. */
  function run(path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(path, base).href;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${path} cannot be loaded`));
      document.head.append(script);
    });
  }

  const index = new SopLookup.Index();
  const sections = new Map(); // section -> promise that it is in the index

  /** Load a section of the look-up's data and put it into the index, without keeping the page busy. */
  function load(section) {
    if (!sections.has(section)) {
      const loading = (async () => {
        await run(`assets/js/lookup-${section}.js`);
        const data = self.SopLookupData.find((each) => each.section === section);
        let since = performance.now();
        for (const _ of index.adding(data)) {
          if (performance.now() - since < BUDGET) continue;
          await pause();
          since = performance.now();
        }
      })();
      loading.catch(() => sections.delete(section));
      sections.set(section, loading);
    }
    return sections.get(section);
  }

  /** Do something when the page has nothing else to do, or a second later. */
  const idle = (act) => (self.requestIdleCallback ? requestIdleCallback(act, { timeout: 1000 }) : setTimeout(act, 50));

  /* ---------------------------------------------------------------- prose */

  /** The theme's search, in its worker: started when it is first asked. */
  const prose = {
    worker: null,
    waiting: [],

    async start() {
      let url;
      let data;
      if (location.protocol === "file:") {
        await run("search/search_index.js"); // sets __index and __searchWorker
        data = self.__index;
        url = URL.createObjectURL(new Blob([self.__searchWorker], { type: "text/javascript" }));
      } else {
        const answer = await fetch(new URL("search/search_index.json", base));
        if (!answer.ok) throw new Error(`the search index: ${answer.status}`);
        data = await answer.json();
        url = new URL("search/worker.js", base);
      }
      const worker = new Worker(url);
      await new Promise((resolve, reject) => {
        worker.onerror = () => reject(new Error("the search cannot be started"));
        worker.onmessage = ({ data: message }) => {
          if (message.type === 1) resolve(); // ready
          if (message.type === 3) this.waiting.shift()?.(message.data.items); // answers come in order
        };
        worker.postMessage({ type: 0, data: { ...data, options: {} } });
      });
      return worker;
    },

    /** Pages whose prose has every word of the query: `{path, title, text}`. */
    async search(query) {
      this.worker ??= this.start();
      const worker = await this.worker;
      const items = await new Promise((resolve) => {
        this.waiting.push(resolve);
        worker.postMessage({ type: 2, data: query });
      });
      return items
        .map(([first]) => first)
        .filter(({ terms }) => Object.values(terms).every(Boolean))
        .map(({ location: path, title, text }) => ({
          path: path.replace(/index\.html(?=#|$)/, ""),
          title: plain(title),
          text: plain(text),
        }));
    },
  };

  /** The text of a piece of the search's HTML. */
  function plain(html) {
    return new DOMParser().parseFromString(html ?? "", "text/html").body.textContent.trim();
  }

  /* ------------------------------------------------------------------ box */

  /** A new element: `make("p", {class: "x"}, "text", child)`. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** A UID with the arcs that all share dimmed, or a tag as it is printed. */
  function identifier({ uid, tag }) {
    if (tag) {
      const printed = tag.toUpperCase().replace(/X/g, "x");
      return make("code", { class: "find__id" }, `(${printed.slice(0, 4)},${printed.slice(4)})`);
    }
    if (!uid) return null;
    const root = DICOM_ROOTS.find((each) => uid.startsWith(each) && uid !== each) ?? "";
    return make("code", { class: "find__id" },
      root ? make("span", { class: "find__root" }, root) : null, uid.slice(root.length));
  }

  const numberOf = (count, one, many) => `${count} ${count === 1 ? one : many}`;

  class Box {
    constructor(element, number) {
      this.element = element;
      this.form = element.querySelector("form");
      this.input = element.querySelector("input");
      this.isInline = element.classList.contains("find--home");
      this.query = null; // the query that is shown
      this.proseQuery = "";
      this.options = [];
      this.active = -1;
      this.goOnAnswer = false;
      this.timers = {};

      const id = `find-list-${number}`;
      this.list = make("div", { class: "find__list", role: "listbox", id, "aria-label": "Results" });
      this.prose = make("div", { class: "find__list find__prose", role: "group", "aria-label": "In the text", hidden: true });
      this.messages = make("div", { class: "find__messages" });
      this.status = make("p", { class: "find__status", role: "status" });
      this.panel = make("div", { class: "find__panel", hidden: true }, this.messages, this.list);
      this.element.append(this.panel, this.status);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
        autocorrect: "off", enterkeyhint: "go",
      })) this.input.setAttribute(name, value);

      this.input.addEventListener("input", () => this.update());
      this.input.addEventListener("paste", (event) => this.paste(event));
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("focus", () => this.wake());
      this.element.addEventListener("pointerenter", () => load("core").catch(() => {}), { once: true });
      this.element.addEventListener("focusout", (event) => {
        if (!this.isInline && !this.element.contains(event.relatedTarget)) this.close();
      });
      this.panel.addEventListener("pointerdown", (event) => {
        if (!event.target.closest("a")) event.preventDefault(); // the box keeps the focus
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.go();
      });
    }

    /** Load what a first answer needs, and open what has been found already. */
    wake() {
      load("core").catch(() => this.fail());
      if (this.input.value.trim() && this.panel.hidden) this.update();
    }

    /** A pasted text keeps its line breaks as blanks; the browser would drop them. */
    paste(event) {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!/[\r\n\t]/.test(text)) return; // the browser inserts it, and says so
      event.preventDefault();
      const { selectionStart, selectionEnd } = this.input;
      const line = text.replace(/[\r\n\t]+/g, " ");
      this.input.setRangeText(line, selectionStart, selectionEnd, "end");
      this.update();
    }

    /** Show what the box's text means. */
    update() {
      const query = this.input.value;
      this.noteAddress();
      if (!query.trim()) {
        this.close();
        this.query = null;
        return;
      }
      if (!index.sections.has("core")) {
        this.open();
        this.status.textContent = "Loading …";
        load("core").then(() => { if (this.input.value === query) this.update(); }, () => this.fail());
        return;
      }
      const answer = index.find(query, { limit: MOST_HITS });
      this.show(query, answer);
      if (answer.wants) {
        const more = () => load(answer.wants).then(() => {
          if (this.input.value === query && !this.panel.hidden) this.update();
        }, () => {});
        if (answer.hits.length) idle(more);
        else more();
      }
      this.askProse(query, answer);
    }

    show(query, { hits, messages, wants }) {
      const kept = this.query === query ? this.options[this.active]?.id : null;
      this.query = query;
      this.hits = hits;
      this.messages.replaceChildren(...messages.map(({ kind, text }) =>
        make("p", { class: `find__message find__message--${kind}` }, text)));
      if (query.length > LONG) {
        this.messages.append(make("p", { class: "find__message" }, "A long text: ",
          make("a", { href: pageUrl("lookup/") }, "paste it here"), " to see everything in it."));
      }
      this.list.replaceChildren(...hits.map((hit, i) => this.option(hit, i)));
      this.prose.hidden = true;
      this.prose.replaceChildren();
      this.list.append(this.prose);
      this.options = [...this.list.querySelectorAll('[role="option"]')];
      this.list.hidden = !this.options.length;
      this.activate(this.options.findIndex((option) => option.id === kept));
      if (!hits.length && !messages.length && !wants) {
        this.messages.append(make("p", { class: "find__message" }, "Nothing found. Part of a UID or the first letters of a name are enough."));
      }
      this.open();
      this.announce(hits, messages, wants);
      if (this.goOnAnswer && (hits.length || !wants)) this.go();
    }

    option(hit, i) {
      const what = hit.status === "retired" ? "retired" : "active";
      const aside = { alias: "also", "former name": "formerly", constant: "in code", "code": "also" }[hit.why];
      const showsStatus = !["page", "module", "iod"].includes(hit.kind);
      return make("a", {
        class: "find__option", role: "option", tabindex: "-1", "aria-selected": "false",
        id: `${this.list.id}-${i}`, href: pageUrl(hit.path),
      },
      make("span", { class: "find__name" }, hit.name,
        aside && hit.matched !== hit.name ? make("span", { class: "find__aside" }, ` ${aside} `, make("span", { class: "find__matched" }, hit.matched)) : null),
      " ",
      identifier(hit),
      " ",
      make("span", { class: "find__kind" },
        showsStatus ? make("span", { class: `find__state find__state--${what}` }, what) : null,
        showsStatus ? " " : null,
        hit.kindWord));
    }

    /** Ask the theme's search, once the typing rests. */
    askProse(query, { hits, messages }) {
      clearTimeout(this.timers.prose);
      const words = query.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
      const isIdentifier = messages.length || /^\W*[\d.]+\W*$/.test(query) || hits[0]?.why === "tag" || words.length > 8;
      if (isIdentifier || !words.length) return;
      this.timers.prose = setTimeout(async () => {
        try {
          const found = await prose.search(words.join(" "));
          if (this.query === query && !this.panel.hidden) this.showProse(found);
        } catch (error) {
          console.warn(`No prose: ${error.message}`);
        }
      }, PROSE_DELAY);
    }

    showProse(found) {
      const known = new Set(this.hits.map(({ path }) => path));
      const pages = found.filter(({ path }) => !known.has(path)).slice(0, MOST_PROSE);
      this.prose.hidden = !pages.length;
      this.prose.replaceChildren(
        make("span", { class: "find__heading", "aria-hidden": "true" }, "In the text"),
        ...pages.map(({ path, title, text }, i) => make("a", {
          class: "find__option find__option--prose", role: "option", tabindex: "-1",
          "aria-selected": "false", id: `${this.list.id}-prose-${i}`, href: pageUrl(path),
        }, make("span", { class: "find__name" }, title), " ", make("span", { class: "find__text" }, text))));
      this.options = [...this.list.querySelectorAll('[role="option"]')];
      this.list.hidden = !this.options.length;
      this.open();
      if (!this.hits.length && pages.length) {
        this.messages.querySelector(".find__message:not([class*='--'])")?.remove();
        this.status.textContent = `${numberOf(pages.length, "page", "pages")} in the text. First: ${pages[0].title}.`;
      }
    }

    /** Say to screen readers what is shown. */
    announce(hits, messages, wants) {
      clearTimeout(this.timers.status);
      const [first] = hits;
      const said = [
        ...messages.map(({ text }) => text),
        first ? `${numberOf(hits.length, "result", "results")}. First: ${first.name}, ${first.status} ${first.kindWord}${first.uid ? `, ${first.uid}` : ""}.`
          : wants ? "" : "Nothing found.",
      ].join(" ");
      this.timers.status = setTimeout(() => { this.status.textContent = said; }, 150);
    }

    fail() {
      this.open();
      this.status.textContent = "The look-up cannot be loaded.";
      this.messages.replaceChildren(make("p", { class: "find__message" }, "The look-up cannot be loaded. ",
        make("a", { href: this.form.action }, "All SOP Classes by name"), "."));
    }

    /* -------------------------------------------------------------- moving */

    open() {
      this.panel.hidden = false;
      this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    }

    close() {
      this.panel.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
      this.goOnAnswer = false;
      clearTimeout(this.timers.prose);
      clearTimeout(this.timers.status);
      this.status.textContent = "";
    }

    activate(at) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = at;
      const option = this.options[at];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option.id);
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }

    /** Go to the chosen result, or to the first. */
    go() {
      const query = this.input.value;
      if (!query.trim()) return;
      if (this.query !== query) {
        this.goOnAnswer = true;
        this.update();
        return;
      }
      this.goOnAnswer = false;
      const option = this.options[Math.max(0, this.active)];
      if (option?.href) location.assign(option.href);
    }

    key(event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const { length } = this.options;
      const isOpen = !this.panel.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) {
          this.update();
          return;
        }
        if (!length) return;
        const step = event.key === "ArrowDown" ? 1 : -1;
        const from = this.active < 0 && step < 0 ? length : this.active;
        this.activate((from + step + length) % length);
      } else if (event.key === "Escape") {
        if (isOpen && !this.isInline) this.close();
        else if (this.input.value) {
          this.input.value = "";
          this.update();
        } else this.input.blur();
        event.preventDefault();
      } else if (event.key === "Tab") {
        if (!this.isInline) this.close();
      }
    }

    /** Put the query into the address, so that it can be shared. */
    noteAddress() {
      clearTimeout(this.timers.address);
      this.timers.address = setTimeout(() => {
        const url = new URL(location.href);
        const query = this.input.value.trim();
        if ((url.searchParams.get("q") ?? "") === query) return;
        if (query) url.searchParams.set("q", query);
        else url.searchParams.delete("q");
        history.replaceState(history.state, "", url);
      }, ADDRESS_DELAY);
    }
  }

  /* ----------------------------------------------------------------- page */

  const all = boxes.map((element, i) => new Box(element, i));
  const main = all.find((box) => box.isInline) ?? all[0];

  /** Put a query into the main box and look it up. */
  function ask(query) {
    main.input.value = query;
    main.update();
  }

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const types = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    const isShortcut = (event.key === "/" || event.key === "s") && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (types || !isShortcut) return;
    event.preventDefault();
    main.input.focus();
    main.input.select();
  });

  document.addEventListener("click", (event) => {
    const example = event.target.closest("[data-example]");
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    main.input.focus();
    ask(example.dataset.example);
  });

  const asked = new URL(location.href).searchParams.get("q");
  if (asked) ask(asked);
  if (main.isInline) {
    if (asked) main.input.focus();
    else idle(() => load("core").catch(() => {}));
  }
})();
