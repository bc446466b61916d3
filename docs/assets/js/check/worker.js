/* The checker in a worker: takes {id, job, tree, data}, where `data` is the URL of the folder of the
 * site's data; answers {id, reports} or {id, failed}. */
"use strict";

importScripts("parts.js");
importScripts(...SopCheckParts.map((part) => `../${part}.js`));

/** @type {InstanceType<(typeof SopEngine)["Engine"]> | null} */
let engine = null;

addEventListener("message", async ({ data: { id, job, tree, data } }) => {
  engine ??= new SopEngine.Engine(async (name) => {
    try {
      importScripts(`${data}rules/${name}.js`);
    } catch (error) {
      throw new Error(`rules/${name}.js cannot be loaded`, { cause: error });
    }
  });
  try {
    postMessage({ id, reports: await engine.check(job, { tree }) });
  } catch (error) {
    postMessage({ id, failed: error instanceof Error ? error.message : String(error) });
  }
});
