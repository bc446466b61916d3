import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const TEXTS = [
  ["", "Registry", "Home of everything."],
  ["sop-classes/1/", "CT Image Storage", "One reconstructed slice for each object. It is sent by scanners."],
  ["sop-classes/2/", "Enhanced CT Image Storage", "Slices of a whole series in one object; each is reconstructed."],
  ["guides/a/", "Storing", "How objects are sent, and what the archive answers when it refuses one."],
  ["guides/a/#answers", "What the answer says", "A status of A700 says that the archive is full. Try again when it has room, or send elsewhere."],
  ["guides/b/index.html", "Negotiation", "The answer to a proposal. What it says of each."],
  ["attributes/1/", "Größe", "How tall the patient is, in metres; the archive of sizes."],
];

/** The prose of pages with these `texts`; `loads` counts how often their script is asked for. */
function prose(texts = TEXTS, fails = 0) {
  let failures = fails;
  const asked = [];
  const data = async (path) => {
    asked.push(path);
    if (failures-- > 0) throw new Error("not to be had");
  };
  const context = load(["find/prose.js"], { SopFind: {}, SopSite: { data }, self: { SopProse: texts } });
  return { asked, search: context.SopFind.prose.search, ready: context.SopFind.prose.ready };
}

const paths = async (query, texts) => Array.from(await prose(texts).search(query), ({ path }) => path);

for (const [query, expected] of [
  ["reconstructed slice", ["sop-classes/1/", "sop-classes/2/"]],
  ["slice", ["sop-classes/1/", "sop-classes/2/"]],
  ["SLICE Sent", ["sop-classes/1/"]],
  ["lice", []],
  ["storage", ["sop-classes/1/", "sop-classes/2/"]],
  ["ct storage zebra", []],
  ["größe", ["attributes/1/"]],
  ["rösse", []],
  ["a700", ["guides/a/#answers"]],
  ["", []],
]) {
  test(`what has every word of ${JSON.stringify(query)}`, async () => {
    assert.deepEqual(await paths(query), expected);
  });
}

test("a title counts for more than a text, a word for more than its beginning", async () => {
  const texts = [
    ["begins/", "Other", "Storages of things"], ["whole/", "Other", "A storage of things"],
    ["begun title/", "Storages", "Other"], ["title/", "Storage", "Other"],
  ];
  assert.deepEqual(await paths("storage", texts), ["title/", "begun title/", "whole/", "begins/"]);
});

test("two words begun in a title and whole in the text are more than one that is whole in a title", async () => {
  const texts = [["one/", "Storage", "a class"], ["both/", "Storages and classes", "storage class"]];
  assert.deepEqual(await paths("storage class", texts), ["both/", "one/"]);
});

test("what begins a title is more than what a guide has in its text", async () => {
  const texts = [["guides/a/", "A guide", "The word as well"], ["attributes/1/", "Words", "Other"]];
  assert.deepEqual(await paths("word", texts), ["attributes/1/", "guides/a/"]);
});

test("a SOP Class and a guide tell more than what is as short", async () => {
  const texts = [["attributes/1/", "One", "A word"], ["guides/a/", "A guide", "The word as well"]];
  assert.deepEqual(await paths("word", texts), ["guides/a/", "attributes/1/"]);
});

test("of texts that fit as well the shortest comes first", async () => {
  const texts = [["long/", "Other", "A word and so on and so on"], ["short/", "Other", "A word"]];
  assert.deepEqual(await paths("word", texts), ["short/", "long/"]);
});

test("words that are everywhere are not asked for, unless there are no others", async () => {
  assert.deepEqual(await paths("what archive"), await paths("archive"));
  assert.deepEqual(await paths("when"), ["guides/a/"]);
});

test("a page is found once, by its best section, which names the page", async () => {
  const found = await prose().search("answer says");
  assert.deepEqual(Array.from(found, ({ path, title, page }) => [path, title, page].join("|")), [
    "guides/a/#answers|What the answer says|Storing",
    "guides/b/|Negotiation|",
  ]);
});

test("a long text begins shortly before what was found", async () => {
  const [{ text }] = await prose().search("elsewhere");
  assert.match(text, /^… \S.*elsewhere\.$/);
  assert.ok(text.length < 80, text);
  const [{ text: whole }] = await prose().search("status");
  assert.match(whole, /^A status/);
});

test("a word is found behind another that only has it inside, or begins with it", async () => {
  assert.deepEqual(await paths("lice", [["a/", "Other", "slice lice"], ["b/", "Other", "slice"]]), ["a/"]);
  const texts = [["begins/", "Other", "A storages"], ["both/", "Other", "A storages storage"]];
  assert.deepEqual(await paths("storage", texts), ["both/", "begins/"]);
});

test("words that join others are no reason to leave a text out", async () => {
  assert.deepEqual(await paths("tall and patient"), ["attributes/1/"]);
});

test("a text is shown from its beginning where that has a word, or from a whole word on", async () => {
  const far = `alpha ${"middle ".repeat(20)}omega end`;
  const shown = async (query) => (await prose([["a/", "Other", far]]).search(query))[0].text;
  assert.equal(await shown("alpha omega"), far);
  assert.equal(await shown("omega"), `… ${"middle ".repeat(8)}omega end`);
});

test("a text begins earlier than what was found by 60 characters, less the part of a word", async () => {
  const shown = async (text, word = "omega") => (await prose([["a/", "Other", text]]).search(word))[0].text;
  const before = (length) => `ab ${"x".repeat(length - 4)} omega end`;
  assert.equal(await shown(before(60)), before(60));
  assert.equal(await shown(before(61)), `… ${before(61).slice(3)}`);
  assert.equal(await shown(`ab ${"x".repeat(70)} omega end`), "… omega end");
  const joined = `ab ${"x".repeat(70)}-omega end`;
  assert.equal(await shown(joined), joined);
  const twice = `Storages ${"middle ".repeat(20)} storages`;
  assert.equal(await shown(twice, "storage"), twice);
});

test("signs of a query are signs", async () => {
  assert.deepEqual(await paths("a.*"), []);
});

test("the texts are asked for once, and again where they could not be had", async () => {
  const once = prose();
  await Promise.all([once.ready(), once.search("slice")]);
  assert.deepEqual(once.asked, ["prose.js"]);
  const twice = prose(TEXTS, 1);
  await assert.rejects(twice.search("slice"), /not to be had/);
  assert.equal((await twice.search("slice")).length, 2);
  assert.deepEqual(twice.asked, ["prose.js", "prose.js"]);
});

test("a script that holds no texts is told", async () => {
  await assert.rejects(prose(null).ready(), /prose.js holds no data/);
});
