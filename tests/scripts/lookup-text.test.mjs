/* What the words of a query mean: whole, begun, misspelt, mixed, and which of two comes first. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { only, row, uid } from "./lookup.mjs";

let last = 0;
/** SOP Classes with these names, each `name` or `[name, more]`, and what else there is. */
const classes = (names, more = {}, rest = {}) => only(
  { "sop-class": names.flatMap((it) => (it ? [row(uid(`1.${last += 1}`), ...[it].flat())] : [])), ...more },
  rest
);
const whys = ({ find }, query) => Array.from(
  find(query, { limit: 50 }).hits, ({ name, why }) => `${name}: ${why}`
);
const fill = (count, word = "filler") => Array(count).fill(word).join(" ");

test("words of a query may stand in different texts of one thing, of the kinds that are found so", () => {
  const spread = (kind) => whys(
    only({ [kind]: [row("1", "Zebra Gnu", { alias: "Okapi Kudu" })] }), "okapi zebra"
  )[0];
  for (const kind of ["sop-class", "transfer-syntax", "guide", "page", "association", "status"]) {
    assert.equal(spread(kind), "Zebra Gnu: words", kind);
  }
  for (const kind of ["module", "attribute", "uid"]) assert.notEqual(spread(kind), "Zebra Gnu: words", kind);
});

test("what has the words in one text is before what has them in several, and that before what has few", () => {
  const { names } = classes([
    ["Zebra Gnu Kudu", { keyword: "OkapiQuagga" }], "Zebra Okapi Impala",
    "Zebra Okapi Eland Oryx Bongo Sitatunga",
  ]);
  assert.deepEqual(
    names("okapi zebra"), ["Zebra Okapi Impala", "Zebra Gnu Kudu", "Zebra Okapi Eland Oryx Bongo Sitatunga"]
  );
});

test("the name of a guide says less of it than that of a page where other texts have the other words", () => {
  const of = (kind) => ({ [kind]: [row(kind, "Zebra", { alias: "Okapi Kudu" })] });
  assert.deepEqual(whys(only({ ...of("guide"), ...of("page") }), "okapi zebra"), ["Zebra: words", "Zebra: words"]);
  assert.equal(only({ ...of("guide"), ...of("page") }).find("okapi zebra").hits[0].kind, "page");
});

test("most of the words must stand in the texts of a thing: four of five, not three of four", () => {
  const of = () => classes([["Zebra Gnu", { keyword: "OkapiKudu" }], "Impala Eland"]);
  assert.equal(whys(of(), "gnu kudu zebra okapi impala")[0], "Zebra Gnu: words");
  assert.notEqual(whys(of(), "gnu kudu zebra impala")[0], "Zebra Gnu: words");
});

test("a word that nobody knows is a word that is missing, and the rest is found", () => {
  const { names } = classes(["Zebra", "Okapi"]);
  assert.deepEqual(names("zebra qwxyzzy"), ["Zebra"]);
});

test("words are compared as far as the fortieth, and may be misspelt as far as the sixteenth", () => {
  const { names } = classes(["Zebra Quagga"], { page: [row("a", "Filler")] });
  const has = (query) => names(query).includes("Zebra Quagga");
  assert.deepEqual([38, 39, 40].map((at) => has(`${fill(at)} quagga zebra`)), [true, true, false]);
  const few = (query) => classes(
    ["Zebra Quagga"], { page: [row("a", "The Of")] }
  ).names(query).includes("Zebra Quagga");
  const words = (count) => Array.from({ length: count }, (_, at) => (at % 2 ? "of" : "the")).join(" ");
  assert.deepEqual([few(`${words(15)} quagag the`), few(`${words(16)} quagag the`)], [true, false]);
  const parted = (count) => classes(["Zebra Quagga"], { page: [row("a", "The Of")] })
    .names(`${words(count)} quaggazebra the`).includes("Zebra Quagga");
  assert.deepEqual([parted(15), parted(16)], [true, false]);
});

test("what is meant as it stands is before what is left without noise, behind a name of that", () => {
  const { names } = classes([["Zebra or Quagga", { alias: "IMAGES of zebra" }], "Images 1 and 2 of Zebra"]);
  assert.deepEqual(
    names("images 1 and 2 of zebra").slice(0, 2), ["Images 1 and 2 of Zebra", "Zebra or Quagga"]
  );
  const both = classes(["Images of Zebra", "Images 1 and 2 of Zebra"]);
  assert.deepEqual(
    both.names("images 1 and 2 of zebra").slice(0, 2), ["Images of Zebra", "Images 1 and 2 of Zebra"]
  );
  const long = (length) => `${"Quagga ".repeat(40).slice(0, length - 15)} 1 and 2 of Zeb`;
  const whole = (length) => classes([long(length), "Zebra"]).find(long(length)).hits[0].score > 950;
  assert.deepEqual([whole(199), whole(200)], [true, false]);
});

