/* Two SOP Classes side by side: their modules, attributes and services. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page as opening, site, turn } from "./document.mjs";
import { load } from "./load.mjs";

const { make, ...others } = site();
const SopSite = { ...others, make, badge: (text) => make("abbr", {}, text || "PS3.4") };

const CHOICES = {
  1: "CT Image Storage", 2: "MR Image Storage", 3: "Enhanced CT Image Storage", 4: "Basic Worklist SOP Class",
  5: "Alpha Storage", 6: "Beta Storage",
};

/** The page with a choice of two; gives what `script` puts into each of its parts. */
async function page(script, given, { a = "", b = "", all = false } = {}) {
  const NAMES = ["summary", "modules", "attributes", "services"];
  const select = (name, value) => `<select name="${name}">
    <option></option>
    ${Object.entries(CHOICES).map(([key, title]) => `<option value="${key}"${key === value ? " selected" : ""}
      data-keyword="${title.replaceAll(" ", "")}">${title}</option>`).join("")}</select>`;
  const { $, window, document, location, globals } = opening(`
    <form class="compare" data-table="/t/*/" data-attribute="/a/*/" data-sop-class="/s/*/">
      ${select("a", a)}${select("b", b)}<input name="show" type="checkbox"><button name="swap"></button></form>
    ${NAMES.map((name) => `<div class="compare-${name}"><p>unasked</p></div>`).join("")}`);
  $(".compare-services").dataset.status = "/status/";
  document.title = "Compare";
  const form = $("form");
  form.elements.show.checked = all;
  const written = [], changes = [];
  class MutationObserver {
    constructor(refresh) { this.refresh = refresh; }
    observe(place, { childList }) {
      if (place === $(".compare-summary") && childList) changes.push(this.refresh);
    }
  }
  const state = {
    read: () => new Map(Object.entries({ a, b, show: all ? "all" : "" })),
    write: (...given) => written.push(given),
  };
  load(["lookup/text.js", script], {
    ...globals, setTimeout: (act) => queueMicrotask(act), MutationObserver,
    SopSite: { ...SopSite, state, has: async () => given !== null }, SopRowFilter: { make: () => make("input") },
    ...given,
  });
  await turn();
  const named = Object.fromEntries(NAMES.map((name) => [name, $(`.compare-${name}`)]));
  return { form, document, written, changes, window, location, ...named };
}

/* --------------------------------------------------------------------- services */

const SERVICES = {
  attributes: [
    ["00081140", "Referenced Image Sequence"], ["00081150", "Referenced SOP Class UID"], ["00100010", "Patient's Name"],
    ["00080060", "Modality"], ["00080008", "Image Type"],
  ],
  codes: ["", "1/1", "2/2", "3/3"],
  lists: [
    [0, 2, 1], [0, 2, 2], [0, 0, 1, 1, 1, 1, 0, 2, 1], [0, 0, 1, 1, 1, 2],
    [0, 0, 1, 0, 1, 1, 0, 3, 1], [0, 4, 1, 0, 0, 1, 0, 3, 2],
  ],
  sopClasses: {
    1: [[["C-STORE", "M", "M"], ["C-ECHO", "", ""]], [["request", "", 0]], ["Failure A700", "Success 0000"], ["", "yes"]],
    2: [[["C-STORE", "U", "M"], ["C-FIND", "M", "M"]], [["request", "", 1]], ["Failure A700", "Warning B000"], ["yes", "yes"]],
    3: [[], [["keys", "study", 2], ["keys", "image", 0]], [], ["", ""]], 4: [[], [["keys", "study", 3]], [], ["", ""]],
    5: [
      [["N-GET", "", "M"], ["N-SET", "M", ""]],
      [["keys", "", 0], ["request", "", 4], ["final", "study", 0], ["more", "", 0]], [], ["", ""],
    ],
    6: [[], [["keys", "study", 0], ["request", "study", 5], ["final", "", 0]], [], ["", ""]],
  },
};
const services = async (...choice) => {
  const { services: place } = await page("compare-services.js", { SopCompareServices: SERVICES }, ...choice);
  const rows = (table) => [String(table.caption), ...rowsOf(table)];
  return place.childNodes.map((part) => (part.localName === "table" ? rows(part) : String(part)));
};

