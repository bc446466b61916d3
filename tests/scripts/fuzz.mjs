/* Gives the scripts random texts, addresses and DICOM files for a while, each within a bound of time.
 *
 *   node --max-old-space-size=512 tests/scripts/fuzz.mjs SECONDS SEED FILE…   (DICOM files to damage)
 *
 * Says how many it gave, and prints each that throws or takes too long, as JSON, one a line.
 */
import { readFileSync } from "node:fs";

import { load } from "./load.mjs";
import { lookup, SCAN } from "./lookup.mjs";

const [seconds, seed, ...files] = process.argv.slice(2);
const PER_KILOBYTE = 10; // milliseconds of the processor's time
const AT_LEAST = 500; // milliseconds that any input may take

/** A generator of numbers below 1 that begins with `state` (mulberry32). */
function numbers(state) {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const next = numbers(Number(seed));
const below = (number) => Math.floor(next() * number);
const one = (list) => list[below(list.length)];

const PIECES = [
  "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.", "2.25.", ".", "..........", "0", "00", "12", "(0008,0016)", "(0008,", "0008,0016",
  "CT", "CT Image Storage", "CTImageStorage", "A7xx", "0xC000", "status", "=", ":", "#q=", "%", "%E0%A4%A", "&", "\u0000", "\ufeff",
  "\u202e", "\ud800", "\udfff", "e\u0301", "\n", "\r\n", "\t", "\"", "'", "<script>", "</script>", "\\", "[", "]", "{", "}", "|", " ",
  "UI [1.2.840.10008.5.1.4.1.1.2]  # 26, 1 SOPClassUID", "W: ", "x".repeat(100), "é", "漢字", "🩻", "-", "_", "(", ")", "*", "+", "?",
];

function text() {
  const length = one([1, 3, 10, 40, 200, 2000]);
  const few = next() < 0.3 ? [one(PIECES), one(PIECES)] : PIECES; // the same again and again
  let made = "";
  for (let count = 0; count < length; count++) made += next() < 0.1 ? String.fromCharCode(below(0x3000)) : one(few);
  return made;
}

const originals = files.map((file) => new Uint8Array(readFileSync(file)));

function bytes() {
  if (!originals.length || next() < 0.2) return Uint8Array.from({ length: below(4096) }, () => below(256));
  let made = one(originals).slice(0, 1 << 18);
  for (let count = 1 + below(8); count > 0; count--) {
    const at = below(made.length + 1);
    const way = below(4);
    if (way === 0 && at < made.length) made[at] = one([0, 1, 0x7f, 0x80, 0xff, below(256)]);
    else if (way === 1) made = made.slice(0, at);
    else if (way === 2) made = Uint8Array.from([...made.slice(0, at), ...made.slice(at + below(64))]);
    else made = Uint8Array.from([...made.slice(0, at), ...one(originals).slice(0, below(256)), ...made.slice(at)]);
    if (!made.length) made = new Uint8Array(1);
  }
  return made;
}

const given = { Blob, DecompressionStream, Response, ReadableStream, setTimeout };
const look = lookup(SCAN, given);
const known = look.SopScan.knowledge(look.index);
const { SopDicom } = load(["dicom.js"], given);

const TARGETS = {
  find: [text, (made) => look.find(made)],
  identify: [text, (made) => look.index.identify(made)],
  scan: [text, (made) => [...look.SopScan.scan(made, known)]],
  dicom: [bytes, (made) => SopDicom.parse(made, true)],
};

const counts = Object.fromEntries(Object.keys(TARGETS).map((name) => [name, 0]));
let faults = 0;
const end = performance.now() + seconds * 1000;
while (performance.now() < end) {
  const name = one(Object.keys(TARGETS));
  const [make, act] = TARGETS[name];
  const made = make();
  const since = process.cpuUsage();
  let wrong = "";
  try {
    await act(made);
  } catch (error) {
    wrong = `${error?.name}: ${error?.message}`;
  }
  const { user, system } = process.cpuUsage(since);
  const took = (user + system) / 1000;
  if (took > Math.max(AT_LEAST, (made.length / 1024) * PER_KILOBYTE)) wrong ||= `took ${Math.round(took)} ms`;
  counts[name] += 1;
  if (wrong) {
    faults += 1;
    const shown = typeof made === "string" ? made : Buffer.from(made).toString("base64");
    console.log(JSON.stringify({ name, wrong, input: shown.slice(0, 20000) }));
  }
}
console.log(JSON.stringify({ inputs: counts, faults }));
process.exitCode = faults ? 1 : 0;
