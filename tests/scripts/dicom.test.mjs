/* What the first bytes of a file tell, and the data set behind them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, deflateSync } from "node:zlib";

import { CT, EXPLICIT, checker, element, file, meta, short, text } from "./objects.mjs";

const { SopDicom, SopDataSet } = checker();
const IMPLICIT = "1.2.840.10008.1.2", BIG = "1.2.840.10008.1.2.2", DEFLATED = "1.2.840.10008.1.2.1.99";
const PAPYRUS = "1.2.840.10008.1.20", GE = "1.2.840.113619.5.2";
const bytes = (...parts) => Uint8Array.from(Buffer.concat(parts));
const LONG = "OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "); // VRs whose length has four bytes (PS3.5 7.1.2)
const body = (options) => [text(0x00080016, "UI", CT, options), text(0x00080018, "UI", "1.2.3", options), text(0x00080060, "CS", "CT", options)];
const told = async (given, whole) => ({ ...(await SopDicom.parse(given, whole)) });

test("a file tells its SOP Class, transfer syntax and modality", async () => {
  const { dicom, part10, sopClass, transferSyntax, encoding, modality, warnings, truncated } = await told(file(body()));
  assert.deepEqual([dicom, part10, sopClass, transferSyntax, encoding, modality, [...warnings], truncated],
    [true, true, CT, EXPLICIT, EXPLICIT, "CT", [], false]);
});

test("data sets are read as they are written, whatever their meta information says", async () => {
  for (const [given, encoding, warning] of [
    [file(body({ explicit: false }), IMPLICIT), IMPLICIT, null],
    [file(body({ little: false }), BIG), BIG, null],
    [file(body({ explicit: false })), IMPLICIT, /not written as its transfer syntax says, but in Implicit VR Little Endian/],
    [file(body(), IMPLICIT), EXPLICIT, /not written as its transfer syntax says, but in Explicit VR Little Endian$/],
    [file(body({ little: false })), BIG, /not written as its transfer syntax says, but in Explicit VR Big Endian$/],
    [file(body(), GE), EXPLICIT, null], // what a private one is, only its maker says
    [bytes(...body()), EXPLICIT, null],
    [bytes(...body({ explicit: false })), IMPLICIT, null],
    [bytes(Buffer.from("DICM"), meta().subarray(132), ...body()), EXPLICIT, /preamble of 128 bytes is missing/],
    [bytes(meta().subarray(132), ...body()), EXPLICIT, /neither preamble nor DICM/],
    [bytes(text(0x00020002, "UI", CT), text(0x00020010, "UI", EXPLICIT), ...body()), EXPLICIT, /neither preamble nor DICM/],
    [bytes(meta(DEFLATED), deflateRawSync(Buffer.concat(body()))), EXPLICIT, null],
    [bytes(meta(DEFLATED), deflateSync(Buffer.concat(body()))), EXPLICIT, /zlib header/],
    ...["1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"].map((jpip) => [bytes(meta(jpip), deflateRawSync(Buffer.concat(body()))), EXPLICIT, null]),
    ...[PAPYRUS, GE].map((syntax) => [file(body({ explicit: false }), syntax), IMPLICIT, null]),
    [file(body(), DEFLATED), EXPLICIT, /says deflated, but its data set is not/],
  ]) {
    const answer = await told(given);
    assert.deepEqual([answer.sopClass, answer.modality, answer.encoding], [CT, "CT", encoding]);
    assert.equal(answer.warnings.length, warning ? 1 : 0, String(answer.warnings));
    if (warning) assert.match(answer.warnings[0], warning);
  }
});

test("where too little is there to tell, a data set is written as its transfer syntax says", async () => {
  const implicit = { explicit: false }, big = { little: false };
  for (const [syntax, options, encoding] of [
    [EXPLICIT, {}, EXPLICIT], [IMPLICIT, implicit, IMPLICIT], [BIG, big, BIG], [PAPYRUS, implicit, IMPLICIT], [GE, implicit, IMPLICIT],
    ["1.2.3", {}, EXPLICIT], ["1.2.840.10008.1.2.4.50", {}, EXPLICIT],
  ]) {
    const [first, second] = body(options);
    const answer = await told(bytes(meta(syntax, ""), first, second.subarray(0, 4)), false);
    assert.deepEqual([answer.encoding, answer.sopClass, ...answer.warnings], [encoding, CT], syntax);
  }
  // In a beginning, a date can be taken for an implicit length of what is not read: one such element proves nothing.
  const dated = await told(file([text(0x00080012, "DA", "20200101"), ...body()], IMPLICIT), false);
  assert.deepEqual([dated.encoding, dated.modality], [EXPLICIT, "CT"]);
});

test("what is no DICOM is none, and says why", async () => {
  for (const [given, reason] of [
    [new Uint8Array(0), "empty"],
    [bytes(Buffer.from("a text that is no DICOM at all, of some length")), "neither a DICOM file nor a data set"],
    [bytes(text(0x00080005, "CS", "ISO_IR 100"), text(0x00080060, "CS", "CT")), "no SOP Class UID (0008,0016) in it"],
  ]) assert.deepEqual(await told(given), { dicom: false, reason });
});

test("where a file ends is told", async () => {
  const whole = file(body());
  for (const [length, sentence] of [
    [meta().length - 30, "it ends within its file meta information"], [meta().length, "it ends before its data set"],
    [meta().length + 40, "it ends in the middle of an element"],
  ]) {
    const answer = await told(whole.subarray(0, length));
    assert.equal(answer.truncated, true, length);
    assert.equal(answer.warnings.at(-1), sentence);
  }
  assert.deepEqual([...(await told(whole.subarray(0, whole.length - 4), false)).warnings], [], "of a beginning nothing is said");
  const unnamed = bytes(meta(EXPLICIT, ""), text(0x00080005, "CS", "ISO_IR 100"), text(0x00080016, "UI", CT));
  const early = await told(unnamed.subarray(0, unnamed.length - 4));
  assert.deepEqual([early.sopClass, early.truncated, ...early.warnings], ["", true, "it ends before its SOP Class"]);
});

test("a file is read up to Modality; where it has none, or nothing behind it, it does not end early", async () => {
  for (const [given, whole, truncated] of [
    [file(body()), true, false], [file(body()), false, false],
    [file(body().slice(0, 2)), true, false], [file(body().slice(0, 2)), false, true],
  ]) {
    const answer = await told(given, whole);
    assert.deepEqual([answer.sopClass, answer.truncated, ...answer.warnings], [CT, truncated], `${given.length} ${whole}`);
  }
  const { data } = await SopDicom.open(file(body()));
  assert.equal(data.whole, true, "what is given is the whole unless it is said to be a beginning");
});

test("the two SOP Classes of a file differ", async () => {
  const { warnings } = await told(bytes(meta(EXPLICIT, "1.2.840.10008.5.1.4.1.1.4"), ...body()));
  assert.match(warnings[0], /names another SOP Class: 1\.2\.840\.10008\.5\.1\.4\.1\.1\.4/);
});

test("the records of a DICOMDIR are counted by what they refer to", async () => {
  const item = (...elements) => element(0xfffee000, "", Buffer.concat(elements), { explicit: false });
  const image = (sopClass) => item(text(0x00041430, "CS", "IMAGE"), text(0x00041510, "UI", sopClass), text(0x00041512, "UI", EXPLICIT));
  const series = (modality) => item(text(0x00041430, "CS", "SERIES"), text(0x00080060, "CS", modality));
  const records = element(0x00041220, "SQ", Buffer.concat([series("CT"), image(CT), image(CT), series("MR"), image("1.2.9")]));
  for (const behind of [[], body().slice(0, 2)]) {
    const answer = await told(bytes(meta(EXPLICIT, "1.2.840.10008.1.3.10"), records, ...behind));
    assert.deepEqual([...answer.records].map((it) => ({ ...it })), [
      { sopClass: CT, transferSyntax: EXPLICIT, modality: "CT", count: 2 },
      { sopClass: "1.2.9", transferSyntax: EXPLICIT, modality: "MR", count: 1 },
    ]);
    assert.equal(answer.truncated, false);
    assert.deepEqual([...answer.warnings].filter((it) => !/another SOP Class/.test(it)), []);
  }
});

test("elements of every VR are gone past (PS3.5 7.1.2)", async () => {
  for (const vr of "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(" ").concat(LONG)) {
    const answer = await told(file([text(0x00080016, "UI", CT), element(0x00080020, vr, new Uint8Array(16)), text(0x00080060, "CS", "CT")]));
    assert.deepEqual([answer.modality, [...answer.warnings]], ["CT", []], vr);
  }
  const later = element(0x00080020, "OB", [1, 2]);
  later.write("ZZ", 4);
  assert.equal((await told(file([text(0x00080016, "UI", CT), later, text(0x00080060, "CS", "CT")]))).modality, "CT", "a VR of a later edition");
  const none = text(0x00080020, "DA", "20200101");
  none.write("??", 4);
  const answer = await told(file([text(0x00080005, "CS", "ISO_IR 100"), text(0x00080016, "UI", CT), none, text(0x00080060, "CS", "CT")]));
  assert.deepEqual([answer.sopClass, answer.modality, [...answer.warnings]], [CT, "", ["an element has no VR"]]);
});

const part = (tag, body = [], length = null) => element(tag, "", body, { explicit: false, length });
const OPEN = { length: 0xffffffff };
const inItem = (content) => [part(0xfffee000, [], OPEN.length), content, part(0xfffee00d)];
const inSequence = (content) => Buffer.concat([element(0x00081140, "SQ", [], OPEN), ...inItem(content), part(0xfffee0dd)]);
const nested = (depth) => (depth ? inSequence(nested(depth - 1)) : Buffer.alloc(0));

test("sequences are gone past, of either length, to a depth that no object has", async () => {
  const within = async (sequence) => {
    const { modality, warnings } = await told(file([text(0x00080005, "CS", "ISO_IR 100"), text(0x00080016, "UI", CT), sequence, text(0x00080060, "CS", "CT")]));
    return [modality, ...warnings];
  };
  const before = (sequence) => Buffer.from(Buffer.concat([sequence]).map((byte, at) => (at === 2 ? 0x30 : at === 3 ? 0 : byte))); // (0008,0030): ahead of Modality
  for (const [sequence, expected] of [
    [nested(1), ["CT"]], [nested(32), ["CT"]], [nested(33), ["", "sequences are nested too deep"]],
    [Buffer.concat([element(0x00081140, "SQ", [], { length: 0xffffffff }), part(0xfffee000, [1, 2]), part(0xfffee0dd)]), ["CT"]],
    [Buffer.concat([element(0x00081140, "UN", [], { length: 0xffffffff }), part(0xfffee000, [], 0xffffffff), part(0x00081155, [49, 0]), part(0xfffee00d), part(0xfffee0dd)]), ["CT"]],
    [Buffer.concat([element(0x00081140, "SQ", [], { length: 0xffffffff }), text(0x00081155, "UI", "1")]), ["", "a sequence holds something else than items"]],
  ]) assert.deepEqual(await within(before(sequence)), expected);
  for (const [depth, expected] of [[31, []], [32, ["sequences are nested too deep"]]]) {
    const image = part(0xfffee000, Buffer.concat([text(0x00041430, "CS", "IMAGE"), nested(depth)]));
    const records = element(0x00041220, "SQ", image);
    assert.deepEqual([...(await told(file([records]))).warnings], expected, "in the records of a DICOMDIR, too");
  }
});

test("no more of a value is read than a UID or a code may have", async () => {
  assert.equal((await told(file([text(0x00080016, "UI", "1".repeat(256)), text(0x00080060, "CS", "CT")]))).sopClass.length, 256);
  const answer = await told(file([text(0x00080016, "UI", "1".repeat(300)), text(0x00080060, "CS", " CT\0 ")]));
  assert.deepEqual([answer.sopClass.length, answer.modality], [256, "CT"]);
});

test("a data set without meta information is known by its first elements", async () => {
  const known = async (...elements) => (await told(bytes(...elements))).dicom;
  const [first, second] = body();
  for (const [elements, expected] of [
    [[first, second], true], [[first], true], [[part(0x00040000, [0, 0, 0, 0]), part(0x00080016, Buffer.from(CT.padEnd(26, "\0")))], true],
    [[text(0x00100010, "PN", "A^B "), text(0x00100020, "LO", "1 ")], false], [[second, first], false], [[first, first], false], [[first, text(0x7fe10010, "LO", "12")], false],
    [[first, element(0x00080060, "CS", "ABC")], false], [[first, Buffer.from(second).fill(63, 4, 6)], false],
    [[first, element(0x7fe00010, "OW", [1, 2])], true],
    ...LONG.map((vr) => [[first, element(0x00080060, vr, [])], true]),
  ]) assert.equal(await known(...elements), expected, bytes(...elements).subarray(0, 8).join());
  const cut = bytes(first, element(0x00080060, "CS", "CT", { length: 200 }));
  assert.equal((await told(cut)).dicom, false, "a value is not longer than what there is");
  assert.equal((await told(cut, false)).dicom, true, "but it may be longer than a beginning");
});

test("of a file as much is read as it takes to know it", async () => {
  const asked = [];
  const given = (whole) => ({ size: whole.length, slice: (from, to) => {
    asked.push(to);
    return { arrayBuffer: async () => whole.slice(from, to).buffer };
  } });
  const named = text(0x00080016, "UI", CT);
  const sized = (size) => file([named, element(0x00080020, "UN", new Uint8Array(size - file([named]).length - 12))]);
  const long = (size) => file([text(0x00080016, "UI", CT), element(0x00080020, "UN", new Uint8Array(size)), text(0x00080060, "CS", "CT")]);
  for (const [whole, sizes, modality] of [
    [file(body()), [1 << 16], "CT"], [sized(1 << 16), [1 << 16], ""], [sized((1 << 16) + 2), [1 << 16, 1 << 20], ""],
    [long(70_000), [1 << 16, 1 << 20], "CT"], [long(1_100_000), [1 << 16, 1 << 20, 1 << 24], "CT"], [long(17_000_000), [1 << 16, 1 << 20, 1 << 24, 1 << 26], "CT"],
    [bytes(Buffer.from("no DICOM, but long ".repeat(5000))), [1 << 16], undefined],
  ]) {
    asked.length = 0;
    const answer = await SopDicom.read(given(whole));
    assert.deepEqual([[...asked], answer.modality], [sizes, modality]);
  }
  asked.length = 0;
  await SopDicom.read(given(file([...body(), element(0x7fe00010, "OW", new Uint8Array(100_000))])));
  assert.deepEqual(asked, [1 << 16], "its pixels are not read");
  asked.length = 0;
  const endless = await SopDicom.read({ ...given(file(body().slice(0, 2))), size: 2 ** 40 });
  assert.deepEqual([...asked, endless.truncated], [1 << 16, 1 << 20, 1 << 24, 1 << 26, true], "64 MiB are enough");
  assert.deepEqual({ ...await SopDicom.read(given(new Uint8Array(0))) }, { dicom: false, reason: "empty" });
});

test("meta information that is odd is told", async () => {
  const odd = async (...parts) => [...(await told(bytes(Buffer.alloc(128), Buffer.from("DICM"), ...parts))).warnings];
  assert.deepEqual(await odd(text(0x00020002, "UI", CT), ...body()), ["its file meta information names no transfer syntax"]);
  const plain = [[0x00020002, `${CT}\0`], [0x00020010, EXPLICIT]].map(([tag, value]) => text(tag, "UI", value, { explicit: false }));
  assert.deepEqual(await odd(...plain, ...body()), ["its file meta information has no VRs"]);
  assert.deepEqual(await odd(plain[1], ...body()), ["its file meta information has no VRs"]);
  assert.deepEqual(await odd(text(0x00020002, "UI", CT)), ["it ends within its file meta information"]);
  const junk = Buffer.from("this is no data set at all");
  assert.deepEqual(await odd(text(0x00020010, "UI", EXPLICIT), junk), ["an element has no VR", "it names no SOP Class"]);
  assert.deepEqual(await odd(text(0x00020002, "UI", CT), junk), ["its file meta information names no transfer syntax", "its data set cannot be read"]);
  const nothing = ["its file meta information names no transfer syntax", "its data set cannot be read", "it names no SOP Class"];
  assert.deepEqual(await odd(junk), nothing);
});

/* ------------------------------------------------------------- whole data sets */