test("services are put side by side: what differs, or all", async () => {
  const different = [
    ["DIMSE services, and who must support each: 1 in both with another code, 1 only in CT Image, 1 only in MR Image", "DIMSE service | CT Image | MR Image | Difference", "C-STORE | SCU M, SCP M | SCU U, SCP M | differs", "C-ECHO | there | \u2013 | only in CT Image", "C-FIND | \u2013 | SCU M, SCP M | only in MR Image"],
    ["Negotiation: 1 the same in both, 1 in both with another code", "What | CT Image | MR Image | Difference", "Role selection | not stated | yes | differs"],
    ["Request: 1 in both with another code", "Attribute | CT Image | MR Image | Difference", "[Patient's Name](/a/00100010/) (0010,0010) | 1/1 | 2/2 | differs"],
    ["Statuses of PS3.4: 1 the same in both, 1 only in CT Image, 1 only in MR Image", "Status | CT Image | MR Image | Difference", "Success [0000](/status/#code-0000) | yes | \u2013 | only in CT Image", "Warning [B000](/status/#code-b000) | \u2013 | yes | only in MR Image"],
  ];
  assert.deepEqual(await services({ a: "1", b: "2" }), different);
  const all = await services({ a: "1", b: "2", all: true });
  assert.deepEqual(all[1].slice(2), ["Role selection | not stated | yes | differs", "Extended negotiation | yes | yes | same"]);
  assert.ok(all[3].includes("Failure [A700](/status/#code-a700) | yes | yes | same"));
});

test("lists of a level are told apart where both have levels, items stand below their sequences", async () => {
  const [services_, , study, image] = await services({ a: "3", b: "4" });
  assert.equal(services_, "DIMSE services, and who must support each: no difference, as neither has any.");
  assert.deepEqual(study, [
    "Keys, study level: 1 the same in both, 1 in both with another code, 1 only in Enhanced CT Image", "Attribute | Enhanced CT Image | Basic Worklist | Difference",
    "Referenced Image Sequence \u203a [Referenced SOP Class UID](/a/00081150/) (0008,1150) | 1/1 | 2/2 | differs", "[Patient's Name](/a/00100010/) (0010,0010) | 1/1 | \u2013 | only in Enhanced CT Image",
  ]);
  assert.deepEqual(image[0], "Keys, image level: 1 only in Enhanced CT Image");
});

test("what one of two does not tell apart is compared as a whole; what differs comes first", async () => {
  const all = await services({ a: "5", b: "6", all: true });
  assert.deepEqual(all[0], [
    "DIMSE services, and who must support each: 2 only in Alpha", "DIMSE service | Alpha | Beta | Difference",
    "N-GET | SCP M | \u2013 | only in Alpha", "N-SET | SCU M | \u2013 | only in Alpha",
  ]);
  assert.deepEqual(all.slice(2, 6).map(([caption]) => caption), [
    "Keys: 1 the same in both",
    "Request: 1 the same in both, 1 in both with another code, 1 only in Alpha, 1 only in Beta",
    "Final: 1 the same in both", "More: 1 only in Alpha",
  ]);
  assert.deepEqual(all[3].slice(2), [
    "[Modality](/a/00080060/) (0008,0060) | 1/1 | 2/2 | differs",
    "[Referenced SOP Class UID](/a/00081150/) (0008,1150) | 1/1 | \u2013 | only in Alpha",
    "[Image Type](/a/00080008/) (0008,0008) | \u2013 | 1/1 | only in Beta",
    "[Referenced Image Sequence](/a/00081140/) (0008,1140) | 1/1 | 1/1 | same",
  ]);
  assert.deepEqual((await services({ a: "2", b: "1" }))[1].slice(2), ["Role selection | yes | not stated | differs"]);
});

