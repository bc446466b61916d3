/* Puts what the objects of two SOP Classes hold side by side.
 *
 * The choice is in the address: `#a=<UID or keyword>&b=<UID or keyword>`, `&show=all` for what is the
 * same, too. The data comes once two are chosen, as a script that sets `SopCompareData`, so that it
 * also works in a page that is opened from a file.
 */
(() => {
  "use strict";

  /** @typedef {{ types: Set<number>, items: Set<number>, from: { module: number, usage: string, type: number }[] }} LevelNode */
  /** @typedef {Map<number, LevelNode>} Level what a data set holds, by attribute */
  /** @typedef {(typeof SopCompareData)["iods"][number]} ComparedIod */
  /** @typedef {{ attribute: number, a: LevelNode | undefined, b: LevelNode | undefined, state: Difference, nested: ComparedRow[], nestedIn?: number }} ComparedRow */
  /** @typedef {{ entity: string, usage: string }} ModuleUse */
  /** @typedef {{ module: number, entity: string, a: ModuleUse | undefined, b: ModuleUse | undefined, state: Difference }} ComparedModule */
  /** @typedef {{ state: Difference, a: object | undefined, b: object | undefined, nestedIn?: number }} Tallied */

  const form = /** @type {HTMLFormElement} */ (document.querySelector("form.compare"));
  const fields = /** @type {CompareElements} */ (form.elements);
  const one = fields.a, other = fields.b, show = fields.show;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(`.compare-${name}`));
  const summary = part("summary"), modulePlace = part("modules"), attributePlace = part("attributes");
  const TITLE = document.title;

  /** @type {typeof SopCompareData} */
  let data;

  const { make: el, badge, state } = SopSite;
  const { counted, printedTag } = SopLookup;
  /** @type {() => HTMLElement} */
  const none = () => el("span", { class: "muted" }, "\u2013");
  /** @type {(kind: string, key: string) => string} */
  const address = (kind, key) => (form.dataset[kind] ?? "").replace("*", key);

  /** `parts` with `between` put between them. @type {(parts: (Node | string)[], between: Node | string) => (Node | string)[]} */
  const joined = (parts, between) => parts.flatMap((part, at) => (at ? [between, part] : [part]));

  /* ------------------------------------------------------------------ data */

  /** Add rows to `nodes`: by attribute, its types, its item definitions and the modules it is from.
   *  @type {(nodes: Level, rows: number[], from?: { module: number, usage: string }) => Level} */
  function add(nodes, rows, from) {
    for (let at = 0; at < rows.length; at += 3) {
      const attribute = rows[at], type = rows[at + 1], item = rows[at + 2];
      const node = nodes.get(attribute) ?? { types: new Set(), items: new Set(), from: [] };
      nodes.set(attribute, node);
      node.types.add(type);
      if (item >= 0) node.items.add(item);
      if (from) node.from.push({ ...from, type });
    }
    return nodes;
  }

  /** What an object of the IOD holds at the top of its data set. @type {(iod: ComparedIod) => Level} */
  function top(iod) {
    const nodes = new Map();
    for (const [, module, usage] of iod[1]) add(nodes, data.modules[module][2], { module, usage });
    return nodes;
  }

  /** What the items of a sequence hold. @type {(items: Iterable<number>) => Level} */
  function below(items) {
    const nodes = new Map();
    for (const item of items) add(nodes, data.items[item]);
    return nodes;
  }

  /** By attribute, the shortest way to it through sequences; none leads to what is at the top.
   *  @type {(nodes: Level) => Map<number, number[]>} */
  function ways(nodes) {
    const found = new Map();
    /** @type {Set<number>} */
    const seen = new Set();
    /** @type {[Level, number[]][]} */
    const ahead = [[nodes, []]];
    for (const [level, way] of ahead) {
      for (const [attribute, { items }] of level) {
        if (!found.has(attribute)) found.set(attribute, way);
        const fresh = [...items].filter((item) => !seen.has(item));
        for (const item of fresh) seen.add(item);
        if (fresh.length) ahead.push([below(fresh), [...way, attribute]]);
      }
    }
    return found;
  }

  /** @type {(left: Set<number>, right: Set<number>) => boolean} */
  const same = (left, right) => left.size === right.size && [...left].every((each) => right.has(each));

  /* What two levels have and how it differs: in `state`, `a` or `b` where only one has it, `type`,
   * `items` where only what is nested differs, or `same`. Item definitions that are the same have
   * the same number, so that most of what is alike is never opened. */
  /** @type {(left: Level, right: Level) => ComparedRow[]} */
  function differences(left, right) {
    return [...new Set([...left.keys(), ...right.keys()])].sort((x, y) => x - y).map((attribute) => {
      const [a, b] = [left.get(attribute), right.get(attribute)];
      if (!a || !b) return { attribute, a, b, state: /** @type {Difference} */ (a ? "a" : "b"), nested: [] };
      const nested = same(a.items, b.items) ? [] : differences(below(a.items), below(b.items)).filter((each) => each.state !== "same");
      /** @type {Difference} */
      const state = same(a.types, b.types) ? (nested.length ? "items" : "same") : "type";
      return { attribute, a, b, state, nested };
    });
  }

  /* --------------------------------------------------------------- modules */

  /** @type {(left: ComparedIod, right: ComparedIod) => ComparedModule[]} */
  function compareModules(left, right) {
    /** @type {(iod: ComparedIod) => Map<number, { entity: string, usage: string }>} */
    const find = (iod) => new Map(iod[1].map(([entity, module, usage]) => [module, { entity, usage }]));
    const [a, b] = [find(left), find(right)];
    const entities = [...new Set([...left[1], ...right[1]].map(([entity]) => entity))];
    const rows = [...new Set([...a.keys(), ...b.keys()])].map((module) => {
      const [x, y] = [a.get(module), b.get(module)];
      /** @type {Difference} */
      const state = !y ? "a" : !x ? "b" : x.usage === y.usage ? "same" : "usage";
      return { module, entity: (x ?? y)?.entity ?? "", a: x, b: y, state };
    });
    rows.sort((x, y) => entities.indexOf(x.entity) - entities.indexOf(y.entity) || x.module - y.module);
    return rows;
  }

  /** @type {(rows: ComparedModule[], names: string[]) => HTMLElement} */
  function moduleTable(rows, names) {
    /** @type {Record<string, string>} */
    const said = { a: `only in ${names[0]}`, b: `only in ${names[1]}`, usage: "usage differs", same: "same" };
    /** @type {(each: { usage: string } | undefined) => HTMLElement} */
    const usage = (each) => (each ? badge(each.usage) : none());
    const bodies = [];
    let entity;
    for (const row of rows) {
      if (row.entity !== entity) {
        entity = row.entity;
        bodies.push(el("tbody", {}, el("tr", { class: "group" }, el("th", { colspan: "4", scope: "rowgroup" }, entity))));
      }
      const [path, title] = data.modules[row.module];
      bodies.at(-1)?.append(el("tr", { class: `is-${row.state}` },
        el("th", { scope: "row" }, el("a", { href: address("table", path) }, title)),
        el("td", {}, usage(row.a)), el("td", {}, usage(row.b)), el("td", {}, said[row.state])));
    }
    const head = ["Module", ...names, "Difference"].map((text) => el("th", { scope: "col" }, text));
    const caption = el("caption", {}, "Modules by information entity");
    return el("table", { class: "plain compared" }, caption, el("thead", {}, el("tr", {}, ...head)), ...bodies);
  }

  /* ------------------------------------------------------------ attributes */

  /** @type {(attribute: number) => string} */
  const nameOf = (attribute) => data.attributes[attribute][1];

  /** What one of the two has of an attribute: its types, and the modules that say so.
   *  @type {(node: LevelNode | undefined, attribute: number, elsewhere?: Map<number, number[]>) => HTMLElement} */
  function side(node, attribute, elsewhere) {
    if (!node) {
      const way = elsewhere?.get(attribute);
      return way ? el("span", { class: "muted" }, `nested: ${way.map(nameOf).join(" \u203a ")}`) : none();
    }
    if (!node.from.length) return el("span", {}, ...joined([...node.types].sort().map((type) => badge(data.types[type])), " "));
    return el("span", {}, ...joined(node.from.map(({ module, usage, type }) => {
      const [path, title] = data.modules[module];
      const href = `${address("table", path)}#${data.attributes[attribute][0]}`;
      return el("span", {}, badge(data.types[type]), " ", el("a", { href }, title), ` ${usage}`);
    }), el("br")));
  }

  /** `rows`, each with the number of the side that has it nested only, where one does.
   *  @type {(rows: ComparedRow[], elsewhere: Map<number, number[]>[]) => ComparedRow[]} */
  const placed = (rows, elsewhere) => rows.map((row) => {
    const without = row.state === "a" ? 1 : row.state === "b" ? 0 : undefined;
    return without !== undefined && elsewhere[without].has(row.attribute) ? { ...row, nestedIn: without } : row;
  });

  /** @type {(rows: ComparedRow[], names: string[], elsewhere?: Map<number, number[]>[]) => HTMLElement} */
  function lines(rows, names, elsewhere) {
    /** @type {Record<string, string>} */
    const said = { a: `only in ${names[0]}`, b: `only in ${names[1]}`, type: "type differs", items: "items differ", same: "same" };
    return el("ul", {}, ...rows.map((row) => {
      const [tag, name] = data.attributes[row.attribute];
      const cells = [
        el("span", {}, el("a", { href: address("attribute", tag) }, name)),
        el("code", {}, printedTag(tag)),
        ...[row.a, row.b].map((node, at) => el("span", { "data-label": names[at] }, side(node, row.attribute, elsewhere?.[at]))),
        el("span", {}, row.nestedIn === undefined ? said[row.state] : `nested deeper in ${names[row.nestedIn]}`),
      ];
      const items = row.nested.length
        ? [el("details", {}, el("summary", {}, el("span", {}, `Items of ${name}`)), lines(row.nested, names))]
        : [];
      return el("li", { class: `is-${row.state}` }, el("p", {}, ...cells), ...items);
    }));
  }

  /** @type {(rows: ComparedRow[], names: string[], elsewhere: Map<number, number[]>[]) => HTMLElement} */
  function attributeRows(rows, names, elsewhere) {
    const head = ["Attribute", "Tag", ...names, "Difference"].map((text) => el("span", {}, text));
    const made = el("div", { class: "rows compared" }, el("p", { class: "rows-head", "aria-hidden": "true" }, ...head), lines(rows, names, elsewhere));
    made.prepend(el("div", { class: "rows-tools no-print" }, SopRowFilter.make(made)));
    return made;
  }

  /* ------------------------------------------------------------------ page */

  /** @type {(text: string) => void} */
  const tell = (text) => { for (const place of [modulePlace, attributePlace]) place.replaceChildren(el("p", { class: "muted" }, text)); };

  const unasked = [modulePlace, attributePlace].map((place) => /** @type {const} */ ([place, [...place.childNodes]]));

  /** How many of `rows` are in which state, in words.
   *  @type {(rows: Tallied[], nouns: [one: string, many: string], names: string[], differ: string[][]) => string} */
  function tally(rows, nouns, names, differ) {
    /** @type {(state: string, nestedIn?: number) => number} */
    const number = (state, nestedIn) => rows.filter((row) => row.state === state && row.nestedIn === nestedIn).length;
    const both = rows.filter((row) => row.a && row.b).length;
    const others = differ.filter(([state]) => number(state)).map(([state, words]) => `${number(state)} ${words}`);
    const parts = [`${counted(both, ...nouns)} in both${others.length ? ` (${others.join(", ")})` : ""}`];
    for (const [at, state] of ["a", "b"].entries()) parts.push(`${number(state)} only in ${names[at]}`);
    for (const [at, state] of ["a", "b"].entries()) {
      if (number(state, 1 - at)) parts.push(`${number(state, 1 - at)} of ${names[at]} in a sequence of ${names[1 - at]}`);
    }
    return `${parts.join("; ")}.`;
  }

  async function compare() {
    const chosen = [one, other].map((select) => select.selectedOptions[0]);
    if (!one.value || !other.value) {
      summary.textContent = "Choose two, or take one of the pairs below.";
      for (const [place, said] of unasked) place.replaceChildren(...said);
      return;
    }
    if (!(await SopSite.has("compare.js"))) {
      tell("The data of the comparison could not be loaded. Reload the page to try again.");
      return;
    }
    data = globalThis.SopCompareData;
    if (!chosen.every((option) => option.selected)) return; // another choice came while it loaded
    document.title = `${chosen.map((option) => option.textContent).join(" and ")} - ${TITLE}`;
    const names = chosen.map((option) => option.textContent.replace(/ Storage\b/, ""));
    const [left, right] = chosen.map((option) => data.iods[data.sopClasses[option.value]]);
    if (!left || !right) {
      const lacking = chosen.filter((option, at) => !(at ? right : left)).map(({ value, textContent }) => el("span", {}, el("a", { href: address("sopClass", value) }, textContent), ` has no modules to compare. ${data.reasons[data.without[value]]}`));
      summary.replaceChildren(...joined(lacking, el("br")));
      tell("Modules can be compared only where both have a composite IOD; the services are compared below.");
      return;
    }
    if (left === right) {
      summary.textContent = one.value === other.value
        ? "That is one SOP Class: choose another to compare it with."
        : `Both have the ${left[0]} IOD, so the same modules and attributes. Their pages say what tells them apart.`;
    }
    const modules = compareModules(left, right);
    const [a, b] = [top(left), top(right)];
    const elsewhere = [ways(a), ways(b)];
    const attributes = placed(differences(a, b), elsewhere);
    if (left !== right) {
      summary.replaceChildren(
        tally(modules, ["module", "modules"], names, [["usage", "with another usage"]]), el("br"),
        tally(attributes, ["attribute at the top level", "attributes at the top level"], names, [["type", "with another type"], ["items", "with other items"]]));
    }
    /** @type {(row: { state: Difference }) => boolean} */
    const wanted = (row) => show.checked || row.state !== "same";
    /** @type {<T>(place: Element, rows: T[], make: (rows: T[]) => HTMLElement) => void} */
    const fill = (place, rows, make) => place.replaceChildren(rows.length ? make(rows) : el("p", { class: "muted" }, "No difference."));
    fill(modulePlace, modules.filter(wanted), (rows) => moduleTable(rows, names));
    fill(attributePlace, attributes.filter(wanted), (rows) => attributeRows(rows, names, elsewhere));
  }

  /** Say that what the address asks for is no SOP Class. @type {(wanted: string[]) => void} */
  function excuse(wanted) {
    const lines = wanted.map((text) => el("span", {}, `No SOP Class has the UID or keyword \u201c${text}\u201d.`));
    summary.replaceChildren(...joined(lines, el("br")));
  }

  /** Take the choice from the address: a UID, or a keyword in any case. */
  function restore() {
    const asked = state.read();
    /** @type {string[]} */
    const missing = [];
    for (const select of [one, other]) {
      const wanted = (asked.get(select.name) ?? "").trim().toLowerCase();
      const found = [...select.options].find((option) => wanted && (option.value === wanted || option.dataset.keyword?.toLowerCase() === wanted));
      select.value = found?.value ?? "";
      if (wanted && !found) missing.push(wanted);
    }
    show.checked = asked.get("show") === "all";
    compare().then(() => {
      form.dataset.ready = ""; // what stands below the form shows once it stays where it is
    });
    if (missing.length) excuse(missing);
  }

  /** Put the choice in the address, so that Back, a bookmark and a shared link bring it back. */
  function keep() {
    state.write({ a: one.value, b: other.value, show: show.checked ? "all" : "" }, true);
    compare();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", keep);
  fields.swap.addEventListener("click", () => {
    [one.value, other.value] = [other.value, one.value];
    keep();
  });
  addEventListener("hashchange", () => {
    if (location.hash && !location.hash.includes("=")) return; // a link to a heading
    restore();
    form.scrollIntoView();
  });
  restore();
})();
