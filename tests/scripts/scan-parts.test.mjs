/* The parts of a scan: names in a text, presentation contexts, bytes in hexadecimal. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookup, SCAN, uid } from "./lookup.mjs";

const { SopScan, SopLookup, index } = lookup(SCAN);
const known = SopScan.knowledge(index);
const CT = uid("5.1.4.1.1.2");
const { SORTS } = SopLookup;

/* ------------------------------------------------------------------------ names */

/** Names that have learnt `labels`: a text, what else its entry has, and of which sort it is. */
function learnt(...labels) {
  const names = new SopScan.Names();
  const rows = labels.map(([text, more = {}, sort = "NAME"]) => ({ entry: { kind: "sop-class", status: "active", keyword: "", name: text, ...more }, sort: SORTS[sort], text }));
  for (const _ of names.learning(rows)) { /* to the end */ }
  return names;
}

/** What the name is that begins a text, and what follows it; null where none does. */
function begins(names, text) {
  const found = names.phrase(text, 0, /^\w+/.exec(text)[0]);
  return found && [found.entry?.name ?? null, text.slice(found.end)];
}

test("a name of three words that ends as only names do is known in any case, another in its capitals", () => {
  for (const last of ["Storage", "Class", "Find", "Move", "Get", "Communication", "Endian", "Compression"]) {
    const name = `Alpha Beta ${last}`;
    for (const text of [name, name.toLowerCase(), name.toUpperCase()]) assert.deepEqual(begins(learnt([name]), `${text} x`), [name, " x"], text);
  }
  const names = learnt(["Alpha Beta of Gamma"]);
  assert.deepEqual(begins(names, "Alpha Beta of Gamma"), ["Alpha Beta of Gamma", ""]);
  for (const text of ["alpha beta of gamma", "Alpha Beta of gamma", "Alpha Beta of", "Alpha Beta or Gamma"]) assert.equal(begins(names, text), null, text);
});

test("a pair of words is a name if it ends as one, or of a transfer syntax, with its capitals", () => {
  for (const last of ["Storage", "Lossless", "Find", "Move", "Get"]) {
    assert.deepEqual(begins(learnt([`Alpha ${last}`]), `Alpha ${last}`), [`Alpha ${last}`, ""], last);
    assert.equal(begins(learnt([`Alpha ${last}`]), `alpha ${last.toLowerCase()}`), null, last);
  }
  assert.equal(begins(learnt(["Alpha Beta"]), "Alpha Beta"), null);
  assert.deepEqual(begins(learnt(["Alpha Beta", { kind: "transfer-syntax" }]), "Alpha Beta"), ["Alpha Beta", ""]);
  assert.equal(begins(learnt(["Alpha"]), "Alpha"), null);
  assert.deepEqual(begins(learnt(["Alpha:Beta"]), "alpha:beta"), ["Alpha:Beta", ""], "printed by a program");
  for (const prose of ["Alpha/beta", "Alpha : Beta"]) assert.equal(begins(learnt([prose]), "alpha beta"), null, prose);
  assert.deepEqual(begins(learnt(["alpha/Beta"]), "alpha/beta"), ["alpha/Beta", ""]);
});

test("a name goes on over signs, is as long as it can be, and may lack SOP Class", () => {
  const name = "Alpha Beta Storage";
  for (const between of [" ", "-", "\u2013", "/", ", ", " (", "[", "] ", "&", ".", ":", "+", "@", "\n     "]) assert.deepEqual(begins(learnt([name]), `Alpha${between}Beta Storage`), [name, ""], between);
  for (const between of ["       ", "; ", "_"]) assert.equal(begins(learnt([name]), `Alpha${between}Beta Storage`), null, between);
  const both = learnt([name], ["Alpha Beta Storage Extra"]);
  assert.deepEqual(begins(both, "Alpha Beta Storage Extra"), ["Alpha Beta Storage Extra", ""]);
  assert.deepEqual(begins(both, "Alpha Beta Storage extras"), [name, " extras"]);
  const service = learnt(["Alpha Beta Storage SOP Class"]);
  for (const text of ["Alpha Beta Storage SOP Class", "Alpha Beta Storage"]) assert.deepEqual(begins(service, text), ["Alpha Beta Storage SOP Class", ""], text);
  assert.deepEqual(begins(learnt(["Alpha Beta Storage (Retired)"]), "Alpha Beta Storage x"), ["Alpha Beta Storage (Retired)", " x"]);
});

