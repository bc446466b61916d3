/* Tables to take away: each `<table class="records" data-save="name">` gets buttons that save the
   rows that are shown as CSV or JSON, or copy them. Needs save.js and tables.js before it. */
(() => {
  "use strict";

  const { make: el } = SopSite;
  const { enhance, textOf } = SopTables;

  /** What a row holds, by the titles of the columns; without the empty cells' sake for words.
   *  @type {(records: TableRecords, record: TableRecord) => string[]} */
  const cellsOf = (records, { cells }) => records.columns.map(({ at }) => textOf(cells[at]));

  /** @type {(table: HTMLTableElement) => void} */
  function addButtons(table) {
    const records = enhance(table);
    const titles = records.columns.map(({ title }) => title);
    const rows = () => records.shown.map((record) => cellsOf(records, record));
    const name = table.dataset.save;
    const status = el("span", { role: "status" });
    const csv = () => SopSave.download(`${name}.csv`, SopSave.csv([titles, ...rows()]), "text/csv");
    const json = () => {
      const objects = rows().map((row) => Object.fromEntries(row.map((text, at) => [titles[at], text])));
      SopSave.download(`${name}.json`, `${JSON.stringify(objects, null, 1)}\n`, "application/json");
    };
    const copy = async () => {
      const text = [titles, ...rows()].map((row) => row.join("\t")).join("\n");
      status.textContent = (await SopSite.copy(text)) ? `Copied ${records.count(records.shown.length)}.` : "The browser does not let pages copy.";
    };
    /** @type {(text: string, click: () => void) => HTMLButtonElement} */
    const button = (text, click) => el("button", { type: "button", click }, text);
    table.before(el("p", { class: "rows-tools no-print" },
      button("Copy rows", copy),
      button("Save as CSV", csv),
      button("Save as JSON", json),
      status));
  }

  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.records[data-save]"))) addButtons(table);

  /* A link to a code of a group so large that its rows have no anchors: the filter finds the row. */
  const value = location.hash.match(/^#code-[a-z0-9]+-(.+)$/)?.[1];
  const codes = /** @type {HTMLTableElement | null} */ (document.querySelector("table.codes"));
  if (value && codes && !document.getElementById(location.hash.slice(1))) {
    const { input } = enhance(codes);
    if (input) {
      input.value = value;
      input.dispatchEvent(new Event("input"));
    }
  }
})();
