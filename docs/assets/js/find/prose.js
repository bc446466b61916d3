/* The text of the pages: which of them have every word of a query, best first. It is looked through as
 * it is, word for word: that takes less time than any index of it would take to be made.
 */
(() => {
  "use strict";

  /** Words that are in every other text. */
  const COMMON = new Set("and are can for from how its not that the this was what when where which with".split(" "));
  const CONTEXT = 60; // characters before the first word found that are shown with it
  const TELLING = /^(?:sop-classes|guides)\//; // pages that say more than what a thing is
  const LETTER = /[\p{L}\p{N}]/u;

  /** @typedef {{ path: string, title: string, text: string, lowerTitle: string, lowerText: string }} Text */

  /** @type {Text[]} */
  let texts = [];
  /** @type {Map<string, string>} */
  let titles = new Map(); // of pages, by their address

  /** @type {Promise<void> | null} */
  let loading = null;

  function ready() {
    loading ??= start().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  async function start() {
    await SopSite.data("prose.js");
    if (!Array.isArray(self.SopProse)) throw new Error("prose.js holds no data");
    titles = new Map(self.SopProse.map(([path, title]) => [path, title]));
    texts = self.SopProse.map(([path, title, text]) => (
      { path, title, text, lowerTitle: title.toLowerCase(), lowerText: text.toLowerCase() }));
  }

  /** Where a word of `text` begins with `word`: the first that is `word` itself, if there is one; or -1.
   *  @type {(text: string, word: string) => { at: number, isWhole: boolean }} */
  function place(text, word) {
    let first = -1;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (LETTER.test(text.charAt(at - 1))) continue;
      if (!LETTER.test(text.charAt(at + word.length))) return { at, isWhole: true };
      if (first < 0) first = at;
    }
    return { at: first, isWhole: false };
  }

  /** How well a text fits, and where its first word stands; null if it lacks a word.
   *  @type {(text: Text, words: string[]) => { score: number, at: number } | null} */
  function fit({ path, lowerTitle, lowerText }, words) {
    let score = TELLING.test(path) ? 1 : 0;
    let first = Infinity;
    for (const word of words) {
      const inTitle = place(lowerTitle, word);
      const inText = place(lowerText, word);
      if (inTitle.at < 0 && inText.at < 0) return null;
      if (inTitle.at >= 0) score += inTitle.isWhole ? 8 : 4;
      if (inText.at >= 0) score += inText.isWhole ? 2 : 1;
      if (inText.at >= 0) first = Math.min(first, inText.at);
    }
    return { score, at: first === Infinity ? 0 : first };
  }

  /** @type {(text: Text) => number} */
  const lengthOf = ({ title, text }) => title.length + text.length;

  /** `text` from shortly before `at`. @type {(text: string, at: number) => string} */
  function from(text, at) {
    const start = at > CONTEXT ? text.indexOf(" ", at - CONTEXT) + 1 : 0;
    return start > 0 && start <= at ? `… ${text.slice(start)}` : text;
  }

  /** Pages with every word of the query, the best text of each: `{path, title, page, text}`; `page` is
   *  the title of the page where `title` is that of a section, or else empty.
   *  @type {FindScripts["prose"]["search"]} */
  async function search(query) {
    await ready();
    const asked = [...new Set(query.toLowerCase().split(" ").filter(Boolean))];
    const telling = asked.filter((word) => !COMMON.has(word));
    const words = telling.length ? telling : asked;
    if (!words.length) return [];
    /** @type {Map<string, { text: Text, score: number, at: number }>} */
    const best = new Map(); // by page
    for (const text of texts) {
      const found = fit(text, words);
      const page = text.path.split("#")[0];
      if (found && found.score > (best.get(page)?.score ?? 0)) best.set(page, { text, ...found });
    }
    return [...best.values()]
      .sort((one, other) => other.score - one.score || lengthOf(one.text) - lengthOf(other.text))
      .map(({ text: { path, title, text }, at }) => ({
        path: path.replace(/index\.html(?=#|$)/, ""),
        title,
        page: path.includes("#") ? titles.get(path.split("#")[0]) ?? "" : "",
        text: from(text, at),
      }));
  }

  SopFind.prose = { ready, search };
})();
