/* Lists of SOP Classes as configuration. What toolkits make of it is for tests/browser/test_export.py. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const SopSyntaxes = {
  uncompressed: [["1.2.840.10008.1.2.1", "Explicit VR Little Endian"], ["1.2.840.10008.1.2", "Implicit VR Little Endian"]],
  compressed: [["1.2.840.10008.1.2.4.90", "JPEG 2000"]],
};
const { SopExport } = load(["lookup/text.js", "save.js", "export/forms.js"], { SopSyntaxes, SopKnown: { formula: "^(?==)" }, btoa });
const { FORMS, write, line } = SopExport;

const CT = { uid: "1.2.840.10008.5.1.4.1.1.2", name: "CT Image Storage", keyword: "CTImageStorage", store: true };
const MR = { uid: "1.2.840.10008.5.1.4.1.1.4", name: "MR Image Storage", keyword: "MRImageStorage", store: true, retired: true };
const FIND = { uid: "1.2.840.10008.5.1.4.31", name: "Worklist\nFIND */ #", keyword: "Worklist" };
const many = (count) => Array.from({ length: count }, (_, at) => ({ uid: `1.2.${at + 1}`, name: `Class ${at + 1}`, store: true }));

const said = ({ notes }) => notes.map(line).join(" ");

test("a list has each SOP Class once, in the order of the UIDs", () => {
  assert.equal(write("uids", [MR, CT, MR, { uid: "1.2.840.10008.5.1.4.1.1.10", name: "x" }]).text, `${CT.uid}\n${MR.uid}\n1.2.840.10008.5.1.4.1.1.10\n`);
  assert.equal(write("uids", [MR, CT]).count, 2);
});

test("the one form that archives store by leaves out what C-STORE does not send", () => {
  const written = write("orthanc", [CT, FIND]);
  assert.deepEqual(JSON.parse(written.text), { AcceptedSopClasses: [CT.uid] });
  assert.equal(said(written), "Left out, as C-STORE does not send it: Worklist FIND */ #.");
});

test("what no association negotiates is left out of forms for associations only", () => {
  const apart = { ...CT, apart: true };
  assert.match(said(write("dcmtk", [apart, MR])), /^Left out, as no association negotiates it: CT Image Storage\./);
  assert.equal(write("dcmtk", [apart, MR]).count, 1);
  assert.equal(write("uids", [apart, MR]).count, 2);
});

test("members of print are negotiated by their Meta SOP Class, an active one where there is one", () => {
  const box = { uid: "1.2.3", name: "Box", metas: [["1.2.9", "Grey", false], ["1.2.8", "Old", true]] };
  const film = { uid: "1.2.4", name: "Film", metas: [["1.2.9", "Grey", false]] };
  const written = write("dcmtk", [box, film]);
  assert.match(written.text, /= 1\.2\.9\\Syntaxes/);
  assert.doesNotMatch(written.text, /1\.2\.[348]\\/);
  assert.match(said(written), /Meta SOP Classes: Grey stands for: Box, Film\./);
  const old = { uid: "1.2.5", name: "Lamp", metas: [["1.2.8", "Old", true]] };
  assert.match(write("dcmtk", [old]).text, /= 1\.2\.8\\Syntaxes/);
});

