/* The page "Check objects": takes files and dumps, has them checked in the background, shows the report. */

addEventListener("DOMContentLoaded", () => {
  "use strict";

  const { el } = SopTables;
  const { counted, summary } = SopReport;
  const byId = (id) => document.getElementById(id);

  const MOST_FINDINGS = 500; // that are shown; what is saved has all
  const MOST_OBJECTS = 200;
  const MOST_NAMES = 50;
  const SEVERITIES = ["error", "warning", "hint"];

  const results = byId("results");
  const status = byId("source-status");
  const progress = byId("source-progress");
  const meta = document.querySelector('meta[name="registry-base"]');
  const base = meta?.content ?? "../";

  /** The address of a page of this site, from this page. */
  function url(path) {
    const [page, hash] = path.split("#");
    const suffix = page === "" || page.endsWith("/") ? (meta?.dataset.suffix ?? "") : "";
    return `${base}${page}${suffix}${hash === undefined ? "" : `#${hash}`}`;
  }

  /* --------------------------------------------------------------- running */

  /** Checks in a worker, which no object can make the page wait for. */
  function inWorker() {
    const worker = new Worker(new URL("check/worker.js", SopSite.code));
    const waiting = new Map();
    let last = 0;
    const all = (failed) => { for (const [, [, reject]] of waiting) reject(new Error(failed)); waiting.clear(); };
    worker.addEventListener("message", ({ data: { id, reports, failed } }) => {
      const [done, reject] = waiting.get(id) ?? [];
      waiting.delete(id);
      if (failed === undefined) done?.(reports);
      else reject?.(new Error(failed));
    });
    worker.addEventListener("error", (event) => all(event.message || "the worker could not be started"));
    return {
      check: async (job, tree) => {
        const data = (await SopSite.dataFolder()).href;
        return new Promise((done, reject) => {
          last += 1;
          waiting.set(last, [done, reject]);
          worker.postMessage({ id: last, job, tree, data });
        });
      },
      end: () => {
        worker.terminate();
        all("stopped");
      },
    };
  }

  /** Checks in the page, a little at a time: from a folder, browsers start no worker. */
  function inPage() {
    let engine = null;
    let ended = false;
    const begin = async () => {
      for (const part of SopCheckParts) if (!(part === "check/report" && globalThis.SopReport)) await SopSite.run(`${part}.js`);
      return new SopEngine.Engine((name) => SopSite.data(`rules/${name}.js`));
    };
    const pause = () => new Promise((done) => {
      if (ended) return; // nobody waits for it any more
      setTimeout(done);
    });
    return {
      check: async (job, tree) => (await (engine ??= begin())).check(job, { pause, tree }),
      end: () => { ended = true; },
    };
  }

  let runner = null;
  const running = () => (runner ??= location.protocol === "file:" || typeof Worker === "undefined" ? inPage() : inWorker());

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

  /* --------------------------------------------------------------- merging */

  const withoutIndexes = (path) => path.replace(/\[\d+\]/g, "[*]");

  /** The findings of all objects: the same one in several is one with its objects. */
  function merged() {
    const all = new Map();
    for (const object of objects) {
      for (const finding of object.findings ?? []) {
        const key = [finding.severity, finding.rule, finding.href, withoutIndexes(finding.path), finding.found, finding.demanded].join(" ");
        const had = all.get(key);
        if (had) had.objects.push({ object, finding });
        else all.set(key, { ...finding, objects: [{ object, finding }] });
      }
    }
    return [...all.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.objects.length - a.objects.length);
  }

  /** Findings by module, the worst first. */
  function byModule(findings) {
    const groups = new Map();
    for (const finding of findings) {
      if (!groups.has(finding.module)) groups.set(finding.module, []);
      groups.get(finding.module).push(finding);
    }
    return [...groups];
  }

  /* --------------------------------------------------------------- showing */

  const mark = (severity) => el("span", { class: `severity ${severity}` }, severity);

  const sentence = (text) => `${text.replace(/^./, (first) => first.toUpperCase())}${/[.!?]$/.test(text) ? "" : "."}`;

  /** What a row, the dictionary or the object itself makes one expect, with a link to it. */
  function expectation({ demanded, href, by }) {
    const who = by || (href.startsWith("attributes/") ? "The dictionary" : href.startsWith("iods/") ? "The IOD" : href.startsWith("sop-classes/") ? "The SOP Class" : "");
    return who ? [el("a", { href: url(href) }, who), ` asks for ${demanded}.`] : [`Expected: ${demanded}.`];
  }

  function findingItem(finding, total) {
    const { severity, rule, path, tag, name, found, objects: where } = finding;
    const times = where.reduce((sum, { finding: its }) => sum + its.count, 0);
    const often = [total > 1 ? `in ${where.length.toLocaleString("en")} of ${counted(total, "object")}` : "", times > where.length ? `${times.toLocaleString("en")} places` : ""].filter(Boolean).join(", ");
    const places = where.flatMap(({ object, finding: its }) => its.paths.map((each) => (total > 1 ? `${object.file}: ${each || "the object"}` : each)));
    return el("li", { class: "finding", "data-rule": rule, "data-severity": severity, "data-path": path },
      el("p", { class: "finding-what" }, mark(severity), el("strong", {}, tag ? name || "Attribute" : "The object"), ...(tag ? [" ", el("code", {}, tag)] : []), ...(often ? [el("span", { class: "muted" }, often)] : [])),
      el("p", {}, `${sentence(found)} `, ...expectation(finding)),
      ...(path && path !== tag ? [el("p", { class: "finding-path" }, el("code", {}, path))] : []),
      ...(places.length > 1 ? [el("details", {}, el("summary", {}, counted(places.length, "place")), el("ul", {}, ...places.slice(0, MOST_NAMES).map((each) => el("li", {}, each)), ...(places.length > MOST_NAMES ? [el("li", {}, `and ${(places.length - MOST_NAMES).toLocaleString("en")} more`)] : [])))] : []));
  }

  function findingsPart(findings, total) {
    const list = el("div", { class: "findings", id: "findings" });
    for (const [module, its] of byModule(findings.slice(0, MOST_FINDINGS))) {
      list.append(el("section", { "aria-label": module }, el("h3", {}, module), el("ul", {}, ...its.map((finding) => findingItem(finding, total)))));
    }
    if (findings.length > MOST_FINDINGS) list.append(el("p", { class: "muted" }, `The first ${MOST_FINDINGS.toLocaleString("en")} of ${findings.length.toLocaleString("en")} are shown; what you save has all.`));
    return list;
  }

  /** Boxes for the severities and a field for words; they hide what does not fit. */
  function filters(findings) {
    const count = (severity) => findings.filter((each) => each.severity === severity).length;
    const boxes = SEVERITIES.map((severity) => el("input", { type: "checkbox", checked: true, value: severity, disabled: !count(severity) }));
    const words = el("input", { type: "search", placeholder: "attribute, tag, rule …" });
    const none = el("p", { class: "muted", hidden: true, role: "status" }, "No finding fits the filters.");
    const apply = () => {
      const on = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const section of results.querySelectorAll(".findings > section")) {
        let shown = 0;
        for (const item of section.querySelectorAll("li.finding")) {
          const hay = `${item.textContent} ${item.dataset.rule} ${section.ariaLabel}`.toLowerCase();
          item.hidden = !on.has(item.dataset.severity) || !wanted.every((word) => hay.includes(word));
          if (!item.hidden) shown += 1;
        }
        section.hidden = !shown;
        left += shown;
      }
      none.hidden = left > 0;
    };
    for (const input of [...boxes, words]) input.addEventListener("input", apply);
    return el("div", { class: "check-filters no-print", role: "group", "aria-label": "Which findings are shown" },
      ...boxes.map((box, at) => el("label", {}, box, ` ${counted(count(SEVERITIES[at]), SEVERITIES[at])}`)),
      el("label", {}, el("span", {}, "Filter"), words), none);
  }

  function savers() {
    const all = objects;
    const home = new URL(base, location.href).href;
    const said = el("span", { role: "status" });
    const save = (extension, text, type) => SopSave.download(`report.${extension}`, text, type);
    return el("p", { class: "export-actions no-print" },
      el("button", { type: "button", click: async () => { said.textContent = await SopSave.copy(SopReport.text(all)) ? "Copied." : "It could not be copied."; } }, "Copy as text"),
      el("button", { type: "button", click: () => save("json", `${JSON.stringify(SopReport.json(all), null, 2)}\n`, "application/json") }, "Save as JSON"),
      el("button", { type: "button", click: () => save("csv", SopSave.csv(SopReport.rows(all)), "text/csv") }, "Save as CSV"),
      el("button", { type: "button", click: () => save("md", SopReport.markdown(all, home), "text/markdown") }, "Save as Markdown"),
      said);
  }

  /* --------------------------------------------------------------- objects */

  const STATES = { required: "must be there", present: "is there", maybe: "may be there", absent: "is not there" };

  function objectPart(object, open) {
    const { counts, file } = object;
    const said = object.unreadable ? "not checked" : SEVERITIES.filter((each) => counts[each]).map((each) => counted(counts[each], each)).join(", ") || "nothing found";
    const part = el("details", { class: "object", open },
      el("summary", {}, el("span", { class: "object-name" }, file), el("span", { class: "muted" }, said)));
    if (object.unreadable) part.append(el("p", { class: "notice" }, object.unreadable));
    else part.append(...objectBody(object));
    return part;
  }

  function objectBody(object) {
    const { sop_class_uid: uid, sop_class_name: name, iod, without, notes, undecided, undecidedCount, privateCount, modules } = object;
    const facts = [
      ["SOP Class", name ? el("a", { href: url(`sop-classes/${uid}/`) }, name) : uid || "none named"],
      ["Checked against", iod ? el("a", { href: url(iod.href) }, `${iod.name} IOD`) : "the form of values only"],
      ["Private elements", privateCount.toLocaleString("en")],
      ["Not decided", undecidedCount ? `${counted(undecided.length, "condition")} that the object does not answer` : "none"],
    ];
    const body = [
      ...(without ? [el("p", { class: "notice" }, without)] : []),
      ...notes.map((note) => el("p", { class: "notice" }, note)),
      el("dl", { class: "facts" }, ...facts.map(([title, value]) => el("div", {}, el("dt", {}, title), el("dd", {}, value)))),
    ];
    if (modules.length) {
      body.push(el("details", {}, el("summary", {}, `Modules (${modules.filter(({ state }) => state !== "absent").length} of ${modules.length})`),
        el("ul", { class: "check-modules" }, ...modules.map(({ name: module, usage, state, href }) => el("li", {}, href ? el("a", { href: url(href) }, module) : module, ` ${usage}, ${STATES[state]}`)))));
    }
    if (undecided.length) {
      body.push(el("details", {}, el("summary", {}, `Not decided (${undecided.length.toLocaleString("en")})`),
        el("ul", {}, ...undecided.slice(0, MOST_FINDINGS).map(({ name: attribute, module, condition, href }) => el("li", {}, el("a", { href: url(href) }, attribute || module), `: required if ${condition}`)))));
    }
    const tree = el("details", { class: "object-tree" }, el("summary", {}, "The object as a tree"));
    tree.addEventListener("toggle", () => growTree(tree, object), { once: true });
    body.push(tree);
    return body;
  }

  /** Read the object again and show it: a tree of a thousand objects is not kept. */
  async function growTree(part, object) {
    const wait = el("p", { class: "muted", role: "status" }, "Reading…");
    part.append(wait);
    try {
      const reports = await running().check(object.source, true);
      const findings = new Map();
      for (const finding of object.findings) {
        for (const path of finding.paths) {
          if (!findings.has(path)) findings.set(path, []);
          findings.get(path).push(finding);
        }
      }
      wait.replaceWith(treeList(reports[object.at].tree, findings));
    } catch (error) {
      wait.textContent = `It could not be read again: ${error.message}.`;
    }
  }

  const treeFinding = (finding, path) =>
    el("p", { class: "tree-finding", "data-rule": finding.rule, "data-severity": finding.severity, "data-path": path }, mark(finding.severity), `${sentence(finding.found)} `, ...expectation(finding));

  function treeList(nodes, findings) {
    const paths = [...findings.keys()];
    return el("ul", { class: "tree" }, ...nodes.map((node) => {
      const own = findings.get(node.path) ?? [];
      const line = [el("code", {}, node.tag), ` ${node.name || "private"} `, el("span", { class: "muted" }, node.vr), node.value ? `: ${node.value}` : ""];
      const told = own.map((finding) => treeFinding(finding, node.path));
      if (!node.items?.length) return el("li", {}, ...line, ...told);
      const inside = paths.some((path) => path.startsWith(`${node.path}[`));
      const fold = el("details", { open: inside && node.items.length < 20 }, el("summary", {}, ...line, ...(inside ? [el("span", { class: "tree-inside" }, "findings inside")] : [])));
      const fill = () => {
        if (fold.dataset.filled) return;
        fold.dataset.filled = "yes";
        node.items.forEach((item, index) => fold.append(el("p", { class: "tree-item" }, `Item ${index + 1}`), treeList(item, findings)));
        if (node.more) fold.append(el("p", { class: "muted" }, `and ${counted(node.more, "item")} more`));
      };
      if (fold.open) fill();
      else fold.addEventListener("toggle", fill, { once: true });
      return el("li", {}, fold, ...told);
    }), ...missing(nodes, findings));
  }

  /** What should be in a data set and is not, at its end. */
  function missing(nodes, findings) {
    const there = new Set(nodes.map(({ path }) => path));
    const [first] = nodes;
    if (!first) return [];
    const prefix = first.path.slice(0, -first.tag.length);
    return [...findings]
      .filter(([path]) => path.startsWith(prefix) && path.length === prefix.length + first.tag.length && !there.has(path))
      .map(([path, all]) => el("li", { class: "tree-missing" }, el("code", {}, path.slice(prefix.length)), ` ${all[0].name}`, ...all.map((finding) => treeFinding(finding, path))));
  }

  function show() {
    progress.hidden = true;
    byId("source-stop").hidden = true;
    byId("source-clear").hidden = !objects.length;
    if (!objects.length) {
      results.replaceChildren();
      status.textContent = stopped ? "Stopped." : "";
      return;
    }
    const findings = merged();
    const said = summary(objects);
    const total = objects.filter(({ unreadable }) => !unreadable).length;
    results.replaceChildren(
      el("h2", { id: "report", tabindex: "-1" }, said.replace(/\.$/, "")),
      savers(),
      ...(findings.length ? [filters(findings), findingsPart(findings, total)] : []),
      el("h2", { id: "objects" }, objects.length === 1 ? "The object" : "The objects"),
      ...objects.slice(0, MOST_OBJECTS).map((object) => objectPart(object, objects.length === 1)),
      ...(objects.length > MOST_OBJECTS ? [el("p", { class: "muted" }, `The first ${MOST_OBJECTS} of ${objects.length.toLocaleString("en")} are shown.`)] : []));
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
