/* Lines of logs: what in them is no name, and what is meant. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup, uid } from "./lookup.mjs";

const { SopLookup, find } = lookup();
const bare = (text) => SopLookup.withoutNoise(text, (flat) => flat === "ct01").replace(/\s+/g, " ").trim();

test("levels, times, files, addresses, versions, hexadecimal numbers and titles are left out", () => {
  assert.equal(bare("W: peer said no"), "peer said no");
  assert.equal(bare("2021-03-04 09:12:44,105 WARN - peer said no"), "- peer said no");
  assert.equal(bare("cannot read scan.dcm from disk"), "cannot read from disk");
  assert.equal(bare("E0412 main.cpp:57] it went wrong"), "it went wrong");
  assert.equal(bare("peer at 10.0.0.1:104 said no"), "peer at said no");
  assert.equal(bare("software v3.6.1 said no"), "software said no");
  assert.equal(bare("it answered 0xA900 or A900H again"), "it answered or again");
  assert.equal(bare("from AE EVAL_XA came no"), "from came no");
  assert.equal(bare("run on syngo XA30 came no"), "run on syngo came no");
  assert.equal(bare("images 1 and 2 are bad"), "images are bad");
  assert.equal(bare("see https://example.org/ct/a?b for more"), "see for more");
});

test("what is known as a name stays, and so does a short text", () => {
  assert.equal(bare("from AE CT01 came no"), "from AE CT01 came no");
  assert.equal(bare("XA30"), "XA30");
  assert.equal(bare("W: x"), "W: x");
});

test("the specific comes before the general", () => {
  assert.equal(find("C-STORE of a CT image failed again").hits[0].uid, uid("5.1.4.1.1.2"));
  assert.equal(find("C-STORE").hits[0].uid, uid("4.2"));
  assert.equal(find("cannot turn 'RLE Lossless' into 'Little Endian Explicit'").hits[0].uid, uid("1.2.5"));
  assert.equal(find("make a dicomseg for a CT image").hits[0].uid, uid("5.1.4.1.1.66.4"));
});

test("identifiers of source code are names, a longer one before its parts", () => {
  for (const text of ["UID_CTImageStorage", "sop_class.CTImageStorage", "add(CTImageStorage)", "uids::CT_IMAGE_STORAGE", "kCTImageStorage"]) {
    assert.equal(find(text).hits[0].uid, uid("5.1.4.1.1.2"), text);
  }
  assert.equal(find("TransferSyntax3 = JPEGLossless:Hierarchical:Process28").hits[0].uid, uid("1.2.4.65"));
  assert.equal(find("'TotalPixelMatrixRows' missing in a CT").hits[0].id, "00480007");
});

test("a private name is that private class", () => {
  assert.equal(find("Private GE RT Plan Storage").hits[0].kind, "private");
  assert.equal(find("RT Plan Storage").hits[0].uid, uid("5.1.4.1.1.481.5"));
});

test("questions find the guide", () => {
  assert.equal(find("what is the maximum length of a UID").hits[0].id, "guides/making-uids/");
  assert.equal(find("how do I generate a UID").hits[0].id, "guides/making-uids/");
});

test("an answer says how many there are, and which data it lacks", () => {
  const { SopLookup: Other } = lookup();
  const { hits, total, wants } = find("image");
  assert.ok(total >= hits.length && hits.length > 2);
  assert.equal(wants, "");
  assert.ok(Other.SECTIONS.includes("core"));
});

test("data of another form is refused", () => {
  const index = new SopLookup.Index();
  assert.throws(() => index.add({ section: "core", version: 1, kinds: [] }), /form 1/);
});

test("each kind of noise is left out, whatever its form, and nothing more", () => {
  for (const noise of [
    "http://x", "https://a.b/c?d", "ftp://x", "dicom://x:104", "C:\\x", "d:/x/y", "/a/b", "./a/b", "../a/b", "x.dcm", "a-b.IMA", "main.cpp:57", "main.cpp:57]", "x.py", "x.java", "x.log", "x.json", "x.jpeg", "x.jpg", ".txt",
    "2021-03-04", "2021-03-04T09:12", "2021-03-04 09:12:44", "2021-03-04 09:12:44.123456Z", "2021-03-04 09:12:44 +01:00", "2021-03-04,09:12:44,105-0500", "09:12:44", "09:12:44.105", "10.0.0.1", "192.168.100.200:11112", "v3.6.1", "3.6.1", "3.6.1-beta", "1.2.3+git",
    "0xA900", "0xdeadbeef", "xA900", "0xdeadbeefdeadbeef", "A900H", "TRACE", "DEBUG", "INFO:", "NOTICE", "WARN", "WARNING", "ERROR|", "[ERR]", "SEVERE", "FATAL", "CRIT", "CRITICAL", "1 and 2", "100 and 200",
  ]) assert.match(bare(`peer said ${noise} no`), /^peer said [\]:|]?\s?no$/, noise);
  for (const noise of [
    `https://x/${"a/".repeat(300)}`, `C:\\${"a\\".repeat(200)}`, `/${"a".repeat(200)}/${"b".repeat(400)}`, ".../a/b",
    `${"a".repeat(100)}.dcm`, "main.cpp:1234567", "2021-03-04 09:12:44.1234567890", "09:12:44.1234567890",
    "1.2.3.4:123456", "2024.1000.1234", `1.2.3-${"a".repeat(30)}`,
    `0x${"a".repeat(20)}`, "x0A1B", "0A1Bh", "0A1BH", "999 and 999",
  ]) assert.equal(bare(`peer said ${noise} no`), "peer said no", noise);
  for (const kept of [
    "1000.0.0.1", "10.1000.0.1", "10.0.1000.1", "10.0.0.1000", "10008.1.2", "1.10008.2", "1.2.10008",
    "x0A1", "x0A1B2", "A1Bh", "00A1Bh", "1 and 1000",
  ]) assert.equal(bare(`peer said ${kept} no`), `peer said ${kept} no`, kept);
  for (const [line, expected] of [["  [(W): it went wrong", "it went wrong"], ["E0412 it went wrong", "it went wrong"], ["I: it went wrong", "it went wrong"], ["[W]: it went wrong", "it went wrong"], ["it E0412 went wrong", "it went wrong"], ["it said W: wrong", "it said W: wrong"]]) assert.equal(bare(line), expected);
  for (const kept of ["http:x", "C:x", "/a", "x.dcmx", "12021-03-04", "9:12:44", "1.2.3.4.5", "3.6", "0xg", "A900Hx", "DEBUGGER", "warning", "1000 and 2", "1 or 2"]) assert.equal(bare(`peer said ${kept} no`), `peer said ${kept} no`, kept);
});

test("after words for a peer a name with digits or lines is a title", () => {
  for (const word of ["AE", "AET", "AETs", "AE title", "AE titles", "AEtitle", "aec", "aet", "called", "calling", "peer", "host", "node", "destination", "from", "to", "on"]) {
    for (const title of ["EVAL_XA", "=CT02", ": 'CT_2'", "(MR-1)", "XY_", "ABCDEFGHIJKLMN_P"]) assert.doesNotMatch(bare(`it was ${word} ${title} again`), /EVAL|CT0?_?2|MR-1|XY|ABC/, `${word} ${title}`);
  }
  for (const kept of ["from CTIMAGE again it", "from ct_2 again it", "from CT01 again it", "in EVAL_XA again it", "form EVAL_XA again it", "from ABCDEFGHIJKLMNO_PQ again it"]) assert.equal(bare(kept), kept);
});

test("letters with a number behind them are noise unless they are a name", () => {
  for (const label of ["XA30", "A900", "ABC123456", "XA30B"]) assert.equal(bare(`run the ${label} now`), "run the now", label);
  for (const kept of ["CT01", "ABCD12", "A9", "A1234567", "XA30BC", "v.XA30"]) assert.equal(bare(`run the ${kept} now`), `run the ${kept} now`, kept);
});

test("a text of two words, or of noise alone, is meant as it stands", () => {
  for (const text of ["x.dcm 0xA900", "0xA900", "x.dcm 0xA900 10.0.0.1", "1 and 2 a"]) assert.equal(bare(text), text, text);
});
