/* What improves every page: a button that copies, beside each identifier and on code. */

(() => {
  "use strict";

  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");

  /** A button at the end of `place` that copies what `text` gives; `name` says what that is.
   *  @type {(place: Element, name: string, text: () => string) => void} */
  const addButton = (place, name, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", `Copy ${name}`);
    button.addEventListener("click", async () => {
      const said = (await SopSite.copy(text())) ? "copied" : "failed";
      button.textContent = said;
      status.textContent = said === "copied" ? `${name} copied` : "It could not be copied";
      button.focus();
      setTimeout(() => { button.textContent = "copy"; }, 1500);
    });
    place.append(button);
  };

  for (const place of document.querySelectorAll("[data-copy]")) {
    const text = place.dataset.copy || (place.previousElementSibling?.textContent ?? "");
    addButton(place, text, () => text);
  }
  for (const code of document.querySelectorAll("pre > code")) {
    addButton(/** @type {HTMLElement} */ (code.parentElement), "the code", () => code.textContent);
  }
  document.body.append(status);

  /* A table that has no form of its own for a phone becomes cards there, for which each cell says
     what its column is. */
  const OWN = ".modules, .relations, .toolkits, .required, .operations, .members, .states, .profile, .fixed";
  const plain = `main table:is(:not([class]), .plain:not(${OWN}))`;
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(plain))) {
    const heads = /** @type {HTMLTableCellElement[]} */ ([...table.querySelectorAll("thead th")]);
    const titles = heads.map((it) => it.textContent?.trim() ?? "");
    if (titles.length < 2) continue;
    for (const head of heads) head.scope = "col";
    table.classList.add("cards");
    for (const { rows } of table.tBodies) {
      for (const { cells } of rows) {
        [...cells].forEach((cell, at) => { if (at && titles[at] && cell.tagName === "TD") cell.dataset.label = titles[at]; });
      }
    }
  }
})();