const read = (given, size = given.length) => SopDataSet.read(given, { size, vrOf: (tag) => ({ 0x00080060: "CS", 0x00081140: "SQ" })[tag] ?? "" });

test("sequences of either length are trees of data sets", async () => {
  const inner = text(0x00081155, "UI", "1.2");
  const ends = (tag) => element(tag, "", [], { explicit: false });
  const defined = element(0xfffee000, "", inner, { explicit: false });
  const open = Buffer.concat([element(0xfffee000, "", inner, { explicit: false, length: 0xffffffff }), ends(0xfffee00d)]);
  for (const sequence of [
    element(0x00081140, "SQ", Buffer.concat([defined, defined])),
    Buffer.concat([element(0x00081140, "SQ", Buffer.concat([open, defined]), { length: 0xffffffff }), ends(0xfffee0dd)]),
  ]) {
    const { data, ended } = await read(file([text(0x00080016, "UI", CT), sequence, text(0x00080060, "CS", "CT")].slice(0, 2)));
    assert.equal(ended, "");
    assert.deepEqual([data, ...data.get(0x00081140).items].map((it) => it.complete), [true, true, true]);
    assert.deepEqual([...data.get(0x00081140).items].map((item) => item.get(0x00081155).bytes.length), [4, 4]);
  }
});

