/* An object as a tree that can be shown: `SopTree.of(object, rules)` gives nodes
 * {tag, name, vr, value, path, items, more}, `items` lists of nodes, `more` how many are left out.
 * Nothing of it is longer than a reader can use. No document.
 */
(() => {
  "use strict";

  const { list } = SopValues;
  const { counted } = SopReport;
  const { printed, pathTo } = SopDataSet;

  const MOST_NODES = 20_000;
  const MOST_ITEMS = 500; // of one sequence
  const LONGEST = 120; // characters of a value

  /** @type {(object: DicomObject, rules: CheckRules) => TreeNode[]} */
  function of(object, rules) {
    const left = { nodes: MOST_NODES };
    return [...nodes(object.meta, "", rules, left), ...nodes(object.data, "", rules, left)];
  }

  /** @type {(set: DicomDataSet | null, path: string, rules: CheckRules, left: { nodes: number }) => TreeNode[]} */
  function nodes(set, path, rules, left) {
    /** @type {TreeNode[]} */
    const out = [];
    for (const element of set?.elements.values() ?? []) {
      left.nodes -= 1;
      if (left.nodes < 0) break;
      const its = pathTo(path, element.tag);
      /** @type {TreeNode} */
      const node = { tag: printed(element.tag), name: rules.name(element.tag), vr: element.vr, value: value(element), path: its };
      if (element.items) {
        node.items = element.items.slice(0, MOST_ITEMS).map((item, index) => nodes(item, `${its}[${index + 1}]`, rules, left));
        node.more = element.items.length - node.items.length;
      }
      out.push(node);
    }
    return out;
  }

  /** @type {(element: DicomElement) => string} */
  function value(element) {
    if (element.items) return counted(element.items.length, "item");
    if (element.fragments) return counted(element.fragments.count, "fragment");
    const values = list(element);
    if (!values) return element.length >= 0 ? counted(element.length, "byte") : "not shown";
    const text = values.slice(0, 64).join("\\");
    return text.length > LONGEST || values.length > 64 ? `${text.slice(0, LONGEST)}…` : text;
  }

  globalThis.SopTree = { of };
})();
