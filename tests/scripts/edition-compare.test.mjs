/* The comparison of two editions: which changes came between them, joined and counted. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site, turn } from "./document.mjs";
import { load } from "./load.mjs";

const NAMES = ["2011", "2020a", "2020b", "2020c", "2020d"];
const KINDS = ["first listed", "added", "IOD added", "table added", "renamed", "respelled", "moved", "retired", "reinstated", "dropped"];
const TABLES = ["PS3.4 B.5-1", "PS3.6 A-1", "PS3.3 C.1"];
const THINGS = {
  "1.2": ["CT Image Storage", "SOP Class", "sop-classes/1.2/", "1.2"], "1.3": ["MR Image Storage", "SOP Class", "", "1.3"], "00080060": ["Modality", "Attribute", "attributes/00080060/", "(0008,0060)"],
};

/** A change: what, of which thing, after and up to which edition; `exact` if no edition between the two is missing. */
const change = (kind, thing, since, edition, { exact = 1, table = 0, before = "", after = "" } = {}) =>
  [KINDS.indexOf(kind), thing, NAMES.indexOf(since), NAMES.indexOf(edition), exact, table, before, after];

/** The page with these changes, and what is asked of it; `saved` gets what the button saves, `pauses` what goes on
 *  behind each pause: without it none is made. */
async function page(changes, { from, to } = {}, saved = [], pauses = null) {
  const asked = new Map(Object.entries({ from, to }).filter(([, name]) => name));
  const { $, window, globals } = opening('<div id="edition-compare"></div>');
  const place = $("div");
  const steps = [];
  const SopSite = {
    ...site(), data: async () => {},
    pause: () => new Promise((goOn) => { if (pauses) pauses.push(goOn); else goOn(); }),
    state: { read: () => asked, write: (state, step) => {
      steps.push(step);
      for (const [key, value] of Object.entries(state)) asked.set(key, value);
    } },
  };
  const rows = (table) => Array.from(table.querySelector("tbody").childNodes, (_, order) => ({ order }));
  load(["lookup/text.js", "edition-compare.js"], {
    ...globals, SopSite,
    SopTables: { enhance: (table) => ({ shown: rows(table).reverse() }) }, SopSave: { csv: (all) => all, download: (...all) => saved.push(all) },
    SopEditions: { editions: NAMES.map((name) => [name, `${name} tables`]), kinds: KINDS, tables: TABLES, things: THINGS, changes },
  });
  await turn();
  const [form, status, numbers, held, result] = place.childNodes;
  const cells = () => result.querySelectorAll("tbody").flatMap((body) => body.childNodes.map((row) => row.childNodes.map(String)));
  return { form, status: () => String(status), facts: () => numbers.childNodes.map((row) => row.childNodes.map(String).join(": ")), held: () => String(held), cells, result, asked, steps, window, place };
}

const BETWEEN = { from: "2020a", to: "2020c" };
const changesOf = async (changes, asked = BETWEEN) => (await page(changes, asked)).cells().map(([what, name, , , became, when, sure]) => [what, name, became, when, sure].join(" | "));
const CT = "[CT Image Storage](/sop-classes/1.2/)";

test("a change is between two editions for sure, perhaps, or not", async () => {
  for (const [since, edition, sure] of [
    ["2020a", "2020b", "yes"], ["2020b", "2020c", "yes"], ["2020a", "2020c", "yes"], ["2011", "2020a", null], ["2020c", "2020d", null], ["2011", "2020b", "perhaps"], ["2020b", "2020d", "perhaps"], ["2011", "2020d", "perhaps"],
  ]) assert.deepEqual(await changesOf([change("retired", "1.2", since, edition)]), sure ? [`retired | ${CT} |  | ${edition} | ${sure}`] : [], `${since} ${edition}`);
  assert.deepEqual(await changesOf([change("retired", "1.2", "2011", "2020b", { exact: 0 })]), [`retired | ${CT} |  | between 2011 and 2020b | perhaps`]);
});

test("of what was added only greater news are told", async () => {
  for (const kind of ["first listed", "added", "IOD added", "table added"]) {
    const all = await changesOf([change(kind, "1.2", "2020a", "2020b"), ...["renamed", "moved", "retired", "reinstated", "dropped"].map((each) => change(each, "1.2", "2020b", "2020c"))]);
    assert.deepEqual(all.map((line) => line.split(" | ")[0]), [kind, "retired", "reinstated", "dropped"]);
  }
  assert.equal((await changesOf([change("added", "1.2", "2011", "2020b"), change("moved", "1.2", "2020b", "2020c")])).length, 2, "it may have been there");
  assert.equal((await changesOf([change("added", "1.2", "2020a", "2020b"), change("moved", "1.3", "2020b", "2020c")])).length, 2, "another thing");
});

