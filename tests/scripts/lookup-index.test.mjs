/* The index of the look-up: what becomes of the rows of its data, and what is found by each key. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup, uid } from "./lookup.mjs";

const { SopLookup, index: registry } = lookup();
const CT = uid("5.1.4.1.1.2");

const LANGUAGE = {
  joined: [], short: [], weights: [["beta", 0.25]],
  silent: { name: ["storage", "image"], alias: ["storage"] },
};

/** An index with the rows of some kinds: `{kind: rows}`, and more of the section's data. */
function indexOf(kinds, more = {}) {
  const index = new SopLookup.Index();
  const all = Object.entries(kinds).map(([kind, rows]) => ({ kind, word: kind, path: `${kind}/*/`, rows }));
  index.add({ section: "core", version: 2, language: LANGUAGE, kinds: all, ...more });
  return index;
}

/** Rows of the names, each of which is its own identifier. */
const named = (...names) => names.map((name) => [name, name, 0]);

test("data is taken in in steps of 50 rows, and is there when all are", () => {
  const index = new SopLookup.Index();
  const rows = Array.from({ length: 120 }, (_, at) => [`m-${at}`, `Module ${at}`, 0]);
  const steps = [];
  const kinds = [{ kind: "module", word: "Module", path: "*", rows }];
  for (const step of index.adding({ section: "core", version: 2, kinds })) {
    steps.push([step, index.entries.length, index.sections.has("core")]);
  }
  assert.deepEqual(steps, [[50, 50, false], [100, 100, false]]);
  assert.deepEqual([index.entries.length, index.sections.has("core")], [120, true]);
});

test("data of another form is refused in words", () => {
  const message = "the look-up's data has form 3, not 2: reload the page";
  assert.throws(() => new SopLookup.Index().add({ section: "core", version: 3, kinds: [] }), { message });
});

test("nothing is found before there is data", () => {
  const { hits, total, messages } = new SopLookup.Index().find("CT Image Storage");
  assert.deepEqual([hits.length, total, messages.length], [0, 0, 0]);
});

test("a row becomes an entry", () => {
  const index = indexOf({
    "sop-class": [["1.2.3", "k-Space Image Storage"], ["1.2.4", "Old Image Storage", "Other", 1, 7]],
    "attribute": [["00080016", "SOP Class UID", ""]],
    "module": [["rt-plan", "RT Plan", 0], ["1", "One", 0], ["1.2.x", "Two", 0]],
  });
  const common = { keyword: "", status: "active", rank: 0, uid: "", tag: "" };
  assert.deepEqual(Array.from(index.entries, ({ label, ...entry }) => ({ ...entry })), [
    { kind: "sop-class", id: "1.2.3", name: "k-Space Image Storage", keyword: "KSpaceImageStorage", uid: "1.2.3" },
    { kind: "sop-class", id: "1.2.4", name: "Old Image Storage", keyword: "Other", uid: "1.2.4", status: "retired", rank: 7 },
    { kind: "attribute", id: "00080016", name: "SOP Class UID", keyword: "SOPClassUID", tag: "00080016" },
    { kind: "module", id: "rt-plan", name: "RT Plan" },
    { kind: "module", id: "1", name: "One" },
    { kind: "module", id: "1.2.x", name: "Two" },
  ].map((entry, number) => ({ number, ...common, path: `${entry.kind}/${entry.id}/`, ...entry })));
  for (const { name, label } of index.entries) assert.equal(label.text, name, "its first label");
});