test("a kind that is named is before a name that has that word", () => {
  const { find } = classes(
    [["Zebra Module", { rank: 9 }]], { module: [row("a", "Zebra")], macro: [row("b", "Zebra")] }
  );
  assert.deepEqual(
    Array.from(find("zebra module").hits, ({ kind }) => kind).slice(0, 2), ["module", "sop-class"]
  );
});

test("words are also put as the standard puts them", () => {
  const words = [["us pics", "ultrasound sweep"]];
  const begun = classes(["Ultrasound Sweep", "US Picsx"], {}, { words });
  assert.deepEqual(begun.names("us pics"), ["Ultrasound Sweep", "US Picsx"]);
  const mixed = classes(["Sweep of Ultrasound Zebra", "US Pics Image Zebra"], {}, { words });
  assert.equal(mixed.names("C-STORE zebra us pics")[0], "Sweep of Ultrasound Zebra");
  assert.deepEqual(mixed.names("zebra us pics"), ["Sweep of Ultrasound Zebra", "US Pics Image Zebra"]);
  const four = classes(
    ["Quagga", "Okapi"], {},
    { words: [["one two three four", "quagga"], ["one two three four five", "okapi"], ["five", "gnu"]] }
  );
  assert.deepEqual(four.names("one two three four"), ["Quagga"], "up to four words at once");
  assert.equal(four.names("one two three four five")[0], "Quagga");
});

test("of what fits nearly as well, what a word is an alias of is first, in a query of two to seven words", () => {
  const first = (query) => classes([
    "Zebra Okapi Gnu Kudu Impala Eland Oryx Bongo A",
    ["Zebra Okapi Gnu Kudu Impala Eland Oryx Bongo B", { alias: "zebra" }],
  ]).names(query)[0].at(-1);
  assert.deepEqual(
    [
      first("okapi zebra"), first("okapi zebra eland gnu kudu impala oryx"),
      first("okapi zebra bongo gnu kudu impala eland oryx"),
    ],
    ["B", "B", "A"]
  );
});

test("a name with slips of the finger is found, not where every word is one, or begins one", () => {
  const { names } = classes(["Zebra Quagga Okapi", "Zebrequagga"]);
  assert.deepEqual(names("zebra quag"), ["Zebra Quagga Okapi"]);
  assert.ok(names("zebrequaga").includes("Zebrequagga"));
  assert.deepEqual(classes(["Zebra Quagga", "Zabraquagga"]).names("zeb raquagga"), ["Zebra Quagga"], "or one is that");
});

test("an identifier is what stands behind what qualifies it, if that is long enough", () => {
  const first = (
    query, begun, keyword = "ZebraQuagga"
  ) => classes([["Gnu", { keyword }], begun]).names(query)[0];
  for (const before of ["uid.", "uid::", "uid->", "uid:", "uid#", "uid\\", "a.uid.", "a/b/", "@uid."]) {
    assert.equal(first(`${before}ZebraQuagga`, `${before.replace(/\W/g, "")}ZebraQuaggas`), "Gnu", before);
    assert.equal(first(`${before}ZebraQuagga,`, `${before.replace(/\W/g, "")}ZebraQuaggas`), "Gnu", before);
  }
  assert.equal(
    first("uid/ZebraQuagga", "Uid ZebraQuaggas"), "Uid ZebraQuaggas", "one stroke is part of a name"
  );
  assert.deepEqual(
    [first("uid.ABCD", "Uid ABCDE", "ABCD"), first("uid.ABC", "Uid ABCD", "ABC")], ["Gnu", "Uid ABCD"]
  );
  const long = (length) => `${"x".repeat(length - 13)}::ZebraQuagga`;
  const whole = (query) => classes([["Gnu", { keyword: "ZebraQuagga" }]]).find(query).hits[0].score > 950;
  assert.deepEqual([whole(long(200)), whole(long(201))], [true, false]);
});

