/* The tables of the page "Paste or drop". */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page, site, until } from "./document.mjs";
import { lookup, SCAN, uid } from "./lookup.mjs";

const opening = page("");
const handed = [];
const SopSources = { hand: (url, files) => handed.push([url, ...files.map(({ name }) => name)]) };
const { SopPaste, SopScan, index } = lookup([...SCAN, "paste/words.js", "paste/tables.js"], { SopSite: site(opening), SopSources });
const known = SopScan.knowledge(index);
const words = new SopPaste.Words(index, known, new Map());
const { findingsTable, contextsTable, filesTable, UIDS, NAMED } = SopPaste;

const CT = uid("5.1.4.1.1.2"), EXPLICIT = uid("1.2.1");

/** The findings in a text, with their lines as the page has them. */
const findings = (text) => Array.from(SopScan.scan(text, known), (each) => ({ ...each, lines: Array.from(each.lines, (line) => ({ text: "", line, order: line })) }));

/** The rows of a table by the titles of their columns; each cell says its own, for narrow pages. */
function rows(table) {
  const titles = table.querySelector("thead").querySelectorAll("th").map(String);
  return table.querySelector("tbody").childNodes.map((row) => {
    assert.deepEqual(row.childNodes.slice(1).map((cell) => cell.told["data-label"]), titles.slice(1));
    assert.deepEqual(row.childNodes[0].told, { scope: "row" });
    return Object.fromEntries(row.childNodes.map((cell, at) => [titles[at], String(cell)]));
  });
}

const signal = { aborted: false };

/** What a table says of its columns to the script that sorts and filters. */
const columns = (table) => Object.fromEntries(table.querySelector("thead").querySelectorAll("th").map((cell) => [String(cell), cell.told["data-sort"] ?? (cell.told["data-facet"] === undefined ? "" : "choice")]));

test("what a text holds is a row each, with what is known of it", async () => {
  const table = await findingsTable(findings(`${CT}\nCT Image Storage\n1.2.840.113619.02.55.3.1`), UIDS, words, signal);
  const [ct, invalid] = rows(table);
  assert.deepEqual(ct, { Name: `[CT Image Storage](/sop-classes/${CT}/)`, UID: CT, Kind: "SOP Class", Status: "active", Found: "2 (1 by name)", Lines: "1, 2", Remarks: "" });
  assert.deepEqual(invalid, { Name: "no UID", UID: "1.2.840.113619.02.55.3.1", Kind: "no UID", Status: "no UID", Found: "1", Lines: "3", Remarks: "It has an arc that begins with 0." });
  assert.deepEqual(columns(table), { Name: "", UID: "uid", Kind: "choice", Status: "choice", Found: "number", Lines: "number", Remarks: "" });
  assert.deepEqual(table.told, { class: "records", id: "found", "data-noun": "finding|findings" });
  assert.equal(String(table.querySelector("caption")), "SOP Classes, transfer syntaxes and other UIDs in the text");
  assert.deepEqual(table.querySelectorAll(".muted").map(String), [" (1 by name)"]);
  const [first, second] = table.querySelector("tbody").childNodes;
  assert.deepEqual([first.childNodes[4].dataset.key, first.childNodes[5].dataset.key, first.querySelector("code").told.class, second.querySelector("code").told.class], ["2", "1", "uid", "uid wraps"]);
});

test("tags and codes have a table of their own; lines of several texts name them", async () => {
  const [finding] = findings("(0008,0060)");
  const lines = [{ text: "a.txt", line: 1234, order: 7 }, { text: "", line: 2, order: 8 }];
  const table = await findingsTable([{ ...finding, lines, lineCount: 1002 }], NAMED, words, signal);
  assert.deepEqual(rows(table), [{ Name: "[Modality](/attributes/00080060/)", "Tag or code": "(0008,0060)", Kind: "Attribute", Status: "active", Found: "1", Lines: "a.txt: 1,234, 2 and 1,000 more", Remarks: "" }]);
  assert.deepEqual([table.told.id, String(table.querySelector("caption"))], ["named", "Attributes, status codes and operations in the text"]);
  assert.equal(rows(await findingsTable(findings("C-STORE"), NAMED, words, signal))[0].Status, "");
});

