/* Runs the look-up in Node, by the same scripts and data as the search box.
 *
 * Reads from standard input one JSON object {scripts: [path, …], data: [text, …], queries: [text, …],
 * limit, pastes: [text, …]} and writes {answers: [answer, …], findings: [[finding, …], …]} as JSON.
 */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

globalThis.self = globalThis;
const { scripts, data, queries = [], pastes = [], limit } = JSON.parse(readFileSync(0, "utf8"));
for (const path of scripts) runInThisContext(readFileSync(path, "utf8"), { filename: path });
for (const text of data) runInThisContext(text);

const index = new globalThis.SopLookup.Index();
for (const section of globalThis.SopLookupData) index.add(section);

const answers = queries.map((query) => {
  const since = performance.now();
  const { hits, total, messages } = index.find(query, { limit });
  return {
    query,
    total,
    hits: hits.map(({ name, kind, kindWord, id, uid, tag, keyword, status, path, why, matched, score }) =>
      ({ name, kind, kindWord, id, uid, tag, keyword, status, path, why, matched, score: Math.round(score) })),
    messages: messages.map(({ kind, text }) => ({ kind, text })),
    milliseconds: performance.now() - since,
  };
});
const findings = pastes.map((text) => globalThis.SopScan.scan(text, globalThis.SopScan.knowledge(index)));
process.stdout.write(JSON.stringify({ answers, findings: findings.map((list) => list.map(({ entry, ...rest }) => ({ ...rest, name: entry?.name ?? "", path: entry?.path ?? "" }))) }));
