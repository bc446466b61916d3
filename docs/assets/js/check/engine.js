/* The checker as one that does jobs: in a worker, in a page, or in Node.
 *
 *   const engine = new SopEngine.Engine(run);          // run(path): runs the script rules/<path>.js
 *   const reports = await engine.check({ file }, { pause, tree });   // or { text }, or { bytes, size }
 *
 * A file that is no DICOM is read as a dump, if it is text. With `tree` each report has the object as
 * a tree. A report of what cannot be read is {unreadable}. No document.
 */
(() => {
  "use strict";

  const SIZES = [1 << 22, 1 << 26]; // bytes to read of a file, and where they end in front of its pixels
  const MOST_TEXT = 1 << 24;

  class Engine {
    constructor(run) {
      this.rules = new SopRules.Rules();
      this.checker = new SopCheck.Checker(this.rules, async (name) => {
        await run(name);
        const parts = globalThis.SopCheckRules ?? [];
        globalThis.SopCheckRules = [];
        for (const part of parts) this.rules.take(part);
      });
    }

    async check(job, { pause = null, tree = false } = {}) {
      let objects;
      try {
        objects = job.text === undefined ? await this.#file(job) : await this.checker.dump(job.text);
      } catch (error) {
        if (!(error instanceof SopDump.NoDump)) throw error;
        return [{ unreadable: `This is no dump of a DICOM object: ${error.message}.` }];
      }
      const reports = [];
      for (const object of objects) {
        const report = await this.checker.check(object, { pause });
        if (tree && object.dicom) report.tree = SopTree.of(object, this.rules);
        reports.push(report);
      }
      return reports;
    }

    /** The objects in a file: one of DICOM, or those of a dump in text. */
    async #file({ file, bytes, size }) {
      let object = null;
      if (bytes) object = await this.checker.open(bytes, size);
      for (const most of file ? SIZES : []) {
        object = await this.checker.open(new Uint8Array(await file.slice(0, most).arrayBuffer()), file.size);
        // More helps only where what was read ends before the pixels do.
        if (file.size <= most || !object.dicom || (!object.ended && object.cut)) break;
      }
      if (object.dicom) return [object];
      const whole = bytes ?? new Uint8Array(await file.slice(0, MOST_TEXT).arrayBuffer());
      if (!isText(whole)) return [object];
      try {
        return await this.checker.dump(new TextDecoder().decode(whole));
      } catch (error) {
        if (error instanceof SopDump.NoDump) return [{ dicom: false, reason: `neither a DICOM file nor a dump of one: ${error.message}` }];
        throw error;
      }
    }
  }

  /** Whether bytes look like text: nothing in their beginning that text does not have. */
  const isText = (bytes) => bytes.length > 0 && !bytes.subarray(0, 4096).some((byte) => byte === 0 || (byte < 9));

  globalThis.SopEngine = { Engine };
})();