test("file meta information is read wherever it is", async () => {
  for (const [given, expected] of [[file(body()), true], [bytes(meta().subarray(132), ...body()), true], [bytes(Buffer.alloc(128), Buffer.from("DICM"), ...body()), true], [bytes(...body()), false]]) {
    assert.equal((await read(given)).meta !== null, expected);
  }
  const unnamed = await read(bytes(text(0x00020002, "UI", CT), ...body()));
  assert.deepEqual([...unnamed.meta.elements.keys()], [0x00020002], "without a transfer syntax, too");
  const next = await read(file([element(0x00030000, "UL", [0, 0, 0, 0]), ...body()]));
  assert.deepEqual([next.meta.get(0x00030000), next.data.get(0x00030000).length], [null, 4], "which ends with its group");
});

test("pixels in fragments are counted, the table of offsets apart", async () => {
  const fragment = (size) => element(0xfffee000, "", Buffer.alloc(size), { explicit: false });
  const pixels = Buffer.concat([element(0x7fe00010, "OB", Buffer.concat([fragment(8), fragment(10), fragment(20)]), { length: 0xffffffff }), element(0xfffee0dd, "", [], { explicit: false })]);
  const { data } = await read(file([text(0x00080016, "UI", CT), pixels]));
  assert.deepEqual({ ...data.get(0x7fe00010).fragments }, { count: 2, length: 30, offsets: 2 });
});

