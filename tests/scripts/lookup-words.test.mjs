/* How the look-up compares words. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { DATA, SCRIPTS } from "./lookup.mjs";
import { load } from "./load.mjs";

const { SopLookup } = load(SCRIPTS);
const language = new SopLookup.Language(DATA[0].language);
const words = (text) => [...language.words(text)];

test("words are folded: accents, British spelling, plurals", () => {
  assert.equal(SopLookup.fold("Hämöglobin"), "hamoglobin");
  assert.deepEqual(words("Colour tumours, paediatric"), ["color", "tumor", "pediatric"]);
  assert.deepEqual(words("studies images status"), ["study", "image", "status"]);
  assert.equal(SopLookup.fold("organisation analysed"), "organization analysed");
  assert.equal(SopLookup.fold("Patient's"), "patient");
});

test("keywords are words, and common pairs are one", () => {
  assert.deepEqual(words("CTImageStorage"), ["ct", "image", "storage"]);
  assert.deepEqual(words("X-Ray multi frame"), ["xray", "multiframe"]);
  assert.deepEqual(words("General32bitECG"), ["general", "32", "bit", "ecg"]);
  assert.deepEqual(words("3D model"), ["3d", "model"]);
});

test("silent words are left out of names, others of aliases", () => {
  assert.equal(language.lighten(words("CT Image Storage SOP Class")), "ct");
  assert.equal(language.lighten(words("CT Image Storage"), "alias"), "ctimage");
  assert.equal(SopLookup.squash("CT_IMAGE-Storage"), "ctimagestorage");
});

test("distance counts slips: lost, added, changed and swapped letters", () => {
  const { distance } = SopLookup;
  assert.equal(distance("ultrasound", "ultrasound", 2), 0);
  assert.equal(distance("ultrasuond", "ultrasound", 2), 1);
  assert.equal(distance("utrasound", "ultrasound", 2), 1);
  assert.equal(distance("ultrasoundd", "ultrasound", 2), 1);
  assert.equal(distance("ultrosound", "ultrasound", 2), 1);
  assert.equal(distance("abc", "xyz", 2), 3);
  assert.equal(distance("ultrsou", "ultrasoundimage", 1, true), 1);
});

test("a keyword is formed from a name", () => {
  assert.equal(SopLookup.derivedKeyword("X-Ray 3D Angiographic Image Storage"), "XRay3DAngiographicImageStorage");
  assert.equal(SopLookup.derivedKeyword("Patient's Name"), "PatientName");
});

test("British words are spelled the American way, others stay", () => {
  for (const [word, expected] of [
    ["colour", "color"], ["colours", "colors"], ["tumour", "tumor"], ["behaviour", "behavior"], ["favourite", "favorite"], ["neighbour", "neighbor"], ["odour", "odor"], ["vapour", "vapor"], ["armour", "armor"], ["labour", "labor"],
    ["grey", "gray"], ["greyscale", "grayscale"], ["oedema", "edema"], ["oesophagus", "esophagus"], ["haemoglobin", "hemoglobin"], ["paediatric", "pediatric"], ["foetal", "fetal"], ["organise", "organise"], ["organised", "organized"], ["organises", "organizes"],
    ["organising", "organizing"], ["organisation", "organization"], ["analyse", "analyze"], ["centre", "center"], ["fibre", "fiber"], ["metre", "meter"], ["litre", "liter"], ["catalogue", "catalog"], ["dialogue", "dialog"],
    ["hour", "hour"], ["four", "four"], ["raised", "raised"], ["bone", "bone"], ["genre", "genre"], ["vogue", "vogue"], ["aerosol", "aerosol"],
  ]) assert.equal(SopLookup.fold(word), expected === "organise" ? "organize" : expected, word);
  for (const [text, expected] of [["Patient's", "patient"], ["Patient\u2019s", "patient"], ["O'Neil", "o'neil"], ["\u00c5ngstr\u00f6m", "angstrom"], ["A\u00adB", "ab"], ["\uff23\uff34", "ct"]]) assert.equal(SopLookup.fold(text), expected, text);
});

test("a plural loses its ending, but not a word that only ends so", () => {
  for (const [word, expected] of [["images", "image"], ["studies", "study"], ["ties", "ty"], ["gas", "gas"], ["cats", "cat"], ["class", "class"], ["status", "status"], ["axis", "axis"], ["image", "image"]]) assert.equal(SopLookup.singular(word), expected, word);
});

test("longer words may have more slips", () => {
  for (const [length, expected] of [[3, 0], [4, 1], [7, 1], [8, 2], [14, 2], [15, 3], [60, 3]]) assert.equal(SopLookup.edits(length), expected, length);
});

test("distances end where there are too many slips, and may leave the end open", () => {
  const { distance } = SopLookup;
  for (const [a, b, most, open, expected] of [
    ["abc", "abc", 0, false, 0], ["abcd", "ab", 1, false, 2], ["ab", "abcd", 1, false, 2], ["ab", "abcd", 2, false, 2], ["abcd", "acbd", 2, false, 1], ["abcd", "badc", 2, false, 2], ["abc", "abd", 1, false, 1], ["abc", "axd", 1, false, 2], ["ba", "ac", 2, false, 2], ["bc", "ab", 2, false, 2], ["", "ab", 2, false, 2],
    ["abc", "abcdef", 1, true, 0], ["abx", "abcdef", 1, true, 1], ["xbc", "abcdef", 1, true, 1], ["abcd", "ab", 1, true, 2], ["bacdefg", "abcdefghij", 2, true, 1], ["xyz", "abcdef", 1, true, 2],
  ]) assert.equal(distance(a, b, most, open), expected, `${a} ${b}`);
});

test("what was compared before makes no difference", () => {
  const { distance } = SopLookup;
  const longer = () => assert.equal(distance("abcdefgh", "abcdefgh", 2), 0);
  for (const [a, b, most, open, expected] of [
    ["a", "xyz", 2, false, 3], ["abx", "abcdef", 1, true, 1], ["ab", "ab", 1, false, 0], ["abcdefxh", "abcdefgh", 2, false, 1],
  ]) {
    longer();
    assert.equal(distance(a, b, most, open), expected, `${a} ${b}`);
    assert.equal(distance("abc", "abc", 2), 0);
    assert.equal(distance(a, b, most, open), expected, `${a} ${b}`);
  }
  const long = "ab".repeat(200);
  assert.deepEqual([distance(long, `${long}c`, 1), distance(`x${long}`, long, 1), distance(long, long, 0)], [1, 1, 0]);
});

test("what two words have in common at their beginning, and which letters they have", () => {
  assert.deepEqual([["abc", "abd"], ["abc", "abc"], ["ab", "abc"], ["x", "y"], ["", "a"]].map(([a, b]) => SopLookup.commonStart(a, b)), [2, 3, 2, 0, 0]);
  const bits = (a, b) => SopLookup.bitCount(SopLookup.letters(a) & ~SopLookup.letters(b));
  assert.deepEqual([bits("abc", "cab"), bits("abcd", "abc"), bits("aab", "xyz"), SopLookup.bitCount(0)], [0, 1, 2, 0]);
  assert.deepEqual([0b1, 0b1011, -1, 1 << 31, 0x55555555].map(SopLookup.bitCount), [1, 3, 32, 1, 16]);
  const alphabet = "abcdefghijklmnopqrstuvwxyz";
  assert.equal(bits(alphabet, ""), 26, "each letter has its own");
  assert.equal(bits("0123456789", ""), 10, "and so has each digit");
});

test("keywords of a program are words", () => {
  for (const [text, ...expected] of [["MRRay3DImage", "mr", "ray", "3d", "image"], ["2D", "2d"], ["4d flow", "4d", "flow"], ["5D", "5", "d"], ["1D", "1", "d"], ["3days", "3", "day"], ["JPEG2000", "jpeg", "2000"], ["a--b", "a", "b"], ["", ...[]], ["USImage", "us", "image"]]) assert.deepEqual(words(text), expected, text);
});

test("a keyword of PS3.6 has no blanks and no signs", () => {
  for (const [name, keyword] of [["Patient\u2019s Name", "PatientName"], ["Rows (Retired)", "RowsRetired"], ["k-Space", "KSpace"], ["ICC profile", "ICCProfile"]]) assert.equal(SopLookup.derivedKeyword(name), keyword);
});
