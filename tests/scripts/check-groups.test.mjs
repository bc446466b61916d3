/* Functional groups: for all frames or for each; modules: whether they are there, and should be. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, checker } from "./objects.mjs";

const { SopCheck, SopRules, SopDump } = checker();

const ATTRIBUTES = [
  "00080016|UI|1|SOP Class UID|", "00080060|CS|1|Modality|", "00100010|PN|1|Patient's Name|", "00100020|LO|1|Patient ID|", "00280008|IS|1|Number of Frames|",
  "00289110|SQ|1|Pixel Measures Sequence|", "00209111|SQ|1|Frame Content Sequence|", "00289132|SQ|1|Frame VOI LUT Sequence|", "52009229|SQ|1|Shared Functional Groups Sequence|", "52009230|SQ|1|Per-Frame Functional Groups Sequence|",
].join("\n");
const CT_ = { op: "eq", tag: "00080060", values: ["CT"] };

/** The report on an object; `groups` and `modules` are those of its IOD, `cut` changes the object. */
async function report(elements, { groups = [], modules = [], tables = {}, cut = () => {} } = {}) {
  const rules = new SopRules.Rules();
  const rows = (...list) => ({ name: "x", href: "x/", rows: list });
  const parts = {
    dictionary: { kind: "dictionary", edition: "", constants: [], sopClasses: [[CT, "CT Image Storage", "ct", "", 0, []]], transferSyntaxes: [], attributes: ATTRIBUTES },
    common: { kind: "tables", tables: {
      "T-1": rows([0, "00080016", "1"], [0, "00080060", "3"], [0, "00280008", "3"], [0, "52009229", "3"], [1, "*"], [0, "52009230", "3"], [1, "*"]),
      "G-1": rows([0, "00289110", "1"]), "G-2": rows([0, "00209111", "1"]), "G-3": rows([0, "00289110", "3"], [0, "00289132", "1"]), ...tables,
    } },
    "iods/ct": { kind: "iod", key: "ct", name: "CT Image", href: "iods/ct/", groups, content: [], template: 0, tables: {}, fixed: [], modules: [["T-1", "General", "M", 0], ...modules] },
  };
  const check = new SopCheck.Checker(rules, async (path) => rules.take(parts[path]));
  await check.need("dictionary");
  const [object] = SopDump.read(JSON.stringify(json({ "00080016": ["UI", CT], ...elements })));
  cut(object.data);
  return check.check(object);
}

const json = (values) => Object.fromEntries(Object.entries(values).map(([tag, [vr, ...Value]]) => [tag, { vr, Value }]));
const found = async (elements, iod) => Array.from((await report(elements, iod)).findings, (it) => `${it.severity} ${it.rule} ${it.path}: ${it.found}; expected ${it.demanded}`.replace(" :", ":"));

const MEASURES = "00289110", CONTENT = "00209111", WINDOW = "00289132";
const item = (...tags) => json(Object.fromEntries(tags.map((tag) => [tag, ["SQ", {}]])));
/** An object of frames: `shared` and each of `all` are the groups that are given there. */
const frames = (shared, all, more = {}) => ({ "52009229": ["SQ", item(...shared)], "52009230": ["SQ", ...all.map((tags) => item(...tags))], ...more });

test("a mandatory group is shared or given for each frame, not both", async () => {
  const iod = { groups: [["G-1", "Pixel Measures", "M", 0, ""]] };
  const why = "expected the functional group Pixel Measures, which is mandatory";
  for (const [object, expected] of [
    [frames([MEASURES], [[], []]), []], [frames([], [[MEASURES], [MEASURES]]), []],
    [frames([], [[], []]), [`error group-missing (0028,9110): it is neither shared nor given for any frame; ${why}`]],
    [frames([], [[MEASURES], []]), [`error group-missing-in-frames (0028,9110): it is given for 1 of 2 frames; ${why}`]],
    [frames([MEASURES], [[MEASURES], []]), ["error group-in-both (0028,9110): it is shared, and given for 1 of 2 frames as well; expected one of both"]],
    [{}, []],
  ]) assert.deepEqual(await found(object, iod), expected, JSON.stringify(object));
  assert.deepEqual(await found({ "52009230": ["SQ", item(MEASURES)] }, iod), []);
  assert.deepEqual(await found({ "52009229": ["SQ", item()] }, iod), [`error group-missing (0028,9110): it is neither shared nor given for any frame; ${why}`]);
});

test("a group that is given elsewhere is not missing in an item that may hold it", async () => {
  const include = [1, "@IODFunctionalGroupMacros"];
  const rows = [[0, "00080016", "1"], [0, "52009229", "3"], include, [0, "52009230", "3"], include];
  const tables = { "T-1": { name: "x", href: "x/", rows } };
  const iod = { groups: [["G-1", "Pixel Measures", "M", 0, ""]], tables };
  for (const object of [frames([MEASURES], [[], []]), frames([], [[MEASURES], [MEASURES]])]) {
    assert.deepEqual(await found(object, iod), []);
  }
  const [empty] = await found(frames([], [[]], { "52009229": ["SQ", json({ [MEASURES]: ["SQ"] })] }), iod);
  assert.match(empty, /^error type-1-empty \(5200,9229\)\[1\]\.\(0028,9110\): it has no item/);
});

