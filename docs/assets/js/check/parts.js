/* The scripts of the checker, in the order in which they are to run, each below assets/js/. */
globalThis.SopCheckParts = [
  "dicom", "check/dataset", "check/dump", "check/values", "check/rules", "check/conditions", "check/attributes",
  "check/findings", "check/groups", "check/content", "check/consistency", "check/check", "check/tree", "check/report", "check/engine",
];
