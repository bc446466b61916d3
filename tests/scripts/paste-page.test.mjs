/* The page "Paste or drop": what it takes, looks through, shows, says and saves. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site, turn, until } from "./document.mjs";
import { lookup, SCAN, uid } from "./lookup.mjs";

const [CT, MR, EXPLICIT, VERIFICATION] = ["5.1.4.1.1.2", "5.1.4.1.1.4", "1.2.1", "1.1"].map(uid);
/** What the page has for what somebody gives, by the ends of ids. */
const PARTS = { text: "textarea", status: "p", progress: "progress", held: "ul", stop: "button", clear: "button" };
const HIDDEN = ["progress", "stop", "clear"];
const HTML = `<div id="sources" hidden>${Object.entries(PARTS).map(([id, name]) => (
  `<${name} id="source-${id}"${HIDDEN.includes(id) ? " hidden" : ""}></${name}>`
)).join("")}</div><div id="results" data-edition="2026d" data-index="/sop-classes/" data-successors="{}"></div>`;

/** The page; `lost` names what cannot be loaded, `value` is what the browser kept in the field. */
function page({ value = "", lost = [], hasBox = false } = {}) {
  const { $$, window, globals } = opening(HTML);
  const parts = Object.fromEntries($$("[id]").map((part) => [part.id, part]));
  parts["source-text"].value = value;
  const asked = [], enhanced = [], saved = [], given = {}, timers = new Map(), clock = { now: 0 };
  const come = async (name) => {
    asked.push(name);
    if (lost.includes(name)) throw new Error(`${name} is lost`);
  };
  const SopFind = { load: come, ...(hasBox && { Box: class {} }) };
  const { index, SopScan } = lookup([...SCAN, ...["encoding", "words", "tables", "saving", "page"].map((name) => `paste/${name}.js`)], {
    ...globals, SopFind, AbortController, performance: clock.stub = { now: () => clock.now }, console: { warn: () => {} },
    SopSite: { ...site(), lookUp: () => come("look-up"), run: come },
    SopSave: {
      csv: (rows) => `${rows.map((row) => row.join("|")).join("\n")}\n`, download: (...all) => saved.push(all),
    },
    SopSources: {
      holdLong: (area, takeText) => Object.assign(given, { area, paste: takeText }),
      listen: (acts) => Object.assign(given, acts), hand: () => {},
    },
    SopTables: { enhance: (table, prefix) => enhanced.push([table.id, prefix]) },
    SopDicom: { read: async (file) => file.answer?.() ?? { dicom: false, reason: "neither a DICOM file nor text" } },
    setTimeout: (act, after) => {
      const timer = { act, after };
      return timers.set(timer, timer) && timer;
    },
    clearTimeout: (timer) => timers.delete(timer),
  });
  SopFind.index = index;
  const settled = async () => {
    for (const _ of [1, 2, 3]) await turn();
    await until(() => parts["source-stop"].hidden);
    return String(parts["source-status"]);
  };
  const type = (text) => {
    parts["source-text"].value = text;
    parts["source-text"].fire("input");
    const [timer] = timers.keys();
    timers.clear();
    timer.act();
    return settled();
  };
  const take = (...files) => {
    given.take((async function* all() { yield* files; })());
    return settled();
  };
  const click = (id) => {
    parts[id].click();
    return settled();
  };
  const { results } = parts;
  const shown = () => results.childNodes.map((part) => part.told.id ?? part.told.class ?? part.localName);
  const action = async (name) => {
    const button = results.querySelectorAll("button").find((each) => String(each) === name);
    await button.fire("click").done;
    return saved.at(-1);
  };
  const held = () => parts["source-held"].childNodes.map(String);
  return {
    parts, results, asked, enhanced, saved, window, given, timers, clock, index, SopScan, SopFind, settled, type,
    take, click, shown, action, held,
  };
}