test("a long table is cut, and ends where another text comes", async () => {
  const [finding] = findings(CT);
  assert.equal(rows(await findingsTable(Array(401).fill(finding), UIDS, words, signal)).length, 400);
  assert.equal(await findingsTable(Array(51).fill(finding), UIDS, words, { aborted: true }), null);
  assert.equal(rows(await findingsTable(Array(50).fill(finding), UIDS, words, { aborted: true })).length, 50);
});

test("what is near to an unregistered UID follows, once it is found", async () => {
  const table = await findingsTable(findings(uid("5.1.4.1.66.4")), UIDS, words, signal);
  opening.body.append(table);
  assert.equal(rows(table)[0].Remarks, "Below the DICOM root, but not registered.");
  await until(() => /Nearest/.test(rows(table)[0].Remarks));
  assert.equal(rows(table)[0].Remarks, `Below the DICOM root, but not registered. Nearest: [Segmentation Storage](/sop-classes/${uid("5.1.4.1.1.66.4")}/).`);
});

test("contexts say what was accepted, and why another was not", () => {
  const all = findings(`context 1: ${CT} accepted ${EXPLICIT} ${uid("1.2")}\ncontext 3: ${CT} rejected, abstract syntax not supported`).filter(({ kind }) => kind === "context");
  const table = contextsTable([{ ...all[0], count: 3 }, all[1]]);
  const link = "[CT Image Storage](/sop-classes/1.2.840.10008.5.1.4.1.1.2/)";
  const [accepted, rejected] = rows(table);
  assert.deepEqual(accepted, { "SOP Class": link, UID: CT, Result: "accepted", Reason: "", "Transfer syntax": `[Explicit VR Little Endian](/uids/${EXPLICIT}/), [Implicit VR Little Endian](/uids/${uid("1.2")}/)`, Contexts: "1 and 2 more", Lines: "1" });
  assert.deepEqual(rejected, { "SOP Class": link, UID: CT, Result: "rejected", Reason: "[3: abstract syntax not supported](/guides/abstract-syntax-not-supported/#what-the-answer-says)", "Transfer syntax": "", Contexts: "3", Lines: "2" });
  assert.deepEqual(columns(table), { "SOP Class": "", UID: "uid", Result: "choice", Reason: "choice", "Transfer syntax": "", Contexts: "number", Lines: "number" });
  assert.deepEqual([table.told, String(table.querySelector("caption"))], [{ class: "records", id: "contexts", "data-noun": "presentation context|presentation contexts" }, "What became of the presentation contexts that were proposed"]);
  assert.deepEqual(table.querySelectorAll(".status").map((mark) => mark.told.class), ["status", "status retired"]);
});

const file = (name, more = {}) => ({ name, file: {}, dicom: true, part10: true, sopClass: CT, transferSyntax: EXPLICIT, encoding: EXPLICIT, modality: "CT", warnings: [], ...more });

