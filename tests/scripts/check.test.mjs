/* Objects against small rules: what is missing, empty, out of place or wrong, and what the object says of itself. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, EXPLICIT, checker, element, file, short, text } from "./objects.mjs";

const { SopCheck, SopFindings, SopRules, SopDump } = checker();

const DICTIONARY = {
  kind: "dictionary", edition: "2026d", constants: [],
  sopClasses: [
    [CT, "CT Image Storage", "ct", "", 0, [["CT", "enumerated"]]], ["1.2.840.10008.5.1.4.1.1.6", "Old Storage", "", "retired", 1, []],
    ["1.2.840.10008.5.1.4.1.1.7", "Secondary Capture Image Storage", "ct", "", 0, [["OT", "customary"]]],
  ],
  transferSyntaxes: [["1.2.840.10008.1.2.1", "Explicit VR Little Endian", 0]],
  attributes: [
    "00020010|UI|1|Transfer Syntax UID|", "00080008|CS|2-n|Image Type|", "00080016|UI|1|SOP Class UID|", "00080018|UI|1|SOP Instance UID|", "00080050|SH|1|Accession Number|",
    "00080060|CS|1|Modality|", "00080100|SH|1|Code Value|", "00080102|SH|1|Coding Scheme Designator|", "00080104|LO|1|Code Meaning|", "00080119|UC|1|Long Code Value|",
    "00080010|LO|1|Recognition Code|R", "00081032|SQ|1|Procedure Code Sequence|", "00081140|SQ|1|Referenced Image Sequence|", "00081150|UI|1|Referenced SOP Class UID|",
    "00081155|UI|1|Referenced SOP Instance UID|", "00100010|PN|1|Patient's Name|", "0020000d|UI|1|Study Instance UID|", "0020000e|UI|1|Series Instance UID|",
    "00200037|DS|6|Image Orientation (Patient)|", "00200052|UI|1|Frame of Reference UID|", "00280002|US|1|Samples per Pixel|", "00280004|CS|1|Photometric Interpretation|",
    "00280008|IS|1|Number of Frames|", "00280010|US|1|Rows|", "00280011|US|1|Columns|", "00280030|DS|2|Pixel Spacing|", "00280100|US|1|Bits Allocated|",
    "00280101|US|1|Bits Stored|", "00280102|US|1|High Bit|", "00280103|US|1|Pixel Representation|", "00281050|DS|1-n|Window Center|", "00281051|DS|1-n|Window Width|",
    "00280106|US or SS|1|Smallest Image Pixel Value|", "00280107|US or SS|1|Largest Image Pixel Value|", "60xx0010|US|1|Overlay Rows|", "00080201|SH|1|Timezone Offset From UTC|",
    "00180050|DS|1|Slice Thickness|", "00400275|SQ|1|Request Attributes Sequence|", "00620002|SQ|1|Segment Sequence|", "00620004|US|1|Segment Number|",
  ].join("\n"),
};

const isCt = { op: "eq", tag: "00080060", values: ["CT"] };
const conditional = (extra) => ({ q: { trust: "error", if: isCt, words: "Modality is CT", ...extra } });
const ONE = { q: { trust: "error", one: ["00080100", "00080119"] } };
const COMMON = {
  kind: "tables",
  tables: {
    "T-1": { name: "General", href: "modules/general/", rows: [
      [0, "00080016", "1"], [0, "00080018", "1"], [0, "00080060", "1"], [0, "00080050", "2"], [0, "@M-1"],
      [0, "00080008", "1C", conditional()], [0, "00280030", "2C", conditional({ otherwise: "not" })], [0, "00180050", "1C", conditional({ otherwise: "may" })],
      [0, "00281050", "3", { v: [{ k: "e", t: "e", v: ["40"] }] }], [0, "00280004", "1", { v: [{ k: "d", t: "w", v: ["MONOCHROME2", "RGB"] }] }],
      [0, "60xx0010", "3"], [0, "0020000d", "3"], [0, "0020000e", "3"], [0, "00200052", "3"], [0, "00280010", "3"],
    ] },
    "M-1": { name: "References", href: "macros/references/", rows: [
      [0, "00081140", "3"], [1, "00081150", "1"], [1, "00081155", "1"],
      [0, "00081032", "3", { g: [7] }], [1, "00080100", "1C", ONE], [1, "00080119", "1C", ONE], [1, "00080102", "1"], [1, "00080104", "2"],
    ] },
    "T-2": { name: "Window", href: "modules/window/", rows: [[0, "00281051", "1"], [0, "00200037", "1"]] },
  },
};
const IOD = {
  kind: "iod", key: "ct", name: "CT Image", href: "iods/ct/", groups: [], content: [], template: 0, tables: {},
  fixed: [["00280002", 0, "values", ["1"], 0, "", "error"], ["00400275", 0, "shall_be_absent", [], 0, "", "warning"]],
  modules: [["T-1", "General", "M", 0], ["T-2", "Window", "C", { trust: "error", if: { op: "present", tag: "00281050" }, words: "there is a centre" }]],
};
const CODES = { kind: "codes", groups: { 7: ["Anatomy", "context-groups/7/", "SCT:1|SCT:2"] } };

const rules = new SopRules.Rules();
const scripts = { dictionary: DICTIONARY, common: COMMON, "iods/ct": IOD, codes: CODES };
const check = new SopCheck.Checker(rules, async (path) => {
  if (!scripts[path]) throw new Error(path);
  rules.take(scripts[path]);
});

const GOOD = {
  "00080008": ["CS", "ORIGINAL", "PRIMARY"], "00080016": ["UI", CT], "00080018": ["UI", "1.2.3"], "00080050": ["SH"], "00080060": ["CS", "CT"],
  "00280004": ["CS", "MONOCHROME2"], "00280030": ["DS", "1", "1"], "00180050": ["DS", "1"],
};

const json = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value).map(([tag, [vr, ...Value]]) => [tag, { vr, Value }]));

/** The report on a good object with `changed` elements; null takes one out. */
async function report(changed = {}) {
  await check.need("dictionary");
  const [object] = SopDump.read(JSON.stringify(json({ ...GOOD, ...changed })), (name) => rules.uidOf(name));
  return check.check(object);
}

