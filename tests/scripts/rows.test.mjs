/* Rows of attributes that fold: their filter, their order, macros in place, and what a link leads into. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, page } from "./document.mjs";
import { load } from "./load.mjs";

/** A row of an attribute; `below` are rows nested in it. */
const row = (tag, name, keyword, below = "", id = "") => `<li data-tag="${tag}"${id && ` id="${id}"`}>
  <p>${name} <code>${keyword}</code></p>${below && `<details><summary>Items</summary><ul>${below}</ul></details>`}</li>`;

/** As many rows as that, of which each is another attribute. */
const many = (number) => Array.from(
  { length: number }, (_, at) => row(`0028000${at}`, `Name ${at}`, "")
).join("");

const rowsOf = (list, more = "") => `<div class="rows" ${more}><ul>${list}</ul></div>`;

const ROWS = [
  row("00280010", "Rows", "Rows"),
  row("00081140", "Referenced Image Sequence", "ReferencedImageSequence",
    row("00081150", "Referenced SOP Class UID", "ReferencedSOPClassUID")
    + row(
      "0040a170", "Purpose of Reference Code Sequence", "PurposeOfReferenceCodeSequence",
      row("00080100", "Code Value", "CodeValue")
    )),
  row("00100010", "Patient's Name", "PatientName"),
  row("00100020", "Patient ID", "PatientID"),
  row("00280011", "Columns", "Columns"),
].join("");

/** The rows of a page with these tables of rows; `hash` is what its address names. */
function rows(html, hash = "") {
  const time = clock();
  const made = page(`<main>${html}</main>`, `https://x.org/modules/a/${hash}`);
  const { document, globals } = made;
  const selection = { text: "" };
  const given = { ...globals, ...time, getSelection: () => selection.text };
  load(["site.js", "lookup/text.js", "row-filter.js", "rows.js"], given);
  const tools = made.$(".rows-tools");
  const button = (name) => tools.querySelectorAll("button").find((it) => it.textContent === name);
  const shown = () => made.$$("li").filter((it) => !it.closest("[hidden]")).map((it) => it.dataset.tag);
  const open = () => made.$$("details").filter((it) => it.open).map((it) => it.parentElement.dataset.tag);
  const filter = async (text, wait = 120) => {
    const input = made.$("input");
    input.value = text;
    input.fire("input");
    await time.pass(wait);
    return {
      shown: shown(), open: open(), said: made.$("form").querySelector("span[role=status]").textContent,
    };
  };
  return { ...made, document, tools, button, shown, open, filter, selection, time };
}

const ALL = ["00280010", "00081140", "00081150", "0040a170", "00080100", "00100010", "00100020", "00280011"];

test("the filter shows what fits, and what it is nested in, unfolded", async () => {
  const { filter } = rows(rowsOf(ROWS, "data-sortable"));
  for (const [text, shown, open, said] of [
    ["patient", ["00100010", "00100020"], [], "2 of 8 rows"],
    ["pat na", ["00100010"], [], "1 of 8 rows"],
    ["(0010,0020)", [], [], "0 of 8 rows"],
    ["00100020", ["00100020"], [], "1 of 8 rows"],
    ["code value", ["00081140", "0040a170", "00080100"], ["00081140", "0040a170"], "1 of 8 rows"],
    // What fits itself and holds nothing that does shows all that it holds, folded.
    ["image", ["00081140", "00081150", "0040a170", "00080100"], [], "1 of 8 rows"],
    ["referenced", ["00081140", "00081150"], ["00081140"], "2 of 8 rows"],
    ["of", ["00081140", "0040a170", "00080100"], ["00081140"], "1 of 8 rows"],
    ["ows", [], [], "0 of 8 rows"],
    [" ", ALL, [], ""],
  ]) assert.deepEqual(await filter(text), { shown, open, said }, text);
});

test("a keyword is found by the words in it", async () => {
  const { filter } = rows(rowsOf(`${row("0018a001", "Item", "FirstX2Image")}${many(9)}`, "data-sortable"));
  for (const word of ["first", "x2", "image", "FirstX2Image", "X2Im"]) {
    assert.deepEqual((await filter(word)).shown, ["0018a001"], word);
  }
  assert.deepEqual((await filter("irst")).shown, []);
  const named = rows(rowsOf(`${row("00181151", "Tube Current", "")}${many(9)}`, "data-sortable"));
  assert.deepEqual((await named.filter("TubeCurrent")).shown, ["00181151"]);
});

