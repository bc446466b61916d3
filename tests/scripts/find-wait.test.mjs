/* When the look-up is loaded, and what becomes of what is typed before it is there: find/wait.js. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page, turn } from "./document.mjs";
import { load } from "./load.mjs";

const BOX = (more = "") => `<div class="find ${more}"><form><input class="find__input"></form></div>`;
const MISSING = "The look-up cannot be loaded. Reload the page to try again, "
  + "or press Enter for all SOP Classes by name.";

/** A page with these boxes; the look-up comes with `arrive()`, or does not with `fail()`. */
function waiting(html, { at = "" } = {}) {
  const made = page(html, `https://x.org/${at}`);
  const { $$, globals } = made;
  const waits = [], sent = [], warned = [];
  for (const [number, form] of $$("form").entries()) {
    form.submit = () => sent.push(`left ${number}`);
    form.requestSubmit = () => sent.push(`asked ${number}`);
  }
  const { SopSite } = load(["site.js"], globals);
  const lookUp = () => new Promise((done, failed) => { waits.push({ done, failed }); });
  const context = load(["find/wait.js"], {
    ...globals, SopSite: { ...SopSite, lookUp }, console: { warn: (text) => warned.push(text) },
  });
  const arrive = async () => {
    context.SopFind = { Box: class {} };
    waits.shift().done();
    await turn();
  };
  const fail = async () => {
    waits.shift().failed(new Error("lost"));
    await turn();
  };
  const notes = () => $$(".find__missing").map((it) => [it.told, it.textContent]);
  const type = (input, text) => {
    input.value = text;
    return input.fire("input");
  };
  return { ...made, context, waits, sent, warned, arrive, fail, notes, type };
}

test("a box takes an identifier as it is, and no more than a page of text", () => {
  const { $ } = waiting(BOX());
  const { maxLength, autocomplete, autocapitalize, spellcheck } = $("input");
  assert.deepEqual(
    { maxLength, autocomplete, autocapitalize, spellcheck },
    { maxLength: 4000, autocomplete: "off", autocapitalize: "off", spellcheck: false }
  );
});

test("the look-up comes once somebody wants it, and only once", async () => {
  for (const want of ["focusin", "input", "pointerenter", "submit"]) {
    const { $, waits, arrive } = waiting(BOX());
    assert.equal(waits.length, 0);
    for (const _ of [1, 2]) $(want === "submit" ? "form" : want === "pointerenter" ? ".find" : "input").fire(want);
    assert.equal(waits.length, 1, want);
    await arrive();
    $("input").fire("focusin");
    assert.equal(waits.length, 0, want);
  }
});

test("it comes at once where the address asks, and where the key has a switch", () => {
  for (const [at, html, expected] of [
    ["", BOX(), 0], ["#q=ct", BOX(), 1], ["?q=ct", BOX(), 1], ["#q=", BOX(), 0], ["#heading", BOX(), 0],
    ["", `${BOX()}<p data-find-key></p>`, 1],
    ["#q=ct", "", 0], ["", "<p data-find-key></p>", 0],
  ]) assert.equal(waiting(html, { at }).waits.length, expected, at + html);
});

test("at home it comes once the page is there, and nothing is said if it does not", async () => {
  const { window, waits, fail, notes } = waiting(BOX("find--home"));
  assert.equal(waits.length, 0);
  window.fire("load");
  assert.equal(waits.length, 1);
  await fail();
  assert.deepEqual(notes(), [], "nobody has asked for it yet");
  const asked = waiting(BOX("find--home"), { at: "#q=ct" });
  assert.equal(asked.waits.length, 1);
  asked.window.fire("load");
  assert.equal(asked.waits.length, 1);
  const other = waiting(BOX());
  other.window.fire("load");
  assert.equal(other.waits.length, 0);
});

test("what has been typed meanwhile is looked up, or else the box knows that it has the focus", async () => {
  for (const [text, expected] of [["ct", ["input"]], ["", ["focus"]]]) {
    const { $, arrive, document } = waiting(BOX());
    const heard = [];
    $("input").focus();
    $("input").value = text;
    for (const kind of ["input", "focus"]) $("input").addEventListener(kind, () => heard.push(kind));
    await arrive();
    assert.deepEqual(heard, expected);
    assert.equal(document.activeElement, $("input"));
  }
});

