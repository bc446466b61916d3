/* The checker as one that does jobs: what it reads of a file, and the object as a tree. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, checker, element, file, text } from "./objects.mjs";

const context = checker();
const { SopDataSet, SopEngine, SopRules, SopTree } = context;

const DICTIONARY = {
  kind: "dictionary", edition: "", constants: [], sopClasses: [], transferSyntaxes: [],
  attributes: "00080016|UI|1|SOP Class UID|\n00080060|CS|1|Modality|\n00081140|SQ|1|Images|\n7fe00010|OW|1|Pixel Data|",
};
const DUMP = JSON.stringify({ "00080016": { vr: "UI", Value: [CT] } });
const NO_DUMP = "there is no line in it that begins with a tag, such as (0008,0016)";

/** An engine that has no rules but the dictionary. */
const engine = () => new SopEngine.Engine(async (name) => {
  assert.equal(name, "dictionary");
  context.SopCheckRules = [DICTIONARY];
});

const bytesOf = (words) => Uint8Array.from(Buffer.from(words));

/** A file that keeps what was asked of it, as `from-to`. */
function given(bytes) {
  const asked = [];
  const slice = (from, to) => {
    asked.push(`${from}-${to}`);
    return new Blob([bytes.subarray(from, to)]);
  };
  return { size: bytes.length, slice, asked };
}

const job = (bytes) => ({ file: given(bytes) });
const said = ([report]) => report.unreadable ?? report.sop_class_uid;

test("a dump gives a report for each of its objects, with its tree if that is asked for", async () => {
  const [one, other, ...more] = await engine().check({ text: `[${DUMP}, ${DUMP}]` }, { tree: true });
  assert.deepEqual([one.sop_class_uid, other.sop_class_uid, more.length], [CT, CT, 0]);
  assert.deepEqual(Array.from(one.tree, (node) => `${node.tag} ${node.name}`), ["(0008,0016) SOP Class UID"]);
  const [plain] = await engine().check({ text: DUMP });
  assert.equal("tree" in plain, false);
});

test("what cannot be checked has no tree", async () => {
  const [none] = await engine().check({ bytes: new Uint8Array(0), size: 0 }, { tree: true });
  assert.deepEqual({ ...none }, { unreadable: "This is not DICOM: empty." });
  const empty = file([]);
  const [report] = await engine().check({ bytes: empty, size: empty.length }, { tree: true });
  assert.deepEqual(Object.keys(report), ["unreadable"]);
});

test("what is no dump says why, in the words of what it was given as", async () => {
  const words = bytesOf("some text");
  const reason = `This is not DICOM: neither a DICOM file nor a dump of one: ${NO_DUMP}.`;
  for (const [source, expected] of [
    [{ text: "some text" }, `This is not a dump of a DICOM object: ${NO_DUMP}.`],
    [{ bytes: words, size: words.length }, reason],
    [job(words), reason],
  ]) assert.equal(said(await engine().check(source)), expected);
});

test("rules that cannot be had are no fault of the dump", async () => {
  const lost = new SopEngine.Engine(async () => { throw new Error("no network"); });
  for (const source of [{ text: DUMP }, { bytes: bytesOf(DUMP), size: DUMP.length }, job(bytesOf(DUMP))]) {
    await assert.rejects(lost.check(source), { message: "no network" });
  }
});

test("a file or its bytes may be a dump, if their beginning is text", async () => {
  const NEITHER = "This is not DICOM: neither a DICOM file nor a data set.";
  for (const [content, expected] of [
    [DUMP, CT],
    [`\t\n${DUMP}`, CT],
    [`${" ".repeat(4095)}\u0008${DUMP}`, NEITHER],
    [`${" ".repeat(4095)}\u0000${DUMP}`, NEITHER],
    ["", "This is not DICOM: empty."],
  ]) {
    const bytes = bytesOf(content);
    for (const source of [{ bytes, size: bytes.length }, job(bytes)]) {
      assert.equal(said(await engine().check(source)), expected, JSON.stringify(content.trim()));
    }
  }
  const late = await engine().check({ bytes: bytesOf(`${" ".repeat(4096)}\u0008`), size: 4097 });
  assert.match(said(late), /a dump of one/, "only the beginning tells");
});

const MIB = 1024 * 1024;
const FIRST = `0-${4 * MIB}`, MORE = `0-${64 * MIB}`, TEXT = `0-${16 * MIB}`;

const piece = (tag, content, length) => element(tag, "", content, { explicit: false, length });
const UNDEFINED = 0xffffffff;

/** An object with a last element. */
const ending = (...last) => file([text(0x00080016, "UI", CT), element(...last)]);

/** An object that ends with a sequence, in which there are so many bytes. */
const nested = (bytes, length = null) =>
  ending(0x00081140, "SQ", piece(0xfffee000, element(0x00281201, "OW", Buffer.alloc(bytes)), length), { length });

