/* Tables whose rows one ticks, and the dialog that gives them as configuration. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site } from "./document.mjs";
import { load } from "./load.mjs";

const ROOT = "1.2.840.10008.";
const [CT, MR, FIND, PRIVATE] = [`${ROOT}5.1.4.1.1.2`, `${ROOT}5.1.4.1.1.4`, `${ROOT}5.1.4.31`, "1.2.276.0.7"];

const RECORDS = [
  {
    uid: CT, name: "CT Image Storage", keyword: "CTImageStorage", status: "active", "service-class": "Storage",
    category: "composite", modality: "CT", standard: "PS3.4", says: { store: "" },
  },
  { uid: MR, name: "MR Image Storage", status: "retired", says: { store: "" } },
  { uid: FIND, name: "Worklist", status: "active", says: { apart: "" } },
  { uid: PRIVATE, name: "Volume", status: "active", says: { retired: "", metas: `[["${ROOT}9","Grey",false]]` } },
];

const SYNTAXES = { uncompressed: [[`${ROOT}1.2`, "Implicit"]], compressed: [[`${ROOT}1.2.4.90`, "JPEG 2000"]] };

/** A page with a table of these SOP Classes; `shown` are the places of the rows that are. */
function page({
  records = RECORDS, shown = records.map((_, at) => at), hash = "", says = {}, role, counts = true, copies = true,
} = {}) {
  const made = opening("");
  const { body, window, location, globals } = made;
  const { make } = site(made);
  location.hash = hash;
  const written = [], saved = [], copied = [];
  let changed = null;
  const said = (given) => Object.fromEntries(Object.entries(given).map(([key, value]) => [`data-${key}`, value]));
  const rows = records.map((record) => {
    const name = make("td", {}, record.name);
    const keyword = record.keyword && make("td", { "data-label": "Keyword" }, make("code", {}, record.keyword));
    return { row: make("tr", said(record.says ?? {}), name, keyword), texts: record };
  });
  const list = {
    rows, tools: make("form"), status: make("p"), shown: shown.map((at) => rows[at]),
    text: (record, column) => record.texts[column] ?? "",
    count: (number) => `${number} ${number === 1 ? "SOP Class" : "SOP Classes"}`,
    onShown: (act) => { changed = act; },
  };
  if (counts) list.tools.append("the filter", list.status);
  const table = make("table", { class: "records", "data-export": "", role, ...said(says) },
    make("thead", {}, make("tr", {}, make("th", {}, "Name"))), make("tbody", {}, ...rows.map(({ row }) => row)));
  body.append(table, make("table", { class: "records" }));
  const SopSave = { csv: (all) => all.map((row) => row.join("|")).join("\n"), download: (...all) => saved.push(all) };
  load(["lookup/text.js", "export/forms.js", "export/page.js"], {
    ...globals, SopSyntaxes: SYNTAXES, SopSave, SopTables: { enhance: (it) => (it === table ? list : null) }, btoa,
    SopSite: {
      make, copy: async (text) => copies && copied.push(text) > 0,
      state: {
        read: () => new URLSearchParams(location.hash.slice(1)),
        write: (changes, step) => written.push([changes.pick, step]),
      },
    },
  });
  const [head] = table.tHead.rows[0].childNodes;
  const [all] = head.querySelectorAll("input");
  const boxes = rows.map(({ row }) => row.childNodes[0].querySelector("input"));
  const [button] = list.tools.querySelectorAll("button");
  const bar = table.nextElementSibling;
  const set = (box, is) => {
    box.checked = is;
    box.fire("change");
  };
  const go = (to) => {
    location.hash = to;
    window.fire("popstate");
  };
  const show = (places) => {
    list.shown = places.map((at) => rows[at]);
    changed();
  };
  const ticked = () => boxes.map((box) => (box.checked ? "x" : ".")).join("");
  const bulk = () => (all.indeterminate ? "some" : all.checked ? "all" : "none");
  return {
    table, list, rows, head, all, boxes, button, bar, body, written, saved, copied, set, go, show, ticked, bulk,
  };
}