test("what ends early or makes no sense says where", async () => {
  const long = element(0x00081140, "SQ", Buffer.alloc(0), { length: 0 });
  for (const [elements, sentence] of [
    [[text(0x00080016, "UI", CT), element(0x00080060, "CS", "CT", { length: 200 })], "(0008,0060) is said to be 200 bytes long, but only 2 are left of what holds it"],
    [[text(0x00080016, "UI", CT), Buffer.from([8, 0, 0x60])], "it ends in the middle of an element"],
    [[text(0x00080016, "UI", CT), element(0x00081140, "SQ", element(0xfffee000, "", Buffer.alloc(8), { explicit: false, length: 90 }))], "an item of (0008,1140) is longer than its sequence"],
    [[text(0x00080016, "UI", CT), element(0x00081140, "SQ", text(0x00080018, "UI", "1.2"))], "(0008,1140) holds something else than items"],
    [[text(0x00080016, "UI", CT), long, element(0xfffee00d, "", [], { explicit: false })], "(FFFE,E00D) stands where an element should be"],
  ]) assert.equal((await read(file(elements))).ended, sentence);
});

test("elements out of order and twice are noted, and of a beginning it is known how far it goes", async () => {
  const given = file([text(0x00080018, "UI", "1.2"), text(0x00080016, "UI", CT), text(0x00080018, "UI", "1.3")]);
  const { data } = await read(given);
  assert.deepEqual([...data.disorder].map((it) => ({ ...it })), [{ tag: 0x00080016, twice: false }, { tag: 0x00080018, twice: true }]);
  const cut = await read(file([text(0x00080016, "UI", CT), element(0x7fe00010, "OW", Buffer.alloc(100))]).subarray(0, meta().length + 60), 10_000);
  assert.deepEqual([cut.cut, cut.ended, cut.data.knows(0x00080018), cut.data.get(0x7fe00010).bytes], [true, "", true, null]);
  assert.equal((await read(file([element(0x00280010, "US", short(512))]))).data.get(0x00280010).length, 2);
});

