/* Files that people give a page: dropped, chosen, pasted, or handed over by another page. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page } from "./document.mjs";
import { load } from "./load.mjs";

const HTML = `<button id="source-files">Files</button><input id="source-files-input">
  <button id="source-folder">Folder</button><input id="source-folder-input"><textarea id="text"></textarea>`;

/** A window of another page: what it is told, and with which origin in mind. */
const other = () => {
  const told = [];
  return { told, postMessage: (data, origin) => told.push([{ ...data }.files ?? data, origin]) };
};

function sources({ at = "https://x.org/check/", opener = null, opened = null } = {}) {
  const made = page(HTML, at);
  const asked = [];
  const window = { opener, open: (...all) => {
    asked.push(all);
    return opened;
  } };
  const { SopSources } = load(["sources.js"], { ...made.globals, window });
  return { ...made, asked, SopSources };
}

/** A page that listens: what it takes, as names; `failed` is what was not opened. */
function listening() {
  const made = sources();
  const given = { files: [], texts: [], failed: [] };
  const taking = [];
  const take = async (files) => {
    for await (const { name, file } of files) given.files.push([name, file.is]);
  };
  made.SopSources.listen({
    take: (files) => { taking.push(take(files)); },
    takeText: (text) => { given.texts.push(text); },
    failed: (...all) => { given.failed.push(all); },
  });
  const all = async () => {
    await Promise.all(taking);
    return given;
  };
  return { ...made, all };
}

test("what is chosen with a button is taken, with the folder that it is in", async () => {
  for (const kind of ["files", "folder"]) {
    const { $, all } = listening();
    const input = $(`#source-${kind}-input`);
    let clicked = 0;
    input.addEventListener("click", () => { clicked += 1; });
    $(`#source-${kind}`).click();
    assert.deepEqual([clicked, input.webkitdirectory], [1, kind === "folder"]);
    input.files = [{ name: "a.dcm", is: 1 }, { name: "b.dcm", webkitRelativePath: "dir/b.dcm", is: 2 }];
    input.value = "a.dcm";
    input.fire("change");
    assert.equal(input.value, "", "the same can be chosen again");
    assert.deepEqual((await all()).files, [["a.dcm", 1], ["dir/b.dcm", 2]]);
    input.files = null;
    input.fire("change");
    assert.equal((await all()).files.length, 2);
  }
});

/* What is dropped. A browser gives what is in a folder in parts, and nothing when there is no more. */
const file = (name) => ({ isDirectory: false, name, file: (done) => done({ is: `file ${name}` }) });
const lost = (name) => ({ isDirectory: false, name, file: (done, failed) => failed(new Error("lost")) });
const folder = (name, ...parts) => ({
  isDirectory: true, name, createReader: () => {
    const rest = [...parts, []];
    return { readEntries: (done, failed) => (rest[0] instanceof Error ? failed(rest[0]) : done(rest.shift())) };
  },
});
const item = (entry) => ({
  kind: "file", webkitGetAsEntry: () => entry,
  getAsFile: () => (entry.isDirectory ? null : { name: entry.name, is: `item ${entry.name}` }),
});

/** A drop of these items, and of a text. */
const drop = (items, text = "") => ({
  dataTransfer: {
    items, files: items.filter(({ kind }) => kind === "file"),
    getData: (kind) => (kind === "text/plain" ? text : "another kind"),
  },
});

test("files and folders that are dropped are taken, folders with all that is in them", async () => {
  const { window, all } = listening();
  const inner = folder("inner", [file("d.dcm")]);
  const event = window.fire("drop", drop([
    item(file("a.dcm")), item(folder("dir", [file("b.dcm"), inner], [file("c.dcm")])), { kind: "string" },
    item(folder("empty")),
    { kind: "file", getAsFile: () => ({ name: "old.dcm", is: "old" }) },
    { kind: "file", getAsFile: () => null },
  ], "a link"));
  assert.ok(event.defaultPrevented);
  assert.deepEqual(await all(), {
    files: [
      ["a.dcm", "item a.dcm"], ["dir/b.dcm", "file b.dcm"], ["dir/inner/d.dcm", "file d.dcm"],
      ["dir/c.dcm", "file c.dcm"], ["old.dcm", "old"],
    ], texts: [], failed: [],
  });
});

test("a folder that the browser does not open is told, and the others are taken", async () => {
  const { window, all } = listening();
  window.fire(
    "drop",
    drop([item(folder("one", new Error("no"))), item(folder("two", [lost("b.dcm")])), item(file("a.dcm"))])
  );
  const reason = "the browser does not open a dropped folder here: choose the folder with the button";
  assert.deepEqual(
    await all(), { files: [["a.dcm", "item a.dcm"]], texts: [], failed: [["one", reason], ["two", reason]] }
  );
});

