/* The findings of the report: the same one in several objects is one, grouped by module, with filters.
 *
 *   const all = SopFound.merged(objects);
 *   SopFound.list(all, total), SopFound.filters(all)   elements
 *   SopFound.mark(severity), SopFound.sentence(text), SopFound.expectation(finding)
 */
(() => {
  "use strict";

  const { make, wordsField, pageUrl } = SopSite;
  const { counted, SEVERITIES } = SopReport;

  const MOST_FINDINGS = 400; // that are shown; what is saved has all
  const MOST_NAMES = 50;

  /** @type {(path: string) => string} */
  const withoutIndexes = (path) => path.replace(/\[\d+\]/g, "[*]");

  /** The findings of all objects: the same one in several is one with its objects.
   *  @type {(typeof SopFound)["merged"]} */
  function merged(objects) {
    /** @type {Map<string, SharedFinding>} */
    const all = new Map();
    for (const object of objects) {
      for (const finding of object.findings ?? []) {
        const key = [finding.severity, finding.rule, finding.href, withoutIndexes(finding.path), finding.found, finding.demanded].join(" ");
        const had = all.get(key);
        if (had) had.objects.push({ object, finding });
        else all.set(key, { ...finding, objects: [{ object, finding }] });
      }
    }
    return [...all.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.objects.length - a.objects.length);
  }

  /** Findings by module, the worst first.
   *  @type {(findings: SharedFinding[]) => [module: string, findings: SharedFinding[]][]} */
  function byModule(findings) {
    /** @type {Map<string, SharedFinding[]>} */
    const groups = new Map();
    for (const finding of findings) {
      const its = groups.get(finding.module) ?? [];
      groups.set(finding.module, its);
      its.push(finding);
    }
    return [...groups];
  }

  /** @type {(severity: Severity) => HTMLElement} */
  const mark = (severity) => make("span", { class: `severity ${severity}` }, severity);

  /** @type {(text: string) => string} */
  const sentence = (text) => `${text.replace(/^./, (first) => first.toUpperCase())}${/[.!?]$/.test(text) ? "" : "."}`;

  /** What a row, the dictionary or the object itself makes one expect, with a link to it.
   *  @type {(finding: CheckFinding) => Child[]} */
  function expectation({ demanded, href, by, rule }) {
    const [, who = ""] = WHO.find(([begins]) => href.startsWith(begins)) ?? [];
    const named = by || (href.startsWith("attributes/") && !/^v[rm]/.test(rule) ? "" : who);
    return named ? [make("a", { href: pageUrl(href) }, named), ` asks for ${demanded}.`] : [`Expected: ${demanded}.`];
  }

  /* What the address of a page says of who demands something. */
  const WHO = [["attributes/", "The dictionary"], ["iods/", "The IOD"], ["sop-classes/", "The SOP Class"]];

  /** The name of an attribute; a link to its page where no row has one.
   *  @type {(finding: CheckFinding) => HTMLElement | string} */
  const titled = ({ name, href }) => (name && href.startsWith("attributes/") ? make("a", { href: pageUrl(href) }, name) : name || "Attribute");

  /** @type {(finding: SharedFinding, total: number) => HTMLElement} */
  function findingItem(finding, total) {
    const { severity, rule, path, tag, found, objects: where } = finding;
    const times = where.reduce((sum, { finding: its }) => sum + its.count, 0);
    const often = [total > 1 ? `in ${where.length.toLocaleString("en")} of ${counted(total, "object")}` : "", times > where.length ? `${times.toLocaleString("en")} places` : ""].filter(Boolean).join(", ");
    const places = where.flatMap(({ object, finding: its }) => its.paths.map((each) => (total > 1 ? `${object.file}: ${each || "the object"}` : each)));
    return make("li", { class: "finding", "data-rule": rule, "data-severity": severity, "data-path": path },
      make("p", { class: "finding-what" }, mark(severity), make("strong", {}, tag ? titled(finding) : "The object"), ...(tag ? [" ", make("code", {}, tag)] : []), ...(often ? [make("span", { class: "muted" }, often)] : [])),
      make("p", {}, `${sentence(found)} `, ...expectation(finding)),
      ...(path && path !== tag ? [make("p", { class: "finding-path" }, make("code", {}, path))] : []),
      ...(places.length > 1 ? [make("details", {}, make("summary", {}, counted(places.length, "place")), make("ul", {}, ...places.slice(0, MOST_NAMES).map((each) => make("li", {}, each)), ...(places.length > MOST_NAMES ? [make("li", {}, `and ${(places.length - MOST_NAMES).toLocaleString("en")} more`)] : [])))] : []));
  }

  /** @type {(typeof SopFound)["list"]} */
  function list(findings, total) {
    const part = make("div", { class: "findings" });
    for (const [module, its] of byModule(findings.slice(0, MOST_FINDINGS))) {
      part.append(make("section", { "aria-label": module }, make("h3", {}, module), make("ul", {}, ...its.map((finding) => findingItem(finding, total)))));
    }
    if (findings.length > MOST_FINDINGS) part.append(make("p", { class: "muted" }, `The first ${MOST_FINDINGS.toLocaleString("en")} of ${findings.length.toLocaleString("en")} are shown; what you save has all.`));
    return part;
  }

  /** Boxes for the severities and a field for words; they hide what does not fit.
   *  @type {(typeof SopFound)["filters"]} */
  function filters(findings) {
    /** @type {(severity: Severity) => number} */
    const count = (severity) => findings.filter((each) => each.severity === severity).length;
    const boxes = SEVERITIES.map((severity) => make("input", { type: "checkbox", checked: true, value: severity, disabled: !count(severity) }));
    const words = wordsField("attribute, tag, rule …");
    const none = make("p", { class: "muted", hidden: true, role: "status" }, "No finding fits the filters.");
    const apply = () => {
      const on = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const section of document.querySelectorAll(".findings > section")) {
        let shown = 0;
        for (const item of section.querySelectorAll("li.finding")) {
          const hay = `${item.textContent} ${item.dataset.rule} ${section.ariaLabel}`.toLowerCase();
          item.hidden = !on.has(item.dataset.severity ?? "") || !wanted.every((word) => hay.includes(word));
          if (!item.hidden) shown += 1;
        }
        section.hidden = !shown;
        left += shown;
      }
      none.hidden = left > 0;
    };
    for (const input of [...boxes, words]) input.addEventListener("input", apply);
    return make("div", { class: "check-filters no-print", role: "group", "aria-label": "Which findings are shown" },
      ...boxes.map((box, at) => make("label", {}, box, ` ${counted(count(SEVERITIES[at]), SEVERITIES[at])}`)),
      make("label", {}, make("span", {}, "Filter"), words), none);
  }

  globalThis.SopFound = { merged, list, filters, mark, sentence, expectation, MOST_FINDINGS };
})();
