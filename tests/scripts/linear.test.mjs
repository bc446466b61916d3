/* No text takes longer than its length allows: every regular expression of the scripts, and what they do
 * with whole texts, against generated worst cases. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { lookup, SCAN } from "./lookup.mjs";

const SCRIPTS = new URL("../../docs/assets/js/", import.meta.url);

/* A regular expression where one can stand; what it cannot be told from, a division, has blanks around it here. */
const LITERAL = /(?<=[=(,:;[!&|?{}>\n]\s*|return )\/(?![*/ ])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g;

/** Every regular expression of a script: `[place, regexp]`. */
function* expressions(path) {
  const text = readFileSync(new URL(path, SCRIPTS), "utf8").replace(/^\s*(?:\/\*.*|\*.*|\/\/.*)$/gm, "");
  for (const match of text.matchAll(LITERAL)) {
    try {
      yield [`${path}: ${match[0]}`, new RegExp(match[1], match[2].replace(/[gy]/g, ""))];
    } catch {
      // No regular expression: a division, or a part of a longer text.
    }
  }
}

/* What texts are made of that lead an expression far before it fails. */
const UNITS = [
  ".", " ", "1", "1.", "a", "A", "aB", "-", "_", "(", "[", "]", "*", "'", "\"", "=", ":", ", ", ";", "/", "\\", "\n", "\t",
  "1 ", "a ", "a1", "0x", "0xA", "x.", "iso(1) ", "(0008,", "status ", "W: ", "ab ", "12:", "1-", "a-", "a_", "..", "1..",
  "2.25.7.", "1.2.840.10008.", "1.2.840.10008.1.1........ 12 ", "not ", "(not ", "status 0110 ", "A9", "aa ", "00 ", "result 1 source ",
];
const TAILS = ["", "!", " 12", "x"];

const time = (act) => {
  const since = performance.now();
  act();
  return performance.now() - since;
};

/** The least of three measurements: the rest is noise. */
const least = (act) => Math.min(time(act), time(act), time(act));

const SHORT = 10 << 10;
const LONG = 100 << 10;
const FAST = 30; // milliseconds, in which no growth can be told
const GROWTH = 30; // times as long for ten times the text; a square would be a hundred

/** The worst cases for which `act` takes longer than the text grows. */
function slow(act) {
  const found = [];
  for (const unit of UNITS) {
    for (const tail of TAILS) {
      const text = (size) => unit.repeat(Math.ceil(size / unit.length)) + tail;
      const long = time(() => act(text(LONG)));
      if (long < FAST) continue;
      const short = least(() => act(text(SHORT)));
      if (least(() => act(text(LONG))) > Math.max(FAST, GROWTH * short)) found.push(`${JSON.stringify(unit + tail)}: ${Math.round(long)} ms`);
    }
  }
  return found;
}

const paths = readdirSync(SCRIPTS, { recursive: true }).filter((path) => path.endsWith(".js")).sort();

for (const path of paths) {
  test(`no expression of ${path} grows faster than the text`, () => {
    for (const [place, expression] of expressions(path)) assert.deepEqual(slow((text) => expression.test(text)), [], place);
  });
}

test("the expressions are found", () => {
  const count = paths.reduce((sum, path) => sum + [...expressions(path)].length, 0);
  assert.ok(count > 150, `${count}`);
});

test("no query takes long", () => {
  const { index } = lookup();
  for (const unit of UNITS) {
    for (const tail of TAILS) {
      const query = unit.repeat(Math.ceil(LONG / unit.length)) + tail;
      assert.ok(least(() => index.find(query)) < 100, JSON.stringify(unit + tail));
    }
  }
});

test("no step of a scan takes long, and all of them as long as the text is", () => {
  const { SopScan, index } = lookup(SCAN);
  const known = SopScan.knowledge(index);
  const longest = (text) => {
    const steps = SopScan.scanning(text, known);
    let most = 0;
    for (let done = false; !done;) most = Math.max(most, time(() => { ({ done } = steps.next()); }));
    return most;
  };
  const texts = [...UNITS.map((unit) => unit.repeat(Math.ceil(LONG / unit.length))), "1".repeat(2 << 20), ".".repeat(2 << 20),
    Array.from({ length: 3000 }, (_, i) => `1.2.840.99${i}.1.2.3.${i}`).join("\n"),
    Array.from({ length: 3000 }, (_, i) => `1.2.840.10008.5.1.4.1.1.${5000 + i}`).join(" ")];
  for (const text of texts) assert.ok(Math.min(longest(text), longest(text)) < 100, JSON.stringify(text.slice(0, 30)));
  assert.deepEqual(slow((text) => SopScan.scan(text, known)), []);
});