test("what the reader has unfolded stays so, whatever the filter folds again", async () => {
  const { filter, $ } = rows(rowsOf(ROWS, "data-sortable"));
  $("details").open = true;
  assert.deepEqual((await filter("code value")).open, ["00081140", "0040a170"]);
  assert.deepEqual((await filter("")).open, ["00081140"]);
});

test("rows of a fold at the top are filtered, and many counted as one reads them", async () => {
  const list = Array.from({ length: 1000 }, () => row("00100010", "Name", "")).join("");
  const html = `<div class="rows" data-sortable><ul>${row("00100020", "ID", "")}</ul>
    <details><summary>More</summary><ul>${list}</ul></details></div>`;
  const { filter } = rows(html);
  assert.equal((await filter("name")).said, "1,000 of 1,001 rows");
});

test("the filter waits until the typing rests", async () => {
  const { filter, $ } = rows(rowsOf(ROWS, "data-sortable"));
  assert.equal((await filter("patient", 119)).said, "");
  assert.equal((await filter("patient i", 119)).said, "");
  assert.equal((await filter("patient id", 120)).said, "1 of 8 rows");
  const form = $("form");
  assert.deepEqual(form.told, { class: "rows-filter", role: "search", "aria-label": "Filter the rows" });
  assert.equal(form.querySelector("label").textContent, "Filter");
  assert.equal($("input").getAttribute("placeholder"), "name, keyword or tag");
  assert.ok(form.fire("submit").defaultPrevented);
});

test("a few rows have no filter, and rows in no order of their own are not put in another", () => {
  const told = (html) => {
    const { tools, $ } = rows(html);
    return [
      Boolean($("form")), tools?.querySelectorAll("button").map((it) => it.textContent) ?? null,
      $(".rows").dataset.ready,
    ];
  };
  assert.deepEqual(told(rowsOf(many(7), "data-sortable")), [false, ["Order by tag"], ""]);
  assert.deepEqual(told(rowsOf(many(8), "data-sortable")), [true, ["Order by tag"], ""]);
  assert.deepEqual(told(rowsOf(many(9))), [false, null, ""]);
  assert.deepEqual(told(rowsOf(row("00080006", "A", "", many(1)))), [false, null, ""]);
  const nested = row("00081140", "A", "", row("00081155", "B", "", many(1)));
  assert.deepEqual(told(rowsOf(nested)), [false, ["Open all", "Close all"], ""]);
});

test("the tools stand above the rows, and are not printed", () => {
  const { tools, $ } = rows(rowsOf(ROWS, "data-sortable"));
  assert.equal($(".rows").firstElementChild, tools);
  assert.equal(tools.className, "rows-tools no-print");
  assert.deepEqual(
    tools.querySelectorAll("button").map((it) => it.getAttribute("type")), ["button", "button", "button"]
  );
});

test("rows are ordered by tag, those without one last, and as printed again", () => {
  const { button, $ } = rows(rowsOf(`<li><p>Any attribute</p></li>${ROWS}`, "data-sortable"));
  const order = () => $(".rows > ul").children.map((it) => it.dataset.tag);
  const printed = [undefined, "00280010", "00081140", "00100010", "00100020", "00280011"];
  assert.deepEqual(order(), printed);
  button("Order by tag").click();
  assert.deepEqual(order(), ["00081140", "00100010", "00100020", "00280010", "00280011", undefined]);
  button("Printed order").click();
  assert.deepEqual(order(), printed);
  assert.ok(button("Order by tag"));
});

/* A macro that two rows include: its rows stand on the page at the first. */
const INCLUDE = '<p data-include="code">Include <a href="../../macros/code/">Code Macro</a></p>';
const MACRO = `<details id="fold"><summary>Rows</summary><ul data-macro="code">${
  row("00080100", "Code Value", "CodeValue", "", "row-2a")}<li id="row-2b"><p>Again</p>${INCLUDE}</li></ul></details>`;
const MACROS = rowsOf(`<li data-tag="0040a043"><p>First</p>${INCLUDE}${MACRO}</li>
  <li data-tag="0040a168"><p>Second</p>${INCLUDE}</li>
  <li><p data-include="elsewhere">Include <a>Another Macro</a></p></li>`);

