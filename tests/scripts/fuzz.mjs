/* Gives the scripts random texts, dumps, lists and DICOM files for a while, each within a bound of time and memory.
 *
 *   node tests/scripts/fuzz.mjs SITE SECONDS SEED FILE…   (a built site, DICOM files to damage)
 *   node tests/scripts/fuzz.mjs SITE each SEED FILE…      (one input for each target, however long it takes)
 *   node tests/scripts/fuzz.mjs SITE again TARGET INPUT   (one input: a file as it was printed)
 *
 * Prints each input that throws, takes too long or too much, as JSON, one a line, and at last how many it gave.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import { Hostile } from "./hostile.mjs";

const [site, seconds, seed, ...files] = process.argv.slice(2);

const AT_LEAST = 1000; // milliseconds of the processor's time that any input may take
const PER_KILOBYTE = 10; // and the more the larger it is
const LONGEST = 20_000; // milliseconds of it after which an input is given up
const MOST = 512; // MiB by which the peak of memory may grow with one input

const MAKES = {
  box: "text", identify: "text", nearest: "text", paste: "text", file: "bytes", beginning: "bytes", text: "bytes",
  object: "bytes", cut: "bytes", dump: "dump", list: "records", csv: "records",
};

/** A worker that is started again after each end. */
class Runner {
  #worker = null;

  #start() {
    const workerData = { site: pathToFileURL(`${site}/`).href };
    const resourceLimits = { maxOldGenerationSizeMb: 768 };
    this.#worker = new Worker(new URL("fuzz-worker.mjs", import.meta.url), { workerData, resourceLimits });
  }

  /** What one input does: `{wrong, took, grew}`. */
  async run(target, made) {
    if (!this.#worker) this.#start();
    const worker = this.#worker;
    const since = process.cpuUsage();
    let timer;
    const done = await new Promise((resolve) => {
      worker.once("message", resolve);
      worker.once("error", (error) => resolve({ wrong: `ended the worker: ${error?.stack ?? error}`, isOver: true }));
      timer = setInterval(() => {
        const { user, system } = process.cpuUsage(since);
        if ((user + system) / 1000 > LONGEST) resolve({ wrong: `not done after ${LONGEST / 1000} s of the processor's time`, isOver: true });
      }, 1000);
      worker.postMessage({ target, made });
    });
    clearInterval(timer);
    for (const event of ["message", "error"]) worker.removeAllListeners(event);
    if (done.isOver) await this.end();
    return done;
  }

  async end() {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

/** What is wrong with what an input did; empty if nothing is. */
function judged({ wrong, took, grew }, made) {
  if (wrong) return wrong;
  const size = made.length * (Array.isArray(made) ? 2000 : 1);
  if (took > Math.max(AT_LEAST, (size / 1024) * PER_KILOBYTE)) return `took ${Math.round(took)} ms`;
  return grew > MOST ? `took ${Math.round(grew)} MiB` : "";
}

const shown = (made) => (typeof made === "string" ? made : Array.isArray(made) ? JSON.stringify(made) : Buffer.from(made).toString("base64"));

const runner = new Runner();
const counts = Object.fromEntries(Object.keys(MAKES).map((name) => [name, 0]));
let faults = 0;

async function give(target, made) {
  const wrong = judged(await runner.run(target, made), made);
  counts[target] += 1;
  if (!wrong) return;
  faults += 1;
  console.log(JSON.stringify({ target, wrong, input: shown(made) }));
}

if (seconds === "again") {
  const content = readFileSync(files[0], "utf8");
  const form = MAKES[seed];
  await give(seed, form === "bytes" ? Uint8Array.from(Buffer.from(content, "base64")) : form === "records" ? JSON.parse(content) : content);
} else {
  const make = new Hostile(Number(seed), files.map((file) => new Uint8Array(readFileSync(file))));
  for (const harmless of [["box", "ct"], ["dump", "(0008,0016) UI [1.2.840.10008.5.1.4.1.1.2]"]]) {
    const { wrong } = await runner.run(...harmless); // what starts up costs no input its time
    if (wrong) throw new Error(wrong);
  }
  for (const [target, form] of seconds === "each" ? Object.entries(MAKES) : []) { // once, however long it takes
    const { wrong } = await runner.run(target, make[form]());
    counts[target] += 1;
    if (wrong) throw new Error(`${target}: ${wrong}`);
  }
  const end = performance.now() + (Number(seconds) || 0) * 1000;
  while (performance.now() < end) {
    const target = make.one(Object.keys(MAKES));
    await give(target, make[MAKES[target]]());
  }
}
await runner.end();
console.log(JSON.stringify({ inputs: counts, faults }));
process.exitCode = faults ? 1 : 0;
