/* What of a query comes first: tags, codes, values and templates, or the words beside them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { only, uid } from "./lookup.mjs";

const many = (count, row) => Array.from({ length: count }, (_, at) => row(at));
const found = (of, query) => Array.from(
  of.find(query).hits, ({ name, why, matched }) => [name, why, matched]
);

/** A row with a name, and what else it is called. */
const called = (id, name, aliases = "", codes = "") => [id, name, 0, 0, 0, "", "", aliases, codes];

const CT = [uid("5.1.4.1.1.2"), "CT Image Storage", "", 0, 0, "", "", "CT"];
const MR = [uid("5.1.4.1.1.4"), "MR Image Storage", ""];
const RLE = [uid("1.2.5"), "RLE Lossless", "", 0, 0, "", "", "run length"];
const TAGS = [
  ["00080016", "SOP Class UID", ""], ["00080060", "Modality", ""], ["00080005", "Specific Character Set", ""],
];

test("twelve hits are shown unless another number is asked for, and all are counted", () => {
  const of = only({ page: many(15, (at) => [`p${at}`, `Zebra ${at}`]) });
  assert.deepEqual([of.find("zebra").hits.length, of.find("zebra").total], [12, 15]);
  assert.deepEqual(
    [of.find("zebra", { limit: 13 }).hits.length, of.find("zebra", { limit: 13 }).total], [13, 15]
  );
});

test("invisible characters are told wherever in a UID they are, in what is looked up of a text", () => {
  const { find } = only({ "sop-class": [CT] });
  const said = (text) => find(text).messages.some((message) => /invisible/.test(message.text));
  for (const unseen of ["\u200b", "\u200d", "\u2060", "\ufeff", "\u200b\u200b", "\u2060\ufeff"]) {
    for (const text of [`1${unseen}.2`, `1.${unseen}2`, `x 1.2${unseen}3 y`]) {
      assert.equal(said(text), true, JSON.stringify(text));
    }
    for (const text of [`1.2${unseen}`, `${unseen}1.2`, `a${unseen}b`, `.${unseen}1`]) {
      assert.equal(said(text), false, JSON.stringify(text));
    }
  }
  assert.deepEqual(
    [said(`${"x".repeat(3997)}1\u200b2`), said(`${"x".repeat(3998)}1\u200b2`)], [true, false],
    "4000 characters"
  );
});

test("values in a row are the attribute that has them all", () => {
  const CS = "ABCDEFGHIJKLMNOP"; // as long as a Code String may be (PS3.5 6.2)
  const of = only({
    value: [
      called("1", "Segmentation Type", "", "BINARY|FRACTIONAL|LABELMAP"),
      called("2", "Image Type", "", "ORIGINAL|PRIMARY|AXIAL"),
      called("3", "Long Values", "", `${CS}|${CS.replace("P", "Q")}|${CS}R|A|B|AB|CD`),
      called("4", "Many Values", "", many(13, (at) => `V_${at}`).join("|")),
    ],
  });
  const row = (count) => many(count, (at) => `V_${at}`).join(" ");
  for (const [query, name] of [
    ["BINARY FRACTIONAL LABELMAP", "Segmentation Type"], ["LABELMAP, BINARY", "Segmentation Type"],
    ["ORIGINAL\\PRIMARY\\AXIAL", "Image Type"], ["PRIMARY|AXIAL", "Image Type"],
    ["PRIMARY / AXIAL", "Image Type"],
    ["AB CD", "Long Values"], [`${CS} ${CS.replace("P", "Q")}`, "Long Values"], [row(2), "Many Values"],
    [row(12), "Many Values"],
  ]) assert.deepEqual(found(of, query), [[name, "values", query]], query);
  for (const query of [
    "BINARY PRIMARY", "binary fractional", "PRIMARY ,/ | AXIAL", "A B", "A AB", "AB A", `${CS}R AB`,
    `AB ${CS}R`, row(13), "BINARY FRACTIONAL now",
  ]) assert.deepEqual(found(of, query).filter(([, why]) => why === "values"), [], query);
});

test("a name is before the attribute that has its words for values", () => {
  const { names } = only({ value: [called("1", "Kind", "", "CT|IMAGE")], "sop-class": [called(uid("1"), "CT IMAGE")] });
  assert.deepEqual(names("CT IMAGE"), ["CT IMAGE", "Kind"]);
});