/** The severities, rules and paths of its findings. */
const found = async (changed) => [...(await report(changed)).findings].map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

test("a good object has no findings", async () => {
  const { findings, iod, without, counts, sop_class_name: name, modules, notes, elements } = await report();
  assert.deepEqual([...findings], []);
  assert.deepEqual([iod.name, without, name, { ...counts }, [...notes]], ["CT Image", "", "CT Image Storage", { error: 0, warning: 0, hint: 0 }, []]);
  assert.deepEqual([...modules].map((it) => it.state), ["required", "absent"]);
  assert.equal(elements, 1);
  assert.equal((await report({ "00081032": ["SQ", item("SCT", "1"), item("SCT", "2")] })).elements, 3, "data sets and items");
});

test("what rows demand is there, and has a value", async () => {
  for (const [changed, expected] of [
    [{ "00080060": null, "00280030": null, "00180050": null, "00080008": null }, ["error type-1-missing (0008,0060)"]],
    [{ "00080018": ["UI"] }, ["error type-1-empty (0008,0018)"]],
    [{ "00080050": null }, ["error type-2-missing (0008,0050)"]],
    [{ "00080008": null }, ["error type-1c-missing (0008,0008)"]],
    [{ "00080008": ["CS"] }, ["error type-1c-empty (0008,0008)"]],
    [{ "00280030": null }, ["error type-2c-missing (0028,0030)"]],
    [{ "00280030": ["DS"] }, []],
    [{ "00281050": ["DS", "40"] }, ["error type-1-missing (0020,0037)", "error type-1-missing (0028,1051)"]],
  ]) assert.deepEqual(await found(changed), expected, JSON.stringify(changed));
});

