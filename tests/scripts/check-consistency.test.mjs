/* Whether an object agrees with itself: each rule with an object that keeps it, and one that does not. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, EXPLICIT, checker } from "./objects.mjs";

const { SopConsistency, SopDataSet } = checker();
const IMPLICIT = "1.2.840.10008.1.2", BIG = "1.2.840.10008.1.2.2", DEFLATED = "1.2.840.10008.1.2.1.99", RLE = "1.2.840.10008.1.2.5";
const jpeg = (end) => `1.2.840.10008.1.2.4.${end}`;
const BASELINE = jpeg(50), EXTENDED = jpeg(51), NEAR_LOSSLESS = jpeg(81);

/** A data set: by tag a VR and values, the number of its bytes as `{ length }`, or items. */
function set(elements) {
  const made = new SopDataSet.DataSet();
  for (const [tag, [vr, ...values]] of Object.entries(elements).filter(([, value]) => value).sort()) {
    const one = SopDataSet.element(parseInt(tag, 16), vr, vr, 0);
    const [first] = values;
    if (vr === "SQ") one.items = values;
    else if (typeof first === "object") Object.assign(one, { bytes: new Uint8Array(Math.max(first.length, 0)), ...first });
    else one.given = values.map(String);
    made.add(one);
  }
  return made;
}

const rules = {
  transferSyntaxes: new Map([[EXPLICIT, { name: "Explicit", retired: false }], [BIG, { name: "Big", retired: true }]]),
  sopClass: (uid) => ({ [CT]: { name: "CT", retired: false }, "1.2.840.10008.5.1.4.1.1.6": { name: "Old", retired: true } })[uid] ?? null,
};

/** The faults of a data set; `more` is what else is known of the object. */
function faults(elements, { transferSyntax = EXPLICIT, iod = null, sopClass = null, ...more } = {}) {
  const all = [];
  const data = set(elements);
  const object = { data, meta: null, part10: false, dump: false, ended: "", cut: false, transferSyntax, ...more };
  const top = { set: data, root: data, parent: null, index: 0, siblings: [data], frames: null };
  SopConsistency.check({ object, rules, iod, sopClass, top, findings: { add: (fault) => all.push(fault) } });
  return all;
}

/** The same as `severity rule tag path`. */
const found = (elements, more) => faults(elements, more).map(({ severity, rule, tag, place }) =>
  `${severity} ${rule} ${tag === undefined ? "" : SopDataSet.printed(tag)} ${place.meta ? "meta" : place.path}`.trim());

/** Each row: elements, what is wrong with them, and what else is known of the object. */
function holds(rows) {
  for (const [elements, expected, more] of rows) assert.deepEqual(found(elements, more), [expected].flat().filter(Boolean), JSON.stringify([elements, more]));
}

/* ------------------------------------------------------------- meta information */

const META = {
  "00020000": ["UL", 14 + 8 + 26 + 8 + 6 + 8 + 20 + 8 + 6], "00020001": ["OB", { length: 2, bytes: Uint8Array.of(0, 1) }], "00020002": ["UI", { length: 26, given: [CT] }],
  "00020003": ["UI", { length: 6, given: ["1.2.3"] }], "00020010": ["UI", { length: 20, given: [EXPLICIT] }], "00020012": ["UI", { length: 6, given: ["1.2.9"] }],
};
const meta = (changed = {}) => ({ part10: true, meta: set({ ...META, ...changed }) });
/** Without the length, which other values would change. */
const unmeasured = (changed, more = {}) => ({ ...meta({ ...changed, "00020000": ["UL"] }), dump: true, ...more });

test("a file has file meta information, a data set alone needs none", () => {
  holds([[{}, "", meta()], [{}, ""], [{ "00080016": ["UI", CT], "00080018": ["UI", "1.2.3"] }, "", meta()], [{}, "error meta-missing", { part10: true }]]);
});

test("each element of the file meta information is there, and has a value; a dump need not show them", () => {
  for (const tag of ["00020001", "00020002", "00020003", "00020010", "00020012"]) {
    const printed = `(${tag.slice(0, 4)},${tag.slice(4)})`;
    assert.deepEqual(found({}, meta({ [tag]: null })).filter((it) => !/meta-length/.test(it)), [`error type-1-missing ${printed} meta`]);
    assert.deepEqual(found({}, meta({ [tag]: ["UI"] })).filter((it) => !/meta-length/.test(it)), [`error type-1-empty ${printed} meta`]);
    assert.deepEqual(found({}, { ...meta({ [tag]: null }), dump: true }), []);
  }
  assert.deepEqual(found({}, meta({ "00020000": null })), ["error type-1-missing (0002,0000) meta"]);
});

test("the file meta information is of the same object, of the version 1, and as long as it says", () => {
  holds([
    [{ "00080016": ["UI", "1.2"] }, "error meta-differs (0002,0002) meta", meta()], [{ "00080018": ["UI", "1.2"] }, "error meta-differs (0002,0003) meta", meta()],
    [{}, "error meta-length (0002,0000) meta", meta({ "00020000": ["UL", 105] })], [{}, "", { ...meta({ "00020000": ["UL", 105] }), dump: true }],
    ...[[0, 2], [1, 1], [0, 1, 0], [1]].map((bytes) => [{}, "warning meta-version (0002,0001) meta", unmeasured({ "00020001": ["OB", { length: bytes.length, bytes: Uint8Array.from(bytes) }] })]),
  ]);
});

