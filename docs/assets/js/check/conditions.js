/* Decides conditions: true, false, or null where the object does not say.
 *
 *   SopConditions.holds(condition, place)
 *
 * A condition is what generator/model/conditions.py writes as JSON. A place is where an attribute
 * stands: {set, parent, index, siblings, root, frames, isThere}:
 *   set       the data set it is in; `parent` the place of the sequence that holds it, or null
 *   index     of the item among its `siblings`, from 0
 *   root      the data set at the top
 *   frames    of functional groups: {shared, all, own}: items; `own` is that of the frame, or null
 *   isThere   (kind, name) -> whether a module or macro is in the object, or null
 * No document.
 */
(() => {
  "use strict";

  /** @typedef {(element: DicomElement | null, term: Condition) => Verdict} Test */

  const { list, codeOf, isEmpty, same, OLD_SCHEMES } = SopValues;

  /** @type {(hexadecimal: string) => number} */
  const number = (hexadecimal) => parseInt(hexadecimal, 16);
  
  const MOST_NESTED = 20_000; // elements that a search below looks at

  /** @type {(results: Verdict[]) => Verdict} */
  const and = (results) => (results.includes(false) ? false : results.includes(null) ? null : true);
  /** @type {(results: Verdict[]) => Verdict} */
  const or = (results) => (results.includes(true) ? true : results.includes(null) ? null : false);
  /** @type {(result: Verdict) => Verdict} */
  const not = (result) => (result === null ? null : !result);

  /** @type {(condition: Condition, place: CheckPlace) => Verdict} */
  function holds(condition, place) {
    if (condition.all) return and(condition.all.map((each) => holds(each, place)));
    if (condition.any) return or(condition.any.map((each) => holds(each, place)));
    if (condition.not) return not(holds(condition.not, place));
    return (ALONE[condition.op ?? ""] ?? ofAttribute)(condition, place);
  }

  /* Statements that are about no single attribute. */
  /** @type {Record<string, (term: Condition, place: CheckPlace) => Verdict>} */
  const ALONE = {
    first_item: (_, { index }) => index === 0,
    changes: () => null, // an attribute that is not there may have stayed what it was
    external: () => null,
    unparsed: () => null,
    module_present: ({ name = "" }, { isThere }) => isThere("module", name),
    module_absent: ({ name = "" }, { isThere }) => not(isThere("module", name)),
    macro_present: ({ name = "" }, { isThere }) => isThere("macro", name),
    macro_absent: ({ name = "" }, { isThere }) => not(isThere("macro", name)),
  };

  /** @type {(term: Condition, place: CheckPlace) => Verdict} */
  function ofAttribute(term, place) {
    const found = elements(term, place);
    if (found === null) return null;
    const test = TESTS[term.op ?? ""];
    if (!test) return null;
    if (!found.length) return test(null, term);
    const results = found.map((element) => test(element, term));
    // Of several frames or items that differ nothing can be said of all of them.
    if (results.every((result) => result === results[0])) return results[0];
    return term.within || term.at === "nested_in_dataset" ? or(results) : null;
  }

  /* ---------------------------------------------------------------- places */

  /** @type {(place: CheckPlace, levels: number) => DicomDataSet[]} */
  const up = (place, levels) => {
    /** @type {CheckPlace | null} */
    let at = place;
    for (let level = 0; level < levels && at; level++) at = at.parent;
    return at ? [at.set] : [];
  };

  /** The data sets in which the place of a term is. @type {Record<string, (place: CheckPlace) => DicomDataSet[]>} */
  const PLACES = {
    item: (place) => [place.set],
    up1: (place) => up(place, 1),
    up2: (place) => up(place, 2),
    dataset: ({ root }) => [root],
    dataset_some_iods: ({ root }) => [root],
    frame: ({ frames }) => groupItems(frames),
    nested_in_dataset: ({ root }) => below(root),
    below: ({ set }) => below(set).slice(1),
  };

  /** The items of every functional group that is told of the frame, or of all frames.
   *  @type {(frames: Frames | null) => DicomDataSet[]} */
  function groupItems(frames) {
    if (!frames) return [];
    if (frames.items) return frames.items;
    const holders = [frames.shared, ...(frames.own ? [frames.own] : frames.all)];
    const out = [];
    for (const holder of holders) {
      for (const { items } of holder?.elements.values() ?? []) if (items) out.push(...items);
    }
    frames.items = out; // asked for by each condition on the frame
    return out;
  }

  /** @type {(set: DicomDataSet) => DicomDataSet[]} */
  function below(set) {
    const out = [set];
    let seen = 0;
    for (let at = 0; at < out.length && seen < MOST_NESTED; at++) {
      for (const { items } of out[at].elements.values()) {
        seen += 1;
        if (items) out.push(...items);
      }
    }
    return out;
  }

  /** The elements that a term is about; null where their place is not known.
   *  @type {(term: Condition, place: CheckPlace) => DicomElement[] | null} */
  function elements(term, place) {
    const { tag = "", at = "item", within } = term;
    const wanted = (term.number ??= number(tag));
    const places = (term.places ??= at.split("|"));
    let known = false;
    for (const name of places) {
      if (!PLACES[name]) continue;
      known = true;
      let sets = PLACES[name](place);
      if (within) sets = sets.flatMap((set) => set.get(number(within))?.items ?? []);
      if (sets.some((set) => !set.knows(wanted))) return null;
      const found = sets.flatMap((set) => set.get(wanted) ?? []);
      if (found.length) return found;
    }
    return known ? [] : null;
  }

  /* ----------------------------------------------------------------- tests */

  /** The values that a term is about, or null where they are not known.
   *  @type {(element: DicomElement, term: Condition) => string[] | null} */
  function valuesOf(element, { value_number: at }) {
    const all = list(element);
    if (!all) return null;
    return at ? all.slice(at - 1, at) : all;
  }


  /** @type {(element: DicomElement, term: Condition) => Verdict} */
  const isIn = (element, term) => {
    const values = valuesOf(element, term);
    if (!values) return null;
    return values.some((value) => (term.values ?? []).some((wanted) => same(element, value, wanted)));
  };

  /** @type {(compare: (value: number, limit: number) => boolean) => Test} */
  const compared = (compare) => (element, term) => {
    if (!element) return false;
    const values = valuesOf(element, term);
    if (!values) return null;
    return values.some((value) => value !== "" && compare(Number(value), Number(term.values?.[0])));
  };

  /** Whether an item of a code sequence is one of the codes of a term.
   *  @type {(element: DicomElement, term: Condition) => Verdict} */
  function codeIn(element, { values = [] }) {
    const results = (element.items ?? []).map((item) => {
      const { scheme, value } = codeOf(item);
      if (values.includes(`${scheme}:${value}`)) return true;
      return OLD_SCHEMES.has(scheme) || scheme.startsWith("99") ? null : false;
    });
    return results.length ? or(results) : false;
  }

  /* What each statement says of an element, which is null where it is not there. */
  /** @type {Record<string, Test>} */
  const TESTS = {
    present: (element) => element !== null,
    absent: (element) => element === null,
    empty: (element) => element !== null && isEmpty(element),
    not_empty: (element) => element !== null && !isEmpty(element),
    absent_or_empty: (element) => element === null || isEmpty(element),
    eq: (element, term) => (element ? isIn(element, term) : false),
    in: (element, term) => (element ? isIn(element, term) : false),
    ne: (element, term) => (element && !isEmpty(element) ? not(isIn(element, term)) : null),
    not_in: (element, term) => (element && !isEmpty(element) ? not(isIn(element, term)) : null),
    gt: compared((value, limit) => value > limit),
    ge: compared((value, limit) => value >= limit),
    lt: compared((value, limit) => value < limit),
    le: compared((value, limit) => value <= limit),
    code_in: (element, term) => (element ? codeIn(element, term) : false),
    code_not_in: (element, term) => (element ? not(codeIn(element, term)) : null),
    items_eq: (element, { values = [] }) => (element?.items?.length ?? 0) === Number(values[0]),
    items_gt: (element, { values = [] }) => (element?.items?.length ?? 0) > Number(values[0]),
  };

  globalThis.SopConditions = { holds, groupItems };
})();
