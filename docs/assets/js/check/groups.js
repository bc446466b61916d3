/* Functional groups: given for all frames or for each, never both (PS3.3 C.7.6.16).
 *
 *   SopGroups.frames(data)             -> {shared, all, own: null}, or null without functional groups
 *   SopGroups.check(frames, context)   holds the macros of the IOD against them
 *   SopGroups.has(name, frames, context) -> whether a macro is used
 * No document.
 */
(() => {
  "use strict";

  const SHARED = 0x52009229, PER_FRAME = 0x52009230, FRAME_CONTENT = "00209111", NUMBER_OF_FRAMES = 0x00280008;

  /** @type {(data: DicomDataSet) => Frames | null} */
  function frames(data) {
    const shared = data.get(SHARED);
    const all = data.get(PER_FRAME);
    if (!shared?.items && !all?.items) return null;
    return { shared: shared?.items?.[0] ?? null, all: all?.items ?? [], own: null };
  }

  /** The sequences at the top of a macro. @type {(label: string, rules: CheckRules, iod: IodRules) => Use[]} */
  function sequences(label, rules, iod) {
    const { uses } = rules.scope([{ table: label, from: 0, to: Infinity, depth: 0, module: label, iod }]);
    return [...uses.values()].map((all) => all[0]).filter(({ sequence }) => sequence);
  }

  /** @type {(typeof SopGroups)["has"]} */
  function has(name, its, { rules, iod }) {
    const group = iod.groups.find((each) => each[1] === name);
    if (!group || !its) return null;
    const tags = sequences(group[0], rules, iod).map(({ tag }) => parseInt(tag, 16));
    return tags.some((tag) => its.shared?.get(tag) || its.all.some((item) => item.get(tag)));
  }

  /** @type {(typeof SopGroups)["check"]} */
  function check(its, context) {
    const { iod, findings, object, top } = context;
    const { data } = object;
    const number = Number(SopValues.listOf(data, NUMBER_OF_FRAMES)?.[0]);
    const perFrame = data.get(PER_FRAME);
    const shared = data.get(SHARED);
    /** @type {(fault: Fault) => void} */
    const say = (finding) => findings.add({ place: top, ...finding });
    if (shared?.items && shared.items.length > 1) say({ severity: "error", rule: "groups-shared-items", tag: SHARED, found: `${shared.items.length} items`, demanded: "one item" });
    if (perFrame?.items?.length && Number.isInteger(number) && number !== perFrame.items.length && data.complete) {
      say({ severity: "error", rule: "groups-frames", tag: PER_FRAME, found: `${perFrame.items.length} items, but ${number} frames`, demanded: "an item for each frame" });
    }
    // Where one of both is not read, or not whole, nothing is known to be missing.
    if (!data.knows(PER_FRAME) || [shared, perFrame].some((each) => each && !each.items)) return;
    for (const group of iod.groups) macro(group, its, context, say);
  }

  /** @type {(group: IodRules["groups"][number], its: Frames, context: IodContext, say: (fault: Fault) => void) => void} */
  function macro([label, name, usage, required, limit], its, context, say) {
    const q = required || null;
    const { rules, iod, findings, top } = context;
    const uses = sequences(label, rules, iod);
    const place = { ...top, frames: its };
    for (const use of uses) {
      if (use.type === "3" && uses.length > 1) continue;
      const tag = parseInt(use.tag, 16);
      const inShared = Boolean(its.shared?.get(tag));
      const count = its.all.filter((item) => item.get(tag)).length;
      const module = "Functional groups";
      if (inShared && count) {
        say({ severity: "error", rule: "group-in-both", tag, use, module, found: `it is shared, and given for ${count} of ${its.all.length} frames as well`, demanded: "one of both" });
      }
      if (inShared && (limit === "not_shared" || use.tag === FRAME_CONTENT)) {
        say({ severity: "error", rule: "group-shared", tag, use, module, found: "it is shared by all frames", demanded: "it to be given for each frame" });
      }
      const met = usage === "M" ? true : usage === "C" && q?.if ? SopConditions.holds(q.if, place) : null;
      if (usage === "C" && met === null && !inShared && !count) findings.undecided({ table: { label: `${iod.key} ${name}`, href: iod.href }, row: "", tag: use.tag, module }, "", q?.words ?? "");
      if (met !== true || inShared || !its.all.length && !its.shared) continue;
      const severity = usage === "M" || !q ? "error" : q.trust;
      const why = usage === "M" ? `the functional group ${name}, which is mandatory` : `the functional group ${name} if ${q?.words}, which is so`;
      if (!count) say({ severity, rule: "group-missing", tag, use, module, found: "it is neither shared nor given for any frame", demanded: why });
      else if (count < its.all.length) say({ severity: usage === "M" ? "error" : SopAttributes.weaker(severity), rule: "group-missing-in-frames", tag, use, module, found: `it is given for ${count} of ${its.all.length} frames`, demanded: why });
    }
  }

  globalThis.SopGroups = { frames, check, has };
})();
