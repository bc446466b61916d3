/* The page "Check a file": what it takes, has checked, shows and saves; and what runs the checker for it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site, turn, until } from "./document.mjs";
import { load } from "./load.mjs";

const FINDING = {
  severity: "error", rule: "vm", path: "(0008,0060)", tag: "(0008,0060)", name: "Modality",
  found: "it has 2 values", message: "it has 2 values", demanded: "one",
  href: "modules/x/#row-1", by: "General, row 1", module: "General", count: 1, paths: ["(0008,0060)"],
};
const report = (findings = []) => ({
  sop_class_uid: "1.2", sop_class_name: "CT Image Storage", iod: { name: "CT", href: "iods/ct/" }, without: "",
  findings, notes: [], undecided: [],
  undecidedCount: 0, privateCount: 0, modules: [], counts: { error: findings.length, warning: 0, hint: 0 },
});

const HTML = `<div id="sources" hidden><input id="source-files"><textarea id="source-text"></textarea>
  <button id="source-check"></button><p id="source-status"></p><progress id="source-progress" hidden></progress>
  <button id="source-stop" hidden></button><button id="source-clear" hidden></button></div><div id="results"></div>`;

/** The page; `check` gives the reports on a file or text, or throws. */
function page({ check = () => [report()], copies = true } = {}) {
  const { $$, window, globals } = opening(HTML);
  const parts = Object.fromEntries($$("[id]").map((part) => [part.id, part]));
  const { make, ...others } = site();
  const given = {}, saved = [], copied = [], clock = { now: 0 }, runners = [];
  const start = () => {
    const runner = { asked: [], ended: false, end: () => { runner.ended = true; } };
    runner.check = async (source, tree) => {
      runner.asked.push([source.file ?? source.text, tree]);
      return check(source, runner);
    };
    runners.push(runner);
    return runner;
  };
  load(["check/report.js", "report/findings.js", "report/objects.js", "report/page.js"], {
    ...globals, setTimeout, performance: { now: () => clock.now }, SopRunner: { start },
    SopSave: { csv: (rows) => `${rows.length} rows`, download: (...all) => saved.push(all) },
    SopSite: {
      ...others, make, wordsField: () => make("input"), base: { href: "https://x.org/" },
      copy: async (text) => copies && copied.push(text) > 0,
    },
    SopSources: {
      listen: (acts) => Object.assign(given, acts), handed: (act) => { given.handed = act; },
      holdLong: (area, act) => Object.assign(given, { area, paste: act }),
    },
  });
  window.fire("DOMContentLoaded");
  const settled = async () => {
    for (const _ of [1, 2, 3]) await turn();
    await until(() => parts["source-stop"].hidden);
    return String(parts["source-status"]);
  };
  const all = async function* all(files) { yield* files; };
  const take = (...names) => {
    given.take(all(names.map((name) => ({ name, file: `file ${name}` }))));
    return settled();
  };
  const click = (id) => {
    parts[id].click();
    return settled();
  };
  const checkText = (text) => {
    parts["source-text"].value = text;
    return click("source-check");
  };
  const { results } = parts;
  const names = () => results.querySelectorAll(".object-name").map(String);
  const state = () => ["stop", "clear", "progress"].map((name) => parts[`source-${name}`].hidden);
  const press = async (name) => {
    await results.querySelectorAll("button").find((button) => String(button) === name).fire("click").done;
    return saved.at(-1);
  };
  return {
    parts, results, given, saved, copied, clock, runners, settled, take, click, checkText, names, state, press,
  };
}

const NOTHING = "No error and no warning in this object.";

test("a dump is checked as a text, and each has a name of its own until all is cleared", async () => {
  const { parts, given, names, runners, checkText, click, settled, results, state } = page();
  assert.equal(parts.sources.hidden, false);
  assert.equal(await checkText("  "), "The field is empty: paste a dump into it first.");
  assert.deepEqual(runners, []);
  assert.equal(await checkText("(0008,0060)"), NOTHING);
  assert.deepEqual([names(), runners[0].asked, state()], [["dump"], [["(0008,0060)", false]], [true, false, true]]);
  given.paste("a long one");
  await settled();
  given.takeText("a dropped one");
  await settled();
  assert.deepEqual([names(), given.area === parts["source-text"]], [["dump", "dump 2", "dump 3"], true]);
  assert.equal(await click("source-clear"), "");
  assert.deepEqual(
    [results.childNodes.length, parts["source-text"].value, parts["source-files"].isFocused, state()],
    [0, "", true, [true, true, true]],
  );
  await checkText("x");
  assert.deepEqual([names(), runners.length], [["dump"], 1]);
});

