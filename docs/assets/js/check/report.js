/* Reports as texts: `SopReport.text(all)`, `.markdown(all)`, `.json(all)`, `.rows(all)`, `.summary(all)`.
 *
 * `all` is [{file, …report}] as the checker gives them. `json` has what programs read:
 * [{file, sop_class_uid, findings: [{severity, rule, path, tag, message, href, …}]}]. No document.
 */
(() => {
  "use strict";

  /* How grave a finding may be, the worst first. */
  /** @type {Severity[]} */
  const SEVERITIES = ["error", "warning", "hint"];

  /** @type {(count: number, one: string, many?: string) => string} */
  const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  /** @type {(all: NamedReport[], severity: Severity) => number} */
  const sum = (all, severity) => all.reduce((total, { counts }) => total + (counts?.[severity] ?? 0), 0);

  /** `3 errors and 2 warnings in 1 of 12 files`. @type {(all: NamedReport[]) => string} */
  function summary(all) {
    const objects = all.flatMap((report) => (report.unreadable === undefined ? [report] : []));
    const wrong = objects.filter(({ counts }) => counts.error || counts.warning).length;
    const [errors, warnings, hints] = SEVERITIES.map((severity) => sum(all, severity));
    const unread = all.length - objects.length;
    const files = counted(all.length, "file");
    const parts = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean);
    let said = parts.length ? `${parts.join(" and ")} in ${all.length === 1 ? "this object" : `${wrong.toLocaleString("en")} of ${files}`}` : objects.length ? `No error and no warning in ${all.length === 1 ? "this object" : files}` : "";
    if (hints) said += `${said ? "; " : ""}${counted(hints, "hint")}`;
    if (unread) said += `${said ? "; " : ""}${counted(unread, "file")} could not be checked`;
    return `${said}.`;
  }

  /** @type {(report: CheckedReport & { file: string }) => string} */
  const heading = ({ file, sop_class_name: name, sop_class_uid: uid }) => `${file}: ${name || uid || "no SOP Class"}`;

  /** @type {(finding: CheckFinding) => string} */
  const times = ({ count }) => (count > 1 ? ` (${count.toLocaleString("en")} times)` : "");

  /** @type {(all: NamedReport[]) => string} */
  function text(all) {
    const out = [];
    for (const report of all) {
      if (report.unreadable !== undefined) {
        out.push(`${report.file}: ${report.unreadable}`, "");
        continue;
      }
      out.push(heading(report));
      if (report.without) out.push(`  ${report.without}`);
      for (const note of report.notes) out.push(`  ${note}`);
      for (const one of report.findings) out.push(`  ${one.severity}: ${one.path && one.path !== one.tag ? `${one.path}: ` : ""}${one.message}${times(one)}${one.href ? ` [${one.href}]` : ""}`);
      if (!report.findings.length) out.push("  nothing found");
      if (report.undecidedCount) out.push(`  not decided: ${counted(report.undecided.length, "condition")} that the object does not answer`);
      out.push("");
    }
    out.push(summary(all));
    return `${out.join("\n")}\n`;
  }

  /** @type {(word: string) => string} */
  const escaped = (word) => word.replace(/([\\`*_{}[\]<>|#])/g, "\\$1");

  /** @type {(all: NamedReport[], base?: string) => string} */
  function markdown(all, base = "") {
    const out = ["# Report", "", summary(all), ""];
    for (const report of all) {
      out.push(`## ${escaped(report.file)}`, "");
      if (report.unreadable !== undefined) {
        out.push(escaped(report.unreadable), "");
        continue;
      }
      out.push(escaped(report.without || `${report.sop_class_name}, checked against the IOD ${report.iod?.name ?? ""}.`), "");
      if (!report.findings.length) out.push("Nothing found.", "");
      else {
        out.push("| | Where | What | Rule |", "|---|---|---|---|");
        for (const one of report.findings) out.push(`| ${one.severity} | ${escaped(one.path || "the object")}${times(one)} | ${escaped(one.message)} | ${one.href ? `[${one.rule}](${base}${one.href})` : one.rule} |`);
        out.push("");
      }
    }
    return `${out.join("\n")}\n`;
  }

  const COLUMNS = ["file", "sop_class_uid", "severity", "rule", "path", "tag", "name", "found", "demanded", "module", "count", "href"];

  /** A row for each finding, the names of the columns first. @type {(all: NamedReport[]) => Cell[][]} */
  function rows(all) {
    /** @type {Cell[][]} */
    const out = [COLUMNS];
    for (const report of all) {
      if (report.unreadable !== undefined) out.push([report.file, "", "unreadable", "", "", "", "", report.unreadable, "", "", 1, ""]);
      else {
        for (const one of report.findings) {
          /** @type {Record<string, unknown>} */
          const known = { ...one, file: report.file, sop_class_uid: report.sop_class_uid };
          out.push(COLUMNS.map((column) => /** @type {Cell} */ (known[column])));
        }
      }
    }
    return out;
  }

  /** @type {(all: NamedReport[]) => object[]} */
  const json = (all) => all.map((report) => {
    const { file } = report;
    if (report.unreadable !== undefined) return { file, unreadable: report.unreadable, sop_class_uid: "", findings: [], undecided: [] };
    return {
      file,
      sop_class_uid: report.sop_class_uid,
      findings: report.findings.map(({ severity, rule, path, tag, message, href, name, found, demanded, by, module, count, paths }) =>
        ({ severity, rule, path, tag, message, href, name, found, demanded, by, module, count, paths })),
      undecided: report.undecided.map(({ tag, name, path, condition, count, href }) => ({ tag, name, path, condition, count, href })),
    };
  });

  globalThis.SopReport = { text, markdown, rows, json, summary, counted, SEVERITIES };
})();