test("of a retired and an active thing of one name it is the active, unless the text says retired", () => {
  const names = learnt(["Alpha Beta Storage", { name: "old", status: "retired" }], ["Alpha Beta Storage", { name: "new" }]);
  for (const [after, name] of [["", "new"], [" (retired)", "old"], [" - Retired", "old"], [" retirement", "new"], ["     retired", "new"]]) assert.equal(begins(names, `Alpha Beta Storage${after}`)[0], name, after);
  assert.equal(begins(learnt(["Alpha Beta Storage", { name: "old", status: "retired" }]), "Alpha Beta Storage")[0], "old");
});

test("what is said to be private is no registered thing", () => {
  const of = (text, ...labels) => {
    const at = text.indexOf("Alpha");
    return learnt(["Alpha Beta Storage"], ...labels).phrase(text, at, "Alpha")?.entry?.name ?? null;
  };
  const far = (size) => `private ${"x".repeat(size)} Alpha Beta Storage`;
  for (const text of ["Private GE Alpha Beta Storage", "a private one, Alpha Beta Storage", far(38)]) assert.equal(of(text), null, text);
  for (const text of ["Alpha Beta Storage", "private. Alpha Beta Storage", "private: Alpha Beta Storage", "private = Alpha Beta Storage", "private\nAlpha Beta Storage", "privately Alpha Beta Storage", far(39)]) assert.equal(of(text), "Alpha Beta Storage", text);
  assert.equal(of("Private Alpha Beta Storage", ["Alpha Beta Storage", { kind: "private", status: "retired", name: "its own" }]), "Alpha Beta Storage");
});

test("names are those of what has a UID; of the rest of the registry keywords only", () => {
  for (const kind of ["sop-class", "transfer-syntax", "private", "private-syntax"]) assert.ok(begins(learnt(["Alpha Beta Storage", { kind }]), "Alpha Beta Storage"), kind);
  for (const kind of ["uid", "general"]) {
    assert.equal(begins(learnt(["Alpha Beta Storage", { kind }]), "Alpha Beta Storage"), null, kind);
    assert.ok(learnt(["Alpha Beta Storage", { kind }]).identifier("AlphaBetaStorage", false), kind);
  }
  for (const kind of ["module", "attribute", "guide"]) assert.equal(learnt(["Alpha Beta Storage", { kind }]).identifier("AlphaBetaStorage", true), null, kind);
  const keyword = learnt(["Alpha Beta", { kind: "attribute", keyword: "AlphaBeta" }], ["Gamma", { kind: "attribute", keyword: "Gamma" }]);
  assert.deepEqual(["AlphaBeta", "alphabeta", "Gamma"].map((text) => keyword.identifier(text, true)?.keyword ?? null), ["AlphaBeta", null, null]);
  for (const [sort, text, kind, expected] of [["KEYWORD", "AlphaBetaStorage", "sop-class", false], ["FORMER", "Alpha Beta Storage", "sop-class", true], ["CONSTANT", "Alpha Beta Storage", "sop-class", true], ["ALIAS", "Alpha Beta Storage", "sop-class", false],
    ["ALIAS", "Private Alpha Storage", "private", true], ["ALIAS", "Alpha Beta Storage", "private", false]]) assert.equal(begins(learnt([text, { kind }, sort]), text) !== null, expected, `${sort} ${kind}`);
});

