/* Rows of attributes that fold: open and close all of them, and open what a link leads into. */
(() => {
  "use strict";

  /** A button that says `text`. */
  function button(text, click) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", click);
    return made;
  }

  for (const rows of document.querySelectorAll(".rows")) {
    const folds = rows.querySelectorAll("details");
    if (folds.length < 2) continue;
    const all = (open) => () => { for (const fold of folds) fold.open = open; };
    const tools = document.createElement("p");
    tools.className = "rows-tools no-print";
    tools.append(button("Open all", all(true)), button("Close all", all(false)));
    rows.before(tools);
  }

  /* A sequence folds at a click anywhere in its row, not at its triangle only. */
  document.addEventListener("click", ({ target }) => {
    const row = target.closest(".rows li > p");
    const fold = row?.parentElement.querySelector(":scope > details");
    if (fold && !target.closest("a") && !String(getSelection())) fold.open = !fold.open;
  });

  /** Open everything that the anchor of the address stands in, and what it holds itself. */
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest(".rows")) return;
    target.querySelector(":scope > details")?.setAttribute("open", "");
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  reveal();
})();
