/* Puts the services of two SOP Classes side by side, for the choice that compare.js keeps. */
(() => {
  "use strict";

  /** @typedef {Map<string, { way: number[], codes: Set<string> }>} Ways by the numbers that lead there */
  /** @typedef {{ key: string, a: string | undefined, b: string | undefined, state: Difference }} ServiceDifference */
  /** @typedef {{ name: Child[], a: string | undefined, b: string | undefined, state: Difference }} NamedDifference */
  /** @typedef {(typeof SopCompareServices)["sopClasses"][string]} ServicesOf */

  const form = /** @type {HTMLFormElement} */ (document.querySelector("form.compare"));
  const place = /** @type {HTMLElement} */ (document.querySelector(".compare-services"));
  const fields = /** @type {CompareElements} */ (form.elements);
  const one = fields.a, other = fields.b, show = fields.show;
  /** @type {typeof SopCompareServices} */
  let data;

  const el = SopSite.make;
  /** @type {(text: string) => void} */
  const tell = (text) => place.replaceChildren(el("p", { class: "muted" }, text));

  /** The rows of lists by the way that leads to each: what names it, and its code.
   *  @type {(lists: number[][]) => Ways} */
  function byWay(lists) {
    /** @type {Ways} */
    const found = new Map();
    for (const list of lists) {
      /** @type {number[]} */
      const way = [];
      for (let at = 0; at < list.length; at += 3) {
        const depth = list[at], attribute = list[at + 1], code = list[at + 2];
        way.length = Math.min(way.length, depth);
        way.push(attribute);
        const key = way.join(" ");
        const had = found.get(key) ?? { way: [...way], codes: new Set() };
        found.set(key, had);
        if (data.codes[code]) had.codes.add(data.codes[code]);
      }
    }
    return found;
  }

  /** The lists of a SOP Class by title; by level too, where the other one has levels as well.
   *  @type {(lists: ServiceLists, otherLists: ServiceLists) => Map<string, number[][]>} */
  function grouped(lists, otherLists) {
    /** @type {(title: string) => boolean} */
    const hasLevels = (title) => otherLists.some((it) => it[0] === title && it[1]);
    /** @type {Map<string, number[][]>} */
    const found = new Map();
    for (const [title, level, list] of lists) {
      const key = level && (hasLevels(title) || !otherLists.some((it) => it[0] === title)) ? `${title}, ${level} level` : title;
      found.set(key, [...(found.get(key) ?? []), data.lists[list]]);
    }
    return found;
  }

  /** @type {(names: string[]) => Record<string, string>} */
  const DIFFERENCES = (names) => ({ a: `only in ${names[0]}`, b: `only in ${names[1]}`, code: "differs", same: "same" });

  /** What two maps of keys to texts have, and how it differs.
   *  @type {(left: Map<string, string>, right: Map<string, string>) => ServiceDifference[]} */
  function differences(left, right) {
    return [...new Set([...left.keys(), ...right.keys()])].map((key) => {
      const [a, b] = [left.get(key), right.get(key)];
      /** @type {Difference} */
      const state = a === undefined ? "b" : b === undefined ? "a" : a === b ? "same" : "code";
      return { key, a, b, state };
    });
  }

  /** @type {(row: { state: Difference }) => boolean} */
  const wanted = (row) => show.checked || row.state !== "same";

  /** A table of what differs; a sentence where nothing does.
   *  @type {(caption: string, head: string, rows: NamedDifference[], names: string[]) => HTMLElement} */
  function table(caption, head, rows, names) {
    const said = DIFFERENCES(names);
    if (!rows.some(wanted)) return el("p", { class: "muted" }, `${caption}: no difference${rows.length ? "" : ", as neither has any"}.`);
    /** @type {(state: string) => number} */
    const number = (state) => rows.filter((row) => row.state === state).length;
    const counts = [["same", "the same in both"], ["code", "in both with another code"], ["a", said.a], ["b", said.b]];
    const tally = counts.filter(([state]) => number(state)).map(([state, words]) => `${number(state)} ${words}`).join(", ");
    /** @type {(text: string | undefined) => HTMLElement} */
    const cell = (text) => el("td", {}, text === undefined ? el("span", { class: "muted" }, "\u2013") : text || "there");
    const lines = rows.filter(wanted).map((row) => el("tr", { class: `is-${row.state}` }, el("th", { scope: "row" }, ...row.name), cell(row.a), cell(row.b), el("td", {}, said[row.state])));
    const titles = [head, ...names, "Difference"].map((text) => el("th", { scope: "col" }, text));
    return el("table", { class: "plain compared" }, el("caption", {}, `${caption}: ${tally}`), el("thead", {}, el("tr", {}, ...titles)), el("tbody", {}, ...lines));
  }

  /** The name of an attribute, after the sequences that lead to it. @type {(way: number[]) => Child[]} */
  function named(way) {
    const [tag, name] = data.attributes[way[way.length - 1]];
    const outer = way.slice(0, -1).map((it) => `${data.attributes[it][1]} \u203a `).join("");
    return [el("span", { class: "muted" }, outer), el("a", { href: (form.dataset.attribute ?? "").replace("*", tag) }, name), " ", el("code", {}, SopLookup.printedTag(tag))];
  }

  /* What both have comes first. */
  /** @type {Record<string, number>} */
  const ORDER = { code: 0, a: 1, b: 2, same: 3 };

  /** @type {(title: string, left: number[][] | undefined, right: number[][] | undefined, names: string[]) => HTMLElement} */
  function attributeTable(title, left, right, names) {
    const [a, b] = [byWay(left ?? []), byWay(right ?? [])];
    /** @type {(found: Ways) => Map<string, string>} */
    const text = (found) => new Map([...found].map(([key, { codes }]) => [key, [...codes].join("; ")]));
    const rows = differences(text(a), text(b)).map((row) => ({ ...row, name: named((a.get(row.key) ?? b.get(row.key))?.way ?? []) }));
    rows.sort((x, y) => ORDER[x.state] - ORDER[y.state]);
    return table(`${title[0].toUpperCase()}${title.slice(1)}`, "Attribute", rows, names);
  }

  async function compare() {
    const chosen = [one, other].map((select) => select.selectedOptions[0]);
    if (!one.value || !other.value || one.value === other.value) {
      tell("Which operations each has, what their messages hold, and which statuses come back.");
      return;
    }
    if (!(await SopSite.has("compare-services.js"))) {
      tell("The data of the comparison of services could not be loaded. Reload the page to try again.");
      return;
    }
    data = globalThis.SopCompareServices;
    if (!chosen.every((option) => option.selected)) return; // another choice came while it loaded
    const names = chosen.map((option) => option.textContent.replace(/ (SOP Class|Information Model|Storage)\b/g, ""));
    const [left, right] = chosen.map((option) => data.sopClasses[option.value]);
    /** @type {(it: ServicesOf) => Map<string, string>} */
    const usages = (it) => new Map(it[0].map(([service, scu, scp]) => /** @type {[string, string]} */ (
      [service, [scu && `SCU ${scu}`, scp && `SCP ${scp}`].filter(Boolean).join(", ")])));
    const parts = [
      table("DIMSE services, and who must support each", "DIMSE service", differences(usages(left), usages(right)).map((row) => ({ ...row, name: [row.key] })), names),
      table("Negotiation", "What", ["Role selection", "Extended negotiation"].map((name, at) => {
        const [a, b] = [left[3][at] || "not stated", right[3][at] || "not stated"];
        return { name: [name], a, b, state: a === b ? /** @type {const} */ ("same") : /** @type {const} */ ("code") };
      }), names),
    ];
    const [a, b] = [grouped(left[1], right[1]), grouped(right[1], left[1])];
    for (const title of new Set([...a.keys(), ...b.keys()])) parts.push(attributeTable(title, a.get(title), b.get(title), names));
    /** @type {(it: ServicesOf) => Map<string, string>} */
    const statuses = (it) => new Map(it[2].map((text) => /** @type {[string, string]} */ ([text, "yes"])));
    const rows = differences(statuses(left), statuses(right)).map((row) => {
      const code = row.key.split(" ")[1];
      return { ...row, name: [`${row.key.split(" ")[0]} `, el("a", { href: `${place.dataset.status}#code-${code.toLowerCase()}` }, code)] };
    });
    parts.push(table("Statuses of PS3.4", "Status", rows, names));
    place.replaceChildren(...parts);
  }

  const refresh = () => compare().then(() => {
    place.dataset.ready = "";
  });

  new MutationObserver(refresh).observe(/** @type {Node} */ (document.querySelector(".compare-summary")), { childList: true });
  form.addEventListener("change", refresh);
  fields.swap.addEventListener("click", () => setTimeout(refresh));
  addEventListener("hashchange", () => setTimeout(refresh));
  setTimeout(refresh);
})();