test("an identifier is known with or without what programs put around it, and not where it may be a word", () => {
  const names = learnt(["Alpha Beta Storage"], ["Verification"], ["CT Image Storage"]);
  const of = (text, marked = false) => names.identifier(text, marked)?.name ?? null;
  for (const text of ["AlphaBetaStorage", "UID_AlphaBetaStorage", "EXS_AlphaBetaStorage", "ALPHA_BETA_STORAGE", "alphabetastorage", "AlphaBetaStorageSOPClass", "AlphaBetaStorageSOPClassUID", "alpha_beta_storage"]) assert.equal(of(text), "Alpha Beta Storage", text);
  assert.equal(of("CTImageStorage"), "CT Image Storage");
  for (const [text, marked, expected] of [["Verification", true, "Verification"], ["UID_Verification", false, "Verification"], ["VerificationSOPClass", false, "Verification"], ["Verification", false, null], ["Nothing", true, null]]) assert.equal(of(text, marked), expected, `${text} ${marked}`);
  const short = learnt(["Ab Cd Storage"], ["Ab Cd Ef"]);
  assert.equal(short.identifier("abcdstorage", false), null, "eleven letters may be a word");
  assert.equal(short.identifier("AbCdEf", false)?.name, "Ab Cd Ef");
  assert.equal(learnt(["XYz Ab"]).identifier("XYzab", false)?.name, "XYz Ab");
});

test("a single long word is no name unless something marks it, whatever SOP Class follows", () => {
  for (const [name, token, isFound] of [
    ...["Abcdefghijklm", "Abcdefghijklm SOP Class", "AbcdefghijklmSOPClass", "Abcdefghijklm_ _SOPClass UID"]
      .map((name) => [name, "Abcdefghijklm", false]),
    ["Abcdefghijklm__ _SOPClass UID", "Abcdefghijklm", true], ["Abcdefg Hijklm", "AbcdefgHijklm", true],
    ...["AbcdefgHijklm", "Abcdefg1Hijklm", "ABcdefghijklm"].map((name) => [name, name, true]),
  ]) {
    assert.equal(learnt([name]).identifier(token.toLowerCase(), false) !== null, isFound, name);
    assert.equal(learnt([name]).identifier(token, true)?.name, name);
  }
});

test("of two things of one identifier the first has it, and an active one before a retired", () => {
  const of = (...statuses) => learnt(...statuses.map((status, at) => ["Alpha Beta Storage", { status, name: String(at) }])).identifier("AlphaBetaStorage", true).name;
  for (const [statuses, first] of [[["active", "active"], "0"], [["retired", "active"], "1"], [["active", "retired"], "0"], [["retired", "retired"], "0"]]) assert.equal(of(...statuses), first, statuses.join());
  assert.equal(learnt(["Alpha Beta Storage", { name: "former" }, "FORMER"], ["Alpha Beta Storage", { name: "today" }]).identifier("AlphaBetaStorage", true).name, "today");
});

test("words that a program prints in one piece are the longest name that they begin with", () => {
  const names = learnt(["Alpha Beta Gamma"], ["Alpha Beta Gamma Delta"], ["Verification"], ["Ab Cd"]);
  const of = (text) => {
    const found = names.printed(text, 0);
    return found && [found.entry.name, text.slice(found.end)];
  };
  for (const [text, expected] of [
    ["Alpha:Beta-Gamma x", ["Alpha Beta Gamma", " x"]], ["AlphaBeta:Gamma:Delta", ["Alpha Beta Gamma Delta", ""]], ["AlphaBeta/Gamma+Other", ["Alpha Beta Gamma", "+Other"]], ["Alpha@Beta@Gamma", ["Alpha Beta Gamma", ""]],
    ["AlphaBetaGamma", null], ["AlphaBetaGamma:", null], ["AlphaBetaGamma:Other", null], ["Verifi:cation", null], ["Ab:Cd", null], ["Alpha.Beta.Gamma", null], ["1lpha:Beta", null],
  ]) assert.deepEqual(of(text), expected, text);
  assert.equal(learnt(["Alpha Beta 1"]).printed("AlphaBeta.1", 0).end, 11, "a dot before a digit");
});