test("the transfer syntax is registered, or private, and not retired", () => {
  for (const [uid, expected] of [
    [EXPLICIT, []], ["1.2.840.113619.5.2", []], ["1.2.840.10008.1.2.77", ["error transfer-syntax-unknown (0002,0010) meta"]], [BIG, ["hint transfer-syntax-retired (0002,0010) meta"]],
  ]) assert.deepEqual(found({}, unmeasured({ "00020010": ["UI", uid] })), expected, uid);
});

test("the length of a group counts its elements with their headers: 12 bytes for some VRs (PS3.5 7.1.2)", () => {
  const headers = { 8: "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US", 12: "OB OD OF OL OV OW SV UC UN UR UT UV" };
  for (const [size, vrs] of Object.entries(headers)) {
    for (const vr of vrs.split(" ")) {
      const group = (said, more) => found({ "00090000": ["UL", said], "00091001": [vr, { length: 10 }], "000b1001": [vr, { length: 10 }] }, more);
      assert.deepEqual(group(Number(size) + 10), [], vr);
      assert.deepEqual(group(Number(size) + 11), ["warning group-length (0009,0000)"], vr);
      for (const more of [{ dump: true }, { ended: "it ends" }, { cut: true }]) assert.deepEqual(group(1, more), []);
    }
  }
  assert.deepEqual(found({ "00090000": ["UL", 1], "00091001": ["UI", { length: 0 }] }), ["warning group-length (0009,0000)"]);
  for (const length of [-1, 0xffffffff]) assert.deepEqual(found({ "00090000": ["UL", 1], "00091001": ["OB", { length }] }), [], "a length that is not told");
});

/* ------------------------------------------------------------------- pixels */

test("bits fit together", () => {
  const bits = (allocated, stored, high) => ({ "00280100": ["US", allocated], "00280101": ["US", stored], "00280102": ["US", high] });
  holds([
    ...[[1, 1, 0], [8, 8, 7], [16, 12, 11], [16, 16, 15], [32, 32, 31]].map((each) => [bits(...each), ""]),
    ...[0, 4, 7, 9, 12, 20].map((allocated) => [{ "00280100": ["US", allocated] }, "error bits-allocated (0028,0100)"]),
    [bits(8, 9, 8), "error bits-stored (0028,0101)"], [bits(16, 12, 12), "error high-bit (0028,0102)"], [bits(16, 12, 10), "error high-bit (0028,0102)"],
    [{ "00280101": ["US", 0] }, "error bits-stored (0028,0101)"], [{ "00280101": ["US", 1] }, ""],
    [{ "00280103": ["US", 0] }, ""], [{ "00280103": ["US", 1] }, ""], [{ "00280103": ["US", 2] }, "error pixel-representation (0028,0103)"],
    [{ "00280006": ["US", 0] }, ""], [{ "00280006": ["US", 1] }, ""], [{ "00280006": ["US", 2] }, "error planar (0028,0006)"],
    [{ "00280010": ["US", 1], "00280011": ["US", 1] }, ""], [{ "00280010": ["US", 0] }, "error no-pixels (0028,0010)"], [{ "00280011": ["US", 0] }, "error no-pixels (0028,0011)"],
    [{ "00280008": ["IS", 1] }, ""], [{ "00280008": ["IS", 0] }, "error frames (0028,0008)"],
    [{ "7fe00010": ["OW", "x"], "7fe00008": ["OF", "x"] }, "error pixels-twice (7FE0,0008)"], [{ "7fe00009": ["OD", "x"] }, ""], [{ "7fe00008": ["OF", "x"], "7fe00009": ["OD", "x"] }, "error pixels-twice (7FE0,0009)"],
  ]);
});

