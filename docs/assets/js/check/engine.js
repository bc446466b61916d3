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
  const PIXELS = 0x7fe00008; // the first tag that they can have

  class Engine {
    /** @param {(path: string) => Promise<unknown>} run */
    constructor(run) {
      this.rules = new SopRules.Rules();
      this.checker = new SopCheck.Checker(this.rules, async (name) => {
        await run(name);
        const parts = globalThis.SopCheckRules ?? [];
        globalThis.SopCheckRules = [];
        for (const part of parts) this.rules.take(part);
      });
    }

    /** @type {(job: CheckJob, options?: CheckOptions & { tree?: boolean }) => Promise<ObjectReport[]>} */
    async check(job, { pause = null, tree = false } = {}) {
      let objects;
      try {
        objects = job.text === undefined ? await this.#file(job) : await this.checker.dump(job.text);
      } catch (error) {
        if (!(error instanceof SopDump.NoDump)) throw error;
        return [{ unreadable: `This is not a dump of a DICOM object: ${error.message}.` }];
      }
      /** @type {ObjectReport[]} */
      const reports = [];
      for (const object of objects) {
        const report = await this.checker.check(object, { pause });
        reports.push(tree && object.dicom && report.unreadable === undefined ? { ...report, tree: SopTree.of(object, this.rules) } : report);
      }
      return reports;
    }

    /** What a file begins with, as much of it as is needed. @type {(file: File) => Promise<DicomObject | NoDicom>} */
    async #open(file) {
      const [first, more] = SIZES;
      const object = await this.#beginning(file, first);
      // More helps only where what was read ends in front of the pixels.
      const isEnough = file.size <= first || !object.dicom || (object.cut && object.data.last >= PIXELS);
      return isEnough ? object : this.#beginning(file, more);
    }

    /** @type {(file: File, most: number) => Promise<DicomObject | NoDicom>} */
    async #beginning(file, most) {
      return this.checker.open(new Uint8Array(await file.slice(0, most).arrayBuffer()), file.size);
    }

    /** The objects in a file: one of DICOM, or those of a dump in text.
     *  @type {(job: Exclude<CheckJob, { text: string }>) => Promise<(DicomObject | NoDicom)[]>} */
    async #file(job) {
      const object = await (job.bytes ? this.checker.open(job.bytes, job.size) : this.#open(job.file));
      if (object.dicom) return [object];
      const whole = job.bytes ?? new Uint8Array(await job.file.slice(0, MOST_TEXT).arrayBuffer());
      if (!isText(whole)) return [object];
      try {
        return await this.checker.dump(new TextDecoder().decode(whole));
      } catch (error) {
        if (error instanceof SopDump.NoDump) return [{ dicom: false, reason: `neither a DICOM file nor a dump of one: ${error.message}` }];
        throw error;
      }
    }
  }

  /** Whether bytes look like text: nothing in their beginning that text does not have.
   *  @type {(bytes: Uint8Array) => boolean} */
  const isText = (bytes) => bytes.length > 0 && !bytes.subarray(0, 4096).some((byte) => byte < 9);

  globalThis.SopEngine = { Engine };
})();
