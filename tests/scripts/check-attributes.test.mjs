/* Data sets against rows of tables: what a row demands, and what is said where it is not so. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, checker } from "./objects.mjs";

const { SopCheck, SopRules, SopDump, SopAttributes, SopDataSet } = checker();

const ATTRIBUTES = [
  "00080008|CS|2-n|Image Type|", "00080016|UI|1|SOP Class UID|", "00080060|CS|1|Modality|", "00080100|SH|1|Code Value|", "00080102|SH|1|Coding Scheme Designator|", "00080104|LO|1|Code Meaning|",
  "00080119|UC|1|Long Code Value|", "00080120|UR|1|URN Code Value|", "00081032|SQ|1|Procedure Code Sequence|", "00081140|SQ|1|Referenced Image Sequence|", "00100010|PN|1|Patient's Name|", "00100020|LO|1|Patient ID|",
  "00020010|UI|1|Transfer Syntax UID|", "00000002|UI|1|Affected SOP Class UID|", "00189999|LO|1-n|Old|R", "00280010|US|1|Rows|", "00283002|US or SS|3|LUT Descriptor|", "00283006|US or OW|1-n or 1|LUT Data|", "60xx0010|US|1|Overlay Rows|", "60xx0011|US|1|Overlay Columns|", "52009230|SQ|1|Per-Frame Functional Groups Sequence|",
].join("\n");

/** What is found in `elements`, for which the tables have `rows`, as `severity rule path: found; expected demanded`. */
async function found(rows, elements, { macros = {}, fixed = [], groups = {}, usage = "M" } = {}) {
  const rules = new SopRules.Rules();
  const tables = { "T-1": { name: "General", href: "modules/general/", rows: [[0, "00080016", "1"], ...rows] }, ...macros };
  const parts = {
    dictionary: { kind: "dictionary", edition: "", constants: [], sopClasses: [[CT, "CT Image Storage", "ct", "", 0, []]], transferSyntaxes: [], attributes: ATTRIBUTES },
    common: { kind: "tables", tables }, codes: { kind: "codes", groups },
    "iods/ct": { kind: "iod", key: "ct", name: "CT Image", href: "iods/ct/", groups: [], content: [], template: 0, tables: {}, fixed, modules: [["T-1", "General", usage, 0]] },
  };
  const check = new SopCheck.Checker(rules, async (path) => rules.take(parts[path]));
  await check.need("dictionary");
  const [object] = SopDump.read(JSON.stringify({ ...json({ "00080016": ["UI", CT], ...elements }) }));
  const report = await check.check(object);
  return Array.from(report.findings, (it) => `${it.severity} ${it.rule} ${it.path}: ${it.found}; expected ${it.demanded}`);
}

const json = (values) => Object.fromEntries(Object.entries(values).map(([tag, [vr, ...Value]]) => [tag, { vr, Value }]));
const items = (...all) => ["SQ", ...all.map(json)];

const isCt = { op: "eq", tag: "00080060", values: ["CT"] };
const isMr = { op: "eq", tag: "00080060", values: ["MR"] };
const CT_ = { "00080060": ["CS", "CT"] }, MR_ = { "00080060": ["CS", "MR"] }, HIDDEN = {};
const MODALITY = [0, "00080060", "3"];
const demand = (type, q) => [MODALITY, [0, "00100020", type, q ? { q } : null]];

test("types 1 and 2 ask for an attribute, type 1 for a value", async () => {
  for (const [type, elements, expected] of [
    ["1", {}, "error type-1-missing (0010,0020): it is missing; expected it with a value (type 1)"], ["2", {}, "error type-2-missing (0010,0020): it is missing; expected it, even if empty (type 2)"],
    ["1", { "00100020": ["LO"] }, "error type-1-empty (0010,0020): it has no value; expected a value (type 1)"], ["2", { "00100020": ["LO"] }], ["3", { "00100020": ["LO"] }], ["3", {}], ["", {}],
    ["1", { "00100020": ["LO", "x"] }],
  ]) assert.deepEqual(await found(demand(type), elements), [expected ?? []].flat(), `${type} ${JSON.stringify(elements)}`);
  assert.deepEqual(await found([[0, "00081140", "1"]], { "00081140": ["SQ"] }), ["error type-1-empty (0008,1140): it has no item; expected a value (type 1)"]);
});

