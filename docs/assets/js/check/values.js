/* The values of an element, and whether their form is that of their VR (PS3.5 6.2).
 *
 *   SopValues.list(element)              -> texts, or numbers as texts; null where they are not known
 *   SopValues.listOf(set, tag)           -> the values of an attribute
 *   SopValues.first(set, tag)            -> the first value of an attribute, or an empty text
 *   SopValues.codeOf(item)               -> {scheme, value, meaning}
 *   SopValues.same(element, value, wanted) -> whether a value is the one that a rule names
 *   SopValues.isEmpty(element)           -> whether it is there without a value
 *   [...SopValues.faults(element, vm, decode)] -> [{rule, found, demanded}] of its form
 *   SopValues.decoder(terms)             -> {decode(bytes), faults}: of Specific Character Set
 *   SopValues.fits(count, vm)            -> whether a number of values is one that `vm` allows
 * No document.
 */
(() => {
  "use strict";

  /** @typedef {"getUint16" | "getInt16" | "getUint32" | "getInt32" | "getFloat32" | "getFloat64" | "getBigUint64" | "getBigInt64"} Getter */

  const { printed } = SopDataSet;

  /* ---------------------------------------------------------------- values */

  /** Numbers of binary VRs: bytes of each, and how a DataView reads it.
   *  @type {Map<string, [size: number, getter: Getter | null]>} */
  const BINARY = new Map([
    ["US", [2, "getUint16"]], ["SS", [2, "getInt16"]], ["UL", [4, "getUint32"]], ["SL", [4, "getInt32"]],
    ["FL", [4, "getFloat32"]], ["FD", [8, "getFloat64"]], ["UV", [8, "getBigUint64"]], ["SV", [8, "getBigInt64"]],
    ["AT", [4, null]],
  ]);
  const OTHER = new Map([["OB", 1], ["OW", 2], ["OL", 4], ["OF", 4], ["OD", 8], ["OV", 8], ["UN", 1]]);

  /* Text VRs: most characters of a value, where its form does not say its length. */
  const TEXT = new Map([
    ["AE", 16], ["AS", Infinity], ["CS", 16], ["DA", Infinity], ["DS", 16], ["DT", Infinity], ["IS", 12], ["LO", 64], ["LT", 10240],
    ["PN", Infinity], ["SH", 16], ["ST", 1024], ["TM", Infinity], ["UC", Infinity], ["UI", 64], ["UR", Infinity], ["UT", Infinity],
  ]);
  const WHOLE = new Set(["LT", "ST", "UT", "UR"]); // a backslash is part of the text
  const LEADING = new Set([...WHOLE, "UC", "UI"]); // so are blanks in front of it

  /* VRs whose characters Specific Character Set says (PS3.5 6.1.2.2). */
  const OF_CHARSET = new Set(["LO", "LT", "PN", "SH", "ST", "UC", "UT"]);

  const MOST_NUMBERS = 100_000; // of one element that are read

  /** @type {(bytes: Uint8Array) => string} */
  function latin(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return text;
  }

  /** @type {(text: string, vr: string) => string} */
  function trimmed(text, vr) {
    const kept = text.replace(/(?<![\0 ])[\0 ]+$/, "");
    return LEADING.has(vr) ? kept : kept.replace(/^ +/, "");
  }

  /** The values as they stand, only padding taken away; null where they are not known.
   *  @type {(typeof SopValues)["list"]} */
  function list(element) {
    if (element.cache === undefined) element.cache = values(element);
    return element.cache;
  }

  /** @type {(element: DicomElement) => string[] | null} */
  function values(element) {
    const { vr, bytes, given } = element;
    if (given !== undefined) return given && given.map((value) => trimmed(value, vr));
    if (!bytes) return null;
    if (TEXT.has(vr)) {
      if (!bytes.length) return [];
      const text = latin(bytes);
      if (!/[^\0 ]/.test(text)) return [];
      return (WHOLE.has(vr) ? [text] : text.split("\\")).map((value) => trimmed(value, vr));
    }
    const binary = BINARY.get(vr);
    if (!binary) return bytes.length ? null : [];
    return numbers(bytes, binary, element.little);
  }

  /** @type {(bytes: Uint8Array, how: [size: number, getter: Getter | null], little: boolean) => string[]} */
  function numbers(bytes, [size, getter], little) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const out = [];
    for (let at = 0; at + size <= bytes.length && out.length < MOST_NUMBERS; at += size) {
      if (getter) out.push(String(view[getter](at, little)));
      else out.push(printed(view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little)));
    }
    return out;
  }

  const NUMBERS = new Set([...BINARY.keys(), "DS", "IS"].filter((vr) => vr !== "AT"));

  /** Whether a value of an element is the one that a rule names: of numbers the value, not the writing.
   *  @type {(typeof SopValues)["same"]} */
  const same = ({ vr }, value, wanted) => value === wanted || (NUMBERS.has(vr) && value.trim() !== "" && wanted !== "" && Number(value) === Number(wanted)) || (vr === "AT" && value.toUpperCase() === wanted.toUpperCase());

  /** Whether an element has no value: zero length, or nothing but padding. @type {(typeof SopValues)["isEmpty"]} */
  function isEmpty(element) {
    if (element.items) return element.items.length === 0;
    if (element.fragments) return false;
    const all = list(element);
    return all ? all.every((value) => value === "") : element.given !== null && element.length === 0;
  }

  /** The values of an attribute of a data set: none where it is not there, null where they are not known.
   *  @type {(typeof SopValues)["listOf"]} */
  function listOf(set, tag) {
    const element = set.get(tag);
    return element ? list(element) : [];
  }

  /** The first value of an attribute of a data set; empty where there is none. @type {(typeof SopValues)["first"]} */
  function first(set, tag) {
    const element = set?.get(tag);
    return (element && list(element)?.[0]) ?? "";
  }

  /* Coding schemes of SNOMED before SNOMED CT, which said the same with other codes. */
  const OLD_SCHEMES = new Set(["SRT", "SNM3", "99SDM"]);

  /** The code in an item of a code sequence (PS3.3 Table 8.8-1). @type {(typeof SopValues)["codeOf"]} */
  const codeOf = (item) => ({
    scheme: first(item, 0x00080102),
    value: first(item, 0x00080100) || first(item, 0x00080119) || first(item, 0x00080120),
    meaning: first(item, 0x00080104),
  });

  /* ---------------------------------------------------------- multiplicity */

  /** Whether `count` values are as many as `vm` allows: `1`, `1-3`, `2-2n`, `1-n or 1`.
   *  @type {(typeof SopValues)["fits"]} */
  function fits(count, vm) {
    return vm.split(" or ").some((one) => {
      const match = /^(\d+)(?:-(\d*)(n?))?$/.exec(one.trim());
      if (!match) return true;
      const [, low, high, n] = match;
      if (high === undefined) return count === Number(low);
      if (!n) return count >= Number(low) && count <= Number(high);
      return count >= Number(low) && count % Number(high || 1) === 0;
    });
  }

  /* ------------------------------------------------------------ characters */

  /* Terms of Specific Character Set, and the label by which browsers know the encoding. */
  const CHARSETS = new Map([
    ["", "ascii"], ["ISO_IR 6", "ascii"], ["ISO_IR 100", "latin1"], ["ISO_IR 101", "iso-8859-2"], ["ISO_IR 109", "iso-8859-3"],
    ["ISO_IR 110", "iso-8859-4"], ["ISO_IR 144", "iso-8859-5"], ["ISO_IR 127", "iso-8859-6"], ["ISO_IR 126", "iso-8859-7"],
    ["ISO_IR 138", "iso-8859-8"], ["ISO_IR 148", "latin5"], ["ISO_IR 203", "iso-8859-15"], ["ISO_IR 13", "shift_jis"], ["ISO_IR 166", "windows-874"],
    ["ISO_IR 192", "utf-8"], ["GB18030", "gb18030"], ["GBK", "gbk"],
  ]);
  const EXTENSIONS = new Set([6, 100, 101, 109, 110, 144, 127, 126, 138, 148, 203, 13, 166, 87, 159, 149, 58].map((number) => `ISO 2022 IR ${number}`));

  const ALONE = new Set(["ISO_IR 192", "GB18030", "GBK"]); // forbid others beside them

  /** How the texts of a data set with these values of Specific Character Set are to be read.
   *  @type {(typeof SopValues)["decoder"]} */
  function decoder(terms) {
    const faults = [];
    const written = terms ?? [];
    for (const [at, term] of written.entries()) {
      if (!(CHARSETS.has(term) || EXTENSIONS.has(term)) || (at && term === "")) faults.push({ rule: "character-set-unknown", found: term || "an empty value", demanded: "a defined term of Specific Character Set" });
      else if (written.length > 1 && ALONE.has(term)) faults.push({ rule: "character-set-combined", found: written.join("\\"), demanded: `${term} alone, as it allows no other beside it` });
      else if (at && term.startsWith("ISO_IR")) faults.push({ rule: "character-set-combined", found: term, demanded: "a term with code extensions, ISO 2022 IR" });
    }
    const extended = written.length > 1 || written[0]?.startsWith("ISO 2022");
    const label = extended ? "ISO 2022" : CHARSETS.get(written[0] ?? "");
    return { decode: (bytes) => decode(bytes, label), faults, label };
  }

  /** The text of `bytes`, or null where they are not in that character set.
   *  @type {(bytes: Uint8Array, label: string | undefined) => string | null} */
  function decode(bytes, label) {
    if (label === undefined) return latin(bytes);
    if (label === "ISO 2022") return withoutEscapes(bytes);
    if (label === "ascii") return bytes.some((byte) => byte > 0x7f) ? null : latin(bytes);
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  const ESCAPE = 0x1b;

  /** A text with code extensions (PS3.5 6.1.2.5): an x for each character of two bytes, of which the
   *  second may be that of a backslash.
   *  @type {(bytes: Uint8Array) => string} */
  function withoutEscapes(bytes) {
    let text = "";
    let low = false; // whether two bytes below 80 are one character
    let high = false; // and two above
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === ESCAPE) {
        let end = at + 1;
        while (bytes[end] >= 0x20 && bytes[end] <= 0x2f) end += 1;
        const sign = latin(bytes.subarray(at + 1, end));
        if (sign === "$" || sign === "$(") low = true;
        else if (sign === "$)") high = true;
        else if (sign === "(") low = false;
        else high = false;
        at = end;
      } else if (bytes[at] < 0x80 ? low : high) {
        text += "x";
        at += 1;
      } else text += String.fromCharCode(bytes[at]);
    }
    return text;
  }

  /* ------------------------------------------------------------------ form */

  /** @type {(text: string) => string} */
  const quoted = (text) => (text.length > 60 ? `"${text.slice(0, 57)}…"` : `"${text}"`);

  const MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

  /** @type {(text: string) => boolean} */
  function isDate(text) {
    if (!/^\d{8}$/.test(text)) return false;
    const [year, month, day] = [+text.slice(0, 4), +text.slice(4, 6), +text.slice(6)];
    if (month < 1 || month > 12 || day < 1 || day > MONTHS[month - 1]) return false;
    return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  }

  /** @type {(text: string) => boolean} */
  const isTime = (text) => /^(?:[01]\d|2[0-3])(?:[0-5]\d(?:(?:[0-5]\d|60)(?:\.\d{1,6})?)?)?$/.test(text);

  /** @type {(text: string) => boolean} */
  function isDateTime(text) {
    const match = /^(\d{4})(\d{2})?(\d{2})?([\d.]*)([+-]\d{4})?$/.exec(text);
    if (!match) return false;
    const [, year, month = "01", day = "01", time, zone] = match;
    if (!isDate(year + month + day) || (time && !isTime(time))) return false;
    return !zone || (+zone >= -1200 && +zone <= 1400 && +zone.slice(3) < 60 && zone !== "-0000");
  }

  /** @type {(text: string) => boolean} */
  const isUid = (text) => /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*$/.test(text) && /^(?:[01]\.(?:[0-9]|[1-3]\d)(?:\.|$)|2\.)/.test(text);

  const CONTROL = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/; // TAB, LF, FF, CR and ESC aside

  /* How each VR is to be written: a test of one value without padding, and what is demanded. */
  /** @typedef {[isRight: (text: string) => boolean, form: string]} Form */
  /** @type {Form} */
  const LINE = [(text) => !CONTROL.test(text) && !/[\n\f\r\t]/.test(text), "no control characters"];
  /** @type {Form} */
  const LINES = [(text) => !CONTROL.test(text), "no control characters but TAB, LF, FF and CR"];
  /** @type {Map<string, Form>} */
  const FORMS = new Map([
    ["AE", [(text) => /^[ -[\]-~]*$/.test(text), "printable characters, no backslash"]],
    ["AS", [(text) => /^\d{3}[DWMY]$/.test(text), "three digits and D, W, M or Y"]],
    ["CS", [(text) => /^[A-Z0-9 _]*$/.test(text), "capital letters, digits, blanks and underscores only"]],
    ["DA", [isDate, "a date as YYYYMMDD"]],
    ["DS", [(text) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text), "a decimal number"]],
    ["DT", [isDateTime, "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX"]],
    ["IS", [(text) => /^[+-]?\d+$/.test(text) && +text >= -(2 ** 31) && +text < 2 ** 31, "a whole number of 32 bits"]],
    ["TM", [isTime, "a time as HHMMSS.FFFFFF"]],
    ["UI", [isUid, "digits and dots, no component with a leading zero, a root below 0, 1 or 2"]],
    ["UR", [(text) => !/^\s|[\s\\]/.test(text), "a URI without blanks"]],
    ["LO", LINE], ["SH", LINE], ["PN", LINE], ["UC", LINE], ["LT", LINES], ["ST", LINES], ["UT", LINES],
  ]);

  /** What is wrong with the values of an element whose attribute has the value multiplicity `vm`.
   *  @type {(typeof SopValues)["faults"]} */
  function* faults(element, vm, { decode: decoded }) {
    const { vr, bytes, length } = element;
    if (bytes && length % 2) yield { rule: "length-odd", found: `${length} bytes`, demanded: "an even number of bytes" };
    const unit = BINARY.get(vr)?.[0] ?? OTHER.get(vr) ?? 1;
    if (bytes && length % unit) {
      yield { rule: "length-not-of-vr", found: `${length} bytes`, demanded: `a multiple of ${unit} bytes, as VR ${vr} has` };
      return;
    }
    const all = list(element);
    if (!all || isEmpty(element)) return;
    let texts = all;
    if (OF_CHARSET.has(vr) && bytes) {
      const text = decoded(bytes);
      if (text === null) {
        yield { rule: "characters", found: "bytes that are no characters of it", demanded: "characters of the Specific Character Set that the data set names" };
        return;
      }
      texts = (WHOLE.has(vr) ? [text] : text.split("\\")).map((one) => trimmed(one, vr));
    }
    if (vm && !fits(texts.length, vm)) {
      yield { rule: "vm", found: texts.length === 1 ? "1 value" : `${texts.length} values`, demanded: `a value multiplicity of ${vm}` };
    }
    if (TEXT.has(vr)) yield* textFaults(element, texts);
  }

  /** @type {(element: DicomElement, texts: string[]) => Generator<FormFault, void>} */
  function* textFaults({ vr, bytes }, texts) {
    if (bytes && vr === "UI" && bytes[bytes.length - 1] === 0x20) yield { rule: "padding", severity: "warning", found: "a blank at its end", demanded: "a NUL byte, if any, to pad a UID" };
    else if (bytes && vr !== "UI" && bytes[bytes.length - 1] === 0) yield { rule: "padding", severity: "warning", found: "a NUL byte at its end", demanded: "a blank, if any, to pad a text" };
    const [isRight, form] = FORMS.get(vr) ?? [];
    const most = TEXT.get(vr) ?? Infinity;
    /** @type {Set<string>} */
    const seen = new Set();
    for (const [at, text] of texts.entries()) {
      const long = vr === "PN" ? text.split("=").find((group) => [...group].length > 64) : [...text].length > most ? text : undefined;
      if (long !== undefined && !seen.has("long")) {
        seen.add("long");
        yield { rule: "length", at, found: `${[...long].length} characters`, demanded: `at most ${vr === "PN" ? "64 in a component group" : most.toLocaleString("en")}, as VR ${vr} has` };
      }
      if (vr === "PN" && !seen.has("name")) {
        const groups = text.split("=");
        const many = groups.length > 3 ? `${groups.length} component groups` : groups.some((group) => group.split("^").length > 5) ? "more than five components" : "";
        if (many) {
          seen.add("name");
          yield { rule: "form", at, found: many, demanded: "at most three component groups with five components each" };
        }
      }
      if (text !== "" && isRight && !seen.has("form") && !isRight(text)) {
        seen.add("form");
        yield { rule: "form", at, found: quoted(text), demanded: `${form}, as VR ${vr} has` };
      }
    }
  }

  globalThis.SopValues = { list, listOf, first, codeOf, OLD_SCHEMES, isEmpty, same, fits, decoder, faults, quoted, isUid, BINARY };
})();
