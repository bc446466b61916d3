/* Ways out of the page: text as CSV, to the clipboard, to a file.
 *
 *   SopSave.csv([["UID", "name"], …])          -> RFC 4180, harmless in a spreadsheet
 *   await SopSave.copy(text)                   -> whether it worked
 *   SopSave.download("name.csv", text, type)
 */
(() => {
  "use strict";

  /* What a spreadsheet takes for the beginning of a formula, also in its wide forms. */
  const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

  /** One cell of a CSV file. A text that a spreadsheet would calculate gets an apostrophe. */
  function cell(value) {
    let text = value === null || value === undefined ? "" : String(value);
    if (typeof value !== "number" && FORMULA.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** Rows of cells as CSV; lines end as RFC 4180 has it. */
  const csv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

  /** Hand `text` to the browser as a file to save. */
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

  globalThis.SopSave = { csv, copy: (text) => SopSite.copy(text), download };
})();