test("every row has a box to tick, and the head one for all rows shown", () => {
  const { head, all, boxes, rows } = page();
  assert.deepEqual(head.told, { class: "records-tick", scope: "col" });
  assert.deepEqual([String(head), head.querySelector("span").told.class], ["Tick", "offscreen"]);
  assert.deepEqual(all.told, { type: "checkbox", "aria-label": "Tick all rows shown" });
  assert.deepEqual(
    boxes.map(({ told }) => [told.type, told["aria-label"]]),
    RECORDS.map(({ name }) => ["checkbox", name]),
  );
  assert.deepEqual(
    rows.map(({ row: { childNodes: [cell] } }) => [cell.localName, cell.told]),
    RECORDS.map(() => ["td", { class: "records-tick" }]),
  );
});

test("in a table that says of its parts what they are, the boxes do so too", () => {
  const { head, rows } = page({ role: "table" });
  assert.deepEqual([head.told.role, rows[0].row.childNodes[0].told.role], ["columnheader", "cell"]);
});

test("the button stands before the count of the rows, or at the end where there is none", () => {
  const counted = page(), other = page({ counts: false });
  const [filter, ...rest] = counted.list.tools.childNodes;
  assert.deepEqual([String(filter), rest], ["the filter", [counted.button, counted.list.status]]);
  assert.deepEqual(other.list.tools.childNodes, [other.button]);
  assert.deepEqual(counted.button.told, { type: "button", class: "records-export" });
});

test("what is ticked is counted, and stands in the address", () => {
  const { boxes, button, bar, written, set, ticked, bulk, show } = page();
  const [note, exports, clear] = bar.childNodes;
  const state = () => [ticked(), bulk(), String(button), String(note), bar.hidden];
  assert.deepEqual(state(), ["....", "none", "Export these 4…", "", true]);
  assert.deepEqual(
    [bar.told.class, note.told.role, String(exports), exports.told.class, String(clear)],
    ["export-bar no-print", "status", "Export…", "records-export", "Untick all"],
  );
  assert.deepEqual([exports.told.type, clear.told.type], ["button", "button"]);
  set(boxes[0], true);
  assert.deepEqual(state(), ["x...", "some", "Export the 1 ticked…", "1 SOP Class ticked", false]);
  set(boxes[3], true);
  show([0, 1]);
  assert.deepEqual(
    state(),
    ["x..x", "some", "Export the 2 ticked…", "2 SOP Classes ticked, 1 of them not shown", false],
  );
  show([0, 3]);
  assert.deepEqual(state(), ["x..x", "all", "Export the 2 ticked…", "2 SOP Classes ticked", false]);
  show([]);
  assert.deepEqual(
    [...state(), button.disabled],
    ["x..x", "none", "Export the 2 ticked…", "2 SOP Classes ticked, 2 of them not shown", false, false],
  );
  set(boxes[0], false);
  show([1]);
  assert.deepEqual(
    state(),
    ["...x", "none", "Export the 1 ticked…", "1 SOP Class ticked, 1 of them not shown", false],
  );
  clear.click();
  assert.deepEqual(
    [...state(), button.isFocused, button.disabled],
    ["....", "none", "Export this one…", "", true, true, false],
  );
  show([]);
  assert.deepEqual([String(button), button.disabled], ["Export these 0…", true]);
  assert.deepEqual(
    written,
    [["5.1.4.1.1.2", false], ["5.1.4.1.1.2,*1.2.276.0.7", false], ["*1.2.276.0.7", false], ["", false]],
  );
});

test("the box in the head ticks and unticks the rows shown, no others", () => {
  const { all, boxes, set, ticked } = page({ shown: [1, 2] });
  set(boxes[0], true);
  set(all, true);
  assert.equal(ticked(), "xxx.");
  set(all, false);
  assert.equal(ticked(), "x...");
});

