/* The page "Check a file": takes files and dumps, has them checked, shows and saves the report. */

addEventListener("DOMContentLoaded", () => {
  "use strict";

  /** @typedef {GivenFile | { name: string, text: string, file?: undefined }} Given */

  const { make } = SopSite;
  const { counted, summary } = SopReport;
  /** @type {(id: string) => HTMLElement} */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  const MOST_OBJECTS = 200; // that are shown; what is saved has all

  const results = byId("results");
  const status = byId("source-status");
  const progress = /** @type {HTMLProgressElement} */ (byId("source-progress"));
  const area = /** @type {HTMLTextAreaElement} */ (byId("source-text"));

  /** @type {CheckRunner | null} */
  let runner = null;
  const running = () => (runner ??= SopRunner.start());

  /* --------------------------------------------------------------- sources */

  /** @type {ReportedObject[]} */
  const objects = []; // {file: name, source, …report}
  let stopped = false;
  let queue = Promise.resolve();
  let dumps = 0;

  /** @type {(incoming: AsyncIterable<Given>) => void} */
  function take(incoming) {
    stopped = false;
    queue = queue.then(() => readAll(incoming)).then(() => show());
  }

  /** @type {(incoming: AsyncIterable<Given>) => Promise<void>} */
  async function readAll(incoming) {
    byId("source-stop").hidden = false;
    byId("source-clear").hidden = true;
    progress.hidden = false;
    progress.removeAttribute("value");
    status.textContent = "Reading…";
    /** @type {Given[]} */
    const all = [];
    for await (const each of incoming) {
      if (stopped) return;
      all.push(each);
    }
    let shown = 0;
    for (const [index, given] of all.entries()) {
      const { name } = given;
      if (stopped) return;
      /** @type {CheckJob} */
      const source = given.file ? { file: given.file } : { text: given.text };
      /** @type {ObjectReport[]} */
      let reports;
      try {
        reports = await running().check(source, false);
      } catch (error) {
        if (stopped) return;
        runner?.end(); // the next object may find what was missing
        runner = null;
        reports = [{ unreadable: `It could not be checked: ${/** @type {Error} */ (error).message}.` }];
      }
      for (const [at, report] of reports.entries()) objects.push({ file: reports.length > 1 ? `${name}, object ${at + 1}` : name, source, at, ...report });
      if (performance.now() - shown > 100) {
        shown = performance.now();
        progress.value = (index + 1) / all.length;
        status.textContent = `Checking… ${(index + 1).toLocaleString("en")} of ${counted(all.length, "file")}`;
        await new Promise((done) => setTimeout(done));
      }
    }
  }

  function stop() {
    stopped = true;
    runner?.end();
    runner = null;
  }

  /* --------------------------------------------------------------- showing */

  function savers() {
    const all = objects;
    const said = make("span", { role: "status" });
    /** @type {(extension: string, text: string, type: string) => void} */
    const save = (extension, text, type) => SopSave.download(`report.${extension}`, text, type);
    return make("p", { class: "export-actions no-print" },
      make("button", { type: "button", click: async () => { said.textContent = await SopSite.copy(SopReport.text(all)) ? "Copied." : "It could not be copied."; } }, "Copy as text"),
      make("button", { type: "button", click: () => save("json", `${JSON.stringify(SopReport.json(all), null, 2)}\n`, "application/json") }, "Save as JSON"),
      make("button", { type: "button", click: () => save("csv", SopSave.csv(SopReport.rows(all)), "text/csv") }, "Save as CSV"),
      make("button", { type: "button", click: () => save("md", SopReport.markdown(all, SopSite.base.href), "text/markdown") }, "Save as Markdown"),
      said);
  }

  /** The report on an object again, with its tree: those of a thousand objects are not kept.
   *  @type {(object: ReportedObject) => Promise<ObjectReport>} */
  const again = async ({ source, at }) => (source ? (await running().check(source, true))[at] : { unreadable: "" });

  function show() {
    progress.hidden = true;
    byId("source-stop").hidden = true;
    byId("source-clear").hidden = !objects.length;
    if (!objects.length) {
      results.replaceChildren();
      status.textContent = stopped ? "Stopped." : "";
      return;
    }
    const findings = SopFound.merged(objects);
    const said = summary(objects);
    const total = objects.filter(({ unreadable }) => !unreadable).length;
    results.replaceChildren(
      make("h2", { id: "report", tabindex: "-1" }, said.replace(/\.$/, "")),
      savers(),
      ...(findings.length ? [SopFound.filters(findings), SopFound.list(findings, total)] : []),
      make("h2", { id: "objects" }, objects.length === 1 ? "The object" : "The objects"),
      ...objects.slice(0, MOST_OBJECTS).map((object) => SopObjects.part(object, objects.length === 1, again)),
      ...(objects.length > MOST_OBJECTS ? [make("p", { class: "muted" }, `The first ${MOST_OBJECTS} of ${objects.length.toLocaleString("en")} are shown.`)] : []));
    status.textContent = `${stopped ? "Stopped. " : ""}${said}`;
  }

  /* ------------------------------------------------------------------ page */

  /** @type {(text: string) => AsyncGenerator<{ name: string, text: string }>} */
  async function* one(text) {
    dumps += 1;
    yield { name: dumps > 1 ? `dump ${dumps}` : "dump", text };
  }

  /** @type {(files: GivenFile[]) => AsyncGenerator<GivenFile>} */
  async function* listed(files) {
    yield* files;
  }

  /** @type {(name: string, reason: string) => void} */
  const failed = (name, reason) => objects.push({ file: name, source: null, at: 0, unreadable: `It cannot be read: ${reason}.` });

  byId("source-check").addEventListener("click", () => {
    const text = area.value;
    if (text.trim()) takeText(text);
    else status.textContent = "The field is empty: paste a dump into it first.";
  });
  byId("source-stop").addEventListener("click", stop);
  byId("source-clear").addEventListener("click", () => {
    objects.length = 0;
    dumps = 0;
    area.value = "";
    show();
    byId("source-files").focus();
  });
  /** @type {(text: string) => void} */
  const takeText = (text) => take(one(text));
  SopSources.listen({ take, takeText, failed });
  SopSources.holdLong(area, takeText);
  SopSources.handed((files) => take(listed(files)));
  byId("sources").hidden = false;
});
