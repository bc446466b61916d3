/* Tags in whatever way people write them. Needs no document. */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  /** @type {(hex: string) => string} */
  const padded = (hex) => hex.padStart(4, "0");

  /* Ways to write a tag in a text; the first two groups, put together, are its digits. */
  const WRITTEN = [
    /[([{<] ?([\da-f]{4}) ?[,|:; ] ?([\da-fx]{4}) ?[)\]}>]/gi,
    /0x([\da-f]{1,4}) ?[,|:;] ?0x([\da-f]{1,4})\b/gi,
    /(?:\b0x|["'\b]x?)([\da-f]{8})\b()/gi,
    /(?<=^|[\s;])([\da-f]{4}),([\da-fx]{4})(?=$|[\s;])/gi,
    /\bgroup[ :=]{1,3}(?:0x)?([\da-f]{4})[ ,;]{1,3}elem(?:ent)?[ :=]{1,3}(?:0x)?([\da-f]{4})\b/gi,
  ];

  /** The tags in a text, in its order: `{tag, at, length}`; `(0008,0016)` and its like are `00080016`.
   *  @type {LookupScripts["tagsIn"]} */
  function tagsIn(text) {
    /** @type {ReturnType<LookupScripts["tagsIn"]>} */
    const out = [];
    for (const written of WRITTEN) {
      for (const match of text.matchAll(written)) {
        const [whole, group, element] = match;
        const tag = element ? padded(group) + padded(element) : group;
        out.push({ tag: tag.toLowerCase(), at: match.index, length: whole.length });
      }
    }
    return out.sort((a, b) => a.at - b.at);
  }

  /** The tag, or its beginning, that a query is as a whole; empty if it is none. @type {LookupScripts["wholeTag"]} */
  function wholeTag(query) {
    if (query.length > 60) return "";
    const text = query.replace(/^(?:tag|element|attribute|dicom tag)\b[\s:=]*/i, "").replace(/^["'`]+|(?<!["'`])["'`]+$/g, "");
    // eslint-disable-next-line regexp/no-super-linear-backtracking -- the text is short
    let m = /^[([{<]?\s*(?:0x)?([\da-fx]{4})\s*[,|:;]\s*(?:0x)?([\da-fx]{0,4})\s*[)\]}>]?$/i.exec(text);
    if (m) return (m[1] + m[2]).toLowerCase();
    m = /^[([{<]?([\da-f]{4})\s+([\da-fx]{4})[)\]}>]?$/i.exec(text);
    if (m) return (m[1] + m[2]).toLowerCase();
    m = /^\(\s*(?:0x)?([\da-f]{1,4})\s*,\s*(?:0x)?([\da-f]{1,4})\s*\)$|^0x([\da-f]{1,4})\s*,\s*0x([\da-f]{1,4})$/i.exec(text);
    if (m) return (padded(m[1] ?? m[3]) + padded(m[2] ?? m[4])).toLowerCase();
    m = /^(?:0x|x)?([\da-f]{8})$/i.exec(text);
    return m ? m[1].toLowerCase() : "";
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ tagsIn, wholeTag }));
})();
