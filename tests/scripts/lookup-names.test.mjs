/* Names inside a longer text: where they begin and end, and which of them is meant most. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup } from "./lookup.mjs";

const { SopLookup, index } = lookup();
const { namesIn, spellings } = SopLookup;

/** Rows of the data, each with a number for its identifier: `[name, keyword, status, rank, constants, …]`. */
const rows = (...of) => of.map(([name, ...more], at) => [`${name} ${at}`, name, ...more]);
const words = (count) => Array.from({ length: count }, (_, at) => `w${at}`).join(" ");
const letters = (count) => `${"a".repeat(60)} ${"b".repeat(count - 61)}`;

index.add({
  section: "names", version: 2,
  kinds: [
    { kind: "general", word: "Registered UID", path: "uids/*/", rows: rows(
      ["Coral Delta"], ["Amber, Basin"], ["Coral Delta UID"], ["MPQ 20"], ["PQ 20000"], ["Ab Cde"], ["Ab Cd"],
      [words(14)], [`x ${words(14)}`], [letters(130)], [letters(131)],
      ["Ember", "", 0, 0, "", "", "Fine Gold|Fine Gol|Quartz Ridge Storage"],
      ["Flint", "", 0, 0, "Set Of Flint", "Old Flint Stone", "", "Umber Vale"], ["Wheat Xylem"], ["Wheat Xylem"],
    ) },
    { kind: "sop-class", word: "SOP Class", path: "sop-classes/*/", rows: rows(
      ["Ivory Jaded Knoll"], ["Lotus Mango Nest"], ["Opal Plum Image Storage"], ["Opal Plu Image Storage"],
      ["Zinc Yarrow", "", 1], ["Zinc Yarrow"],
    ) },
    { kind: "code", word: "code", path: "codes/*/", rows: rows(["Sable Topaz"]) },
    { kind: "value", word: "value", path: "values/*/", rows: rows(["Sable Tulip"]) },
  ],
});

/** The names in a text, as they stand there. */
const named = (text) => Array.from(namesIn(index, text), ({ at, size }) => text.slice(at, at + size));

test("an identifier stands for a name without what source code puts around it", () => {
  for (const [identifier, ...more] of [
    ["CTImage"], ["kCTImage", "CTImage"], ["kCT", "CT"], ["kct"], ["UID"], ["Class_UID"], ["uid_CTImage", "CTImage"],
    ["dcm_tag_uid_exs_Rows", "tag_uid_exs_Rows", "uid_exs_Rows", "exs_Rows", "Rows"],
    ["CTImageStorageSOPClassUID", "CTImageStorage"], ["CT_IMAGE_SOP_INSTANCE_UID", "CT_IMAGE"], ["CTImage_RETIRED", "CTImage"],
    ["RLE_TRANSFER_SYNTAX", "RLE"], ["tag_RowsUID", "RowsUID", "tag_Rows", "Rows"],
    [`${"a".repeat(157)}UID`, "a".repeat(157)], [`${"a".repeat(158)}UID`],
  ]) assert.deepEqual([...spellings(identifier)], [identifier, ...more], identifier);
});

test("a name goes over blanks and hyphens, and not into another sentence or value", () => {
  for (const text of ["Coral Delta", "coral-delta", "Coral/Delta", "Coral:Delta", "Coral.Delta", "Coral, delta", "Amber, Basin"]) {
    assert.deepEqual(named(`see ${text} = 5, now`), [text], text);
  }
  for (const sign of ["; ", "|", "\n", "=", "<", ">", ": ", ". ", "? ", "! ", ", "]) {
    assert.deepEqual(named(`see Coral${sign}Delta now`), [], sign);
  }
  assert.deepEqual(named("Ivory, Jaded, Knoll"), [], "not over the first comma, nor the second");
  assert.deepEqual(named("Ivory Jaded, Knoll"), []);
});

test("a name has up to 14 words and 130 characters", () => {
  for (const [name, is] of [[words(14), true], [`x ${words(14)}`, false], [letters(130), true], [letters(131), false]]) {
    assert.equal(named(`see ${name}!`).includes(name), is, `${name.length}`);
  }
});

