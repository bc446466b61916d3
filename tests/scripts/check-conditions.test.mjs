/* Conditions: true, false, or null where the object does not say. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { checker } from "./objects.mjs";

const { SopConditions, SopDataSet } = checker();
const { holds } = SopConditions;

const MODALITY = "00080060", ROWS = "00280010", CODES = "00081032", OTHER = "00080016";

function set(values, complete = true) {
  const made = new SopDataSet.DataSet();
  for (const [tag, [vr, value]] of Object.entries(values).sort()) {
    const one = SopDataSet.element(parseInt(tag, 16), vr, vr, -1);
    if (vr === "SQ") one.items = value;
    else one.given = value;
    made.add(one);
  }
  made.complete = complete;
  return made;
}

const placeOf = (data, more = {}) => ({ set: data, parent: null, index: 0, siblings: [data], root: data, frames: null, path: "", isThere: () => null, ...more });

const CT = placeOf(set({ [MODALITY]: ["CS", ["CT", "MR"]], [ROWS]: ["US", ["512"]] }));
const EMPTY = placeOf(set({ [MODALITY]: ["CS", []] }));
const NONE = placeOf(set({}));
const HIDDEN = placeOf(set({ [MODALITY]: ["CS", null] }));
const CUT = placeOf(set({ [OTHER]: ["UI", ["1.2"]] }, false));

test("statements about an attribute, where it is, is empty, is not, is not shown, and is not known", () => {
  for (const [op, values, [there, empty, none, hidden, cut]] of [
    ["present", [], [true, true, false, true, null]],
    ["absent", [], [false, false, true, false, null]],
    ["empty", [], [false, true, false, false, null]],
    ["not_empty", [], [true, false, false, true, null]],
    ["absent_or_empty", [], [false, true, true, false, null]],
    ["eq", ["CT"], [true, false, false, null, null]],
    ["in", ["US", "MR"], [true, false, false, null, null]],
    ["in", ["US"], [false, false, false, null, null]],
    ["ne", ["US"], [true, null, null, null, null]],
    ["ne", ["CT"], [false, null, null, null, null]],
    ["not_in", ["CT", "US"], [false, null, null, null, null]],
  ]) {
    const term = () => ({ op, tag: MODALITY, values });
    assert.deepEqual([CT, EMPTY, NONE, HIDDEN, CUT].map((place) => holds(term(), place)), [there, empty, none, hidden, cut], `${op} ${values}`);
  }
});

test("numbers are compared", () => {
  for (const [op, value, expected] of [
    ["gt", "511", true], ["gt", "512", false], ["ge", "512", true], ["ge", "513", false], ["lt", "513", true], ["lt", "512", false], ["le", "512", true], ["le", "511", false],
  ]) assert.equal(holds({ op, tag: ROWS, values: [value] }, CT), expected, `${op} ${value}`);
  assert.equal(holds({ op: "gt", tag: ROWS, values: ["1"] }, NONE), false);
  assert.equal(holds({ op: "gt", tag: MODALITY, values: ["1"] }, HIDDEN), null);
});

test("one of several values is meant by its number", () => {
  assert.equal(holds({ op: "eq", tag: MODALITY, values: ["MR"], value_number: 2 }, CT), true);
  assert.equal(holds({ op: "eq", tag: MODALITY, values: ["MR"], value_number: 1 }, CT), false);
  assert.equal(holds({ op: "eq", tag: MODALITY, values: ["CT"], value_number: 2 }, CT), false);
});

const coded = (scheme, value, tag = "00080100") => set({ "00080102": ["SH", [scheme]], [tag]: ["SH", [value]] });

test("codes are known by scheme and value, old schemes may say the same", () => {
  const term = (op) => ({ op, tag: CODES, values: ["SCT:1"] });
  for (const [items, is] of [
    [[coded("SCT", "1")], true], [[coded("SCT", "1", "00080119")], true], [[coded("SCT", "2")], false],
    [[coded("SCT", "2"), coded("SCT", "1")], true], [[coded("SCT", "2"), coded("SRT", "T-1")], null], [[coded("SRT", "T-1")], null], [[coded("99X", "1")], null], [[], false],
  ]) {
    const place = placeOf(set({ [CODES]: ["SQ", items] }));
    assert.equal(holds(term("code_in"), place), is);
    assert.equal(holds(term("code_not_in"), place), is === null ? null : !is);
  }
  assert.equal(holds(term("code_in"), NONE), false);
  assert.equal(holds(term("code_not_in"), NONE), null);
});

test("items are counted", () => {
  const place = placeOf(set({ [CODES]: ["SQ", [set({}), set({})]] }));
  assert.equal(holds({ op: "items_eq", tag: CODES, values: ["2"] }, place), true);
  assert.equal(holds({ op: "items_gt", tag: CODES, values: ["2"] }, place), false);
  assert.equal(holds({ op: "items_gt", tag: CODES, values: ["1"] }, place), true);
  assert.equal(holds({ op: "items_eq", tag: CODES, values: ["0"] }, NONE), true);
});

test("and, or and not know what they cannot know", () => {
  const [yes, no, unknown] = [{ op: "present", tag: MODALITY }, { op: "absent", tag: MODALITY }, { op: "external" }];
  for (const [condition, expected] of [
    [{ all: [yes, yes] }, true], [{ all: [yes, no, unknown] }, false], [{ all: [yes, unknown] }, null],
    [{ any: [no, yes, unknown] }, true], [{ any: [no, no] }, false], [{ any: [no, unknown] }, null],
    [{ not: yes }, false], [{ not: no }, true], [{ not: unknown }, null],
  ]) assert.equal(holds(condition, CT), expected, JSON.stringify(condition));
});

test("statements about modules, macros and items", () => {
  const place = placeOf(set({}), { isThere: (kind, name) => ({ "module A": true, "macro B": false })[`${kind} ${name}`] ?? null });
  for (const [op, name, expected] of [
    ["module_present", "A", true], ["module_absent", "A", false], ["module_absent", "C", null], ["macro_present", "B", false], ["macro_absent", "B", true],
  ]) assert.equal(holds({ op, name }, place), expected, `${op} ${name}`);
  assert.equal(holds({ op: "first_item" }, place), true);
  assert.equal(holds({ op: "first_item" }, { ...place, index: 1 }), false);
  for (const op of ["changes", "external", "unparsed", "nothing_known"]) assert.equal(holds({ op }, place), null, op);
});

test("attributes stand where the term says", () => {
  const inner = set({ [ROWS]: ["US", ["1"]] });
  const outer = set({ [MODALITY]: ["CS", ["CT"]], [CODES]: ["SQ", [inner]] });
  const top = placeOf(outer);
  const below = placeOf(inner, { parent: top, root: outer });
  const present = (tag, at, more = {}) => ({ op: "present", tag, at, ...more });
  for (const [term, expected] of [
    [present(MODALITY), false], [present(MODALITY, "up1"), true], [present(MODALITY, "up2"), false], [present(MODALITY, "dataset"), true],
    [present(MODALITY, "item|up1"), true], [present(ROWS, "nested_in_dataset"), true], [present(ROWS, "dataset"), false], [present(MODALITY, "elsewhere"), null],
    [present(ROWS, "dataset", { within: CODES }), true], [present(OTHER, "dataset", { within: CODES }), false],
  ]) assert.equal(holds(term, below), expected, JSON.stringify(term));
  assert.equal(holds(present(ROWS, "below"), top), true);
  const lowest = placeOf(set({}), { parent: below });
  assert.deepEqual(["up1", "up2"].map((at) => [ROWS, MODALITY].map((tag) => holds(present(tag, at), lowest))), [[true, false], [false, true]]);
});

test("what is nested is looked for in twenty thousand elements, and no further", () => {
  const inner = set({ [CODES]: ["SQ", [set({ [ROWS]: ["US", ["1"]] })]] });
  const found = (count) => {
    const others = Array.from({ length: count - 1 }, (_, at) => [(0x00180000 + at).toString(16).padStart(8, "0"), ["CS", []]]);
    const place = placeOf(set({ ...Object.fromEntries(others), [CODES]: ["SQ", [inner]] }));
    return ["nested_in_dataset", "below"].map((at) => holds({ op: "present", tag: ROWS, at }, place));
  };
  assert.deepEqual([found(19_999), found(20_000)], [[true, true], [false, false]]);
});

test("of items that differ one is enough", () => {
  const item = (value) => set({ [ROWS]: ["US", [value]] });
  const place = placeOf(set({ [CODES]: ["SQ", [item("1"), item("2")]] }));
  const rows = (more) => holds({ op: "eq", tag: ROWS, values: ["2"], ...more }, place);
  assert.deepEqual([rows({ at: "dataset", within: CODES }), rows({ at: "nested_in_dataset" }), rows({ at: "below" })], [true, true, null]);
});

test("of frames that differ nothing can be said of all of them", () => {
  const frame = (value) => set({ "00209111": ["SQ", [set({ [ROWS]: ["US", [value]] })]] });
  const frames = { shared: null, all: [frame("1"), frame("2")], own: null };
  const term = () => ({ op: "eq", tag: ROWS, values: ["1"], at: "frame" });
  assert.equal(holds(term(), placeOf(set({}), { frames })), null);
  assert.equal(holds(term(), placeOf(set({}), { frames: { ...frames, items: null, own: frames.all[0] } })), true);
  assert.equal(holds(term(), placeOf(set({}), { frames: { ...frames, items: null, own: frames.all[1] } })), false);
  assert.equal(holds(term(), placeOf(set({}), { frames: { ...frames, items: null, all: [frame("1"), frame("1")] } })), true);
});
