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

  /** What a UID is called, its status and its page, for a UID that a file names. */
  function told(uid) {
    if (!uid) return { uid, name: "", status: "", entry: null };
    const entry = index.byUid.get(uid);
    if (entry) return { uid, name: entry.name, status: statusOf(entry), entry };
    const [finding] = SopScan.scan(uid, known);
    if (finding?.entry) return { uid, name: finding.entry.name, status: "misprinted", entry: finding.entry };
    return { uid, name: "", status: uid.startsWith("1.2.840.10008.") ? "not registered" : "private", entry: null };
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

  const isFolder = (entry) => entry?.isDirectory;

  /** The files of a folder that was dropped, and of the folders in it. */
  async function* filesIn(folder, path) {
    const reader = folder.createReader();
    for (;;) {
      const entries = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!entries.length) return;
      for (const entry of entries) {
        const name = `${path}/${entry.name}`;
        if (entry.isDirectory) yield* filesIn(entry, name);
        else yield { name, file: await new Promise((done, failed) => entry.file(done, failed)) };
      }
    }
  }

  /** What was dropped: files and folders must be taken at once, before the event is over. */
  function dropped(transfer) {
    const items = [...(transfer.items ?? [])].filter(({ kind }) => kind === "file");
    const taken = items.map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
    return (async function* all() {
      for (const { entry, file } of taken) {
        if (!isFolder(entry)) {
          if (file) yield { name: file.name, file };
          continue;
        }
        try {
          yield* filesIn(entry, entry.name);
        } catch {
          unread.push({ name: entry.name, reason: "the browser does not open a dropped folder here: choose the folder with the button" });
        }
      }
    })();
  }

  function drop(event) {
    if (!event.dataTransfer) return;
    event.preventDefault();
    document.body.classList.remove("sources-over");
    const text = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length || event.dataTransfer.items?.length > (text ? 1 : 0)) take(dropped(event.dataTransfer));
    else if (text) {
      texts.push({ name: "dropped text", text });
      look();
    }
  }

  async function* chosen(list) {
    for (const file of list) yield { name: file.webkitRelativePath || file.name, file };
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
      files.push({ name, ...answer });
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
    for (const { name, findings } of lists) {
      for (const finding of findings) {
        const key = `${finding.kind} ${finding.uid}`;
        const lines = finding.lines.map((line) => (many ? `${name || "text field"}: ${number(line)}` : number(line)));
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

  /** What to know about a finding, as sentences. */
  function remarks(finding) {
    const out = [];
    if (finding.kind === "unregistered") {
      const below = index.entries.filter(({ uid }) => uid.startsWith(`${finding.uid}.`)).length;
      out.push(below ? `Not registered itself: ${counted(below, "registered UID begins", "registered UIDs begin")} with it.` : "Below the DICOM root, but not registered.");
    } else if (finding.kind === "root") {
      out.push(`Private: ${finding.organisation || "an organisation that is not known here"}. ${counted(finding.distinct, "UID", "different UIDs")}.`);
    } else if (finding.entry.kind === "private") out.push("Private: not defined by DICOM.");
    else if (finding.entry.status === "retired") out.push("Retired.");
    for (const warning of finding.warnings) out.push(`${warning[0].toUpperCase()}${warning.slice(1)}.`);
    return out;
  }

  const findingStatus = ({ entry, kind }) => (entry ? statusOf(entry) : kind === "root" ? "private" : "not registered");

  const linesOf = ({ lines, lineCount }) => `${lines.join(", ")}${lineCount > lines.length ? ` and ${number(lineCount - lines.length)} more` : ""}`;

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
      const remark = cell("Remarks", remarks(finding).join(" "));
      if (finding.kind === "unregistered") unknown.push([finding.uid, remark]);
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
    for (const row of body.rows) row.cells[4].dataset.key = row.cells[4].firstChild.data;
    table.append(body);
    pointToNearest(unknown);
    return table;
  }

  /** Say which registered UID each unknown one is nearest to, one by one: each takes a while. */
  async function pointToNearest(unknown) {
    for (const [uid, remark] of unknown) {
      await SopScan.pause();
      if (!remark.isConnected) return;
      const [nearest] = index.identify(uid).nearest ?? [];
      if (nearest) remark.append(" Nearest: ", linked(nearest), ".");
    }
  }

  /** Files that are the same thing, as one row. */
  function groups() {
    const grouped = new Map();
    const add = (name, sopClass, transferSyntax, encoding, modality, count, remark) => {
      const key = [sopClass, transferSyntax, encoding, modality].join(" ");
      const group = grouped.get(key) ?? { sopClass, transferSyntax, encoding, modality, count: 0, names: [], remarks: new Set() };
      grouped.set(key, group);
      group.count += count;
      group.names.push(name);
      for (const each of remark) group.remarks.add(each);
    };
    for (const file of files) {
      add(file.name, file.sopClass, file.transferSyntax, file.transferSyntax ? "" : file.encoding, file.modality, 1, file.warnings);
      for (const record of file.records ?? []) {
        add(`${file.name} (${counted(record.count, "record")})`, record.sopClass, record.transferSyntax, "", record.modality, record.count, ["listed in a DICOMDIR"]);
      }
    }
    return [...grouped.values()];
  }

  const capital = (text) => text.replace(/^./, (first) => first.toUpperCase());

  function filesTable() {
    const table = el("table", { class: "records", id: "files", "data-noun": "kind of file|kinds of files" },
      el("caption", {}, "The DICOM files, by what they are"),
      head(["SOP Class"], ["UID", { "data-sort": "uid" }], ["Transfer syntax", { "data-facet": "" }], ["Modality", { "data-facet": "" }], ["Status", { "data-facet": "" }], ["Files", { "data-sort": "number" }], ["Names"], ["Remarks"]));
    const body = el("tbody");
    for (const group of groups()) {
      const sopClass = told(group.sopClass);
      const syntax = told(group.transferSyntax || group.encoding);
      const names = group.names.slice(0, MOST_NAMES).join(", ") + (group.names.length > MOST_NAMES ? ` and ${number(group.names.length - MOST_NAMES)} more` : "");
      const list = group.names.length > 3 ? el("details", {}, el("summary", {}, counted(group.names.length, "name")), names) : names;
      const notes = [...group.remarks];
      if (!group.transferSyntax) notes.push("a data set without file meta information");
      if (sopClass.status === "misprinted") notes.push(`the UID is misprinted: ${sopClass.entry.uid} is meant`);
      if (syntax.status === "retired") notes.push("its transfer syntax is retired");
      body.append(el("tr", {},
        el("th", { scope: "row" }, sopClass.entry ? linked(sopClass.entry) : sopClass.uid ? "not known" : "none named"),
        cell("UID", sopClass.uid ? uidCode(sopClass.uid) : "none"),
        cell("Transfer syntax", syntax.entry ? linked(syntax.entry) : syntax.uid || "not known"),
        cell("Modality", group.modality || "none"),
        cell("Status", sopClass.status ? statusMark(sopClass.status) : "none"),
        cell("Files", number(group.count)),
        cell("Names", list),
        cell("Remarks", notes.map((note) => `${capital(note)}.`).join(" "))));
    }
    table.append(body);
    return table;
  }

  /* ---------------------------------------------------------------- saving */

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
      lines: finding.lines,
      "lines in all": finding.lineCount,
      remarks: remarks(finding),
    };
  }

  function fileRows() {
    const row = (name, sopClassUid, transferSyntaxUid, encodingUid, modality, count, notes) => {
      const sopClass = told(sopClassUid);
      return {
        file: name,
        "sop class": sopClass.name,
        "sop class uid": sopClassUid,
        status: sopClass.status,
        "transfer syntax": told(transferSyntaxUid).name,
        "transfer syntax uid": transferSyntaxUid,
        "written in": told(encodingUid).name,
        modality,
        count,
        remarks: notes,
      };
    };
    return files.flatMap((file) => [
      row(file.name, file.sopClass, file.transferSyntax, file.encoding, file.modality, 1, file.warnings),
      ...(file.records ?? []).map((record) => row(file.name, record.sopClass, record.transferSyntax, "", record.modality, record.count, ["listed in a DICOMDIR"])),
    ]);
  }

  function csv(rows) {
    const columns = Object.keys(rows[0]);
    const flat = (value) => (Array.isArray(value) ? value.join("; ") : value);
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
      take(chosen([...input.files]));
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