test("files are checked one after another, and those of another page as well", async () => {
  const { take, given, names, runners, settled } = page();
  assert.equal(await take("a", "b"), "No error and no warning in 2 files.");
  given.handed([{ name: "c", file: "file c" }]);
  given.take((async function* more() { yield { name: "d", file: "file d" }; })());
  await settled();
  assert.deepEqual(
    [names(), runners[0].asked.map(([file]) => file)],
    [["a", "b", "c", "d"], ["file a", "file b", "file c", "file d"]],
  );
});

test("the objects of one file are told apart, and each is read again with its tree", async () => {
  const tree = [{ tag: "(0008,0060)", name: "Modality", vr: "CS", value: "CT", path: "(0008,0060)" }];
  const check = ({ file }) => (file === "file a" ? [report(), { ...report(), tree }] : [report()]);
  const { take, names, results, runners } = page({ check });
  await take("a", "b");
  assert.deepEqual(names(), ["a, object 1", "a, object 2", "b"]);
  const [, fold] = results.querySelectorAll(".object-tree");
  fold.fire("toggle");
  await turn();
  assert.deepEqual(runners[0].asked.at(-1), ["file a", true]);
  assert.match(String(fold), /\(0008,0060\) Modality/);
});

test("a report has its sum as heading, ways out, its findings and its objects", async () => {
  const { take, results, parts } = page({ check: ({ file }) => [report(file.endsWith("b") ? [FINDING] : [])] });
  const shape = () => results.childNodes.map((part) => part.told.id ?? part.told.class);
  await take("a");
  assert.deepEqual(shape(), ["report", "export-actions no-print", "objects", "object"]);
  assert.deepEqual([String(results.childNodes[2]), results.childNodes[3].open], ["The object", true]);
  const said = "1 error in 1 of 2 files";
  assert.equal(await take("b"), `${said}.`);
  assert.deepEqual(
    shape(),
    ["report", "export-actions no-print", "check-filters no-print", "findings", "objects", "object", "object"],
  );
  assert.deepEqual(
    [String(results.childNodes[0]), results.childNodes[0].told.tabindex, String(results.childNodes[4])],
    [said, "-1", "The objects"],
  );
  assert.deepEqual(results.querySelectorAll(".object").map((part) => part.open), [false, false]);
  parts.results.querySelectorAll("h2").forEach((title) => assert.equal(title.localName, "h2"));
});

test("what could not be read is no object of which others are told", async () => {
  const { take, given, results } = page({ check: () => [report([FINDING])] });
  given.failed("a folder", "it is shut");
  await take("a", "b");
  assert.match(String(results.querySelector(".finding")), /in 2 of 2 objects/);
  assert.match(String(results.querySelector(".object")), /^a foldernot checkedIt cannot be read: it is shut\.$/);
});

test("of more than 200 objects the first are shown", async () => {
  const { given, results, settled } = page({ check: () => Array(200).fill(report()) });
  const more = async (content) => {
    given.takeText(content);
    await settled();
    return [results.querySelectorAll(".object").length, String(results.childNodes.at(-1)), results.childNodes.at(-1).told.class];
  };
  assert.deepEqual((await more("x"))[0], 200);
  assert.deepEqual(results.childNodes.at(-1).told.class, "object");
  assert.deepEqual(await more("y"), [200, "The first 200 of 400 are shown.", "muted"]);
});

test("where the checker fails it is said, and begun anew for the next", async () => {
  const { take, results, runners } = page({ check: ({ file }) => {
    if (file.endsWith("a")) throw new Error("a rule is missing");
    return [report()];
  } });
  assert.equal(await take("a", "b"), "No error and no warning in 2 files; 1 file could not be checked.");
  assert.match(String(results.querySelector(".object")), /^anot checkedIt could not be checked: a rule is missing\.$/);
  assert.deepEqual(runners.map(({ ended }) => ended), [true, false]);
});