test("the address ticks the rows that it names and that are there", () => {
  const { ticked, go, written } = page({ hash: "#pick=5.1.4.1.1.4,,9.9,*1.2.276.0.7" });
  assert.equal(ticked(), ".x.x");
  go("#heading");
  assert.equal(ticked(), ".x.x", "a link to a heading leaves them");
  go("#pick=5.1.4.1.1.2");
  assert.equal(ticked(), "x...");
  go("");
  assert.deepEqual([ticked(), written], ["....", []]);
});

/** The dialog, once the button is clicked, with what is chosen in it. */
function dialogOf(opened, { form, role, syntaxes } = {}) {
  opened.button.click();
  const dialog = opened.body.childNodes.at(-1);
  const labels = dialog.querySelectorAll("label");
  const selects = labels.map((label) => label.querySelector("select"));
  [form, role, syntaxes].forEach((value, at) => {
    if (value === undefined) return;
    selects[at].value = value;
    selects[at].fire("change");
  });
  const [output, notes, title] = ["textarea", "ul", "h2"].map((name) => dialog.querySelector(name));
  return {
    dialog, labels, selects, output, notes, title, buttons: dialog.querySelectorAll("button"),
    said: dialog.querySelectorAll("span").at(-1),
  };
}

test("the dialog gives the rows shown, or what is ticked, with all that the table says of them", () => {
  const text = (options, form = "csv") => dialogOf(page(options), { form }).output.value;
  const rows = (options) => text(options).split("\n").slice(1);
  assert.deepEqual(rows(), [
    `${PRIVATE}||Volume|retired||||`,
    `${CT}|CTImageStorage|CT Image Storage|active|Storage|composite|CT|PS3.4`,
    `${MR}||MR Image Storage|retired||||`, `${FIND}||Worklist|active||||`,
  ]);
  assert.deepEqual(rows({ shown: [0] }).length, 1);
  assert.deepEqual(rows({ shown: [0], hash: "#pick=5.1.4.1.1.4" }), [`${MR}||MR Image Storage|retired||||`]);
  assert.deepEqual(
    rows({ records: [{ uid: PRIVATE, name: "Volume", vendor: "GE" }] }),
    [`${PRIVATE}|Volume|GE|active`],
  );
  assert.deepEqual(JSON.parse(text({}, "orthanc")).AcceptedSopClasses, [CT, MR]);
  const { notes } = dialogOf(page(), { form: "dcmtk" });
  assert.deepEqual(notes.childNodes.map(String), [
    "Left out, as no association negotiates it: Worklist.",
    "Print is negotiated by its Meta SOP Classes: Grey stands for: Volume.",
    "Verification (C-ECHO) is not in the list: add it if a ping should be answered.",
  ]);
});

test("the dialog has a title, the choices that a form knows, the text and ways out", () => {
  const opened = page();
  const { dialog, labels, selects, output, buttons, title, notes, said } = dialogOf(opened);
  assert.deepEqual(
    dialog.told,
    { class: "export md-typeset no-print", "aria-label": "Export 4 SOP Classes", open: "" },
  );
  assert.equal(String(title), "Export 4 SOP Classes");
  assert.deepEqual(
    dialog.childNodes.map((part) => part.told.class ?? part.localName),
    ["h2", "export-choices", "export-actions", "textarea", "export-notes"],
  );
  assert.deepEqual(labels.map((label) => String(label.querySelector("span"))), ["Form", "Role", "Transfer syntaxes"]);
  const options = selects.map((select) => select.options.map((option) => [option.value, String(option)]));
  assert.deepEqual(
    options[0].slice(0, 2),
    [["pynetdicom", "pynetdicom presentation contexts"], ["dcmtk", "DCMTK association profile"]],
  );
  assert.equal(options[0].length, 9);
  assert.deepEqual(
    options.slice(1),
    [
      [["acceptor", "acceptor (SCP)"], ["proposer", "proposer (SCU)"]],
      [["uncompressed", "uncompressed"], ["all", "also compressed"]],
    ],
  );
  assert.deepEqual(
    output.told,
    { readonly: "", rows: "14", spellcheck: "false", "aria-label": "The list in this form" },
  );
  assert.deepEqual(
    buttons.map((button) => [String(button), button.told.type, button.told.class]),
    [
      ["Copy", "button", "records-export"], ["Save as file", "button", "records-export"],
      ["Close", "button", undefined],
    ],
  );
  assert.deepEqual([said.told.role, notes.told.class], ["status", "export-notes"]);
  buttons[2].click();
  assert.equal(dialog.open, false);
  opened.show([0]);
  opened.bar.childNodes[1].click();
  const dialogs = opened.body.querySelectorAll("dialog");
  assert.deepEqual([dialogs, dialog.open, String(title)], [[dialog], true, "Export 1 SOP Class"]);
  const [few] = dialogOf(page({ says: { export: "uids csv" } })).selects;
  assert.deepEqual(few.options.map((option) => option.value), ["uids", "csv"]);
});

