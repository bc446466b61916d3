/* The scripts of the checker, in the order in which they are to run, each below assets/js/. */
globalThis.SopCheckParts = [
  "dicom", "check/report", "check/dataset", "check/dump", "check/values", "check/rules", "check/conditions", "check/findings",
  "check/attributes", "check/groups", "check/content", "check/consistency", "check/check", "check/tree", "check/engine",
];
