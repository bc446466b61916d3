/* Tables of records: how they filter and sort, and what they keep in the address. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site } from "./document.mjs";
import { load } from "./load.mjs";

const { make } = site();

const PHONE = "(max-width: 60em)";

/** A table: `heads` gives what each column says of itself, by its title; `body` the texts of the rows. */
function table(heads, body, { id, caption = "", ...says } = {}) {
  const data = (given) => Object.fromEntries(Object.entries(given).map(([key, value]) => [`data-${key}`, value]));
  const titles = Object.entries(heads).map(([title, its]) => make("th", { scope: "col", ...data(its) }, title));
  const rows = body.map(([first, ...others]) => make("tr", {}, make("th", { scope: "row" }, first),
    ...others.map((text) => make("td", {}, text))));
  const parts = [
    make("caption", {}, caption), make("thead", {}, make("tr", {}, ...titles)), make("tbody", {}, ...rows),
  ];
  return make("table", { id, class: "records", ...data(says) }, ...parts);
}

/** A page with these tables, as they are enhanced when it is opened. */
function page(tables, { hash = "", narrow = false, boxes = [], enhanced = tables } = {}) {
  const { body, window, location, globals } = opening("");
  body.append(...boxes, ...tables);
  location.hash = hash;
  const written = [];
  const media = { matches: narrow, addEventListener: (kind, act) => { media[kind] = act; } };
  let timer = null;
  const read = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const wordsField = (placeholder) => Object.assign(make("input", { placeholder }), { maxLength: 10 });
  const state = { read, write: (changes, step) => written.push([{ ...changes }, step]) };
  const { SopTables } = load(["lookup/text.js", "tables.js"], {
    ...globals, SopSite: { make, wordsField, state }, matchMedia: (query) => (query === PHONE ? media : null),
    setTimeout: (act, after) => {
      timer = { act, after };
      return timer;
    },
    clearTimeout: (which) => { if (which === timer) timer = null; },
  });
  const go = (to) => {
    location.hash = to;
    window.fire("popstate");
  };
  const pause = () => {
    const { act, after } = timer;
    timer = null;
    act();
    return after;
  };
  return { SopTables, body, all: enhanced.map((each) => SopTables.enhance(each)), written, media, go, pause };
}

/** The first cells of the rows that are shown, as they stand in the table. */
const shown = ({ table: { tBodies: [body] } }) => body.rows.filter((row) => !row.hidden)
  .map((row) => String(row.cells[0]));

function type(records, text) {
  records.input.value = text;
  records.input.fire("input");
  return shown(records);
}

const choices = ({ tools }) => tools.querySelectorAll("label").filter((label) => label.querySelectorAll("select").length);
const choice = (records, title) => choices(records)
  .find((label) => String(label.querySelector("span")) === title).querySelector("select");

function choose(records, title, value) {
  const select = choice(records, title);
  select.value = value;
  select.fire("change");
  return shown(records);
}

const HEADS = {
  Name: {}, UID: { sort: "uid" }, Keyword: {}, Status: { facet: "" }, "Modality, if any": { facet: "list" }, "": {},
};
const STORAGE = "1.2.840.10008.5.1.4.1.1.";
const ROWS = [
  ["plan", `${STORAGE}481.5`, "RTPlanStorage", "active", "RT", ""],
  ["tomography, enhanced", `${STORAGE}2.1`, "", "active", "CT, PT", ""],
  ["tomography", `${STORAGE}2`, "CTImageStorage", "active", "CT", ""],
  ["sound", `${STORAGE}6`, "", "retired", "US", ""],
  ["sound, moving", `${STORAGE}6.1`, "", "active", "US, IVUS", ""],
  ["Röntgen", `${STORAGE}1`, "", "retired", "CR", ""],
  ["resonance", `${STORAGE}4`, "MRImage2Storage", "active", "", ""],
  ["two hundred", `${STORAGE}200`, "", "active", "CT", ""],
];
const NAMES = ROWS.map(([name]) => name);
const classes = (rows = ROWS) => table(
  HEADS,
  rows,
  { id: "classes", caption: " SOP\n Classes", noun: "SOP Class|SOP Classes" },
);
const opened = (options) => {
  const { all: [records], ...more } = page([classes()], options);
  return [records, more];
};

