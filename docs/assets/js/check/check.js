/* Checks one object, from its file or its dump to the report.
 *
 *   const checker = new SopCheck.Checker(rules, load);  // load(path): takes a script below rules/
 *   const object = await checker.open(bytes, size);     // or checker.dump(text): several objects
 *   const report = await checker.check(object, { pause });
 *
 * Report is {sop_class_uid, sop_class_name, iod, without, findings, counts, undecided, undecidedCount,
 * privateCount, notes, modules, elements}:
 *   without    why the SOP Class has no tables, and so what was not checked; empty if it has
 *   undecided  conditions that the object does not answer, with how often each was met
 *   modules    [{name, usage, state, href}] of the IOD
 * An object that cannot be read gives {unreadable: sentence}. Needs no document.
 */
(() => {
  "use strict";

  const { listOf, first: text } = SopValues;
  const { holds } = SopConditions;

  const CHARACTER_SET = 0x00080005;

  /* Why a SOP Class has no tables of attributes here, as the end of a sentence. */
  /** @type {Record<string, string>} */
  const WITHOUT = {
    normalised: "it is a normalised SOP Class: its service says what is demanded, not an IOD",
    query: "it is one of query and retrieval, whose identifiers are no objects that are kept",
    retired: "it is retired, and its IOD with it",
    dicos: "DICOS defines its IOD, not the DICOM standard",
    diconde: "DICONDE defines its IOD, not the DICOM standard",
    meta: "it is a Meta SOP Class, of which there are no objects",
    service: "it is a service without objects",
    newer: "it is newer than the tables that the registry has",
  };

  class Checker {
    /** @param {CheckRules} rules @param {(path: string) => Promise<void>} load */
    constructor(rules, load) {
      this.rules = rules;
      this.load = load;
      /** @type {Map<string, Promise<void>>} */
      this.loaded = new Map();
    }

    /** Have a script with rules, once; what failed is tried again. @type {(path: string) => Promise<void>} */
    need(path) {
      const had = this.loaded.get(path) ?? this.load(path);
      this.loaded.set(path, had);
      had.catch(() => this.loaded.delete(path));
      return had;
    }

    /** Read a file, or the beginning of one of `size` bytes. @type {(bytes: Uint8Array, size?: number) => Promise<DicomObject | NoDicom>} */
    async open(bytes, size = bytes.length) {
      await this.need("dictionary");
      return SopDataSet.read(bytes, { size, vrOf: (tag) => this.rules.vr(tag) });
    }

    /** The objects of a dump. Throws SopDump.NoDump. @type {(text: string) => Promise<DicomObject[]>} */
    async dump(text) {
      await this.need("dictionary");
      return SopDump.read(text, (name) => this.rules.uidOf(name));
    }

    /** @type {(object: DicomObject | NoDicom, options?: CheckOptions) => Promise<ObjectReport>} */
    async check(object, { pause = null } = {}) {
      const { rules } = this;
      if (!object.dicom) return { unreadable: `This is not DICOM: ${object.reason}.` };
      if (!object.data.elements.size) return { unreadable: `Nothing can be checked: ${object.ended || "there is no element in it"}.` };
      const uid = text(object.data, 0x00080016) || text(object.meta, 0x00020002);
      const sopClass = rules.sopClass(uid);
      let iod = null;
      if (sopClass?.iod) {
        await this.need("common");
        await this.need(`iods/${sopClass.iod}`);
        iod = rules.iod(sopClass.iod);
      }
      const context = contextOf(rules, iod, object, sopClass);
      const steps = running(context);
      for (;;) {
        const { done } = steps.next();
        if (done) break;
        if (pause) await pause();
      }
      const notes = [];
      if (context.coded.length) {
        try {
          await this.need("codes");
          SopAttributes.codes(context);
        } catch {
          notes.push("The context groups cannot be loaded: whether codes are among those that are asked for was not checked.");
        }
      }
      return report(context, uid, notes);
    }
  }

  /** What the rules are given. @type {(rules: CheckRules, iod: IodRules | null, object: DicomObject, sopClass: RuleSopClass | null) => CheckContext} */
  function contextOf(rules, iod, object, sopClass) {
    const { data } = object;
    return {
      rules, iod, object, sopClass, coded: [], count: 0, modules: [],
      findings: new SopFindings.Findings(rules),
      top: { set: data, parent: null, index: 0, siblings: [data], root: data, frames: SopGroups.frames(data), path: "", isThere: () => null },
      decoder: () => SopValues.decoder(null),
      stateOf: () => "required",
    };
  }

  /** @param {CheckContext} context @returns {context is IodContext} */
  const isOfIod = (context) => context.iod !== null;

  /** Every rule, one after another. @type {(context: CheckContext) => Generator<void, void>} */
  function* running(context) {
    const { rules, object, findings, top } = context;
    const { meta } = object;
    context.decoder = decoders(context);
    /** @type {RuleScope} */
    let scope = { uses: new Map(), open: false };
    if (isOfIod(context)) {
      modules(context, top.frames);
      scope = rules.scope(context.modules.map(({ span }) => span));
    }
    /** @type {(path: string) => string} */
    const moduleOf = (path) => {
      const tag = path.slice(1, 5).toLowerCase() + path.slice(6, 10).toLowerCase();
      const uses = scope.uses.get(tag) ?? scope.uses.get(SopRules.masked(parseInt(tag, 16))) ?? [];
      const there = uses.find((use) => context.stateOf(use) !== "absent");
      return (there ?? uses[0])?.module ?? "";
    };
    top.modules = moduleOf;
    for (const warning of object.warnings) findings.add({ severity: "warning", rule: "file", place: context.top, found: warning, demanded: "a file as PS3.10 has it", module: "File" });
    if (object.ended) findings.add({ severity: "error", rule: "ends", place: context.top, found: object.ended, demanded: "a whole data set; what comes after it was not checked", module: "File" });
    if (meta) yield* SopAttributes.walk({ ...context.top, set: meta, meta: true }, { uses: new Map(), open: true }, context);
    yield* SopAttributes.walk(context.top, scope, context);
    if (isOfIod(context)) {
      conditionalModules(context);
      if (top.frames && context.iod.groups.length) SopGroups.check(top.frames, context);
      if (context.iod.content.length) SopContent.check(context);
    }
    SopConsistency.check(context);
  }

  /** What decodes the texts of a data set: items may name a character set of their own.
   *  @type {(context: CheckContext) => CheckContext["decoder"]} */
  function decoders({ object: { data }, findings, top }) {
    /** @type {Map<DicomDataSet, TextDecoding>} */
    const made = new Map();
    /** @type {(set: DicomDataSet) => TextDecoding} */
    const of = (set) => {
      const had = made.get(set) ?? SopValues.decoder(listOf(set, CHARACTER_SET));
      made.set(set, had);
      return had;
    };
    for (const fault of of(data).faults) findings.add({ severity: "error", tag: CHARACTER_SET, place: top, ...fault });
    return (set) => (set.get(CHARACTER_SET) ? of(set) : of(data));
  }

  /* --------------------------------------------------------------- modules */

  /** Say of each module of the IOD whether it is there. @type {(context: IodContext, its: Frames | null) => void} */
  function modules(context, its) {
    const { rules, iod, object: { data }, top } = context;
    context.modules = iod.modules.map(([table, name, usage, q]) => {
      /** @type {Span} */
      const span = { table, from: 0, to: Infinity, depth: 0, module: name, iod };
      return { name, usage, q: q || null, span, scope: rules.scope([span]), state: "absent", evidence: "absent", any: false };
    });
    /** @type {Map<string, number>} */
    const holders = new Map(); // of each tag, how many modules have it
    for (const { scope } of context.modules) for (const tag of scope.uses.keys()) holders.set(tag, (holders.get(tag) ?? 0) + 1);
    /** @type {(tag: string) => boolean} */
    const there = (tag) => (tag.includes("x") ? [...data.elements.keys()].some((each) => SopRules.masked(each) === tag) : data.get(parseInt(tag, 16)) !== null);
    for (const module of context.modules) {
      module.evidence = evidence(module.scope, holders, there);
      module.state = module.usage === "M" ? "required" : module.evidence;
      module.any = [...module.scope.uses.keys()].some(there);
    }
    const byName = new Map(context.modules.map((module) => [module.name, module]));
    top.isThere = (kind, name) => {
      if (kind === "macro") return SopGroups.has(name, its, context);
      const state = byName.get(name)?.state;
      return state === undefined || state === "maybe" ? null : state !== "absent";
    };
    for (const module of context.modules) {
      if (module.usage !== "C" || !module.q?.if) continue;
      const met = holds(module.q.if, top);
      module.met = met;
      if (met === true && module.q.trust === "error") module.state = "required";
      else if (met === true && module.state === "absent") module.state = "maybe";
    }
    context.stateOf = (use) => byName.get(use.module)?.state ?? "present";
  }

  /** What attributes say of a module: those that no other module of the IOD has tell most.
   *  @type {(scope: RuleScope, holders: Map<string, number>, there: (tag: string) => boolean) => ModuleState} */
  function evidence(scope, holders, there) {
    /** @type {ModuleState} */
    let found = "absent";
    for (const [tag, uses] of scope.uses) {
      if ((holders.get(tag) ?? 0) > 1 || !there(tag)) continue;
      if (uses.some(({ type }) => type && type !== "3")) return "present";
      found = "maybe";
    }
    return found;
  }

  /** Modules of usage C: those that cannot be decided, and those that should not be there.
   *  @type {(context: IodContext) => void} */
  function conditionalModules({ iod, modules: all, findings, top }) {
    for (const { name, usage, met, q, any, evidence: seen } of all) {
      const href = iod.href;
      if (usage === "C" && met === null && !any) findings.undecided({ table: { label: `${iod.key} ${name}`, href }, row: "", tag: "", module: name }, "", q?.words ?? "");
      if (usage === "C" && met === false && seen === "present" && q && q.otherwise !== "may" && q.otherwise !== "may_if" && !q.mayIf) {
        findings.add({ severity: q.trust === "error" ? "warning" : "hint", rule: "module-not-met", place: top, module: name, href, found: `attributes of the module ${name} are there`, demanded: `this module only if ${q.words}, which is not so` });
      }
    }
  }

  /* ---------------------------------------------------------------- report */

  /** @type {(context: CheckContext, uid: string, more: string[]) => CheckedReport} */
  function report(context, uid, more) {
    const { iod, sopClass, findings, object } = context;
    const all = findings.list();
    const counts = { error: 0, warning: 0, hint: 0 };
    for (const { severity } of all) counts[severity] += 1;
    const undecided = [...findings.open.values()];
    return {
      sop_class_uid: uid,
      sop_class_name: sopClass?.name ?? "",
      iod: iod ? { name: iod.name, href: iod.href } : null,
      without: iod ? "" : without(uid, sopClass),
      findings: all,
      counts,
      undecided,
      undecidedCount: undecided.reduce((sum, { count }) => sum + count, 0),
      privateCount: findings.privateCount,
      notes: [
        ...more,
        ...(object.cut ? ["It is larger than what is read here: what comes after its pixels was not checked."] : []),
        ...(findings.left ? [`${findings.left.toLocaleString("en")} more findings are not listed.`] : []),
      ],
      modules: context.modules.map(({ name, usage, state, span }) => ({ name, usage, state, href: context.rules.tables.get(span.table)?.href ?? "" })),
      elements: context.count,
    };
  }

  /** @type {(uid: string, sopClass: RuleSopClass | null) => string} */
  function without(uid, sopClass) {
    const rest = "Only the form of its values and what it says of itself were checked.";
    if (!uid) return `It names no SOP Class. ${rest}`;
    if (!sopClass) return `Its SOP Class ${uid} is not registered${uid.startsWith("1.2.840.10008.") ? "" : ", and private most likely"}. ${rest}`;
    return `The registry has no tables of attributes for its SOP Class, as ${WITHOUT[sopClass.reason] ?? "no IOD is known for it"}. ${rest}`;
  }

  globalThis.SopCheck = { Checker };
})();
