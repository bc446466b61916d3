/* The look-up: takes anything people have in hand, says which registered thing it is.
 *
 *   const index = new SopLookup.Index();
 *   index.add(section);                   // once for each section of data (render/lookup_data.py)
 *   index.find("ct image", {limit: 12});  // -> {hits, messages, wants}
 *   index.identify("1.2.840.10008.1.2");  // -> what one UID is
 *   index.mentions(line);                 // -> every UID, tag and name that stands in a text
 *
 * Needs no document, so that it also runs in a worker and under test.
 */
(() => {
  "use strict";

  const DICOM_ROOT = "1.2.840.10008";
  const LONGEST_QUERY = 4000;

  /* ---------------------------------------------------------------- words */

  /** Words that English writes in one piece or two, and that people write the other way. */
  const JOINED = new Set([
    "a scan", "b scan", "bi plane", "c arm", "en face", "hard copy", "height map", "intra oral",
    "intra vascular", "label map", "look up", "multi channel", "multi frame", "point cloud",
    "q r", "real time", "rt struct", "soft copy", "stand alone", "tele therapy", "wide field",
    "work list", "x ray", "2 d", "3 d", "4 d",
  ]);

  /** The words of two letters that a run of letters can be made of. */
  const SHORT = new Set(["2d", "3d", "cr", "ct", "dx", "ko", "mg", "mr", "nm", "pr", "ps", "rt", "sc", "sr", "us", "vl", "xa", "xr"]);

  /** Words that say little: nearly every name has them. */
  const FAINT = new Map(Object.entries({
    storage: 0.25, image: 0.6, information: 0.3, model: 0.3, retired: 0.4,
    sop: 0.15, class: 0.15, uid: 0.15, dicom: 0.15, iod: 0.15, object: 0.2, instance: 0.3,
    scp: 0.2, scu: 0.2, xray: 0.6, digital: 0.6, file: 0.15, format: 0.15, type: 0.3, modality: 0.8, standard: 0.3, service: 0.4,
    a: 0.05, an: 0.05, and: 0.05, are: 0.05, as: 0.05, at: 0.05, be: 0.05, by: 0.05, can: 0.05,
    do: 0.05, for: 0.2, from: 0.05, how: 0.05, i: 0.05, in: 0.05, is: 0.05, it: 0.05, my: 0.05,
    of: 0.05, on: 0.05, or: 0.05, that: 0.05, the: 0.05, thi: 0.05, this: 0.05, to: 0.05, use: 0.1,
    what: 0.05, which: 0.05, with: 0.1, code: 0.2, name: 0.3, id: 0.3, number: 0.3, vs: 0.05,
  }));

  /* Words of questions about anything. */
  for (const word of ("accept accepted cannot convert list not open pac reject rejected send show support supported"
    + " unsupported viewer").split(" ")) FAINT.set(word, 0.2);

  /* Parts of the body that any image can show. */
  for (const part of ("abdomen abdominal ankle brain carotid elbow femur foot hand head hip kidney knee leg liver lumbar"
    + " neck pelvi pelvic prostate renal shoulder skull spine thoracic thorax thyroid wrist").split(" ")) FAINT.set(part, 0.3);

  /** Words that a name may go without and still be meant in full. */
  const LIGHT = new Set([
    "storage", "image", "sop", "class", "uid", "dicom", "iod", "object", "information", "model",
    "the", "a", "an", "in", "of", "and", "file", "instance", "document", "service", "scp", "scu",
  ]);

  /* What may be spelled the British way; most texts have none of it. */
  const BRITISH = /our|grey|[ao]e|is(?:e|ing|ation)|yse|[bt]re|ogue/;

  /** The same for what people call a thing, where other words may tell. */
  const LIGHT_IN_ALIAS = new Set([
    "storage", "image", "sop", "class", "uid", "dicom", "object", "file", "scp", "scu", "the", "a", "an", "in", "of",
  ]);

  /** Letters without accents, in lower case, spelled the American way. */
  function fold(text) {
    let out = text;
    if (/[^\x00-\x7f]/.test(out)) {
      out = out.normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]/g, "").replace(/\u2019/g, "'");
    }
    out = out.toLowerCase();
    if (out.includes("'")) out = out.replace(/'s\b/g, "");
    if (!BRITISH.test(out)) return out;
    return out
      .replace(/\b(col|tum|behavi|fav|neighb|od|vap|arm|lab)our/g, "$1or")
      .replace(/\bgrey/g, "gray")
      .replace(/\boe(?=[ds])/g, "e") // oedema, oesophagus
      .replace(/(?<=[a-z])(?:ae|oe)(?=[cdmst])/g, "e") // haemo, paediatric, foetal
      .replace(/([a-z]{3})is(e[ds]?|ing|ation)\b/g, "$1iz$2")
      .replace(/([a-z]{2})yse\b/g, "$1yze")
      .replace(/\b(cent|fib|met|lit)re/g, "$1er")
      .replace(/\b(catal|dial)ogue/g, "$1og");
  }

  /** `CTImageStorage` as `CT Image Storage`, `General32bitECG` as `General 32 bit ECG`. */
  function uncamel(text) {
    return text
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
      .replace(/([A-Za-z])(\d)/g, "$1 $2")
      .replace(/(\d)([A-Za-z])/g, "$1 $2")
      .replace(/\b([234]) ([dD])(?![a-z])/g, "$1$2");
  }

  function singular(word) {
    if (word.length < 4 || /(?:ss|us|is)$/.test(word) || !word.endsWith("s")) return word;
    return word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  }

  /** The words of a text, as they are compared: folded, singular, common pairs joined. */
  function words(text) {
    const parts = fold(uncamel(text)).split(/[^a-z0-9]+/);
    const out = [];
    for (const part of parts) {
      if (!part) continue;
      const last = out.length - 1;
      if (last >= 0 && JOINED.has(`${out[last]} ${part}`)) out[last] += part;
      else out.push(singular(part));
    }
    return out;
  }

  /** A text without anything but its letters and digits: `CT_IMAGE-Storage` is `ctimagestorage`. */
  const squash = (text) => fold(text).replace(/[^a-z0-9]+/g, "");

  /** The same without the words that add nothing: `CT Image Storage SOP Class` is `ct`. */
  const lighten = (list, silent = LIGHT) => list.filter((word) => !silent.has(word)).join("");

  /* Three rows of the table of distances, used again and again. */
  let above = new Uint8Array(256);
  let before = new Uint8Array(256);
  let row = new Uint8Array(256);

  /** Edits (insert, delete, replace, swap neighbours) from `a` to `b`, or `most + 1` if more.
   *  With `open`, from `a` to the nearest beginning of `b`. Both have fewer than 256 letters. */
  function distance(a, b, most, open = false) {
    if (a.length - b.length > most || (!open && b.length - a.length > most)) return most + 1;
    const width = Math.min(255, open ? Math.min(b.length, a.length + most) : b.length);
    for (let j = 0; j <= width; j++) above[j] = j;
    for (let i = 1; i <= a.length; i++) {
      const letter = a.charCodeAt(i - 1);
      const last = i > 1 ? a.charCodeAt(i - 2) : -1;
      row[0] = i;
      let least = i;
      for (let j = 1; j <= width; j++) {
        const other = b.charCodeAt(j - 1);
        let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter === other ? 0 : 1));
        if (last === other && j > 1 && letter === b.charCodeAt(j - 2)) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [before, above, row] = [above, row, before];
    }
    if (!open) return above[width];
    let best = above[0];
    for (let j = 1; j <= width; j++) if (above[j] < best) best = above[j];
    return best;
  }

  const edits = (length) => (length < 4 ? 0 : length < 8 ? 1 : length < 15 ? 2 : 3);

  /* ----------------------------------------------------------------- UIDs */

  /** Whether every arc of the UID is a number as a UID writes it. */
  const isUid = (text) => /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/.test(text);

  const startsAtArc = (uid, head) => uid === head || uid.startsWith(`${head}.`);
  const endsAtArc = (uid, tail) => uid === tail || uid.endsWith(`.${tail}`);

  /** -1, 0 or 1 as the arcs of `a` are below, equal to or above those of `b`. */
  function compareUids(a, b) {
    const left = a.split(".");
    const right = b.split(".");
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      const gap = left[i].length - right[i].length || (left[i] < right[i] ? -1 : +(left[i] > right[i]));
      if (gap) return Math.sign(gap);
    }
    return Math.sign(left.length - right.length);
  }

  /** A text in which every UID is written as digits and dots, whatever it was written as. */
  function tidy(raw) {
    return raw
      .slice(0, LONGEST_QUERY)
      .normalize("NFKC")
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
      .replace(/\0|\\(?:0|x00|u0000)(?![0-9])|%00|\^@|<nul>|\u2400/gi, " ")
      .replace(/%2e|\\\./gi, ".")
      .replace(/%20|\u00a0/gi, " ")
      .replace(/[\u2010-\u2015]/g, "-")
      .replace(/[a-z][a-z0-9-]*\((\d+)\)/gi, (all, arc, at, text) =>
        (/\d\)?[\s.]*$|[{(]\s*$|^$/.test(text.slice(0, at)) ? arc : all)) // iso(1) member-body(2)
      .replace(/(?<!\d)1([ ,_/\-]+)2\1(?:840)\1[\d ,_/\-]*\d/g, (run) => run.replace(/[ ,_/\-]+/g, "."))
      .replace(/(\d(?:\.\d+)+\.)\s+(?=\d)/g, "$1")
      .replace(/(\.\d+)\s+(?=\.\d)/g, "$1");
  }

  /* Where a UID that does not begin with the DICOM root can begin inside a run of digits. */
  const OTHER_BEGINNING = /^(?:1\.[23]\.\d|2\.(?:16|25)\.\d)/;

  /** The UIDs that stand in a run of digits and dots, which may be two run together. */
  function separate(run, isKnown) {
    const parts = [];
    let rest = run;
    for (;;) {
      const next = rest.indexOf(`${DICOM_ROOT}.`, 1);
      parts.push(next < 0 ? rest : rest.slice(0, next));
      if (next < 0) break;
      rest = rest.slice(next);
    }
    return parts.flatMap((part) => {
      const uid = part.replace(/^\.+|\.+$/g, "");
      if (!uid.startsWith(`${DICOM_ROOT}.`) || isKnown(uid)) return [uid];
      for (let cut = uid.length - 8; cut > DICOM_ROOT.length; cut--) {
        const head = uid.slice(0, cut).replace(/\.$/, "");
        if (OTHER_BEGINNING.test(uid.slice(cut)) && isKnown(head)) return [head, uid.slice(cut)];
      }
      return [uid];
    }).filter(Boolean);
  }

  /* ----------------------------------------------------------------- tags */

  const padded = (hex) => hex.padStart(4, "0");

  /** The tags in a text, lower case without comma: `(0008,0016)` and its like are `00080016`. */
  function tagsIn(text) {
    const out = [];
    const push = (match, tag) => out.push({ tag: tag.toLowerCase(), at: match.index, length: match[0].length });
    for (const m of text.matchAll(/[([{<]\s*([\da-f]{4})\s*[,|:; ]\s*([\da-fx]{4})\s*[)\]}>]/gi)) push(m, m[1] + m[2]);
    for (const m of text.matchAll(/0x([\da-f]{1,4})\s*[,|:;]\s*0x([\da-f]{1,4})\b/gi)) push(m, padded(m[1]) + padded(m[2]));
    for (const m of text.matchAll(/(?:\b0x|["'\b]x?)([\da-f]{8})\b/gi)) push(m, m[1]);
    for (const m of text.matchAll(/(?:^|[\s;])([\da-f]{4}),([\da-fx]{4})(?=$|[\s;])/gi)) push(m, m[1] + m[2]);
    return out.sort((a, b) => a.at - b.at);
  }

  /** The tag, or its beginning, that a query is as a whole; empty if it is none. */
  function wholeTag(query) {
    const text = query.replace(/^(?:tag|element|attribute|dicom tag)\b[\s:=]*/i, "").replace(/^["'`]+|["'`]+$/g, "");
    let m = /^[([{<]?\s*(?:0x)?([\da-fx]{4})\s*[,|:;]\s*(?:0x)?([\da-fx]{0,4})\s*[)\]}>]?$/i.exec(text);
    if (m) return (m[1] + m[2]).toLowerCase();
    m = /^[([{<]?([\da-f]{4})\s+([\da-fx]{4})[)\]}>]?$/i.exec(text);
    if (m) return (m[1] + m[2]).toLowerCase();
    m = /^\(\s*(?:0x)?([\da-f]{1,4})\s*,\s*(?:0x)?([\da-f]{1,4})\s*\)$|^0x([\da-f]{1,4})\s*,\s*0x([\da-f]{1,4})$/i.exec(text);
    if (m) return (padded(m[1] ?? m[3]) + padded(m[2] ?? m[4])).toLowerCase();
    m = /^(?:0x|x)?([\da-f]{8})$/i.exec(text);
    return m ? m[1].toLowerCase() : "";
  }

  /* ---------------------------------------------------------------- index */

  /* What a text is to the thing it belongs to, the weight that it has as a whole and in part. */
  const LABELS = [
    { what: "name", whole: 1000, part: 1 },
    { what: "keyword", whole: 1000, part: 1 },
    { what: "constant", whole: 995, part: 0.97 },
    { what: "former name", whole: 985, part: 0.95 },
    { what: "alias", whole: 990, part: 0.97 },
    { what: "code", whole: 975, part: 0.8 },
    { what: "end of the name", whole: 900, part: 0.9 },
    { what: "topic", whole: 0, part: 0.5 },
  ];
  const BEGUN = [790, 790, 788, 780, 770, 770, 775]; // what fits as a beginning, by the same order
  const NAME = 0, KEYWORD = 1, CONSTANT = 2, FORMER = 3, ALIAS = 4, CODE = 5, END = 6, TOPIC = 7;

  /* Which kind comes first, where a text fits more than one: as a whole, and in part. */
  const KINDS = {
    "sop-class": { whole: 0, part: 40, uid: 4 },
    "transfer-syntax": { whole: 12, part: 25, uid: 3 },
    "uid": { whole: -4, part: 0, uid: 1 },
    "private": { whole: -6, part: 0, uid: 0 },
    "page": { whole: -50, part: -120, uid: 0 },
    "service-class": { whole: -110, part: -15, uid: 0 },
    "attribute": { whole: -10, part: -170, uid: 0 },
    "module": { whole: -150, part: -180, uid: 0 },
    "iod": { whole: -160, part: -220, uid: 0 },
  };

  /* The kinds whose names may go without the words that say little. */
  const LIGHTENED = new Set(["sop-class", "transfer-syntax", "uid", "service-class"]);

  /* The kinds that a presentation context names. */
  const NEGOTIATED = new Set(["sop-class", "transfer-syntax"]);

  /* Words in a query that say which kind is meant. */
  const KIND_WORDS = [
    [/\btransfer[ -]?syntax(?:es)?\b|\bts\b/i, ["transfer-syntax"]],
    [/\bservice[ -]?class(?:es)?\b/i, ["service-class", "uid"]],
    [/\bmodules?\b/i, ["module"]],
    [/\biods?\b/i, ["iod"]],
    [/\b(?:attributes?|tags?|data ?elements?)\b/i, ["attribute"]],
    [/\b(?:sop[ -]?class(?:es)?|abstract[ -]?syntax(?:es)?)\b/i, ["sop-class"]],
    [/\bframe of reference\b|\bcoding scheme\b|\bldap\b|\bwell[ -]known\b/i, ["uid"]],
    [/\bguide\b/i, ["page"]],
  ];

  const STORAGE = `${DICOM_ROOT}.5.1.4.1.1.`;
  const RETIRED_WHOLE = 60;
  const RETIRED_PART = 70;
  const UNKNOWN_WORD = 3;

  /* What it is worth that the words of a query stand in different texts of one thing, if most do. */
  const SPREAD = 620;
  const SPREAD_LEAST = 0.8;
  const UNASKED = 40; // and how much less if its name has other words

  const NEARLY = 10;
  const FAR = 0.55; // what fits less than this part of the best is not worth showing

  class Index {
    constructor() {
      this.entries = [];
      this.kinds = new Map();
      this.byUid = new Map();
      this.byTag = new Map();
      this.tagMasks = [];
      this.misprints = new Map();
      this.roots = [];
      this.wordForms = new Map();
      this.sections = new Set();
      this.labels = []; // {entry, sort, text, flat, light, ids, weight, letters}
      this.sorted = []; // [how a text can begin, label], in the order of the former
      this.whole = new Map(); // squashed text -> labels
      this.light = new Map(); // lightened text -> labels
      this.wordIds = new Map();
      this.wordTexts = [];
      this.postings = []; // word id -> labels
      this.wordEntries = []; // word id -> number of entries that have it
      this.wordWeights = null;
      this.matchCache = new Map();
    }

    /** Take in a section of data at once. */
    add(section) {
      for (const _ of this.adding(section)) { /* to the end */ }
    }

    /** The same in steps, so that a page can stay responsive: each `next()` does a little. */
    *adding(section) {
      for (const [word, form] of section.words ?? []) this.wordForms.set(words(word).join(" "), words(form));
      for (const misprint of section.misprints ?? []) {
        this.misprints.set(misprint[0], { printed: misprint[0], uid: misprint[1], where: misprint[2] });
      }
      this.roots.push(...(section.roots ?? []));
      this.roots.sort((a, b) => b[0].length - a[0].length);
      const topics = section.topics ?? [];
      for (const { kind, word, path, rows } of section.kinds) {
        this.kinds.set(kind, { word, path });
        let step = 0;
        for (const row of rows) {
          this.#enter(kind, row, topics);
          if (++step % 100 === 0) yield step;
        }
      }
      this.sorted.sort((a, b) => (a[0] < b[0] ? -1 : +(a[0] > b[0])));
      this.sections.add(section.section);
      this.wordWeights = null;
      this.matchCache.clear();
    }

    #enter(kind, row, topics) {
      const [id, name, keyword, status, rank, constants, former, aliases, codes, topicIds] = row;
      const isUidKind = /^\d+(\.\d+)+$/.test(id);
      const entry = {
        number: this.entries.length,
        kind,
        id,
        name,
        keyword: keyword === 0 ? "" : keyword === "" || keyword === undefined ? derivedKeyword(name) : keyword,
        status: status ? "retired" : "active",
        rank: rank ?? 0,
        uid: isUidKind ? id : "",
        tag: kind === "attribute" ? id : "",
        path: this.kinds.get(kind).path.replace("*", id),
        label: null, // its name
      };
      this.entries.push(entry);
      if (entry.uid) this.byUid.set(id, entry);
      if (entry.tag) {
        this.byTag.set(id, entry);
        if (id.includes("x")) this.tagMasks.push([new RegExp(`^${id.replace(/x/g, "[0-9a-f]")}$`), entry]);
      }
      const list = (text) => (text ? text.split("|") : []);
      const seen = new Set();
      const label = (text, sort) => {
        const flat = squash(text);
        if (!flat || seen.has(flat)) return;
        seen.add(flat);
        this.#label(entry, sort, text, flat);
      };
      label(name, NAME);
      if (entry.keyword) label(entry.keyword, KEYWORD);
      for (const text of list(aliases)) label(text, ALIAS);
      for (const text of list(constants)) label(text, CONSTANT);
      for (const text of list(former)) label(text, FORMER);
      for (const text of list(codes)) label(text, CODE);
      for (const at of topicIds ?? []) this.#label(entry, TOPIC, topics[at], "");
      if (kind === "sop-class" || kind === "transfer-syntax") {
        const parts = words(name).filter((word) => !LIGHT.has(word));
        for (let i = 1; i < parts.length; i++) {
          const flat = parts.slice(i).join("");
          if (flat.length > 3 && !seen.has(flat)) this.#label(entry, END, parts.slice(i).join(" "), flat);
        }
      }
    }

    #label(entry, sort, text, flat) {
      const list = words(text);
      const ids = [];
      for (const word of list) {
        let id = this.wordIds.get(word);
        if (id === undefined) {
          id = this.wordTexts.length;
          this.wordIds.set(word, id);
          this.wordTexts.push(word);
          this.postings.push([]);
          this.wordEntries.push(0);
        }
        if (!ids.includes(id)) ids.push(id);
      }
      const light = sort > ALIAS || !LIGHTENED.has(entry.kind) ? ""
        : lighten(list, sort === ALIAS ? LIGHT_IN_ALIAS : LIGHT);
      const label = { entry, sort, text, flat, light: light === flat ? "" : light, ids, weight: 0, letters: letters(flat) };
      this.labels.push(label);
      entry.label ??= label;
      const begins = !/^(?:RETIRED|DRAFT)_/.test(text); // nobody begins to type a name with that
      if (flat && begins) this.sorted.push([flat, label]);
      if (label.light && begins) this.sorted.push([label.light, label]);
      if (sort === END) ids.length = 0; // its words are those of the name
      for (const id of ids) {
        const posting = this.postings[id];
        if (!posting.length || posting[posting.length - 1].entry !== entry) this.wordEntries[id] += 1;
        posting.push(label);
      }
      if (flat) push(this.whole, flat, label);
      if (label.light) push(this.light, label.light, label);
    }

    /** How much each word tells, and each text in all: rare words tell more. */
    #weigh() {
      if (this.wordWeights) return;
      const count = this.entries.length || 1;
      this.wordWeights = this.wordTexts.map((word, id) =>
        Math.max(1, Math.log(1 + count / this.wordEntries[id])) * (FAINT.get(word) ?? 1));
      for (const label of this.labels) {
        label.weight = 0;
        for (const id of label.ids) label.weight += this.wordWeights[id];
      }
    }

    /* -------------------------------------------------------------- finding */

    /** What `query` means, best first.
     *
     *  `hits`: entries with `url` and `why` (what matched); `messages`: warnings, each with `kind`
     *  (misprint, private, unregistered, partial, tag) and `text`; `wants`: the section of data
     *  that is not there yet and may hold a better answer, or an empty string. */
    find(query, { limit = 12 } = {}) {
      this.#weigh();
      const text = tidy(query).replace(/\s+/g, " ").trim();
      const found = new Found(this);
      if (text) this.#findIn(text, found);
      const wants = text && !this.sections.has("more") ? "more" : "";
      return { query, hits: found.best(limit), messages: found.messages, wants };
    }

    #findIn(text, found) {
      const tag = wholeTag(text);
      if (tag && this.#findTag(tag, found)) return;
      if (this.#findUids(text, found)) return;
      const tags = tagsIn(text);
      if (tags.length) {
        let rest = text;
        for (const { at, length } of [...tags].reverse()) rest = `${rest.slice(0, at)} ${rest.slice(at + length)}`;
        this.#findMentions(rest, found, ({ entry, sort }) => entry.uid && !(sort === ALIAS && entry.kind === "sop-class"));
        for (const { tag: each } of tags) this.#findTag(each, found, 500);
        if (found.size) return;
      }
      this.#findText(text, found);
    }

    #findTag(tag, found, score = 1000) {
      if (tag.length === 8) {
        const entry = this.byTag.get(tag) ?? this.tagMasks.find(([mask]) => mask.test(tag))?.[1];
        if (entry) {
          found.add(entry, score, "tag");
          return true;
        }
        if (!/^[\da-f]{8}$/.test(tag)) return false;
      }
      const shown = `(${tag.slice(0, 4)},${tag.slice(4).padEnd(4, "·")})`;
      const group = parseInt(tag.slice(0, 4), 16);
      if (tag.length === 8 && group % 2 === 1 && group > 8) {
        found.say("tag", `${shown} is a private tag: its group ${tag.slice(0, 4)} is odd, so its meaning is its maker's.`);
        return true;
      }
      if (tag.length === 8) {
        if (this.sections.has("more")) found.say("tag", `${shown} is not in the data dictionary.`);
        return score === 1000 && this.sections.has("more");
      }
      for (const [id, entry] of this.byTag) {
        if (id.startsWith(tag)) found.add(entry, score - 200 - parseInt(id.slice(4), 16) / 65536, "tag");
      }
      return found.size > 0;
    }

    /* Words that may stand beside a part of a UID without being looked up themselves. */
    static #BESIDE_UID = /^(?:uids?|oid|urn|sop|class|classes|abstract|transfer|syntax|what|is|the|a|which|that|ends?|ending|starts?|starting|begins?|beginning|with|in|of|for|ui|dicom|tail|suffix|prefix|lookup|look|up|find|meaning|means?|mean|does|unknown|unsupported)$/i;

    #findUids(text, found) {
      const bare = text
        .replace(/^\W*(?:urn:)?oid[:=]?\s*/i, "")
        .replace(/^[\s"'`([{<=:#,;]+|[\s"'`)\]}>=,;:]+$/g, "");
      const wild = /^[\d.]*(?:(?:\.{2,}|…|\[(?:\.+|…)\]|\*|(?<=\.|^)[xyz]+(?=\.))[\d.]*)+$/i.test(bare) && /\d/.test(bare);
      if (wild) {
        const parts = bare.replace(/…|\[(?:\.+|…)\]|\*|[xyz]+/gi, "...").split(/\.{2,}/);
        if (parts.some((part) => part.includes(".") || part.length > 1)) {
          this.#findPattern(parts, found);
          return true;
        }
      }
      let runs = [...text.matchAll(/\d+(?:\.+\d+)+/g)].map((m) => m[0].replace(/\.{2,}/g, "."));
      if (!runs.length && /^[\doil.]+$/i.test(bare) && /\d\D*\d/.test(bare) && (bare.match(/\./g) ?? []).length > 3) {
        runs = [bare];
      }
      if (/^[\doil.]+$/i.test(bare) && /[oil]/i.test(bare) && (bare.match(/\./g) ?? []).length > 3) {
        runs = [bare.replace(/o/gi, "0").replace(/[il]/gi, "1")]; // read by eye or machine
      }
      if (!runs.length) {
        const spaced = /^[{(]?\s*(\d+(?:[ ,_/\-]+\d+){2,})\s*[)}]?$/.exec(bare);
        const arcs = spaced?.[1].replace(/[ ,_/\-]+/g, ".");
        const short = /^\.(\d+)\.?$/.exec(bare);
        if (arcs && !/^(?:19|20)\d\d\./.test(arcs)) runs = [arcs];
        else if (short) runs = [short[1]];
        else return false;
      }
      const uids = runs.flatMap((run) => separate(run, (uid) => this.#isKnown(uid)));
      const beside = text.replace(/\d+(?:\.+\d+)+/g, " ").match(/[A-Za-z]{2,}/g) ?? [];
      const alone = beside.every((word) => Index.#BESIDE_UID.test(word));
      if (alone && uids.length === 1) {
        this.#findPart(uids[0], found);
        return true;
      }
      uids.forEach((uid, at) => this.#findFull(uid, at, found));
      if (found.size) {
        this.#findMentions(text, found, ({ entry }) => entry.kind === "page", 700);
        return true;
      }
      if (alone || beside.length < 3) {
        const tails = uids.filter((uid) => uid.split(".").length > 2 || (alone && uid.includes(".")));
        for (const uid of tails) this.#findPart(uid, found, true);
      }
      if (!found.size && found.messages.length) return true;
      return found.size > 0;
    }

    #isKnown(uid) {
      return this.byUid.has(uid) || this.misprints.has(uid);
    }

    /** A UID among other things: it counts only as a whole. */
    #findFull(uid, at, found) {
      const meaning = this.identify(uid);
      if (meaning.misprint) {
        found.add(meaning.entry, 990 - at, "uid");
        found.say("misprint", misprintText(meaning.misprint, meaning.entry), meaning.entry);
      } else if (meaning.entry) {
        const bonus = { "sop-class": 0, "private": -150, "transfer-syntax": -200 }[meaning.entry.kind] ?? -250;
        found.add(meaning.entry, 990 + bonus - at, "uid");
      } else if (meaning.nearest) {
        found.say("unregistered", unregisteredText(uid), meaning.nearest[0]);
        meaning.nearest.forEach((entry, i) => found.add(entry, 400 - i - at, "nearest"));
      } else if (meaning.root && !found.size) {
        found.remark("private", privateText(uid, meaning.root));
      }
    }

    /** A UID that is all there is: whole, or its beginning, middle or end. */
    #findPart(part, found, full = false) {
      const uid = part.split(".").map((arc) => arc.replace(/^0+(?=\d)/, "")).join(".");
      if (uid !== part) found.say("partial", `No arc of a UID begins with 0: read as ${uid}.`);
      const misprint = this.misprints.get(uid);
      if (misprint) {
        const entry = this.byUid.get(misprint.uid);
        found.add(entry, 1100, "uid");
        found.say("misprint", misprintText(misprint, entry), entry);
      }
      for (const entry of this.entries) {
        if (!entry.uid) continue;
        const score = uidScore(entry.uid, uid);
        if (!score) continue;
        if (entry.kind === "private" && score < 600) continue;
        const prior = entry.uid.startsWith(STORAGE) ? 8 : KINDS[entry.kind].uid;
        const order = score >= 1000 ? 0 : prior - (entry.status === "retired" ? 20 : 0) - entry.uid.length / 10;
        found.add(entry, score + order, score >= 1000 ? "uid" : "part of the UID");
      }
      const exact = this.byUid.get(uid);
      if (exact || misprint || full) return;
      const arcs = uid.split(".").length;
      const below = uid.startsWith(`${DICOM_ROOT}.`);
      if (below) {
        if (found.size) {
          found.say("partial", `${uid} itself is not registered; the UIDs below begin with it.`);
        } else {
          const nearest = this.#nearest(uid);
          found.say("unregistered", unregisteredText(uid), nearest[0]);
          nearest.forEach((entry, i) => found.add(entry, 400 - i, "nearest"));
        }
        return;
      }
      if (found.size) return;
      const root = this.#root(uid);
      if (root) found.say("private", privateText(uid, root));
      else if (uid.length > 14) {
        const nearest = this.#nearest(uid, 2);
        if (nearest.length) {
          found.say("unregistered", `${uid} is not a registered UID. It differs little from the one below.`, nearest[0]);
          nearest.forEach((entry, i) => found.add(entry, 400 - i, "nearest"));
        } else if (/^[012]\./.test(uid) && arcs > 3) {
          found.say("private", `${uid} is not under the DICOM root ${DICOM_ROOT}: a private UID, of a root that is not known here.`);
        }
      } else if (/^[012]\./.test(uid) && arcs > 4) {
        found.say("private", `${uid} is no part of a registered UID.`);
      }
    }

    /** A UID of which something in between is left out. */
    #findPattern(parts, found) {
      const [head, tail] = [parts[0], parts[parts.length - 1]];
      const middles = parts.slice(1, -1).filter(Boolean);
      const start = head.replace(/\.+$/, "");
      const end = tail.replace(/^\.+/, "").replace(/\.+$/, "");
      for (const entry of this.entries) {
        const { uid } = entry;
        if (!uid || uid.length < start.length + end.length) continue;
        if (!uid.startsWith(start) || !uid.endsWith(end)) continue;
        let at = start.length;
        let fits = true;
        for (const middle of middles) {
          const next = uid.indexOf(middle.replace(/^\.+|\.+$/g, ""), at);
          fits = next >= 0;
          if (!fits) break;
          at = next + middle.length;
        }
        if (!fits) continue;
        const clean = (!start || startsAtArc(uid, start)) && (!end || endsAtArc(uid, end));
        const prior = uid.startsWith(STORAGE) ? 8 : KINDS[entry.kind].uid;
        const exact = uid === start || uid === end ? 100 : 0;
        found.add(entry, (clean ? 900 : 500) + exact + prior - (entry.status === "retired" ? 20 : 0) - uid.length / 10, "part of the UID");
      }
      if (!found.size) found.say("partial", "No registered UID has these parts.");
    }

    /** What one whole UID is: `{uid, entry}`, `{uid, entry, misprint}`, `{uid, nearest}` if it is
     *  under the DICOM root but not registered, or `{uid, root}` if it is private
     *  (`root` is null where nobody is known). */
    identify(uid) {
      const entry = this.byUid.get(uid);
      if (entry) return { uid, entry };
      const misprint = this.misprints.get(uid);
      if (misprint) return { uid, misprint, entry: this.byUid.get(misprint.uid) };
      if (startsAtArc(uid, DICOM_ROOT)) return { uid, nearest: this.#nearest(uid) };
      return { uid, root: this.#root(uid) };
    }

    #root(uid) {
      const row = this.roots.find(([root]) => startsAtArc(uid, root) && root !== DICOM_ROOT);
      return row ? { root: row[0], organisation: row[1] } : null;
    }

    /** Registered UIDs that differ least from `uid`, at most five. */
    #nearest(uid, most = 3) {
      const parent = this.byUid.get(uid.slice(0, uid.lastIndexOf(".")));
      const near = [];
      for (const entry of this.entries) {
        if (!entry.uid || entry.kind === "private") continue;
        const gap = entry === parent ? Math.min(0.9, most) : distance(uid, entry.uid, most);
        if (gap > most) continue;
        const prior = entry.uid.startsWith(STORAGE) ? 0.3 : 0;
        near.push([gap - prior + (entry.status === "retired" ? 0.2 : 0), entry]);
      }
      near.sort((a, b) => a[0] - b[0] || compareUids(a[1].uid, b[1].uid));
      return near.slice(0, 5).map(([, entry]) => entry);
    }

    /* ---------------------------------------------------------------- text */

    /* What CTN, LEADTOOLS and MergeCOM put before the name of a SOP Class in their constants. */
    static #KIT_PREFIX = /(?<![A-Za-z\d_])(?:DICOM_SOP(?:CLASS)?_?|(?:DICOM_)?CLASS_|STANDARD_)(?=[A-Z\d])/g;

    /* What is named only to say that it is not meant: `(not whole slide)`, `, but not enhanced`. */
    static #NOT_MEANT = /(?:[(,;-]\s*|\bbut\s+)not\s+(?:an?\s+|the\s+|for\s+)?[^),;]*/gi;

    #findText(whole, found) {
      const text = whole.replace(Index.#KIT_PREFIX, "").replace(Index.#NOT_MEANT, " ").trim() || whole;
      const kinds = new Set();
      const asked = KIND_WORDS.filter(([pattern]) => pattern.test(text));
      for (const [, named] of asked) named.forEach((kind) => kinds.add(kind));
      const list = words(text);
      const parted = this.#parted(list);
      const variants = this.#variants(parted);
      found.prefer(text, kinds, new Set([...list, ...variants.flat()]));
      this.#findIdentifiers(text, found);
      this.#findWhole(text, list, found, 0);
      for (const [pattern, named] of asked) {
        const bare = text.replace(pattern, " ").trim();
        found.only = named;
        this.#findWhole(bare, words(bare), found, 5);
        found.only = null;
      }
      for (const variant of variants) {
        this.#findWhole(variant.join(" "), variant, found, 12);
        this.#findWords(variant, found, 8);
      }
      if (list.length) this.#findWords(parted, found, 0);
      if (list.length > 1 && list.length < 8) this.#favour(list, found);
      if (found.top < 900 && !parted.every((word, i) => this.#isWord(word, i === parted.length - 1))) {
        this.#findMisspelled(squash(text), found);
      }
      if (list.length > 3 || /[=:()[\]{}"';<>]/.test(text)) {
        this.#findMentions(text, found);
        this.#findCapitals(text, found);
      }
    }

    /* What stands before or after a name in source code. */
    static #BEFORE_NAME = /^(?:uid|sopclass|sop_class|retired|draft|dcm|dcmtag|tag|tags|dicomtag|dicomuid|dicomtransfersyntax)_(?=[a-z0-9])/i;

    /** The names that an identifier in source code can stand for. */
    static #spellings(identifier) {
      const out = [identifier];
      let rest = identifier;
      if (/^k[A-Z][A-Za-z]/.test(rest)) out.push(rest.slice(1));
      for (let i = 0; i < 3 && Index.#BEFORE_NAME.test(rest); i++) {
        rest = rest.replace(Index.#BEFORE_NAME, "");
        out.push(rest);
      }
      for (const name of [...out]) {
        const shorter = name.replace(/_?(?:SOP_?)?(?:Class|Instance)?_?UID$|_?SOP_?Class$|_?Transfer_?Syntax$|_?RETIRED$/i, "");
        if (shorter && shorter !== name) out.push(shorter);
      }
      return out;
    }

    #findIdentifiers(text, found) {
      const whole = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      const last = whole.split(/::|->|(?:[.:#\\]|(?<=\/.*)\/)(?=[A-Za-z_])/).pop().replace(/[^\w]+$/, "");
      const isOne = /^[\w.:#>/\\@+-]+$/.test(whole) && !/\s/.test(whole);
      if (!isOne) return;
      const names = [whole, last.length > 3 ? last : ""].flatMap((candidate) => Index.#spellings(candidate)).map(squash);
      const name = names.find((flat) => this.whole.has(flat));
      if (name) this.#addWhole(name, found, 0);
    }

    #addWhole(flat, found, less) {
      for (const label of this.whole.get(flat) ?? []) found.addWhole(label, LABELS[label.sort].whole - less);
    }

    #findWhole(text, list, found, less) {
      const flat = squash(text);
      this.#addWhole(flat, found, less);
      const joined = list.join("");
      if (joined !== flat) this.#addWhole(joined, found, less + 1);
      const light = lighten(list);
      for (const [short, forAliases] of [[light, false], [lighten(list, LIGHT_IN_ALIAS), true]]) {
        if (short.length < 2) continue;
        const fits = ({ sort }) => (sort === ALIAS) === forAliases;
        for (const label of (this.light.get(short) ?? []).filter(fits)) {
          found.addWhole(label, LABELS[label.sort].whole - (forAliases ? 80 : 20) - less, true);
        }
        if (short === flat || short === joined) continue;
        for (const label of (this.whole.get(short) ?? []).filter(fits)) {
          found.addWhole(label, LABELS[label.sort].whole - 22 - less, true);
        }
      }
      if (!flat || !joined) return;
      const ended = list.every((word) => this.wordIds.has(word));
      for (const start of new Set([flat, joined, light.length > 4 ? light : flat])) {
        for (let i = lowerBound(this.sorted, start); i < this.sorted.length && this.sorted[i][0].startsWith(start); i++) {
          const [beginning, label] = this.sorted[i];
          if (beginning.length === start.length) continue;
          const ratio = start.length / beginning.length;
          const { sort } = label;
          if (sort === ALIAS && ended && label.ids.length > list.length) found.addPart(label, 745 + 45 * ratio - less);
          else found.addPart(label, BEGUN[sort] + 90 * ratio * LABELS[sort].part - less);
        }
      }
    }

    /** The query with words put the way that the standard puts them. */
    #variants(list) {
      const out = [];
      const forms = [];
      for (let i = 0; i < list.length;) {
        let took = 0;
        for (let n = Math.min(4, list.length - i); n > 0 && !took; n--) {
          const form = this.wordForms.get(list.slice(i, i + n).join(" "));
          if (form) {
            forms.push(...form);
            took = n;
          }
        }
        if (!took) forms.push(list[i]);
        i += took || 1;
      }
      if (forms.join(" ") !== list.join(" ")) out.push(forms);
      return out;
    }

    /** The words of the vocabulary that a word of the query can mean: [[id, how well 0..1]]. */
    #matches(word, isLast) {
      const key = isLast ? `${word}*` : word;
      const cached = this.matchCache.get(key);
      if (cached) return cached;
      const out = [];
      const exact = this.wordIds.get(word);
      if (exact !== undefined) out.push([exact, 1]);
      const most = edits(word.length);
      const stem = Math.max(5, Math.ceil(word.length * 0.6));
      for (let id = 0; id < this.wordTexts.length; id++) {
        if (id === exact) continue;
        const other = this.wordTexts[id];
        if (other.startsWith(word)) {
          if (word.length > 1) out.push([id, 0.55 + 0.4 * (word.length / other.length)]);
          continue;
        }
        const same = commonStart(word, other);
        const hasStem = same >= stem && same >= other.length * 0.55;
        const ofStem = hasStem ? 0.85 * (same / Math.max(word.length, other.length)) : 0;
        const canSlip = exact === undefined && most && !/^\d/.test(word) && word.length - other.length <= most;
        if (canSlip && other.length - word.length <= most) {
          const gap = distance(word, other, most);
          if (gap <= most) {
            out.push([id, Math.max(ofStem, (word[0] === other[0] ? 0.95 : 0.85) - gap / word.length)]);
            continue;
          }
        }
        if (hasStem) out.push([id, ofStem]);
        else if (canSlip && word.length > 4 && other.length > word.length && word[0] === other[0]) {
          const gap = distance(word, other, most, true);
          if (gap <= most) out.push([id, 0.5 - 0.1 * gap + 0.2 * (word.length / other.length)]);
        }
      }
      if (this.matchCache.size > 500) this.matchCache.clear();
      this.matchCache.set(key, out);
      return out;
    }

    /** Whether a word is in the vocabulary, or begins one if it is the last and still being typed. */
    #isWord(word, isLast) {
      return this.wordIds.has(word)
        || (isLast && this.#matches(word, true).some(([id]) => this.wordTexts[id].startsWith(word)));
    }

    /** The words of a query, those apart that are written without blanks. */
    #parted(list) {
      return list.flatMap((word, at) =>
        (this.wordIds.has(word) ? null : this.#broken(word, this.#matches(word, at === list.length - 1))) ?? [word]);
    }

    /** Whether a part of a run of letters is a word that people write. */
    #isPiece(piece) {
      return this.wordIds.has(piece) || this.wordIds.has(singular(piece)) || this.wordForms.has(piece);
    }

    /** A run of letters as words of the vocabulary (`breasttomo`), or null. */
    #broken(word, matches) {
      const size = word.length;
      if (size < 5 || size > 60 || matches.some(([, quality]) => quality > 0.78)) return null;
      const best = Array(size + 1).fill(null);
      best[0] = [];
      for (let i = 0; i < size; i++) {
        if (!best[i]) continue;
        for (let j = Math.min(size, i + 24); j > i + 1; j--) {
          const piece = fold(word.slice(i, j));
          if (piece.length < 3 && !SHORT.has(piece)) continue;
          if (!this.#isPiece(piece) && !(j === size && piece.length > 2 && this.wordTexts.some((text) => text.startsWith(piece)))) continue;
          if (!best[j] || best[j].length > best[i].length + 1) best[j] = [...best[i], singular(piece)];
        }
      }
      const out = best[size];
      return out && out.length > 1 && out.length <= Math.max(2, size / 3) ? out : null;
    }

    /** Score every text that shares words with the query: what they share, over that and what
     *  either lacks. Rare words count for more, and words not found for more than words not asked. */
    #findWords(list, found, less) {
      const query = list.slice(0, 60).map((word, at, all) => [word, at === all.length - 1]);
      const shared = new Map(); // label -> [shared, weight of its words that are shared, of the query's]
      const spread = new Map(); // entry -> what all its texts together share with the query
      let total = 0;
      const counted = new Set();
      for (const [word, isLast] of query) {
        if (counted.has(word)) continue;
        counted.add(word);
        const matches = this.#matches(word, isLast);
        const best = new Map();
        let own = FAINT.has(word) ? FAINT.get(word) * 2 : matches.length ? 0 : UNKNOWN_WORD;
        const ownId = this.wordIds.get(word);
        if (ownId !== undefined) own = this.wordWeights[ownId];
        else for (const [id, quality] of matches) own = Math.max(own, this.wordWeights[id] * quality);
        total += own;
        for (const [id, quality] of matches) {
          // A word that is one itself tells no more where it only begins or resembles another.
          const weight = ownId === undefined ? this.wordWeights[id] : Math.min(own, this.wordWeights[id]);
          for (const label of this.postings[id]) {
            const had = best.get(label);
            if (!had || had[0] < quality * weight) best.set(label, [quality * weight, weight]);
          }
        }
        const among = new Map(); // entry -> how well any of its texts has the word
        for (const [label, [value, weight]] of best) {
          if (NEGOTIATED.has(label.entry.kind)) {
            const quality = (value / weight) * (label.sort === TOPIC ? 0.9 : LABELS[label.sort].part);
            if (quality > (among.get(label.entry) ?? 0)) among.set(label.entry, quality);
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
      if (counted.size > 1) {
        for (const [entry, value] of spread) {
          if (value < total * SPREAD_LEAST) continue;
          const { label } = entry;
          const unasked = 1 - (shared.get(label)?.[1] ?? 0) / label.weight;
          found.addSpread(entry, SPREAD * (value / total) - UNASKED * unasked - less);
        }
      }
      for (const [label, [value, weight, own]] of shared) {
        const missing = total - own;
        const unasked = Math.max(0, label.weight - weight);
        const likeness = value / (weight + 0.7 * missing + 0.3 * unasked);
        found.addPart(label, 780 * likeness * LABELS[label.sort].part - less);
      }
    }

    /** Of what fits nearly as well, that comes first which a word of the query is an alias of. */
    #favour(list, found) {
      for (const word of list) {
        for (const { entry, sort } of this.whole.get(word) ?? []) {
          if (sort === ALIAS) found.favour(entry, 12);
        }
      }
    }

    /** Names inside a longer text, such as a line of a log. */
    #findMentions(text, found, wanted = () => true, base = 590) {
      let at = 0;
      for (const { label, at: place, size } of this.namesIn(text)) {
        if (!wanted(label)) continue;
        const prior = { "sop-class": 40, "transfer-syntax": 20, "private": 10, "attribute": -110, "module": -150, "iod": -150 }[label.entry.kind] ?? 0;
        const length = label.entry.kind === "page" ? -200 : Math.min(60, size);
        const isKeyword = text.startsWith(label.entry.keyword || "-", place) ? 15 : 0;
        found.add(label.entry, base + length + prior + isKeyword - at - (label.entry.status === "retired" ? 15 : 0), LABELS[label.sort].what, label.text);
        at += 1;
      }
    }

    /** Keywords of one word and abbreviations inside a longer text, in their very capitals:
     *  `add_supported_context(Verification)`, `Received Store Request (MsgID 1, CT)`. */
    #findCapitals(text, found) {
      let at = 0;
      for (const [word] of text.matchAll(/(?<![\w.-])[A-Z][A-Za-z\d]+(?![\w-])/g)) {
        for (const { entry, sort, text: its } of this.whole.get(squash(word)) ?? []) {
          if (its !== word && entry.keyword !== word) continue;
          const isKeyword = entry.keyword === word && NEGOTIATED.has(entry.kind);
          const isAbbreviation = sort === ALIAS && word === word.toUpperCase() && entry.kind === "sop-class";
          if (!isKeyword && !isAbbreviation) continue;
          found.add(entry, (isKeyword ? 600 + KINDS[entry.kind].part : 480) - at, LABELS[sort].what, word);
          at += 1;
        }
      }
    }

    /** Every name in a text that is clearly one: `{label, at, size}` in the order of the text.
     *  A word on its own counts only if it is written like an identifier. */
    *namesIn(text) {
      const pieces = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}_']*/gu)];
      for (let i = 0; i < pieces.length;) {
        let took = 0;
        for (let n = Math.min(14, pieces.length - i); n > 1 && !took; n--) {
          const last = pieces[i + n - 1];
          const phrase = text.slice(pieces[i].index, last.index + last[0].length);
          if (phrase.length > 130 || /[;|\n=<>]|: |, (?=[A-Z])/.test(phrase)) continue;
          const label = this.#nameFor(squash(phrase), n);
          if (label) {
            yield { label, at: pieces[i].index, size: phrase.length };
            took = n;
          }
        }
        if (!took) {
          const word = pieces[i][0];
          const before = text.slice(Math.max(0, pieces[i].index - 2), pieces[i].index);
          if (word.length > 4 && (/[a-z\d][A-Z]|_|[A-Z]{2}[a-z]|[A-Z]{3}\d/.test(word) || /[=.'"]$|: $/.test(before))) {
            for (const spelling of Index.#spellings(word)) {
              const label = this.#nameFor(squash(spelling), 2);
              if (!label) continue;
              yield { label, at: pieces[i].index, size: word.length };
              break;
            }
          }
        }
        i += took || 1;
      }
    }

    #nameFor(flat, pieces) {
      if (flat.length < 5 || pieces < 2) return null;
      let best = null;
      const isLong = flat.length > 7;
      for (const label of [...(this.whole.get(flat) ?? []), ...((isLong && this.light.get(flat)) || [])]) {
        if (label.sort > ALIAS || (label.sort === ALIAS && (!isLong || label.flat !== flat))) continue;
        if (!best || rankOf(label) > rankOf(best)) best = label;
      }
      return best;
    }

    #findMisspelled(flat, found) {
      const most = edits(flat.length);
      if (flat.length < 5 || flat.length > 90) return;
      const bits = letters(flat);
      for (const [beginning, label] of this.sorted) {
        if (label.sort === CODE || beginning.length + most < flat.length) continue;
        if (beginning[0] !== flat[0] && beginning[1] !== flat[1]) continue;
        if (bitCount(bits & ~label.letters) > most) continue;
        const gap = distance(flat, beginning, most, true);
        if (gap > most) continue;
        const ratio = Math.min(1, flat.length / beginning.length);
        const rest = beginning.length - flat.length;
        if (rest <= gap) {
          found.addWhole(label, LABELS[label.sort].whole - 140 - 60 * gap);
          continue;
        }
        const begun = label.sort === ALIAS && ratio < 0.8 ? 40 : 0;
        found.addPart(label, (680 - 50 * gap + 70 * ratio - begun) * LABELS[label.sort].part);
      }
    }

    /* ------------------------------------------------------------- mentions */

    /** Every UID, tag and name in a text, in its order: `{at, length, text, uid|tag|entry}`.
     *  For long texts call it line by line. */
    mentions(line) {
      this.#weigh();
      const out = [];
      for (const m of line.matchAll(/\d+(?:\.\d+){3,}/g)) {
        let from = m.index;
        for (const uid of separate(m[0], (each) => this.#isKnown(each))) {
          const at = line.indexOf(uid, from);
          from = at + uid.length;
          if (isUid(uid)) out.push({ at, length: uid.length, text: uid, uid, ...this.identify(uid) });
        }
      }
      for (const { tag, at, length } of tagsIn(line)) {
        const entry = this.byTag.get(tag);
        if (entry) out.push({ at, length, text: line.slice(at, at + length), tag, entry });
      }
      for (const { label, at, size } of this.namesIn(line)) {
        out.push({ at, length: size, text: line.slice(at, at + size), entry: label.entry });
      }
      return out.sort((a, b) => a.at - b.at);
    }
  }

  /* ---------------------------------------------------------------- found */

  /** What a query has found so far: each entry once, with its best score. */
  class Found {
    #index;
    #best = new Map();
    #query = "";
    #kinds = new Set();
    #retired = false;
    #stored = false;
    #remarks = [];

    constructor(index) {
      this.#index = index;
      this.said = [];
      this.top = 0;
      this.only = null; // the kinds that may be found at the moment; null for all
    }

    get size() { return this.#best.size; }

    get messages() { return this.said.length || this.#best.size ? this.said : this.#remarks; }

    /** What the query is, and the kinds and words in it that say what is meant. */
    prefer(query, kinds, said) {
      this.#query = query;
      this.#kinds = kinds;
      this.#retired = said.has("retired");
      this.#stored = said.has("storage");
    }

    add(entry, score, why, text = "", inPart = false) {
      if (!entry || (this.only && !this.only.includes(entry.kind))) return;
      const had = this.#best.get(entry);
      if (had && had.score >= score) return;
      this.#best.set(entry, { score, why, text, inPart });
      if (score > this.top) this.top = score;
    }

    /** What the kind and status of an entry add to its score; `usual` is for its kind unasked. */
    #prior(entry, usual, penalty) {
      const kind = this.#kinds.has(entry.kind) ? 60 : usual;
      const status = (entry.status === "retired") === this.#retired ? 0 : penalty;
      return kind - status;
    }

    /** A text that the query is as a whole; `loosely` if only without words that say little. */
    addWhole(label, score, loosely = false) {
      const { entry, sort, text } = label;
      const isOther = this.#kinds.size ? !this.#kinds.has(entry.kind) : this.#isNotStored(label);
      const other = loosely && isOther ? 100 : 0;
      const penalty = sort === KEYWORD || sort === CONSTANT ? 0 : RETIRED_WHOLE;
      const sameCase = entry.keyword === this.#query ? 20 : text === this.#query ? 8
        : text.toLowerCase() === this.#query.toLowerCase() ? 4 : 0;
      const prior = this.#prior(entry, KINDS[entry.kind].whole, penalty);
      this.add(entry, score + sameCase - other + entry.rank + prior, LABELS[sort].what, text);
    }

    addPart(label, score) {
      if (score < 120) return;
      const { entry } = label;
      const other = this.#isNotStored(label) ? 75 : 0;
      const prior = this.#prior(entry, KINDS[entry.kind].part, RETIRED_PART);
      this.add(entry, score - other + prior, LABELS[label.sort].what, label.text, true);
    }

    /** Whether the query asks for what is stored, and this is not. */
    #isNotStored({ entry, text }) {
      return this.#stored && !/storage/i.test(entry.name) && !/storage/i.test(text);
    }

    /** The words of the query stand in different texts of the entry. */
    addSpread(entry, score) {
      const prior = this.#prior(entry, KINDS[entry.kind].part, RETIRED_PART);
      this.add(entry, score + prior, "words", "", true);
    }

    /** Raise what does not fit as a whole. */
    favour(entry, bonus) {
      const had = this.#best.get(entry);
      if (had && had.score < 950 && !this.#kinds.size) this.#best.set(entry, { ...had, score: had.score + bonus });
    }

    /** A warning that is always shown. */
    say(kind, text, entry = null) {
      if (!this.said.some((message) => message.text === text)) this.said.push({ kind, text, entry });
    }

    /** One that is shown only if nothing is found. */
    remark(kind, text) { this.#remarks.push({ kind, text, entry: null }); }

    /** The hits, best first. Of those that fit in part, and equally well or nearly so, the one
     *  that people mean more often stands first, or else the one with the lower UID. */
    best(limit) {
      const hits = [...this.#best].sort(([a, x], [b, y]) => y.score - x.score || order(a, b));
      for (let from = 0; from < Math.min(limit, hits.length);) {
        const { score } = hits[from][1];
        let to = from;
        while (to < hits.length && hits[to][1].inPart && hits[to][0].kind === hits[from][0].kind
          && hits[to][1].score > score - NEARLY) to++;
        if (to === from) to++;
        const near = hits.slice(from, to).sort(([a], [b]) => b.rank - a.rank || order(a, b));
        hits.splice(from, near.length, ...near);
        from = to;
      }
      const least = Math.min(900, hits[0]?.[1].score ?? 0) * FAR;
      return hits
        .filter(([, { score }]) => score >= least)
        .slice(0, limit)
        .map(([entry, { score, why, text }]) => ({
          ...entry,
          kindWord: this.#index.kinds.get(entry.kind).word,
          score,
          why,
          matched: text,
        }));
    }
  }

  /* -------------------------------------------------------------- helpers */

  /** Which letters a text has, a bit each. */
  function letters(text) {
    let bits = 0;
    for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) % 31);
    return bits;
  }

  function bitCount(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count += 1;
    return count;
  }

  /** Where in the pairs, sorted by their first, the ones from `text` on begin. */
  function lowerBound(pairs, text) {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle][0] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function push(map, key, value) {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  }

  function commonStart(a, b) {
    const most = Math.min(a.length, b.length);
    let i = 0;
    while (i < most && a.charCodeAt(i) === b.charCodeAt(i)) i++;
    return i;
  }

  const order = (a, b) => (a.uid && b.uid ? compareUids(a.uid, b.uid) : a.number - b.number);

  const rankOf = (label) => LABELS[label.sort].whole + KINDS[label.entry.kind].whole
    - (label.entry.status === "retired" ? RETIRED_WHOLE : 0);

  /** How a UID fits a part of one: all 1000, its end 900, beginning 800, middle 600; 0 if not. */
  function uidScore(uid, part) {
    if (uid === part) return 1000;
    if (uid.endsWith(`.${part}`)) return 900;
    if (uid.startsWith(`${part}.`)) return 800;
    if (part.length < 3) return 0;
    if (uid.startsWith(part)) return 700;
    const at = uid.indexOf(`.${part}`);
    if (at < 0) return 0;
    return uid[at + part.length + 1] === "." ? 600 : 500;
  }

  /** The keyword that PS3.6 makes of a name: no blanks, no punctuation. */
  function derivedKeyword(name) {
    return name
      .replace(/['\u2019]s\b/g, "")
      .split(/[^A-Za-z0-9]+/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join("");
  }

  const misprintText = ({ printed, uid, where }, entry) =>
    `${printed} is a misprint, found in ${where}. The registered UID of ${entry.name} is ${uid}.`;

  const unregisteredText = (uid) =>
    `${uid} is under the DICOM root but not registered. The nearest registered UIDs are below.`;

  const privateText = (uid, { root, organisation }) =>
    `${uid} is a private UID under ${root}: ${organisation}.`;

  globalThis.SopLookup = { Index, compareUids, isUid, separate, words, squash, tidy, derivedKeyword };
})();
