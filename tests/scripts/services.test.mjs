/* Tables of what messages hold: which rows someone needs, and the links to rows. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page } from "./document.mjs";
import { load } from "./load.mjs";

/** A row of an attribute named `name` with the codes of its columns. */
const row = (name, codes, depth = 0) => `<tr id="row-${name}"${depth ? ` class="d${depth}"` : ""}>
  <th scope="row">${name}</th><td>(${name})</td>${codes.map((code) => `<td>${code}</td>`).join("")}</tr>`;
const group = (name) => `<tr class="group" id="${name}"><th colspan="9">${name}</th></tr>`;
const wide = (name, columns, more = "", depth = 0) => `<tr id="row-${name}" class="d${depth}">
  <td colspan="${columns}">${name}</td>${more}</tr>`;

/** A table with columns that say who needs what; `bodies` are the rows of its parts. */
const table = (needs, ...bodies) => `<table class="service"><thead><tr><th>Attribute</th><th>Tag</th>
  ${needs.map((need) => `<th data-need="${need}">x</th>`).join("")}</tr></thead>
  ${bodies.map((rows) => `<tbody>${rows}</tbody>`).join("")}</table>`;

const MANY = ["a", "b", "c", "d", "e", "f", "g", "h"];

function services(html) {
  const made = page(`<main>${html}</main>`);
  function Option(text, value) {
    const option = made.document.createElement("option");
    option.textContent = text;
    option.value = value;
    return option;
  }
  load(["services.js"], { ...made.globals, Option });
  const select = made.$("select");
  const choices = () => select?.children.map((it) => [it.value, it.textContent]) ?? null;
  /** The rows that show once that is chosen, and what is said of their number. */
  const choose = (value) => {
    select.value = value;
    select.fire("change");
    const shown = made.$$("tbody tr").filter((it) => !it.hidden).map((it) => it.id.replace("row-", "")).join(" ");
    return [shown, made.$("output").textContent];
  };
  return { ...made, choices, choose };
}

/** What shows of a table with one row for each of these codes in its only column, which serves `need`. */
const needed = (need, codes, choice) => {
  const rows = [...codes.map((code) => row(code, [code])), ...MANY.map((name) => row(name, [""]))].join("");
  return services(table([need], rows)).choose(choice)[0].split(" ");
};

test("a row is needed by whom its code obliges", () => {
  const pairs = ["1/1", "1/2", "2/3", "3/1C", "2C/-", "M/U", "U/M", "3/3", "-/-", "NA/NA", "1", "11/11"];
  assert.deepEqual(needed("scu scp", pairs, "scu"), ["1/1", "1/2", "2/3", "2C/-", "M/U", "1"]);
  assert.deepEqual(needed("scu scp", pairs, "scp"), ["1/1", "1/2", "3/1C", "U/M"]);
  const codes = ["1", "1C", "2", "2C", "3", "M", "MC", "U", "R", "RC", "RQ", "P", "X", "O", "-", "1/1", "PX"];
  for (const need of ["scu", "scp", "match", "return", "final"]) {
    assert.deepEqual(needed(need, codes, need), ["1", "1C", "2", "2C", "M", "MC", "R", "RC", "P", "X"], need);
  }
  assert.deepEqual(needed("key", ["U", "R", "O", "1", "UR"], "key"), ["U", "R"]);
});

test("the choices are those that a row answers, in one order", () => {
  const rows = MANY.map((name) => row(name, ["1/1", "R", "U", "1", "1"])).join("");
  const all = services(table(["scu scp", "match", "key", "final", "return"], rows));
  assert.deepEqual(all.choices(), [
    ["", "all rows"], ["scu", "required of the SCU"], ["scp", "required of the SCP"],
    ["match", "the SCP must match by it"],
    ["return", "the SCP must return it"], ["key", "unique and required keys"],
    ["final", "needed for a final state"],
  ]);
  const some = services(table(["scu scp", "final"], MANY.map((name) => row(name, ["3/1", "3"])).join("")));
  assert.deepEqual(some.choices(), [["", "all rows"], ["scp", "required of the SCP"]]);
});

