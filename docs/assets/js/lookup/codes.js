/* Status codes, operations and reasons of rejection in a text. Needs no document.
 *
 *   SopLookup.statusCodesIn("C-STORE-RSP, status A900H")  -> [{code: 0xa900, at, length}]
 *
 * A number counts as a status only where its form or the words before it say that it is one.
 */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  /* Words after which a number is a status. */
  const SAYS_STATUS = String.raw`(?:status|error|code|reason|result|returned|answered|warning|fail(?:ed|ure)|refused|rsp|response)`;

  /* Ways to write a status; the group is its number. */
  const HEXADECIMAL = [
    /(?<![\w.])[0o]?x([\da-f]{4})(?![\da-f.,|:;]?[\da-f]{2})\b/gi, // 0xA700, xA700, oxA700
    /(?<![\w.])([\da-f]{4})h(?![\w])/gi, // A900H
    /(?<![\w.,(])([a-f][\da-f]\d[\da-f]|[abc][\dx]xx)(?![\w,)])/gi, // A700, A7xx
    new RegExp(String.raw`\b${SAYS_STATUS}\W{1,12}(0[0-2][\da-f]{2})\b`, "gi"), // status 0110
    new RegExp(String.raw`(?<![\w.,(])(0[1-2][\da-f]{2})\b(?=.{1,60}\b(?:status|error|warning|failure|refused|mpps|n-(?:create|set|action|event-report|get|delete)|sop)\b)`, "gi"), // 0112 no such SOP instance
    new RegExp(String.raw`\b(?:status|error|warning|failure|refused|n-(?:create|set|action|event-report|get|delete))\b(?:[^\d,;]|\d(?![\da-f]{2})){1,40}(?<![\w.,(])(0[1-2][\da-f]{2})\b(?![.,]\d)`, "gi"),
  ];

  /* The same as a decimal number: `[id: 1; status: 45056]`, `Code:49152`, `"00081197": … [43264]`. */
  const DECIMAL = [
    /\b(?:status|(?:failure|warning) reason|code|error)\W{1,6}(\d+)\b(?!\.\d)/gi,
    /0008,?119[6-7]\b.{0,60}?\W(\d{3,5})\b(?!\.\d)/gi,
  ];

  const LEAST_DECIMAL = 256; // 0100H; below it there are no codes but 0

  /** The status codes in a text, in its order: `{code, at, length}`. @type {LookupScripts["statusCodesIn"]} */
  function statusCodesIn(text) {
    /** @type {Map<number, Placed & { code: string | number }>} */
    const out = new Map();
    /** @type {(match: RegExpExecArray, digits: string, base: number) => void} */
    const take = (match, digits, base) => {
      const code = /x/i.test(digits) ? digits.toLowerCase() : parseInt(digits, base);
      const at = match.index + match[0].lastIndexOf(digits);
      if (!out.has(at)) out.set(at, { code, at, length: digits.length });
    };
    for (const written of HEXADECIMAL) for (const match of text.matchAll(written)) take(match, match[1], 16);
    for (const written of DECIMAL) {
      for (const match of text.matchAll(written)) {
        const value = Number(match[1]);
        if (!/^0/.test(match[1]) && value >= LEAST_DECIMAL && value <= 0xffff) take(match, match[1], 10);
      }
    }
    return [...out.values()].sort((a, b) => a.at - b.at);
  }

  /** A status code as the standard prints it: `A900`; a range is as it was written.
   *  @type {LookupScripts["printedStatus"]} */
  const printedStatus = (code) => (typeof code === "string" ? code : code.toString(16).padStart(4, "0")).toUpperCase().replace(/X/g, "x");

  /* A coding scheme beside a code, in either order: `SCT 85756007`, `113100 DCM`, `(85756007, SCT, "Tissue")`. */
  const SCHEMES = String.raw`SCT|SRT|SNM3|DCM|LN|UCUM|MDC|NCIt|RADLEX|FMA|BARI|IBSI|NYUMCCG|MITRE|PUBCHEM_CID|UMLS|HPC|ITIS_TSN|RFC3881|BI|POS|UNS|IEEE|ICD\w+|99[A-Z]{2,14}`;
  const CODE = String.raw`[A-Za-z\d][\w.:-]{0,30}`;
  const TERMS = [
    new RegExp(String.raw`(?<![\w])(${SCHEMES})[\s"',:^|)(]{1,4}(${CODE})(?![\w])`, "g"),
    new RegExp(String.raw`(?<![\w.])(?=[\w.:-]{0,30}\d)(${CODE})[\s"',:^|)(]{1,4}(${SCHEMES})(?![\w])`, "g"),
  ];

  /** The codes with their schemes in a text: `{term, at, length}`, the term as `SCT 85756007`.
   *  @type {LookupScripts["termsIn"]} */
  function termsIn(text) {
    /** @type {ReturnType<LookupScripts["termsIn"]>} */
    const found = [];
    for (const [order, written] of TERMS.entries()) {
      for (const match of text.matchAll(written)) {
        const [scheme, code] = order ? [match[2], match[1]] : [match[1], match[2]];
        found.push({ term: `${scheme} ${code}`.toUpperCase(), at: match.index, length: match[0].length });
      }
    }
    /** @type {typeof found} */
    const out = [];
    let end = 0;
    for (const term of found.sort((a, b) => a.at - b.at)) {
      if (term.at < end) continue;
      out.push(term);
      end = term.at + term.length;
    }
    return out;
  }

  /* What is asked of a peer, and answered. */
  const OPERATION = /(?<![\w-])(C-(?:STORE|FIND|MOVE|GET|ECHO|CANCEL)|N-(?:EVENT-REPORT|GET|SET|ACTION|CREATE|DELETE))(?:[-_ ]?(R[QS]P?))?(?![\w-])/gi;

  /** The DIMSE operations in a text: `{name, at, length}`, without what says request or response.
   *  @type {LookupScripts["operationsIn"]} */
  function operationsIn(text) {
    return [...text.matchAll(OPERATION)].map((match) => ({ name: match[1].toUpperCase(), at: match.index, length: match[0].length }));
  }

  /* The codes of the upper layer (PS3.8 9.3), each with its anchor on the page of association codes. */
  const REJECTED = /result\W{1,3}(\d)\D{1,30}source\W{1,3}(\d)\D{1,40}reason\W{1,3}(\d)/i;

  /** The anchor of what a rejected association says in numbers, or empty. @type {LookupScripts["rejectionIn"]} */
  function rejectionIn(text) {
    const match = REJECTED.exec(text);
    return match ? `rj-${match[2]}-${match[3]}` : "";
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ termsIn, statusCodesIn, printedStatus, operationsIn, rejectionIn }));
})();
