/* What several scripts of the site need: addresses, elements, the state in the hash, the clipboard.
 *
 *   SopSite.pageUrl("guides/making-uids/#x") -> the URL of a page of the site, from any page
 *   SopSite.make("p", {class: "x", click: act}, "text", child)
 *   SopSite.state.read(), SopSite.state.write({q: "ct"}, step)
 *   await SopSite.copy(text)                 -> whether it worked
 *   await SopSite.run("check/tree.js")       -> once that script of the site has run
 *   await SopSite.data("compare.js")         -> once that script with data has run
 *   await SopSite.lookUp()                   -> once all of the look-up has run
 */
(() => {
  "use strict";

  const meta = document.querySelector('meta[name="registry-base"]');
  const base = new URL(meta?.content ?? "./", location.href);
  const suffix = location.protocol === "file:" ? "index.html" : (meta?.dataset.suffix ?? "");

  /** The URL of a page: `path` is its address below the site's root, which may have an anchor. */
  function pageUrl(path) {
    const [page, anchor] = path.split("#");
    const end = page.endsWith("/") || !page ? suffix : "";
    return new URL(page + end + (anchor === undefined ? "" : `#${anchor}`), base).href;
  }

  /** An element with attributes (functions become listeners) and children. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /* The parts of a UID that all share, and that are dimmed where it is shown. */
  const ROOTS = ["1.2.840.10008.5.1.4.1.1.", "1.2.840.10008.5.1.4.", "1.2.840.10008."];

  /** How much of a UID is dimmed: the longest root that it begins with. */
  const rootOf = (uid) => ROOTS.find((root) => uid.startsWith(root) && uid !== root) ?? "";

  let anchor = ""; // the mere anchor whose place in the address the state has taken

  /** The state in the hash: keys and values, or nothing where the hash is a mere anchor. */
  const read = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

  /** Change keys of the state; an empty value takes the key out. With `step`, Back undoes it. */
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

  /** The element that the hash names, whatever stands there; null if none. */
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

  /** Put `text` on the clipboard; false where the browser forbids it. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  }

  /* The older way, for pages that have no clipboard of their own (plain http, files). */
  function copyBySelection(text) {
    const area = document.createElement("textarea");
    const before = document.activeElement;
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

  /** Run the script at an address below the site's root. */
  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, base).href;
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(`${path} cannot be loaded`));
      };
      document.head.append(element);
    });
  }

  /* Scripts and data stand in folders that are named by what is in them. The page knows that of the
   * scripts; that of the data changes more often than pages do, and a script says which it is. */
  const code = new URL(meta?.dataset.code ?? "assets/js/", base);
  let folder = null;

  /** The URL of the folder of the data. */
  function dataFolder(again = "") {
    if (!meta?.dataset.code) return Promise.resolve(new URL("assets/data/", base));
    folder ??= script(`assets/data-folder.js${again}`).then(() => new URL(globalThis.SopDataFolder, base));
    folder.catch(() => { folder = null; });
    return folder;
  }

  /** Run a script with data; where it is gone, since a new site is there, that of the new one. */
  async function data(path) {
    const known = await dataFolder();
    try {
      await script(new URL(path, known).href);
    } catch (error) {
      if (location.protocol === "file:" || !meta?.dataset.code) throw error;
      folder = null;
      const now = await dataFolder(`?${Date.now()}`);
      if (now.href === known.href) throw error;
      await script(new URL(path, now).href);
    }
  }

  /** Run a script of the site by its path among the scripts. */
  const run = (path) => script(new URL(path, code).href);

  /** Run the scripts of the look-up, each behind those that it builds on. */
  async function lookUp() {
    for (const path of (meta?.dataset.lookup ?? "").split(" ")) await script(path);
  }

  globalThis.SopSite = { base, code, pageUrl, make, rootOf, state: { read, write }, target, copy, run, data, dataFolder, lookUp };
})();
