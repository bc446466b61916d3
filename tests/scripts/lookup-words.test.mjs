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
