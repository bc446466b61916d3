/* No text takes longer than its length allows: every regular expression of the scripts, and what they do
 * with whole texts, against generated worst cases. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { lookup, SCAN } from "./lookup.mjs";

const SCRIPTS = new URL("../../docs/assets/js/", import.meta.url);

/* A regular expression where one can stand; what it cannot be told from, a division, has blanks around it here. */
// eslint-disable-next-line regexp/no-super-linear-move -- the scripts are our own
const LITERAL = /(?<=[=(,:;[!&|?{}>\n]\s*|return )\/(?![*/ ])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g;

/** Every regular expression of a script: `[place, regexp]`. */
function* expressions(path) {
    // eslint-disable-next-line regexp/no-super-linear-move -- the scripts are our own
  const text = readFileSync(new URL(path, SCRIPTS), "utf8").replace(/^\s*(?:\/\*.*|\*.*|\/\/.*)$/gm, "");
  for (const match of text.matchAll(LITERAL)) {
    try {
      yield [`${path}: ${match[0]}`, new RegExp(match[1], match[2].replace("g", ""))];
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
const TAILS = ["", "!", " 12"];

/** The milliseconds that the processor works on `act`, whatever else the machine has to do. */
const time = (act) => {
  const since = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** The least of three measurements: the rest is noise. */
const least = (act) => Math.min(time(act), time(act), time(act));

const SHORT = 10 << 10;
const LONG = 100 << 10;
const FAST = 80; // milliseconds, in which no growth can be told
const UNSEEN = FAST / 100;
const GROWTH = 30; // times as long for ten times the text; a square would be a hundred

const made = new Map();

/** A text of about `size` characters of one unit, each made once. */
function text(unit, tail, size) {
  const key = `${size} ${unit}${tail}`;
  if (!made.has(key)) made.set(key, Buffer.from(unit.repeat(Math.ceil(size / unit.length)) + tail).toString());
  return made.get(key);
}

/** The worst cases for which `act` takes longer than the text grows. */
function slow(act) {
  const found = [];
  for (const unit of UNITS) {
    for (const tail of TAILS) {
      const short = time(() => act(text(unit, tail, SHORT)));
      if (short < UNSEEN) continue; // though it grew with the square, the long one would be fast
      const again = least(() => act(text(unit, tail, SHORT)));
      // What is slow already is not tried with more.
      const most = Math.max(FAST, GROWTH * again);
      const whole = () => act(text(unit, tail, LONG));
      const isSlow = again >= UNSEEN && (again > FAST || (time(whole) > most && least(whole) > most));
      if (isSlow) found.push(`${JSON.stringify(unit + tail)}: ${Math.round(again)} ms for 10 KiB`);
    }
  }
  return found;
}

/* Lines of a dump, which are short: what is longer is cut before it comes here. */
const BOUNDED = new Set(["check/dump.js: /^(?:(.*?)\\s+)?([A-Z]{2}|[A-Z]{2} or [A-Z]{2}(?: or [A-Z]{2})?): ?(.*)$/"]);

const paths = readdirSync(SCRIPTS, { recursive: true }).filter((path) => path.endsWith(".js")).sort();

for (const path of paths) {
  test(`no expression of ${path} grows faster than the text`, () => {
    for (const [place, expression] of expressions(path)) if (!BOUNDED.has(place)) assert.deepEqual(slow((each) => { expression.lastIndex = 0; expression.test(each); }), [], place);
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
      const query = text(unit, tail, LONG);
      if (time(() => index.find(query)) > 50) assert.ok(least(() => index.find(query)) < 100, JSON.stringify(unit + tail));
    }
  }
});

test("no step of a scan takes long, and all of them as long as the text is", () => {
  const { SopScan, index } = lookup(SCAN);
  const known = SopScan.knowledge(index);
  const longest = (whole) => {
    const steps = SopScan.scanning(whole, known);
    let most = 0;
    for (let done = false; !done;) most = Math.max(most, time(() => { ({ done } = steps.next()); }));
    return most;
  };
  const texts = [...UNITS.map((unit) => text(unit, "", LONG)), "1".repeat(2 << 20), ".".repeat(2 << 20),
    Array.from({ length: 3000 }, (_, i) => `1.2.840.99${i}.1.2.3.${i}`).join("\n"),
    Array.from({ length: 3000 }, (_, i) => `1.2.840.10008.5.1.4.1.1.${5000 + i}`).join(" ")];
  for (const each of texts) assert.ok([1, 2, 3].some(() => longest(each) < 100), JSON.stringify(each.slice(0, 30)));
  assert.deepEqual(slow((each) => SopScan.scan(each, known)), []);
});
