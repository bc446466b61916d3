/* The frame around every page: its colour scheme, where in the page one reads, and what scrolls by keyboard. */

(() => {
  "use strict";

  const NAMES = {
    auto: "Colours follow the system; switch to light",
    light: "Light colours; switch to dark",
    dark: "Dark colours; follow the system",
  };
  const NEXT = { auto: "light", light: "dark", dark: "auto" };

  const root = document.documentElement;
  const button = document.querySelector(".scheme-button");
  const system = matchMedia("(prefers-color-scheme: dark)");

  const show = () => {
    const scheme = root.dataset.scheme;
    const dark = scheme === "dark" || (scheme === "auto" && system.matches);
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    button.title = NAMES[scheme];
    button.setAttribute("aria-label", NAMES[scheme]);
  };

  button.addEventListener("click", () => {
    const scheme = NEXT[root.dataset.scheme];
    root.dataset.scheme = scheme;
    try {
      if (scheme === "auto") localStorage.removeItem("scheme");
      else localStorage.setItem("scheme", scheme);
    } catch {
      // Without storage the choice holds for this page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;

  /* What scrolls sideways can be reached and scrolled by keyboard, as long as it has to scroll. */
  const reach = (entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver(reach);
  for (const scroller of document.querySelectorAll(".scroll, table:not([class]), table.plain, pre > code")) {
    observer.observe(scroller);
  }

  /* In the list of headings beside the page, the last one that was scrolled past. */
  const places = [...document.querySelectorAll(".contents a")]
    .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ heading }) => heading);
  let asked = false;
  const follow = () => {
    asked = false;
    const above = places.filter(({ heading }) => heading.getBoundingClientRect().top < 120);
    for (const place of places) {
      if (place === above.at(-1)) place.link.setAttribute("aria-current", "location");
      else place.link.removeAttribute("aria-current");
    }
  };
  if (places.length) {
    addEventListener("scroll", () => {
      if (!asked) requestAnimationFrame(follow);
      asked = true;
    }, { passive: true });
  }
})();
