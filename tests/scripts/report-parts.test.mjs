/* What the page "Check a file" shows of a report: its findings and its objects. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page, site, turn } from "./document.mjs";
import { load } from "./load.mjs";

const opening = page("");
const { make, ...others } = site(opening);
const SopSite = { ...others, make, wordsField: (placeholder) => make("input", { placeholder }) };
const SCRIPTS = ["check/report.js", "report/findings.js", "report/objects.js"];
const { SopFound, SopObjects } = load(SCRIPTS, { ...opening.globals, SopSite });

/** What has a look of its own in an element, itself among it, as `class: text`. */
function looks(made) {
  const all = [made, ...made.everything].filter((it) => it.className);
  return all.map((it) => `${it.told.class}: ${it}`);
}

const FINDING = { severity: "error", rule: "vm", path: "(0008,0060)", tag: "(0008,0060)", name: "Modality", found: "it has 2 values", demanded: "a value multiplicity of 1", href: "modules/x/#row-1", by: "General, row 1", module: "General", count: 1, paths: ["(0008,0060)"] };
const finding = (more = {}) => ({ ...FINDING, ...more });
const object = (findings, more = {}) => ({
  file: "a.dcm", sop_class_uid: "1.2", sop_class_name: "CT Image Storage", iod: { name: "CT", href: "iods/ct/" }, without: "", findings, notes: [], undecided: [], undecidedCount: 0, privateCount: 0, modules: [],
  counts: { error: 0, warning: 0, hint: 0 }, ...more,
});

/* ---------------------------------------------------------------------- findings */

test("a finding of several objects is one, the worst first, then what most objects have", () => {
  const all = SopFound.merged([
    object([finding({ severity: "hint", rule: "a" }), finding({ path: "(0008,1140)[1].(0008,1155)" })]), object([finding({ path: "(0008,1140)[22].(0008,1155)" }), finding({ rule: "b" })]), { file: "x", unreadable: "no" },
  ]);
  assert.deepEqual(Array.from(all, ({ severity, rule, objects }) => [severity, rule, objects.length].join(" ")), ["error vm 2", "error b 1", "hint a 1"]);
  for (const more of [{ severity: "hint" }, { rule: "x" }, { href: "x" }, { path: "(0008,0008)" }, { found: "x" }, { demanded: "x" }]) assert.equal(SopFound.merged([object([finding(), finding(more)])]).length, 2, JSON.stringify(more));
});

test("what one should expect says who asks for it, if anyone does by name", () => {
  for (const [more, expected] of [
    [{}, "[General, row 1](/modules/x/#row-1) asks for a value multiplicity of 1."], [{ by: "", href: "iods/ct/" }, "[The IOD](/iods/ct/) asks for a value multiplicity of 1."],
    [{ by: "", href: "sop-classes/1/" }, "[The SOP Class](/sop-classes/1/) asks for a value multiplicity of 1."], [{ by: "", href: "attributes/1/" }, "[The dictionary](/attributes/1/) asks for a value multiplicity of 1."],
    [{ by: "", href: "attributes/1/", rule: "vr-form" }, "[The dictionary](/attributes/1/) asks for a value multiplicity of 1."], [{ by: "", href: "attributes/1/", rule: "spacing" }, "Expected: a value multiplicity of 1."],
    [{ by: "", href: "" }, "Expected: a value multiplicity of 1."],
  ]) assert.equal(SopFound.expectation(finding(more)).map(String).join(""), expected);
});

test("what was found is a sentence", () => {
  for (const [text, expected] of [["it is", "It is."], ["is it?", "Is it?"], ["no!", "No!"], ["so.", "So."]]) assert.equal(SopFound.sentence(text), expected);
  assert.deepEqual([SopFound.mark("hint").told.class, String(SopFound.mark("hint"))], ["severity hint", "hint"]);
});

/** The findings of objects as texts, by module. */
const listed = (findings, total = 1) => SopFound.list(SopFound.merged(findings.map((all) => object(all))), total);
const lines = (findings, total) => listed(findings, total).querySelectorAll(".finding").map((item) => item.childNodes.map(String).join(" | "));