test("what is typed elsewhere is not meant for the box", async () => {
  const { $$, arrive } = waiting(`${BOX()}<input id="other">`);
  const [box, other] = $$("input");
  const heard = [];
  for (const kind of ["input", "focus"]) {
    box.addEventListener(kind, () => heard.push(kind));
    other.addEventListener(kind, () => heard.push(kind));
  }
  box.fire("focusin");
  other.focus();
  heard.length = 0;
  await arrive();
  assert.deepEqual(heard, []);
});

test("an Enter waits for the look-up, but is not meant for another text", async () => {
  const one = waiting(BOX() + BOX());
  assert.ok(one.$$("form")[1].fire("submit").defaultPrevented);
  await one.arrive();
  assert.deepEqual(one.sent, ["asked 1"]);
  assert.equal(one.$("form").fire("submit").defaultPrevented, false, "the box takes it then");

  const typed = waiting(BOX());
  typed.type(typed.$("input"), "ct");
  typed.$("form").fire("submit");
  typed.type(typed.$("input"), "ctx");
  await typed.arrive();
  assert.deepEqual(typed.sent, []);
});

test("an Enter with the focus is asked for once, with what was typed", async () => {
  const { $, type, arrive, sent } = waiting(BOX());
  $("input").focus();
  type($("input"), "ct");
  $("form").fire("submit");
  await arrive();
  assert.deepEqual(sent, ["asked 0"]);
});

test("where the look-up cannot be loaded, an Enter leads to the list, unless there is another text", async () => {
  const { $, type, fail, sent } = waiting(BOX());
  $("form").fire("submit");
  await fail();
  assert.deepEqual(sent, ["left 0"]);
  $("form").fire("submit");
  type($("input"), "x");
  await fail();
  assert.deepEqual(sent, ["left 0"]);
});

test("that it cannot be loaded is said once at each box, until it is there", async () => {
  const { $, $$, waits, fail, arrive, notes, warned } = waiting(BOX() + BOX());
  $("input").fire("focusin");
  await fail();
  const note = [{ class: "find__message find__missing", role: "status" }, MISSING];
  assert.deepEqual(notes(), [note, note]);
  assert.deepEqual($$(".find").map((it) => it.children.at(-1).className), [note[0].class, note[0].class]);
  assert.deepEqual(warned, ["lost"]);
  $("input").fire("input");
  assert.equal(waits.length, 1, "it is tried again");
  await fail();
  assert.equal(notes().length, 2);
  $("input").fire("focusin");
  await arrive();
  assert.deepEqual(notes(), []);
});

test("a pointer that comes near loads it, without a word where it fails, and does not try again", async () => {
  const { $, waits, fail, notes } = waiting(BOX());
  $(".find").fire("pointerenter");
  await fail();
  assert.deepEqual(notes(), []);
  $(".find").fire("pointerenter");
  assert.equal(waits.length, 0);
});

test("the key that leads to the box is heard again once the look-up is there", async () => {
  const { $, document, window, waits, arrive } = waiting(`${BOX()}<p></p>`);
  const heard = [];
  document.addEventListener("keydown", ({ key, target, ctrlKey }) => heard.push([key, target.localName, ctrlKey]));
  const event = $("p").fire("keydown", { key: "/", ctrlKey: true });
  assert.ok(event.defaultPrevented);
  heard.length = 0;
  await arrive();
  assert.deepEqual(heard, [["/", "p", true]]);
  assert.equal(window.fire("keydown", { key: "/" }).defaultPrevented, false, "the look-up hears it itself");
  assert.equal(waits.length, 0);
});

test("other keys, and what is typed into a field, load nothing", () => {
  const { $, body, waits } = waiting(`${BOX()}<textarea></textarea><select></select><p></p><b></b>`);
  $("b").isContentEditable = true;
  for (const [place, key] of [
    ["p", "s"], [".find input", "/"], ["textarea", "/"], ["select", "/"], ["b", "/"],
  ]) {
    assert.equal($(place).fire("keydown", { key }).defaultPrevented, false, place);
  }
  assert.equal(waits.length, 0);
  body.fire("keydown", { key: "/" });
  assert.equal(waits.length, 1);
  const none = waiting("<p></p>");
  none.$("p").fire("keydown", { key: "/" });
  assert.equal(none.waits.length, 0);
});

test("a key that fails to load it is forgotten", async () => {
  const { $, fail, document } = waiting(`${BOX()}<p></p>`);
  const heard = [];
  $("p").fire("keydown", { key: "/" });
  document.addEventListener("keydown", (event) => heard.push(event));
  await fail();
  assert.deepEqual(heard, []);
});
