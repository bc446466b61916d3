/* The content tree of SR documents against small rules. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { checker } from "./objects.mjs";

const { SopContent, SopDump } = checker();

const iod = {
  key: "sr", name: "SR", href: "iods/sr/", template: 1500,
  content: [
    [["CONTAINER"], "CONTAINS", ["TEXT", "IMAGE", "CONTAINER"], "by_value", []],
    [["TEXT"], "INFERRED FROM", ["IMAGE"], "", []], [["TEXT"], "INFERRED FROM", ["TEXT"], "", ["TEXT"]],
  ],
};
const set = (values, content = []) => ({
  ...Object.fromEntries(Object.entries(values).map(([tag, value]) => [tag, Array.isArray(value) ? { vr: "SQ", Value: value } : { vr: tag === "0040DB73" ? "UL" : "CS", Value: String(value).split("\\") }])),
  ...(content.length ? { "0040A730": { vr: "SQ", Value: content } } : {}),
});
const item = (type, relationship, content = [], more = {}) => set({ "0040A040": type, "0040A010": relationship, ...more }, content);
const reference = (relationship, positions) => set({ "0040A010": relationship, "0040DB73": positions });
const TEMPLATE = { "0040A504": [set({ "00080105": "DCMR", "0040DB00": "1500" })] };
const EVIDENCE = { "0040A375": [set({ "00081115": [set({ "00081199": [set({ "00081155": "1.2.3" })] })] })] };
const image = (uid) => item("IMAGE", "CONTAINS", [], { "00081199": [set({ "00081155": uid })] });

/** The faults of a document of these items. */
function faults(content, more = {}, its = iod) {
  const [object] = SopDump.read(JSON.stringify(set({ "0040A040": "CONTAINER", ...TEMPLATE, ...EVIDENCE, ...more }, content)));
  const all = [];
  SopContent.check({ iod: its, object, findings: { add: (fault) => all.push(fault) } });
  return all;
}

/** The rules that find something wrong with it, and their paths. */
const found = (content, more, its) => faults(content, more, its).map(({ severity, rule, place }) => `${severity} ${rule} ${place.path}`.trim());

test("relationships are those that the IOD allows", () => {
  assert.deepEqual(found([item("TEXT", "CONTAINS", [item("IMAGE", "INFERRED FROM")]), image("1.2.3")]), []);
  assert.deepEqual(found([item("NUM", "CONTAINS")]), ["error content-relationship (0040,A730)[1]"]);
  assert.deepEqual(found([item("TEXT", "HAS PROPERTIES")]), ["error content-relationship (0040,A730)[1]"]);
  assert.deepEqual(found([item("CONTAINER", "CONTAINS", [item("TEXT", "INFERRED FROM")])]), ["error content-relationship (0040,A730)[1].(0040,A730)[1]"]);
});

