/* Names that stand inside a longer text, such as a line of a log or of source code. Needs no document. */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));
  const { SORTS, LABELS, squash, priorOf, rankOf } = lookup;

  /* What CTN, LEADTOOLS and MergeCOM put before the name of a SOP Class in their constants. */
  const KIT_PREFIX = /(?<![A-Za-z\d_])(?:DICOM_SOP(?:CLASS)?_?|(?:DICOM_)?CLASS_|STANDARD_)(?=[A-Z\d])/g;

  /* What stands before or after a name in source code. */
  const BEFORE_NAME = /^(?:uid|sopclass|sop_class|retired|draft|dcm|dcmtag|tag|tags|dicomtag|dicomuid|dicomtransfersyntax|exs)_(?=[a-z0-9])/i;
  const AFTER_NAME = /_?(?:SOP_?)?(?:Class|Instance)?_?UID$|_?SOP_?Class$|_?Transfer_?Syntax$|_?RETIRED$/i;

  /** The names that an identifier in source code can stand for. @type {LookupScripts["spellings"]} */
  function spellings(identifier) {
    if (identifier.length > 160) return [identifier];
    const out = [identifier];
    if (/^k[A-Z][A-Za-z]/.test(identifier)) out.push(identifier.slice(1));
    for (let rest = identifier; BEFORE_NAME.test(rest);) {
      rest = rest.replace(BEFORE_NAME, "");
      out.push(rest);
    }
    for (const name of [...out]) {
      const shorter = name.replace(AFTER_NAME, "");
      if (shorter && shorter !== name) out.push(shorter);
    }
    return out;
  }

  const MOST_WORDS = 14; // of a name
  const LONGEST_NAME = 130;

  /* What no name goes over, and what only a name with a comma of its own goes over. */
  const BARRIER = /[;|\n=<>]|: |[.?!] /;
  const COMMA = /, (?=[A-Z])/;

  /* How a name is written in source code, and no word of a sentence is. */
  const IDENTIFIER = /[a-z\d][A-Z]|_|[A-Z]{2}[a-z]|[A-Z]{3}\d/;

  /** Every name in a text that is clearly one: `{label, at, size, exact}` in the order of the text.
   *  A word on its own counts only if it is written like an identifier.
   *  @type {LookupScripts["namesIn"]} */
  function* namesIn(index, text) {
    const pieces = [...text.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}_]|'(?=[\p{L}]))*/gu)].map((match) => ({ at: match.index, word: match[0], end: match.index + match[0].length, flat: "" }));
    for (const piece of pieces) piece.flat = squash(piece.word);
    for (let i = 0; i < pieces.length;) {
      const { at, word } = pieces[i];
      // As far as a name can go from here.
      let last = i;
      let comma = Infinity; // the first piece behind one
      while (last + 1 < pieces.length && last - i < MOST_WORDS - 1 && pieces[last + 1].end - at <= LONGEST_NAME) {
        const between = text.slice(pieces[last].end, pieces[last + 1].at + 1);
        if (BARRIER.test(between)) break;
        last++;
        if (COMMA.test(between)) comma = Math.min(comma, last);
      }
      let took = 0;
      for (let to = last; to > i && !took; to--) {
        let flat = "";
        for (let j = i; j <= to; j++) flat += pieces[j].flat;
        const label = nameFor(index, flat);
        if (!label || (to >= comma && !label.text.includes(","))) continue;
        yield { label, at, size: pieces[to].end - at, exact: false };
        took = to - i + 1;
      }
      if (!took && (IDENTIFIER.test(word) || /[=.'"]/.test(text.charAt(at - 1)) || text.startsWith(": ", at - 2))) {
        for (const spelling of spellings(word)) {
          const label = nameFor(index, squash(spelling));
          if (!label) continue;
          yield { label, at, size: word.length, exact: spelling === label.entry.keyword };
          break;
        }
      }
      i += took || 1;
    }
  }

  /** The best text that is `flat`, if it is long enough to be no chance.
   *  @type {(index: LookupIndex, flat: string) => Label | null} */
  function nameFor(index, flat) {
    if (flat.length < 5) return null;
    let best = null;
    const isLong = flat.length > 7;
    const isLonger = flat.length > 9;
    for (const label of [...(index.whole.get(flat) ?? []), ...((isLong && index.light.get(flat)) || [])]) {
      if (label.entry.kind === "code" || label.entry.kind === "value") continue; // known as a whole only
      if (label.sort > SORTS.ALIAS && !(label.sort === SORTS.END && isLonger)) continue;
      if (label.sort === SORTS.ALIAS && (!isLong || label.flat !== flat)) continue;
      if (!best || rankOf(label) > rankOf(best)) best = label;
    }
    return best;
  }

  /** Put the names in a text into `found`; the places that they take, as [from, to].
   *  @type {LookupScripts["findNames"]} */
  function findNames(index, text, found, wanted = () => true, base = 590) {
    let place = 0;
    /** @type {[from: number, to: number][]} */
    const taken = [];
    for (const { label, at, size, exact } of namesIn(index, text)) {
      taken.push([at, at + size]);
      if (!wanted(label)) continue;
      const { entry } = label;
      const length = entry.kind === "guide" || entry.kind === "page" ? -60 : Math.min(24, size);
      const isKeyword = exact || text.startsWith(entry.keyword || "-", at) ? 15 : 0;
      const written = exact && /[a-z][A-Z].*[a-z]|[A-Z]{2}[a-z]/.test(entry.keyword) && !isVague(entry) ? 130 : 0;
      const end = label.sort === SORTS.END ? -40 : 0;
      const retired = entry.status !== "retired" ? 0 : entry.kind === "attribute" ? 80 : 15;
      const specific = entry.kind === "attribute" ? 20 * Math.max(0, label.ids.length - 2) : 0;
      found.add(entry, base + length + priorOf(entry).mention + isKeyword + written + specific + end - 12 * place - retired, LABELS[label.sort].what, label.text);
      place += 1;
    }
    return taken;
  }

  /* What has names that others have as well. */
  /** @type {(entry: Entry) => boolean} */
  const isVague = (entry) => entry.kind === "directory" || entry.kind === "general";

  /* What something is for, or from, is less likely meant than the thing itself: "a SEG for a CT". */
  const BEFORE_OTHER = /\b(?:for|from|of|on|to|with|in|by) (?:an? |the )?/gi;
  const OTHER = 100;

  /** Keywords of one word and abbreviations inside a longer text, in their very capitals, and what people
   *  call a thing in one piece: `add_supported_context(Verification)`, `(MsgID 1, CT)`, `dicomseg`. What is
   *  part of a longer name, at the places `taken`, is not meant by itself.
   *  @type {LookupScripts["findCapitals"]} */
  function findCapitals(index, text, found, taken) {
    const others = new Set(Array.from(text.matchAll(BEFORE_OTHER), ({ 0: said, index: from }) => from + said.length));
    let at = 0;
    for (const { 0: word, index: place } of text.matchAll(/(?<![\w.-])[A-Za-z][A-Za-z\d]+(?![\w-])/g)) {
      if (taken.some(([from, to]) => place >= from && place + word.length <= to)) continue;
      const less = others.has(place) ? OTHER : 0;
      const flat = squash(word);
      for (const { entry, sort, text: its } of index.whole.get(flat) ?? []) {
        const isNegotiated = entry.kind === "sop-class" || entry.kind === "transfer-syntax";
        const isKeyword = entry.keyword === word && isNegotiated;
        const isAbbreviation = sort === SORTS.ALIAS && entry.kind === "sop-class" && its === word && word === word.toUpperCase();
        const isJoined = sort === SORTS.ALIAS && isNegotiated && flat.length > 6 && / /.test(its);
        if (!isKeyword && !isAbbreviation && !isJoined) continue;
        found.add(entry, (isKeyword ? 600 + priorOf(entry).part : 480) - at - less, LABELS[sort].what, word);
        at += 1;
      }
    }
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ KIT_PREFIX, spellings, namesIn, findNames, findCapitals }));
})();
