/* Files that people give a page: dropped, chosen, or handed over by another page of this site.
 *
 *   SopSources.listen({take, takeText, failed})   has what is dropped or chosen on this page given to these
 *   SopSources.holdLong(area, takeText)  has `takeText(text)` called with a paste too long for a text field
 *   SopSources.hand(url, files)       opens a page and gives it the files
 *   SopSources.handed(take)           has `take(files)` called with those that another page gives
 */
(() => {
  "use strict";

  /** @param {FileSystemEntry | null} entry @returns {entry is FileSystemDirectoryEntry} */
  const isFolder = (entry) => entry !== null && entry.isDirectory;

  /** The files of a folder that was dropped, and of the folders in it.
   *  @type {(folder: FileSystemDirectoryEntry, path: string) => AsyncGenerator<GivenFile>} */
  async function* filesIn(folder, path) {
    const reader = folder.createReader();
    for (;;) {
      /** @type {FileSystemEntry[]} */
      const entries = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!entries.length) return;
      for (const entry of entries) {
        const name = `${path}/${entry.name}`;
        if (isFolder(entry)) yield* filesIn(entry, name);
        else yield { name, file: await new Promise((done, failed) => /** @type {FileSystemFileEntry} */ (entry).file(done, failed)) };
      }
    }
  }

  /** What was dropped: files and folders must be taken at once, before the event is over.
   *  @type {(transfer: DataTransfer, failed: (name: string, reason: string) => void) => AsyncGenerator<GivenFile>} */
  function dropped(transfer, failed) {
    const items = [...transfer.items].filter(({ kind }) => kind === "file");
    const taken = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
    return (async function* () {
      for (const { entry, file } of taken) {
        if (!isFolder(entry)) {
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

  /** @type {(list: File[]) => AsyncGenerator<GivenFile>} */
  async function* chosen(list) {
    for (const file of list) yield { name: file.webkitRelativePath || file.name, file };
  }

  /** Have files that are dropped on the page, or chosen by its buttons, given to `take`, a dropped text to
   *  `takeText`, and what the browser does not open to `failed(name, reason)`.
   *  @type {(given: { take(files: AsyncIterable<GivenFile>): void, takeText(text: string): void, failed(name: string, reason: string): void }) => void} */
  function listen({ take, takeText, failed }) {
    for (const kind of ["files", "folder"]) {
      const input = /** @type {HTMLInputElement} */ (document.getElementById(`source-${kind}-input`));
      input.webkitdirectory = kind === "folder"; // browsers know it, HTML does not
      document.getElementById(`source-${kind}`)?.addEventListener("click", () => input.click());
      input.addEventListener("change", () => {
        take(chosen([...(input.files ?? [])]));
        input.value = "";
      });
    }
    addEventListener("dragover", (event) => {
      event.preventDefault();
      document.body.classList.add("sources-over");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.body.classList.remove("sources-over");
    });
    addEventListener("drop", (event) => {
      if (!event.dataTransfer) return;
      event.preventDefault();
      document.body.classList.remove("sources-over");
      const text = event.dataTransfer.getData("text/plain");
      if (event.dataTransfer.files.length || event.dataTransfer.items.length > (text ? 1 : 0)) take(dropped(event.dataTransfer, failed));
      else if (text) takeText(text);
    });
  }

  const LONG = 100_000; // characters; more makes a text field slow, whose lines the browser breaks anew at each key

  /** Have a paste that would make `area` slow given to `takeText` instead.
   *  @type {(area: HTMLTextAreaElement, takeText: (text: string) => void) => void} */
  function holdLong(area, takeText) {
    area.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (area.value.length + text.length < LONG) return; // the text field takes it
      event.preventDefault();
      takeText(text);
    });
  }

  /* Pages of this site, from one host or from one folder: there all origins are "null". */
  /** @type {(event: MessageEvent) => boolean} */
  const isOurs = ({ origin }) => origin === location.origin || (location.protocol === "file:" && origin === "null");

  /** @type {(url: string, files: GivenFile[]) => void} */
  function hand(url, files) {
    const page = window.open(url, "_blank");
    if (!page) {
      location.href = url; // the browser opens no window: the files are to be given again there
      return;
    }
    addEventListener("message", /** @type {(event: MessageEvent) => void} */ (function give(event) {
      if (event.source !== page || !isOurs(event) || event.data !== "files?") return;
      removeEventListener("message", give);
      page.postMessage({ files }, location.protocol === "file:" ? "*" : location.origin);
    }));
  }

  /** @type {(take: (files: GivenFile[]) => void) => void} */
  function handed(take) {
    const { opener } = window;
    if (!opener) return;
    addEventListener("message", (event) => {
      if (event.source === opener && isOurs(event) && Array.isArray(event.data?.files)) take(event.data.files);
    });
    opener.postMessage("files?", location.protocol === "file:" ? "*" : location.origin);
  }

  globalThis.SopSources = { listen, holdLong, hand, handed };
})();
