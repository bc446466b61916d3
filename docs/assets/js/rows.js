/* Rows of attributes: fold them, filter them, order them by tag, open macros where they are included,
   and open what a link leads into. Needs row-filter.js before it. */
(() => {
  "use strict";

  const FEW = 8; // rows that need no filter

  /** @type {(text: string, click: () => void) => HTMLButtonElement} */
  const button = (text, click) => SopSite.make("button", { type: "button", click }, text);

  /** A copy of the rows of a macro, which stand on the page once, for another row that includes it.
   *  @type {(rows: Element) => Element} */
  function copyOf(rows) {
    const copy = /** @type {Element} */ (rows.cloneNode(true));
    copy.removeAttribute("data-macro");
    for (const it of copy.querySelectorAll("[data-again]")) it.remove(); // a copy of these would not open
    for (const it of copy.querySelectorAll("[id]")) it.removeAttribute("id");
    for (const it of copy.querySelectorAll("details")) it.open = false;
    return copy;
  }

  /** Let a macro be opened where it is included again. @type {(row: Element, rows: Element) => void} */
  function openInPlace(row, rows) {
    const fold = document.createElement("details");
    fold.dataset.again = "";
    const summary = document.createElement("summary");
    const name = document.createElement("span");
    name.textContent = `Rows of ${row.querySelector("a")?.textContent}`;
    summary.append(name);
    fold.append(summary);
    fold.addEventListener("toggle", () => {
      if (fold.childElementCount > 1) return;
      fold.append(copyOf(rows));
      addFolds(fold);
    });
    row.after(fold);
  }

  /** Give every include below `root` that has no rows of its own a fold for those of its macro.
   *  @type {(root: Element) => void} */
  function addFolds(root) {
    for (const row of root.querySelectorAll("p[data-include]")) {
      if (row.nextElementSibling?.matches("details")) continue;
      const rows = document.querySelector(`[data-macro="${row.dataset.include}"]`);
      if (rows) openInPlace(row, rows);
    }
  }

  /** A button that orders the rows at the top by tag, or as printed again.
   *  @type {(rows: Element) => HTMLButtonElement} */
  function orderButton(rows) {
    const list = /** @type {HTMLElement} */ (rows.querySelector(":scope > ul"));
    const printed = [.../** @type {HTMLCollectionOf<HTMLElement>} */ (list.children)];
    const last = "z"; // for what has no tag: signs would come before the digits
    const byTag = [...printed].sort((a, b) => (a.dataset.tag ?? last).localeCompare(b.dataset.tag ?? last));
    let isPrinted = true;
    const made = button("Order by tag", () => {
      isPrinted = !isPrinted;
      list.append(...(isPrinted ? printed : byTag));
      made.textContent = isPrinted ? "Order by tag" : "Printed order";
    });
    return made;
  }

  for (const rows of document.querySelectorAll(".rows")) {
    addFolds(rows);
    const tools = document.createElement("div");
    tools.className = "rows-tools no-print";
    if ("sortable" in rows.dataset) {
      if (rows.querySelectorAll("li").length >= FEW) tools.append(SopRowFilter.make(rows));
      tools.append(orderButton(rows));
    }
    if (rows.querySelectorAll("details").length > 1) {
      /** @type {(open: boolean) => () => void} */
      const all = (open) => () => {
        /* Every row once: what is a copy of others stays as it is. */
        for (const fold of [.../** @type {NodeListOf<HTMLDetailsElement>} */ (rows.querySelectorAll("details:not([data-again], [data-again] *)"))]) fold.open = open;
      };
      tools.append(button("Open all", all(true)), button("Close all", all(false)));
    }
    if (tools.childElementCount) rows.prepend(tools);
    rows.dataset.ready = ""; // the style sheet kept room for the tools until now
  }

  /* A row folds at a click anywhere in it, not at its triangle only. */
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const row = target.closest(".rows li > p");
    const fold = /** @type {HTMLDetailsElement | null | undefined} */ (row?.parentElement?.querySelector(":scope > details"));
    if (fold && !target.closest("a") && !String(getSelection())) fold.open = !fold.open;
  });

  /** Open everything that the anchor of the address, a row or a tag, stands in, and what it holds. */
  function reveal() {
    const target = SopSite.target();
    if (!target) {
      /* A tag leads to the first row that has it and an address of its own. */
      const tag = location.hash.slice(1).match(/^[0-9a-fx]{8}$/)?.[0];
      const row = tag && document.querySelector(`.rows li[data-tag="${tag}"][id]`);
      if (row) location.replace(`#${row.id}`);
      return;
    }
    if (!target.closest(".rows")) return;
    target.querySelector(":scope > details")?.setAttribute("open", "");
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    target.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  reveal();
})();
