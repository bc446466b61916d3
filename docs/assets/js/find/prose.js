/* The theme's own search, in its worker: what the prose of the pages has of a query. */
(() => {
  "use strict";

  /** The text of a piece of the search's HTML. @type {(html: string | undefined) => string} */
  function plain(html) {
    return new DOMParser().parseFromString(html ?? "", "text/html").body.textContent?.trim() ?? "";
  }

  /** @typedef {{ location: string, title: string, text: string, terms: Record<string, boolean> }} ProseItem */

  /** @type {Promise<Worker> | null} */
  let worker = null;

  /** @type {((items: ProseItem[][]) => void)[]} */
  const waiting = [];

  /** @type {Map<string, string>} */
  let titles = new Map(); // of pages, by their address

  function ready() {
    worker ??= start().catch((error) => {
      worker = null;
      throw error;
    });
    return worker;
  }

  /** The theme's index, and the address of its worker. */
  async function source() {
    if (location.protocol === "file:") {
      await SopSite.data("search/search_index.js"); // sets __index and __searchWorker
      return { data: self.__index, url: URL.createObjectURL(new Blob([self.__searchWorker], { type: "text/javascript" })) };
    }
    const folder = await SopSite.dataFolder();
    const answer = await fetch(new URL("search/search_index.json", folder));
    if (!answer.ok) throw new Error(`the search index: ${answer.status}`);
    return { data: /** @type {SearchIndex} */ (await answer.json()), url: new URL("search/worker.js", folder) };
  }

  async function start() {
    const { data, url } = await source();
    titles = new Map(data.docs.map(({ location: place, title }) => [place, title]));
    const started = new Worker(url);
    await new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
      started.onerror = () => reject(new Error("the search cannot be started"));
      started.onmessage = ({ data: message }) => {
        if (message.type === 1) resolve(); // ready
        if (message.type === 3) waiting.shift()?.(message.data.items); // answers come in order
      };
      started.postMessage({ type: 0, data: { ...data, options: {} } });
    });
    return started;
  }

  /** Pages whose prose has every word of the query: `{path, title, page, text}`; `page` is the
   *  title of the page where `title` is that of a section, or else empty.
   *  @type {FindScripts["prose"]["search"]} */
  async function search(query) {
    const asked = await ready();
    /** @type {ProseItem[][]} */
    const items = await new Promise((resolve) => {
      waiting.push(resolve);
      asked.postMessage({ type: 2, data: query });
    });
    return items
      .map(([first]) => first)
      .filter(({ terms }) => Object.values(terms).every(Boolean))
      .map(({ location: path, title, text }) => ({
        path: path.replace(/index\.html(?=#|$)/, ""),
        title: plain(title),
        page: path.includes("#") ? plain(titles.get(path.split("#")[0])) : "",
        text: plain(text),
      }));
  }

  SopFind.prose = { ready, search };
})();
