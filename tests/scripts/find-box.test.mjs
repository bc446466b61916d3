/* The search box: what it shows and says of an answer, what keys do, and what stands in the address: find/box.js. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, page } from "./document.mjs";
import { load } from "./load.mjs";
import { SCRIPTS } from "./lookup.mjs";

const { SopLookup } = load(SCRIPTS, { performance, MessageChannel });

const UID = "1.2.840.10008.5.1.4.1.1.2";
const CLASSES = "https://x.org/sop-classes/";

/** Something found, as the look-up gives it. */
const hit = (name, more = {}) => ({
  kind: "sop-class", kindWord: "SOP Class", id: name, name, keyword: "", path: `sop-classes/${name}/`,
  status: "", why: "name", matched: name, ...more,
});
const hits = (number, more = {}) => Array.from({ length: number }, (_, at) => hit(`n${at}`, more));
const text = (title, more = {}) => ({
  path: `guides/${title}/`, title, page: "", text: `of ${title}`, ...more,
});

/** A box in the header, or at home, of a page at `at`. `answers` has what the look-up finds, by query;
 *  `pages` what the text of pages has. */
function boxed({
  home = false, at = "", answers = {}, pages = {}, sections = ["core", "more"], idles = null, value = "",
} = {}) {
  const look = home ? "find find--home" : "find find--header";
  const html = `<div class="${look}"><form action="${CLASSES}"><input></form></div>
    <main><h1>Title</h1><a href="#x">Link</a></main>`;
  const made = page(html, `https://x.org/${at}`);
  const { $, document, globals, history } = made;
  const time = clock();
  const warned = [], asked = [], loads = {}, waits = {};
  let ready = 0;
  const index = {
    sections: new Set(sections),
    find(query, { limit }) {
      const { hits: all = [], messages = [], wants = "", total = all.length } = answers[query] ?? {};
      return { query, hits: all.slice(0, limit), total, messages, wants };
    },
  };
  const loading = (section) => {
    if (index.sections.has(section)) return Promise.resolve();
    loads[section] = (loads[section] ?? 0) + 1;
    waits[section] ??= promised();
    return waits[section].promise;
  };
  const prose = {
    ready: async () => { ready += 1; },
    search: (words) => {
      asked.push(words);
      const found = pages[words] ?? [];
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
  };
  const given = {
    ...globals, ...time, console: { warn: (said) => warned.push(said) },
    self: idles ? { requestIdleCallback: (act, options) => idles.push([act, options.timeout]) } : {},
  };
  const { SopSite } = load(["site.js"], given);
  const found = { index, load: loading, prose };
  const { SopFind } = load(["find/box.js"], { ...given, SopSite, SopLookup, SopFind: found });
  const input = $("input");
  input.maxLength = 4000;
  input.value = value;
  const box = new SopFind.Box($(".find"), 7);
  const panel = $(".find__panel");
  const options = () => panel.querySelectorAll("[role=option]");
  /** What a screen reader hears, once the typing rests. */
  const said = async () => {
    await time.pass(150);
    return $(".find__status").textContent;
  };
  const type = async (query) => {
    if (document.activeElement !== input) input.focus();
    input.value = query;
    input.fire("input");
    await time.pass(0);
  };
  /** A section of data comes, with which the look-up finds this. */
  const arrive = async (section, found = {}) => {
    Object.assign(answers, found);
    index.sections.add(section);
    waits[section]?.resolve();
    await time.pass(0);
  };
  const fail = async (section) => {
    waits[section].reject(new Error(`${section} is lost`));
    delete waits[section];
    await time.pass(0);
  };
  const remark = () => {
    const place = panel.children[1];
    return place.hidden ? "" : place.textContent;
  };
  const notes = () => $(".find__messages").children.map((it) => it.textContent);
  const key = (name, more = {}) => input.fire("keydown", { key: name, ...more });
  const enter = async () => {
    $("form").fire("submit");
    await time.pass(0);
  };
  const namesOf = (all) => all.map((it) => it.querySelector(".find__name").textContent);
  const names = () => namesOf(options());
  const chosen = () => namesOf(options().filter((it) => it.getAttribute("aria-selected") === "true"));
  return {
    ...made, box, SopFind, input, panel, options, names, chosen, said, type, arrive, fail, remark, notes, key,
    enter, time, warned, asked, loads,
    steps: history.steps, rest: () => $(".find__rest"), isOpen: () => !panel.hidden, ready: () => ready,
  };
}

function promised() {
  const made = {};
  made.promise = new Promise((resolve, reject) => { Object.assign(made, { resolve, reject }); });
  return made;
}

/* ---------------------------------------------------------------------- what is shown */

test("the box is a combobox with a list below it, and says what it has to say", () => {
  const { $, input, panel } = boxed();
  assert.deepEqual(input.told, {
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": "find-list-7", autocorrect: "off", enterkeyhint: "go",
  });
  assert.deepEqual($(".find").children.map((it) => it.className), ["", "find__panel", "find__status"]);
  assert.deepEqual($(".find__status").told, { class: "find__status", role: "status" });
  assert.deepEqual([panel, ...panel.children].map((it) => it.told), [
    { class: "find__panel", hidden: "" }, { class: "find__messages" }, { class: "find__message", hidden: "" },
    { class: "find__list", role: "listbox", id: "find-list-7", "aria-label": "Results" },
    { class: "find__rest", hidden: "" },
  ]);
});

test("a result says its name, its UID or tag, its status and its kind", async () => {
  const { type, options } = boxed({ answers: { x: { hits: [
    hit("CT Image Storage", { id: UID, uid: UID, path: `sop-classes/${UID}/` }),
    hit("Rows", {
      kind: "attribute", kindWord: "Attribute", id: "00280010", tag: "00280010", path: "attributes/00280010/",
      status: "retired",
    }),
    hit("Making UIDs", { kind: "guide", kindWord: "Guide", id: "g", path: "guides/making-uids/#x" }),
  ] } } });
  await type("x");
  assert.deepEqual(options().map((it) => [it.id, it.href, it.textContent]), [
    [`find-list-7-sop-class-${UID}`, `${CLASSES}${UID}/`, `CT Image Storage ${UID} active SOP Class`],
    ["find-list-7-attribute-00280010", "https://x.org/attributes/00280010/", "Rows (0028,0010) retired Attribute"],
    ["find-list-7-guide-g", "https://x.org/guides/making-uids/#x", "Making UIDs  Guide"],
  ]);
  const { id, href, ...others } = options()[0].told;
  assert.deepEqual(others, { class: "find__option", role: "option", tabindex: "-1", "aria-selected": "false" });
  const parts = (at) => options()[at].everything.map((it) => [it.localName, it.className, it.textContent]);
  assert.deepEqual(parts(0), [
    ["span", "find__name", "CT Image Storage"], ["code", "find__id", UID],
    ["span", "find__root", "1.2.840.10008.5.1.4.1.1."],
    ["span", "find__kind", "active SOP Class"], ["span", "find__state find__state--active", "active"],
  ]);
  assert.deepEqual(parts(1), [
    ["span", "find__name", "Rows"], ["code", "find__id", "(0028,0010)"],
    ["span", "find__kind", "retired Attribute"],
    ["span", "find__state find__state--retired", "retired"],
  ]);
  assert.deepEqual(parts(2), [["span", "find__name", "Making UIDs"], ["span", "find__kind", "Guide"]]);
});

test("only what the standard retires is active or retired", async () => {
  const retirable = [
    "sop-class", "transfer-syntax", "uid", "general", "directory", "service-class", "attribute",
    "context-group", "template",
  ];
  const others = ["module", "iod", "private"];
  const all = [...retirable, ...others].map((kind) => hit(kind, { kind, status: "retired", kindWord: "K" }));
  const { type, options } = boxed({ answers: { x: { hits: all } } });
  await type("x");
  const states = options().map((it) => it.querySelector(".find__kind").textContent);
  assert.deepEqual(states, [...retirable.map(() => "retired K"), "K", "K", "K"]);
});

test("a result that was found by another text than its name says by which", async () => {
  for (const [why, aside] of [
    ["alias", " also MRI"], ["former name", " formerly MRI"], ["constant", " in code MRI"],
    ["code", " also MRI"], ["name", ""], ["uid", ""],
  ]) {
    const { type, options } = boxed({ answers: { x: { hits: [
      hit("MR", { why, matched: "MRI" }), hit("MR", { why, matched: "MR" }),
    ] } } });
    await type("x");
    assert.deepEqual(
      options().map((it) => it.querySelector(".find__name").textContent), [`MR${aside}`, "MR"], why
    );
    const marked = options()[0].querySelectorAll(".find__aside, .find__matched");
    assert.deepEqual(marked.map((it) => it.textContent), aside ? [aside, "MRI"] : [], why);
  }
});

test("more than a screenful stands by kind, the kind of the best first", async () => {
  const mixed = (number) => hits(number).map((it, at) => ({ ...it, kindWord: at % 2 ? "Module" : "SOP Class" }));
  const { type, $, names } = boxed({ answers: {
    few: { hits: mixed(12) }, many: { hits: mixed(13) }, one: { hits: hits(13) },
  } });
  const groups = () => $("[role=listbox]").children.slice(0, -1).map((it) => it.told.role); // the last is the text
  await type("few");
  assert.deepEqual(groups(), Array(12).fill("option"));
  await type("one");
  assert.deepEqual(groups(), Array(12).fill("option"));
  await type("many");
  assert.deepEqual(groups(), ["group", "group"]);
  const [first, second] = $("[role=listbox]").children;
  assert.deepEqual(
    [first.told, second.told],
    ["SOP Class", "Module"].map((word) => ({ role: "group", "aria-label": word, class: "find__group" }))
  );
  assert.deepEqual(first.firstElementChild.told, { class: "find__heading", "aria-hidden": "true" });
  assert.equal(first.firstElementChild.textContent, "SOP Class");
  assert.deepEqual(names(), [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11].map((at) => `n${at}`));
});

test("what is found besides is shown when it is asked for, as much as one can look through", async () => {
  for (const [number, button, shown, after] of [
    [12, "", 12, ""], [13, "Show 1 more of 13", 13, ""], [60, "Show 48 more of 60", 60, ""],
    [61, "Show 48 more of 61", 60, "1 more: another word narrows them down."],
    [1300, "Show 48 more of 1,300", 60, "1,240 more: another word narrows them down."],
  ]) {
    const { type, rest, options, document, input } = boxed({ answers: {
      x: { hits: hits(number) }, y: { hits: hits(13) },
    } });
    const told = () => (rest().hidden ? "" : rest().textContent);
    await type("x");
    assert.deepEqual([options().length, told()], [12, button]);
    if (!button) continue;
    assert.equal(rest().firstElementChild.getAttribute("type"), "button");
    document.activeElement = null;
    rest().firstElementChild.click();
    assert.deepEqual([options().length, told(), document.activeElement], [shown, after, input]);
    await type("y");
    assert.deepEqual([options().length, told()], [12, "Show 1 more of 13"], "another text begins anew");
  }
});

test("messages stand above the results, and a long text is sent to where it can be read", async () => {
  const { type, $, notes, said } = boxed({ answers: {
    x: {
      messages: [{ kind: "misprint", text: "A misprint." }, { kind: "tag", text: "A private tag." }],
      hits: [hit("CT", { uid: UID })],
    },
  } });
  await type("x");
  assert.deepEqual($(".find__messages").children.map((it) => [it.localName, it.className, it.textContent]), [
    ["p", "find__message find__message--misprint", "A misprint."],
    ["p", "find__message find__message--tag", "A private tag."],
  ]);
  assert.equal(await said(), `A misprint. A private tag. 1 result. First: CT, active SOP Class, ${UID}.`);
  await type("x".repeat(300));
  assert.deepEqual(notes(), []);
  await type("x".repeat(301));
  assert.deepEqual(notes(), ["A long text: paste it here to see everything in it."]);
  assert.equal($(".find__messages a").href, "https://x.org/lookup/");
  assert.equal($(".find__messages p").className, "find__message");
});

/* ---------------------------------------------------------------------- what is said */

test("how many there are is said, and the first", async () => {
  const { type, said, remark } = boxed({ answers: {
    two: { hits: [hit("Rows", { kind: "attribute", kindWord: "Attribute", status: "retired" }), hit("b")] },
    many: { hits: hits(1300, { kind: "module", kindWord: "Module" }) },
  } });
  await type("two");
  assert.equal(await said(), "2 results. First: Rows, retired Attribute.");
  await type("many");
  assert.equal(await said(), "1,300 results. First: n0, Module.");
  assert.equal(remark(), "");
});

test("it is said once the typing rests", async () => {
  const { type, $, time } = boxed({ answers: { a: { hits: [hit("A")] }, ab: { hits: [hit("AB")] } } });
  await type("a");
  await time.pass(149);
  await type("ab");
  await time.pass(149);
  assert.equal($(".find__status").textContent, "");
  await time.pass(1);
  assert.equal($(".find__status").textContent, "1 result. First: AB, active SOP Class.");
});

const NOTHING = "Nothing found. Part of a UID or the first letters of a name are enough.";

test("that nothing is found is said once the text of the pages has been searched", async () => {
  const { type, said, remark, time } = boxed();
  await type("zebra");
  assert.deepEqual([remark(), await said()], ["Searching the text …", "Searching the text …"]);
  await time.pass(250);
  assert.deepEqual([remark(), await said()], [NOTHING, "Nothing found."]);
  await type("ab");
  assert.deepEqual([remark(), await said()], [NOTHING, "Nothing found."]);
});

test("nothing is missing where a message says what it is", async () => {
  const { type, said, remark, asked, time } = boxed({
    answers: { x12: { messages: [{ kind: "private", text: "A private UID." }] } },
  });
  await type("x12");
  await time.pass(1000);
  assert.deepEqual([remark(), await said(), asked], ["", "A private UID.", []]);
});

test("that the text cannot be searched is said besides what is found", async () => {
  const lost = new Error("prose.js is lost");
  const unsearched = "The text of the pages cannot be searched.";
  const { type, said, remark, time, warned } = boxed({
    answers: { found: { hits: [hit("A")] } }, pages: { found: lost, zebra: lost },
  });
  await type("zebra");
  await time.pass(250);
  assert.deepEqual([remark(), await said()], [
    `Nothing found. ${unsearched} Part of a UID or the first letters of a name are enough.`,
    `Nothing found. ${unsearched}`,
  ]);
  await type("found");
  await time.pass(250);
  assert.deepEqual([remark(), await said()], [
    unsearched, `1 result. First: A, active SOP Class. ${unsearched}`,
  ]);
  assert.deepEqual(warned, ["No prose: Error: prose.js is lost", "No prose: Error: prose.js is lost"]);
});

/* ---------------------------------------------------------------------- the text of pages */

test("what the text of pages has stands below, without what is found already, and five at most", async () => {
  const found = [
    text("known", { path: "sop-classes/A/" }), text("a", { page: "A guide" }),
    ..."bcdef".split("").map((it) => text(it)),
  ];
  const { type, $, options, names, time, said } = boxed({
    answers: { slices: { hits: [hit("A")] } },
    pages: { slices: found, zebra: found.slice(1, 3), one: [text("b")] },
  });
  await type("slices");
  const prose = $(".find__prose");
  assert.deepEqual([prose.told, prose.children.map((it) => [it.told, it.textContent])], [
    { class: "find__list find__prose", role: "group", "aria-label": "In the text", hidden: "" },
    [[{ class: "find__heading", "aria-hidden": "true" }, "In the text"]],
  ]);
  await time.pass(250);
  assert.equal(prose.hidden, false);
  assert.deepEqual(names(), ["A", "a in A guide", "b", "c", "d", "e"]);
  const first = options()[1];
  assert.deepEqual(first.told, {
    class: "find__option find__option--prose", role: "option", tabindex: "-1", "aria-selected": "false",
    id: "find-list-7-prose-guides/a/", href: "https://x.org/guides/a/",
  });
  assert.equal(first.textContent, "a in A guide of a");
  assert.deepEqual(first.querySelectorAll("span").map((it) => it.className), ["find__name", "find__aside", "find__text"]);
  assert.equal(await said(), "1 result. First: A, active SOP Class.");
  await type("zebra");
  assert.equal(prose.hidden, true);
  await time.pass(250);
  assert.equal(await said(), "2 pages in the text. First: a in A guide.");
  await type("one");
  await time.pass(250);
  assert.equal(await said(), "1 page in the text. First: b.");
});

test("the text is searched for words, once the typing rests, and once for each query", async () => {
  const { type, time, asked, box, input } = boxed();
  await type("Größe of an X2-ray");
  await time.pass(249);
  await type("Größe of an X2-rays");
  await time.pass(249);
  assert.deepEqual(asked, []);
  await time.pass(1);
  assert.deepEqual(asked, ["Größe rays"]);
  box.update();
  await time.pass(1000);
  assert.equal(asked.length, 1);
  input.value = "";
  input.fire("input");
  await type("Größe of an X2-rays");
  await time.pass(250);
  assert.equal(asked.length, 2);
});

test("the text is not searched for identifiers, nor for what is no sentence", async () => {
  const eight = "one two three four five six seven eight";
  for (const [query, isAsked, answer] of [
    [eight, true], [`${eight} nine`, false], ["1.2.840.10008", false], ["(123)", false], ["123 456", true],
    ["123 abc", true], ["ab", false], ["--", false],
    ["patient", false, { hits: [hit("x", { why: "tag" })] }],
    ["patient", true, { hits: [hit("x"), hit("y", { why: "tag" })] }],
    ["patient", false, { messages: [{ kind: "x", text: "x" }] }], ["patient", false, { wants: "more" }],
  ]) {
    const { type, time, asked } = boxed({ answers: { [query]: answer }, sections: ["core"] });
    await type(query);
    await time.pass(250);
    assert.equal(asked.length, Number(isAsked), query);
  }
});

test("the text is not shown for another query, nor once the panel is closed", async () => {
  const { type, time, key, isOpen, asked } = boxed({ pages: { zebra: [text("z")] } });
  await type("zebra");
  await time.pass(100);
  key("Escape");
  await time.pass(1000);
  assert.deepEqual([isOpen(), asked], [false, []]);
  const { promise, resolve } = promised();
  const waiting = boxed({ pages: { zebra: promise } });
  await waiting.type("zebra");
  await waiting.time.pass(250);
  await waiting.type("ab");
  resolve([text("z")]);
  await waiting.time.pass(1000);
  assert.deepEqual([waiting.names(), waiting.remark()], [[], NOTHING]);
  const late = promised();
  const closed = boxed({ pages: { zebra: late.promise } });
  await closed.type("zebra");
  await closed.time.pass(250);
  closed.key("Escape");
  late.resolve([text("z")]);
  await closed.time.pass(1000);
  assert.deepEqual([closed.names(), closed.isOpen()], [[], false]);
});

/* ---------------------------------------------------------------------- data that comes later */

test("the first text waits for the look-up's data", async () => {
  const { type, arrive, said, isOpen, names, loads } = boxed({
    sections: [], answers: { a: { hits: [hit("A")] }, ab: { hits: [hit("AB")] } },
  });
  await type("a");
  assert.deepEqual([isOpen(), await said(), loads.core > 0], [true, "Loading …", true]);
  await type("ab");
  await arrive("core");
  assert.deepEqual([names(), await said()], [["AB"], "1 result. First: AB, active SOP Class."]);
});

test("what comes for a text that was given up is not shown", async () => {
  const { type, arrive, key, names, isOpen } = boxed({ sections: [], answers: { a: { hits: [hit("A")] } } });
  await type("a");
  key("Escape");
  await arrive("core");
  assert.deepEqual([names(), isOpen()], [[], false]);
});

test("where the data cannot be had, the list of all SOP Classes is offered", async () => {
  const { type, fail, notes, $, remark, said, warned, isOpen } = boxed({ sections: [] });
  await type("a");
  await fail("core");
  assert.ok(isOpen());
  assert.deepEqual(notes(), ["The look-up cannot be loaded: core is lost. All SOP Classes by name."]);
  assert.deepEqual(
    [$(".find__messages p").className, $(".find__messages a").href, $(".find__messages a").textContent],
    ["find__message", CLASSES, "All SOP Classes by name"]
  );
  assert.deepEqual(
    [remark(), await said(), new Set(warned)], ["", "The look-up cannot be loaded.", new Set(["core is lost"])]
  );
});

test("a better answer is awaited, and said to be, unless there is what the query says", async () => {
  const coming = "More results are loading; better ones come first.";
  for (const [query, first, isSure] of [
    ["1.2", { why: "uid" }, true], ["0008", { why: "tag" }, true], ["a700", { why: "status" }, true],
    ["ct-image storage", { name: "CT Image Storage" }, true],
    ["CTImageStorage", { name: "CT", keyword: "CTImageStorage" }, true],
    ["ct image", { name: "CT Image Storage" }, false],
    ["mri", { why: "alias", matched: "MRI" }, false],
    ["Making UIDs", { kind: "guide", name: "Making UIDs" }, false],
    ["About", { kind: "page", name: "About" }, false],
  ]) {
    const { type, remark, said } = boxed({
      answers: { [query]: { wants: "more", hits: [hit("x", first)] } }, sections: ["core"],
    });
    await type(query);
    assert.equal(remark(), isSure ? "" : coming, query);
    assert.equal((await said()).includes(coming), !isSure);
  }
});

test("what an answer lacks is loaded at once where nothing is found, or else when the page rests", async () => {
  const none = boxed({ answers: { x: { wants: "more" } }, sections: ["core"] });
  none.input.value = "x";
  none.box.update();
  assert.deepEqual([none.loads.more, none.remark()], [1, "Searching …"]);
  await none.arrive("more", { x: { hits: [hit("A")] } });
  assert.deepEqual([none.names(), none.remark()], [["A"], ""]);

  const idles = [];
  const some = boxed({ answers: { x: { wants: "more", hits: [hit("A")] } }, sections: ["core"], idles });
  some.input.value = "x";
  some.box.update();
  assert.deepEqual([some.loads.more, idles.map(([, timeout]) => timeout)], [undefined, [1000]]);
  idles[0][0]();
  assert.equal(some.loads.more, 1);
  await some.arrive("more", { x: { hits: [hit("B"), hit("A")] } });
  assert.deepEqual(some.names(), ["B", "A"]);

  const old = boxed({ answers: { x: { wants: "more", hits: [hit("A")] } }, sections: ["core"] });
  old.input.value = "x";
  old.box.update();
  await old.time.pass(49);
  assert.equal(old.loads.more, undefined);
  await old.time.pass(1);
  assert.equal(old.loads.more, 1);
});

test("a part that cannot be had is said to be missing, and the rest is shown", async () => {
  for (const [section, what] of [
    ["more", "attributes, modules and others"], ["codes", "context groups and codes"],
    ["terms", "context groups and codes"],
  ]) {
    const { type, fail, notes, names, remark, $, loads } = boxed({
      answers: { xy: { wants: section } }, sections: ["core"],
    });
    await type("xy");
    await fail(section);
    assert.deepEqual(notes(), [`A part of the look-up cannot be loaded: ${what} are missing.`]);
    assert.deepEqual([$(".find__messages p").className, names(), remark()], ["find__message", [], NOTHING]);
    const before = loads[section];
    await type("xyz");
    assert.deepEqual([notes(), loads[section]], [[], before], "another text begins anew");
    await type("xy");
    assert.equal(loads[section], before + 1);
  }
});

test("what is highlighted stays, though better ones come before it, or it is not among them", async () => {
  const first = [hit("A"), hit("B")];
  for (const [after, names] of [
    [[hit("C"), hit("B"), hit("A")], ["C", "B", "A"]], [[hit("C"), hit("D")], ["C", "D", "B"]],
  ]) {
    const made = boxed({ answers: { x: { wants: "more", hits: first } }, sections: ["core"] });
    await made.type("x");
    made.key("ArrowDown");
    made.key("ArrowDown");
    await made.time.pass(50);
    await made.arrive("more", { x: { hits: after } });
    assert.deepEqual([made.names(), made.chosen()], [names, ["B"]]);
    assert.equal(made.input.getAttribute("aria-activedescendant"), "find-list-7-sop-class-B");
  }
});

test("what is highlighted stays where it is in its group", async () => {
  const all = hits(14).map((it, at) => ({ ...it, kindWord: at % 2 ? "Module" : "SOP Class" }));
  const { type, key, arrive, time, names, chosen } = boxed({
    answers: { x: { wants: "more", hits: all.slice(0, 2) } }, sections: ["core"],
  });
  await type("x");
  key("ArrowDown");
  await time.pass(50);
  await arrive("more", { x: { hits: all } });
  assert.deepEqual([names(), chosen()], [[0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11].map((at) => `n${at}`), ["n0"]]);
});

test("a better answer does not open a panel that was closed", async () => {
  const { type, key, arrive, isOpen } = boxed({ answers: { x: { wants: "more" } }, sections: ["core"] });
  await type("x");
  key("Escape");
  await arrive("more", { x: { hits: [hit("A")] } });
  assert.ok(!isOpen());
});

test("what is highlighted in the text stays there, and another query highlights nothing", async () => {
  const { type, key, time, names, chosen, box } = boxed({
    answers: { slices: { hits: [hit("A")] }, slicesx: { hits: [hit("A")] } },
    pages: { slices: [text("a"), text("b")] },
  });
  await type("slices");
  await time.pass(250);
  key("ArrowUp");
  assert.deepEqual(chosen(), ["b"]);
  box.update();
  assert.deepEqual([names(), chosen()], [["A", "a", "b"], ["b"]]);
  key("ArrowDown");
  assert.deepEqual(chosen(), ["A"]);
  await type("slicesx");
  assert.deepEqual(chosen(), []);
});

test("what the text has keeps what is highlighted", async () => {
  const { type, key, time, chosen, names } = boxed({
    answers: { slices: { hits: [hit("A"), hit("B")] } }, pages: { slices: [text("a")] },
  });
  await type("slices");
  key("ArrowDown");
  key("ArrowDown");
  await time.pass(250);
  assert.deepEqual([names(), chosen()], [["A", "B", "a"], ["B"]]);
});

test("a box that has the focus gets what answers will need", async () => {
  const { input, loads, arrive, time, ready, isOpen, panel } = boxed({ sections: [] });
  input.focus();
  assert.deepEqual(loads, { core: 1 });
  await arrive("core");
  await time.pass(49);
  assert.deepEqual([loads.more, ready()], [undefined, 0]);
  await time.pass(1);
  assert.deepEqual([loads.more, ready(), isOpen(), panel.hidden], [1, 1, false, true]);
});

test("a box that holds a text opens when it has the focus", async () => {
  const { input, isOpen, names } = boxed({ value: " x ", answers: { " x ": { hits: [hit("A")] } } });
  assert.ok(!isOpen());
  input.focus();
  assert.deepEqual([isOpen(), names()], [true, ["A"]]);
  const blank = boxed({ value: "  ", at: "#q=ct" });
  blank.input.focus();
  await blank.time.pass(1000);
  assert.deepEqual([blank.isOpen(), blank.steps], [false, []]);
});

test("a pointer that comes near has the data loaded, once", () => {
  const { $, loads } = boxed({ sections: [] });
  $(".find").fire("pointerenter");
  $(".find").fire("pointerenter");
  assert.deepEqual(loads, { core: 1 });
});

/* ---------------------------------------------------------------------- keys */

test("arrows go through the results and round", async () => {
  const { type, key, chosen, input, options } = boxed({ answers: { x: { hits: hits(3) }, none: {} } });
  await type("x");
  assert.equal(input.getAttribute("aria-expanded"), "true");
  assert.equal(input.getAttribute("aria-activedescendant"), null);
  for (const [name, expected] of [
    ["ArrowUp", "n2"], ["ArrowDown", "n0"], ["ArrowDown", "n1"], ["ArrowUp", "n0"], ["ArrowUp", "n2"],
  ]) {
    assert.ok(key(name).defaultPrevented);
    assert.deepEqual(chosen(), [expected]);
    assert.equal(options().filter((it) => it.getAttribute("aria-selected") === "false").length, 2);
    assert.equal(input.getAttribute("aria-activedescendant"), `find-list-7-sop-class-${expected}`);
  }
  assert.deepEqual(options().map((it) => it.scrolled), [2, 1, 2]);
  await type("none");
  assert.equal(input.getAttribute("aria-expanded"), "false");
  assert.ok(key("ArrowDown").defaultPrevented);
  assert.equal(input.getAttribute("aria-activedescendant"), null);
});

test("an arrow opens the panel again", async () => {
  const { type, key, isOpen, chosen } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  key("Escape");
  key("ArrowDown");
  assert.deepEqual([isOpen(), chosen()], [true, []]);
});

test("keys that are for others are left to them", async () => {
  const { type, key, chosen, isOpen } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  for (const more of [{ isComposing: true }, { altKey: true }, { ctrlKey: true }, { metaKey: true }]) {
    for (const name of ["ArrowDown", "Escape", "Tab"]) assert.ok(!key(name, more).defaultPrevented);
    assert.deepEqual([chosen(), isOpen()], [[], true]);
  }
  assert.ok(!key("a").defaultPrevented);
  assert.ok(isOpen());
});

test("Escape closes the panel, then empties the box, then leaves it", async () => {
  const { type, key, isOpen, input, document, body, $ } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  key("ArrowDown");
  assert.ok(key("Escape").defaultPrevented);
  assert.deepEqual(
    [isOpen(), input.value, input.getAttribute("aria-expanded"), input.getAttribute("aria-activedescendant")],
    [false, "x", "false", null]
  );
  assert.equal($(".find__status").textContent, "");
  assert.ok(key("Escape").defaultPrevented);
  assert.deepEqual([input.value, document.activeElement], ["", input]);
  assert.ok(key("Escape").defaultPrevented);
  assert.equal(document.activeElement, body);
});

test("at home Escape empties the box at once", async () => {
  const { type, key, isOpen, input } = boxed({ home: true, answers: { x: { hits: hits(2) } } });
  await type("x");
  key("Escape");
  assert.deepEqual([input.value, isOpen()], ["", false]);
});

test("Tab closes the panel, unless it leads to something in it", async () => {
  for (const [query, home, open] of [
    ["few", false, false], ["many", false, true], ["few", true, true], ["x".repeat(301), false, true],
  ]) {
    const { type, key, isOpen } = boxed({
      home, answers: { few: { hits: hits(12) }, many: { hits: hits(13) } },
    });
    await type(query);
    assert.ok(!key("Tab").defaultPrevented);
    assert.equal(isOpen(), open, query);
  }
});

/* ---------------------------------------------------------------------- Enter */

test("Enter leads to the chosen result, or to the first, and Back finds the query", async () => {
  const { type, key, enter, went, $, steps } = boxed({ answers: { "a b": { hits: hits(2) } } });
  await type("a b");
  assert.ok($("form").fire("submit").defaultPrevented);
  assert.deepEqual(went, [`${CLASSES}n0/`]);
  assert.deepEqual(steps, [["replaceState", "https://x.org/#q=a+b"]]);
  key("ArrowUp");
  await enter();
  assert.deepEqual(went.slice(1), [`${CLASSES}n1/`]);
});

test("Enter in an empty box does nothing", async () => {
  const { type, enter, went, steps, isOpen } = boxed({ answers: { " ": { hits: hits(2) } } });
  await type(" ");
  await enter();
  assert.deepEqual([went, steps, isOpen()], [[], [], false]);
});

test("Enter leads on though the panel is closed", async () => {
  const { type, key, enter, went } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  key("Escape");
  await enter();
  assert.deepEqual(went, [`${CLASSES}n0/`]);
});

test("Enter takes what is in the box, not what was found before", async () => {
  const { type, enter, went, input } = boxed({ answers: {
    x: { hits: [hit("old")] }, y: { hits: [hit("new")] },
  } });
  await type("x");
  input.value = "y";
  await enter();
  assert.deepEqual(went, [`${CLASSES}new/`]);
});

test("Enter waits for what may be better, but not where the query says what is found", async () => {
  const { type, enter, went, arrive, loads } = boxed({
    answers: { x: { wants: "more", hits: [hit("A")] } }, sections: ["core"], idles: [],
  });
  await type("x");
  assert.equal(loads.more, undefined);
  await enter();
  assert.deepEqual([went, loads.more], [[], 1], "it is loaded now");
  await arrive("more", { x: { hits: [hit("B"), hit("A")] } });
  assert.deepEqual(went, [`${CLASSES}B/`]);

  const sure = boxed({ answers: { x: { wants: "more", hits: [hit("x")] } }, sections: ["core"] });
  await sure.type("x");
  await sure.enter();
  assert.deepEqual(sure.went, [`${CLASSES}x/`]);

  const chosen = boxed({ answers: { x: { wants: "more", hits: [hit("A")] } }, sections: ["core"] });
  await chosen.type("x");
  chosen.key("ArrowDown");
  await chosen.enter();
  assert.deepEqual(chosen.went, [`${CLASSES}A/`]);
});

test("an Enter before the data is there waits for it, and has the rest loaded at once", async () => {
  const { type, enter, went, arrive, loads } = boxed({
    answers: { x: { wants: "more", hits: [hit("A")] } }, sections: [], idles: [],
  });
  await type("x");
  await enter();
  assert.deepEqual(went, []);
  await arrive("core");
  assert.deepEqual([went, loads.more > 0], [[], true]);
  await arrive("more", { x: { hits: [hit("A")] } });
  assert.deepEqual(went, [`${CLASSES}A/`]);
});

test("an Enter that waits is not for another text", async () => {
  const { type, enter, went, arrive } = boxed({
    answers: { x: { wants: "more" }, xy: { wants: "more" } }, sections: ["core"],
  });
  await type("x");
  await enter();
  await type("xy");
  await arrive("more", { x: { hits: [hit("A")] }, xy: { hits: [hit("A")] } });
  assert.deepEqual(went, []);
});

test("an Enter that waits ends with what fails, and with the panel", async () => {
  const more = boxed({ answers: { x: { wants: "more", hits: [hit("A")] } }, sections: ["core"] });
  await more.type("x");
  await more.enter();
  await more.fail("more");
  assert.deepEqual([more.went, more.remark()], [[], ""]);
  assert.equal(more.box.goesOn, false);
  await more.enter();
  assert.deepEqual(more.went, [], "the right one may be in what is missing");
  more.key("ArrowDown");
  await more.enter();
  assert.deepEqual(more.went, [`${CLASSES}A/`]);

  const core = boxed({ answers: { x: { hits: [hit("A")] } }, sections: [] });
  await core.type("x");
  await core.enter();
  await core.fail("core");
  await core.arrive("core");
  core.box.update();
  assert.deepEqual([core.names(), core.went], [["A"], []]);

  const closed = boxed({ answers: { x: { wants: "more" } }, sections: ["core"] });
  await closed.type("x");
  await closed.enter();
  closed.key("Escape");
  closed.key("ArrowDown");
  await closed.arrive("more", { x: { hits: [hit("A")] } });
  assert.deepEqual([closed.names(), closed.went], [["A"], []]);
});

test("Enter leads to what is sure, whatever is missing", async () => {
  const { type, enter, fail, went, time } = boxed({
    answers: { y: { wants: "more", hits: [hit("y")] } }, sections: ["core"],
  });
  await type("y");
  await time.pass(50);
  await fail("more");
  await enter();
  assert.deepEqual(went, [`${CLASSES}y/`]);
});

test("Enter waits for the text where nothing else is found, and says again that there is nothing", async () => {
  const { type, enter, went, time } = boxed({ pages: { slices: [text("a")] } });
  await type("slices");
  await enter();
  assert.deepEqual(went, []);
  await time.pass(250);
  assert.deepEqual(went, ["https://x.org/guides/a/"]);

  const none = boxed();
  await none.type("zebra");
  await none.time.pass(400);
  assert.equal(await none.said(), "Nothing found.");
  await none.enter();
  assert.equal(none.$(".find__status").textContent, "");
  assert.equal(await none.said(), "Nothing found.");
  assert.deepEqual(none.went, []);
});

test("a result on the page itself closes the panel, one elsewhere leaves the query in the address", async () => {
  for (const [home, path, hash] of [[false, "a/#x", ""], [false, "b/", "#q=x"], [true, "a/#x", "#q=x"]]) {
    const { type, options, location, isOpen } = boxed({
      home, at: "a/", answers: { x: { hits: [hit("A", { path })] } },
    });
    await type("x");
    options()[0].firstElementChild.fire("click");
    assert.deepEqual([location.hash, isOpen()], [hash, hash !== ""], path);
  }
  const { type, panel, location } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  panel.fire("click");
  assert.equal(location.hash, "");
});

/* ---------------------------------------------------------------------- pointers and the focus */

test("a press in the panel leaves the focus in the box, but a link takes it", async () => {
  const { type, panel, options } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  assert.ok(panel.fire("pointerdown").defaultPrevented);
  assert.ok(!options()[0].firstElementChild.fire("pointerdown").defaultPrevented);
});

test("the panel closes when the focus or a press goes elsewhere, except at home", async () => {
  for (const home of [false, true]) {
    const start = async () => {
      const made = boxed({ home, answers: { x: { hits: hits(13) } } });
      await made.type("x");
      return made;
    };
    for (const [act, open] of [
      [({ input, $, document, body }) => {
        document.activeElement = body;
        input.fire("focusout", { relatedTarget: $("main a") });
      }, home],
      [({ input, document, body }) => {
        document.activeElement = body;
        input.fire("focusout", { relatedTarget: null });
      }, home],
      // The window has lost the focus: the box has it still.
      [({ input }) => input.fire("focusout", { relatedTarget: null }), true],
      [({ input, rest, document, body }) => {
        document.activeElement = body;
        input.fire("focusout", { relatedTarget: rest().firstElementChild });
      }, true],
      [({ $ }) => $("h1").fire("pointerdown"), home],
      [({ panel }) => panel.fire("pointerdown"), true],
      [({ window }) => window.fire("pagehide"), home],
    ]) {
      const made = await start();
      act(made);
      assert.equal(made.isOpen(), open, String(act));
    }
  }
});

test("a press elsewhere changes nothing where the panel is closed", async () => {
  const { $, type, key, steps, time } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  await time.pass(400);
  key("Escape");
  const { length } = steps;
  $("h1").fire("pointerdown");
  assert.equal(steps.length, length);
});

test("the page that Back shows has no panel, and its address the query", async () => {
  const { type, window, isOpen, time, location } = boxed({ answers: { x: { hits: hits(2) } } });
  await type("x");
  await time.pass(400);
  window.fire("pagehide");
  assert.deepEqual([isOpen(), location.hash], [false, "#q=x"]);
});

/* ---------------------------------------------------------------------- the address */

test("the query stands in the address once the typing rests", async () => {
  const { type, time, location, key } = boxed({ answers: { "a b": { hits: hits(2) } } });
  await type("a");
  await time.pass(399);
  await type(" a b ");
  await time.pass(399);
  assert.equal(location.hash, "");
  await time.pass(1);
  assert.equal(location.hash, "#q=a+b");
  key("Escape");
  assert.equal(location.hash, "");
  await time.pass(1000);
  assert.equal(location.hash, "");
});

test("a long text, and none, is in no address", async () => {
  const { type, time, location } = boxed({ home: true });
  for (const [query, isNoted] of [
    [`${"x".repeat(300)} `, true], ["x".repeat(301), false], ["x", true], ["", false],
  ]) {
    await type(query);
    await time.pass(400);
    assert.equal(location.hash.startsWith("#q="), isNoted);
  }
});

test("at home a query that does not go on with the last is a step, elsewhere none is", async () => {
  const queries = ["ct", "ct image", "ct", "seg", "", "mr"];
  for (const [home, expected] of [
    [true, ["push", "replace", "replace", "push", "push", "push"]], [false, Array(6).fill("replace")],
  ]) {
    const { type, time, steps } = boxed({ home });
    for (const query of queries) {
      await type(query);
      await time.pass(400);
    }
    assert.deepEqual(steps.map(([kind]) => kind.replace("State", "")), expected);
  }
});

test("Back brings a query back: at home with what is found, elsewhere once the box has the focus", async () => {
  const answers = { x: { hits: [hit("A")] } };
  const home = boxed({ home: true, answers });
  home.box.restore("x");
  assert.deepEqual([home.input.value, home.names()], ["x", ["A"]]);
  home.box.restore("");
  assert.deepEqual([home.input.value, home.isOpen()], ["", false]);

  const header = boxed({ answers: { ...answers, y: { hits: [hit("B")] } } });
  await header.type("y");
  header.box.restore("x");
  assert.deepEqual([header.input.value, header.isOpen()], ["x", false]);
  await header.type("y");
  header.box.restore("");
  assert.deepEqual([header.input.value, header.isOpen()], ["y", false], "what is typed stays");
  await header.type(" x ");
  header.box.restore("x");
  assert.deepEqual([header.input.value, header.isOpen()], [" x ", true], "it is there already");
});

test("what Back brings is not written into the address again", async () => {
  const { type, box, time, steps } = boxed({ home: true });
  await type("x");
  await time.pass(399);
  box.restore("x");
  await time.pass(1000);
  assert.deepEqual(steps, []);
});

test("no text is longer than a key could make it", () => {
  const { box, input } = boxed();
  box.fill("x".repeat(4001));
  assert.equal(input.value.length, 4000);
});

test("other scripts know from which length on a text is long", () => {
  const { SopFind } = boxed();
  assert.equal(SopFind.LONG, 300);
});
