/* The search boxes of a page: what the address asks, the key that leads to the box, the examples. */
(() => {
  "use strict";

  const { make, state } = SopSite;
  const { Box, LONG, quietly, load } = SopFind;

  const boxes = [...document.querySelectorAll(".find")];
  if (!boxes.length) return;

  /** The query of the address. One that a server was asked, by the form without this script or an
   *  old link, moves behind the #. */
  function takeQuery() {
    const url = new URL(location.href);
    const sent = url.searchParams.get("q");
    if (sent === null) return state.read().get("q") ?? "";
    url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
    if (sent.trim().length <= LONG) state.write({ q: sent.trim() });
    return sent;
  }

  const all = boxes.map((element, i) => new Box(element, i));
  const main = all.find((box) => box.isInline) ?? all[0];

  /** Put a query into the main box and look it up. @type {(query: string) => void} */
  function ask(query) {
    main.fill(query);
    main.isAsked();
  }

  addEventListener("popstate", () => {
    if (location.hash && !location.hash.includes("=")) return; // a link to a heading
    main.restore(state.read().get("q") ?? "");
  });

  /* The key / goes to the box, unless the reader has switched that off (WCAG 2.1.4). */
  const KEY = "find-key";
  let hasKey = true;
  try {
    hasKey = localStorage.getItem(KEY) !== "off";
  } catch {
    // Without storage the key is on.
  }

  document.addEventListener("keydown", (event) => {
    if (!hasKey || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select"))) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    main.input.focus();
    main.input.select();
  });

  for (const place of document.querySelectorAll("[data-find-key]")) {
    const box = make("input", { type: "checkbox" });
    box.checked = hasKey;
    box.addEventListener("change", () => {
      hasKey = box.checked;
      try {
        if (hasKey) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, "off");
      } catch {
        // Without storage the choice holds for this page.
      }
    });
    place.replaceChildren(make("label", {}, box, " ", ...place.childNodes));
  }

  document.addEventListener("click", (event) => {
    const example = /** @type {Element} */ (event.target).closest("[data-example]");
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    main.input.focus();
    ask(example.dataset.example ?? "");
    main.noteAddress();
  });

  const asked = takeQuery();
  if (main.isInline) {
    if (asked) {
      ask(asked);
      main.input.focus();
    } else quietly(load("core"));
  } else if (asked) {
    main.fill(asked); // its results open once it has the focus
  }
})();
