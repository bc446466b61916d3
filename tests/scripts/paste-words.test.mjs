/* What the page "Paste or drop" says of a finding or a file. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { site } from "./document.mjs";
import { lookup, SCAN, uid } from "./lookup.mjs";

const SopSite = site();
const { SopPaste, SopScan, index } = lookup([...SCAN, "paste/words.js"], { SopSite });
const known = SopScan.knowledge(index);
const [CT, OLD, US, NEW] = ["5.1.4.1.1.2", "5.1.4.1.1.6", "5.1.4.1.1.6.1", "5.1.4.1.1.66.4"].map(uid);

const words = new SopPaste.Words(index, known, new Map([[OLD, [US, NEW]]]));
const told = (sentences) => Array.from(sentences, (parts) => parts.map(String).join(""));
const one = (text) => SopScan.scan(text, known)[0];
/** Name, kind, status and remarks of the first finding in a text. */
const said = (text) => [words.name(one(text)), words.kindWord(one(text)), words.status(one(text)), ...told(words.remarks(one(text)))];

test("a finding has a name, a kind, and a status where its kind has one", () => {
  for (const [text, ...expected] of [
    [CT, "CT Image Storage", "SOP Class", "active"],
    ["1.2.840.113619.4.5.249", "Private GE RT Plan Storage", "Private SOP Class", "private", "Private: GE."],
    [uid("9.9.9"), "not registered", "not registered", "not registered", "Below the DICOM root, but not registered."],
    [uid("5.1.4.1.1"), "not registered", "not registered", "not registered", "Not registered itself: 6 registered UIDs begin with it."],
    [uid("5.1.4.1.1.481"), "not registered", "not registered", "not registered", "Not registered itself: 1 registered UID begins with it."],
    ["1.2.840.113619.02.55.3.1", "no UID", "no UID", "no UID", "It has an arc that begins with 0."],
    ["1.2.840.113619.2.55.3.1", "UIDs below 1.2.840.113619", "private UIDs", "private", "Private: GE. 1 UID."],
    ["1.3.6.1.4.1.999.5.1 1.3.6.1.4.1.999.5.2", "UIDs below 1.3.6.1.4.1.999", "private UIDs", "private", "Private: an enterprise. 2 different UIDs."],
    ["1.2.276.0.7.1.2", "UIDs below 1.2.276.0.7", "private UIDs", "private", "Private: an organisation that is not known here. 1 UID."],
    ["C-STORE", "C-STORE", "DIMSE operation", ""], ["status 0xA900", "A900: does not match", "Status code", ""], ["result=1, source=1, reason=7", "called AE title not recognised", "Association", ""],
    [`context 1: ${CT} accepted`, "CT Image Storage", "presentation context", ""], ["(0008,0060)", "Modality", "Attribute", "active"],
    [`01 00 00 00 00 14 ${"41 ".repeat(20)}`, "bytes in hexadecimal", "bytes", "", "1 line of bytes in hexadecimal: a PDU, A-ASSOCIATE-RQ."],
  ]) assert.deepEqual(said(text), expected, text);
});

test("what is retired says what took its place, as far as that is known", () => {
  const of = (successors) => told(new SopPaste.Words(index, known, new Map(successors)).remarks(one(OLD)));
  assert.deepEqual(of([[OLD, [US, NEW]]]), ["Retired. In its place: [Ultrasound Image Storage](/sop-classes/1.2.840.10008.5.1.4.1.1.6.1/), [Segmentation Storage](/sop-classes/1.2.840.10008.5.1.4.1.1.66.4/)."]);
  assert.deepEqual(of([[OLD, []]]), ["Retired; nothing is named in its place."]);
  assert.deepEqual(of([]), ["Retired."]);
});

test("warnings are sentences", () => {
  assert.deepEqual(told(words.remarks({ entry: null, kind: "invalid", uid: "1", warnings: ["it is long", "it is odd"] })), ["It is long.", "It is odd."]);
});

