/* What is found in longer texts. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { DATA, lookup, SCAN, uid } from "./lookup.mjs";

const { SopScan, SopLookup, index } = lookup(SCAN);
const known = SopScan.knowledge(index);
const scan = (text) => [...SopScan.scan(text, known)];
const named = (text) => scan(text).map(({ kind, uid: id }) => `${kind} ${id}`);
const CT = uid("5.1.4.1.1.2");

test("a dump: attributes by tag and keyword, values by name", () => {
  const text = `# Used TransferSyntax: Little Endian Implicit
(0008,0016) UI =CTImageStorage   #  26, 1 SOPClassUID
(0008,0060) CS [CT]              #   2, 1 Modality
ds.ScheduledProcedureStepSequence[0]`;
  assert.deepEqual(named(text), [
    `sop-class ${CT}`, `transfer-syntax ${uid("1.2")}`,
    "attribute (0008,0016)", "attribute (0008,0060)", "attribute (0040,0100)",
  ]);
  assert.equal(scan(text).find(({ uid: id }) => id === "(0008,0016)").count, 1);
});

test("a configuration, line by line", () => {
  const lines = {
    "TransferSyntax1 = LittleEndianImplicit": uid("1.2"),
    "TransferSyntax2 = JPEGLossless:Non-hierarchical-1stOrderPrediction": uid("1.2.4.70"),
    "TransferSyntax3 = JPEGLossless:Hierarchical:Process28": uid("1.2.4.65"),
    "TransferSyntax4 = JPEGLossless": uid("1.2.4.57"),
    "TransferSyntax5 = RLELossless": uid("1.2.5"),
    "Context1 = VerificationSOPClass\\Any": uid("1.1"),
  };
  for (const [line, meant] of Object.entries(lines)) assert.deepEqual(scan(line).map((each) => each.uid), [meant], line);
});

test("private names are private, known or not", () => {
  assert.deepEqual(named("cn: Private GE RT Plan Storage"), ["private 1.2.840.113619.4.5.249"]);
  assert.deepEqual(named("cn: Private Acme RT Plan Storage"), []);
  assert.deepEqual(named("cn: RT Plan Storage"), [`sop-class ${uid("5.1.4.1.1.481.5")}`]);
});

test("misprints lead to what is meant; what is no UID is listed as such", () => {
  const [found] = scan("uses 1.2.840.1008.1.2.1 here");
  assert.equal(found.uid, uid("1.2.1"));
  assert.match(found.warnings[0], /misprinted as 1\.2\.840\.1008\.1\.2\.1: a digit is missing/);
  assert.deepEqual(named("[1.2.840.113619.02.55.3.1]"), ["invalid 1.2.840.113619.02.55.3.1"]);
  assert.ok(named(`[1.2.840.113619.2.${"5".repeat(60)}]`).some((each) => each.startsWith("invalid")));
});

test("UIDs of nobody known are taken together by their likely root", () => {
  for (const [one, other, root] of [
    ["1.3.6.1.4.1.99999.5.1", "1.3.6.1.4.1.99999.6.2.7", "1.3.6.1.4.1.99999"],
    ["1.2.826.0.1.3680043.2.1", "1.2.826.0.1.3680043.8.1", "1.2.826.0.1.3680043"],
    ["1.2.840.999.1.2", "1.2.840.999.7.7.7", "1.2.840.999"],
    ["1.2.276.0.7.1.2", "1.2.276.0.7.3.4", "1.2.276.0.7"],
    ["2.25.123456789012345678", "2.25.987654321098765432", "2.25"],
  ]) {
    const found = scan(`${one}\n${other}`).filter(({ kind }) => kind === "root");
    assert.deepEqual(found.map(({ uid: id, uids }) => [id, uids.size].join(" ")), [`${root} 2`]);
  }
});

test("each way to say what became of a presentation context", () => {
  for (const [said, result] of [
    ["accepted", 0], ["result 0, accepted", 0], ["rejected by user", 1], ["user-rejection", 1], ["user has rejected it", 1],
    ["rejected, as no such user is known here", 2],
    ["a user who was not known was rejected", 2], ["rejected, no reason given", 2], ["result: 2", 2], ["rejected", 2],
    ["abstract syntax not supported", 3], ["result=3", 3], ["transfer syntaxes not supported", 4], ["reason: 4", 4],
  ]) {
    const contexts = scan(`context 1: ${CT} ${said}`).filter(({ kind }) => kind === "context");
    assert.deepEqual(contexts.map((each) => each.result), [result], said);
  }
});

const ASSOCIATIONS = {
  pynetdicom: `D:   Context ID:        1 (Accepted)
D:     Abstract Syntax: =CT Image Storage
D:     Accepted Transfer Syntax: =Explicit VR Little Endian
D:   Context ID:        3 (Rejected - Abstract Syntax Not Supported)
D:     Abstract Syntax: =MR Image Storage
D:   Context ID:        5 (Rejected - Transfer Syntax Not Supported)
D:     Abstract Syntax: =Segmentation Storage`,
  dcm4che: `  PresentationContext[id: 1
    as: ${CT} - CT Image Storage
  ]
  PresentationContext[id: 3
    as: ${uid("5.1.4.1.1.4")} - MR Image Storage
  ]
  PresentationContext[id: 5
    as: ${uid("5.1.4.1.1.66.4")} - Segmentation Storage
  ]
  PresentationContext[id: 1, result: 0 - acceptance
    ts: ${uid("1.2.1")} - Explicit VR Little Endian
  ]
  PresentationContext[id: 3, result: 3 - abstract-syntax-not-supported
  ]
  PresentationContext[id: 5, result: 4 - transfer-syntaxes-not-supported
  ]`,
  "fo-dicom": `  Presentation Context:  1 [Accept]
       Abstract Syntax:  CT Image Storage
       Transfer Syntax:  Explicit VR Little Endian
  Presentation Context:  3 [RejectAbstractSyntaxNotSupported]
       Abstract Syntax:  MR Image Storage
  Presentation Context:  5 [RejectTransferSyntaxesNotSupported]
       Abstract Syntax:  Segmentation Storage`,
  prose: `context 1: ${CT} accepted ${uid("1.2.1")}
context 3: ${uid("5.1.4.1.1.4")} rejected (reason 3: abstract syntax not supported)
context 5: ${uid("5.1.4.1.1.66.4")} rejected (reason 4: transfer syntaxes not supported)`,
};

for (const [program, text] of Object.entries(ASSOCIATIONS)) {
  test(`the contexts of an association, accepted and rejected apart: ${program}`, () => {
    const contexts = scan(text).filter(({ kind }) => kind === "context");
    assert.deepEqual(contexts.map(({ uid: id, result, ids }) => [id, result, ...ids]), [
      [CT, 0, 1], [uid("5.1.4.1.1.4"), 3, 3], [uid("5.1.4.1.1.66.4"), 4, 5],
    ]);
    assert.deepEqual([...contexts[0].syntaxes].map((each) => each.uid), [uid("1.2.1")]);
  });
}

test("the results of a presentation context have the words of PS3.8", () => {
  const { REASONS } = SopScan;
  assert.deepEqual({ ...REASONS }, { 1: "user rejection", 2: "no reason given", 3: "abstract syntax not supported", 4: "transfer syntaxes not supported" });
});

test("status codes, operations and reasons", () => {
  assert.deepEqual(named("C-STORE RSP status 0xA900\nA-ASSOCIATE-RJ[result=1, source=1, reason=7]"), [
    "status A900", "association rj-1-7", "operation C-STORE",
  ]);
});

test("bytes in hexadecimal are known, and the UIDs in them", () => {
  const hex = [...`\u0001\0\0\0\0\x64....${CT}.`].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, "0"));
  const lines = [];
  for (let at = 0; at < hex.length; at += 16) lines.push(`${at.toString(16).padStart(4, "0")}  ${hex.slice(at, at + 16).join(" ")}`);
  const found = scan(`before\n${lines.join("\n")}\nafter`);
  assert.deepEqual(found.map(({ kind, uid: id }) => `${kind} ${id}`), [`sop-class ${CT}`, "bytes a PDU, A-ASSOCIATE-RQ"]);
});

test("a long line is looked at in parts, each once, for contexts in its first 2,000 characters", () => {
  const line = `status 0xA900${" ".repeat(1990)}status 0xA900${" ".repeat(1990)}(0008,0060) (0008,0060)`;
  assert.deepEqual(scan(line).map(({ uid: its, count }) => `${its} ${count}`), ["A900 2", "(0008,0060) 1"]);
  for (const end of ["", "\nx"]) {
    const context = (size) => `context 1: ${CT}${" ".repeat(size - 19 - CT.length)}accepted${end}`;
    const kinds = (size) => scan(context(size)).map(({ kind }) => kind);
    assert.deepEqual([kinds(2000), kinds(2001)], [["context", "sop-class"], ["sop-class"]]);
  }
});

test("findings stand by kind, UIDs by the numbers of their arcs", () => {
  const kinds = [
    "context", "sop-class", "transfer-syntax", "private", "private-syntax", "status", "association", "operation", "attribute",
    "uid", "general", "context-group", "template", "directory", "invalid", "unregistered", "root", "bytes",
  ];
  const reversed = kinds.toReversed().map((kind) => ({ kind, uid: "1.2" }));
  assert.deepEqual(Array.from(SopScan.ordered(reversed), ({ kind }) => kind), kinds);
  const same = ["first", "second"].map((name) => ({ kind: "uid", uid: "1.2", name }));
  assert.deepEqual(Array.from(SopScan.ordered(same), ({ name }) => name), ["first", "second"]);
  const all = [...SopScan.ordered([{ kind: "uid", uid: "1.10" }, { kind: "uid", uid: "1.9" }, { kind: "sop-class", uid: "9" }])];
  assert.deepEqual(all.map(({ uid: id }) => id), ["9", "1.9", "1.10"]);
});

test("a finding is counted by UID and by name, which on one line is one mention", () => {
  const counts = (text) => scan(text).map(({ count, asUid, asName, lines, lineCount, uids }) => [count, asUid, asName, lineCount, uids?.size ?? 1, lines.join()].join(" "));
  for (const [text, expected] of [
    [CT, "1 1 0 1 1 1"], ["CT Image Storage", "1 0 1 1 1 1"], [`${CT} CT Image Storage`, "1 1 0 1 1 1"], [`CT Image Storage ${CT}`, "1 1 0 1 1 1"], [`CT Image Storage\n${CT}`, "2 1 1 2 1 1,2"], [`${CT} ${CT}`, "2 2 0 1 1 1"],
    ["(0008,0060)", "1 1 0 1 1 1"], ["status 0xA900", "1 1 0 1 1 1"], ["C-STORE C-STORE", "2 0 2 1 1 1"], ["result=1, source=1, reason=7", "1 1 0 1 1 1"], ["1.2.276.0.7.1.2 1.2.276.0.7.1.3 1.2.276.0.7.1.2", "3 3 0 1 2 1"],
  ]) assert.deepEqual(counts(text), [expected], text);
  const [many] = scan(`${CT}\n`.repeat(21));
  assert.deepEqual([many.count, many.lineCount, many.lines.length], [21, 21, 20]);
});

test("a UID that is broken, by blanks, hyphens or the end of a line, is one", () => {
  const [head, tail] = [uid("5.1.4.1"), "1.2"];
  for (const text of [`${head}. ${tail}`, `${head} .${tail}`, `${head}.-\n${tail}`, `${head}-\n.${tail}`, `${head}.\n${tail}`, `${head}.\n   ${tail}`, `${head}  \n  .${tail}`, `${head}.\n1\n.2`]) {
    assert.deepEqual(named(text), [`sop-class ${CT}`], JSON.stringify(text));
  }
  for (const text of [`${head} ${tail}`, `${head}.\n\n${tail}`, `${head}. .${tail}`, `${head}.${" ".repeat(10)}${tail}`]) assert.ok(!named(text).includes(`sop-class ${CT}`), JSON.stringify(text));
  const whole = uid("5.1.4.1.1.6"); // which goes on to another
  assert.deepEqual(named(`uses ${whole}. 1 more`), [`sop-class ${whole}`], "the end of a sentence");
  assert.deepEqual(named(`${whole}.\n1 more`), [`sop-class ${whole}`]);
  assert.deepEqual(named(`${whole}.\n1`), [`sop-class ${whole}.1`]);
  assert.deepEqual(named(`${whole} .1 more`), [`sop-class ${whole}.1`]);
  assert.deepEqual(named(`${whole}.\n1${" ".repeat(99)}\nmore`), [`sop-class ${whole}.1`]);
  assert.deepEqual(named(` .1 ${whole}`), [`sop-class ${whole}`], "what begins the text");
});

test("a UID is broken four times at most, and goes on near to where it broke off", () => {
  const isWhole = (text) => named(text).includes(`sop-class ${CT}`);
  const indented = (before, behind) => `${uid("5.1.4.1")}${" ".repeat(before)}\n${" ".repeat(behind)}.1.2`;
  for (const [text, other] of [
    ["1.2.840. 10008. 5. 1. 4.1.1.2", "1.2.840. 10008. 5. 1. 4. 1.1.2"], [indented(9, 60), indented(9, 61)],
    [indented(9, 60), indented(10, 60)], [`${uid("5.1.4.1")} .1.2`, `${uid("5.1.4.1")} 7 .1.2`],
  ]) assert.deepEqual([isWhole(text), isWhole(other)], [true, false], JSON.stringify(text));
});

test("UIDs with zeros before an arc, or run together, are what they are meant for", () => {
  const of = (text) => scan(text).map(({ kind, uid: its, warnings }) => [kind, its, ...warnings].join(" | "));
  assert.deepEqual(of("1.2.840.10008.05.1.4.1.1.2"), [`sop-class | ${CT} | written with a leading zero as 1.2.840.10008.05.1.4.1.1.2`]);
  assert.deepEqual(of(`${CT}${uid("1.2")}`), [`sop-class | ${CT} | run together as ${CT}${uid("1.2")}`, `transfer-syntax | ${uid("1.2")} | run together as ${CT}${uid("1.2")}`]);
  assert.deepEqual(of(uid("39.2")), [`sop-class | ${uid("5.1.4.39.2")} | misprinted as ${uid("39.2")}`]);
  assert.deepEqual(of("1.2.840.10008"), ["unregistered | 1.2.840.10008"]);
  assert.deepEqual(of(uid("09.9")), [`unregistered | ${uid("9.9")} | written with a leading zero as ${uid("09.9")}`]);
  const [given, its] = ["1.2.840.113619.04.5.249", "1.2.840.113619.4.5.249"];
  assert.deepEqual(of(given), [`private | ${its} | written with a leading zero as ${given}`]);
  assert.deepEqual(of("10.02.3.4.5.6"), [], "an address");
  const long = `1.2.840.113619.2.${"5".repeat(48)}`;
  assert.deepEqual(of(long), [`invalid | ${long} | it has 65 characters, and a UID may have 64`, `root | 1.2.840.113619 | longer than 64 characters: ${long}`]);
  assert.deepEqual(of(long.slice(0, 64)), ["root | 1.2.840.113619"]);
});

test("what is too long to be shown is cut: of a UID 90 characters, of UIDs run together 140", () => {
  const of = (text) => scan(text).map(({ kind, uid: its, warnings }) => [kind, its, ...warnings].join(" | "));
  const long = `1.2.840.113619.2.${"5".repeat(60)}.${"6".repeat(60)}`;
  assert.deepEqual(of(long), [
    `invalid | ${long.slice(0, 90)} | it has 138 characters, and a UID may have 64`,
    `root | 1.2.840.113619 | longer than 64 characters: ${long.slice(0, 90)}`,
  ]);
  assert.deepEqual(of(CT.repeat(6)), [`sop-class | ${CT} | run together as ${CT.repeat(6).slice(0, 140)}`]);
});

test("no part of a UID is a number of more than 64 digits, or what follows 61 numbers, or 41 in bytes", () => {
  const number = "5".repeat(65);
  const hex = (text) => [...text].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
  const lines = (text) => text.match(/.{1,32}/g).map(hex).join("\n");
  const of = (text) => scan(text).flatMap(({ kind, uid: its, warnings }) => (kind === "sop-class" ? [its, ...warnings] : []));
  const many = (count) => `9${".2".repeat(count - 1)}`;
  for (const before of [number, `1.${number}`, many(61)]) assert.deepEqual(of(`${before}.${CT}`), [CT], before);
  for (const before of [number, `1.${number}`, many(41)]) {
    assert.deepEqual(of(lines(`${before}.${CT}`)), [CT, "as bytes in hexadecimal"], before);
  }
});

test("a UID may stand right behind letters, as many as eighty", () => {
  const isClean = (letters) => scan(`${letters}${CT}`).some(({ uid: its, warnings }) => its === CT && !warnings.length);
  assert.deepEqual(["UI", "a_".repeat(40), `${"a_".repeat(40)}b`].map(isClean), [true, true, false]);
});

test("UIDs belong to the root that is known, of an enterprise to the one below everybody's", () => {
  const other = new SopLookup.Index();
  const roots = [["1.2.276.0", "A"], ["1.3.6.1.4.1.5962.99", "B"], ["1.3.6.1.4.1", "C"]];
  for (const section of DATA) other.add({ ...section, roots: section.roots && roots });
  const all = SopScan.knowledge(other);
  const rootsOf = (text) => Array.from(SopScan.scan(text, all), ({ uid: root, organisation }) => `${root} ${organisation}`);
  assert.deepEqual(rootsOf("1.2.276.0.7.3.1.2"), ["1.2.276.0 A"]);
  assert.deepEqual(rootsOf("1.3.6.1.4.1.5962.99.1"), ["1.3.6.1.4.1.5962.99 B"]);
  assert.deepEqual(rootsOf("1.3.6.1.4.1.5963.99.1"), ["1.3.6.1.4.1.5963 C"]);
});

test("digits and dots are a UID if they begin as one, and are long enough", () => {
  for (const text of ["1.2.276.0.7.1", "0.4.0.127.0.16", "1.39.2.3.4.5", "2.16.756.5.5.100", "2.25.1234567890"]) assert.deepEqual(scan(text).map(({ kind }) => kind), ["root"], text);
  for (const text of ["1.2.276.0.7", "3.2.276.0.7.1", "1.40.2.3.4.5", "10.1.2.3.4.5", "2.25.123456789", "192.168.0.1"]) assert.deepEqual(scan(text).filter(({ kind }) => kind === "root"), [], text);
});

test("a finding has a few warnings, each once; what nobody sees is left out", () => {
  const zeros = Array.from({ length: 7 }, (_, at) => CT.replace("1.2.", `1.${"0".repeat(at + 1)}2.`));
  assert.equal(scan([...zeros, zeros[0]].join("\n"))[0].warnings.length, 5);
  for (const sign of ["\u00ad", "\u200b", "\u2060", "\ufeff"]) assert.deepEqual(named(CT.replace("5.1", `5${sign}.1`)), [`sop-class ${CT}`]);
  assert.deepEqual(named(CT.replaceAll(".", "\u2024").replace("5", "\uff15")), [`sop-class ${CT}`]);
});

test("a single word is a name where a sign before it says so", () => {
  for (const mark of [
    "UI =", "UI=", "DicomUID.", "UID.", "uids::", "uid.", "TransferSyntax1 = ", "syntax: \"", 'syntax"  :=',
    "syntax=", "syntaxabcdef=", "syntax    =", "syntax=  '",
  ]) assert.deepEqual(named(`${mark}Verification`), [`sop-class ${uid("1.1")}`], mark);
  for (const mark of ["x = ", "", "XUI =", "syntaxabcdefg=", "syntax     =", "syntax=   '", "syntax"]) {
    assert.deepEqual(named(`${mark}Verification`), [], mark);
  }
});

test("more UIDs than can be told apart are taken together", () => {
  const found = scan(Array.from({ length: 20_003 }, (_, at) => uid(`9.${at}`)).join("\n"));
  const others = found.find(({ uid: its }) => its === "1.2.840.10008");
  assert.deepEqual([found.length, others.kind, others.count, ...others.warnings], [20_002, "unregistered", 2, "and other UIDs below the DICOM root, which are too many to list"]);
});

test("bytes in hexadecimal say how many lines they are, and give their UIDs", () => {
  const hex = (text) => [...text].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
  const found = scan(`${hex(CT.slice(0, 13))}\n${hex(CT.slice(13))}\nx\n${hex("no UID here")}`);
  assert.deepEqual(found.map(({ kind, uid: its, count, lines, warnings }) => [kind, its, count, lines.join(), ...warnings].join(" | ")), [
    `sop-class | ${CT} | 1 | 3 | as bytes in hexadecimal`, "bytes | bytes | 2 | 1,4 | 2 lines of bytes in hexadecimal | 1 line of bytes in hexadecimal",
  ]);
});

test("each step of a scan says how far it is: twenty words, a million characters, a thousand findings", () => {
  const steps = (text) => [...SopScan.scanning(text, known)];
  const far = (size, ...at) => [0, ...at.map((each) => each / size)];
  assert.deepEqual(steps(""), []);
  assert.deepEqual(steps("xy ".repeat(60)), far(180, 57, 117, 177));
  for (const sign of ["x", " "]) {
    const longest = sign === "x" ? 200 : 4000; // of a word, and of what stands between two
    assert.deepEqual(steps(sign.repeat(20 * longest)), far(20, 19), JSON.stringify(sign));
  }
  const parts = (size) => steps(" ".repeat(size)).filter((step) => step === 0).length;
  assert.deepEqual([parts(1 << 20), parts((1 << 20) + 1)], [1, 2]);
  const ends = (count) => steps(Array.from({ length: count }, (_, at) => uid(`9.${at}`)).join("\n")).filter((step) => step === 1);
  assert.deepEqual([ends(999), ends(1000)], [[], [1]]);
});

test("a slow scan works twelve milliseconds at a time, and ends where another begins", async () => {
  let clock = 0;
  const { SopScan: slow } = lookup(SCAN, { performance: { now: () => clock++ } }); // each step takes one
  const text = `${"xy ".repeat(20 * 40)}${CT}`;
  const steps = [...SopScan.scanning(text, known)];
  const told = [];
  const found = await slow.scanSlowly(text, known, { progress: (part) => told.push(part) });
  assert.equal(found[0].uid, CT);
  assert.deepEqual(told, [11, 23, 35].map((at) => steps[at]));
  assert.equal(await slow.scanSlowly(text, known, { signal: { aborted: true } }), null);
});