test("a condition asks for an attribute, may allow or forbid it, and is as sure as it says", async () => {
  const q = { trust: "error", if: isCt, words: "it is CT" };
  const there = { "00100020": ["LO", "x"] };
  for (const [type, more, elements, expected] of [
    ["1C", {}, CT_, "error type-1c-missing (0010,0020): it is missing; expected it (type 1C), as it is CT"], ["2C", {}, CT_, "error type-2c-missing (0010,0020): it is missing; expected it (type 2C), as it is CT"],
    ["1C", { trust: "hint" }, CT_, "hint type-1c-missing (0010,0020): it is missing; expected it (type 1C), as it is CT"], ["1C", {}, MR_], ["1C", {}, HIDDEN],
    ["1C", {}, { ...CT_, "00100020": ["LO"] }, "error type-1c-empty (0010,0020): it has no value; expected a value wherever it is present (type 1C)"], ["2C", {}, { ...CT_, "00100020": ["LO"] }],
    ["1C", {}, { ...MR_, ...there }, "warning type-1c-not-met (0010,0020): it is present; expected it only if it is CT (type 1C), which is not so"],
    ["2C", { otherwise: "not" }, { ...MR_, ...there }, "error type-2c-not-met (0010,0020): it is present; expected it only if it is CT (type 2C), which is not so"],
    ["1C", { trust: "warning" }, { ...MR_, ...there }, "hint type-1c-not-met (0010,0020): it is present; expected it only if it is CT (type 1C), which is not so"],
    ["1C", { otherwise: "may" }, { ...MR_, ...there }], ["1C", { otherwise: "may_if" }, { ...MR_, ...there }], ["1C", { otherwise: "may_if", mayIf: isMr }, { ...MR_, ...there }],
    ["1C", { otherwise: "may_if", mayIf: { op: "eq", tag: "00080060", values: ["US"] } }, { ...MR_, ...there }, "warning type-1c-not-met (0010,0020): it is present; expected it only if it is CT (type 1C), which is not so"],
    ["1C", { notIf: isCt }, { ...CT_, ...there }, "error type-1c-forbidden (0010,0020): it is present; expected its absence in this case"], ["1C", { otherwise: "may", notIf: isMr }, { ...MR_, ...there }, "error type-1c-forbidden (0010,0020): it is present; expected its absence in this case"],
    ["1C", {}, { ...CT_, ...there }],
  ]) assert.deepEqual(await found(demand(type, { ...q, ...more }), elements), [expected ?? []].flat(), JSON.stringify([type, more, elements]));
  assert.deepEqual(await found([MODALITY, [0, "00081140", "1C", { q }]], { ...CT_, "00081140": ["SQ"] }), ["error type-1c-empty (0008,1140): it has no item; expected a value wherever it is present (type 1C)"]);
  assert.deepEqual(await found(demand("1C"), {}), [], "a condition that is not known");
});

test("what a module asks for that may not be there is a weaker demand", async () => {
  assert.deepEqual(await found([MODALITY, [0, "00100020", "1"]], CT_, { usage: "U" }), ["error type-1-missing (0010,0020): it is missing; expected it with a value (type 1)"]);
  assert.deepEqual(await found([MODALITY, [0, "00100020", "3"], [0, "00100010", "1"]], { "00100020": ["LO", "x"] }, { usage: "U" }), [
    "error type-1-missing (0010,0010): it is missing; expected it with a value (type 1)",
  ]);
  for (const [severity, expected] of [["error", "warning"], ["warning", "hint"], ["hint", "hint"]]) assert.equal(SopAttributes.weaker(severity), expected);
});

test("of several attributes there is exactly one", async () => {
  const q = { trust: "error", one: ["00080100", "00080119", "00080120"] };
  const rows = [[0, "00081032", "3"], ...q.one.map((tag) => [1, tag, "1C", { q }])];
  const codes = (...tags) => ({ "00081032": items(Object.fromEntries(tags.map((tag) => [tag, ["SH", "x"]]))) });
  const demanded = "expected exactly one of Code Value, Long Code Value, URN Code Value";
  for (const tag of q.one) assert.deepEqual((await found(rows, codes(tag))).filter((it) => !/vr/.test(it)), [], tag);
  for (const [tags, many] of [[[], "none"], [["00080100", "00080119"], "2"], [q.one, "3"]]) {
    assert.deepEqual((await found(rows, codes(...tags))).filter((it) => !/ vr/.test(it)), [`error exactly-one-of (0008,1032)[1].(0008,0100): ${many} of them; ${demanded}`]);
  }
  assert.deepEqual(await found(rows, { "00081032": items({ "00080119": ["UC"] }) }), ["error type-1c-empty (0008,1032)[1].(0008,0119): it has no value; expected a value wherever it is present (type 1C)"]);
});

