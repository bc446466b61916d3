/* Tags, status codes, operations and codes in a text. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup, uid } from "./lookup.mjs";

const { SopLookup, find, index } = lookup();
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

test("four digits are a status where a word says so, on either side and not far away", () => {
  for (const text of [
    "status 0110", "error: 0110", "reason=0110", "result [0110]", "status code 0110", "returned: 0110", "rsp 0110", "failed 0110", "failure 0110", "0110 no such status", "0110 (N-CREATE)", "0110: MPPS",
    `0110 ${"x".repeat(58)} sop`, `refused ${"x".repeat(38)} 0110`, "warning 12 of them: 0110", "status of 7 is 0110",
  ]) assert.deepEqual(codes(text), ["0110"], text);
  for (const text of ["0110", "no 0110 here", "0310 status", "status 0310", `0110 ${"x".repeat(59)} sop`, `refused ${"x".repeat(39)} 0110`, "error 7,0110", "(0110 sop"]) assert.deepEqual(codes(text), [], text);
  for (const [text, status] of [["status 0001", "0001"], ["status 0000", "0000"], ["status 0211", "0211"], ["0211 sop", "0211"], ["FE00", "FE00"], ["FF00", "FF00"], ["FF01", "FF01"], ["B007", "B007"], ["Cxxx", "Cxxx"], ["c0xx", "C0xx"]]) assert.deepEqual(codes(text), [status], text);
  for (const text of ["1A00", "ABCD", "A7", "a70", "A7000", "1.A700", "(A700)", "A700,B", "0xA7001", "0xA700.12"]) assert.deepEqual(codes(text), [], text);
});

test("a decimal number is a status from 256 to 65535, without zeros before it", () => {
  for (const [text, status] of [["status 256", "0100"], ["status: 65535", "FFFF"], ["failure reason: 272", "0110"], ["warning reason 45056", "B000"], ["error code = 49152", "C000"], ['"status": 42752', "A700"], ["code (code 42752", "A700"],
    ["(0008,1197) US 272", "0110"], ["(0008,1196) US 45056", "B000"], [`00081197 ${"x".repeat(50)} value = 272`, "0110"]]) assert.deepEqual(codes(text), [status], text);
  for (const text of ["status 255", "status 65536", "status 042752", "status 42752.5", "status 427521", "(0008,1198) US 272", `00081197 ${"x".repeat(70)} 272`, "codes of 272 things"]) assert.deepEqual(codes(text), [], text);
});

test("a status is not far from what says so, and no part of a longer number", () => {
  const blanks = (count) => " ".repeat(count);
  for (const [text, ...expected] of [
    [`reason${blanks(12)}0110`, "0110"], [`reason${blanks(13)}0110`], ["refused 99 of 0110", "0110"], ["refused 999 of 0110"],
    [`status${blanks(6)}272`, "0110"], [`status${blanks(7)}272`], ["status 42752.", "A700"], ["failure code: 272", "0110"],
    ["00081197 272", "0110"], [`00081197${blanks(61)}272`, "0110"], [`00081197${blanks(62)}272`],
    ["(0008,1197) 1234567 12 272.", "0110"], ["(0008,1197) 272.5"],
  ]) assert.deepEqual(codes(text), expected, text);
});

test("codes are told in the order of the text, each place once, by where they are", () => {
  assert.deepEqual(codes("status 272, then A700 then 0xB000"), ["0110", "A700", "B000"]);
  assert.deepEqual([...SopLookup.statusCodesIn("is 0xA700 and 0xA7000000")].map((it) => ({ ...it })), [{ code: 0xa700, at: 5, length: 4 }]);
});

test("a code has a scheme before or behind it, alone or with signs between", () => {
  const terms = (text) => [...SopLookup.termsIn(text)].map(({ term }) => term);
  for (const scheme of ["SCT", "SRT", "SNM3", "DCM", "LN", "UCUM", "MDC", "RADLEX", "FMA", "UMLS", "ICD9", "ICD10", "ICD10A", "99ME", "99ABCDEFGHIJKLMN"]) {
    assert.deepEqual(terms(`${scheme} 12-3`), [`${scheme} 12-3`.toUpperCase()], scheme);
    assert.deepEqual(terms(`(12-3, ${scheme})`), [`${scheme} 12-3`.toUpperCase()], scheme);
  }
  for (const [text, ...expected] of [
    ["SCT 1", "SCT 1"], ["1 SCT", "SCT 1"], ["SCT:1", "SCT 1"], ["SCT^1", "SCT 1"], ['("1", "SCT"', "SCT 1"], ["SCT | (1", "SCT 1"], ["SCT  -  1"], ["SCT     1"], ["XSCT 1"], ["SCTX 1"], ["99A 1"], ["98ABC 1"],
    ["lung SCT"], ["SCT 1 and DCM 2", "SCT 1", "DCM 2"], [`SCT ${"1".repeat(31)}`, `SCT ${"1".repeat(31)}`], [`SCT ${"1".repeat(32)}`], [`${"1".repeat(31)} SCT`, `SCT ${"1".repeat(31)}`],
    ["1    SCT", "SCT 1"], ["1     SCT"], ["ICD10CM 1", "ICD10CM 1"], ["99ABCDEFGHIJKLMNO 1"], ["1 99ABCDEFGHIJKLMNO"],
    [`${"a".repeat(30)}1 SCT`, `SCT ${"A".repeat(30)}1`], [`lung:SCT:${"x".repeat(30)}5`, `SCT ${"X".repeat(30)}5`],
    ["1 SCT 2", "SCT 1"], ["85756007 SCT 113100 DCM", "SCT 85756007", "DCM 113100"], ["1 SCT 2 DCM 3 LN", "SCT 1", "DCM 2", "LN 3"],
  ]) assert.deepEqual(terms(text), expected, text);
});

test("a rejection says result, source and reason", () => {
  assert.equal(SopLookup.rejectionIn("Result: 1 (permanent), Source: 2 (ACSE), Reason: 3"), "rj-2-3");
  assert.equal(SopLookup.rejectionIn(`result 1${" ".repeat(30)}source 1${" ".repeat(40)}reason 7`), "rj-1-7");
  for (const text of [`result 1${" ".repeat(31)}source 1 reason 7`, `result 1 source 1${" ".repeat(41)}reason 7`, "source 1 reason 7", "result    1 source 1 reason 7", "result 1 source    1 reason 7", "result 1 source 1 reason    7"]) assert.equal(SopLookup.rejectionIn(text), "", text);
});

test("a tag that is not known says why, and nothing else is looked for", () => {
  for (const [tag, said] of [
    ["(0029,1010)", "(0029,1010) is a private tag: its group 0029 is odd, so its meaning is its maker's."], ["(0009,0010)", "(0009,0010) is a private tag: its group 0009 is odd, so its meaning is its maker's."],
    ["(0008,9999)", "(0008,9999) is not in the data dictionary."], ["(0007,0010)", "(0007,0010) is not in the data dictionary."],
  ]) {
    const { hits, messages } = find(tag);
    assert.deepEqual([hits.length, ...Array.from(messages, ({ text }) => text)], [0, said]);
  }
  assert.deepEqual(Array.from(find("(0040,").hits, ({ id }) => id), ["00400001", "00400100"], "the beginning of a tag");
  assert.deepEqual(Array.from(find("(0008,0016) (0008,0060)").hits, ({ id }) => id), ["00080016", "00080060"]);
});

test("a status stands first where little is beside it, and alone where that says nothing", () => {
  const first = (text) => Array.from(find(text).hits, ({ id }) => id);
  assert.deepEqual(first("what does the status code 0xA900 mean"), ["code-a900"]);
  assert.deepEqual(first("0xA900 0x0110"), ["code-a900", "code-0110"]);
  assert.equal(first("CT Image Storage 0xA900 1")[0], "code-a900");
});

test("invisible characters in a UID are told, and who prints them", () => {
  const unseen = "1.2.840.10008.\u200b1.2";
  const { messages, hits } = find(unseen);
  assert.deepEqual([messages[0].kind, hits[0].uid], ["misprint", uid("1.2")]);
  assert.equal(messages[0].text, "The UID has invisible characters in it, which no UID may have: they are left out here.");
  index.misprints.set(unseen, { printed: unseen, uid: uid("1.2"), where: "a guide", constant: "Implicit" });
  assert.match(find(` ${unseen} `).messages[0].text, /no UID may have, as a guide prints Implicit: they/);
  assert.equal(find("1.2\u200b").messages.some(({ text }) => /invisible/.test(text)), false);
});

test("the sections of data that may know better are named, the many only where little is found", () => {
  const of = (query, ...sections) => {
    const { index: other } = lookup();
    for (const section of ["core", "more", "codes", "terms"]) other.offered.add(section);
    other.sections.clear();
    for (const section of sections) other.sections.add(section);
    return other.find(query).wants;
  };
  assert.equal(of(""), "");
  assert.equal(of("CT Image Storage"), "core");
  assert.equal(of("CT Image Storage", "core"), "more");
  for (const [query, codes_, terms] of [
    ["CT Image Storage", "", ""], ["zebra", "codes", "terms"], ["SCT 1", "codes", "terms"], ["ORIGINAL\\PRIMARY", "codes", "terms"], ["TID 1500", "codes", "terms"], [`zebra ${"x ".repeat(30)}`, "codes", ""],
  ]) assert.deepEqual([of(query, "core", "more"), of(query, "core", "more", "codes")], [codes_, terms], query);
  assert.equal(of("zebra", "core", "more", "codes", "terms"), "");
});

test("a query may be a tag as a whole, or its beginning", () => {
  for (const [query, tag] of [
    ["(0008,0016)", "00080016"], ["0008,0016", "00080016"], ["[0008|0016]", "00080016"], ["{0008;0016}", "00080016"], ["<0008:0016>", "00080016"], ["(0x0008, 0x0016)", "00080016"], ["( 0008 , 0016 )", "00080016"],
    ["(60xx,3000)", "60xx3000"], ["(0008,", "0008"], ["(0008,00", "000800"], ["(0008,)", "0008"], ["0008 0016", "00080016"], ["(0008 103E)", "0008103e"], ["(8,16)", "00080016"], ["0x8,0x16", "00080016"], ["( 0x8 , 0x16 )", "00080016"],
    ["0x00080016", "00080016"], ["x00080016", "00080016"], ["0008103E", "0008103e"], ["tag 0008,0016", "00080016"], ["DICOM tag: 00080016", "00080016"], ["element=(0008,0016)", "00080016"], ["attribute 0008,0016", "00080016"], ["'0008,0016'", "00080016"], ["`00080016`", "00080016"],
    ["8,16", ""], ["0008", ""], ["0008016", ""], ["000800160", ""], ["tags 0008,0016", ""], ["0008,0016 x", ""], ["0x8,16", ""], ["(0008,00166)", ""], ["(00008,16)", ""], ["(8,00016)", ""], ["0x00008,0x16", ""], ["0x8,0x00016", ""], ["0008 00166", ""], [`(0008,${" ".repeat(49)}0016)`, "00080016"], [`(0008,${" ".repeat(50)}0016)`, ""],
  ]) assert.equal(SopLookup.wholeTag(query), tag, query);
});

test("tags in a text are told where they are", () => {
  const placed = (text) => [...SopLookup.tagsIn(text)].map(({ tag, at, length }) => `${tag} ${text.slice(at, at + length)}`);
  for (const [text, ...expected] of [
    ["a (0008,0016) b", "00080016 (0008,0016)"], ["(0008,103e)", "0008103e (0008,103e)"], ["(60xx,3000) (6000,30xx)", "600030xx (6000,30xx)"], ["0x8,0x16", "00080016 0x8,0x16"], ["0x0008 ; 0x0016", "00080016 0x0008 ; 0x0016"],
    ["x 0x00080016", "00080016 0x00080016"], ['"x00080016"', '00080016 "x00080016'], ["0008,0016; 0008,0060", "00080016 0008,0016", "00080060 0008,0060"], ["0008,00xx", "000800xx 0008,00xx"], ["group 0008, element 0016", "00080016 group 0008, element 0016"], ["Group=0x0008 elem=0x0016", "00080016 Group=0x0008 elem=0x0016"],
    ["(00080016)"], ["a0008,0016"], ["0008,00166"], ["0x000800160"], ["(0008,16)"], ["subgroup 0008 element 0016"], ["0x00008,0x16"], ["0x8,0x00016"], ["group    0008 element 0016"], ["group 0008    element 0016"], ["group 0008 element    0016"],
  ]) assert.deepEqual(placed(text), expected, text);
});
