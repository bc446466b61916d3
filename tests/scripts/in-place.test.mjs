/* The attributes of modules, shown in place on the page of an IOD or SOP Class, and as a checklist. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site } from "./document.mjs";
import { load } from "./load.mjs";

const attribute = (tag, name, vr, type, { holds = "", when = "", values = [], items = [] } = {}) => [tag, name, vr, type, holds, when, values, items];
const ROWS = {
  "modules/patient": [
    attribute("00100010", "Patient's Name", "PN", "2"), attribute("00100020", "Patient ID", "LO", "1C", { holds: "A number.", when: "Required if known.", values: ["A", "CID 7"] }),
    attribute("00081140", "Referenced Image Sequence", "SQ", "3", { items: [attribute("00081150", "Referenced SOP Class UID", "UI", "1"), attribute("00081155", "Referenced SOP Instance UID", "UI", "3")] }),
  ],
  "modules/image": [["macros/code", "Code Macro", [attribute("00100010", "Patient's Name", "PN", "3")], "where it is coded"], ["Any attribute"], attribute("00280010", "Rows", "US", "")],
  "macros/code": [attribute("00080100", "Code Value", "SH", "1"), attribute("00081032", "Procedure Code Sequence", "SQ", "1", { items: [["macros/code", "Code Macro", [], ""]] })],
  "modules/free": [attribute("00280011", "Columns", "US", "3"), attribute("00400275", "Request Sequence", "SQ", "3", { items: [attribute("00321064", "Procedure Sequence", "SQ", "3", { items: [attribute("00080104", "Meaning", "LO", "1")] })] })],
};

const MODULES = [["patient", "Patient", "M", ""], ["image", "Image", "C", "Required if so."], ["free", "Free", "U", ""]];

const moduleRow = ([name, title, usage, condition]) => `<tr data-module="${name}">
  <td><a href="../../modules/${name}/index.html">${title}</a>${condition && `<p class="says"> ${condition} </p>`}</td>
  <td><abbr class="badge">${usage}</abbr></td><td>PS3.3</td></tr>`;

/** The page of an IOD; `lost` are the tables that cannot be loaded, and each badge takes `slow` milliseconds. */
async function page(lost = [], slow = 0) {
  const { $, $$, globals } = opening(`<h1> CT Image IOD <small>x</small></h1><table class="modules"><tbody>
    <tr class="group"><th>Patient</th></tr>
    ${MODULES.slice(0, 2).map(moduleRow).join("")}</tbody><tbody>
    <tr><td><a href="../../iods/x/">No module</a></td></tr><tr><td>no link</td></tr>
    <tr><td><a href="../../modules/y/">Y</a> no table</td></tr>
    ${MODULES.slice(2).map(moduleRow).join("")}</tbody></table>`);
  const { make, ...others } = site();
  const saved = [];
  const waits = [];
  let clock = 0;
  const rows = $$("tr[data-module]");
  const group = $(".group");
  const words = make("input");
  const asked = [];
  const data = async (path) => {
    asked.push(path);
    if (lost.some((name) => path === `rows/${name}.js`)) throw new Error("lost");
  };
  const setTimeout_ = (act, wait = 0) => {
    waits.push(wait);
    queueMicrotask(act);
  };
  const badge = (text) => {
    clock += slow;
    return make("abbr", {}, text);
  };
  const wordsField = (placeholder) => {
    words.setAttribute("placeholder", placeholder);
    return words;
  };
  load(["lookup/text.js", "in-place.js"], {
    ...globals, performance: { now: () => clock }, setTimeout: setTimeout_, clearTimeout: () => {}, SopRows: ROWS,
    SopSite: { ...others, make, data, wordsField, badge },
    SopSave: { csv: (all) => all, download: (...all) => saved.push(all) },
  });
  const tools = $("table").previousElementSibling;
  const settle = () => new Promise((done) => setTimeout(done, 5));
  const buttons = rows.map((row) => row.querySelector("a").nextElementSibling);
  /** What has opened below a row. */
  const panel = ({ nextElementSibling: next }) => (next?.className === "in-place-row" ? next : null);
  const lines = (row) => panel(row)?.querySelectorAll("li").map((item) => item.childNodes.map(String).join(" / ")) ?? null;
  const status = () => String(tools.childNodes.at(-1));
  const find = async (text) => {
    words.value = text;
    words.fire("input");
    await settle();
    return { shown: rows.map((row) => (row.hidden ? null : lines(row))), said: status() };
  };
  const required = async (on) => {
    const box = tools.querySelectorAll("input").find((input) => input !== words);
    box.checked = on;
    box.fire("change");
    await settle();
  };
  const save = async (at) => {
    tools.querySelectorAll("button")[at].click();
    await settle();
    return saved.at(-1);
  };
  const open = async (at) => {
    buttons[at].click();
    await settle();
    return lines(rows[at]);
  };
  const unfold = async (at, title) => {
    const fold = panel(rows[at]).querySelectorAll("details").find((each) => String(each).startsWith(title));
    fold.open = true;
    await settle();
    return fold.childNodes.at(-1).querySelectorAll("li").map((item) => item.childNodes.map(String).join(" / "));
  };
  return { rows, group, tools, buttons, asked, waits, settle, lines, find, required, save, open, unfold, status };
}

