/* Writes what pages are given, as lines of JSON without end: `node tests/scripts/give.mjs SEED`. */
import { once } from "node:events";

import { Hostile } from "./hostile.mjs";

const make = new Hostile(Number(process.argv[2]));
process.stdout.on("error", () => process.exit());
for (;;) {
  const text = make.some(0.3) ? make.dump() : make.text();
  const given = { address: make.address(), other: make.short().toWellFormed(), text: text.toWellFormed() };
  if (!process.stdout.write(`${JSON.stringify(given)}\n`)) await once(process.stdout, "drain");
}
