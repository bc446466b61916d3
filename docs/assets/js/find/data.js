/* The look-up's data: loaded by section when it is needed, and put into one index for the whole page.
 *
 *   await SopFind.load("core");  // then SopFind.index answers
 */
(() => {
  "use strict";

  const BUDGET = 8; // milliseconds of work between two chances to draw and to type

  const index = new SopLookup.Index();
  /** @type {Map<string, Promise<void>>} */
  const sections = new Map(); // section -> promise that it is in the index
  /** @type {Promise<void>} */
  let last = Promise.resolve(); // sections enter one after another: the first one says how words are compared

  /** Load a section of the look-up's data and put it into the index, without keeping the page busy. A
   *  section that there is none of is none.
   *  @type {FindScripts["load"]} */
  function load(section) {
    const had = sections.get(section);
    if (had) return had;
    const before = section === "core" ? Promise.resolve() : load("core");
    const loading = before.then(() => (section === "core" || index.offered.has(section) ? enter(section) : undefined));
    loading.catch(() => sections.delete(section));
    sections.set(section, loading);
    return loading;
  }

  /** @type {(section: string) => Promise<void>} */
  async function enter(section) {
    await SopSite.data(`lookup-${section}.js`);
    const data = (self.SopLookupData ?? []).find((each) => each.section === section);
    if (!data) throw new Error(`lookup-${section}.js holds no data`);
    last = last.catch(() => {}).then(async () => {
      let since = performance.now();
      for (const _ of index.adding(data)) {
        if (performance.now() - since < BUDGET) continue;
        await SopSite.pause();
        since = performance.now();
      }
      index.weigh();
    });
    await last;
  }

  globalThis.SopFind = /** @type {FindScripts} */ ({ index, load });
})();
