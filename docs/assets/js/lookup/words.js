/* Words as the look-up compares them: folded, spelled one way, with a measure of how far two are apart.
 *
 * `SopLookup.Language` holds the lists of words that are data (data/lookup/). Needs no document.
 */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  /* What may be spelled the British way; most texts have none of it. */
  const BRITISH = /our|grey|[ao]e|is(?:e|ing|ation)|yse|[bt]re|ogue/;

  /** Letters without accents, in lower case, spelled the American way. @type {LookupScripts["fold"]} */
  function fold(text) {
    let out = text;
    if (/[^\x00-\x7f]/.test(out)) {
      out = out.normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]/g, "").replace(/\u2019/g, "'");
    }
    out = out.toLowerCase();
    if (out.includes("'")) out = out.replace(/'s\b/g, "");
    if (!BRITISH.test(out)) return out;
    return out
      .replace(/\b(col|tum|behavi|fav|neighb|od|vap|arm|lab)our/g, "$1or")
      .replace(/\bgrey/g, "gray")
      .replace(/\boe(?=[ds])/g, "e") // oedema, oesophagus
      .replace(/(?<=[a-z])(?:ae|oe)(?=[cdmst])/g, "e") // haemo, paediatric, foetal
      .replace(/([a-z]{3})is(e[ds]?|ing|ation)\b/g, "$1iz$2")
      .replace(/([a-z]{2})yse\b/g, "$1yze")
      .replace(/\b(cent|fib|met|lit)re/g, "$1er")
      .replace(/\b(catal|dial)ogue/g, "$1og");
  }

  /* Where a word ends without a blank, or goes on behind one; most texts have none. */
  const UNPARTED = /[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d|\d ?[A-Za-z]/;

  /** `CTImageStorage` as `CT Image Storage`, `General32bitECG` as `General 32 bit ECG`.
   *  @type {(text: string) => string} */
  function uncamel(text) {
    if (!UNPARTED.test(text)) return text;
    return text
      .replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/g, " ")
      .replace(/\b([234]) ([dD])(?![a-z])/g, "$1$2");
  }

  /** The word without the ending of a plural. @type {LookupScripts["singular"]} */
  function singular(word) {
    if (word.length < 4 || !word.endsWith("s") || /[sui]s$/.test(word)) return word;
    return word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  }

  /** A text without anything but its letters and digits: `CT_IMAGE-Storage` is `ctimagestorage`.
   *  @type {LookupScripts["squash"]} */
  const squash = (text) => fold(text).replace(/[^a-z0-9]+/g, "");

  /** Lists of words that are data: `lists` is what render/lookup_data.py writes under "language". */
  class Language {
    /** @param {LanguageLists} lists */
    constructor(lists) {
      /* Words that English writes in one piece or two, and that people write the other way. */
      this.joined = new Set(lists.joined);
      /* The words of two letters that a run of letters can be made of. */
      this.short = new Set(lists.short);
      /* Words that say little, and how much. */
      this.weights = new Map(lists.weights);
      /* Words that a name, or what people call a thing, may go without and still be meant in full. */
      this.silent = { name: new Set(lists.silent.name), alias: new Set(lists.silent.alias) };
    }

    /** The words of a text, as they are compared: folded, singular, common pairs joined. @type {LookupLanguage["words"]} */
    words(text) {
      /** @type {string[]} */
      const out = [];
      for (const part of fold(uncamel(text)).split(/[^a-z0-9]+/)) {
        if (!part) continue;
        const last = out.length - 1;
        if (last >= 0 && this.joined.has(`${out[last]} ${part}`)) out[last] += part;
        else out.push(singular(part));
      }
      return out;
    }

    /** Words without those that add nothing, in one piece: `CT Image Storage SOP Class` is `ct`.
     *  @type {LookupLanguage["lighten"]} */
    lighten(list, of = "name") {
      return list.filter((word) => !this.silent[of].has(word)).join("");
    }
  }

  /* Three rows of the table of distances, used again and again. */
  /** @type {number[]} */
  let above = [];
  /** @type {number[]} */
  let before = [];
  /** @type {number[]} */
  let row = [];

  /** Edits (insert, delete, replace, swap neighbours) from `a` to `b`, or `most + 1` if more.
   *  With `open`, from `a` to the nearest beginning of `b`.
   *  @type {LookupScripts["distance"]} */
  function distance(a, b, most, open = false) {
    if (a.length - b.length > most || (!open && b.length - a.length > most)) return most + 1;
    const width = Math.min(b.length, a.length + most);
    for (let j = 0; j <= width; j++) above[j] = j;
    for (let i = 1; i <= a.length; i++) {
      const letter = a.charCodeAt(i - 1);
      const last = a.charCodeAt(i - 2); // no number, and equal to none, where there is none
      row[0] = i;
      let least = i;
      for (let j = 1; j <= width; j++) {
        const other = b.charCodeAt(j - 1);
        let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter === other ? 0 : 1));
        if (last === other && letter === b.charCodeAt(j - 2)) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        least = Math.min(least, cost);
      }
      if (least > most) return most + 1;
      [before, above, row] = [above, row, before];
    }
    return open ? Math.min(...above.slice(0, width + 1)) : above[width];
  }

  /** How many slips of the finger a word of so many letters may have. @type {LookupScripts["edits"]} */
  const edits = (length) => (length < 4 ? 0 : length < 8 ? 1 : length < 15 ? 2 : 3);

  /** Which letters a text has, a bit each. @type {LookupScripts["letters"]} */
  function letters(text) {
    let bits = 0;
    for (const letter of text) bits |= 1 << letter.charCodeAt(0); // which of 32
    return bits;
  }

  /** @type {LookupScripts["bitCount"]} */
  function bitCount(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count += 1;
    return count;
  }

  /** How many letters two words have in common at their beginning. @type {LookupScripts["commonStart"]} */
  function commonStart(a, b) {
    let i = 0;
    while (a.charCodeAt(i) === b.charCodeAt(i)) i++; // behind the end it is no number, and equal to none
    return i;
  }

  /** The keyword that PS3.6 makes of a name: no blanks, no punctuation. @type {LookupScripts["derivedKeyword"]} */
  function derivedKeyword(name) {
    return name
      .replace(/['\u2019]s\b/g, "")
      .split(/[^A-Za-z0-9]+/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join("");
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ Language, fold, singular, squash, distance, edits, letters, bitCount, commonStart, derivedKeyword }));
})();
