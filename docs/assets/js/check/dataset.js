/* Reads a whole DICOM data set into a tree.
 *
 *   const object = await SopDataSet.read(bytes, { size, vrOf });
 *
 * `bytes` are a file of `size` bytes, or its beginning; `vrOf(tag)` says which VR an attribute has
 * where the data set does not. Object is {dicom: false, reason}, or {dicom: true, meta, data,
 * transferSyntax, encoding, warnings, ended}:
 *   meta, data   data sets: `elements` by tag as a number, in their order; `complete` is false where
 *                the bytes ended before it did, and `last` is then the tag of the last whole element
 *   ended        the sentence that says where reading had to end; empty if it came to the end
 *   warnings     what is odd about the file as such, as sentences without a subject
 * An element is {tag, vr, written, length, bytes, items, fragments, given, little}:
 *   vr, written  its VR, and the one in the data set: empty where that has none
 *   bytes        its value; null of a sequence, and of what is longer than `bytes`
 *   items        of a sequence: data sets
 *   fragments    of pixels in fragments: {count, length, offsets}
 *   given        of a dump: the values as texts, or null where it does not show them
 * Whatever the bytes are, reading takes time in proportion to their number, and ends. No document.
 */
(() => {
  "use strict";

  const { Cursor, Truncated, Malformed, IMPLICIT, UNDEFINED, ITEM, ITEM_END, SEQUENCE_END } = SopDicom;

  const DEEPEST = 100; // sequences in sequences
  const MOST_ELEMENTS = 1_000_000;
  const PIXELS = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);

  /** A tag as the standard prints it: `(0008,103E)`. @type {(tag: number) => string} */
  function printed(tag) {
    const digits = tag.toString(16).toUpperCase().padStart(8, "0");
    return `(${digits.slice(0, 4)},${digits.slice(4)})`;
  }

  /** The path of an attribute in the data set at `path`, which is empty at the top.
   *  @type {(path: string, tag: number) => string} */
  const pathTo = (path, tag) => (path ? `${path}.${printed(tag)}` : printed(tag));

  class DataSet {
    constructor() {
      /** @type {Map<number, DicomElement>} */
      this.elements = new Map();
      this.complete = true;
      this.last = -Infinity;
      /** @type {{ tag: number, twice: boolean }[]} */
      this.disorder = []; // tags that stand after a greater one, or twice
    }

    /** @type {DicomDataSet["get"]} */
    get(tag) {
      return this.elements.get(tag) ?? null;
    }

    /** @type {DicomDataSet["add"]} */
    add(element) {
      if (element.tag <= this.last) this.disorder.push({ tag: element.tag, twice: this.elements.has(element.tag) });
      if (!this.elements.has(element.tag)) this.elements.set(element.tag, element);
      this.last = Math.max(this.last, element.tag);
    }

    /** Whether it can be said that an attribute is not there. @type {DicomDataSet["knows"]} */
    knows(tag) {
      return this.complete || tag <= this.last;
    }
  }

  /** @type {(typeof SopDataSet)["element"]} */
  const element = (tag, vr, written, length, little = true) =>
    ({ tag, vr, written, length, little, bytes: null, items: null, fragments: null, given: undefined, cache: undefined });

  /** Reads data sets from bytes. */
  class Reader {
    /** @param {Uint8Array} bytes @param {boolean} whole @param {(tag: number) => string} vrOf */
    constructor(bytes, whole, vrOf) {
      this.bytes = bytes;
      this.whole = whole;
      this.vrOf = vrOf;
      this.count = 0;
      /** @type {DicomElement | null} */
      this.cut = null; // the element of the top whose value is longer than what is here
    }

    /** The data set at `at`, up to `end` or while `goes(tag)`.
     *  @type {(at: number, syntax: Encoding, end: number, goes?: (tag: number) => boolean) => { into: DataSet, at: number, ended: string }} */
    top(at, syntax, end, goes = () => true) {
      const cursor = new Cursor(this.bytes, at, syntax);
      const into = new DataSet();
      let ended = "";
      try {
        this.fill(into, cursor, end, 0, goes);
      } catch (error) {
        if (error instanceof Truncated) ended = "it ends in the middle of an element";
        else if (error instanceof Malformed) ended = error.message;
        else throw error;
      }
      return { into, at: cursor.at, ended };
    }

    /** @type {(into: DataSet, cursor: DicomCursor, end: number, depth: number, goes: ((tag: number) => boolean) | null) => void} */
    fill(into, cursor, end, depth, goes) {
      if (depth > DEEPEST) throw new Malformed(`its sequences are nested more than ${DEEPEST} deep`);
      into.complete = false;
      while (cursor.at < end) {
        const before = cursor.at;
        const header = cursor.header();
        const { tag } = header;
        if (tag === ITEM_END && depth) break;
        if (goes && !goes(tag)) {
          cursor.at = before;
          break;
        }
        if (tag >= 0xfffee000 && tag <= 0xfffee0ff) throw new Malformed(`${printed(tag)} stands where an element should be`);
        this.tally();
        const one = this.element(cursor, header, end, depth);
        into.add(one);
        if (this.cut) return;
      }
      into.complete = true;
    }

    /** Count an element or item: what has too many is no object that anyone made. */
    tally() {
      this.count += 1;
      if (this.count > MOST_ELEMENTS) throw new Malformed(`it has more than ${MOST_ELEMENTS.toLocaleString("en")} elements, which is more than is read here`);
    }

    /** The element whose header has been read. @type {(cursor: DicomCursor, header: ElementHeader, end: number, depth: number) => DicomElement} */
    element(cursor, { tag, vr: written, length }, end, depth) {
      const known = this.vrOf(tag);
      const vr = written && written !== "UN" ? written : known || written || "UN";
      const one = element(tag, vr, written, length, cursor.syntax.little);
      if (length === UNDEFINED) {
        if (PIXELS.has(tag) && vr !== "SQ") this.fragments(one, cursor);
        else {
          one.vr = "SQ";
          this.items(one, cursor, written === "UN" ? IMPLICIT : cursor.syntax, Infinity, depth);
        }
        return one;
      }
      const stop = cursor.at + length;
      if (stop > end && end !== Infinity) {
        throw new Malformed(`${printed(tag)} is said to be ${length.toLocaleString("en")} bytes long, but only ${Math.max(0, end - cursor.at).toLocaleString("en")} are left of what holds it`);
      }
      if (stop > this.bytes.length) {
        if (depth) throw new Truncated();
        this.cut = one;
        return one;
      }
      if (vr === "SQ") this.items(one, cursor, written === "UN" ? IMPLICIT : cursor.syntax, stop, depth);
      else {
        one.bytes = this.bytes.subarray(cursor.at, stop);
        cursor.at = stop;
      }
      return one;
    }

    /** @type {(one: DicomElement, cursor: DicomCursor, syntax: Encoding, stop: number, depth: number) => void} */
    items(one, cursor, syntax, stop, depth) {
      const before = cursor.syntax;
      cursor.syntax = syntax;
      one.items = [];
      while (cursor.at < stop) {
        const { tag, length } = cursor.header();
        if (tag === SEQUENCE_END) break;
        if (tag !== ITEM) throw new Malformed(`${printed(one.tag)} holds something else than items`);
        const end = length === UNDEFINED ? stop : cursor.at + length;
        if (length !== UNDEFINED && end > stop) throw new Malformed(`an item of ${printed(one.tag)} is longer than its sequence`);
        if (length !== UNDEFINED && end > this.bytes.length) throw new Truncated();
        this.tally();
        const item = new DataSet();
        one.items.push(item);
        this.fill(item, cursor, end, depth + 1, null);
      }
      cursor.syntax = before;
    }

    /** @type {(one: DicomElement, cursor: DicomCursor) => void} */
    fragments(one, cursor) {
      one.fragments = { count: 0, length: 0, offsets: 0 };
      for (let first = true; ; first = false) {
        if (!this.whole && cursor.at + 8 > this.bytes.length) {
          this.cut = one;
          return;
        }
        const { tag, length } = cursor.header();
        if (tag === SEQUENCE_END) break;
        if (tag !== ITEM || length === UNDEFINED) throw new Malformed(`${printed(one.tag)} holds something else than fragments`);
        if (cursor.at + length > this.bytes.length) {
          if (this.whole) throw new Truncated();
          this.cut = one;
          return;
        }
        if (first) one.fragments.offsets = length / 4;
        else {
          one.fragments.count += 1;
          one.fragments.length += length;
        }
        cursor.at += length;
      }
    }
  }

  /** The object in `bytes`. @type {(typeof SopDataSet)["read"]} */
  async function read(bytes, { size = bytes.length, vrOf }) {
    const whole = bytes.length >= size;
    const opened = await SopDicom.open(bytes, whole);
    if (!SopDicom.isDicom(opened)) return opened.told;
    const { told } = opened;
    /** @type {DicomObject} */
    const object = { dicom: true, part10: told.part10, meta: null, data: new DataSet(), transferSyntax: told.transferSyntax, encoding: told.encoding, warnings: [...told.warnings], ended: "", cut: false };
    if (told.part10 || opened.at > opened.start || told.transferSyntax) {
      object.meta = new Reader(bytes, whole, vrOf).top(opened.start, opened.metaSyntax, bytes.length, (tag) => tag < 0x00030000).into;
    }
    if (!opened.syntax) {
      object.ended = told.truncated ? "it ends before its data set" : "its data set cannot be read";
      object.data.complete = false;
      return object;
    }
    const { data } = opened;
    const reader = new Reader(data.bytes, data.whole, vrOf);
    const { into, ended } = reader.top(opened.at, opened.syntax, data.whole ? data.bytes.length : Infinity);
    object.data = into;
    // A value that is not whole is told by its length; only what comes after it is not known.
    object.cut = Boolean(reader.cut);
    object.ended = ended;
    if (ended && !data.whole) object.ended = "only its beginning is read here, and that ends in the middle of an element";
    if (!told.part10 && !into.elements.size) return { dicom: false, reason: "neither a DICOM file nor a data set" };
    return object;
  }

  globalThis.SopDataSet = { read, DataSet, element, printed, pathTo, UNDEFINED };
})();
