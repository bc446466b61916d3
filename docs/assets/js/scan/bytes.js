/* Bytes that are printed in hexadecimal: a dump of a file, a PDU of a log. Needs no document. */
(() => {
  "use strict";

  const scan = (globalThis.SopScan ??= /** @type {ScanScripts} */ ({}));

  /* A line of eight bytes or more, with or without its offset before and its text behind. */
  const LINE = /^(?:[^\S\n]|[DIWE]: |DEBUG[:\w.-]{0,40}){0,9}(?:(?:0x)?[\da-f]{4,8}(?:h|:)?[\s|]{1,4})?((?:[\da-f]{2}[ :,-]{1,2}){7,63}[\da-f]{2})(?![\da-f])/i;

  /* The last line of a run may have fewer; nothing else stands on it. */
  const LAST = /^(?:[^\S\n]|[DIWE]: ){0,9}(?:(?:0x)?[\da-f]{4,8}(?:h|:)?[\s|]{1,4})?((?:[\da-f]{2}[ :,-]{1,2})*[\da-f]{2})(?=[ |]{2}|\s*$)/i;

  const MOST = 1 << 16; // bytes of a run that are read as text

  /** The bytes of a line as text, one character each; null if it is no such line. `goesOn` where the one before
   *  it was.
   *  @type {ScanScripts["textOfBytes"]} */
  function textOfBytes(line, goesOn = false) {
    const match = LINE.exec(line) ?? (goesOn ? LAST.exec(line) : null);
    if (!match) return null;
    return match[1].split(/[ :,-]+/).map((hex) => String.fromCharCode(parseInt(hex, 16))).join("");
  }

  /* What a PDU begins with (PS3.8 9.3). */
  /** @type {Record<number, string>} */
  const PDUS = { 1: "A-ASSOCIATE-RQ", 2: "A-ASSOCIATE-AC", 3: "A-ASSOCIATE-RJ", 4: "P-DATA-TF", 5: "A-RELEASE-RQ", 6: "A-RELEASE-RP", 7: "A-ABORT" };

  /** What bytes are, as far as their beginning tells: a file, a PDU, or nothing known.
   *  @type {ScanScripts["kindOfBytes"]} */
  function kindOfBytes(text) {
    if (text.startsWith("DICM", 128)) return "the beginning of a DICOM file";
    const type = PDUS[text.charCodeAt(0)];
    const size = [2, 3, 4, 5].reduce((sum, at) => sum * 256 + text.charCodeAt(at), 0);
    return type && text.charCodeAt(1) === 0 && size >= text.length - 6 - 64 && size < 1 << 24 ? `a PDU, ${type}` : "";
  }

  Object.assign(scan, /** @satisfies {Partial<ScanScripts>} */ ({ textOfBytes, kindOfBytes, MOST_BYTES: MOST }));
})();