test("each photometric interpretation has its samples (PS3.3 C.7.6.3.1.2)", () => {
  for (const [count, names] of [
    [1, ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"]], [3, ["RGB", "HSV", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "XYB"]], [4, ["ARGB", "CMYK"]],
  ]) {
    for (const name of names) {
      const samples = (number) => found({ "00280002": ["US", number], "00280004": ["CS", name] }, { transferSyntax: "" }).filter((it) => !/palette/.test(it));
      assert.deepEqual(samples(count), [], name);
      assert.deepEqual(samples(count + 1), ["error samples (0028,0002)"], name);
    }
  }
  holds([[{ "00280004": ["CS", "GREY"] }, "warning photometric-unknown (0028,0004)"]]);
});

test("a transfer syntax allows some photometric interpretations (PS3.5 8.2)", () => {
  const wrong = "error photometric-transfer-syntax (0028,0004)";
  for (const [syntaxes, right, refused] of [
    [[BASELINE, EXTENDED], ["MONOCHROME1", "MONOCHROME2", "YBR_FULL_422", "RGB"], ["YBR_RCT", "YBR_ICT", "CMYK"]],
    [[jpeg(57), jpeg(70)], ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL"], ["YBR_ICT", "YBR_PARTIAL_420"]],
    [[jpeg(80), NEAR_LOSSLESS], ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL"], ["YBR_FULL_422", "YBR_RCT"]],
    [[jpeg(90), jpeg(201), jpeg(202)], ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_RCT"], ["YBR_ICT", "YBR_FULL_422"]],
    [[jpeg(91), jpeg(203)], ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_RCT", "YBR_ICT"], ["YBR_FULL_422", "HSV"]],
    [[100, 101, 102, 103, 104, 105, 106, 107, 108].map(jpeg), ["YBR_PARTIAL_420", "YBR_PARTIAL_422", "MONOCHROME2"], ["RGB", "YBR_ICT"]],
    [[RLE], ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL"], ["YBR_FULL_422", "YBR_ICT"]],
    [[EXPLICIT, IMPLICIT, BIG, DEFLATED], ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "HSV", "ARGB", "CMYK", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422"], ["YBR_ICT", "YBR_RCT", "YBR_PARTIAL_420"]],
    [["1.2.840.113619.5.2", ""], ["RGB", "YBR_ICT"], []],
  ]) {
    for (const transferSyntax of syntaxes) {
      const of = (name) => found({ "00280004": ["CS", name] }, { transferSyntax }).filter((it) => !/palette/.test(it));
      for (const name of right) assert.deepEqual(of(name), [], `${name} ${transferSyntax}`);
      for (const name of refused) assert.deepEqual(of(name), [wrong], `${name} ${transferSyntax}`);
    }
  }
});

test("JPEG Baseline has 8 bits, and what is lossy says so", () => {
  holds([
    [{ "00280100": ["US", 8] }, "", { transferSyntax: BASELINE }], [{ "00280100": ["US", 16] }, "error bits-transfer-syntax (0028,0100)", { transferSyntax: BASELINE }],
    [{ "00280100": ["US", 16] }, "", { transferSyntax: EXTENDED }],
    ...[[BASELINE, "error lossy (0028,2110)"], [EXTENDED, "error lossy (0028,2110)"], [NEAR_LOSSLESS, "warning lossy (0028,2110)"], [jpeg(70), ""]]
      .map(([transferSyntax, expected]) => [{ "00282110": ["CS", "00"] }, expected, { transferSyntax }]),
    [{ "00282110": ["CS", "01"] }, "", { transferSyntax: BASELINE }],
  ]);
});

test("native pixels are as many bytes as the image has, padded to an even number", () => {
  const image = (length, { rows = 3, columns = 3, samples = 1, allocated = 8, frames = 0, photometric = "MONOCHROME2", vr = "OW" } = {}) => ({
    "00280002": ["US", samples], "00280004": ["CS", photometric], "00280010": ["US", rows], "00280011": ["US", columns], "00280100": ["US", allocated],
    ...(frames ? { "00280008": ["IS", frames] } : {}), "7fe00010": [vr, { length }],
  });
  const wrong = "error pixel-length (7FE0,0010)";
  holds([
    [image(10), ""], [image(9), "warning pixel-length (7FE0,0010)"], [image(11), "warning pixel-length (7FE0,0010)"], [image(8), wrong], [image(12), wrong], [image(0), wrong],
    [image(18, { allocated: 16 }), ""], [image(16, { allocated: 16 }), wrong], [image(2, { allocated: 1 }), ""], [image(4, { allocated: 1 }), wrong],
    [image(28, { samples: 3, photometric: "RGB" }), ""], [image(18, { frames: 2 }), ""], [image(10, { frames: 2 }), wrong],
    [image(16, { rows: 2, columns: 4, samples: 3, photometric: "YBR_FULL_422" }), ""], [image(24, { rows: 2, columns: 4, samples: 3, photometric: "YBR_FULL_422" }), wrong],
    [image(-1), ""], [image(10, { vr: "OB" }), ""], [image(18, { allocated: 16, vr: "OB" }), "error pixel-vr (7FE0,0010)"],
  ]);
});

test("the window has a width from 1 on, but for functions that allow less, and as many centres", () => {
  const window = (width, shape) => ({ "00281050": ["DS", 1], "00281051": ["DS", width], ...(shape ? { "00281056": ["CS", shape] } : {}) });
  holds([
    [window("1"), ""], [window("0.9"), "error window-width (0028,1051)"], [window("0.9", "LINEAR"), "error window-width (0028,1051)"],
    [window("0.9", "LINEAR_EXACT"), ""], [window("0.9", "SIGMOID"), ""],
    [{ "00281050": ["DS", 1, 2], "00281051": ["DS", 1, 0.5] }, "error window-width (0028,1051)"], [{ "00281050": ["DS", 1], "00281051": ["DS", 1, 2] }, "error window-count (0028,1051)"],
    [{ "00280106": ["US", 4], "00280107": ["US", 4] }, ""], [{ "00280106": ["US", 5], "00280107": ["US", 4] }, "warning pixel-range (0028,0106)"],
  ]);
});

test("palette colours have a descriptor and a table each, plain or in segments", () => {
  const colours = (base) => Object.fromEntries([1, 2, 3].map((offset) => [`0028${(base + offset).toString(16)}`, ["US", "x"]]));
  const missing = (...tags) => tags.map((tag) => `error palette-missing (0028,${tag})`);
  const palette = { "00280004": ["CS", "PALETTE COLOR"] };
  holds([
    [{ ...palette, ...colours(0x1100), ...colours(0x1200) }, ""], [{ ...palette, ...colours(0x1100), ...colours(0x1220) }, ""],
    [{ ...palette, ...colours(0x1100) }, missing("1201", "1202", "1203")], [{ ...palette, ...colours(0x1200) }, missing("1101", "1102", "1103")],
    [{ "00280004": ["CS", "RGB"] }, ""],
  ]);
});

test("a palette has as many entries as its descriptor says: none stands for 65536 (PS3.3 C.7.6.3.1.5)", () => {
  const wrong = "error palette-length (0028,1202)";
  const table = (descriptor, length, end = "2") => ({
    [`0028110${end}`]: ["US", ...descriptor], [`0028120${end}`]: ["OW", { length }],
  });
  holds([
    ...["1", "3"].map((end) => [table([256, 0, 16], 510, end), `error palette-length (0028,120${end})`]),
    [table([256, 0, 16], 512), ""], [table([256, 0, 16], 256), wrong], [table([256, 0, 8], 256), ""], [table([256, 0, 8], 512), ""], [table([255, 0, 8], 256), ""], [table([256, 0, 8], 258), wrong],
    [table([0, 0, 16], 131072), ""], [table([-32768, 0, 16], 65536), ""], [table([0, 0, 16], 0), wrong], [table([256, 0], 1), ""], [table([256, 0, 16], -1), ""],
  ]);
});

/* ------------------------------------------------------------------ geometry */

test("directions are of length 1 and at a right angle, thickness and spacing positive", () => {
  const directions = (...cosines) => ({ "00200037": ["DS", ...cosines] });
  const wrong = "error orientation (0020,0037)";
  holds([
    [directions(1, 0, 0, 0, 1, 0), ""], [directions(0, 0.6, 0.8, 0, 0.8, -0.6), ""], [directions(0.9995, 0, 0, 0, 0, 1.0005), ""],
    [directions(0.99, 0, 0, 0, 1, 0), wrong], [directions(1.00105, 0, 0, 0, 1, 0), wrong], [directions(1, 0, 0, 0, 0, 1.00105), wrong], [directions(1, 0, 0, 0.6, 0.8, 0), wrong], [directions(1, 0, 0, 0.001, 1, 0), ""], [directions(1, 0, 0, 0.00105, 1, 0), wrong],
    [directions(0, 1, 0, 0, 0.6, 0.8), wrong], [directions(0, 0, 1, 0, 0.6, 0.8), wrong], [directions(2, 0, 0, 0, 1), ""], [directions(1, 0, "x", 0, 1, 0), ""], [{}, ""],
    ...["00280030", "00181164"].flatMap((tag) => [[{ [tag]: ["DS", 0.5, 0.5] }, ""], [{ [tag]: ["DS", 1, -1] }, `error spacing (${tag.slice(0, 4)},${tag.slice(4)})`]]),
    [{ "00280030": ["DS", 0, 0] }, "warning spacing (0028,0030)"], [{ "00280030": ["DS", 0, 1] }, "error spacing (0028,0030)"], [{ "00181164": ["DS", 0, 0] }, "error spacing (0018,1164)"],
    [{ "00180050": ["DS", 0] }, ""], [{ "00180050": ["DS", -0.1] }, "error spacing (0018,0050)"],
    ...["+0000", "-0001", "-1159", "-1200", "+1359", "+1400", "+0959"].map((zone) => [{ "00080201": ["SH", zone] }, ""]),
    ...["0100", "+1500", "+1401", "-1201", "-1300", "-0000", "+0160", "+01", "+01000"].map((zone) => [{ "00080201": ["SH", zone] }, "error timezone (0008,0201)"]),
  ]);
});

/* ------------------------------------------------- what refers to itself */

test("a frame pointer leads to what is there", () => {
  holds([
    [{ "00280009": ["AT", "(0018,1063)"], "00181063": ["DS", 1] }, ""], [{ "00280009": ["AT", "(0018,1063)", "(0018,1065)"], "00181063": ["DS", 1] }, "error frame-pointer (0028,0009)"],
  ]);
});

test("waveforms and overlays are as long as they say", () => {
  const waveform = (length, { channels = 2, samples = 5, allocated = 16, defined = 2 } = {}) => ({ "54000100": ["SQ", set({
    "003a0005": ["US", channels], "003a0010": ["UL", samples], "003a0200": ["SQ", ...Array.from({ length: defined }, () => set({}))], "54001004": ["US", allocated], "54001010": ["OW", { length }],
  })] });
  const overlay = (group, length, { frames = 0, allocated = 1 } = {}) => ({
    [`${group}0010`]: ["US", 5], [`${group}0011`]: ["US", 5], [`${group}0100`]: ["US", allocated], ...(frames ? { [`${group}0015`]: ["IS", frames] } : {}), [`${group}3000`]: ["OW", { length }],
  });
  holds([
    [waveform(20), ""], [waveform(10, { allocated: 8 }), ""], [waveform(6, { allocated: 8, channels: 1, defined: 1 }), ""], [waveform(-1), ""], [waveform(0), "error waveform-length (5400,1010) (5400,0100)[1]"],
    [waveform(22), "error waveform-length (5400,1010) (5400,0100)[1]"], [waveform(20, { defined: 1 }), "error waveform-channels (003A,0200) (5400,0100)[1]"],
    ...["6000", "6002", "601e"].flatMap((group) => [[overlay(group, 4), ""], [overlay(group, 0), `error overlay-length (${group.toUpperCase()},3000)`], [overlay(group, 6), `error overlay-length (${group.toUpperCase()},3000)`]]),
    [overlay("6000", 8, { frames: 2 }), ""], [overlay("6000", 4, { frames: 2 }), "error overlay-length (6000,3000)"], [overlay("6000", 6, { allocated: 8 }), ""], [overlay("6000", -1), ""], [overlay("6001", 6), ""],
  ]);
});

const PER_FRAME = (...frames) => ({ "52009230": ["SQ", ...frames] });

test("each frame has as many dimension values as there are indexes", () => {
  const frame = (...values) => set({ "00209111": ["SQ", set({ "00209157": ["UL", ...values] })] });
  const two = { "00209222": ["SQ", set({}), set({})] };
  holds([
    [{ ...two, ...PER_FRAME(frame(1, 1), frame(1, 2)) }, ""], [{ ...two, ...PER_FRAME(frame(1, 1), frame(1)) }, "error dimension-values (0020,9157) (5200,9230)[2].(0020,9111)[1]"],
    [{ ...two, ...PER_FRAME(set({})) }, ""], [PER_FRAME(frame(1)), ""],
  ]);
});

test("numbers of ROIs, beams and segments are there once, and what refers to them names one", () => {
  for (const [sequence, tag] of [["30060020", "30060022"], ["300a00b0", "300a00c0"], ["00620002", "00620004"]]) {
    const items = (...numbers) => ({ [sequence]: ["SQ", ...numbers.map((number) => set({ [tag]: ["IS", number] }))] });
    holds([[items(1, 2), ""], [items(1, 2, 1), `error number-twice ${SopDataSet.printed(parseInt(tag, 16))} ${SopDataSet.printed(parseInt(sequence, 16))}[3]`]]);
  }
  const rois = { "30060020": ["SQ", set({ "30060022": ["IS", 1] })] };
  for (const from of ["30060039", "30060080"]) {
    const refers = (number) => ({ [from]: ["SQ", set({ "30060084": ["IS", number] })] });
    holds([[{ ...rois, ...refers(1) }, ""], [{ ...rois, ...refers(2) }, `error number-unknown (3006,0084) (${from.slice(0, 4)},${from.slice(4)})[1]`], [refers(2), ""]]);
  }
  const segments = { "00620002": ["SQ", set({ "00620004": ["US", 1] })] };
  const frame = (number) => set({ "0062000a": ["SQ", set({ "0062000b": ["US", number] })] });
  holds([
    [{ ...segments, ...PER_FRAME(frame(1), frame(1)) }, ""], [{ ...segments, ...PER_FRAME(frame(1), frame(2)) }, "error number-unknown (0062,000B) (5200,9230)[2].(0062,000A)[1]"],
    [{ ...segments, "52009229": ["SQ", frame(2)] }, "error number-unknown (0062,000B) (5200,9229)[1].(0062,000A)[1]"], [PER_FRAME(frame(2)), ""],
  ]);
});

test("references name registered SOP Classes, items no scheme that SNOMED CT replaced", () => {
  const inner = (elements) => ({ "00081140": ["SQ", set({}), set(elements)] });
  const path = "(0008,1140)[2]";
  holds([
    ...["00081150", "0008115a"].flatMap((tag) => [
      [inner({ [tag]: ["UI", CT] }), ""], [inner({ [tag]: ["UI", "1.2.3"] }), ""], [inner({ [tag]: ["UI", "1.2.840.10008.77"] }), `error sop-class-unknown ${SopDataSet.printed(parseInt(tag, 16))} ${path}`],
    ]),
    ...["SRT", "SNM3", "99SDM"].map((scheme) => [inner({ "00080102": ["SH", scheme] }), `hint scheme-retired (0008,0102) ${path}`]), [inner({ "00080102": ["SH", "SCT"] }), ""],
    [{ "00081150": ["UI", "1.2.840.10008.77"] }, "error sop-class-unknown (0008,1150)"], [{ "00080102": ["SH", "SRT"] }, "hint scheme-retired (0008,0102)"],
    [{ "00080016": ["UI", "1.2.840.10008.77"] }, "error sop-class-unknown (0008,0016)"], [{ "00080016": ["UI", "1.2.3"] }, ""], [{ "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.6"] }, "hint sop-class-retired (0008,0016)"],
  ]);
});

test("the UIDs of study, series, instance and frame of reference differ", () => {
  const uids = ["00080018", "0020000d", "0020000e", "00200052"];
  const all = (...values) => Object.fromEntries(uids.map((tag, at) => [tag, ["UI", values[at]]]));
  holds([
    [all("1.1", "1.2", "1.3", "1.4"), ""], [all("1.1", "1.1", "1.3", "1.4"), "error uid-reused (0020,000D)"], [all("1.1", "1.2", "1.1", "1.4"), "error uid-reused (0020,000E)"],
    [all("1.1", "1.2", "1.2", "1.4"), "error uid-reused (0020,000E)"], ...["1.1", "1.2", "1.3"].map((frame) => [all("1.1", "1.2", "1.3", frame), "warning uid-reused (0020,0052)"]),
  ]);
});

test("an IOD may fix values, transfer syntaxes, and what is not there", () => {
  const iod = (...rule) => ({ iod: { name: "CT", href: "iods/ct/", fixed: [rule] } });
  const type = (...values) => ({ "00080008": ["CS", ...values] });
  const wrong = "error iod-value (0008,0008)";
  const isCt = { op: "eq", tag: "00080060", values: ["CT"] };
  holds([
    [type("A"), "", iod("00080008", 0, "values", ["A", "B"], 0, "", "error")], [type("B"), "", iod("00080008", 0, "values", ["A", "B"], 0, "", "error")],
    [type("C"), wrong, iod("00080008", 0, "values", ["A", "B"], 0, "", "error")], [type("C"), "hint iod-value (0008,0008)", iod("00080008", 0, "values", ["A"], 0, "", "hint")],
    [type("A", "B"), "", iod("00080008", 1, "values", ["A"], 0, "", "error")], [type("A", "B"), wrong, iod("00080008", 2, "values", ["A"], 0, "", "error")], [type("A", "B"), "", iod("00080008", 2, "values", ["B"], 0, "", "error")],
    [type("A"), "", iod("00080008", 2, "values", ["B"], 0, "", "error")], [type("01"), "", iod("00080008", 0, "values", ["1"], 0, "", "error")], [type("0"), wrong, iod("00080008", 0, "values", [""], 0, "", "error")],
    [{}, "", iod("00080008", 0, "values", ["A"], 0, "", "error")],
    [type("C"), "", iod("00080008", 0, "values", ["A"], 0, "00081140", "error")], [type("C"), "", iod("00080008", 0, "defined_terms", ["A"], 0, "", "error")],
    [{ ...type("C"), "00080060": ["CS", "CT"] }, wrong, iod("00080008", 0, "values", ["A"], isCt, "", "error")], [{ ...type("C"), "00080060": ["CS", "MR"] }, "", iod("00080008", 0, "values", ["A"], isCt, "", "error")],
    [type("A"), "warning iod-absent (0008,0008)", iod("00080008", 0, "shall_be_absent", [], 0, "", "warning")], [{}, "", iod("00080008", 0, "shall_be_absent", [], 0, "", "warning")],
    [{}, "", iod("00020010", 0, "transfer_syntax_only", [EXPLICIT], 0, "", "error")], [{}, "warning iod-transfer-syntax (0002,0010) meta", iod("00020010", 0, "transfer_syntax_only", [BIG], 0, "", "error")],
    [{}, "", { ...iod("00020010", 0, "transfer_syntax_only", [BIG], 0, "", "error"), transferSyntax: "" }],
  ]);
});

test("Modality is one of those that objects of the SOP Class must, or usually do, have", () => {
  const of = (...modalities) => ({ sopClass: { uid: CT, modalities } });
  const modality = (code) => ({ "00080060": ["CS", code] });
  holds([
    [modality("CT"), "", of(["CT", "enumerated"], ["MR", "enumerated"])], [modality("MR"), "", of(["CT", "enumerated"], ["MR", "enumerated"])],
    [modality("US"), "error modality (0008,0060)", of(["CT", "enumerated"], ["MR", "enumerated"])], [modality("US"), "warning modality (0008,0060)", of(["CT", "enumerated"], ["MR", "customary"])],
    [modality("US"), "", of()], [{}, "", of(["CT", "enumerated"])], [modality("US"), ""],
  ]);
});

test("pixels that are empty are not in fragments; of those of no known length nothing is said", () => {
  holds([
    [{ "7fe00010": ["OB", { length: 0 }] }, "error pixels-native (7FE0,0010)", { transferSyntax: BASELINE }],
    [{ "7fe00010": ["OB", { length: -1 }] }, "", { transferSyntax: BASELINE }],
  ]);
});

test("a fault at the top is one of consistency, another belongs to where it stands", () => {
  const inItem = { "00081140": ["SQ", set({ "00081150": ["UI", "1.2.840.10008.77"] })] };
  const inMeta = meta({ "00020012": null, "00020000": ["UL", 90] });
  for (const [elements, module, more] of [[{ "00280101": ["US", 0] }, "Consistency"], [inItem, ""], [{}, "", inMeta]]) {
    assert.deepEqual(faults(elements, more).map((fault) => fault.module), [module]);
  }
});

test("one thing is not said in the plural", () => {
  const one = { length: 1 };
  const window = (...widths) => ({ "00281050": ["DS", ...widths, 2], "00281051": ["DS", ...widths] });
  const waveform = (elements) => ({ "54000100": ["SQ", set(elements)] });
  const channel = { "003a0005": ["US", 1], "003a0010": ["UL", 1], "54001004": ["US", 16] };
  const overlay = { "60000010": ["US", 1], "60000011": ["US", 1], "60000100": ["US", 1], "60003000": ["OB", one] };
  const image = { "00280002": ["US", 1], "00280010": ["US", 1], "00280011": ["US", 3], "00280100": ["US", 8] };
  const indexes = { "00209222": ["SQ", set({}), set({})] };
  const values = { "52009230": ["SQ", set({ "00209111": ["SQ", set({ "00209157": ["UL", 1] })] })] };
  const pixels = (count) => ({ "7fe00010": ["OB", { length: 0xffffffff, fragments: { count } }] });
  for (const [elements, said, more] of [
    [{}, "1 byte; expected 104 bytes, as there are", meta({ "00020000": ["UL", 1] })],
    [{ "00090000": ["UL", 1], "00091001": ["UI", { length: 2 }] }, "1 byte; expected 10 bytes, as there are"],
    [{ "00090000": ["UL", 1] }, "1 byte; expected 0 bytes, as there are"],
    [pixels(0), "0 fragments for 1 frame; expected at least one for each frame", { transferSyntax: BASELINE }],
    [{ ...pixels(1), "00280008": ["IS", 2] }, "1 fragment for 2 frames; expected at least one for each frame", { transferSyntax: BASELINE }],
    [{ ...image, "7fe00010": ["OB", one] }, "1 byte; expected 4 bytes: rows × columns × samples × frames × bits allocated"],
    [window(1), "1 value; expected as many as Window Center has, 2"],
    [{ "00281101": ["US", 1, 0, 16], "00281201": ["OW", one] }, "1 byte; expected 2 bytes for 1 entry"],
    [waveform({ ...channel, "54001010": ["OW", one] }), "1 byte; expected 2 bytes: channels × samples × bits allocated"],
    [waveform({ "003a0005": ["US", 2], "003a0200": ["SQ", set({})] }), "1 item; expected 2 items, one for each channel"],
    [waveform({ "003a0005": ["US", 1], "003a0200": ["SQ", set({}), set({})] }), "2 items; expected 1 item, one for each channel"],
    [overlay, "1 byte; expected 2 bytes: rows × columns × frames, a bit each"],
    [{ ...indexes, ...values }, "1 value; expected as many as Dimension Index Sequence has items, 2"],
  ]) assert.deepEqual(faults(elements, more).map(({ found: its, demanded }) => `${its}; expected ${demanded}`), [said]);
});

test("a fault says what was found, and what should be there", () => {
  const item = (tag, elements) => ({ [tag]: ["SQ", set(elements)] });
  const bytes = (length) => ({ length });
  const native = (length, allocated = 8, vr = "OW") => ({ "00280002": ["US", 1], "00280010": ["US", 50], "00280011": ["US", 50], "00280100": ["US", allocated], "7fe00010": [vr, bytes(length)] });
  const fragments = { "00280008": ["IS", 3], "7fe00010": ["OB", { length: 0xffffffff, fragments: { count: 2 } }] };
  const fixed = (...rule) => ({ iod: { name: "CT", href: "iods/ct/", fixed: [rule] } });
  for (const [elements, said, more] of [
    [{}, "no file meta information; expected that of PS3.10 7.1", { part10: true }],
    [{}, "it is missing; expected it with a value, as all file meta information has (PS3.10 7.1)", meta({ "00020000": null })],
    [{}, "it has no value; expected it with a value, as all file meta information has (PS3.10 7.1)", meta({ "00020000": ["UL"] })],
    [{}, "105 bytes; expected 104 bytes, as there are", meta({ "00020000": ["UL", 105] })],
    [{ "00080016": ["UI", "1.2"] }, `${CT}; expected the same as SOP Class UID in the data set, 1.2`, meta()], [{ "00080018": ["UI", "1.2"] }, "1.2.3; expected the same as SOP Instance UID in the data set, 1.2", meta()],
    [{}, "1.2.840.10008.7; expected a registered transfer syntax", unmeasured({ "00020010": ["UI", "1.2.840.10008.7"] })], [{}, "Big, which is retired; expected one that is not retired, in new objects", unmeasured({ "00020010": ["UI", BIG] })],
    [{}, "another version; expected the bytes 00 and 01", unmeasured({ "00020001": ["OB", { length: 1, bytes: Uint8Array.of(1) }] })],
    [{ "00090000": ["UL", 4], "00091001": ["UI", bytes(2)] }, "4 bytes; expected 10 bytes, as there are"],
    [{ "00080016": ["UI", "1.2.840.10008.77"] }, "1.2.840.10008.77; expected a registered SOP Class"], [{ "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.6"] }, "Old, which is retired; expected a SOP Class that is not retired, in new objects"],
    [{ "00080018": ["UI", "1.1"], "0020000d": ["UI", "1.1"] }, "the UID of the instance; expected a UID of its own, as Study Instance UID is that of another thing"],
    [{ "00080018": ["UI", "1.1"], "0020000e": ["UI", "1.1"] }, "the UID of the instance; expected a UID of its own, as Series Instance UID is that of another thing"],
    [{ "0020000d": ["UI", "1.1"], "0020000e": ["UI", "1.1"] }, "the UID of the study; expected a UID of its own"],
    ...[["0020000d", "study"], ["0020000e", "series"], ["00080018", "instance"]].map(([tag, name]) => [{ [tag]: ["UI", "1.1"], "00200052": ["UI", "1.1"] }, `the UID of the ${name}; expected a UID of its own`]),
    [{ "00280100": ["US", 12] }, "12; expected 1 or a multiple of 8"], [{ "00280100": ["US", 8], "00280101": ["US", 9] }, "9; expected no more than Bits Allocated, 8"], [{ "00280101": ["US", 0] }, "0; expected at least 1"],
    [{ "00280101": ["US", 12], "00280102": ["US", 12] }, "12; expected one less than Bits Stored, 11"], [{ "00280103": ["US", 2] }, "2; expected 0 or 1"], [{ "00280006": ["US", 2] }, "2; expected 0 or 1"],
    [{ "00280010": ["US", 0] }, "0; expected at least 1"], [{ "00280008": ["IS", -1] }, "-1; expected at least 1"],
    [{ "00280002": ["US", 3], "00280004": ["CS", "MONOCHROME2"] }, "3; expected 1, as MONOCHROME2 has"],
    [{ "00280004": ["CS", "RGB"] }, "RGB; expected one that the transfer syntax allows: YBR_PARTIAL_420, MONOCHROME2, YBR_FULL_422, YBR_PARTIAL_422", { transferSyntax: jpeg(100) }],
    [{ "00280100": ["US", 16] }, "16; expected 8, as JPEG Baseline has", { transferSyntax: BASELINE }], [{ "00282110": ["CS", "00"] }, "00; expected 01, as the transfer syntax is lossy", { transferSyntax: BASELINE }],
    [fragments, "pixels in fragments; expected native pixels, as the transfer syntax has"], [fragments, "2 fragments for 3 frames; expected at least one for each frame", { transferSyntax: BASELINE }],
    [native(2500), "native pixels; expected pixels in fragments, as the transfer syntax has", { transferSyntax: jpeg(70) }],
    [native(2498), "2,498 bytes; expected 2,500 bytes: rows × columns × samples × frames × bits allocated"], [native(5000, 16, "OB"), "VR OB; expected VR OW, as Bits Allocated is 16"],
    [{ "7fe00010": ["OW", "x"], "7fe00008": ["OF", "x"] }, "more than one kind of pixels; expected one of Pixel Data, Float Pixel Data and Double Float Pixel Data"],
    [{ "00280106": ["US", 5], "00280107": ["US", 4] }, "5; expected no more than Largest Image Pixel Value, 4"], [{ "00281051": ["DS", 1, 0.5] }, "0.5; expected at least 1"],
    [{ "00281050": ["DS", 1], "00281051": ["DS", 1, 2] }, "2 values; expected as many as Window Center has, 1"],
    [{ "00280004": ["CS", "PALETTE COLOR"] }, "it is missing; expected it, as Photometric Interpretation is PALETTE COLOR"],
    [{ "00280004": ["CS", "PALETTE COLOR"], "00281101": ["US", 1, 0, 16] }, "it is missing, and not there in segments either; expected one of both, as Photometric Interpretation is PALETTE COLOR"],
    [{ "00281101": ["US", 1000, 0, 16], "00281201": ["OW", bytes(1000)] }, "1,000 bytes; expected 2,000 bytes for 1,000 entries"],
    [{ "00200037": ["DS", 2, 0, 0, 0, 1, 0] }, "a direction that is not of length 1; expected two directions of length 1 at a right angle"],
    [{ "00200037": ["DS", 1, 0, 0, 1, 0, 0] }, "directions that are not at a right angle; expected two directions of length 1 at a right angle"],
    [{ "00280030": ["DS", 1, -1] }, "-1; expected greater than 0"], [{ "00180050": ["DS", -1] }, "-1; expected not less than 0"], [{ "00080201": ["SH", "0100"] }, "0100; expected an offset from UTC as &ZZXX, from -1200 to +1400, and not -0000"],
    [{ "00280009": ["AT", "(0018,1063)"] }, "(0018,1063), which is not there; expected attributes of this data set"],
    [item("54000100", { "003a0005": ["US", 2], "003a0010": ["UL", 500], "54001004": ["US", 16], "54001010": ["OW", bytes(1000)] }), "1,000 bytes; expected 2,000 bytes: channels × samples × bits allocated"],
    [item("54000100", { "003a0005": ["US", 1], "003a0010": ["UL", 5], "54001004": ["US", 8], "54001010": ["OB", bytes(8)] }), "8 bytes; expected 6 bytes: channels × samples × bits allocated"],
    [item("54000100", { "003a0005": ["US", 3], "003a0200": ["SQ", set({}), set({})] }), "2 items; expected 3 items, one for each channel"],
    [{ "60000010": ["US", 99], "60000011": ["US", 98], "60000100": ["US", 1], "60003000": ["OW", bytes(1000)] }, "1,000 bytes; expected 1,214 bytes: rows × columns × frames, a bit each"],
    [{ ...item("00209222", {}), ...item("52009230", { "00209111": ["SQ", set({ "00209157": ["UL", 1, 2] })] }) }, "2 values; expected as many as Dimension Index Sequence has items, 1"],
    [{ "00620002": ["SQ", set({ "00620004": ["US", 1] }), set({ "00620004": ["US", 1] })] }, "1 again; expected each number once"],
    [{ ...item("30060020", { "30060022": ["IS", 1] }), ...item("30060039", { "30060084": ["IS", 2] }) }, "2, which no item of (3006,0020) has; expected a number that is there"],
    [{ ...item("00620002", { "00620004": ["US", 1] }), ...item("52009229", { "0062000a": ["SQ", set({ "0062000b": ["US", 2] })] }) }, "2, which no item of (0062,0002) has; expected a number that is there"],
    [item("00081140", { "00081150": ["UI", "1.2.840.10008.77"] }), "1.2.840.10008.77; expected a registered SOP Class"], [item("00081140", { "00080102": ["SH", "SRT"] }), "\"SRT\"; expected SCT, which took its place"],
    [{ "00080008": ["CS", "C"] }, "\"C\"; expected A or B, as the IOD CT has", fixed("00080008", 0, "values", ["A", "B"], 0, "", "error")],
    [{ "00080008": ["CS", "C"] }, "it is present; expected its absence from the IOD CT", fixed("00080008", 0, "shall_be_absent", [], 0, "", "error")],
    [{}, `${EXPLICIT}; expected 1.2 or 1.3, as the IOD has`, fixed("00020010", 0, "transfer_syntax_only", ["1.2", "1.3"], 0, "", "error")],
    [{ "00080060": ["CS", "US"] }, "\"US\"; expected CT or MR, as objects of the SOP Class must have", { sopClass: { uid: CT, modalities: [["CT", "enumerated"], ["MR", "enumerated"]] } }],
    [{ "00080060": ["CS", "US"] }, "\"US\"; expected CT, as objects of the SOP Class have it", { sopClass: { uid: CT, modalities: [["CT", "customary"]] } }],
  ]) assert.equal(faults(elements, more).map(({ found: its, demanded }) => `${its}; expected ${demanded}`)[0], said);
});