test("rows of a repeating group are held against each group of which there is an element", async () => {
  const rows = [[0, "60xx0010", "1"], [0, "60xx0011", "3"]];
  const missing = (group) => `error type-1-missing (${group},0010): it is missing; expected it with a value (type 1)`;
  for (const [elements, expected] of [
    [{}, []], [{ "60000010": ["US", 1] }, []], [{ "60000011": ["US", 1] }, [missing("6000")]], [{ "60000011": ["US", 1], "601e0011": ["US", 1], "60020010": ["US", 1] }, [missing("6000"), missing("601E")]],
  ]) assert.deepEqual(await found(rows, elements), expected, JSON.stringify(elements));
  for (const tag of ["60010010", "50000010"]) assert.ok(!(await found(rows, { [tag]: ["LO", "x"] })).some((it) => /missing/.test(it)), tag);
});

test("a macro that is included on a condition has its attributes only then", async () => {
  const rows = (...conditions) => [MODALITY, ...conditions.map(([q, macro]) => [0, `@${macro}`, "", { q }])];
  const macros = { "M-1": { name: "One", href: "macros/one/", rows: [[0, "00100020", "1"]] }, "M-2": { name: "Two", href: "macros/two/", rows: [[0, "00100020", "1"]] } };
  const ct = { if: isCt, words: "it is CT" }, us = { if: { op: "eq", tag: "00080060", values: ["US"] }, words: "it is US" };
  const there = { "00100020": ["LO", "x"] };
  assert.deepEqual(await found(rows([ct, "M-1"]), CT_, { macros }), ["error type-1-missing (0010,0020): it is missing; expected it with a value (type 1)"]);
  assert.deepEqual(await found(rows([ct, "M-1"]), { ...CT_, ...there }, { macros }), []);
  assert.deepEqual(await found(rows([ct, "M-1"]), MR_, { macros }), []);
  assert.deepEqual(await found(rows([ct, "M-1"]), { ...MR_, ...there }, { macros }), ["warning not-here (0010,0020): it is present; expected it only if it is CT"]);
  assert.deepEqual(await found(rows([ct, "M-1"], [us, "M-2"]), { ...MR_, ...there }, { macros }), ["warning not-here (0010,0020): it is present; expected it only if it is CT, or it is US"]);
});

test("what a module says itself goes before the macros that it includes", async () => {
  const macros = { "M-1": { name: "One", href: "macros/one/", rows: [[0, "00100020", "1"]] } };
  assert.deepEqual(await found([[0, "@M-1"], [0, "00100020", "3"]], {}, { macros }), []);
  const allowing = { "M-1": { name: "One", href: "macros/one/", rows: [[0, "00100020", "3"]] } };
  assert.deepEqual(await found([[0, "@M-1"], [0, "00100020", "2"]], {}, { macros: allowing }), ["error type-2-missing (0010,0020): it is missing; expected it, even if empty (type 2)"]);
  assert.deepEqual(await found([[0, "@M-1"]], {}, { macros }), ["error type-1-missing (0010,0020): it is missing; expected it with a value (type 1)"]);
});

test("rows below an include go on with the last sequence of the macro; what they demand leads to the row", async () => {
  const macros = { "M-1": { name: "One", href: "macros/one/", rows: [[0, "00081140", "3"], [1, "00100010", "3"], [0, "00081032", "3"], [1, "00100010", "3"]] }, "M-2": { name: "Two", href: "macros/two/", rows: [[0, "@M-1"]] } };
  for (const include of ["@M-1", "@M-2"]) {
    const rows = [[0, include], [1, "00100020", "2", { r: "7b" }]];
    const missing = "error type-2-missing (0008,1032)[1].(0010,0020): it is missing; expected it, even if empty (type 2)";
    assert.deepEqual(await found(rows, { "00081032": items({}), "00081140": items({}) }, { macros }), [missing], include);
  }
  const hrefs = async (extra) => {
    const rules = new SopRules.Rules();
    rules.take({ kind: "tables", tables: { "T-1": { name: "x", href: "x/", rows: [[0, "00100020", "1", extra], [0, "00100010", "1"]] } } });
    return [...rules.scope([{ table: "T-1", from: 0, to: Infinity, depth: 0, module: "", iod: { key: "" } }]).uses.values()].map(([use]) => use.row);
  };
  assert.deepEqual([await hrefs(null), await hrefs({ r: "1a" })], [[1, 2], ["1a", 2]]);
});

