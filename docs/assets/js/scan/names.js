/* The names of what is registered, found in a text of any length by their first word. Needs no document. */
(() => {
  "use strict";

  /** @typedef {{ key: string, words: string[], written: string[], entries: Entry[], isPrinted: boolean }} Phrase */

  const scan = (globalThis.SopScan ??= /** @type {ScanScripts} */ ({}));

  /** An identifier as it is compared: `UID_CTImageStorage`, `CT_IMAGE_STORAGE` are the same.
   *  @type {(text: string) => string} */
  const identity = (text) => text
    .replace(/^(?:UID|EXS)_/, "")
    .replace(/_/g, "")
    .toLowerCase()
    .replace(/(?:sopclass|transfersyntax)(?:uid)?$/, "");

  /* Last words that only a name has. */
  const TELLING = new Set(["storage", "class", "find", "move", "get", "communication", "endian", "compression"]);

  /* Last words of two that are a name together; other pairs are prose as well. */
  const TELLING_PAIR = new Set(["storage", "lossless", "find", "move", "get"]);

  /* The kinds of which a name in a text says that the thing is meant. */
  const NAMED = new Set(["sop-class", "transfer-syntax", "uid", "general", "private", "private-syntax"]);

  /* Words that a program prints in one piece. */
  const PRINTED = /[A-Za-z][A-Za-z0-9]{0,60}(?:(?:[:+@/-]|\.(?=\d))[A-Za-z0-9]{1,60}){1,8}/y;

  /* What stands before and behind a name, and says more of it. */
  const AFTER_PRIVATE = /(?<=\bprivate\b[^\n.;:=]{1,40})/iy;
  const THEN_RETIRED = /[\s\-\u2013(]{1,3}retired\b/iy;

  /** Whether the text is so where `at` is. @type {(expression: RegExp, text: string, at: number) => boolean} */
  function isAt(expression, text, at) {
    expression.lastIndex = at;
    return expression.test(text);
  }

  const { SORTS } = globalThis.SopLookup;

  class Names {
    constructor() {
      /** @type {Map<string, { entry: Entry, single: boolean }>} */
      this.identifiers = new Map();
      /** @type {Map<string, Phrase[]>} */
      this.phrases = new Map();
      /** @type {Map<string, Entry>} */
      this.keywords = new Map(); // of attributes, in their very capitals
    }

    /** Take in the labels of a SopLookup.Index in steps: each `next()` does a little.
     *  @type {ScanNames["learning"]} */
    *learning(labels) {
      let step = 0;
      // What something is called today comes before what another thing was called.
      for (const sort of [SORTS.NAME, SORTS.KEYWORD, SORTS.CONSTANT, SORTS.FORMER, SORTS.ALIAS]) {
        for (const { entry, sort: its, text } of labels) {
          if (its !== sort) continue;
          if (++step % 100 === 0) yield step;
          const isPrivate = entry.kind.startsWith("private");
          if (entry.kind === "attribute" && /[a-z][A-Z]/.test(entry.keyword)) this.keywords.set(entry.keyword, entry);
          if (!NAMED.has(entry.kind) || (sort === SORTS.ALIAS && !(isPrivate && /^Private /.test(text)))) continue;
          this.#identifier(text, entry);
          if (sort !== SORTS.KEYWORD && entry.kind !== "uid" && entry.kind !== "general") this.#phrase(text, entry);
        }
      }
      for (const list of this.phrases.values()) list.sort((a, b) => b.words.length - a.words.length);
    }

    /** @type {(text: string, entry: Entry) => void} */
    #identifier(text, entry) {
      const key = identity(text.replace(/[^A-Za-z0-9_]+/g, ""));
      const single = !/[^A-Za-z0-9]|[a-z0-9][A-Z]|[A-Z]{2}[a-z]/.test(text.replace(/[\s_]{0,3}SOP ?Class(?: ?UID)?$/i, ""));
      const had = this.identifiers.get(key);
      // Where two share an identifier the active one has it.
      if (had && !(had.entry.status === "retired" && entry.status !== "retired")) return;
      this.identifiers.set(key, { entry, single });
    }

    /** @type {(text: string, entry: Entry) => void} */
    #phrase(text, entry) {
      const list = text.replace(/\(retired\)/i, "").match(/[A-Za-z0-9]+/g) ?? [];
      const shorter = list.slice(-2).join(" ") === "SOP Class" ? list.slice(0, -2) : [];
      // A name with signs between its words is printed by a program, and stands in no prose.
      const isPrinted = /[:+@]|[a-z]\/[A-Z]/.test(text) && !/ /.test(text);
      for (const written of [list, shorter]) {
        const each = written.map((word) => word.toLowerCase());
        if (each.length < 2 || (each.length === 2 && !isPrinted && !TELLING_PAIR.has(each[1]) && entry.kind !== "transfer-syntax")) continue;
        const key = each.join(" ");
        const all = this.phrases.get(each[0]) ?? [];
        this.phrases.set(each[0], all);
        const same = all.find((phrase) => phrase.key === key);
        if (!same) all.push({ key, words: each, written, entries: [entry], isPrinted });
        else if (!same.entries.includes(entry)) same.entries.push(entry);
      }
    }

    /** What several words in one piece stand for, as programs print names: `JPEGLossless:Hierarchical`;
     *  `{entry, end}`, or null. @type {ScanNames["printed"]} */
    printed(text, at) {
      PRINTED.lastIndex = at;
      const run = PRINTED.exec(text)?.[0];
      if (!run) return null;
      const ends = [...run.matchAll(/[A-Za-z0-9]+/g)].map((piece) => piece.index + piece[0].length);
      for (let i = ends.length - 1; i > 0; i--) {
        const found = this.identifiers.get(identity(run.slice(0, ends[i]).replace(/[^A-Za-z0-9]+/g, "")));
        if (found && !found.single && ends[i] > 10) return { entry: found.entry, end: at + ends[i] };
      }
      return null;
    }

    /** What an identifier stands for; `marked` if what is before it says that it is one.
     *  @type {ScanNames["identifier"]} */
    identifier(token, marked) {
      const found = this.identifiers.get(identity(token));
      if (!found) return this.keywords.get(token) ?? null;
      if (marked || /^(?:UID|EXS)_|SOPClass(?:UID)?$/.test(token)) return found.entry;
      const written = /[a-z0-9][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]_[A-Za-z]/.test(token);
      return !found.single && (written || token.length > 11) ? found.entry : null;
    }

    /** The longest name that begins at `at`, where the word `first` stands: `{entry, end}`.
     *  @type {ScanNames["phrase"]} */
    phrase(text, at, first) {
      const candidates = this.phrases.get(first.toLowerCase());
      if (!candidates) return null;
      const next = /[\s\-\u2010-\u2015/,()[\]&.:+@]{1,6}([A-Za-z0-9]{1,60})/y;
      const seen = [first];
      const ends = [at + first.length];
      /** @type {(i: number) => string | null} */
      const word = (i) => {
        while (seen.length <= i) {
          next.lastIndex = ends[ends.length - 1];
          const match = next.exec(text);
          if (!match) return null;
          seen.push(match[1]);
          ends.push(next.lastIndex);
        }
        return seen[i];
      };
      for (const candidate of candidates) {
        const { length } = candidate.words;
        if (!candidate.words.every((wanted, i) => word(i)?.toLowerCase() === wanted)) continue;
        const end = ends[length - 1];
        // Words that may be prose are a name only with the capitals of one.
        /** @type {(each: string) => boolean} */
        const capital = (each) => /^[A-Z]/.test(each);
        const telling = candidate.isPrinted || (length > 2 && TELLING.has(candidate.words[length - 1]));
        if (!telling && !candidate.written.every((each, i) => !capital(each) || capital(seen[i]))) continue;
        // "Private GE CT Image Storage" is no CT Image Storage, be the private one known or not.
        if (isAt(AFTER_PRIVATE, text, at) && !candidate.entries.some(({ kind }) => kind.startsWith("private"))) return { entry: null, end };
        const retired = isAt(THEN_RETIRED, text, end);
        const entry = candidate.entries.find(({ status }) => (status === "retired") === retired) ?? candidate.entries[0];
        return { entry, end };
      }
      return null;
    }
  }

  Object.assign(scan, /** @satisfies {Partial<ScanScripts>} */ ({ Names }));
})();