test("a name that is printed in one piece has eleven signs or more, and pieces of bounded number and length", () => {
  const first = `A${"b".repeat(60)}`, next = "c".repeat(60), nine = "Aa Bb Cc Dd Ee Ff Gg Hh Ii";
  for (const [name, isFound] of [
    ["Abcde Fghij", true], ["Abcde Fghi", false], ["A Bcdefghij", true], [`${first} Beta`, true], [`${first}b Beta`, false],
    [`Alpha ${next}`, true], [`Alpha ${next}c`, false], [nine, true], [`${nine} Jj`, false],
  ]) assert.equal(learnt([name]).printed(name.replaceAll(" ", ":"), 0) !== null, isFound, name);
});

test("a word of a name has sixty letters at most", () => {
  for (const [letters, isFound] of [[60, true], [61, false]]) {
    const name = `Alpha ${"b".repeat(letters)} Storage`;
    assert.equal(learnt([name]).phrase(name, 0, "Alpha") !== null, isFound, name);
  }
});

test("names are learnt a hundred at a time, so that the page stays alive", () => {
  const entry = { kind: "sop-class", status: "active", keyword: "", name: "x" };
  const labels = Array.from({ length: 250 }, (_, at) => ({ entry, sort: SORTS.NAME, text: `Alpha ${at}` }));
  assert.deepEqual([...new SopScan.Names().learning(labels)], [100, 200]);
});

test("a word of six letters may be a name, a shorter one is none", () => {
  const names = learnt(["Ab Cd Ef", { uid: "1.2" }], ["Ab Cd E", { uid: "1.3" }]);
  const uids = (text) => Array.from(SopScan.scan(text, { index, names }), (found) => found.uid);
  assert.deepEqual([uids("AbCdEf"), uids("AbCdE")], [["1.2"], []]);
});

test("a line of bytes is no name, though its bytes read as one", () => {
  const name = "AB CD EF AB CD EF AB CD";
  const names = learnt([name, { kind: "transfer-syntax", uid: "1.2" }]);
  const kinds = (text) => Array.from(SopScan.scan(text, { index, names }), ({ kind }) => kind);
  assert.deepEqual([kinds(`x ${name}`), kinds(name)], [["transfer-syntax"], ["bytes"]]);
});

/* --------------------------------------------------------------------- contexts */

const CLASS = { kind: "sop-class", uid: "1.1" }, OTHER = { kind: "sop-class", uid: "1.3" }, SYNTAX = { kind: "transfer-syntax", uid: "1.2" };

/** The contexts in lines, each with what stands in it. */
function contexts(...lines) {
  const made = new SopScan.Contexts();
  for (const [at, [line, ...uids]] of lines.entries()) made.see(line, at + 1, uids);
  return Array.from(made.done(), ({ sopClass, result, ids, count, syntaxes, lines: at }) => [sopClass.uid, result, ids.join(), count, [...syntaxes].map(({ uid }) => uid).join(), at.join()].join(" | "));
}

test("a context begins with its number, as programs print it", () => {
  for (const begin of ["Presentation Context 7", "PresentationContext[id: 7", "context id = 7", "Context ID:        7", "context #7", "pcid=7", "PCID : 7", "pcid:7"]) assert.deepEqual(contexts([`${begin} accepted`, CLASS]), ["1.1 | 0 | 7 | 1 |  | 1"], begin);
  for (const begin of ["contexts", "context of 7", "context 7000", `context${" ".repeat(13)}7`, "pcid"]) assert.deepEqual(contexts([`${begin} accepted`, CLASS]), [], begin);
});

