/* What the page "Paste or drop" says of a finding or a file: sentences, each of texts and links. */
(() => {
  "use strict";

  const { make, pageUrl } = SopSite;

  const { counted } = SopLookup;
  /** @type {PasteScripts["number"]} */
  const number = (count) => count.toLocaleString("en");
  /** @type {PasteScripts["capital"]} */
  const capital = (text) => text.replace(/^./, (first) => first.toUpperCase());

  const BELOW_DICOM = "Below the DICOM root, but not registered.";

  /* A UID as PS3.5 9.1 has it, also as to its first arcs. */
  /** @type {(text: string) => boolean} */
  const isUid = (text) => SopLookup.isUid(text) && !SopLookup.fault(text);

  /** @type {PasteScripts["linked"]} */
  const linked = (entry, text = entry.name) => make("a", { href: pageUrl(entry.path) }, text);

  /** @type {PasteScripts["statusMark"]} */
  const statusMark = (word) => make("span", { class: word === "active" ? "status" : "status retired" }, word);

  /** @type {(entry: Entry) => boolean} */
  const isPrivate = (entry) => entry.kind.startsWith("private");

  /* What is called otherwise than the kinds of the look-up. */
  /** @type {Record<string, string>} */
  const KIND_WORDS = {
    unregistered: "not registered", root: "private UIDs", invalid: "no UID", bytes: "bytes", operation: "DIMSE operation",
    context: "presentation context",
  };

  /* The kinds that are active or retired. */
  const STATELESS = new Set(["status", "association", "operation", "bytes", "context"]);

  class Words {
    /** @type {LookupIndex} */
    #index;
    /** @type {ScanKnowledge} */
    #known;
    /** @type {Map<string, string[]>} */
    #successors;

    /** `successors` is what took the place of each retired SOP Class, by UID: none named where a list is empty.
     *  @param {LookupIndex} index @param {ScanKnowledge} known @param {Map<string, string[]>} successors */
    constructor(index, known, successors) {
      this.#index = index;
      this.#known = known;
      this.#successors = successors;
    }

    /** @type {PasteWords["kindWord"]} */
    kindWord({ kind }) {
      return KIND_WORDS[kind] ?? this.#index.kinds.get(kind)?.word ?? kind;
    }

    /** @type {PasteWords["status"]} */
    status({ entry, kind }) {
      if (STATELESS.has(kind)) return "";
      if (entry) return isPrivate(entry) ? "private" : entry.status;
      return { root: "private", invalid: "no UID" }[kind] ?? "not registered";
    }

    /** The name of a finding, as text. @type {PasteWords["name"]} */
    name({ entry, kind, uid }) {
      if (entry) return entry.name;
      return { root: `UIDs below ${uid}`, invalid: "no UID", operation: uid, bytes: "bytes in hexadecimal" }[kind] ?? "not registered";
    }

    /** That something is retired, and what took its place. @type {(entry: Entry, what?: string) => Sentence} */
    #retired(entry, what = "Retired") {
      const successors = this.#successors.get(entry.uid);
      if (!successors) return [`${what}.`];
      const others = successors.flatMap((uid) => this.#index.byUid.get(uid) ?? []);
      if (!others.length) return [`${what}; nothing is named in its place.`];
      return [`${what}. In its place: `, ...others.flatMap((other, at) => (at ? [", ", linked(other)] : [linked(other)])), "."];
    }

    /** Whose a private UID is that is known by name. @type {(uid: string) => string} */
    #maker(uid) {
      const root = this.#index.root(uid);
      return root ? owner(root.organisation) : "Private: not defined by DICOM.";
    }

    /** How many registered UIDs begin with this one. @type {(uid: string) => number} */
    #countBelow(uid) {
      return this.#index.entries.filter((entry) => entry.uid.startsWith(`${uid}.`)).length;
    }

    /** The registered UID that is nearest to an unregistered one; null if none is near, or if the UID
     *  is the beginning of registered ones, which says more. Takes a millisecond or two.
     *  @type {PasteWords["nearest"]} */
    nearest(uid) {
      return this.#countBelow(uid) ? null : (this.#index.nearest(uid)[0] ?? null);
    }

    /** What to know about a finding. @type {PasteWords["remarks"]} */
    remarks(finding) {
      const { entry, kind, uid } = finding;
      const out = [];
      if (kind === "unregistered") {
        const below = this.#countBelow(uid);
        out.push([below ? `Not registered itself: ${counted(below, "registered UID begins", "registered UIDs begin")} with it.` : BELOW_DICOM]);
      } else if (kind === "root") {
        out.push([`${owner(finding.organisation)} ${counted(finding.uids?.size ?? 1, "UID", "different UIDs")}.`]);
      } else if (entry && isPrivate(entry)) out.push([this.#maker(uid)]);
      else if (entry?.status === "retired") out.push(this.#retired(entry));
      for (const warning of finding.warnings) out.push([`${capital(warning)}.`]);
      return out;
    }

    /** What the UID is that a file names as its `what`, of the kind `kind`: `{uid, name, status, entry,
     *  remarks, unregistered}`.
     *  @type {PasteWords["told"]} */
    told(uid, what, kind) {
      const none = { uid, name: "", status: "", entry: null, remarks: [], unregistered: false };
      if (!uid) return none;
      const meaning = this.#index.identify(uid);
      const [finding] = meaning.entry ? [] : SopScan.scan(uid, this.#known);
      const entry = meaning.entry ?? finding?.entry ?? null;
      /** @type {(status: string, ...remarks: Sentence[]) => NamedUid} */
      const is = (status, ...remarks) => ({ ...none, name: entry?.name ?? "", entry, status, remarks });
      if (entry && entry.uid !== uid) {
        const how = meaning.is === "misprint" ? "is misprinted" : "is wrong";
        return is("misprinted", [`The UID of its ${what} ${how}: ${entry.uid} is meant.`]);
      }
      if (entry && entry.kind !== kind && !isPrivate(entry)) {
        return is(entry.status, [`The UID of its ${what} is registered, but not for one: ${this.#index.kinds.get(entry.kind)?.word}.`]);
      }
      if (entry && isPrivate(entry)) return is("private", [this.#maker(uid)]);
      if (entry) return is(entry.status, ...(entry.status === "retired" ? [this.#retired(entry, `Its ${what} is retired`)] : []));
      if (!isUid(uid)) return is("not a UID", [`What it gives as the UID of its ${what} is not a UID.`]);
      if (meaning.is !== "private") return { ...is("not registered", [`Its ${what}: ${BELOW_DICOM[0].toLowerCase()}${BELOW_DICOM.slice(1)}`]), unregistered: true };
      return is("private", [`Its ${what} is private: ${meaning.root?.organisation ?? "of an organisation that is not known here"}.`]);
    }
  }

  /** Whose a private UID is. @type {(organisation: string | undefined) => string} */
  const owner = (organisation) => `Private: ${organisation || "an organisation that is not known here"}.`;

  /** Sentences as what an element holds. @type {PasteScripts["sentences"]} */
  const sentences = (list) => list.flatMap((parts, at) => (at ? [" ", ...parts] : parts));

  /** Sentences as texts. @type {PasteScripts["written"]} */
  const written = (list) => list.map((parts) => parts.map((part) => typeof part === "string" ? part : part.textContent).join(""));

  /** What is odd about a file. @type {PasteScripts["warningsOf"]} */
  const warningsOf = ({ warnings, part10, transferSyntax }) =>
    (part10 || transferSyntax ? warnings : [...warnings, "a data set without file meta information"]);

  globalThis.SopPaste = /** @type {PasteScripts} */ (/** @type {Partial<PasteScripts>} */ ({ Words, number, capital, linked, statusMark, sentences, written, warningsOf }));
})();
