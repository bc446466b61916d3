/* Ways out of the page: text as CSV, to a file.
 *
 *   SopSave.csv([["UID", "name"], …])          -> RFC 4180, harmless in a spreadsheet
 *   SopSave.download("name.csv", text, type)
 */
(() => {
  "use strict";

  /* Where in a cell a spreadsheet may see the beginning of a formula: the generator's rule too. */
  const FORMULA = new RegExp(SopKnown.formula, "g");

  /** One cell of a CSV file. A text that a spreadsheet would calculate gets an apostrophe.
   *  @type {(value: Cell) => string} */
  function cell(value) {
    let text = value === null || value === undefined ? "" : String(value);
    if (typeof value !== "number") text = text.replace(FORMULA, "'");
    return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Rows of cells as CSV; lines end as RFC 4180 has it. @type {(rows: Cell[][]) => string} */
  const csv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

  /** Hand `text` to the browser as a file to save. @type {(name: string, text: string, type?: string) => void} */
  function download(name, text, type = "text/plain") {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000); // not before the browser has read it
  }

  globalThis.SopSave = { csv, download };
})();
