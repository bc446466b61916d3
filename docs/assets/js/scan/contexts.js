/* The presentation contexts of an association log: which were proposed, accepted, rejected, and why.
 *
 * Knows how DCMTK, pynetdicom, dcm4che and fo-dicom print them, and lines that name number, UID and result
 * in prose. Needs no document.
 */
(() => {
  "use strict";

  /** @typedef {{ id: number, result: number | null, line: number, sopClass: Entry | null, syntaxes: Entry[] }} OpenContext */

  const scan = (globalThis.SopScan ??= /** @type {ScanScripts} */ ({}));

  /* PS3.8 9.3.3.2: the results of a presentation context. */
  /** @type {Record<number, string>} */
  const REASONS = {
    1: "user rejection",
    2: "no reason given",
    3: "abstract syntax not supported",
    4: "transfer syntaxes not supported",
  };

  /* A line with which a context begins; the group is its number. */
  const BEGINS = /\b(?:presentation ?)?context(?: ?id)?\b[\s:=[#]{0,12}(?:id: ?)?(\d{1,3})\b|\bpcid ?[:=] ?(\d{1,3})\b/i;

  const ACCEPTED = /\baccept(?:ed|ance|s)?\b|\bresult: ?0\b/i;
  const REJECTED = /\breject|\brefus|\bnot supported\b|\bnotsupported\b|\bno reason\b/i;

  /** The result that a line says: 0 accepted, 1 to 4 rejected; null if it says none.
   *  @type {(line: string) => number | null} */
  function resultIn(line) {
    const numbered = /\b(?:result|reason)\W{1,3}([0-4])\b/i.exec(line);
    if (numbered && (numbered[1] !== "0" || ACCEPTED.test(line))) return Number(numbered[1]);
    if (/abstract ?syntax ?(?:is )?not ?supported/i.test(line)) return 3;
    if (/transfer ?syntax(?:es)? ?(?:are )?not ?supported/i.test(line)) return 4;
    if (/\buser\b.{1,12}reject|reject.{1,12}\buser\b/i.test(line)) return 1;
    if (/no reason|noreason/i.test(line) || REJECTED.test(line)) return 2;
    return ACCEPTED.test(line) ? 0 : null;
  }

  /* As many lines after its first one a context has at most. */
  const LONGEST = 24;

  /** Collects contexts line by line. */
  class Contexts {
    /** @type {OpenContext | null} */
    #current = null;
    /** @type {Map<number, Entry>} */
    #proposed = new Map(); // number -> UID of the SOP Class
    /** @type {Map<string, ScannedContext>} */
    #found = new Map();

    /** Take a line in; `uids` are the SOP Classes and transfer syntaxes that stand in it.
     *  @type {ScanContexts["see"]} */
    see(line, number, uids) {
      const begins = BEGINS.exec(line);
      if (begins) {
        this.#close();
        this.#current = { id: Number(begins[1] ?? begins[2]), result: resultIn(line), line: number, sopClass: null, syntaxes: [] };
      } else if (!this.#current) return;
      if (number - this.#current.line > LONGEST) {
        this.#close();
        return;
      }
      for (const entry of uids) {
        if (entry.kind === "transfer-syntax") this.#current.syntaxes.push(entry);
        else this.#current.sopClass ??= entry;
      }
    }

    #close() {
      const context = this.#current;
      this.#current = null;
      if (!context) return;
      if (context.sopClass && context.result === null) this.#proposed.set(context.id, context.sopClass);
      const sopClass = context.sopClass ?? this.#proposed.get(context.id);
      if (!sopClass || context.result === null) return;
      const key = `${sopClass.uid} ${context.result}`;
      let found = this.#found.get(key);
      if (!found) {
        found = { sopClass, result: context.result, count: 0, ids: [], syntaxes: new Set(), lines: [] };
        this.#found.set(key, found);
      }
      found.count += 1;
      if (found.ids.length < 20) found.ids.push(context.id);
      if (found.lines.length < 20) found.lines.push(context.line);
      if (context.result === 0) for (const syntax of context.syntaxes) found.syntaxes.add(syntax);
    }

    /** Every context with a result: `{sopClass, result, count, ids, syntaxes, lines}`.
     *  @type {ScanContexts["done"]} */
    done() {
      this.#close();
      return [...this.#found.values()];
    }
  }

  Object.assign(scan, /** @satisfies {Partial<ScanScripts>} */ ({ Contexts, REASONS }));
})();
