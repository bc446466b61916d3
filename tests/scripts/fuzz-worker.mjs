/* Runs what the site's scripts do with an input, one after another: `{target, made}` in, `{wrong, took}` out.
 * It has the data and rules of the site that is built in `site`. */
import { readFileSync, readdirSync } from "node:fs";
import { runInContext, runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";

import { load } from "./load.mjs";
import { SCRIPTS, SCAN } from "./lookup.mjs";

const folder = new URL(readFileSync(new URL("assets/data-folder.js", workerData.site), "utf8").match(/"([^"]+)"/)[1], workerData.site);
const data = (name) => readFileSync(new URL(name, folder), "utf8");

const given = { performance, MessageChannel, Blob, DecompressionStream, Response, ReadableStream, setTimeout, btoa, console };
const parts = load(["check/parts.js"]).SopCheckParts.map((part) => `${part}.js`);
// What Python and scripts both know is made by the build: of the scripts of every page it is a line.
const code = new URL(`assets/${readdirSync(new URL("assets/", workerData.site)).find((name) => name.startsWith("code."))}/`, workerData.site);
const written = (name, file) => runInNewContext(readFileSync(new URL(file, code), "utf8").match(new RegExp(`globalThis\\.${name}=(.*?\\});?$`, "m"))[0], {});
const both = { SopKnown: written("SopKnown", "site.js"), SopSyntaxes: written("SopSyntaxes", "syntaxes.js") };
const page = load([...SCRIPTS, ...SCAN, "save.js", "export/forms.js", "paste/encoding.js", ...parts], { ...given, ...both });
page.self = page;
const take = (name) => runInContext(data(name), page);
for (const section of ["core", "more", "codes", "terms"]) take(`lookup-${section}.js`);

const index = new page.SopLookup.Index();
for (const section of page.SopLookupData) index.add(section);
const known = page.SopScan.knowledge(index);
const engine = new page.SopEngine.Engine(async (name) => take(`rules/${name}.js`));

const { SopScan, SopDicom, SopEncoding, SopExport, SopSave, SopReport } = page;

/** A report, and all that is made of it. */
async function check(job) {
  const reports = await engine.check(job, { tree: true });
  const objects = reports.map((report) => ({ file: "x", source: job, at: 0, ...report }));
  JSON.stringify(objects);
  for (const form of [SopReport.text, SopReport.markdown, SopReport.json]) form(objects);
  SopSave.csv(SopReport.rows(objects));
}

const FORMS = Object.keys(SopExport.FORMS);

const TARGETS = {
  box: (made) => index.find(made),
  identify: (made) => index.identify(made),
  nearest: (made) => index.nearest(made),
  paste: (made) => SopScan.scan(made, known),
  file: (made) => SopDicom.parse(made, true),
  beginning: (made) => SopDicom.parse(made, false),
  text: async (made) => {
    const encoding = SopEncoding.encodingOf(made.subarray(0, 4096));
    if (encoding) SopScan.scan(await SopEncoding.textOf(new Blob([made]), encoding), known);
  },
  object: (made) => check({ bytes: made, size: made.length }),
  cut: (made) => check({ bytes: made.subarray(0, made.length >> 1), size: made.length }),
  dump: (made) => check({ text: made }),
  list: (made) => {
    for (const key of FORMS) for (const role of ["acceptor", "proposer"]) SopExport.write(key, made, { role, syntaxes: "all", edition: "2026d" });
  },
  csv: (made) => SopSave.csv(made.map((record) => Object.values(record))),
};

parentPort.on("message", async ({ target, made }) => {
  const since = process.cpuUsage();
  const before = process.resourceUsage().maxRSS;
  let wrong = "";
  try {
    await TARGETS[target](made);
  } catch (error) {
    wrong = error?.stack?.split("\n").slice(0, 3).join(" ") ?? String(error);
  }
  const { user, system } = process.cpuUsage(since);
  parentPort.postMessage({ wrong, took: (user + system) / 1000, grew: (process.resourceUsage().maxRSS - before) / 1024 });
});