test("while files are checked, it is said now and then how far it is", async () => {
  const said = [];
  const opened = page({ check: ({ file }) => {
    const { parts, clock } = opened;
    said.push([String(parts["source-status"]), parts["source-progress"].value]);
    clock.now += Number(file.split(" ")[1]);
    return [report()];
  } });
  opened.parts["source-progress"].setAttribute("value", "1");
  await opened.take("100", "1", "100", "1");
  assert.deepEqual(
    said,
    [["Reading…", ""], ["Reading…", ""], ["Checking… 2 of 4 files", 0.5], ["Checking… 2 of 4 files", 0.5]],
  );
  assert.equal(
    opened.parts["source-progress"].hasAttribute("value"),
    false,
    "how many files there are is not known at first",
  );
});

test("the state of the page says what goes on", async () => {
  let seen = null;
  const opened = page({ check: () => {
    seen = opened.state();
    return [report()];
  } });
  await opened.take("a");
  assert.deepEqual([seen, opened.state()], [[false, true, false], [true, false, true]]);
});

test("what goes on can be stopped: what is checked already stays", async () => {
  const opened = page({ check: ({ file }, runner) => {
    if (file !== "file b") return [report()];
    opened.parts["source-stop"].click();
    assert.equal(runner.ended, true);
    throw new Error("stopped");
  } });
  assert.equal(await opened.take("a", "b", "c"), `Stopped. ${NOTHING}`);
  assert.deepEqual(opened.names(), ["a"]);
  assert.equal(await opened.take("d"), "No error and no warning in 2 files.");
  assert.equal(opened.runners.length, 2);
});

test("what is stopped before anything is checked leaves nothing", async () => {
  const { given, parts, settled, runners } = page();
  let go = null;
  given.take((async function* slow() {
    yield { name: "a", file: "a" };
    await new Promise((done) => { go = done; });
    yield { name: "b", file: "b" };
    yield assert.fail("which nobody asks for");
  })());
  await until(() => go);
  parts["source-stop"].click();
  go();
  assert.deepEqual([await settled(), parts["source-clear"].hidden, runners], ["Stopped.", true, []]);
});

test("an object that is being checked when it is stopped is the last", async () => {
  const opened = page({ check: ({ file }) => {
    if (file === "file a") opened.parts["source-stop"].click();
    return [report()];
  } });
  await opened.take("a", "b");
  assert.deepEqual([opened.names(), opened.runners[0].asked.length], [["a"], 1]);
});

test("a report is copied and saved in the forms that there are", async () => {
  const opened = page({ check: () => [report([FINDING])] });
  await opened.take("a");
  const { press, copied, results } = opened;
  assert.deepEqual(
    results.querySelectorAll("button").map((button) => [String(button), button.told.type]),
    ["Copy as text", "Save as JSON", "Save as CSV", "Save as Markdown"].map((name) => [name, "button"]),
  );
  const said = () => String(results.querySelector("p").querySelector("span"));
  await press("Copy as text");
  assert.deepEqual(
    [copied[0].split("\n")[0], said(), results.querySelector("p").querySelector("span").told.role],
    ["a: CT Image Storage", "Copied.", "status"],
  );
  const [json, text, type] = await press("Save as JSON");
  assert.deepEqual(
    [json, JSON.parse(text)[0].file, type, text.startsWith("[\n  {\n    "), text.endsWith("]\n")],
    ["report.json", "a", "application/json", true, true],
  );
  assert.deepEqual(await press("Save as CSV"), ["report.csv", "2 rows", "text/csv"]);
  const [md, marked, as] = await press("Save as Markdown");
  assert.deepEqual(
    [md, marked.includes("[vm](https://x.org/modules/x/#row-1)"), as],
    ["report.md", true, "text/markdown"],
  );
  const forbidden = page({ copies: false });
  await forbidden.take("a");
  await forbidden.press("Copy as text");
  assert.equal(String(forbidden.results.querySelector("p").querySelector("span")), "It could not be copied.");
});

/* ---------------------------------------------------------------------- what runs the checker */

