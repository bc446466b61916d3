/* The frame around every page: its colour scheme, what links open, the way up, and the buttons that copy. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { clipboard, clock, page, storage } from "./document.mjs";
import { load } from "./load.mjs";

const BUTTON = '<button class="scheme-button" hidden></button>';

/** A page, opened `scrolled` so far down, on a system that has a `dark` scheme or a light one; `stored` is what
 *  the browser keeps for this site, or null where it keeps nothing. `nextFrame()` draws the page. */
function framed(html = "", { hash = "", dark = false, stored = {}, copies = true, scrolled = 0 } = {}) {
  const made = page(
    `<header>${BUTTON}</header><article>${html}</article><footer></footer>`, `https://x.org/guides/a/${hash}`
  );
  const { document, window, globals } = made;
  const time = clock();
  const changes = [];
  const system = { matches: dark, addEventListener: (kind, act) => kind === "change" && changes.push(act) };
  const observed = [], frames = [], copied = [];
  let resized = null;
  class ResizeObserver {
    constructor(act) { resized = act; }
    observe(element) { observed.push(element); }
  }
  const given = {
    ...globals, ...time, ResizeObserver, localStorage: storage(stored), scrollY: scrolled, innerHeight: 800,
    requestAnimationFrame: (act) => frames.push(act),
    matchMedia: (query) => (query === "(prefers-color-scheme: dark)" ? system : null),
    navigator: { clipboard: clipboard(copies ? copied : null) },
  };
  document.execCommand = () => false;
  load(["scheme.js"], given);
  const root = document.documentElement;
  const first = {
    look: root.className, scheme: root.dataset.scheme, drawn: document.body.dataset.mdColorScheme,
  };
  document.fire("DOMContentLoaded");
  const run = load(["site.js", "frame.js", "registry.js"], given);
  const nextFrame = () => { while (frames.length) frames.shift()(); };
  const scroll = (y) => {
    run.scrollY = y;
    window.fire("scroll");
  };
  const change = () => {
    system.matches = !system.matches;
    for (const act of changes) act();
  };
  return {
    ...made, root, first, system, change, stored, observed, frames, nextFrame, copied, time, scroll,
    resize: (...all) => resized(all.map((target) => ({ target }))),
  };
}

/* ---------------------------------------------------------------------- scheme */

test("a page is drawn as one has chosen, or else as the system is", () => {
  for (const [dark, stored, scheme, drawn] of [
    [false, {}, "auto", "default"], [true, {}, "auto", "slate"], [false, { scheme: "dark" }, "dark", "slate"],
    [true, { scheme: "light" }, "light", "default"],
    [false, { scheme: "light" }, "light", "default"], [true, { scheme: "dark" }, "dark", "slate"],
    [true, null, "auto", "slate"], [false, null, "auto", "default"],
  ]) {
    const { first, body } = framed("", { dark, stored });
    assert.deepEqual(first, { look: "js", scheme, drawn });
    assert.equal(body.dataset.mdColorScheme, drawn, "and stays so");
  }
});

test("a page that is opened at an anchor is so until it is read", () => {
  const { first, root } = framed("", { hash: "#x" });
  assert.equal(first.look, "js at-anchor");
  assert.equal(root.className, "js has-scripts");
});

test("the button changes the scheme, which follows the system again once it is the same", () => {
  for (const dark of [false, true]) {
    const [own, other] = dark ? ["dark", "light"] : ["light", "dark"];
    const { $, change, stored, root, body } = framed("", { dark });
    const button = $(".scheme-button");
    const told = () => {
      assert.equal(button.title, button.getAttribute("aria-label"));
      return [button.title, root.dataset.scheme, body.dataset.mdColorScheme, stored.scheme ?? null];
    };
    const looks = { light: "default", dark: "slate" };
    assert.equal(button.hidden, false);
    assert.deepEqual(told(), [`Switch to ${other} colours`, "auto", looks[own], null]);
    button.click();
    assert.deepEqual(told(), [`Switch to ${own} colours`, other, looks[other], other]);
    change();
    assert.deepEqual(told(), [`Switch to ${own} colours`, other, looks[other], other]);
    change();
    button.click();
    assert.deepEqual(told(), [`Switch to ${other} colours`, "auto", looks[own], null]);
    change();
    assert.deepEqual(told(), [`Switch to ${own} colours`, "auto", looks[other], null]);
  }
});

