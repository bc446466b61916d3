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

/** The rules that find something wrong with a document of these items, and their paths. */
function found(content, more = {}) {
  const [object] = SopDump.read(JSON.stringify(set({ "0040A040": "CONTAINER", ...TEMPLATE, ...EVIDENCE, ...more }, content)));
  const all = [];
  SopContent.check({ iod, object, findings: { add: ({ severity, rule, place }) => all.push(`${severity} ${rule} ${place.path}`.trim()) } });
  return all;
}

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

test("a reference says what it should lead to", () => {
  const [object] = SopDump.read(JSON.stringify(set({ "0040A040": "CONTAINER", ...TEMPLATE }, [item("TEXT", "CONTAINS", [reference("INFERRED FROM", "1\\9")])])));
  const all = [];
  SopContent.check({ iod, object, findings: { add: (fault) => all.push(fault) } });
  assert.deepEqual([all[0].found, all[0].demanded], ["content item 1.9, which does not exist", "an item of this content tree"]);
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
