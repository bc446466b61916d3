/* UIDs in whatever people write. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup, uid } from "./lookup.mjs";

const { SopLookup, find } = lookup();
const { wildParts, separate, compareUids, fault } = SopLookup;
const CT = uid("5.1.4.1.1.2");

test("a UID is digits and dots, however it is written", () => {
  for (const written of [
    `"${CT}"`, `${CT}\\0`, `${CT}%00`, CT.replaceAll(".", "%2e"), CT.replaceAll(".", "\\."), `urn:oid:${CT}`,
    CT.replaceAll(".", " "), CT.replaceAll(".", ","), CT.replaceAll(".", "-"), CT.replaceAll(".", "_"),
    `iso(1) member-body(2) us(840) 10008 5 1 4 1 1 2`, CT.replace("840.", "840. "), CT.replace("840.", "840.\u200b"),
    "１.２.840.10008.5.1.4.1.1.2",
  ]) {
    assert.equal(find(written).hits[0]?.uid, CT, written);
  }
});

test("what is read by eye is read as digits", () => {
  assert.equal(find("l.2.84O.lOOO8.5.1.4.1.1.2").hits[0].uid, CT);
});

test("parts of a UID are told apart by what stands for the rest", () => {
  assert.deepEqual([...wildParts("1.2.840...1.1.2")], ["1.2.840", "1.1.2"]);
  assert.deepEqual([...wildParts("1.2.840.x.y.1.2")], ["1.2.840.", ".", ".1.2"]);
  assert.equal(wildParts("1.2.840.10008.1.1"), null);
  assert.equal(wildParts(`${uid("1.1")}${".".repeat(40)} 12`), null);
  assert.equal(find("1.2.840…1.481.5").hits[0].uid, uid("5.1.4.1.1.481.5"));
});

test("two UIDs run together are two", () => {
  const known = (each) => each === CT;
  assert.deepEqual([...separate(`${CT}${uid("1.2.1")}`, known)], [CT, uid("1.2.1")]);
  assert.deepEqual([...separate(`${CT}1.3.12.2.1107.5.1`, known)], [CT, "1.3.12.2.1107.5.1"]);
});

test("UIDs are compared by the numbers of their arcs", () => {
  const list = ["1.2.10", "1.2.9", "1.2", `1.${"9".repeat(40)}`, "1.2.9.1"];
  assert.deepEqual(list.sort(compareUids), ["1.2", "1.2.9", "1.2.9.1", "1.2.10", `1.${"9".repeat(40)}`]);
});

test("what is wrong with the form of a UID", () => {
  assert.equal(fault(CT), "");
  assert.match(fault("1.2.03"), /begins with 0/);
  assert.match(fault("9790.7"), /no UID has/);
  assert.match(fault(`1.2.${"3".repeat(64)}`), /68 characters/);
});

test("one arc or digit lost or wrong leads to the right one, alone and in a sentence", () => {
  for (const [written, meant] of [
    ["1.2.840.1008.1.2.1", uid("1.2.1")],
    ["2.840.10008.1.2.4.70", uid("1.2.4.70")],
    ["1.2.840.1.2.4.57", uid("1.2.4.57")],
    ["1.2.84.10008.5.1.4.1.1.2", CT],
    ["1.2.840.10080.5.1.4.1.1.2", CT],
    ["1.2.84010008.5.1.4.1.1.2", CT],
  ]) {
    for (const text of [written, `the viewer refuses ${written} at once`, `x [${written}] y z`]) {
      const { hits, messages } = find(text);
      assert.equal(hits[0]?.uid, meant, text);
      assert.ok(messages.some(({ kind }) => kind === "misprint"), text);
    }
  }
});

test("below DICOM's root the nearest are named, the likeliest slip first", () => {
  const { hits, messages } = find(uid("5.1.4.1.66.4"));
  assert.equal(messages[0].kind, "unregistered");
  assert.equal(hits[0].uid, uid("5.1.4.1.1.66.4"));
});

test("a private UID is said to be so in a sentence too, and nothing is guessed", () => {
  for (const text of ["1.2.840.113619.2.55.3", "no handler for transfer syntax 1.2.840.113619.2.55.3 here", "2.16.756.5.5.100.7 is what?"]) {
    const { hits, messages } = find(text);
    assert.deepEqual([hits.length, messages[0]?.kind], [0, "private"], text);
  }
  assert.equal(find("CT Image Storage, instance 1.2.840.113619.2.55.3.2").hits[0].uid, CT);
});

test("a version, an address and a date are no UIDs", () => {
  for (const text of ["CT with v1.2.3.4", "CT from 192.168.10.20", "CT on 2020.10.11"]) {
    assert.equal(find(text).messages.length, 0, text);
  }
});

test("misprints of toolkits say where; what is registered stays what it is", () => {
  assert.equal(find(uid("39.2")).hits[0].uid, uid("5.1.4.39.2"));
  const { hits, messages } = find(uid("1.2.4.70"));
  assert.deepEqual([hits[0].uid, messages[0].kind], [uid("1.2.4.70"), "toolkit"]);
  assert.equal(find("Syntax.JpegLossless").hits[0].uid, uid("1.2.4.57"));
});

test("a UID is arcs without zeros before them, parted by single dots", () => {
  for (const [text, expected] of [
    ["1.2", true], ["0.0", true], ["1.10.0", true], ["1", false], ["1.02", false], ["01.2", false], ["1..2", false], ["1.2.", false], [".1.2", false], ["1.a", false], ["", false],
    [`1.${"2".repeat(997)}`, true], [`1.${"2".repeat(998)}`, false],
  ]) assert.equal(SopLookup.isUid(text), expected, text.slice(0, 20));
  assert.equal(SopLookup.withoutZeros("01.002.0.10.00"), "1.2.0.10.0");
});

test("a UID begins and ends at an arc, not within one", () => {
  for (const [part, starts, ends] of [["1.20.3", true, true], ["1.20", true, false], ["1.2", false, false], ["20.3", false, true], ["0.3", false, false], ["3", false, true], ["1", true, false]]) {
    assert.deepEqual([SopLookup.startsAtArc("1.20.3", part), SopLookup.endsAtArc("1.20.3", part)], [starts, ends], part);
  }
  assert.equal(SopLookup.isBelowDicom("1.2.840.10008"), true);
  assert.equal(SopLookup.isBelowDicom("1.2.840.100081.1"), false);
});

test("of the parts of a UID the whole fits best, then its end, its beginning, and its middle", () => {
  const score = (part) => SopLookup.uidScore("1.2.840.10008.5.1", part);
  const parts = ["1.2.840.10008.5.1", "5.1", "1.2.840", "1.2.84", "840.10008", "840.100"];
  assert.deepEqual(parts.map(score), [1000, 900, 800, 700, 600, 500]);
  for (const part of ["84", "40.1", "7.7", "9"]) assert.equal(score(part), 0, part);
  for (const [whole, part, expected] of [["1.22.333.4", "22", 0], ["1.22.333.4", "333", 600], ["1.22.333.4", "33", 0], ["1.22.3334.4", "333", 500], ["1.3334.333.4", "333", 600]]) assert.equal(SopLookup.uidScore(whole, part), expected, part);
});

test("a UID has up to 64 characters, and first arcs that are given (PS3.5 9.1)", () => {
  for (const right of [`1.2.${"3".repeat(60)}`, "0.39", "1.0", "1.39.1", "2.999.1", "2.25.0"]) assert.equal(fault(right), "", right);
  for (const wrong of [`1.2.${"3".repeat(61)}`, "0.40", "1.100", "3.1", "9.1", "10.1", "00.1", "1.2.00"]) assert.notEqual(fault(wrong), "", wrong);
});

test("a text is made plain: what stands for nothing, a dot, a blank or an arc", () => {
  const plain = (text) => SopLookup.tidy(text);
  for (const nothing of ["\0", "\\0", "\\x00", "\\u0000", "%00", "^@", "<NUL>", "\u2400", "%20", "\u00a0", "\n\t "]) assert.equal(plain(`1.2${nothing}CT`), "1.2 CT", JSON.stringify(nothing));
  assert.equal(plain("1.2\\01"), "1.2\\01");
  for (const dot of ["%2e", "%2E", "\\."]) assert.equal(plain(`1${dot}2`), "1.2", dot);
  for (const unseen of ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"]) assert.equal(plain(`1.${unseen}2`), "1.2");
  for (const hyphen of ["\u2010", "\u2013", "\u2015"]) assert.equal(plain(`a${hyphen}b`), "a-b");
  for (const [text, expected] of [
    ["{iso(1) member-body(2) us(840)}", "{1 2 840}"], ["iso(1)", "1"], ["{ iso(1).member-body(2)", "{ 1.2"], ["f(1)", "1"], ["call f(1)", "call f(1)"], ["iso(x)", "iso(x)"],
    ["1 2 840 10008 1", "1.2.840.10008.1"], ["1, 2, 840, 10008, 1", "1.2.840.10008.1"], ["1 2,840 10008 1", "1 2,840 10008 1"], ["1 2 841 10008 1", "1 2 841 10008 1"], ["11 2 840 10008 1", "11 2 840 10008 1"],
    ["1.2.840. 10008", "1.2.840.10008"], ["1.2.840 .10008", "1.2.840.10008"], ["1.2 840", "1.2 840"], ["v1. 2", "v1. 2"],
  ]) assert.equal(plain(text), expected, text);
  for (const [text, expected] of [
    [`${"n".repeat(50)}(${"1".repeat(39)})`, "1".repeat(39)],
    ["iso(1)....b(2)", "1....2"], ["iso(1).....b(2)", "1.....b(2)"], ["iso(1)b(2)", "1b(2)"],
    ["1---2---840---10008---1", "1.2.840.10008.1"], ["1----2----840----10008----1", "1----2----840----10008----1"],
  ]) assert.equal(plain(text), expected, text);
  const spaced = (digits) => ["2.25.N. 1", "2.25.N .1"].map((text) => plain(text.replace("N", "9".repeat(digits))).includes(" "));
  assert.deepEqual([39, 40, 41].map(spaced), [[false, false], [false, false], [true, true]], "an arc of 2.25 has up to 39 digits");
  assert.equal(plain("a".repeat(5000)).length, 4000);
});

test("what is wrong with a UID is said in words", () => {
  assert.equal(fault(`1.2.${"3".repeat(61)}`), "has 65 characters, and a UID may have 64");
  assert.equal(fault("1.2.03"), "has an arc that begins with 0");
});

test("a second UID in a run begins as one of another root does, behind one that is known", () => {
  const known = (each) => each === CT || each === uid("5");
  for (const other of ["1.2.276.1.5", "1.3.6.1.4.1", "2.16.756.5", "2.25.123456"]) {
    assert.deepEqual([...separate(`${CT}${other}`, known)], [CT, other]);
    assert.deepEqual([...separate(`${CT}.${other}`, known)], [CT, other]);
  }
  assert.deepEqual([...separate(`${CT}1.2.3.45`, known)], [CT, "1.2.3.45"], "the shortest");
  const longer = `${CT}.1.3.6.1.4.1`;
  assert.deepEqual([...separate(longer, (each) => known(each) || each === longer)], [longer], "registered as a whole");
  for (const run of [`${CT}1.2.3.4`, `${CT}1.1.276.1.5`, `${CT}2.17.756.5`, `${CT}1.4.6.1.4`, `${uid("7")}1.3.6.1.4.1`, `${CT}2.25.1`, `1.3.6.1.4.11.3.6.1.4.1`]) assert.deepEqual([...separate(run, known)], [run]);
  assert.deepEqual([...separate(`..${CT}..`, known)], [CT]);
  const long = (length) => `${CT}1.3.6.${"1".repeat(length - CT.length - 6)}`;
  assert.deepEqual([separate(long(260), known).length, separate(long(261), known).length], [2, 1]);
});

const entry = (its, more = {}) => ({ uid: its, kind: "sop-class", status: "active", ...more });
const slipsOf = (text, ...entries) => Array.from(SopLookup.slips(text, entries), (it) => it.entry.uid);

test("a slip is one arc lost, or one digit lost, added, changed or swapped", () => {
  const right = "1.2.840.10008.5.1.4.1.1.2";
  for (const slip of [
    "1.2.840.10008.5.1.4.1.2", "2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1", "1.2.840.1008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.22", "1.2.840.10008.5.1.4.1.1.3", "1.2.480.10008.5.1.4.1.1.2",
  ]) assert.deepEqual(slipsOf(slip, entry(right)), [right], slip);
  for (const other of ["1.2.840.10008.5.1.4.1.1.235", "1.2.840.10008.5.1.4.1.1.35", "1.2.840.10008.5.1.4.1", "1.2.840.10008.5.1.4.1.1.2.7.7"]) assert.deepEqual(slipsOf(other, entry(right)), [], other);
});

test("no slip is looked for in what is too short for a UID, or too long", () => {
  assert.deepEqual(slipsOf("1.2.3.4.5.6", entry("1.2.3.4.5.7")), ["1.2.3.4.5.7"]);
  assert.deepEqual(slipsOf("1.2.3.4.5", entry("1.2.3.4.6")), []);
  const longest = `1.2.3.4.5.${"6".repeat(54)}`;
  assert.deepEqual([slipsOf(`${longest}6`, entry(longest)), slipsOf(`${longest}.6`, entry(longest))], [[longest], []]);
});

test("what is lost is likelier than what is added or changed, what is stored likelier than the rest, the active than the retired", () => {
  const asked = "1.2.3.4.5.67";
  const [lost, added, changed] = ["1.2.3.4.5.678", "1.2.3.4.5.6", "1.2.3.4.4.67"];
  assert.deepEqual(slipsOf(asked, entry(changed), entry(added), entry(lost)), [lost, added, changed]);
  const [retired, other] = [{ status: "retired" }, { kind: "uid" }];
  const likeliest = [
    entry("1.2.3.4.5.167"), entry("1.2.3.4.5.6"), entry("1.2.3.4.5.267", retired), entry("1.2.3.4.5.367", other), entry("1.2.3.4.5.68"),
  ];
  const least = entry("1.2.3.4.5.467", { ...retired, ...other });
  assert.deepEqual(slipsOf(asked, least, ...[...likeliest].reverse()), likeliest.map((it) => it.uid), "all of these against each other");
  assert.deepEqual(slipsOf(asked, entry("1.2.3.4.5.61", { kind: "uid" }), entry("1.2.3.4.5.62"), entry("1.2.3.4.5.60", { status: "retired" })), ["1.2.3.4.5.62", "1.2.3.4.5.60", "1.2.3.4.5.61"]);
  assert.deepEqual(slipsOf(asked, ...[9, 8, 1, 2, 3, 4].map((digit) => entry(`1.2.3.4.5.6${digit}`))), [1, 2, 3, 4, 8].map((digit) => `1.2.3.4.5.6${digit}`), "the lower first, five at most");
  assert.deepEqual(slipsOf(asked, entry(lost, { kind: "private" }), entry("", { kind: "module" })), []);
});

test("a slip in DICOM's root is named", () => {
  const known = "1.2.840.10008.1.1";
  const rooted = (text) => SopLookup.withRoot(text, (each) => each === known);
  for (const [text, slip] of [
    ["1.840.10008.1.1", "an arc is missing"], ["1.2.840.1.1", "an arc is missing"], ["2.840.10008.1.1", "an arc is missing"],
    ["1.2.84.10008.1.1", "a digit is missing"], ["1.2.840.100008.1.1", "a digit is too many"], ["1.2.840.10009.1.1", "a digit is wrong"], ["1.2.84010008.1.1", "a digit is missing"],
    ["1.2.8.40.10008.1.1", "a digit is too many"],
  ]) assert.deepEqual({ ...rooted(text) }, { uid: known, slip }, text);
  for (const text of ["1.2.841.10009.1.1", "1.2.840.10009.1.2", "1.2.840.113619.1.1", "10008.1.1", "1.2.3.4.5.6.1.1", `1.2.840.10009.1.1.${"1".repeat(60)}`]) assert.equal(rooted(text), null, text);
});

test("parts of a UID are some digits and something left out", () => {
  for (const [text, parts] of [
    ["1.2.840.*", ["1.2.840.", ""]], ["*.88.67", ["", ".88.67"]], ["1.2[...]4.1", ["1.2", "4.1"]], ["1.2.x.4", ["1.2.", ".4"]], ["\u202688", ["", "88"]],
    ["*.1", ["", ".1"]], ["1*", null], ["1.2.3", null], ["1.2.x", null], ["a*1.2", null], ["***", null], ["*.*", null], ["~1.2", null],
    [`1.2.*${"1".repeat(295)}`, ["1.2.", "1".repeat(295)]], [`1.2.*${"1".repeat(296)}`, null],
    [`1.2[${".".repeat(20)}]4.1`, ["1.2", "4.1"]], [`1.2.${"x".repeat(20)}.4`, ["1.2.", ".4"]],
  ]) assert.deepEqual(wildParts(text) && [...wildParts(text)], parts, text);
});

test("the shortest and the longest UIDs in whose root a slip is looked for", () => {
  const isKnown = (each) => !each.includes("10009");
  assert.equal(SopLookup.withRoot("1.2.840.1", isKnown), null);
  assert.equal(SopLookup.withRoot("1.2.840.10009.1", isKnown).uid, "1.2.840.10008.1");
  const long = (length) => `1.2.840.10009.${"1".repeat(length - 14)}`;
  assert.equal(SopLookup.withRoot(long(66), isKnown).uid.length, 66);
  assert.equal(SopLookup.withRoot(long(67), isKnown), null);
});

/** The messages to a query, and the UIDs that it finds. */
const answer = (query) => {
  const { hits, messages } = find(query);
  return { said: Array.from(messages, ({ kind, text }) => `${kind}: ${text}`), hits: Array.from(hits, (hit) => hit.uid), why: Array.from(hits, (hit) => hit.why) };
};