const NAME = "[Patient's Name](../../attributes/00100010/index.html)(0010,0010)PN2";
const ID = "[Patient ID](../../attributes/00100020/index.html)(0010,0020)LO1C / A number.Required if known.ACID 7";
const SEQUENCE = "[Referenced Image Sequence](../../attributes/00081140/index.html)(0008,1140)SQ3";

test("a module opens in place, and closes again", async () => {
  const { open, unfold, buttons, rows, asked } = await page();
  assert.deepEqual(buttons.map((button) => [String(button), button.told["aria-label"], button.told["aria-expanded"], button.told.type]), MODULES.map(([, title]) => ["attributes", `Attributes of ${title}`, "false", "button"]));
  assert.deepEqual(await open(0), [`${NAME} /  / `, `${ID} / `, `${SEQUENCE} /  / Items of Referenced Image Sequence`]);
  assert.equal(buttons[0].told["aria-expanded"], "true");
  assert.equal(rows[0].nextElementSibling.querySelector("td").told.colspan, "3");
  assert.deepEqual(await unfold(0, "Items of"), ["[Referenced SOP Class UID](../../attributes/00081150/index.html)(0008,1150)UI1 /  / ", "[Referenced SOP Instance UID](../../attributes/00081155/index.html)(0008,1155)UI3 /  / "]);
  assert.equal(await open(0), null);
  assert.equal(buttons[0].told["aria-expanded"], "false");
  await open(0);
  assert.deepEqual(asked, ["rows/modules/patient.js"], "what is there is not asked for again");
});

test("an include says what and when, and opens to its rows and those that are added", async () => {
  const { open, unfold } = await page();
  assert.deepEqual(await open(1), ["Include [Code Macro](../../macros/code/index.html) / where it is coded / Rows of Code Macro", "Any attribute", "[Rows](../../attributes/00280010/index.html)(0028,0010)US /  / "]);
  assert.deepEqual(await unfold(1, "Rows of"), [
    "[Code Value](../../attributes/00080100/index.html)(0008,0100)SH1 /  / ", "[Procedure Code Sequence](../../attributes/00081032/index.html)(0008,1032)SQ1 /  / Items of Procedure Code Sequence", "[Patient's Name](../../attributes/00100010/index.html)(0010,0010)PN3 /  / ",
  ]);
  assert.deepEqual(await unfold(1, "Items of"), ["Include [Code Macro](../../macros/code/index.html) /  / "], "a macro in itself does not open");
});

test("what is made has the classes that its style knows", async () => {
  const { open, rows } = await page();
  await open(0);
  await open(1);
  const classes = (row) => {
    const [cell] = row.nextElementSibling.childNodes;
    const inside = cell.childNodes[0].querySelectorAll("li").flatMap((item) => item.children);
    return [row.nextElementSibling, cell.childNodes[0], ...inside].flatMap((part) => part.told.class ?? []);
  };
  assert.deepEqual(classes(rows[0]), ["in-place-row", "rows in-place", "says"]);
  assert.deepEqual(classes(rows[1]), ["in-place-row", "rows in-place", "include", "says", "any"]);
});

