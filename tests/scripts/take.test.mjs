/* Tables to take away: buttons that copy or save the rows that are shown, and links to codes without an anchor. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { clipboard, page, turn } from "./document.mjs";
import { load } from "./load.mjs";

const TABLE = (more) => `<table class="records codes" ${more}><tbody>
  <tr><td>1.2</td><td> Left  eye</td><td></td></tr><tr hidden><td>1.3</td><td>Right eye</td><td>x</td></tr>
  <tr><td>1.4</td><td>=1+1</td><td>"y"</td></tr></tbody></table>`;

/** A page with these tables; `copies` is whether the browser lets pages copy. */
function tables(html, { hash = "", copies = true, hasFilter = true } = {}) {
  const made = page(`<main>${html}</main>`, `https://x.org/context-groups/29/${hash}`);
  const copied = [], saved = [], asked = [];
  const input = hasFilter ? made.document.createElement("input") : null;
  input?.addEventListener("input", () => asked.push(input.value));
  const textOf = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
  const enhance = (table) => ({
    input, columns: ["Code", "Meaning", "Note"].map((title, at) => ({ title, at })),
    shown: table.rows.filter((row) => !row.hidden).map((row) => ({ cells: row.cells })),
    count: (number) => `${number} codes`,
  });
  load(["site.js", "take.js"], {
    ...made.globals, SopTables: { enhance, textOf },
    SopSave: {
      csv: (rows) => rows.map((row) => row.join(";")).join("/"), download: (...all) => saved.push(all),
    },
    navigator: { clipboard: clipboard(copies ? copied : null) },
  });
  made.document.execCommand = () => false;
  const press = async (name) => {
    made.$$("button").find((it) => it.textContent === name).click();
    await turn();
    return made.$("[role=status]").textContent;
  };
  return { ...made, copied, saved, asked, press };
}

test("the rows that are shown are saved and copied, with the titles of their columns", async () => {
  const { $, press, copied, saved } = tables(TABLE('data-save="cid-29"'));
  assert.equal(await press("Copy rows"), "Copied 2 codes.");
  assert.deepEqual(copied, ['Code\tMeaning\tNote\n1.2\tLeft eye\t\n1.4\t=1+1\t"y"']);
  await press("Save as CSV");
  await press("Save as JSON");
  assert.deepEqual(saved, [
    ["cid-29.csv", 'Code;Meaning;Note/1.2;Left eye;/1.4;=1+1;"y"', "text/csv"],
    ["cid-29.json", `[
 {
  "Code": "1.2",
  "Meaning": "Left eye",
  "Note": ""
 },
 {
  "Code": "1.4",
  "Meaning": "=1+1",
  "Note": "\\"y\\""
 }
]
`, "application/json"],
  ]);
  const tools = $("table").previousElementSibling;
  assert.deepEqual([tools.localName, tools.className], ["p", "rows-tools no-print"]);
  assert.deepEqual(
    tools.children.map((it) => it.getAttribute("type") ?? it.getAttribute("role")),
    ["button", "button", "button", "status"]
  );
});

test("where the browser lets no page copy, that is said", async () => {
  assert.equal(
    await tables(TABLE('data-save="x"'), { copies: false }).press("Copy rows"),
    "The browser does not let pages copy."
  );
});

test("only tables that say so can be taken away, each by itself", () => {
  const { $$ } = tables(TABLE("") + TABLE('data-save="a"') + TABLE('data-save="b"'));
  assert.deepEqual(
    $$("table").map((it) => it.previousElementSibling?.className ?? null),
    [null, "rows-tools no-print", "rows-tools no-print"]
  );
});

test("a link to a code whose row has no anchor filters the table by it", () => {
  for (const [hash, html, asked] of [
    ["#code-sct-1.2", TABLE(""), ["1.2"]], ["#code-99sdm-a-b", TABLE(""), ["a-b"]],
    ["#code-sct-1.2", `<p id="code-sct-1.2"></p>${TABLE("")}`, []],
    ["#code-1.2", TABLE(""), []], ["#row-1", TABLE(""), []], ["", TABLE(""), []],
    ["#code-sct-1.2", TABLE("").replace(" codes", ""), []],
  ]) assert.deepEqual(tables(html, { hash }).asked, asked, hash);
  assert.deepEqual(tables(TABLE(""), { hash: "#code-sct-1.2", hasFilter: false }).asked, []);
});
