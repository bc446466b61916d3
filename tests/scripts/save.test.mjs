/* What save.js writes as CSV: RFC 4180, and nothing that a spreadsheet would calculate. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

/* A rule of its own: that of the site is the generator's (tests/data/test_known.py). */
const { SopSave } = load(["save.js"], { SopKnown: { formula: "^(?=[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20])" } });

/** The one cell that `value` becomes. */
const cell = (value) => SopSave.csv([[value]]).slice(0, -2);

test("rows end as RFC 4180 has it", () => {
  assert.equal(SopSave.csv([["UID", "name"], ["1.2", "CT"]]), "UID,name\r\n1.2,CT\r\n");
  assert.equal(SopSave.csv([]), "");
});

test("what separates cells or lines is quoted", () => {
  assert.equal(cell("a,b"), '"a,b"');
  assert.equal(cell('a "b"'), '"a ""b"""');
  assert.equal(cell("a\nb"), '"a\nb"');
  assert.equal(cell("a\rb"), '"a\rb"');
  assert.equal(cell(" a"), '" a"');
  assert.equal(cell("plain"), "plain");
});

test("nothing is an empty cell, zero is none", () => {
  assert.equal(cell(null), "");
  assert.equal(cell(undefined), "");
  assert.equal(cell(0), "0");
});

test("no spreadsheet takes a text for a formula", () => {
  for (const first of ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]) {
    assert.equal(cell(`${first}1`), `'${first}1`, first);
  }
  assert.equal(cell("\t=1"), "'\t=1");
  assert.equal(cell("\r=1"), '"\'\r=1"');
  assert.equal(cell(-1), "-1");
  assert.equal(cell("1-2"), "1-2");
});