test("an include of all functional groups stands for those of the IOD, which may be given elsewhere", () => {
  const rules = new SopRules.Rules();
  rules.take({ kind: "tables", tables: {
    "T-1": { name: "x", href: "x/", rows: [[0, "@IODFunctionalGroupMacros"]] }, "G-1": { name: "x", href: "x/", rows: [[0, "00100020", "1"]] }, "M-1": { name: "x", href: "x/", rows: [[0, "00100020", "1"], [0, "@M-1"]] },
  } });
  const uses = (table) => [...rules.scope([{ table, from: 0, to: Infinity, depth: 0, module: "T", iod: { key: "", groups: [["G-1", "Group One"]] } }]).uses.values()].flat().map(({ tag, module, group }) => [tag, module, group]);
  assert.deepEqual(uses("T-1"), [["00100020", "Group One", true]]);
  assert.equal(uses("M-1").length, 21, "a macro that includes itself ends");
});

test("values are of the list of their number, told in few words", async () => {
  const listed = (...v) => [[0, "00080008", "3", { v }]];
  const type = (...values) => ({ "00080008": ["CS", ...values] });
  const terms = Array.from({ length: 13 }, (_, at) => `T${at + 1}`);
  for (const [rows, elements, expected] of [
    [listed({ k: "e", t: "e", v: ["A", "B"] }), type("A", "B"), []],
    [listed({ k: "e", t: "e", v: ["A", "B"] }), type("A", "C"), ["error enumerated-value (0008,0008): value 2 is \"C\"; expected one of the enumerated values A, B"]],
    [listed({ k: "e", t: "w", v: ["A"] }), type("C", "D"), ["warning enumerated-value (0008,0008): value 1 is \"C\"; expected one of the enumerated values A"]],
    [listed({ k: "d", t: "e", v: ["A"] }), type("A", "C"), ["hint defined-term (0008,0008): value 2 is \"C\"; expected a defined term: A; others are allowed"]],
    [listed({ k: "e", t: "e", v: ["A"], n: 1 }, { k: "e", t: "h", v: ["B"], n: 2 }), type("X", "Y"), ["error enumerated-value (0008,0008): value 1 is \"X\"; expected one of the enumerated values A", "hint enumerated-value (0008,0008): value 2 is \"Y\"; expected one of the enumerated values B"]],
    [listed({ k: "e", t: "e", v: ["A"], n: 1 }, { k: "e", t: "e", v: ["B"] }), type("A", "B"), []],
    [listed({ k: "e", t: "e", v: ["A"], n: 2 }), type("X", "A"), []], [listed({ k: "e", t: "e", v: ["A"] }), type("A", ""), []],
    [listed({ k: "e", t: "e", v: terms }), type("T1", "T14"), ["error enumerated-value (0008,0008): value 2 is \"T14\"; expected one of the enumerated values T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12 or 1 more"]],
    [listed({ k: "e", t: "e", v: terms.slice(1) }), type("T2", "T1"), ["error enumerated-value (0008,0008): value 2 is \"T1\"; expected one of the enumerated values T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13"]],
  ]) assert.deepEqual(await found(rows, elements), expected, JSON.stringify([rows, elements]));
  const on = (condition, t = "e") => ({ k: "e", t, v: ["A"], if: condition });
  for (const [rule, elements, severity] of [[on(isCt), CT_, "error"], [on(isCt), MR_, null], [on({ op: "external" }), CT_, "warning"], [on({ op: "external" }, "h"), CT_, "hint"]]) {
    const all = await found([MODALITY, ...listed(rule)], { ...elements, ...type("X", "A") });
    assert.deepEqual(all.map((it) => it.split(" ")[0]), severity ? [severity] : []);
  }
  const both = await found(listed({ k: "e", t: "h", v: ["A"] }, { k: "e", t: "e", v: ["B"] }), type("A", "X"));
  assert.deepEqual(both, ["hint enumerated-value (0008,0008): value 2 is \"X\"; expected one of the enumerated values A, B"], "the mildest of several");
  assert.deepEqual(await found([[0, "00100020", "3", { v: [{ k: "e", t: "e", v: ["A"] }] }]], { "00100020": ["LO", "x"] }), ["error enumerated-value (0010,0020): \"x\"; expected one of the enumerated values A"]);
});