test("what a query for a UID is answered says what the UID is", () => {
  const ROOT = "1.2.840.10008";
  for (const [query, ...said] of [
    [CT], [uid("39.2"), `misprint: ${uid("39.2")} is a misprint, found in a toolkit. The registered UID of Color Palette Query/Retrieve Information Model - FIND is ${uid("5.1.4.39.2")}.`],
    ["1.2.840.1008.1.2.1", `misprint: 1.2.840.1008.1.2.1 is not registered: a digit is missing. ${uid("1.2.1")} is meant, Explicit VR Little Endian.`],
    [uid("5.1.4.1.66.4"), `unregistered: ${uid("5.1.4.1.66.4")} is under the DICOM root but not registered. The nearest registered UIDs are below.`],
    [uid("5.1.4.1.1"), `partial: ${uid("5.1.4.1.1")} itself is not registered; the UIDs below begin with it.`],
    [uid("1.2.4.70"), `toolkit: another toolkit has this UID for Syntax.JpegLossless, whose UID is ${uid("1.2.4.57")}: JPEG Lossless, Non-Hierarchical (Process 14).`],
    [CT.replace(".5.", ".05."), `partial: No arc of a UID has a leading zero: read as ${CT}.`],
    ["1.2.840.113619.2.55", "private: 1.2.840.113619.2.55 is a private UID under 1.2.840.113619: GE."],
    ["1.2.840.113619.02.55", "partial: No arc of a UID has a leading zero: read as 1.2.840.113619.2.55.", "private: 1.2.840.113619.2.55 is a private UID under 1.2.840.113619: GE.", "partial: Its form is wrong: it has an arc that begins with 0."],
    ["1.2.276.0.7.1.2.33.44", `private: 1.2.276.0.7.1.2.33.44 is not under the DICOM root ${ROOT}: a private UID, of a root that is not known here.`],
    ["1.2.276.0.7", "private: 1.2.276.0.7 is not part of a registered UID."], ["1.2.276"], ["1.2.840.9*7.7", "partial: No registered UID has these parts."],
  ]) assert.deepEqual(answer(query).said, said, query);
});

