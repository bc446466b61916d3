/* Lists of SOP Classes as configuration: tick rows of a table, take them away in the form that a
 * toolkit or archive reads.
 *
 *   SopExport.write("dcmtk", records, options)   -> {text, notes, file, type}
 *
 * A note is {said, names}: what is said, and of which SOP Classes if of some.
 * A record is {uid, keyword, name, retired, service, category, modality, standard, vendor, store,
 * apart, metas}; `vendor`: of a private one; `store`: C-STORE sends it; `apart`: no association negotiates it; `metas`: the Meta SOP
 * Classes of print by which it is negotiated, as [uid, name, retired].
 * Options: {role: "acceptor"|"proposer", syntaxes: "uncompressed"|"all", edition}.
 * Needs no document up to the part that says so.
 */
(() => {
  "use strict";

  const UNCOMPRESSED = [
    ["1.2.840.10008.1.2.1", "Explicit VR Little Endian"],
    ["1.2.840.10008.1.2", "Implicit VR Little Endian"],
  ];

  /* What archives keep as it comes. Acceptors take the first that is proposed: compressed first. */
  const COMPRESSED = [
    ["1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)"],
    ["1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression"],
    ["1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Image Compression (Lossless Only)"],
    ["1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)"],
    ["1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000 Image Compression"],
    ["1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression"],
    ["1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression"],
    ["1.2.840.10008.1.2.4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])"],
    ["1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"],
    ["1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"],
    ["1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 & 4)"],
    ["1.2.840.10008.1.2.5", "RLE Lossless"],
    ["1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"],
    ["1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"],
    ["1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"],
    ["1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"],
    ["1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"],
    ["1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"],
    ["1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"],
    ["1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"],
    ["1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"],
    ["1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"],
  ];

  const VERIFICATION = "1.2.840.10008.1.1";

  /** A proposer numbers its presentation contexts with the odd numbers up to 255 (PS3.8 9.3.2.2). */
  const MOST_CONTEXTS = 128;

  /* ------------------------------------------------------------------ list */

  const arcs = (uid) => uid.split(".");

  function byArcs(a, b) {
    const [x, y] = [arcs(a.uid), arcs(b.uid)];
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const gap = x[i].length - y[i].length || (x[i] < y[i] ? -1 : +(x[i] > y[i]));
      if (gap) return gap;
    }
    return x.length - y.length;
  }

  /** A name on one line and without what ends a comment; newest editors and oldest parsers agree. */
  const plain = (text) => String(text ?? "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();

  /** What a person should know about a list: what is said of some records, and their names. */
  const noteOf = (said, records = []) => ({ said, names: records.map(({ name }) => plain(name)) });

  /** A note as one line. */
  const line = ({ said, names }) => `${said}${names.length ? `: ${names.join(", ")}` : ""}.`;

  const listed = (records) => records.map((record) => plain(record.name)).join(", ");

  const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  /** The records once each, in the order of their UIDs. */
  function distinct(records) {
    return [...new Map(records.map((record) => [record.uid, record])).values()].sort(byArcs);
  }

  /** What of `records` an association can negotiate, and in `notes` what was left out or replaced. */
  function negotiable(records) {
    const notes = [];
    const apart = records.filter((record) => record.apart);
    if (apart.length) notes.push(noteOf("Left out, as no association negotiates it", apart));
    const rest = records.filter((record) => !record.apart);
    const out = rest.filter((record) => !record.metas?.length);
    const members = rest.filter((record) => record.metas?.length);
    const standing = new Map(out.map((record) => [record.uid, record]));
    const current = ({ metas }) => {
      const active = metas.filter(([, , retired]) => !retired);
      return active.length ? active : metas;
    };
    // A member that only one Meta SOP Class has decides first: that one may stand for others too.
    for (const member of [...members].sort((a, b) => current(a).length - current(b).length)) {
      if (member.metas.some(([uid]) => standing.has(uid))) continue;
      for (const [uid, name, retired] of current(member)) standing.set(uid, { uid, name, retired });
    }
    if (members.length) {
      const metas = distinct(members.flatMap(({ metas: its }) => its.flatMap(([uid]) => standing.get(uid) ?? [])));
      notes.push(noteOf(`Print is negotiated by its Meta SOP Classes: ${listed(metas)} ${metas.length === 1 ? "stands" : "stand"} for`, members));
    }
    return { records: distinct([...standing.values()]), notes };
  }

  /** Lists of at most as many as one association can propose. */
  function split(records) {
    const lists = [];
    for (let at = 0; at < records.length; at += MOST_CONTEXTS) lists.push(records.slice(at, at + MOST_CONTEXTS));
    return lists;
  }

  const syntaxesOf = ({ role, syntaxes }) =>
    (role === "acceptor" && syntaxes === "all" ? [...COMPRESSED, ...UNCOMPRESSED] : UNCOMPRESSED);

  /* ----------------------------------------------------------------- forms */

  const source = ({ edition }) => `From the DICOM SOP Class Registry${edition ? `, DICOM ${edition}` : ""}.`;

  const comments = (sign, lines) => lines.map((line) => `${sign} ${plain(line)}\n`).join("");

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
  const latin = (text) => plain(text).replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  function dcm4che(records, options, notes) {
    const syntaxes = options.syntaxes === "all" ? "*" : UNCOMPRESSED.map(([uid]) => uid).join(",");
    return [
      ...["sop-classes.properties of dcm4che's storescp.", source(options), ...notes, "Use: storescp --sop-classes FILE -b PORT"].map((line) => `# ${latin(line)}\n`),
      ...records.map(({ uid, name }) => `\n# ${latin(name)}\n${uid}:${syntaxes}\n`),
    ].join("");
  }

  /* RFC 4514: what a name in a distinguished name must not hold as it is. */
  const inName = (text) => plain(text).replace(/[\\",+;<>=]/g, (sign) => `\\${sign}`).replace(/^[ #]/, "\\$&");

  /* RFC 2849: a value that is not plain text goes as Base64 of its UTF-8. */
  function ldifLine(key, value) {
    if (/^[\x21-\x39\x3b\x3d-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return `${key}: ${value}\n`;
    return `${key}:: ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}\n`;
  }

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

  const orthanc = (records) => `${JSON.stringify({ AcceptedSopClasses: records.map(({ uid }) => uid) }, null, 2)}\n`;

  function foDicom(records, options, notes) {
    const proposer = options.role === "proposer";
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

  const uids = (records) => records.map(({ uid }) => `${uid}\n`).join("");

  const COLUMNS = [
    ["uid", (it) => it.uid], ["keyword", (it) => it.keyword], ["name", (it) => it.name],
    ["status", (it) => (it.retired ? "retired" : "active")], ["service class", (it) => it.service],
    ["category", (it) => it.category], ["modality", (it) => it.modality], ["standard", (it) => it.standard],
  ];

  const PRIVATE_COLUMNS = [["uid", (it) => it.uid], ["name", (it) => it.name], ["vendor", (it) => it.vendor], ["status", (it) => (it.retired ? "retired" : "active")]];

  function csv(records) {
    const columns = records.some(({ vendor }) => vendor) ? PRIVATE_COLUMNS : COLUMNS;
    return SopSave.csv([columns.map(([title]) => title), ...records.map((it) => columns.map(([, of]) => of(it)))]);
  }

  /* Nothing in a cell is markup or ends the cell. */
  const inMarkdown = (text) => plain(text).replace(/[\\`*_[\]<>|]/g, "\\$&");

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
  const FORMS = {
    pynetdicom: { name: "pynetdicom presentation contexts", file: "presentation_contexts.py", type: "text/x-python", network: true, role: true, syntaxes: true, splits: ["proposer"], make: pynetdicom },
    dcmtk: { name: "DCMTK association profile", file: "registry.cfg", type: "text/plain", network: true, role: true, syntaxes: true, splits: ["acceptor", "proposer"], make: dcmtk },
    properties: { name: "dcm4che sop-classes.properties", file: "sop-classes.properties", type: "text/plain", network: true, role: false, syntaxes: true, make: dcm4che },
    ldif: { name: "dcm4chee-arc capabilities (LDIF)", file: "transfer-capabilities.ldif", type: "text/plain", network: true, role: true, syntaxes: true, make: ldif },
    orthanc: { name: "Orthanc AcceptedSopClasses (1.12.6+)", file: "accepted-sop-classes.json", type: "application/json", network: true, role: false, syntaxes: false, store: true, make: orthanc },
    "fo-dicom": { name: "fo-dicom 5 (C#)", file: "RegistryContexts.cs", type: "text/plain", network: true, role: true, syntaxes: true, splits: ["proposer"], make: foDicom },
    uids: { name: "UIDs, one a line", file: "uids.txt", type: "text/plain", make: uids },
    csv: { name: "CSV", file: "sop-classes.csv", type: "text/csv", make: csv },
    markdown: { name: "Markdown (conformance statement)", file: "sop-classes.md", type: "text/markdown", network: true, role: true, syntaxes: true, make: markdown },
  };

  /** `records` in the form with that key, and in `notes` what a person should know about it. */
  function write(key, records, options = {}) {
    const form = FORMS[key];
    const wanted = { role: "acceptor", syntaxes: "uncompressed", edition: "", ...options };
    if (!form.role) wanted.role = "acceptor";
    let list = distinct(records);
    let notes = [];
    if (form.store) {
      const others = list.filter((record) => !record.store);
      list = list.filter((record) => record.store);
      if (others.length) notes.push(noteOf("Left out, as C-STORE does not send it", others));
    } else if (form.network) ({ records: list, notes } = negotiable(list));
    const hints = [];
    if (form.splits?.includes(wanted.role) && list.length > MOST_CONTEXTS) {
      const number = counted(Math.ceil(list.length / MOST_CONTEXTS), "list", "lists");
      hints.push(noteOf(wanted.role === "proposer"
        ? `One association proposes at most ${MOST_CONTEXTS} presentation contexts: the ${list.length} are split into ${number}, one for each association`
        : `DCMTK reads at most ${MOST_CONTEXTS} presentation contexts in a profile, and storescp takes one profile: the ${list.length} are split into ${number}. To accept every storage SOP Class, call storescp with --promiscuous instead`));
    }
    if (["pynetdicom", "dcmtk", "properties", "fo-dicom"].includes(key) && wanted.role === "acceptor" && !list.some(({ uid }) => uid === VERIFICATION)) {
      hints.push(noteOf("Verification (C-ECHO) is not in the list: add it if a ping should be answered"));
    }
    notes = [...notes, ...hints];
    return { text: form.make(list, wanted, notes.map(line)), notes, count: list.length, file: form.file, type: form.type };
  }

  globalThis.SopExport = { FORMS, write, UNCOMPRESSED, COMPRESSED, MOST_CONTEXTS };

  /* ------------------------------------------- from here on: in a document */

  if (typeof document === "undefined") return;

  const { enhance, el, state } = SopTables;
  const ROOT = "1.2.840.10008.";
  const short = (uid) => (uid.startsWith(ROOT) ? uid.slice(ROOT.length) : `*${uid}`);
  const long = (text) => (text.startsWith("*") ? text.slice(1) : ROOT + text);

  /** Lets people tick rows of a table and export them. */
  class Ticks {
    #table;
    #list;
    #boxes = new Map(); // UID -> checkbox
    #ticked = new Set();
    #dialog = null;

    constructor(table) {
      this.#table = table;
      this.#list = enhance(table);
      this.#column();
      this.#bars();
      this.#list.onShown(() => this.#show());
      addEventListener("popstate", () => {
        if (!location.hash || location.hash.includes("=")) this.#restore();
      });
      this.#restore();
    }

    #column() {
      const role = this.#table.hasAttribute("role");
      this.all = el("input", { type: "checkbox", "aria-label": "Tick all rows shown", change: () => this.#tickShown() });
      this.#table.tHead.rows[0].prepend(el("th", { class: "records-tick", scope: "col", role: role && "columnheader" }, el("span", { class: "offscreen" }, "Tick"), this.all));
      for (const record of this.#list.rows) {
        const uid = this.#list.text(record, "uid");
        const box = el("input", { type: "checkbox", "aria-label": this.#list.text(record, "name"), change: () => this.#tick(uid, box.checked) });
        record.row.prepend(el("td", { class: "records-tick", role: role && "cell" }, box));
        record.uid = uid;
        this.#boxes.set(uid, box);
      }
    }

    #bars() {
      this.button = el("button", { type: "button", class: "records-export", click: () => this.#open() });
      this.#list.tools.insertBefore(this.button, this.#list.status.parentNode && this.#list.status);
      this.note = el("span", { role: "status" });
      this.bar = el("div", { class: "export-bar no-print", hidden: true },
        this.note,
        el("button", { type: "button", class: "records-export", click: () => this.#open() }, "Export…"),
        el("button", { type: "button", click: () => this.#clear() }, "Untick all"));
      this.#table.after(this.bar);
    }

    #tick(uid, ticked) {
      if (ticked) this.#ticked.add(uid);
      else this.#ticked.delete(uid);
      this.#keep();
    }

    #tickShown() {
      for (const { uid } of this.#list.shown) {
        if (this.all.checked) this.#ticked.add(uid);
        else this.#ticked.delete(uid);
      }
      this.#keep();
    }

    #clear() {
      this.#ticked.clear();
      this.#keep();
      this.button.focus();
    }

    #keep() {
      state.write({ pick: [...this.#ticked].map(short).join(",") }, false);
      this.#show();
    }

    #restore() {
      const wanted = (state.read().get("pick") ?? "").split(",").filter(Boolean).map(long);
      this.#ticked = new Set(wanted.filter((uid) => this.#boxes.has(uid)));
      this.#show();
    }

    #show() {
      for (const [uid, box] of this.#boxes) box.checked = this.#ticked.has(uid);
      const { shown } = this.#list;
      const on = shown.filter(({ uid }) => this.#ticked.has(uid)).length;
      this.all.checked = shown.length > 0 && on === shown.length;
      this.all.indeterminate = on > 0 && on < shown.length;
      const number = this.#ticked.size;
      const elsewhere = number - on;
      this.button.textContent = number ? `Export ${number} ticked…` : `Export ${shown.length} shown…`;
      this.button.disabled = !number && !shown.length;
      this.note.textContent = number ? `${this.#list.count(number)} ticked${elsewhere ? `, ${elsewhere} of them not shown` : ""}` : "";
      this.bar.hidden = !number;
    }

    #records() {
      const records = this.#ticked.size ? this.#list.rows.filter(({ uid }) => this.#ticked.has(uid)) : this.#list.shown;
      return records.map((record) => {
        const { row, uid } = record;
        const cell = (name) => this.#list.text(record, name);
        return {
          uid,
          name: cell("name"),
          keyword: cell("keyword") === "none" ? "" : cell("keyword"),
          retired: "retired" in row.dataset || cell("status") === "retired",
          service: cell("service-class"),
          category: cell("category"),
          modality: cell("modality"),
          standard: cell("standard"),
          vendor: cell("vendor"),
          store: "store" in row.dataset,
          apart: "apart" in row.dataset,
          metas: JSON.parse(row.dataset.metas ?? "[]"),
        };
      });
    }

    #open() {
      const { edition = "", export: forms } = this.#table.dataset;
      this.#dialog ??= new Dialog(edition, forms ? forms.split(" ") : Object.keys(FORMS));
      this.#dialog.open(this.#records());
    }
  }

  const FEW_NAMES = 5; // more of them are folded away

  /** The dialog that shows a list in a form, and copies or saves it. */
  class Dialog {
    #edition;
    #records = [];
    #written = null;

    /** `forms`: the keys of those to choose from. */
    constructor(edition, forms) {
      this.#edition = edition;
      const redo = () => this.#write();
      const choice = (name, options) => {
        const select = el("select", { change: redo }, ...options.map(([value, text]) => el("option", { value }, text)));
        const label = el("label", {}, el("span", {}, name), select);
        return { select, label };
      };
      this.form = choice("Form", forms.map((key) => [key, FORMS[key].name]));
      this.role = choice("Role", [["acceptor", "acceptor (SCP)"], ["proposer", "proposer (SCU)"]]);
      this.syntaxes = choice("Transfer syntaxes", [["uncompressed", "uncompressed"], ["all", "also compressed"]]);
      this.title = el("h2");
      this.notes = el("ul", { class: "export-notes" });
      this.output = el("textarea", { readonly: true, rows: "14", spellcheck: "false", "aria-label": "The list in this form" });
      this.said = el("span", { role: "status" });
      this.dialog = el("dialog", { class: "export md-typeset no-print" },
        this.title,
        el("div", { class: "export-choices" }, this.form.label, this.role.label, this.syntaxes.label),
        el("div", { class: "export-actions" },
          el("button", { type: "button", class: "records-export", click: () => this.#copy() }, "Copy"),
          el("button", { type: "button", class: "records-export", click: () => this.#save() }, "Save as file"),
          el("button", { type: "button", click: () => this.dialog.close() }, "Close"),
          this.said),
        this.output,
        this.notes);
      document.body.append(this.dialog);
    }

    open(records) {
      this.#records = records;
      this.title.textContent = `Export ${counted(records.length, "SOP Class", "SOP Classes")}`;
      this.dialog.setAttribute("aria-label", this.title.textContent);
      this.#write();
      this.dialog.showModal();
    }

    #write() {
      const form = FORMS[this.form.select.value];
      this.role.label.hidden = !form.role;
      // A proposer names each compressed transfer syntax in a context of its own, as its files need.
      this.syntaxes.label.hidden = !form.syntaxes || (form.role && this.role.select.value === "proposer");
      this.#written = write(this.form.select.value, this.#records, {
        role: this.role.select.value,
        syntaxes: this.syntaxes.select.value,
        edition: this.#edition,
      });
      this.output.value = this.#written.text;
      this.notes.replaceChildren(...this.#written.notes.map((note) => el("li", {}, note.names.length > FEW_NAMES
        ? el("details", {}, el("summary", {}, `${note.said}: ${note.names.length} SOP Classes`), note.names.join(", "))
        : line(note))));
      this.said.textContent = "";
    }

    async #copy() {
      this.said.textContent = (await SopSave.copy(this.#written.text)) ? "Copied." : "Not copied: the browser forbids it.";
    }

    #save() {
      SopSave.download(this.#written.file, this.#written.text, this.#written.type);
      this.said.textContent = `Saved as ${this.#written.file}.`;
    }
  }

  for (const table of document.querySelectorAll("table.records[data-export]")) new Ticks(table);
})();