test("tables of services have the classes that their style knows", async () => {
  const made = (choice) => page("compare-services.js", { SopCompareServices: SERVICES }, choice);
  const { services: place } = await made({ a: "3", b: "4" });
  assert.deepEqual(place.childNodes.map(({ localName, told }) => `${localName} ${told.class}`), [
    "p muted", "p muted", "table plain compared", "table plain compared", "p muted",
  ]);
  assert.deepEqual(place.querySelector("table").querySelectorAll(".muted").map(String), ["Referenced Image Sequence \u203a ", "", "\u2013"]);
  assert.deepEqual((await made({})).services.childNodes.map(({ told }) => told), [{ class: "muted" }]);
});

test("services follow every change of the choice", async () => {
  const given = { SopCompareServices: SERVICES };
  const { services: place, form, changes, window } = await page("compare-services.js", given, { a: "1", b: "2" });
  assert.equal(changes.length, 1);
  for (const act of [
    changes[0], () => window.fire("hashchange"), () => form.fire("change"), () => form.elements.swap.click(),
  ]) {
    place.replaceChildren();
    delete place.dataset.ready;
    act();
    await turn();
    assert.deepEqual([place.childNodes.length, place.dataset.ready], [4, ""]);
  }
});

test("without two choices, or without data, it says so", async () => {
  const first = async (given, choice) => String((await page("compare-services.js", given, choice)).services);
  const asks = "Which operations each has, what their messages hold, and which statuses come back.";
  for (const choice of [{}, { a: "1" }, { b: "1" }, { a: "1", b: "1" }]) assert.equal(await first({ SopCompareServices: SERVICES }, choice), asks);
  assert.equal(await first(null, { a: "1", b: "2" }), "The data of the comparison of services could not be loaded. Reload the page to try again.");
});

/* -------------------------------------------------------- modules and attributes */

const DATA = {
  types: ["1", "2", "3"], attributes: [["00080008", "Image Type"], ["00100010", "Patient's Name"], ["00081140", "Referenced Image Sequence"], ["00081150", "Referenced SOP Class UID"], ["00280010", "Rows"],
    ["00080060", "Modality"], ["00082112", "Source Image Sequence"]],
  items: [[3, 0, -1], [3, 1, -1], [3, 0, -1, 4, 2, -1], [4, 0, -1, 6, 0, 4], [4, 0, -1, 5, 0, -1]],
  modules: [["patient", "Patient", [1, 1, -1]], ["image", "Image", [0, 0, -1, 2, 2, 0, 4, 0, -1]], ["other", "Other Image", [0, 2, -1, 2, 2, 2]],
    ["alpha", "Alpha", [4, 0, -1]], ["alpha-2", "Alpha 2", [5, 0, -1]], ["series", "Series", []], ["beta", "Beta", [2, 0, 3]]],
  iods: [["CT Image", [["Patient", 0, "M"], ["Image", 1, "M"]]], ["MR Image", [["Patient", 0, "U"], ["Image", 2, "M"]]],
    ["Alpha", [["Patient", 0, "M"], ["Series", 5, "M"], ["Image", 4, "M"], ["Image", 3, "U"]]],
    ["Beta", [["Patient", 0, "M"], ["Series", 5, "M"], ["Image", 6, "M"]]]],
  sopClasses: { 1: 0, 2: 1, 3: 0, 5: 2, 6: 3 }, without: { 4: 1 }, reasons: ["x", "It is a service."],
};
const compared = (choice) => page("compare.js", { SopCompareData: DATA }, choice);
const rowsOf = (part) => part.querySelectorAll("tr").map((row) => row.childNodes.map(String).join(" | "));
const linesOf = (part) => part.querySelectorAll("li").map((item) => item.childNodes[0].childNodes.map(String).join(" | "));

