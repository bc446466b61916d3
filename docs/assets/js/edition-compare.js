/* The comparison of two editions: `editions/compare/#from=2011&to=2026c`.
 *
 * Of the changes that the registry computed (`SopEditions`, a script of its own) it picks those that
 * came after the one edition and up to the other, and joins what follows each other: a name changed
 * twice is one change from the first name to the last. Where editions are missing, a change may have
 * come before the first or after the second edition; then it says so.
 */
SopSite.data("editions.js").then(() => {
  "use strict";

  /** @typedef {{ kind: string, uid: string, tables: string, before: string, after: string, when: string, sure: boolean }} EditionChange */

  const { editions, kinds, tables, things, changes } = globalThis.SopEditions;
  const { make: el, state } = SopSite;
  const { enhance } = SopTables;

  const ADDED = ["first listed", "added", "IOD added", "table added"];
  const STAYS_NEWS = [...ADDED, "retired", "reinstated", "dropped"]; // also of what was added
  const NAMES = ["renamed", "respelled"];
  const SURE = "yes";
  const UNSURE = "perhaps";

  const names = editions.map(([name]) => name);
  const NOTHING_CHOSEN = { from: "2011", to: names[names.length - 1] };

  /** @type {(name: string) => string} */
  const letters = (name) => name.replaceAll("&", "and").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  /** Whether one change goes on from where another of the same thing in the same tables ended.
   *  @type {(one: EditionChange, next: EditionChange) => boolean} */
  const goesOn = (one, next) => one.after === next.before && Boolean(one.after)
    && (one.kind === next.kind || (NAMES.includes(one.kind) && NAMES.includes(next.kind)));

  /** @type {(one: EditionChange, next: EditionChange) => EditionChange} */
  function join(one, next) {
    const { before } = one;
    const { after } = next;
    const kind = !NAMES.includes(one.kind) ? one.kind : letters(before) === letters(after) ? "respelled" : "renamed";
    return { ...one, kind, before, after, when: `${one.when}, ${next.when}`, sure: one.sure && next.sure };
  }

  /** What the edition `to` has otherwise than `from`; both are indexes, the older first.
   *  @type {(from: number, to: number) => EditionChange[]} */
  function compare(from, to) {
    const picked = changes
      .filter(([, , since, edition]) => since < to && edition > from)
      .map(([kind, uid, since, edition, exact, table, before, after]) => ({
        kind: kinds[kind],
        uid,
        tables: tables[table],
        before,
        after,
        when: exact ? names[edition] : `between ${names[since]} and ${names[edition]}`,
        sure: from <= since && edition <= to,
      }));
    const added = new Set(picked.filter(({ kind, sure }) => ADDED.includes(kind) && sure).map(({ uid }) => uid));
    /** @type {EditionChange[]} */
    const found = [];
    /** @type {Map<string, number[]>} */
    const places = new Map(); // what changed, and in which tables -> places in `found`
    for (const change of picked) {
      if (added.has(change.uid) && !STAYS_NEWS.includes(change.kind)) continue;
      const thing = `${change.uid} ${change.tables}`;
      const had = places.get(thing) ?? [];
      places.set(thing, had);
      const at = had.find((place) => goesOn(found[place], change));
      if (at === undefined) had.push(found.push(change) - 1);
      else found[at] = join(found[at], change);
    }
    const order = new Map(Object.keys(things).map((uid, index) => [uid, index]));
    return found
      .filter(({ before, after }) => !before || before !== after)
      .sort((a, b) => +b.sure - +a.sure || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (order.get(a.uid) ?? 0) - (order.get(b.uid) ?? 0));
  }

  /** @type {(it: EditionChange) => string} */
  const nameOf = ({ uid, tables: where }) => (uid ? things[uid][0] : where);
  /** @type {(it: EditionChange) => string} */
  const typeOf = ({ uid }) => (uid ? things[uid][1] : "Table");
  /** @type {(it: { uid: string }) => string} */
  const labelOf = ({ uid }) => (uid ? things[uid][3] : "");
  /** @type {(it: { uid: string }) => boolean} */
  const isUid = ({ uid }) => uid === labelOf({ uid }) && /^[0-9.]+$/.test(uid);
  /** @type {(it: EditionChange) => string} */
  const sureOf = ({ sure }) => (sure ? SURE : UNSURE);

  /** @type {(found: EditionChange[]) => string} */
  function csv(found) {
    const rows = found.map((it) => [it.kind, isUid(it) ? it.uid : "", isUid(it) ? "" : labelOf(it), nameOf(it), typeOf(it), it.before, it.after, it.when, sureOf(it), it.tables]);
    return SopSave.csv([["change", "uid", "tag_or_table", "name_today", "type", "before", "after", "when", "between_them", "tables"], ...rows]);
  }

  /* ------------------------------------------------------------------ page */

  const place = /** @type {HTMLElement} */ (document.getElementById("edition-compare"));

  /** A keyword, which a narrow column may break before its words; any other text as it is.
   *  @type {(text: string) => Child[]} */
  const breakable = (text) => (/^[A-Za-z0-9]{20,}$/.test(text)
    ? text.split(/(?<=[a-z0-9])(?=[A-Z])/).flatMap((word, at) => (at ? [el("wbr"), word] : [word])) : [text]);

  /** Text and muted words of what was otherwise and what it became. @type {(it: EditionChange) => Child[]} */
  function changeOf(it) {
    /** @type {(text: string) => HTMLElement} */
    const muted = (text) => el("span", { class: "muted" }, text);
    if (it.before) return [...breakable(it.before), " ", muted("became"), " ", ...breakable(it.after)];
    return it.after && it.after !== nameOf(it) ? [muted("as"), " ", it.after] : [];
  }

  /** @type {(found: EditionChange[]) => HTMLTableElement} */
  function tableOf(found) {
    /** @type {[title: string, attributes: Attributes, cell: (it: EditionChange) => Child | Child[]][]} */
    const columns = [
      ["What", { "data-facet": true }, (it) => it.kind],
      ["Name today", {}, (it) => (it.uid && things[it.uid][2] ? el("a", { href: SopSite.pageUrl(things[it.uid][2]) }, nameOf(it)) : nameOf(it))],
      ["UID, tag or table", { "data-sort": "uid" }, (it) => (it.uid ? SopSite.uidCode(labelOf(it)) : "")],
      ["Type", { "data-facet": true, class: "less" }, typeOf],
      ["Change", {}, changeOf],
      ["When", {}, (it) => it.when],
      ["Between them?", { "data-facet": true, class: "less" }, sureOf],
      ["Where", { class: "less" }, (it) => it.tables],
    ];
    const rows = found.map((it) => el("tr", {}, ...columns.map(([title, { class: less }, cell]) => (title === "Name today"
      ? el("th", { scope: "row" }, .../** @type {Child[]} */ ([cell(it)].flat()))
      : el("td", { "data-label": title, ...(less ? { class: less } : {}) }, .../** @type {Child[]} */ ([cell(it)].flat()))))));
    return el("table", { class: "records changes", id: "compared", "data-noun": "change|changes" },
      el("caption", {}, "What changed; “perhaps” where a missing table leaves open whether it came between the two"),
      el("thead", {}, el("tr", {}, ...columns.map(([title, attributes]) => el("th", { scope: "col", ...attributes }, title)))),
      el("tbody", {}, ...rows));
  }

  /** What changed, of UIDs, of attributes and in PS3.3: how often each, as a list of facts.
   *  @type {(found: EditionChange[]) => HTMLElement[]} */
  function counted(found) {
    /** @type {Map<string, Map<string, number>>} */
    const groups = new Map();
    for (const it of found) {
      const of = typeOf(it) === "Attribute" ? "Attributes" : it.tables.startsWith("PS3.3 ") ? "IODs and modules" : "UIDs";
      /** @type {Map<string, number>} */
      const numbers = groups.get(of) ?? new Map();
      groups.set(of, numbers.set(it.kind, (numbers.get(it.kind) ?? 0) + 1));
    }
    return [...groups].map(([of, numbers]) => el("div", {}, el("dt", {}, of),
      el("dd", {}, [...numbers].map(([kind, number]) => `${kind} (${number.toLocaleString("en")})`).join(", "))));
  }

  /** @type {Record<string, HTMLSelectElement>} */
  const choices = {};
  const save = el("button", { type: "button" }, "Save as CSV");
  const status = el("p", { role: "status" });
  const numbers = el("dl", { class: "facts" });
  const held = el("p", { class: "muted" });
  const result = el("div");
  let shown = "";
  /** @type {TableRecords} */
  let records;
  /** @type {EditionChange[]} */
  let found = [];
  let file = "";

  /** The two editions that the address, or else who made the page, asks for.
   *  @type {() => { from: string, to: string }} */
  function chosen() {
    const asked = state.read();
    return { from: asked.get("from") ?? NOTHING_CHOSEN.from, to: asked.get("to") ?? NOTHING_CHOSEN.to };
  }

  /** Say what changed, then show each change: of editions that are far apart, these are many. */
  async function show() {
    const { from, to } = chosen();
    const asked = `${from} ${to}`;
    if (shown === asked) return;
    shown = asked;
    choices.from.value = from;
    choices.to.value = to;
    const unknown = [from, to].filter((name) => !names.includes(name));
    result.replaceChildren();
    numbers.replaceChildren();
    found = [];
    if (unknown.length) {
      status.textContent = `The registry has nothing of edition ${unknown.join(" and ")}. Choose another.`;
      held.textContent = "";
    } else {
      const [older, newer] = [names.indexOf(from), names.indexOf(to)].sort((a, b) => a - b);
      found = compare(older, newer);
      file = `dicom-changes-${names[older]}-${names[newer]}.csv`;
      const sure = found.filter((it) => it.sure);
      const unsure = found.length - sure.length;
      const doubt = unsure ? ` ${unsure === 1 ? "One of them" : `${unsure.toLocaleString("en")} of them`} may lie outside, before ${names[older]}${newer === names.length - 1 ? "" : ` or after ${names[newer]}`}: the tables that would show it are missing.` : "";
      const many = SopLookup.counted(found.length, "change");
      status.textContent = older === newer
        ? "Both are the same edition. Choose another."
        : `From ${names[older]} to ${names[newer]}: ${found.length ? many : "no change in the tables that we have"}.${doubt}`;
      numbers.replaceChildren(...counted(sure));
      held.textContent = `The registry has ${editions[older][1]} of ${names[older]}, and ${editions[newer][1]} of ${names[newer]}. The tables of the editions between them are compared too.`;
    }
    save.disabled = true;
    if (!found.length) return;
    await SopSite.pause();
    if (shown !== asked) return;
    const table = tableOf(found);
    result.append(table);
    await SopSite.pause();
    if (shown !== asked) return;
    records = enhance(table, "");
    save.disabled = false;
  }

  /** @type {(key: string, title: string) => HTMLElement} */
  function choice(key, title) {
    const select = el("select", {
      change: () => {
        state.write({ ...chosen(), [key]: select.value }, true);
        show();
      },
    }, ...names.toReversed().map((name) => el("option", { value: name }, name)));
    choices[key] = select;
    return el("label", {}, el("span", {}, title), select);
  }

  save.addEventListener("click", () => {
    SopSave.download(file, csv(records.shown.map(({ order }) => found[order])), "text/csv");
  });
  addEventListener("popstate", show);
  place.replaceChildren(
    el("form", { class: "edition-choice no-print", submit: (event) => event.preventDefault() }, choice("from", "From edition"), choice("to", "To edition"), save),
    status, numbers, held, result,
  );
  show();
}, () => {
  document.querySelector("#edition-compare > p")?.replaceWith(SopSite.make("p", { class: "notice", role: "status" },
    "The data of the comparison cannot be loaded. Reload the page to try again. The page of each edition says what changed since the one before:"));
});