test("a constant that a toolkit has wrong is told, before a name and behind a keyword", () => {
  const right = uid("1.2.4.57");
  const misprints = [["1.2.3.\u200b4", right, "a toolkit", "Syntax.Lossless"]];
  const rows = (more) => only(
    { "transfer-syntax": [row(right, "JPEG Lossless")], "sop-class": [row(uid("1"), ...more)] }, { misprints }
  );
  const { names, find } = rows(["Syntax Lossless"]);
  assert.deepEqual(names("Syntax.Lossless"), ["JPEG Lossless", "Syntax Lossless"]);
  assert.deepEqual(
    rows(["Gnu", { keyword: "Syntax.Lossless" }]).names("Syntax.Lossless"), ["Gnu", "JPEG Lossless"]
  );
  const { hits, messages } = find("Syntax.Lossless");
  assert.deepEqual([hits[0].why, hits[0].matched], ["constant", "Syntax.Lossless"]);
  assert.deepEqual(
    Array.from(messages, ({ kind, text, entry }) => [kind, text, entry.name]),
    [[
      "toolkit", `a toolkit gives Syntax.Lossless the wrong UID, 1.2.3.4. Right is ${right}.`,
      "JPEG Lossless",
    ]]
  );
});

test("a name as it stands is before one in the singular, and that before what is only called so", () => {
  assert.deepEqual(
    classes(["Zebra Quagga", "Zebra Quaggas", ["Gnu", { alias: "zebra quaggas" }]]).names("zebra quaggas"),
    ["Zebra Quaggas", "Zebra Quagga", "Gnu"]
  );
  assert.deepEqual(
    classes(["Zebra Quagga", ["Gnu", { constant: "Zebra Quaggas", rank: 1 }]]).names("zebra quaggas"),
    ["Gnu", "Zebra Quagga"]
  );
});

test("a name without the words that say little is before an alias without them, and what begins so", () => {
  assert.deepEqual(
    classes(["CT Image Storage", "CT Storagex"]).names("CT Storage"), ["CT Image Storage", "CT Storagex"]
  );
  assert.deepEqual(
    classes(["X Image Storage", "X Storagex"]).names("X Storage").slice(0, 1), ["X Storagex"],
    "a letter is not enough"
  );
  assert.deepEqual(
    classes(["Zebra Sop Quagga", ["Gnu", { alias: "Zebra SOP Class" }], "Zebra Storage"]).names("zebra sop"),
    ["Zebra Storage", "Gnu", "Zebra Sop Quagga"]
  );
  assert.deepEqual(
    classes(["Zebra Imagex", "Zebra", "Zebra Storage"]).names("zebra image"),
    ["Zebra Storage", "Zebra", "Zebra Imagex"]
  );
  assert.deepEqual(
    classes(["Zebra Image", "Zebra", "Zebra Storagex"]).names("zebra storage"),
    ["Zebra Storagex", "Zebra Image", "Zebra"], "what is stored is asked for"
  );
});

test("what a query is comes before what it begins, and the shorter before the longer", () => {
  assert.deepEqual(
    classes(["Zebra Quagga Okapi", "Zebra Gnu", "Zebra"]).names("zebra"),
    ["Zebra", "Zebra Gnu", "Zebra Quagga Okapi"]
  );
});

test("an alias with more words than were asked is less likely meant, unless the last is being typed", () => {
  const { names } = classes([["A", { alias: "Zebra Quagga" }], ["B", { alias: "Zebraquagga" }], "Zebra"]);
  assert.deepEqual(names("zebra"), ["Zebra", "B", "A"]);
  assert.deepEqual(names("zeb"), ["Zebra", "A", "B"]);
  const shorter = classes([["A", { alias: "Zebra Quagga Okapi Kudu Oryx" }], ["B", { alias: "Zebra Gnu" }]]);
  assert.deepEqual(shorter.names("zebra"), ["B", "A"]);
});

test("without the words that say little, names begin with the rest, if it has five letters", () => {
  const of = (word) => only({ uid: [
    row("a", `Image of ${word} Gnu`), row("b", `${word} Quagga`),
  ] }).names(`${word} image`);
  assert.deepEqual(
    [of("Zebra"), of("Okap")], [["Zebra Quagga", "Image of Zebra Gnu"], ["Image of Okap Gnu", "Okap Quagga"]]
  );
});

