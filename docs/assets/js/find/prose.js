/* The theme's own search, in its worker: what the prose of the pages has of a query. */
(() => {
  "use strict";

  /** The text of a piece of the search's HTML. */
  function plain(html) {
    return new DOMParser().parseFromString(html ?? "", "text/html").body.textContent.trim();
  }

  const prose = {
    worker: null, // promise of it
    waiting: [],
    titles: new Map(), // place -> title

    ready() {
      this.worker ??= this.start().catch((error) => {
        this.worker = null;
        throw error;
      });
      return this.worker;
    },

    async start() {
      let url;
      let data;
      if (location.protocol === "file:") {
        await SopSite.data("search/search_index.js"); // sets __index and __searchWorker
        data = self.__index;
        url = URL.createObjectURL(new Blob([self.__searchWorker], { type: "text/javascript" }));
      } else {
        const folder = await SopSite.dataFolder();
        const answer = await fetch(new URL("search/search_index.json", folder));
        if (!answer.ok) throw new Error(`the search index: ${answer.status}`);
        data = await answer.json();
        url = new URL("search/worker.js", folder);
      }
      this.titles = new Map(data.docs.map(({ location: place, title }) => [place, title]));
      const worker = new Worker(url);
      await new Promise((resolve, reject) => {
        worker.onerror = () => reject(new Error("the search cannot be started"));
        worker.onmessage = ({ data: message }) => {
          if (message.type === 1) resolve(); // ready
          if (message.type === 3) this.waiting.shift()?.(message.data.items); // answers come in order
        };
        worker.postMessage({ type: 0, data: { ...data, options: {} } });
      });
      return worker;
    },

    /** Pages whose prose has every word of the query: `{path, title, page, text}`; `page` is the
     *  title of the page where `title` is that of a section, or else empty. */
    async search(query) {
      const worker = await this.ready();
      const items = await new Promise((resolve) => {
        this.waiting.push(resolve);
        worker.postMessage({ type: 2, data: query });
      });
      return items
        .map(([first]) => first)
        .filter(({ terms }) => Object.values(terms).every(Boolean))
        .map(({ location: path, title, text }) => ({
          path: path.replace(/index\.html(?=#|$)/, ""),
          title: plain(title),
          page: path.includes("#") ? plain(this.titles.get(path.split("#")[0])) : "",
          text: plain(text),
        }));
    },
  };

  globalThis.SopFind.prose = prose;
})();