test("sequences are read to a depth that no object has, and items where they are", async () => {
  const ended = async (sequence) => (await read(file([text(0x00080016, "UI", CT), sequence]))).ended;
  assert.deepEqual([await ended(nested(100)), await ended(nested(101))], ["", "its sequences are nested more than 100 deep"]);
  for (const tag of [0xfffee000, 0xfffee0ff]) assert.match(await ended(part(tag)), /stands where an element should be$/);
  assert.equal(await ended(part(0xfffee00d)), "(FFFE,E00D) stands where an element should be");
});

test("an element without a VR has that of the dictionary, an unknown one stays so", async () => {
  const vrs = async (elements, syntax) => {
    const { data } = await read(file([text(0x00080016, "UI", CT, { explicit: syntax === EXPLICIT }), ...elements], syntax));
    return [...data.elements.values()].slice(1).map(({ vr, written }) => [vr, written].join("/"));
  };
  const plain = (tag) => text(tag, "CS", "CT", { explicit: false });
  assert.deepEqual(await vrs([text(0x00080060, "CS", "CT"), element(0x00080061, "UN", [1, 2]), text(0x00080070, "LO", "12")], EXPLICIT), ["CS/CS", "UN/UN", "LO/LO"]);
  assert.deepEqual(await vrs([element(0x00080060, "UN", [1, 2]), text(0x00080070, "LO", "12")], EXPLICIT), ["CS/UN", "LO/LO"]);
  assert.deepEqual(await vrs([plain(0x00080060), plain(0x00080061)], IMPLICIT), ["CS/", "UN/"]);
  const unknown = Buffer.concat([element(0x00081140, "UN", [], { length: 0xffffffff }), part(0xfffee000, plain(0x00080060)), part(0xfffee0dd)]);
  const { data } = await read(file([text(0x00080016, "UI", CT), unknown]));
  assert.equal(data.get(0x00081140).items[0].get(0x00080060).vr, "CS", "items of an unknown VR have none either (PS3.5 6.2.2)");
  for (const [tag, vr] of [[0x00091001, "UN"], [0x7fe00010, "SQ"]]) {
    const item = vr === "UN" ? plain(0x00080060) : text(0x00080060, "CS", "CT");
    const open = Buffer.concat([element(tag, vr, [], OPEN), part(0xfffee000, item), part(0xfffee0dd)]);
    const one = (await read(file([text(0x00080016, "UI", CT), open]))).data.get(tag);
    assert.deepEqual([one.vr, one.items.length, one.fragments], ["SQ", 1, null], "what has no length is a sequence, but for pixels");
  }
});