test("an entry is found by its UID, tag, code, template, and anchor", () => {
  const index = indexOf({
    "sop-class": [["1.2.3", "A"]],
    "attribute": [["00080016", "B", ""], ["60xx0010", "C", ""]],
    "status": [["code-a900", "D", 0]],
    "template": [["tid-1500", "E", 0]],
    "code": [["q-1", "F", 0, 0, 0, "", "", "", "sct T-1a"]],
    "value": [["v-1", "F", 0]],
    "association": [["rj-1-7", "G", 0]],
  });
  assert.equal(index.byUid.get("1.2.3").name, "A");
  assert.equal(index.byTag.get("00080016").name, "B");
  assert.deepEqual(Array.from(index.tagMasks, ([mask, { name }]) => [mask.source, name]), [["^60[0-9a-f][0-9a-f]0010$", "C"]]);
  assert.equal(index.status(0xa900).name, "D");
  assert.deepEqual([...index.byTerm].map(([term, { name }]) => [term, name]), [["TID 1500", "E"], ["SCT T-1A", "F"]]);
  assert.deepEqual([...index.byAnchor.keys()], ["rj-1-7"]);
  assert.deepEqual(Array.from(index.whole.get("f"), ({ entry }) => entry.id), ["q-1", "v-1"]);
  assert.deepEqual([...index.wordIds.keys()].includes("f"), false, "codes and values lend no words");
});

test("the texts of an entry are told apart by what they are, each once", () => {
  const { SORTS } = SopLookup;
  const index = indexOf({
    "sop-class": [[
      "1.2.3", "Zebra Quagga Yak Image Storage", "", 0, 0, "ZQ_CONST|RETIRED_Zebra", "Former Zebra Storage",
      "Stripes Storage|zebra quagga yak image storage|Yak", "C-ZEBRA", [1],
    ]],
    "module": [["m", "Heron Storage", 0, 0, 0, "", "", "Egret Storage"]],
  }, { topics: ["none", "Striped animals"] });
  assert.deepEqual(Array.from(index.labels, ({ sort, text, flat, light }) => [sort, text, flat, light]), [
    [SORTS.NAME, "Zebra Quagga Yak Image Storage", "zebraquaggayakimagestorage", "zebraquaggayak"],
    [SORTS.ALIAS, "Stripes Storage", "stripesstorage", "stripe"],
    [SORTS.ALIAS, "Yak", "yak", ""],
    [SORTS.CONSTANT, "ZQ_CONST", "zqconst", ""],
    [SORTS.CONSTANT, "RETIRED_Zebra", "retiredzebra", ""],
    [SORTS.FORMER, "Former Zebra Storage", "formerzebrastorage", "formerzebra"],
    [SORTS.CODE, "C-ZEBRA", "czebra", ""],
    [SORTS.TOPIC, "Striped animals", "", ""],
    [SORTS.END, "quagga yak", "quaggayak", ""],
    [SORTS.NAME, "Heron Storage", "heronstorage", ""],
    [SORTS.ALIAS, "Egret Storage", "egretstorage", ""],
  ]);
  assert.deepEqual([...index.beginnings], [
    "czebra", "egretstorage", "formerzebra", "formerzebrastorage", "heronstorage", "quaggayak", "stripe",
    "stripesstorage", "yak", "zebraquaggayak", "zebraquaggayakimagestorage", "zqconst",
  ], "nobody begins to type RETIRED");
  assert.deepEqual([...index.light.keys()], ["zebraquaggayak", "stripe", "formerzebra"]);
  assert.equal(index.whole.has(""), false);
  const posted = (word) => Array.from(index.postings[index.wordIds.get(word)], ({ text }) => text);
  assert.deepEqual(posted("quagga"), ["Zebra Quagga Yak Image Storage"], "the words of its end are those of its name");
  assert.deepEqual(posted("animal"), ["Striped animals"]);
});

