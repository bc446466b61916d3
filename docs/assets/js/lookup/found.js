/* What a query has found so far, and in which order it is shown. Needs no document. */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  /* What a text is to the thing it belongs to, the weight that it has as a whole and in part. */
  const LABELS = [
    { what: "name", whole: 1000, part: 1, begun: 790 },
    { what: "keyword", whole: 1000, part: 1, begun: 790 },
    { what: "constant", whole: 995, part: 0.97, begun: 788 },
    { what: "former name", whole: 985, part: 0.95, begun: 780 },
    { what: "alias", whole: 990, part: 0.97, begun: 770 },
    { what: "code", whole: 975, part: 0.8, begun: 770 },
    { what: "end of the name", whole: 900, part: 0.9, begun: 775 },
    { what: "topic", whole: 0, part: 0.5, begun: 0 },
  ];
  const SORTS = { NAME: 0, KEYWORD: 1, CONSTANT: 2, FORMER: 3, ALIAS: 4, CODE: 5, END: 6, TOPIC: 7 };

  /* Which kind comes first, where a text fits more than one: as a whole, in part, as a UID, and where its name
   * stands in a longer text. What is general stands behind what is specific. */
  /** @type {Record<string, Priors>} */
  const KINDS = {
    "sop-class": { whole: 0, part: 40, uid: 4, mention: 40 },
    "transfer-syntax": { whole: 12, part: 25, uid: 3, mention: 20 },
    "uid": { whole: -4, part: 0, uid: 1, mention: 0 },
    "context-group": { whole: -420, part: -300, uid: 1, mention: -260 },
    "general": { whole: -8, part: -60, uid: 1, mention: -140 },
    "directory": { whole: -20, part: -170, uid: 0, mention: -220 },
    "private": { whole: -6, part: 0, uid: 0, mention: 60 },
    "status": { whole: 0, part: -60, uid: 0, mention: 0 },
    "association": { whole: 0, part: -100, uid: 0, mention: 0 },
    "guide": { whole: -50, part: -110, uid: 0, mention: -20 },
    "page": { whole: -50, part: -120, uid: 0, mention: -60 },
    "service-class": { whole: -110, part: -15, uid: 0, mention: -60 },
    "attribute": { whole: -10, part: -170, uid: 0, mention: -110 },
    "code": { whole: -360, part: 0, uid: 0, mention: 0 }, // as a whole only
    "value": { whole: -365, part: 0, uid: 0, mention: 0 },
    "template": { whole: -420, part: -300, uid: 0, mention: -260 },
    "template-uid": { whole: -430, part: -310, uid: 1, mention: -270 },
    "module": { whole: -150, part: -180, uid: 0, mention: -200 },
    "macro": { whole: -155, part: -190, uid: 0, mention: -210 },
    "iod": { whole: -160, part: -220, uid: 0, mention: -200 },
  };
  const OTHER_KIND = { whole: -100, part: -150, uid: 0, mention: -150 };

  /** What the kind of an entry adds, see KINDS. @type {LookupScripts["priorOf"]} */
  const priorOf = (entry) => KINDS[entry.kind] ?? OTHER_KIND;

  const RETIRED_WHOLE = 60;
  const RETIRED_PART = 70;

  /* What it is worth that a guide is meant where a question is asked. */
  const ASKED = 190;

  const NEARLY = 10;
  const FAR = 0.55; // what fits less than this part of the best is not worth showing

  /** Entries in an order of their own: by UID, or as the data has them. @type {(a: Entry, b: Entry) => number} */
  const order = (a, b) => (a.uid && b.uid ? lookup.compareUids(a.uid, b.uid) : a.number - b.number);

  /** How well a text names its entry, where nothing else tells. @type {LookupScripts["rankOf"]} */
  const rankOf = (label) => LABELS[label.sort].whole + priorOf(label.entry).whole
    - (label.entry.status === "retired" ? RETIRED_WHOLE : 0);

  /** What a query has found so far: each entry once, with its best score. */
  class Found {
    /** @type {Map<Entry, { score: number, why: string, text: string, inPart: boolean }>} */
    #best = new Map();
    #query = "";
    /** @type {Set<string>} */
    #kinds = new Set();
    #retired = false;
    #stored = false;

    constructor() {
      /** @type {LookupMessage[]} */
      this.said = [];
      this.top = 0;
      /** @type {string[] | null} */
      this.only = null; // the kinds that may be found at the moment; null for all
      this.isQuestion = false;
    }

    get size() { return this.#best.size; }

    /** What the query is, and the kinds and words in it that say what is meant. @type {LookupFound["prefer"]} */
    prefer(query, kinds, said) {
      this.#query = query;
      this.#kinds = kinds;
      this.#retired = said.has("retired");
      this.#stored = said.has("storage");
    }

    /** @type {LookupFound["add"]} */
    add(entry, score, why, text = "", inPart = false) {
      if (!entry || (this.only && !this.only.includes(entry.kind))) return;
      const had = this.#best.get(entry);
      if (had && had.score >= score) return;
      this.#best.set(entry, { score, why, text, inPart });
      this.top = Math.max(this.top, score);
    }

    /** What the kind and status of an entry add to its score; `usual` is for its kind unasked.
     *  @type {(entry: Entry, usual: number, penalty: number) => number} */
    #prior(entry, usual, penalty) {
      const kind = this.#kinds.has(entry.kind) ? 60 : usual + (this.isQuestion && entry.kind === "guide" ? ASKED : 0);
      const status = (entry.status === "retired") === this.#retired || entry.kind === "guide" ? 0 : penalty;
      return kind - status;
    }

    /** A text that the query is as a whole; `loosely` if only without words that say little.
     *  @type {LookupFound["addWhole"]} */
    addWhole(label, score, loosely = false) {
      const { entry, sort, text } = label;
      const isOther = this.#kinds.size ? !this.#kinds.has(entry.kind) : this.#isNotStored(label);
      const other = loosely && isOther ? 100 : 0;
      const penalty = sort === SORTS.KEYWORD || sort === SORTS.CONSTANT ? 0 : RETIRED_WHOLE;
      const sameCase = entry.keyword === this.#query ? 20 : text === this.#query ? 8
        : text.toLowerCase() === this.#query.toLowerCase() ? 4 : 0;
      const prior = this.#prior(entry, priorOf(entry).whole, penalty);
      this.add(entry, score + sameCase - other + entry.rank + prior, LABELS[sort].what, text);
    }

    /** @type {LookupFound["addPart"]} */
    addPart(label, score) {
      if (score < 120) return;
      const { entry } = label;
      const other = this.#isNotStored(label) ? 75 : 0;
      const prior = this.#prior(entry, priorOf(entry).part, RETIRED_PART);
      this.add(entry, score - other + prior, LABELS[label.sort].what, label.text, true);
    }

    /** Whether the query asks for what is stored, and this is not. @type {(label: Label) => boolean} */
    #isNotStored({ entry, text }) {
      return this.#stored && entry.kind !== "guide" && !/storage/i.test(entry.name) && !/storage/i.test(text);
    }

    /** The words of the query stand in different texts of the entry. @type {LookupFound["addSpread"]} */
    addSpread(entry, score) {
      const prior = this.#prior(entry, priorOf(entry).part, RETIRED_PART);
      this.add(entry, score + prior, "words", "", true);
    }

    /** Raise what does not fit as a whole. @type {LookupFound["favour"]} */
    favour(entry, bonus) {
      const had = this.#best.get(entry);
      if (had && had.score < 950 && !this.#kinds.size) this.#best.set(entry, { ...had, score: had.score + bonus });
    }

    /** A warning. @type {LookupFound["say"]} */
    say(kind, text, entry = null) {
      if (!this.said.some((message) => message.text === text)) this.said.push({ kind, text, entry });
    }

    /** The hits, best first, and how many there are in all. Of those that fit in part, and equally well or
     *  nearly so, the one that people mean more often stands first, or else the one with the lower UID.
     *  @type {LookupFound["best"]} */
    best(limit, kinds) {
      const hits = [...this.#best].sort(([a, x], [b, y]) => y.score - x.score || order(a, b));
      for (let from = 0; from < Math.min(limit, hits.length);) {
        const { score } = hits[from][1];
        let to = from;
        while (to < hits.length && hits[to][1].inPart && hits[to][0].kind === hits[from][0].kind
          && hits[to][1].score > score - NEARLY) to++;
        if (to === from) to++;
        const near = hits.slice(from, to).sort(([a], [b]) => b.rank - a.rank || order(a, b));
        hits.splice(from, near.length, ...near);
        from = to;
      }
      const least = Math.min(900, hits[0]?.[1].score ?? 0) * FAR;
      /** @type {Set<string>} */
      const seen = new Set(); // an attribute is found by its name, and by its values
      const worthy = hits.filter(([{ path }, { score }]) => score >= least && !seen.has(path) && seen.add(path));
      const shown = worthy.slice(0, limit).map(([entry, { score, why, text }]) => ({
        ...entry,
        kindWord: kinds.get(entry.kind)?.word ?? entry.kind,
        score,
        why,
        matched: text,
      }));
      return { hits: shown, total: worthy.length };
    }
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ Found, LABELS, SORTS, priorOf, rankOf }));
})();
