/* Holds data sets against the tables of attributes: what is missing, empty, out of place, of a wrong
 * VR or value.
 *
 *   yield* SopAttributes.walk(place, scope, context)
 *   SopAttributes.codes(context)    holds the codes that were met against their context groups
 *
 * A place is one of conditions.js with `path` (`(0008,1140)[1]`, empty at the top).
 * Context is what check.js makes for an object: {rules, findings, object, decoder, stateOf}:
 *   findings       takes what is wrong: findings.js
 *   stateOf(use)   "required", "present", "maybe" or "absent": whether the module of a use is there
 * Yields nothing, now and then, so that a page can breathe. No document.
 */
(() => {
  "use strict";

  /** @typedef {{ use: Use, numbered: boolean, defined: boolean, severity: Severity, values: string[] }} ValueDemand */

  const { pathTo } = SopDataSet;
  const { SEVERITIES } = SopReport;
  const { list, codeOf, isEmpty, faults, quoted, same, OLD_SCHEMES } = SopValues;
  const { holds } = SopConditions;
  const { hex, masked } = SopRules;

  const STEP = 500; // data sets between two chances to pause

  /** @type {(severity: Severity) => Severity} */
  const weaker = (severity) => (severity === "error" ? "warning" : "hint");

  const PER_FRAME = 0x52009230; // Per-Frame Functional Groups Sequence

  /** @type {(tag: number) => boolean} */
  const isPrivate = (tag) => Math.floor(tag / 0x10000) % 2 === 1;

  let steps = 0;

  /** @type {(place: CheckPlace, scope: RuleScope, context: CheckContext) => Generator<void, void>} */
  function* walk(place, scope, context) {
    steps += 1;
    if (steps % STEP === 0) yield;
    const { set } = place;
    context.count += 1;
    for (const [tag, uses] of scope.uses) {
      if (tag.includes("x")) for (const real of repeated(tag, set)) attribute(real, uses, place, context);
      else attribute(parseInt(tag, 16), uses, place, context);
    }
    disorder(place, context);
    for (const element of set.elements.values()) {
      form(element, place, context);
      const uses = scope.uses.get(hex(element.tag)) ?? scope.uses.get(masked(element.tag)) ?? [];
      if (!uses.length) stranger(element, scope, place, context);
      if (element.items) yield* items(element.tag, element.items, uses, place, context);
    }
  }

  /** The tags of a repeating group of which there is any element.
   *  @type {(tag: string, set: DicomDataSet) => number[]} */
  function repeated(tag, set) {
    const mask = tag.indexOf("x");
    /** @type {Set<string>} */
    const groups = new Set();
    for (const each of set.elements.keys()) {
      const digits = hex(each);
      if (mask === 2 && digits.startsWith(tag.slice(0, 2)) && parseInt(digits.slice(2, 4), 16) % 2 === 0) groups.add(digits.slice(0, 4));
    }
    return [...groups].map((group) => parseInt(group + tag.slice(4), 16));
  }

  /** @type {(tag: number, sets: DicomDataSet[], uses: Use[], place: CheckPlace, context: CheckContext) => Generator<void, void>} */
  function* items(tag, sets, uses, place, context) {
    const inner = innerScope(uses, applicable(uses, place), context);
    for (const [index, set] of sets.entries()) {
      const path = `${pathTo(place.path, tag)}[${index + 1}]`;
      const below = { ...place, set, parent: place, index, siblings: sets, path };
      if (tag === PER_FRAME && place.frames) below.frames = { ...place.frames, own: set, items: null };
      yield* walk(below, inner, context);
    }
  }

  /** @type {WeakMap<Use[], RuleScope>} */
  const inners = new WeakMap(); // of uses that all apply, what their items hold

  /** What items may hold, of which `here` of the `uses` speak.
   *  @type {(uses: Use[], here: Use[], context: CheckContext) => RuleScope} */
  function innerScope(uses, here, { rules }) {
    const whole = here.length === uses.length;
    const had = whole && inners.get(uses);
    if (had) return had;
    const spans = here.flatMap((use) => use.spans);
    const inner = { ...rules.scope(spans), known: spans.length > 0 };
    if (whole) inners.set(uses, inner);
    return inner;
  }

  /** @type {(use: Use, place: CheckPlace) => Verdict[]} */
  const conditionsOf = (use, place) => use.when.map((each) => (each.if ? holds(each.if, place) : null));

  /** The uses whose macro is there, as far as conditions say. @type {(uses: Use[], place: CheckPlace) => Use[]} */
  const applicable = (uses, place) => (uses.some(({ when }) => when.length) ? uses.filter((use) => !conditionsOf(use, place).includes(false)) : uses);

  /* ----------------------------------------------------------------- types */

  /** @type {(tag: number, uses: Use[], place: CheckPlace, context: CheckContext) => void} */
  function attribute(tag, uses, place, context) {
    const element = place.set.get(tag);
    if (!element && !place.set.knows(tag)) return;
    const here = applicable(uses, place);
    if (!here.length) {
      if (element) {
        const words = [...new Set(uses.flatMap(({ when }) => when.map((each) => each.words)))].join(", or ");
        context.findings.add({ severity: "warning", rule: "not-here", tag, use: uses[0], place, found: "it is present", demanded: `it only if ${words}` });
      }
      return;
    }
    const forbidden = ruling(here).map((use) => demanded(tag, element, use, place, context));
    // One use that allows it is enough.
    if (element && forbidden[0] && forbidden.every(Boolean)) context.findings.add({ ...forbidden[0], tag, place });
    const cids = here.flatMap(({ extra }) => extra?.g ?? []);
    if (element?.items && cids.length) context.coded.push({ tag, element, place, cids, use: here.find(({ extra }) => extra?.g) });
    if (element && !element.items) listed(tag, element, here, place, context);
  }

  /** The uses that rule: of one module those that came through the fewest macros, which they specialise.
   *  @type {(uses: Use[]) => Use[]} */
  const ruling = (uses) => uses.filter((use) => uses.every(({ module, level }) => module !== use.module || level >= use.level));

  /** Hold an attribute against a use; gives the finding if the use says that it must not be there.
   *  @type {(tag: number, element: DicomElement | null, use: Use, place: CheckPlace, context: CheckContext) => Fault | null} */
  function demanded(tag, element, use, place, context) {
    const { type, extra } = use;
    /** @type {ModuleState} */
    const state = place.parent ? "present" : context.stateOf(use);
    /** @type {(severity: Severity, rule: string, found: string, wanted: string) => null} */
    const say = (severity, rule, found, wanted) => {
      context.findings.add({ severity: state === "maybe" ? weaker(severity) : severity, rule, tag, use, place, found, demanded: wanted });
      return null;
    };
    const q = extra?.q;
    if (q?.one) return oneOf(tag, q.one, use, place, context);
    const conditional = type.endsWith("C");
    const strong = type.startsWith("1");
    if (!type || type === "3") return null;
    if (!element && (state === "absent" || use.group || conditionsOf(use, place).includes(null))) return null;
    if (!conditional) {
      if (!element) return say("error", `type-${type}-missing`, "it is missing", strong ? "it with a value (type 1)" : "it, even if empty (type 2)");
      if (strong && isEmpty(element)) say("error", "type-1-empty", element.items ? "it has no item" : "it has no value", "a value (type 1)");
      return null;
    }
    const met = q?.if ? holds(q.if, place) : null;
    const trust = q?.trust ?? "hint";
    const kind = type.toLowerCase();
    if (!element) {
      if (met === true) return say(trust, `type-${kind}-missing`, "it is missing", `it (type ${type}), as ${q?.words}`);
      if (met === null) context.findings.undecided(use, place.path, q?.words ?? "");
      return null;
    }
    if (strong && isEmpty(element)) say("error", `type-${kind}-empty`, element.items ? "it has no item" : "it has no value", `a value wherever it is present (type ${type})`);
    return forbids(q, met, trust, kind, use, place);
  }

  /** The finding that a conditional attribute is there though its condition is not met.
   *  @type {(q: RuleRequirement | undefined, met: Verdict, trust: Severity, kind: string, use: Use, place: CheckPlace) => Fault | null} */
  function forbids(q, met, trust, kind, use, place) {
    if (!q) return null;
    const not = q.notIf && holds(q.notIf, place) === true;
    if (not) return { severity: trust, rule: `type-${kind}-forbidden`, use, found: "it is present", demanded: "its absence in this case" };
    if (met !== false || q.otherwise === "may") return null;
    if (q.mayIf && holds(q.mayIf, place) !== false) return null;
    if (q.otherwise === "may_if" && !q.mayIf) return null;
    const severity = q.otherwise === "not" ? trust : weaker(trust);
    return { severity, rule: `type-${kind}-not-met`, use, found: "it is present", demanded: `it only if ${q.words} (type ${kind.toUpperCase()}), which is not so` };
  }

  /** Exactly one of several attributes must be there; told once, at the first of them.
   *  @type {(tag: number, tags: string[], use: Use, place: CheckPlace, context: CheckContext) => null} */
  function oneOf(tag, tags, use, place, context) {
    if (hex(tag) !== tags[0]) return null;
    const all = tags.map((each) => parseInt(each, 16));
    if (!all.every((each) => place.set.knows(each))) return null;
    const there = all.flatMap((each) => place.set.get(each) ?? []);
    if (there.length !== 1) {
      const names = all.map((each) => context.rules.name(each));
      context.findings.add({ severity: "error", rule: "exactly-one-of", tag, use, place, found: there.length ? `${there.length} of them` : "none of them", demanded: `exactly one of ${names.join(", ")}` });
    } else if (isEmpty(there[0])) {
      context.findings.add({ severity: "error", rule: "type-1c-empty", tag: there[0].tag, use, place, found: "it has no value", demanded: "a value wherever it is present (type 1C)" });
    }
    return null;
  }

  /* ---------------------------------------------------------------- values */

  /** Hold the values of an element against the lists of its uses, the most special first.
   *  @type {(tag: number, element: DicomElement, uses: Use[], place: CheckPlace, context: CheckContext) => void} */
  function listed(tag, element, uses, place, context) {
    const values = list(element);
    if (!values) return;
    for (const [index, value] of values.entries()) {
      if (value === "") continue;
      const rule = lists(index + 1, uses, place);
      if (!rule || rule.values.some((each) => same(element, value, each))) continue;
      const shown = rule.values.length > 12 ? `${rule.values.slice(0, 12).join(", ")} or ${rule.values.length - 12} more` : rule.values.join(", ");
      const which = values.length > 1 ? `value ${index + 1} is ${quoted(value)}` : quoted(value);
      const demand = rule.defined ? `a defined term: ${shown}; others are allowed` : `one of the enumerated values ${shown}`;
      context.findings.add({ severity: rule.severity, rule: rule.defined ? "defined-term" : "enumerated-value", tag, use: rule.use, place, found: which, demanded: demand });
      if (!rule.numbered) return; // the first of many values that are all wrong says enough
    }
  }

  /** @type {Record<ValueRule["t"], Severity>} */
  const SEVERITY = { e: "error", w: "warning", h: "hint" };

  /** The list that the value with a number must be of; null where there is none, or it is not known.
   *  @type {(number: number, uses: Use[], place: CheckPlace) => ValueDemand | null} */
  function lists(number, uses, place) {
    const ordered = [...uses].reverse().sort((a, b) => (a.module === b.module ? a.level - b.level : 0));
    for (const use of ordered) {
      const all = use.extra?.v ?? [];
      const own = all.filter(({ n }) => n === number);
      const numbered = own.length > 0;
      const found = (numbered ? own : all.filter(({ n }) => !n)).map((each) => ({ each, met: each.if ? holds(each.if, place) : true }));
      const might = found.filter(({ met }) => met !== false);
      if (!might.length) continue;
      const kinds = new Set(might.map(({ each }) => each.k));
      const defined = kinds.has("d");
      const unsure = might.some(({ met }) => met === null);
      const [severity] = might.map(({ each }) => SEVERITY[each.t]).sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a)); // the mildest
      return {
        use,
        numbered,
        defined,
        severity: defined ? "hint" : unsure ? weaker(severity) : severity,
        values: [...new Set(might.flatMap(({ each }) => each.v))],
      };
    }
    return null;
  }

  /* ----------------------------------------------------------------- codes */

  /** Hold the codes that were met against their context groups, which are there by now.
   *  @type {(context: CheckContext) => void} */
  function codes({ coded, rules, findings }) {
    for (const { tag, element, place, cids, use } of coded) {
      const groups = cids.flatMap((cid) => rules.groups.get(cid) ?? []);
      if (groups.length < cids.length) continue;
      for (const item of element.items ?? []) {
        const { scheme, value, meaning } = codeOf(item);
        if (!scheme || !value || scheme === "UCUM" || OLD_SCHEMES.has(scheme) || groups.some((group) => group.codes.has(`${scheme}:${value}`))) continue;
        findings.add({ severity: "hint", rule: "code-not-in-group", tag, use, place, found: `${value} of ${scheme} (${meaning || "without a meaning"})`, demanded: `a code of ${groups.map(({ cid, name }) => `CID ${cid} ${name}`).join(" or ")}, or one that extends it` });
      }
    }
  }

  /* ------------------------------------------------------------------ form */

  /** @type {(element: DicomElement, place: CheckPlace, context: CheckContext) => void} */
  function form(element, place, context) {
    const { tag, written } = element;
    /** @type {(severity: Severity, rule: string, found: string, wanted: string) => void} */
    const say = (severity, rule, found, wanted) => context.findings.add({ severity, rule, tag, place, found, demanded: wanted });
    const group = Math.floor(tag / 0x10000);
    if (isPrivate(tag)) {
      privateElement(element, place, context);
      return;
    }
    if (tag % 0x10000 === 0) return; // the length of a group says nothing
    const known = context.rules.attribute(tag);
    if (!known) return;
    if (!place.meta && (group === 0x0002 || group === 0x0000)) say("error", "group-out-of-place", "it is in the data set", group ? "elements of group 0002 in the file meta information only" : "elements of group 0000 in messages only");
    if (written === "UN" && !known.vrs.includes("UN")) say("hint", "vr-unknown", "VR UN", `VR ${known.vrs.join(" or ")}`);
    else if (written && !known.vrs.includes(written) && known.vrs[0] !== "NONE" && !(written === "OB" && known.vrs.includes("OW") && element.fragments)) {
      say("error", "vr", `VR ${written}`, `VR ${known.vrs.join(" or ")}`);
    }
    if (written === "UN") return;
    for (const { rule, severity = "error", at, found, demanded: wanted } of faults(element, element.vr === "OW" || element.vr === "OB" ? "" : known.vm, context.decoder(place.set))) {
      say(severity, `vr-${rule}`.replace("vr-vm", "vm"), at && known.vm !== "1" ? `value ${at + 1}: ${found}` : found, wanted);
    }
  }

  /** Private elements are never wrong but for their form: they are counted.
   *  @type {(element: DicomElement, place: CheckPlace, context: CheckContext) => void} */
  function privateElement(element, place, context) {
    context.findings.privateCount += 1;
    const number = element.tag % 0x10000;
    /** @type {(severity: Severity, rule: string, tag: number, found: string, demanded: string) => void} */
    const say = (severity, rule, tag, found, demanded) => context.findings.add({ severity, rule, tag, place, found, demanded });
    if (number === 0) return; // the length of a group
    if (number < 0x10 || (number > 0xff && number < 0x1000)) {
      say("error", "private-number", element.tag, "a private element that is in no block", "private creators from 0010 to 00FF, and elements in the blocks that they reserve");
    } else if (number <= 0xff) {
      if (isEmpty(element)) say("error", "private-creator-empty", element.tag, "a private creator without a name", "whose block it is");
    } else {
      const creator = Math.floor(element.tag / 0x10000) * 0x10000 + Math.floor(number / 0x100);
      if (!place.set.get(creator)) say("warning", "private-creator", creator, "it is missing, though elements of its block are there", "a private creator for each block of private elements");
    }
  }

  /** @type {(place: CheckPlace, context: CheckContext) => void} */
  function disorder(place, context) {
    for (const { tag, twice } of place.set.disorder) {
      context.findings.add({ severity: "error", rule: twice ? "element-twice" : "element-order", tag, place, found: twice ? "it occurs twice" : "it stands after an element with a greater tag", demanded: twice ? "each attribute once in a data set" : "elements in the order of their tags" });
    }
  }

  /* ----------------------------------------------------- what is not listed */

  /** @type {(element: DicomElement, scope: RuleScope, place: CheckPlace, context: CheckContext) => void} */
  function stranger(element, scope, place, context) {
    const { tag } = element;
    if (isPrivate(tag) || tag % 0x10000 === 0 || scope.open || tag === 0xfffcfffc) return;
    const known = context.rules.attribute(tag);
    /** @type {(severity: Severity, rule: string, found: string, demanded: string) => void} */
    const say = (severity, rule, found, demanded) => context.findings.add({ severity, rule, tag, place, found, demanded });
    if (!known) say("warning", "attribute-unknown", "a tag that the dictionary does not have", "a registered attribute, or a private one with an odd group");
    else if (known.retired) say("hint", "attribute-retired", "a retired attribute", "none that is retired, in new objects");
    else if (place.parent ? scope.known : context.iod) {
      const what = place.parent ? "the items of this sequence" : `the IOD ${context.iod?.name}`;
      say("hint", "attribute-extra", `it is in no table of ${what}`, "nothing: a Standard Extended SOP Class may have it");
    }
  }

  globalThis.SopAttributes = { walk, codes, weaker };
})();
