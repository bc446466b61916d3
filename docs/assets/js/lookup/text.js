/* Texts as pages and the look-up compare and print them. Needs no document. */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  /** -1, 0 or 1 as the arcs of `a` are below, equal to or above those of `b`. @type {LookupScripts["compareUids"]} */
  function compareUids(a, b) {
    const left = a.split(".");
    const right = b.split(".");
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      const gap = left[i].length - right[i].length || +(left[i] > right[i]) - +(left[i] < right[i]);
      if (gap) return Math.sign(gap);
    }
    return Math.sign(left.length - right.length);
  }

  /** A tag as it is printed: `00080016` as `(0008,0016)`, a part of one with dots for the rest.
   *  @type {LookupScripts["printedTag"]} */
  function printedTag(tag) {
    const digits = tag.toUpperCase().replace(/X/g, "x");
    return `(${digits.slice(0, 4)},${digits.slice(4).padEnd(4, "\u00b7")})`;
  }

  /** Letters without accents, in lower case. @type {LookupScripts["plain"]} */
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  /** The words of a text, as filters compare them. @type {LookupScripts["plainWords"]} */
  const plainWords = (text) => plain(text).split(/[^a-z0-9]+/).filter(Boolean);

  /** A text as a part of an address: `CT Image` as `ct-image`. @type {LookupScripts["slug"]} */
  const slug = (text) => plainWords(text).join("-");

  /** A number and what it counts: `1 file`, `2,000 files`. @type {LookupScripts["counted"]} */
  const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ compareUids, printedTag, plain, plainWords, slug, counted }));
})();
