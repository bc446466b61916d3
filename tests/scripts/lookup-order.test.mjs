/* Which of two results comes first, and why. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { only, row, uid } from "./lookup.mjs";

const why = (of, query) => Array.from(of.find(query, { limit: 50 }).hits, (hit) => hit.why);
const kindsOf = (of, query) => Array.from(of.find(query, { limit: 50 }).hits, ({ kind }) => kind);

/** A thing for each way to be called by a text, in the order of their UIDs. */
const roles = (text, start = "", ...first) => only({
  "sop-class": [
    row(uid(`1.${first[0] ?? 1}`), `${text}`),
    row(uid(`1.${first[1] ?? 2}`), "Gnu B", { keyword: text.replaceAll(" ", "") }),
    row(uid("1.3"), "Gnu C", { constant: text }),
    row(uid("1.4"), "Gnu D", { former: text }), row(uid("1.5"), `${start} ${text}`),
    row(uid("1.6"), "Gnu F", { alias: text }), row(uid("1.7"), "Gnu G", { code: text }),
  ],
});

test("a name and a keyword are before a constant, an alias, a former name, a code and the end of a name", () => {
  const rest = ["constant", "alias", "former name", "code", "end of the name"];
  assert.deepEqual(why(roles("Okapi", "Kudu"), "OKAPI"), ["name", "keyword", ...rest]);
  assert.deepEqual(why(roles("Okapi", "Kudu", 2, 1), "OKAPI"), ["keyword", "name", ...rest], "the lower UID");
});

test("of what begins so, names and keywords are before constants, former names, ends, aliases and codes", () => {
  const rest = ["constant", "former name", "end of the name", "alias", "code"];
  assert.deepEqual(why(roles("Okapi", "Kudu"), "oka"), ["name", "keyword", ...rest]);
  assert.deepEqual(why(roles("Okapi", "Kudu", 2, 1), "oka"), ["keyword", "name", ...rest]);
});


/* Kinds in the order in which they come where all are called alike; those in one list are worth the same. */
const WHOLE = [
  ["transfer-syntax"], ["association", "sop-class", "status"], ["uid"], ["private"], ["general"],
  ["attribute"], ["directory"], ["guide", "page"],
  ["of another kind"], ["service-class"], ["module"], ["macro"], ["iod"], ["code"], ["value"],
  ["context-group", "template"], ["template-uid"],
];
const PART = [
  ["sop-class"], ["transfer-syntax"], ["private", "uid"], ["service-class"], ["general", "status"],
  ["association"], ["guide"], ["page"],
  ["of another kind"], ["attribute", "directory"], ["module"], ["macro"], ["iod"],
  ["context-group", "template"], ["template-uid"],
];

/** Things of every kind with the same name. */
const alike = (name, kinds) => only(Object.fromEntries(kinds.flat().sort().map((kind) => [
  kind, [row(`${kind}-1`, name)],
])));

test("a kind that is meant more often is before another, by its name and by a part of it", () => {
  assert.deepEqual(kindsOf(alike("Zebra Quagga", WHOLE), "zebra quagga"), WHOLE.flat());
  assert.deepEqual(
    kindsOf(alike("Zebra Quagga Okapi Gnu Kudu", PART), "okapi kudu gnu quagga zebra"), PART.flat()
  );
});

test("a kind has no more before another than what is retired has less", () => {
  for (const [retired, active] of [["sop-class", "transfer-syntax"], ["transfer-syntax", "sop-class"]]) {
    const { find } = only({
      [retired]: [row("a", "Zebra Quagga Okapi", { retired: 1 })], [active]: [row("b", "Zebra Quagga Okapi")],
    });
    for (const query of ["zebra quagga okapi", "quagga zebra"]) {
      assert.equal(find(query).hits[0].kind, active, `${retired} ${query}`);
    }
  }
});