test("the names of some kinds go without words that say little, the ends of some names have four letters", () => {
  const lightened = ["sop-class", "transfer-syntax", "uid", "general", "service-class", "private"];
  const others = ["module", "attribute", "guide", "directory"];
  const names = ["Zebra Yaks Storage", "Zebra Owl Storage", "Zebra Zebra Yaks", "Zebra Lynx"];
  const index = indexOf(Object.fromEntries([...lightened, ...others].map((kind) => [kind, named(...names)])));
  const kindsOf = (labels) => Array.from(labels, ({ entry }) => entry.kind);
  assert.deepEqual(kindsOf(index.light.get("zebraowl")), lightened);
  assert.deepEqual(index.whole.get("yak"), undefined);
  const ends = index.labels.filter(({ sort }) => sort === SopLookup.SORTS.END);
  assert.deepEqual(Array.from(ends, ({ entry, text }) => [entry.kind, text]), [
    ["sop-class", "zebra yak"], ["sop-class", "lynx"], ["transfer-syntax", "zebra yak"], ["transfer-syntax", "lynx"],
  ]);
  assert.deepEqual(kindsOf(index.begun.get("zebraowlstorage")), [...lightened, ...others], "what is equal stays in the order of the data");
});

test("rare words tell more, as many entries as have them, and some less by themselves", () => {
  const last = ["delta", "alpha delta", 0, 0, 0, "", "", "delta deltas"];
  const index = indexOf({ module: [...named("alpha beta", "alpha gamma", "alpha"), last] });
  index.weigh();
  const weights = Object.fromEntries(Array.from(index.wordTexts, (word, id) => [word, index.wordWeights[id]]));
  const rare = Math.log(1 + 4 / 1);
  assert.deepEqual(weights, { alpha: 1, beta: rare * 0.25, gamma: rare, delta: rare });
  assert.deepEqual(Array.from(index.labels, (label) => [label.text, index.weight(label)]), [
    ["alpha beta", 1 + rare * 0.25], ["alpha gamma", 1 + rare], ["alpha", 1], ["alpha delta", 1 + rare], ["delta deltas", rare],
  ]);
  const before = index.wordWeights;
  index.weigh();
  assert.equal(index.wordWeights, before, "once is enough");
  index.add({ section: "more", version: 2, kinds: [{ kind: "iod", word: "IOD", path: "*", rows: named("gamma") }] });
  index.weigh();
  assert.equal(index.wordWeights[index.wordIds.get("gamma")], Math.log(1 + 5 / 2), "more data changes it");
});

/** The words of a vocabulary that a word can mean, and how well. */
function meant(vocabulary, word) {
  const index = indexOf({ module: named(...vocabulary) });
  return rounded(Array.from(index.matches(word), ([id, quality]) => [index.wordTexts[id], quality]));
}

/** Pairs as an object, their numbers without the noise of the last digits. */
const rounded = (pairs) => Object.fromEntries(pairs.map(([word, quality]) => [word, Number(quality.toFixed(9))]));

test("a word means itself, what it begins, what has its stem, and what it is but for slips", () => {
  const most = "a".repeat(70);
  for (const [word, vocabulary, expected] of [
    ["segment", ["segment", "segmentation", "segmint"], { segment: 1, segmentation: 0.55 + 0.4 * (7 / 12) }],
    ["se", ["segment", "se"], { segment: 0.55 + 0.4 * (2 / 7), se: 1 }], ["s", ["segment"], {}],
    ["a".repeat(60), [most], { [most]: 0.55 + 0.4 * (60 / 70) }], ["a".repeat(61), [most], {}], [most, [most], { [most]: 1 }],
    // the same stem: five letters or 0.6 of the word, and 0.55 of the other
    ["tomogram", ["tomography"], { tomography: 0.85 * (7 / 10) }], ["tomography", ["tomogram"], { tomogram: 0.85 * (7 / 10) }],
    ["tomogxyz", ["tomogabc"], { tomogabc: 0.85 * (5 / 8) }], ["tomoxyzw", ["tomoabcd"], {}], ["tomogxyzw", ["tomogabcd"], {}],
    ["abcdefwxyz", ["abcdefklmn"], { abcdefklmn: 0.85 * (6 / 10) }], ["abcdeuwxyz", ["abcdejklmn"], {}],
    ["abcdefghijkwxyz", ["abcdefghijklmnoprtuv"], { abcdefghijklmnoprtuv: 0.85 * (11 / 20) }],
    ["abcdefghijkwxyz", ["abcdefghijklmnoprtuvw"], {}],
    // slips: one from four letters on, two from eight, three from fifteen
    ["sagment", ["segment"], { segment: 0.95 - 1 / 7 }], ["tegment", ["segment"], { segment: 0.85 - 1 / 7 }],
    ["sagmint", ["segment"], {}],
    ["sagmentation", ["segmentetion"], { segmentetion: 0.95 - 2 / 12 }], ["cot", ["cat"], {}], ["12345", ["12346"], {}],
    ["segmentx", ["segment"], { segment: 0.95 - 1 / 8 }], ["segmentxy", ["segment"], { segment: 0.95 - 2 / 9 }],
    ["segmnt", ["segment"], { segment: 0.95 - 1 / 6 }], ["segme", ["segmen"], { segmen: 0.55 + 0.4 * (5 / 6) }],
    // what is begun with slips
    ["sagme", ["segmentation"], { segmentation: 0.5 - 0.1 + 0.2 * (5 / 12) }],
    ["sagmanta", ["segmentation"], { segmentation: 0.5 - 0.2 + 0.2 * (8 / 12) }],
    ["sagm", ["segmentation"], {}], ["tegme", ["segmentation"], {}],
    ["axbcde", ["abcdeq", "abcdeqr"], { abcdeqr: 0.5 - 0.1 + 0.2 * (6 / 7) }],
  ]) assert.deepEqual(meant(vocabulary, word), rounded(Object.entries(expected)), word);
});

