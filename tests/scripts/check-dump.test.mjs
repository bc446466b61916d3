/* Dumps of objects, as dcmdump and pydicom print them, and DICOM JSON. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { CT, checker } from "./objects.mjs";

const { SopDump, SopValues } = checker();
const uidOf = (name) => ({ CTImageStorage: CT, "CT Image Storage": CT, LittleEndianExplicit: "1.2.840.10008.1.2.1" })[name] ?? null;
const read = (text) => SopDump.read(text, uidOf);
const values = (set, tag) => {
  const one = set.get(tag);
  const found = one && SopValues.list(one);
  return found && [...found];
};

test("dcmdump: values, names of UIDs, sequences, pixels, what is cut short", () => {
  const [object] = read(`
# Dicom-File-Format
(0002,0010) UI =LittleEndianExplicit                    #  20, 1 TransferSyntaxUID
# Dicom-Data-Set
(0008,0008) CS [ORIGINAL\\PRIMARY]                       #  16, 2 ImageType
(0008,0016) UI =CTImageStorage                          #  26, 1 SOPClassUID
(0008,0018) UI =SomethingUnknown                        #  26, 1 SOPInstanceUID
(0008,0060) CS (no value available)                     #   0, 0 Modality
(0008,1140) SQ (Sequence with undefined length #=2)     # u/l, 1 ReferencedImageSequence
  (fffe,e000) na (Item with undefined length #=1)         # u/l, 1 Item
    (0008,1155) UI [1.2]                                    #   4, 1 ReferencedSOPInstanceUID
  (fffe,e00d) na (ItemDelimitationItem)                   #   0, 0 ItemDelimitationItem
  (fffe,e000) na (Item with undefined length #=0)         # u/l, 1 Item
  (fffe,e00d) na (ItemDelimitationItem)                   #   0, 0 ItemDelimitationItem
(fffe,e0dd) na (SequenceDelimitationItem)               #   0, 0 SequenceDelimitationItem
(0010,0010) PN [A^B                                     #  80, 1 PatientName
C]                                                      #  80, 1 PatientName
(0020,0032) DS [-1.5\\2\\3...                             #  99, 3 ImagePositionPatient
(0028,0009) AT (0018,1063)\\(0018,1065)                  #   8, 2 FrameIncrementPointer
(0028,0010) US 512                                      #   2, 1 Rows
(0028,0106) xs 12                                       #   2, 1 SmallestImagePixelValue
(7fe0,0010) OB (PixelSequence #=3)                      # u/l, 1 PixelData
  (fffe,e000) pi (no value available)                     #   0, 1 Item
  (fffe,e000) pi 01\\02                                     #   2, 1 Item
(fffe,e0dd) na (SequenceDelimitationItem)               #   0, 0 SequenceDelimitationItem
`);
  const { data, meta, transferSyntax } = object;
  assert.equal(transferSyntax, "1.2.840.10008.1.2.1");
  assert.deepEqual(values(meta, 0x00020010), ["1.2.840.10008.1.2.1"]);
  assert.deepEqual(values(data, 0x00080008), ["ORIGINAL", "PRIMARY"]);
  assert.deepEqual(values(data, 0x00080016), [CT]);
  assert.equal(values(data, 0x00080018), null);
  assert.deepEqual(values(data, 0x00080060), []);
  assert.deepEqual([...data.get(0x00081140).items].map((item) => item.elements.size), [1, 0]);
  assert.equal(values(data, 0x00200032), null);
  assert.deepEqual(values(data, 0x00280010), ["512"]);
  assert.equal(data.get(0x00280106).vr, "US");
  assert.deepEqual({ ...data.get(0x7fe00010).fragments }, { count: 2, length: 0, offsets: 0 });
  assert.equal(data.get(0x00280010).length, 2);
});

test("dcmdump: what is told to be a sequence is one, whatever its VR; an empty one has no items", () => {
  const [{ data }] = read(`(0008,1140) UN (Sequence with explicit length #=0)      #   0, 1 ReferencedImageSequence
(fffe,e0dd) na (SequenceDelimitationItem)               #   0, 0 SequenceDelimitationItem
(0008,2112) SQ                                          #   0, 0 SourceImageSequence
(fffe,e0dd) na (SequenceDelimitationItem)               #   0, 0 SequenceDelimitationItem
(0010,0010) PN [A]                                      #   2, 1 PatientName
`);
  for (const tag of [0x00081140, 0x00082112]) assert.deepEqual([data.get(tag).vr, data.get(tag).items.length], ["SQ", 0]);
  assert.deepEqual(values(data, 0x00100010), ["A"]);
});

test("dcmdump: of pixels in fragments the first is the table of offsets", () => {
  for (const [told, count] of [["#=0", 0], ["#=1", 0], ["#=2", 1], ["#=12", 11]]) {
    const [{ data }] = read(`(7fe0,0010) OB (PixelSequence ${told})    # u/l, 1 PixelData`);
    assert.equal(data.get(0x7fe00010).fragments.count, count, told);
  }
});

test("pydicom: nested by indent, lists, names of UIDs, bytes by their number", () => {
  const [object] = read(`(0008, 0008) Image Type                          CS: ['ORIGINAL', "IT'S"]
(0008, 0016) SOP Class UID                       UI: CT Image Storage
(0008, 1140)  Referenced Image Sequence  2 item(s) ----
   (0008, 1155) Referenced SOP Instance UID         UI: 1.2
   ---------
   (0008, 1155) Referenced SOP Instance UID         UI: 1.3
   ---------
(0008, 2112)  Source Image Sequence  0 item(s) ----
(0028, 0010) Rows                                US: 512
(0028, 0030) Pixel Spacing                       DS: [0.5, 0.25]
(0028, 1052) Rescale Intercept                   DS: ''
(7fe0, 0010) Pixel Data                          OW: Array of 524288 elements
`);
  const { data } = object;
  assert.deepEqual(values(data, 0x00080008), ["ORIGINAL", "IT'S"]);
  assert.deepEqual(values(data, 0x00080016), [CT]);
  assert.deepEqual([...data.get(0x00081140).items].map((item) => values(item, 0x00081155)), [["1.2"], ["1.3"]]);
  assert.equal(data.get(0x00082112).items.length, 0);
  assert.deepEqual(values(data, 0x00280030), ["0.5", "0.25"]);
  assert.deepEqual(values(data, 0x00281052), []);
  assert.equal(data.get(0x7fe00010).length, 524288);
});

test("DICOM JSON: one object or several, names, bytes and items", () => {
  const json = {
    "00080016": { vr: "UI", Value: [CT] },
    "00081140": { vr: "SQ", Value: [{ "00081155": { vr: "UI", Value: ["1.2"] } }, null] },
    "00100010": { vr: "PN", Value: [{ Alphabetic: "A^B", Phonetic: "C" }] },
    "00280009": { vr: "AT", Value: ["00181063"] },
    "00280010": { vr: "US", Value: [512, null] },
    "00420011": { vr: "OB", InlineBinary: "AAEC" },
    "7FE00010": { vr: "OW", BulkDataURI: "x" },
    "00080060": { vr: "CS" },
  };
  const [{ data }] = read(JSON.stringify(json));
  assert.deepEqual([...data.elements.keys()], [...data.elements.keys()].sort((a, b) => a - b));
  assert.deepEqual(values(data, 0x00100010), ["A^B==C"]);
  assert.deepEqual(values(data, 0x00280010), ["512", ""]);
  assert.deepEqual(values(data, 0x00280009), ["(0018,1063)"]);
  assert.equal(data.get(0x00420011).length, 3);
  assert.equal(data.get(0x00081140).items.length, 2);
  assert.deepEqual(values(data, 0x00080060), []);
  assert.equal(values(data, 0x7fe00010), null);
  assert.equal(read(`[${JSON.stringify(json)}, ${JSON.stringify(json)}]`).length, 2);
});

test("what is no dump says why", () => {
  const deep = `${'{"00081140":{"vr":"SQ","Value":['.repeat(102)}${"]}}".repeat(102)}`;
  for (const [text, why] of [
    ["  ", /^it is empty$/], ["{", /^this looks like DICOM JSON, but is not JSON: ./],
    ["{}", /^this is JSON, but not DICOM JSON: no key in it is a tag of eight digits$/], ["[1]", /no key in it is a tag/],
    ["some text", /^there is no line in it that begins with a tag, such as \(0008,0016\)$/],
    ["(0008,0016)", /^no element could be read in it$/], [deep, /^its sequences are nested more than 100 deep$/],
  ]) assert.throws(() => read(text), (error) => error instanceof SopDump.NoDump && why.test(error.message), text.slice(0, 20));
});

test("dcmdump: values of each kind of VR, those that it is not sure of among them", () => {
  const of = (line, tag = 0x00080008) => {
    const [{ data }] = read(`(0008,0005) CS [ISO_IR 100]\n(${line}`);
    const one = data.get(tag);
    return [one.vr, SopValues.list(one) && [...SopValues.list(one)]];
  };
  for (const vr of "FD FL SL SS SV UL US UV".split(" ")) assert.deepEqual(of(`0008,0008) ${vr} 1\\2  # 4, 2 X`), [vr, ["1", "2"]]);
  for (const vr of "OB OD OF OL OV OW UN".split(" ")) assert.deepEqual(of(`0008,0008) ${vr} 01\\02  # 2, 1 X`), [vr, null]);
  for (const [written, vr] of [["??", "UN"], ["ox", "OW"], ["lt", "OW"]]) assert.deepEqual(of(`0008,0008) ${written} 01\\02  # 2, 1 X`), [vr, null], written);
  for (const [line, expected] of [
    ["0008,0008) xs 12  # 2, 1 X", ["US", ["12"]]], ["0008,0008) CS [A\\B]  # 4, 2 X", ["CS", ["A", "B"]]], ["0008,0008) CS (no value available)  # 0, 0 X", ["CS", []]], ["0008,0008) CS  # 0, 0 X", ["CS", []]], ["0008,0008) LO [a # b]  # 6, 1 X", ["LO", ["a # b"]]],
    ["0008,0008) UI =CTImageStorage  # 26, 1 X", ["UI", [CT]]], ["0008,0008) UI =Unknown  # 26, 1 X", ["UI", null]], ["0008,0008) AT (0018,1063)\\(0018,1065)  # 8, 2 X", ["AT", null]], ["0008,0008) AT 0018,1063  # 4, 1 X", ["AT", ["(0018,1063)"]]],
    ["0008,0008) LO [abc...  # 99, 1 X", ["LO", null]], ["0008, 0008) LO [a]", ["LO", ["a"]]], ["0008,0008) LO (not loaded)  # 9, 1 X", ["LO", null]],
  ]) assert.deepEqual(of(line), expected, line);
  const length = (comment) => read(`(0008,0008) LO [a] ${comment}`)[0].data.get(0x00080008).length;
  assert.deepEqual(["#   7, 1 X", "# 7, 1-n X", "# 7 X", "# u/l, 1 X", "", `# 7, 1 ${"X".repeat(300)}`].map(length), [7, 7, -1, -1, -1, 7]);
});

test("what stands in the file meta information is apart from the data set", () => {
  const [{ meta, data, part10, transferSyntax }] = read("(0002,0010) UI =LittleEndianExplicit\n(0003,0000) UL 1\n(0008,0060) CS [CT]");
  assert.deepEqual([[...meta.elements.keys()], [...data.elements.keys()], part10, transferSyntax], [[0x00020010], [0x00030000, 0x00080060], true, "1.2.840.10008.1.2.1"]);
  const [none] = read("(0008,0060) CS [CT]");
  assert.deepEqual([none.meta, none.part10, none.transferSyntax, none.dump], [null, false, "", true]);
});

test("pydicom: values as Python prints them", () => {
  const of = (shown, vr = "LO") => {
    const [{ data }] = read(`(0008, 0005) X  CS: 'ISO_IR 100'\n(0008, 0008) X  ${vr}: ${shown}`);
    const one = data.get(0x00080008);
    return one && (SopValues.list(one) && [...SopValues.list(one)]);
  };
  for (const [shown, expected, vr] of [
    ["'a'", ["a"]], ['"it\'s"', ["it's"]], ["'it\\'s'", ["it's"]], ["['a', \"b\"]", ["a", "b"]], ["[1, 2.5]", ["1", "2.5"]], ["'a\\\\b'", ["a\\b"]], ["'a\\tb\\nc'", ["a\tb\nc"]], ["bare text", ["bare text"]],
    ["", []], ["''", []], ["None", []], ["b''", []], ["[]", []], ["b'\\x00'", null], ["<binary>", null], ["'x'", null, "OB"], ["CT Image Storage", [CT], "UI"], ["1.2.3", ["1.2.3"], "UI"], ["(0018, 1063)", ["(0018,1063)"], "AT"], ["['a', '']", ["a", ""]],
    ["512", ["512"], "US"], ["512", ["512"], "US or SS"],
  ]) assert.deepEqual(of(shown, vr), expected, shown);
  for (const [shown, vr] of [["US", "US"], ["US or SS", "US"], ["OB or OW", "OB"], ["US or SS or OW", "US"]]) {
    assert.equal(read(`(0028, 0106) X  ${shown}: 5`)[0].data.get(0x00280106).vr, vr, "the first of those that it may have");
  }
  assert.equal(read("(0008, 0008) X  LO: 'a'\n(7fe0, 0010) P  OW: Array of 12 elements")[0].data.get(0x7fe00010).length, 12);
});

test("pydicom: what is less indented belongs to what is above", () => {
  const [{ data }] = read(`(0008, 1140)  A  1 item(s) ----
   (0008, 1115)  B  2 item(s) ----
      (0008, 1155) X  UI: 1.1
      ---------
      (0008, 1155) X  UI: 1.2
      ---------
   (0008, 1150) X  UI: 1.3
   ---------
(0008, 1199) S  SQ: <Sequence, length 0>
(0010, 0010) N  PN: 'x'
`);
  const [item] = data.get(0x00081140).items;
  assert.deepEqual([...item.elements.keys()], [0x00081115, 0x00081150]);
  assert.deepEqual([...item.get(0x00081115).items].map((one) => values(one, 0x00081155)[0]), ["1.1", "1.2"]);
  assert.deepEqual([...data.elements.keys()], [0x00081140, 0x00081199, 0x00100010]);
  assert.equal(data.get(0x00081199).items.length, 0);
});

test("DICOM JSON: the length of bytes, keys in any order, what is no tag left out, and how deep it may be", () => {
  const [{ data }] = read(JSON.stringify({ "00420011": { vr: "OB", InlineBinary: "AAE=" }, x: 1, "00080060": { vr: "CS", Value: ["CT"] }, "00280010": { vr: "US", Value: 512 }, "00100010": { vr: "PN", Value: [{ Ideographic: "B" }, { Alphabetic: "A" }] }, "00081140": { vr: "SQ", Value: 7 }, "00080070": {} }));
  assert.deepEqual([...data.elements.keys()], [0x00080060, 0x00080070, 0x00081140, 0x00100010, 0x00280010, 0x00420011]);
  assert.deepEqual([data.get(0x00420011).length, values(data, 0x00280010), values(data, 0x00100010), data.get(0x00081140).items.length, data.get(0x00080070).vr], [2, ["512"], ["=B", "A"], 0, "UN"]);
  const nested = (depth) => (depth ? { "00081140": { vr: "SQ", Value: [nested(depth - 1)] } } : { "00080060": { vr: "CS" } });
  assert.equal(read(JSON.stringify(nested(100))).length, 1);
  assert.throws(() => read(JSON.stringify(nested(101))), /nested more than 100 deep/);
  for (const text of ["[]", "null", "[null]", '[{"00080060":{}}, {}]', '{"0008006":{}}', '"x"'.replace(/^/, "[").concat("]")]) assert.throws(() => read(text), SopDump.NoDump, text);
});

test("sequences in lines may be a hundred deep, as in DICOM JSON", () => {
  const sequence = "(0008,1140) SQ (Sequence with undefined length #=1)  # u/l, 1 X";
  const item = "(fffe,e000) na (Item with undefined length #=1)  # u/l, 1 Item";
  const dcmdump = (depth) => `${`${sequence}\n${item}\n`.repeat(depth)}(0008,0060) CS [CT]  # 2, 1 X`;
  const indent = (depth) => " ".repeat(3 * depth);
  const lines = (depth) => Array.from({ length: depth }, (_, at) => `${indent(at)}(0008, 1140)  X  1 item(s) ---- `);
  const pydicom = (depth) => [...lines(depth), `${indent(depth)}(0008, 0060) Modality  CS: 'CT'`].join("\n");
  for (const dump of [dcmdump, pydicom]) {
    let [{ data }] = read(dump(100));
    for (let depth = 0; depth < 100; depth++) [data] = data.get(0x00081140).items;
    assert.deepEqual(values(data, 0x00080060), ["CT"]);
    assert.throws(() => read(dump(101)), /^Error: its sequences are nested more than 100 deep$/);
  }
});

test("dcmdump: a text has as many lines as it takes to close it, however long, and no other line is part of one", () => {
  const long = "x".repeat(5000);
  const [{ data }] = read(`(0008,0005) CS [ISO_IR 100]  # 10, 1 X
# a [line that is no text
(0010,4000) LT [first ${long}
second ${long}

last]  # 10020, 1 PatientComments

# Dicom-Data-Set
(0010,0010) PN [A  # 2, 1 not closed
(0010,0020) LO [1]  # 2, 1 PatientID
`);
  assert.deepEqual(values(data, 0x00104000), [`first ${long}\nsecond ${long}\n\nlast`]);
  assert.equal(data.get(0x00104000).length, 10020);
  assert.deepEqual([...data.elements.keys()], [0x00080005, 0x00104000, 0x00100010, 0x00100020]);
  assert.deepEqual(values(data, 0x00100020), ["1"]);
});

test("dcmdump: an end of a sequence that has not begun, or a line of dashes, ends nothing", () => {
  const [{ data }] = read(`(fffe,e0dd) na (SequenceDelimitationItem)  # 0, 0 X
(0008,1140) SQ (Sequence with undefined length #=1)  # u/l, 1 X
  (fffe,e000) na (Item with undefined length #=2)  # u/l, 1 Item
    (0008,1150) UI [1.1]  # 4, 1 X
    ----------
    (0008,1155) UI [1.2]  # 4, 1 X
  (fffe,e00d) na (ItemDelimitationItem)  # 0, 0 X
(fffe,e0dd) na (SequenceDelimitationItem)  # 0, 0 X
(0010,0010) PN [A]  # 2, 1 X
`);
  assert.deepEqual([...data.elements.keys()], [0x00081140, 0x00100010]);
  assert.deepEqual([...data.get(0x00081140).items].map((item) => [...item.elements.keys()]), [[0x00081150, 0x00081155]]);
});

test("pydicom: a line of dashes ends the item that it is as far in as, an empty one too", () => {
  const [{ data }] = read(`(0008, 1140)  A  4 item(s) ----
   (0008, 1115)  B  2 item(s) ----
      (0008, 1155) X  UI: 1.1
      ---------

      ---------
   ---------

   ---------
   (0008, 1150) X  UI: 1.2

   a line of something else
   (0008, 1155) X  UI: 1.3
   ---------
   (0008, 1155) X  UI: 1.4
   ---------
(0008, 1199)  C  1 item(s) ----

   ---------
(0008, 2112)  D  0 item(s) ----
(0010, 0010) N  PN: 'x'
   ---------
(0010, 0020) N  LO: '1'
`);
  const tags = (set, tag) => [...set.get(tag).items].map((item) => [...item.elements.keys()]);
  assert.deepEqual(tags(data, 0x00081140), [[0x00081115], [], [0x00081150, 0x00081155], [0x00081155]]);
  assert.deepEqual(tags(data.get(0x00081140).items[0], 0x00081115), [[0x00081155], []]);
  assert.deepEqual([tags(data, 0x00081199), tags(data, 0x00082112)], [[[]], []]);
  assert.deepEqual([...data.elements.keys()], [0x00081140, 0x00081199, 0x00082112, 0x00100010, 0x00100020]);
});