/** A file as the browser gives it: with text in it, or read as `answer`. */
const text = (name, content) => ({ name, file: new Blob([content]) });
const dicom = (name, more = {}) => {
  const answer = {
    dicom: true, part10: true, sopClass: CT, transferSyntax: EXPLICIT, encoding: EXPLICIT, modality: "CT",
    warnings: [], ...more,
  };
  return { name, file: Object.assign(new Blob(["x"]), { answer: () => answer }) };
};
const noise = (name) => text(name, "\u0001\u0002\u0003\u0004");

const rowsOf = ({ results }, id) => results.querySelectorAll("table").find((table) => table.id === id)
  .querySelector("tbody").childNodes.map((row) => row.childNodes.map(String));

/* ------------------------------------------------------------------------ text */

test("a text is looked through once typing pauses, and what is found is counted", async () => {
  const opened = page();
  const { parts, timers, type, shown, enhanced } = opened;
  assert.equal(parts.sources.hidden, false);
  parts["source-status"].textContent = "Found: 1 thing.";
  parts["source-text"].fire("input");
  parts["source-text"].fire("input");
  assert.deepEqual(
    [[...timers.keys()].map(({ after }) => after), String(parts["source-status"])],
    [[250], ""],
    "what it said is of another text",
  );
  assert.equal(await type(`${CT} ${EXPLICIT}\n(0008,0060)`), "Found: 1 SOP Class, 1 transfer syntax, 1 attribute.");
  assert.deepEqual(shown(), ["export-actions", "found", "named"]);
  assert.deepEqual(enhanced, [["found", "found."], ["named", "named."]]);
  assert.deepEqual(rowsOf(opened, "found").map(([, its]) => its), [CT, EXPLICIT]);
  assert.deepEqual(rowsOf(opened, "named").map(([, tag]) => tag), ["(0008,0060)"]);
  assert.deepEqual(
    [parts["source-clear"].hidden, parts["source-progress"].hidden, parts["source-stop"].hidden],
    [false, true, true],
  );
});

test("UIDs of a private root that stand in several texts are counted once", async () => {
  const opened = page();
  await opened.take(text("one.txt", "1.2.826.0.1.3680043.9.1.1 1.2.826.0.1.3680043.9.1.2"), text("two.txt", "1.2.826.0.1.3680043.9.1.2\n1.2.826.0.1.3680043.9.1.3"));
  const remark = () => rowsOf(opened, "found").map((row) => row.find((cell) => cell.includes("different")));
  assert.match(remark()[0], / 3 different UIDs\./);
  await opened.type("1.2.826.0.1.3680043.9.1.3 1.2.826.0.1.3680043.9.1.4");
  assert.match(remark()[0], / 4 different UIDs\./);
  await opened.type("1.2.826.0.1.3680043.9.1.3");
  assert.match(remark()[0], / 3 different UIDs\./, "each text keeps its own");
});

test("of each kind it is said how many there are: of some always, of others where there are any", async () => {
  const { type, parts, shown } = page();
  for (const [given, said] of [
    [CT, "1 SOP Class, 0 transfer syntaxes"], [
      `${CT} ${MR} ${EXPLICIT} ${uid("1.2")}`, "2 SOP Classes, 2 transfer syntaxes",
    ],
    ["(0008,0060)", "0 SOP Classes, 0 transfer syntaxes, 1 attribute"], [
      "(0008,0060) (0008,0016)", "0 SOP Classes, 0 transfer syntaxes, 2 attributes",
    ],
    ["status 0xA900", "0 SOP Classes, 0 transfer syntaxes, 1 status code"], [
      "status 0xA900\nstatus 0x0110", "0 SOP Classes, 0 transfer syntaxes, 2 status codes",
    ],
    ["C-STORE", "0 SOP Classes, 0 transfer syntaxes, 1 other finding"], [
      "C-STORE C-FIND", "0 SOP Classes, 0 transfer syntaxes, 2 other findings",
    ],
    [`context 1: ${CT} accepted ${EXPLICIT}`, "1 SOP Class, 1 transfer syntax, 1 presentation context, 0 rejected"],
    [
      `context 1: ${CT} accepted ${EXPLICIT}\ncontext 3: ${MR} rejected, abstract syntax not supported`,
      "2 SOP Classes, 1 transfer syntax, 2 presentation contexts, 1 rejected",
    ],
  ]) assert.equal(await type(given), `Found: ${said}.`, given);
  assert.equal(await type("nothing"), "Found: 0 SOP Classes, 0 transfer syntaxes.");
  assert.deepEqual([await type("  "), parts["source-clear"].hidden, shown()], ["", true, []]);
});