test("a fold gets its rows when it is first opened, and once", async () => {
  const { open, rows, settle } = await page();
  await open(1);
  const [fold] = rows[1].nextElementSibling.querySelectorAll("details");
  fold.fire("toggle");
  await settle();
  assert.equal(fold.querySelectorAll("ul").length, 0);
  for (const isOpen of [true, false, true]) fold.open = isOpen; // while the rows load
  await settle();
  assert.equal(fold.querySelectorAll("ul").length, 1);
});

test("a button that is pressed again while its module loads closes it; another choice meanwhile holds", async () => {
  const { buttons, rows, settle, lines, required } = await page();
  for (const [times, isOpen] of [[2, false], [3, true]]) {
    for (let at = 0; at < times; at++) buttons[0].click();
    await settle();
    assert.deepEqual([buttons[0].told["aria-expanded"], lines(rows[0]) !== null], [String(isOpen), isOpen], times);
  }
  buttons[2].click();
  await required(true);
  assert.deepEqual(lines(rows[2]), ["Nothing is required."]);
});

test("above the modules stand a field, a choice and two buttons, each with its name", async () => {
  const { tools } = await page();
  assert.deepEqual({ name: tools.localName, ...tools.told }, {
    name: "form", class: "in-place-tools no-print", role: "search", "aria-label": "Attributes of the modules",
  });
  const of = (it) => (it.localName ? { name: it.localName, ...it.told, holds: it.childNodes.map(of) } : String(it));
  assert.deepEqual(tools.childNodes.map(of), [
    { name: "label", holds: [
      { name: "span", holds: ["Find an attribute"] }, { name: "input", placeholder: "name or tag", holds: [] },
    ] },
    { name: "label", class: "check", holds: [
      { name: "input", type: "checkbox", holds: [] }, { name: "span", holds: ["required only"] },
    ] },
    { name: "button", type: "button", holds: ["Checklist as CSV"] },
    { name: "button", type: "button", holds: ["Checklist as Markdown"] },
    { name: "span", role: "status", holds: [] },
  ]);
  assert.equal(tools.fire("submit").defaultPrevented, true, "Enter does not leave the page");
});

test("the filter waits for the end of a word, and rests where modules take long", async () => {
  for (const [slow, expected] of [[30, [200]], [31, [200, 0]]]) {
    const { find, waits } = await page([], slow);
    await find("patient id");
    assert.deepEqual(waits, expected, `${slow}`);
  }
});

test("only what is required is shown where that is asked", async () => {
  const { open, required, rows, lines } = await page();
  const all = await open(0);
  await required(true);
  assert.deepEqual([lines(rows[0]), lines(rows[1])], [[`${NAME} /  / `, `${ID} / `], null]);
  await required(false);
  assert.deepEqual(lines(rows[0]), all, "what was open stays open");
  const { open: other, required: only } = await page();
  await only(true);
  assert.deepEqual(await other(0), [`${NAME} /  / `, `${ID} / `]);
  assert.deepEqual(await other(2), ["Nothing is required."]);
});

test("the filter finds attributes by words of their names and by tags, below their sequences", async () => {
  const { find, rows, group, buttons } = await page();
  assert.deepEqual(await find("patient na"), { shown: [["[Patient's Name](../../attributes/00100010/index.html) (0010,0010)PN2 / "], ["[Patient's Name](../../attributes/00100010/index.html) in Procedure Code Sequence(0010,0010)PN3 / "], null], said: "2 found." });
  for (const [text, count] of [["0008,1155", 1], ["00081155", 1], ["class uid", 1], ["atient", 0], ["code", 2], ["code zebra", 0], ["rows", 1], ["x rows", 1]]) {
    const { shown, said } = await find(text);
    assert.deepEqual([shown.flat().filter(Boolean).length, said], [count, `${count} found.`], text);
  }
  assert.deepEqual((await find("meaning")).shown[2], ["[Meaning](../../attributes/00080104/index.html) in Request Sequence \u203a Procedure Sequence(0008,0104)LO1 / "]);
  assert.deepEqual([group.hidden, buttons.map((button) => button.told["aria-expanded"])], [true, ["false", "false", "true"]], "a group of which nothing is left");
  assert.deepEqual((await find("instance")).shown[0], ["[Referenced SOP Instance UID](../../attributes/00081155/index.html) in Referenced Image Sequence(0008,1155)UI3 / "]);
  const { shown, said } = await find("");
  assert.deepEqual([shown, said, rows.map((row) => row.hidden), group.hidden], [[null, null, null], "", [false, false, false], false]);
});