test("without storage a choice holds for the page", () => {
  const { $, body } = framed("", { stored: null });
  $(".scheme-button").click();
  assert.equal(body.dataset.mdColorScheme, "slate");
});

/* ---------------------------------------------------------------------- frame */

test("what scrolls sideways is reached by keyboard, while it has to scroll", () => {
  const { observed, resize } = framed(`<div class="scroll"></div>
    <table></table><table class="plain"></table><table class="records"></table>
    <pre><code></code></pre><p><code></code></p>`);
  assert.deepEqual(observed.map((it) => it.className || it.localName), ["scroll", "table", "plain", "code"]);
  const [one, other] = observed;
  Object.assign(one, { scrollWidth: 301, clientWidth: 300 });
  Object.assign(other, { scrollWidth: 300, clientWidth: 300 });
  resize(one, other);
  assert.deepEqual([one.getAttribute("tabindex"), other.getAttribute("tabindex")], ["0", null]);
  one.clientWidth = 301;
  resize(one);
  assert.equal(one.getAttribute("tabindex"), null);
});

const FOLDS = `<details id="outer"><p><details id="inner"><p><b id="deep"></b></p></details></p></details>
  <h2 id="heading">Heading</h2><details class="provenance" id="below"></details>
  <h2 id="other">Other</h2><details id="plain"></details>
  <details open id="open"><p id="seen"></p></details>
  <div class="rows"><details id="row-fold"><p id="row-1"></p></details></div><h2 id="last">Last</h2>`;

test("what a link leads to is opened, and brought into view where it was not", () => {
  for (const [hash, open, seen] of [
    ["#deep", ["outer", "inner"], ["deep"]], ["#outer", ["outer"], ["outer"]],
    ["#heading", ["below"], ["heading"]], ["#other", [], []],
    ["#seen", [], []], ["#row-1", [], []], ["#last", [], []], ["#nothing", [], []], ["", [], []],
  ]) {
    const { $$, window, location } = framed(FOLDS, { hash });
    const opened = () => $$("details").filter((it) => it.open && it.id !== "open").map((it) => it.id);
    assert.deepEqual(opened(), open, hash);
    assert.deepEqual($$("[id]").filter((it) => it.scrolled).map((it) => it.id), seen, hash);
    location.hash = "#deep";
    window.fire("hashchange");
    assert.ok(opened().includes("inner"));
  }
});

test("headings with an address give it", () => {
  const { $$ } = framed('<h1 id="a"></h1><h2 id="b"></h2><h3 id="c"></h3><h4 id="d"></h4><h2></h2><h5 id="f"></h5>');
  const linked = (id) => [id, { class: "headerlink", href: `#${id}`, title: "Permanent link" }, "#"];
  const links = $$("article a").map((it) => [it.parentElement.id, it.told, it.textContent]);
  assert.deepEqual(links, ["a", "b", "c", "d"].map(linked));
});

test("the way up is there once one has gone down two windows", () => {
  const { $, scroll, nextFrame } = framed("", { scrolled: 1600 });
  const up = $("footer > a");
  assert.deepEqual(
    [up.told, up.textContent], [{ class: "way-up", href: "#top", hidden: "" }, "Top of the page"]
  );
  nextFrame();
  assert.equal(up.hidden, false, "a page may open far down");
  for (const [y, hidden] of [[1599, true], [1600, false], [1601, false], [0, true]]) {
    scroll(y);
    assert.equal(up.hidden, hidden, y);
  }
});

test("of the headings beside the page the last one that was passed is marked", () => {
  const places = ["a", "é", "c"];
  const { $$, document, frames, nextFrame, scroll } = framed(`<nav class="contents">
    <a href="#a">A</a><a href="#%C3%A9">B</a><a href="#gone">-</a><a href="#c">C</a></nav>
    ${places.map((id) => `<h2 id="${id}"></h2>`).join("")}`);
  nextFrame();
  const marked = (...tops) => {
    for (const [at, id] of places.entries()) {
      document.getElementById(id).getBoundingClientRect = () => ({ top: tops[at] });
    }
    scroll(1);
    scroll(2);
    assert.equal(frames.length, 1, "asked once before it is drawn");
    frames.pop()();
    return $$("[aria-current]").map((it) => [it.textContent, it.getAttribute("aria-current")]);
  };
  assert.deepEqual(marked(120, 500, 900), []);
  assert.deepEqual(marked(119, 500, 900), [["A", "location"]]);
  assert.deepEqual(marked(-500, 119, 120), [["B", "location"]]);
  assert.deepEqual(marked(-900, -500, 0), [["C", "location"]]);
  assert.deepEqual(marked(0, 500, 900), [["A", "location"]]);
});