test("what has no UID stands in a table of its own", async () => {
  const opened = page();
  const bytes = `01 00 00 00 00 14 ${"41 ".repeat(20)}`;
  for (const [given, kind] of [
    ["(0008,0060)", "Attribute"], ["status 0xA900", "Status code"], ["C-STORE", "DIMSE operation"], [bytes, "bytes"],
    ["result=1, source=1, reason=7", "Association"],
  ]) {
    await opened.type(given);
    assert.deepEqual([opened.shown(), rowsOf(opened, "named")[0][2]], [["export-actions", "named"], kind], given);
  }
});

test("what a reload kept in the field is looked through at once", async () => {
  const kept = page({ value: CT });
  assert.equal(await kept.settled(), "Found: 1 SOP Class, 0 transfer syntaxes.");
  const blank = page({ value: " " });
  assert.deepEqual([await blank.settled(), blank.asked], ["", []]);
});

test("the keys of a worklist query are told, where no SOP Class says what it is", async () => {
  const opened = page();
  const hint = async (given) => {
    await opened.type(given);
    return opened.results.querySelectorAll("p.notice").map(String);
  };
  const keys = "(0040,0100) (0040,0001)";
  assert.deepEqual(await hint(keys), [], "which the registry does not have");
  opened.index.byUid.set(
    uid("5.1.4.31"),
    { uid: uid("5.1.4.31"), name: "Modality Worklist", path: "sop-classes/x/", kind: "sop-class" },
  );
  assert.deepEqual(
    await hint(keys),
    ["These look like the keys of a worklist query: [Modality Worklist](/sop-classes/x/)."],
  );
  const dates = [["00400002", "Scheduled Procedure Step Start Date", ""]];
  const kinds = [{ kind: "attribute", word: "Attribute", path: "attributes/*/", rows: dates }];
  opened.index.add({ section: "dates", version: 2, topics: [], kinds });
  assert.equal((await hint("(0040,0002) (0040,0100)")).length, 1);
  for (const other of [`${keys} ${CT}`, "(0040,0100)", "(0040,0001) (0040,0002)"]) assert.deepEqual(await hint(other), [], other);
  assert.deepEqual(opened.shown(), ["export-actions", "named"]);
});

test("SOP Classes can be ticked in the index, each once, wherever they are named", async () => {
  const { type, take, results } = page();
  const link = () => results.querySelectorAll("a").map(String).find((each) => each.includes("Tick")) ?? null;
  await type(CT);
  assert.equal(link(), "[Tick 1 SOP Class in the index, to export them](/sop-classes/#pick=5.1.4.1.1.2)");
  await take(
    dicom("a"),
    dicom(
      "b",
      { sopClass: uid("1.3.10"), records: [{ sopClass: MR, transferSyntax: EXPLICIT, modality: "MR", count: 2 }] },
    ),
  );
  assert.equal(
    link(),
    "[Tick 2 SOP Classes in the index, to export them](/sop-classes/#pick=5.1.4.1.1.2,5.1.4.1.1.4)",
  );
  const other = page();
  await other.type(EXPLICIT);
  assert.deepEqual(other.results.querySelectorAll("a").map(String).filter((each) => each.includes("Tick")), []);
});

test("of more findings than a table holds, it is said that they are saved", async () => {
  const { type, results } = page();
  const many = (count) => type(Array.from({ length: count }, (_, at) => uid(`9.9.${at + 1}`)).join("\n"));
  await many(400);
  assert.equal(results.childNodes.length, 2);
  await many(401);
  assert.equal(String(results.childNodes[2]), "The first 400 of 401 are shown; what you save holds all.");
});

/* --------------------------------------------------------------- several texts */

