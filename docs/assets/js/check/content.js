/* The content tree of SR documents, against the constraints of their IOD, which has some.
 *
 *   SopContent.check(context)
 *
 * The IOD's `content` has rows [source value types, relationship, target value types, mode, targets
 * that must be by value]. Relationships by reference are followed, and must not lead in a circle.
 * No document.
 */
(() => {
  "use strict";

  /** @typedef {{ set: DicomDataSet, path: string, parent: ContentItem | null }} ContentItem */

  const { list, first } = SopValues;

  const VALUE_TYPE = 0x0040a040, RELATIONSHIP = 0x0040a010, CONTENT = 0x0040a730, REFERENCE = 0x0040db73;
  const TEMPLATES = 0x0040a504, TEMPLATE = 0x0040db00, MAPPING = 0x00080105;
  const SERIES = 0x00081115, INSTANCES = 0x00081199, INSTANCE = 0x00081155;

  /** @type {(context: IodContext) => void} */
  function check(context) {
    const { data } = context.object;
    /** @type {ContentItem} */
    const root = { set: data, path: "", parent: null };
    if (!data.get(CONTENT) && !data.get(VALUE_TYPE)) return;
    const type = first(data, VALUE_TYPE);
    if (type && type !== "CONTAINER") say(context, "", { severity: "error", rule: "content-root", tag: VALUE_TYPE, found: type, demanded: "a CONTAINER at the root" });
    template(context);
    const listed = evidence(data);
    /** @type {ContentItem[]} */
    const todo = [root];
    for (let parent = todo.pop(); parent; parent = todo.pop()) {
      for (const [index, set] of (parent.set.get(CONTENT)?.items ?? []).entries()) {
        /** @type {ContentItem} */
        const child = { set, path: `${parent.path ? `${parent.path}.` : ""}(0040,A730)[${index + 1}]`, parent };
        const reference = set.get(REFERENCE);
        if (reference) {
          referring(context, parent, child, reference);
          continue;
        }
        relation(context, parent, child, set, false);
        referred(context, child, listed);
        todo.push(child);
      }
    }
  }

  /** @type {(context: CheckContext, path: string, fault: Fault) => void} */
  const say = ({ findings }, path, finding) => findings.add({ place: { path }, module: "Content tree", ...finding });

  /** A relationship by reference to another content item.
   *  @type {(context: IodContext, parent: ContentItem, child: ContentItem, reference: DicomElement) => void} */
  function referring(context, parent, child, reference) {
    const { data } = context.object;
    const positions = list(reference);
    if (!positions?.length) return; // not known, or told as empty already
    const target = resolve(positions, data);
    const item = `content item ${positions.join(".")}`;
    if (!target) {
      if (data.complete) say(context, child.path, { severity: "error", rule: "content-reference", tag: REFERENCE, found: `${item}, which does not exist`, demanded: "an item of this content tree" });
      return;
    }
    if (isAbove(target, child)) say(context, child.path, { severity: "error", rule: "content-circle", tag: REFERENCE, found: `${item}, which holds this one`, demanded: "no reference that leads back to its own item" });
    relation(context, parent, child, target, true);
  }

  /** The instances that the document lists as what it rests on (PS3.3 C.17.2.3).
   *  @type {(data: DicomDataSet) => Set<string>} */
  function evidence(data) {
    /** @type {Set<string>} */
    const found = new Set();
    for (const tag of [0x0040a375, 0x0040a385]) {
      for (const study of data.get(tag)?.items ?? []) {
        for (const series of study.get(SERIES)?.items ?? []) {
          for (const one of series.get(INSTANCES)?.items ?? []) found.add(first(one, INSTANCE));
        }
      }
    }
    return found;
  }

  /** What a content item refers to must be among the evidence.
   *  @type {(context: IodContext, item: ContentItem, listed: Set<string>) => void} */
  function referred(context, { set, path }, listed) {
    if (!context.object.data.complete) return;
    for (const [index, one] of (set.get(INSTANCES)?.items ?? []).entries()) {
      const uid = first(one, INSTANCE);
      if (uid && !listed.has(uid)) say(context, `${path}.(0008,1199)[${index + 1}]`, { severity: listed.size ? "warning" : "error", rule: "content-evidence", tag: INSTANCE, href: context.iod.href, found: `${uid}, which is in no evidence sequence`, demanded: "each instance that the content refers to in Current Requested Procedure Evidence Sequence or Pertinent Other Evidence Sequence" });
    }
  }

  /** The content item that a list of positions names: the first is that of the root.
   *  @type {(positions: string[], data: DicomDataSet) => DicomDataSet | null} */
  function resolve(positions, data) {
    /** @type {DicomDataSet | undefined} */
    let at = data;
    for (const position of positions.slice(1)) {
      at = at?.get(CONTENT)?.items?.[Number(position) - 1];
    }
    return at ?? null;
  }

  /** @type {(target: DicomDataSet, child: ContentItem) => boolean} */
  function isAbove(target, child) {
    return child.set === target || (child.parent !== null && isAbove(target, child.parent));
  }

  /** @type {(context: IodContext, parent: ContentItem, child: ContentItem, target: DicomDataSet, byReference: boolean) => void} */
  function relation(context, parent, child, target, byReference) {
    const source = first(parent.set, VALUE_TYPE);
    const relationship = first(child.set, RELATIONSHIP);
    const to = first(target, VALUE_TYPE);
    if (!source || !relationship || !to) return; // which is told as missing already
    const rows = context.iod.content.filter(([sources, its]) => its === relationship && (sources.includes(source) || sources.includes("ANY")));
    const fitting = rows.filter(([, , targets]) => targets.includes(to) || targets.includes("ANY"));
    if (fitting.length && (!byReference || fitting.some(([, , , mode, byValue]) => mode !== "by_value" && !byValue.includes(to)))) return;
    if (rows.some(([, , , mode]) => mode === "see_section")) return;
    const found = `${source} ${relationship} ${byReference ? "(by reference) " : ""}${to}`;
    const allowed = [...new Set(rows.flatMap(([, , targets]) => targets))];
    const demanded = fitting.length ? "this relationship by value only" : allowed.length ? `a target of ${allowed.join(", ")}` : `a relationship that ${source} may have in this IOD`;
    say(context, child.path, { severity: "error", rule: "content-relationship", tag: RELATIONSHIP, href: context.iod.href, found, demanded });
  }

  /** @type {(context: IodContext) => void} */
  function template(context) {
    const { iod, object: { data } } = context;
    if (!iod.template) return;
    const item = data.get(TEMPLATES)?.items?.[0];
    const found = item ? first(item, TEMPLATE) : "";
    if (item && first(item, MAPPING) !== "DCMR") return;
    if (found !== String(iod.template)) say(context, "", { severity: "warning", rule: "content-template", tag: TEMPLATES, href: iod.href, found: found ? `template ${found}` : "no template", demanded: `the root template TID ${iod.template}` });
  }

  globalThis.SopContent = { check };
})();
