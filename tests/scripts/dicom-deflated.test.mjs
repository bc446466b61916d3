/* Deflated data sets: how much of one is inflated, and what is said where that fails. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, checker, element, meta, text } from "./objects.mjs";

const DEFLATED = "1.2.840.10008.1.2.1.99";
const body = Buffer.concat([text(0x00080016, "UI", CT), text(0x00080060, "CS", "CT")]);
const packed = (length) => Uint8Array.from(Buffer.concat([meta(DEFLATED), Buffer.alloc(length, 0xff)]));

/** The reader where each piece that is fed becomes `chunk`, and the end an error with `message`; and those pieces. */
function inflating(chunk, message = "", cause = undefined) {
  const pieces = [];
  class Stream extends TransformStream {
    constructor() {
      super({
        transform(piece, controller) {
          pieces.push(piece.length);
          if (pieces.length === 1 || !message) controller.enqueue(chunk);
        },
        flush() {
          if (message) throw new TypeError(message, { cause });
        },
      });
    }
  }
  return { pieces, ...checker({ DecompressionStream: Stream }) };
}

test("of a whole file 64 MiB are inflated at most, of a beginning 256 KiB", async () => {
  for (const [whole, size, most] of [[true, 1 << 22, 1 << 26], [false, 1 << 16, 1 << 18]]) {
    const { SopDicom, pieces } = inflating(new Uint8Array(size));
    const { data } = await SopDicom.open(packed(4096 * 40), whole);
    assert.deepEqual([data.bytes.length, data.whole], [most, false]);
    assert.ok(pieces.length < 20, "no more is fed than is asked for");
  }
});

test("it is fed in pieces of 4 KiB, of which a bomb makes no more than 4 MiB", async () => {
  for (const [length, expected] of [[1, [1]], [8192, [4096, 4096]], [8193, [4096, 4096, 1]]]) {
    const { SopDicom, pieces } = inflating(body);
    const { data } = await SopDicom.open(packed(length));
    assert.deepEqual([pieces, data.bytes.length, data.whole], [expected, body.length * expected.length, true]);
  }
});

const ENDS = [
  "Compressed input was truncated.", "Junk found after end of compressed data.", // Chromium
  "The input is ended without reaching the stream end", "Unexpected input after the end of stream", // Firefox
  "Extra bytes past the end.", // Safari, of both
  "unexpected end of file", // Node
];
const DAMAGES = [
  "The compressed data was not valid: invalid block type.", "The input data is corrupted: invalid block type",
  "Failed to Decode Data.", "invalid block type",
];

test("what ends early, or has something behind it, is told from what is damaged by the words of browsers", async () => {
  const told = async (chunk, ...words) => {
    const { SopDicom } = inflating(chunk, ...words);
    const { sopClass, modality, truncated, warnings } = await SopDicom.parse(packed(5000));
    return [sopClass, modality, truncated, ...warnings];
  };
  const cut = body.subarray(0, body.length - 12);
  for (const message of ENDS) {
    assert.deepEqual(await told(body, message), [CT, "CT", false], message);
    assert.deepEqual(await told(cut, message), [CT, "", true, "it ends in the middle of an element"], message);
  }
  for (const message of DAMAGES) {
    assert.deepEqual(await told(body, message), [CT, "CT", true, "its deflated data set is damaged"], message);
    assert.deepEqual(await told(cut, message), [CT, "", true, "its deflated data set is damaged"], message);
  }
  const cause = { message: "unexpected end of file" };
  assert.deepEqual(await told(body, "failed", cause), [CT, "CT", false], "as its cause says");
});

test("what was never deflated is damaged, and nothing at all is missing", async () => {
  const { SopDicom } = checker();
  for (const [length, warning] of [[40, "its deflated data set is damaged"], [0, "it ends before its data set"]]) {
    const { sopClass, truncated, warnings } = await SopDicom.parse(packed(length));
    assert.deepEqual([sopClass, truncated, ...warnings], [CT, true, warning]);
  }
});

test("a short deflated data set is not called cut, and its meta information is known without DICM", async () => {
  const { SopDicom, SopDataSet } = inflating(Buffer.concat([text(0x00080016, "UI", CT), element(0x00080020, "DA", [])]));
  const { truncated, warnings } = await SopDicom.parse(packed(1));
  assert.deepEqual([truncated, ...warnings], [false]);
  const { meta: its, data, ended } = await SopDataSet.read(packed(1).subarray(132), { vrOf: () => "" });
  assert.deepEqual([its.get(0x00020010) !== null, [...data.elements.keys()], ended], [true, [0x00080016, 0x00080020], ""]);
});

test("a browser that cannot inflate says so", async () => {
  const { SopDicom } = checker({ DecompressionStream: undefined });
  const { dicom, sopClass, truncated, warnings } = await SopDicom.parse(packed(40));
  assert.deepEqual([dicom, sopClass, truncated, ...warnings], [true, CT, false, "this browser cannot inflate"]);
});