test("changes that follow each other are one, names that come back are none", async () => {
  const renamed = (since, edition, before, after, more = {}) => change(more.kind ?? "renamed", more.thing ?? "1.2", since, edition, { before, after, ...more });
  for (const [changes, expected] of [
    [[renamed("2020a", "2020b", "A", "B"), renamed("2020b", "2020c", "B", "C")], [`renamed | ${CT} | A became C | 2020b, 2020c | yes`]],
    [[renamed("2020a", "2020b", "A", "B"), renamed("2020b", "2020c", "B", "A")], []],
    [[renamed("2020a", "2020b", "A", "B"), renamed("2020b", "2020c", "X", "C")], [`renamed | ${CT} | A became B | 2020b | yes`, `renamed | ${CT} | X became C | 2020c | yes`]],
    [[renamed("2020a", "2020b", "A", "B"), renamed("2020b", "2020c", "B", "C", { table: 1 })], [`renamed | ${CT} | A became B | 2020b | yes`, `renamed | ${CT} | B became C | 2020c | yes`]],
    [[renamed("2020a", "2020b", "A", "B"), renamed("2020b", "2020c", "B", "C", { thing: "1.3" })], [`renamed | ${CT} | A became B | 2020b | yes`, "renamed | MR Image Storage | B became C | 2020c | yes"]],
    [[renamed("2020a", "2020b", "A", "B", { kind: "moved" }), renamed("2020b", "2020c", "B", "C", { kind: "moved" })], [`moved | ${CT} | A became C | 2020b, 2020c | yes`]],
    [[renamed("2020a", "2020b", "A", "B", { kind: "moved" }), renamed("2020b", "2020c", "B", "C")], [`renamed | ${CT} | B became C | 2020c | yes`, `moved | ${CT} | A became B | 2020b | yes`]],
    [[renamed("2020a", "2020b", "X-Ray", "Xray", { kind: "respelled" }), renamed("2020b", "2020c", "Xray", "X RAY", { kind: "respelled" })], [`respelled | ${CT} | X-Ray became X RAY | 2020b, 2020c | yes`]],
    [[renamed("2020a", "2020b", "A & B", "C"), renamed("2020b", "2020c", "C", "A and b")], [`respelled | ${CT} | A & B became A and b | 2020b, 2020c | yes`]],
    [[renamed("2020a", "2020b", "A", "B", { kind: "respelled" }), renamed("2020b", "2020c", "B", "C")], [`renamed | ${CT} | A became C | 2020b, 2020c | yes`]],
    [[renamed("2011", "2020b", "A", "B"), renamed("2020b", "2020c", "B", "C")], [`renamed | ${CT} | A became C | 2020b, 2020c | perhaps`]],
    [[change("retired", "1.2", "2020a", "2020b"), change("retired", "1.2", "2020b", "2020c")], [`retired | ${CT} |  | 2020b | yes`, `retired | ${CT} |  | 2020c | yes`]],
  ]) assert.deepEqual(await changesOf(changes), expected);
});

test("what is sure comes first, then by kind, then in the order of the registry", async () => {
  const all = [change("moved", "1.3", "2020a", "2020b"), change("moved", "1.2", "2020a", "2020b"), change("retired", "00080060", "2020a", "2020b"), change("added", "1.3", "2011", "2020b"), change("renamed", "00080060", "2020a", "2020b", { before: "A", after: "B" })];
  assert.deepEqual((await changesOf(all)).map((line) => line.split(" | ").filter((_, at) => at === 0 || at === 1 || at === 4).join(" ")), [
    "renamed [Modality](/attributes/00080060/) yes", `moved ${CT} yes`, "moved MR Image Storage yes", "retired [Modality](/attributes/00080060/) yes", "added MR Image Storage perhaps",
  ]);
});

