"use strict";
/* Runs the checker of docs/assets/js/check/ in Node: `node run.js SCRIPTS RULES FILE…`.
 *
 * Prints a line of JSON for each file: {file, …} with what the checker reports of it. */

const { readFileSync, openSync, readSync, fstatSync, closeSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const [scripts, rulesFolder, ...given] = process.argv.slice(2);
const MOST = 1 << 26; // bytes of a file that are read

globalThis.self = globalThis;
const run = (path) => vm.runInThisContext(readFileSync(path, "utf-8"), { filename: path });
for (const name of ["dicom", "check/dataset", "check/dump", "check/values", "check/rules", "check/conditions", "check/attributes", "check/findings", "check/groups", "check/content", "check/consistency", "check/check"]) {
  run(join(scripts, `${name}.js`));
}

/** The beginning of a file, and its size. */
function beginning(path) {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(Math.min(size, MOST));
    let at = 0;
    while (at < bytes.length) {
      const got = readSync(file, bytes, at, bytes.length - at, at);
      if (!got) break;
      at += got;
    }
    return { bytes: bytes.subarray(0, at), size };
  } finally {
    closeSync(file);
  }
}

function* filesIn(path) {
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name));
}

const rules = new SopRules.Rules();
const checker = new SopCheck.Checker(rules, async (name) => {
  globalThis.SopCheckRules = [];
  run(join(rulesFolder, `${name}.js`));
  for (const part of globalThis.SopCheckRules) rules.take(part);
});

/** The objects in a file: one of DICOM, or those of a dump. */
async function objects(path) {
  const { bytes, size } = beginning(path);
  const object = await checker.open(bytes, size);
  if (object.dicom || !bytes.length) return [object];
  try {
    return await checker.dump(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SopDump.NoDump || error instanceof TypeError) return [object];
    throw error;
  }
}

async function main() {
  for (const one of given) {
    let paths;
    try {
      paths = [...filesIn(one)];
    } catch (error) {
      process.stdout.write(`${JSON.stringify({ file: one, unreadable: `It cannot be read: ${error.code}.` })}\n`);
      continue;
    }
    for (const path of paths) {
      let reports;
      const began = performance.now();
      try {
        reports = await Promise.all((await objects(path)).map((object) => checker.check(object)));
      } catch (error) {
        if (!error.code) throw error;
        reports = [{ unreadable: `It cannot be read: ${error.code}.` }];
      }
      const ms = Math.round((performance.now() - began) * 10) / 10;
      for (const report of reports) process.stdout.write(`${JSON.stringify({ file: path, ms, ...report })}\n`);
    }
  }
}

main();
