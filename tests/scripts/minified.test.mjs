/* What the minifier made of the scripts: it joins declarations, and has put some before what they need.
 *
 * Needs the built site, which SITE names, and the parser of the linter; is left out without them.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url);
const TOOLS = new URL("build/tools/", ROOT);
const assets = process.env.SITE && new URL(`${process.env.SITE}/assets/`, ROOT);
const folder = assets && readdirSync(assets).find((name) => name.startsWith("code."));
const isReady = Boolean(folder) && existsSync(new URL("node_modules/espree", TOOLS));

/** The names that a pattern declares. */
function* namesIn(pattern) {
  if (!pattern) return;
  if (pattern.type === "Identifier") yield pattern.name;
  else if (pattern.type === "ObjectPattern") for (const each of pattern.properties) yield* namesIn(each.value ?? each.argument);
  else if (pattern.type === "ArrayPattern") for (const each of pattern.elements) yield* namesIn(each);
  else yield* namesIn(pattern.left ?? pattern.argument);
}

const children = (node) => Object.values(node).flat().filter((each) => each && typeof each.type === "string");

/** The names that are asked for when an expression is evaluated: not those in functions, which run later. */
function* asked(node) {
  if (!node || /Function/.test(node.type)) return;
  if (node.type === "Identifier") yield node.name;
  else if (node.type === "MemberExpression" && !node.computed) yield* asked(node.object);
  else if (node.type === "Property" && !node.computed) yield* asked(node.value);
  else for (const each of children(node)) yield* asked(each);
}

/** Names that stand in a declaration before their own in the same one. */
function* early(node) {
  if (node.type === "VariableDeclaration" && node.kind !== "var") {
    for (const [at, { init }] of node.declarations.entries()) {
      const later = new Set(node.declarations.slice(at + 1).flatMap(({ id }) => [...namesIn(id)]));
      for (const name of asked(init)) if (later.has(name)) yield name;
    }
  }
  for (const each of children(node)) yield* early(each);
}

test("nothing is used before it is declared", { skip: !isReady && "no built site, or no linter" }, () => {
  const { parse } = createRequire(TOOLS)("espree");
  const code = new URL(`${folder}/`, assets);
  for (const name of readdirSync(code, { recursive: true }).filter((path) => path.endsWith(".js"))) {
    assert.deepEqual([...early(parse(readFileSync(new URL(name, code), "utf8"), { ecmaVersion: "latest" }))], [], name);
  }
});
