/* The page "Check objects": takes files and dumps, has them checked, shows and saves the report. */

addEventListener("DOMContentLoaded", () => {
  "use strict";

  const { make } = SopSite;
  const { counted, summary } = SopReport;
  const byId = (id) => document.getElementById(id);

  const MOST_OBJECTS = 200; // that are shown; what is saved has all

  const results = byId("results");
  const status = byId("source-status");
  const progress = byId("source-progress");

  let runner = null;
  const running = () => (runner ??= SopRunner.start());

  /* --------------------------------------------------------------- sources */

  const objects = []; // {file: name, source, …report}
  let stopped = false;
  let queue = Promise.resolve();
  let dumps = 0;

  function take(incoming) {
    stopped = false;
    queue = queue.then(() => readAll(incoming)).then(() => show());
  }

  async function readAll(incoming) {
    byId("source-stop").hidden = false;
    byId("source-clear").hidden = true;
    progress.hidden = false;
    progress.removeAttribute("value");
    status.textContent = "Reading…";
    const all = [];
    for await (const each of incoming) {
      if (stopped) break;
      all.push(each);
    }
    let shown = 0;
    for (const [index, { name, file, text }] of all.entries()) {
      if (stopped) break;
      const source = file ? { file } : { text };
      let reports;
      try {
        reports = await running().check(source, false);
      } catch (error) {
        if (stopped) break;
        reports = [{ unreadable: `It could not be checked: ${error.message}.` }];
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
    const save = (extension, text, type) => SopSave.download(`report.${extension}`, text, type);
    return make("p", { class: "export-actions no-print" },
      make("button", { type: "button", click: async () => { said.textContent = await SopSite.copy(SopReport.text(all)) ? "Copied." : "It could not be copied."; } }, "Copy as text"),
      make("button", { type: "button", click: () => save("json", `${JSON.stringify(SopReport.json(all), null, 2)}\n`, "application/json") }, "Save as JSON"),
      make("button", { type: "button", click: () => save("csv", SopSave.csv(SopReport.rows(all)), "text/csv") }, "Save as CSV"),
      make("button", { type: "button", click: () => save("md", SopReport.markdown(all, SopSite.base.href), "text/markdown") }, "Save as Markdown"),
      said);
  }

  /** The report on an object again, with its tree: those of a thousand objects are not kept. */
  const again = async ({ source, at }) => (await running().check(source, true))[at];

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

  async function* one(text) {
    dumps += 1;
    yield { name: dumps > 1 ? `dump ${dumps}` : "dump", text };
  }

  async function* listed(files) {
    yield* files;
  }

  const failed = (name, reason) => objects.push({ file: name, source: null, at: 0, unreadable: `It cannot be read: ${reason}.` });

  byId("source-check").addEventListener("click", () => {
    const text = byId("source-text").value;
    if (text.trim()) take(one(text));
    else status.textContent = "There is no dump in the field.";
  });
  byId("source-stop").addEventListener("click", stop);
  byId("source-clear").addEventListener("click", () => {
    objects.length = 0;
    dumps = 0;
    byId("source-text").value = "";
    show();
    byId("source-files").focus();
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
  addEventListener("drop", (event) => {
    if (!event.dataTransfer) return;
    event.preventDefault();
    document.body.classList.remove("sources-over");
    const text = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length || event.dataTransfer.items?.length > (text ? 1 : 0)) take(SopSources.dropped(event.dataTransfer, failed));
    else if (text) take(one(text));
  });
  SopSources.handed((files) => take(listed(files)));
  byId("sources").hidden = false;
});
