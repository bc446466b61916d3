/* The look-up's scripts with a small registry in them, for tests. */
import { readFileSync } from "node:fs";

import { load } from "./load.mjs";

const ROOT = new URL("../../", import.meta.url);

/** The scripts of the look-up, each behind those that it builds on, as mkdocs.yml has them. */
export const SCRIPTS = [...readFileSync(new URL("mkdocs.yml", ROOT), "utf8").matchAll(/- assets\/js\/(lookup\/[\w-]+\.js)$/gm)]
  .map(([, name]) => name);

export const SCAN = ["names", "contexts", "bytes", "scan"].map((name) => `scan/${name}.js`);

const UIDS = "1.2.840.10008.";

const LANGUAGE = {
  joined: ["x ray", "multi frame"],
  short: ["ct", "mr"],
  weights: [["storage", 0.25], ["image", 0.6], ["the", 0.05], ["of", 0.05]],
  silent: { name: ["storage", "image", "sop", "class"], alias: ["storage", "sop", "class"] },
};

const kind = (slug, word, path, rows) => ({ kind: slug, word, path, rows });

/** The sections of data of the small registry. */
export const DATA = [
  {
    section: "core",
    version: 2,
    offers: ["core", "more"],
    language: LANGUAGE,
    words: [["ultra sound", "ultrasound"]],
    misprints: [
      [`${UIDS}39.2`, `${UIDS}5.1.4.39.2`, "a toolkit", ""],
      [`${UIDS}1.2.4.70`, `${UIDS}1.2.4.57`, "another toolkit", "Syntax.JpegLossless"],
    ],
    roots: [["1.2.840.113619", "GE"], ["1.3.6.1.4.1", "an enterprise"]],
    topics: [],
    kinds: [
      kind("sop-class", "SOP Class", "sop-classes/*/", [
        [`${UIDS}1.1`, "Verification SOP Class", "Verification", 0, 0, "", "", "C-ECHO"],
        [`${UIDS}5.1.4.1.1.2`, "CT Image Storage", "", 0, 5, "", "", "CT"],
        [`${UIDS}5.1.4.1.1.4`, "MR Image Storage", "", 0, 4, "", "", "MRI"],
        [`${UIDS}5.1.4.1.1.6`, "Ultrasound Image Storage", "UltrasoundImageStorageRetired", 1],
        [`${UIDS}5.1.4.1.1.6.1`, "Ultrasound Image Storage", "", 0, 3],
        [`${UIDS}5.1.4.1.1.66.4`, "Segmentation Storage", "", 0, 3, "", "", "SEG|DICOM SEG"],
        [`${UIDS}5.1.4.1.1.481.5`, "RT Plan Storage", "", 0, 2, "", "", "RTPLAN"],
        [`${UIDS}5.1.4.39.2`, "Color Palette Query/Retrieve Information Model - FIND", "ColorPaletteInformationModelFind"],
      ]),
      kind("transfer-syntax", "Transfer syntax", "uids/*/", [
        [`${UIDS}1.2`, "Implicit VR Little Endian", "", 0, 0, "Little Endian Implicit"],
        [`${UIDS}1.2.1`, "Explicit VR Little Endian", "", 0, 0, "Little Endian Explicit"],
        [`${UIDS}1.2.4.57`, "JPEG Lossless, Non-Hierarchical (Process 14)", "JPEGLossless"],
        [`${UIDS}1.2.4.65`, "JPEG Lossless, Hierarchical (Process 28)", "JPEGLosslessHierarchical28", 1, 0, "JPEG Lossless, Hierarchical, Process 28"],
        [`${UIDS}1.2.4.70`, "JPEG Lossless, First-Order Prediction", "JPEGLosslessSV1", 0, 0, "JPEG Lossless, Non-hierarchical, 1st Order Prediction"],
        [`${UIDS}1.2.5`, "RLE Lossless", ""],
      ]),
      kind("general", "Registered UID", "uids/*/", [[`${UIDS}4.2`, "Storage Service Class", "Storage", 0, 0, "", "", "C-STORE|store"]]),
      kind("directory", "LDAP object identifier", "uids/*/", [[`${UIDS}15.0.3.16`, "dicomTransferSyntax", "dicomTransferSyntax"]]),
      kind("private", "Private SOP Class", "private/#*", [
        ["1.2.840.113619.4.5.249", "Private GE RT Plan Storage", 0, 0, 0, "", "", "GE RT Plan Storage|Private RT Plan Storage|RT Plan Storage"],
      ]),
      kind("guide", "Guide", "*", [["guides/making-uids/", "Making valid UIDs", 0, 0, 0, "", "", "how to generate a UID|maximum length of a UID"]]),
      kind("status", "Status code", "status-codes/#*", [
        ["code-a7xx", "A7xx: out of resources", 0], ["code-a900", "A900: does not match", 0], ["code-0110", "0110: processing failure", 0],
      ]),
      kind("association", "Association", "status-codes/association/#*", [["rj-1-7", "called AE title not recognised", 0]]),
    ],
  },
  {
    section: "more",
    version: 2,
    topics: [],
    kinds: [
      kind("attribute", "Attribute", "attributes/*/", [
        ["00080016", "SOP Class UID", ""], ["00080060", "Modality", ""], ["00400100", "Scheduled Procedure Step Sequence", ""],
        ["00400001", "Scheduled Station AE Title", ""], ["60xx0010", "Overlay Rows", ""], ["00480007", "Total Pixel Matrix Rows", ""],
      ]),
      kind("module", "Module", "modules/*/", [["rt-plan", "RT Plan", 0]]),
    ],
  },
];

/** The globals of the look-up's scripts, and an index with the small registry. */
export function lookup(more = [], given = {}) {
  const context = load([...SCRIPTS, ...more], { performance, MessageChannel, ...given });
  const index = new context.SopLookup.Index();
  for (const section of DATA) index.add(section);
  return { ...context, index, find: (query) => index.find(query) };
}

/** A row of a thing with that name, and what else is said of it. */
export const row = (
  id, name,
  { keyword = 0, retired = 0, rank = 0, constant = "", former = "", alias = "", code = "", topics = [] } = {}
) =>
  [id, name, keyword, retired, rank, constant, former, alias, code, topics];

const { SopLookup } = load(SCRIPTS);

/** An index with nothing but the rows of these kinds, `{ "sop-class": [row, …] }`, and what a query finds in it. */
export function only(rows, more = {}) {
  const index = new SopLookup.Index();
  const kinds = Object.entries(rows).map(([slug, its]) => kind(slug, `a ${slug}`, `${slug}/*/`, its));
  index.add({ section: "core", version: 2, language: LANGUAGE, kinds, ...more });
  const find = (query, options) => index.find(query, options);
  const names = (query) => Array.from(find(query, { limit: 50 }).hits, ({ name }) => name);
  return { SopLookup, index, find, names };
}

/** A registered UID, from its part below DICOM's root. */
export const uid = (rest) => UIDS + rest;
