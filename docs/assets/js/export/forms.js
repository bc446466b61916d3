/* Lists of SOP Classes as configuration, in the form that a toolkit or archive reads.
 *
 *   SopExport.write("dcmtk", records, options)   -> {text, notes, file, type}
 *
 * A note is {said, names}: what is said, and of which SOP Classes if of some.
 * A record is {uid, keyword, name, retired, service, category, modality, standard, vendor, store,
 * apart, metas}; `vendor`: of a private one; `store`: C-STORE sends it; `apart`: no association negotiates it; `metas`: the Meta SOP
 * Classes of print by which it is negotiated, as [uid, name, retired].
 * Options: {role: "acceptor"|"proposer", syntaxes: "uncompressed"|"all", edition}.
 * Needs no document.
 */
(() => {
  "use strict";

  /** @typedef {[title: string, of: (it: ExportRecord) => Cell]} ExportColumn */

  const { compareUids } = SopLookup;

  const VERIFICATION = "1.2.840.10008.1.1";

  /** A proposer numbers its presentation contexts with the odd numbers up to 255 (PS3.8 9.3.2.2). */
  const MOST_CONTEXTS = 128;

  /* ------------------------------------------------------------------ list */

  /** @type {(a: ExportRecord, b: ExportRecord) => number} */
  const byArcs = (a, b) => compareUids(a.uid, b.uid);

  /** A name on one line and without what ends a comment; newest editors and oldest parsers agree.
   *  @type {(text: string | undefined) => string} */
  const plain = (text) => String(text ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();

  /** What a person should know about a list: what is said of some records, and their names.
   *  @type {(said: string, records?: ExportRecord[]) => ExportNote} */
  const noteOf = (said, records = []) => ({ said, names: records.map(({ name }) => plain(name)) });

  /** A note as one line. @type {(note: ExportNote) => string} */
  const line = ({ said, names }) => `${said}${names.length ? `: ${names.join(", ")}` : ""}.`;

  /** @type {(records: ExportRecord[]) => string} */
  const listed = (records) => records.map((record) => plain(record.name)).join(", ");

  /** The records once each, in the order of their UIDs. @type {(records: ExportRecord[]) => ExportRecord[]} */
  function distinct(records) {
    return [...new Map(records.map((record) => [record.uid, record])).values()].sort(byArcs);
  }

  /** What of `records` an association can negotiate, and in `notes` what was left out or replaced.
   *  @type {(records: ExportRecord[]) => { records: ExportRecord[], notes: ExportNote[] }} */
  function negotiable(records) {
    /** @type {ExportNote[]} */
    const notes = [];
    const apart = records.filter((record) => record.apart);
    if (apart.length) notes.push(noteOf("Left out, as no association negotiates it", apart));
    const rest = records.filter((record) => !record.apart);
    const out = rest.filter((record) => !record.metas?.length);
    const members = rest.filter((record) => record.metas?.length);
    const standing = new Map(out.map((record) => [record.uid, record]));
    /** @type {(member: ExportRecord) => [uid: string, name: string, retired: boolean][]} */
    const current = ({ metas = [] }) => {
      const active = metas.filter(([, , retired]) => !retired);
      return active.length ? active : metas;
    };
    // A member that only one Meta SOP Class has decides first: that one may stand for others too.
    for (const member of [...members].sort((a, b) => current(a).length - current(b).length)) {
      if (member.metas?.some(([uid]) => standing.has(uid))) continue;
      for (const [uid, name, retired] of current(member)) standing.set(uid, { uid, name, retired });
    }
    if (members.length) {
      const metas = distinct(members.flatMap(({ metas: its = [] }) => its.flatMap(([uid]) => standing.get(uid) ?? [])));
      notes.push(noteOf(`Print is negotiated by its Meta SOP Classes: ${listed(metas)} ${metas.length === 1 ? "stands" : "stand"} for`, members));
    }
    return { records: distinct([...standing.values()]), notes };
  }

  /** Lists of at most as many as one association can propose.
   *  @type {(records: ExportRecord[]) => ExportRecord[][]} */
  function split(records) {
    const lists = [];
    for (let at = 0; at < records.length; at += MOST_CONTEXTS) lists.push(records.slice(at, at + MOST_CONTEXTS));
    return lists;
  }

  /** @type {(options: ExportOptions) => [uid: string, name: string][]} */
  const syntaxesOf = ({ role, syntaxes }) =>
    (role === "acceptor" && syntaxes === "all" ? [...SopSyntaxes.compressed, ...SopSyntaxes.uncompressed] : SopSyntaxes.uncompressed);

  /* ----------------------------------------------------------------- forms */

  /** @type {(options: ExportOptions) => string} */
  const source = ({ edition }) => `From the DICOM SOP Class Registry${edition ? `, DICOM ${edition}` : ""}.`;

  /** @type {(sign: string, lines: string[]) => string} */
  const comments = (sign, lines) => lines.map((line) => `${sign} ${plain(line)}\n`).join("");

  /** @type {ExportForm["make"]} */
  function pynetdicom(records, options, notes) {
    const lists = options.role === "proposer" ? split(records) : [records];
    const names = lists.map((_, at) => {
      const name = options.role === "proposer" ? "REQUESTED_CONTEXTS" : "SUPPORTED_CONTEXTS";
      return lists.length > 1 ? `${name}_${at + 1}` : name;
    });
    const use = options.role === "proposer" ? "ae.requested_contexts" : "ae.supported_contexts";
    return [
      comments("#", ["Presentation contexts for pynetdicom.", source(options), ...notes, `Use: ae = AE(); ${use} = ${names[0]}`]),
      "from pynetdicom import build_context\n\n",
      `TRANSFER_SYNTAXES = [\n${syntaxesOf(options).map(([uid, name]) => `    "${uid}",  # ${name}\n`).join("")}]\n`,
      ...lists.map((list, at) => `\n${names[at]} = [\n${list.map(({ uid, name }) => `    build_context("${uid}", TRANSFER_SYNTAXES),  # ${plain(name)}\n`).join("")}]\n`),
    ].join("");
  }

  /** @type {ExportForm["make"]} */
  function dcmtk(records, options, notes) {
    const proposer = options.role === "proposer";
    const lists = split(records); // DCMTK reads no longer list, not even for an acceptor
    const names = lists.map((_, at) => (lists.length > 1 ? `Registry${at + 1}` : "Registry"));
    const use = proposer
      ? `Use: storescu --config-file FILE ${names[0]} HOST PORT IMAGE`
      : `Use: storescp --config-file FILE ${names[0]} PORT`;
    return [
      comments("#", ["Association negotiation profile for DCMTK.", source(options), ...notes, use]),
      "\n[[TransferSyntaxes]]\n\n[Syntaxes]\n",
      ...syntaxesOf(options).map(([uid, name], at) => `# ${name}\nTransferSyntax${at + 1} = ${uid}\n`),
      "\n[[PresentationContexts]]\n",
      ...lists.map((list, at) => `\n[${names[at]}Contexts]\n${list.map(({ uid, name }, i) => `# ${plain(name)}\nPresentationContext${i + 1} = ${uid}\\Syntaxes\n`).join("")}`),
      "\n[[Profiles]]\n",
      ...names.map((name) => `\n[${name}]\nPresentationContexts = ${name}Contexts\n`),
    ].join("");
  }

  /* A properties file is read as Latin-1 (java.util.Properties). */
  /** @type {(text: string) => string} */
  const latin = (text) => plain(text).replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /** @type {ExportForm["make"]} */
  function dcm4che(records, options, notes) {
    const syntaxes = options.syntaxes === "all" ? "*" : SopSyntaxes.uncompressed.map(([uid]) => uid).join(",");
    return [
      ...["sop-classes.properties of dcm4che's storescp.", source(options), ...notes, "Use: storescp --sop-classes FILE -b PORT"].map((line) => `# ${latin(line)}\n`),
      ...records.map(({ uid, name }) => `\n# ${latin(name)}\n${uid}:${syntaxes}\n`),
    ].join("");
  }

  /* RFC 4514: what a name in a distinguished name must not hold as it is. */
  /** @type {(text: string) => string} */
  const inName = (text) => plain(text).replace(/[\\",+;<>=]/g, (sign) => `\\${sign}`).replace(/^[ #]/, "\\$&");

  /* RFC 2849: a value that is not plain text goes as Base64 of its UTF-8. */
  /** @type {(key: string, value: string) => string} */
  function ldifLine(key, value) {
    if (/^[\x21-\x39\x3b\x3d-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return `${key}: ${value}\n`;
    return `${key}:: ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}\n`;
  }

  /** @type {ExportForm["make"]} */
  function ldif(records, options, notes) {
    const role = options.role === "proposer" ? "SCU" : "SCP";
    const parent = "dicomAETitle=DCM4CHEE,dicomDeviceName=dcm4chee-arc,cn=Devices,cn=DICOM Configuration,dc=dcm4che,dc=org";
    return [
      "version: 1\n\n",
      comments("#", ["Transfer capabilities for dcm4chee-arc-light.", source(options), ...notes, `The entries go below ${parent}; name your own AE title and device.`, "Use: ldapadd -c -f FILE"]),
      ...records.map(({ uid, name }) => {
        const cn = `${plain(name)} ${role}`;
        return [
          `\n${ldifLine("dn", `cn=${inName(cn)},${parent}`)}`,
          "changetype: add\nobjectClass: dicomTransferCapability\nobjectClass: dcmTransferCapability\n",
          ldifLine("cn", cn),
          `dicomSOPClass: ${uid}\ndicomTransferRole: ${role}\n`,
          ...syntaxesOf(options).map(([syntax]) => `dicomTransferSyntax: ${syntax}\n`),
        ].join("");
      }),
    ].join("");
  }

  /** @type {ExportForm["make"]} */
  const orthanc = (records) => `${JSON.stringify({ AcceptedSopClasses: records.map(({ uid }) => uid) }, null, 2)}\n`;

  /** @type {ExportForm["make"]} */
  function foDicom(records, options, notes) {
    const proposer = options.role === "proposer";
    /** @type {(list: ExportRecord[]) => string} */
    const items = (list) => list.map(({ uid, name }) => `            DicomUID.Parse("${uid}"), // ${plain(name)}\n`).join("");
    const head = [
      comments("//", ["Presentation contexts for fo-dicom 5.", source(options), ...notes]),
      "using System.Collections.Generic;\nusing FellowOakDicom;\nusing FellowOakDicom.Network;\n",
      proposer ? "using FellowOakDicom.Network.Client;\n" : "",
      "\npublic static class RegistryContexts\n{\n",
      "    public static readonly DicomTransferSyntax[] TransferSyntaxes =\n    {\n",
      ...syntaxesOf(options).map(([uid, name]) => `        DicomTransferSyntax.Parse("${uid}"), // ${name}\n`),
      "    };\n\n",
    ];
    const body = proposer
      ? [
        "    /// <summary>One list for each association: none may propose more than 128.</summary>\n",
        "    public static readonly DicomUID[][] Proposed =\n    {\n",
        ...split(records).map((list) => `        new[]\n        {\n${items(list)}        },\n`),
        "    };\n\n",
        "    public static void Propose(IDicomClient client, DicomUID[] list)\n    {\n",
        "        foreach (var uid in list)\n        {\n",
        "            var context = new DicomPresentationContext(1, uid); // the client numbers it anew\n",
        "            foreach (var syntax in TransferSyntaxes) context.AddTransferSyntax(syntax);\n",
        "            client.AdditionalPresentationContexts.Add(context);\n        }\n    }\n",
      ]
      : [
        "    public static readonly HashSet<DicomUID> Accepted = new HashSet<DicomUID>\n        {\n",
        items(records),
        "        };\n\n",
        "    /// <summary>Call it in OnReceiveAssociationRequestAsync, before the association is accepted.</summary>\n",
        "    public static void Answer(DicomAssociation association)\n    {\n",
        "        foreach (var context in association.PresentationContexts)\n        {\n",
        "            if (Accepted.Contains(context.AbstractSyntax))\n                context.AcceptTransferSyntaxes(TransferSyntaxes);\n",
        "            else\n                context.SetResult(DicomPresentationContextResult.RejectAbstractSyntaxNotSupported);\n        }\n    }\n",
      ];
    return [...head, ...body, "}\n"].join("");
  }

  /** @type {ExportForm["make"]} */
  const uids = (records) => records.map(({ uid }) => `${uid}\n`).join("");

  /** @type {ExportColumn[]} */
  const COLUMNS = [
    ["uid", (it) => it.uid], ["keyword", (it) => it.keyword], ["name", (it) => it.name],
    ["status", (it) => (it.retired ? "retired" : "active")], ["service class", (it) => it.service],
    ["category", (it) => it.category], ["modality", (it) => it.modality], ["standard", (it) => it.standard],
  ];

  /** @type {ExportColumn[]} */
  const PRIVATE_COLUMNS = [["uid", (it) => it.uid], ["name", (it) => it.name], ["vendor", (it) => it.vendor], ["status", (it) => (it.retired ? "retired" : "active")]];

  /** @type {ExportForm["make"]} */
  function csv(records) {
    const columns = records.some(({ vendor }) => vendor) ? PRIVATE_COLUMNS : COLUMNS;
    return SopSave.csv([columns.map(([title]) => title), ...records.map((it) => columns.map(([, of]) => of(it)))]);
  }

  /* Nothing in a cell is markup or ends the cell. */
  /** @type {(text: string) => string} */
  const inMarkdown = (text) => plain(text).replace(/[\\`*_[\]<>|]/g, "\\$&");

  /** @type {ExportForm["make"]} */
  function markdown(records, options, notes) {
    const [scu, scp] = options.role === "proposer" ? ["Yes", "No"] : ["No", "Yes"];
    return [
      "| SOP Class Name | SOP Class UID | SCU | SCP |\n| --- | --- | --- | --- |\n",
      ...records.map(({ name, uid, retired }) => `| ${inMarkdown(name)}${retired ? " (Retired)" : ""} | ${uid} | ${scu} | ${scp} |\n`),
      "\n| Transfer Syntax Name | Transfer Syntax UID |\n| --- | --- |\n",
      ...syntaxesOf(options).map(([uid, name]) => `| ${inMarkdown(name)} | ${uid} |\n`),
      ...[...notes, source(options)].map((note) => `\n${inMarkdown(note)}\n`),
    ].join("");
  }

  /* What each form is called, takes and becomes. `network`: for associations, so that what they do
   * not negotiate is left out; `role`, `syntaxes`: what it lets one choose; `splits`: the roles for
   * which it holds lists of at most 128; `store`: only what C-STORE sends. */
  /** @type {Record<string, ExportForm>} */
  const FORMS = {
    pynetdicom: { name: "pynetdicom presentation contexts", file: "presentation_contexts.py", type: "text/x-python", network: true, role: true, syntaxes: true, splits: ["proposer"], make: pynetdicom },
    dcmtk: { name: "DCMTK association profile", file: "registry.cfg", type: "text/plain", network: true, role: true, syntaxes: true, splits: ["acceptor", "proposer"], make: dcmtk },
    properties: { name: "dcm4che sop-classes.properties", file: "sop-classes.properties", type: "text/plain", network: true, syntaxes: true, make: dcm4che },
    ldif: { name: "dcm4chee-arc capabilities (LDIF)", file: "transfer-capabilities.ldif", type: "text/plain", network: true, role: true, syntaxes: true, make: ldif },
    orthanc: { name: "Orthanc AcceptedSopClasses (1.12.6+)", file: "accepted-sop-classes.json", type: "application/json", store: true, make: orthanc },
    "fo-dicom": { name: "fo-dicom 5 (C#)", file: "RegistryContexts.cs", type: "text/plain", network: true, role: true, syntaxes: true, splits: ["proposer"], make: foDicom },
    uids: { name: "UIDs, one per line", file: "uids.txt", type: "text/plain", make: uids },
    csv: { name: "CSV", file: "sop-classes.csv", type: "text/csv", make: csv },
    markdown: { name: "Markdown (conformance statement)", file: "sop-classes.md", type: "text/markdown", network: true, role: true, syntaxes: true, make: markdown },
  };

  /** `records` in the form with that key, and in `notes` what a person should know about it.
   *  @type {(typeof SopExport)["write"]} */
  function write(key, records, options = {}) {
    const form = FORMS[key];
    /** @type {ExportOptions} */
    const wanted = { role: "acceptor", syntaxes: "uncompressed", edition: "", ...options };
    if (!form.role) wanted.role = "acceptor";
    let list = distinct(records);
    /** @type {ExportNote[]} */
    let notes = [];
    if (form.store) {
      const others = list.filter((record) => !record.store);
      list = list.filter((record) => record.store);
      if (others.length) notes.push(noteOf("Left out, as C-STORE does not send it", others));
    } else if (form.network) ({ records: list, notes } = negotiable(list));
    if (form.splits?.includes(wanted.role) && list.length > MOST_CONTEXTS) {
      const number = `${split(list).length} lists`;
      notes.push(noteOf(wanted.role === "proposer"
        ? `One association proposes at most ${MOST_CONTEXTS} presentation contexts: the ${list.length} are split into ${number}, one for each association`
        : `DCMTK reads at most ${MOST_CONTEXTS} presentation contexts in a profile, and storescp takes one profile: the ${list.length} are split into ${number}. To accept every storage SOP Class, call storescp with --promiscuous instead`));
    }
    if (["pynetdicom", "dcmtk", "properties", "fo-dicom"].includes(key) && wanted.role === "acceptor" && !list.some(({ uid }) => uid === VERIFICATION)) {
      notes.push(noteOf("Verification (C-ECHO) is not in the list: add it if a ping should be answered"));
    }
    return { text: form.make(list, wanted, notes.map(line)), notes, count: list.length, file: form.file, type: form.type };
  }

  globalThis.SopExport = { FORMS, write, line, MOST_CONTEXTS };
})();
