/* Reports as texts. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { SopReport } = load(["check/report.js"]);

const finding = { severity: "error", rule: "vm", path: "(0008,0060)", tag: "(0008,0060)", name: "Modality", found: "2 values", demanded: "1", message: "Modality (0008,0060): 2 values; expected 1", href: "modules/x/#row-1", by: "", module: "General", count: 3, paths: ["(0008,0060)"] };
const report = (findings, more = {}) => ({
  file: "a_b.dcm", sop_class_uid: "1.2", sop_class_name: "CT Image Storage", iod: { name: "CT", href: "iods/ct/" }, without: "", findings, notes: [], undecided: [], undecidedCount: 0,
  counts: { error: findings.length, warning: 0, hint: 0 }, ...more,
});
const GOOD = report([]), WRONG = report([finding]), UNREAD = { file: "c", unreadable: "It cannot be read." };

test("a summary counts what is wrong, and in how many files", () => {
  for (const [all, expected] of [
    [[GOOD], "No error and no warning in this object."], [[GOOD, GOOD], "No error and no warning in 2 files."], [[WRONG], "1 error in this object."],
    [[WRONG, GOOD, report([finding, finding], { counts: { error: 2, warning: 1, hint: 1 } })], "3 errors and 1 warning in 2 of 3 files; 1 hint."],
    [[UNREAD], "1 file could not be checked."], [[GOOD, UNREAD], "No error and no warning in 2 files; 1 file could not be checked."],
  ]) assert.equal(SopReport.summary(all), expected);
});

test("as text", () => {
  assert.equal(SopReport.text([WRONG, UNREAD]), "a_b.dcm: CT Image Storage\n  error: Modality (0008,0060): 2 values; expected 1 (3 times) [modules/x/#row-1]\n\n"
    + "c: It cannot be read.\n\n1 error in 1 of 2 files; 1 file could not be checked.\n");
  assert.match(SopReport.text([report([], { undecided: [{}, {}], undecidedCount: 2, notes: ["A note."] })]), /\n {2}A note\.\n {2}nothing found\n {2}not decided: 2 conditions/);
});

const INSIDE = { ...finding, count: 1, path: "(0008,1140)[1].(0008,0060)" };
const WHOLE = { ...finding, severity: "hint", path: "", tag: "", message: "it is odd; expected it even", href: "", count: 2 };

test("as text each finding has its place where that is not its tag, and a page if there is one", () => {
  const undecided = { undecided: [{}], undecidedCount: 5, counts: { error: 1, warning: 0, hint: 1 } };
  assert.equal(SopReport.text([report([INSIDE, WHOLE], { without: "No tables.", ...undecided })]), `a_b.dcm: CT Image Storage
  No tables.
  error: (0008,1140)[1].(0008,0060): Modality (0008,0060): 2 values; expected 1 [modules/x/#row-1]
  hint: it is odd; expected it even (2 times)
  not decided: 1 condition that the object does not answer

1 error in this object; 1 hint.
`);
});

test("an object is named by its SOP Class, or the UID of that", () => {
  const heading = (more) => SopReport.text([report([], more)]).split("\n")[0];
  assert.equal(heading({}), "a_b.dcm: CT Image Storage");
  assert.equal(heading({ sop_class_name: "" }), "a_b.dcm: 1.2");
  assert.equal(heading({ sop_class_name: "", sop_class_uid: "" }), "a_b.dcm: no SOP Class");
});

test("as Markdown there is a table of the findings of each object", () => {
  const counts = { error: 1, warning: 0, hint: 1 };
  const all = [report([INSIDE, WHOLE], { counts }), report([], { without: "No tables.", iod: null }), UNREAD];
  assert.equal(SopReport.markdown(all), `# Report

1 error in 1 of 3 files; 1 hint; 1 file could not be checked.

## a\\_b.dcm

CT Image Storage, checked against the IOD CT.

| | Where | What | Rule |
|---|---|---|---|
| error | (0008,1140)\\[1\\].(0008,0060) | Modality (0008,0060): 2 values; expected 1 | [vm](modules/x/#row-1) |
| hint | the object (2 times) | it is odd; expected it even | vm |

## a\\_b.dcm

No tables.

Nothing found.

## c

It cannot be read.

`);
});

test("as Markdown, nothing in it is markup", () => {
  const text = SopReport.markdown([WRONG, GOOD, UNREAD], "https://x/");
  assert.match(text, /\n## a\\_b\.dcm\n/);
  assert.match(text, /\| error \| \(0008,0060\) \(3 times\) \| Modality \(0008,0060\): 2 values; expected 1 \| \[vm\]\(https:\/\/x\/modules\/x\/#row-1\) \|/);
  assert.match(text, /\nNothing found\.\n/);
  assert.match(text, /\n## c\n\nIt cannot be read\.\n/);
});

test("as rows and as JSON", () => {
  const [titles, row, unread] = [...SopReport.rows([WRONG, UNREAD])].map((it) => [...it]);
  assert.deepEqual(Object.fromEntries(titles.map((title, at) => [title, row[at]])), {
    file: "a_b.dcm", sop_class_uid: "1.2", severity: "error", rule: "vm", path: "(0008,0060)", tag: "(0008,0060)", name: "Modality", found: "2 values", demanded: "1", module: "General", count: 3, href: "modules/x/#row-1",
  });
  assert.deepEqual(unread, ["c", "", "unreadable", "", "", "", "", "It cannot be read.", "", "", 1, ""]);
  const [wrong, none] = JSON.parse(JSON.stringify(SopReport.json([WRONG, UNREAD])));
  assert.deepEqual(wrong, { file: "a_b.dcm", sop_class_uid: "1.2", findings: [finding], undecided: [] });
  assert.deepEqual(none, { file: "c", unreadable: "It cannot be read.", sop_class_uid: "", findings: [], undecided: [] });
});