test("a finding says where it is, how often, and what is expected", () => {
  const expected = "It has 2 values. [General, row 1](/modules/x/#row-1) asks for a value multiplicity of 1.";
  for (const [findings, total, line] of [
    [[[finding()]], 1, `errorModality (0008,0060) | ${expected}`],
    [[[finding()]], 3, `errorModality (0008,0060)in 1 of 3 objects | ${expected}`],
    [[[finding({ count: 1234 })]], 1, `errorModality (0008,0060)1,234 places | ${expected}`],
    [[[finding()], [finding({ count: 2 })]], 2, `errorModality (0008,0060)in 2 of 2 objects, 3 places | ${expected} | 2 placesa.dcm: (0008,0060)a.dcm: (0008,0060)`],
    [[[finding({ path: "(0008,1140)[1].(0008,0060)", paths: ["(0008,1140)[1].(0008,0060)"] })]], 1, `errorModality (0008,0060) | ${expected} | (0008,1140)[1].(0008,0060)`],
    [[[finding({ tag: "", path: "", paths: [""] })]], 1, `errorThe object | ${expected}`], [[[finding({ name: "" })]], 1, `errorAttribute (0008,0060) | ${expected}`],
    [[[finding({ tag: "", path: "", paths: [""] })], [finding({ tag: "", path: "", paths: [""] })]], 2, `errorThe objectin 2 of 2 objects | ${expected} | 2 placesa.dcm: the objecta.dcm: the object`],
    [[[finding({ by: "", href: "attributes/00080060/" })]], 1, "error[Modality](/attributes/00080060/) (0008,0060) | It has 2 values. [The dictionary](/attributes/00080060/) asks for a value multiplicity of 1."],
  ]) assert.deepEqual(lines(findings, total), [line]);
  const many = (count) => listed([[finding({ paths: Array.from({ length: count }, (_, at) => `p${at}`) })]]).querySelectorAll("li").slice(1).map(String);
  assert.deepEqual([many(50).length, many(50).at(-1), many(51).length, many(51).at(-1)], [50, "p49", 51, "and 1 more"]);
});

test("findings stand by module, in the order of the worst, and are not endless", () => {
  const part = listed([[finding({ module: "B", severity: "warning" }), finding({ module: "A" }), finding({ module: "B", severity: "hint" })]]);
  assert.deepEqual(part.querySelectorAll("section").map((section) => [section.told["aria-label"], section.querySelectorAll(".finding").length]), [["A", 1], ["B", 2]]);
  const [item] = part.querySelectorAll(".finding");
  assert.deepEqual(item.told, { class: "finding", "data-rule": "vm", "data-severity": "error", "data-path": "(0008,0060)" });
  const many = (count) => listed([Array.from({ length: count }, (_, at) => finding({ rule: `r${at}` }))]);
  assert.deepEqual([many(400), many(401)].map((it) => [it.querySelectorAll(".finding").length, String(it.childNodes.at(-1)).startsWith("The first 400 of 401 are shown; what you save has all.")]), [[400, false], [400, true]]);
});

test("how often a finding is there is told quietly, as is that not all are shown", () => {
  const quiet = (part) => part.querySelectorAll(".muted").map(String);
  assert.deepEqual(quiet(listed([[finding({ count: 2 })]])), ["2 places"]);
  const many = (count) => listed([Array.from({ length: count }, (_, at) => finding({ rule: `r${at}` }))]);
  assert.deepEqual(quiet(many(400)), []);
  assert.deepEqual(quiet(many(1401)), ["The first 400 of 1,401 are shown; what you save has all."]);
  assert.equal(many(1).told.class, "findings");
});

/** The filters of findings, and what they leave: the findings by module. */
function filtered(...findings) {
  const merged = SopFound.merged([object(findings)]);
  const list = SopFound.list(merged, 1);
  const sections = list.querySelectorAll("section");
  opening.body.replaceChildren(list);
  const part = SopFound.filters(merged);
  const boxes = part.querySelectorAll("input");
  const words = boxes.pop();
  const none = part.querySelector("p");
  const visible = (all) => all.filter(({ hidden }) => !hidden);
  const rules = (section) => visible(section.querySelectorAll(".finding")).map(({ dataset }) => dataset.rule);
  const left = () => visible(sections).map((section) => [section.ariaLabel, ...rules(section)].join(" "));
  return { part, boxes, words, none, left };
}

test("findings are filtered by how grave they are, and by words", () => {
  const { boxes, words, none, left } = filtered(
    finding({ rule: "vm" }),
    finding({ rule: "spacing", severity: "warning", found: "it is negative" }),
    finding({ rule: "frames", module: "Multi-frame" }),
    finding({ rule: "uids", module: "Multi-frame", severity: "warning" }),
  );
  assert.deepEqual(left(), ["General vm spacing", "Multi-frame frames uids"]);
  for (const [on, text, expected] of [
    [[true, true], "", ["General vm spacing", "Multi-frame frames uids"]],
    [[true, false], "", ["General vm", "Multi-frame frames"]],
    [[false, true], "", ["General spacing", "Multi-frame uids"]],
    [[true, true], " NEGATIVE ", ["General spacing"]],
    [[true, false], "negative", []],
    [[true, true], "multi-frame  modality uids", ["Multi-frame uids"]],
    [[true, true], "multi-frame spacing", []],
    [[false, false], "", []],
    [[true, true], "(0008,0060)", ["General vm spacing", "Multi-frame frames uids"]],
  ]) {
    [boxes[0].checked, boxes[1].checked] = on;
    words.value = text;
    (text ? words : boxes[0]).fire("input");
    assert.deepEqual([left(), none.hidden], [expected, expected.length > 0], `${on} ${text}`);
  }
});

