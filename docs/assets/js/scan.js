/* Finds the UIDs and names in a text of any length: a dump, a log, a conformance statement.
 *
 *   const known = SopScan.knowledge(index);            // index: a SopLookup.Index with its data
 *   const findings = SopScan.scan(text, known);        // at once
 *   const findings = await SopScan.scanSlowly(text, known, {progress, signal}); // page stays alive
 *
 * A finding is {kind, uid, entry, count, asUid, asName, distinct, lines, lineCount, warnings}:
 *   kind       sop-class, transfer-syntax, uid, private, unregistered (below the DICOM root) or
 *              root (all UIDs of a root that is not DICOM's; `distinct` of them)
 *   lines      the first lines on which it stands, from 1; `lineCount` of them in all
 * Needs no document.
 */
(() => {
  "use strict";

  const DICOM_ROOT = "1.2.840.10008";
  const LDAP_ROOT = `${DICOM_ROOT}.15.`;
  const LONGEST_UID = 64; // PS3.5 9.1
  const FEWEST_ARCS = 6; // fewer may be a version or an IP address
  const MOST_LINES = 20;
  const STEP = 2000; // words between two chances to pause

  /* --------------------------------------------------------------- knowing */

  /** What a scan asks of the look-up's index. */
  function knowledge(index) {
    return {
      entry: (uid) => index.byUid.get(uid) ?? null,
      misprint: (uid) => index.misprints.get(uid) ?? null,
      root: (uid) => index.identify(uid).root ?? null,
      separate: (run) => SopLookup.separate(run, (uid) => index.byUid.has(uid) || index.misprints.has(uid)),
      names: new Names(index.labels),
    };
  }

  /** An identifier as it is compared: `UID_CTImageStorage`, `CT_IMAGE_STORAGE` are the same. */
  const identity = (text) => text
    .replace(/^UID_/, "")
    .replace(/_/g, "")
    .toLowerCase()
    .replace(/(?:sopclass|transfersyntax)(?:uid)?$/, "");

  /* Last words that only a name has. */
  const TELLING = new Set(["storage", "class", "find", "move", "get", "communication", "endian", "compression"]);

  /* Last words of two that are a name together; other pairs are prose as well. */
  const TELLING_PAIR = new Set(["storage", "lossless", "find", "move", "get"]);

  /** The names of what is registered, found in a text by their first word. */
  class Names {
    constructor(labels) {
      this.identifiers = new Map();
      this.phrases = new Map();
      const NAME = 0, KEYWORD = 1, CONSTANT = 2, FORMER = 3;
      // What something is called today comes before what another thing was called.
      for (const sort of [NAME, KEYWORD, CONSTANT, FORMER]) {
        for (const { entry, sort: its, text } of labels) {
          if (its !== sort || !entry.uid || entry.kind === "private" || entry.uid.startsWith(LDAP_ROOT)) continue;
          this.#identifier(text, entry);
          if (sort !== KEYWORD && entry.kind !== "uid") this.#phrase(text, entry);
        }
      }
      for (const list of this.phrases.values()) list.sort((a, b) => b.words.length - a.words.length);
    }

    #identifier(text, entry) {
      const key = identity(text.replace(/[^A-Za-z0-9_]+/g, ""));
      const pieces = text.replace(/[\s_]*SOP ?Class(?: ?UID)?$/i, "").replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3 $2").split(/[^A-Za-z0-9]+/);
      const had = this.identifiers.get(key);
      // Where two share an identifier the active one has it.
      if (had && !(had.entry.status === "retired" && entry.status !== "retired")) return;
      this.identifiers.set(key, { entry, single: pieces.length < 2 });
    }

    #phrase(text, entry) {
      const list = text.replace(/\(retired\)/i, "").match(/[A-Za-z0-9]+/g) ?? [];
      const shorter = list.slice(-2).join(" ") === "SOP Class" ? list.slice(0, -2) : [];
      for (const written of [list, shorter]) {
        const each = written.map((word) => word.toLowerCase());
        if (each.length < 2 || (each.length === 2 && !TELLING_PAIR.has(each[1]))) continue;
        const key = each.join(" ");
        const all = this.phrases.get(each[0]) ?? [];
        this.phrases.set(each[0], all);
        const same = all.find((phrase) => phrase.key === key);
        if (!same) all.push({ key, words: each, written, entries: [entry] });
        else if (!same.entries.includes(entry)) same.entries.push(entry);
      }
    }

    /** What an identifier stands for; `marked` if what is before it says that it is one. */
    identifier(token, marked) {
      const found = this.identifiers.get(identity(token));
      if (!found) return null;
      if (marked || /^UID_/.test(token)) return found.entry;
      const written = /[a-z0-9][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]_[A-Za-z]/.test(token);
      return !found.single && (written || token.length > 11) ? found.entry : null;
    }

    /** The longest name that begins at `at`, where the word `first` stands: `{entry, end}`. */
    phrase(text, at, first) {
      const candidates = this.phrases.get(first.toLowerCase());
      if (!candidates) return null;
      const next = /[\s\-\u2010-\u2015/,()[\]&.:]{1,6}([A-Za-z0-9]+)/y;
      const seen = [first];
      const ends = [at + first.length];
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
        // Words that may be prose are a name only with the capitals of one.
        const capital = (each) => /^[A-Z]/.test(each);
        const telling = length > 2 && TELLING.has(candidate.words[length - 1]);
        if (!telling && !candidate.written.every((each, i) => !capital(each) || capital(seen[i]))) continue;
        const end = ends[length - 1];
        const retired = /^[\s\-\u2013(]{0,3}retired\b/i.test(text.slice(end, end + 12));
        const entry = candidate.entries.find(({ status }) => (status === "retired") === retired) ?? candidate.entries[0];
        return { entry, end };
      }
      return null;
    }
  }

  /* -------------------------------------------------------------- scanning */

  const TOKEN = /\d+(?:\.\d+){2,}|[A-Za-z_]+(?=\d+(?:\.\d+){2,})|\w+/g;

  /* What stands before a single word that is an identifier: `UI =Verification`, `DicomUID.Verification`. */
  const MARK = /(?:\bUI\s*=|DicomUID\.|\bUID\.|uids::|\buid\.)$/;

  /** The root by which UIDs of nobody known are taken together. */
  function guessRoot(uid) {
    const arcs = uid.split(".");
    if (uid.startsWith("1.3.6.1.4.1.")) return arcs.slice(0, 7).join("."); // private enterprise numbers
    if (uid.startsWith("2.25.")) return "2.25";
    return arcs.slice(0, uid.startsWith("1.2.826.0.1.") ? 6 : uid.startsWith("1.2.840.") ? 4 : 5).join(".");
  }

  const withoutZeros = (uid) => uid.replace(/(^|\.)0+(?=\d)/g, "$1");

  /** Whether digits and dots that nobody has registered can be a UID at all. */
  function plausible(uid) {
    if (/^2\.25\.\d{10,}$/.test(uid)) return true;
    return /^(?:[01]\.[1-3]?\d\.|2\.\d)/.test(uid) && uid.split(".").length >= FEWEST_ARCS;
  }

  /* What nobody sees and what only looks like a digit or a dot; the lines stay as they are. */
  const ODD = /[\u00ad\u200b-\u200d\u2060\ufeff\uff10-\uff19\uff0e\u2024]/;
  const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]+/g;
  const WIDE = /[\uff10-\uff19\uff0e\u2024]/g;

  /** A text in which a UID is digits and dots, as SopLookup.tidy makes it of a query, of any length. */
  const plain = (text) => (ODD.test(text) ? text.replace(UNSEEN, "").replace(WIDE, (sign) => sign.normalize("NFKC")) : text);

  /* Where a run of digits and dots is broken: a dot on either side or a hyphen, and at most one line
   * break. What follows on the line tells whether the rest stands alone. */
  const BREAK = /(\.?)([-\u2010]?)(?:[^\S\n]{1,9}|[^\S\n]*\n[^\S\n]{0,60})(\.?)(\d+(?:\.\d+)*)(?!\d)(?=[^\S\n]*([^\n]?))/y;
  const MOST_BREAKS = 4;

  /** The registered UID that begins with `run` and goes on after a break, as `{uid, end}`, or null. */
  function broken(text, end, run, isKnown) {
    let uid = run;
    let best = null;
    BREAK.lastIndex = end;
    for (let breaks = 0; breaks < MOST_BREAKS; breaks++) {
      const from = BREAK.lastIndex;
      const match = BREAK.exec(text);
      if (!match) break;
      const [gap, dot, hyphen, leading, rest, next] = match;
      if (dot ? leading : !leading && !hyphen) break; // no dot says that it goes on, or two do
      const head = uid;
      uid += `${dot || leading}${rest}`;
      // A UID that is whole, a dot and a number may be the end of a sentence and the next begun.
      const alone = gap.includes("\n") && !next;
      if (isKnown(uid) && (leading || alone || !isKnown(head))) best = { uid, end: from + gap.length };
    }
    return best;
  }

  /** The scan in steps: each `next()` does a little and gives how far it is; the last the findings. */
  function* scanning(written, known) {
    const text = plain(written);
    const isKnown = (uid) => Boolean(known.entry(uid) ?? known.misprint(uid));
    const findings = new Map();
    const cache = new Map(); // what a run of digits and dots was the last time
    let line = 1;
    let lineEnd = text.indexOf("\n");
    let tokens = 0;

    const finding = (key, make) => {
      let found = findings.get(key);
      if (!found) {
        found = { count: 0, asUid: 0, asName: 0, distinct: 1, lines: [], lineCount: 0, warnings: [], last: 0, lastUid: 0, lastName: 0, ...make() };
        findings.set(key, found);
      }
      return found;
    };

    const note = (found) => {
      if (found.last !== line) {
        found.last = line;
        found.lineCount += 1;
        if (found.lines.length < MOST_LINES) found.lines.push(line);
      }
    };

    const warn = (found, warning) => {
      if (!found.warnings.includes(warning) && found.warnings.length < 5) found.warnings.push(warning);
    };

    const seeUid = ({ found, warning }) => {
      if (found.lastName === line) { // the name of the same thing on the same line is the same mention
        found.lastName = 0;
        found.asName -= 1;
        found.count -= 1;
      }
      found.lastUid = line;
      found.count += 1;
      found.asUid += 1;
      if (warning) warn(found, warning);
      note(found);
    };

    const seeName = (entry) => {
      const found = finding(entry.uid, () => ({ kind: entry.kind, uid: entry.uid, entry }));
      if (found.lastUid === line) return;
      found.lastName = line;
      found.count += 1;
      found.asName += 1;
      note(found);
    };

    /** What one UID belongs to: `{found, warning}`, or null if it is none. */
    const place = (uid) => {
      const entry = known.entry(uid);
      if (entry) return { found: finding(uid, () => ({ kind: entry.kind, uid, entry })) };
      const misprint = known.misprint(uid);
      if (misprint) {
        const meant = known.entry(misprint.uid);
        return {
          found: finding(misprint.uid, () => ({ kind: meant.kind, uid: misprint.uid, entry: meant })),
          warning: `misprinted as ${uid}`,
        };
      }
      const clean = withoutZeros(uid);
      if (clean !== uid) {
        const placed = known.entry(clean) || clean.startsWith(`${DICOM_ROOT}.`) ? place(clean) : null;
        return placed && { ...placed, warning: `written with a leading zero as ${uid}` };
      }
      if (uid === DICOM_ROOT || uid.startsWith(`${DICOM_ROOT}.`)) {
        return { found: finding(uid, () => ({ kind: "unregistered", uid, entry: null })) };
      }
      if (!plausible(uid)) return null;
      const root = known.root(uid) ?? { root: guessRoot(uid), organisation: "" };
      const found = finding(`root ${root.root}`, () => ({ kind: "root", uid: root.root, entry: null, organisation: root.organisation, distinct: 0 }));
      found.distinct += 1; // each distinct run comes here once, thanks to the cache
      return { found, warning: uid.length > LONGEST_UID ? `longer than ${LONGEST_UID} characters: ${uid.slice(0, 90)}` : "" };
    };

    /** What a run of digits and dots holds, which may be two UIDs run together. */
    const placed = (run) => {
      let all = cache.get(run);
      if (all) return all;
      all = [];
      const parts = known.separate(run);
      for (const uid of parts) {
        const one = place(uid);
        if (one) all.push(parts.length > 1 ? { ...one, warning: `run together as ${run.slice(0, 140)}` } : one);
      }
      cache.set(run, all);
      return all;
    };

    TOKEN.lastIndex = 0;
    const token = new RegExp(TOKEN);
    for (let match = token.exec(text); match; match = token.exec(text)) {
      if (++tokens % STEP === 0) yield match.index / text.length;
      const at = match.index;
      const piece = match[0];
      while (lineEnd >= 0 && lineEnd < at) {
        line += 1;
        lineEnd = text.indexOf("\n", lineEnd + 1);
      }
      if (piece.includes(".")) {
        const whole = broken(text, at + piece.length, piece, isKnown);
        for (const one of placed(whole?.uid ?? piece)) seeUid(one);
        if (whole) token.lastIndex = whole.end;
        continue;
      }
      const phrase = known.names.phrase(text, at, piece);
      if (phrase) {
        seeName(phrase.entry);
        token.lastIndex = phrase.end;
        continue;
      }
      if (piece.length < 6) continue;
      const before = text.slice(Math.max(0, at - 10), at);
      const entry = known.names.identifier(piece, MARK.test(before));
      if (entry) seeName(entry);
    }
    return [...findings.values()]
      .filter(({ count }) => count > 0)
      .map(({ last, lastUid, lastName, ...found }) => found)
      .sort(order);
  }

  const KINDS = ["sop-class", "transfer-syntax", "uid", "private", "unregistered", "root"];

  function order(a, b) {
    const gap = KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
    if (gap) return gap;
    const [x, y] = [a.uid.split("."), b.uid.split(".")];
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const less = x[i].length - y[i].length || (x[i] < y[i] ? -1 : +(x[i] > y[i]));
      if (less) return less;
    }
    return x.length - y.length;
  }

  /** Every finding in `text`, at once. */
  function scan(text, known) {
    const steps = scanning(text, known);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /* A pause that lets the page breathe. Timers are slow in a tab in the background, messages not. */
  const pause = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

  const SLICE = 12; // milliseconds of work, less than a frame

  /** The same, a frame's worth of work at a time. `progress` is told how far it is, 0 to 1;
   *  an aborted `signal` ends it with null. */
  async function scanSlowly(text, known, { progress = () => {}, signal } = {}) {
    const steps = scanning(text, known);
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

  globalThis.SopScan = { knowledge, scan, scanSlowly, pause, order };
})();
