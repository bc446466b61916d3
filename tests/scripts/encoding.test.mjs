/* In which way the bytes of a text are written. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { SopEncoding } = load(["paste/encoding.js"]);
const bytes = (text, encoding) => Uint8Array.from(Buffer.from(text, encoding));
const TEXT = "(0008,0016) UI [1.2.840.10008.5.1.4.1.1.2] Gr\u00f6\u00dfe";

function wide(text, little) {
  const out = new DataView(new ArrayBuffer(text.length * 4));
  [...text].forEach((sign, at) => out.setUint32(at * 4, sign.codePointAt(0), little));
  return new Uint8Array(out.buffer);
}

const swapped = (of) => of.map((_, at) => of[at ^ 1]);

test("encodings are known by their marks, or by where their zeros are", () => {
  for (const [given, expected] of [
    [bytes(TEXT, "utf8"), "utf-8"],
    [bytes(TEXT, "latin1"), "utf-8"], // what it is read as, as nothing tells
    [bytes(TEXT, "utf16le"), "utf-16le"],
    [swapped(bytes(TEXT, "utf16le")), "utf-16be"],
    [bytes(`\ufeff${TEXT}`, "utf16le"), "utf-16le"],
    [swapped(bytes(`\ufeffa`, "utf16le")), "utf-16be"],
    [wide(TEXT, true), "utf-32le"], [wide(TEXT, false), "utf-32be"],
    [wide("\ufeff\u4e2d", true), "utf-32le"], [wide("\ufeff\u4e2d", false), "utf-32be"],
    [bytes("a value\0\nanother\t\r\n\f\u001b$B\n", "utf8"), "utf-8"],
    [new Uint8Array(0), ""],
    [bytes("\u0001\u0002\u0003 binary", "utf8"), ""],
    [new Uint8Array(64), ""],
  ]) assert.equal(SopEncoding.encodingOf(given), expected, String(given.slice(0, 12)));
});

test("texts are read whole, the NULs that pad them as blanks", async () => {
  for (const [given, encoding, expected] of [
    [bytes("a\0b", "utf8"), "utf-8", "a b"],
    [bytes(TEXT, "utf16le"), "utf-16le", TEXT],
    [wide(`\ufeff${TEXT}`, true), "utf-32le", TEXT], [wide(TEXT, false), "utf-32be", TEXT],
    [wide("\u{1f600}".slice(0, 0) + "x", true), "utf-32le", "x"],
  ]) assert.equal(await SopEncoding.textOf(new Blob([given]), encoding), expected);
  const wrong = new Uint8Array([0, 0, 0x11, 0xff]);
  assert.equal(await SopEncoding.textOf(new Blob([wrong]), "utf-32le"), "\ufffd");
});

test("a few control characters or NULs are in a text, more are not", () => {
  const mixed = (sign, count, size = 100) => Uint8Array.from({ length: size }, (_, at) => (at < count ? sign : 65));
  for (const sign of [9, 10, 12, 13, 27, 32, 127, 255]) assert.equal(SopEncoding.encodingOf(mixed(sign, 50)), "utf-8", sign);
  for (const sign of [1, 8, 11, 14, 26, 28, 31]) assert.deepEqual([SopEncoding.encodingOf(mixed(sign, 1)), SopEncoding.encodingOf(mixed(sign, 2))], ["utf-8", ""], sign);
  assert.deepEqual([SopEncoding.encodingOf(mixed(0, 25)), SopEncoding.encodingOf(mixed(0, 26))], ["utf-8", ""]);
});

test("where most bytes of a place are zeros, and hardly any of another, letters are wide", () => {
  /** Groups of four bytes; in the first of them the places named have zeros, `counts` times each. */
  const groups = (counts, number = 10) =>
    Uint8Array.from({ length: 4 * number }, (_, at) => (Math.floor(at / 4) < counts[at % 4] ? 0 : 65));
  for (const [counts, expected] of [
    [[0, 8, 8, 8], "utf-32le"], [[8, 8, 8, 0], "utf-32be"], [[0, 8, 0, 8], "utf-16le"], [[8, 0, 8, 0], "utf-16be"], [[0, 7, 8, 8], ""], [[0, 8, 7, 8], ""], [[0, 8, 8, 7], ""], [[1, 8, 8, 8], ""], [[7, 8, 8, 0], ""], [[8, 8, 8, 1], ""],
    [[0, 7, 0, 8], ""], [[0, 8, 0, 7], ""], [[1, 8, 0, 8], ""], [[0, 8, 1, 8], ""], [[7, 0, 8, 0], ""], [[8, 1, 8, 0], ""], [[8, 0, 7, 0], ""], [[8, 0, 8, 1], ""], [[3, 3, 2, 2], "utf-8"], [[3, 3, 3, 2], ""],
  ]) assert.equal(SopEncoding.encodingOf(groups(counts)), expected, counts.join());
  for (const [counts, expected] of [[[9, 71, 9, 71], "utf-16le"], [[9, 70, 9, 71], ""], [[10, 71, 9, 71], ""]]) {
    assert.equal(SopEncoding.encodingOf(groups(counts, 100)), expected, counts.join());
  }
});

test("wide letters are read in any number, and what is none is marked", async () => {
  const long = `${"a".repeat(4096)}b\u{1f600}`;
  const signs = [...long];
  const view = new DataView(new ArrayBuffer(signs.length * 4 + 3));
  signs.forEach((sign, at) => view.setUint32(at * 4, sign.codePointAt(0), true));
  assert.equal(await SopEncoding.textOf(new Blob([view]), "utf-32le"), long);
  for (const [point, expected] of [[0x10ffff, "\u{10ffff}"], [0x110000, "\ufffd"], [0xfeff, ""]]) assert.equal(await SopEncoding.textOf(new Blob([Uint8Array.of(0, point >> 16, (point >> 8) & 255, point & 255)]), "utf-32be"), expected);
});
