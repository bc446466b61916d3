/* Makes random texts, addresses, dumps and DICOM files that mean the scripts ill: the same for the same seed.
 *
 *   const make = new Hostile(seed, originals);    // originals: files (Uint8Array) to damage
 *   make.text(), make.address(), make.dump(), make.json(), make.bytes(), make.records()
 */
import { deflateRawSync, deflateSync } from "node:zlib";

/** A generator of numbers below 1 that begins with `state` (mulberry32). */
function numbers(state) {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.", "2.25.", ".", "..........", "0", "00", "12", "(0008,0016)", "(0008,", "0008,0016",
  "CT", "CT Image Storage", "CTImageStorage", "A7xx", "0xC000", "status", "=", ":", "#q=", "%", "%E0%A4%A", "&", "\u0000", "\ufeff",
  "\u202e", "\ud800", "\udfff", "e\u0301", "\n", "\r\n", "\t", "\"", "'", "<script>", "</script>", "\\", "[", "]", "{", "}", "|", " ",
  "UI [1.2.840.10008.5.1.4.1.1.2]  # 26, 1 SOPClassUID", "W: ", "x".repeat(100), "é", "漢字", "🩻", "-", "_", "(", ")", "*", "+", "?",
  "{iso(1) member-body(2) us(840)}", "Presentation Context ID: 1", "Result: 3", "08 00 16 00 ", "not ", "CID 29", "TID 1500", "\u00a0", "İ", "ß", "ﬃ",
  "__proto__", "constructor", "hasOwnProperty", "toString", "$&", "$1", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;", "{{7*7}}",
];

/* Keys and values of the states that pages keep in their addresses. */
const KEYS = ["q", "a", "b", "show", "filter", "sort", "pick", "status", "modality", "category", "kind", "roots.filter", "form", "edition", "v", "lang", "__proto__", "utm_source"];
const VALUES = [
  "1.2.840.10008.5.1.4.1.1.2", "CTImageStorage", "MRImageStorage", "ct-image", "all", "active", "retired", "-uid", "name", "5.1.4.1.1.2,5.1.4.1.1.4",
  "2011", "2026d", "constructor", "", "none", "00080016", "row-1", "modules", "%00", "%", "%F0%9F", "..%2f..%2f", "//other.example/", "javascript:alert(1)",
];

const SHORT = "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(" ");
const LONG = "OB OD OF OL OV OW SV UC UN UR UT UV".split(" ");
const TAGS = [
  0x00080005, 0x00080008, 0x00080016, 0x00080018, 0x00080020, 0x00080060, 0x00081140, 0x00081150, 0x00081155, 0x00100010, 0x00100020, 0x00180050,
  0x0020000d, 0x0020000e, 0x00200013, 0x00200037, 0x00280002, 0x00280004, 0x00280008, 0x00280010, 0x00280011, 0x00280100, 0x00283002, 0x0040a730,
  0x0040a040, 0x0040a168, 0x00080100, 0x00080102, 0x00080104, 0x52009229, 0x52009230, 0x60000010, 0x7fe00010, 0x00091001, 0x00090010, 0xfffee000, 0x00041220,
];
const SYNTAXES = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.95", "1.2.3"];
const SOP_CLASSES = ["1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.88.33", "1.2.840.10008.5.1.4.1.1.481.2", "1.2.840.10008.1.3.10", "1.2.840.10008.5.1.4.1.1.66.4"];

const LARGEST = 1 << 20; // bytes of a file that is made

export class Hostile {
  constructor(seed, originals = []) {
    this.next = numbers(seed);
    this.originals = originals;
  }

  below(number) {
    return Math.floor(this.next() * number);
  }

  one(list) {
    return list[this.below(list.length)];
  }

  some(chance) {
    return this.next() < chance;
  }

  /** A text of up to a few hundred kilobytes, sometimes the same again and again. */
  text() {
    const length = this.one([1, 3, 10, 40, 200, 2000]);
    const few = this.some(0.3) ? [this.one(PIECES), this.one(PIECES)] : PIECES;
    let made = "";
    for (let count = 0; count < length; count++) made += this.some(0.1) ? String.fromCharCode(this.below(0x3000)) : this.one(few);
    return made;
  }

  short() {
    return this.text().slice(0, 1 + this.below(300));
  }

  /** What may follow the path of a page: a query, a hash, both, each well formed or not. */
  address() {
    const value = () => (this.some(0.5) ? this.one(VALUES) : encodeURIComponent(this.short().toWellFormed()).slice(0, 500));
    const pairs = () => Array.from({ length: 1 + this.below(4) }, () => `${this.one(KEYS)}=${value()}`).join("&");
    const raw = () => this.short().toWellFormed().replace(/[\n\r\t#?]/g, "");
    const part = () => (this.some(0.6) ? pairs() : this.some(0.5) ? value() : raw());
    const query = this.some(0.3) ? `?${part()}` : "";
    return query + (this.some(0.9) ? `#${part()}` : "");
  }

  /* ---------------------------------------------------------------- objects */

  value(vr) {
    if (this.some(0.1)) return this.short();
    if (vr === "UI") return this.one([...SOP_CLASSES, ...SYNTAXES, "1.2.3.4", "1..2", "0".repeat(70)]);
    if (vr === "DS" || vr === "IS") return this.one(["1", "-1e999", "NaN", "0", "1\\2\\3", "1\\", "99999999999", "+", "1,5"]);
    if (vr === "DA" || vr === "TM" || vr === "DT") return this.one(["20200101", "20209999", "2020", "235960", "-", "20200101120000.000000+9999", "20200101-"]);
    if (vr === "CS") return this.one(["CT", "ORIGINAL\\PRIMARY", "MONOCHROME2", "ISO_IR 100", "ISO 2022 IR 87", "CONTAINER", "lower", ""]);
    if (vr === "PN") return this.one(["A^B", "^^^^^^^", "A=B=C=D", "\u001b$B"]);
    return this.some(0.01) ? "x".repeat(70000) : this.one(["", "x", " ", "\\", "\\\\\\", "é"]);
  }

  /** A tree of elements: `{tag, vr, text}` or `{tag, vr: "SQ", items}`; `left` bounds it as a whole. */
  tree(depth = 0, left = { elements: 4000 }) {
    const many = this.some(0.02) ? 3000 : 1 + this.below(depth ? 5 : 30);
    const deepest = this.some(0.05) ? 200 : 4;
    const made = [];
    for (let count = 0; count < many && left.elements > 0; count++) {
      left.elements -= 1;
      const tag = this.some(0.8) ? this.one(TAGS) : this.below(0x100000000);
      if (depth < deepest && this.some(deepest > 4 ? 0.5 : 0.15)) {
        made.push({ tag, vr: "SQ", items: Array.from({ length: this.below(3) }, () => this.tree(depth + 1, left)) });
      } else {
        const vr = this.one(this.some(0.7) ? SHORT : LONG);
        made.push({ tag, vr, text: this.value(vr) });
      }
    }
    if (!depth && this.some(0.8)) made.push({ tag: 0x00080016, vr: "UI", text: this.one(SOP_CLASSES) });
    return this.some(0.8) ? made.sort((a, b) => a.tag - b.tag) : made;
  }

  /** A tree as the bytes of a data set; lengths are right, mostly. */
  encoded(tree, explicit, little, left = { bytes: LARGEST }) {
    const parts = [];
    for (const { tag, vr, text, items } of tree) {
      if (left.bytes < 0) break;
      const open = items && this.some(0.5);
      const body = items ? Buffer.concat(items.flatMap((item) => this.item(this.encoded(item, explicit, little, left), little))) : this.padded(text);
      const length = open ? 0xffffffff : this.some(0.01) ? this.below(0x100000000) : body.length;
      const long = !explicit || !SHORT.includes(vr) || length > 0xffff;
      const head = Buffer.alloc(explicit && long ? 12 : 8);
      const sixteen = (value, at) => (little ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at));
      sixteen(tag >>> 16, 0);
      sixteen(tag & 0xffff, 2);
      if (explicit) head.write(long && SHORT.includes(vr) ? "UN" : vr, 4, "latin1");
      if (long) head[little ? "writeUInt32LE" : "writeUInt32BE"](length >>> 0, head.length - 4);
      else sixteen(length, 6);
      parts.push(head, body);
      if (open) parts.push(this.delimiter(0xe0dd, little));
      left.bytes -= head.length + body.length;
    }
    return Buffer.concat(parts);
  }

  padded(text) {
    const bytes = Buffer.from(text, this.some(0.9) ? "utf8" : "latin1");
    return bytes.length % 2 && this.some(0.95) ? Buffer.concat([bytes, Buffer.from([this.one([0, 32])])]) : bytes;
  }

  delimiter(element, little, length = 0) {
    const made = Buffer.alloc(8);
    if (little) {
      made.writeUInt16LE(0xfffe, 0);
      made.writeUInt16LE(element, 2);
      made.writeUInt32LE(length, 4);
    } else {
      made.writeUInt16BE(0xfffe, 0);
      made.writeUInt16BE(element, 2);
      made.writeUInt32BE(length, 4);
    }
    return made;
  }

  item(bytes, little) {
    return this.some(0.5) ? [this.delimiter(0xe000, little, bytes.length), bytes] : [this.delimiter(0xe000, little, 0xffffffff), bytes, this.delimiter(0xe00d, little)];
  }

  /** A file from scratch. */
  scratch() {
    const syntax = this.one(SYNTAXES);
    const explicit = this.some(0.9) ? syntax !== SYNTAXES[0] : this.some(0.5);
    const little = this.some(0.9) ? syntax !== SYNTAXES[2] : this.some(0.5);
    let data = this.encoded(this.tree(), explicit, little);
    if (/\.(?:99|95)$/.test(syntax)) data = this.packed(data);
    if (this.some(0.1)) return data;
    const meta = this.encoded([{ tag: 0x00020002, vr: "UI", text: this.one(SOP_CLASSES) }, { tag: 0x00020010, vr: "UI", text: syntax }], this.some(0.95), true);
    return Buffer.concat([Buffer.alloc(this.some(0.95) ? 128 : 0), Buffer.from("DICM"), meta, data]);
  }

  /** Deflated in one of the ways that are met: well, with a header, cut, or to something huge. */
  packed(data) {
    if (this.some(0.05)) return deflateRawSync(Buffer.concat([data, Buffer.alloc(this.one([1 << 20, 1 << 27]))]));
    const packed = this.some(0.9) ? deflateRawSync(data) : deflateSync(data);
    return this.some(0.1) ? packed.subarray(0, this.below(packed.length + 1)) : packed;
  }

  /** A file: one of the originals or one from scratch, damaged or not; or no file at all. */
  bytes() {
    if (this.some(0.1)) return Uint8Array.from({ length: this.below(4096) }, () => this.below(256));
    if (this.some(0.1)) return new Uint8Array(Buffer.from(this.some(0.5) ? this.dump() : this.text(), this.one(["utf8", "utf16le", "latin1"])));
    const isOwn = !this.originals.length || this.some(0.4);
    let made = new Uint8Array(isOwn ? this.scratch() : this.one(this.originals).slice(0, LARGEST));
    for (let count = this.below(isOwn ? 3 : 8); count > 0 && made.length; count--) made = this.damaged(made);
    return made;
  }

  damaged(bytes) {
    const at = this.below(bytes.length + 1);
    const from = this.originals.length ? this.one(this.originals) : bytes;
    const start = this.below(from.length);
    const made = this.some(0.5) ? bytes.slice() : null;
    switch (this.below(4)) {
      case 0:
        if (made && at < made.length) made[at] = this.one([0, 1, 0x7f, 0x80, 0xff, this.below(256)]);
        return made ?? bytes.slice(0, at);
      case 1:
        return new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + this.below(64))]));
      case 2:
        return new Uint8Array(Buffer.concat([bytes.subarray(0, at), from.subarray(start, start + this.below(256)), bytes.subarray(at)]));
      default:
        if (made) for (let i = at; i < Math.min(made.length, at + 4); i++) made[i] = 0xff;
        return made ?? bytes;
    }
  }

  /* ------------------------------------------------------------------ dumps */

  /** An object as a program prints it, then damaged or not. */
  dump() {
    const form = this.below(3);
    const text = form === 0 ? this.dcmtk(this.tree()).join("\n") : form === 1 ? this.pydicom(this.tree()).join("\n") : this.json();
    return this.some(0.5) ? text : this.slips(text);
  }

  /** `text` with a few slips. */
  slips(text) {
    let made = text;
    for (let count = 1 + this.below(4); count > 0; count--) {
      const at = this.below(made.length + 1);
      made = made.slice(0, at) + (this.some(0.5) ? this.one(PIECES) : "") + made.slice(at + this.one([0, 1, 10, 100]));
    }
    return made;
  }

  tag({ tag }) {
    const digits = (tag >>> 0).toString(16).padStart(8, "0");
    return `(${digits.slice(0, 4)},${digits.slice(4)})`;
  }

  dcmtk(tree, indent = "") {
    return tree.flatMap((one) => {
      if (!one.items) return [`${indent}${this.tag(one)} ${one.vr} ${this.some(0.1) ? "(no value available)" : `[${one.text}]`} # ${one.text.length}, 1 Name`];
      const inner = one.items.flatMap((item) => [`${indent}  (fffe,e000) na (Item with undefined length)`, ...this.dcmtk(item, `${indent}    `), `${indent}  (fffe,e00d) na (ItemDelimitationItem)`]);
      return [`${indent}${this.tag(one)} SQ (Sequence with undefined length #=${one.items.length})`, ...inner, `${indent}(fffe,e0dd) na (SequenceDelimitationItem)`];
    });
  }

  pydicom(tree, indent = "") {
    return tree.flatMap((one) => {
      if (!one.items) return [`${indent}${this.tag(one)} A Name   ${one.vr}: ${this.some(0.3) ? `['${one.text}', "b"]` : `'${one.text}'`}`];
      return [`${indent}${this.tag(one)}  A Sequence   ${one.items.length} item(s) ---- `, ...one.items.flatMap((item) => [...this.pydicom(item, `${indent}   `), `${indent}   ---------`])];
    });
  }

  /** An object as DICOM JSON, now and then of another form than the standard's. */
  json() {
    const odd = () => this.one([null, 1, "x", [], {}, [null], [[]], { Alphabetic: 1 }, true, -1e308]);
    const made = (tree) => Object.fromEntries(tree.map((one) => {
      const body = { vr: this.some(0.98) ? one.vr : odd(), Value: one.items ? one.items.map((item) => (this.some(0.98) ? made(item) : odd())) : [one.text] };
      if (this.some(0.05)) body.Value = odd();
      if (this.some(0.05)) body.InlineBinary = this.some(0.5) ? "AAAA=" : odd();
      if (this.some(0.05)) body.BulkDataURI = odd();
      return [this.tag(one).replace(/[(),]/g, ""), this.some(0.98) ? body : odd()];
    }));
    return JSON.stringify(this.some(0.2) ? [made(this.tree()), made(this.tree())] : made(this.tree()));
  }

  /* ---------------------------------------------------------------- records */

  /** Rows of a table that somebody exports. */
  records() {
    return Array.from({ length: this.one([0, 1, 5, 130, 400]) }, () => ({
      uid: this.some(0.8) ? this.one(SOP_CLASSES) + (this.some(0.5) ? `.${this.below(1000)}` : "") : this.short(),
      ...Object.fromEntries(["name", "keyword", "service", "category", "modality", "standard", "vendor"].map((key) => [key, this.some(0.7) ? this.short() : ""])),
      retired: this.some(0.3), store: this.some(0.7), apart: this.some(0.1),
      metas: this.some(0.1) ? [[this.one(SOP_CLASSES), this.short(), this.some(0.5)]] : [],
    }));
  }
}
