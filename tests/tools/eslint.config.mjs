/* How scripts are linted: what is surely wrong, and regular expressions that a text can make slow. */
import { readdirSync, readFileSync } from "node:fs";

import js from "@eslint/js";
import regexp from "eslint-plugin-regexp";
import globals from "globals";

const SCRIPTS = "docs/assets/js/";

/** What the site's scripts leave for each other. */
const ours = new Set(readdirSync(SCRIPTS, { recursive: true })
  .filter((path) => path.endsWith(".js"))
  .flatMap((path) => readFileSync(SCRIPTS + path, "utf8").match(/(?<=globalThis\.)Sop\w+/g) ?? []));

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: {
      sourceType: "script",
      globals: { ...globals.browser, ...globals.worker, ...Object.fromEntries([...ours].map((name) => [name, "readonly"])) },
    },
  },
  { files: ["**/*.mjs"], languageOptions: { sourceType: "module", globals: globals.node } },
  {
    plugins: { regexp },
    rules: {
      "no-control-regex": "off", // texts hold control characters, and that is what is looked for
      "no-unused-vars": ["error", { varsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true }],
      "regexp/no-super-linear-backtracking": "error",
      "regexp/no-super-linear-move": "error",
      "regexp/no-useless-assertions": "error",
    },
  },
];