test("words fit at their beginnings, in names, keywords and accents, and all must", () => {
  const [records] = opened();
  for (const [query, names] of [
    ["tomo", ["tomography, enhanced", "tomography"]], ["TOMO enh", ["tomography, enhanced"]], ["omography", []],
    ["rontgen", ["Röntgen"]], ["röntg", ["Röntgen"]], ["sound, -- moving.", ["sound, moving"]],
    ["rtplan", ["plan"]], ["plan rt", ["plan"]], ["plan storage", ["plan"]], ["imagestorage", []],
    ["image", ["tomography", "resonance"]], ["storage", ["plan", "tomography", "resonance"]],
    ["image1", []], ["ct3", []], ["mr3", []], ["image2", ["resonance"]], ["rt1", []], ["plan1", []],
    ["active ivus", ["sound, moving"]], ["active nothing", []], ["", NAMES], [" . ", NAMES],
  ]) assert.deepEqual(type(records, query), names, query);
});

test("arcs of a UID fit whole, at any arc, and the UID itself comes first", () => {
  const [records] = opened();
  for (const [query, names] of [
    [`${STORAGE}2`, ["tomography", "tomography, enhanced"]], [`${STORAGE}2.`, ["tomography", "tomography, enhanced"]],
    [`${STORAGE}6`, ["sound", "sound, moving"]], ["1.1.2", ["tomography, enhanced", "tomography"]],
    ["481.5", ["plan"]], ["481", ["plan"]], ["81.5", []], [`${STORAGE}48`, ["plan"]], [`${STORAGE}20`, ["two hundred"]],
    [`${STORAGE}6 moving`, ["sound, moving"]], [`${STORAGE}3`, []], ["", NAMES],
  ]) assert.deepEqual(type(records, query), names, query);
  choose(records, "Order", "name");
  assert.deepEqual(type(records, `${STORAGE}6.1`), ["sound, moving"]);
  choose(records, "Order", "-uid");
  assert.deepEqual(
    type(records, `${STORAGE}2`),
    ["tomography, enhanced", "tomography"],
    "an order that is chosen stays",
  );
});

test("the rows that a script hears of are in the order in which they stand", () => {
  const [records] = opened();
  const heard = [];
  records.onShown(() => heard.push(Array.from(records.shown, ({ cells }) => String(cells[0]))));
  type(records, `${STORAGE}2`);
  choose(records, "Order", "uid");
  choose(records, "Status", "retired");
  assert.deepEqual(heard, [["tomography", "tomography, enhanced"], ["tomography", "tomography, enhanced"], []]);
  assert.deepEqual(
    ["status", "keyword", "modality-if-any", "nothing"].map((column) => records.text(records.rows[4], column)),
    ["active", "", "US, IVUS", ""],
  );
});

