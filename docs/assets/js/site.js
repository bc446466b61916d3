/* What several scripts of the site need: addresses, elements, the state in the hash, the clipboard.
 *
 *   SopSite.pageUrl("guides/making-uids/#x") -> the URL of a page of the site, from any page
 *   SopSite.make("p", {class: "x", click: act}, "text", child)
 *   SopSite.pasteLine(input)                 a paste into it stays one line, no longer than it takes
 *   SopSite.wordsField("name or tag")        -> a field for the words of a filter
 *   SopSite.state.read(), SopSite.state.write({q: "ct"}, step)
 *   SopSite.uidCode("1.2.840.10008.1.1")      -> the UID, the root that all share dimmed
 *   await SopSite.copy(text)                 -> whether it worked
 *   await SopSite.run("check/tree.js")       -> once that script of the site has run
 *   await SopSite.data("compare.js")         -> once that script with data has run; it is run once
 *   await SopSite.has("compare.js")          -> whether it has
 *   await SopSite.lookUp()                   -> once all of the look-up has run
 *   await SopSite.pause()                    lets the page draw and take what is typed, before more work
 */
(() => {
  "use strict";

  /* Scripts stand in a folder of their own, two below the site's root. */
  const code = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const base = new URL("../../", code);
  const folderOfCode = code.href.slice(base.href.length);
  const isBuilt = folderOfCode !== "assets/js/"; // by the plugin, which names folders by what is in them
  const home = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".site-name"));
  const suffix = location.protocol === "file:" || home?.pathname.endsWith("/index.html") ? "index.html" : "";

  /** The URL of a page: `path` is its address below the site's root, which may have an anchor.
   *  @type {SiteScripts["pageUrl"]} */
  function pageUrl(path) {
    const [page, anchor] = path.split("#");
    const end = page.endsWith("/") || !page ? suffix : "";
    return new URL(page + end + (anchor === undefined ? "" : `#${anchor}`), base).href;
  }

  /** An element with attributes (functions become listeners) and children. @type {SiteScripts["make"]} */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, /** @type {EventListener} */ (value));
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const MOST_WORDS = 400; // characters of a filter; a longer text fits nothing, and would be slow to look for

  /** Have a paste into a field of one line, which has a `maxlength`, keep its line breaks as blanks, where a browser drops them, and
   *  cut what the field does not take, over which a browser thinks long. @type {SiteScripts["pasteLine"]} */
  function pasteLine(input) {
    input.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.length <= input.maxLength && !/[\r\n\t]/.test(text)) return; // the browser inserts it, and says so
      event.preventDefault();
      const line = text.slice(0, input.maxLength).replace(/[\r\n\t]+/g, " ");
      if (document.execCommand("insertText", false, line)) return; // as if typed: it can be undone
      const { selectionStart, selectionEnd } = input;
      input.setRangeText(line, selectionStart ?? 0, selectionEnd ?? 0, "end");
      input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    });
  }

  /** A field for the words of a filter. @type {SiteScripts["wordsField"]} */
  function wordsField(placeholder) {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false", maxlength: MOST_WORDS, placeholder });
    pasteLine(input);
    return input;
  }

  /** A UID in the monospaced face, with the root that tells nothing apart dimmed. @type {SiteScripts["uidCode"]} */
  function uidCode(uid, look = "uid", rootLook = "root") {
    const root = SopKnown.roots.find((each) => uid.startsWith(each) && uid !== each) ?? "";
    return make("code", { class: look }, root ? make("span", { class: rootLook }, root) : null, uid.slice(root.length));
  }

  /** The badge of a usage or type; empty for a type that the service sets. @type {SiteScripts["badge"]} */
  function badge(text) {
    const [look, words] = SopKnown.badges[text];
    return make("abbr", { class: `badge ${look}`, title: words }, text || "PS3.4");
  }

  const MOST_STATE = 1 << 16; // characters; no state of this site is nearly as long
  let anchor = ""; // the mere anchor whose place in the address the state has taken

  /** The state in the hash: keys and values, or nothing where the hash is a mere anchor.
   *  @type {SiteScripts["state"]["read"]} */
  const read = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1, MOST_STATE) : "");

  /** Change keys of the state; an empty value takes the key out. With `step`, Back undoes it.
   *  @type {SiteScripts["state"]["write"]} */
  function write(changes, step = false) {
    const state = read();
    for (const [key, value] of Object.entries(changes)) {
      if (value) state.set(key, value);
      else state.delete(key);
    }
    if (location.hash && !location.hash.includes("=")) anchor = location.hash;
    // What needs no escape in a hash stays readable.
    const hash = state.toString().replace(/%2C/g, ",").replace(/%2F/g, "/");
    if (hash === location.hash.slice(1) || (!hash && !location.hash.includes("="))) return;
    const url = new URL(location.href);
    url.hash = hash || anchor;
    history[step ? "pushState" : "replaceState"](history.state, "", url);
  }

  /** The element that the hash names, whatever stands there; null if none. @type {SiteScripts["target"]} */
  function target() {
    const text = location.hash.slice(1);
    if (!text) return null;
    let name = text;
    try {
      name = decodeURIComponent(text);
    } catch {
      // A stray % stands for itself.
    }
    return document.getElementById(name) ?? document.getElementById(text);
  }

  /** Put `text` on the clipboard; false where the browser forbids it. @type {SiteScripts["copy"]} */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  }

  /* The older way, for pages that have no clipboard of their own (plain http, files). */
  /** @type {(text: string) => boolean} */
  function copyBySelection(text) {
    const area = document.createElement("textarea");
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    area.value = text;
    area.readOnly = true;
    area.className = "offscreen";
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }

  /** Run the script at an address below the site's root. @type {(path: string) => Promise<void>} */
  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, base).href;
      element.dataset.asked = "";
      element.onload = () => resolve();
      element.onerror = () => {
        element.remove();
        reject(new Error(`${path} cannot be loaded`));
      };
      document.head.append(element);
    });
  }

  /* Scripts and data stand in folders that are named by what is in them. The page knows that of the
   * scripts; that of the data changes more often than pages do, and a script says which it is, and for
   * which scripts it was written: those of another day may read it wrongly. */
  /** @type {Promise<URL> | null} */
  let folder = null;

  /** The URL of the folder of the data. @type {SiteScripts["dataFolder"]} */
  function dataFolder(again = "") {
    if (!isBuilt) return Promise.resolve(new URL("assets/data/", base));
    folder ??= script(`assets/data-folder.js${again}`).then(() => {
      if (SopData.code !== folderOfCode) throw new Error("the site has been renewed; reload the page");
      return new URL(SopData.folder, base);
    });
    folder.catch(() => { folder = null; });
    return folder;
  }

  /** Run a script with data; where it is gone, since a new site is there, that of the new one.
   *  @type {(path: string) => Promise<void>} */
  async function runData(path) {
    const known = await dataFolder();
    try {
      await script(new URL(path, known).href);
    } catch (error) {
      if (location.protocol === "file:" || !isBuilt) throw error;
      folder = null;
      const now = await dataFolder(`?${Date.now()}`);
      if (now.href === known.href) throw error;
      await script(new URL(path, now).href);
    }
  }

  /** @type {Map<string, Promise<void>>} */
  const running = new Map(); // path -> promise that its script has run

  /** Run a script with data, once; what cannot be had is tried again when it is asked for again.
   *  @type {SiteScripts["data"]} */
  function data(path) {
    const had = running.get(path) ?? runData(path);
    running.set(path, had);
    had.catch(() => running.delete(path));
    return had;
  }

  /** The same where it can be done without: whether it could be had. @type {SiteScripts["has"]} */
  const has = (path) => data(path).then(() => true, (error) => {
    console.warn(error.message);
    return false;
  });

  /** Run a script of the site by its path among the scripts. @type {SiteScripts["run"]} */
  const run = (path) => script(new URL(path, code).href);

  /** @type {Promise<void> | null} */
  let lookingUp = null;

  async function runLookUp() {
    data("lookup-core.js").catch(() => {}); // comes beside the scripts; who cannot do without it says so
    const named = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="registry-lookup"]'));
    for (const path of named?.content.split(" ") ?? [`${folderOfCode}lookup.js`]) await script(path);
  }

  /** Run the scripts of the look-up, each behind those that it builds on; once, whoever asks. @type {SiteScripts["lookUp"]} */
  function lookUp() {
    lookingUp ??= runLookUp().catch((error) => {
      lookingUp = null;
      throw error;
    });
    return lookingUp;
  }

  /** @type {SiteScripts["pause"]} */
  const pause = () => self.scheduler?.yield?.() ?? new Promise((resume) => { setTimeout(resume); });

  /* What does not work without a script of a page, by the beginning of the script's name. */
  const NEEDS = {
    tables: "Sorting and filtering tables does", save: "Saving does", "row-filter": "Filtering rows does", rows: "Folding rows does",
    "in-place": "Opening modules in place does", take: "Saving tables does", services: "Filtering rows does", export: "The export does", syntaxes: "The export does",
    compare: "The comparison does", "compare-services": "The comparison of services does", "edition-compare": "The comparison does", sources: "This tool does", paste: "This tool does", report: "This tool does", check: "This tool does",
  };

  /** @type {Set<string>} */
  const told = new Set();

  /** Say what does not work as a script of the page did not come, or could not run without another.
   *  @type {(event: Event) => void} */
  function tellOf(event) {
    const { target } = event;
    if (target instanceof HTMLScriptElement && "asked" in target.dataset) return; // who asked for it says so
    const url = target instanceof HTMLScriptElement ? target.src : event instanceof ErrorEvent ? event.filename : "";
    if (!url.startsWith(code.href)) return;
    const name = url.slice(code.href.length);
    const [, said] = Object.entries(NEEDS).find(([begins]) => name === `${begins}.js` || name.startsWith(`${begins}/`)) ?? [];
    if (!said || told.has(said)) return;
    told.add(said);
    const notice = make("p", { class: "notice", role: "status" }, `${said} not work: a script of this page is missing or failed. Reload the page to try again.`);
    const title = document.querySelector("main h1");
    if (title) title.after(notice);
    else document.body.prepend(notice);
  }
  addEventListener("error", tellOf, true);
  document.documentElement.classList.add("has-scripts");

  globalThis.SopSite = { base, code, pageUrl, make, pasteLine, wordsField, uidCode, badge, state: { read, write }, target, copy, run, data, has, dataFolder, lookUp, pause };
})();