test("texts that are pasted or dropped are held, each by a name of its own, and can be removed", async () => {
  const opened = page();
  const { given, parts, held, settled } = opened;
  assert.equal(given.area, parts["source-text"]);
  for (const [act, content] of [["paste", CT], ["paste", MR], ["takeText", "x"], ["takeText", "xy"]]) {
    given[act](content);
    await settled();
  }
  assert.deepEqual(
    held(),
    [
      "pasted text: 25 characters Remove", "pasted text 2: 25 characters Remove", "dropped text: 1 character Remove",
      "dropped text 2: 2 characters Remove",
    ],
  );
  const remove = () => parts["source-held"].querySelector("button");
  assert.deepEqual(remove().told, { type: "button", "aria-label": "Remove pasted text" });
  remove().click();
  assert.equal(await settled(), "Found: 1 SOP Class, 0 transfer syntaxes.");
  assert.deepEqual([held().length, parts["source-text"].isFocused], [3, true]);
  for (const name of ["pasted text", "pasted text 3"]) {
    given.paste("x");
    await settled();
    assert.equal(held().at(-1), `${name}: 1 character Remove`, "no name that another has");
  }
});

test("findings of several texts are one, with the lines of each by its name", async () => {
  const opened = page();
  const { given, type, take, settled } = opened;
  await type(`${MR}\n${CT}`);
  assert.deepEqual(rowsOf(opened, "found").map((row) => [row[1], row[4], row[5]]), [[CT, "1", "2"], [MR, "1", "1"]]);
  given.paste(`\n\n${CT}\nCT Image Storage`);
  await settled();
  assert.deepEqual(
    rowsOf(opened, "found").map((row) => [row[1], row[4], row[5]]),
    [[CT, "3 (1 by name)", "text field: 2, pasted text: 3, pasted text: 4"], [MR, "1", "text field: 1"]],
  );
  await take(text("log.txt", `${"\n".repeat(4)}${CT}`));
  assert.equal(rowsOf(opened, "found")[0][5], "text field: 2, pasted text: 3, pasted text: 4, log.txt: 5");
  const twice = page();
  twice.given.paste(Array.from({ length: 15 }, () => CT).join("\n"));
  await twice.settled();
  twice.given.paste(Array.from({ length: 15 }, () => CT).join("\n"));
  await twice.settled();
  const [[, , , , found, lines]] = rowsOf(twice, "found");
  assert.deepEqual(
    [found, lines.split(", ").length, lines.split(", ").at(-1)],
    ["30", 20, "pasted text 2: 5 and 10 more"],
  );
});

test("findings sort by the first line on which they stand, texts one after another", async () => {
  const { type, given, settled, results } = page();
  await type(`\n${MR}${"\n".repeat(9)}${CT}`);
  given.paste(VERIFICATION);
  await settled();
  const cells = results.querySelector("table").querySelector("tbody").childNodes.map(({ cells }) => [cells[1], cells[5]]);
  const sorted = cells.map(([its, lines]) => [Number(lines.dataset.key), String(its)]).sort(([a], [b]) => a - b);
  assert.deepEqual(sorted.map(([, its]) => its), [MR, CT, VERIFICATION]);
});

test("what adds up over several texts does, and warnings are said once", async () => {
  const opened = page();
  const odd = "1.2.840.113619.02.55.3.1";
  for (const at of [1, 2]) {
    opened.given.paste(`${odd}\n1.2.840.113619.2.55.3.${at}1 1.2.840.113619.2.55.3.${at}2`);
    await opened.settled();
  }
  const remarks = Object.fromEntries(rowsOf(opened, "found").map((row) => [row[1], row.at(-1)]));
  assert.deepEqual(
    remarks,
    { [odd]: "It has an arc that begins with 0.", "1.2.840.113619": "Private: GE. 4 different UIDs." },
  );
  const [, json] = await opened.action("Save the findings as JSON");
  assert.deepEqual(JSON.parse(json).findings.map((row) => row["different uids"]).sort(), [1, 4]);
});

