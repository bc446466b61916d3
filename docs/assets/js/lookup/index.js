/* The index: everything that the look-up can find, by UID, tag, code and word.
 *
 *   const index = new SopLookup.Index();
 *   index.add(section);                   // once for each section of data (render/lookup_data.py)
 *   index.find("ct image", {limit: 12});  // -> {hits, total, messages, wants}, see query.js
 *   index.identify("1.2.840.10008.1.2");  // -> what one UID is
 *
 * Needs no document, so that it also runs in a worker, in Node and under test.
 */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));
  const { SORTS, squash, letters, edits, distance, commonStart } = lookup;

  /* The version of the form of the data that this script reads; the data says its own. */
  const VERSION = 2;

  /* The kinds whose names may go without the words that say little. */
  const LIGHTENED = new Set(["sop-class", "transfer-syntax", "uid", "general", "service-class", "private"]);

  /* The kinds whose names can be known by their end alone. */
  const ENDED = new Set(["sop-class", "transfer-syntax"]);

  /* Which sections of data there are, in the order in which they are needed. */
  const SECTIONS = ["core", "more", "codes", "terms"];

  class Index {
    /** @type {Set<string>} */
    #seen = new Set(); // squashed names of the entry that is entered

    constructor() {
      this.language = new lookup.Language({ joined: [], short: [], weights: [], silent: { name: [], alias: [] } });
      /** @type {Entry[]} */
      this.entries = [];
      /** @type {LookupIndex["kinds"]} */
      this.kinds = new Map();
      /** @type {Map<string, Entry>} */
      this.byUid = new Map();
      /** @type {Map<string, Entry>} */
      this.byTag = new Map();
      /** @type {Map<string, Entry>} */
      this.byCode = new Map(); // "a900", "a7xx" -> entry of a status code
      /** @type {Map<string, Entry>} */
      this.byTerm = new Map(); // "SCT 85756007" -> entry of a code
      /** @type {Map<string, Entry>} */
      this.byAnchor = new Map(); // "rj-1-7" -> entry of a code of the upper layer
      /** @type {LookupIndex["tagMasks"]} */
      this.tagMasks = [];
      /** @type {Map<string, Misprint>} */
      this.misprints = new Map();
      /** @type {Map<string, Misprint[]>} */
      this.confusions = new Map(); // UID or squashed constant -> what toolkits have wrong about it
      /** @type {[root: string, organisation: string][]} */
      this.roots = [];
      /** @type {Map<string, string[]>} */
      this.wordForms = new Map();
      /** @type {Set<string>} */
      this.sections = new Set(); // of data that are here
      /** @type {Set<string>} */
      this.offered = new Set(); // of data that there are, by the first one's word
      /** @type {Label[]} */
      this.labels = []; // {entry, sort, text, flat, light, ids, letters}
      /** @type {Map<string, Label[]>} */
      this.begun = new Map(); // how a text can begin -> labels
      /** @type {string[]} */
      this.beginnings = []; // the same texts, sorted
      /** @type {Map<string, Label[]>} */
      this.whole = new Map(); // squashed text -> labels
      this.light = new Map(); // lightened text -> labels
      /** @type {Map<string, number>} */
      this.wordIds = new Map();
      /** @type {string[]} */
      this.wordTexts = [];
      /** @type {number[]} */
      this.wordLetters = []; // which letters each has, a bit each; 0 until somebody asks
      /** @type {Label[][]} */
      this.postings = []; // word id -> labels
      /** @type {number[]} */
      this.wordEntries = []; // word id -> number of entries that have it
      /** @type {number[]} */
      this.wordWeights = [];
      this.isWeighed = false; // whether the weights are those of all words
      /** @type {Map<string, [id: number, quality: number][]>} */
      this.matchCache = new Map();
      /** @type {Map<string, Entry[]>} */
      this.nearestCache = new Map();
    }

    /** Take in a section of data at once. @type {LookupIndex["add"]} */
    add(section) {
      for (const _ of this.adding(section)) { /* to the end */ }
    }

    /** The same in steps, so that a page can stay responsive: each `next()` does a little.
     *  @type {LookupIndex["adding"]} */
    *adding(section) {
      if (section.version !== VERSION) throw new Error(`the look-up's data has form ${section.version}, not ${VERSION}: reload the page`);
      for (const name of section.offers ?? []) this.offered.add(name);
      if (section.language) this.language = new lookup.Language(section.language);
      const { language } = this;
      for (const [word, form] of section.words ?? []) this.wordForms.set(language.words(word).join(" "), language.words(form));
      for (const [printed, uid, where, constant] of section.misprints ?? []) {
        const row = { printed, uid, where, constant };
        push(this.confusions, squash(constant), row);
        push(this.confusions, printed, row);
        this.misprints.set(printed, row);
      }
      this.roots.push(...(section.roots ?? []));
      this.roots.sort((a, b) => b[0].length - a[0].length);
      const topics = (section.topics ?? []).map((text) => ({ text, words: language.words(text) }));
      for (const { kind, word, path, rows } of section.kinds) {
        this.kinds.set(kind, { word, path });
        let step = 0;
        for (const row of rows) {
          this.#enter(kind, row, topics);
          if (++step % 50 === 0) yield step;
        }
      }
      this.beginnings = [...this.begun.keys()].sort();
      this.sections.add(section.section);
      this.isWeighed = false;
      this.matchCache.clear();
      this.nearestCache.clear();
    }

    /** @type {(kind: string, row: LookupRow, topics: { text: string, words: string[] }[]) => void} */
    #enter(kind, row, topics) {
      const [id, name, keyword, status, rank, constants, former, aliases, codes, topicIds] = row;
      const isUidKind = /^\d+(\.\d+)+$/.test(id);
      /** @type {Entry} */
      const entry = {
        number: this.entries.length,
        kind,
        id,
        name,
        keyword: keyword === 0 ? "" : keyword === "" || keyword === undefined ? lookup.derivedKeyword(name) : keyword,
        status: status ? "retired" : "active",
        rank: rank ?? 0,
        uid: isUidKind ? id : "",
        tag: kind === "attribute" ? id : "",
        path: (this.kinds.get(kind)?.path ?? "").replace("*", id),
        label: null, // its name
      };
      this.entries.push(entry);
      if (entry.uid) {
        this.byUid.set(id, entry);
        this.misprints.delete(id); // what is registered is no misprint, though a toolkit has it wrong
      }
      if (entry.tag) {
        this.byTag.set(id, entry);
        if (id.includes("x")) this.tagMasks.push([new RegExp(`^${id.replace(/x/g, "[0-9a-f]")}$`), entry]);
      }
      if (kind === "status") this.byCode.set(id.replace(/^code-/, ""), entry);
      if (kind === "template") this.byTerm.set(`TID ${id.replace(/^tid-/, "")}`, entry);
      if (kind === "code") this.byTerm.set(String(codes).toUpperCase(), entry);
      if (kind === "association") this.byAnchor.set(id, entry);
      this.#seen.clear();
      this.#name(entry, SORTS.NAME, name);
      if (entry.keyword) this.#name(entry, SORTS.KEYWORD, entry.keyword);
      this.#names(entry, SORTS.ALIAS, aliases);
      this.#names(entry, SORTS.CONSTANT, constants);
      this.#names(entry, SORTS.FORMER, former);
      this.#names(entry, SORTS.CODE, codes);
      for (const at of topicIds ?? []) this.#label(entry, SORTS.TOPIC, topics[at].text, "", topics[at].words);
      if (ENDED.has(kind)) {
        const parts = this.language.words(name).filter((word) => !this.language.silent.name.has(word));
        for (parts.shift(); parts.length; parts.shift()) {
          const flat = parts.join("");
          // Its words are those of the name.
          if (flat.length > 3 && !this.#seen.has(flat)) this.#label(entry, SORTS.END, parts.join(" "), flat, []);
        }
      }
    }

    /** @type {(entry: Entry, sort: number, texts: string | 0 | undefined) => void} */
    #names(entry, sort, texts) {
      if (texts) for (const text of texts.split("|")) this.#name(entry, sort, text);
    }

    /** @type {(entry: Entry, sort: number, text: string) => void} */
    #name(entry, sort, text) {
      const flat = squash(text);
      if (!flat || this.#seen.has(flat)) return;
      this.#seen.add(flat);
      if (entry.kind === "code" || entry.kind === "value") { // many, and known as a whole only
        const label = { entry, sort, text, flat, light: "", ids: [], letters: 0 };
        entry.label ??= label;
        push(this.whole, flat, label);
        return; // they are no part of the vocabulary
      }
      this.#label(entry, sort, text, flat, this.language.words(text));
    }

    /** @type {(entry: Entry, sort: number, text: string, flat: string, words: string[]) => void} */
    #label(entry, sort, text, flat, words) {
      const all = words.map((word) => this.#wordId(word));
      const ids = all.filter((id, at) => all.indexOf(id) === at);
      const light = sort > SORTS.ALIAS || !LIGHTENED.has(entry.kind) ? ""
        : this.language.lighten(words, sort === SORTS.ALIAS ? "alias" : "name");
      /** @type {Label} */
      const label = { entry, sort, text, flat, light: light === flat ? "" : light, ids, letters: 0 };
      this.labels.push(label);
      entry.label ??= label;
      const begins = !/^(?:RETIRED|DRAFT)_/.test(text); // nobody begins to type a name with that
      if (flat && begins) push(this.begun, flat, label);
      if (label.light && begins) push(this.begun, label.light, label);
      for (const id of ids) {
        const posting = this.postings[id];
        if (!posting.length || posting[posting.length - 1].entry !== entry) this.wordEntries[id] += 1;
        posting.push(label);
      }
      if (flat) push(this.whole, flat, label);
      if (label.light) push(this.light, label.light, label);
    }

    /** @type {(word: string) => number} */
    #wordId(word) {
      const had = this.wordIds.get(word);
      if (had !== undefined) return had;
      const id = this.wordTexts.length;
      this.wordIds.set(word, id);
      this.wordTexts.push(word);
      this.wordLetters.push(0);
      this.postings.push([]);
      this.wordEntries.push(0);
      return id;
    }

    /** How much each word tells: rare words tell more. */
    weigh() {
      if (this.isWeighed) return;
      this.isWeighed = true;
      const count = this.entries.length;
      this.wordWeights = this.wordTexts.map((word, id) =>
        Math.max(1, Math.log(1 + count / this.wordEntries[id])) * (this.language.weights.get(word) ?? 1));
    }

    /** How much the words of a text tell in all. @type {LookupIndex["weight"]} */
    weight({ ids }) {
      let sum = 0;
      for (const id of ids) sum += this.wordWeights[id];
      return sum;
    }

    /** What `query` means, see query.js. @type {LookupIndex["find"]} */
    find(query, options) {
      this.weigh();
      return lookup.find(this, query, options);
    }

    /* ----------------------------------------------------------------- words */

    /** The words of the vocabulary that a word of the query can mean: [[id, how well]]. Itself fits with 1; what it
     *  begins with 0.55 to 0.95, as much as it has of it; but for slips 0.95, less one part of the word for each, and
     *  0.1 less where the first letter differs; the same stem 0.85 of what both have; what it begins but for slips
     *  0.5 to 0.7, as much as it has of it, less 0.1 for each.
     *  @type {LookupIndex["matches"]} */
    matches(word) {
      return kept(this.matchCache, word, () => this.#matches(word));
    }

    /** @type {(word: string) => [id: number, quality: number][]} */
    #matches(word) {
      /** @type {[id: number, quality: number][]} */
      const out = [];
      const exact = this.wordIds.get(word);
      if (exact !== undefined) out.push([exact, 1]);
      if (word.length > 60) return out;
      const most = edits(word.length);
      const stem = Math.max(5, Math.ceil(word.length * 0.6));
      const bits = letters(word);
      const maySlip = exact === undefined && most && !/^\d/.test(word);
      for (let id = 0; id < this.wordTexts.length; id++) {
        if (id === exact) continue;
        const other = this.wordTexts[id];
        if (other.startsWith(word)) {
          if (word.length > 1) out.push([id, 0.55 + 0.4 * (word.length / other.length)]);
          continue;
        }
        const same = commonStart(word, other);
        const hasStem = same >= stem && same >= other.length * 0.55;
        const canSlip = maySlip && lookup.bitCount(bits & ~(this.wordLetters[id] ||= letters(other))) <= most;
        if (canSlip) {
          const gap = distance(word, other, most);
          if (gap <= most) {
            out.push([id, (word[0] === other[0] ? 0.95 : 0.85) - gap / word.length]);
            continue;
          }
        }
        if (hasStem) out.push([id, 0.85 * (same / Math.max(word.length, other.length))]);
        else if (canSlip && word.length > 4 && other.length > word.length && word[0] === other[0]) {
          const gap = distance(word, other, most, true);
          if (gap <= most) out.push([id, 0.5 - 0.1 * gap + 0.2 * (word.length / other.length)]);
        }
      }
      return out;
    }

    /** Whether a word is in the vocabulary, or begins one if it is the last and still being typed.
     *  @type {LookupIndex["isWord"]} */
    isWord(word, isLast) {
      return this.wordIds.has(word)
        || (isLast && this.matches(word).some(([id]) => this.wordTexts[id].startsWith(word)));
    }

    /* ------------------------------------------------------------------ UIDs */

    /** @type {LookupIndex["isKnown"]} */
    isKnown(uid) {
      return this.byUid.has(uid) || this.misprints.has(uid);
    }

    /** What one whole UID is: `{uid, is, entry}`. `is` says "registered"; "misprint" where the misprint is known;
     *  "slip" where it is one slip from a registered one and is nobody's; "unregistered" if it is under the
     *  DICOM root, with what is `nearest`; or "private", with its `root`, null where nobody is known.
     *  @type {LookupIndex["identify"]} */
    identify(uid) {
      const entry = this.byUid.get(uid);
      if (entry) return { uid, is: "registered", entry };
      const misprint = this.misprints.get(uid);
      const printed = misprint && this.byUid.get(misprint.uid);
      if (printed) return { uid, is: "misprint", misprint, entry: printed };
      if (lookup.isBelowDicom(uid)) {
        const nearest = () => this.nearest(uid);
        // Found where it is asked for: it takes a while.
        return { uid, is: "unregistered", entry: null, get nearest() { return nearest(); } };
      }
      const root = this.root(uid);
      const slip = root ? null : lookup.withRoot(uid, (each) => this.byUid.has(each));
      const meant = slip && this.byUid.get(slip.uid);
      return meant ? { uid, is: "slip", entry: meant, slip: slip.slip } : { uid, is: "private", entry: null, root };
    }

    /** Whether all UIDs are here, so that one that is not found is not registered. */
    get isComplete() {
      return [...this.offered].every((section) => section === "terms" || this.sections.has(section));
    }

    /** Whose a UID is: the longest root that is known. @type {LookupIndex["root"]} */
    root(uid) {
      const row = this.roots.find(([root]) => lookup.startsAtArc(uid, root) && root !== lookup.DICOM_ROOT);
      return row ? { root: row[0], organisation: row[1] } : null;
    }

    /** Registered UIDs that differ least from `uid`, at most five. Kept: each takes a millisecond
     *  or two. @type {LookupIndex["nearest"]} */
    nearest(uid, most = 3) {
      return kept(this.nearestCache, `${uid} ${most}`, () => this.#nearest(uid, most));
    }

    /** @type {(uid: string, most: number) => Entry[]} */
    #nearest(uid, most) {
      const parent = this.byUid.get(uid.slice(0, uid.lastIndexOf(".")));
      const slips = new Map(lookup.slips(uid, this.entries).map(({ entry, cost }) => [entry, 5 + cost]));
      /** @type {[gap: number, entry: Entry][]} */
      const near = []; // the gaps in tenths of a slip
      for (const entry of this.entries) {
        if (!entry.uid || entry.kind === "private") continue;
        const edited = distance(uid, entry.uid, most);
        const likely = entry === parent ? 9 : slips.get(entry);
        if (likely === undefined && edited > most) continue;
        const prior = entry.kind === "sop-class" ? 3 : 0;
        near.push([(likely ?? 10 * edited) - prior + (entry.status === "retired" ? 2 : 0), entry]);
      }
      near.sort((a, b) => a[0] - b[0] || lookup.compareUids(a[1].uid, b[1].uid));
      return near.slice(0, 5).map(([, entry]) => entry);
    }

    /** The entry of a status code: its own, or that of the range it is in. @type {LookupIndex["status"]} */
    status(code) {
      const hex = typeof code === "string" ? code : code.toString(16).padStart(4, "0");
      for (let digits = hex; digits; digits = digits.slice(0, -1)) {
        const entry = this.byCode.get(digits.padEnd(4, "x"));
        if (entry) return entry;
      }
      return null;
    }
  }

  /* As many answers are kept; then all are forgotten, since people go on asking. */
  const MOST_KEPT = 1000;

  /** What `make` gives for a key, made once as long as it is kept.
   *  @type {<V>(map: Map<string, V>, key: string, make: () => V) => V} */
  function kept(map, key, make) {
    const had = map.get(key);
    if (had) return had;
    if (map.size >= MOST_KEPT) map.clear();
    const made = make();
    map.set(key, made);
    return made;
  }

  /** @type {<V>(map: Map<string, V[]>, key: string, value: V) => void} */
  function push(map, key, value) {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ Index, SECTIONS }));
})();
