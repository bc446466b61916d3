/* Tables of what messages hold: show only the rows that someone needs. */
(() => {
  "use strict";

  /** @typedef {{ row: HTMLTableRowElement, group?: boolean, need?: Set<string> }} ServiceRow */

  /** @type {Record<string, string>} */
  const WORDS = {
    scu: "required of the SCU",
    scp: "required of the SCP",
    match: "the SCP must match by it",
    return: "the SCP must return it",
    key: "unique and required keys",
    final: "needed for a final state",
  };

  const DEMANDS = /^(1C?|2C?|MC?|RC?|P|X)$/;

  /** What the code of a column demands, as the words of WORDS.
   *  @type {(code: string, need: string | undefined) => string[]} */
  function demanded(code, need) {
    if (need === "key") return /^[UR]$/.test(code) ? ["key"] : [];
    if (need !== "scu scp") return need && DEMANDS.test(code) ? [need] : [];
    const [scu, scp = ""] = code.split("/");
    return [...(DEMANDS.test(scu) ? ["scu"] : []), ...(DEMANDS.test(scp) ? ["scp"] : [])];
  }

  /** Each row of the table with what needs it: it, and every sequence that it is nested in.
   *  @type {(table: HTMLTableElement) => ServiceRow[]} */
  function rowsOf(table) {
    const needs = [...(table.tHead?.rows[0].cells ?? [])].slice(2).map((th) => th.dataset.need);
    /** @type {Set<string>[]} */
    const around = [];
    return [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => {
      const depth = +(/\bd(\d)\b/.exec(row.className)?.[1] ?? 0);
      around.length = Math.min(around.length, depth);
      const codes = [...row.cells].slice(-needs.length);
      const isLine = row.cells.length > needs.length;
      const own = isLine ? codes.flatMap((cell, at) => demanded(cell.textContent, needs[at])) : null;
      const outer = around.at(-1);
      if (row.className === "group") return { row, group: true };
      if (!own) return { row, need: outer ?? new Set(Object.keys(WORDS)) }; // the rows of a macro go with their sequence
      const need = new Set(own.filter((word) => !outer || outer.has(word)));
      if (row.querySelector("th")) around.push(need);
      return { row, need };
    });
  }

  /** Make the tag of each row a link to the row itself, for readers to copy. @type {(table: Element) => void} */
  function linked(table) {
    for (const row of /** @type {NodeListOf<HTMLTableRowElement>} */ (table.querySelectorAll("tr[id]:has(> th[scope=row])"))) {
      const cell = row.cells[1];
      const link = document.createElement("a");
      link.href = `#${row.id}`;
      link.append(...cell.childNodes);
      cell.append(link);
    }
  }

  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.service:not(.transcript)"))) {
    linked(table);
    if (!table.querySelector("th[data-need]")) continue;
    const rows = rowsOf(table);
    const having = new Set(rows.flatMap(({ row, need }) => (need && row.querySelector("th") ? [...need] : [])));
    if (rows.length < 8 || !having.size) continue;
    const tools = document.createElement("p");
    tools.className = "service-tools no-print";
    const label = document.createElement("label");
    const select = document.createElement("select");
    const count = document.createElement("output");
    select.append(new Option("all rows", ""), ...Object.keys(WORDS).filter((word) => having.has(word)).map((word) => new Option(WORDS[word], word)));
    label.append("Show ", select);
    tools.append(label, count);
    table.before(tools);
    select.addEventListener("change", () => {
      /** @type {HTMLTableRowElement | null} */
      let group = null;
      let shown = 0;
      for (const { row, need, group: isGroup } of rows) {
        if (isGroup) {
          group = row;
          row.hidden = Boolean(select.value);
          continue;
        }
        row.hidden = Boolean(select.value) && !need?.has(select.value);
        if (!row.hidden) {
          shown += 1;
          if (group) group.hidden = false;
        }
      }
      count.textContent = select.value ? `${shown} of ${rows.filter((it) => !it.group).length} rows` : "";
    });
  }
})();
