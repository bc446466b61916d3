/* Which UIDs a part of one leads to, or a text with several, and in which order. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { only, uid } from "./lookup.mjs";

const CT = uid("5.1.4.1.1.2");
const OF_NOBODY = "is not under the DICOM root 1.2.840.10008: a private UID, of a root that is not known here.";
const found = ({ find }, query) => Array.from(
  find(query, { limit: 50 }).hits, (hit) => `${hit.name}: ${hit.why}`
);
const said = ({ find }, query) => Array.from(find(query).messages, ({ text }) => text);

/** SOP Classes by their names. */
const classes = (uids, more = {}, rest = {}) => only(
  { "sop-class": Object.entries(uids).map(([name, its]) => [its, name]), ...more }, rest
);

test("by a part of a UID what is stored is before other classes, and those before the rest", () => {
  const kinds = {
    "directory": [["1.2.9.1.7.7", "D"]], "general": [["1.2.9.2.7.7", "E"]],
    "context-group": [["1.2.9.3.7.7", "F"]], "template-uid": [["1.2.9.4.7.7", "G"]],
    "uid": [["1.2.9.5.7.7", "C"]], "transfer-syntax": [["1.2.9.6.7.7", "B"]],
    "sop-class": [["1.2.9.7.7.7", "A"]], "private": [["1.2.9.8.7.7", "H"]],
  };
  assert.deepEqual(only(kinds).names("7.7"), ["A", "B", "E", "F", "G", "C", "D", "H"]);
  const storage = uid("5.1.4.1.1.7.7");
  const same = storage.replace("5.1.4.1.1", "5.1.3.9.9");
  for (const query of ["7.7", "1.2*7.7"]) assert.deepEqual(classes({ A: storage, B: same }).names(query), ["A", "B"]);
  for (const query of ["7.7", "1.2*7.7"]) {
    assert.deepEqual(
      only({ "sop-class": [[storage, "A", 0, 1], [same, "B"]] }).names(query), ["B", "A"],
      "a retired one is behind all"
    );
    assert.deepEqual(
      only({ "sop-class": [[storage, "A", 0, 1]], "directory": [[same, "D"]] }).names(query), ["D", "A"]
    );
    assert.deepEqual(
      only({
        "sop-class": [[`1.2.${"3".repeat(40)}.7.7`, "Long"]], "uid": [["1.2.3.7.7", "Short"]],
      }).names(query),
      ["Short", "Long"], "a shorter one is nearer"
    );
    assert.deepEqual(
      only({ "sop-class": [["1.2.33333.7.7", "Long"]], "uid": [["1.2.3.7.7", "Short"]] }).names(query),
      ["Long", "Short"]
    );
  }
});

test("a retired UID that ends so is before one that begins so", () => {
  const of = only({ "sop-class": [["2.1.2.33", "A", 0, 1], ["1.2.33.4", "B"]] });
  assert.deepEqual([of.names("1.2.33"), of.names("*1.2.33")], [["A", "B"], ["A"]]);
});

test("a private UID is found by whole arcs in its middle, not by digits", () => {
  const of = only({ private: [["1.2.840.113619.4.5.249", "P"]] });
  assert.deepEqual(
    [found(of, "4.5"), found(of, "4.5.2"), found(of, "5.249")],
    [["P: part of the UID"], [], ["P: part of the UID"]]
  );
  assert.deepEqual(found(classes({ C: "1.2.840.113619.4.5.249" }), "4.5.2"), ["C: part of the UID"]);
});

test("of a UID with something left out, whole arcs are before digits, and what is all before the rest", () => {
  const of = classes({ A: "1.2.3.44.5", B: "1.2.33.4.55", C: "1.2.3.4.5", D: "1.2.3" });
  assert.deepEqual(found(of, "1.2.3*5"), ["C: part of the UID", "A: part of the UID", "B: part of the UID"]);
  assert.deepEqual(of.names("1.2.3*"), ["D", "C", "A", "B"]);
  assert.deepEqual(of.names("*1.2.3"), ["D"]);
  assert.deepEqual(of.names("1.2*4*5"), ["C", "A", "B"]);
  assert.deepEqual(of.names("1.2.3*3.44.5"), [], "the parts stand behind each other");
  assert.deepEqual(of.names("1.2.3...44.5"), ["A"]);
  assert.deepEqual(of.names("1*2.3*3*5"), ["B"], "not twice the same digit");
  assert.deepEqual(of.names("1.2...3...4...5"), ["C", "A", "B"]);
  assert.deepEqual(said(of, "1*77"), ["No registered UID has these parts."]);
  assert.deepEqual(said(of, "1*5"), []);
});