test("a run of letters is words if these are few, and long enough", () => {
  const of = (query, ...names) => classes(names).names(query);
  const long = (length) => "abcdefghijklmnopqrstuvwxyz".slice(0, length);
  for (const [query, ...names] of [
    ["ctgnu", "Gnu of CT"], ["quaggazebra", "Zebra of Quagga"], ["quaggaokapizebra", "Zebra of Okapi Quagga"],
    ["gnuyakelk", "Elk of Yak Gnu"], ["gnuzeb", "Zebra of Gnu"], ["zebra".repeat(12), "Zebra"],
    [`zebra${long(24)}`, `${long(24)} of Zebra`], ["quaggaszebra", "Zebra of Quagga"],
  ]) assert.deepEqual(of(query, ...names), names, query);
  for (const [query, ...names] of [
    ["ctmr", "MR of CT"], ["ctmrct", "MR of CT"], ["quaggazebract", "Zebra Ctenoid of Quagga"],
    [`${"zebra".repeat(11)}quagga`, "Zebra", "Quagga"], [`zebra${long(25)}`, `${long(25)} of Zebra`],
    ["quaggaxyzzyzebra", "Zebra of Quagga"],
  ]) assert.deepEqual(of(query, ...names), [], query);
  assert.equal(
    of("zebraquaggagnu", "Quagga of Gnu Zebra", "Gnu of Zebraquagga")[0], "Gnu of Zebraquagga",
    "as few as can be"
  );
  assert.equal(
    of("gnukuduzebra", "Uzebra of Kud Gnu", "Zebra of Gnukudu")[0], "Zebra of Gnukudu", "as few as can be"
  );
  assert.deepEqual(
    classes(["Zebra of Quagga"], {}, { words: [["pics", "zebra"]] }).names("quaggapics"), ["Zebra of Quagga"],
    "in words for it, too"
  );
});

test("a misspelt name is found by its first letter or its second, the fewer slips the better", () => {
  const of = (query, ...names) => classes(names).names(query);
  for (const query of ["xe braqu agga", "zx braqu agga", "zebrq", "ze braqu aggax"]) {
    assert.deepEqual(of(query, query === "zebrq" ? "Zebra" : "Zebra Quagga").length, 1, query);
  }
  assert.deepEqual(of("xx braqu agga", "Zebra Quagga"), []);
  assert.deepEqual(of("ze braqu agxa", "Zebra Quaggi", "Zebra Quagxi"), ["Zebra Quagxi", "Zebra Quaggi"]);
});

test("a question is answered by a guide about it, before what has its words, behind what is called so", () => {
  const topics = ["zebra crossing", "how many stripes has a zebra"];
  const of = (more = {}) => only({ guide: [row("g", "Stripes", { topics: [0, 1] })], ...more }, { topics });
  assert.deepEqual(whys(of(), "zebra"), ["Stripes: topic"]);
  assert.deepEqual(
    whys(of({ page: [row("p", "Has Zebra a Crossing")] }), "crossing zebra"),
    ["Has Zebra a Crossing: name", "Stripes: words"]
  );
  assert.equal(
    of({ "sop-class": [row(uid("1"), "Zebra Stripes Gnu")] }).names("how many stripes has this zebra")[0],
    "Stripes"
  );
  const same = of({ "sop-class": [row(uid("1"), "Gnu", { alias: "How many stripes has any zebra" })] });
  assert.deepEqual(same.names("how many stripes has any zebra"), ["Gnu", "Stripes"]);
});

test("of a text with operations the rest is looked up, if it has five words, and a rest", () => {
  const of = only({
    "sop-class": [row(uid("1"), "CT Image Storage"), row(uid("2"), "MR Image Storage")],
    "general": [
      row(uid("4.2"), "Storage Service Class", { alias: "C-STORE|store" }),
      row(uid("4.3"), "Query Service Class", { alias: "C-FIND|find" }),
    ],
  });
  const has = (query) => of.names(query).includes("Storage Service Class");
  assert.equal(of.names("C-STORE of MR image")[0], "MR Image Storage");
  assert.deepEqual(
    [has("C-STORE of MR image"), has("C-STORE MR image")], [false, true], "five words and four"
  );
  assert.deepEqual(of.names("C-STORE C-FIND C-STORE"), ["Storage Service Class", "Query Service Class"]);
});

test("names inside a text are looked for where it has four words, or signs of a program", () => {
  const first = (query) => only({
    attribute: [row("00100010", "Zebra Quagga")],
    uid: [row("a", "See Gnu Kudu Oryx Eland Impala Zebra Bongo Quagga Okapi")],
  }).find(query).hits[0].kind;
  assert.deepEqual(
    [first("see Zebra Quagga"), first("now see Zebra Quagga"), first("see=Zebra Quagga")],
    ["uid", "attribute", "attribute"]
  );
});

test("a misspelt word is a word, and is missing where it is not meant", () => {
  assert.deepEqual(
    classes(["Zebra", "Zebra Quagga Gnu"]).names("zebra quagag"), ["Zebra Quagga Gnu", "Zebra"]
  );
});