test("filters say what they are, how many findings of each kind there are, and begin with all of them", () => {
  const findings = [finding(), finding({ rule: "b" }), finding({ severity: "hint" })];
  const { part: group, boxes, words, none } = filtered(...findings);
  assert.deepEqual(group.querySelectorAll("label").map(String), [" 2 errors", " 0 warnings", " 1 hint", "Filter"]);
  assert.deepEqual(boxes.map(({ type, value, checked, disabled }) => [type, value, checked, disabled]), [
    ["checkbox", "error", true, false], ["checkbox", "warning", true, true], ["checkbox", "hint", true, false],
  ]);
  assert.equal(words.told.placeholder, "attribute, tag, rule …");
  const { class: look, role, "aria-label": label } = group.told;
  assert.deepEqual([look, role, label], ["check-filters no-print", "group", "Which findings are shown"]);
  assert.deepEqual(none.told, { class: "muted", hidden: "", role: "status" });
  assert.equal(String(none), "No finding fits the filters.");
});

/* ----------------------------------------------------------------------- objects */

const part = (more = {}, open = false, again = async () => ({ tree: [] })) => SopObjects.part(object(more.findings ?? [], more), open, again);
const summary = (more) => String(part(more).querySelector("summary"));

test("an object says what is wrong with it, or that nothing is", () => {
  assert.equal(summary({}), "a.dcmnothing found");
  assert.equal(summary({ counts: { error: 2, warning: 0, hint: 1 } }), "a.dcm2 errors, 1 hint");
  const unread = SopObjects.part({ file: "b", unreadable: "It is no DICOM." }, true, null);
  assert.deepEqual([String(unread), unread.open, part({}, false).open], ["bnot checkedIt is no DICOM.", true, false]);
});

test("an object says what it is, and what it was checked against", () => {
  const facts = (more) => part(more).querySelector("dl").childNodes.map((row) => row.childNodes.map(String).join(": "));
  assert.deepEqual(facts({ privateCount: 1234 }), ["SOP Class: [CT Image Storage](/sop-classes/1.2/)", "Checked against: [CT IOD](/iods/ct/)", "Private elements: 1,234", "Not decided: none"]);
  assert.deepEqual(facts({ sop_class_name: "", iod: null }).slice(0, 2), ["SOP Class: 1.2", "Checked against: the form of values only"]);
  assert.equal(facts({ sop_class_name: "", sop_class_uid: "" })[0], "SOP Class: none named");
  assert.equal(facts({ undecidedCount: 5, undecided: [{ href: "" }, { href: "" }] })[3], "Not decided: 2 conditions that the object does not answer");
  assert.deepEqual(part({ without: "No tables.", notes: ["A note."] }).querySelectorAll(".notice").map(String), ["No tables.", "A note."]);
});

test("an object is one of a list, with what cannot be checked in a notice, and its facts", () => {
  const unread = SopObjects.part({ file: "b", unreadable: "It is no DICOM." }, true, null);
  assert.deepEqual(looks(unread), [
    "object: bnot checkedIt is no DICOM.", "object-name: b", "muted: not checked", "notice: It is no DICOM.",
  ]);
  const modules = [{ name: "M", usage: "U", state: "present", href: "" }];
  const all = looks(part({ without: "No tables.", notes: ["A note."], modules }));
  assert.deepEqual(all.map((it) => it.split(":")[0]), [
    "object", "object-name", "muted", "notice", "notice", "facts", "check-modules", "object-tree",
  ]);
});

test("modules and conditions are told", () => {
  const states = ["required", "present", "maybe", "absent"];
  const lists = (more) => part(more).querySelectorAll("ul").map((list) => list.childNodes.map(String));
  assert.deepEqual(lists({ modules: states.map((state) => ({ name: "M", usage: "U", state, href: state === "absent" ? "" : "m/" })) }), [["[M](/m/) U, must be there", "[M](/m/) U, is there", "[M](/m/) U, may be there", "M U, is not there"]]);
  assert.equal(String(part({ modules: states.map((state) => ({ name: "M", usage: "U", state, href: "" })) }).querySelectorAll("summary")[1]), "Modules (3 of 4)");
  const undecided = [{ name: "Rows", module: "Image", condition: "it is so", href: "x" }, { name: "", module: "Image", condition: "it is so", href: "x" }];
  assert.deepEqual(lists({ undecided, undecidedCount: 2 }), [["[Rows](/x): required if it is so", "[Image](/x): required if it is so"]]);
  assert.equal(String(part({ undecided }).querySelectorAll("summary")[1]), "Not decided (2)");
});

