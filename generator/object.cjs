"use strict";
/* The checker in Node: `node object.cjs ASSETS RULES text|json|lines FILE…`.
 *
 * ASSETS is the folder of the scripts, RULES that of the rules. Prints the findings as text, as JSON,
 * or as a line of JSON for each object. Exits with 0 if there is no error, 1 if there is one, and 2 if
 * a file could not be read. */

const { closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const [assets, rules, form, ...given] = process.argv.slice(2);
const MOST = 1 << 26; // bytes of a file that are read

const run = (path) => vm.runInThisContext(readFileSync(path, "utf-8"), { filename: path });

globalThis.self = globalThis;
run(join(assets, "check/parts.js"));
for (const part of SopCheckParts) run(join(assets, `${part}.js`));
const engine = new SopEngine.Engine(async (name) => run(join(rules, `${name}.js`)));

/** The beginning of a file, and its size. */
function beginning(path) {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(Math.min(size, MOST));
    let at = 0;
    for (let got = 1; got && at < bytes.length; at += got) got = readSync(file, bytes, at, bytes.length - at, at);
    return { bytes: bytes.subarray(0, at), size };
  } finally {
    closeSync(file);
  }
}

/** The files below a path, those of folders in the order of their names. */
function* filesIn(path) {
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name));
}

const REASONS = { ENOENT: "there is no such file", EACCES: "it may not be read", EISDIR: "it is a folder" };

/** What a path holds, or why it cannot be read. */
function attempt(what) {
  try {
    return { value: what() };
  } catch (error) {
    if (!error.code) throw error;
    return { unreadable: `It cannot be read: ${REASONS[error.code] ?? error.code}.` };
  }
}

async function main() {
  const all = [];
  for (const path of given) {
    const found = attempt(() => [...filesIn(path)]);
    if (found.unreadable) all.push({ file: path, unreadable: found.unreadable });
    for (const file of found.value ?? []) {
      const began = performance.now();
      const read = attempt(() => beginning(file));
      const reports = read.unreadable ? [read] : await engine.check(read.value);
      for (const report of reports) all.push({ file, milliseconds: performance.now() - began, ...report });
    }
  }
  const forms = {
    text: () => SopReport.text(all),
    json: () => `${JSON.stringify(SopReport.json(all), null, 2)}\n`,
    lines: () => all.map((report) => `${JSON.stringify(report)}\n`).join(""),
  };
  process.stdout.write(forms[form]());
  process.exitCode = all.some(({ unreadable }) => unreadable) ? 2 : all.some(({ counts }) => counts.error) ? 1 : 0;
}

main();
