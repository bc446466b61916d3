/* Finds what DICOM names in a text of any length: a dump, a log, a conformance statement.
 *
 *   const known = SopScan.knowledge(index);            // index: a SopLookup.Index with its data
 *   const findings = SopScan.scan(text, known);        // at once
 *   const findings = await SopScan.scanSlowly(text, known, {progress, signal}); // page stays alive
 *
 * A finding is {kind, uid, entry, count, asUid, asName, distinct, lines, lineCount, warnings}:
 *   kind       sop-class, transfer-syntax, uid, general, directory, context-group, template, private,
 *              private-syntax, attribute, status, association (a reason of the upper layer), operation,
 *              unregistered (below the DICOM root), invalid (digits and dots that are no UID), root (all UIDs
 *              of a root that is not DICOM's; `distinct` of them), bytes (in hexadecimal) or context (of an
 *              association, with `result`, `ids` and `syntaxes`)
 *   uid        the UID, or what stands for it: a printed tag, a code, the name of an operation
 *   lines      the first lines on which it stands, from 1; `lineCount` of them in all
 *
 * Takes time in proportion to the text. Needs no document.
 */
(() => {
  "use strict";

  const own = (globalThis.SopScan ??= {});
  const lookup = globalThis.SopLookup;

  const FEWEST_ARCS = 6; // fewer may be a version or an IP address
  const MOST_LINES = 20;
  const STEP = 20; // words between two chances to pause
  const MOST_FINDINGS = 20_000; // that are told apart
  const SLICE_LENGTH = 2000; // characters of a line that are looked at together

  /** What a scan asks of the look-up's index; by steps, the last is the knowledge. */
  function* knowing(index) {
    const names = new own.Names();
    yield* names.learning(index.labels);
    return { index, names };
  }

  /* Bounded throughout: a number of a million digits is many words, and so is a million dots. */
  const TOKEN = /[^\w\n]{500,4000}|\d{1,64}(?:\.\d{1,64}){2,60}|[A-Za-z_]{1,80}(?=\d{1,64}(?:\.\d{1,64}){3})|\w{1,200}/g;

  /* What stands before a single word that is an identifier: `UI =Verification`, `DicomUID.Verification`. */
  const MARK = /(?:\bUI\s?=|DicomUID\.|\bUID\.|uids::|\buid\.|syntax[\w"']{0,6}\s{0,4}[=:]\s{0,2}[="']?)$/i;

  const ENTERPRISES = "1.3.6.1.4.1."; // each of which has a number from IANA

  /** The root by which UIDs of nobody known are taken together. */
  function guessRoot(uid) {
    const arcs = uid.split(".");
    if (uid.startsWith(ENTERPRISES)) return arcs.slice(0, 7).join(".");
    if (uid.startsWith("2.25.")) return "2.25";
    return arcs.slice(0, uid.startsWith("1.2.826.0.1.") ? 6 : uid.startsWith("1.2.840.") ? 4 : 5).join(".");
  }

  /** Whether digits and dots that nobody has registered can be meant for a UID at all. */
  function plausible(uid) {
    if (/^2\.25\.\d{10,}$/.test(uid)) return true;
    return /^(?:[01]\.[0-3]?\d\.|2\.\d)/.test(uid) && uid.split(".").length >= FEWEST_ARCS;
  }

  /* What nobody sees and what only looks like a digit or a dot; the lines stay as they are. */
  const ODD = /[\u00ad\u200b-\u200d\u2060\ufeff\uff10-\uff19\uff0e\u2024]/;
  const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]+/g;
  const WIDE = /[\uff10-\uff19\uff0e\u2024]/g;

  const PART = 1 << 20; // characters that are made plain together

  /** A text in which a UID is digits and dots, as SopLookup.tidy makes it of a query, of any length; by steps. */
  function* plainly(text) {
    const parts = [];
    for (let at = 0; at < text.length; at += PART) {
      const part = text.slice(at, at + PART);
      parts.push(ODD.test(part) ? part.replace(UNSEEN, "").replace(WIDE, (sign) => sign.normalize("NFKC")) : part);
      yield 0;
    }
    return parts.length > 1 ? parts.join("") : (parts[0] ?? "");
  }

  /* Where a run of digits and dots is broken: a dot on either side or a hyphen, and at most one line
   * break. What follows on the line tells whether the rest stands alone. */
  const BREAK = /(\.?)([-\u2010]?)(?:[^\S\n]{1,9}|[^\S\n]{0,9}\n[^\S\n]{0,60})(\.?)(\d{1,64}(?:\.\d{1,64}){0,40})(?!\d)(?=[^\S\n]{0,60}([^\n]?))/y;
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
  function* scanning(written, { index, names }) {
    const text = yield* plainly(written);
    const isKnown = (uid) => index.isKnown(uid);
    const findings = new Map();
    const cache = new Map(); // what a run of digits and dots was the last time
    const contexts = new own.Contexts();
    let line = 1;
    let lineStart = 0;
    let lineEnd = text.indexOf("\n");
    let looked = 0; // how far the text has been looked at by lines
    let tokens = 0;
    let inLine = []; // SOP Classes and transfer syntaxes of this line
    let tagged = new Set(); // attributes whose tag stands in this line
    let bytes = null; // a run of lines in hexadecimal: {text, line}

    const finding = (key, make) => {
      let found = findings.get(key);
      if (!found) {
        found = { count: 0, asUid: 0, asName: 0, distinct: 1, lines: [], lineCount: 0, warnings: [], last: 0, lastUid: 0, lastName: 0, ...make() };
        findings.set(key, found);
      }
      return found;
    };

    const note = (found, at = line) => {
      if (found.last !== at) {
        found.last = at;
        found.lineCount += 1;
        if (found.lines.length < MOST_LINES) found.lines.push(at);
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
      if (found.kind === "sop-class" || found.kind === "transfer-syntax") inLine.push(found.entry);
      note(found);
    };

    const seeName = (entry) => {
      const key = entry.uid || `${entry.kind} ${entry.id}`;
      const found = finding(key, () => ({ kind: entry.kind, uid: entry.uid || lookup.printedTag(entry.tag), entry }));
      if (entry.kind === "sop-class" || entry.kind === "transfer-syntax") inLine.push(entry);
      if (found.lastUid === line) return;
      found.lastName = line;
      found.count += 1;
      found.asName += 1;
      note(found);
    };

    /** Something that is neither a UID nor a name. */
    const see = (key, what) => {
      const found = finding(key, () => what);
      found.count += 1;
      note(found);
      return found;
    };

    /** What one UID belongs to: `{found, warning}`, or null if it is none. */
    const place = (uid) => {
      const entry = index.byUid.get(uid);
      if (entry) return { found: finding(uid, () => ({ kind: entry.kind, uid, entry })) };
      const clean = lookup.withoutZeros(uid);
      if (clean !== uid) {
        const placed = index.isKnown(clean) || lookup.isBelowDicom(clean) ? place(clean) : null;
        return placed ? { ...placed, warning: `written with a leading zero as ${uid}` } : invalid(uid);
      }
      if (uid === lookup.DICOM_ROOT || (lookup.isBelowDicom(uid) && !index.misprints.has(uid))) {
        if (findings.size > MOST_FINDINGS) return { found: finding("others", () => ({ kind: "unregistered", uid: lookup.DICOM_ROOT, entry: null })), warning: "and other UIDs below the DICOM root, which are too many to list" };
        return { found: finding(uid, () => ({ kind: "unregistered", uid, entry: null })) };
      }
      const meaning = index.identify(uid);
      if (meaning.entry) {
        const warning = `misprinted as ${uid}${meaning.slip ? `: ${meaning.slip}` : ""}`;
        return { found: finding(meaning.entry.uid, () => ({ kind: meaning.entry.kind, uid: meaning.entry.uid, entry: meaning.entry })), warning };
      }
      if (!plausible(uid)) return null;
      // A root that is everybody's says less than the arc below it.
      const guess = guessRoot(uid);
      const root = meaning.root && guess.startsWith(`${meaning.root.root}.`) && uid.startsWith(ENTERPRISES) ? guess : meaning.root?.root ?? guess;
      const organisation = meaning.root?.organisation ?? "";
      const found = finding(`root ${root}`, () => ({ kind: "root", uid: root, entry: null, organisation, distinct: 0 }));
      found.distinct += 1; // each distinct run comes here once, thanks to the cache
      if (uid.length <= lookup.LONGEST_UID) return { found };
      return { found, warning: `longer than ${lookup.LONGEST_UID} characters: ${uid.slice(0, 90)}`, also: invalid(uid) };
    };

    /** Digits and dots that are meant for a UID, and are none. */
    const invalid = (uid) => {
      const shown = uid.slice(0, 90);
      const fault = lookup.fault(uid);
      if (!fault || !plausible(uid)) return null;
      return { found: finding(`invalid ${shown}`, () => ({ kind: "invalid", uid: shown, entry: null })), warning: `it ${fault}` };
    };

    /** What a run of digits and dots holds, which may be two UIDs run together. */
    const placed = (run) => {
      let all = cache.get(run);
      if (all) return all;
      all = [];
      const parts = lookup.separate(run, isKnown);
      for (const uid of parts) {
        const one = place(uid);
        if (one) all.push(parts.length > 1 ? { ...one, warning: `run together as ${run.slice(0, 140)}` } : one);
        if (one?.also) all.push(one.also);
      }
      if (cache.size > 50_000) cache.clear();
      cache.set(run, all);
      return all;
    };

    /** Look at a slice of the line: tags, status codes, operations, reasons. */
    const lookAt = (slice) => {
      for (const { tag } of lookup.tagsIn(slice)) {
        const entry = index.byTag.get(tag) ?? index.tagMasks.find(([mask]) => mask.test(tag))?.[1];
        if (!entry || tagged.has(entry)) continue;
        tagged.add(entry);
        see(`attribute ${entry.id}`, { kind: "attribute", uid: lookup.printedTag(entry.tag), entry }).asUid += 1;
      }
      for (const { code } of lookup.statusCodesIn(slice)) {
        const entry = index.status(code);
        const printed = lookup.printedStatus(code);
        if (entry) see(`status ${printed}`, { kind: "status", uid: printed, entry }).asUid += 1;
      }
      for (const { name } of lookup.operationsIn(slice)) see(`operation ${name}`, { kind: "operation", uid: name, entry: null }).asName += 1;
      const reason = index.byAnchor.get(lookup.rejectionIn(slice));
      if (reason) see(`association ${reason.id}`, { kind: "association", uid: reason.id, entry: reason }).asUid += 1;
    };

    /** The run of bytes is over: say what it is, and which UIDs stand in it. */
    const endBytes = () => {
      if (!bytes) return;
      const { text: read, line: at, lines } = bytes;
      bytes = null;
      const what = own.kindOfBytes(read);
      const found = finding(`bytes ${what}`, () => ({ kind: "bytes", uid: what || "bytes", entry: null }));
      found.count += 1;
      note(found, at);
      warn(found, `${lines} lines of bytes in hexadecimal${what ? `: ${what}` : ""}`);
      for (const [run] of read.slice(0, own.MOST_BYTES).matchAll(/(?<!\d)\d{1,64}(?:\.\d{1,64}){3,40}/g)) {
        for (const one of placed(run)) seeUid({ ...one, warning: one.warning || "as bytes in hexadecimal" });
      }
    };

    const token = new RegExp(TOKEN);
    for (let match = token.exec(text); match; match = token.exec(text)) {
      if (++tokens % STEP === 0) yield match.index / text.length;
      const at = match.index;
      const piece = match[0];
      while (lineEnd >= 0 && lineEnd < at) {
        contexts.see(text.slice(lineStart, Math.min(lineEnd, lineStart + SLICE_LENGTH)), line, inLine);
        inLine = [];
        tagged = new Set();
        line += 1;
        lineStart = lineEnd + 1;
        lineEnd = text.indexOf("\n", lineStart);
      }
      if (looked <= at) {
        if (looked < lineStart) looked = lineStart;
        const read = looked === lineStart ? own.textOfBytes(text.slice(lineStart, lineEnd < 0 ? undefined : Math.min(lineEnd, lineStart + 400)), bytes !== null) : null;
        if (read !== null) {
          bytes ??= { text: "", line, lines: 0 };
          if (bytes.text.length < own.MOST_BYTES) bytes.text += read;
          bytes.lines += 1;
          looked = lineEnd < 0 ? text.length : lineEnd;
          token.lastIndex = looked;
          continue;
        }
        endBytes();
        const to = Math.min(lineEnd < 0 ? text.length : lineEnd, Math.max(looked, at) + SLICE_LENGTH);
        lookAt(text.slice(looked, to));
        looked = to;
      }
      if (piece.includes(".")) {
        const whole = broken(text, at + piece.length, piece, isKnown);
        for (const one of placed(whole?.uid ?? piece)) seeUid(one);
        if (whole) token.lastIndex = whole.end;
        continue;
      }
      const phrase = names.phrase(text, at, piece) ?? names.printed(text, at);
      if (phrase) {
        if (phrase.entry) seeName(phrase.entry);
        token.lastIndex = phrase.end;
        continue;
      }
      if (piece.length < 6) continue;
      const before = text.slice(Math.max(0, at - 24), at);
      const entry = names.identifier(piece, MARK.test(before));
      if (entry && !tagged.has(entry)) seeName(entry);
    }
    endBytes();
    contexts.see(text.slice(lineStart, lineStart + SLICE_LENGTH), line, inLine);
    for (const { sopClass, result, syntaxes, ...context } of contexts.done()) {
      const found = finding(`context ${sopClass.uid} ${result}`, () => ({ kind: "context", uid: sopClass.uid, entry: sopClass, result, syntaxes: [...syntaxes] }));
      Object.assign(found, { ...context, lineCount: context.lines.length });
    }
    const all = [];
    for (const { last, lastUid, lastName, ...found } of findings.values()) {
      if (found.count > 0) all.push(found);
      if (all.length % 1000 === 0) yield 1;
    }
    return ordered(all);
  }

  const KINDS = ["context", "sop-class", "transfer-syntax", "private", "private-syntax", "status", "association", "operation",
    "attribute", "uid", "general", "context-group", "template", "directory", "invalid", "unregistered", "root", "bytes"];

  /** A text by which a finding sorts: its kind, then its UID by the numbers of its arcs, or its code. */
  function keyOf({ kind, uid, result }) {
    const arcs = /^[\d.]+$/.test(uid) ? uid.split(".").map((arc) => String.fromCharCode(arc.length) + arc).join(".") : uid;
    return `${String.fromCharCode(KINDS.indexOf(kind) + 1)}${arcs} ${result ?? ""}`;
  }

  /** Findings in the order in which they are shown. */
  function ordered(findings) {
    const keys = new Map(findings.map((finding) => [finding, keyOf(finding)]));
    return findings.sort((a, b) => (keys.get(a) < keys.get(b) ? -1 : +(keys.get(a) > keys.get(b))));
  }

  /** Go through all steps at once. */
  function atOnce(steps) {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  const knowledge = (index) => atOnce(knowing(index));

  /** Every finding in `text`, at once. */
  const scan = (text, known) => atOnce(scanning(text, known));

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

  /** Go through steps, a frame's worth of work at a time. `progress` is told how far it is; an aborted
   *  `signal` ends it with null. */
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

  /** Every finding in `text`, without keeping the page busy; `progress` goes from 0 to 1. */
  const scanSlowly = (text, known, options) => slowly(scanning(text, known), options);

  /** The same for the knowledge. */
  const learnSlowly = (index) => slowly(knowing(index));

  Object.assign(own, { knowledge, learnSlowly, scan, scanSlowly, scanning, pause, ordered });
})();