test("no more than five warnings of several texts are said", async () => {
  const opened = page();
  const warnings = async (...zeros) => {
    opened.given.paste(zeros.map((zero) => `${MR.slice(0, -1)}${zero}4`).join("\n"));
    await opened.settled();
    return rowsOf(opened, "found")[0].at(-1).match(/Written with a leading zero as /g).length;
  };
  assert.deepEqual(
    [await warnings("0", "00"), await warnings("0", "000", "0000"), await warnings("00000", "000000")],
    [2, 4, 5],
  );
});

/* ----------------------------------------------------------------------- files */

test("files are read as DICOM, else as text, else it is said why not", async () => {
  const opened = page();
  const { take, shown, results, held } = opened;
  assert.equal(
    await take(dicom("a.dcm"), text("log.txt", CT), noise("b.bin")),
    "Found: 1 DICOM file, 1 SOP Class, 0 transfer syntaxes.",
  );
  assert.deepEqual(shown(), ["export-actions", "files", "found", "unread"]);
  assert.deepEqual(
    [rowsOf(opened, "files")[0][0], held()],
    [`[CT Image Storage](/sop-classes/${CT}/)`, ["log.txt: 25 characters Remove"]],
  );
  const [unread] = results.querySelectorAll("details.unread");
  assert.deepEqual(
    unread.childNodes.map(String),
    ["1 file not read, or not in full", "b.bin: neither a DICOM file nor text"],
  );
  assert.deepEqual(
    results.querySelectorAll("button").map(String).filter((name) => name !== "Remove"),
    ["Save the files as CSV", "Save the files as JSON", "Save the findings as CSV", "Save the findings as JSON"],
  );
});

test("files are counted, and the records of a DICOMDIR", async () => {
  const record = (count) => ({ sopClass: CT, transferSyntax: EXPLICIT, modality: "CT", count });
  const said = (...files) => page().take(...files);
  assert.equal(await said(dicom("a"), dicom("b")), "Found: 2 DICOM files.");
  assert.equal(await said(dicom("a", { records: [record(1)] })), "Found: 1 DICOM file, 1 record in a DICOMDIR.");
  assert.equal(
    await said(dicom("a", { records: [record(1), record(2)] })),
    "Found: 1 DICOM file, 3 records in a DICOMDIR.",
  );
});

test("where nothing can be read that is said, and what cannot is listed up to a bound", async () => {
  const { given, take, results, parts } = page();
  const unread = () => results.querySelector("details.unread");
  assert.equal(await take(noise("a")), "Nothing found.");
  assert.deepEqual([parts["source-clear"].hidden, unread().open], [false, true]);
  given.failed("a folder", "it is shut");
  const rest = (count) => take(...Array.from({ length: count }, (_, at) => noise(`n${at}`)));
  await rest(3);
  assert.deepEqual([unread().open, String(unread().querySelectorAll("li")[1])], [true, "a folder: it is shut"]);
  await rest(1);
  assert.equal(unread().open, false);
  await rest(44);
  assert.deepEqual(
    [unread().querySelectorAll("li").length, String(unread().querySelector("summary"))],
    [50, "50 files not read, or not in full"],
  );
  await rest(1);
  assert.deepEqual([unread().querySelectorAll("li").length, String(unread().querySelectorAll("li")[50])], [51, "and 1 more"]);
});

test("a file that the browser cannot read does not keep others from being read", async () => {
  const { take, results } = page();
  const bad = { name: "bad", file: Object.assign(new Blob([""]), { answer: () => { throw new Error("no"); } }) };
  assert.equal(await take(bad, dicom("good")), "Found: 1 DICOM file.");
  assert.equal(String(results.querySelector("li")), "bad: the browser could not read it");
});

test("of a huge text the beginning is read", async () => {
  const { take, results } = page();
  const most = 2 ** 26;
  const huge = (size) => {
    const cuts = [];
    const slice = (from, to) => cuts.push([from, to]) && new Blob([CT]);
    return { cuts, name: "huge.txt", file: { size, slice } };
  };
  const just = huge(most), more = huge(most + 1);
  await take(just);
  assert.deepEqual(just.cuts, [[0, 4096], [0, most]]);
  assert.equal(results.querySelectorAll("details.unread").length, 0);
  await take(more);
  assert.equal(
    String(results.querySelector("details.unread").querySelector("li")),
    "huge.txt: only its first 67,108,864 bytes were read",
  );
});

