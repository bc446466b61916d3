/* What findings are made of, and the order in which they stand. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { checker } from "./objects.mjs";

const { SopFindings, SopRules } = checker();

const rules = new SopRules.Rules();
rules.take({
  kind: "dictionary", edition: "", constants: [], sopClasses: [], transferSyntaxes: [],
  attributes: "00080008|CS|2-n|Image Type|\n00080060|CS|1|Modality|\n60xx0010|US|1|Overlay Rows|",
});

const MODALITY = 0x00080060, OVERLAY_ROWS = 0x60020010, UNKNOWN = 0x00080011;
const TOP = { path: "" }, ITEM = { path: "(0008,1140)[2]" };
const table = { label: "T-1", name: "General", href: "modules/general/" };
const use = { table, row: "3a", tag: "00080060", module: "General Series" };

const FAULT = { severity: "error", rule: "r", tag: MODALITY, place: TOP, found: "f", demanded: "d" };

/** What `faults` become. */
function listed(...faults) {
  const findings = new SopFindings.Findings(rules);
  for (const each of faults) findings.add({ ...FAULT, ...each });
  return Array.from(findings.list());
}

test("a finding has the name of its attribute, and who demands it", () => {
  const [{ paths, ...finding }] = listed({ use });
  assert.deepEqual({ ...finding }, {
    severity: "error", rule: "r", path: "(0008,0060)", tag: "(0008,0060)", name: "Modality",
    found: "f", demanded: "d",
    message: "Modality (0008,0060): f; expected d", href: "modules/general/#row-3a", by: "General, row 3a",
    module: "General Series", count: 1,
  });
  assert.deepEqual([...paths], ["(0008,0060)"]);
});

test("a finding is about an attribute, known or not, about an item or about the object", () => {
  for (const [more, ...expected] of [
    [{ place: ITEM }, "(0008,1140)[2].(0008,0060)", "(0008,0060)", "Modality", "Modality (0008,0060): f; expected d"],
    [{ place: null }, "", "(0008,0060)", "Modality", "Modality (0008,0060): f; expected d"],
    [{ tag: UNKNOWN }, "(0008,0011)", "(0008,0011)", "", "Attribute (0008,0011): f; expected d"],
    [{ tag: undefined, place: ITEM }, "(0008,1140)[2]", "", "", "f; expected d"],
    [{ tag: undefined, place: undefined }, "", "", "", "f; expected d"],
  ]) {
    const [{ path, tag, name, message }] = listed(more);
    assert.deepEqual([path, tag, name, message], expected);
  }
});

test("a finding leads to the row that demands it, or else to the page of its attribute", () => {
  for (const [more, href, by] of [
    [{ use, href: "iods/ct/" }, "iods/ct/", "General, row 3a"],
    [{ use: { ...use, table: { ...table, name: "" } } }, "modules/general/#row-3a", ""],
    [{ href: "iods/ct/" }, "iods/ct/", ""],
    [{}, "attributes/00080060/", ""],
    [{ tag: OVERLAY_ROWS }, "attributes/60xx0010/", ""],
    [{ tag: UNKNOWN }, "", ""],
    [{ tag: null }, "", ""],
  ]) {
    const [finding] = listed(more);
    assert.deepEqual([finding.href, finding.by], [href, by]);
  }
});

test("a finding belongs to a module, or to the whole object", () => {
  const modules = (path) => (path.startsWith("(0008,1140)") ? "General Image" : "");
  for (const [more, module] of [
    [{ use, place: { path: "", meta: true, modules }, module: "X" }, "File meta information"],
    [{ use, place: { ...ITEM, modules }, module: "X" }, "X"],
    [{ use, place: { ...ITEM, modules } }, "General Image"],
    [{ use, place: { ...TOP, modules } }, "General Series"],
    [{ place: { ...TOP, modules } }, "Whole object"],
    [{ tag: null, place: { ...TOP, modules: () => "X" } }, "Whole object"],
    [{ place: null }, "Whole object"],
  ]) assert.equal(listed(more)[0].module, module);
});

test("findings are one where rule, place but for items, and words are the same", () => {
  const first = { place: { path: "(0008,1140)[1]" } };
  assert.equal(listed(first, { place: { path: "(0008,1140)[22]" } }).length, 1);
  for (const more of [{ rule: "x" }, { tag: UNKNOWN }, { place: TOP }, { found: "x" }, { demanded: "x" }]) {
    assert.equal(listed(first, { ...first, ...more }).length, 2, JSON.stringify(more));
  }
});

test("of the demands of several rows at a place the gravest counts, in whichever order they come", () => {
  for (const [had, other, expected] of [
    ["hint", "error", "error"], ["error", "hint", "error"], ["warning", "error", "error"],
    ["warning", "hint", "warning"],
  ]) {
    const [{ severity, count }] = listed({ severity: had }, { severity: other });
    assert.deepEqual([severity, count], [expected, 1]);
  }
});

test("the worst stand first, then what is at the beginning of the object, then the rules by name", () => {
  const all = [
    { severity: "hint", rule: "a", tag: 0x00080008, found: "g" },
    { severity: "error", rule: "c", tag: MODALITY },
    { severity: "warning", rule: "a", tag: 0x00080008 },
    { severity: "error", rule: "b", tag: MODALITY },
    { severity: "error", rule: "d", tag: 0x00080008 },
    { severity: "error", rule: "b", tag: MODALITY, found: "g" },
  ];
  for (const given of [all, all.toReversed()]) {
    assert.deepEqual(listed(...given).map((it) => `${it.severity} ${it.path} ${it.rule}`), [
      "error (0008,0008) d", "error (0008,0060) b", "error (0008,0060) b", "error (0008,0060) c",
      "warning (0008,0008) a", "hint (0008,0008) a",
    ]);
  }
  const told = (...found) => listed(...found.map((each) => ({ found: each }))).map((it) => it.found);
  assert.deepEqual(told("2", "1", "3"), ["2", "1", "3"], "else as they were found");
});
