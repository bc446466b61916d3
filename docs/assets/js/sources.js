/* Files that people give a page: dropped, chosen, or handed over by another page of this site.
 *
 *   for await (const { name, file } of SopSources.dropped(event.dataTransfer, failed)) …
 *   for await (const { name, file } of SopSources.chosen(input.files)) …
 *   SopSources.hand(url, files)       opens a page and gives it the files
 *   SopSources.handed(take)           has `take(files)` called with those that another page gives
 */
(() => {
  "use strict";

  /** The files of a folder that was dropped, and of the folders in it. */
  async function* filesIn(folder, path) {
    const reader = folder.createReader();
    for (;;) {
      const entries = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!entries.length) return;
      for (const entry of entries) {
        const name = `${path}/${entry.name}`;
        if (entry.isDirectory) yield* filesIn(entry, name);
        else yield { name, file: await new Promise((done, failed) => entry.file(done, failed)) };
      }
    }
  }

  /** What was dropped: files and folders must be taken at once, before the event is over. */
  function dropped(transfer, failed) {
    const items = [...(transfer.items ?? [])].filter(({ kind }) => kind === "file");
    const taken = items.map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
    return (async function* all() {
      for (const { entry, file } of taken) {
        if (!entry?.isDirectory) {
          if (file) yield { name: file.name, file };
          continue;
        }
        try {
          yield* filesIn(entry, entry.name);
        } catch {
          failed(entry.name, "the browser does not open a dropped folder here: choose the folder with the button");
        }
      }
    })();
  }

  async function* chosen(list) {
    for (const file of list) yield { name: file.webkitRelativePath || file.name, file };
  }

  /* Pages of this site, from one host or from one folder: there all origins are "null". */
  const isOurs = ({ origin }) => origin === location.origin || (location.protocol === "file:" && origin === "null");

  function hand(url, files) {
    const page = window.open(url, "_blank");
    if (!page) {
      location.href = url; // the browser opens no window: the files are to be given again there
      return;
    }
    addEventListener("message", function give(event) {
      if (event.source !== page || !isOurs(event) || event.data !== "files?") return;
      removeEventListener("message", give);
      page.postMessage({ files }, location.protocol === "file:" ? "*" : location.origin);
    });
  }

  function handed(take) {
    const { opener } = window;
    if (!opener) return;
    addEventListener("message", (event) => {
      if (event.source === opener && isOurs(event) && Array.isArray(event.data?.files)) take(event.data.files);
    });
    opener.postMessage("files?", location.protocol === "file:" ? "*" : location.origin);
  }

  globalThis.SopSources = { dropped, chosen, hand, handed };
})();
