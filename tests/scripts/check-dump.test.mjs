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
    ["  ", /^it is empty$/], ["{", /is not JSON/], ["{}", /no key in it is a tag/], ["[1]", /no key in it is a tag/], ["some text", /no line in it that begins with a tag/],
    ["(0008,0016)", /no element could be read/], [deep, /nested more than 100 deep/],
  ]) assert.throws(() => read(text), (error) => error instanceof SopDump.NoDump && why.test(error.message), text.slice(0, 20));
});
