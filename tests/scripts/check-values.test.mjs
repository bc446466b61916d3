/* The values of elements, and whether their form is that of their VR. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { checker, short } from "./objects.mjs";

const { SopValues, SopDataSet } = checker();
const { list, first, listOf, codeOf, isEmpty, same, fits, decoder, faults, quoted } = SopValues;

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
    ["UV", [0, 0, 0, 0, 1, 0, 0, 0], ["4294967296"]], ["SV", Array(8).fill(255), ["-1"]],
  ]) assert.deepEqual([...list(made(vr, value))], expected, `${vr} ${value}`);
  assert.equal(list(made("OW", [1, 2])), null);
  assert.equal(list({ ...made("CS", "A"), bytes: null }), null);
  assert.deepEqual([...list({ ...made("CS", ""), given: [" A ", "B"] })], ["A", "B"]);
});

test("blanks in front of a value are part of it where PS3.5 6.2 does not call them padding", () => {
  for (const vr of ["LT", "ST", "UT", "UR", "UC", "UI"]) assert.deepEqual([...list(made(vr, " 1 "))], [" 1"], vr);
  for (const vr of ["AE", "CS", "DS", "IS", "LO", "PN", "SH"]) assert.deepEqual([...list(made(vr, " 1 "))], ["1"], vr);
});

test("of an element with many numbers the first hundred thousand are read", () => {
  assert.equal(list(made("US", new Uint8Array(2 * 100_000))).length, 100_000);
  assert.equal(list(made("US", new Uint8Array(2 * 100_001))).length, 100_000);
});

test("what is empty holds nothing but padding", () => {
  for (const [vr, value, expected] of [["CS", "", true], ["CS", " ", true], ["CS", "\\", true], ["CS", "A", false], ["US", [0, 0], false], ["OW", [], true]]) {
    assert.equal(isEmpty(made(vr, value)), expected, `${vr} ${value}`);
  }
  assert.equal(isEmpty({ ...made("SQ", ""), items: [] }), true);
  assert.equal(isEmpty({ ...made("SQ", ""), items: [{}] }), false);
  assert.equal(isEmpty(made("LT", " ".repeat(5000))), true, "however much of it");
  assert.equal(isEmpty(made("LT", `${" ".repeat(5000)}a`)), false);
  assert.equal(isEmpty(made("LT", "\\")), false, "a backslash of such a text is part of it");
  assert.equal(isEmpty({ ...made("OB", ""), fragments: { count: 0 } }), false);
  assert.equal(isEmpty({ ...made("OW", ""), bytes: null, length: 0 }), true);
  assert.equal(isEmpty({ ...made("CS", ""), given: [] }), true);
  assert.equal(isEmpty({ ...made("CS", ""), given: ["", "A"] }), false);
  assert.equal(isEmpty({ ...made("CS", ""), given: ["", ""] }), true);
  assert.equal(isEmpty({ ...made("CS", ""), given: null }), false);
  assert.equal(isEmpty({ ...made("OW", ""), bytes: null, length: 10 }), false);
});

test("numbers are the same by value, tags in any case, texts by letter", () => {
  assert.equal(same({ vr: "DS" }, "1.0", "1"), true);
  assert.equal(same({ vr: "US" }, "2", "1"), false);
  assert.equal(same({ vr: "DS" }, " ", "0"), false);
  assert.equal(same({ vr: "DS" }, "0", ""), false);
  assert.equal(same({ vr: "AT" }, "(0008,103e)", "(0008,1030)"), false);
  assert.equal(same({ vr: "CS" }, "1.0", "1"), false);
  assert.equal(same({ vr: "CS" }, "a", "A"), false);
  assert.equal(same({ vr: "AT" }, "(0008,103e)", "(0008,103E)"), true);
});

test("a number of values fits a value multiplicity", () => {
  for (const [vm, right, wrong] of [["1", [1], [0, 2]], ["1-3", [1, 3], [0, 4]], ["2-n", [2, 9], [1]], ["2-2n", [2, 4], [3]], ["3-3n", [3, 6], [4]], ["1-n or 1", [5], [0]], ["1 or 3", [1, 3], [2]], ["as many as there are", [0, 7], []]]) {
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
    ["DS", ["-1.5e3", ".5", "5."], ["1,5", "e3", "."]], ["IS", ["-12", "2147483647", "-2147483648"], ["1.5", "2147483648", "-2147483649"]],
    ["TM", ["235960.123456", "07", "0730"], ["2400", "2360", "07:30", "073", "235961", "120000.1234567", "120000.", "12.5", "1230.5"]],
    ["DT", ["2024", "20240229120000.5+0100", "202402"], ["20240230", "2024022925", "20240229120000-0000", "20240229120000+1500", "2024+0060"]],
    ["DT", ["2024+0000", "2024+0059", "2024+1400", "2024-1200", "2024-0001"], ["2024+1401", "2024-1201", "2024-0160", "2024+01"]],
    ["DT", ["2024022912", "20240229120000.123456"], ["202402120", "2024.5", "20240229.5", "20240229120000.1234567", "20241301", "20240200"]],
    ["UI", ["1.2.840", "2.25.1", "0.4.0"], ["1.02", "3.1", "1..2", "1.40.1", "1.2."]],
    ["UR", ["http://x"], ["a b"]], ["LO", ["a"], ["a\nb", "a\u0007"]], ["LT", ["a\r\n\tb"], ["a\u0000b"]],
  ]) {
    for (const value of right) assert.deepEqual(rules(made(vr, value.length % 2 ? `${value}${vr === "UI" ? "\0" : " "}` : value), "1-n"), [], `${vr} ${value}`);
    for (const value of wrong) assert.ok(rules(made(vr, value.length % 2 ? `${value}${vr === "UI" ? "\0" : " "}` : value), "1-n").includes("form"), `${vr} ${value}`);
  }
});

test("lengths are even, of the VR, and no value is too long", () => {
  assert.deepEqual(rules(made("CS", "ABC")), ["length-odd"]);
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

test("a character is read in the set that is named (PS3.3 C.12.1.1.2)", () => {
  for (const [term, bytes, character] of [
    ["", [65], "A"], ["ISO_IR 6", [65], "A"], ["ISO_IR 100", [0xe9], "é"], ["ISO_IR 101", [0xb1], "ą"], ["ISO_IR 109", [0xa1], "Ħ"], ["ISO_IR 110", [0xa2], "ĸ"], ["ISO_IR 144", [0xb0], "\u0410"],
    ["ISO_IR 127", [0xc7], "\u0627"], ["ISO_IR 126", [0xc1], "\u0391"], ["ISO_IR 138", [0xe0], "\u05d0"], ["ISO_IR 148", [0xfd], "ı"], ["ISO_IR 203", [0xa4], "€"], ["ISO_IR 13", [0xb1], "\uff71"],
    ["ISO_IR 166", [0xa1], "\u0e01"], ["ISO_IR 192", [0xc3, 0xa9], "é"], ["GB18030", [0xb0, 0xa1], "啊"], ["GBK", [0xb0, 0xa1], "啊"], ["ISO 2022 IR 100", [0xe9], "é"],
  ]) {
    const { decode, faults: wrong } = decoder([term]);
    assert.deepEqual([decode(Uint8Array.from(bytes)), [...wrong]], [character, []], term);
  }
  for (const term of ["", "ISO_IR 6"]) {
    assert.equal(decoder([term]).decode(Uint8Array.of(0x80)), null, term);
    assert.equal(decoder([term]).decode(Uint8Array.of(0x7f)), "\u007f", term);
  }
  for (const number of [6, 100, 101, 109, 110, 144, 127, 126, 138, 148, 203, 13, 166, 87, 159, 149, 58]) assert.deepEqual([...decoder(["", `ISO 2022 IR ${number}`]).faults], [], number);
  assert.equal(decoder(["ISO_IR 99"]).decode(Uint8Array.of(0xe9)), "é", "what is not known is shown as it may be");
});

test("with code extensions two bytes are one character where an escape sequence says so", () => {
  const { decode } = decoder(["ISO 2022 IR 87"]);
  const ESC = 0x1b;
  for (const [bytes, text] of [
    [[65, ESC, 0x24, 0x42, 0x30, 0x21, ESC, 0x28, 0x42, 66], "AxB"], [[ESC, 0x24, 0x28, 0x44, 0x30, 0x21, ESC, 0x28, 0x4a, 66], "xB"], // IR 87 and 159
    [[ESC, 0x20, 0x46, 65], "A"], [[ESC, 0x2f, 0x46, 65], "A"], [[ESC, 0x30, 65], "A"], [[65, ESC], "A"], // ISO 2022: 02/00 to 02/15 go on
    [[ESC, 0x24, 0x42, 0x7f, 0x21, 0x80, 0x30, 0x21], "x\u0080x"], // two bytes below 80 are one character, 80 itself is not
    [[ESC, 0x24, 0x29, 0x43, 0xb0, 0xa1, 65], "xA"], [[ESC, 0x24, 0x29, 0x43, 0xb0, 0xa1, ESC, 0x2d, 0x41, 0xe9], "xé"], // IR 149, and IR 100 in its place
  ]) assert.equal(decode(Uint8Array.from(bytes)), text);
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
  for (const tag of [0x00080119, 0x00080120]) {
    const other = new SopDataSet.DataSet();
    other.add({ ...made("UC", "long"), tag });
    assert.deepEqual({ ...codeOf(other) }, { scheme: "", value: "long", meaning: "" });
  }
});

test("a binary value is a multiple of the bytes of its VR (PS3.5 6.2)", () => {
  for (const [size, vrs] of [[2, "US SS OW"], [4, "UL SL FL AT OL OF"], [8, "FD UV SV OD OV"]]) {
    for (const vr of vrs.split(" ")) {
      for (const length of [size, 2 * size]) assert.deepEqual(rules(made(vr, Array(length).fill(1)), "1-n"), [], vr);
      assert.deepEqual(rules(made(vr, Array(size + size / 2).fill(1)), "1-n").at(-1), "length-not-of-vr", vr);
    }
  }
  for (const vr of ["OB", "UN"]) assert.deepEqual(rules(made(vr, [1, 2]), "1"), [], vr);
});

test("a text is no longer than its VR allows (PS3.5 6.2)", () => {
  for (const [vr, most, sign] of [["AE", 16, "A"], ["CS", 16, "A"], ["DS", 16, "1"], ["IS", 12, "0"], ["LO", 64, "a"], ["LT", 10240, "a"], ["SH", 16, "a"], ["ST", 1024, "a"], ["UI", 64, "1"]]) {
    const value = (length) => (vr === "UI" ? `1.${sign.repeat(length - 2)}` : sign.repeat(length));
    assert.ok(!rules(made(vr, value(most))).includes("length"), vr);
    assert.ok(rules(made(vr, value(most + 1))).includes("length"), vr);
  }
  for (const vr of ["UC", "UR", "UT"]) assert.deepEqual(rules(made(vr, "a".repeat(20000))), [], vr);
});

test("what is wrong with a value is told with what its VR has", () => {
  const said = (one, vm = "1", terms = []) => [...faults(one, vm, decoder(terms))].map(({ found, demanded }) => `${found}; expected ${demanded}`);
  for (const [one, expected, vm] of [
    [made("CS", "ABC"), "3 bytes; expected an even number of bytes"], [made("UL", [1, 0]), "2 bytes; expected a multiple of 4 bytes, as VR UL has"],
    [made("LO", "\u00e9 "), "bytes that are no characters of it; expected characters of the Specific Character Set that the data set names"],
    [made("CS", "A\\B "), "2 values; expected a value multiplicity of 1"], [made("CS", "AB"), "1 value; expected a value multiplicity of 2", "2"],
    [made("UI", "1.2 "), "a blank at its end; expected a NUL byte, if any, to pad a UID"], [made("CS", "ABC\0"), "a NUL byte at its end; expected a blank, if any, to pad a text"],
    [made("ST", "a".repeat(1026)), "1026 characters; expected at most 1,024, as VR ST has"], [made("PN", "a".repeat(66)), "66 characters; expected at most 64 in a component group, as VR PN has"],
    [made("PN", "a=b=c=d "), "4 component groups; expected at most three component groups with five components each"], [made("PN", "a^b^c^d^e^f "), "more than five components; expected at most three component groups with five components each"],
    [made("CS", "a".repeat(16)), `"${"a".repeat(16)}"; expected capital letters, digits, blanks and underscores only, as VR CS has`], [made("AE", " \u0001"), "\"\u0001\"; expected printable characters, no backslash, as VR AE has"],
    [made("AS", "18M "), "\"18M\"; expected three digits and D, W, M or Y, as VR AS has"], [made("DA", "20240230"), "\"20240230\"; expected a date as YYYYMMDD, as VR DA has"], [made("DS", "1,5 "), "\"1,5\"; expected a decimal number, as VR DS has"],
    [made("DT", "20"), "\"20\"; expected a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX, as VR DT has"], [made("IS", "1.5 "), "\"1.5\"; expected a whole number of 32 bits, as VR IS has"], [made("TM", "2400"), "\"2400\"; expected a time as HHMMSS.FFFFFF, as VR TM has"],
    [made("UI", "1.02"), "\"1.02\"; expected digits and dots, no component with a leading zero, a root below 0, 1 or 2, as VR UI has"], [made("UR", "a b "), "\"a b\"; expected a URI without blanks, as VR UR has"],
    ...["LO", "SH", "PN", "UC"].map((vr) => [made(vr, "a\n"), `"a\n"; expected no control characters, as VR ${vr} has`]),
    ...["LT", "ST", "UT"].map((vr) => [made(vr, "a\u0001"), `"a\u0001"; expected no control characters but TAB, LF, FF and CR, as VR ${vr} has`]),
    [made("UR", `${"a".repeat(70)} b`), `"${"a".repeat(57)}…"; expected a URI without blanks, as VR UR has`],
  ]) assert.equal(said(one, vm)[0], expected);
  const character = (...terms) => [...decoder(terms).faults].map(({ found, demanded }) => `${found}; expected ${demanded}`);
  assert.deepEqual(character("ISO 2022 IR 6", ""), ["an empty value; expected a defined term of Specific Character Set"]);
  assert.deepEqual(character("ISO_IR 192", "ISO 2022 IR 6"), ["ISO_IR 192\\ISO 2022 IR 6; expected ISO_IR 192 alone, as it allows no other beside it"]);
  assert.deepEqual(character("ISO 2022 IR 6", "ISO_IR 100"), ["ISO_IR 100; expected a term with code extensions, ISO 2022 IR"]);
});

test("of a long value the beginning is shown", () => {
  assert.equal(quoted("a".repeat(60)), `"${"a".repeat(60)}"`);
  assert.equal(quoted("a".repeat(61)), `"${"a".repeat(57)}…"`);
});

test("names, forms and lengths are told once for many values, with the number of the first", () => {
  const long = "A".repeat(17);
  const [{ rule, at }, ...more] = faults(made("CS", `A\\${long}\\${long} `), "1-n", decoder([]));
  assert.deepEqual([rule, at, more.length], ["length", 1, 0]);
  assert.deepEqual([...faults(made("PN", "a^b^c^d^e^f\\a=b=c=d "), "1-n", decoder([]))].map(({ rule, at }) => [rule, at]), [["form", 0]]);
  assert.deepEqual([...faults(made("CS", "A\\b\\c "), "1-n", decoder([]))].map(({ rule, at }) => [rule, at]), [["form", 1]]);
  assert.deepEqual(rules(made("PN", "a^b^c^d^e=a=b ")), []);
});