test("codes are of the context groups, but for those that anyone may have", async () => {
  const rows = [[0, "00081032", "3", { g: [7, 8] }], [1, "00080100", "3"], [1, "00080102", "3"], [1, "00080104", "3"]];
  const groups = { 7: ["Anatomy", "x/", "SCT:1"], 8: ["Others", "x/", "DCM:2"] };
  const code = (scheme, value, meaning = "M") => ({ "00081032": items({ "00080100": ["SH", value], "00080102": ["SH", scheme], "00080104": ["LO", meaning] }) });
  for (const [scheme, value] of [["SCT", "1"], ["DCM", "2"], ["UCUM", "mm"], ["", "1"], ["SCT", ""]]) assert.deepEqual(await found(rows, code(scheme, value), { groups }), [], `${scheme} ${value}`);
  const said = (meaning) => [`hint code-not-in-group (0008,1032): 2 of SCT (${meaning}); expected a code of CID 7 Anatomy or CID 8 Others, or one that extends it`];
  assert.deepEqual(await found(rows, code("SCT", "2"), { groups }), said("M"));
  assert.deepEqual(await found(rows, code("SCT", "2", ""), { groups }), said("without a meaning"));
  assert.deepEqual(await found(rows, code("SCT", "2"), { groups: { 7: groups[7] } }), [], "not all groups are there");
});

test("elements are of the VR that the dictionary has, and in their place", async () => {
  const rows = [[0, "00080060", "3"], [0, "00280010", "3"], [0, "00283002", "3"], [0, "00283006", "3"], [0, "00081140", "3"], [1, "*"], [0, "00189999", "3"], [0, "00080008", "3"], [0, "00100020", "3"]];
  for (const [elements, expected] of [
    [{ "00080060": ["LO", "CT"] }, ["error vr (0008,0060): VR LO; expected VR CS"]], [{ "00283006": ["LO", "1"] }, ["error vr (0028,3006): VR LO; expected VR US or OW"]],
    [{ "00080060": ["UN", "CT"] }, ["hint vr-unknown (0008,0060): VR UN; expected VR CS"]], [{ "00283006": ["US", 1, 2] }, []],
    [{ "00283006": ["UN", "1"] }, ["hint vr-unknown (0028,3006): VR UN; expected VR US or OW"]],
    [{ "00283002": ["US", 256, 0, 16] }, []],
    [{ "00283002": ["SS", 256, 0] }, ["error vm (0028,3002): 2 values; expected a value multiplicity of 3"]],
    [{ "00080060": ["CS", "CT", "x"] }, [
      "error vm (0008,0060): 2 values; expected a value multiplicity of 1",
      "error vr-form (0008,0060): \"x\"; expected capital letters, digits, blanks and underscores only, as VR CS has",
    ]],
    [{ "00081140": items({ "00020010": ["UI", "1.2"] }) }, ["error group-out-of-place (0008,1140)[1].(0002,0010): it is in the data set; expected elements of group 0002 in the file meta information only"]],
    [{ "00081140": items({ "00000002": ["UI", "1.2"] }) }, ["error group-out-of-place (0008,1140)[1].(0000,0002): it is in the data set; expected elements of group 0000 in messages only"]],
    [{ "00080000": ["UL", 1] }, []], [{ "00280010": ["US", 1, 2] }, ["error vm (0028,0010): 2 values; expected a value multiplicity of 1"]],
    [{ "00080008": ["CS", "A", "b"] }, ["error vr-form (0008,0008): value 2: \"b\"; expected capital letters, digits, blanks and underscores only, as VR CS has"]],
    [{ "00100020": ["LO", "x".repeat(65)] }, ["error vr-length (0010,0020): 65 characters; expected at most 64, as VR LO has"]],
  ]) assert.deepEqual(await found(rows, elements), expected, JSON.stringify(elements));
});

