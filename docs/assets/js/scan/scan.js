/* Finds what DICOM names in a text of any length: a dump, a log, a conformance statement.
 *
 *   const known = SopScan.knowledge(index);            // index: a SopLookup.Index with its data
 *   const findings = SopScan.scan(text, known);        // at once
 *   const findings = await SopScan.scanSlowly(text, known, {progress, signal}); // page stays alive
 *
 * A finding is {kind, uid, entry, count, asUid, asName, uids, lines, lineCount, warnings}:
 *   kind       sop-class, transfer-syntax, uid, general, directory, context-group, template, private,
 *              private-syntax, attribute, status, association (a reason of the upper layer), operation,
 *              unregistered (below the DICOM root), invalid (digits and dots that are no UID), root (all UIDs
 *              of a root that is not DICOM's; `uids` are these), bytes (in hexadecimal) or context (of an
 *              association, with `result`, `ids` and `syntaxes`)
 *   uid        the UID, or what stands for it: a printed tag, a code, the name of an operation
 *   lines      the first lines on which it stands, from 1; `lineCount` of them in all
 *
 * Takes time in proportion to the text. Needs no document.
 */
(() => {
  "use strict";

  const own = (globalThis.SopScan ??= /** @type {ScanScripts} */ ({}));
  const lookup = globalThis.SopLookup;

  const FEWEST_ARCS = 6; // fewer may be a version or an IP address
  const MOST_LINES = 20;
  const MOST_WARNINGS = 5;
  const MOST_KEPT = 50_000; // runs of digits and dots whose meaning is kept
  const SHORTEST_NAME = 6; // of a single word
  const STEP = 20; // words between two chances to pause
  const MOST_FINDINGS = 20_000; // that are told apart
  const SLICE_LENGTH = 2000; // characters of a line that are looked at together

  /** What a scan asks of the look-up's index; by steps, the last is the knowledge.
   *  @type {(index: LookupIndex) => Generator<number, ScanKnowledge>} */
  function* knowing(index) {
    const names = new own.Names();
    yield* names.learning(index.labels);
    return { index, names };
  }

  /* Bounded throughout: a number of a million digits is many words, and so is a million dots. */
  const TOKEN = /[^\w\n]{500,4000}|\d{1,64}(?:\.\d{1,64}){2,60}|[A-Za-z_]{1,80}(?=\d+\.\d+\.\d+\.\d)|\w{1,200}/g;

  /* What stands before a single word that is an identifier: `UI =Verification`, `DicomUID.Verification`. */
  const MARK = /(?:\bUI\s?=|DicomUID\.|\bUID\.|uids::|\buid\.|syntax[\w"']{0,6}\s{0,4}[=:]\s{0,2}[="']?)$/i;

  const ENTERPRISES = "1.3.6.1.4.1."; // each of which has a number from IANA

  /** The root by which UIDs of nobody known are taken together. @type {(uid: string) => string} */
  function guessRoot(uid) {
    const arcs = uid.split(".");
    if (uid.startsWith(ENTERPRISES)) return arcs.slice(0, 7).join(".");
    if (uid.startsWith("2.25.")) return "2.25";
    return arcs.slice(0, uid.startsWith("1.2.826.0.1.") ? 6 : uid.startsWith("1.2.840.") ? 4 : 5).join(".");
  }

  /** Whether digits and dots that nobody has registered can be meant for a UID at all.
   *  @type {(uid: string) => boolean} */
  function plausible(uid) {
    if (/^2\.25\.\d{10,}$/.test(uid)) return true;
    return /^(?:[01]\.[0-3]?\d\.|2\.\d)/.test(uid) && uid.split(".").length >= FEWEST_ARCS;
  }

  /* What nobody sees and what only looks like a digit or a dot; the lines stay as they are. */
  const ODD = /[\u00ad\u200b-\u200d\u2060\ufeff\uff10-\uff19\uff0e\u2024]/;
  const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]+/g;
  const WIDE = /[\uff10-\uff19\uff0e\u2024]/g;

  const PART = 1 << 20; // characters that are made plain together

  /** A text in which a UID is digits and dots, as SopLookup.tidy makes it of a query, of any length; by steps.
   *  @type {(text: string) => Generator<number, string>} */
  function* plainly(text) {
    const parts = [];
    for (let at = 0; at < text.length; at += PART) {
      const part = text.slice(at, at + PART);
      parts.push(ODD.test(part) ? part.replace(UNSEEN, "").replace(WIDE, (sign) => sign.normalize("NFKC")) : part);
      yield 0;
    }
    return parts.join("");
  }

  /* Where a run of digits and dots is broken: a dot on either side or a hyphen, and at most one line
   * break. What follows on the line tells whether the rest stands alone. */
  const BREAK = /(\.?)([-\u2010]?)(?:[^\S\n]{1,9}|[^\S\n]{0,9}\n[^\S\n]{0,60})(\.?)(\d+(?:\.\d+)*)(?=[^\S\n]*([^\n]?))/y;
  const MOST_BREAKS = 4;

  /** The registered UID that begins with `run` and goes on after a break, as `{uid, end}`, or null.
   *  @type {(text: string, end: number, run: string, isKnown: (uid: string) => boolean) => { uid: string, end: number } | null} */
  function broken(text, end, run, isKnown) {
    let uid = run;
    let best = null;
    BREAK.lastIndex = end;
    for (let breaks = 0; breaks < MOST_BREAKS; breaks++) {
      const match = BREAK.exec(text);
      if (!match) break;
      const [gap, dot, hyphen, leading, rest, next] = match;
      if (dot ? leading : !leading && !hyphen) break; // no dot says that it goes on, or two do
      const head = uid;
      uid += `${dot || leading}${rest}`;
      // A UID that is whole, a dot and a number may be the end of a sentence and the next begun.
      const alone = gap.includes("\n") && !next;
      if (isKnown(uid) && (leading || alone || !isKnown(head))) best = { uid, end: BREAK.lastIndex };
    }
    return best;
  }

  /** @typedef {ScanFinding & { last: number, lastUid: number, lastName: number }} Seen the lines on which it was seen last */
  /** @typedef {{ found: Seen, warning?: string, also?: PlacedUid | null }} PlacedUid what a UID belongs to */

  /** One look through a text. */
  class Scan {
    /** @type {Map<string, Seen>} */
    #findings = new Map();
    /** @type {Map<string, PlacedUid[]>} */
    #placed = new Map(); // what a run of digits and dots was the last time
    #contexts = new own.Contexts();
    #line = 1;
    #lineStart = 0;
    #lineEnd;
    #looked = 0; // how far the text has been looked at by lines
    /** @type {Entry[]} */
    #inLine = []; // SOP Classes and transfer syntaxes of this line
    /** @type {Set<Entry>} */
    #tagged = new Set(); // attributes whose tag stands in this line
    /** @type {{ text: string, line: number, lines: number } | null} */
    #bytes = null; // a run of lines in hexadecimal
    #token = new RegExp(TOKEN);
    #text;
    #index;
    #names;
    /** @type {(uid: string) => boolean} */
    #isKnown;

    /** @param {string} text @param {ScanKnowledge} known */
    constructor(text, { index, names }) {
      this.#text = text;
      this.#index = index;
      this.#names = names;
      this.#isKnown = (uid) => index.isKnown(uid);
      this.#lineEnd = text.indexOf("\n");
    }

    /** The scan in steps: each `next()` does a little and gives how far it is; the last the findings.
     *  @returns {Generator<number, ScanFinding[]>} */
    *steps() {
      const text = this.#text;
      const token = this.#token;
      let tokens = 0;
      for (let match = token.exec(text); match; match = token.exec(text)) {
        if (++tokens % STEP === 0) yield match.index / text.length;
        while (this.#lineEnd >= 0 && this.#lineEnd < match.index) this.#endLine();
        if (this.#looked > match.index || !this.#lookAhead(match.index)) this.#see(match[0], match.index);
      }
      this.#endBytes();
      this.#contexts.see(text.slice(this.#lineStart, this.#lineStart + SLICE_LENGTH), this.#line, this.#inLine);
      this.#seeContexts();
      /** @type {ScanFinding[]} */
      const all = [];
      for (const { last, lastUid, lastName, ...found } of this.#findings.values()) {
        all.push(found);
        if (all.length % 1000 === 0) yield 1;
      }
      return ordered(all);
    }

    #endLine() {
      this.#contexts.see(this.#text.slice(this.#lineStart, Math.min(this.#lineEnd, this.#lineStart + SLICE_LENGTH)), this.#line, this.#inLine);
      this.#inLine = [];
      this.#tagged = new Set();
      this.#line += 1;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#text.indexOf("\n", this.#lineStart);
    }

    /* ------------------------------------------------------------- findings */

    /** The finding with that key; a new one is `what`. @type {(key: string, what: Partial<ScanFinding> & { kind: string, uid: string }) => Seen} */
    #finding(key, what) {
      let found = this.#findings.get(key);
      if (!found) {
        found = { entry: null, count: 0, asUid: 0, asName: 0, uids: null, lines: [], lineCount: 0, warnings: [], last: 0, lastUid: 0, lastName: 0, ...what };
        this.#findings.set(key, found);
      }
      return found;
    }

    /** @type {(entry: Entry, uid?: string) => Seen} */
    #findingOf(entry, uid = entry.uid) {
      return this.#finding(uid, { kind: entry.kind, uid, entry });
    }

    /** Note the line of a finding. @type {(found: Seen, at?: number) => void} */
    #note(found, at = this.#line) {
      if (found.last === at) return;
      found.last = at;
      found.lineCount += 1;
      if (found.lines.length < MOST_LINES) found.lines.push(at);
    }

    /** @type {(found: Seen, warning: string) => void} */
    #warn(found, warning) {
      if (!found.warnings.includes(warning) && found.warnings.length < MOST_WARNINGS) found.warnings.push(warning);
    }

    /** A SOP Class or transfer syntax may belong to a presentation context. @type {(entry: Entry | null) => void} */
    #negotiated(entry) {
      if (entry?.kind === "sop-class" || entry?.kind === "transfer-syntax") this.#inLine.push(entry);
    }

    /** @type {(placed: PlacedUid) => void} */
    #seeUid({ found, warning }) {
      if (found.lastName === this.#line) { // the name of the same thing on the same line is the same mention
        found.lastName = 0;
        found.asName -= 1;
        found.count -= 1;
      }
      found.lastUid = this.#line;
      found.count += 1;
      found.asUid += 1;
      if (warning) this.#warn(found, warning);
      this.#negotiated(found.entry);
      this.#note(found);
    }

    /** @type {(entry: Entry) => void} */
    #seeName(entry) {
      const found = this.#finding(entry.uid || `${entry.kind} ${entry.id}`, { kind: entry.kind, uid: entry.uid || lookup.printedTag(entry.tag), entry });
      this.#negotiated(entry);
      if (found.lastUid === this.#line) return;
      found.lastName = this.#line;
      found.count += 1;
      found.asName += 1;
      this.#note(found);
    }

    /** Something that is neither a UID nor a name. @type {(key: string, what: Partial<ScanFinding> & { kind: string, uid: string }) => Seen} */
    #seeOther(key, what) {
      const found = this.#finding(key, what);
      found.count += 1;
      this.#note(found);
      return found;
    }

    /* ----------------------------------------------------------------- UIDs */

    /** What one UID belongs to; null if it is none. @type {(uid: string) => PlacedUid | null} */
    #place(uid) {
      const index = this.#index;
      const clean = lookup.withoutZeros(uid);
      if (clean !== uid && !index.byUid.has(uid)) {
        const placed = index.isKnown(clean) || lookup.isBelowDicom(clean) ? this.#place(clean) : null;
        return placed ? { ...placed, warning: `written with a leading zero as ${uid}` } : this.#invalid(uid);
      }
      if (uid === lookup.DICOM_ROOT) return this.#unregistered(uid);
      const meaning = index.identify(uid);
      if (meaning.is === "registered") return { found: this.#findingOf(meaning.entry, uid) };
      if (meaning.is === "unregistered") return this.#unregistered(uid);
      if (meaning.is === "private") return plausible(uid) ? this.#private(uid, meaning.root) : null;
      const slip = meaning.is === "slip" ? `: ${meaning.slip}` : "";
      return { found: this.#findingOf(meaning.entry), warning: `misprinted as ${uid}${slip}` };
    }

    /** @type {(uid: string) => PlacedUid} */
    #unregistered(uid) {
      if (this.#findings.size <= MOST_FINDINGS) return { found: this.#finding(uid, { kind: "unregistered", uid }) };
      return { found: this.#finding("others", { kind: "unregistered", uid: lookup.DICOM_ROOT }), warning: "and other UIDs below the DICOM root, which are too many to list" };
    }

    /** @type {(uid: string, known: UidRoot | null) => PlacedUid} */
    #private(uid, known) {
      // A root that is everybody's says less than the arc below it.
      const guess = guessRoot(uid);
      const root = !known || (guess.startsWith(`${known.root}.`) && uid.startsWith(ENTERPRISES)) ? guess : known.root;
      const found = this.#finding(`root ${root}`, { kind: "root", uid: root, organisation: known?.organisation ?? "", uids: new Set() });
      found.uids?.add(uid);
      if (uid.length <= lookup.LONGEST_UID) return { found };
      return { found, warning: `longer than ${lookup.LONGEST_UID} characters: ${uid.slice(0, 90)}`, also: this.#invalid(uid) };
    }

    /** Digits and dots that are no UID, if they are meant for one. @type {(uid: string) => PlacedUid | null} */
    #invalid(uid) {
      if (!plausible(uid)) return null;
      const shown = uid.slice(0, 90);
      return { found: this.#finding(`invalid ${shown}`, { kind: "invalid", uid: shown }), warning: `it ${lookup.fault(uid)}` };
    }

    /** What a run of digits and dots holds, which may be two UIDs run together. @type {(run: string) => PlacedUid[]} */
    #inRun(run) {
      const had = this.#placed.get(run);
      if (had) return had;
      const all = [];
      const parts = lookup.separate(run, this.#isKnown);
      for (const uid of parts) {
        const one = this.#place(uid);
        if (one) all.push(parts.length > 1 ? { ...one, warning: `run together as ${run.slice(0, 140)}` } : one);
        if (one?.also) all.push(one.also);
      }
      if (this.#placed.size > MOST_KEPT) this.#placed.clear();
      this.#placed.set(run, all);
      return all;
    }

    /* ---------------------------------------------------------------- lines */

    /** Look at the text from `at` on, as far as its line goes or a slice of it; whether it is bytes, and done with.
     *  @type {(at: number) => boolean} */
    #lookAhead(at) {
      const text = this.#text;
      const end = this.#lineEnd < 0 ? text.length : this.#lineEnd;
      const begins = this.#looked <= this.#lineStart;
      const read = begins ? own.textOfBytes(text.slice(this.#lineStart, end), this.#bytes !== null) : null;
      if (read !== null) {
        this.#bytes ??= { text: "", line: this.#line, lines: 0 };
        if (this.#bytes.text.length < own.MOST_BYTES) this.#bytes.text += read;
        this.#bytes.lines += 1;
        this.#looked = end;
        this.#token.lastIndex = end;
        return true;
      }
      this.#endBytes();
      const from = Math.max(this.#looked, this.#lineStart);
      this.#looked = Math.min(end, Math.max(from, at) + SLICE_LENGTH);
      this.#lookAt(text.slice(from, this.#looked));
      return false;
    }

    /** Look at a slice of the line: tags, status codes, operations, reasons. @type {(slice: string) => void} */
    #lookAt(slice) {
      const index = this.#index;
      for (const { tag } of lookup.tagsIn(slice)) {
        const entry = index.byTag.get(tag) ?? index.tagMasks.find(([mask]) => mask.test(tag))?.[1];
        if (!entry || this.#tagged.has(entry)) continue;
        this.#tagged.add(entry);
        this.#seeOther(`attribute ${entry.id}`, { kind: "attribute", uid: lookup.printedTag(entry.tag), entry }).asUid += 1;
      }
      for (const { code } of lookup.statusCodesIn(slice)) {
        const entry = index.status(code);
        const printed = lookup.printedStatus(code);
        if (entry) this.#seeOther(`status ${printed}`, { kind: "status", uid: printed, entry }).asUid += 1;
      }
      for (const { name } of lookup.operationsIn(slice)) this.#seeOther(`operation ${name}`, { kind: "operation", uid: name }).asName += 1;
      const reason = index.byAnchor.get(lookup.rejectionIn(slice));
      if (reason) this.#seeOther(`association ${reason.id}`, { kind: "association", uid: reason.id, entry: reason }).asUid += 1;
    }

    /** The run of bytes is over: say what it is, and which UIDs stand in it. */
    #endBytes() {
      if (!this.#bytes) return;
      const { text: read, line: at, lines } = this.#bytes;
      this.#bytes = null;
      const what = own.kindOfBytes(read);
      const found = this.#finding(`bytes ${what}`, { kind: "bytes", uid: what || "bytes" });
      found.count += 1;
      this.#note(found, at);
      this.#warn(found, `${lookup.counted(lines, "line")} of bytes in hexadecimal${what ? `: ${what}` : ""}`);
      for (const [run] of read.slice(0, own.MOST_BYTES).matchAll(/(?<!\d)\d{1,64}(?:\.\d{1,64}){3,40}/g)) {
        for (const one of this.#inRun(run)) this.#seeUid({ ...one, warning: one.warning || "as bytes in hexadecimal" });
      }
    }

    /* --------------------------------------------------------------- tokens */

    /** Look at a piece of the text, and go on behind what it belongs to. @type {(piece: string, at: number) => void} */
    #see(piece, at) {
      const text = this.#text;
      if (piece.includes(".")) {
        const whole = broken(text, at + piece.length, piece, this.#isKnown);
        for (const one of this.#inRun(whole?.uid ?? piece)) this.#seeUid(one);
        if (whole) this.#token.lastIndex = whole.end;
        return;
      }
      const phrase = this.#names.phrase(text, at, piece) ?? this.#names.printed(text, at);
      if (phrase) {
        if (phrase.entry) this.#seeName(phrase.entry);
        this.#token.lastIndex = phrase.end;
        return;
      }
      if (piece.length < SHORTEST_NAME) return;
      const entry = this.#names.identifier(piece, MARK.test(text.slice(Math.max(0, at - 24), at)));
      if (entry && !this.#tagged.has(entry)) this.#seeName(entry);
    }

    #seeContexts() {
      for (const { sopClass, result, syntaxes, ...context } of this.#contexts.done()) {
        const found = this.#finding(`context ${sopClass.uid} ${result}`, { kind: "context", uid: sopClass.uid, entry: sopClass, result, syntaxes: [...syntaxes] });
        Object.assign(found, { ...context, lineCount: context.lines.length });
      }
    }
  }

  /** The scan in steps: each `next()` does a little and gives how far it is; the last the findings.
   *  @type {ScanScripts["scanning"]} */
  function* scanning(written, known) {
    const text = yield* plainly(written);
    return yield* new Scan(text, known).steps();
  }

  const KINDS = ["context", "sop-class", "transfer-syntax", "private", "private-syntax", "status", "association", "operation",
    "attribute", "uid", "general", "context-group", "template", "directory", "invalid", "unregistered", "root", "bytes"];

  /** A text by which a finding sorts: its kind, then its UID by the numbers of its arcs, or its code.
   *  @type {(finding: { kind: string, uid: string, result?: number }) => string} */
  function keyOf({ kind, uid, result }) {
    const arcs = /^[\d.]+$/.test(uid) ? uid.split(".").map((arc) => String.fromCharCode(arc.length) + arc).join(".") : uid;
    return `${String.fromCharCode(KINDS.indexOf(kind))}${arcs} ${result ?? ""}`;
  }

  /** Findings in the order in which they are shown. @type {ScanScripts["ordered"]} */
  function ordered(findings) {
    return findings.map((finding) => ({ finding, key: keyOf(finding) }))
      .sort((a, b) => +(a.key > b.key) - +(a.key < b.key))
      .map(({ finding }) => finding);
  }

  /** Go through all steps at once. @type {<T>(steps: Generator<number, T>) => T} */
  function atOnce(steps) {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** @type {ScanScripts["knowledge"]} */
  const knowledge = (index) => atOnce(knowing(index));

  /** Every finding in `text`, at once. @type {ScanScripts["scan"]} */
  const scan = (text, known) => atOnce(scanning(text, known));

  /* A pause that lets the page breathe. Timers are slow in a tab in the background, messages not. */
  /** @type {() => Promise<void>} */
  const pause = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

  const SLICE = 12; // milliseconds of work, less than a frame

  /** Go through steps, a frame's worth of work at a time. `progress` is told how far it is; an aborted
   *  `signal` ends it with null.
   *  @type {<T>(steps: Generator<number, T>, options?: SlowOptions) => Promise<T | null>} */
  async function slowly(steps, { progress = () => {}, signal } = {}) {
    let until = performance.now() + SLICE;
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() < until) continue;
      progress(value);
      await pause();
      if (signal?.aborted) return null;
      until = performance.now() + SLICE;
    }
  }

  /** Every finding in `text`, without keeping the page busy; `progress` goes from 0 to 1.
   *  @type {ScanScripts["scanSlowly"]} */
  const scanSlowly = (text, known, options) => slowly(scanning(text, known), options);

  /** The same for the knowledge. @type {ScanScripts["learnSlowly"]} */
  const learnSlowly = (index) => slowly(knowing(index));

  Object.assign(own, /** @satisfies {Partial<ScanScripts>} */ ({ knowledge, learnSlowly, scan, scanSlowly, scanning, pause, ordered }));
})();