test("a kind that is meant more often is before another where both are named in a longer text", () => {
  const mentioned = (text, rows) => {
    const { SopLookup, index } = only(rows);
    const found = new SopLookup.Found();
    SopLookup.findNames(index, text, found);
    return Array.from(found.best(9, index.kinds).hits, ({ kind }) => kind);
  };
  const [one, other] = ["Zebra Quagga", "Okapi Gnu12"];
  for (const [before, behind, isNear] of [
    ["private", "sop-class"], ["sop-class", "transfer-syntax"], ["transfer-syntax", "uid"],
    ["uid", "service-class"], ["service-class", "guide"], ["guide", "attribute", true],
    ["attribute", "general"], ["general", "page", true], ["page", "of another kind", true],
    ["of another kind", "module"], ["of another kind", "iod"], ["module", "macro", true],
    ["iod", "macro", true],
    ["macro", "directory", true], ["directory", "context-group"], ["directory", "template"],
    ["context-group", "template-uid", true], ["template", "template-uid", true],
    ["association", "service-class"], ["status", "service-class"],
  ]) {
    const rows = { [before]: [row("a", one)], [behind]: [row("b", other)] };
    assert.deepEqual(mentioned(`${one}; ${other}`, rows), [before, behind]);
    if (!isNear) assert.deepEqual(mentioned(`${other}; ${one}`, rows), [before, behind], `${behind} first`);
  }
  const rows = {
    private: [row("a", "Zebra Quagga")], "sop-class": [row("b", "Okapi Gnu", { keyword: "OkapiGnu" })],
  };
  assert.deepEqual(
    mentioned("Zebra Quagga; OkapiGnu", rows), ["sop-class", "private"], "a keyword as it is written in code"
  );
});

const { SopLookup } = only({});
let made = 0;

/** A text of a thing with that name. */
const label = (name, { sort = "NAME", text = name, ...more } = {}) => ({
  sort: SopLookup.SORTS[sort], text,
  entry: {
    kind: "sop-class", name, keyword: "", status: "active", rank: 0, uid: "", path: `${name}/`,
    number: made++, ...more
  },
});

/** The names of what is found, best first: `fill` puts it in, what is asked for is `query`, of `kinds`. */
const best = (fill, { query = "", kinds = [], said = [], limit = 50, isQuestion = false } = {}) => {
  const found = new SopLookup.Found();
  found.prefer(query, new Set(kinds), new Set(said));
  found.isQuestion = isQuestion;
  fill(found);
  return Array.from(found.best(limit, new Map()).hits, ({ name }) => name);
};

/** The names of two things, best first, where the other has so much less as a whole, or in part. */
const lessWhole = (one, other, less, asked = {}) => best(
  (found) => { found.addWhole(one, 900, asked.loosely); found.addWhole(other, 900 - less, asked.loosely); },
  asked
);
const lessPart = (one, other, less, asked = {}) => best(
  (found) => { found.addPart(one, 700); found.addPart(other, 700 - less); }, asked
);

test("what has so much for it is before what fits better by less, and behind what fits better by more", () => {
  const [a, b] = [label("A"), label("B")];
  const guide = label("B", { kind: "guide" });
  const retired = label("A", { status: "retired" });
  const [storage, stored] = [label("B Storage"), label("B", { text: "B to storage" })];
  for (const [of, one, other, worth, asked] of [
    [lessWhole, a, label("B", { rank: 5 }), 5],
    [lessWhole, retired, b, 60], [lessPart, retired, b, 70],
    [lessWhole, a, label("B", { status: "retired" }), 60, { said: ["retired"] }],
    [lessPart, a, label("B", { status: "retired" }), 70, { said: ["retired"] }],
    [lessWhole, a, label("B", { kind: "module" }), 60, { kinds: ["module"] }],
    [lessPart, label("A", { kind: "uid" }), label("B", { kind: "module" }), 60, { kinds: ["module"] }],
    [lessWhole, a, label("B", { keyword: "ZebraQuagga" }), 20, { query: "ZebraQuagga" }],
    [lessWhole, a, label("B", { text: "ZebraQuagga" }), 8, { query: "ZebraQuagga" }],
    [lessWhole, a, label("B", { text: "zebraquagga" }), 4, { query: "ZebraQuagga" }],
    [lessWhole, label("A", { kind: "module" }), label("B", { kind: "iod" }), 150 + 60, { kinds: ["iod"] }],
    [
      lessWhole, label("A", { kind: "module" }), label("B", { kind: "iod" }), 150 + 60 + 100,
      { kinds: ["iod"], loosely: true },
    ],
    [lessWhole, a, storage, 100, { said: ["storage"], loosely: true }],
    [lessWhole, a, stored, 100, { said: ["storage"], loosely: true }],
    [lessPart, a, storage, 75, { said: ["storage"] }], [lessPart, a, stored, 75, { said: ["storage"] }],
    [lessPart, label("A", { kind: "page" }), guide, 200, { isQuestion: true }],
  ]) {
    const names = [one.entry.name, other.entry.name];
    const gap = of === lessPart ? 11 : 1; // what fits in part nearly as well stands by other rules
    assert.deepEqual(of(one, other, worth - gap, asked), names.toReversed(), `${names} less than ${worth}`);
    assert.deepEqual(of(one, other, worth + gap, asked), names, `${names} more than ${worth}`);
  }
});

