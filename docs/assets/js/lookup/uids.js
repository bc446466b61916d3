/* UIDs in whatever people write: quoted, padded, spaced, run together, with an arc or a digit lost.
 *
 * Everything here takes time in proportion to the text. Needs no document.
 */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  const DICOM_ROOT = "1.2.840.10008";
  const LONGEST_UID = 64; // PS3.5 9.1
  const LONGEST_QUERY = 4000;

  /** Whether every arc of the UID is a number as a UID writes it. @type {LookupScripts["isUid"]} */
  const isUid = (text) => text.length < 1000 && /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/.test(text);

  /** @type {LookupScripts["startsAtArc"]} */
  const startsAtArc = (uid, head) => uid === head || uid.startsWith(`${head}.`);
  /** @type {LookupScripts["endsAtArc"]} */
  const endsAtArc = (uid, tail) => uid === tail || uid.endsWith(`.${tail}`);

  /** Whether a UID is one that DICOM may register. @type {LookupScripts["isBelowDicom"]} */
  const isBelowDicom = (uid) => startsAtArc(uid, DICOM_ROOT);

  /** The arcs without zeros before them. @type {LookupScripts["withoutZeros"]} */
  const withoutZeros = (uid) => uid.replace(/(^|\.)0+(?=\d)/g, "$1");

  /** What is wrong with the form of digits and dots that stand for a UID (PS3.5 9.1); empty if nothing is.
   *  @type {LookupScripts["fault"]} */
  function fault(uid) {
    if (uid.length > LONGEST_UID) return `has ${uid.length} characters, and a UID may have ${LONGEST_UID}`;
    if (/(?:^|\.)0\d/.test(uid)) return "has an arc that begins with 0";
    if (/^[3-9]|^\d\d|^[01]\.(?:[4-9]\d|\d{3})/.test(uid)) return "begins with arcs that no UID has";
    return "";
  }

  /** A text in which every UID is written as digits and dots, whatever it was written as.
   *  @type {LookupScripts["tidy"]} */
  function tidy(raw) {
    return raw
      .slice(0, LONGEST_QUERY)
      .normalize("NFKC")
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
      .replace(/\0|\\(?:0|x00|u0000)(?![0-9])|%00|\^@|<nul>|\u2400/gi, " ")
      .replace(/%2e|\\\./gi, ".")
      .replace(/%20|\u00a0/gi, " ")
      .replace(/[\u2010-\u2015]/g, "-")
      .replace(/\s+/g, " ")
      .replace(/(?<=^|[{(] ?|\d\)?[ .]{1,4})[a-z][a-z0-9-]*\((\d+)\)/gi, "$1") // iso(1) member-body(2)
      .replace(/(?<!\d)1([ ,_/-]{1,3})2\1(?:840)\1[\d ,_/-]*\d/g, (run) => run.replace(/[ ,_/-]+/g, "."))
      .replace(/(?<=\d\.\d{1,40}\.) (?=\d)/g, "")
      .replace(/(?<=\.\d{1,40}) (?=\.\d)/g, "")
      .trim();
  }

  /* Where a UID that does not begin with the DICOM root can begin inside a run of digits. */
  const OTHER_BEGINNING = /(?=(?:1\.[23]|2\.(?:16|25))\.\d)(?=.{8})/g;

  /* In a longer run nobody finds a beginning any more. */
  const LONGEST_RUN = 260;

  /** The UIDs that stand in a run of digits and dots, which may be two run together.
   *  @type {LookupScripts["separate"]} */
  function separate(run, isKnown) {
    const parts = run.split(new RegExp(`(?=${DICOM_ROOT.replaceAll(".", "\\.")}\\.)`));
    return parts.flatMap((part) => {
      const uid = part.replace(/^\.+/, "").replace(/(?<!\.)\.+$/, "");
      if (uid.length > LONGEST_RUN || !isBelowDicom(uid) || isKnown(uid)) return [uid];
      for (const { index: cut } of [...uid.matchAll(OTHER_BEGINNING)].reverse()) {
        const head = uid.slice(0, cut).replace(/\.$/, "");
        if (isKnown(head)) return [head, uid.slice(cut)];
      }
      return [uid];
    }).filter(Boolean);
  }

  /** How a UID fits a part of one: all 1000, its end 900, beginning 800, middle 600;
   *  100 less where it ends within an arc, 0 if it does not.
   *  @type {LookupScripts["uidScore"]} */
  function uidScore(uid, part) {
    if (uid === part) return 1000;
    if (uid.endsWith(`.${part}`)) return 900;
    if (uid.startsWith(`${part}.`)) return 800;
    if (part.length < 3) return 0;
    if (uid.startsWith(part)) return 700;
    if (uid.includes(`.${part}.`)) return 600;
    return uid.includes(`.${part}`) ? 500 : 0;
  }

  /** The parts of a UID of which something is left out: `1.2.840...88.67`, `…5.1.4.*`; null if it is none.
   *  @type {LookupScripts["wildParts"]} */
  function wildParts(text) {
    if (text.length > 300 || !/\d/.test(text) || !/^[\d.\u2026*[\]xyz]+$/i.test(text)) return null;
    const marked = text.replace(/\[(?:\.+|\u2026)\]|\.{2,}|\u2026|\*|(?<=^|\.)[xyz]+(?=\.)/gi, "~");
    if (!marked.includes("~") || !/^[\d.~]+$/.test(marked)) return null;
    const parts = marked.split(/~+/);
    return parts.some((part) => part.includes(".") || part.length > 1) ? parts : null;
  }

  /* The fewest arcs of a run in which a slip is looked for: fewer may be a version or an address. */
  const FEWEST_ARCS = 6;

  /** Whether a text is another but for one slip of the finger. @type {(text: string, other: string) => boolean} */
  const isSlip = (text, other) => lookup.distance(text, other, 1) <= 1;

  /** Whether `arcs` are those of a registered UID with one lost. @type {(arcs: string[], uid: string) => boolean} */
  function isOneArcOff(arcs, uid) {
    const others = uid.split(".");
    if (others.length !== arcs.length + 1) return false;
    const lost = others.findIndex((arc, i) => arc !== arcs[i]);
    return others.slice(lost + 1).join(".") === arcs.slice(lost).join(".");
  }

  /** The registered UID that `uid` is but for one slip in DICOM's root, as `{uid, slip}`, or null. `isKnown`
   *  says what is registered. Asks for a few UIDs only: most private ones cannot be one.
   *  @type {LookupScripts["withRoot"]} */
  function withRoot(uid, isKnown) {
    const root = DICOM_ROOT.split(".");
    const arcs = uid.split(".");
    if (arcs.length < FEWEST_ARCS - 1 || uid.length > LONGEST_UID + 2) return null;
    /** @type {(rest: string[]) => string} */
    const whole = (rest) => [DICOM_ROOT, ...rest].join(".");
    const first = arcs.slice(0, root.length - 1).join(".");
    const lacksOne = root.some((_, lost) => first === root.filter((arc, i) => i !== lost).join("."));
    const behind = whole(arcs.slice(root.length - 1));
    if (lacksOne && isKnown(behind)) return { uid: behind, slip: "an arc is missing" };
    for (const length of [root.length, root.length - 1, root.length + 1]) {
      const head = arcs.slice(0, length).join(".");
      if (!isSlip(head, DICOM_ROOT)) continue;
      const meant = whole(arcs.slice(length));
      if (isKnown(meant)) return { uid: meant, slip: head.length < DICOM_ROOT.length ? "a digit is missing" : head.length > DICOM_ROOT.length ? "a digit is too many" : "a digit is wrong" };
    }
    return null;
  }

  /** Of the registered UIDs `entries`, those that a UID below DICOM's root becomes by one slip: an arc or a
   *  digit lost, added or changed. The likeliest first, at most five, as `{entry, cost}`, the cost in
   *  tenths of a slip.
   *  @type {LookupScripts["slips"]} */
  function slips(uid, entries) {
    const arcs = uid.split(".");
    if (arcs.length < FEWEST_ARCS) return [];
    /** @type {{ entry: Entry, cost: number }[]} */
    const found = [];
    for (const entry of entries) {
      if (!entry.uid || entry.kind === "private") continue;
      if (!isOneArcOff(arcs, entry.uid) && !isSlip(uid, entry.uid)) continue;
      const longer = entry.uid.length - uid.length;
      // What is lost is likelier than what is changed, and what is stored likelier than the rest.
      const ofSlip = longer > 0 ? 0 : longer < 0 ? 1 : 4;
      const ofKind = entry.kind === "sop-class" ? -3 : 0;
      const ofStatus = entry.status === "retired" ? 2 : 0;
      found.push({ entry, cost: ofSlip + ofKind + ofStatus });
    }
    found.sort((a, b) => a.cost - b.cost || lookup.compareUids(a.entry.uid, b.entry.uid));
    return found.slice(0, 5);
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({
    DICOM_ROOT, LONGEST_UID, isUid, isBelowDicom, startsAtArc, endsAtArc, withoutZeros, fault, tidy, separate,
    uidScore, wildParts, slips, withRoot,
  }));
})();
