/* Loads the look-up when somebody wants it: it is most of the site's scripts, and most pages are only
 * read. That is when a box has the focus or the pointer, when the address asks, and at home as soon as
 * that is drawn: whoever opens it is about to type.
 */
(() => {
  "use strict";

  const boxes = [...document.querySelectorAll(".find")];
  for (const box of boxes) {
    const input = /** @type {HTMLInputElement} */ (box.querySelector(".find__input"));
    input.maxLength = 4000;
    input.autocomplete = input.autocapitalize = "off"; // an identifier is no word of a language
    input.spellcheck = false;
  }
  const asks = SopSite.state.read().get("q") || new URLSearchParams(location.search).get("q");

  /** @type {Promise<void> | null} */
  let loading = null;
  /** @type {HTMLFormElement | null} */
  let entered = null; // whose Enter waits; it is not meant for another text

  /** Load it, once; what has been typed and entered meanwhile is then looked up. @type {() => Promise<void>} */
  function load() {
    if (globalThis.SopFind?.Box) return Promise.resolve();
    loading ??= SopSite.lookUp().then(() => {
      for (const said of document.querySelectorAll(".find__missing")) said.remove();
      const { activeElement: input } = document;
      const form = entered; // which the next line forgets
      if (input instanceof HTMLInputElement && input.matches(".find__input")) input.dispatchEvent(new Event(input.value ? "input" : "focus"));
      form?.requestSubmit();
    });
    loading.catch(() => { loading = null; });
    return loading;
  }

  /** Say at the boxes that it cannot be loaded, and what can be done. @type {(error: Error) => void} */
  function tell(error) {
    console.warn(error.message);
    for (const box of boxes) {
      if (box.querySelector(".find__missing")) continue;
      box.append(SopSite.make("p", { class: "find__message find__missing", role: "status" },
        "The look-up cannot be loaded. Reload the page to try again, or press Enter for all SOP Classes by name."));
    }
  }

  const quietly = () => load().catch(() => {});

  const openly = () => load().catch(tell);

  for (const box of boxes) {
    box.addEventListener("focusin", openly);
    box.addEventListener("input", () => {
      entered = null;
      openly();
    });
    box.addEventListener("pointerenter", quietly, { once: true });
    box.addEventListener("submit", (event) => {
      if (globalThis.SopFind) return;
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      entered = form;
      // Where it cannot be loaded, the form leads to the list of all SOP Classes.
      load().catch(() => { if (entered === form) form.submit(); });
    });
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || globalThis.SopFind || !boxes.length) return;
    // Whether the key is for the box is the look-up's to say.
    const { target } = event;
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select"))) return;
    event.preventDefault();
    load().then(() => (target ?? document).dispatchEvent(new KeyboardEvent("keydown", event)), () => {});
  });

  if (boxes.length && (asks || document.querySelector("[data-find-key]"))) openly();
  else if (document.querySelector(".find--home")) addEventListener("load", quietly, { once: true });
})();
