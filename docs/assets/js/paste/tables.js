/* The tables of the page "Paste or drop": what a text holds, the contexts of an association, the files. */
(() => {
  "use strict";

  /** @typedef {{ sopClass: string, transferSyntax: string, encoding: string, modality: string, count: number, listed: number,
   *    names: string[], files: PasteFile[], remarks: Set<string> }} FileGroup */

  const { make, pageUrl, uidCode } = SopSite;
  const { counted } = SopLookup;
  const { number, capital, linked, statusMark, sentences, warningsOf } = SopPaste;

  const MOST_NAMES = 50; // file names shown in a row
  const MOST_ROWS = 400; // findings shown; the files to save hold all
  const ROWS_AT_ONCE = 50; // that are made between two chances to draw

  /** @type {(...columns: [title: string, data?: Attributes][]) => HTMLElement} */
  const head = (...columns) => make("thead", {}, make("tr", {}, ...columns.map(([title, data = {}]) => make("th", { scope: "col", ...data }, title))));

  /** @type {(label: string, ...children: Child[]) => HTMLTableCellElement} */
  const cell = (label, ...children) => make("td", { "data-label": label }, ...children);

  /** @type {(found: { lines: FoundLine[], lineCount: number }) => string} */
  const linesOf = ({ lines, lineCount }) => `${lines.map(({ text, line }) => `${text && `${text}: `}${number(line)}`).join(", ")}${lineCount > lines.length ? ` and ${number(lineCount - lines.length)} more` : ""}`;

  /* What stands in the table of UIDs, and what in the other: each with its words. */
  const UIDS = { id: "found", caption: "SOP Classes, transfer syntaxes and other UIDs in the text", column: "UID", noun: "finding|findings" };
  const NAMED = { id: "named", caption: "Attributes, status codes and operations in the text", column: "Tag or code", noun: "finding|findings" };

  /** A table of findings, made in parts, so that the page stays alive; null where `signal` ended it.
   *  @type {PasteScripts["findingsTable"]} */
  async function findingsTable(findings, { id, caption, column, noun }, words, signal) {
    const table = make("table", { class: "records", id, "data-noun": noun },
      make("caption", {}, caption),
      head(["Name"], [column, { "data-sort": "uid" }], ["Kind", { "data-facet": "" }], ["Status", { "data-facet": "" }], ["Found", { "data-sort": "number" }], ["Lines", { "data-sort": "number" }], ["Remarks"]));
    const body = make("tbody");
    /** @type {[uid: string, remark: HTMLElement, what: string][]} */
    const unknown = [];
    for (const [at, finding] of findings.slice(0, MOST_ROWS).entries()) {
      if (at && at % ROWS_AT_ONCE === 0) {
        await SopScan.pause();
        if (signal.aborted) return null;
      }
      const { entry, kind } = finding;
      const remark = cell("Remarks", ...sentences(words.remarks(finding)));
      if (kind === "unregistered") unknown.push([finding.uid, remark, "Nearest"]);
      const status = words.status(finding);
      const isUid = kind !== "invalid" && /^[\d.]+$/.test(finding.uid);
      const row = make("tr", {},
        make("th", { scope: "row" }, entry ? linked(entry) : words.name(finding)),
        cell(column, isUid ? uidCode(finding.uid) : make("code", { class: kind === "invalid" ? "uid wraps" : "uid" }, finding.uid)),
        cell("Kind", words.kindWord(finding)),
        cell("Status", status ? statusMark(status) : ""),
        cell("Found", number(finding.count), finding.asName && entry ? make("span", { class: "muted" }, ` (${number(finding.asName)} by name)`) : ""),
        cell("Lines", linesOf(finding)),
        remark);
      row.cells[4].dataset.key = String(finding.count);
      row.cells[5].dataset.key = String(finding.lines[0].order); // not all its numbers in a row
      body.append(row);
    }
    table.append(body);
    pointToNearest(unknown, words);
    return table;
  }

  /** Say which registered UID each unknown one is nearest to, one by one: each takes a while.
   *  @type {(unknown: [uid: string, remark: HTMLElement, what: string][], words: PasteWords) => Promise<void>} */
  async function pointToNearest(unknown, words) {
    for (const [uid, remark, what] of unknown) {
      await SopScan.pause();
      if (!remark.isConnected) return;
      const entry = words.nearest(uid);
      if (entry) remark.append(` ${what}: `, linked(entry), ".");
    }
  }

  /** The presentation contexts of an association log, what was accepted and what not, apart.
   *  @type {PasteScripts["contextsTable"]} */
  function contextsTable(contexts) {
    const table = make("table", { class: "records", id: "contexts", "data-noun": "presentation context|presentation contexts" },
      make("caption", {}, "What became of the presentation contexts that were proposed"),
      head(["SOP Class"], ["UID", { "data-sort": "uid" }], ["Result", { "data-facet": "" }], ["Reason", { "data-facet": "" }], ["Transfer syntax"], ["Contexts", { "data-sort": "number" }], ["Lines", { "data-sort": "number" }]));
    const body = make("tbody");
    for (const context of contexts) {
      const { entry, result, ids, count, syntaxes } = context;
      const reason = result ? `${result}: ${SopScan.REASONS[result]}` : "";
      body.append(make("tr", {},
        make("th", { scope: "row" }, linked(entry)),
        cell("UID", uidCode(entry.uid)),
        cell("Result", statusWord(result)),
        cell("Reason", reason ? make("a", { href: pageUrl("guides/abstract-syntax-not-supported/#what-the-answer-says") }, reason) : ""),
        cell("Transfer syntax", ...syntaxes.flatMap((syntax, at) => (at ? [", ", linked(syntax)] : [linked(syntax)]))),
        cell("Contexts", ids.join(", ") + (count > ids.length ? ` and ${number(count - ids.length)} more` : "")),
        cell("Lines", linesOf(context))));
    }
    table.append(body);
    return table;
  }

  /** @type {(result: number) => HTMLElement} */
  const statusWord = (result) => make("span", { class: result ? "status retired" : "status" }, result ? "rejected" : "accepted");

  /** Files that are the same thing, as one row. @type {(files: PasteFile[]) => FileGroup[]} */
  function groups(files) {
    /** @type {Map<string, FileGroup>} */
    const grouped = new Map();
    /** @type {(of: { sopClass: string, transferSyntax: string, modality: string }, encoding: string) => FileGroup} */
    const group = ({ sopClass, transferSyntax, modality }, encoding) => {
      const key = [sopClass, transferSyntax, encoding, modality].join(" ");
      const had = grouped.get(key) ?? { sopClass, transferSyntax, encoding, modality, count: 0, listed: 0, names: [], files: [], remarks: new Set() };
      grouped.set(key, had);
      return had;
    };
    for (const file of files) {
      const of = group(file, file.transferSyntax ? "" : file.encoding);
      of.count += 1;
      of.names.push(file.name);
      of.files.push(file);
      for (const each of warningsOf(file)) of.remarks.add(each);
      // What a DICOMDIR lists is not there twice if its files are: records are counted apart.
      for (const record of file.records ?? []) group(record, "").listed += record.count;
    }
    return [...grouped.values()];
  }

  /** A link to the page that checks objects, which gets these files; nothing is kept on the way.
   *  @type {(held: PasteFile[]) => HTMLElement} */
  const checkLink = (held) => make("a", { href: pageUrl("check/"), target: "_blank", click: (event) => {
    event.preventDefault();
    SopSources.hand(pageUrl("check/"), held.map(({ name, file }) => ({ name, file })));
  } }, "check");

  /** @type {PasteScripts["filesTable"]} */
  function filesTable(files, words) {
    const all = groups(files);
    const lists = all.some(({ listed }) => listed);
    const table = make("table", { class: "records", id: "files", "data-noun": "kind of file|kinds of files" },
      make("caption", {}, "The DICOM files, by what they are"),
      head(["SOP Class"], ["UID", { "data-sort": "uid" }], ["Transfer syntax", { "data-facet": "" }], ["Modality", { "data-facet": "" }], ["Status", { "data-facet": "" }], ["Files", { "data-sort": "number" }], ["Check"], .../** @type {[string, Attributes][]} */ (lists ? [["In DICOMDIR", { "data-sort": "number" }]] : []), ["Names"], ["Remarks"]));
    const body = make("tbody");
    /** @type {[uid: string, remark: HTMLElement, what: string][]} */
    const unknown = [];
    for (const group of all) {
      const sopClass = words.told(group.sopClass, "SOP Class", "sop-class");
      const syntax = words.told(group.transferSyntax || group.encoding, "transfer syntax", "transfer-syntax");
      const names = group.names.slice(0, MOST_NAMES).join(", ") + (group.names.length > MOST_NAMES ? ` and ${number(group.names.length - MOST_NAMES)} more` : "");
      const list = group.names.length > 3 ? make("details", {}, make("summary", {}, counted(group.names.length, "name")), names) : names;
      const notes = [...sopClass.remarks, ...syntax.remarks, ...[...group.remarks].map((note) => [`${capital(note)}.`])];
      const remark = cell("Remarks", ...sentences(notes));
      for (const [its, what] of /** @type {[NamedUid, string][]} */ ([[sopClass, "SOP Class"], [syntax, "transfer syntax"]])) {
        if (its.unregistered) unknown.push([its.uid, remark, `Nearest ${what}`]);
      }
      body.append(make("tr", {},
        make("th", { scope: "row" }, sopClass.entry ? linked(sopClass.entry) : sopClass.uid ? "not known" : "none named"),
        cell("UID", sopClass.uid ? uidCode(sopClass.uid) : "none"),
        cell("Transfer syntax", syntax.entry ? linked(syntax.entry) : syntax.uid || "not known"),
        cell("Modality", group.modality || "none"),
        cell("Status", sopClass.status ? statusMark(sopClass.status) : "none"),
        cell("Files", number(group.count)),
        cell("Check", group.files.length ? checkLink(group.files) : "not here"),
        ...(lists ? [cell("In DICOMDIR", number(group.listed))] : []),
        cell("Names", list || "none"),
        remark));
    }
    table.append(body);
    pointToNearest(unknown, words);
    return table;
  }

  Object.assign(SopPaste, /** @satisfies {Partial<PasteScripts>} */ ({ UIDS, NAMED, findingsTable, contextsTable, filesTable, MOST_NAMES, MOST_ROWS }));
})();