test("what a condition does not ask for may be forbidden", async () => {
  const other = { "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"], "00080060": ["CS", "OT"] };
  assert.deepEqual(await found(other), ["error type-2c-not-met (0028,0030)", "warning type-1c-not-met (0008,0008)"]);
  assert.deepEqual(await found({ ...other, "00280030": null, "00080008": null }), []);
});

test("values are among those that are listed", async () => {
  for (const [changed, expected] of [
    [{ "00281050": ["DS", "41"], "00281051": ["DS", "1"], "00200037": ["DS", "1", "0", "0", "0", "1", "0"] }, ["error enumerated-value (0028,1050)"]],
    [{ "00281050": ["DS", "40.0"], "00281051": ["DS", "1"], "00200037": ["DS", "1", "0", "0", "0", "1", "0"] }, []],
    [{ "00280004": ["CS", "HSV"] }, ["hint defined-term (0028,0004)"]],
    [{ "00280004": ["CS", "GREY"] }, ["warning photometric-unknown (0028,0004)", "hint defined-term (0028,0004)"]],
    [{ "00280002": ["US", 3] }, ["error iod-value (0028,0002)", "error samples (0028,0002)", "hint attribute-extra (0028,0002)"]],
    [{ "00400275": ["SQ"] }, ["warning iod-absent (0040,0275)", "hint attribute-extra (0040,0275)"]],
  ]) assert.deepEqual(await found(changed), expected, JSON.stringify(changed));
});

const item = (scheme, value, more = {}) => json({ "00080100": ["SH", value], "00080102": ["SH", scheme], "00080104": ["LO", "x"], ...more });

test("items are checked where they stand; their codes against the context groups", async () => {
  const image = (more) => ["SQ", json({ "00081150": ["UI", CT], "00081155": ["UI", "1.2"], ...more })];
  for (const [changed, expected] of [
    [{ "00081140": image({}) }, []],
    [{ "00081140": image({ "00081155": null }) }, ["error type-1-missing (0008,1140)[1].(0008,1155)"]],
    [{ "00081140": image({ "00081150": ["UI", "1.2.840.10008.9"] }) }, ["error sop-class-unknown (0008,1140)[1].(0008,1150)"]],
    [{ "00081140": image({ "00080050": ["SH", "1"] }) }, ["hint attribute-extra (0008,1140)[1].(0008,0050)"]],
    [{ "00081032": ["SQ", item("SCT", "1"), item("SCT", "2")] }, []],
    [{ "00081032": ["SQ", item("SCT", "1"), item("SCT", "3")] }, ["hint code-not-in-group (0008,1032)"]],
    [{ "00081032": ["SQ", item("SRT", "T-3")] }, ["hint scheme-retired (0008,1032)[1].(0008,0102)"]],
    [{ "00081032": ["SQ", item("SCT", "1", { "00080119": ["UC", "1"] })] }, ["error exactly-one-of (0008,1032)[1].(0008,0100)"]],
    [{ "00081032": ["SQ", item("SCT", "1", { "00080100": null })] }, ["error exactly-one-of (0008,1032)[1].(0008,0100)"]],
  ]) assert.deepEqual(await found(changed), expected, JSON.stringify(changed));
});

test("elements are registered, of their VR, or private in a block", async () => {
  for (const [changed, expected] of [
    [{ "00080060": ["LO", "CT"] }, ["error vr (0008,0060)"]],
    [{ "00100010": ["UN", "x"] }, ["hint attribute-extra (0010,0010)", "hint vr-unknown (0010,0010)"]],
    [{ "00080011": ["LO", "x"] }, ["warning attribute-unknown (0008,0011)"]],
    [{ "00080010": ["LO", "x"] }, ["hint attribute-retired (0008,0010)"]],
    [{ "60020010": ["US", 1] }, []],
    [{ "00090010": ["LO", "me"], "00091001": ["LO", "x"] }, []],
    [{ "00091001": ["LO", "x"] }, ["warning private-creator (0009,0010)"]],
    [{ "00090010": ["LO"] }, ["error private-creator-empty (0009,0010)"]],
    [{ "00090001": ["LO", "x"] }, ["error private-number (0009,0001)"]],
    [{ "00080060": ["CS", "ct"] }, ["error modality (0008,0060)", "error vr-form (0008,0060)", "error type-2c-not-met (0028,0030)", "warning type-1c-not-met (0008,0008)"].sort()],
  ]) assert.deepEqual((await found(changed)).sort(), expected.sort(), JSON.stringify(changed));
});