test("eight rows have a filter with its choices and orders, seven have none", () => {
  const [records] = opened();
  const { input, tools, status, more: { unfold, reset }, table: { previousElementSibling: ahead, dataset } } = records;
  assert.deepEqual([ahead === tools, dataset.ready], [true, ""]);
  assert.deepEqual(
    tools.told,
    { class: "records-tools no-print", role: "search", "aria-label": "Filter: SOP Classes" },
  );
  assert.deepEqual(
    tools.childNodes.map((part) => part.told.class),
    [
      "records-words", "records-more", "records-choice", "records-choice", "records-choice records-order",
      "records-reset", "records-count",
    ],
  );
  assert.deepEqual([input.told.placeholder, String(tools.childNodes[0])], ["type words or a UID", "Filter"]);
  assert.deepEqual(
    choices(records).map((label) => String(label.querySelector("span"))),
    ["Status", "Modality, if any", "Order"],
  );
  const options = choice(records, "Order").options.map((option) => [option.value, String(option)]);
  assert.deepEqual(options, [
    ["", "as listed"], ["name", "Name"], ["-name", "Name, reversed"], ["uid", "UID"], ["-uid", "UID, reversed"],
    ["keyword", "Keyword"], ["-keyword", "Keyword, reversed"],
    ["status", "Status"], ["-status", "Status, reversed"], ["modality-if-any", "Modality, if any"], [
      "-modality-if-any", "Modality, if any, reversed",
    ],
  ]);
  assert.deepEqual(
    [String(reset), reset.told.type, unfold.told.type, tools.childNodes[0].nextElementSibling === unfold],
    ["Show all", "button", "button", true],
  );
  assert.deepEqual(status.told, { class: "records-count", role: "status" });
  assert.ok(tools.fire("submit").defaultPrevented, "a form is not sent");
  const few = table({ Name: { facet: "" } }, ROWS.slice(1));
  const [without] = page([few]).all;
  assert.deepEqual(
    [
      without.input, without.more, without.facets.length, without.tools.childNodes.length,
      without.tools.told["aria-label"],
    ],
    [null, null, 0, 0, "Filter: table"],
  );
  const [plain] = page([table({ Name: {} }, ROWS.map(([name]) => [name]))]).all;
  assert.deepEqual([plain.input.told.placeholder, choices(plain).length], ["type words", 1]);
});

test("a table that asks for no filter only sorts, and a column that asks for no order does not", () => {
  const heads = { Name: {}, Kind: { sort: "none", facet: "" }, "": {} };
  const [records] = page([table(heads, ROWS.map(([name, uid]) => [name, uid, ""]), { filter: "none" })]).all;
  assert.deepEqual([records.input, records.facets.length, records.tools.childNodes.length], [null, 0, 0]);
  const buttons = ({ head }) => head.querySelectorAll("button").map((button) => [String(button), button.told]);
  assert.deepEqual(buttons(records), [["Name", { type: "button", class: "records-sort" }]]);
  const [filtered] = page([table(heads, ROWS.map(([name, uid]) => [name, uid, ""]))], { hash: "#sort=kind" }).all;
  assert.deepEqual(choice(filtered, "Order").options.map(String), ["as listed", "Name", "Name, reversed"]);
  assert.deepEqual([shown(filtered), filtered.sort], [NAMES, ""], "nor for the address");
  const [one] = page([table({ Name: {} }, [["a"]])]).all, [two] = page([table({ Name: {} }, [["a"], ["b"]])]).all;
  assert.deepEqual([buttons(one).length, buttons(two).length], [0, 1]);
});

test("each kind of column has an order of its own, in which what is empty comes last", () => {
  const sorted = (sort, texts, keys = []) => {
    const { all: [records] } = page([table(
      { "No.": {}, Key: sort ? { sort } : {} },
      texts.map((text, at) => [String(at), text]),
    )]);
    keys.forEach((key, at) => { if (key !== null) records.rows[at].cells[1].dataset.key = key; });
    const [, button] = records.head.querySelectorAll("button"), [, head] = records.head.rows[0].cells;
    const orders = [1, 2].map(() => {
      button.click();
      return [head.told["aria-sort"], shown(records).join("")];
    });
    return orders.flat();
  };
  for (const [sort, texts, up, down] of [
    ["uid", ["1.2.10", "", "1.2.9", "none", "1.2.9", "1.2"], "524013", "024513"],
    ["number", ["1,024", "none", "7", "-3", "7", "2e3", "0.5", ""], "36240517", "50246317"],
    ["date", ["2024-02", "", "2023", "2024-02", ""], "20314", "03214"], [
      "date", ["2026b", "2004", "2026", "2026a"], "1230", "0321",
    ],
    ["text", ["b10", "", "B9", "a", "á", ""], "342015", "023415"],
    [undefined, ["b10", "B9"], "10", "01"],
  ]) assert.deepEqual(sorted(sort, texts), ["ascending", up, "descending", down], sort);
  assert.deepEqual(
    sorted("number", ["3", "1", "2"], ["10", null, "0"]),
    ["ascending", "210", "descending", "012"],
    "a key of its own counts",
  );
});