test("a text that is dropped is a text, unless files come with it", async () => {
  const string = { kind: "string" };
  for (const [event, files, texts] of [
    [drop([string], "(0008,0060)"), [], ["(0008,0060)"]],
    [drop([string, item(file("a"))], "a.dcm"), [["a", "item a"]], []],
    [drop([string]), [], []], [drop([]), [], []],
    // Where a browser does not count a folder as a file.
    [
      { dataTransfer: { ...drop([item(folder("dir", [file("a")]))]).dataTransfer, files: [] } },
      [["dir/a", "file a"]], [],
    ],
    [
      { dataTransfer: { ...drop([string, item(folder("dir", [file("a")]))], "dir").dataTransfer, files: [] } },
      [["dir/a", "file a"]], [],
    ],
    [{ dataTransfer: { ...drop([string], "a text").dataTransfer, files: [1] } }, [], []],
    [{ dataTransfer: null }, [], []],
  ]) {
    const { window, all } = listening();
    window.fire("drop", event);
    assert.deepEqual(await all(), { files, texts, failed: [] });
  }
});

test("the page shows that something is held over it, until that leaves or is dropped", () => {
  const { window, body } = listening();
  const isOver = () => body.className;
  assert.ok(window.fire("dragover").defaultPrevented);
  assert.equal(isOver(), "sources-over");
  window.fire("dragleave", { relatedTarget: body });
  assert.equal(isOver(), "sources-over");
  window.fire("dragleave", { relatedTarget: null });
  assert.equal(isOver(), "");
  window.fire("dragover");
  window.fire("drop", drop([]));
  assert.equal(isOver(), "");
});

test("a paste that would make the text field slow is held", () => {
  const { $, SopSources } = sources();
  const area = $("#text");
  const held = [];
  SopSources.holdLong(area, (text) => { held.push(text.length); });
  const paste = (length, before = 0) => {
    area.value = "x".repeat(before);
    const getData = (kind) => "x".repeat(kind === "text/plain" ? length : 0);
    return area.fire("paste", { clipboardData: { getData } }).defaultPrevented;
  };
  assert.deepEqual(
    [paste(99_999), paste(100_000), paste(1, 99_998), paste(1, 99_999)], [false, true, false, true]
  );
  assert.deepEqual(held, [100_000, 1]);
  assert.equal(area.fire("paste").defaultPrevented, false);
});

const FILES = [{ name: "a.dcm", file: {} }];

test("files are handed to the page that this one has opened, when that asks for them", () => {
  for (const [at, origin, said] of [
    ["https://x.org/lookup/", "https://x.org", "https://x.org"],
    ["file:///site/lookup/index.html", "null", "*"],
  ]) {
    const opened = other();
    const { SopSources, window, asked } = sources({ at, opened });
    SopSources.hand("../check/", FILES);
    assert.deepEqual(asked, [["../check/", "_blank"]]);
    const asks = { source: opened, origin, data: "files?" };
    for (const wrong of [
      { source: other() }, { origin: "https://y.org" }, { data: "files" },
      ...(origin === "null" ? [] : [{ origin: "null" }]),
    ]) {
      window.fire("message", { ...asks, ...wrong });
    }
    assert.deepEqual(opened.told, []);
    window.fire("message", asks);
    window.fire("message", asks);
    assert.deepEqual(opened.told, [[FILES, said]], "once");
  }
});

test("where no window opens, the page itself is left", () => {
  const { SopSources, location } = sources();
  SopSources.hand("https://x.org/lookup/", FILES);
  assert.equal(location.href, "https://x.org/lookup/");
});

test("a page asks the one that has opened it for files, and takes them from no other", () => {
  for (const [at, origin, said] of [
    ["https://x.org/check/", "https://x.org", "https://x.org"], ["file:///site/check/index.html", "null", "*"],
  ]) {
    const opener = other();
    const { SopSources, window } = sources({ at, opener });
    const taken = [];
    SopSources.handed((files) => { taken.push(files); });
    assert.deepEqual(opener.told, [["files?", said]]);
    const gives = { source: opener, origin, data: { files: FILES } };
    for (const wrong of [
      { source: other() }, { origin: "https://y.org" }, { data: { files: "x" } }, { data: null },
      ...(origin === "null" ? [] : [{ origin: "null" }]),
    ]) {
      window.fire("message", { ...gives, ...wrong });
    }
    assert.deepEqual(taken, []);
    window.fire("message", gives);
    assert.deepEqual(taken, [FILES]);
  }
});

test("a page that nobody has opened takes nothing", () => {
  const { SopSources, window } = sources();
  SopSources.handed(() => assert.fail());
  window.fire("message", { source: null, origin: "https://x.org", data: { files: FILES } });
});