test("references lead to an item that is there, not in a circle, and not where values are asked for", () => {
  assert.deepEqual(found([item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\2")]), image("1.2.3")]), []);
  assert.deepEqual(found([item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\9")])]), ["error content-reference (0040,A730)[1].(0040,A730)[1]"]);
  assert.ok(found([item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\1")])]).includes("error content-circle (0040,A730)[1].(0040,A730)[1]"));
  assert.deepEqual(found([item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\2")]), item("TEXT", "CONTAINS")]), ["error content-relationship (0040,A730)[1].(0040,A730)[1]"]);
  assert.deepEqual(found([reference("CONTAINS", "1\\2"), item("TEXT", "CONTAINS")]), ["error content-relationship (0040,A730)[1]"]);
});

test("a reference that is empty, or whose positions are not known, leads nowhere", () => {
  const document = set({ "0040A040": "CONTAINER", ...TEMPLATE }, [reference("CONTAINS", "1\\1")]);
  for (const given of [[], null]) {
    const [object] = SopDump.read(JSON.stringify(document));
    const [referring] = object.data.get(0x0040a730).items;
    referring.get(0x0040db73).given = given;
    SopContent.check({ iod, object, findings: { add: ({ rule }) => assert.fail(rule) } });
  }
});

test("a fault says what was found, and what should be there", () => {
  const said = (content, more = {}) => faults(content, more).map(({ found: its, demanded }) => `${its}; expected ${demanded}`);
  for (const [content, expected, more] of [
    [[], "TEXT; expected a CONTAINER at the root", { "0040A040": "TEXT" }],
    [[], "no template; expected the root template TID 1500", { "0040A504": [] }], [[], "template 2000; expected the root template TID 1500", { "0040A504": [set({ "00080105": "DCMR", "0040DB00": "2000" })] }],
    [[item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\9")])], "content item 1.9, which does not exist; expected an item of this content tree"],
    [[item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\1")])], "content item 1.1, which holds this one; expected no reference that leads back to its own item"],
    [[image("1.2.4")], "1.2.4, which is in no evidence sequence; expected each instance that the content refers to in Current Requested Procedure Evidence Sequence or Pertinent Other Evidence Sequence"],
    [[item("NUM", "CONTAINS")], "CONTAINER CONTAINS NUM; expected a target of TEXT, IMAGE, CONTAINER"], [[item("TEXT", "HAS PROPERTIES")], "CONTAINER HAS PROPERTIES TEXT; expected a relationship that CONTAINER may have in this IOD"],
    [[item("TEXT", "CONTAINS"), reference("CONTAINS", "1\\1")], "CONTAINER CONTAINS (by reference) TEXT; expected this relationship by value only"],
  ]) assert.equal(said(content, more)[0], expected);
});

test("of a document that is cut short nothing is said that may stand in the rest", () => {
  const [object] = SopDump.read(JSON.stringify(set({ "0040A040": "CONTAINER", ...TEMPLATE }, [image("1.2.4"), item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\9")])])));
  object.data.complete = false;
  SopContent.check({ iod, object, findings: { add: ({ rule }) => assert.fail(rule) } });
});

test("faults are those of the content tree, with the page of the IOD where its tables say so", () => {
  assert.deepEqual(faults([item("NUM", "CONTAINS")]).map(({ module, href }) => [module, href]), [["Content tree", "iods/sr/"]]);
});

test("either sequence of evidence counts, and what no IOD asks for is not looked at", () => {
  assert.deepEqual(found([image("1.2.3")], { "0040A375": [], "0040A385": EVIDENCE["0040A375"] }), []);
  assert.deepEqual(found([], { "0040A504": [] }, { ...iod, template: 0 }), []);
});

test("rows of the IOD may stand for any value type, or leave it to the text", () => {
  const of = (...row) => found([item("NUM", "CONTAINS")], {}, { ...iod, content: [row] });
  const wrong = ["error content-relationship (0040,A730)[1]"];
  for (const [row, expected] of [
    [[["ANY"], "CONTAINS", ["NUM"], "", []], []], [[["CONTAINER"], "CONTAINS", ["ANY"], "", []], []], [[["TEXT"], "CONTAINS", ["NUM"], "", []], wrong], [[["CONTAINER"], "HAS OBS CONTEXT", ["NUM"], "", []], wrong],
    [[["CONTAINER"], "CONTAINS", ["TEXT"], "see_section", []], []],
  ]) assert.deepEqual(of(...row), expected, JSON.stringify(row));
});

test("what is missing in an item is no fault of its relationship, and no content no document", () => {
  for (const content of [item("", "CONTAINS"), item("NUM", "")]) assert.deepEqual(found([content]), []);
  const [object] = SopDump.read(JSON.stringify(set({ "00080060": "SR" })));
  SopContent.check({ iod, object, findings: { add: ({ rule }) => assert.fail(rule) } });
});

test("what content refers to is among the evidence", () => {
  assert.deepEqual(found([image("1.2.4")]), ["warning content-evidence (0040,A730)[1].(0008,1199)[1]"]);
  assert.deepEqual(found([image("1.2.4")], { "0040A375": [] }), ["error content-evidence (0040,A730)[1].(0008,1199)[1]"]);
  assert.deepEqual(found([image("")]), []);
});

test("the root is a container of the template that the IOD names", () => {
  assert.deepEqual(found([], { "0040A040": "TEXT" }), ["error content-root"]);
  assert.deepEqual(found([], { "0040A504": [] }), ["warning content-template"]);
  assert.deepEqual(found([], { "0040A504": [set({ "00080105": "DCMR", "0040DB00": "2000" })] }), ["warning content-template"]);
  assert.deepEqual(found([], { "0040A504": [set({ "00080105": "99ME", "0040DB00": "2000" })] }), []);
});