test("what was proposed is known when the answer comes, without the SOP Class", () => {
  const accepted = ["1.1 | 0 | 1 | 1 | 1.2 | 2"];
  assert.deepEqual(contexts(["context 1 proposed", CLASS, SYNTAX], ["context 1 accepted", SYNTAX]), accepted);
  assert.deepEqual(contexts(["context 1", CLASS, SYNTAX], ["context 1 accepted", SYNTAX]), accepted);
  assert.deepEqual(contexts(["context 1 proposed", CLASS]), []);
  assert.deepEqual(contexts(["context 1", CLASS], ["context 3 accepted"]), []);
});

test("the first SOP Class after a beginning is meant, and syntaxes of what is accepted", () => {
  assert.deepEqual(contexts(["context 1 accepted"], ["x", CLASS], ["x", OTHER, SYNTAX]), ["1.1 | 0 | 1 | 1 | 1.2 | 1"]);
  assert.deepEqual(contexts(["context 1 rejected"], ["x", CLASS, SYNTAX]), ["1.1 | 2 | 1 | 1 |  | 1"]);
  assert.deepEqual(contexts(["x", CLASS], ["context 1 accepted"]), []);
});

test("a context goes no further than 24 lines", () => {
  const lines = (count) => [["context 1 accepted"], ...Array(count - 1).fill(["x"]), ["x", CLASS]];
  assert.equal(contexts(...lines(24)).length, 1);
  assert.equal(contexts(...lines(25)).length, 0);
});

test("contexts with one answer are counted, and some are named", () => {
  const many = contexts(...Array.from({ length: 21 }, (_, at) => [`context ${at} accepted`, CLASS]));
  const [, , ids, count, , lines] = many[0].split(" | ");
  assert.deepEqual([many.length, ids.split(",").length, count, lines.split(",").length], [1, 20, "21", 20]);
  assert.equal(contexts(["context 1 accepted", CLASS], ["context 3 rejected", CLASS], ["context 5 accepted", OTHER]).length, 3);
});

test("what a line says of a result", () => {
  for (const [said, result] of [
    ["acceptance", 0], ["accepts", 0], ["result: 0", 0], ["result 0 accepted", 0], ["reason 4", 4], ["result=(1)", 1], ["result - 1", 1], ["refused", 2], ["not supported", 2], ["notsupported", 2], ["no reason", 2], ["noreason", 2], ["abstract syntax is not supported", 3],
    ["abstractsyntaxnotsupported", 3], ["transfer syntaxes are not supported", 4], ["transfersyntaxnotsupported", 4], ["user said reject", 1], ["rejected by the user", 1],
  ]) assert.deepEqual(contexts([`context 7 ${said}`, CLASS]).map((it) => Number(it.split(" | ")[1])), [result], said);
  for (const said of ["", "unacceptable", "result 5", "reason 0", "result -- 1", "proposed"]) assert.deepEqual(contexts([`context 7 ${said}`, CLASS]), [], said);
});

/* ------------------------------------------------------------------------ bytes */

const HEX = "41 42 43 44 45 46 47 48";
const bytes = (line, goesOn) => SopScan.textOfBytes(line, goesOn);

test("a line of eight bytes or more is bytes, with what programs print around it", () => {
  for (const line of [HEX, `   ${HEX}`, `D: ${HEX}`, `DEBUG:x ${HEX}`, `0000  ${HEX}`, `0x0010: ${HEX}`, `00000010h ${HEX}`, `0010 | ${HEX}`, HEX.replaceAll(" ", ":"), HEX.replaceAll(" ", "-"), HEX.replaceAll(" ", ", "), `${HEX}  ABCDEFGH`]) assert.equal(bytes(line), "ABCDEFGH", line);
  for (const line of ["41 42 43 44 45 46 47", "41 42 43 44 45 46 47 4", `x ${HEX}`, HEX.replaceAll(" ", ""), `001 ${HEX}`, "41 42 43 44 45 46 47 48f"]) assert.equal(bytes(line), null, line);
  assert.equal(bytes(Array(64).fill("41").join(" ")).length, 64);
});