test("what is needed in a sequence shows where the sequence is needed, too", () => {
  const { choose } = services(table(["scu scp"], [
    row("a", ["1/3"]), row("b", ["1/1"], 1), row("c", ["3/1"], 1), row("d", ["1/1"], 2), row("e", ["1/1"], 1),
    row("f", ["3/3"]),
    row("g", ["1/1"], 1), row("h", ["2/2"]),
  ].join("")));
  assert.deepEqual(choose("scu"), ["a b e h", "4 of 8 rows"]);
  assert.deepEqual(choose("scp"), ["h", "1 of 8 rows"]);
  assert.deepEqual(choose(""), ["a b c d e f g h", ""]);
});

test("rows of a macro, or of all other attributes, go with what they stand in", () => {
  const { choose } = services(table(["match", "return"], [
    row("a", ["R", "1"]), wide("macro", 4, "", 1), row("b", ["O", "1"]), wide("inner", 4, "", 1),
    wide("others", 2, "<td>O</td><td>3</td>"),
    wide("end", 2, "<td>R</td><td>3</td>"), row("c", ["O", "3"], 1), wide("top", 4), row("d", ["O", "3"]),
  ].join("")));
  assert.deepEqual(choose("match"), ["a macro end top", "4 of 9 rows"]);
  assert.deepEqual(choose("return"), ["a macro b inner top", "5 of 9 rows"]);
  const sole = MANY.map((name) => row(name, [name === "b" ? "O" : "R"]) + wide(`${name}-macro`, 3, "", 1));
  assert.equal(
    services(table(["match"], sole.slice(0, 4).join(""))).choose("match")[0], "a a-macro c c-macro d d-macro"
  );
});

test("a heading shows where a row below it does, also of another part of the table", () => {
  const { choose } = services(table(
    ["match"], group("x") + row("a", ["R"]) + group("y") + row("b", ["O"]),
    group("z") + MANY.map((name) => row(`${name}2`, ["R"])).join("")
  ));
  assert.deepEqual(choose("match"), ["x a z a2 b2 c2 d2 e2 f2 g2 h2", "9 of 10 rows"]);
  assert.equal(choose("")[0], "x a y b z a2 b2 c2 d2 e2 f2 g2 h2");
  const before = services(table(["match"], MANY.map((name) => row(name, ["R"])).join("")));
  assert.equal(before.choose("match")[1], "8 of 8 rows");
});

test("only tables of many rows, of which someone needs some, can be narrowed", () => {
  const rows = (number, code) => MANY.slice(0, number).map((name) => row(name, [code])).join("");
  const other = table([], rows(8, "R"));
  for (const [html, has] of [
    [table(["match"], rows(8, "R")), true], [table(["match"], rows(7, "R")), false],
    [table(["match"], rows(8, "O")), false],
    [table(["match"], rows(8, "R")).replace("service", "service transcript"), false],
    [table(["match"], rows(8, "R")).replace("service", "other"), false],
    [other, false],
    // The rows of a macro alone leave nothing to choose.
    [table(["match"], rows(7, "O") + wide("macro", 3)), false],
  ]) assert.equal(services(html).choices() !== null, has, html);
  assert.equal(services(other + table(["match"], rows(8, "R"))).$$("select").length, 1);
});

test("the choice stands above its table, and is not printed", () => {
  const { $ } = services(table(["match"], MANY.map((name) => row(name, ["R"])).join("")));
  const tools = $("table").previousElementSibling;
  assert.deepEqual(
    [tools.localName, tools.className, tools.children.map((it) => it.localName)],
    ["p", "service-tools no-print", ["label", "output"]]
  );
  assert.equal(tools.querySelector("label").childNodes[0].textContent, "Show ");
});

test("the tag of a row is a link to the row", () => {
  const { $$ } = services(`<table class="service"><tbody>${row("a", ["1"])}${group("x")}${wide("macro", 3)}
    <tr><th scope="row">b</th><td>(b)</td></tr></tbody></table>`);
  assert.deepEqual(
    $$("a").map((it) => [it.getAttribute("href"), it.textContent, it.parentElement.textContent]),
    [["#row-a", "(a)", "(a)"]]
  );
});
