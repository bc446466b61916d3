/* Small DICOM objects for tests of the checker, and its scripts. */
import { readFileSync } from "node:fs";

import { load } from "./load.mjs";

const parts = readFileSync(new URL("../../docs/assets/js/check/parts.js", import.meta.url), "utf8");

/** The scripts of the checker, in their order. */
export const CHECK = [...parts.matchAll(/"([\w/]+)"/g)].map(([, name]) => `${name}.js`);

/** The globals that they leave behind; `given` are those that they find besides the usual ones. */
export const checker = (given = {}) =>
  load(CHECK, { performance, DecompressionStream, Blob, setTimeout, structuredClone, ...given });

const LONG = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]); // whose length has four bytes (PS3.5 7.1.2)

/** One element as bytes, in Explicit VR Little Endian unless `syntax` says otherwise. */
export function element(tag, vr, value, { explicit = true, little = true, length = null } = {}) {
  const body = typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
  const size = length ?? body.length;
  const head = Buffer.alloc(explicit && LONG.has(vr) ? 12 : 8);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  view.setUint16(0, Math.floor(tag / 0x10000), little);
  view.setUint16(2, tag % 0x10000, little);
  if (explicit) head.write(vr, 4, "latin1");
  if (!explicit) view.setUint32(4, size, little);
  else if (LONG.has(vr)) view.setUint32(8, size, little);
  else view.setUint16(6, size, little);
  return Buffer.concat([head, body]);
}

/** A number of two bytes. */
export const short = (value, little = true) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255]);

const even = (text, pad = " ") => (text.length % 2 ? text + pad : text);
export const text = (tag, vr, value, options) => element(tag, vr, even(value, vr === "UI" ? "\0" : " "), options);

export const CT = "1.2.840.10008.5.1.4.1.1.2";
export const EXPLICIT = "1.2.840.10008.1.2.1";

/** The file meta information, with preamble. */
export function meta(syntax = EXPLICIT, sopClass = CT, instance = "1.2.3") {
  const body = Buffer.concat([
    element(0x00020001, "OB", [0, 1]), text(0x00020002, "UI", sopClass), text(0x00020003, "UI", instance),
    text(0x00020010, "UI", syntax), text(0x00020012, "UI", "1.2.9"),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), element(0x00020000, "UL", size), body]);
}

/** A file of elements. */
export const file = (elements, syntax = EXPLICIT) => Uint8Array.from(Buffer.concat([meta(syntax), ...elements]));
