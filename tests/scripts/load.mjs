/* Runs classic scripts of the site as a page does, without a document. */
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const SCRIPTS = new URL("../../docs/assets/js/", import.meta.url);

/**
 * The globals that the scripts `names` of docs/assets/js/ leave behind, each run in turn.
 * `given` are the globals that they find.
 */
export function load(names, given = {}) {
  const context = createContext({ TextDecoder, TextEncoder, URL, URLSearchParams, ...given });
  for (const name of names) {
    const file = new URL(name, SCRIPTS);
    runInContext(readFileSync(file, "utf8"), context, { filename: file.pathname });
  }
  return context;
}
