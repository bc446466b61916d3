/* The search box, in the header and large at home: what is typed or pasted is looked up at once
 * (lookup/), and below stands what the text of the pages has of the query (find/prose.js).
 *
 * Markup: .find > form > input.find__input[name=q]. Without this script the form
 * leads to the list of all SOP Classes.
 *
 * The query stands in the address as `#q=…`, beside what tables.js keeps there. What follows the #
 * is sent to no server: a line of a log may hold the name of a patient.
 */
(() => {
  "use strict";

  const { make, pageUrl, uidCode, state } = SopSite;
  const { counted } = SopLookup;
  const { index, load, prose } = SopFind;

  const MOST_HITS = 12; // that are shown at once; more are grouped by kind, and follow when asked for
  const MORE_HITS = 60;
  const MOST_PROSE = 5;
  const ADDRESS_DELAY = 400; // browsers refuse an address that changes too often
  const PROSE_DELAY = 250;
  const LONG = 300; // characters; more is for the page that takes whole texts, and in no address

  /** Do something when the page has nothing else to do, or a second later: one that is busy for long
   *  is never idle. @type {(act: () => void) => void} */
  const idle = (act) => {
    if ("requestIdleCallback" in self) self.requestIdleCallback(act, { timeout: 1000 });
    else setTimeout(act, 50);
  };

  /** What may fail for now: it is tried again when it is needed. @type {FindScripts["quietly"]} */
  const quietly = (promise) => promise.catch(() => {});

  /** A UID with the arcs that all share dimmed, or a tag as it is printed.
   *  @type {(hit: Hit) => HTMLElement | null} */
  function identifier({ uid, tag }) {
    if (tag) return make("code", { class: "find__id" }, SopLookup.printedTag(tag));
    return uid ? uidCode(uid, "find__id", "find__root") : null;
  }

  /* The kinds that the standard retires. */
  const RETIRABLE = new Set(["sop-class", "transfer-syntax", "uid", "general", "directory", "service-class", "attribute", "context-group", "template"]);

  /** Whether a hit is active or retired; nothing for what is neither. @type {(hit: Hit) => string} */
  const stateOf = ({ kind, status }) => (!RETIRABLE.has(kind) ? "" : status === "retired" ? "retired" : "active");

  /* The kinds that are found by what they answer, not by their name. */
  const ANSWERS = new Set(["guide", "page"]);

  /** Whether a hit is what the query says, so that no other section of data has a better one: its
   *  UID, tag, code, name or keyword. What people call it may be an attribute's name as well.
   *  @type {(hit: Hit | undefined, query: string) => boolean} */
  function isSure(hit, query) {
    if (!hit) return false;
    if (hit.why === "uid" || hit.why === "tag" || hit.why === "status") return true;
    const asked = SopLookup.squash(query);
    return !ANSWERS.has(hit.kind) && [hit.name, hit.keyword].some((text) => text && SopLookup.squash(text) === asked);
  }

  /** Hits by kind, the kind with the best hit first: `[kindWord, hits]`.
   *  @type {(hits: Hit[]) => [word: string, hits: Hit[]][]} */
  function byKind(hits) {
    /** @type {Map<string, Hit[]>} */
    const groups = new Map();
    for (const hit of hits) {
      const those = groups.get(hit.kindWord) ?? [];
      groups.set(hit.kindWord, those);
      those.push(hit);
    }
    return [...groups];
  }

  /** What is said before the text that a hit was found by, where that is not its name. @type {Record<string, string>} */
  const ASIDES = { alias: "also", "former name": "formerly", constant: "in code", code: "also" };

  class Box {
    /** @param {HTMLElement} element @param {number} number */
    constructor(element, number) {
      this.element = element;
      this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
      this.input = /** @type {HTMLInputElement} */ (element.querySelector("input"));
      this.isInline = element.classList.contains("find--home");
      this.answer = null; // what is shown: {query, hits, messages, wants}
      /** @type {{ query: string, pages: ProsePage[] | null, failed: boolean } | null} */
      this.inText = null; // what the prose has: {query, pages}; `pages` is null until it is known
      this.lacking = ""; // the section of data that was wanted, and did not come
      this.limit = MOST_HITS;
      this.goesOn = false; // Enter was pressed, and waits for its answer
      /** @type {HTMLAnchorElement[]} */
      this.options = [];
      /** @type {ProsePage[]} */
      this.pages = []; // what the prose has that the hits have not
      this.active = -1;
      /** @type {Record<string, ReturnType<typeof setTimeout>>} */
      this.timers = {};

      const id = `find-list-${number}`;
      this.list = make("div", { class: "find__list", role: "listbox", id, "aria-label": "Results" });
      this.prose = make("div", { class: "find__list find__prose", role: "group", "aria-label": "In the text" });
      this.messages = make("div", { class: "find__messages" });
      this.remark = make("p", { class: "find__message", hidden: true });
      this.status = make("p", { class: "find__status", role: "status" });
      this.rest = make("p", { class: "find__rest", hidden: true });
      this.panel = make("div", { class: "find__panel", hidden: true }, this.messages, this.remark, this.list, this.rest);
      this.element.append(this.panel, this.status);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
        autocorrect: "off", enterkeyhint: "go",
      })) this.input.setAttribute(name, value);

      this.input.addEventListener("input", () => this.isAsked());
      SopSite.pasteLine(this.input);
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("focus", () => this.wake());
      this.element.addEventListener("pointerenter", () => quietly(load("core")), { once: true });
      this.panel.addEventListener("pointerdown", (event) => {
        if (!/** @type {Element} */ (event.target).closest("a")) event.preventDefault(); // the box keeps the focus
      });
      this.panel.addEventListener("click", (event) => this.click(event));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.go();
      });
      if (this.isInline) return;
      this.element.addEventListener("focusout", ({ relatedTarget }) => {
        // Where the window has lost the focus, the box still has it.
        if (document.activeElement !== this.input && !this.element.contains(/** @type {Node | null} */ (relatedTarget))) this.close();
      });
      document.addEventListener("pointerdown", ({ target }) => {
        if (!this.panel.hidden && !this.element.contains(/** @type {Node | null} */ (target))) this.close();
      });
      addEventListener("pagehide", () => this.hide()); // so that Back shows the page, not the panel
    }

    /** Open what has been found already, and load what answers will need. */
    wake() {
      const more = () => {
        quietly(load("more"));
        quietly(prose.ready());
      };
      load("core").then(() => idle(more), (error) => this.fail(error));
      if (this.input.value.trim() && this.panel.hidden) this.update();
    }

    /** There is another text in the box: an Enter that waits was not meant for it. */
    isAsked() {
      this.goesOn = false;
      this.lacking = "";
      this.limit = MOST_HITS;
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
        load("core").then(() => { if (this.isStill(query)) this.update(); }, (error) => this.fail(error));
        return;
      }
      /** @type {Answer | null} */
      const answer = index.find(query, { limit: this.limit });
      if (this.lacking) answer.wants = "";
      this.show(answer);
      if (answer.wants) {
        if (answer.hits.length && !this.goesOn) idle(() => this.complete(answer));
        else this.complete(answer);
      }
      this.askProse();
      this.tell();
      this.proceed();
    }

    /** Whether the query is in the box, and its answer to be shown. @type {(query: string) => boolean} */
    isStill(query) {
      return this.input.value === query && !this.panel.hidden;
    }

    /** Load what the answer lacks, and show the better one. @type {(answer: Answer) => void} */
    complete({ query, wants }) {
      const isLacking = () => this.isStill(query) && this.answer?.query === query && this.answer.wants;
      load(wants).then(() => { if (isLacking()) this.update(); }, () => {
        if (!isLacking()) return;
        this.goesOn = false;
        this.lacking = wants;
        this.update();
      });
    }

    /** @type {(answer: Answer) => void} */
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
      if (this.lacking) {
        const what = this.lacking === "more" ? "attributes, modules and others" : "context groups and codes";
        this.messages.append(make("p", { class: "find__message" }, `A part of the look-up cannot be loaded: ${what} are missing.`));
      }
      // More than a screenful is easier to read by kind; the best hit stays first.
      /** @type {[word: string, hits: Hit[]][]} */
      const groups = answer.total > MOST_HITS ? byKind(hits) : [["", hits]];
      const shown = groups.flatMap(([word, those]) => {
        /** @type {HTMLElement[]} */
        const options = those.map((hit) => this.option(hit));
        if (!word || groups.length < 2) return options;
        return [make("div", { role: "group", "aria-label": word, class: "find__group" },
          make("span", { class: "find__heading", "aria-hidden": "true" }, word), ...options)];
      });
      const options = shown.flatMap((each) => (each.getAttribute("role") === "option" ? [each] : [.../** @type {NodeListOf<HTMLAnchorElement>} */ (each.querySelectorAll('[role="option"]'))]));
      // What is highlighted stays, though better ones come before it.
      if (kept && !options.some(({ id }) => id === kept.id) && !this.prose.contains(kept)) shown.push(kept);
      this.list.replaceChildren(...shown, this.prose);
      const hidden = answer.total - hits.length;
      this.rest.hidden = !hidden;
      this.rest.replaceChildren(...(hidden ? [this.limit < MORE_HITS
        ? make("button", { type: "button", click: () => this.showMore() }, `Show ${counted(Math.min(hidden, MORE_HITS - hits.length), "more", "more")} of ${answer.total.toLocaleString("en")}`)
        : `${counted(hidden, "more", "more")}: another word narrows them down.`] : []));
      this.showProse(kept?.id);
      this.open();
    }

    /** Show more of what is found already. */
    showMore() {
      this.limit = MORE_HITS;
      this.update();
      this.input.focus();
    }

    /** @type {(hit: Hit) => HTMLAnchorElement} */
    option(hit) {
      const state = stateOf(hit);
      const aside = ASIDES[hit.why];
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

    /** Ask for the text of the pages, once the typing rests and the look-up has said all it knows. */
    askProse() {
      if (!this.answer) return;
      const { query, hits, messages, wants } = this.answer;
      if (this.inText?.query === query) return;
      clearTimeout(this.timers.prose);
      this.inText = null;
      const words = query.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
      const isIdentifier = messages.length || /^\W*\d[\d.]*(?![\d.])\W*$/.test(query) || hits[0]?.why === "tag" || words.length > 8;
      if (wants || isIdentifier || !words.length) return;
      const asked = { query, pages: /** @type {ProsePage[] | null} */ (null), failed: false };
      this.inText = asked;
      this.timers.prose = setTimeout(async () => {
        try {
          asked.pages = await prose.search(words.join(" "));
        } catch (error) {
          console.warn(`No prose: ${error}`);
          asked.pages = [];
          asked.failed = true;
        }
        if (this.inText !== asked) return; // for another query, or the panel has been closed
        this.showProse(this.options[this.active]?.id);
        this.tell();
        this.proceed();
      }, PROSE_DELAY);
    }

    /** Show what the prose has of the query, and highlight again what was. @type {(kept?: string) => void} */
    showProse(kept) {
      if (!this.answer) return;
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
      this.options = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (this.list.querySelectorAll('[role="option"]'))];
      this.list.hidden = !this.options.length;
      this.activate(this.options.findIndex(({ id }) => id === kept));
      this.open();
    }

    /** Say what is shown, or why nothing is. */
    tell() {
      if (!this.answer) return;
      const { query, hits, messages, wants, total } = this.answer;
      const first = hits.at(0);
      const page = this.pages.at(0);
      const said = messages.map(({ text }) => text);
      let remark = wants && !isSure(first, query) ? "More results are loading; better ones come first." : "";
      if (first) {
        const what = [stateOf(first), first.kindWord].filter(Boolean).join(" ");
        said.push(`${counted(total, "result", "results")}. First: ${first.name}, ${what}${first.uid ? `, ${first.uid}` : ""}.`);
      } else if (page) {
        said.push(`${counted(this.pages.length, "page", "pages")} in the text. First: ${page.title}${page.page ? ` in ${page.page}` : ""}.`);
      } else if (wants) {
        remark = "Searching …";
      } else if (this.inText?.query === query && !this.inText.pages) {
        remark = "Searching the text …";
      } else if (!messages.length) {
        remark = "Nothing found.";
      }
      if (this.inText?.query === query && this.inText.failed) remark = `${remark} The text of the pages cannot be searched.`.trim();
      this.remark.hidden = !remark;
      this.remark.textContent = remark.startsWith("Nothing found.") ? `${remark} Part of a UID or the first letters of a name are enough.` : remark;
      this.say([...said, remark].filter(Boolean).join(" "));
    }

    /** Say something to screen readers, once the typing rests. @type {(text: string) => void} */
    say(text) {
      clearTimeout(this.timers.status);
      this.timers.status = setTimeout(() => { this.status.textContent = text; }, 150);
    }

    /** @type {(error: Error) => void} */
    fail(error) {
      console.warn(error.message);
      this.goesOn = false;
      this.open();
      this.say("The look-up cannot be loaded.");
      this.messages.replaceChildren(make("p", { class: "find__message" }, `The look-up cannot be loaded: ${error.message}. `,
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
      if (!this.isInline) state.write({ q: "" });
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

    /** @type {(at: number) => void} */
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
      if (!this.goesOn || !this.answer) return;
      const { query, hits, wants } = this.answer;
      const chosen = this.options[this.active];
      if (this.lacking && !chosen && !isSure(hits[0], query)) { // the right one may be in what is missing
        this.goesOn = false;
        this.tell();
        return;
      }
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

    /** A result leads away: Back shall find the query, but to elsewhere in this page nothing leads back.
     *  @type {(option: HTMLAnchorElement) => void} */
    leave({ href }) {
      const isHere = href.split("#")[0] === location.href.split("#")[0];
      if (isHere && !this.isInline) this.close();
      else this.noteAddress();
    }

    /** @type {(event: MouseEvent) => void} */
    click({ target }) {
      const option = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest(".find__option"));
      if (option) this.leave(option);
    }

    /** @type {(event: KeyboardEvent) => void} */
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
        const { active } = this;
        this.activate((event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) + length - 1) % length);
      } else if (event.key === "Escape") {
        if (isOpen && !this.isInline) this.close();
        else if (this.input.value) {
          this.input.value = "";
          this.isAsked();
        } else this.input.blur();
        event.preventDefault();
      } else if (event.key === "Tab") {
        if (!this.isInline && !this.panel.querySelector("a:not([tabindex]), button")) this.close();
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
      const noted = state.read().get("q") ?? "";
      const goesOn = noted && query && (query.startsWith(noted) || noted.startsWith(query));
      state.write({ q: query }, this.isInline && !goesOn);
    }

    /** Take the query from the address: after Back, or from a link. @type {(query: string) => void} */
    restore(query) {
      clearTimeout(this.timers.address);
      if (query === this.input.value.trim()) return;
      if (!this.isInline) this.hide();
      if (!this.isInline && !query) return;
      this.fill(query);
      if (this.isInline) this.isAsked();
    }

    /** Put a text into the box, as much of it as a key or a paste could put there.
     *  @type {(text: string) => void} */
    fill(text) {
      this.input.value = text.slice(0, this.input.maxLength);
    }
  }

  SopFind.Box = Box;
  Object.assign(SopFind, { LONG, quietly });
})();