test("of a file no more is read than its beginning, unless that ends in front of the pixels", async () => {
  const long = Buffer.alloc(4 * MIB);
  const small = nested(4 * MIB - (nested(0).length));
  assert.equal(small.length, 4 * MIB);
  for (const [bytes, expected] of [
    [ending(0x7fe00010, "OW", [1, 2]), [FIRST]],
    [ending(0x7fe00010, "OW", long), [FIRST]],
    [ending(0x7fe00008, "OF", long), [FIRST]],
    [ending(0x7fe00010, "OB", piece(0xfffee000, long), { length: UNDEFINED }), [FIRST]],
    [ending(0x00420011, "OB", long), [FIRST, MORE]],
    [nested(4 * MIB), [FIRST, MORE]],
    [nested(4 * MIB, UNDEFINED), [FIRST, MORE]],
    [small, [FIRST]],
    [small.subarray(0, -2), [FIRST]],
    [nested(4 * MIB - nested(0).length + 2), [FIRST, MORE]],
    [bytesOf(DUMP), [FIRST, TEXT]],
    [bytesOf(`${DUMP}${" ".repeat(4 * MIB)}`), [FIRST, TEXT]],
  ]) {
    const source = job(bytes);
    assert.equal(said(await engine().check(source)), CT);
    assert.deepEqual(source.file.asked, expected, `${bytes.length} bytes`);
  }
});

test("what follows a large sequence is checked", async () => {
  const sequence = element(0x00081140, "SQ", piece(0xfffee000, element(0x00281201, "OW", Buffer.alloc(4 * MIB))));
  const bytes = file([text(0x00080016, "UI", CT), sequence, text(0x00100020, "LO", "x"), text(0x00200010, "IS", "x")]);
  const [{ findings, notes, elements }] = await engine().check(job(bytes));
  assert.deepEqual([notes.length, elements], [0, 3]);
  assert.ok(findings.some((it) => it.tag === "(0020,0010)"));
});

/* ------------------------------------------------------------------------- tree */

const rules = new SopRules.Rules();
rules.take(DICTIONARY);

const made = (tag, vr, more) => ({ ...SopDataSet.element(tag, vr, vr, 0), ...more });

function set(...elements) {
  const data = new SopDataSet.DataSet();
  for (const each of elements) data.add(each);
  return data;
}

/** The nodes of a data set of these elements, file meta information in front. */
const nodes = (elements, meta = null) => Array.from(SopTree.of({ meta, data: set(...elements) }, rules));

test("a tree has the file meta information, then the data set, each element with its name, VR and value", () => {
  const meta = set(made(0x00020010, "UI", { given: ["1.2"] }));
  const modality = made(0x00080060, "CS", { given: ["CT", "MR"] });
  const own = made(0x00091001, "UN", { bytes: new Uint8Array(4), length: 4 });
  assert.deepEqual(nodes([modality, own], meta).map((node) => ({ ...node })), [
    { tag: "(0002,0010)", name: "", vr: "UI", value: "1.2", path: "(0002,0010)" },
    { tag: "(0008,0060)", name: "Modality", vr: "CS", value: "CT\\MR", path: "(0008,0060)" },
    { tag: "(0009,1001)", name: "", vr: "UN", value: "4 bytes", path: "(0009,1001)" },
  ]);
});

test("a value is shown as text, or as how much it is", () => {
  const value = (vr, more) => nodes([made(0x00080060, vr, more)])[0].value;
  const texts = (...given) => value("UT", { given });
  for (const [vr, more, expected] of [
    ["SQ", { items: [] }, "0 items"],
    ["SQ", { items: [set()] }, "1 item"],
    ["SQ", { items: Array(1200).fill(set()) }, "1,200 items"],
    ["OB", { fragments: { count: 1 } }, "1 fragment"],
    ["OB", { fragments: { count: 1200 } }, "1,200 fragments"],
    ["OB", { bytes: new Uint8Array(1), length: 1 }, "1 byte"],
    ["OW", { length: 70_000 }, "70,000 bytes"],
    ["OW", { length: 0 }, "0 bytes"],
    ["OW", { length: -1 }, "not shown"],
    ["OB", { given: null, length: -1 }, "not shown"],
    ["CS", { given: [] }, ""],
  ]) assert.equal(value(vr, more), expected, `${vr} ${expected}`);
  assert.equal(texts("a".repeat(120)), "a".repeat(120));
  assert.equal(texts("a".repeat(121)), `${"a".repeat(120)}…`);
  assert.equal(texts(...Array(64).fill("")), "\\".repeat(63));
  assert.equal(texts(...Array(65).fill("")), `${"\\".repeat(63)}…`);
});

test("of a sequence the first items are shown, and how many there are more", () => {
  const item = set(made(0x00080060, "CS", { given: ["CT"] }));
  const sequence = (count) => nodes([made(0x00081140, "SQ", { items: Array(count).fill(item) })])[0];
  const [[first], [second]] = sequence(2).items;
  assert.deepEqual([first.path, second.path], ["(0008,1140)[1].(0008,0060)", "(0008,1140)[2].(0008,0060)"]);
  for (const [count, shown, more] of [[0, 0, 0], [500, 500, 0], [501, 500, 1]]) {
    const node = sequence(count);
    assert.deepEqual([node.items.length, node.more], [shown, more]);
  }
});

test("a tree has no more elements than a reader can use, those of the file meta information among them", () => {
  const elements = Array.from({ length: 20_000 }, (_, at) => made(0x00100000 + at, "CS", { given: [] }));
  assert.equal(nodes(elements).length, 20_000);
  assert.equal(nodes(elements, set(made(0x00020010, "UI", { given: [] }))).length, 20_000);
});