test("near an unregistered UID is a registered one, but not below it", () => {
  assert.equal(words.nearest(uid("5.1.4.1.1.3"))?.uid.startsWith(uid("5.1.4.1.1.")), true);
  assert.equal(words.nearest(uid("5.1.4.1.1")), null);
});

test("the UID that a file names is what it should be, or it is said what else it is", () => {
  const of = (given, what = "SOP Class", kind = "sop-class") => {
    const { name, status, entry, remarks, unregistered, uid: its } = words.told(given, what, kind);
    assert.equal(its, given);
    return [name, status, entry?.uid ?? null, unregistered, ...told(remarks)];
  };
  assert.deepEqual(of(""), ["", "", null, false]);
  assert.deepEqual(of(CT), ["CT Image Storage", "active", CT, false]);
  assert.deepEqual(of(uid("1.2.1"), "transfer syntax", "transfer-syntax"), ["Explicit VR Little Endian", "active", uid("1.2.1"), false]);
  assert.deepEqual(of(OLD).slice(1, 4), ["retired", OLD, false]);
  assert.match(of(OLD)[4], /^Its SOP Class is retired\. In its place: \[Ultrasound/);
  assert.deepEqual(of("1.2.840.113619.4.5.249"), ["Private GE RT Plan Storage", "private", "1.2.840.113619.4.5.249", false, "Private: GE."]);
  assert.deepEqual(of(uid("39.2")).slice(1), ["misprinted", uid("5.1.4.39.2"), false, `The UID of its SOP Class is misprinted: ${uid("5.1.4.39.2")} is meant.`]);
  assert.deepEqual(of("1.2.840.1008.1.2.1", "transfer syntax", "transfer-syntax").slice(1), ["misprinted", uid("1.2.1"), false, `The UID of its transfer syntax is wrong: ${uid("1.2.1")} is meant.`]);
  assert.deepEqual(of(uid("1.2.1")).slice(1), ["active", uid("1.2.1"), false, "The UID of its SOP Class is registered, but not for one: Transfer syntax."]);
  assert.deepEqual(of("1.2.03"), ["", "not a UID", null, false, "What it gives as the UID of its SOP Class is not a UID."]);
  assert.deepEqual(of("CT"), ["", "not a UID", null, false, "What it gives as the UID of its SOP Class is not a UID."]);
  assert.deepEqual(of(uid("9.9.9")), ["", "not registered", null, true, "Its SOP Class: below the DICOM root, but not registered."]);
  assert.deepEqual(of("1.2.840.113619.2.55.3.1"), ["", "private", null, false, "Its SOP Class is private: GE."]);
  assert.deepEqual(of("1.2.276.0.7.1.2"), ["", "private", null, false, "Its SOP Class is private: of an organisation that is not known here."]);
});

test("sentences are parted by blanks, as elements and as texts", () => {
  const link = SopSite.make("a", { href: "x" }, "here");
  assert.deepEqual([...SopPaste.sentences([["See ", link, "."], ["So."]])], ["See ", link, ".", " ", "So."]);
  assert.deepEqual([...SopPaste.written([["See ", link, "."], ["So."]])], ["See here.", "So."]);
  assert.equal(SopPaste.capital("it is so"), "It is so");
  assert.equal(SopPaste.number(1234), "1,234");
  assert.deepEqual(["active", "retired"].map((word) => SopPaste.statusMark(word).told.class), ["status", "status retired"]);
});

test("a data set without file meta information is odd, but for one whose transfer syntax is known", () => {
  const odd = (more) => [...SopPaste.warningsOf({ warnings: ["x"], part10: false, transferSyntax: "", ...more })];
  assert.deepEqual(odd({}), ["x", "a data set without file meta information"]);
  for (const more of [{ part10: true }, { transferSyntax: "1.2" }]) assert.deepEqual(odd(more), ["x"]);
});