test("while files are read, it is said how many are", async () => {
  const { take, parts, clock } = page();
  const said = [];
  const slow = (took) => {
    const it = dicom("a");
    const { answer } = it.file;
    it.file.answer = () => {
      said.push(String(parts["source-status"]));
      clock.now += took;
      return answer();
    };
    return it;
  };
  await take(slow(50), slow(49), slow(1), slow(100), slow(1));
  assert.deepEqual(said, ["Reading…", "Reading…", "Reading…", "Reading… 3 files", "Reading… 4 files"]);
});

/* ----------------------------------------------------------------- what goes on */

test("what is looked through can be stopped, and all be cleared", async () => {
  const opened = page();
  const { parts, given, click, shown, held, settled } = opened;
  given.paste(CT);
  const state = () => [
    String(parts["source-status"]), parts["source-progress"].hidden, parts["source-stop"].hidden,
    parts["source-clear"].hidden,
  ];
  assert.deepEqual(state(), ["Looking through the text…", false, false, true]);
  await click("source-stop");
  assert.deepEqual([state(), shown()], [["Stopped.", true, true, false], []]);
  given.paste(MR);
  assert.equal(await settled(), "Found: 2 SOP Classes, 0 transfer syntaxes.");
  parts["source-text"].value = "x";
  await click("source-clear");
  assert.deepEqual(
    [state(), shown(), held(), parts["source-text"].value, parts["source-text"].isFocused],
    [["", true, true, true], [], [], "", true],
  );
  given.paste("nothing");
  assert.equal(await settled(), "Found: 0 SOP Classes, 0 transfer syntaxes.");
  assert.deepEqual(held(), ["pasted text: 7 characters Remove"]);
});

test("files that are given while others are read follow them, unless all is stopped", async () => {
  const opened = page();
  const { given, settled, click, parts } = opened;
  const of = (...files) => (async function* all() { yield* files; })();
  given.take(of(dicom("a")));
  given.take(of(dicom("b")));
  given.paste(MR);
  assert.equal(await settled(), "Found: 2 DICOM files, 1 SOP Class, 0 transfer syntaxes.");
  let go = null;
  given.take((async function* slow() {
    yield dicom("c");
    await new Promise((done) => { go = done; });
    yield dicom("d");
  })());
  given.take(of(dicom("e")));
  await until(() => go);
  parts["source-stop"].click();
  assert.equal(String(parts["source-status"]), "Stopped.");
  go();
  await settled();
  assert.deepEqual(rowsOf(opened, "files").map((row) => [row[5], row[7]]), [["3", "a, b, c"]]);
  await click("source-clear");
  await opened.take(dicom("f"));
  assert.equal(rowsOf(opened, "files")[0][5], "1");
});

test("how far it is in all the texts is shown", async () => {
  const opened = page();
  const seen = [];
  opened.parts["source-progress"].setAttribute("value", "1");
  opened.SopScan.scanSlowly = async (content, known, { progress }) => {
    for (const part of [0.5, 1]) {
      progress(part);
      seen.push(opened.parts["source-progress"].value);
    }
    return opened.SopScan.scan(content, known);
  };
  opened.given.paste("x".repeat(30));
  opened.given.paste("y".repeat(10));
  await opened.settled();
  assert.deepEqual(seen.slice(-4), [0.375, 0.75, 0.875, 1]);
  assert.equal(opened.parts["source-progress"].hasAttribute("value"), false, "at first it is not known");
});

/* ------------------------------------------------------------------- the look-up */

const NEEDED = [
  "scan/names.js", "scan/contexts.js", "scan/bytes.js", "scan/scan.js", "dicom.js",
  "paste/encoding.js", "paste/words.js", "paste/tables.js", "paste/saving.js",
];