test("a retired keyword or guide has nothing less, nor has one of the kinds that are asked for", () => {
  const b = label("B");
  for (const [of, one, asked] of [
    [lessWhole, label("A", { status: "retired", sort: "KEYWORD" })],
    [lessWhole, label("A", { status: "retired", sort: "CONSTANT" })],
    [lessWhole, label("A", { status: "retired" }), { said: ["retired"] }],
    [lessPart, label("A", { status: "retired", kind: "guide" }), { kinds: ["guide", "sop-class"] }],
    [lessPart, label("A", { kind: "iod" }), { kinds: ["iod", "sop-class"] }],
    [lessWhole, label("A", { kind: "status" }), { loosely: true }],
    [lessWhole, label("A Storage"), { said: ["storage"] }],
    [lessPart, label("A", { kind: "guide" }), { said: ["storage"], kinds: ["guide", "sop-class"] }],
  ]) {
    const other = asked?.said?.[0] === "storage" ? label("B Storage") : b;
    const gap = of === lessPart ? 11 : 1;
    assert.deepEqual(of(one, other, gap, asked), [one.entry.name, other.entry.name]);
    if (asked?.said?.[0] !== "retired") {
      assert.deepEqual(of(one, other, -gap, asked), [other.entry.name, one.entry.name]);
    }
  }
});

test("of a kind that fits in part nearly as well, what is meant more often is first, or the lower UID", () => {
  const [a, b, c, d] = [
    label("A", { uid: "1.10" }), label("B", { uid: "1.9" }), label("C", { uid: "1.2", rank: 3 }),
    label("D", { kind: "guide" }),
  ];
  const part = (...scores) => best((found) => scores.forEach(([of, score]) => found.addPart(of, score)));
  assert.deepEqual(part([a, 700], [b, 695], [c, 691]), ["C", "B", "A"]);
  assert.deepEqual(part([a, 700], [b, 695], [c, 690]), ["B", "A", "C"], "ten less is less");
  assert.deepEqual(part([a, 700], [d, 848], [c, 691]), ["A", "D", "C"], "another kind between");
  const whole = (...scores) => best((found) => scores.forEach(([of, score]) => found.addWhole(of, score)));
  assert.deepEqual(whole([a, 904], [b, 903], [c, 895]), ["A", "B", "C"], "not what fits as a whole");
  assert.deepEqual(
    best((found) => { found.add(a.entry, 800, "words", "", true); found.add(b.entry, 799, "words"); }),
    ["A", "B"]
  );
  assert.deepEqual(
    best(
      (found) => { for (const [of, score] of [[a, 700], [b, 695], [c, 691]]) found.addPart(of, score); },
      { limit: 1 }
    ),
    ["C"]
  );
  assert.deepEqual(whole([a, 900], [b, 900]), ["B", "A"], "by UID where nothing else tells");
  const [one, two] = [label("1", { uid: "1.5" }), label("2")];
  assert.deepEqual(
    [whole([one, 900], [two, 900]), whole([two, 900], [one, 900])], [["1", "2"], ["1", "2"]],
    "or as the data has them"
  );
});

