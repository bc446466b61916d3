/* Tags, status codes, operations and codes in a text. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup, uid } from "./lookup.mjs";

const { SopLookup, find } = lookup();
const codes = (text) => [...SopLookup.statusCodesIn(text)].map(({ code }) => SopLookup.printedStatus(code));
const tags = (text) => [...SopLookup.tagsIn(text)].map(({ tag }) => tag);

test("a status is printed as the standard does, in four digits", () => {
  for (const [code, printed] of [[0, "0000"], [1, "0001"], [0x107, "0107"], [0xfe00, "FE00"], ["A7xx", "A7xx"], ["cxxx", "Cxxx"]]) {
    assert.equal(SopLookup.printedStatus(code), printed);
  }
});

test("tags, in the ways that programs print them", () => {
  assert.deepEqual(tags("(0008,0016) [0008 0060] {0008|0016} <0008:0016>"), ["00080016", "00080060", "00080016", "00080016"]);
  assert.deepEqual(tags("0x0008, 0x16 and 0x00080060"), ["00080016", "00080060"]);
  assert.deepEqual(tags('"00080016": {"vr": "UI"}'), ["00080016"]);
  assert.deepEqual(tags("x 0008,103e y"), ["0008103e"]);
  assert.deepEqual(tags("group 0x0029 element 0x1010"), ["00291010"]);
  assert.equal(find("(6002,0010)").hits[0].id, "60xx0010");
  assert.equal(find("(0029,1010)").messages[0].kind, "tag");
});

test("a status is known by its form", () => {
  for (const text of ["0xA700", "A700H", "oxA700", "xA700", "status 42752", "Code:42752", "A700"]) {
    assert.deepEqual(codes(text), ["A700"], text);
  }
  assert.deepEqual(codes("A7xx"), ["A7xx"]);
});

test("a status in decimal or in digits alone is one by what stands before it", () => {
  assert.deepEqual(codes("[id: 1; status: 45056] C-GET RSP"), ["B000"]);
  assert.deepEqual(codes('"00081197": {"vr": "US", "Value": [43264]}'), ["A900"]);
  assert.deepEqual(codes("Failure Reason 272"), ["0110"]);
  assert.deepEqual(codes("processing failure 0110"), ["0110"]);
  assert.deepEqual(codes("port 11112, file 7, (0008,0110)"), []);
  assert.deepEqual(codes("1.2.840.10008.5.1.4.1.1.2 and 0x00080016"), []);
});

test("a status is found in a line, its range where it has no entry of its own", () => {
  assert.equal(find("C-STORE-RSP, status A900H, file 7").hits[0].id, "code-a900");
  assert.equal(find("0xA7F3").hits[0].id, "code-a7xx");
  assert.equal(find(`status 0x0110 for ${uid("5.1.4.1.1.2")}`).hits[0].uid, uid("5.1.4.1.1.2"));
});

test("operations, and what rejects an association", () => {
  assert.deepEqual([...SopLookup.operationsIn("C-STORE-RQ n-event-report, XC-FIND")].map(({ name }) => name), ["C-STORE", "N-EVENT-REPORT"]);
  assert.equal(find("<< A-ASSOCIATE-RJ[result=1, source=1, reason=7]: permanent").hits[0].id, "rj-1-7");
});

test("codes of coding schemes in either order", () => {
  const terms = (text) => [...SopLookup.termsIn(text)].map(({ term }) => term);
  assert.deepEqual(terms("SCT 85756007"), ["SCT 85756007"]);
  assert.deepEqual(terms('(113100, DCM, "Basic")'), ["DCM 113100"]);
  assert.deepEqual(terms("(85756007,SCT,Tissue)"), ["SCT 85756007"]);
});