test("what it takes to look through a text is loaded once, when somebody is about to give one", async () => {
  for (const hasBox of [false, true]) {
    const { asked, window, parts, type } = page({ hasBox });
    assert.deepEqual(asked, []);
    window.fire("pointermove");
    assert.deepEqual(window.listeners.filter((it) => it.type === "pointermove"), [], "once");
    await turn();
    parts["source-text"].fire("focus");
    await type(CT);
    assert.deepEqual(asked, [...(hasBox ? [] : ["look-up"]), ...NEEDED, "core", "more", "codes"]);
  }
  const { asked, parts } = page();
  parts["source-text"].fire("focus");
  await turn();
  assert.equal(asked[0], "look-up");
});

test("where the look-up cannot be loaded it is said, and tried again with the next text", async () => {
  const lost = ["core"];
  const { type, take, parts, window, asked } = page({ lost });
  window.fire("pointermove");
  await turn();
  assert.equal(String(parts["source-status"]), "", "before it is needed nothing is said");
  const said = "The look-up cannot be loaded: core is lost. Nothing can be looked through.";
  assert.deepEqual([await type(CT), parts["source-progress"].hidden], [said, true]);
  assert.equal(await take(dicom("a")), said);
  lost.length = 0;
  parts["source-text"].fire("focus");
  await turn();
  const number = asked.length;
  assert.equal(await type(CT), "Found: 1 SOP Class, 0 transfer syntaxes.");
  assert.equal(asked.length, number, "it was loaded when the field was entered again");
});

test("where a part of the look-up cannot be loaded it is said first", async () => {
  for (const part of ["more", "codes"]) {
    const { type, results } = page({ lost: [part] });
    assert.equal(await type(CT), "Found: 1 SOP Class, 0 transfer syntaxes.");
    assert.deepEqual(
      results.querySelectorAll("p.notice").map(String),
      ["A part of the look-up cannot be loaded: attributes, codes and others are not named."],
    );
  }
  const whole = page();
  await whole.type(CT);
  assert.deepEqual(whole.results.querySelectorAll("p.notice"), []);
});

/* ---------------------------------------------------------------------- saving */

test("findings are saved with all that is known of them", async () => {
  const { type, action } = page();
  await type(`${CT}\nCT Image Storage\n${CT}\n${uid("5.1.4.1.66.4")}`);
  const [name, content, kind] = await action("Save the findings as JSON");
  assert.deepEqual(
    [name, kind, content.endsWith("}\n"), content.startsWith('{\n  "edition": "2026d",\n')],
    ["findings.json", "application/json", true, true],
  );
  const { findings: [ct, unregistered] } = JSON.parse(content);
  assert.deepEqual(ct, {
    name: "CT Image Storage", uid: CT, keyword: "CTImageStorage", kind: "SOP Class", status: "active",
    found: 3, "as uid": 2, "by name": 1, "different uids": 1,
    lines: [1, 2, 3], "lines in all": 3, remarks: [], "nearest uid": "", "nearest name": "",
  });
  assert.deepEqual(
    [unregistered.name, unregistered["nearest uid"], unregistered["nearest name"], unregistered.remarks],
    ["", uid("5.1.4.1.1.66.4"), "Segmentation Storage", ["Below the DICOM root, but not registered."]],
  );
  const [file, rows, as] = await action("Save the findings as CSV");
  assert.deepEqual([file, as], ["findings.csv", "text/csv"]);
  assert.deepEqual(rows.split("\n"), [
    "name|uid|keyword|kind|status|found|as uid|by name|different uids|lines|lines in all|remarks|nearest uid|nearest name",
    `CT Image Storage|${CT}|CTImageStorage|SOP Class|active|3|2|1|1|1; 2; 3|3|||`,
    `|${uid("5.1.4.1.66.4")}||not registered|not registered|1|1|0|1|4|1|Below the DICOM root, but not registered.|${uid("5.1.4.1.1.66.4")}|Segmentation Storage`, "",
  ]);
});