test("what stands before bytes and between them has its bounds", () => {
  const at = (sign, count, more = "") => `${sign.repeat(count)}${more}${HEX}`;
  for (const [line, other] of [
    [at(" ", 9), at(" ", 10)], [at("W: ", 9), at("W: ", 10)], [at("0", 8, " "), at("0", 9, " ")],
    [`0010${at(" ", 4)}`, `0010${at(" ", 5)}`], [`DEBUG${at("x", 40, " ")}`, `DEBUG${at("x", 41, " ")}`],
    [HEX.replaceAll(" ", "  "), HEX.replaceAll(" ", "   ")],
  ]) assert.deepEqual([bytes(line), bytes(other)], ["ABCDEFGH", null], line);
  assert.equal(bytes(`DEBUG ${HEX}`), "ABCDEFGH");
  assert.equal(bytes(Array(65).fill("41").join(" ")), "A".repeat(64), "a line is no longer");
});

test("the last line of a run of bytes may be short, if nothing else stands on it", () => {
  for (const [line, text] of [["41 42", "AB"], ["0020  41", "A"], ["41 42   AB", "AB"], ["41 42 |AB|", "AB"], ["41", "A"]]) assert.deepEqual([bytes(line, true), bytes(line)], [text, null], line);
  for (const line of ["41 42 and more", "41 4", "no bytes"]) assert.equal(bytes(line, true), null, line);
  for (const [line, text] of [
    [`${" ".repeat(9)}41`, "A"], [`${" ".repeat(10)}41`, null], ["00000010 41", "A"], ["000000010 41", null],
    ["0010    41", "A"], ["0010     41", null], ["41  42", "AB"], ["41   42", "A"], ["41\t\t", "A"], ["41\tA", null],
    ["I: 41", "A"], ["F: 41", null],
  ]) assert.equal(bytes(line, true), text, line);
});

test("bytes are known by how they begin: a file, or a PDU of a length that fits (PS3.8 9.3)", () => {
  const pdu = (type, size, body, second = 0) => `${String.fromCharCode(type, second)}${[24, 16, 8, 0].map((shift) => String.fromCharCode((size >> shift) & 255)).join("")}${"x".repeat(body)}`;
  for (const [type, name] of [[1, "A-ASSOCIATE-RQ"], [2, "A-ASSOCIATE-AC"], [3, "A-ASSOCIATE-RJ"], [4, "P-DATA-TF"], [5, "A-RELEASE-RQ"], [6, "A-RELEASE-RP"], [7, "A-ABORT"]]) assert.equal(SopScan.kindOfBytes(pdu(type, 4, 4)), `a PDU, ${name}`);
  for (const [text, isPdu] of [[pdu(8, 4, 4), false], [pdu(0, 4, 4), false], [pdu(1, 4, 4, 1), false], [pdu(4, 4, 68), true], [pdu(4, 4, 69), false], [pdu(4, (1 << 24) - 1, 9), true], [pdu(4, 1 << 24, 9), false], [pdu(4, 0x010203, 0), true], ["", false]]) {
    assert.equal(SopScan.kindOfBytes(text) !== "", isPdu);
  }
  assert.equal(SopScan.kindOfBytes(`${"\0".repeat(128)}DICM and more`), "the beginning of a DICOM file");
  assert.equal(SopScan.kindOfBytes(`${"\0".repeat(127)}DICM`), "");
});

test("of a run of bytes the first 65,536 are looked at", () => {
  const run = (lines) => {
    const hex = (text) => [...text].map((sign) => sign.charCodeAt(0).toString(16)).join(" ");
    const text = [...Array(lines).fill(hex("x".repeat(64))), hex(CT.padStart(64, "x"))].join("\n");
    return Array.from(SopScan.scan(text, known), ({ kind }) => kind);
  };
  assert.deepEqual(run(1023), ["sop-class", "bytes"]);
  assert.deepEqual(run(1024), ["bytes"]);
});
