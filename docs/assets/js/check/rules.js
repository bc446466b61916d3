/* The rules of the checker: tables of attributes as printed, and what they mean for an IOD.
 *
 *   const rules = new SopRules.Rules();
 *   rules.take(part);                    // each of the scripts below rules/ hands over its part
 *   rules.attribute(tag)                 -> {tag, name, vrs, vm, retired}, or null
 *   rules.sopClass(uid)                  -> {uid, name, iod, reason, retired, modalities}, or null
 *   rules.iod(key)                       -> the IOD, once its script has been taken
 *   rules.scope(spans)                   -> what a data set may hold, by tag
 *
 * A span is {table, from, to, depth, module, iod}: rows of a printed table that lie at a depth. A scope is
 * {uses, open}: by tag the rows that speak of it, `open` if a row allows any attribute. A use is
 * {table, row, tag, type, extra, module, level, when, spans, group}: `level` is how many macros it
 * came through, `when` the conditions on them, `spans` what its items hold, `group` whether it is a
 * functional group, which is told for all frames or for each. No document.
 */
(() => {
  "use strict";

  /** The tag under which the dictionary has a tag: elements of repeating groups are one there.
   *  @type {(tag: number) => string} */
  function masked(tag) {
    const group = Math.floor(tag / 0x10000);
    if (group >= 0x5000 && group <= 0x50ff) return `50xx${(tag % 0x10000).toString(16).padStart(4, "0")}`;
    if (group >= 0x6000 && group <= 0x60ff) return `60xx${(tag % 0x10000).toString(16).padStart(4, "0")}`;
    if (group >= 0x7f00 && group < 0x7fe0 && group % 2 === 0) return `7fxx${(tag % 0x10000).toString(16).padStart(4, "0")}`;
    if (group === 0x0020 && tag % 0x10000 >= 0x3100 && tag % 0x10000 <= 0x31ff) return "002031xx";
    return "";
  }

  /** @type {(tag: number) => string} */
  const hex = (tag) => tag.toString(16).padStart(8, "0");

  class Rules {
    constructor() {
      /** @type {Map<string, RuleAttribute>} */
      this.attributes = new Map();
      /** @type {Map<string, RuleSopClass>} */
      this.sopClasses = new Map();
      /** @type {CheckRules["transferSyntaxes"]} */
      this.transferSyntaxes = new Map();
      /** @type {Map<string, IodRules>} */
      this.iods = new Map();
      /** @type {CheckRules["tables"]} */
      this.tables = new Map();
      /** @type {CheckRules["groups"]} */
      this.groups = new Map(); // context groups, by CID
      /** @type {Map<string, RuleScope>} */
      this.scopes = new Map();
      /** @type {Map<string, string>} */
      this.keywords = new Map();
      /** @type {[constant: string, uid: string][]} */
      this.constants = []; // what dcmdump prints in the place of UIDs
      this.edition = "";
    }

    /** Take over what a script handed to `SopCheckRules`. @type {CheckRules["take"]} */
    take(part) {
      if (part.kind === "dictionary") this.#takeDictionary(part);
      if (part.kind === "iod" || part.kind === "tables") {
        for (const [label, table] of Object.entries(part.tables)) this.tables.set(label, { label, ...table });
      }
      if (part.kind === "codes") {
        for (const [cid, [name, href, codes]] of Object.entries(part.groups)) this.groups.set(Number(cid), { cid, name, href, codes: new Set(codes.split("|")) });
      }
      if (part.kind === "iod") this.iods.set(part.key, part);
    }

    /** @type {(part: DictionaryRules) => void} */
    #takeDictionary(part) {
      this.edition = part.edition;
      this.constants = part.constants;
      for (const line of part.attributes.split("\n")) {
        const [tag, vr, vm, name, retired] = line.split("|");
        this.attributes.set(tag, { tag, name, vrs: vr.split(" or "), vm, retired: retired === "R" });
      }
      for (const [uid, name, iod, reason, retired, modalities] of part.sopClasses) this.sopClasses.set(uid, { uid, name, iod, reason, retired: Boolean(retired), modalities });
      for (const [uid, name, retired] of part.transferSyntaxes) this.transferSyntaxes.set(uid, { uid, name, retired: Boolean(retired) });
    }

    /** What the dictionary says of a tag; null of a private or an unknown one. @type {CheckRules["attribute"]} */
    attribute(tag) {
      return this.attributes.get(hex(tag)) ?? this.attributes.get(masked(tag)) ?? null;
    }

    /** @type {(tag: number) => string} */
    name(tag) {
      return this.attribute(tag)?.name ?? (tag % 0x10000 ? "" : "Group Length");
    }

    /** The VR of an attribute where it has but one; for several the one that fits most. @type {CheckRules["vr"]} */
    vr(tag) {
      if (tag % 0x10000 === 0) return "UL"; // the length of a group
      if (Math.floor(tag / 0x10000) % 2) return tag % 0x10000 >= 0x10 && tag % 0x10000 <= 0xff ? "LO" : ""; // private
      return this.attribute(tag)?.vrs[0] ?? "";
    }

    /** @type {CheckRules["sopClass"]} */
    sopClass(uid) {
      return this.sopClasses.get(uid) ?? null;
    }

    /** @type {CheckRules["iod"]} */
    iod(key) {
      return this.iods.get(key) ?? null;
    }

    /** The UID of a name as dumps print it: `CTImageStorage`, `CT Image Storage`. @type {CheckRules["uidOf"]} */
    uidOf(name) {
      if (!this.keywords.size) {
        /** @type {(text: string) => string} */
        const key = (text) => text.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
        for (const all of [this.sopClasses, this.transferSyntaxes]) {
          for (const { uid, name: its } of all.values()) {
            this.keywords.set(key(its), uid);
            this.keywords.set(key(its).replace(/sopclass$/, ""), uid);
          }
        }
        for (const [constant, uid] of this.constants) this.keywords.set(key(constant), uid);
        for (const [label, uid] of [["littleendianimplicit", "1.2.840.10008.1.2"], ["littleendianexplicit", "1.2.840.10008.1.2.1"], ["bigendianexplicit", "1.2.840.10008.1.2.2"]]) this.keywords.set(label, uid);
      }
      return this.keywords.get(name.replace(/[^A-Za-z0-9]/g, "").toLowerCase()) ?? null;
    }

    /** What the data set may hold that `spans` speak of. @type {CheckRules["scope"]} */
    scope(spans) {
      const key = spans.map(({ table, from, to, depth, module, iod }) => `${table} ${from} ${to} ${depth} ${module} ${iod.key}`).join("|");
      let scope = this.scopes.get(key);
      if (!scope) {
        scope = { uses: new Map(), open: false };
        for (const span of spans) for (const use of this.#expand(span, 0, [], scope)) this.#into(scope, use);
        this.scopes.set(key, scope);
      }
      return scope;
    }

    /** @type {(scope: RuleScope, use: Use) => void} */
    #into(scope, use) {
      const had = scope.uses.get(use.tag);
      if (had) had.push(use);
      else scope.uses.set(use.tag, [use]);
    }

    /** The uses in a span, those of included macros among them.
     *  @type {(span: Span, level: number, when: RuleRequirement[], scope: RuleScope) => Use[]} */
    #expand({ table: label, from, to, depth, module, iod, group = false }, level, when, scope) {
      const table = this.tables.get(label);
      /** @type {Use[]} */
      const uses = [];
      if (!table || level > 20) return uses;
      for (let at = from; at < Math.min(to, table.rows.length); at++) {
        const [rowDepth, what, type = "", extra = null] = table.rows[at];
        if (rowDepth !== depth) continue;
        let end = at + 1;
        while (end < table.rows.length && table.rows[end][0] > depth) end += 1;
        const below = { table: label, from: at + 1, to: end, depth: depth + 1, module, iod };
        if (what === "*") scope.open = true;
        else if (what.startsWith("@")) {
          const included = this.#included(what.slice(1), module, iod).flatMap((span) => this.#expand(span, level + 1, extra?.q ? [...when, extra.q] : when, scope));
          // Rows below an include go on with the items of the macro's last sequence.
          const last = included.filter(({ sequence }) => sequence).at(-1);
          if (end > at + 1 && last) last.spans.push(below);
          uses.push(...included);
        } else {
          const sequence = this.attributes.get(what)?.vrs[0] === "SQ";
          uses.push({ table, row: extra?.r ?? at + 1, tag: what, type, extra, module, level, when, sequence, group, spans: end > at + 1 ? [below] : [] });
        }
      }
      return uses;
    }

    /** The spans that a row "Include" stands for: a macro, or all functional groups of the IOD.
     *  @type {(label: string, module: string, iod: IodRules) => Span[]} */
    #included(label, module, iod) {
      const span = { table: label, from: 0, to: Infinity, depth: 0, module, iod };
      if (label !== "IODFunctionalGroupMacros") return [span];
      return iod.groups.map(([table, name]) => ({ ...span, table, module: name, group: true }));
    }
  }

  globalThis.SopRules = { Rules, hex, masked };
})();
