/* In which way the bytes of a file are written, if they are text. */
(() => {
  "use strict";

  /** The encoding of text from its first bytes, as TextDecoder knows it, or utf-32le, utf-32be; an empty string
   *  if they are no text.
   *  @type {(bytes: Uint8Array) => string} */
  function encodingOf(bytes) {
    /** @type {(...marks: number[]) => boolean} */
    const starts = (...marks) => marks.every((mark, at) => bytes[at] === mark);
    if (starts(0xff, 0xfe, 0, 0)) return "utf-32le";
    if (starts(0, 0, 0xfe, 0xff)) return "utf-32be";
    if (starts(0xff, 0xfe)) return "utf-16le";
    if (starts(0xfe, 0xff)) return "utf-16be";
    const zeros = [0, 0, 0, 0]; // by place in four
    let odd = 0;
    for (const [at, byte] of bytes.entries()) {
      if (byte === 0) zeros[at % 4] += 1;
      else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) odd += 1;
    }
    if (!bytes.length || odd > bytes.length / 100) return "";
    const quarter = bytes.length / 4;
    const full = zeros.map((count) => count > quarter * 0.7);
    const empty = zeros.map((count) => count < quarter * 0.1);
    // Letters of most languages of the West have zeros beside them.
    if (empty[0] && full[1] && full[2] && full[3]) return "utf-32le";
    if (full[0] && full[1] && full[2] && empty[3]) return "utf-32be";
    if (empty[0] && full[1] && empty[2] && full[3]) return "utf-16le";
    if (full[0] && empty[1] && full[2] && empty[3]) return "utf-16be";
    // A few NULs pad values in text that is otherwise plain.
    const sum = zeros.reduce((all, count) => all + count, 0);
    return sum <= bytes.length / 4 ? "utf-8" : "";
  }

  /** UTF-32 as text: browsers do not know it. @type {(buffer: ArrayBuffer, little: boolean) => string} */
  function decodeWide(buffer, little) {
    const view = new DataView(buffer);
    const parts = [];
    for (let at = 0; at + 4 <= buffer.byteLength; at += 4) {
      const point = view.getUint32(at, little);
      if (point !== 0xfeff) parts.push(String.fromCodePoint(point <= 0x10ffff ? point : 0xfffd));
    }
    return parts.join("");
  }

  /** The text of a Blob, a piece at a time; NULs that pad values are blanks.
   *  @type {(blob: Blob, encoding: string) => Promise<string>} */
  async function textOf(blob, encoding) {
    if (encoding.startsWith("utf-32")) return decodeWide(await blob.arrayBuffer(), encoding.endsWith("le"));
    const decoder = new TextDecoder(encoding);
    const parts = [];
    const reader = blob.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      const part = decoder.decode(value, { stream: !done });
      parts.push(part.includes("\0") ? part.replaceAll("\0", " ") : part);
      if (done) return parts.join("");
    }
  }

  globalThis.SopEncoding = { encodingOf, textOf };
})();