test("lines of several texts are saved with the names of these", async () => {
  const { type, given, settled, action } = page();
  await type(VERIFICATION);
  given.paste(`\n${VERIFICATION}`);
  await settled();
  const { findings: [finding] } = JSON.parse((await action("Save the findings as JSON"))[1]);
  assert.deepEqual(
    [finding.keyword, finding.lines],
    ["Verification", [{ text: "text field", line: 1 }, { text: "pasted text", line: 2 }]],
  );
  assert.match((await action("Save the findings as CSV"))[1], /\|text field: 1; pasted text: 2\|2\|/);
});

test("contexts are saved with what became of them", async () => {
  const { type, action, shown } = page();
  await type(`context 1: ${CT} accepted ${EXPLICIT}\ncontext 3: ${MR} rejected, abstract syntax not supported`);
  assert.deepEqual(shown(), ["export-actions", "contexts", "found"]);
  const { contexts } = JSON.parse((await action("Save the contexts as JSON"))[1]);
  assert.deepEqual(contexts, [
    {
      "sop class": "CT Image Storage", "sop class uid": CT, result: "accepted", code: 0, reason: "",
      "transfer syntaxes": [EXPLICIT], contexts: [1], "contexts in all": 1, lines: [1],
    },
    {
      "sop class": "MR Image Storage", "sop class uid": MR, result: "rejected", code: 3,
      reason: "abstract syntax not supported", "transfer syntaxes": [], contexts: [3], "contexts in all": 1,
      lines: [2],
    },
  ]);
});

test("files are saved with what they are, and what a DICOMDIR lists with it", async () => {
  const { take, action } = page();
  const record = { sopClass: uid("5.1.4.1.66.4"), transferSyntax: EXPLICIT, modality: "SEG", count: 7 };
  await take(
    dicom("a", { warnings: ["it is odd"], encoding: uid("1.2") }),
    dicom("DICOMDIR", { sopClass: "", modality: "", encoding: undefined, records: [record] }),
  );
  const { files } = JSON.parse((await action("Save the files as JSON"))[1]);
  const of = { "transfer syntax": "Explicit VR Little Endian", "transfer syntax uid": EXPLICIT };
  const near = { "nearest uid": "", "nearest name": "" };
  assert.deepEqual(files, [
    {
      file: "a", "sop class": "CT Image Storage", "sop class uid": CT, status: "active", ...of,
      "written in": "Implicit VR Little Endian", modality: "CT", files: 1, "directory records": 0,
      remarks: ["It is odd."], ...near,
    },
    {
      file: "DICOMDIR", "sop class": "", "sop class uid": "", status: "", ...of, "written in": "", modality: "",
      files: 1, "directory records": 0, remarks: [], ...near,
    },
    {
      file: "DICOMDIR", "sop class": "", "sop class uid": uid("5.1.4.1.66.4"), status: "not registered", ...of,
      "written in": "", modality: "SEG", files: 0, "directory records": 7,
      remarks: ["Its SOP Class: below the DICOM root, but not registered.", "Listed in a DICOMDIR."],
      "nearest uid": uid("5.1.4.1.1.66.4"), "nearest name": "Segmentation Storage",
    },
  ]);
  await take(dicom("b", { transferSyntax: "Explicit" }));
  const { files: others } = JSON.parse((await action("Save the files as JSON"))[1]);
  assert.deepEqual(others[3].remarks, ["What it gives as the UID of its transfer syntax is not a UID."]);
});

test("a button that saves cannot be pressed until it has, and the page lives on meanwhile", async () => {
  const opened = page();
  await opened.type(`${CT} ${MR} ${EXPLICIT} ${VERIFICATION} ${uid("1.2")} C-STORE C-FIND`);
  const [button] = opened.results.querySelectorAll("button");
  let pauses = 0;
  opened.SopScan.pause = async () => { pauses += 1; };
  opened.clock.stub.now = () => (opened.clock.now += 4);
  for (const each of opened.results.querySelectorAll("button")) assert.deepEqual(each.told, { type: "button" });
  const saving = button.fire("click").done;
  assert.equal(button.disabled, true);
  await saving;
  assert.deepEqual([button.disabled, opened.saved.length], [false, 1]);
  assert.equal(pauses, 2 * 2, "after each third of seven, of which rows and lines are made");
});
