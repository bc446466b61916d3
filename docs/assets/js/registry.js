/* What improves every page: a button that copies, beside each identifier. */

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

  for (const place of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", `Copy ${place.dataset.copy}`);
    button.addEventListener("click", async () => {
      let said = "copied";
      try {
        await copy(place.dataset.copy);
      } catch {
        said = "failed";
      }
      button.textContent = said;
      status.textContent = said === "copied" ? `${place.dataset.copy} copied` : "It could not be copied";
      button.focus();
      setTimeout(() => { button.textContent = "copy"; }, 1500);
    });
    place.append(button);
  }
  document.body.append(status);
})();