test("files of one kind are a row, with their names, remarks and a way to check them", () => {
  const syntax = `[Explicit VR Little Endian](/uids/${EXPLICIT}/)`;
  const table = filesTable([file("a"), file("b", { warnings: ["it is odd"] }), file("c", { warnings: ["it is odd"] }), file("d", { modality: "" })], words);
  const [many, one] = rows(table);
  assert.deepEqual(many, { "SOP Class": `[CT Image Storage](/sop-classes/${CT}/)`, UID: CT, "Transfer syntax": syntax, Modality: "CT", Status: "active", Files: "3", Check: "[check](/check/)", Names: "a, b, c", Remarks: "It is odd." });
  assert.deepEqual([one.Modality, one.Files, one.Names], ["none", "1", "d"]);
  assert.deepEqual(columns(table), { "SOP Class": "", UID: "uid", "Transfer syntax": "choice", Modality: "choice", Status: "choice", Files: "number", Check: "", Names: "", Remarks: "" });
  assert.deepEqual([table.told, String(table.querySelector("caption"))], [{ class: "records", id: "files", "data-noun": "kind of file|kinds of files" }, "The DICOM files, by what they are"]);
  const [link] = table.querySelectorAll("a").filter((each) => String(each).startsWith("[check]"));
  const { defaultPrevented } = link.fire("click");
  assert.deepEqual([!defaultPrevented, handed, link.told.target], [false, [["/check/", "a", "b", "c"]], "_blank"]);
});

test("more than three names fold away, and more than fifty are not told", () => {
  const names = (count) => rows(filesTable(Array.from({ length: count }, (_, at) => file(`f${at}`)), words))[0].Names;
  assert.equal(names(3), "f0, f1, f2");
  assert.equal(names(4), "4 namesf0, f1, f2, f3");
  assert.match(names(50), /^50 names.*f49$/);
  assert.match(names(51), /^51 names.*f49 and 1 more$/);
});

test("what a file lacks, or names wrongly, is said", () => {
  const [row] = rows(filesTable([file("a", { sopClass: "", transferSyntax: "", encoding: "" })], words));
  assert.deepEqual([row["SOP Class"], row.UID, row["Transfer syntax"], row.Status], ["none named", "none", "not known", "none"]);
  const [other] = rows(filesTable([file("a", { sopClass: "1.2.276.0.7.1.2", transferSyntax: "1.2.276.0.7.1.3" })], words));
  assert.deepEqual([other["SOP Class"], other.UID, other["Transfer syntax"], other.Status], ["not known", "1.2.276.0.7.1.2", "1.2.276.0.7.1.3", "private"]);
  const [raw] = rows(filesTable([file("a", { part10: false, transferSyntax: "" })], words));
  assert.deepEqual([raw["Transfer syntax"], raw.Remarks], [`[Explicit VR Little Endian](/uids/${EXPLICIT}/)`, "A data set without file meta information."]);
  const [wrong] = rows(filesTable([file("a", { sopClass: "CT", transferSyntax: "Explicit" })], words));
  assert.equal(wrong.Remarks, "What it gives as the UID of its SOP Class is not a UID. What it gives as the UID of its transfer syntax is not a UID.");
  assert.equal(rows(filesTable([file("a", { transferSyntax: "" }), file("b", { transferSyntax: "", encoding: uid("1.2") })], words)).length, 2);
});

test("near to what a file names wrongly is the right one", async () => {
  const table = filesTable([file("a", { sopClass: uid("5.1.4.1.66.4"), transferSyntax: uid("1.2.4.99") })], words);
  opening.body.append(table);
  await until(() => /Nearest transfer/.test(rows(table)[0].Remarks));
  assert.match(rows(table)[0].Remarks, /Nearest SOP Class: \[Segmentation Storage\].* Nearest transfer syntax: \[/);
});

test("what a DICOMDIR lists is counted apart from the files", () => {
  const record = { sopClass: CT, transferSyntax: EXPLICIT, modality: "CT", count: 7 };
  const directory = file("DICOMDIR", { sopClass: "1.2.840.10008.1.3.10", modality: "", records: [record, { ...record, modality: "MR", count: 1 }] });
  const table = filesTable([file("a"), directory], words);
  assert.deepEqual(rows(table).map((row) => [row.Modality, row.Files, row["In DICOMDIR"], row.Check, row.Names].join(" | ")), ["CT | 1 | 7 | [check](/check/) | a", "none | 1 | 0 | [check](/check/) | DICOMDIR", "MR | 0 | 1 | not here | none"]);
  assert.equal(columns(table)["In DICOMDIR"], "number");
});