test("the tree has each finding where it is, and what is missing at its end", async () => {
  const node = (path, more = {}) => ({ tag: path.slice(-11), name: "Name", vr: "CS", value: "V", path, ...more });
  const grown = async (tree, findings) => {
    const shown = part({ findings }, false, async () => ({ tree }));
    const [fold] = shown.querySelectorAll(".object-tree");
    await fold.fire("toggle").done;
    await null;
    return fold;
  };
  const settled = async (...given) => {
    const fold = await grown(...given);
    await turn();
    return fold.querySelectorAll("li").map((item) => [item.told.class, ...item.childNodes.map(String)].filter(Boolean).join(" / "));
  };
  const told = "errorIt has 2 values. [General, row 1](/modules/x/#row-1) asks for a value multiplicity of 1.";
  assert.deepEqual(await settled([node("(0008,0060)"), node("(0009,1001)", { name: "", value: "" })], [finding()]), [`(0008,0060) /  Name  / CS / : V / ${told}`, "(0009,1001) /  private  / CS"]);
  assert.deepEqual(await settled([node("(0008,0008)")], [finding({ name: "Modality" })]), ["(0008,0008) /  Name  / CS / : V", `tree-missing / (0008,0060) /  Modality / ${told}`]);
  const items = [[node("(0008,1140)[1].(0008,1155)")]];
  const inside = [finding({ paths: ["(0008,1140)[1].(0008,1150)"] })];
  assert.deepEqual(await settled([node("(0008,1140)", { items, more: 2 })], inside), [
    `(0008,1140) Name CS: Vfindings insideItem 1(0008,1155) Name CS: V(0008,1150) Modality${told}and 2 items more`, "(0008,1155) /  Name  / CS / : V", `tree-missing / (0008,1150) /  Modality / ${told}`,
  ]);
  assert.deepEqual(await settled([node("(0008,1140)", { items })], []), ["(0008,1140) Name CS: V"], "closed, and filled when it is opened");
  assert.deepEqual((await settled([node("(0008,1140)", { items: Array(20).fill(items[0]) })], inside)).length, 1, "many items are not opened");
  assert.deepEqual(await settled([], [finding()]), []);
});

/** The fold of the tree of an object, opened; `reads` counts how often the object was read for it. */
async function opened(tree, findings = []) {
  const reads = [];
  const shown = part({ findings }, false, async (it) => {
    reads.push(it.file);
    return { tree };
  });
  const [fold] = shown.querySelectorAll(".object-tree");
  fold.fire("toggle");
  const meanwhile = fold.childNodes.at(-1);
  const said = { class: meanwhile.told.class, role: meanwhile.told.role, text: String(meanwhile) };
  await turn();
  return { fold, reads, said };
}

test("the tree is read when it is opened first, and not again", async () => {
  const { fold, reads, said } = await opened([]);
  assert.equal(String(fold.querySelector("summary")), "The object as a tree");
  assert.deepEqual([said, reads], [{ class: "muted", role: "status", text: "Reading…" }, ["a.dcm"]]);
  fold.fire("toggle");
  await turn();
  assert.deepEqual(reads, ["a.dcm"]);
});

test("a sequence in the tree shows its items when it is opened first, and how many more there are", async () => {
  const uid = { tag: "(0008,1155)", name: "UID", vr: "UI", value: "1.2", path: "(0008,1140)[1].(0008,1155)" };
  const images = { tag: "(0008,1140)", name: "Images", vr: "SQ", value: "3 items", path: "(0008,1140)" };
  const { fold } = await opened([{ ...images, items: [[uid]], more: 2 }]);
  const [sequence] = fold.querySelectorAll("details");
  assert.deepEqual([sequence.open, String(sequence)], [false, "(0008,1140) Images SQ: 3 items"]);
  for (let times = 0; times < 2; times++) {
    sequence.fire("toggle");
    assert.deepEqual(looks(sequence), [
      "muted: SQ", "tree-item: Item 1", "tree: (0008,1155) UID UI: 1.2", "muted: UI", "muted: and 2 items more",
    ]);
  }
  const all = "(0008,1140) Images SQ: 3 itemsItem 1(0008,1155) UID UI: 1.2and 2 items more";
  assert.equal(looks(fold)[1], `tree: ${all}`);
});

test("a tree that cannot be read again says why", async () => {
  const shown = part({}, false, async () => { throw new Error("the file is gone"); });
  const [fold] = shown.querySelectorAll(".object-tree");
  fold.fire("toggle");
  assert.equal(String(fold.childNodes.at(-1)), "Reading…");
  await turn();
  assert.equal(String(fold.childNodes.at(-1)), "It could not be read again: the file is gone.");
});
