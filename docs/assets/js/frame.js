/* The frame around every page: its colour scheme, where in the page one reads, what a link opens,
   links of headings, the way up, and what scrolls by keyboard. */

(() => {
  "use strict";

  const root = document.documentElement;
  const button = /** @type {HTMLButtonElement} */ (document.querySelector(".scheme-button"));
  const system = matchMedia("(prefers-color-scheme: dark)");

  const other = () => (document.body.dataset.mdColorScheme === "slate" ? "light" : "dark");

  const show = () => {
    const scheme = root.dataset.scheme;
    const dark = scheme === "dark" || (scheme === "auto" && system.matches);
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    const name = `Switch to ${other()} colours`;
    button.title = name;
    button.setAttribute("aria-label", name);
  };

  /* Each click changes what one sees; colours that are those of the system follow it again. */
  button.addEventListener("click", () => {
    const wanted = other();
    const scheme = wanted === (system.matches ? "dark" : "light") ? "auto" : wanted;
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
  /** @type {(entries: ResizeObserverEntry[]) => void} */
  const reach = (entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver(reach);
  for (const scroller of document.querySelectorAll(".scroll, table:not([class]), table.plain, pre > code")) {
    observer.observe(scroller);
  }

  /* What a link leads to is to be seen: what it stands in opens, and what its heading folds. */
  const reveal = () => {
    const target = SopSite.target();
    if (!target || target.closest(".rows")) return; // rows.js opens those
    let opened = false;
    /** @type {(fold: HTMLDetailsElement) => void} */
    const open = (fold) => {
      opened ||= !fold.open;
      fold.open = true;
    };
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) open(fold);
    const below = target.nextElementSibling;
    if (below instanceof HTMLDetailsElement && below.matches(".provenance")) open(below);
    if (opened) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  /* Headings give their own address; where there are no scripts, the list of headings does. */
  for (const heading of document.querySelectorAll("article :is(h1, h2, h3, h4)[id]")) {
    heading.append(SopSite.make("a", { class: "headerlink", href: `#${heading.id}`, title: "Permanent link" }, "#"));
  }

  /* On long pages a way up, once one has gone down. */
  const up = SopSite.make("a", { class: "way-up", href: "#top", hidden: true }, "Top of the page");
  document.querySelector("footer")?.append(up);
  const length = () => {
    up.hidden = scrollY < 2 * innerHeight;
  };
  addEventListener("scroll", length);
  requestAnimationFrame(length); // to ask sooner would have the page laid out once more

  /* In the list of headings beside the page, the last one that was scrolled past. */
  const places = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".contents a"))].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
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
    });
  }
})();
