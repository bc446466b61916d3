/* A query, whatever it is: what in it is an identifier comes first, then its words. Needs no document. */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));
  const { Found, SORTS, SECTIONS } = lookup;

  /* Words that may stand beside a status code without being looked up themselves. */
  const BESIDE_STATUS = /^(?:what|does|do|is|the|a|an|my|of|in|for|mean|means?|meaning|dicom|dimse|status|codes?|error|warning|failure|failed|reason|result|hex|got|get|getting|returned|returns|response|rsp|number|value|xx?x?)$/i;

  /** What `query` means, best first.
   *
   *  `hits`: entries with `path` and `why` (what matched), `total` of them; `messages`: warnings, each with
   *  `kind` (misprint, private, unregistered, partial, tag) and `text`; `wants`: the section of data that is
   *  not there yet and may hold a better answer, or an empty string.
   *  @type {LookupScripts["find"]} */
  function find(index, query, { limit = 12 } = {}) {
    const text = lookup.tidy(query);
    const found = new Found();
    sayUnseen(index, query, found);
    if (text) findIn(index, text, found);
    const { hits, total } = found.best(limit, index.kinds);
    return { query, hits, total, messages: found.said, wants: text ? wanted(index, text, found) : "" };
  }

  /* Characters that nobody sees, inside digits and dots. */
  const UNSEEN = /\d\.*[\u200b-\u200d\u2060\ufeff]+[\d.]/;

  /** Say that a UID has characters in it that nobody sees, and which toolkit prints it so.
   *  @type {(index: LookupIndex, query: string, found: LookupFound) => void} */
  function sayUnseen(index, query, found) {
    if (!UNSEEN.test(query.slice(0, 4000))) return;
    const known = index.misprints.get(query.trim());
    found.say("misprint", `The UID has invisible characters in it, which no UID may have${known ? `, as ${known.where} prints ${known.constant}` : ""}: they are left out here.`);
  }

  /* Values in a row, as a table prints them: `BINARY FRACTIONAL LABELMAP`, `ORIGINAL\\PRIMARY`. */
  const VALUES = /^[A-Z][A-Z\d_]{1,15}(?:[ ,|\\/]{1,3}[A-Z][A-Z\d_]{1,15}){1,11}$/;

  /* A template by its number. */
  const TEMPLATE = /^(?:DCMR )?TID[ :-]?(\d+)$/i;

  const MANY = new Set(["codes", "terms"]);

  /** The section of data that may hold a better answer.
   *  @type {(index: LookupIndex, text: string, found: LookupFound) => string} */
  function wanted(index, text, found) {
    const missing = SECTIONS.filter((section) => index.offered.has(section) && !index.sections.has(section));
    if (!MANY.has(missing[0])) return missing[0] ?? "";
    // Many and seldom meant: not before the others say little, or the text names a code.
    const isNear = missing[0] === "codes" ? found.top < 900 : found.top < 560 && text.length < 60;
    if (missing[0] === "codes" && TEMPLATE.test(text)) return missing[0];
    if (isNear || VALUES.test(text) || lookup.termsIn(text).length) return missing[0];
    return "";
  }

  /** @type {(index: LookupIndex, text: string, found: LookupFound) => void} */
  function findIn(index, text, found) {
    const tag = lookup.wholeTag(text);
    if (tag && findTag(index, tag, found)) return;
    if (findCodes(index, text, found)) return;
    findValues(index, text, found);
    const template = TEMPLATE.exec(text);
    if (template) found.add(index.byTerm.get(`TID ${template[1]}`), 995, "code", text);
    for (const [at, { term }] of lookup.termsIn(text).entries()) {
      const entry = index.byTerm.get(term);
      if (entry) found.add(entry, 980 - at, "code", term);
    }
    if (lookup.findUids(index, text, found)) return;
    const tags = lookup.tagsIn(text);
    if (tags.length) {
      let rest = text;
      for (const { at, length } of [...tags].reverse()) rest = `${rest.slice(0, at)} ${rest.slice(at + length)}`;
      // In a dump the value says more than the tag before it; in a sentence the tag says what is meant. AT and OF are words, too.
      const isDump = /=|\b(?:AE|CS|DA|DS|DT|FD|FL|IS|LO|LT|OB|OD|OL|OV|OW|PN|SH|SL|SQ|SS|ST|SV|TM|UC|UI|UL|UN|UR|US|UT|UV)\b/.test(rest);
      /** @type {(label: Label) => boolean} */
      const isValue = ({ entry, sort }) => entry.uid !== "" && entry.kind !== "directory" && !(sort === SORTS.ALIAS && entry.kind === "sop-class");
      lookup.findNames(index, rest, found, isValue, isDump ? 590 : 420);
      tags.forEach(({ tag: each }, at) => findTag(index, each, found, 500 - Math.min(at, 99)));
      if (found.size || found.said.length) return;
    }
    lookup.findText(index, text, found);
  }

  /** Look up the status codes and reasons of a text; whether it holds nothing else.
   *  @type {(index: LookupIndex, text: string, found: LookupFound) => boolean} */
  function findCodes(index, text, found) {
    const codes = lookup.statusCodesIn(text);
    const known = codes.filter(({ code }) => index.status(code));
    const rejection = index.byAnchor.get(lookup.rejectionIn(text));
    if (rejection) found.add(rejection, 760, "code");
    if (!known.length) return false;
    let rest = text;
    for (const { at, length } of [...known].reverse()) rest = `${rest.slice(0, at)} ${rest.slice(at + length)}`;
    const alone = (rest.match(/[A-Za-z]+/g) ?? []).every((word) => BESIDE_STATUS.test(word)) && !/\d\.\d|\d{3}/.test(rest);
    const isShort = (rest.match(/\w+/g) ?? []).length < 5;
    known.forEach(({ code }, at) => found.add(index.status(code), (alone ? 1000 : isShort ? 955 : 760) - at, "status", lookup.printedStatus(code)));
    return alone;
  }

  /** Look up the attributes that have all of the values which the text is.
   *  @type {(index: LookupIndex, text: string, found: LookupFound) => void} */
  function findValues(index, text, found) {
    if (!VALUES.test(text)) return;
    const lists = text.split(/[ ,|\\/]+/).map((value) => new Set((index.whole.get(lookup.squash(value)) ?? [])
      .filter(({ entry }) => entry.kind === "value").map(({ entry }) => entry)));
    for (const entry of lists[0]) if (lists.every((list) => list.has(entry))) found.add(entry, 970, "values", text);
  }

  /** Look up a tag or its beginning; whether that says all that there is to say.
   *  @type {(index: LookupIndex, tag: string, found: LookupFound, score?: number) => boolean} */
  function findTag(index, tag, found, score = 1000) {
    const shown = lookup.printedTag(tag);
    if (tag.length === 8) {
      const entry = index.byTag.get(tag) ?? index.tagMasks.find(([mask]) => mask.test(tag))?.[1];
      if (entry) {
        found.add(entry, score, "tag");
        return true;
      }
      if (!/^[\da-f]{8}$/.test(tag)) return false;
      const group = parseInt(tag.slice(0, 4), 16);
      if (group % 2 === 1 && group > 7 && group < 0xffff) { // PS3.5 7.8.1
        found.say("tag", `${shown} is a private tag: its group ${tag.slice(0, 4)} is odd, so its meaning is its maker's.`);
        return true;
      }
      const isLoaded = index.sections.has("more");
      if (isLoaded) found.say("tag", `${shown} is not in the data dictionary.`);
      return isLoaded;
    }
    for (const [id, entry] of index.byTag) {
      if (id.startsWith(tag)) found.add(entry, score - 200 - parseInt(id.slice(4), 16) / 0x10000, "tag");
    }
    return found.size > 0;
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ find }));
})();