test("of several UIDs in a text classes are before private ones, transfer syntaxes and the rest", () => {
  const of = only({
    "sop-class": [[CT, "CT"], [uid("5.1.4.1.1.4"), "MR"]],
    "transfer-syntax": [[uid("1.2"), "Implicit"], [uid("1.2.1"), "Explicit"]],
    "uid": [[uid("1.4.1"), "Frame"]],
    "private": [["1.2.840.113619.4.26", "GE"]], "general": [[uid("4.2"), "Storage"]],
  }, { misprints: [[uid("39.2"), CT, "a toolkit", ""]] });
  const names = ["Storage", "Frame", "Explicit", "Implicit", "GE", "MR", "CT"];
  const text = names.map((name) => of.index.entries.find((entry) => entry.name === name).uid).join(" qwx ");
  assert.deepEqual(
    found(of, text),
    ["MR", "CT", "GE", "Explicit", "Implicit", "Storage", "Frame"].map((name) => `${name}: uid`)
  );
  const [wrong, slip, MR] = [uid("39.2"), "1.2.840.1008.1.2.1", uid("5.1.4.1.1.4")];
  assert.deepEqual(of.names(`${wrong} qwx ${MR}`), ["CT", "MR"]);
  assert.deepEqual(of.names(`${MR} qwx ${wrong}`), ["MR", "CT"]);
  assert.deepEqual(
    of.names(`${slip} qwx ${MR}`), ["MR", "Explicit"], "what is a slip is behind what is registered"
  );
  assert.deepEqual(of.names(`${MR} qwx ${slip}`), ["MR", "Explicit"]);
  assert.deepEqual(found(of, `qwxx ${slip} qwx`), ["Explicit: uid"]);
});

test("what is nearest to a UID is behind one that is registered, and the nearer is first", () => {
  const of = classes({ CT, MR: uid("5.1.4.1.1.4"), RT: uid("5.1.4.1.1.481.5") });
  const unknown = uid("5.1.4.1.1.481.51");
  assert.deepEqual(found(of, `${unknown} qwx ${CT}`), ["CT: uid"], "far less is not shown");
  assert.deepEqual(found(of, `${unknown} qwx qwx`)[0], "RT: nearest");
  assert.deepEqual(found(of, uid("5.1.4.1.1.22")).slice(0, 2), ["CT: nearest", "MR: nearest"]);
  assert.deepEqual(found(of, "qwx " + uid("5.1.4.1.1.22")).slice(0, 2), ["CT: nearest", "MR: nearest"]);
  of.index.offered.add("more");
  assert.deepEqual(
    [found(of, `${unknown} qwx`), said(of, `${unknown} qwx`), found(of, unknown), said(of, unknown)],
    [[], [], [], []], "while more is loading"
  );
});

test("a guide that a text with a UID names is found behind the UID", () => {
  const of = classes(
    { CT }, { guide: [["g", "Making valid UIDs", 0]], module: [["m", "Making a Module", 0]] }
  );
  assert.deepEqual(of.names(`qwx making valid UIDs like ${CT} making a module`), ["CT", "Making valid UIDs"]);
});

test("with a private UID the classes and syntaxes that a text names are found, by their names", () => {
  const of = only({
    "sop-class": [[CT, "CT Image Storage", 0, 0, 0, "", "", "plain zebra"]],
    "transfer-syntax": [[uid("1.2.5"), "RLE Lossless"]], "module": [["m", "General Image"]],
    attribute: [["00080016", "SOP Class UID"]],
  });
  const its = "1.2.840.113619.2.55.3.1";
  assert.deepEqual(
    of.names(`qwx CT Image Storage of ${its} in RLE Lossless by General Image`),
    ["CT Image Storage", "RLE Lossless"]
  );
  assert.deepEqual(of.names(`qwx plain zebra of ${its} qwx qwx`), []);
  assert.deepEqual(
    [of.names(`(0008,0016) UI [${its}] qwx qwx qwx`), said(of, `(0008,0016) UI [${its}] qwx qwx qwx`).length],
    [["SOP Class UID"], 1]
  );
});