test("a word tells no more where it only begins a rarer one", () => {
  const pages = Array.from({ length: 20 }, (_, at) => row(`p${at}`, "Zebra"));
  assert.deepEqual(
    only({
      "sop-class": [row(uid("1"), "Zebrafish of Gnu"), row(uid("2"), "Image Gnu of Zebra")], page: pages,
    }).names("gnu zebra").slice(0, 2),
    ["Image Gnu of Zebra", "Zebrafish of Gnu"]
  );
});

test("of what has all the words, that is first which has few others", () => {
  assert.deepEqual(
    classes(["Zebra Quagga Gnu Kudu Oryx", "Zebra Quagga Gnu"]).names("quagga zebra"),
    ["Zebra Quagga Gnu", "Zebra Quagga Gnu Kudu Oryx"]
  );
});

test("a guide is meant by a text of six words that is nearly what it is about, if that is no question", () => {
  const of = only({
    guide: [row("g", "A Zebra Quagga Okapi Gnu Kudu Oryx")],
    page: [row("p", "Oryx Zebra Quagga Okapi Gnu Kudu")],
  });
  assert.deepEqual(of.names("kudu gnu oryx okapi quagga zebra")[0], "A Zebra Quagga Okapi Gnu Kudu Oryx");
  const five = only({
    guide: [row("g", "A Zebra Quagga Okapi Gnu Kudu")], page: [row("p", "Gnu Zebra Quagga Okapi Kudu")],
  });
  assert.deepEqual(five.names("kudu gnu okapi quagga zebra")[0], "Gnu Zebra Quagga Okapi Kudu");
});

test("what a word is an alias of is not raised over what fits far better, nor for one word", () => {
  assert.deepEqual(
    classes([
      ["Okapi Zebra Gnu Kudu", { alias: "zebra" }], "Gnu Okapi of Zebra",
    ]).names("okapi gnu zebra").slice(0, 2),
    ["Gnu Okapi of Zebra", "Okapi Zebra Gnu Kudu"]
  );
  const one = only({
    "iod": [row("i", "Gnu", { alias: "zebra" })],
    "sop-class": [row(uid("1"), "Zebra Abcdefghijklmnopqrstuvwxy")],
  });
  assert.deepEqual(one.names("zebra"), ["Zebra Abcdefghijklmnopqrstuvwxy", "Gnu"]);
});

test("names with slips are known from five letters to ninety, as a whole before those that begin so", () => {
  const of = (query, ...names) => classes(names).names(query);
  assert.deepEqual([of("xe bra", "Zebra"), of("xe br", "Zebr")], [["Zebra"], []]);
  const long = (length) => "abcdefghijklmnopqrstuvwxyz".repeat(4).slice(0, length);
  const slip = (length) => `a ${long(length).slice(1, 40)}q${long(length).slice(41)}`;
  assert.deepEqual([of(slip(90), long(90)), of(slip(91), long(91))], [[long(90)], []]);
  assert.deepEqual(of("ze braqua ggaxy", "Zebra Quagga"), ["Zebra Quagga"], "two letters too many");
  assert.deepEqual(of("ze braqua ggaxyz", "Zebra Quagga"), [], "three are more than a slip");
  assert.deepEqual(
    of("xe braqu agga", "Zebra Quagga Gnu", "Zebra Quagga"), ["Zebra Quagga", "Zebra Quagga Gnu"]
  );
  assert.deepEqual(
    of("xe braqu", "Zebra Quagga Gnu Kudu", "Zebra Quagga"), ["Zebra Quagga", "Zebra Quagga Gnu Kudu"],
    "the shorter"
  );
  assert.deepEqual(
    of("xe braqu agg", "Zebra Quxagg", "Zebra Quagga"), ["Zebra Quagga", "Zebra Quxagg"],
    "one slip, and one letter to come"
  );
  assert.deepEqual(classes([["Gnu", { code: "Zebra Quagga" }]]).names("xe braqu agga"), [], "a code has none");
});

test("an alias is less likely meant by its beginning with a slip, unless little is to come", () => {
  const of = (query) => classes([
    ["Gnu", { alias: "Zebra Quagga" }], ["Kudu", { constant: "Zebra Quagga" }],
  ]).names(query);
  assert.deepEqual([of("xe braqu"), of("xe braqu ag")], [["Kudu", "Gnu"], ["Gnu", "Kudu"]]);
  const ten = classes([["Gnu", { alias: "Zebra Quagg" }], ["Kudu", { constant: "Zebra Quagg" }]]);
  assert.deepEqual([ten.names("xe braqua"), ten.names("xe braqu")], [["Gnu", "Kudu"], ["Kudu", "Gnu"]], "8 letters of 10");
});
