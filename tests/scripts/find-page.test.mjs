/* What leads to the search box of a page: the address, a key, an example: find/page.js. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page, storage } from "./document.mjs";
import { load } from "./load.mjs";

const HEADER = '<div class="find find--header"><input></div>';
const HOME = '<div class="find find--home"><input></div>';

/** A page with these boxes; `did` is what its main box was told to do. */
function found(html, { at = "", key = null, hasStorage = true } = {}) {
  const made = page(`${html}<p id="text">Text</p>`, `https://x.org/${at}`);
  const { document, globals, location, history } = made;
  const did = [], loaded = [], stored = key === null ? {} : { "find-key": key };
  class Box {
    constructor(element, number) {
      this.number = number;
      this.input = element.querySelector("input");
      this.isInline = element.classList.contains("find--home");
    }
    fill(text) { did.push(["fill", this.number, text]); }
    isAsked() { did.push(["isAsked", this.number]); }
    noteAddress() { did.push(["noteAddress", this.number]); }
    restore(query) { did.push(["restore", this.number, query]); }
  }
  const { SopSite } = load(["site.js"], globals);
  load(["find/page.js"], {
    ...globals, SopSite, localStorage: storage(hasStorage ? stored : null),
    SopFind: {
      Box, LONG: 300, quietly: (promise) => promise,
      load: async (section) => loaded.push(section),
    },
  });
  const go = (hash) => {
    location.hash = hash;
    made.window.fire("popstate");
  };
  const isFocused = () => {
    const { activeElement } = document;
    document.activeElement = made.body;
    return activeElement.localName === "input";
  };
  return { ...made, did, loaded, stored, go, isFocused, steps: history.steps };
}

test("a page without a box has nothing to do", () => {
  const { document, window } = found("");
  assert.equal(document.listeners.length + window.listeners.filter(({ type }) => type !== "error").length, 0);
});

test("the query of the address is asked at home, and waits for the focus elsewhere", () => {
  const home = found(HEADER + HOME, { at: "#q=dose+report" });
  assert.deepEqual(home.did, [["fill", 1, "dose report"], ["isAsked", 1]]);
  assert.ok(home.isFocused());
  const header = found(HEADER + HEADER, { at: "#q=ct" });
  assert.deepEqual(header.did, [["fill", 0, "ct"]]);
  assert.ok(!header.isFocused());
  for (const made of [found(HEADER), found(HOME), found(HOME, { at: "#heading" })]) {
    assert.deepEqual(made.did, []);
    assert.ok(!made.isFocused());
  }
});

test("at home the look-up's data comes before anything is asked", () => {
  assert.deepEqual(found(HOME).loaded, ["core"]);
  assert.deepEqual(found(HEADER).loaded, []);
});

test("a query that a server was asked moves behind the #, if it is not long", () => {
  for (const [at, query, address] of [
    ["?q=dose+report#filter=ct", "dose report", "#filter=ct&q=dose+report"],
    ["?q=+ct+&a=b", " ct ", "?a=b#q=ct"], ["?q=", "", ""],
    [`?q=${"x".repeat(300)}`, "x".repeat(300), `#q=${"x".repeat(300)}`],
    [`?q=+${"x".repeat(300)}`, ` ${"x".repeat(300)}`, `#q=${"x".repeat(300)}`],
    [`?q=${"x".repeat(301)}`, "x".repeat(301), ""],
  ]) {
    const { did, location, steps } = found(HEADER, { at });
    assert.deepEqual(did, query ? [["fill", 0, query]] : []);
    assert.equal(location.href, `https://x.org/${address}`);
    assert.ok(steps.every(([kind]) => kind === "replaceState"));
  }
});

test("Back brings a query back, or none, but a link to a heading changes nothing", () => {
  const { did, go } = found(HEADER + HOME);
  for (const hash of ["#q=ct", "#heading", "", "#filter=x"]) go(hash);
  assert.deepEqual(did, [["restore", 1, "ct"], ["restore", 1, ""], ["restore", 1, ""]]);
});

const KEYS = [
  ["s", {}], ["/", { ctrlKey: true }], ["/", { metaKey: true }], ["/", { altKey: true }],
  ["/", { isComposing: true }],
];

test("the key / leads to the box, and selects what it holds", () => {
  for (const html of [HEADER, HEADER + HOME]) {
    const { $, $$, document, isFocused } = found(html);
    for (const [key, more] of KEYS) {
      assert.ok(!$("#text").fire("keydown", { key, ...more }).defaultPrevented);
      assert.ok(!isFocused(), key);
    }
    assert.ok($("#text").fire("keydown", { key: "/" }).defaultPrevented);
    assert.equal(document.activeElement, $$("input").at(-1));
    assert.ok($$("input").at(-1).isSelected);
    document.activeElement = null;
    document.fire("keydown", { key: "/" });
    assert.ok(isFocused());
  }
});

test("the key is a sign in a field, and does not lead out of a dialog", () => {
  const { $, document, isFocused, body } = found(
    `${HEADER}<textarea></textarea><select></select><b></b><dialog></dialog>`
  );
  $("b").isContentEditable = true;
  for (const place of ["input", "textarea", "select", "b"]) {
    assert.ok(!$(place).fire("keydown", { key: "/" }).defaultPrevented, place);
    assert.ok(!isFocused(), place);
  }
  $("dialog").open = true;
  assert.ok(!body.fire("keydown", { key: "/" }).defaultPrevented);
  assert.equal(document.activeElement, body);
  $("dialog").open = false;
  body.fire("keydown", { key: "/" });
  assert.ok(isFocused());
});

const SWITCH = `${HEADER}<p data-find-key>The key / goes to the search box</p>`;

test("the key can be switched off and on, which the browser keeps", () => {
  const { $, stored, isFocused } = found(SWITCH);
  const box = $("label > input");
  assert.deepEqual(
    [box.told, box.checked, $("label").textContent],
    [{ type: "checkbox" }, true, " The key / goes to the search box"]
  );
  const works = () => {
    $("#text").fire("keydown", { key: "/" });
    return isFocused();
  };
  assert.ok(works());
  box.checked = false;
  box.fire("change");
  assert.deepEqual([works(), { ...stored }], [false, { "find-key": "off" }]);
  box.checked = true;
  box.fire("change");
  assert.deepEqual([works(), { ...stored }], [true, {}]);
});

test("what was chosen on another page holds, and without storage what is chosen on this one", () => {
  const off = found(SWITCH, { key: "off" });
  assert.equal(off.$("label > input").checked, false);
  off.$("#text").fire("keydown", { key: "/" });
  assert.ok(!off.isFocused());
  const none = found(SWITCH, { hasStorage: false });
  none.$("#text").fire("keydown", { key: "/" });
  assert.ok(none.isFocused());
  none.$("label > input").checked = false;
  none.$("label > input").fire("change");
  none.$("#text").fire("keydown", { key: "/" });
  assert.ok(!none.isFocused());
});

test("an example is asked by a click, and opened elsewhere by a click that asks for that", () => {
  const { $, did, isFocused } = found(`${HOME}<a data-example="SEG" href="#q=SEG"><b>SEG</b></a>`);
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) {
    assert.ok(!$("b").fire("click", more).defaultPrevented);
  }
  assert.ok(!$("#text").fire("click").defaultPrevented);
  assert.deepEqual(did, []);
  assert.ok($("b").fire("click").defaultPrevented);
  assert.deepEqual(did, [["fill", 0, "SEG"], ["isAsked", 0], ["noteAddress", 0]]);
  assert.ok(isFocused());
});