test("a page without such a list is not measured", () => {
  const { frames, nextFrame, scroll } = framed("<h2 id='a'></h2>");
  nextFrame();
  scroll(1);
  assert.equal(frames.length, 0);
});

/* ---------------------------------------------------------------------- buttons that copy */

const COPIED = `<code>1.2.840</code><span data-copy=""></span><span data-copy="CTImageStorage"></span><pre><code>a
  b</code></pre><p><code>inline</code></p>`;

test("identifiers and code have a button that copies them, and says so", async () => {
  const { $$, $, copied, time, document } = framed(COPIED);
  const buttons = $$("button.copy");
  assert.deepEqual(buttons.map((it) => [it.told, it.textContent, it.parentElement.localName]), [
    [{ type: "button", class: "copy", "aria-label": "Copy 1.2.840" }, "copy", "span"],
    [{ type: "button", class: "copy", "aria-label": "Copy CTImageStorage" }, "copy", "span"],
    [{ type: "button", class: "copy", "aria-label": "Copy the code" }, "copy", "pre"],
  ]);
  const status = $("p.copied");
  assert.deepEqual([status.told, status.textContent], [{ class: "copied", role: "status" }, ""]);
  const said = [];
  for (const button of buttons) {
    button.click();
    await time.pass(1499);
    said.push([button.textContent, status.textContent]);
    assert.equal(document.activeElement, button);
    await time.pass(1);
    assert.equal(button.textContent, "copy");
  }
  assert.deepEqual(
    said, [["copied", "1.2.840 copied"], ["copied", "CTImageStorage copied"], ["copied", "the code copied"]]
  );
  assert.deepEqual(copied, ["1.2.840", "CTImageStorage", "a\n  b"]);
});

test("what could not be copied is told", async () => {
  const { $, time } = framed(COPIED, { copies: false });
  $("button.copy").click();
  await time.pass(0);
  assert.deepEqual(
    [$("button.copy").textContent, $("p.copied").textContent], ["failed", "It could not be copied"]
  );
});

test("a place without a text before it has an empty one", () => {
  assert.equal(
    framed('<p><span data-copy=""></span></p>').$("button.copy").getAttribute("aria-label"), "Copy "
  );
});

/* ---------------------------------------------------------------------- cards */

test("each cell of a table that becomes cards says what its column is", () => {
  const head = "<thead><tr><th>Name</th><th> Code </th><th></th></tr></thead>";
  const rows = `<tbody><tr><td>a</td><td>b</td><td>c</td></tr></tbody>
    <tbody><tr><th>d</th><th>e</th><td>f</td><td>g</td></tr></tbody>`;
  const tables = [
    "", 'class="plain"', 'class="records"', 'class="plain states"',
  ].map((more) => `<table ${more}>${head}${rows}</table>`).join("");
  const one = `<table class="plain"><thead><tr><th>One</th></tr></thead>${rows}</table>`;
  const two = `<table><thead><tr><th>One</th><th>Two</th></tr></thead>${rows}</table>`;
  const { $$ } = framed(`<main>${tables}${one}${two}</main><table>${head}${rows}</table>`);
  const all = $$("table").map((it) => [
    it.className, it.querySelectorAll("td").map((cell) => cell.dataset.label ?? "").join("|"),
    it.querySelectorAll("th").map((cell) => cell.scope).join("|"),
  ]);
  const asCards = ["|Code|||", "col|col|col||"];
  const asIs = ["||||", "||||"];
  assert.deepEqual(all, [
    ["cards", ...asCards], ["plain cards", ...asCards], ["records", ...asIs], ["plain states", ...asIs],
    ["plain", "||||", "||"], ["cards", "|Two|||", "col|col||"], ["", ...asIs],
  ]);
});
