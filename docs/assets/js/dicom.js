/* Says what a DICOM file is from its first bytes: SOP Class, transfer syntax, modality.
 *
 *   const told = await SopDicom.read(file);          // a File or Blob of any size
 *   const told = await SopDicom.parse(bytes, whole); // its beginning; `whole` if that is all of it
 *   const { told, data, at, syntax } = await SopDicom.open(bytes, whole); // to read on: check/dataset.js
 *
 * Told is {dicom: false, reason}, or {dicom: true, part10, sopClass, transferSyntax, encoding,
 * modality, records, warnings, truncated}:
 *   transferSyntax  the UID in the file meta information, empty in a raw data set
 *   encoding        how the data set is in fact written: the UID of one of the four basic syntaxes
 *   records         of a DICOMDIR: [{sopClass, transferSyntax, modality, count}]
 *   truncated       the bytes ended before everything was read
 * Reads no more than these elements: nothing about a patient leaves a file. Hostile bytes cost time
 * in proportion to their number, and never more. Needs no document.
 */
(() => {
  "use strict";

  /** Sees an element, or ITEM where one begins; false ends it. @typedef {(element: ElementHeader) => boolean | void} Visit */

  const IMPLICIT = { uid: "1.2.840.10008.1.2", explicit: false, little: true };
  const EXPLICIT = { uid: "1.2.840.10008.1.2.1", explicit: true, little: true };
  const BIG = { uid: "1.2.840.10008.1.2.2", explicit: true, little: false };
  const DEFLATED = "1.2.840.10008.1.2.1.99";

  /* Transfer syntaxes whose data set is not in Explicit VR Little Endian. */
  const ENCODINGS = new Map([
    [IMPLICIT.uid, IMPLICIT],
    [BIG.uid, BIG],
    ["1.2.840.10008.1.20", IMPLICIT], // Papyrus 3
    ["1.2.840.113619.5.2", IMPLICIT], // GE: only its pixels are big endian
  ]);

  /* Those whose data set is deflated as a whole: the plain one (PS3.5 A.5) and two of JPIP. */
  const DEFLATE = new Set([DEFLATED, "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"]);

  const SHORT = new Set("AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(" "));
  const LONG = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

  const UNDEFINED = 0xffffffff;
  const ITEM = 0xfffee000, ITEM_END = 0xfffee00d, SEQUENCE_END = 0xfffee0dd;
  const MEDIA_SOP_CLASS = 0x00020002, TRANSFER_SYNTAX = 0x00020010;
  const RECORDS = 0x00041220, RECORD_TYPE = 0x00041430, RECORD_SOP_CLASS = 0x00041510, RECORD_SYNTAX = 0x00041512;
  const SOP_CLASS = 0x00080016, MODALITY = 0x00080060;
  const DEEPEST = 32; // sequences in sequences
  const LONGEST_VALUE = 256; // of the values that are read

  const SIZES = [1 << 16, 1 << 20, 1 << 24, 1 << 26]; // bytes to try a file with, one after another
  const MOST_INFLATED = 1 << 26;

  class Truncated extends Error {}
  class Malformed extends Error {}

  /* -------------------------------------------------------------- elements */

  /** A place in bytes, and how the elements there are written. */
  class Cursor {
    /** @param {Uint8Array} bytes @param {number} at @param {Encoding} syntax */
    constructor(bytes, at, syntax) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.at = at;
      this.syntax = syntax;
    }

    /** @type {(size: number) => void} */
    need(size) {
      if (this.at + size > this.bytes.length) throw new Truncated();
    }

    /** The tag, VR and length at this place; moves to the value. */
    header() {
      this.need(8);
      const { view, at, syntax: { explicit, little } } = this;
      const tag = view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little);
      if (!explicit || tag >= ITEM) {
        this.at += 8;
        return { tag, vr: "", length: view.getUint32(at + 4, little) };
      }
      const vr = String.fromCharCode(this.bytes[at + 4], this.bytes[at + 5]);
      if (SHORT.has(vr)) {
        this.at += 8;
        return { tag, vr, length: view.getUint16(at + 6, little) };
      }
      if (!/^[A-Z]{2}$/.test(vr)) throw new Malformed("an element has no VR");
      this.need(12);
      this.at += 12;
      return { tag, vr, length: view.getUint32(at + 8, little) };
    }

    /** The value as text, without padding. @type {(length: number) => string} */
    text(length) {
      if (length === UNDEFINED) return "";
      const end = this.at + Math.min(length, LONGEST_VALUE);
      if (this.at + length > this.bytes.length) throw new Truncated();
      let text = "";
      for (let i = this.at; i < end; i++) text += String.fromCharCode(this.bytes[i]);
      return text.replace(/(?<![\0\s])[\0\s]+$/, "").trim();
    }

    /** Go past a value. @type {(element: ElementHeader, depth: number) => void} */
    skip({ vr, length }, depth) {
      if (length !== UNDEFINED) this.at += length;
      else this.sequence(vr === "UN" ? IMPLICIT : this.syntax, depth + 1);
    }

    /** Go past the items of a sequence of undefined length, or to `end`; `visit` sees each element.
     *  @type {(syntax: Encoding, depth: number, visit?: Visit | null, end?: number) => void} */
    sequence(syntax, depth, visit = null, end = Infinity) {
      if (depth > DEEPEST) throw new Malformed("sequences are nested too deep");
      const before = this.syntax;
      this.syntax = syntax;
      while (this.at < end) {
        const item = this.header();
        const { tag, length } = item;
        if (tag === SEQUENCE_END) break;
        if (tag !== ITEM) throw new Malformed("a sequence holds something else than items");
        if (length !== UNDEFINED && !visit) this.at += length;
        else {
          visit?.(item);
          this.elements(length === UNDEFINED ? Infinity : this.at + length, depth, visit);
        }
      }
      this.syntax = before;
    }

    /** Visit elements up to `end`, the end of an item, or until `visit` gives false.
     *  @type {(end: number, depth: number, visit?: Visit | null) => void} */
    elements(end, depth, visit) {
      while (this.at < end) {
        const element = this.header();
        if (element.tag === ITEM_END) return;
        const start = this.at;
        if (visit?.(element) === false) return;
        if (this.at === start) this.skip(element, depth);
      }
    }
  }

  /* -------------------------------------------------------------- guessing */

  /** How many elements in a row look right at `at`, up to eight; one more where they are all there is.
   *  @type {(bytes: Uint8Array, at: number, syntax: Encoding, whole: boolean) => number} */
  function plausible(bytes, at, syntax, whole) {
    const cursor = new Cursor(bytes, at, syntax);
    let last = 0;
    let good = 0;
    try {
      while (good < 8 && cursor.at < bytes.length) {
        const element = cursor.header();
        const { tag, vr, length } = element;
        const group = Math.floor(tag / 0x10000);
        if (tag <= last || group > 0x7fe0 || (good === 0 && group !== 0x0002 && group !== 0x0004 && group !== 0x0008)) return good;
        if (syntax.explicit && !SHORT.has(vr) && !LONG.has(vr)) return good;
        if (length !== UNDEFINED && (length % 2 || (whole && cursor.at + length > bytes.length))) return good;
        if (length === UNDEFINED && syntax.explicit && vr !== "SQ" && vr !== "UN") return good;
        last = tag;
        cursor.skip(element, 0);
        good += 1;
      }
      return cursor.at === bytes.length ? good + 1 : good;
    } catch {
      return good;
    }
  }

  /** How the data set at `at` is written; null if none of the ways fits.
   *  @type {(bytes: Uint8Array, at: number, whole: boolean) => Encoding | null} */
  function guess(bytes, at, whole) {
    const [best] = [EXPLICIT, IMPLICIT, BIG]
      .map((syntax) => ({ syntax, good: plausible(bytes, at, syntax, whole) }))
      .sort((a, b) => b.good - a.good);
    return best.good > 1 ? best.syntax : null;
  }

  /* -------------------------------------------------------------- deflated */

  /* What Chromium and Node, Firefox and Safari say of bytes that end early, or that something follows. */
  const ENDING = /truncated|junk|unexpected end|ended without|unexpected input|extra bytes/i;

  const PIECE = 1 << 12; // bytes that are inflated at once: a bomb makes four megabytes of them

  /** The beginning of what is deflated in `bytes`, at most `most` bytes of it: `{bytes, whole, damaged}`. It is
   *  fed in pieces, so that a bomb costs no more than `most`.
   *  @type {(bytes: Uint8Array, most: number, format?: CompressionFormat) => Promise<{ bytes: Uint8Array, whole: boolean, damaged: boolean }>} */
  async function inflate(bytes, most, format = "deflate-raw") {
    if (typeof DecompressionStream === "undefined") throw new Malformed("this browser cannot inflate");
    const { readable, writable } = new DecompressionStream(format);
    const writer = writable.getWriter();
    const reader = readable.getReader();
    const feeding = (async () => {
      for (let fed = 0; fed < bytes.length; fed += PIECE) {
        await writer.ready;
        await writer.write(bytes.slice(fed, fed + PIECE));
      }
      await writer.close();
    })();
    feeding.catch(() => {}); // the reader hears of it, or has enough
    const chunks = [];
    let size = 0;
    let whole = false;
    let damaged = false;
    try {
      while (size < most) {
        const { done, value } = await reader.read();
        if (done) {
          whole = true;
          break;
        }
        chunks.push(value);
        size += value.length;
      }
    } catch (error) {
      // The bytes end early, or something follows them, or they are not what was deflated: what came is what
      // there is. Only the words of the browser tell which.
      const { message, cause } = /** @type {Error & { cause?: { message?: string } }} */ (error);
      damaged = !ENDING.test(`${message} ${cause?.message}`);
    }
    reader.cancel().catch(() => {});
    writer.abort().catch(() => {});
    const out = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return { bytes: out, whole, damaged };
  }

  /* --------------------------------------------------------------- parsing */

  /** @type {(bytes: Uint8Array, at: number) => boolean} */
  const isPart10 = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4)) === "DICM";

  /** Where the data set of a file is, and how it is written: `{told, start, at, data, syntax,
   *  metaSyntax, mediaSopClass, missing}`; `told` alone where it is no DICOM. `data` is `{bytes, whole}`, those of
   *  the file or, where they are deflated, what they become; `syntax` null where nothing can be read.
   *  @type {(typeof SopDicom)["open"]} */
  async function open(bytes, whole = true) {
    /** @type {ReadDicom} */
    const told = { dicom: true, part10: false, sopClass: "", transferSyntax: "", encoding: "", modality: "", records: null, warnings: [], truncated: false };
    /** @type {(reason: string) => { told: NoDicom }} */
    const no = (reason) => ({ told: { dicom: false, reason } });
    if (!bytes.length) return no("empty");
    const start = isPart10(bytes, 128) ? 132 : isPart10(bytes, 0) ? 4 : 0;
    told.part10 = start > 0;
    if (start === 4) told.warnings.push("its preamble of 128 bytes is missing");
    /** @type {OpenedDicom} */
    const opened = { told, start, at: start, data: { bytes, whole }, syntax: null, metaSyntax: EXPLICIT, mediaSopClass: "", missing: false, damaged: false };
    try {
      if (start || (bytes[0] === 2 && bytes[1] === 0)) {
        ({ at: opened.at, mediaSopClass: opened.mediaSopClass, syntax: opened.metaSyntax } = meta(bytes, start, told, whole));
        if (!start && opened.at) told.warnings.push("it has file meta information, but neither preamble nor DICM");
      }
      if (DEFLATE.has(told.transferSyntax)) await unpack(opened);
      const { at, data } = opened;
      opened.missing = at >= data.bytes.length;
      opened.syntax = opened.missing ? null : encoding(data, at, told);
      if (opened.syntax) told.encoding = opened.syntax.uid;
      else if (!told.part10) return no("neither a DICOM file nor a data set");
      else {
        told.truncated = opened.missing || !whole;
        if (!opened.missing) told.warnings.push("its data set cannot be read");
      }
    } catch (error) {
      note(error, told);
    }
    return opened;
  }

  /** Inflate the data set of what is opened, unless it is not deflated.
   *  @type {(opened: OpenedDicom) => Promise<void>} */
  async function unpack(opened) {
    const { told, at, data: { bytes, whole } } = opened;
    const packed = bytes.subarray(at);
    let data = await inflate(packed, whole ? MOST_INFLATED : 1 << 18);
    if (!data.bytes.length) {
      data = await inflate(packed, MOST_INFLATED, "deflate");
      if (data.bytes.length) told.warnings.push("its data set is deflated with a zlib header, which DICOM does not allow");
    }
    if (!data.bytes.length && guess(bytes, at, whole)) {
      told.warnings.push("its transfer syntax says deflated, but its data set is not");
      return;
    }
    opened.data = data;
    opened.at = 0;
    opened.damaged = data.damaged;
    if (data.damaged) told.warnings.push("its deflated data set is damaged");
  }

  /** Say in `told` what ended the reading. @type {(error: unknown, told: ReadDicom) => void} */
  function note(error, told) {
    if (error instanceof Truncated) told.truncated = true;
    else if (error instanceof Malformed) told.warnings.push(error.message);
    else throw error;
  }

  /** @param {OpenedDicom | { told: NoDicom }} opened @returns {opened is OpenedDicom} */
  const isDicom = (opened) => opened.told.dicom;

  /** What the beginning of a file tells. @type {(typeof SopDicom)["parse"]} */
  async function parse(bytes, whole = true) {
    const opened = await open(bytes, whole);
    if (!isDicom(opened)) return opened.told;
    const { told, at, data, syntax, mediaSopClass, missing } = opened;
    try {
      if (syntax && !dataSet(data.bytes, at, syntax, told) && !data.whole) told.truncated = true;
    } catch (error) {
      note(error, told);
    }
    if (mediaSopClass && told.sopClass && mediaSopClass !== told.sopClass) {
      told.warnings.push(`its file meta information names another SOP Class: ${mediaSopClass}`);
    }
    told.sopClass ||= mediaSopClass;
    if (!told.part10 && !told.sopClass && !told.records && !told.truncated) return { dicom: false, reason: "no SOP Class UID (0008,0016) in it" };
    // What ends early lacks what stands after its end: that is one thing to say, not two.
    if (opened.damaged) told.truncated = true;
    else if (told.truncated && whole) told.warnings.push(ending(told, missing));
    else if (!told.sopClass) told.warnings.push("it names no SOP Class");
    return told;
  }

  /** Where a file ends that is not whole. @type {(told: ReadDicom, missing: boolean) => string} */
  function ending({ part10, transferSyntax, sopClass }, missing) {
    if (part10 && !transferSyntax) return "it ends within its file meta information";
    if (missing) return "it ends before its data set";
    return sopClass ? "it ends in the middle of an element" : "it ends before its SOP Class";
  }

  /** Read the file meta information, which is always in Explicit VR Little Endian (PS3.10 7.1).
   *  @type {(bytes: Uint8Array, start: number, told: ReadDicom, whole: boolean) => { at: number, mediaSopClass: string, syntax: Encoding }} */
  function meta(bytes, start, told, whole) {
    let syntax = EXPLICIT;
    if (plausible(bytes, start, IMPLICIT, whole) > plausible(bytes, start, EXPLICIT, whole)) {
      syntax = IMPLICIT;
      told.warnings.push("its file meta information has no VRs");
    }
    const cursor = new Cursor(bytes, start, syntax);
    let mediaSopClass = "";
    let at = start;
    try {
      while (bytes[cursor.at] === 2 && bytes[cursor.at + 1] === 0) {
        const element = cursor.header();
        if (element.tag === MEDIA_SOP_CLASS) mediaSopClass = cursor.text(element.length);
        if (element.tag === TRANSFER_SYNTAX) told.transferSyntax = cursor.text(element.length);
        cursor.skip(element, 0);
        at = cursor.at;
      }
    } catch (error) {
      told.sopClass = mediaSopClass;
      throw error;
    }
    if (!told.transferSyntax && at < bytes.length) told.warnings.push("its file meta information names no transfer syntax");
    return { at, mediaSopClass, syntax };
  }

  /** How the data set is written: as the transfer syntax says, unless the bytes say otherwise.
   *  @type {(data: { bytes: Uint8Array, whole: boolean }, at: number, told: ReadDicom) => Encoding | null} */
  function encoding({ bytes, whole }, at, told) {
    const said = told.transferSyntax ? (ENCODINGS.get(told.transferSyntax) ?? EXPLICIT) : null;
    const seen = guess(bytes, at, whole);
    if (!seen) return said;
    if (said !== seen && told.transferSyntax.startsWith("1.2.840.10008.")) {
      told.warnings.push(`its data set is not written as its transfer syntax says, but in ${NAMES.get(seen.uid)}`);
    }
    return seen;
  }

  const NAMES = new Map([[IMPLICIT.uid, "Implicit VR Little Endian"], [EXPLICIT.uid, "Explicit VR Little Endian"], [BIG.uid, "Explicit VR Big Endian"]]);

  /** Read what is asked for, which stands at the beginning of a data set; whether it came so far.
   *  @type {(bytes: Uint8Array, at: number, syntax: Encoding, told: ReadDicom) => boolean} */
  function dataSet(bytes, at, syntax, told) {
    const cursor = new Cursor(bytes, at, syntax);
    let past = false;
    cursor.elements(bytes.length, 0, ({ tag, length }) => {
      past = tag >= MODALITY;
      if (tag === SOP_CLASS) told.sopClass = cursor.text(length);
      else if (tag === MODALITY) told.modality = cursor.text(length);
      else if (tag === RECORDS) directory(cursor, length, (told.records = []));
      return !past;
    });
    if (cursor.at > bytes.length) throw new Truncated();
    return past;
  }

  /** Count what the records of a DICOMDIR refer to.
   *  @type {(cursor: Cursor, length: number, records: DicomRecord[]) => void} */
  function directory(cursor, length, records) {
    /** @type {Map<string, DicomRecord>} */
    const counts = new Map();
    /** @type {Record<"type" | "sopClass" | "transferSyntax" | "modality", string> | null} */
    let record = null;
    let modality = "";
    const done = () => {
      if (record?.type === "SERIES") ({ modality } = record);
      if (!record?.sopClass) return;
      const key = [record.sopClass, record.transferSyntax, modality].join(" ");
      const counted = counts.get(key);
      if (counted) counted.count += 1;
      else {
        const made = { sopClass: record.sopClass, transferSyntax: record.transferSyntax, modality, count: 1 };
        counts.set(key, made);
        records.push(made);
      }
    };
    /** @type {Map<number, "type" | "sopClass" | "transferSyntax" | "modality">} */
    const fields = new Map([[RECORD_TYPE, "type"], [RECORD_SOP_CLASS, "sopClass"], [RECORD_SYNTAX, "transferSyntax"], [MODALITY, "modality"]]);
    try {
      cursor.sequence(cursor.syntax, 1, ({ tag, length: size }) => {
        if (tag === ITEM) {
          done();
          record = { type: "", sopClass: "", transferSyntax: "", modality: "" };
          return;
        }
        const field = fields.get(tag);
        if (field && record) record[field] = cursor.text(size);
      }, length === UNDEFINED ? Infinity : cursor.at + length);
    } finally {
      done();
    }
  }

  /** The same from a file, of which no more is read than is needed. @type {(typeof SopDicom)["read"]} */
  async function read(file) {
    let told, whole, tries = 0;
    do {
      const size = SIZES[tries];
      whole = file.size <= size;
      told = await parse(new Uint8Array(await file.slice(0, size).arrayBuffer()), whole);
      tries += 1;
    } while (!whole && told.dicom && told.truncated && tries < SIZES.length);
    return told;
  }

  globalThis.SopDicom = { read, parse, open, isDicom, Cursor, Truncated, Malformed, EXPLICIT, IMPLICIT, BIG, DEFLATED, UNDEFINED, ITEM, ITEM_END, SEQUENCE_END };
})();
