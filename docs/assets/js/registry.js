/* What improves every page: a button that copies, beside each identifier and on code. */

(() => {
  "use strict";

  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");

  /** Copies `text`; a page that was opened from a file has no clipboard, but may select and copy. */
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "copied";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  };

  /** A button at the end of `place` that copies what `text` gives; `name` says what that is. */
  const addButton = (place, name, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", `Copy ${name}`);
    button.addEventListener("click", async () => {
      let said = "copied";
      try {
        await copy(text());
      } catch {
        said = "failed";
      }
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
