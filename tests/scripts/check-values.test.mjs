/* The values of elements, and whether their form is that of their VR. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { checker, short } from "./objects.mjs";

const { SopValues, SopDataSet } = checker();
const { list, first, listOf, codeOf, isEmpty, same, fits, decoder, faults } = SopValues;

function made(vr, value, length) {
  const one = SopDataSet.element(0x00080060, vr, vr, 0);
  one.bytes = Uint8Array.from(typeof value === "string" ? Buffer.from(value, "latin1") : value);
  one.length = length ?? one.bytes.length;
  return one;
}

const rules = (one, vm = "1", terms = []) => [...faults(one, vm, decoder(terms))].map(({ rule }) => rule);

test("values are what stands between backslashes, without padding", () => {
  for (const [vr, value, expected] of [
    ["CS", "A\\B ", ["A", "B"]], ["CS", "", []], ["CS", "  ", []], ["UI", "1.2\0", ["1.2"]], ["LT", "a\\b ", ["a\\b"]], ["LO", " a ", ["a"]], ["UC", " a ", [" a"]],
    ["US", [...short(1), ...short(515)], ["1", "515"]], ["SS", [255, 255], ["-1"]], ["UL", [1, 0, 0, 1], ["16777217"]], ["SL", [255, 255, 255, 255], ["-1"]],
    ["FL", [0, 0, 0xc0, 0x3f], ["1.5"]], ["FD", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], ["1.5"]], ["AT", [8, 0, 0x3e, 0x10], ["(0008,103E)"]],
  ]) assert.deepEqual([...list(made(vr, value))], expected, `${vr} ${value}`);
  assert.equal(list(made("OW", [1, 2])), null);
  assert.equal(list({ ...made("CS", "A"), bytes: null }), null);
});

test("what is empty holds nothing but padding", () => {
  for (const [vr, value, expected] of [["CS", "", true], ["CS", " ", true], ["CS", "\\", true], ["CS", "A", false], ["US", [0, 0], false], ["OW", [], true]]) {
    assert.equal(isEmpty(made(vr, value)), expected, `${vr} ${value}`);
  }
  assert.equal(isEmpty({ ...made("SQ", ""), items: [] }), true);
  assert.equal(isEmpty({ ...made("SQ", ""), items: [{}] }), false);
  assert.equal(isEmpty({ ...made("CS", ""), given: ["", ""] }), true);
  assert.equal(isEmpty({ ...made("CS", ""), given: null }), false);
  assert.equal(isEmpty({ ...made("OW", ""), bytes: null, length: 10 }), false);
});

test("numbers are the same by value, tags in any case, texts by letter", () => {
  assert.equal(same({ vr: "DS" }, "1.0", "1"), true);
  assert.equal(same({ vr: "DS" }, " ", "0"), false);
  assert.equal(same({ vr: "CS" }, "1.0", "1"), false);
  assert.equal(same({ vr: "AT" }, "(0008,103e)", "(0008,103E)"), true);
});

test("a number of values fits a value multiplicity", () => {
  for (const [vm, right, wrong] of [["1", [1], [0, 2]], ["1-3", [1, 3], [0, 4]], ["2-n", [2, 9], [1]], ["2-2n", [2, 4], [3]], ["3-3n", [3, 6], [4]], ["1-n or 1", [5], [0]], ["1 or 3", [1, 3], [2]]]) {
    for (const count of right) assert.equal(fits(count, vm), true, `${count} ${vm}`);
    for (const count of wrong) assert.equal(fits(count, vm), false, `${count} ${vm}`);
  }
});

test("every month has its days", () => {
  for (const [year, month, last] of [
    ...[1, 3, 5, 7, 8, 10, 12].map((number) => [2023, number, 31]), ...[4, 6, 9, 11].map((number) => [2023, number, 30]),
    [2023, 2, 28], [2024, 2, 29], [1900, 2, 28], [2000, 2, 29],
  ]) {
    const date = (day) => `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
    assert.deepEqual(rules(made("DA", date(last))), [], date(last));
    assert.notDeepEqual(rules(made("DA", date(last + 1))), [], date(last + 1));
  }
});

test("each VR has its form", () => {
  for (const [vr, right, wrong] of [
    ["AE", ["STORE SCP"], ["a\u0001"]], ["AS", ["018M"], ["18M", "018X"]], ["CS", ["A_1 B"], ["a", "A-B"]],
    ["DA", ["20240229", "20000229"], ["20230229", "19000229", "20241301", "20240431", "2024010", "20240100"]],
    ["DS", ["-1.5e3", ".5", "5."], ["1,5", "e3", "."]], ["IS", ["-12", "2147483648"], ["1.5", "2147483649"]],
    ["TM", ["235960.123456", "07", "0730"], ["2400", "2360", "07:30", "073"]],
    ["DT", ["2024", "20240229120000.5+0100", "202402"], ["20240230", "2024022925", "20240229120000-0000", "20240229120000+1500", "2024+0060"]],
    ["UI", ["1.2.840", "2.25.1", "0.4.0"], ["1.02", "3.1", "1..2", "1.40.1", "1.2."]],
    ["UR", ["http://x"], ["a b"]], ["LO", ["a"], ["a\nb", "a\u0007"]], ["LT", ["a\r\n\tb"], ["a\u0000b"]],
  ]) {
    for (const value of right) assert.deepEqual(rules(made(vr, value.length % 2 ? `${value}${vr === "UI" ? "\0" : " "}` : value), "1-n"), [], `${vr} ${value}`);
    for (const value of wrong) assert.ok(rules(made(vr, value.length % 2 ? `${value}${vr === "UI" ? "\0" : " "}` : value), "1-n").includes("form"), `${vr} ${value}`);
  }
});

test("lengths are even, of the VR, and no value is too long", () => {
  assert.deepEqual(rules(made("CS", "ABC")), ["length-odd"]);
  assert.deepEqual(rules(made("UL", [1, 0])), ["length-not-of-vr"]);
  assert.deepEqual(rules(made("SH", "12345678901234567 ")), ["length"]);
  assert.deepEqual(rules(made("SH", "1234567890123456")), []);
  assert.deepEqual(rules(made("PN", `${"x".repeat(64)}=${"y".repeat(64)} `)), []);
  assert.deepEqual(rules(made("PN", `${"x".repeat(65)} `)), ["length"]);
  assert.deepEqual(rules(made("PN", "a^b^c^d^e^f ")), ["form"]);
  assert.deepEqual(rules(made("PN", "a=b=c=d ")), ["form"]);
  assert.deepEqual(rules(made("CS", "A\\B ")), ["vm"]);
  assert.deepEqual(rules(made("UI", "1.2 ")), ["padding"]);
  assert.deepEqual(rules(made("CS", "ABC\0")), ["padding"]);
});

test("characters are those of the set that is named", () => {
  assert.deepEqual(rules(made("LO", "\u00e9 ")), ["characters"]);
  assert.deepEqual(rules(made("LO", "\u00e9 "), "1", ["ISO_IR 100"]), []);
  assert.deepEqual(rules(made("LO", [0xc3, 0xa9]), "1", ["ISO_IR 192"]), []);
  assert.deepEqual(rules(made("LO", [0xc3, 0x20]), "1", ["ISO_IR 192"]), ["characters"]);
  // In code extensions a second byte may be that of a backslash: it parts no values.
  assert.deepEqual(rules(made("LO", [0x1b, 0x24, 0x42, 0x30, 0x5c, 0x1b, 0x28, 0x42]), "1", ["", "ISO 2022 IR 87"]), []);
  assert.deepEqual(rules(made("LO", [0x1b, 0x24, 0x29, 0x43, 0xb1, 0xe8, 0x1b, 0x28, 0x42, 0x5c, 0x41, 0x20]), "1", ["", "ISO 2022 IR 149"]), ["vm"]);
  for (const [terms, expected] of [
    [["ISO_IR 100"], []], [["", "ISO 2022 IR 87"], []], [["ISO_IR 99"], ["character-set-unknown"]], [["ISO 2022 IR 6", ""], ["character-set-unknown"]],
    [["ISO_IR 192", "ISO 2022 IR 6"], ["character-set-combined"]], [["ISO 2022 IR 6", "ISO_IR 100"], ["character-set-combined"]],
  ]) assert.deepEqual([...decoder(terms).faults].map(({ rule }) => rule), expected, terms.join());
});

test("every character set that is defined can be read", () => {
  for (const number of [100, 101, 109, 110, 144, 127, 126, 138, 148, 203, 13, 166, 192]) {
    assert.equal(decoder([`ISO_IR ${number}`]).decode(Uint8Array.of(65)), "A", number);
  }
  for (const term of ["GB18030", "GBK", "", "ISO_IR 6"]) assert.equal(decoder([term]).decode(Uint8Array.of(65)), "A", term);
  for (const number of [6, 100, 101, 109, 110, 144, 127, 126, 138, 148, 203, 13, 166, 87, 159, 149, 58]) {
    assert.deepEqual([...decoder(["", `ISO 2022 IR ${number}`]).faults], [], number);
  }
});

test("the first value of an attribute, and the code in an item", () => {
  const set = new SopDataSet.DataSet();
  for (const [tag, value] of [[0x00080100, "T-1 "], [0x00080102, "SRT "], [0x00080104, "Lung"], [0x00080060, "A\\B "]]) set.add({ ...made("SH", value), tag });
  assert.equal(first(set, 0x00080060), "A");
  assert.equal(first(set, 0x00080018), "");
  assert.equal(first(null, 0x00080018), "");
  assert.deepEqual([...listOf(set, 0x00080060)], ["A", "B"]);
  assert.deepEqual([...listOf(set, 0x00080018)], []);
  assert.deepEqual({ ...codeOf(set) }, { scheme: "SRT", value: "T-1", meaning: "Lung" });
});
