/* Texts as pages and the look-up compare and print them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { SopLookup } = load(["lookup/text.js"]);
const { compareUids, printedTag, plain, plainWords, slug, counted } = SopLookup;

test("UIDs are compared arc by arc, as numbers", () => {
  for (const [a, b, expected] of [
    ["1.2", "1.2", 0], ["1.2", "1.10", -1], ["1.10", "1.9", 1], ["1.2", "1.2.1", -1], ["1.2.1", "1.2", 1], ["1.3", "1.2.9", 1],
    ["2.25.99999999999999999999", "2.25.100000000000000000000", -1],
  ]) assert.equal(compareUids(a, b), expected, `${a} ${b}`);
});

test("tags are printed as the standard has them", () => {
  assert.equal(printedTag("0008103e"), "(0008,103E)");
  assert.equal(printedTag("60xx3000"), "(60xx,3000)");
  assert.equal(printedTag("0008"), "(0008,\u00b7\u00b7\u00b7\u00b7)");
  assert.equal(printedTag("00081"), "(0008,1\u00b7\u00b7\u00b7)");
});

test("letters are compared without accents and case", () => {
  assert.equal(plain("Größe Ärzte É"), "große arzte e");
  assert.deepEqual([...plainWords(" Patient's  NAME (0010,0010)")], ["patient", "s", "name", "0010", "0010"]);
  assert.equal(slug("  X-Ray: 3D / Image "), "x-ray-3d-image");
});

test("what is counted is told in one or many", () => {
  assert.equal(counted(1, "file"), "1 file");
  assert.equal(counted(0, "file"), "0 files");
  assert.equal(counted(1234, "SOP Class", "SOP Classes"), "1,234 SOP Classes");
});