test("fragments that are cut short, or none, are told; of a beginning those that came are counted", async () => {
  const pixels = (...parts) => Buffer.concat([element(0x7fe00010, "OB", [], { length: 0xffffffff }), ...parts]);
  const whole = async (...parts) => read(file([text(0x00080016, "UI", CT), pixels(...parts)]));
  const piece = part(0xfffee000, [1, 2, 3, 4]);
  const none = await whole(part(0xfffee0dd));
  assert.deepEqual({ ...none.data.get(0x7fe00010).fragments }, { count: 0, length: 0, offsets: 0 }, "not even a table of offsets");
  const ended = await read(file([text(0x00080016, "UI", CT), pixels(part(0xfffee000), piece, part(0xfffee0dd))]), 1_000_000);
  assert.deepEqual([ended.data.get(0x7fe00010).fragments.count, ended.cut], [1, false], "they end with the beginning that is read");
  assert.equal((await whole(part(0xfffee000), piece, part(0xfffee0dd))).ended, "");
  for (const wrong of [text(0x00080060, "CS", "CT"), part(0xfffee000, [], 0xffffffff)]) assert.equal((await whole(part(0xfffee000), wrong)).ended, "(7FE0,0010) holds something else than fragments");
  for (const rest of [piece.subarray(0, 10), piece.subarray(0, 4)]) assert.equal((await whole(part(0xfffee000), rest)).ended, "it ends in the middle of an element");
  const given = file([text(0x00080016, "UI", CT), pixels(part(0xfffee000), piece, piece)]);
  for (const [length, count] of [[given.length, 2], [given.length - 2, 1], [given.length - 4, 1], [given.length - 12, 1]]) {
    const { data, cut, ended } = await read(given.subarray(0, length), 1_000_000);
    assert.deepEqual([data.get(0x7fe00010).fragments.count, cut, ended], [count, true, ""], String(given.length - length));
  }
});