test("modules are put side by side by information entity", async () => {
  const { modules, summary, document } = await compared({ a: "1", b: "2" });
  assert.deepEqual(rowsOf(modules), [
    "Module | CT Image | MR Image | Difference", "Patient", "[Patient](/t/patient/) | M | U | usage differs", "Image", "[Image](/t/image/) | M | \u2013 | only in CT Image", "[Other Image](/t/other/) | \u2013 | M | only in MR Image",
  ]);
  assert.equal(String(summary), "1 module in both (1 with another usage); 1 only in CT Image; 1 only in MR Image."
    + "3 attributes at the top level in both (1 with another type, 1 with other items); 0 only in CT Image; 0 only in MR Image; 1 of CT Image in a sequence of MR Image.");
  assert.equal(document.title, "CT Image Storage and MR Image Storage - Compare");
});

test("attributes say their types and modules, what differs in items, and what is nested elsewhere", async () => {
  const { attributes } = await compared({ a: "1", b: "2" });
  assert.deepEqual(linesOf(attributes), [
    "[Image Type](/a/00080008/) | (0008,0008) | 1 [Image](/t/image/#00080008) M | 3 [Other Image](/t/other/#00080008) M | type differs",
    "[Referenced Image Sequence](/a/00081140/) | (0008,1140) | 3 [Image](/t/image/#00081140) M | 3 [Other Image](/t/other/#00081140) M | items differ",
    "[Rows](/a/00280010/) | (0028,0010) | \u2013 | 3 | only in MR Image",
    "[Rows](/a/00280010/) | (0028,0010) | 1 [Image](/t/image/#00280010) M | nested: Referenced Image Sequence | nested deeper in MR Image",
  ]);
  const all = linesOf((await compared({ a: "1", b: "2", all: true })).attributes);
  assert.ok(all.includes("[Patient's Name](/a/00100010/) | (0010,0010) | 2 [Patient](/t/patient/#00100010) M | 2 [Patient](/t/patient/#00100010) U | same"));
});

test("modules stand by entity, then by number; an attribute elsewhere by the shortest way to it", async () => {
  const { modules, attributes, summary } = await compared({ a: "5", b: "6", all: true });
  assert.deepEqual(rowsOf(modules), [
    "Module | Alpha | Beta | Difference",
    "Patient", "[Patient](/t/patient/) | M | M | same", "Series", "[Series](/t/series/) | M | M | same",
    "Image", "[Alpha](/t/alpha/) | U | \u2013 | only in Alpha", "[Alpha 2](/t/alpha-2/) | M | \u2013 | only in Alpha",
    "[Beta](/t/beta/) | \u2013 | M | only in Beta",
  ]);
  const elsewhere = linesOf(attributes).map((line) => line.split(" | ")).filter((cells) => cells[4].startsWith("nested"));
  assert.deepEqual(elsewhere.map((cells) => `${cells[0]} | ${cells[3]} | ${cells[4]}`), [
    "[Rows](/a/00280010/) | nested: Referenced Image Sequence | nested deeper in Beta",
    "[Modality](/a/00080060/) | nested: Referenced Image Sequence \u203a Source Image Sequence | nested deeper in Beta",
  ]);
  assert.equal(String(summary), "2 modules in both; 2 only in Alpha; 1 only in Beta."
    + "1 attribute at the top level in both; 0 only in Alpha; 1 only in Beta; 2 of Alpha in a sequence of Beta.");
});

