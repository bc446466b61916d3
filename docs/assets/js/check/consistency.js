/* Whether an object agrees with itself: file meta information, pixels, UIDs, times.
 *
 *   SopConsistency.check(context)
 *
 * Each rule below is a function of its own; what it needs and does not find, it lets pass. No
 * document.
 */
(() => {
  "use strict";

  /** @typedef {(context: CheckContext) => Generator<Fault & { meta?: boolean, path?: string }, void>} Rule */

  const { list, listOf, first: text, isEmpty, OLD_SCHEMES } = SopValues;
  const { counted } = SopReport;

  /** @type {(set: DicomDataSet, tag: number) => number[] | null} */
  const numbers = (set, tag) => {
    const element = set.get(tag);
    return element && !isEmpty(element) ? list(element)?.map(Number) ?? null : null;
  };
  /** @type {(set: DicomDataSet, tag: number) => number | null} */
  const number = (set, tag) => {
    const value = numbers(set, tag)?.[0];
    return value !== undefined && Number.isFinite(value) ? value : null;
  };

  const SAMPLES = 0x00280002, PHOTOMETRIC = 0x00280004, PLANAR = 0x00280006, FRAMES = 0x00280008, ROWS = 0x00280010, COLUMNS = 0x00280011;
  const ALLOCATED = 0x00280100, STORED = 0x00280101, HIGH = 0x00280102, REPRESENTATION = 0x00280103, PIXELS = 0x7fe00010;
  const FLOATS = 0x7fe00008, DOUBLES = 0x7fe00009;

  const NATIVE = new Set([SopDicom.IMPLICIT.uid, SopDicom.EXPLICIT.uid, SopDicom.BIG.uid, SopDicom.DEFLATED]);
  const JPEG = "1.2.840.10008.1.2.4.";
  const VIDEO = "1.2.840.10008.1.2.4.10"; // and a digit: MPEG, whose frames have no fragments of their own

  /* ------------------------------------------------------ meta information */

  /** @type {Rule} */
  function* metaInformation({ object, rules }) {
    const { meta, data, part10, dump } = object;
    if (!meta) {
      if (part10) yield { severity: "error", rule: "meta-missing", found: "no file meta information", demanded: "that of PS3.10 7.1" };
      return;
    }
    for (const tag of dump ? [] : [0x00020000, 0x00020001, 0x00020002, 0x00020003, 0x00020010, 0x00020012]) {
      const element = meta.get(tag);
      if (!element) yield { severity: "error", rule: "type-1-missing", meta: true, tag, found: "it is missing", demanded: "it with a value, as all file meta information has (PS3.10 7.1)" };
      else if (isEmpty(element)) yield { severity: "error", rule: "type-1-empty", meta: true, tag, found: "it has no value", demanded: "it with a value, as all file meta information has (PS3.10 7.1)" };
    }
    /** @type {[inMeta: number, inData: number, name: string][]} */
    const pairs = [[0x00020002, 0x00080016, "SOP Class UID"], [0x00020003, 0x00080018, "SOP Instance UID"]];
    for (const [inMeta, inData, name] of pairs) {
      const [one, other] = [text(meta, inMeta), text(data, inData)];
      if (one && other && one !== other) yield { severity: "error", rule: "meta-differs", meta: true, tag: inMeta, found: one, demanded: `the same as ${name} in the data set, ${other}` };
    }
    const syntax = text(meta, 0x00020010);
    const known = rules.transferSyntaxes.get(syntax);
    if (syntax && syntax.startsWith("1.2.840.10008.") && !known) yield { severity: "error", rule: "transfer-syntax-unknown", meta: true, tag: 0x00020010, found: syntax, demanded: "a registered transfer syntax" };
    else if (known?.retired) yield { severity: "hint", rule: "transfer-syntax-retired", meta: true, tag: 0x00020010, found: `${known.name}, which is retired`, demanded: "one that is not retired, in new objects" };
    const version = meta.get(0x00020001)?.bytes;
    if (version && (version.length !== 2 || version[0] !== 0 || version[1] !== 1)) yield { severity: "warning", rule: "meta-version", meta: true, tag: 0x00020001, found: "another version", demanded: "the bytes 00 and 01" };
    const length = number(meta, 0x00020000);
    if (!dump && length !== null && meta.complete) {
      const real = groupLength(meta, 0x0002, true);
      if (real !== null && real !== length) yield { severity: "error", rule: "meta-length", meta: true, tag: 0x00020000, found: counted(length, "byte"), demanded: `${counted(real, "byte")}, as there are` };
    }
  }

  /** The bytes of a group after its length; null where an element does not tell its own.
   *  @type {(set: DicomDataSet, group: number, explicit: boolean) => number | null} */
  function groupLength(set, group, explicit) {
    let bytes = 0;
    for (const { tag, written, length } of set.elements.values()) {
      if (Math.floor(tag / 0x10000) !== group || tag % 0x10000 === 0) continue;
      if (length < 0 || length === SopDataSet.UNDEFINED || Boolean(written) !== explicit) return null;
      bytes += length + (/^(?:O[BDFLVW]|SQ|SV|U[CNRTV])$/.test(written) ? 12 : 8);
    }
    return bytes;
  }

  /** @type {Rule} */
  function* groupLengths({ object: { data, dump, ended, cut } }) {
    if (dump || ended || cut) return;
    for (const { tag, written } of data.elements.values()) {
      if (tag % 0x10000) continue;
      const [said, real] = [number(data, tag), groupLength(data, Math.floor(tag / 0x10000), Boolean(written))];
      if (said !== null && real !== null && said !== real) yield { severity: "warning", rule: "group-length", tag, found: counted(said, "byte"), demanded: `${counted(real, "byte")}, as there are` };
    }
  }

  /** @type {Rule} */
  function* sopClass({ object: { data }, rules }) {
    const uid = text(data, 0x00080016);
    if (!uid) return;
    const known = rules.sopClass(uid);
    if (!known && uid.startsWith("1.2.840.10008.")) yield { severity: "error", rule: "sop-class-unknown", tag: 0x00080016, found: uid, demanded: "a registered SOP Class" };
    else if (known?.retired) yield { severity: "hint", rule: "sop-class-retired", tag: 0x00080016, found: `${known.name}, which is retired`, demanded: "a SOP Class that is not retired, in new objects" };
  }

  /** @type {Rule} */
  function* uids({ object: { data } }) {
    const instance = text(data, 0x00080018);
    for (const [tag, name] of /** @type {[number, string][]} */ ([[0x0020000d, "Study Instance UID"], [0x0020000e, "Series Instance UID"]])) {
      if (instance && text(data, tag) === instance) yield { severity: "error", rule: "uid-reused", tag, found: "the UID of the instance", demanded: `a UID of its own, as ${name} is that of another thing` };
    }
    const [study, series, frame] = [text(data, 0x0020000d), text(data, 0x0020000e), text(data, 0x00200052)];
    if (study && study === series) yield { severity: "error", rule: "uid-reused", tag: 0x0020000e, found: "the UID of the study", demanded: "a UID of its own" };
    for (const [other, name] of [[study, "study"], [series, "series"], [instance, "instance"]]) {
      if (frame && frame === other) yield { severity: "warning", rule: "uid-reused", tag: 0x00200052, found: `the UID of the ${name}`, demanded: "a UID of its own" };
    }
  }

  /* ---------------------------------------------------------------- pixels */

  /** @type {Rule} */
  function* bits({ object: { data } }) {
    const [allocated, stored, high] = [ALLOCATED, STORED, HIGH].map((tag) => number(data, tag));
    if (allocated !== null && allocated !== 1 && (allocated < 8 || allocated % 8)) yield { severity: "error", rule: "bits-allocated", tag: ALLOCATED, found: String(allocated), demanded: "1 or a multiple of 8" };
    if (allocated !== null && stored !== null && stored > allocated) yield { severity: "error", rule: "bits-stored", tag: STORED, found: String(stored), demanded: `no more than Bits Allocated, ${allocated}` };
    if (stored === 0) yield { severity: "error", rule: "bits-stored", tag: STORED, found: "0", demanded: "at least 1" };
    if (stored !== null && high !== null && high !== stored - 1) {
      yield { severity: "error", rule: "high-bit", tag: HIGH, found: String(high), demanded: `one less than Bits Stored, ${stored - 1}` };
    }
    const sign = number(data, REPRESENTATION);
    if (sign !== null && sign > 1) yield { severity: "error", rule: "pixel-representation", tag: REPRESENTATION, found: String(sign), demanded: "0 or 1" };
    for (const tag of [ROWS, COLUMNS]) if (number(data, tag) === 0) yield { severity: "error", rule: "no-pixels", tag, found: "0", demanded: "at least 1" };
    const frames = number(data, FRAMES);
    if (frames !== null && frames < 1) yield { severity: "error", rule: "frames", tag: FRAMES, found: String(frames), demanded: "at least 1" };
  }

  /* Samples that each photometric interpretation has (PS3.3 C.7.6.3.1.2). */
  const SAMPLES_OF = new Map([
    ["MONOCHROME1", 1], ["MONOCHROME2", 1], ["PALETTE COLOR", 1], ["RGB", 3], ["HSV", 3], ["YBR_FULL", 3], ["YBR_FULL_422", 3],
    ["YBR_PARTIAL_422", 3], ["YBR_PARTIAL_420", 3], ["YBR_ICT", 3], ["YBR_RCT", 3], ["ARGB", 4], ["CMYK", 4], ["XYB", 3],
  ]);

  /** @type {Rule} */
  function* samples({ object: { data } }) {
    const photometric = text(data, PHOTOMETRIC);
    const count = number(data, SAMPLES);
    const wanted = SAMPLES_OF.get(photometric);
    if (wanted && count !== null && count !== wanted) yield { severity: "error", rule: "samples", tag: SAMPLES, found: String(count), demanded: `${wanted}, as ${photometric} has` };
    if (photometric && !wanted) yield { severity: "warning", rule: "photometric-unknown", tag: PHOTOMETRIC, found: photometric, demanded: `one of ${[...SAMPLES_OF.keys()].join(", ")}` };
    const planar = number(data, PLANAR);
    if (planar !== null && planar > 1) yield { severity: "error", rule: "planar", tag: PLANAR, found: String(planar), demanded: "0 or 1" };
  }

  /* What transfer syntaxes allow: a test of the UID, and the photometric interpretations (PS3.5 8.2). */
  /** @type {[fits: (uid: string) => boolean, photometric: string[]][]} */
  const ALLOWED = [
    [(uid) => uid === `${JPEG}50` || uid === `${JPEG}51`, ["MONOCHROME1", "MONOCHROME2", "YBR_FULL_422", "YBR_FULL", "RGB"]],
    [(uid) => uid === `${JPEG}57` || uid === `${JPEG}70`, ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422"]],
    [(uid) => uid === `${JPEG}80` || uid === `${JPEG}81`, ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL"]],
    [(uid) => uid === `${JPEG}90` || uid === `${JPEG}201` || uid === `${JPEG}202`, ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_RCT"]],
    [(uid) => uid === `${JPEG}91` || uid === `${JPEG}203`, ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_RCT", "YBR_ICT"]],
    [(uid) => /^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/.test(uid), ["YBR_PARTIAL_420", "MONOCHROME2", "YBR_FULL_422", "YBR_PARTIAL_422"]],
    [(uid) => uid === "1.2.840.10008.1.2.5", ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL"]],
    [(uid) => NATIVE.has(uid), ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "HSV", "ARGB", "CMYK"]],
  ];

  /** @type {Rule} */
  function* photometric({ object: { data, transferSyntax } }) {
    const found = text(data, PHOTOMETRIC);
    const [, allowed] = ALLOWED.find(([fits]) => fits(transferSyntax)) ?? [];
    if (allowed && SAMPLES_OF.has(found) && !allowed.includes(found)) yield { severity: "error", rule: "photometric-transfer-syntax", tag: PHOTOMETRIC, found, demanded: `one that the transfer syntax allows: ${allowed.join(", ")}` };
    const lossy = transferSyntax === `${JPEG}50` || transferSyntax === `${JPEG}51`;
    const allocated = number(data, ALLOCATED);
    if (transferSyntax === `${JPEG}50` && allocated !== null && allocated !== 8) yield { severity: "error", rule: "bits-transfer-syntax", tag: ALLOCATED, found: String(allocated), demanded: "8, as JPEG Baseline has" };
    if ((lossy || transferSyntax === `${JPEG}81`) && text(data, 0x00282110) === "00") yield { severity: transferSyntax === `${JPEG}81` ? "warning" : "error", rule: "lossy", tag: 0x00282110, found: "00", demanded: "01, as the transfer syntax is lossy" };
  }

  /** @type {Rule} */
  function* pixelData({ object: { data, transferSyntax, cut } }) {
    const element = data.get(PIXELS);
    if (!element) return;
    const { fragments } = element;
    const encapsulated = fragments !== null;
    if (transferSyntax && NATIVE.has(transferSyntax) && encapsulated) yield { severity: "error", rule: "pixels-encapsulated", tag: PIXELS, found: "pixels in fragments", demanded: "native pixels, as the transfer syntax has" };
    if (transferSyntax.startsWith(JPEG) && !encapsulated && element.length >= 0) yield { severity: "error", rule: "pixels-native", tag: PIXELS, found: "native pixels", demanded: "pixels in fragments, as the transfer syntax has" };
    const [rows, columns, count, allocated] = [ROWS, COLUMNS, SAMPLES, ALLOCATED].map((tag) => number(data, tag));
    const frames = number(data, FRAMES) ?? 1;
    if (fragments) {
      if (!cut && fragments.count < frames && !transferSyntax.startsWith(VIDEO)) {
        yield { severity: "error", rule: "pixel-fragments", tag: PIXELS, found: `${counted(fragments.count, "fragment")} for ${counted(frames, "frame")}`, demanded: "at least one for each frame" };
      }
      return;
    }
    if (rows === null || columns === null || count === null || allocated === null || element.length < 0 || element.given !== undefined) return;
    const half = /_422$/.test(text(data, PHOTOMETRIC)) ? 2 / 3 : 1;
    const expected = Math.ceil(rows * columns * count * half * frames * allocated / 8);
    const even = expected + (expected % 2);
    if (element.length !== even) {
      const severity = element.length === expected || element.length === even + 1 ? "warning" : "error";
      yield { severity, rule: "pixel-length", tag: PIXELS, found: counted(element.length, "byte"), demanded: `${counted(even, "byte")}: rows × columns × samples × frames × bits allocated` };
    }
    if (element.written === "OB" && allocated > 8) yield { severity: "error", rule: "pixel-vr", tag: PIXELS, found: "VR OB", demanded: `VR OW, as Bits Allocated is ${allocated}` };
  }

  /** @type {Rule} */
  function* floats({ object: { data } }) {
    const there = [PIXELS, FLOATS, DOUBLES].filter((tag) => data.get(tag));
    if (there.length > 1) yield { severity: "error", rule: "pixels-twice", tag: there[1], found: "more than one kind of pixels", demanded: "one of Pixel Data, Float Pixel Data and Double Float Pixel Data" };
  }

  /** @type {Rule} */
  function* range({ object: { data } }) {
    const [low, high] = [number(data, 0x00280106), number(data, 0x00280107)];
    if (low !== null && high !== null && low > high) yield { severity: "warning", rule: "pixel-range", tag: 0x00280106, found: String(low), demanded: `no more than Largest Image Pixel Value, ${high}` };
    const width = numbers(data, 0x00281051);
    if (width && text(data, 0x00281056) !== "LINEAR_EXACT" && text(data, 0x00281056) !== "SIGMOID" && width.some((each) => each < 1)) yield { severity: "error", rule: "window-width", tag: 0x00281051, found: String(width.find((each) => each < 1)), demanded: "at least 1" };
    const centre = numbers(data, 0x00281050);
    if (width && centre && width.length !== centre.length) yield { severity: "error", rule: "window-count", tag: 0x00281051, found: counted(width.length, "value"), demanded: `as many as Window Center has, ${centre.length}` };
  }

  /** Palette colours need their tables, plain or segmented (PS3.3 C.7.6.3.1.5 and 6). @type {Rule} */
  function* palette({ object: { data } }) {
    if (text(data, PHOTOMETRIC) !== "PALETTE COLOR") return;
    for (const offset of [1, 2, 3]) {
      const [descriptor, plain, segmented] = [0x00281100, 0x00281200, 0x00281220].map((base) => base + offset);
      if (data.knows(descriptor) && !data.get(descriptor)) yield { severity: "error", rule: "palette-missing", tag: descriptor, found: "it is missing", demanded: "it, as Photometric Interpretation is PALETTE COLOR" };
      if (data.knows(segmented) && !data.get(plain) && !data.get(segmented)) yield { severity: "error", rule: "palette-missing", tag: plain, found: "it is missing, and not there in segments either", demanded: "one of both, as Photometric Interpretation is PALETTE COLOR" };
    }
  }

  /* Lookup tables: the descriptor says how many entries the data has (PS3.3 C.7.6.3.1.5). */
  /** @type {Rule} */
  function* palettes({ object: { data } }) {
    for (const offset of [1, 2, 3]) {
      const descriptor = numbers(data, 0x00281100 + offset);
      const table = data.get(0x00281200 + offset);
      if (!descriptor || descriptor.length !== 3 || !table || table.length < 0 || !table.bytes) continue;
      const entries = descriptor[0] > 0 ? descriptor[0] : descriptor[0] + 65536;
      const width = descriptor[2] === 8 ? [entries, entries * 2, entries + (entries % 2)] : [entries * 2];
      if (!width.includes(table.length)) yield { severity: "error", rule: "palette-length", tag: 0x00281200 + offset, found: counted(table.length, "byte"), demanded: `${counted(width[width.length - 1], "byte")} for ${counted(entries, "entry", "entries")}` };
    }
  }

  /* -------------------------------------------------------------- geometry */

  const LEEWAY = 0.001; // of cosines, which are rounded

  /** @type {Rule} */
  function* orientation({ object: { data } }) {
    const cosines = numbers(data, 0x00200037);
    if (cosines?.length !== 6) return;
    const product = cosines[0] * cosines[3] + cosines[1] * cosines[4] + cosines[2] * cosines[5];
    if ([0, 3].some((at) => Math.abs(Math.hypot(...cosines.slice(at, at + 3)) - 1) > LEEWAY)) yield { severity: "error", rule: "orientation", tag: 0x00200037, found: "a direction that is not of length 1", demanded: "two directions of length 1 at a right angle" };
    else if (Math.abs(product) > LEEWAY) yield { severity: "error", rule: "orientation", tag: 0x00200037, found: "directions that are not at a right angle", demanded: "two directions of length 1 at a right angle" };
  }

  /** @type {Rule} */
  function* spacing({ object: { data } }) {
    for (const tag of [0x00280030, 0x00181164]) {
      const found = numbers(data, tag)?.find((each) => !(each > 0));
      if (found !== undefined) yield { severity: tag === 0x00280030 && numbers(data, tag)?.every((each) => each === 0) ? "warning" : "error", rule: "spacing", tag, found: String(found), demanded: "greater than 0" };
    }
    const thickness = number(data, 0x00180050);
    if (thickness !== null && thickness < 0) yield { severity: "error", rule: "spacing", tag: 0x00180050, found: String(thickness), demanded: "not less than 0" };
  }

  /** Of local time from UTC, as that of a DT (PS3.5 6.2). @type {Rule} */
  function* timeZone({ object: { data } }) {
    const zone = text(data, 0x00080201);
    if (!zone) return;
    const right = /^[+-]\d\d[0-5]\d$/.test(zone) && Number(zone) >= -1200 && Number(zone) <= 1400 && zone !== "-0000";
    if (!right) yield { severity: "error", rule: "timezone", tag: 0x00080201, found: zone, demanded: "an offset from UTC as &ZZXX, from -1200 to +1400, and not -0000" };
  }

  /** What the tables of the IOD fix beyond their rows: Modality, bits, transfer syntax. @type {Rule} */
  function* fixed({ iod, object: { data, transferSyntax }, top }) {
    if (!iod) return;
    for (const [tag, at, rule, values, condition, nested, trust] of iod.fixed) {
      if (nested || rule === "defined_terms") continue;
      if (condition && SopConditions.holds(condition, top) !== true) continue;
      const number = parseInt(tag, 16);
      if (rule === "transfer_syntax_only") {
        if (transferSyntax && !values.includes(transferSyntax)) yield { severity: "warning", rule: "iod-transfer-syntax", meta: true, tag: 0x00020010, href: iod.href, found: transferSyntax, demanded: `${values.join(" or ")}, as the IOD has` };
        continue;
      }
      const element = data.get(number);
      if (!element) continue;
      if (rule === "shall_be_absent") {
        yield { severity: trust, rule: "iod-absent", tag: number, href: iod.href, found: "it is present", demanded: `its absence from the IOD ${iod.name}` };
        continue;
      }
      const found = list(element)?.[at ? at - 1 : 0];
      if (!found) continue;
      const same = values.some((value) => value === found || (value !== "" && Number(value) === Number(found)));
      if (!same) yield { severity: trust, rule: "iod-value", tag: number, href: iod.href, found: `"${found}"`, demanded: `${values.join(" or ")}, as the IOD ${iod.name} has` };
    }
  }

  /** What Modality objects of the SOP Class carry. @type {Rule} */
  function* modality({ object: { data }, sopClass: its }) {
    const found = text(data, 0x00080060);
    const known = its?.modalities ?? [];
    if (!its || !found || !known.length || known.some(([code]) => code === found)) return;
    const fixed = known.every(([, kind]) => kind === "enumerated");
    const codes = known.map(([code]) => code).join(" or ");
    yield { severity: fixed ? "error" : "warning", rule: "modality", tag: 0x00080060, href: `sop-classes/${its.uid}/`, found: `"${found}"`, demanded: fixed ? `${codes}, as objects of the SOP Class must have` : `${codes}, as objects of the SOP Class have it` };
  }

  /* ------------------------------------------------- what refers to itself */

  /** @type {Rule} */
  function* framePointer({ object: { data } }) {
    for (const pointer of listOf(data, 0x00280009) ?? []) {
      const tag = parseInt(pointer.replace(/[(),\s]/g, ""), 16);
      if (Number.isFinite(tag) && data.knows(tag) && !data.get(tag)) yield { severity: "error", rule: "frame-pointer", tag: 0x00280009, found: `${pointer}, which is not there`, demanded: "attributes of this data set" };
    }
  }

  /** @type {(set: DicomDataSet | undefined, tag: number) => DicomDataSet[]} */
  const itemsOf = (set, tag) => set?.get(tag)?.items ?? [];

  /** @type {Rule} */
  function* waveforms({ object: { data } }) {
    for (const [index, group] of itemsOf(data, 0x54000100).entries()) {
      const path = `(5400,0100)[${index + 1}]`;
      const [channels, samples, allocated] = [0x003a0005, 0x003a0010, 0x54001004].map((tag) => number(group, tag));
      const element = group.get(0x54001010);
      if (channels !== null && samples !== null && allocated !== null && element && element.length >= 0) {
        const bytes = Math.ceil(channels * samples * allocated / 16) * 2;
        if (element.length !== bytes) yield { severity: "error", rule: "waveform-length", tag: 0x54001010, path, found: counted(element.length, "byte"), demanded: `${counted(bytes, "byte")}: channels × samples × bits allocated` };
      }
      const defined = group.get(0x003a0200)?.items;
      if (channels !== null && defined && defined.length !== channels) yield { severity: "error", rule: "waveform-channels", tag: 0x003a0200, path, found: counted(defined.length, "item"), demanded: `${counted(channels, "item")}, one for each channel` };
    }
  }

  /** @type {Rule} */
  function* overlays({ object: { data } }) {
    for (let group = 0x6000; group <= 0x601e; group += 2) {
      const base = group * 0x10000;
      const [rows, columns, allocated] = [0x0010, 0x0011, 0x0100].map((each) => number(data, base + each));
      const frames = number(data, base + 0x0015) ?? 1;
      const element = data.get(base + 0x3000);
      if (rows === null || columns === null || allocated !== 1 || !element || element.length < 0) continue;
      const bytes = Math.ceil(rows * columns * frames / 16) * 2;
      if (element.length !== bytes) yield { severity: "error", rule: "overlay-length", tag: base + 0x3000, found: counted(element.length, "byte"), demanded: `${counted(bytes, "byte")}: rows × columns × frames, a bit each` };
    }
  }

  /** @type {Rule} */
  function* dimensions({ object: { data } }) {
    const indexes = data.get(0x00209222)?.items;
    if (!indexes?.length) return;
    for (const [at, frame] of itemsOf(data, 0x52009230).entries()) {
      const content = itemsOf(frame, 0x00209111)[0];
      const values = content && listOf(content, 0x00209157);
      if (values?.length && values.length !== indexes.length) {
        yield { severity: "error", rule: "dimension-values", tag: 0x00209157, path: `(5200,9230)[${at + 1}].(0020,9111)[1]`, found: counted(values.length, "value"), demanded: `as many as Dimension Index Sequence has items, ${indexes.length}` };
      }
    }
  }

  /* Numbers by which items refer to others: the sequence that defines them, and those that refer. */
  /** @type {{ defined: [sequence: number, tag: number], referring: [from: number, reference: number][] }[]} */
  const REFERENCES = [
    { defined: [0x30060020, 0x30060022], referring: [[0x30060039, 0x30060084], [0x30060080, 0x30060084]] }, // ROIs
    { defined: [0x300a00b0, 0x300a00c0], referring: [] }, // beams
    { defined: [0x00620002, 0x00620004], referring: [] }, // segments
  ];

  /** @type {Rule} */
  function* numbering({ object: { data } }) {
    for (const { defined: [sequence, tag], referring } of REFERENCES) {
      /** @type {Set<string>} */
      const known = new Set();
      for (const [index, item] of itemsOf(data, sequence).entries()) {
        const value = text(item, tag);
        if (value && known.has(value)) yield { severity: "error", rule: "number-twice", tag, path: `${SopDataSet.printed(sequence)}[${index + 1}]`, found: `${value} again`, demanded: "each number once" };
        known.add(value);
      }
      for (const [from, reference] of known.size ? referring : []) {
        for (const [index, item] of itemsOf(data, from).entries()) {
          const value = text(item, reference);
          if (value && !known.has(value)) yield { severity: "error", rule: "number-unknown", tag: reference, path: `${SopDataSet.printed(from)}[${index + 1}]`, found: `${value}, which no item of ${SopDataSet.printed(sequence)} has`, demanded: "a number that is there" };
        }
      }
    }
    const segments = new Set(itemsOf(data, 0x00620002).map((item) => text(item, 0x00620004)));
    if (!segments.size) return;
    /** @type {[holder: DicomDataSet | undefined, path: string][]} */
    const holders = [[itemsOf(data, 0x52009229)[0], "(5200,9229)[1]"], ...itemsOf(data, 0x52009230).map((item, at) => /** @type {[DicomDataSet, string]} */ ([item, `(5200,9230)[${at + 1}]`]))];
    for (const [holder, path] of holders) {
      for (const item of itemsOf(holder, 0x0062000a)) {
        for (const value of listOf(item, 0x0062000b) ?? []) {
          if (!segments.has(value)) yield { severity: "error", rule: "number-unknown", tag: 0x0062000b, path: `${path}.(0062,000A)[1]`, found: `${value}, which no item of (0062,0002) has`, demanded: "a number that is there" };
        }
      }
    }
  }

  /** References to SOP Classes anywhere must name registered ones; codes, schemes of today. @type {Rule} */
  function* references({ object: { data }, rules }) {
    /** @type {[set: DicomDataSet, path: string][]} */
    const todo = [[data, ""]];
    for (let next = todo.pop(); next; next = todo.pop()) {
      const [set, path] = next;
      for (const element of set.elements.values()) {
        if (element.items) element.items.forEach((item, index) => todo.push([item, `${SopDataSet.pathTo(path, element.tag)}[${index + 1}]`]));
        else if (element.tag === 0x00080102 && OLD_SCHEMES.has(text(set, element.tag))) yield { severity: "hint", rule: "scheme-retired", tag: element.tag, path, found: `"${text(set, element.tag)}"`, demanded: "SCT, which took its place" };
        else if (element.tag === 0x00081150 || element.tag === 0x0008115a) {
          for (const uid of list(element) ?? []) {
            if (uid.startsWith("1.2.840.10008.") && !rules.sopClass(uid)) yield { severity: "error", rule: "sop-class-unknown", tag: element.tag, path, found: uid, demanded: "a registered SOP Class" };
          }
        }
      }
    }
  }

  const RULES = [metaInformation, groupLengths, sopClass, uids, bits, samples, photometric, pixelData, floats, range, palette, palettes, orientation, spacing, timeZone, fixed, modality, framePointer, waveforms, overlays, dimensions, numbering, references];

  /** Hold an object against itself. @type {(context: CheckContext) => void} */
  function check(context) {
    const { findings, top } = context;
    for (const rule of RULES) {
      for (const { meta = false, path = "", ...finding } of rule(context)) {
        findings.add({ place: { ...top, meta, path }, module: path || meta ? "" : "Consistency", ...finding });
      }
    }
  }

  globalThis.SopConsistency = { check };
})();
