/* The search box, in the header and large at home: what is typed or pasted is looked up at once
 * (lookup.js), and below stands what the theme's own search finds in the prose.
 *
 * Markup: .find > form.find__form > label + input.find__input[name=q]. Without this script the form
 * leads to the list of all SOP Classes. The place of the site's root is in <meta name="registry-base">.
 *
 * The query stands in the address as `#q=…`, beside what tables.js keeps there. What follows the #
 * is sent to no server: a line of a log may hold the name of a patient.
 */
(() => {
  "use strict";

  const MOST_HITS = 12;
  const MOST_PROSE = 5;
  const BUDGET = 8; // milliseconds of work between two chances to draw and to type
  const ADDRESS_DELAY = 400; // browsers refuse an address that changes too often
  const PROSE_DELAY = 250;
  const LONG = 300; // characters; more is for the page that takes whole texts, and in no address
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

  /** What may fail for now: it is tried again when it is needed. */
  const quietly = (promise) => promise.catch(() => {});

  /* ---------------------------------------------------------------- prose */

  /** The theme's search, in its worker. */
  const prose = {
    worker: null, // promise of it
    waiting: [],
    titles: new Map(), // place -> title

    ready() {
      this.worker ??= this.start().catch((error) => {
        this.worker = null;
        throw error;
      });
      return this.worker;
    },

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
      this.titles = new Map(data.docs.map(({ location: place, title }) => [place, title]));
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

    /** Pages whose prose has every word of the query: `{path, title, page, text}`; `page` is the
     *  title of the page where `title` is that of a section, or else empty. */
    async search(query) {
      const worker = await this.ready();
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
          page: path.includes("#") ? plain(this.titles.get(path.split("#")[0])) : "",
          text: plain(text),
        }));
    },
  };

  /** The text of a piece of the search's HTML. */
  function plain(html) {
    return new DOMParser().parseFromString(html ?? "", "text/html").body.textContent.trim();
  }

  /* -------------------------------------------------------------- address */

  let anchor = ""; // the mere anchor whose place in the address the query has taken

  /** The state in the hash, of which the query is a part (as in tables.js). */
  const readState = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

  /** Put the query into the address, or take it out if it is empty. With `step`, Back undoes it. */
  function writeQuery(query, step) {
    const state = readState();
    if ((state.get("q") ?? "") === query) return;
    if (location.hash && !location.hash.includes("=")) anchor = location.hash;
    if (query) state.set("q", query);
    else state.delete("q");
    const url = new URL(location.href);
    url.hash = String(state).replace(/%2C/g, ",").replace(/%2F/g, "/") || anchor; // as tables.js writes it
    history[step ? "pushState" : "replaceState"](history.state, "", url);
  }

  /** The query of the address. One that a server was asked, by the form without this script or an
   *  old link, moves behind the #. */
  function takeQuery() {
    const url = new URL(location.href);
    const sent = url.searchParams.get("q");
    if (sent === null) return readState().get("q") ?? "";
    url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
    if (sent.trim().length <= LONG) writeQuery(sent.trim(), false);
    return sent;
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

  const STATELESS = ["page", "module", "iod", "private"]; // kinds that the standard does not retire

  /** Whether a hit is active or retired; nothing for what is neither. */
  const stateOf = ({ kind, status }) => (STATELESS.includes(kind) ? "" : status === "retired" ? "retired" : "active");

  /** Whether a hit is what the query says, so that no other section of data has a better one: its
   *  UID, tag, name or keyword. What people call it may be an attribute's name as well. */
  function isSure(hit, query) {
    if (!hit) return false;
    if (hit.why === "uid" || hit.why === "tag") return true;
    const asked = SopLookup.squash(query);
    return hit.kind !== "page" && [hit.name, hit.keyword].some((text) => text && SopLookup.squash(text) === asked);
  }

  class Box {
    constructor(element, number) {
      this.element = element;
      this.form = element.querySelector("form");
      this.input = element.querySelector("input");
      this.isInline = element.classList.contains("find--home");
      this.answer = null; // what is shown: {query, hits, messages, wants}
      this.inText = null; // what the prose has: {query, pages}; `pages` is null until it is known
      this.lacksMore = false; // a section of data was wanted, and did not come
      this.goesOn = false; // Enter was pressed, and waits for its answer
      this.options = [];
      this.active = -1;
      this.timers = {};

      const id = `find-list-${number}`;
      this.list = make("div", { class: "find__list", role: "listbox", id, "aria-label": "Results" });
      this.prose = make("div", { class: "find__list find__prose", role: "group", "aria-label": "In the text", hidden: true });
      this.messages = make("div", { class: "find__messages" });
      this.remark = make("p", { class: "find__message", hidden: true });
      this.status = make("p", { class: "find__status", role: "status" });
      this.panel = make("div", { class: "find__panel", hidden: true }, this.messages, this.remark, this.list);
      this.element.append(this.panel, this.status);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
        autocorrect: "off", enterkeyhint: "go",
      })) this.input.setAttribute(name, value);

      this.input.addEventListener("input", () => this.isAsked());
      this.input.addEventListener("paste", (event) => this.paste(event));
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("focus", () => this.wake());
      this.element.addEventListener("pointerenter", () => quietly(load("core")), { once: true });
      this.panel.addEventListener("pointerdown", (event) => {
        if (!event.target.closest("a")) event.preventDefault(); // the box keeps the focus
      });
      this.panel.addEventListener("click", (event) => this.click(event));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.go();
      });
      if (this.isInline) return;
      this.element.addEventListener("focusout", ({ relatedTarget }) => {
        // Where the window has lost the focus, the box still has it.
        if (document.activeElement !== this.input && !this.element.contains(relatedTarget)) this.close();
      });
      document.addEventListener("pointerdown", ({ target }) => {
        if (!this.panel.hidden && !this.element.contains(target)) this.close();
      });
      addEventListener("pagehide", () => this.hide()); // so that Back shows the page, not the panel
    }

    /** Open what has been found already, and load what answers will need. */
    wake() {
      const more = () => {
        quietly(load("more"));
        quietly(prose.ready());
      };
      load("core").then(() => idle(more), () => this.fail());
      if (this.input.value.trim() && this.panel.hidden) this.update();
    }

    /** A pasted text keeps its line breaks as blanks; the browser would drop them. */
    paste(event) {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!/[\r\n\t]/.test(text)) return; // the browser inserts it, and says so
      event.preventDefault();
      const line = text.replace(/[\r\n\t]+/g, " ");
      if (document.execCommand("insertText", false, line)) return; // as if typed: it can be undone
      const { selectionStart, selectionEnd } = this.input;
      this.input.setRangeText(line, selectionStart, selectionEnd, "end");
      this.isAsked();
    }

    /** There is another text in the box: an Enter that waits was not meant for it. */
    isAsked() {
      this.goesOn = false;
      this.lacksMore = false;
      this.update();
    }

    /** Show what the box's text means. */
    update() {
      const query = this.input.value;
      if (!query.trim()) {
        this.close();
        this.answer = null;
        this.noteSoon();
        return;
      }
      this.noteSoon();
      if (!index.sections.has("core")) {
        this.open();
        this.say("Loading …");
        load("core").then(() => { if (this.isStill(query)) this.update(); }, () => this.fail());
        return;
      }
      const answer = index.find(query, { limit: MOST_HITS });
      if (this.lacksMore) answer.wants = "";
      this.show(answer);
      if (answer.wants) {
        if (answer.hits.length && !this.goesOn) idle(() => this.complete(answer));
        else this.complete(answer);
      }
      this.askProse();
      this.tell();
      this.proceed();
    }

    /** Whether the query is in the box, and its answer to be shown. */
    isStill(query) {
      return this.input.value === query && !this.panel.hidden;
    }

    /** Load what the answer lacks, and show the better one. */
    complete({ query, wants }) {
      const isLacking = () => this.isStill(query) && this.answer?.query === query && this.answer.wants;
      load(wants).then(() => { if (isLacking()) this.update(); }, () => {
        if (!isLacking()) return;
        this.goesOn = false;
        this.lacksMore = true;
        this.update();
      });
    }

    show(answer) {
      const { query, hits, messages } = answer;
      const kept = this.answer?.query === query ? this.options[this.active] : null;
      this.answer = answer;
      this.messages.replaceChildren(...messages.map(({ kind, text }) =>
        make("p", { class: `find__message find__message--${kind}` }, text)));
      if (query.length > LONG) {
        this.messages.append(make("p", { class: "find__message" }, "A long text: ",
          make("a", { href: pageUrl("lookup/") }, "paste it here"), " to see everything in it."));
      }
      if (this.lacksMore) {
        this.messages.append(make("p", { class: "find__message" }, "A part of the look-up cannot be loaded: attributes, modules and others are missing."));
      }
      const shown = hits.map((hit) => this.option(hit));
      // What is highlighted stays, though better ones come before it.
      if (kept && !shown.some(({ id }) => id === kept.id) && !this.prose.contains(kept)) shown.push(kept);
      this.list.replaceChildren(...shown, this.prose);
      this.showProse(kept?.id);
      this.open();
    }

    option(hit) {
      const state = stateOf(hit);
      const aside = { alias: "also", "former name": "formerly", constant: "in code", "code": "also" }[hit.why];
      return make("a", {
        class: "find__option", role: "option", tabindex: "-1", "aria-selected": "false",
        id: `${this.list.id}-${hit.kind}-${hit.id}`, href: pageUrl(hit.path),
      },
      make("span", { class: "find__name" }, hit.name,
        aside && hit.matched !== hit.name ? make("span", { class: "find__aside" }, ` ${aside} `, make("span", { class: "find__matched" }, hit.matched)) : null),
      " ",
      identifier(hit),
      " ",
      make("span", { class: "find__kind" },
        state ? make("span", { class: `find__state find__state--${state}` }, state) : null,
        state ? " " : null,
        hit.kindWord));
    }

    /** Ask the theme's search, once the typing rests and the look-up has said all it knows. */
    askProse() {
      const { query, hits, messages, wants } = this.answer;
      if (this.inText?.query === query) return;
      clearTimeout(this.timers.prose);
      this.inText = null;
      const words = query.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
      const isIdentifier = messages.length || /^\W*[\d.]+\W*$/.test(query) || hits[0]?.why === "tag" || words.length > 8;
      if (wants || isIdentifier || !words.length) return;
      const asked = { query, pages: null };
      this.inText = asked;
      this.timers.prose = setTimeout(async () => {
        try {
          asked.pages = await prose.search(words.join(" "));
        } catch (error) {
          console.warn(`No prose: ${error.message}`);
          asked.pages = [];
        }
        if (this.inText !== asked || this.panel.hidden) return;
        this.showProse(this.options[this.active]?.id);
        this.tell();
        this.proceed();
      }, PROSE_DELAY);
    }

    /** Show what the prose has of the query, and highlight again what was. */
    showProse(kept) {
      const { query, hits } = this.answer;
      const known = new Set(hits.map(({ path }) => path));
      const found = (this.inText?.query === query && this.inText.pages) || [];
      this.pages = found.filter(({ path }) => !known.has(path)).slice(0, MOST_PROSE);
      this.prose.hidden = !this.pages.length;
      this.prose.replaceChildren(
        make("span", { class: "find__heading", "aria-hidden": "true" }, "In the text"),
        ...this.pages.map(({ path, title, page, text }) => make("a", {
          class: "find__option find__option--prose", role: "option", tabindex: "-1",
          "aria-selected": "false", id: `${this.list.id}-prose-${path}`, href: pageUrl(path),
        }, make("span", { class: "find__name" }, title, page ? make("span", { class: "find__aside" }, ` in ${page}`) : null),
        " ", make("span", { class: "find__text" }, text))));
      this.options = [...this.list.querySelectorAll('[role="option"]')];
      this.list.hidden = !this.options.length;
      this.activate(this.options.findIndex(({ id }) => id === kept));
      this.open();
    }

    /** Say what is shown, or why nothing is. */
    tell() {
      const { query, hits, messages, wants } = this.answer;
      const [first] = hits;
      const [page] = this.pages;
      const said = messages.map(({ text }) => text);
      let remark = "";
      if (first) {
        const what = [stateOf(first), first.kindWord].filter(Boolean).join(" ");
        said.push(`${numberOf(hits.length, "result", "results")}. First: ${first.name}, ${what}${first.uid ? `, ${first.uid}` : ""}.`);
      } else if (page) {
        said.push(`${numberOf(this.pages.length, "page", "pages")} in the text. First: ${page.title}${page.page ? ` in ${page.page}` : ""}.`);
      } else if (wants) {
        remark = "Searching …";
      } else if (this.inText?.query === query && !this.inText.pages) {
        remark = "Searching the text …";
      } else if (!messages.length) {
        remark = "Nothing found.";
      }
      this.remark.hidden = !remark;
      this.remark.textContent = remark === "Nothing found." ? `${remark} Part of a UID or the first letters of a name are enough.` : remark;
      this.say([...said, remark].filter(Boolean).join(" "));
    }

    /** Say something to screen readers, once the typing rests. */
    say(text) {
      clearTimeout(this.timers.status);
      this.timers.status = setTimeout(() => { this.status.textContent = text; }, 150);
    }

    fail() {
      this.goesOn = false;
      this.open();
      this.say("The look-up cannot be loaded.");
      this.messages.replaceChildren(make("p", { class: "find__message" }, "The look-up cannot be loaded. ",
        make("a", { href: this.form.action }, "All SOP Classes by name"), "."));
    }

    /* -------------------------------------------------------------- moving */

    open() {
      this.panel.hidden = false;
      this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    }

    /** Close the panel; what is not shown is not in the address either. */
    close() {
      this.hide();
      if (!this.isInline) writeQuery("", false);
    }

    hide() {
      this.panel.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
      this.goesOn = false;
      this.inText = null;
      for (const timer of Object.values(this.timers)) clearTimeout(timer);
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
      this.goesOn = true;
      this.noteAddress();
      if (this.answer?.query !== query || this.panel.hidden) {
        this.update();
        return;
      }
      if (this.answer.wants) this.complete(this.answer); // now, not when the page is idle
      this.proceed();
    }

    /** Do what Enter asked for, unless a better answer may still come. */
    proceed() {
      if (!this.goesOn) return;
      const { query, hits, wants } = this.answer;
      const chosen = this.options[this.active];
      const isAwaited = wants ? !isSure(hits[0], query) : !hits.length && this.inText && !this.inText.pages;
      if (!chosen && isAwaited) return;
      this.goesOn = false;
      const option = chosen ?? this.options[0];
      if (option) {
        this.leave(option);
        location.assign(option.href);
      } else {
        this.status.textContent = ""; // what does not change is not said again
        this.tell();
      }
    }

    /** A result leads away: Back shall find the query, but to elsewhere in this page nothing leads back. */
    leave({ href }) {
      const isHere = href.split("#")[0] === location.href.split("#")[0];
      if (isHere && !this.isInline) this.close();
      else this.noteAddress();
    }

    click({ target }) {
      const option = target.closest(".find__option");
      if (option) this.leave(option);
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
          this.isAsked();
        } else this.input.blur();
        event.preventDefault();
      } else if (event.key === "Tab") {
        if (!this.isInline && !this.messages.querySelector("a")) this.close();
      }
    }

    /* ------------------------------------------------------------- address */

    noteSoon() {
      clearTimeout(this.timers.address);
      this.timers.address = setTimeout(() => this.noteAddress(), ADDRESS_DELAY);
    }

    /** Put the query into the address, so that it can be shared. At home, where the results are the
     *  page, one that does not go on with the last is a step of its own. */
    noteAddress() {
      clearTimeout(this.timers.address);
      const text = this.input.value.trim();
      const query = text.length > LONG ? "" : text;
      const noted = readState().get("q") ?? "";
      const goesOn = noted && query && (query.startsWith(noted) || noted.startsWith(query));
      writeQuery(query, this.isInline && !goesOn);
    }

    /** Take the query from the address: after Back, or from a link. */
    restore(query) {
      clearTimeout(this.timers.address);
      if (query === this.input.value.trim()) return;
      if (!this.isInline) this.hide();
      if (!this.isInline && !query) return;
      this.input.value = query;
      if (this.isInline) this.isAsked();
    }
  }

  /* ----------------------------------------------------------------- page */

  const all = boxes.map((element, i) => new Box(element, i));
  const main = all.find((box) => box.isInline) ?? all[0];

  /** Put a query into the main box and look it up. */
  function ask(query) {
    main.input.value = query;
    main.isAsked();
  }

  addEventListener("popstate", () => {
    if (location.hash && !location.hash.includes("=")) return; // a link to a heading
    main.restore(readState().get("q") ?? "");
  });

  /* The key / goes to the box, unless the reader has switched that off (WCAG 2.1.4). */
  const KEY = "find-key";
  let hasKey = true;
  try {
    hasKey = localStorage.getItem(KEY) !== "off";
  } catch {
    // Without storage the key is on.
  }

  document.addEventListener("keydown", (event) => {
    if (!hasKey || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    if (target instanceof Element && (target.isContentEditable || target.closest("input, textarea, select"))) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    main.input.focus();
    main.input.select();
  });

  for (const place of document.querySelectorAll("[data-find-key]")) {
    const box = make("input", { type: "checkbox" });
    box.checked = hasKey;
    box.addEventListener("change", () => {
      hasKey = box.checked;
      try {
        if (hasKey) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, "off");
      } catch {
        // Without storage the choice holds for this page.
      }
    });
    place.replaceChildren(make("label", {}, box, " ", ...place.childNodes));
  }

  document.addEventListener("click", (event) => {
    const example = event.target.closest("[data-example]");
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    main.input.focus();
    ask(example.dataset.example);
    main.noteAddress();
  });

  const asked = takeQuery();
  if (main.isInline) {
    if (asked) {
      ask(asked);
      main.input.focus();
    } else idle(() => quietly(load("core")));
  } else if (asked) {
    main.input.value = asked; // its results open once it has the focus
  }
})();
