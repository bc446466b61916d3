/* A filter above rows of attributes that fold: it shows the rows that fit, what they are nested in,
 * and how many there are.
 *
 *   SopRowFilter.make(rows) -> a form to put above `rows`, an element with lists of rows in it
 *
 * A row fits where each word begins one of its name, tag or keyword. */
(() => {
  "use strict";

  /** @typedef {{ line: HTMLElement, hay: string, fold: HTMLDetailsElement | null, inner: FilteredRow[] }} FilteredRow */

  const DELAY = 120;
  const { make: el, wordsField } = SopSite;

  /** @type {(text: string) => string[]} */
  const wordsOf = (text) => SopLookup.plainWords(text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 "));

  /** @type {(row: HTMLElement) => string} */
  const textOf = (row) => ` ${wordsOf(`${row.querySelector(":scope > p")?.textContent ?? ""} ${row.dataset.tag ?? ""}`).join(" ")}`;
  /** @type {(row: HTMLElement) => HTMLElement[]} */
  const below = (row) => [...row.querySelectorAll(":scope > ul > li, :scope > details > ul > li")];

  /** @type {(rows: HTMLElement) => HTMLFormElement} */
  function make(rows) {
    const input = wordsField("name, keyword or tag");
    const status = el("span", { role: "status" });
    /** @type {Set<HTMLDetailsElement>} */
    const opened = new Set(); // the folds that the filter has opened
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /** Show a row if it or one below it fits; gives how many do.
     *  @type {(row: FilteredRow, words: string[]) => number} */
    function show(row, words) {
      const own = words.every((word) => row.hay.includes(` ${word}`));
      let number = 0;
      for (const inner of row.inner) number += show(inner, words);
      if (number && row.fold && !row.fold.open) {
        row.fold.open = true;
        opened.add(row.fold);
      }
      if (own && !number) for (const it of row.line.querySelectorAll("li")) it.hidden = false;
      row.line.hidden = !own && !number;
      return number + (own ? 1 : 0);
    }

    /** @type {(line: HTMLElement) => FilteredRow} */
    const read = (line) => ({ line, hay: textOf(line), fold: line.querySelector(":scope > details"), inner: below(line).map(read) });

    function apply() {
      const words = wordsOf(input.value);
      for (const it of opened) it.open = false;
      opened.clear();
      if (!words.length) {
        for (const it of rows.querySelectorAll("li")) it.hidden = false;
        status.textContent = "";
        return;
      }
      let number = 0;
      for (const line of rows.querySelectorAll(":scope > ul > li, :scope > details > ul > li")) number += show(read(line), words);
      status.textContent = `${number.toLocaleString("en")} of ${rows.querySelectorAll("li").length.toLocaleString("en")} rows`;
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(apply, DELAY);
    });
    return el("form", { class: "rows-filter", role: "search", "aria-label": "Filter the rows", submit: (event) => event.preventDefault() },
      el("label", {}, el("span", {}, "Filter"), input), status);
  }

  globalThis.SopRowFilter = { make };
})();