test("a click on a head sorts by it, another turns the order round, and the address says so", () => {
  const [records, { written }] = opened();
  const [name, uid] = records.head.querySelectorAll("button");
  const states = () => Array.from(records.columns, ({ th }) => th.told["aria-sort"] ?? "");
  name.click();
  assert.deepEqual([shown(records)[0], choice(records, "Order").value, records.sort], ["plan", "name", "name"]);
  name.click();
  assert.deepEqual([shown(records)[0], choice(records, "Order").value], ["two hundred", "-name"]);
  uid.click();
  assert.deepEqual([shown(records)[0], states()], ["Röntgen", ["", "ascending", "", "", "", ""]]);
  assert.deepEqual(choose(records, "Order", ""), NAMES);
  assert.deepEqual(states(), ["", "", "", "", "", ""]);
  assert.deepEqual(
    written,
    [[{ sort: "name" }, true], [{ sort: "-name" }, true], [{ sort: "uid" }, true], [{ sort: "" }, true]],
  );
});

const counts = (records, title) => choice(records, title).options.map(String);

test("a choice leaves the rows that have it, and says how many each would leave", () => {
  const [records, { written }] = opened();
  assert.deepEqual(counts(records, "Status"), ["all", "active (6)", "retired (2)"]);
  assert.deepEqual(
    counts(records, "Modality, if any"),
    ["all", "CR (1)", "CT (3)", "IVUS (1)", "PT (1)", "RT (1)", "US (2)"],
  );
  assert.deepEqual(choose(records, "Modality, if any", "US"), ["sound", "sound, moving"]);
  assert.deepEqual(counts(records, "Status"), ["all", "active (1)", "retired (1)"]);
  assert.deepEqual(counts(records, "Modality, if any")[2], "CT (3)");
  assert.deepEqual(choose(records, "Status", "retired"), ["sound"]);
  assert.deepEqual(
    counts(records, "Modality, if any"),
    ["all", "CR (1)", "CT (0)", "IVUS (0)", "PT (0)", "RT (0)", "US (1)"],
  );
  assert.deepEqual([type(records, "moving"), counts(records, "Status")], [[], ["all", "active (1)", "retired (0)"]]);
  choose(records, "Status", "");
  assert.deepEqual(written, [
    [{ "modality-if-any": "US" }, true],
    [{ status: "retired" }, true],
    [{ filter: "moving" }, true],
    [{ status: "" }, true],
  ]);
});

test("a column in which all rows have the same is no choice", () => {
  const rows = (values) => ROWS.map(([name], at) => [name, values[at % values.length]]);
  const facets = (values) => choices(page([table({ Name: {}, Kind: { facet: "" } }, rows(values))]).all[0]).length - 1;
  assert.deepEqual([facets(["a"]), facets(["a", ""]), facets(["a", "b"])], [0, 0, 1]);
});

test("what is typed is a step back once, until the field is left", () => {
  const [records, { written }] = opened();
  for (const text of ["p", "pl", " pla "]) type(records, text);
  records.input.fire("change");
  type(records, "s");
  assert.deepEqual(
    written,
    [[{ filter: "p" }, true], [{ filter: "pl" }, false], [{ filter: "pla" }, false], [{ filter: "s" }, true]],
  );
});