test("tables of modules and attributes say what they are, to styles and to screen readers", async () => {
  const { modules, attributes } = await compared({ a: "1", b: "2" });
  const [table] = modules.childNodes;
  const [group] = table.querySelectorAll(".group");
  assert.deepEqual([table.localName, table.told.class], ["table", "plain compared"]);
  assert.equal(String(table.querySelector("caption")), "Modules by information entity");
  assert.deepEqual([String(group), group.childNodes[0].told], ["Patient", { colspan: "4", scope: "rowgroup" }]);
  assert.deepEqual(table.querySelectorAll(".muted").map(String), ["\u2013", "\u2013"]);
  const [rows] = attributes.childNodes;
  const [head] = rows.querySelectorAll(".rows-head");
  assert.deepEqual([rows.told.class, head.told["aria-hidden"]], ["rows compared", "true"]);
  assert.deepEqual(head.childNodes.map(String), ["Attribute", "Tag", "CT Image", "MR Image", "Difference"]);
  assert.deepEqual(rows.querySelectorAll(".muted").map(String), ["\u2013", "nested: Referenced Image Sequence"]);
  for (const choice of [{ a: "1", b: "1" }, { a: "1", b: "4" }]) {
    const { modules: place } = await compared(choice);
    assert.deepEqual(place.childNodes.map(({ localName, told }) => `${localName} ${told.class}`), ["p muted"]);
  }
});

test("of two that are one, or have the same IOD, it is said", async () => {
  const said = async (choice) => {
    const { summary, modules, attributes } = await compared(choice);
    return [summary, modules, attributes].map(String);
  };
  assert.deepEqual(await said({ a: "1", b: "1" }), ["That is one SOP Class: choose another to compare it with.", "No difference.", "No difference."]);
  assert.deepEqual(await said({ a: "1", b: "3" }), ["Both have the CT Image IOD, so the same modules and attributes. Their pages say what tells them apart.", "No difference.", "No difference."]);
  const apart = "Modules can be compared only where both have a composite IOD; the services are compared below.";
  assert.deepEqual(await said({ a: "1", b: "4" }), ["[Basic Worklist SOP Class](/s/4/) has no modules to compare. It is a service.", apart, apart]);
  assert.deepEqual(await said({ a: "4", b: "1" }), ["[Basic Worklist SOP Class](/s/4/) has no modules to compare. It is a service.", apart, apart]);
  assert.deepEqual(await said({}), ["Choose two, or take one of the pairs below.", "unasked", "unasked"]);
  assert.deepEqual(await said({ a: "1" }), ["Choose two, or take one of the pairs below.", "unasked", "unasked"]);
  const lost = await page("compare.js", null, { a: "1", b: "2" });
  assert.equal(String(lost.modules), "The data of the comparison could not be loaded. Reload the page to try again.");
});

test("the address names SOP Classes by UID or keyword, in any case", async () => {
  const chosen = async (a, b) => {
    const { form, summary } = await compared({ a, b });
    return [form.elements.a.value, form.elements.b.value, String(summary)];
  };
  assert.deepEqual((await chosen("ctimagestorage", " MRImageStorage ")).slice(0, 2), ["1", "2"]);
  assert.deepEqual(await chosen("nothing", "7"), ["", "", "No SOP Class has the UID or keyword \u201cnothing\u201d.No SOP Class has the UID or keyword \u201c7\u201d."]);
  const { form, written } = await compared({ a: "1", b: "2" });
  form.elements.swap.click();
  assert.deepEqual(written.map(([changes, step]) => [{ ...changes }, step]), [[{ a: "2", b: "1", show: "" }, true]]);
});

test("a choice is kept in the address, and taken from it unless a heading is meant", async () => {
  const { form, written, window, location } = await compared({ a: "1", b: "2" });
  form.elements.show.checked = true;
  form.fire("change");
  assert.deepEqual(written.map(([changes, step]) => [{ ...changes }, step]), [[{ a: "1", b: "2", show: "all" }, true]]);
  assert.equal(form.fire("submit").defaultPrevented, true, "Enter does not leave the page");
  for (const [hash, isTaken] of [["#a=1&b=2", true], ["", true], ["#heading", false]]) {
    form.elements.a.value = "3";
    form.scrolled = 0;
    location.hash = hash;
    window.fire("hashchange");
    await turn();
    assert.deepEqual([form.elements.a.value, form.scrolled], isTaken ? ["1", 1] : ["3", 0], hash);
  }
});
