/* What a page is before anything of it is drawn: its colour scheme, and with room for what scripts add
   (`.js`). frame.js does the rest. Hosted pages hold this text themselves, so as not to wait for it; those
   opened from files load it, and hold it once for all of them. */
(() => {
  "use strict";

  const root = document.documentElement;
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem("scheme");
  } catch {
    // Without storage it is the system's.
  }
  const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.className = location.hash ? "js at-anchor" : "js";
  document.addEventListener("DOMContentLoaded", () => root.classList.remove("at-anchor"));
  root.dataset.scheme = chosen || "auto";
  document.body.dataset.mdColorScheme = isDark ? "slate" : "default";
})();
