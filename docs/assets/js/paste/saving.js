/* What the page "Paste or drop" saves: its findings and files as CSV and JSON. */
(() => {
  "use strict";

  /** @typedef {string | number | { text: string, line: number }} SavedCell */

  const { make } = SopSite;
  const { capital, written, warningsOf } = SopPaste;

  const BUDGET = 12; // milliseconds of work between two chances to draw

  /** What `each` makes of every one of `list`, a frame's worth of work at a time.
   *  @type {<T, R>(list: T[], each: (one: T) => R) => Promise<R[]>} */
  async function inParts(list, each) {
    const out = [];
    let until = performance.now() + BUDGET;
    for (const one of list) {
      out.push(each(one));
      if (performance.now() < until) continue;
      await SopScan.pause();
      until = performance.now() + BUDGET;
    }
    return out;
  }

  /** Two cells with what an unregistered UID is nearest to.
   *  @type {(words: PasteWords, uid: string, unregistered: boolean) => SavedRow} */
  function nearestCells(words, uid, unregistered) {
    const entry = unregistered ? words.nearest(uid) : null;
    return { "nearest uid": entry?.uid ?? "", "nearest name": entry?.name ?? "" };
  }

  /** Lines as numbers; with more than one text, each with the name of its own.
   *  @type {(found: { lines: FoundLine[] }) => (number | { text: string, line: number })[]} */
  const savedLines = ({ lines }) => lines.map(({ text, line }) => (text ? { text, line } : line));

  /** @type {PasteScripts["findingRows"]} */
  const findingRows = (findings, words) => inParts(findings, (finding) => ({
    name: finding.entry?.name ?? "",
    uid: finding.uid,
    keyword: finding.entry?.keyword ?? "",
    kind: words.kindWord(finding),
    status: words.status(finding),
    found: finding.count,
    "as uid": finding.asUid,
    "by name": finding.asName,
    "different uids": finding.uids?.size ?? 1,
    lines: savedLines(finding),
    "lines in all": finding.lineCount,
    remarks: written(words.remarks(finding)),
    ...nearestCells(words, finding.uid, finding.kind === "unregistered"),
  }));

  /** @type {PasteScripts["contextRows"]} */
  const contextRows = (contexts) => inParts(contexts, ({ entry, result, ids, count, syntaxes, ...context }) => ({
    "sop class": entry.name,
    "sop class uid": entry.uid,
    result: result ? "rejected" : "accepted",
    code: result,
    reason: SopScan.REASONS[result] ?? "",
    "transfer syntaxes": syntaxes.map(({ uid }) => uid),
    contexts: ids,
    "contexts in all": count,
    lines: savedLines(context),
  }));

  /** @type {PasteScripts["fileRows"]} */
  async function fileRows(files, words, index) {
    /** @type {(name: string, of: { sopClass: string, transferSyntax: string, modality: string, encoding?: string }, counts: SavedRow, notes: string[]) => SavedRow} */
    const row = (name, of, counts, notes) => {
      const sopClass = words.told(of.sopClass, "SOP Class", "sop-class");
      const syntax = words.told(of.transferSyntax, "transfer syntax", "transfer-syntax");
      return {
        file: name,
        "sop class": sopClass.name,
        "sop class uid": of.sopClass,
        status: sopClass.status,
        "transfer syntax": syntax.name,
        "transfer syntax uid": of.transferSyntax,
        "written in": index.byUid.get(of.encoding ?? "")?.name ?? "",
        modality: of.modality,
        ...counts,
        remarks: [...written([...sopClass.remarks, ...syntax.remarks]), ...notes.map((note) => `${capital(note)}.`)],
        ...nearestCells(words, of.sopClass, sopClass.unregistered),
      };
    };
    const rows = await inParts(files, (file) => [
      row(file.name, file, { files: 1, "directory records": 0 }, warningsOf(file)),
      ...(file.records ?? []).map((record) => row(file.name, record, { files: 0, "directory records": record.count }, ["listed in a DICOMDIR"])),
    ]);
    return rows.flat();
  }

  /** @type {(rows: SavedRow[]) => Promise<string>} */
  async function csv(rows) {
    const columns = Object.keys(rows[0]);
    /** @type {(value: SavedCell) => string | number} */
    const one = (value) => (typeof value === "object" ? `${value.text}: ${value.line}` : value);
    /** @type {(value: SavedRow[string]) => string | number} */
    const flat = (value) => (Array.isArray(value) ? value.map(one).join("; ") : value);
    const lines = await inParts(rows, (row) => SopSave.csv([columns.map((column) => flat(row[column]))]));
    return SopSave.csv([columns]) + lines.join("");
  }

  /** The buttons that take rows away; `rows` gives a promise of them. @type {PasteScripts["savers"]} */
  function savers(name, what, edition, rows) {
    /** @type {(extension: string, write: (rows: SavedRow[]) => Promise<string> | string, type: string) => (event: MouseEvent) => Promise<void>} */
    const save = (extension, write, type) => async ({ currentTarget }) => {
      const button = /** @type {HTMLButtonElement} */ (currentTarget);
      button.disabled = true;
      try {
        SopSave.download(`${name}.${extension}`, await write(await rows()), type);
      } finally {
        button.disabled = false;
      }
    };
    /** @type {(list: SavedRow[]) => string} */
    const json = (list) => `${JSON.stringify({ edition, [name]: list }, null, 2)}\n`;
    return [
      make("button", { type: "button", click: save("csv", csv, "text/csv") }, `Save ${what} as CSV`),
      make("button", { type: "button", click: save("json", json, "application/json") }, `Save ${what} as JSON`),
    ];
  }

  Object.assign(SopPaste, /** @satisfies {Partial<PasteScripts>} */ ({ savers, findingRows, contextRows, fileRows }));
})();