test("what a word means is kept for the next time, for a thousand words", () => {
  const index = indexOf({ module: named("segment") });
  const first = index.matches("segment");
  assert.equal(index.matches("segment"), first);
  for (let at = 1; at < 1000; at++) index.matches(`word${at}`);
  assert.equal(index.matches("segment"), first);
  index.matches("one more");
  assert.notEqual(index.matches("segment"), first);
  const before = index.matches("segment");
  index.add({ section: "more", version: 2, kinds: [] });
  assert.notEqual(index.matches("segment"), before, "more data may change it");
});

test("a word is in the vocabulary, or begins one while it is typed", () => {
  const index = indexOf({ module: named("segment") });
  for (const [word, isLast, is] of [
    ["segment", false, true], ["segment", true, true], ["seg", true, true], ["seg", false, false],
    ["sagment", true, false], ["s", true, false],
  ]) assert.equal(index.isWord(word, isLast), is, `${word} ${isLast}`);
});

test("a UID is registered, misprinted, one slip from a registered one, unregistered, or private", () => {
  const [ct, color, explicit] = [CT, uid("5.1.4.39.2"), uid("1.2.1")].map((each) => registry.byUid.get(each));
  for (const [asked, expected] of [
    [CT, { is: "registered", entry: ct }],
    [uid("39.2"), { is: "misprint", entry: color, misprint: registry.misprints.get(uid("39.2")) }],
    ["1.2.840.1008.1.2.1", { is: "slip", entry: explicit, slip: "a digit is missing" }],
    ["1.2.840.113619.2", { is: "private", entry: null, root: { root: "1.2.840.113619", organisation: "GE" } }],
    ["1.2.276.0.7", { is: "private", entry: null, root: null }],
  ]) {
    const meaning = { ...registry.identify(asked) };
    if (meaning.root) meaning.root = { ...meaning.root };
    assert.deepEqual(meaning, { uid: asked, ...expected }, asked);
  }
  const { is, entry, nearest } = registry.identify(uid("5.1.4.1.1.2.9"));
  assert.deepEqual([is, entry, nearest[0]], ["unregistered", null, ct]);
  assert.deepEqual([CT, uid("39.2"), uid("9")].map((each) => registry.isKnown(each)), [true, true, false]);
  assert.equal(registry.misprints.has(uid("1.2.4.70")), false, "what is registered is no misprint");
  const lost = indexOf({}, { misprints: [["1.2.840.10008.9", "1.2.840.10008.8", "a book", ""]] });
  assert.equal(lost.identify("1.2.840.10008.9").is, "unregistered", "what is meant is not here");
});

