/* Two SOP Classes side by side: their modules, attributes and services. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { make, SopSite } from "./elements.mjs";
import { load } from "./load.mjs";

const CHOICES = { 1: "CT Image Storage", 2: "MR Image Storage", 3: "Enhanced CT Image Storage", 4: "Basic Worklist SOP Class" };

/** The page with a choice of two; gives what `script` puts into each of its parts. */
async function page(script, given, { a = "", b = "", all = false } = {}) {
  const parts = Object.fromEntries(["summary", "modules", "attributes", "services"].map((name) => [`.compare-${name}`, make("div", {}, make("p", {}, "unasked"))]));
  parts[".compare-services"].dataset.status = "/status/";
  const select = (name, value) => ({
    name, value, options: Object.entries(CHOICES).map(([key, textContent]) => ({ value: key, dataset: { keyword: textContent.replaceAll(" ", "") }, textContent, selected: true })),
    get selectedOptions() { return this.options.filter((option) => option.value === this.value); },
  });
  const written = [];
  const form = {
    elements: { a: select("a", a), b: select("b", b), show: { checked: all }, swap: make("button") },
    dataset: { table: "/t/*/", attribute: "/a/*/", sopClass: "/s/*/" }, listeners: {}, addEventListener: (kind, listener) => { form.listeners[kind] = listener; }, scrollIntoView: () => {},
  };
  const document = { title: "Compare", querySelector: (selector) => (selector === "form.compare" ? form : parts[selector]) };
  for (const part of Object.values(parts)) part.childNodes = part.children;
  const state = { read: () => new Map(Object.entries({ a, b, show: all ? "all" : "" })), write: (...changes) => written.push(changes) };
  load(["lookup/text.js", script], {
    document, location: { hash: "" }, addEventListener: () => {}, setTimeout: (act) => queueMicrotask(act), MutationObserver: class { observe() {} },
    SopSite: { ...SopSite, state, badge: (text) => make("abbr", {}, text || "PS3.4"), has: async () => given !== null }, SopRowFilter: { make: () => make("input") }, ...given,
  });
  await new Promise((done) => setTimeout(done));
  return { form, document, written, ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name.slice(9), part])) };
}

/* --------------------------------------------------------------------- services */

const SERVICES = {
  attributes: [["00081140", "Referenced Image Sequence"], ["00081150", "Referenced SOP Class UID"], ["00100010", "Patient's Name"]], codes: ["", "1/1", "2/2", "3/3"],
  lists: [[0, 2, 1], [0, 2, 2], [0, 0, 1, 1, 1, 1, 0, 2, 1], [0, 0, 1, 1, 1, 2]],
  sopClasses: {
    1: [[["C-STORE", "M", "M"], ["C-ECHO", "", ""]], [["request", "", 0]], ["Failure A700", "Success 0000"], ["", "yes"]],
    2: [[["C-STORE", "U", "M"], ["C-FIND", "M", "M"]], [["request", "", 1]], ["Failure A700", "Warning B000"], ["yes", "yes"]],
    3: [[], [["keys", "study", 2], ["keys", "image", 0]], [], ["", ""]], 4: [[], [["keys", "study", 3]], [], ["", ""]],
  },
};
const services = async (...choice) => {
  const { services: place } = await page("compare-services.js", { SopCompareServices: SERVICES }, ...choice);
  return place.children.map((part) => (part.name === "table" ? [String(part.all("caption")[0]), ...part.all("tr").map((row) => row.children.map(String).join(" | "))] : String(part)));
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

test("without two choices, or without data, it says so", async () => {
  const first = async (given, choice) => String((await page("compare-services.js", given, choice)).services);
  const asks = "Which operations each has, what their messages hold, and which statuses come back.";
  for (const choice of [{}, { a: "1" }, { b: "1" }, { a: "1", b: "1" }]) assert.equal(await first({ SopCompareServices: SERVICES }, choice), asks);
  assert.equal(await first(null, { a: "1", b: "2" }), "The data of the comparison of services could not be loaded. Reload the page to try again.");
});

/* -------------------------------------------------------- modules and attributes */

const DATA = {
  types: ["1", "2", "3"], attributes: [["00080008", "Image Type"], ["00100010", "Patient's Name"], ["00081140", "Referenced Image Sequence"], ["00081150", "Referenced SOP Class UID"], ["00280010", "Rows"]],
  items: [[3, 0, -1], [3, 1, -1], [3, 0, -1, 4, 2, -1]],
  modules: [["patient", "Patient", [1, 1, -1]], ["image", "Image", [0, 0, -1, 2, 2, 0, 4, 0, -1]], ["other", "Other Image", [0, 2, -1, 2, 2, 2]]],
  iods: [["CT Image", [["Patient", 0, "M"], ["Image", 1, "M"]]], ["MR Image", [["Patient", 0, "U"], ["Image", 2, "M"]]]],
  sopClasses: { 1: 0, 2: 1, 3: 0 }, without: { 4: 1 }, reasons: ["x", "It is a service."],
};
const compared = (choice) => page("compare.js", { SopCompareData: DATA }, choice);
const rowsOf = (part) => part.all("tr").map((row) => row.children.map(String).join(" | "));
const linesOf = (part) => part.all("li").map((item) => item.children[0].children.map(String).join(" | "));

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
  form.elements.swap.listeners.click();
  assert.deepEqual(written.map(([changes, step]) => [{ ...changes }, step]), [[{ a: "2", b: "1", show: "" }, true]]);
});