test("a part of a UID finds those that have it, whole arcs and their end before the rest", () => {
  assert.deepEqual(answer("1.1.66.4").hits, [uid("5.1.4.1.1.66.4")]);
  assert.deepEqual(answer("1.1.66.4").why, ["part of the UID"]);
  assert.deepEqual(answer(uid("1.2.4")).hits.slice().sort(compareUids), [uid("1.2.4.57"), uid("1.2.4.65"), uid("1.2.4.70")]);
  assert.equal(answer("5.1.4.1.1.4").hits[0], uid("5.1.4.1.1.4"));
  assert.deepEqual(answer(".57").hits, [uid("1.2.4.57")]);
  assert.deepEqual(answer("UID ends with 66.4").hits, [uid("5.1.4.1.1.66.4")]);
  assert.deepEqual(answer("1.2.840*481.5").hits, [uid("5.1.4.1.1.481.5")]);
  assert.deepEqual(answer("1.2*4.1.1*66.4").hits, [uid("5.1.4.1.1.66.4")]);
  assert.deepEqual(answer("*66.4*57").hits, []);
});

test("digits with signs between are a UID, a date is none", () => {
  for (const text of ["1 2 840 10008 1 2", "{1 2 840 10008 1 2}", "(1-2-840-10008-1-2)", "1/2/840/10008/1/2", "1_2_840_10008_1_2"]) assert.equal(answer(text).hits[0], uid("1.2"), text);
  for (const text of ["5 1 4 1 1 2", "5, 1, 4, 1, 1, 2"]) assert.equal(answer(text).hits[0], CT, text);
  for (const text of ["1999 1 2", "2020-01-02"]) assert.ok(!answer(text).said.length && !answer(text).why.some((why) => /uid/i.test(why)), text);
});

test("of several UIDs the SOP Class is meant before a syntax, private ones are named where nothing else is known", () => {
  assert.deepEqual(answer(`${uid("1.2.1")} and ${CT}`).hits, [CT, uid("1.2.1")]);
  const privates = (count) => Array.from({ length: count }, (_, at) => `1.2.840.113619.2.55.${at}`).join(" and then ");
  assert.deepEqual([answer(privates(2)), answer(privates(4))].map(({ said }) => said.length), [2, 3]);
  assert.deepEqual(answer(`refused ${uid("9.9.1")}, ${uid("9.9.2")}, ${uid("9.9.3")}, ${uid("9.9.4")}, ${uid("9.9.5")} all`).said.length, 4, "what is nearest takes a while");
  assert.deepEqual(answer(`refused ${uid("39.2")} and ${CT}`).said.length, 1);
  assert.deepEqual(answer(`the peer said ${"1.2.840.10008"} is refused`).said, []);
});