test("a private element says where it should stand", async () => {
  const [{ demanded }] = (await report({ "00090001": ["LO", "x"] })).findings;
  assert.equal(demanded, "private creators from 0010 to 00FF, and elements in the blocks that they reserve");
});

test("private elements are counted, in items too", async () => {
  const own = { "00090010": ["LO", "me"], "00091001": ["LO", "x"] };
  for (const [changed, count] of [[{}, 0], [own, 2], [{ ...own, "00081032": ["SQ", item("SCT", "1", own)] }, 4]]) {
    assert.equal((await report(changed)).privateCount, count);
  }
});

test("an object agrees with itself", async () => {
  const window = { "00281050": ["DS", "40"], "00281051": ["DS", "1"], "00200037": ["DS", "1", "0", "0", "0", "1", "0"] };
  for (const [changed, rule] of [
    [{ "00280100": ["US", 12] }, "bits-allocated"], [{ "00280100": ["US", 8], "00280101": ["US", 12] }, "bits-stored"], [{ "00280101": ["US", 0] }, "bits-stored"],
    [{ "00280101": ["US", 12], "00280102": ["US", 12] }, "high-bit"], [{ "00280103": ["US", 2] }, "pixel-representation"], [{ "00280010": ["US", 0] }, "no-pixels"],
    [{ "00280008": ["IS", "0"] }, "frames"], [{ "00280106": ["US", 5], "00280107": ["US", 4] }, "pixel-range"],
    [{ ...window, "00281051": ["DS", "0.5"] }, "window-width"], [{ ...window, "00281051": ["DS", "1", "2"] }, "window-count"],
    [{ ...window, "00200037": ["DS", "1", "0", "0", "1", "0", "0"] }, "orientation"], [{ ...window, "00200037": ["DS", "2", "0", "0", "0", "1", "0"] }, "orientation"],
    [{ "00280030": ["DS", "0", "1"] }, "spacing"], [{ "00180050": ["DS", "-1"] }, "spacing"], [{ "00080201": ["SH", "0100"] }, "timezone"], [{ "00080201": ["SH", "+1500"] }, "timezone"],
    [{ "0020000d": ["UI", "1.2.3"] }, "uid-reused"], [{ "0020000d": ["UI", "1.9"], "0020000e": ["UI", "1.9"] }, "uid-reused"],
    [{ "00200052": ["UI", "1.2.3"] }, "uid-reused"], [{ "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.6"] }, "sop-class-retired"],
    [{ "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.999"] }, "sop-class-unknown"],
    [{ "00280004": ["CS", "PALETTE COLOR"] }, "palette-missing"],
    [{ "00620002": ["SQ", json({ "00620004": ["US", 1] }), json({ "00620004": ["US", 1] })] }, "number-twice"],
  ]) {
    const all = [...(await report(changed)).findings].map((it) => it.rule);
    assert.ok(all.includes(rule), `${JSON.stringify(changed)}: ${all}`);
  }
  for (const changed of [
    { "00280100": ["US", 16], "00280101": ["US", 12], "00280102": ["US", 11], "00280103": ["US", 1] }, { "00080201": ["SH", "-0330"] },
    { "00280106": ["US", 4], "00280107": ["US", 4] }, { "0020000d": ["UI", "1.8"], "0020000e": ["UI", "1.9"], "00200052": ["UI", "1.7"] }, window,
  ]) assert.deepEqual((await found(changed)).filter((it) => !/attribute-extra/.test(it)), [], JSON.stringify(changed));
});