test("what belongs to a name is no part of the next", () => {
  const text = "Explicit VR Little Endian Implicit VR Little Endian, RLE Lossless";
  assert.deepEqual(named(text), ["Explicit VR Little Endian", "Implicit VR Little Endian", "RLE Lossless"]);
});

test("a single word is a name if it is written as an identifier, or stands as a value", () => {
  for (const word of ["CoralDelta", "coral_delta", "CORALdelta", "MPQ20", "uid_CORALDELTA", "coralDELTA"]) {
    assert.deepEqual(named(`see ${word} now`), [word]);
    assert.deepEqual(named(word), [word]);
  }
  for (const word of ["coraldelta", "Coraldelta", "CORALDELTA", "PQ20000", "Mpq20"]) {
    assert.deepEqual(named(`see ${word} now`), [], word);
    for (const sign of ["=", ".", "'", "\"", ": "]) {
      for (const before of ["", "here it is "]) assert.deepEqual(named(`${before}${sign}${word}`), [word], sign + word);
    }
    for (const sign of ["; ", ":", ",", "(", "  "]) assert.deepEqual(named(`see${sign}${word}`), [], sign + word);
  }
  assert.deepEqual(Array.from(namesIn(index, "CoralDeltaUID"), ({ label }) => label.text), ["Coral Delta UID"], "the longer alone");
  for (const [word, exact] of [["CoralDelta", true], ["kCoralDelta", true], ["CORAL_DELTA", false]]) {
    assert.deepEqual(Array.from(namesIn(index, word), (it) => it.exact), [exact], word);
  }
});

test("a name, and more so what is called so, is long enough to be no chance", () => {
  for (const [text, is] of [
    ["Ab Cde", true], ["Ab Cd", false], ["Fine Gold", true], ["Fine Gol", false], ["Jaded Knoll", true], ["Mango Nest", false],
    ["Opal Plum", true], ["Opal Plu", false], ["Quartz Ridge", false], ["Quartz Ridge Storage", true],
    ["Set Of Flint", true], ["Old Flint Stone", true], ["Umber Vale", false], ["Sable Topaz", false], ["Sable Tulip", false],
  ]) assert.deepEqual(named(`see ${text} now`), is ? [text] : [], text);
});

test("of two with a name the active one is meant, or else the first", () => {
  const meant = (text) => Array.from(namesIn(index, text), ({ label }) => label.entry.id);
  assert.deepEqual(meant("Zinc Yarrow"), ["Zinc Yarrow 5"]);
  assert.deepEqual(meant("Wheat Xylem"), ["Wheat Xylem 13"]);
});

const { SopLookup: { findNames, findCapitals }, index: garden } = lookup();
garden.add({
  section: "garden", version: 2,
  kinds: [
    { kind: "sop-class", word: "SOP Class", path: "*", rows: rows(
      ["Alabaster Bergamot Cinnamon", "Kwa"], ["Dandelion Eucalyptus Fennel", "Kwb"],
      ["Gardenia Honeysuckle Immortelle Jasmine Kalanchoe", "Kwc"], ["Kale Leeks", "Kwd"], ["Lavender Marjoram Narcissus", "Kwe", 1],
      ["Oleander Periwinkle Quince", "Oleander"], ["RT Pulse"], ["Pulsation"],
      ["Joined", "", 0, 0, "", "", "Ab Cdefg|Uv Wxyz|Waterlily|lower|GUIDED"],
    ) },
    { kind: "transfer-syntax", word: "Transfer syntax", path: "*", rows: rows(
      ["Rosemary Saffron Tarragon", "Rosemary", 0, 0, "", "", "GZ|Garden Zip"],
    ) },
    { kind: "private", word: "Private SOP Class", path: "*", rows: rows(
      ["Ungulate Verbena Wisteria", "Kwp"], ["Urtica Valerian Wormwood", 0],
    ) },
    { kind: "service-class", word: "Service class", path: "*", rows: rows(["Yucca Zinnia Asparagus Basil", 0]) },
    { kind: "general", word: "Registered UID", path: "*", rows: rows(["Broccoli Cabbage Dandelions"]) },
    { kind: "directory", word: "LDAP", path: "*", rows: rows(["Endive Fenugreek Garlics"]) },
    { kind: "attribute", word: "Attribute", path: "*", rows: rows(
      ["Horseradishes Jicamapulses"], ["Kohlrabi Lentil Mangold Nettle"], ["Oreganoleaves Parsleyroots", "", 1],
      ["Sorrelsorrelsorrelsorrel"],
    ) },
    { kind: "module", word: "Module", path: "*", rows: rows(["Radicchio Spinach Turnips", 0]) },
    { kind: "guide", word: "Guide", path: "*", rows: rows(
      ["watering every plant daily", 0, 0, 0, "", "", "Flower Bed"],
    ) },
    { kind: "page", word: "Page", path: "*", rows: rows(["planting the seeds in spring", 0]) },
  ],
});