test("digits that nobody registered are a private UID below a known root, or with six arcs", () => {
  const of = classes({ CT }, {}, { roots: [["1.2.840.113619", "GE"]] });
  const told = (its) => said(of, `qwx ${its} qwx qwx`).length;
  assert.deepEqual(
    [
      "1.2.840.113619", "1.2.840.113619.1", "1.2.3.4.5", "1.2.3.4.5.6", "3.2.3.4.5.6", "0.2.3.4.5.6",
    ].map(told),
    [0, 1, 0, 1, 0, 1]
  );
});

test("parts of UIDs with few words beside them are looked for, up to twenty", () => {
  const of = classes(Object.fromEntries(Array.from(
    { length: 25 }, (_, at) => [`Zebra${String.fromCharCode(97 + at)}`, `1.2.3.${at + 100}.7`]
  )));
  const parts = (from, to) => Array.from({ length: to - from }, (_, at) => `3.${at + from + 100}.7`);
  assert.equal(of.find(`${parts(0, 20).join(" ")}`).total, 20);
  assert.deepEqual(of.names(parts(0, 25).join(" ")).length, 20);
  assert.deepEqual(of.names("qwx 3.101.7 qwx"), ["Zebrab"]);
  assert.deepEqual(of.names("qwx 3.101.7 qwx qwx"), [], "a sentence");
  assert.deepEqual(of.names("qwx 101.7"), [], "two numbers may be anything");
  assert.deepEqual(of.names("uid 101.7 102.7"), ["Zebrab", "Zebrac"]);
  assert.deepEqual(
    classes({ A: "1.2.3.4.5.6" }, { page: [["p", "qwx"]] }).names("qwx 9.9.9"), ["qwx"], "else the words are"
  );
});

test("letters that look like digits are digits in a UID of five arcs", () => {
  const of = classes({ A: "1.2.840.10008.1", B: "1.2.840.10008" });
  assert.deepEqual(
    [of.names("l.2.84O.lOOO8.1"), of.names("I.2.84o.10008.i").slice(0, 1), said(of, "l.2.84O.lOOO8")],
    [["A"], ["A"], []]
  );
  const long = (length) => `1.2.84O.10008.${"1".repeat(length - 14)}`;
  assert.equal(said(of, long(199))[0].includes(long(199).replace("O", "0")), true);
  assert.equal(said(of, long(200)).some((text) => text.includes("1.2.840")), false);
});

test("three numbers with up to three signs between each are arcs", () => {
  const of = classes({ A: "1.2.33.444.5" });
  for (const text of ["33 444 5", "33, 444, 5", "33 - 444 - 5", "(33/444/5)", "{ 33 444 5 }"]) {
    assert.deepEqual(of.names(text), ["A"], text);
  }
  for (const text of ["33 444", "33 -- 444 -- 5", "33  \u00a0 -- 444 5"]) {
    assert.deepEqual(found(of, text), [], text);
  }
});

test("dots twice are a slip in a sentence, thrice they stand for what is left out", () => {
  const of = classes({ CT });
  assert.deepEqual(of.names(`qwx ${CT.replace("840.", "840..")} qwx qwx`), ["CT"]);
  assert.deepEqual(said(of, `qwx ${CT.replace("840.", "840..")} qwx qwx`), []);
  assert.deepEqual(of.names(`qwx ${CT.replace("840.", "840...")} qwx qwx`), []);
});

test("digits that are nobody's say so if they are enough, or nearly a UID", () => {
  const of = classes({ Odd: "1.3.6.1.4.1.99.1" });
  for (const [query, ...texts] of [
    ["1.9.9"], ["1.9.9.9", "1.9.9.9 is not part of a registered UID."], ["3.9.9.9"],
    [
      "1.9.9.9.9.9.9.99",
      `1.9.9.9.9.9.9.99 ${OF_NOBODY}`,
    ],
    ["1.9.9.9.9.9.99", "1.9.9.9.9.9.99 is not part of a registered UID."],
    ["1.3.6.1.4.1.99.2", "1.3.6.1.4.1.99.2 is not a registered UID. It differs little from the one below."],
    ["1.3.6.1.4.1.98.2", "1.3.6.1.4.1.98.2 is not a registered UID. It differs little from the one below."],
    [
      "1.3.6.1.4.1.88.2",
      `1.3.6.1.4.1.88.2 ${OF_NOBODY}`,
    ],
  ]) assert.deepEqual(said(of, query), texts, query);
  assert.deepEqual(found(of, "1.3.6.1.4.1.99.2"), ["Odd: nearest"]);
  const two = classes({ A: "1.3.6.1.4.1.99.1", B: "1.3.6.1.4.1.99.12" });
  assert.deepEqual(found(two, "1.3.6.1.4.1.99.13"), ["A: nearest", "B: nearest"]);
});