test("the address brings filter, choices and order back, and nothing that is none", () => {
  const [records, { go }] = opened({ hash: "#filter=tomo&status=active&sort=-uid" });
  const state = () => [records.input.value, choice(records, "Status").value, choice(records, "Order").value];
  assert.deepEqual([shown(records), state()], [["tomography, enhanced", "tomography"], ["tomo", "active", "-uid"]]);
  go("#heading");
  assert.deepEqual(state(), ["tomo", "active", "-uid"], "a link to a heading leaves it");
  go("#status=new&modality-if-any=PT&sort=-nothing");
  assert.deepEqual([shown(records), state()], [["tomography, enhanced"], ["", "", ""]]);
  assert.deepEqual(
    [Array.from(records.facets, ({ value }) => value), choice(records, "Modality, if any").value],
    [["", "PT"], "PT"],
  );
  go("#sort=-");
  assert.deepEqual([shown(records), state()], [NAMES, ["", "", ""]]);
  go("#filter=abcdefghijk");
  assert.equal(records.input.value, "abcdefghij", "no more than the field takes");
  type(records, "Sound, ");
  go("#filter=sound");
  assert.equal(records.input.value, "Sound, ", "what is typed stays as it is");
  go("");
  assert.deepEqual([shown(records), state()], [NAMES, ["", "", ""]]);
});

test("all is shown again at a click", () => {
  const [records, { written }] = opened({ hash: "#filter=sound&status=active&modality-if-any=US&sort=uid" });
  const { unfold, reset } = records.more;
  assert.deepEqual(
    [shown(records), String(unfold), reset.hidden],
    [["sound, moving"], "Filters and order (3 set)", false],
  );
  reset.click();
  assert.deepEqual(
    [shown(records), records.input.value, records.input.isFocused, records.sort],
    [NAMES, "", true, ""],
  );
  assert.deepEqual(Array.from(records.facets, ({ value, select }) => value + select.value), ["", ""]);
  assert.deepEqual([String(unfold), reset.hidden], ["Filters and order", true]);
  assert.deepEqual(written, [[{ filter: "", sort: "", status: "", "modality-if-any": "" }, true]]);
  type(records, "plan");
  assert.deepEqual([String(unfold), reset.hidden], ["Filters and order", false], "words are seen anyway");
  type(records, "");
  choose(records, "Status", "active");
  assert.deepEqual([String(unfold), reset.hidden], ["Filters and order (1 set)", false]);
  choose(records, "Status", "");
  choose(records, "Order", "name");
  assert.deepEqual([String(unfold), reset.hidden], ["Filters and order (1 set)", false]);
});

test("on a phone the choices unfold and fold", () => {
  const [{ tools, more: { unfold } }] = opened({ narrow: true });
  assert.deepEqual([unfold.told.class, unfold.told["aria-expanded"]], ["records-more", "false"]);
  for (const [look, expanded] of [["records-tools no-print records-open", "true"], ["records-tools no-print", "false"]]) {
    unfold.click();
    assert.deepEqual([tools.told.class, unfold.told["aria-expanded"]], [look, expanded]);
  }
});

test("what no row has is looked up in the search box that is to be seen", () => {
  const events = [];
  const box = (...rects) => Object.assign(
    make("input", { class: "find__input", input: ({ type: kind, bubbles }) => events.push({ kind, bubbles }) }),
    { getClientRects: () => rects },
  );
  const boxes = [box(), box(1), box(1)];
  const [records] = opened({ boxes });
  const { none } = records;
  assert.deepEqual(
    [String(none), none.told.class, none.hidden, records.table.nextElementSibling === none],
    ["No row matches. Look it up in the whole registry", "records-none no-print", true, true],
  );
  choose(records, "Status", "retired");
  choose(records, "Modality, if any", "RT");
  assert.deepEqual([shown(records), none.hidden], [[], true], "choices are nothing to look up");
  type(records, " zebra ");
  assert.equal(none.hidden, false);
  const [button] = none.querySelectorAll("button");
  button.click();
  assert.deepEqual(
    boxes.map(({ value, isFocused }) => [value, isFocused]),
    [["", false], ["zebra", true], ["", false]],
  );
  assert.deepEqual([events, button.told.type], [[{ kind: "input", bubbles: true }], "button"]);
  type(records, "");
  assert.equal(none.hidden, true);
  const [nowhere] = opened();
  nowhere.none.querySelector("button").click();
});

