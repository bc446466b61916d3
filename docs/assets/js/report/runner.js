/* Runs the checker for the page: in a worker, or where there is none in the page, a little at a time.
 *
 *   const runner = SopRunner.start();
 *   const reports = await runner.check({ file }, tree);   // or { text }
 *   runner.end();                                          // what is going on is given up
 */
(() => {
  "use strict";

  /** Checks in a worker, which no object can make the page wait for. @type {() => CheckRunner} */
  function inWorker() {
    const worker = new Worker(new URL("check/worker.js", SopSite.code));
    /** @type {Map<number, [done: (reports: ObjectReport[]) => void, reject: (error: Error) => void]>} */
    const waiting = new Map();
    let last = 0;
    /** Why the worker answers nothing any more, which may be before it is asked. @type {Error | null} */
    let broken = null;
    /** @type {(reason: string) => void} */
    const giveUp = (reason) => {
      broken = new Error(reason);
      for (const [, [, reject]] of waiting) reject(broken);
      waiting.clear();
    };
    worker.addEventListener("message", ({ data: { id, reports, failed } }) => {
      const [done, reject] = waiting.get(id) ?? [];
      waiting.delete(id);
      if (failed === undefined) done?.(reports);
      else reject?.(new Error(failed));
    });
    worker.addEventListener("error", (event) => giveUp(event.message || "a script of the checker cannot be loaded"));
    return {
      check: async (job, tree) => {
        const data = (await SopSite.dataFolder()).href;
        return new Promise((done, reject) => {
          if (broken) {
            reject(broken);
            return;
          }
          last += 1;
          waiting.set(last, [done, reject]);
          worker.postMessage({ id: last, job, tree, data });
        });
      },
      end: () => {
        worker.terminate();
        giveUp("stopped");
      },
    };
  }

  /** Checks in the page, a little at a time: from a folder, browsers start no worker. @type {() => CheckRunner} */
  function inPage() {
    let engine = null;
    let ended = false;
    const begin = async () => {
      for (const part of SopCheckParts) if (!(part === "check/report" && globalThis.SopReport)) await SopSite.run(`${part}.js`);
      return new SopEngine.Engine((name) => SopSite.data(`rules/${name}.js`));
    };
    const pause = () => new Promise((done) => {
      if (ended) return; // nobody waits for it any more
      setTimeout(done);
    });
    return {
      check: async (job, tree) => (await (engine ??= begin())).check(job, { pause, tree }),
      end: () => { ended = true; },
    };
  }

  /** From a folder, browsers start no worker. @type {() => CheckRunner} */
  const start = () => (location.protocol === "file:" || typeof Worker === "undefined" ? inPage() : inWorker());

  globalThis.SopRunner = { start };
})();