test("private elements are in blocks with a creator (PS3.5 7.8.1)", async () => {
  const number = (tag) => [`error private-number (${tag}): a private element that is in no block; expected private creators from 0010 to 00FF, and elements in the blocks that they reserve`];
  const creator = (tag) => [`warning private-creator (${tag}): it is missing, though elements of its block are there; expected a private creator for each block of private elements`];
  for (const [tags, expected] of [
    [["00090000"], []], [["00090001"], number("0009,0001")], [["0009000f"], number("0009,000F")], [["00090010"], []], [["000900ff"], []], [["00090100"], number("0009,0100")], [["00090fff"], number("0009,0FFF")],
    [["00091000"], creator("0009,0010")], [["00090010", "00091000", "000910ff"], []], [["00090010", "00091100"], creator("0009,0011")], [["000900ff", "0009ffff"], []], [["00090010", "000b1000"], creator("000B,0010")],
  ]) assert.deepEqual(await found([], Object.fromEntries(tags.map((tag) => [tag, ["LO", "x"]]))), expected, tags.join());
  assert.deepEqual(await found([], { "00090010": ["LO"] }), ["error private-creator-empty (0009,0010): a private creator without a name; expected whose block it is"]);
});

test("what no table has is unknown, retired or extra; items of a sequence that none describes may hold anything", async () => {
  const rows = [[0, "00081140", "3"], [1, "00100020", "3"], [0, "00081032", "3"]];
  const extra = (path, what) => [`hint attribute-extra ${path}: it is in no table of ${what}; expected nothing: a Standard Extended SOP Class may have it`];
  for (const [elements, expected] of [
    [{ "00100010": ["PN", "x"] }, extra("(0010,0010)", "the IOD CT Image")], [{ "00081140": items({ "00100010": ["PN", "x"] }) }, extra("(0008,1140)[1].(0010,0010)", "the items of this sequence")],
    [{ "00081032": items({ "00100010": ["PN", "x"] }) }, []], [{ "fffcfffc": ["OB"] }, []],
    [{ "00189998": ["LO", "x"] }, ["warning attribute-unknown (0018,9998): a tag that the dictionary does not have; expected a registered attribute, or a private one with an odd group"]],
    [{ "00189999": ["LO", "x"] }, ["hint attribute-retired (0018,9999): a retired attribute; expected none that is retired, in new objects"]],
  ]) assert.deepEqual(await found(rows, elements), expected, JSON.stringify(elements));
  const macros = { "M-1": { name: "One", href: "macros/one/", rows: [[0, "00081140", "3"]] } };
  assert.deepEqual(await found([[0, "@M-1"]], { "00081140": items({ "00100010": ["PN", "x"] }) }, { macros }), []);
  assert.deepEqual(await found([[0, "*"]], { "00189998": ["LO", "x"] }), [], "a row that allows any attribute");
});

test("what stands twice or out of order is told so", () => {
  const data = new SopDataSet.DataSet();
  for (const tag of [0x00080060, 0x00080016, 0x00080060]) data.add(SopDataSet.element(tag, "CS", "CS", 0));
  const all = [];
  const context = { count: 0, rules: { attribute: () => null }, findings: { add: (it) => all.push(`${it.rule}: ${it.found}; expected ${it.demanded}`) } };
  for (const _ of SopAttributes.walk({ set: data, path: "", parent: null, meta: true }, { uses: new Map(), open: true }, context)) assert.fail("few data sets need no pause");
  assert.deepEqual(all, ["element-order: it stands after an element with a greater tag; expected elements in the order of their tags", "element-twice: it occurs twice; expected each attribute once in a data set"]);
});

test("pixels in fragments are OB whatever else they may be, and what has no VR may have any", () => {
  const rulesOf = (vrs, written, fragments = null, vm = "1") => {
    const data = new SopDataSet.DataSet();
    data.add({ ...SopDataSet.element(0x7fe00010, written, written, 0), fragments });
    const all = [];
    const context = { count: 0, rules: { attribute: () => ({ vrs, vm }) }, decoder: () => ({}), findings: { add: ({ rule }) => all.push(rule) } };
    for (const _ of SopAttributes.walk({ set: data, path: "", parent: null, meta: true }, { uses: new Map(), open: true }, context)) { /* to the end */ }
    return all;
  };
  for (const [vrs, written, fragments, expected] of [
    [["OW"], "OB", { count: 1 }, []], [["OW"], "OB", null, ["vr"]], [["US"], "OB", { count: 1 }, ["vr"]], [["OW"], "UT", { count: 1 }, ["vr"]], [["NONE"], "OB", null, []], [["OB", "OW"], "OB", null, []], [["UN"], "UN", null, []], [["OW"], "UN", null, ["vr-unknown"]],
  ]) assert.deepEqual(rulesOf(vrs, written, fragments), expected, `${vrs} ${written}`);
});