test("what is of one frame is not shared, nor what the IOD says", async () => {
  const shared = (tag) => `error group-shared ${tag}: it is shared by all frames; expected it to be given for each frame`;
  assert.deepEqual(await found(frames([CONTENT], [[]]), { groups: [["G-2", "Frame Content", "U", 0, ""]] }), [shared("(0020,9111)")]);
  assert.deepEqual(await found(frames([MEASURES], [[]]), { groups: [["G-1", "Pixel Measures", "U", 0, "not_shared"]] }), [shared("(0028,9110)")]);
  assert.deepEqual(await found(frames([MEASURES], [[]]), { groups: [["G-1", "Pixel Measures", "U", 0, ""]] }), []);
});

test("a conditional group is asked for where its condition is met", async () => {
  const q = { trust: "warning", if: CT_, words: "it is CT" };
  const iod = { groups: [["G-1", "Pixel Measures", "C", q, ""]] };
  const of = (modality, all) => found(frames([], all, { "00080060": ["CS", modality] }), iod);
  const why = "expected the functional group Pixel Measures if it is CT, which is so";
  assert.deepEqual(await of("CT", [[], []]), [`warning group-missing (0028,9110): it is neither shared nor given for any frame; ${why}`]);
  assert.deepEqual(await of("CT", [[MEASURES], []]), [`hint group-missing-in-frames (0028,9110): it is given for 1 of 2 frames; ${why}`]);
  assert.deepEqual(await of("CT", [[MEASURES], [MEASURES]]), []);
  assert.deepEqual(await of("MR", [[], []]), []);
  const unknown = { groups: [["G-1", "Pixel Measures", "C", { trust: "error", if: { op: "external" }, words: "it is seen" }, ""]] };
  const open = async (...all) => Array.from((await report(frames(...all), unknown)).undecided, ({ condition, module, href, tag }) => [condition, module, href, tag].join(" | "));
  assert.deepEqual(await open([], [[]]), ["it is seen | Functional groups | iods/ct/#row- | 00289110"]);
  for (const all of [[[MEASURES], [[]]], [[], [[MEASURES]]]]) assert.deepEqual(await open(...all), []);
});

test("of a group of several sequences the optional ones are not asked for", async () => {
  assert.deepEqual(await found(frames([WINDOW], [[]]), { groups: [["G-3", "Window", "M", 0, ""]] }), []);
  assert.equal((await found(frames([MEASURES], [[]]), { groups: [["G-3", "Window", "M", 0, ""]] })).length, 1);
});

test("the only sequence of a group is asked for, whatever its type", async () => {
  const iod = { groups: [["G-4", "Pixel Measures", "M", 0, ""]], tables: { "G-4": { name: "x", href: "x/", rows: [[0, MEASURES, "3"]] } } };
  assert.equal((await found(frames([], [[]]), iod)).length, 1);
  assert.deepEqual(await found(frames([MEASURES], [[]]), iod), []);
});

test("of an object that ends early no group is missing, unless all that may hold it was read", async () => {
  const missing = async (change) => (await found(frames([], [[]]), {
    groups: [["G-1", "Pixel Measures", "M", 0, ""]],
    cut: (data) => {
      data.complete = false;
      change(data);
    },
  })).length;
  for (const [change, count] of [
    [() => {}, 1],
    [(data) => { data.last = 0x52009229; }, 0],
    [(data) => { data.get(0x52009230).items = null; }, 0],
    [(data) => { data.get(0x52009229).items = null; }, 0],
  ]) assert.equal(await missing(change), count, String(change));
});

test("there is one shared item, and an item for each frame", async () => {
  const iod = { groups: [["G-1", "Pixel Measures", "U", 0, ""]] };
  assert.deepEqual(await found({ "52009229": ["SQ", item(), item()] }, iod), ["error groups-shared-items (5200,9229): 2 items; expected one item"]);
  assert.deepEqual(await found(frames([], [[], []], { "00280008": ["IS", 3] }), iod), ["error groups-frames (5200,9230): 2 items, but 3 frames; expected an item for each frame"]);
  assert.deepEqual(await found(frames([], [[], []], { "00280008": ["IS", 2] }), iod), []);
});

test("a condition may ask whether a macro is used", async () => {
  const of = (op, all) => found(frames([], all), {
    groups: [["G-1", "Pixel Measures", "U", 0, ""], ["G-2", "Frame Content", "C", { trust: "error", if: { op, name: "Pixel Measures" }, words: "so" }, ""]],
  });
  assert.deepEqual([(await of("macro_present", [[MEASURES]])).length, (await of("macro_present", [[]])).length, (await of("macro_absent", [[]])).length], [1, 0, 1]);
});

/* ------------------------------------------------------------------ modules */