test("what cannot be read, or is no DICOM, says so", async () => {
  const after = async (...parts) => (await read(bytes(Buffer.alloc(128), Buffer.from("DICM"), ...parts)));
  const { ended, data } = await after(text(0x00020002, "UI", CT), Buffer.from("this is no data set at all"));
  assert.deepEqual([ended, data.complete, data.knows(0x00080016)], ["its data set cannot be read", false, false]);
  assert.equal((await read(meta())).ended, "it ends before its data set");
  assert.equal((await read(bytes(Buffer.from("no DICOM at all, but of some length")))).reason, "neither a DICOM file nor a data set");
  const cut = file([text(0x00080016, "UI", CT), element(0x00081140, "SQ", [], { length: 0xffffffff }), part(0xfffee000, [], 0xffffffff), text(0x00081155, "UI", "1.2.3.4")]);
  const beginning = await read(cut.subarray(0, cut.length - 4), 1_000_000);
  assert.equal(beginning.ended, "only its beginning is read here, and that ends in the middle of an element");
  assert.equal(beginning.cut, false);
  const wrong = bytes(element(0x00080006, "SQ", Buffer.alloc(8, 1)), text(0x00080016, "UI", CT));
  assert.equal((await read(wrong)).reason, "neither a DICOM file nor a data set", "where no element can be read");
  const many = element(0x00081140, "SQ", Buffer.concat(Array(100_000).fill(part(0xfffee000))));
  assert.equal((await read(file([text(0x00080016, "UI", CT), many]))).ended, "", "a hundred thousand items are read");
});

test("a data set knows what is not in it, as far as it was read", () => {
  const made = new SopDataSet.DataSet();
  assert.equal(made.knows(0x00080060), true);
  for (const tag of [0, 0x00080016]) made.add(SopDataSet.element(tag, "UI", "UI", 0));
  assert.deepEqual([...made.disorder], []);
  made.complete = false;
  assert.deepEqual([0x00080015, 0x00080016, 0x00080017].map((tag) => made.knows(tag)), [true, true, false]);
  assert.equal(SopDataSet.element(1, "UI", "UI", 0).little, true);
});
