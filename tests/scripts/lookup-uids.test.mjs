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
