/* What the UIDs in a query mean: registered, misprinted, private, or a part of one. Needs no document. */
(() => {
  "use strict";

  /** @typedef {{ registered: boolean, unregistered: number, privates: { uid: string, root: UidRoot | null }[] }} SeenUids */

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));
  const { DICOM_ROOT, isBelowDicom, startsAtArc, endsAtArc, priorOf } = lookup;

  const STORAGE = `${DICOM_ROOT}.5.1.4.1.1.`;

  /* A run of digits and dots; twice a dot is a slip. */
  const RUN = /(?<!\d)\d{1,64}(?:\.{1,2}\d{1,64}){1,40}/g;

  /* Words that may stand beside a part of a UID without being looked up themselves. */
  const BESIDE_UID = /^(?:uids?|oid|urn|sop|class|classes|abstract|transfer|syntax|what|is|the|a|which|that|ends?|ending|starts?|starting|begins?|beginning|with|in|of|for|ui|dicom|tail|suffix|prefix|root|owns?|owner|who|whose|lookup|look|up|find|meaning|means?|mean|does|unknown|unsupported)$/i;

  /* More than so many unregistered UIDs are only counted: what is nearest to each takes a while to find. */
  const MOST_NEAREST = 4;

  /** @type {(misprint: Misprint, entry: Entry) => string} */
  const misprintText = ({ printed, uid, where }, entry) =>
    `${printed} is a misprint, found in ${where}. The registered UID of ${entry.name} is ${uid}.`;

  /** @type {(uid: string, entry: Entry, slip: string) => string} */
  const slipText = (uid, entry, slip) =>
    `${uid} is not registered: ${slip}. ${entry.uid} is meant, ${entry.name}.`;

  /** @type {(uid: string) => string} */
  const unregisteredText = (uid) =>
    `${uid} is under the DICOM root but not registered. The nearest registered UIDs are below.`;

  /** @type {(uid: string, root: UidRoot | null) => string} */
  const privateText = (uid, root) => (root
    ? `${uid} is a private UID under ${root.root}: ${root.organisation}.`
    : `${uid} is not under the DICOM root ${DICOM_ROOT}: a private UID, of a root that is not known here.`);

  /** The runs of digits and dots of a text that can be UIDs or parts of one.
   *  @type {(text: string, bare: string) => string[]} */
  function runsIn(text, bare) {
    const isShort = bare.length < 200;
    const dots = isShort ? bare.split(".").length - 1 : 0;
    if (isShort && dots > 3 && /^[\doil.]+$/i.test(bare) && /[oil]/i.test(bare)) {
      return [bare.replace(/o/gi, "0").replace(/[il]/gi, "1")]; // read by eye or machine
    }
    const runs = [...text.matchAll(RUN)].map(([run]) => run.replace(/\.{2,}/g, "."));
    if (runs.length || !isShort) return runs;
    const spaced = /^[{(]? ?(\d+(?:[ ,_/-]{1,3}\d+){2,}) ?[)}]?$/.exec(bare);
    const arcs = spaced?.[1].replace(/[ ,_/-]+/g, ".");
    if (arcs && !/^(?:19|20)\d\d\./.test(arcs)) return [arcs];
    const short = /^\.(\d+)\.?$/.exec(bare);
    return short ? [short[1]] : [];
  }

  /** Look up the UIDs of `text`; whether that says all that there is to say. @type {LookupScripts["findUids"]} */
  function findUids(index, text, found) {
    const bare = text
      .replace(/^\W*(?:urn:)?oid[:=]?\s*/i, "")
      .replace(/^[\s"'`([{<=:#,;]+/, "")
      .replace(/(?<![\s"'`)\]}>=,;:])[\s"'`)\]}>=,;:]+$/, "");
    const wild = lookup.wildParts(bare);
    if (wild) {
      findPattern(index, wild, found);
      return true;
    }
    const runs = runsIn(text, bare);
    if (!runs.length) return false;
    const uids = runs.flatMap((run) => lookup.separate(run, (uid) => index.isKnown(uid)));
    const beside = text.replace(RUN, " ").match(/[A-Za-z]{2,}/g) ?? [];
    const alone = beside.every((word) => BESIDE_UID.test(word));
    if (alone && uids.length === 1) {
      findPart(index, uids[0], found);
      return true;
    }
    /** @type {SeenUids} */
    const seen = { registered: false, unregistered: 0, privates: [] };
    uids.forEach((uid, at) => findFull(index, uid, at, found, seen));
    if (seen.registered || seen.unregistered) {
      lookup.findNames(index, text, found, ({ entry }) => entry.kind === "guide", 640);
      return true;
    }
    if (seen.privates.length) {
      for (const { uid, root } of seen.privates.slice(0, 3)) found.say("private", privateText(uid, root));
      if (lookup.tagsIn(text).length) return false;
      /** @type {(label: Label) => boolean} */
      const isNegotiated = ({ entry, sort }) => lookup.LABELS[sort].what !== "alias" && (entry.kind === "sop-class" || entry.kind === "transfer-syntax");
      lookup.findNames(index, text, found, isNegotiated);
      return true;
    }
    if (alone || beside.length < 3) {
      const tails = uids.filter((uid) => uid.split(".").length > 2 || (alone && uid.includes(".")));
      const before = found.size + found.said.length;
      for (const uid of tails.slice(0, 20)) findPart(index, uid, found, true);
      return found.size + found.said.length > before;
    }
    return false;
  }

  /** Whether digits and dots that nobody has registered are a private UID rather than a version or address.
   *  @type {(uid: string, root: UidRoot | null) => boolean} */
  const isPrivate = (uid, root) => (root ? uid.length > root.root.length : /^[0-2]\./.test(uid) && uid.split(".").length > 5);

  /** How much more or less than a SOP Class each kind is meant where several UIDs stand in a text.
   *  @type {Record<string, number>} */
  const BESIDE = { "sop-class": 0, "private": -150, "transfer-syntax": -200 };

  /** A UID among other things: it counts only as a whole.
   *  @type {(index: LookupIndex, uid: string, at: number, found: LookupFound, seen: SeenUids) => void} */
  function findFull(index, uid, at, found, seen) {
    const meaning = index.identify(uid);
    const { entry } = meaning;
    if (meaning.is === "misprint") {
      seen.registered = true;
      found.add(entry, 990 - at, "uid");
      found.say("misprint", misprintText(meaning.misprint, meaning.entry), entry);
    } else if (meaning.is === "slip") {
      seen.registered = true;
      found.add(entry, 985 - at, "uid");
      found.say("misprint", slipText(uid, meaning.entry, meaning.slip), entry);
    } else if (meaning.is === "registered") {
      seen.registered = true;
      found.add(entry, 990 + (BESIDE[meaning.entry.kind] ?? -250) - at, "uid");
    } else if (meaning.is === "unregistered") {
      if (uid === DICOM_ROOT) return;
      seen.unregistered += 1;
      if (!index.isComplete) return; // it may stand in what is still loading
      if (seen.unregistered > MOST_NEAREST) return;
      const { nearest } = meaning;
      found.say("unregistered", unregisteredText(uid), nearest[0]);
      nearest.forEach((each, i) => found.add(each, 400 - i - at, "nearest"));
    } else if (isPrivate(uid, meaning.root)) {
      seen.privates.push({ uid, root: meaning.root });
    }
  }

  /** A UID that is all there is: whole, or its beginning, middle or end. `full` if others stand beside it.
   *  @type {(index: LookupIndex, part: string, found: LookupFound, full?: boolean) => void} */
  function findPart(index, part, found, full = false) {
    const uid = lookup.withoutZeros(part);
    if (uid !== part) found.say("partial", `No arc of a UID has a leading zero: read as ${uid}.`);
    const misprint = index.misprints.get(uid);
    if (misprint) {
      const entry = /** @type {Entry} */ (index.byUid.get(misprint.uid)); // the generator checks that
      found.add(entry, 1100, "uid");
      found.say("misprint", misprintText(misprint, entry), entry);
    }
    const meaning = index.identify(uid);
    if (meaning.is === "slip") {
      found.add(meaning.entry, 985, "uid");
      found.say("misprint", slipText(uid, meaning.entry, meaning.slip), meaning.entry);
      return;
    }
    for (const entry of index.entries) {
      if (!entry.uid) continue;
      const score = lookup.uidScore(entry.uid, uid);
      if (!score) continue;
      if (entry.kind === "private" && score < 600) continue;
      const prior = entry.uid.startsWith(STORAGE) ? 8 : priorOf(entry).uid;
      const nearer = score >= 1000 ? 0 : prior - (entry.status === "retired" ? 20 : 0) - entry.uid.length / 10;
      found.add(entry, score + nearer, score >= 1000 ? "uid" : "part of the UID");
    }
    for (const { uid: meant, where, constant } of (misprint ? null : index.confusions.get(uid)) ?? []) {
      const entry = /** @type {Entry} */ (index.byUid.get(meant));
      found.say("toolkit", `${where} has this UID for ${constant}, whose UID is ${meant}: ${entry.name}.`, entry);
    }
    if (index.byUid.has(uid) || misprint || full) return;
    if (isBelowDicom(uid) && uid !== DICOM_ROOT) {
      if (found.size) {
        found.say("partial", `${uid} itself is not registered; the UIDs below begin with it.`);
      } else if (index.isComplete) {
        const nearest = index.nearest(uid);
        found.say("unregistered", unregisteredText(uid), nearest[0]);
        nearest.forEach((entry, i) => found.add(entry, 400 - i, "nearest"));
      }
      return;
    }
    if (found.size) return;
    const fault = lookup.fault(part);
    if (meaning.is === "private" && meaning.root) {
      found.say("private", privateText(uid, meaning.root));
      if (fault) found.say("partial", `Its form is wrong: it ${fault}.`);
    } else {
      const nearest = uid.length > 14 ? index.nearest(uid, 2) : [];
      if (nearest.length) {
        found.say("unregistered", `${uid} is not a registered UID. It differs little from the one below.`, nearest[0]);
        nearest.forEach((entry, i) => found.add(entry, 400 - i, "nearest"));
      } else if (/^[0-2]\./.test(uid) && uid.split(".").length > 3) {
        found.say("private", uid.length > 14 ? privateText(uid, null) : `${uid} is not part of a registered UID.`);
      }
    }
  }

  /** A UID of which something in between is left out.
   *  @type {(index: LookupIndex, parts: string[], found: LookupFound) => void} */
  function findPattern(index, parts, found) {
    const middles = parts.slice(1, -1).map((middle) => middle.replace(/^\.+|(?<!\.)\.+$/g, "")).filter(Boolean);
    const start = parts[0].replace(/(?<!\.)\.+$/, "");
    const end = parts[parts.length - 1].replace(/^\.+/, "").replace(/(?<!\.)\.+$/, "");
    for (const entry of index.entries) {
      const { uid } = entry;
      if (!uid || uid.length < start.length + end.length) continue;
      if (!uid.startsWith(start) || !uid.endsWith(end)) continue;
      let at = start.length;
      const fits = middles.every((middle) => {
        const next = uid.indexOf(middle, at);
        at = next + middle.length;
        return next >= 0;
      });
      if (!fits) continue;
      const clean = (!start || startsAtArc(uid, start)) && (!end || endsAtArc(uid, end));
      const prior = uid.startsWith(STORAGE) ? 8 : priorOf(entry).uid;
      const exact = uid === start || uid === end ? 100 : 0;
      found.add(entry, (clean ? 900 : 500) + exact + prior - (entry.status === "retired" ? 20 : 0) - uid.length / 10, "part of the UID");
    }
    if (!found.size) found.say("partial", "No registered UID has these parts.");
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ findUids }));
})();
