/* Addresses, the state in the hash, and scripts that are asked for: site.js. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { clipboard, page } from "./document.mjs";
import { load } from "./load.mjs";

const BASE = "https://x.org/registry/";

/** The site's script on a page; `gone` are scripts that cannot be had, `folders` what the site says of its data. */
function site({
  at = BASE, hash = "", code = "assets/js/", home = "/registry/", gone = [], folders = [], written = null,
  commands = null, html = "",
} = {}) {
  const name = `<a class="site-name" href="${home}"></a>`;
  const made = page(`${name}<p id="a%b"></p><p id="é"></p>${html}`, at + hash);
  const { $$, document, globals, history, location } = made;
  const asked = [], areas = [];
  const before = $$("a")[0];
  before.focus();
  document.currentScript.src = `${at}${code}site.js`;
  document.execCommand = (...given) => {
    areas.push(...$$("textarea").map((it) => [it, it.parentElement, it.isSelected]));
    document.activeElement = document.body; // the text takes the focus
    commands?.push(given);
    return commands !== null;
  };
  const context = {};
  document.head.append = (script) => {
    const path = script.src.replace(at, "");
    asked.push(path);
    queueMicrotask(() => {
      if (gone.includes(path)) return script.onerror();
      if (path.startsWith("assets/data-folder.js")) context.made.SopData = folders.length > 1 ? folders.shift() : folders[0];
      script.onload();
    });
  };
  context.made = load(["site.js"], {
    ...globals, navigator: { clipboard: clipboard(written) }, console: { warn: () => {} },
    SopKnown: { roots: ["1.2.840.10008.5.1.4.1.1.", "1.2.840.10008."], badges: { M: ["usage", "mandatory"], "": ["none", "see PS3.4"] } },
  });
  const fail = (src, data = {}) => {
    const script = Object.assign(document.createElement("script"), { src });
    Object.assign(script.dataset, data);
    document.body.append(script);
    script.fire("error");
    script.remove();
  };
  return {
    ...made, ...context.made.SopSite, asked, location, areas, before, fail, notices: () => $$(".notice"),
    steps: () => history.steps.map(([kind, url]) => [kind, new URL(url).hash]),
  };
}

test("the address of a page is below the site's root, and ends as the site's do", () => {
  for (const [given, path, expected] of [
    [{}, "guides/a/#x", `${BASE}guides/a/#x`], [{}, "", BASE], [{}, "#x", `${BASE}#x`], [{}, "a.csv", `${BASE}a.csv`], [{ home: "/registry/index.html" }, "guides/a/#x", `${BASE}guides/a/index.html#x`], [{ home: "/registry/index.html" }, "", `${BASE}index.html`],
    [{ home: "/registry/index.html" }, "a.csv", `${BASE}a.csv`], [{ at: "file:///site/", home: "/site/" }, "guides/a/", "file:///site/guides/a/index.html"], [{ code: "assets/js-1f2e/" }, "guides/a/", `${BASE}guides/a/`],
  ]) assert.equal(site(given).pageUrl(path), expected, path);
});

test("an element has attributes, listeners and children, and nothing of what is not there", () => {
  const act = () => {};
  const made = site().make("p", { class: "x", hidden: true, id: false, title: null, lang: undefined, tabindex: 0, click: act }, "a", null, undefined, "");
  assert.deepEqual(
    [made.localName, made.told, made.listeners, made.childNodes.map(String)],
    ["p", { class: "x", hidden: "", tabindex: "0" }, [{ type: "click", act, once: false, capture: false }], ["a", ""]],
  );
});

test("a UID has the root dimmed that all share, the longest first, but is no mere root", () => {
  const parts = (uid) => site().uidCode(uid).childNodes.map(String);
  assert.deepEqual([parts("1.2.840.10008.5.1.4.1.1.2"), parts("1.2.840.10008.1.1"), parts("1.3.4"), parts("1.2.840.10008.")], [["1.2.840.10008.5.1.4.1.1.", "2"], ["1.2.840.10008.", "1.1"], ["1.3.4"], ["1.2.840.10008."]]);
  const made = site().uidCode("1.2.840.10008.1.1");
  assert.deepEqual([made.className, made.firstChild.className], ["uid", "root"]);
  assert.deepEqual(["M", ""].map((text) => [site().badge(text).textContent, site().badge(text).className, site().badge(text).title]), [["M", "badge usage", "mandatory"], ["PS3.4", "badge none", "see PS3.4"]]);
});