test("what toolkits have for a UID is said once, and not of a misprint", () => {
  const misprints = [[CT, uid("5.1.4.1.1.4"), "one", "X"], [uid("39.2"), CT, "two", "Y"]];
  const of = classes({ CT, MR: uid("5.1.4.1.1.4") }, {}, { misprints });
  assert.deepEqual(said(of, CT), [`one has this UID for X, whose UID is ${uid("5.1.4.1.1.4")}: MR.`]);
  assert.deepEqual(
    said(of, uid("39.2")), [`${uid("39.2")} is a misprint, found in two. The registered UID of CT is ${CT}.`]
  );
});

test("DICOM's root itself is the beginning of all, alone and in a sentence", () => {
  const of = classes({ CT });
  assert.deepEqual(
    [found(of, "1.2.840.10008"), said(of, "1.2.840.10008"), found(of, "qwx 1.2.840.10008 qwx qwx")],
    [["CT: part of the UID"], [], []]
  );
});

test("three dots are too few for letters to be digits, and a date is no UID", () => {
  const of = classes({ Root: "1.2.840.10008" }, { page: [["p", "1999 1 2"], ["q", "2020/01/02"]] });
  assert.equal(found(of, "l.2.84O.lOOO8").includes("Root: uid"), false);
  assert.deepEqual(found(of, "1999 1 2"), ["1999 1 2: name"]);
  assert.deepEqual(found(of, "2020/01/02"), ["2020/01/02: name"]);
});

test("what is a UID, or a part of one, is not looked up as words too", () => {
  const of = classes({ A: "1.2.3.7" }, { page: [["p", "1 2 3"], ["q", "1 2 7"], ["r", "qwx"], ["s", "qwx 01 2 3"]] });
  assert.deepEqual([of.names("1.2.3"), of.names("1.2*7")], [["A"], ["A"]]);
  assert.deepEqual([of.names("qwx 1.2.3"), of.names("qwx 01.2.3")], [["A"], ["A"]]);
  assert.deepEqual([of.names("qwx 9.9.9"), of.names("qwx 9.\u200b9.9")], [["qwx"], ["qwx"]], "but else it is");
});

test("a message in a longer text says of which kind it is, and about what", () => {
  const of = classes({ CT }, {}, { misprints: [[uid("39.2"), CT, "a toolkit", ""]] });
  const told = (its) => Array.from(
    of.find(`qwx ${its} qwx qwx`).messages, ({ kind, entry }) => [kind, entry?.name ?? ""].join(" ")
  );
  assert.deepEqual(told(uid("39.2")), ["misprint CT"]);
  assert.deepEqual(told(CT.replace("840.", "84.")), ["misprint CT"]);
  assert.deepEqual(told(uid("5.1.4.1.1.22")), ["unregistered CT"]);
  assert.deepEqual(told("1.9.9.9.9.9.9"), ["private "]);
});

test("of a UID with something left out, what fits at whole arcs is before a shorter one that does not", () => {
  for (const [query, whole, other] of [
    ["*3.44", "1.2.3.44", "1.33.44"], ["1.2.3*", "1.2.3.44444", "1.2.33"], ["1.2.3*5", "1.2.3.4444.5", "1.2.33.5"],
    ["1.2.3*5", "1.2.3.4444.5", "1.2.3.45"],
  ]) assert.deepEqual(classes({ Other: other, Whole: whole }).names(query), ["Whole", "Other"], query);
  assert.deepEqual(classes({ A: "1.2.33.4" }).names("*1.2*4"), ["A"], "nothing may be left out");
  const of = only({ "sop-class": [["1.2.3", "All", 0, 1], ["1.2.3.4", "More"], ["1.1.2.3", "Longer"]] });
  assert.deepEqual([of.names("1.2.3*"), of.names("*1.2.3")], [["All", "More"], ["All", "Longer"]]);
});

test("what is nearest to a UID of nobody is looked for from fifteen characters on", () => {
  const kinds = (its, query) => Array.from(classes({ A: its }).find(query).messages, ({ kind }) => kind);
  assert.deepEqual(kinds("1.3.6.1.4.10.12", "1.3.6.1.4.10.13"), ["unregistered"]);
  assert.deepEqual(kinds("1.3.6.1.4.10.1", "1.3.6.1.4.10.2"), ["private"]);
});
