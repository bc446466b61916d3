/* The page "Paste or drop": takes text and files, shows what is in them, saves it as CSV or JSON. */

(() => {
  "use strict";

  const { make } = SopSite;
  const { counted } = SopLookup;
  const number = (/** @type {number} */ count) => count.toLocaleString("en");
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

  const MOST_TEXT = 1 << 26; // bytes of a text file that are read
  const TYPING = 250; // milliseconds without a key before the text is looked through

  const area = /** @type {HTMLTextAreaElement} */ (byId("source-text"));
  const status = byId("source-status");
  const progress = /** @type {HTMLProgressElement} */ (byId("source-progress"));
  const results = byId("results");

  /* --------------------------------------------------------------- knowing */

  /* What looks through texts and files, behind the look-up: loaded when somebody is about to give some. */
  const SCRIPTS = ["scan/names", "scan/contexts", "scan/bytes", "scan/scan", "dicom", "paste/encoding", "paste/words", "paste/tables", "paste/saving"];

  /** @typedef {{ known: ScanKnowledge, words: PasteWords, lacking: boolean }} Learned `lacking`: a part of the data did not come */

  /** @type {Promise<Learned> | null} */
  let learning = null;

  /** Take the registry's data into the index that the search box has as well. */
  async function learn() {
    if (!globalThis.SopFind?.Box) await SopSite.lookUp();
    for (const name of SCRIPTS) await SopSite.run(`${name}.js`);
    const { index, load } = SopFind;
    await load("core");
    const rest = await Promise.allSettled([load("more"), load("codes")]);
    const known = /** @type {ScanKnowledge} */ (await SopScan.learnSlowly(index)); // nothing ends it
    const words = new SopPaste.Words(index, known, new Map(Object.entries(JSON.parse(results.dataset.successors ?? "{}"))));
    return { known, words, lacking: rest.some(({ status: outcome }) => outcome === "rejected") };
  }

  /** Learn once; what failed is tried again when it is asked for again. */
  function learned() {
    learning ??= learn().catch((error) => {
      learning = null;
      throw error;
    });
    return learning;
  }

  /** Say that the look-up cannot be loaded. @type {(error: Error) => void} */
  function fail(error) {
    console.warn(error.message);
    end();
    status.textContent = `The look-up cannot be loaded: ${error.message}. Nothing can be looked through.`;
  }

  /* --------------------------------------------------------------- sources */

  /** @type {{ name: string, text: string }[]} */
  const texts = []; // what is held besides the text field
  /** @type {PasteFile[]} */
  const files = [];
  /** @type {{ name: string, reason: string }[]} */
  const unread = [];
  /** @type {AbortController | null} */
  let controller = null; // of what is going on
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;

  /** The texts to look through, the text field first. */
  function sources() {
    const field = area.value.trim() ? [{ name: "", text: area.value }] : [];
    return [...field, ...texts];
  }

  /** Hold a text besides the text field, and look through it. @type {(what: string, text: string) => void} */
  function hold(what, text) {
    let name = what;
    for (let next = 2; texts.some((held) => held.name === name); next += 1) name = `${what} ${next}`;
    texts.push({ name, text });
    look();
  }

  /** Read one file: as DICOM, else as text, else not at all. @type {(given: GivenFile, signal: AbortSignal) => Promise<void>} */
  async function readOne({ name, file }, signal) {
    const answer = await SopDicom.read(file);
    if (signal.aborted) return;
    if (answer.dicom) {
      files.push({ name, file, ...answer });
      return;
    }
    const encoding = SopEncoding.encodingOf(new Uint8Array(await file.slice(0, 4096).arrayBuffer()));
    if (!encoding) {
      unread.push({ name, reason: answer.reason });
      return;
    }
    const text = await SopEncoding.textOf(file.slice(0, MOST_TEXT), encoding);
    if (signal.aborted) return;
    texts.push({ name, text });
    if (file.size > MOST_TEXT) unread.push({ name, reason: `only its first ${number(MOST_TEXT)} bytes were read` });
  }

  /** @type {Promise<unknown>} */
  let queue = Promise.resolve(); // of what is dropped or chosen while other files are read
  let reading = 0;
  let stops = 0;

  /** Read files after those that are being read. @type {(incoming: AsyncIterable<GivenFile>) => void} */
  function take(incoming) {
    const before = stops;
    reading += 1;
    queue = queue.then(() => (stops === before ? readAll(incoming) : undefined)).catch(fail).finally(() => { reading -= 1; }).then(() => look());
  }

  /** @type {(incoming: AsyncIterable<GivenFile>) => Promise<void>} */
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

  /** Begin something that takes time; what went on before ends. @type {(what: string) => AbortSignal} */
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
    let knowing;
    try {
      knowing = await learned();
    } catch (error) {
      if (!signal.aborted) fail(/** @type {Error} */ (error));
      return;
    }
    if (signal.aborted) return;
    const total = all.reduce((sum, { text }) => sum + text.length, 0);
    let before = 0;
    const lists = [];
    for (const { name, text } of all) {
      const findings = await SopScan.scanSlowly(text, knowing.known, {
        signal,
        progress: (part) => { progress.value = (before + part * text.length) / total; },
      });
      if (signal.aborted || !findings) return;
      lists.push({ name, findings });
      before += text.length;
    }
    await show(merge(lists), knowing, signal);
  }

  /** What adds up over several texts. */
  const SUMMED = /** @type {const} */ (["count", "asUid", "asName", "lineCount"]);

  /** The findings of several texts as one list; with more than one, lines say whose they are.
   *  @type {(lists: { name: string, findings: ScanFinding[] }[]) => PasteFinding[]} */
  function merge(lists) {
    const many = lists.length > 1;
    /** @type {Map<string, PasteFinding>} */
    const merged = new Map();
    for (const [at, { name, findings }] of lists.entries()) {
      for (const finding of findings) {
        const key = `${finding.kind} ${finding.uid} ${finding.result ?? ""}`;
        const text = many ? name || "text field" : "";
        const lines = finding.lines.map((line) => ({ text, line, order: at * 1e9 + line }));
        const had = merged.get(key);
        if (!had) merged.set(key, { ...finding, lines });
        else {
          for (const sum of SUMMED) had[sum] += finding[sum];
          if (had.uids && finding.uids) had.uids = new Set([...had.uids, ...finding.uids]);
          had.lines = [...had.lines, ...lines].slice(0, 20);
          had.warnings = [...new Set([...had.warnings, ...finding.warnings])].slice(0, 5);
        }
      }
    }
    return many ? SopScan.ordered([...merged.values()]) : [...merged.values()];
  }

  /* ---------------------------------------------------------------- showing */

  /* What has no UID, and stands in a table of its own. */
  const CODED = new Set(["attribute", "status", "association", "operation", "bytes"]);

  /** What several findings together say: sentences with links. @type {(findings: PasteFinding[]) => HTMLElement[]} */
  function hints(findings) {
    const tags = new Set(findings.map(({ entry }) => entry?.tag));
    const worklist = SopFind.index.byUid.get("1.2.840.10008.5.1.4.31");
    const out = [];
    if (worklist && tags.has("00400100") && (tags.has("00400001") || tags.has("00400002")) && !findings.some(({ kind }) => kind === "sop-class")) {
      out.push(make("p", { class: "notice" }, "These look like the keys of a worklist query: ", SopPaste.linked(worklist), "."));
    }
    return out;
  }

  /** How many findings of a kind there are, as words. @type {[kind: string, one: string, many: string, always: boolean][]} */
  const COUNTED = [
    ["sop-class", "SOP Class", "SOP Classes", true],
    ["transfer-syntax", "transfer syntax", "transfer syntaxes", true],
    ["attribute", "attribute", "attributes", false],
    ["status", "status code", "status codes", false],
  ];

  /** @type {(findings: PasteFinding[], learned: Learned, signal: AbortSignal) => Promise<void>} */
  async function show(findings, { words, lacking }, signal) {
    held();
    const contexts = /** @type {PasteContext[]} */ (findings.filter(({ kind }) => kind === "context"));
    const found = findings.filter(({ kind }) => kind !== "context");
    const uids = found.filter(({ kind }) => !CODED.has(kind));
    const coded = found.filter(({ kind }) => CODED.has(kind));
    const { edition = "" } = results.dataset;
    const parts = hints(found);
    const actions = make("p", { class: "export-actions" });
    if (lacking) parts.unshift(make("p", { class: "notice" }, "A part of the look-up cannot be loaded: attributes, codes and others are not named."));
    if (files.length) {
      parts.push(SopPaste.filesTable(files, words));
      actions.append(...SopPaste.savers("files", "the files", edition, () => SopPaste.fileRows(files, words, SopFind.index)));
    }
    if (contexts.length) {
      parts.push(SopPaste.contextsTable(contexts));
      actions.append(...SopPaste.savers("contexts", "the contexts", edition, () => SopPaste.contextRows(contexts)));
    }
    for (const [list, kind] of /** @type {[PasteFinding[], FindingsTable][]} */ ([[uids, SopPaste.UIDS], [coded, SopPaste.NAMED]])) {
      if (!list.length) continue;
      const table = await SopPaste.findingsTable(list, kind, words, signal);
      if (signal.aborted || !table) return;
      parts.push(table);
      if (list.length > SopPaste.MOST_ROWS) parts.push(make("p", {}, `The first ${number(SopPaste.MOST_ROWS)} of ${number(list.length)} are shown; what you save holds all.`));
    }
    if (found.length) actions.append(...SopPaste.savers("findings", "the findings", edition, () => SopPaste.findingRows(found, words)));
    const picked = pickedSopClasses(found);
    if (picked.size) {
      const pick = [...picked].map((uid) => uid.replace("1.2.840.10008.", "")).join(",");
      actions.append(make("a", { href: `${results.dataset.index}#pick=${pick}` }, `Tick ${counted(picked.size, "SOP Class", "SOP Classes")} in the index, to export them`));
    }
    if (unread.length) parts.push(unreadList());
    if (actions.childElementCount) parts.unshift(actions);
    results.replaceChildren(...parts);
    for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (results.querySelectorAll("table.records"))) {
      SopTables.enhance(table, `${table.id}.`);
      await SopScan.pause();
      if (signal.aborted) return;
    }
    end();
    say(found, contexts);
  }

  /** The SOP Classes in the text and the files, which can be exported. @type {(found: PasteFinding[]) => Set<string>} */
  function pickedSopClasses(found) {
    return new Set([
      ...found.filter(({ kind }) => kind === "sop-class").map(({ uid }) => uid),
      ...files.flatMap(({ sopClass, records }) => [sopClass, ...(records ?? []).map((record) => record.sopClass)])
        .filter((uid) => SopFind.index.byUid.get(uid)?.kind === "sop-class"),
    ]);
  }

  function unreadList() {
    const names = unread.slice(0, SopPaste.MOST_NAMES).map(({ name, reason }) => make("li", {}, `${name}: ${reason}`));
    if (unread.length > SopPaste.MOST_NAMES) names.push(make("li", {}, `and ${number(unread.length - SopPaste.MOST_NAMES)} more`));
    return make("details", { class: "unread", open: unread.length < 6 }, make("summary", {}, `${counted(unread.length, "file")} not read, or not in full`), make("ul", {}, ...names));
  }

  /** Say how much was found. @type {(found: PasteFinding[], contexts: PasteContext[]) => void} */
  function say(found, contexts) {
    /** @type {string[]} */
    const said = [];
    if (files.length) said.push(counted(files.length, "DICOM file"));
    const records = files.flatMap((file) => file.records ?? []).reduce((sum, { count }) => sum + count, 0);
    if (records) said.push(`${counted(records, "record")} in a DICOMDIR`);
    if (sources().length) {
      let rest = found.length;
      for (const [kind, one, many, always] of COUNTED) {
        const count = found.filter((each) => each.kind === kind).length;
        rest -= count;
        if (count || always) said.push(counted(count, one, many));
      }
      const rejected = contexts.filter(({ result }) => result).length;
      if (contexts.length) said.push(`${counted(contexts.length, "presentation context")}, ${number(rejected)} rejected`);
      if (rest) said.push(counted(rest, "other finding"));
    }
    status.textContent = said.length ? `Found: ${said.join(", ")}.` : unread.length ? "Nothing found." : "";
    byId("source-clear").hidden = !(said.length || unread.length);
  }

  /** The list of what is held besides the text field. */
  function held() {
    byId("source-held").replaceChildren(...texts.map((source) => make("li", {},
      `${source.name}: ${counted(source.text.length, "character")} `,
      make("button", { type: "button", "aria-label": `Remove ${source.name}`, click: () => {
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
    held();
    results.replaceChildren();
    status.textContent = "";
    byId("source-clear").hidden = true;
    area.focus();
  }

  SopSources.holdLong(area, (text) => hold("pasted text", text));
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
  SopSources.listen({
    take,
    takeText: (text) => hold("dropped text", text),
    failed: (name, reason) => unread.push({ name, reason }),
  });
  byId("sources").hidden = false;
  addEventListener("pointermove", () => learned().catch(() => {}), { once: true }); // what fails is said when it is needed
  area.addEventListener("focus", () => learned().catch(() => {}));
  if (area.value.trim()) look(); // what the browser kept over a reload
})();