test("a template is known by its number, behind what has that for a name", () => {
  const of = only({ template: [
    ["tid-1500", "Measurement Report"], ["tid-10001", "Projection X-Ray Radiation Dose"],
  ] });
  for (const query of ["TID 1500", "tid1500", "TID-1500", "TID:1500", "DCMR TID 1500"]) {
    assert.deepEqual(found(of, query), [["Measurement Report", "code", query]]);
  }
  assert.deepEqual(found(of, "TID 10001"), [["Projection X-Ray Radiation Dose", "code", "TID 10001"]]);
  for (const query of ["TID 150", "TID 15001", "XTID 1500", "TID 1500 x"]) {
    assert.deepEqual(found(of, query).filter(([, why]) => why === "code"), [], query);
  }
  const { names } = only({
    template: [["tid-1500", "Measurement Report"]], page: [["a", "Tid 1500", 0, 0, 60]],
  });
  assert.deepEqual(names("TID 1500"), ["Tid 1500", "Measurement Report"]);
});

test("a code with its scheme is known, behind what has that for a name", () => {
  const of = only({ code: [
    called("1", "Lung", "", "SCT 39607008"), called("2", "Liver", "", "SCT 10200004"),
  ] });
  assert.deepEqual(found(of, "39607008 SCT"), [["Lung", "code", "SCT 39607008"]]);
  assert.deepEqual(
    found(of, "SCT 10200004 then SCT 39607008"),
    [["Liver", "code", "SCT 10200004"], ["Lung", "code", "SCT 39607008"]]
  );
  const { names } = only({ code: [called("1", "Quagga", "", "SCT 1")], page: [["a", "Sct 1", 0, 0, 60]] });
  assert.deepEqual(names("SCT 1"), ["Sct 1", "Quagga"]);
});

test("of a template all data is wanted that may have it, whatever else is called so", () => {
  const wants = (query, ...sections) => {
    const { index, find } = only({
      "sop-class": [called(uid("1"), "Zebra Storage", "TID 1500"), called(uid("2"), "CT IMAGE")],
      uid: [["1.2.3.4.56", "Quagga"]],
    });
    for (const section of ["core", "more", "codes", "terms"]) index.offered.add(section);
    for (const section of sections) index.sections.add(section);
    return find(query).wants;
  };
  assert.equal(wants("TID 1500", "core", "more"), "codes");
  assert.equal(wants("TID 1500", "core", "more", "codes"), "", "the template is there");
  assert.equal(wants("Zebra Storage", "core", "more"), "");
  assert.equal(wants("TID 123456", "core", "more"), "codes", "nothing is known");
  assert.equal(wants("CT IMAGE", "core", "more"), "codes", "may be values");
  assert.equal(wants("Zebra Storage SCT 1", "core", "more"), "codes", "names a code");
  assert.equal(wants("4.56", "core", "more"), "", "the end of a UID says enough");
  assert.deepEqual(
    [59, 60].map((length) => wants("q".repeat(length), "core", "more", "codes")), ["terms", ""]
  );
});

test("beside tags in a dump their values come first, in a sentence the tags", () => {
  const of = only({
    "sop-class": [CT, MR], "transfer-syntax": [RLE], attribute: TAGS,
    code: [called("c", "Quagga", "", "DCM 113100")],
    directory: [["1.2.840.10008.15.0.3.1", "dicomNodeName", ""]], module: [["m", "General Image", 0]],
    status: [["code-a900", "A900: does not match", 0]],
  });
  for (const [query, ...names] of [
    ["(0008,0016) UI =CT Image Storage", "CT Image Storage", "SOP Class UID"],
    ["(0008,0016) = CT Image Storage, (0008,0060)", "CT Image Storage", "SOP Class UID", "Modality"],
    ["(0008,0016) of the CT Image Storage", "SOP Class UID", "CT Image Storage"],
    ["(0008,0060) before (0008,0016)", "Modality", "SOP Class UID"],
    ["(0008,0016) UI run length", "RLE Lossless", "SOP Class UID"],
    ["(0008,0016) UI dicomNodeName", "SOP Class UID"], ["(0008,0016) UI General Image", "SOP Class UID"],
    ["(0008,0016) UI CT Image Storage (113100, DCM)", "Quagga", "CT Image Storage", "SOP Class UID"],
  ]) assert.deepEqual(of.names(query), names, query);
  const { names } = only({
    "sop-class": [called(uid("5"), "Zebra Storage", "plains animal")], attribute: TAGS,
  });
  assert.deepEqual(
    names("(0008,0060) CS plains animal"), ["Modality"], "what people call a class is a word as well"
  );
});

