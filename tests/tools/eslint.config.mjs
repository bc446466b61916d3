/* How scripts are linted: what is surely wrong, and regular expressions that a text can make slow. */
import js from "@eslint/js";
import regexp from "eslint-plugin-regexp";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "script" },
    rules: { "no-undef": "off" }, // the compiler knows what scripts leave for each other
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