/** What runs the checker: in a worker, or in the page where `worker` is false. */
function runner({ protocol = "https:", worker = true, has = [] } = {}) {
  const workers = [], ran = [], engines = [], timers = [];
  class Worker {
    constructor(url) {
      Object.assign(this, { url: url.href, sent: [], ended: false });
      workers.push(this);
    }

    addEventListener(kind, act) { this[kind] = act; }
    postMessage(message) { this.sent.push({ ...message }); }
    terminate() { this.ended = true; }
  }
  class Engine {
    constructor(data) {
      engines.push(this);
      this.data = data;
    }

    async check(job, { pause, tree }) {
      this.pause = pause;
      return [{ job, tree }];
    }
  }
  const { SopRunner } = load(["report/runner.js"], {
    ...(worker && { Worker }), location: { protocol },
    SopEngine: { Engine }, SopCheckParts: ["dicom", "check/report", "check/engine"],
    ...(has.includes("report") && { SopReport: {} }), setTimeout: (act) => timers.push(act),
    SopSite: {
      code: new URL("https://x.org/assets/js/"), dataFolder: async () => new URL("https://x.org/assets/data/"),
      run: async (name) => ran.push(name), data: async (name) => ran.push(name),
    },
  });
  return { it: SopRunner.start(), workers, ran, engines, timers };
}

test("a worker is asked for each object, and answers by number", async () => {
  const { it, workers: [worker] } = runner();
  assert.equal(worker.url, "https://x.org/assets/js/check/worker.js");
  const answers = [it.check({ text: "a" }, false), it.check({ text: "b" }, true), it.check({ text: "c" }, false)];
  await turn();
  const data = "https://x.org/assets/data/";
  assert.deepEqual(
    worker.sent,
    [
      { id: 1, job: { text: "a" }, tree: false, data }, { id: 2, job: { text: "b" }, tree: true, data },
      { id: 3, job: { text: "c" }, tree: false, data },
    ],
  );
  worker.message({ data: { id: 2, reports: ["of b"] } });
  worker.message({ data: { id: 1, reports: ["of a"] } });
  worker.message({ data: { id: 3, failed: "" } });
  worker.message({ data: { id: 9, reports: [] } });
  worker.message({ data: { id: 9, failed: "nobody waits" } });
  assert.deepEqual(await Promise.all(answers.slice(0, 2)), [["of a"], ["of b"]]);
  await assert.rejects(answers[2], { message: "" });
});

test("what a worker that fails or is ended does not answer is given up, now and later", async () => {
  for (const [act, message] of [
    [({ workers: [worker] }) => worker.error({ message: "a slip" }), "a slip"],
    [({ workers: [worker] }) => worker.error({ message: "" }), "a script of the checker cannot be loaded"],
    [({ it }) => it.end(), "stopped"],
  ]) {
    const started = runner();
    const waiting = started.it.check({ text: "a" }, false);
    await turn();
    act(started);
    await assert.rejects(waiting, { message });
    await assert.rejects(started.it.check({ text: "b" }, false), { message });
    assert.deepEqual([started.workers[0].sent.length, started.workers[0].ended], [1, message === "stopped"]);
  }
});

test("from a folder, or where there is no worker, the page checks itself, with the scripts that it lacks", async () => {
  for (const where of [{ protocol: "file:" }, { worker: false }, { protocol: "file:", has: ["report"] }]) {
    const { it, workers, ran, engines: made } = runner(where);
    const jobs = [await it.check({ text: "a" }, false), await it.check({ text: "b" }, true)];
    assert.deepEqual(
      jobs.map(([job]) => ({ ...job })),
      [{ job: { text: "a" }, tree: false }, { job: { text: "b" }, tree: true }],
    );
    assert.deepEqual([workers.length, made.length], [0, 1]);
    assert.deepEqual(ran, ["dicom.js", ...(where.has ? [] : ["check/report.js"]), "check/engine.js"]);
    await made[0].data("common");
    assert.equal(ran.at(-1), "rules/common.js");
  }
});

test("in the page a check pauses, and goes on no more once it is ended", async () => {
  const { it, engines, timers } = runner({ worker: false });
  await it.check({ text: "a" }, false);
  const [engine] = engines;
  const goesOn = engine.pause();
  assert.equal(timers.length, 1);
  timers[0]();
  await goesOn;
  it.end();
  engine.pause();
  assert.equal(timers.length, 1);
});