test("the state stands in the hash, which may be a mere anchor as well", () => {
  assert.deepEqual([...site({ hash: "#q=ct&sort=-uid" }).state.read()], [["q", "ct"], ["sort", "-uid"]]);
  assert.deepEqual([...site({ hash: "#heading" }).state.read()], []);
  const { state, steps } = site({ hash: "#heading" });
  state.write({ q: "a b", pick: "1,2/3" });
  state.write({ q: "a b" }, true);
  state.write({ q: "" }, true);
  state.write({ pick: "" });
  state.write({ pick: "" });
  assert.deepEqual(steps(), [["replaceState", "#q=a+b&pick=1,2/3"], ["pushState", "#pick=1,2/3"], ["replaceState", "#heading"]]);
});

test("of an endless hash no more than its beginning is read", () => {
  const most = 2 ** 16 - 1;
  const value = (length) => site({ hash: `#q=${"x".repeat(length)}` }).state.read().get("q").length;
  assert.deepEqual([value(most - 2), value(most - 1)], [most - 2, most - 2]);
});

test("a hash names an element as it stands or as it is decoded", () => {
  assert.deepEqual(["", "#nothing", "#a%b", "#%C3%A9"].map((hash) => site({ hash }).target()?.id ?? null), [null, null, "a%b", "é"]);
});

test("what is copied is copied, or it is said that it was not", async () => {
  const written = [];
  assert.equal(await site({ written }).copy("x"), true);
  assert.deepEqual(written, ["x"]);
});

test("where the browser forbids that, it is copied the older way", async () => {
  const commands = [];
  assert.equal(await site({ commands }).copy("x"), true);
  assert.deepEqual(commands, [["copy"]]);
  assert.equal(await site().copy("x"), false);
  const { copy, body, areas, before, document } = site();
  await copy("x");
  const [[area, place, isSelected]] = areas;
  assert.deepEqual([area.value, area.readOnly, area.className], ["x", true, "offscreen"]);
  assert.deepEqual(
    [place === body, isSelected, area.isConnected, document.activeElement === before], [true, true, false, true],
    "it comes, is selected, and goes again",
  );
  const other = site({ html: "<dialog open></dialog>" });
  await other.copy("y");
  assert.deepEqual(
    other.areas.map(([{ value }, { localName }]) => [value, localName]), [["y", "dialog"]],
    "what is not in an open dialog cannot be selected",
  );
});

test("a paste into a field of words stays one line, no longer than it takes", () => {
  const field = (options) => {
    const input = Object.assign(site(options).wordsField("type words"), { maxLength: 400, selectionStart: 1, selectionEnd: 2 });
    input.setRangeText = (...given) => { input.ranged = given; };
    input.addEventListener("input", (event) => { input.heard = event; });
    return input;
  };
  assert.deepEqual(
    field().told, { type: "search", spellcheck: "false", autocomplete: "off", maxlength: "400", placeholder: "type words" },
  );
  const paste = (text, commands) => {
    const input = field({ commands });
    const getData = (kind) => (kind === "text/plain" ? text : "");
    return [input.fire("paste", { clipboardData: { getData } }).defaultPrevented, input];
  };
  for (const text of ["a b", "a".repeat(400)]) assert.equal(paste(text, [])[0], false, "the browser does it");
  for (const [text, line] of [["a\nb", "a b"], ["a\r\n\tb", "a b"], ["a".repeat(401), "a".repeat(400)]]) {
    const commands = [];
    assert.equal(paste(text, commands)[0], true);
    assert.deepEqual(commands, [["insertText", false, line]]);
    const [, input] = paste(text, null);
    const { type, bubbles, inputType } = input.heard;
    assert.deepEqual([input.ranged, type, bubbles, inputType], [[line, 1, 2, "end"], "input", true, "insertFromPaste"]);
  }
});

const BUILT = { code: "assets/js-1/" };
const folder = (name, code = "assets/js-1/") => ({ code, folder: `assets/${name}/` });

test("data comes from the folder that the site names, or from the sources", async () => {
  const plain = site();
  await plain.data("compare.js");
  assert.deepEqual(plain.asked, ["assets/data/compare.js"]);
  const built = site({ ...BUILT, folders: [folder("data-1")] });
  await built.data("compare.js");
  await Promise.all([built.data("rows.js"), built.data("rows.js")]);
  await built.data("compare.js");
  assert.deepEqual(built.asked, ["assets/data-folder.js", "assets/data-1/compare.js", "assets/data-1/rows.js"]);
  await assert.rejects(site({ ...BUILT, folders: [folder("data-1", "assets/js-2/")] }).data("compare.js"), /the site has been renewed; reload the page/);
});