test("a row says what changed, of what, when and where", async () => {
  const { cells, result } = await page([
    change("renamed", "00080060", "2020a", "2020b", { before: "Device", after: "AVeryLongKeywordOfManyWords", table: 1 }), change("table added", "", "2020a", "2020b", { table: 2, after: "PS3.3 C.1" }), change("added", "1.2", "2020a", "2020b", { after: "Old Name" }),
  ], BETWEEN);
  assert.deepEqual(cells(), [
    ["added", CT, "1.2", "SOP Class", "as Old Name", "2020b", "yes", "PS3.4 B.5-1"], ["table added", "PS3.3 C.1", "", "Table", "", "2020b", "yes", "PS3.3 C.1"],
    ["renamed", "[Modality](/attributes/00080060/)", "(0008,0060)", "Attribute", "Device became AVeryLongKeywordOfManyWords", "2020b", "yes", "PS3.6 A-1"],
  ]);
  const [table] = result.childNodes;
  assert.deepEqual(table.querySelector("thead").querySelectorAll("th").map((head) => [String(head), head.told["data-sort"] ?? head.told["data-facet"] ?? "", head.told.class ?? ""]), [
    ["What", "", ""], ["Name today", "", ""], ["UID, tag or table", "uid", ""], ["Type", "", "less"], ["Change", "", ""], ["When", "", ""], ["Between them?", "", "less"], ["Where", "", "less"],
  ]);
  assert.deepEqual(table.querySelector("thead").querySelectorAll("th").filter((head) => "data-facet" in head.told).map(String), ["What", "Type", "Between them?"]);
  assert.deepEqual(table.querySelector("tbody").childNodes[0].childNodes.map((cell) => [cell.told["data-label"] ?? cell.told.scope, cell.told.class ?? ""]), [
    ["What", ""], ["row", ""], ["UID, tag or table", ""], ["Type", "less"], ["Change", ""], ["When", ""], ["Between them?", "less"], ["Where", "less"],
  ]);
  assert.equal(table.querySelectorAll("wbr").length, 5, "a long keyword may break before its words");
  assert.deepEqual(table.querySelectorAll(".muted").map(String), ["as", "became"]);
  assert.deepEqual(table.told, { class: "records changes", id: "compared", "data-noun": "change|changes" });
});

test("what came for sure is counted, of UIDs, attributes and in PS3.3", async () => {
  const all = [change("retired", "1.2", "2020a", "2020b"), change("retired", "1.3", "2020a", "2020b"), change("moved", "1.2", "2020a", "2020b"), change("retired", "00080060", "2020a", "2020b", { table: 1 }), change("table added", "", "2020a", "2020b", { table: 2 }), change("dropped", "1.2", "2011", "2020b")];
  const { facts, status } = await page(all, BETWEEN);
  assert.deepEqual(facts(), ["IODs and modules: table added (1)", "UIDs: moved (1), retired (2)", "Attributes: retired (1)"]);
  assert.equal(status(), "From 2020a to 2020c: 6 changes. One of them may lie outside, before 2020a or after 2020c: the tables that would show it are missing.");
});

test("above the table stands what is compared", async () => {
  const status = async (changes, asked) => (await page(changes, asked)).status();
  const unsure = [change("moved", "1.2", "2011", "2020b"), change("moved", "1.3", "2011", "2020b")];
  for (const [changes, asked, said] of [
    [[], BETWEEN, "From 2020a to 2020c: no change in the tables that we have."], [[], { from: "2020c", to: "2020a" }, "From 2020a to 2020c: no change in the tables that we have."], [[], {}, "From 2011 to 2020d: no change in the tables that we have."],
    [[], { from: "2020a", to: "2020a" }, "Both are the same edition. Choose another."], [[change("moved", "1.2", "2020a", "2020b")], BETWEEN, "From 2020a to 2020c: 1 change."],
    [unsure, { from: "2020a", to: "2020d" }, "From 2020a to 2020d: 2 changes. 2 of them may lie outside, before 2020a: the tables that would show it are missing."],
    [[], { from: "1993", to: "2020a" }, "The registry has nothing of edition 1993. Choose another."], [[], { from: "1993", to: "x" }, "The registry has nothing of edition 1993 and x. Choose another."],
  ]) assert.equal(await status(changes, asked), said);
  assert.equal((await page([], BETWEEN)).held(), "The registry has 2020a tables of 2020a, and 2020c tables of 2020c. The tables of the editions between them are compared too.");
  assert.equal((await page([], { from: "x" })).held(), "");
});

