/* The page "Paste or drop": takes text and files, shows what is in them, saves it as CSV or JSON. */

addEventListener("DOMContentLoaded", () => {
  "use strict";

  const { el, enhance } = SopTables;
  const byId = (id) => document.getElementById(id);

  const HELD_FROM = 200_000; // characters; a longer paste would make the text field slow
  const MOST_TEXT = 1 << 26; // bytes of a text file that are read
  const MOST_NAMES = 50; // file names shown in a row
  const MOST_ROWS = 1000; // findings shown; the files to save hold all
  const TYPING = 250; // milliseconds without a key before the text is looked through
  const ROOTS = ["1.2.840.10008.5.1.4.1.1.", "1.2.840.10008.5.1.4.1.2.", "1.2.840.10008."];

  const area = byId("source-text");
  const status = byId("source-status");
  const progress = byId("source-progress");
  const results = byId("results");
  const number = (count) => count.toLocaleString("en");
  const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

  /* --------------------------------------------------------------- knowing */

  const index = new SopLookup.Index();
  let known = null;

  /** Take the registry's data into the index, a frame's worth of work at a time. */
  async function learn() {
    // The search box may have run the same script: one copy is enough.
    const core = globalThis.SopLookupData.find(({ section }) => section === "core");
    let until = performance.now() + 12;
    for (const _ of index.adding(core)) {
      if (performance.now() < until) continue;
      await SopScan.pause();
      until = performance.now() + 12;
    }
    known = SopScan.knowledge(index);
  }

  let learning = null;
  const learned = () => (learning ??= learn());

  const meta = document.querySelector('meta[name="registry-base"]');

  /** The address of a page of this site, from this page. */
  function url(path) {
    const [page, hash] = path.split("#");
    const suffix = page === "" || page.endsWith("/") ? (meta?.dataset.suffix ?? "") : "";
    return `${meta?.content ?? "../"}${page}${suffix}${hash === undefined ? "" : `#${hash}`}`;
  }

  const statusOf = (entry) => (entry.kind === "private" ? "private" : entry.status);

  const capital = (text) => text.replace(/^./, (first) => first.toUpperCase());

  /* What took the place of each retired SOP Class, by UID: none named where the list is empty. */
  const successors = new Map(Object.entries(JSON.parse(results.dataset.successors ?? "{}")));

  /** That something is retired, and what took its place: texts and links, a sentence. */
  function retired(entry, what = "Retired") {
    if (!successors.has(entry.uid)) return [`${what}.`];
    const others = successors.get(entry.uid).map((uid) => index.byUid.get(uid));
    if (!others.length) return [`${what}; nothing is named in its place.`];
    return [`${what}. In its place: `, ...others.flatMap((other, at) => (at ? [", ", linked(other)] : [linked(other)])), "."];
  }

  /** Whose a private UID is that is known by name. */
  function maker(uid) {
    const root = index.roots.find(([each]) => uid.startsWith(`${each}.`));
    return root ? owner(root[1]) : "Private: not defined by DICOM.";
  }

  /** Whose a private UID is. */
  const owner = (organisation) => `Private: ${organisation || "an organisation that is not known here"}.`;

  const BELOW_DICOM = "Below the DICOM root, but not registered.";

  /** How many registered UIDs begin with this one. */
  const countBelow = (uid) => index.entries.filter((entry) => entry.uid.startsWith(`${uid}.`)).length;

  const nearest = new Map(); // what each unregistered UID is nearest to, as each takes a while to find

  /** The registered UID that is nearest to an unregistered one; null if none is near, or if the UID
   *  is the beginning of registered ones, which says more. */
  function nearestTo(uid) {
    if (!nearest.has(uid)) nearest.set(uid, (countBelow(uid) ? [] : index.identify(uid).nearest)?.[0] ?? null);
    return nearest.get(uid);
  }

  /* A UID as PS3.5 9.1 has it, also as to its first arcs. */
  const isUid = (text) => SopLookup.isUid(text) && text.length <= 64 && /^(?:[01]\.[1-3]?\d|2\.\d+)(?:\.|$)/.test(text);

  /** What the UID is that a file names as its `what`, of the kind `kind`: `{uid, name, status, entry,
   *  remarks, unregistered}`; a remark is texts and links. */
  function told(uid, what, kind) {
    const none = { uid, name: "", status: "", entry: null, remarks: [], unregistered: false };
    if (!uid) return none;
    const meaning = index.identify(uid);
    const [finding] = meaning.entry ? [] : SopScan.scan(uid, known);
    const entry = meaning.entry ?? finding?.entry ?? null;
    const is = (status, ...remarks) => ({ ...none, name: entry?.name ?? "", entry, status, remarks });
    if (entry && entry.uid !== uid) {
      const how = meaning.misprint ? "is misprinted" : "is wrong";
      return is("misprinted", [`The UID of its ${what} ${how}: ${entry.uid} is meant.`]);
    }
    if (entry && entry.kind !== kind && entry.kind !== "private") {
      return is(entry.status, [`The UID of its ${what} is registered, but not for one: ${index.kinds.get(entry.kind).word}.`]);
    }
    if (entry?.kind === "private") return is("private", [maker(uid)]);
    if (entry) return is(entry.status, ...(entry.status === "retired" ? [retired(entry, `Its ${what} is retired`)] : []));
    if (!isUid(uid)) return is("not a UID", [`What it has for the UID of its ${what} is none.`]);
    if (meaning.nearest) return { ...is("not registered", [`Its ${what}: ${BELOW_DICOM[0].toLowerCase()}${BELOW_DICOM.slice(1)}`]), unregistered: true };
    return is("private", [`Its ${what} is private: ${meaning.root?.organisation ?? "of an organisation that is not known here"}.`]);
  }

  /* --------------------------------------------------------------- sources */

  const texts = []; // {name, text}: what is held besides the text field
  const files = []; // {name, ...what SopDicom tells}
  const unread = []; // {name, reason}
  let controller = null; // of what is going on
  let typing = 0;

  /** The texts to look through, the text field first. */
  function sources() {
    const field = area.value.trim() ? [{ name: "", text: area.value }] : [];
    return [...field, ...texts];
  }

  async function paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length < HELD_FROM) return; // the text field takes it
    event.preventDefault();
    texts.push({ name: `pasted text${texts.length ? ` ${texts.length + 1}` : ""}`, text });
    await look();
  }

  function drop(event) {
    if (!event.dataTransfer) return;
    event.preventDefault();
    document.body.classList.remove("sources-over");
    const text = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length || event.dataTransfer.items?.length > (text ? 1 : 0)) take(SopSources.dropped(event.dataTransfer, (name, reason) => unread.push({ name, reason })));
    else if (text) {
      texts.push({ name: "dropped text", text });
      look();
    }
  }

  /** Whether bytes are text, and in which way they are written; an empty string if they are not. */
  function charset(bytes) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
    let odd = 0;
    for (const byte of bytes) {
      if (byte === 0) return "";
      if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) odd += 1;
    }
    return bytes.length && odd <= bytes.length / 100 ? "utf-8" : "";
  }

  /** Read one file: as DICOM, else as text, else not at all. */
  async function readOne({ name, file }, signal) {
    const answer = await SopDicom.read(file);
    if (signal.aborted) return;
    if (answer.dicom) {
      files.push({ name, file, ...answer });
      return;
    }
    const encoding = charset(new Uint8Array(await file.slice(0, 4096).arrayBuffer()));
    if (!encoding) {
      unread.push({ name, reason: answer.reason });
      return;
    }
    const text = new TextDecoder(encoding).decode(await file.slice(0, MOST_TEXT).arrayBuffer());
    if (signal.aborted) return;
    texts.push({ name, text });
    if (file.size > MOST_TEXT) unread.push({ name, reason: `only its first ${number(MOST_TEXT)} bytes were read` });
  }

  let queue = Promise.resolve(); // of what is dropped or chosen while other files are read
  let reading = 0;
  let stops = 0;

  /** Read files after those that are being read. */
  function take(incoming) {
    const before = stops;
    reading += 1;
    queue = queue.then(() => stops === before && readAll(incoming)).finally(() => { reading -= 1; }).then(() => look());
  }

  async function readAll(incoming) {
    const signal = begin("Reading…");
    await learned();
    let count = 0;
    let shown = performance.now();
    for await (const each of incoming) {
      if (signal.aborted) return;
      try {
        await readOne(each, signal);
      } catch {
        unread.push({ name: each.name, reason: "the browser could not read it" });
      }
      count += 1;
      if (performance.now() - shown < 100) continue;
      shown = performance.now();
      status.textContent = `Reading… ${counted(count, "file")}`;
      await SopScan.pause();
    }
  }

  /* --------------------------------------------------------------- looking */

  /** Begin something that takes time; what went on before ends. */
  function begin(what) {
    controller?.abort();
    controller = new AbortController();
    status.textContent = what;
    byId("source-stop").hidden = false;
    progress.hidden = false;
    progress.removeAttribute("value");
    return controller.signal;
  }

  function end() {
    controller = null;
    progress.hidden = true;
    byId("source-stop").hidden = true;
  }

  /** Look through every source and show what is in them. */
  async function look() {
    clearTimeout(typing);
    if (reading) return; // which ends with a look
    const all = sources();
    const signal = begin(all.length ? "Looking through the text…" : "");
    await learned();
    if (signal.aborted) return;
    const total = all.reduce((sum, { text }) => sum + text.length, 0);
    let before = 0;
    const lists = [];
    for (const { name, text } of all) {
      const findings = await SopScan.scanSlowly(text, known, {
        signal,
        progress: (part) => { progress.value = (before + part * text.length) / total; },
      });
      if (signal.aborted) return;
      lists.push({ name, findings });
      before += text.length;
    }
    end();
    show(merge(lists));
  }

  /** The findings of several texts as one list; with more than one, lines say whose they are. */
  function merge(lists) {
    const many = lists.length > 1;
    const merged = new Map();
    for (const [at, { name, findings }] of lists.entries()) {
      for (const finding of findings) {
        const key = `${finding.kind} ${finding.uid}`;
        const text = many ? name || "text field" : "";
        const lines = finding.lines.map((line) => ({ text, line, order: at * 1e9 + line }));
        const had = merged.get(key);
        if (!had) merged.set(key, { ...finding, lines });
        else {
          for (const sum of ["count", "asUid", "asName", "lineCount", "distinct"]) had[sum] += finding[sum];
          if (had.kind !== "root") had.distinct = 1;
          had.lines = [...had.lines, ...lines].slice(0, 20);
          had.warnings = [...new Set([...had.warnings, ...finding.warnings])].slice(0, 5);
        }
      }
    }
    return [...merged.values()].sort(SopScan.order);
  }

  /* --------------------------------------------------------------- showing */

  const KIND_WORDS = { unregistered: "not registered", root: "private UIDs" };

  const kindWord = ({ kind }) => KIND_WORDS[kind] ?? index.kinds.get(kind)?.word ?? kind;

  function uidCode(uid) {
    const root = ROOTS.find((each) => uid.startsWith(each) && uid !== each) ?? "";
    return el("code", { class: "uid" }, ...(root ? [el("span", { class: "root" }, root)] : []), uid.slice(root.length));
  }

  const statusMark = (word) => el("span", { class: word === "active" ? "status" : "status retired" }, word);

  const linked = (entry, text = entry.name) => el("a", { href: url(entry.path) }, text);

  /** What to know about a finding, as sentences; each is texts and links. */
  function remarks(finding) {
    const out = [];
    if (finding.kind === "unregistered") {
      const below = countBelow(finding.uid);
      out.push([below ? `Not registered itself: ${counted(below, "registered UID begins", "registered UIDs begin")} with it.` : BELOW_DICOM]);
    } else if (finding.kind === "root") {
      out.push([`${owner(finding.organisation)} ${counted(finding.distinct, "UID", "different UIDs")}.`]);
    } else if (finding.entry.kind === "private") out.push([maker(finding.uid)]);
    else if (finding.entry.status === "retired") out.push(retired(finding.entry));
    for (const warning of finding.warnings) out.push([`${capital(warning)}.`]);
    return out;
  }

  /** Sentences as what an element holds. */
  const sentences = (list) => list.flatMap((parts, at) => (at ? [" ", ...parts] : parts));

  /** Sentences as texts. */
  const written = (list) => list.map((parts) => parts.map((part) => part.textContent ?? part).join(""));

  const findingStatus = ({ entry, kind }) => (entry ? statusOf(entry) : kind === "root" ? "private" : "not registered");

  const linesOf = ({ lines, lineCount }) => `${lines.map(({ text, line }) => `${text && `${text}: `}${number(line)}`).join(", ")}${lineCount > lines.length ? ` and ${number(lineCount - lines.length)} more` : ""}`;

  const head = (...columns) => el("thead", {}, el("tr", {}, ...columns.map(([title, data = {}]) => el("th", { scope: "col", ...data }, title))));

  const cell = (label, ...children) => el("td", { "data-label": label }, ...children);

  function findingsTable(findings) {
    const table = el("table", { class: "records", id: "found", "data-noun": "finding|findings" },
      el("caption", {}, "SOP Classes, transfer syntaxes and other UIDs in the text"),
      head(["Name"], ["UID", { "data-sort": "uid" }], ["Kind", { "data-facet": "" }], ["Status", { "data-facet": "" }], ["Found", { "data-sort": "number" }], ["Lines", { "data-sort": "number" }], ["Remarks"]));
    const body = el("tbody");
    const unknown = [];
    for (const finding of findings.slice(0, MOST_ROWS)) {
      const { entry } = finding;
      const remark = cell("Remarks", ...sentences(remarks(finding)));
      if (finding.kind === "unregistered") unknown.push([finding.uid, remark, "Nearest"]);
      const name = entry ? linked(entry) : finding.kind === "root" ? `UIDs below ${finding.uid}` : "not registered";
      body.append(el("tr", {},
        el("th", { scope: "row" }, name),
        cell("UID", uidCode(finding.uid)),
        cell("Kind", kindWord(finding)),
        cell("Status", statusMark(findingStatus(finding))),
        cell("Found", number(finding.count), finding.asName ? el("span", { class: "muted" }, ` (${number(finding.asName)} by name)`) : ""),
        cell("Lines", linesOf(finding)),
        remark));
    }
    for (const [at, row] of [...body.rows].entries()) {
      row.cells[4].dataset.key = findings[at].count;
      row.cells[5].dataset.key = findings[at].lines[0].order; // not all its numbers in a row
    }
    table.append(body);
    pointToNearest(unknown);
    return table;
  }

  /** Say which registered UID each unknown one is nearest to, one by one: each takes a while. */
  async function pointToNearest(unknown) {
    for (const [uid, remark, what] of unknown) {
      await SopScan.pause();
      if (!remark.isConnected) return;
      const entry = nearestTo(uid);
      if (entry) remark.append(` ${what}: `, linked(entry), ".");
    }
  }

  /** Files that are the same thing, as one row. */
  function groups() {
    const grouped = new Map();
    const group = ({ sopClass, transferSyntax, modality }, encoding) => {
      const key = [sopClass, transferSyntax, encoding, modality].join(" ");
      if (!grouped.has(key)) grouped.set(key, { sopClass, transferSyntax, encoding, modality, count: 0, listed: 0, names: [], files: [], remarks: new Set() });
      return grouped.get(key);
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

  /** What is odd about a file. */
  const warningsOf = ({ warnings, part10, transferSyntax }) =>
    (part10 || transferSyntax ? warnings : [...warnings, "a data set without file meta information"]);

  /** A link to the page that checks objects, which gets these files; nothing is kept on the way. */
  const checkLink = (held) => el("a", { href: url("check/"), target: "_blank", click: (event) => {
    event.preventDefault();
    SopSources.hand(url("check/"), held.map(({ name, file }) => ({ name, file })));
  } }, "check");

  function filesTable() {
    const all = groups();
    const lists = all.some(({ listed }) => listed);
    const table = el("table", { class: "records", id: "files", "data-noun": "kind of file|kinds of files" },
      el("caption", {}, "The DICOM files, by what they are"),
      head(["SOP Class"], ["UID", { "data-sort": "uid" }], ["Transfer syntax", { "data-facet": "" }], ["Modality", { "data-facet": "" }], ["Status", { "data-facet": "" }], ["Files", { "data-sort": "number" }], ...(lists ? [["In DICOMDIR", { "data-sort": "number" }]] : []), ["Names"], ["Remarks"]));
    const body = el("tbody");
    const unknown = [];
    for (const group of all) {
      const sopClass = told(group.sopClass, "SOP Class", "sop-class");
      const syntax = told(group.transferSyntax || group.encoding, "transfer syntax", "transfer-syntax");
      const names = group.names.slice(0, MOST_NAMES).join(", ") + (group.names.length > MOST_NAMES ? ` and ${number(group.names.length - MOST_NAMES)} more` : "");
      const list = group.names.length > 3 ? el("details", {}, el("summary", {}, counted(group.names.length, "name")), names) : names;
      const notes = [...sopClass.remarks, ...syntax.remarks, ...[...group.remarks].map((note) => [`${capital(note)}.`])];
      const remark = cell("Remarks", ...sentences(notes));
      for (const [its, what] of [[sopClass, "SOP Class"], [syntax, "transfer syntax"]]) {
        if (its.unregistered) unknown.push([its.uid, remark, `Nearest ${what}`]);
      }
      body.append(el("tr", {},
        el("th", { scope: "row" }, sopClass.entry ? linked(sopClass.entry) : sopClass.uid ? "not known" : "none named"),
        cell("UID", sopClass.uid ? uidCode(sopClass.uid) : "none"),
        cell("Transfer syntax", syntax.entry ? linked(syntax.entry) : syntax.uid || "not known"),
        cell("Modality", group.modality || "none"),
        cell("Status", sopClass.status ? statusMark(sopClass.status) : "none"),
        cell("Files", number(group.count), ...(group.files.length ? [" ", checkLink(group.files)] : [])),
        ...(lists ? [cell("In DICOMDIR", number(group.listed))] : []),
        cell("Names", list || "none"),
        remark));
    }
    table.append(body);
    pointToNearest(unknown);
    return table;
  }

  /* ---------------------------------------------------------------- saving */

  /** Two cells with what an unregistered UID is nearest to. */
  function nearestCells(uid, unregistered) {
    const entry = unregistered ? nearestTo(uid) : null;
    return { "nearest uid": entry?.uid ?? "", "nearest name": entry?.name ?? "" };
  }

  /** Lines as numbers; with more than one text, each with the name of its own. */
  const savedLines = ({ lines }) => lines.map(({ text, line }) => (text ? { text, line } : line));

  function findingRow(finding) {
    return {
      name: finding.entry?.name ?? "",
      uid: finding.uid,
      keyword: finding.entry?.keyword ?? "",
      kind: kindWord(finding),
      status: findingStatus(finding),
      found: finding.count,
      "as uid": finding.asUid,
      "by name": finding.asName,
      "different uids": finding.distinct,
      lines: savedLines(finding),
      "lines in all": finding.lineCount,
      remarks: written(remarks(finding)),
      ...nearestCells(finding.uid, finding.kind === "unregistered"),
    };
  }

  function fileRows() {
    const row = (name, of, counts, notes) => {
      const sopClass = told(of.sopClass, "SOP Class", "sop-class");
      const syntax = told(of.transferSyntax, "transfer syntax", "transfer-syntax");
      return {
        file: name,
        "sop class": sopClass.name,
        "sop class uid": of.sopClass,
        status: sopClass.status,
        "transfer syntax": syntax.name,
        "transfer syntax uid": of.transferSyntax,
        "written in": index.byUid.get(of.encoding)?.name ?? "",
        modality: of.modality,
        ...counts,
        remarks: [...written([...sopClass.remarks, ...syntax.remarks]), ...notes.map((note) => `${capital(note)}.`)],
        ...nearestCells(of.sopClass, sopClass.unregistered),
      };
    };
    return files.flatMap((file) => [
      row(file.name, file, { files: 1, "directory records": 0 }, warningsOf(file)),
      ...(file.records ?? []).map((record) => row(file.name, record, { files: 0, "directory records": record.count }, ["listed in a DICOMDIR"])),
    ]);
  }

  function csv(rows) {
    const columns = Object.keys(rows[0]);
    const one = (value) => (value?.text ? `${value.text}: ${value.line}` : value);
    const flat = (value) => (Array.isArray(value) ? value.map(one).join("; ") : value);
    return SopSave.csv([columns, ...rows.map((row) => columns.map((column) => flat(row[column])))]);
  }

  /** The buttons that take rows away. */
  function savers(name, what, rows) {
    const save = (extension, text, type) => SopSave.download(`${name}.${extension}`, text, type);
    return [
      el("button", { type: "button", click: () => save("csv", csv(rows()), "text/csv") }, `Save ${what} as CSV`),
      el("button", { type: "button", click: () => save("json", `${JSON.stringify({ edition: results.dataset.edition, [name]: rows() }, null, 2)}\n`, "application/json") }, `Save ${what} as JSON`),
    ];
  }

  /* ------------------------------------------------------------------ page */

  const plural = (findings, kind) => findings.filter((finding) => finding.kind === kind).length;

  function show(findings) {
    held();
    const parts = [];
    const picked = new Set([
      ...findings.filter(({ kind }) => kind === "sop-class").map(({ uid }) => uid),
      ...files.flatMap(({ sopClass, records }) => [sopClass, ...(records ?? []).map((record) => record.sopClass)])
        .filter((uid) => index.byUid.get(uid)?.kind === "sop-class"),
    ]);
    const actions = el("p", { class: "export-actions" });
    if (files.length) {
      parts.push(filesTable());
      actions.append(...savers("files", "the files", fileRows));
    }
    if (findings.length) {
      parts.push(findingsTable(findings));
      if (findings.length > MOST_ROWS) parts.push(el("p", {}, `The first ${number(MOST_ROWS)} of ${number(findings.length)} are shown; what you save holds all.`));
      actions.append(...savers("findings", "the findings", () => findings.map(findingRow)));
    }
    if (picked.size) {
      const pick = [...picked].map((uid) => uid.replace("1.2.840.10008.", "")).join(",");
      actions.append(el("a", { href: `${results.dataset.index}#pick=${pick}` }, `Tick ${counted(picked.size, "SOP Class", "SOP Classes")} in the index, to export them`));
    }
    if (unread.length) {
      const names = unread.slice(0, MOST_NAMES).map(({ name, reason }) => el("li", {}, `${name}: ${reason}`));
      if (unread.length > MOST_NAMES) names.push(el("li", {}, `and ${number(unread.length - MOST_NAMES)} more`));
      parts.push(el("details", { class: "unread", open: unread.length < 6 }, el("summary", {}, `${counted(unread.length, "file")} not read, or not in full`), el("ul", {}, ...names)));
    }
    if (actions.childNodes.length) parts.unshift(actions);
    results.replaceChildren(...parts);
    for (const table of results.querySelectorAll("table.records")) enhance(table, `${table.id}.`);
    const said = [];
    if (files.length) said.push(counted(files.length, "DICOM file"));
    const records = files.flatMap((file) => file.records ?? []).reduce((sum, { count }) => sum + count, 0);
    if (records) said.push(`${counted(records, "record")} in a DICOMDIR`);
    if (sources().length) {
      said.push(counted(plural(findings, "sop-class"), "SOP Class", "SOP Classes"));
      said.push(counted(plural(findings, "transfer-syntax"), "transfer syntax", "transfer syntaxes"));
      const rest = findings.length - plural(findings, "sop-class") - plural(findings, "transfer-syntax");
      if (rest) said.push(counted(rest, "other finding"));
    }
    status.textContent = said.length ? `Found: ${said.join(", ")}.` : unread.length ? "Nothing found." : "";
    byId("source-clear").hidden = !(said.length || unread.length);
  }

  /** The list of what is held besides the text field. */
  function held() {
    byId("source-held").replaceChildren(...texts.map((source) => el("li", {},
      `${source.name}: ${counted(source.text.length, "character")} `,
      el("button", { type: "button", "aria-label": `Remove ${source.name}`, click: () => {
        texts.splice(texts.indexOf(source), 1);
        look();
        area.focus();
      } }, "Remove"))));
  }

  function stop() {
    stops += 1;
    controller?.abort();
    end();
  }

  function clear() {
    stop();
    for (const list of [texts, files, unread]) list.length = 0;
    area.value = "";
    show([]);
    area.focus();
  }

  area.addEventListener("paste", paste);
  area.addEventListener("input", () => {
    clearTimeout(typing);
    status.textContent = ""; // what it said is of another text
    typing = setTimeout(look, TYPING);
  });
  byId("source-clear").addEventListener("click", clear);
  byId("source-stop").addEventListener("click", () => {
    stop();
    status.textContent = "Stopped.";
    byId("source-clear").hidden = false;
  });
  for (const kind of ["files", "folder"]) {
    const input = byId(`source-${kind}-input`);
    input.webkitdirectory = kind === "folder"; // browsers know it, HTML does not
    byId(`source-${kind}`).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      take(SopSources.chosen([...input.files]));
      input.value = "";
    });
  }
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("sources-over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("sources-over");
  });
  addEventListener("drop", drop);
  byId("sources").hidden = false;
  (self.requestIdleCallback ?? setTimeout)(learned);
  if (area.value.trim()) look(); // what the browser kept over a reload
});
