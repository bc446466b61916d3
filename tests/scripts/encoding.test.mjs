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