test("the checklist as rows has each attribute with its module, what it is nested in, and what it asks for", async () => {
  const { save, required } = await page();
  const [file, rows, type] = await save(0);
  assert.deepEqual([file, type], ["ct-image-iod-checklist.csv", "text/csv"]);
  assert.deepEqual(Array.from(rows, (row) => [...row].join("|")), [
    "Module|Usage|Usage condition|Nested in|Attribute|Tag|VR|Type|Required|Values and codes", "Patient|M|||Patient's Name|(0010,0010)|PN|2||", "Patient|M|||Patient ID|(0010,0020)|LO|1C|Required if known.|A; CID 7", "Patient|M|||Referenced Image Sequence|(0008,1140)|SQ|3||",
    "Patient|M||Referenced Image Sequence|Referenced SOP Class UID|(0008,1150)|UI|1||", "Patient|M||Referenced Image Sequence|Referenced SOP Instance UID|(0008,1155)|UI|3||", "Image|C|Required if so.||Code Value|(0008,0100)|SH|1||",
    "Image|C|Required if so.||Procedure Code Sequence|(0008,1032)|SQ|1||", "Image|C|Required if so.|Procedure Code Sequence|Patient's Name|(0010,0010)|PN|3||", "Image|C|Required if so.||Rows|(0028,0010)|US|||", "Free|U|||Columns|(0028,0011)|US|3||", "Free|U|||Request Sequence|(0040,0275)|SQ|3||", "Free|U||Request Sequence|Procedure Sequence|(0032,1064)|SQ|3||", "Free|U||Request Sequence > Procedure Sequence|Meaning|(0008,0104)|LO|1||",
  ]);
  await required(true);
  assert.deepEqual(Array.from((await save(0))[1], (row) => row[4]), ["Attribute", "Patient's Name", "Patient ID", "Code Value", "Procedure Code Sequence", "Rows"], "no module that is optional");
});

test("the checklist as Markdown has a box for each, nested as the attributes are", async () => {
  const { save, find } = await page();
  await find("uid");
  assert.deepEqual(await save(1), ["ct-image-iod-checklist.md", "# Checklist: CT Image IOD\n\n\n## Patient (M)\n\n  - [ ] Referenced SOP Class UID (0008,1150), type 1\n  - [ ] Referenced SOP Instance UID (0008,1155), type 3\n", "text/markdown"]);
  await find("rows");
  assert.equal((await save(1))[1], "# Checklist: CT Image IOD\n\n\n## Image (C)\n\nRequired if so.\n\n- [ ] Rows (0028,0010), type set by the service\n");
  await find("meaning");
  assert.match((await save(1))[1], /\n {4}- \[ \] Meaning \(0008,0104\), type 1\n$/);
  await find("id");
  assert.match((await save(1))[1], /\n- \[ \] Patient ID \(0010,0020\), type 1C\. Required if known\. A; CID 7\n/);
});

test("what cannot be loaded is told, and asked for again", async () => {
  const lost = ["modules/patient"];
  const { open, find, save, status, asked } = await page(lost);
  await open(0);
  assert.equal((await find("rows")).said, "1 found. 1 table could not be loaded, and its attributes are missing.");
  await save(0);
  assert.equal(status(), "1 table could not be loaded, and its attributes are missing.");
  lost.push("modules/free");
  const other = await page(lost);
  assert.equal((await other.find("rows")).said, "1 found. 2 tables could not be loaded, and their attributes are missing.");
  assert.ok(asked.filter((path) => path.includes("patient")).length > 1);
  lost.length = 0;
  assert.equal((await find("patient id")).said, "1 found.");
});
