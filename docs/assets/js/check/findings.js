/* What a check found, gathered: the same finding at many places is one with a count.
 *
 *   const findings = new SopFindings.Findings(rules);
 *   findings.add({severity, rule, tag, use, place, found, demanded})
 *   findings.undecided(use, path, words)
 *   findings.list()    -> [{severity, rule, path, tag, name, found, demanded, message, href, by, module, count, paths}]
 *
 * `use` is the row that demands it, if one does; `by` names it, `href` leads to it from the site's root.
 * No document.
 */
(() => {
  "use strict";

  const { printed, pathTo } = SopDataSet;
  const { SEVERITIES } = SopReport;

  const MOST_FINDINGS = 2000; // that differ; an object with more is not mended one by one
  const MOST_PATHS = 20; // of one finding that are kept

  /** @type {(path: string) => string} */
  const withoutIndexes = (path) => path.replace(/\[\d+\]/g, "");

  /** @type {(one: Severity, other: Severity) => number} */
  const worstFirst = (one, other) => SEVERITIES.indexOf(one) - SEVERITIES.indexOf(other);

  /** @type {(one: string, other: string) => number} */
  const inOrder = (one, other) => +(one > other) - +(one < other);

  class Findings {
    /** @param {CheckRules} rules */
    constructor(rules) {
      this.rules = rules;
      /** @type {Map<string, Omit<CheckFinding, "paths"> & { paths: Set<string> }>} */
      this.all = new Map();
      this.left = 0; // findings beyond those that are kept
      this.privateCount = 0;
      /** @type {Map<string, Undecided>} */
      this.open = new Map(); // what could not be decided, by its words
    }

    /** @type {CheckFindings["add"]} */
    add({ severity, rule, tag = null, use = null, place = null, found, demanded, module = "", href = "" }) {
      const path = place && tag !== null ? pathTo(place.path, tag) : place?.path ?? "";
      const group = place?.meta ? "File meta information" : module || this.module(use, place, path);
      const key = `${rule} ${withoutIndexes(path)} ${found} ${demanded}`;
      const had = this.all.get(key);
      if (had) {
        // The same demand of several rows is told once, with the most severe.
        if (had.paths.has(path)) {
          [had.severity] = [had.severity, severity].sort(worstFirst);
          return;
        }
        had.count += 1;
        if (had.paths.size < MOST_PATHS) had.paths.add(path);
        return;
      }
      if (this.all.size >= MOST_FINDINGS) {
        this.left += 1;
        return;
      }
      const name = tag === null ? "" : this.rules.name(tag);
      const shown = tag === null ? "" : printed(tag);
      this.all.set(key, {
        severity, rule, path, tag: shown, name, found, demanded,
        message: `${tag === null ? "" : `${name || "Attribute"} ${shown}: `}${found}; expected ${demanded}`,
        href: href || (use ? `${use.table.href}#row-${use.row}` : tag === null ? "" : this.address(tag)),
        by: use?.table.name ? `${use.table.name}, row ${use.row}` : "",
        module: group, count: 1, paths: new Set([path]),
      });
    }

    /** The page of an attribute, which is demanded by its form rather than by a row.
     *  @type {(tag: number) => string} */
    address(tag) {
      const known = this.rules.attribute(tag);
      return known ? `attributes/${known.tag}/` : "";
    }

    /** The module to which a finding belongs: that of the attribute at the top.
     *  @type {(use: Use | null, place: Fault["place"], path: string) => string} */
    module(use, place, path) {
      return (place?.modules && path ? place.modules(path) : "") || use?.module || "Whole object";
    }

    /** @type {CheckFindings["undecided"]} */
    undecided(use, path, words) {
      const key = `${use.table.label} ${use.row}`;
      const had = this.open.get(key);
      if (had) had.count += 1;
      else {
        this.open.set(key, {
          tag: use.tag, name: this.rules.attributes.get(use.tag)?.name ?? "", path: withoutIndexes(path), module: use.module, count: 1,
          condition: words || "a condition that no object states", href: `${use.table.href}#row-${use.row}`,
        });
      }
    }

    /** @type {CheckFindings["list"]} */
    list() {
      return [...this.all.values()]
        .map((each) => ({ ...each, paths: [...each.paths] }))
        .sort((a, b) => worstFirst(a.severity, b.severity) || inOrder(a.path, b.path) || inOrder(a.rule, b.rule));
    }
  }

  globalThis.SopFindings = { Findings };
})();