test("more than 128 are split where the program reads no more", () => {
  const requested = write("pynetdicom", many(129), { role: "proposer" });
  assert.match(requested.text, /REQUESTED_CONTEXTS_1 = \[[\s\S]*REQUESTED_CONTEXTS_2 = \[\n {4}build_context\("1\.2\.129"/);
  assert.match(said(requested), /the 129 are split into 2 lists/);
  const accepted = write("pynetdicom", many(129), { role: "acceptor" });
  assert.match(accepted.text, /\nSUPPORTED_CONTEXTS = \[/);
  assert.doesNotMatch(said(accepted), /split/);
  assert.match(write("dcmtk", many(129), { role: "acceptor" }).text, /\[Registry2\]/);
  assert.doesNotMatch(write("dcmtk", many(128)).text, /Registry1/);
});

test("an acceptor without Verification is told so, one with it and a proposer are not", () => {
  const hint = /Verification \(C-ECHO\) is not in the list/;
  assert.match(said(write("dcmtk", [CT])), hint);
  assert.doesNotMatch(said(write("dcmtk", [CT], { role: "proposer" })), hint);
  assert.doesNotMatch(said(write("dcmtk", [CT, { uid: "1.2.840.10008.1.1", name: "Verification" }])), hint);
});

test("compressed transfer syntaxes come first, for acceptors that want them", () => {
  const all = write("dcmtk", [CT], { role: "acceptor", syntaxes: "all" }).text;
  assert.match(all, /TransferSyntax1 = 1\.2\.840\.10008\.1\.2\.4\.90\n.*\nTransferSyntax2 = 1\.2\.840\.10008\.1\.2\.1\n/);
  for (const options of [{ role: "proposer", syntaxes: "all" }, { role: "acceptor" }]) {
    assert.match(write("dcmtk", [CT], options).text, /TransferSyntax1 = 1\.2\.840\.10008\.1\.2\.1\n/);
  }
  assert.match(write("properties", [CT], { syntaxes: "all" }).text, new RegExp(`\\n${CT.uid}:\\*\\n`));
  assert.match(write("properties", [CT]).text, /:1\.2\.840\.10008\.1\.2\.1,1\.2\.840\.10008\.1\.2\n/);
});

test("no name ends a comment, a cell or a value", () => {
  for (const form of ["pynetdicom", "dcmtk", "fo-dicom"]) assert.doesNotMatch(write(form, [FIND]).text, /Worklist\n/, form);
  assert.match(write("markdown", [{ ...CT, name: "a|b_c" }]).text, /\| a\\\|b\\_c \|/);
  assert.match(write("properties", [{ ...CT, name: "é" }]).text, /# \\u00e9\n/);
  assert.match(write("ldif", [{ ...CT, name: "a, b" }]).text, /\ndn: cn=a\\, b SCP,/);
  assert.match(write("ldif", [{ ...CT, name: "é" }], { role: "proposer" }).text, /\ncn:: w6kgU0NV\n[\s\S]*dicomTransferRole: SCU\n/);
});

test("tables say the status, private ones the vendor", () => {
  assert.equal(write("csv", [MR]).text, "uid,keyword,name,status,service class,category,modality,standard\r\n"
    + `${MR.uid},MRImageStorage,MR Image Storage,retired,,,,\r\n`);
  assert.equal(write("csv", [{ uid: "1.3", name: "X", vendor: "GE" }]).text, "uid,name,vendor,status\r\n1.3,X,GE,active\r\n");
  assert.ok(write("markdown", [CT]).text.startsWith("| SOP Class Name | SOP Class UID | SCU | SCP |\n| --- | --- | --- | --- |\n"));
  assert.match(write("markdown", [MR], { role: "proposer" }).text, /\(Retired\) \| .* \| Yes \| No \|/);
  assert.match(write("markdown", [CT], { edition: "2026d" }).text, /\| No \| Yes \|[\s\S]*From the DICOM SOP Class Registry, DICOM 2026d\./);
});

test("every form says what file it becomes", () => {
  for (const [key, { file, type }] of Object.entries(FORMS)) {
    const written = write(key, [CT]);
    assert.deepEqual([written.file, written.type], [file, type]);
    assert.match(written.text, /1\.2\.840\.10008\.5\.1\.4\.1\.1\.2/, key);
  }
});

test("a table says which are active and which retired, registered or private", () => {
  const column = (records) => {
    const [titles, ...rows] = write("csv", records).text.trim().split("\r\n").map((row) => row.split(","));
    return rows.map((row) => row[titles.indexOf("status")]);
  };
  assert.deepEqual(column([CT, MR]), ["active", "retired"]);
  assert.deepEqual(column([{ uid: "1.3", name: "X", vendor: "GE" }, { uid: "1.4", name: "Y", vendor: "GE", retired: true }]), ["active", "retired"]);
  assert.match(write("markdown", [CT]).text, /\n\| Transfer Syntax Name \| Transfer Syntax UID \|\n\| --- \| --- \|\n/);
});

test("a DCMTK profile numbers its contexts and syntaxes from 1, and names both", () => {
  const { text } = write("dcmtk", [CT, MR]);
  assert.match(text, /\[RegistryContexts\]\n.*\nPresentationContext1 = 1\.2\.840\.10008\.5\.1\.4\.1\.1\.2\\Syntaxes\n.*\nPresentationContext2 = /);
  assert.match(text, /\[Registry\]\nPresentationContexts = RegistryContexts\n$/);
  assert.match(text, /TransferSyntax1 = .*\n.*\nTransferSyntax2 = /);
  assert.match(write("dcmtk", many(129)).text, /\[Registry1Contexts\][\s\S]*PresentationContext128 = [\s\S]*\[Registry2Contexts\]\n.*\nPresentationContext1 = [\s\S]*\[Registry1\]\nPresentationContexts = Registry1Contexts\n\n\[Registry2\]/);
});

test("several Meta SOP Classes stand for their members", () => {
  const members = [["1.2.3", "1.2.9"], ["1.2.4", "1.2.8"]].map(([its, meta]) => ({ uid: its, name: its, metas: [[meta, `Meta ${meta}`, false]] }));
  assert.match(said(write("dcmtk", members)), /Print is negotiated by its Meta SOP Classes: Meta 1\.2\.8, Meta 1\.2\.9 stand for: 1\.2\.3, 1\.2\.4\./);
});

test("LDIF says its version, JSON is indented", () => {
  assert.match(write("ldif", [CT]).text, /^version: 1\n\n/);
  assert.equal(write("orthanc", [CT]).text, `{\n  "AcceptedSopClasses": [\n    "${CT.uid}"\n  ]\n}\n`);
});

test("each form has a name, a file of its kind, and the choices that its program knows", () => {
  const told = Object.entries(FORMS).map(([key, { name, file, type, role, syntaxes }]) => {
    const choices = [role && "role", syntaxes && "syntaxes"];
    return [key, name, file, type, ...choices].filter(Boolean).join("; ");
  });
  assert.deepEqual(told, [
    "pynetdicom; pynetdicom presentation contexts; presentation_contexts.py; text/x-python; role; syntaxes",
    "dcmtk; DCMTK association profile; registry.cfg; text/plain; role; syntaxes",
    "properties; dcm4che sop-classes.properties; sop-classes.properties; text/plain; syntaxes",
    "ldif; dcm4chee-arc capabilities (LDIF); transfer-capabilities.ldif; text/plain; role; syntaxes",
    "orthanc; Orthanc AcceptedSopClasses (1.12.6+); accepted-sop-classes.json; application/json",
    "fo-dicom; fo-dicom 5 (C#); RegistryContexts.cs; text/plain; role; syntaxes",
    "uids; UIDs, one per line; uids.txt; text/plain",
    "csv; CSV; sop-classes.csv; text/csv",
    "markdown; Markdown (conformance statement); sop-classes.md; text/markdown; role; syntaxes",
  ]);
});

test("every form for associations leaves out what none negotiates, and says what an acceptor lacks", () => {
  const left = "Left out, as no association negotiates it: MR Image Storage.";
  const lacks = "Verification (C-ECHO) is not in the list: add it if a ping should be answered.";
  const list = [CT, { ...MR, apart: true }];
  const notes = (role) => Object.fromEntries(Object.keys(FORMS).map((key) => [key, said(write(key, list, { role }))]));
  const both = `${left} ${lacks}`;
  const others = { ldif: left, orthanc: "", uids: "", csv: "", markdown: left };
  assert.deepEqual(notes("acceptor"), { ...others, pynetdicom: both, dcmtk: both, properties: both, "fo-dicom": both });
  assert.deepEqual(notes("proposer"), { ...others, pynetdicom: left, dcmtk: left, properties: both, "fo-dicom": left });
});

test("that a list is split is said of the role for which it is, from the 129th on", () => {
  const note = (...given) => write(...given).notes.map(line).find((each) => /split/.test(each));
  const notes = (number, role) => Object.keys(FORMS).map((key) => [key, note(key, many(number), { role })])
    .filter(([, text]) => text);
  const proposed = "One association proposes at most 128 presentation contexts: "
    + "the 129 are split into 2 lists, one for each association.";
  assert.deepEqual(notes(129, "proposer"), [["pynetdicom", proposed], ["dcmtk", proposed], ["fo-dicom", proposed]]);
  const accepted = "DCMTK reads at most 128 presentation contexts in a profile, and storescp takes one profile: "
    + "the 257 are split into 3 lists. To accept every storage SOP Class, call storescp with --promiscuous instead.";
  assert.deepEqual(notes(257, "acceptor"), [["dcmtk", accepted]]);
  assert.deepEqual([...notes(128, "proposer"), ...notes(128, "acceptor")], []);
});

test("a text says where it is from, and how its program takes it", () => {
  const verification = { uid: "1.2.840.10008.1.1", name: "Verification" };
  const comments = (key, role) => write(key, [CT, verification], { role, edition: "2026d" }).text
    .match(/^(?:version: 1\n\n)?((?:(?:#|\/\/) .*\n)+)/)[1].trim().split("\n").map((row) => row.replace(/^(?:#|\/\/) /, ""));
  const from = "From the DICOM SOP Class Registry, DICOM 2026d.";
  const parent = "dicomAETitle=DCM4CHEE,dicomDeviceName=dcm4chee-arc,cn=Devices,cn=DICOM Configuration,dc=dcm4che,dc=org";
  const entries = `The entries go below ${parent}; name your own AE title and device.`;
  for (const [key, role, what, ...how] of [
    ["pynetdicom", "acceptor", "Presentation contexts for pynetdicom.", "Use: ae = AE(); ae.supported_contexts = SUPPORTED_CONTEXTS"],
    ["pynetdicom", "proposer", "Presentation contexts for pynetdicom.", "Use: ae = AE(); ae.requested_contexts = REQUESTED_CONTEXTS"],
    ["dcmtk", "acceptor", "Association negotiation profile for DCMTK.", "Use: storescp --config-file FILE Registry PORT"],
    ["dcmtk", "proposer", "Association negotiation profile for DCMTK.", "Use: storescu --config-file FILE Registry HOST PORT IMAGE"],
    ["properties", "acceptor", "sop-classes.properties of dcm4che's storescp.", "Use: storescp --sop-classes FILE -b PORT"],
    ["ldif", "acceptor", "Transfer capabilities for dcm4chee-arc-light.", entries, "Use: ldapadd -c -f FILE"],
    ["fo-dicom", "acceptor", "Presentation contexts for fo-dicom 5."],
  ]) assert.deepEqual(comments(key, role), [what, from, ...how], `${key} ${role}`);
});

test("fo-dicom gets a class that compiles: lists to propose, or an answer to what is proposed", () => {
  const head = `using System.Collections.Generic;
using FellowOakDicom;
using FellowOakDicom.Network;
`;
  const syntaxes = `
public static class RegistryContexts
{
    public static readonly DicomTransferSyntax[] TransferSyntaxes =
    {
        DicomTransferSyntax.Parse("1.2.840.10008.1.2.1"), // Explicit VR Little Endian
        DicomTransferSyntax.Parse("1.2.840.10008.1.2"), // Implicit VR Little Endian
    };

`;
  const code = (role) => write("fo-dicom", [CT], { role }).text.replace(/^(?:\/\/.*\n)+/, "");
  assert.equal(code("acceptor"), `${head}${syntaxes}    public static readonly HashSet<DicomUID> Accepted = new HashSet<DicomUID>
        {
            DicomUID.Parse("${CT.uid}"), // CT Image Storage
        };

    /// <summary>Call it in OnReceiveAssociationRequestAsync, before the association is accepted.</summary>
    public static void Answer(DicomAssociation association)
    {
        foreach (var context in association.PresentationContexts)
        {
            if (Accepted.Contains(context.AbstractSyntax))
                context.AcceptTransferSyntaxes(TransferSyntaxes);
            else
                context.SetResult(DicomPresentationContextResult.RejectAbstractSyntaxNotSupported);
        }
    }
}
`);
  assert.equal(code("proposer"), `${head}using FellowOakDicom.Network.Client;
${syntaxes}    /// <summary>One list for each association: none may propose more than 128.</summary>
    public static readonly DicomUID[][] Proposed =
    {
        new[]
        {
            DicomUID.Parse("${CT.uid}"), // CT Image Storage
        },
    };

    public static void Propose(IDicomClient client, DicomUID[] list)
    {
        foreach (var uid in list)
        {
            var context = new DicomPresentationContext(1, uid); // the client numbers it anew
            foreach (var syntax in TransferSyntaxes) context.AddTransferSyntax(syntax);
            client.AdditionalPresentationContexts.Add(context);
        }
    }
}
`);
});