test("what toolkits have wrong is found by their constant, and by what they print", () => {
  const printed = uid("1.2.4.70");
  for (const key of ["syntaxjpeglossless", printed]) {
    assert.deepEqual(Array.from(registry.confusions.get(key), (row) => ({ ...row })), [
      { printed, uid: uid("1.2.4.57"), where: "another toolkit", constant: "Syntax.JpegLossless" },
    ]);
  }
});

test("a UID belongs to the longest root that is known, below DICOM's to none", () => {
  const roots = [["1.2.840", "US"], ["1.2.840.113619", "GE"], ["1.2.840.113619.6", "a part"], ["1.2.840.10008", "NEMA"], ["1.3", "ISO"]];
  const index = indexOf({}, { roots });
  for (const [asked, root] of [
    ["1.2.840.113619.6.1", "1.2.840.113619.6"], ["1.2.840.113619.66.1", "1.2.840.113619"], ["1.2.840.1136190.1", "1.2.840"],
    ["1.2.840", "1.2.840"], ["1.2.8401.1", undefined], ["1.3.6.1", "1.3"], [CT, "1.2.840"],
  ]) assert.equal(index.root(asked)?.root, root, asked);
});

test("all UIDs are here when all that is offered is, but for terms", () => {
  const index = new SopLookup.Index();
  const states = [];
  for (const section of ["core", "codes", "more"]) {
    index.add({ section, version: 2, offers: ["core", "more", "codes", "terms"], kinds: [] });
    states.push(index.isComplete);
  }
  assert.deepEqual(states, [false, false, true]);
});

test("the nearest UIDs are those that a slip makes of it, what it stands below, and what differs in few digits", () => {
  const asked = "1.2.840.10008.5.77.15.67";
  const below = "1.2.840.10008.5.77.15";
  const index = indexOf({
    "sop-class": [
      [`${asked}8`, "lost"], [`${below}.6`, "added"],
      [`${below}.55`, "two off"], [`${below}.555`, "three off"],
    ],
    "uid": [
      [`${below}.167`, "lost, no SOP Class"], [below, "its parent"],
      [`${below}.44`, "two off, retired", "", 1], [`${below}.88`, "two off, no SOP Class"],
    ],
    "private": [[`${below}.68`, "private"]],
    "module": [["module", "no UID", 0]],
  });
  const near = (most) => Array.from(index.nearest(asked, most), ({ name }) => name);
  assert.deepEqual(near(), ["lost", "added", "lost, no SOP Class", "its parent", "two off"]);
  assert.equal(index.nearest(asked), index.nearest(asked, 3), "it is kept");
  for (const name of ["lost", "added", "lost, no SOP Class"]) index.entries.find((entry) => entry.name === name).uid = "";
  const twoOff = ["its parent", "two off", "two off, no SOP Class", "two off, retired"];
  assert.deepEqual([near(2), near(4)], [twoOff, [...twoOff, "three off"]]);
  const long = `${below}.${"1".repeat(60)}`;
  assert.deepEqual(Array.from(index.nearest(long), ({ name }) => name), ["its parent"], "of what is too long for a UID, too");
});

test("a status is its own, or in the narrowest range", () => {
  const rows = ["code-0001", "code-0110", "code-a900", "code-a9xx", "code-cxxx", "code-b0fx"].map((id) => [id, id, 0]);
  const index = indexOf({ status: rows });
  for (const [code, id] of [
    [1, "code-0001"], [0x110, "code-0110"], [0xa900, "code-a900"], [0xa9ff, "code-a9xx"], ["a9xx", "code-a9xx"], [0xb0f7, "code-b0fx"],
    [0xc123, "code-cxxx"], ["cxxx", "code-cxxx"], [0xb0e7, undefined], [0x111, undefined], ["b0xx", undefined],
  ]) assert.equal(index.status(code)?.id, id, `${code}`);
});