test("data that is gone is asked for again where a new site has it", async () => {
  const gone = ["assets/data-1/compare.js"];
  const renewed = site({ ...BUILT, gone, folders: [folder("data-1"), folder("data-2")] });
  await renewed.data("compare.js");
  assert.deepEqual([renewed.asked.length, renewed.asked[2].startsWith("assets/data-folder.js?"), renewed.asked[3]], [4, true, "assets/data-2/compare.js"]);
  await assert.rejects(site({ ...BUILT, gone, folders: [folder("data-1")] }).data("compare.js"), /compare\.js cannot be loaded/);
  const source = site({ gone: ["assets/data/compare.js"] });
  await assert.rejects(source.data("compare.js"), /cannot be loaded/);
  assert.equal(source.asked.length, 1);
  const folded = site({ ...BUILT, at: "file:///site/", gone, folders: [folder("data-1"), folder("data-2")] });
  await assert.rejects(folded.data("compare.js"), /cannot be loaded/);
  assert.equal(folded.asked.length, 2, "a folder is not renewed");
});

test("whether data can be had is asked once, and again where it could not", async () => {
  const there = site();
  assert.deepEqual([await there.has("a.js"), await there.has("a.js"), there.asked.length], [true, true, 1]);
  const lost = site({ gone: ["assets/data/a.js"] });
  assert.deepEqual([await lost.has("a.js"), await lost.has("a.js"), lost.asked.length], [false, false, 2]);
});

test("the look-up's scripts are run once, and its data beside them, and again where one could not be had", async () => {
  const there = site();
  await Promise.all([there.lookUp(), there.lookUp()]);
  assert.deepEqual(there.asked.toSorted(), ["assets/data/lookup-core.js", "assets/js/lookup.js"]);
  await there.data("lookup-core.js");
  assert.equal(there.asked.length, 2);
  const without = site({ gone: ["assets/data/lookup-core.js"] });
  await without.lookUp();
  await assert.rejects(without.data("lookup-core.js"), /lookup-core\.js cannot be loaded/);
  assert.equal(without.asked.length, 3);
  const gone = ["assets/js/lookup.js"];
  const lost = site({ gone });
  await assert.rejects(lost.lookUp());
  gone.length = 0;
  await lost.lookUp();
  assert.equal(lost.asked.filter((path) => path === "assets/js/lookup.js").length, 2);
});

test("a script of a page that fails says what does not work without it, once", () => {
  const said = (does) => `${does} not work: a script of this page is missing or failed. Reload the page to try again.`;
  for (const [names, does] of [
    [["tables.js"], "Sorting and filtering tables does"], [["save.js"], "Saving does"], [["row-filter.js", "services.js"], "Filtering rows does"], [["rows.js"], "Folding rows does"], [["in-place.js"], "Opening modules in place does"], [["take.js"], "Saving tables does"],
    [["export/page.js", "export/forms.js", "syntaxes.js"], "The export does"], [["compare.js", "edition-compare.js"], "The comparison does"], [["compare-services.js"], "The comparison of services does"], [["sources.js", "paste/page.js", "report/page.js", "check/engine.js"], "This tool does"],
  ]) {
    for (const name of names) {
      const { fail, notices, body } = site();
      fail(`${BASE}assets/js/${name}`);
      fail(`${BASE}assets/js/${name}`);
      assert.deepEqual(notices().map((notice) => notice.textContent), [said(does)], name);
      const [first] = body.children;
      assert.deepEqual([first.localName, first.told], ["p", { class: "notice", role: "status" }]);
    }
  }
  const { fail, notices } = site();
  for (const other of [`${BASE}assets/js/site.js`, `${BASE}assets/js/find/box.js`, "https://y.org/tables.js", `${BASE}tables.js`]) fail(other);
  fail(`${BASE}assets/js/tables.js`, { asked: "" });
  assert.deepEqual(notices(), []);
});

test("that a script fails is said below the title of the page, if it has one", () => {
  const { fail, $, notices } = site({ html: "<main><h1>Title</h1></main>" });
  fail(`${BASE}assets/js/tables.js`);
  fail(`${BASE}assets/js/save.js`);
  const [, next, last, ...others] = $("main").children;
  assert.deepEqual([notices(), others], [[next, last], []]);
  assert.ok(next.textContent.startsWith("Saving does not work: "));
});