test("a file is checked with its meta information", async () => {
  const elements = [text(0x00080016, "UI", CT), text(0x00080018, "UI", "1.2.3"), element(0x00080050, "SH", ""), text(0x00080060, "CS", "CT")];
  const rest = [text(0x00080008, "CS", "A\\B"), ...elements, text(0x00180050, "DS", "1"), text(0x00280004, "CS", "RGB"), element(0x00280010, "US", short(2)), text(0x00280030, "DS", "1\\1")];
  const { findings } = await check.check(await check.open(file(rest)));
  assert.deepEqual([...findings].map(({ rule, path }) => `${rule} ${path}`), []);
  const other = await check.check(await check.open(file(rest.map((it) => Buffer.from(it)).concat(text(0x00080018, "UI", "1.2.3")))));
  assert.deepEqual([...other.findings].map(({ rule }) => rule), ["element-twice"]);
});

test("compressed pixels have a fragment for each frame, but for video", async () => {
  const piece = (tag, bytes = []) => element(tag, "", bytes, { explicit: false });
  const pixels = (count) => element(0x7fe00010, "OB", Buffer.concat([
    piece(0xfffee000), ...Array.from({ length: count }, () => piece(0xfffee000, [1, 2])), piece(0xfffee0dd),
  ]), { length: 0xffffffff });
  const rulesOf = async (syntax, pixelData, frames = 2) => {
    const elements = [text(0x00080016, "UI", CT), text(0x00080018, "UI", "1.2.3"), text(0x00280008, "IS", String(frames)), pixelData];
    const { findings } = await check.check(await check.open(file(elements, syntax)));
    return [...findings].map(({ rule }) => rule).filter((rule) => rule.startsWith("pixel"));
  };
  const [jpeg, mpeg, h264] = ["50", "100", "102"].map((end) => `1.2.840.10008.1.2.4.${end}`);
  assert.deepEqual(await rulesOf(jpeg, pixels(1)), ["pixel-fragments"]);
  for (const [syntax, count] of [[jpeg, 2], [jpeg, 3], [mpeg, 1], [h264, 1]]) assert.deepEqual(await rulesOf(syntax, pixels(count)), [], syntax);
  assert.deepEqual(await rulesOf(EXPLICIT, pixels(2)), ["pixels-encapsulated"]);
  assert.deepEqual(await rulesOf(jpeg, element(0x7fe00010, "OB", [1, 2])), ["pixels-native"]);
});

test("without tables it says why, and checks the form of values", async () => {
  for (const [uid, sentence] of [
    ["1.2.840.10008.5.1.4.1.1.6", /as it is retired, and its IOD with it/], ["1.2.3.4", /is not registered, and private most likely/],
    ["1.2.840.10008.77", /1\.2\.840\.10008\.77 is not registered\. /],
  ]) {
    const { without, iod } = await report({ "00080016": ["UI", uid] });
    assert.match(without, sentence);
    assert.equal(iod, null);
  }
  assert.match((await report({ "00080016": null })).without, /^It names no SOP Class\. Only the form of its values and what it says of itself were checked\.$/);
});

test("context groups that cannot be had are a note, and are asked for again", async () => {
  const { codes } = scripts;
  const lost = new SopRules.Rules();
  const again = new SopCheck.Checker(lost, async (path) => {
    if (!scripts[path]) throw new Error(path);
    lost.take(scripts[path]);
  });
  const ask = async () => {
    const [object] = await again.dump(JSON.stringify(json({ ...GOOD, "00081032": ["SQ", item("SCT", "3")] })));
    return again.check(object);
  };
  delete scripts.codes;
  const { notes, findings } = await ask();
  assert.match(notes[0], /context groups cannot be loaded/);
  assert.equal(findings.length, 0);
  scripts.codes = codes;
  assert.equal((await ask()).findings[0].rule, "code-not-in-group");
});

