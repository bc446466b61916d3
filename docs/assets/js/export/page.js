/* Tables of SOP Classes whose rows one ticks, to take them away as configuration: export/forms.js.
   Needs tables.js and save.js before it. */
(() => {
  "use strict";

  const { make: el, state } = SopSite;
  const { enhance } = SopTables;
  const { counted } = SopLookup;
  const { FORMS, write, line } = SopExport;

  const ROOT = "1.2.840.10008.";
  /** @type {(uid: string) => string} */
  const short = (uid) => (uid.startsWith(ROOT) ? uid.slice(ROOT.length) : `*${uid}`);
  /** @type {(text: string) => string} */
  const long = (text) => (text.startsWith("*") ? text.slice(1) : ROOT + text);

  /** Lets people tick rows of a table and export them. */
  class Ticks {
    #table;
    #list;
    /** @type {Map<string, HTMLInputElement>} */
    #boxes = new Map(); // UID -> checkbox
    /** @type {Set<string>} */
    #ticked = new Set();
    /** @type {Dialog | null} */
    #dialog = null;

    /** @param {HTMLTableElement} table */
    constructor(table) {
      this.#table = table;
      this.#list = enhance(table);
      this.all = el("input", { type: "checkbox", "aria-label": "Tick all rows shown", change: () => this.#tickShown() });
      this.button = el("button", { type: "button", class: "records-export", click: () => this.#open() });
      this.note = el("span", { role: "status" });
      this.bar = el("div", { class: "export-bar no-print" },
        this.note,
        el("button", { type: "button", class: "records-export", click: () => this.#open() }, "Export…"),
        el("button", { type: "button", click: () => this.#clear() }, "Untick all"));
      this.#column();
      this.#list.tools.insertBefore(this.button, this.#list.status.parentNode && this.#list.status);
      this.#table.after(this.bar);
      this.#list.onShown(() => this.#show());
      addEventListener("popstate", () => {
        if (!location.hash || location.hash.includes("=")) this.#restore();
      });
      this.#restore();
    }

    #column() {
      const role = this.#table.hasAttribute("role");
      this.#table.tHead?.rows[0].prepend(el("th", { class: "records-tick", scope: "col", role: role && "columnheader" }, el("span", { class: "offscreen" }, "Tick"), this.all));
      for (const record of this.#list.rows) {
        const uid = this.#list.text(record, "uid");
        const box = el("input", { type: "checkbox", "aria-label": this.#list.text(record, "name"), change: () => this.#tick(uid, box.checked) });
        record.row.prepend(el("td", { class: "records-tick", role: role && "cell" }, box));
        record.uid = uid;
        this.#boxes.set(uid, box);
      }
    }

    /** @type {(uid: string, ticked: boolean) => void} */
    #tick(uid, ticked) {
      if (ticked) this.#ticked.add(uid);
      else this.#ticked.delete(uid);
      this.#keep();
    }

    #tickShown() {
      for (const { uid = "" } of this.#list.shown) {
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
      const on = shown.filter(({ uid = "" }) => this.#ticked.has(uid)).length;
      this.all.checked = shown.length > 0 && on === shown.length;
      this.all.indeterminate = on > 0 && on < shown.length;
      const number = this.#ticked.size;
      const elsewhere = number - on;
      this.button.textContent = number ? `Export the ${number} ticked…` : `Export ${shown.length === 1 ? "this one" : `these ${shown.length}`}…`;
      this.button.disabled = !number && !shown.length;
      this.note.textContent = number ? `${this.#list.count(number)} ticked${elsewhere ? `, ${elsewhere} of them not shown` : ""}` : "";
      this.bar.hidden = !number;
    }

    /** @type {() => ExportRecord[]} */
    #records() {
      const records = this.#ticked.size ? this.#list.rows.filter(({ uid = "" }) => this.#ticked.has(uid)) : this.#list.shown;
      return records.map((record) => {
        const { row, uid = "" } = record;
        /** @type {(name: string) => string} */
        const cell = (name) => this.#list.text(record, name);
        return {
          uid,
          name: cell("name"),
          keyword: row.querySelector("[data-label=Keyword] code")?.textContent ?? "",
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
    /** @type {ExportRecord[]} */
    #records = [];
    /** @type {ExportFile | null} */
    #written = null;

    /** `forms`: the keys of those to choose from. @param {string} edition @param {string[]} forms */
    constructor(edition, forms) {
      this.#edition = edition;
      const redo = () => this.#write();
        /** @type {(name: string, options: string[][]) => { select: HTMLSelectElement, label: HTMLElement }} */
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

    /** @type {(records: ExportRecord[]) => void} */
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
      this.syntaxes.label.hidden = !form.syntaxes || (Boolean(form.role) && this.role.select.value === "proposer");
      const written = write(this.form.select.value, this.#records, {
        role: /** @type {ExportRole} */ (this.role.select.value),
        syntaxes: /** @type {ExportOptions["syntaxes"]} */ (this.syntaxes.select.value),
        edition: this.#edition,
      });
      this.#written = written;
      this.output.value = written.text;
      this.notes.replaceChildren(...written.notes.map((note) => el("li", {}, note.names.length > FEW_NAMES
        ? el("details", {}, el("summary", {}, `${note.said}: ${note.names.length} SOP Classes`), note.names.join(", "))
        : line(note))));
      this.said.textContent = "";
    }

    async #copy() {
      this.said.textContent = (await SopSite.copy(this.output.value)) ? "Copied." : "Not copied: the browser forbids it.";
    }

    #save() {
      if (!this.#written) return;
      const { file, text, type } = this.#written;
      SopSave.download(file, text, type);
      this.said.textContent = `Saved as ${file}.`;
    }
  }

  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.records[data-export]"))) new Ticks(table);
})();