/** What a text mentions, the most meant first: `find` puts it into what it is given. */
function meantMost(find) {
  const best = new Map();
  find({ add: ({ name }, score) => best.set(name, Math.max(score, best.get(name) ?? score)) });
  return [...best].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

/** The same of names alone, and of names and capitals. */
const ofNames = (text, ...more) => meantMost((found) => findNames(garden, text, found, ...more));
const ofCapitals = (text, taken = []) => meantMost((found) => findCapitals(garden, text, found, taken));
const ofBoth = (text) =>
  meantMost((found) => findCapitals(garden, text, found, findNames(garden, text, found)));

const STORED = "Alabaster Bergamot Cinnamon";
const ALSO = "Dandelion Eucalyptus Fennel";
const LONG = "Gardenia Honeysuckle Immortelle Jasmine Kalanchoe";
const SHORT = "Kale Leeks";
const RETIRED = "Lavender Marjoram Narcissus";
const KEYED = "Oleander Periwinkle Quince";
const SYNTAX = "Rosemary Saffron Tarragon";
const PRIVATE = "Urtica Valerian Wormwood";
const SERVICE = "Yucca Zinnia Asparagus Basil";
const GENERAL = "Broccoli Cabbage Dandelions";
const DIRECTORY = "Endive Fenugreek Garlics";
const PAIR = "Horseradishes Jicamapulses";
const FOUR = "Kohlrabi Lentil Mangold Nettle";
const GONE = "Oreganoleaves Parsleyroots";
const MODULE = "Radicchio Spinach Turnips";
const GUIDE = "watering every plant daily";
const PAGE = "planting the seeds in spring";
const joined = (name) => name.replaceAll(" ", "");

test("of two names in a text the first is meant, if nothing says more for the second", () => {
  for (const [first, second] of [
    [STORED, ALSO], [STORED, LONG], [STORED, SYNTAX], [STORED, FOUR], [STORED, GENERAL], [LONG, STORED],
    ["Ungulate Verbena Wisteria", PRIVATE], [GUIDE, PAIR], [RETIRED, SERVICE], [GONE, MODULE],
  ]) assert.deepEqual(ofNames(`${first}; ${second}`), [first, second]);
});

test("the second is meant where it is longer, active, more special, or begins with its keyword", () => {
  for (const [first, second] of [
    [SHORT, STORED], [RETIRED, STORED], [STORED, KEYED], [STORED, PRIVATE], [GUIDE, SERVICE], [PAGE, PAIR],
    [GONE, GENERAL], [PAIR, FOUR],
  ]) assert.deepEqual(ofNames(`${first}; ${second}`), [second, first]);
  assert.equal(ofNames([GENERAL, STORED, ALSO, LONG, KEYED, SYNTAX].join("; ")).pop(), GENERAL, "wherever it stands");
});

test("a keyword written as one is meant, but for one of a general thing", () => {
  for (const [text, ...expected] of [
    [`${STORED}; ${joined(FOUR)}`, FOUR, STORED], [`${STORED}; ${joined(PAIR)}`, STORED, PAIR],
    [`${PRIVATE}; RTPulse`, "RT Pulse", PRIVATE], [`${PRIVATE} =Pulsation`, PRIVATE, "Pulsation"],
    [`${joined(GENERAL)}; ${SERVICE}`, SERVICE, GENERAL], [`${joined(DIRECTORY)}; ${PAIR}`, PAIR, DIRECTORY],
    [`${PAIR} =Sorrelsorrelsorrelsorrel`, "Sorrelsorrelsorrelsorrel", PAIR],
  ]) assert.deepEqual(ofNames(text), expected, text);
});

test("the end of a name says less than a whole one, but more than a general one", () => {
  assert.deepEqual(ofNames(`Eucalyptus Fennel; ${STORED}`), [STORED, ALSO]);
  assert.deepEqual(ofNames(`Eucalyptus Fennel; ${GENERAL}`), [ALSO, GENERAL]);
});

test("names that are not wanted take their place, and push no other back", () => {
  const added = [];
  const found = { add: ({ name }, score, why, text) => added.push([name, score, why, text]) };
  const wanted = ({ entry }) => entry.name !== ALSO;
  const taken = findNames(garden, `see ${ALSO}; ${STORED}`, found, wanted, 100);
  assert.deepEqual(Array.from(taken, ([from, to]) => [from, to]), [[4, 31], [33, 60]]);
  findNames(garden, STORED, found, wanted, 100);
  assert.deepEqual(added[0], added[1]);
  assert.deepEqual([added[0][0], ...added[0].slice(2)], [STORED, "name", STORED]);
});

test("keywords come before abbreviations, and whole names before both", () => {
  const [ECHO, CT, MR] = ["Verification SOP Class", "CT Image Storage", "MR Image Storage"];
  for (const [text, ...expected] of [
    ["CT, MRI", CT, MR], ["(CT) [MRI].", CT, MR], ["CT, Verification", ECHO, CT], ["Verification for a CT", ECHO, CT],
    ["for Verification, CT", ECHO, CT], [`${STORED}; Verification`, STORED, ECHO], ["=Rosemary", SYNTAX], ["Kwa", STORED],
    ["Rosemary, Verification, Oleander", ECHO, KEYED, SYNTAX],
    ["about abcdefg", "Joined"], ["about gardenzip", SYNTAX], ["about GUIDED", "Joined"],
    ["about uvwxyz"], ["about waterlily"], ["about LOWER"], ["about lower"], ["about flowerbed"],
    ["GZ"], ["Kwp"], ["Oreganoleaves"], ["ct, Ct, cT"], ["verification"], ["x.CT, -CT, _CT, 1CT, CT-1, CT_1"],
  ]) assert.deepEqual(ofBoth(text), expected, text);
});

test("what something is for is meant less than the thing itself", () => {
  const [CT, MR] = ["CT Image Storage", "MR Image Storage"];
  for (const word of ["for", "from", "of", "on", "to", "with", "in", "by", "For"]) {
    for (const article of ["", "a ", "an ", "the "]) {
      assert.deepEqual(ofCapitals(`it is ${word} ${article}CT, MRI`), [MR, CT], word + article);
    }
    assert.deepEqual(ofCapitals(`${word} CT, MRI`), [MR, CT], word);
  }
  for (const word of ["off", "before", "for all", "for (", "at", "the", "befor"]) {
    assert.deepEqual(ofCapitals(`${word} CT, MRI`), [CT, MR], word);
  }
});

test("what is a part of a longer name is not meant by itself", () => {
  const [CT, MR] = ["CT Image Storage", "MR Image Storage"];
  for (const [from, to, ...expected] of [
    [0, 2, MR], [0, 3, MR], [3, 6, CT], [2, 7, CT], [0, 6], [0, 1, CT, MR], [1, 2, CT, MR], [3, 5, CT, MR], [4, 6, CT, MR],
  ]) assert.deepEqual(ofCapitals("CT MRI", [[from, to]]), expected, `${from} to ${to}`);
});