const TABLES = {
  "T-2": { name: "Two", href: "modules/two/", rows: [[0, "00100010", "1"], [0, "00100020", "3"]] }, "T-3": { name: "Three", href: "modules/three/", rows: [[0, "00100020", "1"]] },
};
const NAME = { "00100010": ["PN", "x"] }, ID = { "00100020": ["LO", "x"] };
const states = async (elements, ...modules) => Object.fromEntries(Array.from((await report(elements, { modules, tables: TABLES })).modules, ({ name, state }) => [name, state]));

test("a module is there if it must be, or by what it alone demands; perhaps by what it allows", async () => {
  const of = async (elements, usage, q = 0) => (await states(elements, ["T-2", "Two", usage, q])).Two;
  for (const [elements, usage, q, state] of [
    [{}, "M", 0, "required"], [{}, "U", 0, "absent"], [NAME, "U", 0, "present"], [ID, "U", 0, "maybe"], [{ ...NAME, ...ID }, "U", 0, "present"],
    [{ "00080060": ["CS", "CT"] }, "C", { trust: "error", if: CT_, words: "" }, "required"], [{ "00080060": ["CS", "CT"] }, "C", { trust: "hint", if: CT_, words: "" }, "maybe"],
    [{ ...NAME, "00080060": ["CS", "CT"] }, "C", { trust: "hint", if: CT_, words: "" }, "present"], [{ "00080060": ["CS", "MR"] }, "C", { trust: "error", if: CT_, words: "" }, "absent"],
    [{ "00080060": ["CS", "CT"] }, "U", { trust: "error", if: CT_, words: "" }, "absent"], [{}, "C", 0, "absent"],
  ]) assert.equal(await of(elements, usage, q), state, JSON.stringify([elements, usage, q]));
  assert.deepEqual(await states(ID, ["T-2", "Two", "U", 0], ["T-3", "Three", "U", 0]), { General: "required", Two: "absent", Three: "absent" }, "what several have tells nothing");
});

test("a module that should not be there is told, if it is there for sure", async () => {
  const of = async (more, elements = NAME) => found({ "00080060": ["CS", "MR"], ...elements }, { modules: [["T-2", "Two", "C", { trust: "error", if: CT_, words: "it is CT", ...more }]], tables: TABLES });
  const said = "module-not-met: attributes of the module Two are there; expected this module only if it is CT, which is not so";
  assert.deepEqual(await of({}), [`warning ${said}`]);
  assert.deepEqual(await of({ trust: "hint" }), [`hint ${said}`]);
  for (const more of [{ otherwise: "may" }, { otherwise: "may_if" }, { mayIf: CT_ }]) assert.deepEqual(await of(more), [], JSON.stringify(more));
  assert.deepEqual((await of({}, ID)).filter((it) => /module/.test(it)), []);
  assert.deepEqual(await found({ "00080060": ["CS", "CT"], ...NAME }, { modules: [["T-2", "Two", "C", { trust: "error", if: CT_, words: "" }]], tables: TABLES }), []);
});

test("what a module demands that may be there is told with doubt", async () => {
  const modules = [["T-2", "Two", "U", 0]];
  assert.deepEqual(await found(ID, { modules, tables: TABLES }), ["warning type-1-missing (0010,0010): it is missing; expected it with a value (type 1)"]);
  assert.deepEqual(await found({}, { modules, tables: TABLES }), []);
});

test("conditions that the object does not answer are told with the module, while nothing of it is there", async () => {
  const of = async (elements, words = "it is seen") => Array.from((await report(elements, { modules: [["T-2", "Two", "C", { trust: "error", if: { op: "external" }, words }]], tables: TABLES })).undecided, ({ condition, module, href, count }) => [condition, module, href, count].join(" | "));
  assert.deepEqual(await of({}), ["it is seen | Two | iods/ct/#row- | 1"]);
  assert.deepEqual(await of({}, ""), ["a condition that no object states | Two | iods/ct/#row- | 1"]);
  assert.deepEqual(await of(ID), []);
  const external = (words) => ({ trust: "error", if: { op: "external" }, words });
  const { undecided, undecidedCount } = await report({}, { modules: [["T-2", "Two", "C", external("a")], ["T-3", "Three", "C", external("b")]], tables: TABLES });
  assert.deepEqual([undecided.length, undecidedCount], [2, 2]);
});

test("a condition may ask whether a module is there, unless that is in doubt", async () => {
  const q = (op) => ({ trust: "error", if: { op, name: "Two" }, words: "so" });
  const of = async (op, elements) => (await report(elements, { modules: [["T-2", "Two", "U", 0], ["T-4", "Four", "C", q(op)]], tables: { ...TABLES, "T-4": { name: "Four", href: "x/", rows: [[0, "00289110", "1"]] } } })).modules.at(-1).state;
  for (const [op, states_] of [["module_present", ["required", "absent", "absent"]], ["module_absent", ["absent", "absent", "required"]]]) {
    assert.deepEqual([await of(op, NAME), await of(op, ID), await of(op, {})], states_, op);
  }
});