test("every tag of a long dump is found, in its order", () => {
  const tag = (at) => (0x00100010 + at).toString(16).padStart(8, "0");
  const { index, find } = only({ attribute: many(
    300, (at) => [tag(299 - at), `Attribute ${299 - at}`, ""]
  ) });
  const dump = many(300, (at) => `${tag(at).slice(0, 4)},${tag(at).slice(4)}`).join(" ");
  assert.equal(index.byTag.size, 300);
  const { hits, total } = find(dump);
  assert.deepEqual(Array.from(hits, ({ tag: its }) => its), many(12, tag));
  assert.equal(total, 300);
});

test("a tag that is the query is all that is looked for, whether anything is known of it or not", () => {
  const { index, find } = only({
    attribute: TAGS, page: [["a", "8 16", 0], ["b", "29 1010", 0], ["c", "Number 0008 9999"]],
  });
  const names = (query) => Array.from(find(query).hits, ({ name }) => name);
  const said = (query) => Array.from(find(query).messages, ({ text }) => text);
  for (const query of ["(0008,0016)", "(8,16)"]) assert.deepEqual(names(query), ["SOP Class UID"]);
  for (const query of ["(0029,1010)", "(29,1010)"]) assert.deepEqual(names(query), []);
  assert.deepEqual(
    [names("(0008,9999)"), said("(0008,9999)")], [["Number 0008 9999"], []], "attributes are still loading"
  );
  index.sections.add("more");
  assert.deepEqual(
    [names("(0008,9999)"), said("(0008,9999)")], [[], ["(0008,9999) is not in the data dictionary."]]
  );
  for (const tag of ["(0006,0010)", "(0007,0010)", "(FFFF,0010)"]) {
    assert.deepEqual(said(tag), [`${tag} is not in the data dictionary.`], "no private group (PS3.5 7.8)");
  }
  for (const tag of ["(0009,0010)", "(FFFD,0010)"]) assert.match(said(tag)[0], /is a private tag/);
});

test("the beginning of a tag is the tags that begin so, by element, or else a number", () => {
  const { names } = only({ attribute: TAGS, page: [["a", "Number 9998", 0], ["b", "Number 0008"]] });
  assert.deepEqual(names("(0008,"), ["Specific Character Set", "SOP Class UID", "Modality"]);
  assert.deepEqual(names("(9998,"), ["Number 9998"]);
});

test("a status is before the words beside it if these are few, and alone if they say nothing", () => {
  const { names } = only({
    status: [["code-a900", "A900: does not match", 0], ["code-0110", "0110: processing failure", 0]],
    guide: [["g", "What does it mean", 0], ["n", "Number 123", 0], ["m", "Number 12", 0]],
    "sop-class": [[uid("5"), "Zebra Quagga Okapi Gnu Kudu Impala Storage", "", 0]],
  });
  const animals = "Zebra Quagga Okapi Gnu Kudu Impala Storage";
  assert.deepEqual(names("what does A900 mean"), ["A900: does not match"]);
  assert.deepEqual(names("in A900"), ["A900: does not match"]);
  assert.deepEqual(names("A900 12"), ["A900: does not match"]);
  assert.deepEqual(names("A900 number 123").slice(0, 2), ["A900: does not match", "Number 123"]);
  assert.deepEqual(names("A900 zebra quagga okapi gnu"), ["A900: does not match", animals], "four words");
  assert.deepEqual(
    names("A900 zebra quagga okapi gnu kudu"), [animals, "A900: does not match"], "five words"
  );
  const two = only({ status: [["code-a900", "A900: does not match", 0]], "sop-class": [called(uid("5"), "Zebra Quagga")] });
  assert.deepEqual(two.names("Zebra A900 Quagga"), ["Zebra Quagga", "A900: does not match"], "a whole name");
});

test("a rejection of an association is known by its numbers, behind a UID", () => {
  const of = only({ association: [["rj-1-7", "called AE title not recognised", 0]], "sop-class": [CT] });
  assert.deepEqual(
    found(of, "result 1, source 1, reason 7"), [["called AE title not recognised", "code", ""]]
  );
  assert.deepEqual(
    of.names(`${CT[0]}: result 1, source 1, reason 7`), ["CT Image Storage", "called AE title not recognised"]
  );
});

test("a UID, a tag and a status that are the query are worth the same, and say so", () => {
  const { find } = only({
    "sop-class": [CT], attribute: TAGS, status: [["code-a900", "A900: does not match", 0]],
  });
  for (const [query, why] of [[CT[0], "uid"], ["(0008,0016)", "tag"], ["A900", "status"]]) {
    assert.deepEqual(Array.from(find(query).hits, (hit) => [hit.why, hit.score]), [[why, 1000]], query);
  }
  assert.equal(find("0xA900").hits[0].matched, "A900");
});