test("repeating groups have one tag in the dictionary, and no other group has", () => {
  for (const [tag, masked] of [
    [0x50000005, "50xx0005"], [0x50ff0005, "50xx0005"], [0x51000005, ""], [0x4fff0005, ""],
    [0x60000010, "60xx0010"], [0x60ff0010, "60xx0010"], [0x61000010, ""], [0x5fff0010, ""],
    [0x7f000010, "7fxx0010"], [0x7f010010, ""], [0x7fe00010, ""], [0x7eff0010, ""],
    [0x00203100, "002031xx"], [0x002031ff, "002031xx"], [0x00203200, ""], [0x002030ff, ""], [0x00213100, ""], [0x00080005, ""],
  ]) assert.equal(SopRules.masked(tag), masked, tag.toString(16));
});

test("a SOP Class without tables says why", async () => {
  for (const [reason, sentence] of [
    ["normalised", "it is a normalised SOP Class: its service says what is demanded, not an IOD"], ["query", "it is one of query and retrieval, whose identifiers are no objects that are kept"], ["retired", "it is retired, and its IOD with it"],
    ["dicos", "DICOS defines its IOD, not the DICOM standard"], ["diconde", "DICONDE defines its IOD, not the DICOM standard"], ["meta", "it is a Meta SOP Class, of which there are no objects"],
    ["service", "it is a service without objects"], ["newer", "it is newer than the tables that the registry has"], ["", "no IOD is known for it"],
  ]) {
    const its = new SopRules.Rules();
    const checked = new SopCheck.Checker(its, async () => its.take({ ...DICTIONARY, sopClasses: [["1.2", "X", "", reason, 0, []]] }));
    const [object] = await checked.dump(JSON.stringify(json({ "00080016": ["UI", "1.2"] })));
    assert.equal((await checked.check(object)).without, `The registry has no tables of attributes for its SOP Class, as ${sentence}. Only the form of its values and what it says of itself were checked.`);
  }
});

test("what is no object, or an empty one, says so", async () => {
  assert.deepEqual({ ...await check.check({ dicom: false, reason: "empty" }) }, { unreadable: "This is not DICOM: empty." });
  const empty = { dicom: true, data: { elements: new Map() } };
  assert.equal((await check.check({ ...empty, ended: "" })).unreadable, "Nothing can be checked: there is no element in it.");
  assert.equal((await check.check({ ...empty, ended: "it ends" })).unreadable, "Nothing can be checked: it ends.");
});

test("a file that is odd or ends early says so, and what was not read is noted", async () => {
  const [object] = SopDump.read(JSON.stringify(json(GOOD)));
  const { findings, notes, counts } = await check.check({ ...object, warnings: ["it is odd"], ended: "it ends", cut: true });
  assert.deepEqual([...findings].map((it) => [it.severity, it.rule, it.module, it.message].join(" | ")), [
    "error | ends | File | it ends; expected a whole data set; what comes after it was not checked", "warning | file | File | it is odd; expected a file as PS3.10 has it",
  ]);
  assert.deepEqual({ ...counts }, { error: 1, warning: 1, hint: 0 });
  assert.deepEqual([...notes], ["It is larger than what is read here: what comes after its pixels was not checked."]);
});

test("a page can breathe once in 500 data sets", async () => {
  const large = { ...GOOD, "00081032": ["SQ", ...Array(999).fill(item("SCT", "1"))] };
  const [object] = SopDump.read(JSON.stringify(json(large)));
  let pauses = 0;
  const { elements } = await check.check(object, { pause: async () => { pauses += 1; } });
  assert.deepEqual([elements, pauses], [1000, 2]);
});