test("the rows shown are counted at once when the page opens, then once typing pauses", () => {
  const [records, { pause }] = opened();
  assert.equal(String(records.status), "8 SOP Classes");
  type(records, "s");
  type(records, "so");
  assert.equal(String(records.status), "8 SOP Classes");
  assert.equal(pause(), 150);
  assert.equal(String(records.status), "2 of 8 SOP Classes");
  type(records, "");
  pause();
  assert.equal(String(records.status), "8 SOP Classes");
  assert.deepEqual(
    [1, 2, 0, 1234].map((number) => records.count(number)),
    ["1 SOP Class", "2 SOP Classes", "0 SOP Classes", "1,234 SOP Classes"],
  );
  const [plain] = page([table({ Name: {} }, [["a"]])]).all;
  assert.deepEqual([plain.count(1), plain.count(2)], ["1 row", "2 rows"]);
});

test("as cards, rows and cells say what they are", () => {
  const roles = ({ told: { role }, children }) => {
    const below = children.flatMap(roles);
    return role === undefined ? below : [role, ...below];
  };
  const made = () => table({ Name: {}, UID: {} }, [["a", "1", "x"], ["b", "2"]]);
  const { all: [records], media } = page([made()]);
  const buttons = records.head.querySelectorAll("button");
  assert.deepEqual(
    [roles(records.table), buttons.map(({ tabIndex }) => tabIndex), { ...records.rows[0].cells[1].dataset }],
    [[], [0, 0], {}],
  );
  records.rows[1].cells[1].dataset.label = "its own";
  media.matches = true;
  media.change();
  const told = [
    "table", "rowgroup", "row", "columnheader", "columnheader", "rowgroup", "row", "rowheader", "cell", "cell", "row",
    "rowheader", "cell",
  ];
  assert.deepEqual([roles(records.table), buttons.map(({ tabIndex }) => tabIndex)], [told, [-1, -1]]);
  assert.deepEqual(
    Array.from(records.rows, ({ cells }) => Array.from(cells, ({ dataset }) => dataset.label)),
    [[undefined, "UID", ""], [undefined, "its own"]],
  );
  media.matches = false;
  media.change();
  assert.deepEqual([roles(records.table), buttons.map(({ tabIndex }) => tabIndex)], [told, [0, 0]]);
  const [narrow] = page([made()], { narrow: true }).all;
  assert.deepEqual(roles(narrow.table), told);
  const own = made();
  own.setAttribute("role", "grid");
  assert.deepEqual(roles(page([own], { narrow: true }).all[0].table), ["grid"]);
});

test("the second table of a page has its name before its keys in the address", () => {
  const all = [classes(), table({ Name: {} }, ROWS, { id: "roots" }), table({ Name: {} }, ROWS)];
  const { all: [first, second, third], written, go, body, SopTables: { enhance } } = page(
    all,
    { hash: "#filter=plan&roots.filter=sound&2.sort=name" },
  );
  assert.deepEqual([shown(first), shown(second), shown(third)[0]], [["plan"], ["sound", "sound, moving"], "plan"]);
  type(second, "plan");
  type(third, "plan");
  assert.deepEqual(written, [[{ "roots.filter": "plan" }, true], [{ "2.filter": "plan" }, true]]);
  assert.equal(enhance(all[1]), second, "a table is enhanced once");
  const another = classes();
  body.append(another);
  const named = enhance(another, "x.");
  go("#x.filter=plan");
  assert.deepEqual([shown(named), shown(second).length], [["plan"], 8]);
});

test("a table that has left the page is forgotten, and what has no head or no body is no such table", () => {
  const halves = ["thead", "tbody"].map((part) => make("table", { class: "records" }, make(part)));
  const { SopTables: { enhance }, go, body } = page(halves, { enhanced: [] });
  const gone = classes(), next = classes();
  body.append(gone, next);
  const records = enhance(gone);
  gone.remove();
  const others = enhance(next, "");
  go("#filter=plan");
  assert.deepEqual([shown(records).length, shown(others)], [8, ["plan"]]);
});