test("the rows that are shown are saved, in their order", async () => {
  const saved = [];
  const all = [change("renamed", "1.2", "2020a", "2020b", { before: "A", after: "B" }), change("retired", "00080060", "2011", "2020b", { table: 1 }), change("table added", "", "2020a", "2020b", { table: 2 })];
  const { form } = await page(all, BETWEEN, saved);
  const [button] = form.querySelectorAll("button");
  button.click();
  assert.deepEqual([saved[0][0], saved[0][2], Array.from(saved[0][1], (row) => [...row].join("|"))], ["dicom-changes-2020a-2020c.csv", "text/csv", [
    "change|uid|tag_or_table|name_today|type|before|after|when|between_them|tables", "retired||(0008,0060)|Modality|Attribute|||2020b|perhaps|PS3.6 A-1", "renamed|1.2||CT Image Storage|SOP Class|A|B|2020b|yes|PS3.4 B.5-1", "table added|||PS3.3 C.1|Table|||2020b|yes|PS3.3 C.1",
  ]]);
  assert.deepEqual([button.disabled, (await page([], BETWEEN)).form.querySelector("button").disabled], [false, true]);
});

test("another choice stands in the address, and is shown; so is what Back brings", async () => {
  const { form, status, asked, steps, window, place } = await page([], BETWEEN);
  assert.deepEqual(form.childNodes.map((part) => (part.localName === "label" ? String(part.childNodes[0]) : `${part.told.type}: ${part}`)), ["From edition", "To edition", "button: Save as CSV"]);
  assert.deepEqual(place.childNodes.slice(1, 4).map(({ localName: name, told }) => ({ name, ...told })), [{ name: "p", role: "status" }, { name: "dl", class: "facts" }, { name: "p", class: "muted" }]);
  const [from, to] = form.querySelectorAll("select");
  assert.deepEqual([from.value, to.value, from.querySelectorAll("option").map(String)], ["2020a", "2020c", [...NAMES].reverse()]);
  to.value = "2020d";
  to.fire("change");
  assert.deepEqual([status(), Object.fromEntries(asked)], ["From 2020a to 2020d: no change in the tables that we have.", { from: "2020a", to: "2020d" }]);
  assert.deepEqual(steps, [true], "Back undoes it");
  asked.set("from", "2011");
  window.fire("popstate");
  assert.equal(status(), "From 2011 to 2020d: no change in the tables that we have.");
});

test("what is counted is said before the table is made, which is that of the last choice", async () => {
  const pauses = [], saved = [];
  const all = [change("retired", "1.2", "2020a", "2020b"), change("retired", "1.3", "2020b", "2020c")];
  const { form, status, cells, result } = await page(all, BETWEEN, saved, pauses);
  const save = form.querySelector("button");
  const goOn = async () => {
    pauses.shift()();
    await turn();
    return [cells().map(([, name]) => name), save.disabled];
  };
  assert.deepEqual([status(), result.childNodes.length, save.disabled], ["From 2020a to 2020c: 2 changes.", 0, true]);
  const [, to] = form.querySelectorAll("select");
  to.value = "2020b";
  to.fire("change");
  assert.equal(status(), "From 2020a to 2020b: 1 change.");
  assert.deepEqual(await goOn(), [[], true], "nobody asks for the first any more");
  assert.deepEqual(await goOn(), [[CT], true], "rows cannot be saved before they can be chosen");
  to.value = "2020c";
  to.fire("change");
  assert.deepEqual(await goOn(), [[], true]);
  assert.deepEqual(await goOn(), [[CT, "MR Image Storage"], true]);
  assert.deepEqual(await goOn(), [[CT, "MR Image Storage"], false]);
  save.click();
  assert.equal(saved[0][0], "dicom-changes-2020a-2020c.csv");
  assert.equal(pauses.length, 0);
});

test("without its data it says so, in the place of what stood there", async () => {
  const { $, globals } = opening('<div id="edition-compare"><p>loading</p></div>');
  load(["lookup/text.js", "edition-compare.js"], {
    ...globals, SopSite: { ...site(), data: async () => { throw new Error("lost"); } },
  });
  await turn();
  const [notice, ...others] = $("#edition-compare").childNodes;
  assert.deepEqual(others, []);
  assert.deepEqual({ name: notice.localName, ...notice.told }, { name: "p", class: "notice", role: "status" });
  assert.equal(String(notice), "The data of the comparison cannot be loaded. Reload the page to try again."
    + " The page of each edition says what changed since the one before:");
});