test("a finding belongs to the module of the attribute at the top", async () => {
  const modules = async (changed) => [...(await report(changed)).findings].map((it) => it.module);
  assert.deepEqual(await modules({ "00080050": null }), ["General"]);
  assert.deepEqual(await modules({ "00081032": ["SQ", item("SCT", "3")] }), ["General"]);
  assert.deepEqual(await modules({ "60020010": ["LO", "x"] }), ["General"]);
  const image = json({ "00081150": ["UI", CT], "00081155": ["UI", "1.02"] });
  assert.deepEqual(await modules({ "00081140": ["SQ", image] }), ["General"], "what no row demands");
  assert.deepEqual(await modules({ "00020010": ["UI", "1.2.840.10008.77"] }), ["File meta information"]);
  assert.deepEqual(await modules({ "00100010": ["PN", "x"] }), ["Whole object"]);
});

test("the rules of an IOD know names as dumps print them, and the VRs of what no table has", () => {
  for (const [name, expected] of [
    ["CTImageStorage", CT], ["CT Image Storage", CT], ["LittleEndianImplicit", "1.2.840.10008.1.2"], ["LittleEndianExplicit", "1.2.840.10008.1.2.1"], ["BigEndianExplicit", "1.2.840.10008.1.2.2"], ["ExplicitVRLittleEndian", EXPLICIT], ["Nothing", null],
  ]) assert.equal(rules.uidOf(name), expected, name);
  const others = new SopRules.Rules();
  others.take({ ...DICTIONARY, constants: [["FINDPatientRoot", "1.2"]], sopClasses: [["1.3", "Verification SOP Class", "", "", 0, []]] });
  for (const [name, expected] of [
    ["FINDPatientRoot", "1.2"], ["find patient-root", "1.2"], ["Verification", "1.3"], ["VerificationSOPClass", "1.3"],
    ["SOP Class", null],
  ]) assert.equal(others.uidOf(name), expected, name);
  for (const [tag, vr] of [[0x00090010, "LO"], [0x000900ff, "LO"], [0x0009000f, ""], [0x00090100, ""], [0x00091001, ""], [0x00080000, "UL"], [0x00090000, "UL"], [0x00280106, "US"], [0x60020010, "US"], [0x00080011, ""]]) assert.equal(rules.vr(tag), vr, tag.toString(16));
  assert.deepEqual([0x00080060, 0x00080000, 0x00080011].map((tag) => rules.name(tag)), ["Modality", "Group Length", ""]);
});

test("the same finding is one with its places, the gravest demand of one place counts, and no list is endless", () => {
  const add = (findings, path, more = {}) => findings.add({ severity: "warning", rule: "r", tag: 0x00080060, place: { path }, found: "f", demanded: "d", ...more });
  const one = new SopFindings.Findings(rules);
  for (const at of [1, 2, 3]) add(one, `(0008,1140)[${at}]`);
  add(one, "(0008,1140)[1]", { severity: "hint" });
  add(one, "(0008,1140)[1]", { severity: "error" });
  const [{ count, paths, severity }] = one.list();
  assert.deepEqual([one.list().length, count, paths.length, severity], [1, 3, 3, "error"]);
  const many = new SopFindings.Findings(rules);
  for (let at = 0; at < 2003; at++) add(many, "", { found: String(at) });
  for (let at = 0; at < 25; at++) add(many, `(0008,1140)[${at}]`, { found: "0", rule: "r" });
  assert.deepEqual([many.list().length, many.left], [2000, 28]);
  const placed = new SopFindings.Findings(rules);
  for (let at = 0; at < 25; at++) add(placed, `(0008,1140)[${at}]`);
  assert.deepEqual([placed.list()[0].count, placed.list()[0].paths.length], [25, 20]);
  const use = { table: { label: "T", href: "x/" }, row: 1, tag: "00080060", module: "M" };
  for (const words of ["a", "a", "a"]) placed.undecided(use, "(0008,1140)[2]", words);
  assert.deepEqual([...placed.open.values()].map((it) => [it.name, it.path, it.condition, it.count, it.href].join(" | ")), ["Modality | (0008,1140) | a | 3 | x/#row-1"]);
});