test("only what a form knows is to be chosen, and what is chosen counts", () => {
  const hidden = (choices) => dialogOf(page(), choices).labels.map((label) => label.hidden);
  for (const [form, role, syntaxes] of [
    ["pynetdicom", false, false], ["properties", true, false], ["orthanc", true, true], ["uids", true, true],
  ]) assert.deepEqual(hidden({ form }), [false, role, syntaxes], form);
  assert.deepEqual(hidden({ form: "pynetdicom", role: "proposer" }), [false, false, true]);
  assert.deepEqual(
    hidden({ form: "properties", role: "proposer" }),
    [false, true, false],
    "a role that is not to be chosen",
  );
  const text = (choices) => dialogOf(page({ says: { edition: "2026d" } }), choices).output.value;
  assert.match(text({}), /From the DICOM SOP Class Registry, DICOM 2026d\.\n[\s\S]*\nSUPPORTED_CONTEXTS = /);
  assert.match(text({ role: "proposer" }), /\nREQUESTED_CONTEXTS = /);
  const compressed = (choices) => /JPEG 2000/.test(text(choices));
  assert.deepEqual(
    [compressed({}), compressed({ syntaxes: "all" }), compressed({ syntaxes: "uncompressed" })],
    [false, true, false],
  );
  assert.match(dialogOf(page()).output.value, /From the DICOM SOP Class Registry\.\n/);
});

test("more than five names of a note are folded away", () => {
  const others = (count) => Array.from({ length: count }, (_, at) => ({ uid: `1.2.${at}`, name: `S${at}` }));
  const note = (count) => dialogOf(page({ records: others(count) }), { form: "orthanc" }).notes.childNodes[0];
  assert.deepEqual(
    [String(note(5)), note(5).querySelectorAll("details").length],
    ["Left out, as C-STORE does not send it: S0, S1, S2, S3, S4.", 0],
  );
  const [fold] = note(6).querySelectorAll("details");
  assert.deepEqual(
    fold.childNodes.map(String),
    ["Left out, as C-STORE does not send it: 6 SOP Classes", "S0, S1, S2, S3, S4, S5"],
  );
});

test("the text is copied, or saved as the file of its form, and it is said", async () => {
  const opened = page({ shown: [0] });
  const { buttons: [copy, save], said, selects } = dialogOf(opened, { form: "uids" });
  await copy.fire("click").done;
  assert.deepEqual([opened.copied, String(said)], [[`${CT}\n`], "Copied."]);
  save.click();
  assert.deepEqual([opened.saved, String(said)], [[["uids.txt", `${CT}\n`, "text/plain"]], "Saved as uids.txt."]);
  selects[0].fire("change");
  assert.equal(String(said), "", "which is of another text");
  const { buttons: [forbidden], said: told } = dialogOf(page({ copies: false }));
  await forbidden.fire("click").done;
  assert.equal(String(told), "Not copied: the browser forbids it.");
});