test("what fits far less than the best is not shown, and so is what hardly fits", () => {
  const [a, b, c] = [label("A").entry, label("B").entry, label("C").entry];
  const scored = (...scores) => best((found) => {
    for (const [at, score] of scores.entries()) found.add([a, b, c][at], score, "words");
  });
  assert.deepEqual(scored(1000, 496, 494), ["A", "B"], "best of all");
  assert.deepEqual(scored(900, 496, 494), ["A", "B"]);
  assert.deepEqual(scored(800, 441, 439), ["A", "B"]);
  assert.deepEqual(scored(20, 11, 10), ["A", "B"]);
  assert.deepEqual(scored(), []);
  for (const [score, ...names] of [[120, "A"], [119]]) {
    assert.deepEqual(best((found) => found.addPart(label("A"), score)), names);
  }
});

test("each thing is found once, with its best score, and each page", () => {
  const found = new SopLookup.Found();
  const { entry } = label("A");
  found.add(entry, 700, "alias", "a");
  found.add(entry, 600, "name", "b");
  found.add(entry, 700, "code", "c");
  found.add(null, 900, "name");
  const hit = (its) => Array.from(
    its.best(9, new Map([["sop-class", { word: "SOP Class", path: "" }]])).hits,
    ({ score, why: how, matched, kindWord }) => [score, how, matched, kindWord]
  );
  assert.deepEqual([hit(found), found.size, found.top], [[[700, "alias", "a", "SOP Class"]], 1, 700]);
  found.add({ ...entry }, 650, "values");
  const all = found.best(9, new Map());
  assert.deepEqual([found.size, all.hits.length, all.total, all.hits[0].kindWord], [2, 1, 1, "sop-class"]);
});

test("only the kinds that are asked for at the moment are found", () => {
  const found = new SopLookup.Found();
  found.only = ["module", "macro"];
  for (const kind of ["sop-class", "module", "iod", "macro"]) {
    found.add(label(kind, { kind }).entry, 800, "name");
  }
  assert.equal(found.size, 2);
});

test("what a word is an alias of is raised, but not what fits as a whole, or where a kind is named", () => {
  const raised = (score, kinds = []) => best(
    (found) => {
      found.add(b.entry, score, "name");
      found.add(a.entry, score + 10, "name");
      found.favour(b.entry, 16);
      found.favour(c.entry, 16);
    },
    { kinds }
  );
  const [a, b, c] = [label("A"), label("B"), label("C")];
  assert.deepEqual([raised(949), raised(950), raised(900, ["iod"])], [["B", "A"], ["A", "B"], ["A", "B"]]);
});

test("the words of a query in different texts of a thing count by its kind and status", () => {
  const spread = (...scores) => best((found) => {
    for (const [of, score] of scores) found.addSpread(of.entry, score);
  });
  const [a, retired] = [label("A"), label("B", { status: "retired" })];
  assert.deepEqual(
    [spread([a, 600], [retired, 659]), spread([a, 600], [retired, 681])], [["A", "B"], ["B", "A"]]
  );
  assert.deepEqual(
    spread([a, 600], [label("C", { rank: 3 }), 595]), ["C", "A"],
    "of what fits nearly as well, what is meant more often"
  );
  const found = new SopLookup.Found();
  found.addSpread(a.entry, 600);
  assert.deepEqual(
    Array.from(found.best(9, new Map()).hits, (hit) => [hit.why, hit.matched]), [["words", ""]]
  );
});

test("a message is said once", () => {
  const found = new SopLookup.Found();
  found.say("tag", "one");
  found.say("private", "one");
  found.say("private", "two", label("A").entry);
  assert.deepEqual(
    Array.from(found.said, ({ kind, text, entry }) => [kind, text, entry?.name ?? null]),
    [["tag", "one", null], ["private", "two", "A"]]
  );
});

test("how well a text names its thing, where nothing else tells", () => {
  const ranked = [
    label("A", { kind: "transfer-syntax" }), label("B"), label("C", { sort: "CONSTANT" }),
    label("D", { kind: "transfer-syntax", status: "retired" }), label("E", { status: "retired" }),
    label("F", { kind: "service-class" }),
  ];
  const ranks = ranked.map((it) => SopLookup.rankOf(it));
  assert.deepEqual(ranks, ranks.toSorted((x, y) => y - x));
  assert.equal(new Set(ranks).size, ranks.length);
});
