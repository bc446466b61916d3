/* Reads a dump of a DICOM object into the tree that dataset.js makes of a file.
 *
 *   const objects = SopDump.read(text, uidOf);
 *
 * Takes what dcmdump prints, what pydicom prints of a data set, and DICOM JSON (PS3.18 F), an array
 * of which is several objects. `uidOf(name)` gives the UID of a name such as CTImageStorage, which
 * dumps print in its place, or null. Throws SopDump.NoDump with a sentence where the text is none of
 * them. No document.
 */
(() => {
  "use strict";

  /** @typedef {(name: string) => string | null} UidOf */
  /** @typedef {Record<string, { vr?: string, Value?: unknown, InlineBinary?: unknown, BulkDataURI?: unknown } | undefined>} JsonSet */
  /** @typedef {{ set: DicomDataSet, indent: number, sequence: DicomElement & { items: DicomDataSet[] } | null, pending?: boolean }} Open */

  const { ITEM, ITEM_END, SEQUENCE_END } = SopDicom;
  const { DataSet, element } = SopDataSet;

  const DEEPEST = 100;
  const META_END = 0x00030000;

  class NoDump extends Error {}

  const NUMBERS = new Set("FD FL SL SS SV UL US UV".split(" "));
  const BINARY = new Set("OB OD OF OL OV OW UN".split(" "));

  /** An object of the elements at its top, those of the file meta information among them.
   *  @type {(all: DicomDataSet) => DicomObject} */
  function object(all) {
    const meta = new DataSet();
    const data = new DataSet();
    for (const one of all.elements.values()) (one.tag < META_END ? meta : data).add(one);
    data.disorder = all.disorder;
    data.complete = all.complete;
    const syntax = meta.get(0x00020010)?.given?.[0] ?? "";
    return { dicom: true, dump: true, part10: meta.elements.size > 0, meta: meta.elements.size ? meta : null, data, transferSyntax: syntax, encoding: "", warnings: [], ended: "", cut: false };
  }

  /** @type {(tag: number, vr: string, given: DicomElement["given"]) => DicomElement} */
  function made(tag, vr, given) {
    const one = element(tag, vr, vr, -1);
    one.given = given;
    return one;
  }

  /** @type {(tag: number) => DicomElement & { items: DicomDataSet[] }} */
  const sequence = (tag) => ({ ...made(tag, "SQ", undefined), items: [] });

  /* ------------------------------------------------------------ DICOM JSON */

  /** @type {(text: string) => DicomObject[]} */
  function fromJson(text) {
    /** @type {unknown} */
    let value;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new NoDump(`this looks like DICOM JSON, but is not JSON: ${/** @type {Error} */ (error).message}`);
    }
    const all = /** @type {(JsonSet | null)[]} */ (Array.isArray(value) ? value : [value]);
    if (!all.length || !all.every((each) => each && typeof each === "object" && Object.keys(each).some((key) => /^[0-9A-Fa-f]{8}$/.test(key)))) {
      throw new NoDump("this is JSON, but not DICOM JSON: no key in it is a tag of eight digits");
    }
    return all.map((each) => object(jsonSet(each ?? {}, 0)));
  }

  /** @type {(value: JsonSet, depth: number) => DicomDataSet} */
  function jsonSet(value, depth) {
    if (depth > DEEPEST) throw new NoDump(`its sequences are nested more than ${DEEPEST} deep`);
    const set = new DataSet();
    for (const key of Object.keys(value).filter((each) => /^[0-9A-Fa-f]{8}$/.test(each)).sort((a, b) => parseInt(a, 16) - parseInt(b, 16))) {
      const { vr = "UN", Value: values = [], InlineBinary: inline, BulkDataURI: bulk } = value[key] ?? {};
      const one = made(parseInt(key, 16), vr, null);
      if (vr === "SQ") one.items = (Array.isArray(values) ? values : []).map((item) => jsonSet(item ?? {}, depth + 1));
      else if (typeof inline === "string") {
        one.length = Math.floor(inline.replace(/(?<!=)=+$/, "").length * 3 / 4);
      } else if (bulk === undefined) {
        one.given = (Array.isArray(values) ? values : [values]).map(jsonValue);
        if (vr === "AT") one.given = tagsIn(one.given.join(" "));
      }
      set.add(one);
    }
    return set;
  }

  /** @type {(value: unknown) => string} */
  function jsonValue(value) {
    if (value === null || value === undefined) return "";
    if (typeof value !== "object") return String(value);
    const { Alphabetic, Ideographic, Phonetic } = /** @type {Record<string, string | undefined>} */ (value);
    return [Alphabetic, Ideographic, Phonetic].map((each) => each ?? "").join("=").replace(/(?<!=)=+$/, "");
  }

  /** The tags in a text, in any usual form, as the standard prints them. @type {(text: string) => string[]} */
  const tagsIn = (text) => [...text.matchAll(/([0-9A-Fa-f]{4}),?\s?([0-9A-Fa-f]{4})/g)].map(([, group, number]) => `(${group},${number})`.toUpperCase());

  /* ----------------------------------------------------------------- lines */

  /* What a line begins with: its indent, its tag, the rest of it. */
  const LINE = /^([ \t>]*)\(([0-9a-fA-F]{4}),\s?([0-9a-fA-F]{4})\)\s*(\S[\s\S]*)?$/;
  const COMMENT = /^#\s*([^\s,]+),\s*(\d+)(?:-[\dn]+)?\s+\S/;
  const PYDICOM = /(?:^|\s)([A-Z]{2})(?: or [A-Z]{2})*: ?(.*)$/;
  const PYDICOM_ITEMS = /\d item\(s\)\s+-{4}\s*$/;

  /** @type {(text: string, uidOf: UidOf) => DicomObject[]} */
  function fromLines(text, uidOf) {
    const first = text.split(/\r?\n/).map((line) => LINE.exec(line)).find(Boolean);
    if (!first) throw new NoDump("there is no line in it that begins with a tag, such as (0008,0016)");
    const pydicom = !/^[A-Za-z?]{2}\s/.test(first[4] ?? "");
    const lines = pydicom ? text.split(/\r?\n/) : joined(text);
    const root = new DataSet();
    // The sequences that are open: the set that takes elements, and how far they are indented.
    /** @type {Open[]} */
    const stack = [{ set: root, indent: -Infinity, sequence: null }];
    for (const line of lines) {
      const match = LINE.exec(line);
      const top = () => stack[stack.length - 1];
      if (!match) {
        if (pydicom && /^\s+-{6,}\s*$/.test(line)) endItem(stack, line.search(/\S/));
        continue;
      }
      const [, lead, group, number, rest = ""] = match;
      const tag = parseInt(group + number, 16);
      const indent = lead.length;
      while (pydicom && indent <= top().indent) stack.pop();
      if (stack.length > DEEPEST + 1) throw new NoDump(`its sequences are nested more than ${DEEPEST} deep`);
      if (pydicom) pydicomLine(stack, tag, indent, rest, uidOf);
      else dcmtkLine(stack, tag, rest, uidOf);
    }
    if (!root.elements.size) throw new NoDump("no element could be read in it");
    return [object(root)];
  }

  /** The VR that dcmdump wrote, the value that it shows, and the length in the comment behind it.
   *  @type {(rest: string) => { written: string, shown: string, length: string | undefined } | null} */
  function partsOf(rest) {
    if (!/^[A-Za-z?]{2}\s/.test(rest)) return null;
    const mark = rest.lastIndexOf("#");
    const comment = COMMENT.exec(rest.slice(mark));
    return { written: rest.slice(0, 2), shown: rest.slice(2, comment ? mark : undefined).trim(), length: comment?.[1] };
  }

  /** The lines of what dcmdump prints; a text with line breaks is one with the line it begins on.
   *  @type {(text: string) => string[]} */
  function joined(text) {
    /** @type {string[]} */
    const out = [];
    let open = false;
    for (const line of text.split(/\r?\n/)) {
      if (open && !LINE.test(line)) {
        out[out.length - 1] += `\n${line}`;
        open = !line.includes("]");
      } else {
        out.push(line);
        open = /^[^[]*\[[^\]]*$/.test(line);
      }
    }
    return out;
  }

  /** End an item, as pydicom does with a line, even an empty one. @type {(stack: Open[], indent: number) => void} */
  function endItem(stack, indent) {
    while (indent <= stack[stack.length - 1].indent) stack.pop();
    const open = stack[stack.length - 1];
    if (!open.sequence) return;
    if (open.pending) open.sequence.items.push(open.set);
    open.set = new DataSet();
    open.pending = true;
  }

  /** Put an element where it belongs; an item that nothing followed yet begins with it.
   *  @type {(open: Open, one: DicomElement) => void} */
  function put(open, one) {
    if (open.pending) {
      open.sequence?.items.push(open.set);
      open.pending = false;
    }
    open.set.add(one);
  }

  /** @type {(stack: Open[], tag: number, indent: number, rest: string, uidOf: UidOf) => void} */
  function pydicomLine(stack, tag, indent, rest, uidOf) {
    const open = stack[stack.length - 1];
    if (PYDICOM_ITEMS.test(rest)) {
      const one = sequence(tag);
      put(open, one);
      stack.push({ set: new DataSet(), indent, sequence: one, pending: true });
      return;
    }
    const match = PYDICOM.exec(rest);
    if (!match) return;
    const [, vr, shown] = match;
    if (vr === "SQ") {
      put(open, sequence(tag));
      return;
    }
    put(open, pydicomElement(tag, vr, shown, uidOf));
  }

  /** @type {(tag: number, vr: string, shown: string, uidOf: UidOf) => DicomElement} */
  function pydicomElement(tag, vr, shown, uidOf) {
    const one = made(tag, vr, null);
    const array = /^Array of (\d+) elements$/.exec(shown);
    if (array) one.length = Number(array[1]);
    else if (shown === "" || shown === "''" || shown === "None" || shown === "b''" || shown === "[]") one.given = [];
    else if (/^b['"]/.test(shown) || BINARY.has(vr)) one.given = null;
    else if (/^<.*>$/.test(shown)) one.given = null;
    else if (vr === "AT") one.given = tagsIn(shown);
    else one.given = pydicomValues(shown).map((value) => (vr === "UI" ? uidOf(value) ?? value : value));
    return one;
  }

  /** @type {Record<string, string>} */
  const ESCAPES = { r: "\r", n: "\n", t: "\t" };

  /** `'a'`, `['a', "b"]`, `[1, 2]`, or a bare value. @type {(shown: string) => string[]} */
  function pydicomValues(shown) {
    const list = /^\[(.*)\]$/.exec(shown);
    const text = list ? list[1] : shown;
    const out = [];
    const each = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"\s][^,]*)/g;
    if (!list && !/^['"]/.test(text)) return [text];
    for (let found = each.exec(text); found; found = each.exec(text)) {
      const value = found[1] ?? found[2];
      if (value !== undefined) out.push(value.replace(/\\(.)/g, (_, sign) => ESCAPES[sign] ?? sign));
      else if (found[3].trim()) out.push(found[3].trim());
    }
    return out;
  }

  /* The VRs of which dcmdump is not sure, and one of those that it may be. */
  /** @type {Record<string, string>} */
  const UNSURE = { "??": "UN", ox: "OW", xs: "US", lt: "OW" };

  /** @type {(stack: Open[], tag: number, rest: string, uidOf: UidOf) => void} */
  function dcmtkLine(stack, tag, rest, uidOf) {
    const open = stack[stack.length - 1];
    if (tag === ITEM) {
      if (open.sequence) {
        open.set = new DataSet();
        open.sequence.items.push(open.set);
      }
      return;
    }
    if (tag === ITEM_END) return;
    if (tag === SEQUENCE_END) {
      if (stack.length > 1) stack.pop();
      return;
    }
    const parts = partsOf(rest);
    if (!parts) return;
    const { written, shown, length } = parts;
    const vr = UNSURE[written] ?? written.toUpperCase();
    const one = made(tag, vr, null);
    if (/^\d+$/.test(length ?? "")) one.length = Number(length);
    if (/^\(Sequence with/.test(shown) || (vr === "SQ" && !/^\(PixelSequence/.test(shown))) {
      const sequenced = { ...one, vr: "SQ", items: [] };
      put(open, sequenced);
      stack.push({ set: new DataSet(), indent: 0, sequence: sequenced });
      return;
    }
    if (/^\(PixelSequence/.test(shown)) {
      const count = /#=(\d+)/.exec(shown);
      one.fragments = { count: Math.max(Number(count?.[1] ?? 0) - 1, 0), length: 0, offsets: 0 };
      put(open, one);
      stack.push({ set: new DataSet(), indent: 0, sequence: null });
      return;
    }
    put(open, dcmtkValues(one, shown, uidOf));
  }

  /** @type {(one: DicomElement, shown: string, uidOf: UidOf) => DicomElement} */
  function dcmtkValues(one, shown, uidOf) {
    const text = /^\[([\s\S]*)\]$/.exec(shown);
    if (shown === "(no value available)" || shown === "") one.given = [];
    else if (/\.\.\.$/.test(shown) || /^\(/.test(shown)) one.given = null;
    else if (text) one.given = text[1].split("\\");
    else if (shown.startsWith("=")) {
      const uid = uidOf(shown.slice(1));
      one.given = uid ? [uid] : null; // a name in its place, and of something that is not known here
    }
    else if (BINARY.has(one.vr)) one.given = null;
    else if (one.vr === "AT") one.given = tagsIn(shown);
    else one.given = NUMBERS.has(one.vr) ? shown.split("\\") : [shown];
    return one;
  }

  /** The objects that a dump shows. @type {(typeof SopDump)["read"]} */
  function read(text, uidOf = () => null) {
    const trimmed = text.trim();
    if (!trimmed) throw new NoDump("it is empty");
    return /^[[{]/.test(trimmed) ? fromJson(trimmed) : fromLines(text, uidOf);
  }

  globalThis.SopDump = { read, NoDump };
})();
