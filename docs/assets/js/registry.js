/* What improves every page: a button that copies, beside each identifier and on code. */

(() => {
  "use strict";

  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");

  /** A button at the end of `place` that copies what `text` gives; `name` says what that is. */
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
    addButton(place, place.dataset.copy, () => place.dataset.copy);
  }
  for (const code of document.querySelectorAll("pre > code")) {
    addButton(code.parentElement, "the code", () => code.textContent);
  }
  document.body.append(status);
})();
