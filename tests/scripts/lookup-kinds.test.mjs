/* Words of a query that say which kind of thing is meant, and what is no part of the vocabulary. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup } from "./lookup.mjs";

const KINDS = ["sop-class", "transfer-syntax", "general", "uid", "service-class", "module", "macro", "iod", "attribute", "directory", "context-group", "status", "guide"];

const { index, find } = lookup();
index.add({
  section: "extra", version: 2,
  kinds: [
    ...KINDS.map((kind) => ({ kind, word: kind, path: `${kind}/*/`, rows: [["zebra", "Zebra Crossing", 0]] })),
    { kind: "code", word: "code", path: "codes/*/", rows: [["q-1", "Quagga", 0, 0, 0, "", "", "", "SCT 1"]] },
    { kind: "value", word: "value", path: "values/*/", rows: [["v-1", "OKAPI", 0]] },
  ],
});

test("a word says which kind is meant", () => {
  for (const [words, kind] of [
    ["transfer syntax", "transfer-syntax"], ["module", "module"], ["macros", "macro"], ["IOD", "iod"],
    ["attribute", "attribute"], ["tags", "attribute"], ["enumerated values", "attribute"], ["abstract syntax", "sop-class"], ["SOP Class", "sop-class"],
    ["well-known", "uid"], ["coding scheme", "uid"], ["LDAP", "directory"], ["context group", "context-group"], ["CID", "context-group"], ["status code", "status"], ["guide", "guide"],
  ]) assert.equal(find(`zebra crossing ${words}`).hits[0].kind, kind, words);
  assert.deepEqual([...find("zebra crossing service class").hits.slice(0, 2)].map(({ kind }) => kind).sort(), ["general", "service-class"]);
});

test("codes and values are known as a whole, and lend no words", () => {
  assert.equal(index.byTerm.get("SCT 1").name, "Quagga");
  assert.equal(find("quagga").hits[0].kind, "code");
  for (const word of ["quagga", "okapi"]) assert.equal(index.wordIds.has(word), false, word);
  assert.equal(index.wordIds.has("zebra"), true);
});