test("a macro is opened where it is included again, as a copy that has no address", () => {
  const { $$ } = rows(MACROS);
  const again = $$("details[data-again]");
  // In the macro itself, and where it is included for the second time.
  assert.deepEqual(again.map((it) => it.textContent), ["Rows of Code Macro", "Rows of Code Macro"]);
  assert.deepEqual(again.map((it) => it.previousElementSibling.dataset.include), ["code", "code"]);
  assert.deepEqual(
    again[1].children.map((it) => [it.localName, it.children.map((inner) => inner.localName)]), [["summary", ["span"]]]
  );
  again[0].open = true; // which the copy is not
  again[1].open = true;
  const [, copy] = again[1].children;
  assert.deepEqual([copy.told, copy.querySelectorAll("[id]").length], [{}, 0]);
  assert.equal(copy.querySelector("li").textContent, "Code Value CodeValue");
  assert.deepEqual(copy.querySelectorAll("details").map((it) => [it.open, it.dataset.again]), [[false, ""]]);
  again[1].open = false;
  again[1].open = true;
  assert.equal(again[1].childElementCount, 2, "it is copied once");
  assert.equal($$("[data-macro]").length, 1);
});

test("a fold in a copy can be opened, too", () => {
  const { $$ } = rows(MACROS);
  const second = $$("details[data-again]")[1];
  second.open = true;
  const inner = second.querySelector("details");
  inner.open = true;
  assert.equal(inner.childElementCount, 2);
  assert.match(inner.textContent, /^Rows of Code MacroCode Value/);
});

test("all are opened and closed, but no copies", () => {
  const { button, $$, open } = rows(MACROS);
  assert.equal($$("details").length, 3);
  button("Open all").click();
  assert.deepEqual(open(), ["0040a043"]);
  const copy = $$("details[data-again]")[1];
  copy.open = true;
  button("Close all").click();
  assert.deepEqual($$("details").filter((it) => it.open), [copy]);
});

test("a click anywhere in a row folds it, but not on a link, nor where text is selected", () => {
  const nested = row(
    "00081140", "<a href='#x'>Referenced</a> <b>Images</b>", "", many(1)
  ) + row("00080005", "Set", "");
  const elsewhere = '<ul><li><p id="other">x</p><details></details></li></ul>';
  const { $, $$, selection, document } = rows(rowsOf(nested) + elsewhere);
  const fold = $("details");
  for (const [place, after] of [["b", true], ["b", false], ["code", true], ["a", true], ["summary", true]]) {
    $(place).click();
    assert.equal(fold.open, after, place);
  }
  selection.text = "Images";
  $("b").click();
  assert.equal(fold.open, true);
  selection.text = "";
  $("#other").click();
  document.fire("click");
  $("li:not(:has(> details)) > p").click();
  assert.deepEqual($$("details").map((it) => it.open), [true, false]);
});

const NESTED = row("00081155", "B", "", row("00081160", "C", "", "", "row-4"), "row-3");
const LINKED = rowsOf(row("00081140", "A", "", NESTED, "row-2")
  + row("00081160", "D", "", "", "row-5") + row("00100010", "E", ""));

test("a link to a row opens all that it stands in, and what it holds", () => {
  for (const [hash, open, seen] of [
    ["#row-4", ["00081140", "00081155"], "row-4"], ["#row-3", ["00081140", "00081155"], "row-3"],
    ["#row-2", ["00081140"], "row-2"],
    ["#row-5", [], "row-5"], ["#elsewhere", [], ""], ["", [], ""],
  ]) {
    const made = rows(`<details><p id="elsewhere">x</p><details></details></details>${LINKED}`, hash);
    assert.deepEqual(made.open(), open, hash);
    assert.deepEqual(made.$$("[id]").filter((it) => it.scrolled).map((it) => it.id), seen ? [seen] : [], hash);
  }
});

test("a tag leads to the first row that has it and an address", () => {
  for (const [hash, expected] of [
    ["#00081160", ["#row-4"]], ["#00081140", ["#row-2"]], ["#00100010", []], ["#00080005", []],
    ["#0008114", []], ["#000811400", []],
    ["#q=00081140", []],
  ]) assert.deepEqual(rows(LINKED, hash).went, expected, hash);
});

test("a link on the page itself does the same", () => {
  const { window, location, open } = rows(LINKED);
  assert.deepEqual(open(), []);
  location.hash = "#row-3";
  window.fire("hashchange");
  assert.deepEqual(open(), ["00081140", "00081155"]);
});
