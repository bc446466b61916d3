/* What the words of a query mean: names, keywords, constants, aliases, whole, begun, misspelt or mixed.
 * Needs no document. */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));
  const { LABELS, SORTS, squash, fold, singular, distance, edits, letters, bitCount } = lookup;

  /* The kinds of which the words of a query may stand in different texts. */
  const SPREADS = new Set(["sop-class", "transfer-syntax", "guide", "page", "association", "status"]);

  /* Words in a query that say which kind is meant. */
  /** @type {[pattern: RegExp, kinds: string[]][]} */
  const KIND_WORDS = [
    [/\btransfer[ -]?syntax(?:es)?\b|\bts\b/i, ["transfer-syntax"]],
    [/\bservice[ -]?class(?:es)?\b/i, ["service-class", "general"]],
    [/\bmodules?\b/i, ["module"]],
    [/\bmacros?\b/i, ["macro"]],
    [/\biods?\b/i, ["iod"]],
    [/\b(?:attributes?|tags?|data ?elements?)\b|\bvalues? (?:of|for)\b|\benumerated values?\b|\bdefined terms?\b/i, ["attribute"]],
    [/\b(?:sop[ -]?class(?:es)?|abstract[ -]?syntax(?:es)?)\b/i, ["sop-class"]],
    [/\bframe of reference\b|\bcoding scheme\b|\bwell[ -]known\b/i, ["uid"]],
    [/\bldap\b/i, ["directory"]],
    [/\bc(?:ontext )?(?:groups?|id)\b/i, ["context-group"]],
    [/\bstatus codes?\b/i, ["status"]],
    [/\bguide\b/i, ["guide"]],
  ];

  /* A question, which a guide may answer. */
  const QUESTION = /\?|^(?:what|which|how|why|when|where|who|can|could|may|must|should|shall|is|are|do(?:es)?(?! not)|did|will|need|differences?)\b|\b(?:differences? between|versus|vs\.?|allowed|mandatory|optional|required|how (?:do|to|can)|do i|can i|should i|never|always)\b/i;

  /* What is named only to say that it is not meant: `(not whole slide)`, `, but not enhanced`. */
  const NOT_MEANT = /(?:[(,;-] ?|\bbut )not (?:an? |the |for )?[^),;]*/gi;

  const UNKNOWN_WORD = 3;
  const MOST_WORDS = 40; // of a query that are compared one by one
  const MOST_FUZZY = 16; // of these that may be misspelt

  /* What it is worth that the words of a query stand in different texts of one thing, if most do. */
  const SPREAD = 600;
  const SPREAD_LEAST = 0.8;
  const UNASKED = 40; // and how much less if its name has other words

  /* The part of a question that a guide must have, and it of the guide's, and what that is worth. */
  const ASKED_LEAST = 0.62;
  const ASKED_ALIKE = 170;

  /** Look up the words of a query. @type {LookupScripts["findText"]} */
  function findText(index, whole, found) {
    found.isQuestion = QUESTION.test(whole);
    /** @type {(flat: string) => boolean} */
    const isName = (flat) => index.whole.has(flat);
    const clean = lookup.withoutNoise(whole.replace(lookup.KIT_PREFIX, "").replace(NOT_MEANT, " "), isName);
    const text = clean.replace(/\s+/g, " ").trim() || whole;
    /** @type {Set<string>} */
    const kinds = new Set();
    const asked = KIND_WORDS.filter(([pattern]) => pattern.test(text));
    for (const [, named] of asked) named.forEach((kind) => kinds.add(kind));
    const list = index.language.words(text);
    const parted = partedWords(index, list);
    const variants = variantsOf(index, parted);
    found.prefer(text, kinds, new Set([...list, ...variants.flat()]));
    findIdentifier(index, whole, found);
    findWhole(index, text, list, found, 0);
    if (text !== whole && whole.length < 200) findWhole(index, whole, index.language.words(whole), found, 2);
    for (const [pattern, named] of asked) {
      const bare = text.replace(pattern, " ").trim();
      found.only = named;
      findWhole(index, bare, index.language.words(bare), found, 5);
      found.only = null;
    }
    const specific = withoutOperations(index, text, list);
    for (const variant of variants) {
      findWhole(index, variant.join(" "), variant, found, 12);
      if (!specific) findWords(index, variant, found, 8);
    }
    if (specific) {
      findWords(index, partedWords(index, specific), found, 0);
      for (const variant of variantsOf(index, specific)) findWords(index, variant, found, 8);
    } else if (list.length) findWords(index, parted, found, 0);
    if (list.length > 1 && list.length < 8) favour(index, list, found);
    if (found.top < 900 && !parted.every((word, i) => index.isWord(word, i === parted.length - 1))) {
      findMisspelled(index, squash(text), found);
    }
    if (list.length > 3 || /[=:()[\]{}"';<>]/.test(text)) {
      lookup.findCapitals(index, text, found, lookup.findNames(index, text, found));
    }
  }

  /** The words of a longer text without the operations in it, which all services share; null where it has
   *  none, or nothing else.
   *  @type {(index: LookupIndex, text: string, list: string[]) => string[] | null} */
  function withoutOperations(index, text, list) {
    if (list.length < 5) return null;
    let rest = text;
    for (const { at, length } of lookup.operationsIn(text).reverse()) rest = `${rest.slice(0, at)} ${rest.slice(at + length)}`;
    if (rest === text) return null;
    const left = index.language.words(rest);
    return left.some((word) => index.wordIds.has(word)) ? left : null;
  }

  /** An identifier in source code, with what qualifies it.
   *  @type {(index: LookupIndex, text: string, found: LookupFound) => void} */
  function findIdentifier(index, text, found) {
    if (text.length > 200) return;
    const whole = text.replace(/^[^\p{L}\p{N}]+/u, "").replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, "");
    if (!/^[\w.:#>/\\@+-]+$/.test(whole)) return;
    const qualified = whole.split(/::|->|[.:#\\](?=[A-Za-z_])/).pop() ?? "";
    const slash = qualified.lastIndexOf("/"); // one alone is part of a name, as in Query/Retrieve
    const last = (slash > qualified.indexOf("/") ? qualified.slice(slash + 1) : qualified).replace(/(?<!\W)\W+$/, "");
    const names = [whole, last.length > 3 ? last : ""].flatMap((candidate) => lookup.spellings(candidate)).map(squash);
    const name = names.find((flat) => index.whole.has(flat));
    if (name) addWhole(index, name, found, 0);
    for (const { printed, uid, where, constant } of index.confusions.get(squash(whole)) ?? []) {
      const entry = index.byUid.get(uid);
      found.add(entry, 1010, "constant", constant);
      found.say("toolkit", `${where} gives ${constant} the wrong UID, ${printed.replaceAll("\u200b", "")}. Right is ${uid}.`, entry);
    }
  }

  /** @type {(index: LookupIndex, flat: string, found: LookupFound, less: number) => void} */
  function addWhole(index, flat, found, less) {
    for (const label of index.whole.get(flat) ?? []) found.addWhole(label, LABELS[label.sort].whole - less);
  }

  /** Names that the text is as a whole, or begins.
   *  @type {(index: LookupIndex, text: string, list: string[], found: LookupFound, less: number) => void} */
  function findWhole(index, text, list, found, less) {
    const { language, beginnings } = index;
    const flat = squash(text);
    addWhole(index, flat, found, less);
    const joined = list.join("");
    if (joined !== flat) addWhole(index, joined, found, less + 1);
    const light = language.lighten(list);
    for (const [short, forAliases] of /** @type {[string, boolean][]} */ ([[light, false], [language.lighten(list, "alias"), true]])) {
      if (short.length < 2) continue;
      /** @type {(label: Label) => boolean} */
      const fits = ({ sort }) => (sort === SORTS.ALIAS) === forAliases;
      for (const label of (index.light.get(short) ?? []).filter(fits)) {
        found.addWhole(label, LABELS[label.sort].whole - (forAliases ? 80 : 20) - less, true);
      }
      for (const label of (index.whole.get(short) ?? []).filter(fits)) {
        found.addWhole(label, LABELS[label.sort].whole - 22 - less, true);
      }
    }
    if (!flat) return;
    const ended = list.every((word) => index.wordIds.has(word));
    for (const start of new Set([flat, joined, light.length > 4 ? light : flat])) {
      for (let i = lowerBound(beginnings, start); beginnings[i]?.startsWith(start); i++) {
        const beginning = beginnings[i];
        if (beginning.length === start.length) continue;
        const ratio = start.length / beginning.length;
        for (const label of index.begun.get(beginning) ?? []) {
          const { sort } = label;
          if (sort === SORTS.ALIAS && ended && label.ids.length > list.length) found.addPart(label, 745 + 45 * ratio - less);
          else found.addPart(label, LABELS[sort].begun + 90 * ratio * LABELS[sort].part - less);
        }
      }
    }
  }

  /** The query with words put the way that the standard puts them.
   *  @type {(index: LookupIndex, list: string[]) => string[][]} */
  function variantsOf(index, list) {
    /** @type {string[]} */
    const forms = [];
    for (let i = 0; i < list.length;) {
      let took = 0;
      for (let n = Math.min(4, list.length - i); n && !took; n--) {
        const form = index.wordForms.get(list.slice(i, i + n).join(" "));
        if (form) {
          forms.push(...form);
          took = n;
        }
      }
      if (!took) forms.push(list[i]);
      i += took || 1;
    }
    return forms.join(" ") === list.join(" ") ? [] : [forms];
  }

  /** The words of a query, those apart that are written without blanks.
   *  @type {(index: LookupIndex, list: string[]) => string[]} */
  function partedWords(index, list) {
    return list.flatMap((word, at) =>
      (at >= MOST_FUZZY || index.wordIds.has(word) ? null : brokenWord(index, word, index.matches(word))) ?? [word]);
  }

  /** A run of letters as words of the vocabulary (`breasttomo`), or null.
   *  @type {(index: LookupIndex, word: string, matches: [id: number, quality: number][]) => string[] | null} */
  function brokenWord(index, word, matches) {
    const size = word.length;
    if (size < 5 || size > 60 || matches.some(([, quality]) => quality > 0.78)) return null;
    /** @type {(piece: string) => boolean} */
    const isPiece = (piece) => index.wordIds.has(piece) || index.wordIds.has(singular(piece)) || index.wordForms.has(piece);
    /** @type {(string[] | undefined)[]} */
    const best = [[]]; // the fewest words up to each letter
    for (let i = 0; i < size; i++) {
      const sofar = best[i];
      if (!sofar) continue;
      for (let length = Math.min(24, size - i); length; length--) {
        const j = i + length;
        const piece = fold(word.slice(i, j));
        if (piece.length < 3 && !index.language.short.has(piece)) continue;
        if (!isPiece(piece) && !(j === size && piece.length > 2 && index.wordTexts.some((text) => text.startsWith(piece)))) continue;
        const had = best[j];
        if (!had || had.length > sofar.length + 1) best[j] = [...sofar, singular(piece)];
      }
    }
    const out = best[size];
    return out && out.length > 1 && out.length <= Math.max(2, size / 3) ? out : null;
  }

  /** Score every text that shares words with the query: what they share, over that and what
   *  either lacks. Rare words count for more, and words not found for more than words not asked.
   *  @type {(index: LookupIndex, list: string[], found: LookupFound, less: number) => void} */
  function findWords(index, list, found, less) {
    const { language, wordIds, wordWeights } = index;
    const query = list.slice(0, MOST_WORDS).map((word, at) => ({ word, isFuzzy: at < MOST_FUZZY }));
    /** @type {Map<Label, [shared: number, weight: number, own: number]>} */
    const shared = new Map(); // label -> [shared, weight of its words that are shared, of the query's]
    /** @type {Map<Entry, number>} */
    const spread = new Map(); // entry -> what all its texts together share with the query
    let total = 0;
    /** @type {Set<string>} */
    const counted = new Set();
    for (const { word, isFuzzy } of query) {
      if (counted.has(word)) continue;
      counted.add(word);
      const ownId = wordIds.get(word);
      /** @type {[id: number, quality: number][]} */
      const matches = isFuzzy ? index.matches(word) : ownId === undefined ? [] : [[ownId, 1]];
      /** @type {Map<Label, [value: number, weight: number]>} */
      const best = new Map();
      const light = language.weights.get(word);
      let own = light !== undefined ? light * 2 : matches.length ? 0 : UNKNOWN_WORD;
      if (ownId !== undefined) own = wordWeights[ownId];
      else for (const [id, quality] of matches) own = Math.max(own, wordWeights[id] * quality);
      total += own;
      for (const [id, quality] of matches) {
        // A word that is one itself tells no more where it only begins or resembles another.
        const weight = ownId === undefined ? wordWeights[id] : Math.min(own, wordWeights[id]);
        for (const label of index.postings[id]) {
          const had = best.get(label);
          if (!had || had[0] < quality * weight) best.set(label, [quality * weight, weight]);
        }
      }
      /** @type {Map<Entry, number>} */
      const among = new Map(); // entry -> how well any of its texts has the word
      for (const [label, [value, weight]] of best) {
        if (SPREADS.has(label.entry.kind)) {
          const quality = (value / weight) * (label.sort === SORTS.TOPIC ? 0.9 : LABELS[label.sort].part);
          among.set(label.entry, Math.max(quality, among.get(label.entry) ?? 0));
        }
        const sum = shared.get(label);
        if (sum) {
          sum[0] += value;
          sum[1] += weight;
          sum[2] += own;
        } else shared.set(label, [value, weight, own]);
      }
      for (const [entry, quality] of among) spread.set(entry, (spread.get(entry) ?? 0) + quality * own);
    }
    const isLong = found.isQuestion || counted.size > 5;
    if (counted.size > 1) {
      for (const [entry, value] of spread) {
        if (value < total * SPREAD_LEAST) continue;
        const { label } = entry;
        const ofName = label ? (shared.get(label)?.[1] ?? 0) / index.weight(label) : 0;
        const unasked = entry.kind === "guide" ? 1 : 1 - ofName;
        found.addSpread(entry, SPREAD * (value / total) - UNASKED * unasked - less);
      }
    }
    for (const [label, [value, weight, own]] of shared) {
      const missing = total - own;
      const whole = index.weight(label);
      const unasked = Math.max(0, whole - weight);
      const likeness = value / (weight + 0.7 * missing + 0.3 * unasked);
      // A question that is asked nearly as a guide has it is that question.
      const isAsked = isLong && label.entry.kind === "guide" && own > ASKED_LEAST * total && weight > ASKED_LEAST * whole;
      found.addPart(label, 780 * likeness * LABELS[label.sort].part - less + (isAsked ? ASKED_ALIKE : 0));
    }
  }

  /** Of what fits nearly as well, that comes first which a word of the query is an alias of.
   *  @type {(index: LookupIndex, list: string[], found: LookupFound) => void} */
  function favour(index, list, found) {
    for (const word of list) {
      for (const { entry, sort } of index.whole.get(word) ?? []) {
        if (sort === SORTS.ALIAS) found.favour(entry, 16);
      }
    }
  }

  /** Names that a text is but for slips of the finger, as a whole or as far as it is typed.
   *  @type {(index: LookupIndex, flat: string, found: LookupFound) => void} */
  function findMisspelled(index, flat, found) {
    const most = edits(flat.length);
    if (flat.length < 5 || flat.length > 90) return;
    const bits = letters(flat);
    for (const [beginning, labels] of index.begun) {
      if (beginning.length + most < flat.length) continue;
      if (beginning[0] !== flat[0] && beginning[1] !== flat[1]) continue;
      if (labels.every((label) => bitCount(bits & ~(label.letters ||= letters(label.flat))) > most)) continue;
      const gap = distance(flat, beginning, most, true);
      if (gap > most) continue;
      const ratio = flat.length / beginning.length;
      const rest = beginning.length - flat.length;
      for (const label of labels) {
        if (label.sort === SORTS.CODE) continue;
        if (rest <= gap) {
          found.addWhole(label, LABELS[label.sort].whole - 140 - 60 * gap);
          continue;
        }
        const begun = label.sort === SORTS.ALIAS && ratio < 0.8 ? 40 : 0;
        found.addPart(label, (680 - 50 * gap + 70 * ratio - begun) * LABELS[label.sort].part);
      }
    }
  }

  /** Where in the sorted texts the ones from `text` on begin.
   *  @type {(texts: string[], text: string) => number} */
  function lowerBound(texts, text) {
    let low = 0;
    let high = texts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (texts[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ findText }));
})();
