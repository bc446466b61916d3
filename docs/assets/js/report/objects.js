/* The objects of the report: what each is, its modules, what could not be decided, and its tree.
 *
 *   SopObjects.part(object, open, again)   an element; `again(object)` gives its report with the tree
 */
(() => {
  "use strict";

  /** @typedef {(object: ReportedObject) => Promise<ObjectReport>} Again */

  const { make, pageUrl } = SopSite;
  const { counted, SEVERITIES } = SopReport;
  const { mark, sentence, expectation, MOST_FINDINGS } = SopFound;

  /** @type {Record<ModuleState, string>} */
  const STATES = { required: "must be there", present: "is there", maybe: "may be there", absent: "is not there" };

  /** @type {(typeof SopObjects)["part"]} */
  function objectPart(object, open, again) {
    const { counts, file } = object;
    const said = counts ? SEVERITIES.filter((each) => counts[each]).map((each) => counted(counts[each], each)).join(", ") || "nothing found" : "not checked";
    const part = make("details", { class: "object", open },
      make("summary", {}, make("span", { class: "object-name" }, file), make("span", { class: "muted" }, said)));
    if (object.unreadable !== undefined) part.append(make("p", { class: "notice" }, object.unreadable));
    else part.append(...objectBody(object, again));
    return part;
  }

  /** @type {(object: CheckedObject, again: Again) => HTMLElement[]} */
  function objectBody(object, again) {
    const { sop_class_uid: uid, sop_class_name: name, iod, without, notes, undecided, undecidedCount, privateCount, modules } = object;
    const facts = [
      ["SOP Class", name ? make("a", { href: pageUrl(`sop-classes/${uid}/`) }, name) : uid || "none named"],
      ["Checked against", iod ? make("a", { href: pageUrl(iod.href) }, `${iod.name} IOD`) : "the form of values only"],
      ["Private elements", privateCount.toLocaleString("en")],
      ["Not decided", undecidedCount ? `${counted(undecided.length, "condition")} that the object does not answer` : "none"],
    ];
    /** @type {HTMLElement[]} */
    const body = [
      ...(without ? [make("p", { class: "notice" }, without)] : []),
      ...notes.map((note) => make("p", { class: "notice" }, note)),
      make("dl", { class: "facts" }, ...facts.map(([title, value]) => make("div", {}, make("dt", {}, title), make("dd", {}, value)))),
    ];
    if (modules.length) {
      body.push(make("details", {}, make("summary", {}, `Modules (${modules.filter(({ state }) => state !== "absent").length} of ${modules.length})`),
        make("ul", { class: "check-modules" }, ...modules.map(({ name: module, usage, state, href }) => make("li", {}, href ? make("a", { href: pageUrl(href) }, module) : module, ` ${usage}, ${STATES[state]}`)))));
    }
    if (undecided.length) {
      body.push(make("details", {}, make("summary", {}, `Not decided (${undecided.length.toLocaleString("en")})`),
        make("ul", {}, ...undecided.slice(0, MOST_FINDINGS).map(({ name: attribute, module, condition, href }) => make("li", {}, make("a", { href: pageUrl(href) }, attribute || module), `: required if ${condition}`)))));
    }
    const tree = make("details", { class: "object-tree" }, make("summary", {}, "The object as a tree"));
    tree.addEventListener("toggle", () => growTree(tree, object, again), { once: true });
    body.push(tree);
    return body;
  }

  /** Read the object again and show it: a tree of a thousand objects is not kept.
   *  @type {(part: HTMLElement, object: CheckedObject, again: Again) => Promise<void>} */
  async function growTree(part, object, again) {
    const wait = make("p", { class: "muted", role: "status" }, "Reading…");
    part.append(wait);
    try {
      const { tree = [] } = await again(object);
      /** @type {Map<string, CheckFinding[]>} */
      const findings = new Map();
      for (const finding of object.findings) {
        for (const path of finding.paths) {
          const its = findings.get(path) ?? [];
          findings.set(path, its);
          its.push(finding);
        }
      }
      wait.replaceWith(treeList(tree, findings));
    } catch (error) {
      wait.textContent = `It could not be read again: ${/** @type {Error} */ (error).message}.`;
    }
  }

  /** @type {(finding: CheckFinding, path: string) => HTMLElement} */
  const treeFinding = (finding, path) =>
    make("p", { class: "tree-finding", "data-rule": finding.rule, "data-severity": finding.severity, "data-path": path }, mark(finding.severity), `${sentence(finding.found)} `, ...expectation(finding));

  /** @type {(nodes: TreeNode[], findings: Map<string, CheckFinding[]>) => HTMLElement} */
  function treeList(nodes, findings) {
    const paths = [...findings.keys()];
    return make("ul", { class: "tree" }, ...nodes.map((node) => {
      const own = findings.get(node.path) ?? [];
      const line = [make("code", {}, node.tag), ` ${node.name || "private"} `, make("span", { class: "muted" }, node.vr), node.value ? `: ${node.value}` : ""];
      const told = own.map((finding) => treeFinding(finding, node.path));
      const { items = [] } = node;
      if (!items.length) return make("li", {}, ...line, ...told);
      const inside = paths.some((path) => path.startsWith(`${node.path}[`));
      const fold = make("details", { open: inside && items.length < 20 }, make("summary", {}, ...line, ...(inside ? [make("span", { class: "tree-inside" }, "findings inside")] : [])));
      const fill = () => {
        items.forEach((item, index) => fold.append(make("p", { class: "tree-item" }, `Item ${index + 1}`), treeList(item, findings)));
        if (node.more) fold.append(make("p", { class: "muted" }, `and ${counted(node.more, "item")} more`));
      };
      if (fold.open) fill();
      else fold.addEventListener("toggle", fill, { once: true });
      return make("li", {}, fold, ...told);
    }), ...missing(nodes, findings));
  }

  /** What should be in a data set and is not, at its end.
   *  @type {(nodes: TreeNode[], findings: Map<string, CheckFinding[]>) => HTMLElement[]} */
  function missing(nodes, findings) {
    const there = new Set(nodes.map(({ path }) => path));
    const [first] = nodes;
    if (!first) return [];
    const prefix = first.path.slice(0, -first.tag.length);
    return [...findings]
      .filter(([path]) => path.startsWith(prefix) && path.length === prefix.length + first.tag.length && !there.has(path))
      .map(([path, all]) => make("li", { class: "tree-missing" }, make("code", {}, path.slice(prefix.length)), ` ${all[0].name}`, ...all.map((finding) => treeFinding(finding, path))));
  }

  globalThis.SopObjects = { part: objectPart };
})();
