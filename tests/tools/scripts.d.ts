/* The forms that the scripts of the site share: what each leaves for the others, and their data.
 *
 * What a form means stands in the script that makes it; here stands what it is made of. Nothing of
 * this is shipped.
 */

/* ------------------------------------------------------------- every page */

/** What the generator says: render/known.py. */
declare var SopKnown: {
  roots: string[];
  badges: Record<string, [look: string, words: string]>;
  formula: string;
};

declare var SopSyntaxes: Record<"uncompressed" | "compressed", [uid: string, name: string][]>;

/** Where the data is, and for which scripts it was written. */
declare var SopData: { folder: string; code: string };

type Child = Node | string | null | undefined;

interface Attributes {
  click?: (event: MouseEvent) => void;
  change?: (event: Event) => void;
  submit?: (event: SubmitEvent) => void;
  [name: string]: string | number | boolean | null | undefined | ((event: never) => void);
}

interface SiteScripts {
  base: URL;
  code: URL;
  pageUrl(path: string): string;
  make<K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Attributes, ...children: Child[]): HTMLElementTagNameMap[K];
  pasteLine(input: HTMLInputElement): void;
  wordsField(placeholder: string): HTMLInputElement;
  uidCode(uid: string, look?: string, rootLook?: string): HTMLElement;
  badge(text: string): HTMLElement;
  state: {
    read(): URLSearchParams;
    write(changes: Record<string, string>, step?: boolean): void;
  };
  target(): HTMLElement | null;
  copy(text: string): Promise<boolean>;
  run(path: string): Promise<void>;
  data(path: string): Promise<void>;
  has(path: string): Promise<boolean>;
  dataFolder(again?: string): Promise<URL>;
  lookUp(): Promise<void>;
  pause(): Promise<void>;
}
declare var SopSite: SiteScripts;

/* ----------------------------------------------------------------- tables */

interface TableColumn {
  th: HTMLTableCellElement;
  at: number;
  title: string;
  slug: string;
  sort: string;
  facet: string | undefined;
}

interface TableFacet extends TableColumn {
  all: string[];
  value: string;
  select: HTMLSelectElement;
}

interface TableRecord {
  row: HTMLTableRowElement;
  order: number;
  cells: HTMLTableCellElement[];
  hay: string;
  values: Record<string, string[]>;
  uid?: string;
}

interface TableRecords {
  table: HTMLTableElement;
  columns: TableColumn[];
  rows: TableRecord[];
  shown: TableRecord[];
  tools: HTMLElement;
  status: HTMLElement;
  input: HTMLInputElement | null;
  text(record: TableRecord, column: string): string;
  onShown(listener: () => void): void;
  count(number: number): string;
}

declare var SopTables: {
  enhance(table: HTMLTableElement, prefix?: string): TableRecords;
  textOf(cell: Element | null | undefined): string;
};

type Cell = string | number | null | undefined;

declare var SopSave: {
  csv(rows: Cell[][]): string;
  download(name: string, text: string, type?: string): void;
};

declare var SopRowFilter: { make(rows: HTMLElement): HTMLFormElement };

interface GivenFile {
  name: string;
  file: File;
}

declare var SopSources: {
  listen(given: {
    take(files: AsyncIterable<GivenFile>): void;
    takeText(text: string): void;
    failed(name: string, reason: string): void;
  }): void;
  holdLong(area: HTMLTextAreaElement, takeText: (text: string) => void): void;
  hand(url: string, files: GivenFile[]): void;
  handed(take: (files: GivenFile[]) => void): void;
};

/* ----------------------------------------------------------------- export */

/** A SOP Class of a list that is exported. */
interface ExportRecord {
  uid: string;
  name: string;
  keyword?: string;
  retired?: boolean;
  service?: string;
  category?: string;
  modality?: string;
  standard?: string;
  vendor?: string;
  store?: boolean;
  apart?: boolean;
  metas?: [uid: string, name: string, retired: boolean][];
}

type ExportRole = "acceptor" | "proposer";

interface ExportOptions {
  role: ExportRole;
  syntaxes: "uncompressed" | "all";
  edition: string;
}

interface ExportNote {
  said: string;
  names: string[];
}

interface ExportForm {
  name: string;
  file: string;
  type: string;
  network?: boolean;
  role?: boolean;
  syntaxes?: boolean;
  splits?: ExportRole[];
  store?: boolean;
  make(records: ExportRecord[], options: ExportOptions, notes: string[]): string;
}

interface ExportFile {
  text: string;
  notes: ExportNote[];
  count: number;
  file: string;
  type: string;
}

declare var SopExport: {
  FORMS: Record<string, ExportForm>;
  MOST_CONTEXTS: number;
  write(key: string, records: ExportRecord[], options?: Partial<ExportOptions>): ExportFile;
  line(note: ExportNote): string;
};

/* ------------------------------------------------- comparisons and modules */

/** What a row holds of two things that are compared. */
type Difference = "a" | "b" | "same" | "type" | "items" | "usage" | "code";

/** The fields of the form that chooses what is compared. */
type CompareElements = HTMLFormControlsCollection & {
  a: HTMLSelectElement;
  b: HTMLSelectElement;
  swap: HTMLButtonElement;
  show: HTMLInputElement;
};

/** render/compare.py: what objects hold, by numbers. */
declare var SopCompareData: {
  types: string[];
  attributes: [tag: string, name: string][];
  items: number[][];
  modules: [path: string, name: string, rows: number[]][];
  iods: [name: string, modules: [entity: string, module: number, usage: string][]][];
  sopClasses: Record<string, number>;
  without: Record<string, number>;
  reasons: string[];
};

type ServiceLists = [title: string, level: string, list: number][];

/** render/compare_services.py. */
declare var SopCompareServices: {
  codes: string[];
  attributes: [tag: string, name: string][];
  lists: number[][];
  sopClasses: Record<string, [
    services: [name: string, scu: string, scp: string][],
    lists: ServiceLists,
    statuses: string[],
    negotiation: string[],
  ]>;
};

/** render/editions.py. */
declare var SopEditions: {
  editions: [name: string, tables: string][];
  kinds: string[];
  tables: string[];
  things: Record<string, [name: string, type: string, path: string, label: string]>;
  changes: [kind: number, uid: string, since: number, edition: number, exact: number, table: number, before: string, after: string][];
};

/** render/in_place.py: rows of a module or macro. */
type ModuleRow = AttributeRow | IncludeRow | [name: string];
type AttributeRow = [tag: string, name: string, vr: string, type: string, holds: string, when: string, values: string[], items: ModuleRow[]];
type IncludeRow = [path: string, title: string, added: ModuleRow[], when: string];
declare var SopRows: Record<string, ModuleRow[]>;

/* ---------------------------------------------------------------- look-up */

/** What the look-up can find: lookup/index.js. */
interface Entry {
  number: number;
  kind: string;
  id: string;
  name: string;
  keyword: string;
  status: "active" | "retired";
  rank: number;
  uid: string;
  tag: string;
  path: string;
  label: Label | null;
}

/** A text that leads to an entry, as what it does (`sort`), and how it is compared. */
interface Label {
  entry: Entry;
  sort: number;
  text: string;
  flat: string;
  light: string;
  ids: number[];
  letters: number;
}

interface LanguageLists {
  joined: string[];
  short: string[];
  weights: [word: string, weight: number][];
  silent: { name: string[]; alias: string[] };
}

interface LookupLanguage {
  short: Set<string>;
  weights: Map<string, number>;
  silent: { name: Set<string>; alias: Set<string> };
  words(text: string): string[];
  lighten(list: string[], of?: "name" | "alias"): string;
}

/** render/lookup_script.py: what is empty at the end of a row is left out. */
type LookupRow = [
  id: string, name: string, keyword?: string | 0, status?: number, rank?: number,
  constants?: string | 0, former?: string | 0, aliases?: string | 0, codes?: string | 0, topics?: number[],
];

interface LookupSection {
  section: string;
  version: number;
  offers?: string[];
  language?: LanguageLists;
  words?: [word: string, form: string][];
  misprints?: [printed: string, uid: string, where: string, constant: string][];
  roots?: [root: string, organisation: string][];
  topics?: string[];
  kinds: { kind: string; word: string; path: string; rows: LookupRow[] }[];
}
declare var SopLookupData: LookupSection[] | undefined;

interface Misprint {
  printed: string;
  uid: string;
  where: string;
  constant: string;
}

interface UidRoot {
  root: string;
  organisation: string;
}

/** What one UID is; `is` says which: index.js, `identify`. */
type UidMeaning = { uid: string } & (
  | { is: "registered"; entry: Entry }
  | { is: "misprint"; entry: Entry; misprint: Misprint }
  | { is: "slip"; entry: Entry; slip: string }
  | { is: "unregistered"; entry: null; readonly nearest: Entry[] }
  | { is: "private"; entry: null; root: UidRoot | null }
);

interface Hit extends Entry {
  kindWord: string;
  score: number;
  why: string;
  matched: string;
}

interface LookupMessage {
  kind: string;
  text: string;
  entry: Entry | null;
}

interface Answer {
  query: string;
  hits: Hit[];
  total: number;
  messages: LookupMessage[];
  wants: string;
}

interface LookupIndex {
  language: LookupLanguage;
  entries: Entry[];
  kinds: Map<string, { word: string; path: string }>;
  byUid: Map<string, Entry>;
  byTag: Map<string, Entry>;
  byTerm: Map<string, Entry>;
  byAnchor: Map<string, Entry>;
  tagMasks: [mask: RegExp, entry: Entry][];
  misprints: Map<string, Misprint>;
  confusions: Map<string, Misprint[]>;
  wordForms: Map<string, string[]>;
  sections: Set<string>;
  offered: Set<string>;
  labels: Label[];
  begun: Map<string, Label[]>;
  beginnings: string[];
  whole: Map<string, Label[]>;
  light: Map<string, Label[]>;
  wordIds: Map<string, number>;
  wordTexts: string[];
  wordWeights: number[];
  postings: Label[][];
  readonly isComplete: boolean;
  add(section: LookupSection): void;
  adding(section: LookupSection): Generator<number, void>;
  weigh(): void;
  weight(label: Label): number;
  find(query: string, options?: { limit?: number }): Answer;
  matches(word: string): [id: number, quality: number][];
  isWord(word: string, isLast: boolean): boolean;
  isKnown(uid: string): boolean;
  identify(uid: string): UidMeaning;
  root(uid: string): UidRoot | null;
  nearest(uid: string, most?: number): Entry[];
  status(code: string | number): Entry | null;
}

interface LookupFound {
  said: LookupMessage[];
  top: number;
  only: string[] | null;
  isQuestion: boolean;
  readonly size: number;
  prefer(query: string, kinds: Set<string>, said: Set<string>): void;
  add(entry: Entry | null | undefined, score: number, why: string, text?: string, inPart?: boolean): void;
  addWhole(label: Label, score: number, loosely?: boolean): void;
  addPart(label: Label, score: number): void;
  addSpread(entry: Entry, score: number): void;
  favour(entry: Entry, bonus: number): void;
  say(kind: string, text: string, entry?: Entry | null): void;
  best(limit: number, kinds: LookupIndex["kinds"]): { hits: Hit[]; total: number };
}

/** Something in a text, and where. */
interface Placed {
  at: number;
  length: number;
}

type Priors = Record<"whole" | "part" | "uid" | "mention", number>;

interface LookupScripts {
  /* text.js */
  compareUids(a: string, b: string): number;
  printedTag(tag: string): string;
  plain(text: string): string;
  plainWords(text: string): string[];
  slug(text: string): string;
  counted(number: number, one: string, many?: string): string;
  /* uids.js */
  DICOM_ROOT: string;
  LONGEST_UID: number;
  isUid(text: string): boolean;
  isBelowDicom(uid: string): boolean;
  startsAtArc(uid: string, head: string): boolean;
  endsAtArc(uid: string, tail: string): boolean;
  withoutZeros(uid: string): string;
  fault(uid: string): string;
  tidy(raw: string): string;
  separate(run: string, isKnown: (uid: string) => boolean): string[];
  uidScore(uid: string, part: string): number;
  wildParts(text: string): string[] | null;
  slips(uid: string, entries: Entry[]): { entry: Entry; cost: number }[];
  withRoot(uid: string, isKnown: (uid: string) => boolean): { uid: string; slip: string } | null;
  /* words.js */
  Language: new (lists: LanguageLists) => LookupLanguage;
  fold(text: string): string;
  singular(word: string): string;
  squash(text: string): string;
  distance(a: string, b: string, most: number, open?: boolean): number;
  edits(length: number): number;
  letters(text: string): number;
  bitCount(bits: number): number;
  commonStart(a: string, b: string): number;
  derivedKeyword(name: string): string;
  /* tags.js, codes.js, lines.js */
  tagsIn(text: string): (Placed & { tag: string })[];
  wholeTag(query: string): string;
  termsIn(text: string): (Placed & { term: string })[];
  statusCodesIn(text: string): (Placed & { code: string | number })[];
  printedStatus(code: string | number): string;
  operationsIn(text: string): (Placed & { name: string })[];
  rejectionIn(text: string): string;
  withoutNoise(text: string, isName: (flat: string) => boolean): string;
  /* found.js, index.js */
  Found: new () => LookupFound;
  LABELS: { what: string; whole: number; part: number; begun: number }[];
  SORTS: Record<"NAME" | "KEYWORD" | "CONSTANT" | "FORMER" | "ALIAS" | "CODE" | "END" | "TOPIC", number>;
  KINDS: Record<string, Priors>;
  priorOf(entry: Entry): Priors;
  rankOf(label: Label): number;
  Index: new () => LookupIndex;
  SECTIONS: string[];
  /* names.js, find-uids.js, find-text.js, query.js */
  KIT_PREFIX: RegExp;
  spellings(identifier: string): string[];
  namesIn(index: LookupIndex, text: string): Generator<{ label: Label; at: number; size: number; exact: boolean }>;
  findNames(index: LookupIndex, text: string, found: LookupFound, wanted?: (label: Label) => boolean, base?: number): [from: number, to: number][];
  findCapitals(index: LookupIndex, text: string, found: LookupFound, taken: [from: number, to: number][]): void;
  findUids(index: LookupIndex, text: string, found: LookupFound): boolean;
  findText(index: LookupIndex, whole: string, found: LookupFound): void;
  find(index: LookupIndex, query: string, options?: { limit?: number }): Answer;
}
declare var SopLookup: LookupScripts;

/* -------------------------------------------------------------- search box */

interface ProsePage {
  path: string;
  title: string;
  page: string;
  text: string;
}

interface SearchBox {
  input: HTMLInputElement;
  isInline: boolean;
  fill(text: string): void;
  isAsked(): void;
  restore(query: string): void;
  noteAddress(): void;
}

interface FindScripts {
  index: LookupIndex;
  load(section: string): Promise<void>;
  prose: {
    ready(): Promise<void>;
    search(query: string): Promise<ProsePage[]>;
  };
  Box: new (element: HTMLElement, number: number) => SearchBox;
  LONG: number;
  quietly(promise: Promise<unknown>): Promise<unknown>;
}
/** Is there once somebody wants the look-up. */
declare var SopFind: FindScripts;

/** What plugin/prose.py writes: of each page and section its address, its title and its text. */
declare var SopProse: [path: string, title: string, text: string][] | undefined;

/* ----------------------------------------------------------- paste or drop */

/** What a scan finds in a text: scan/scan.js. */
interface ScanFinding {
  kind: string;
  uid: string;
  entry: Entry | null;
  count: number;
  asUid: number;
  asName: number;
  uids: Set<string> | null;
  lines: number[];
  lineCount: number;
  warnings: string[];
  organisation?: string;
  result?: number;
  ids?: number[];
  syntaxes?: Entry[];
}

/** A presentation context of a log: scan/contexts.js. */
interface ScannedContext {
  sopClass: Entry;
  result: number;
  count: number;
  ids: number[];
  syntaxes: Set<Entry>;
  lines: number[];
}

interface ScanContexts {
  see(line: string, number: number, uids: Entry[]): void;
  done(): ScannedContext[];
}

interface ScanNames {
  learning(labels: Label[]): Generator<number, void>;
  printed(text: string, at: number): { entry: Entry; end: number } | null;
  identifier(token: string, marked: boolean): Entry | null;
  phrase(text: string, at: number, first: string): { entry: Entry | null; end: number } | null;
}

interface ScanKnowledge {
  index: LookupIndex;
  names: ScanNames;
}

interface SlowOptions {
  progress?(part: number): void;
  signal?: AbortSignal;
}

interface ScanScripts {
  textOfBytes(line: string, goesOn?: boolean): string | null;
  kindOfBytes(text: string): string;
  MOST_BYTES: number;
  Names: new () => ScanNames;
  Contexts: new () => ScanContexts;
  REASONS: Record<number, string>;
  knowledge(index: LookupIndex): ScanKnowledge;
  learnSlowly(index: LookupIndex): Promise<ScanKnowledge | null>;
  scan(text: string, known: ScanKnowledge): ScanFinding[];
  scanSlowly(text: string, known: ScanKnowledge, options: SlowOptions): Promise<ScanFinding[] | null>;
  scanning(text: string, known: ScanKnowledge): Generator<number, ScanFinding[]>;
  pause(): Promise<void>;
  ordered<F extends { kind: string; uid: string; result?: number }>(findings: F[]): F[];
}
declare var SopScan: ScanScripts;

/** A line, of the text with that name where there are several; `order` sorts it. */
interface FoundLine {
  text: string;
  line: number;
  order: number;
}

/** A finding in one or more texts. */
type PasteFinding = Omit<ScanFinding, "lines"> & { lines: FoundLine[] };

/** A presentation context among them. */
type PasteContext = PasteFinding & Required<Pick<PasteFinding, "entry" | "result" | "ids" | "syntaxes">> & { entry: Entry };

/** A DICOM file that was read. */
type PasteFile = GivenFile & ReadDicom;

/** A sentence: texts and links. */
type Sentence = (string | HTMLElement)[];

/** What the UID is that a file names: paste/words.js, `told`. */
interface NamedUid {
  uid: string;
  name: string;
  status: string;
  entry: Entry | null;
  remarks: Sentence[];
  unregistered: boolean;
}

interface PasteWords {
  kindWord(finding: { kind: string }): string;
  status(finding: { entry: Entry | null; kind: string }): string;
  name(finding: PasteFinding): string;
  nearest(uid: string): Entry | null;
  remarks(finding: PasteFinding): Sentence[];
  told(uid: string, what: string, kind: string): NamedUid;
}

interface FindingsTable {
  id: string;
  caption: string;
  column: string;
  noun: string;
}

type SavedRow = Record<string, string | number | (string | number | { text: string; line: number })[]>;

interface PasteScripts {
  /* words.js */
  Words: new (index: LookupIndex, known: ScanKnowledge, successors: Map<string, string[]>) => PasteWords;
  number(count: number): string;
  capital(text: string): string;
  linked(entry: Entry, text?: string): HTMLElement;
  statusMark(word: string): HTMLElement;
  sentences(list: Sentence[]): Sentence;
  written(list: Sentence[]): string[];
  warningsOf(file: ReadDicom): string[];
  /* tables.js */
  UIDS: FindingsTable;
  NAMED: FindingsTable;
  MOST_NAMES: number;
  MOST_ROWS: number;
  findingsTable(findings: PasteFinding[], table: FindingsTable, words: PasteWords, signal: AbortSignal): Promise<HTMLElement | null>;
  contextsTable(contexts: PasteContext[]): HTMLElement;
  filesTable(files: PasteFile[], words: PasteWords): HTMLElement;
  /* saving.js */
  savers(name: string, what: string, edition: string, rows: () => Promise<SavedRow[]>): HTMLElement[];
  findingRows(findings: PasteFinding[], words: PasteWords): Promise<SavedRow[]>;
  contextRows(contexts: PasteContext[]): Promise<SavedRow[]>;
  fileRows(files: PasteFile[], words: PasteWords, index: LookupIndex): Promise<SavedRow[]>;
}
declare var SopPaste: PasteScripts;

declare var SopEncoding: {
  encodingOf(bytes: Uint8Array): string;
  textOf(blob: Blob, encoding: string): Promise<string>;
};

/* -------------------------------------------------------- the bytes of DICOM */

interface Encoding {
  uid: string;
  explicit: boolean;
  little: boolean;
}

/** A record of a DICOMDIR, with how many there are. */
interface DicomRecord {
  sopClass: string;
  transferSyntax: string;
  modality: string;
  count: number;
}

/** What the beginning of a file tells: dicom.js. */
interface ReadDicom {
  dicom: true;
  part10: boolean;
  sopClass: string;
  transferSyntax: string;
  encoding: string;
  modality: string;
  records: DicomRecord[] | null;
  warnings: string[];
  truncated: boolean;
}
interface NoDicom {
  dicom: false;
  reason: string;
}

interface ElementHeader {
  tag: number;
  vr: string;
  length: number;
}

interface DicomCursor {
  bytes: Uint8Array;
  at: number;
  syntax: Encoding;
  header(): ElementHeader;
  text(length: number): string;
  skip(element: ElementHeader, depth: number): void;
}

interface OpenedDicom {
  told: ReadDicom;
  start: number;
  at: number;
  data: { bytes: Uint8Array; whole: boolean };
  syntax: Encoding | null;
  metaSyntax: Encoding;
  mediaSopClass: string;
  missing: boolean;
  damaged: boolean;
}

declare var SopDicom: {
  read(file: Blob): Promise<ReadDicom | NoDicom>;
  parse(bytes: Uint8Array, whole?: boolean): Promise<ReadDicom | NoDicom>;
  open(bytes: Uint8Array, whole?: boolean): Promise<OpenedDicom | { told: NoDicom }>;
  isDicom(opened: OpenedDicom | { told: NoDicom }): opened is OpenedDicom;
  Cursor: new (bytes: Uint8Array, at: number, syntax: Encoding) => DicomCursor;
  Truncated: new () => Error;
  Malformed: new (message: string) => Error;
  EXPLICIT: Encoding;
  IMPLICIT: Encoding;
  BIG: Encoding;
  DEFLATED: string;
  UNDEFINED: number;
  ITEM: number;
  ITEM_END: number;
  SEQUENCE_END: number;
};

/* ---------------------------------------------------------------- checker */

interface DicomElement {
  tag: number;
  vr: string;
  written: string;
  length: number;
  little: boolean;
  bytes: Uint8Array | null;
  items: DicomDataSet[] | null;
  fragments: { count: number; length: number; offsets: number } | null;
  given: string[] | null | undefined;
  cache: string[] | null | undefined;
}

interface DicomDataSet {
  elements: Map<number, DicomElement>;
  complete: boolean;
  last: number;
  disorder: { tag: number; twice: boolean }[];
  get(tag: number): DicomElement | null;
  add(element: DicomElement): void;
  knows(tag: number): boolean;
}

/** An object, from a file or a dump: check/dataset.js. */
interface DicomObject {
  dicom: true;
  dump?: boolean;
  part10: boolean;
  meta: DicomDataSet | null;
  data: DicomDataSet;
  transferSyntax: string;
  encoding: string;
  warnings: string[];
  ended: string;
  cut: boolean;
}

declare var SopDataSet: {
  read(bytes: Uint8Array, options: { size?: number; vrOf(tag: number): string }): Promise<DicomObject | NoDicom>;
  DataSet: new () => DicomDataSet;
  element(tag: number, vr: string, written: string, length: number, little?: boolean): DicomElement;
  printed(tag: number): string;
  pathTo(path: string, tag: number): string;
  UNDEFINED: number;
};

declare var SopDump: {
  read(text: string, uidOf?: (name: string) => string | null): DicomObject[];
  NoDump: new (message: string) => Error;
};

/** What is wrong with the form of a value. */
interface FormFault {
  rule: string;
  severity?: Severity;
  at?: number;
  found: string;
  demanded: string;
}

interface TextDecoding {
  decode(bytes: Uint8Array): string | null;
  faults: FormFault[];
  label: string | undefined;
}

declare var SopValues: {
  list(element: DicomElement): string[] | null;
  listOf(set: DicomDataSet, tag: number): string[] | null;
  first(set: DicomDataSet | null | undefined, tag: number): string;
  codeOf(item: DicomDataSet): { scheme: string; value: string; meaning: string };
  OLD_SCHEMES: Set<string>;
  isEmpty(element: DicomElement): boolean;
  same(element: DicomElement, value: string, wanted: string): boolean;
  fits(count: number, vm: string): boolean;
  decoder(terms: string[] | null): TextDecoding;
  faults(element: DicomElement, vm: string, decoder: TextDecoding): Generator<FormFault, void>;
  quoted(text: string): string;
  isUid(text: string): boolean;
  BINARY: Map<string, unknown>;
};

type Severity = "error" | "warning" | "hint";

/** True, false, or null where the object does not say. */
type Verdict = boolean | null;

/** A condition, as generator/model/conditions.py writes it: of others, or a statement of its own. */
interface Condition {
  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  op?: string;
  tag?: string;
  values?: string[];
  value_number?: number;
  within?: string;
  at?: string;
  name?: string;
  /** What is worked out from the others when it is first asked for. */
  number?: number;
  places?: string[];
}

/** A row's or a usage's condition: api/rules.py. */
interface RuleRequirement {
  trust: Severity;
  if?: Condition;
  words?: string;
  otherwise?: string;
  mayIf?: Condition;
  notIf?: Condition;
  one?: string[];
}

interface ValueRule {
  k: string;
  t: "e" | "w" | "h";
  v: string[];
  n?: number;
  if?: Condition;
}

interface RowExtra {
  r?: string;
  q?: RuleRequirement;
  v?: ValueRule[];
  g?: number[];
}

interface RuleTable {
  label: string;
  name?: string;
  href: string;
}

type RuleRows = [depth: number, what: string, type?: string, extra?: RowExtra][];

type TableParts = Record<string, { name: string; href: string; rows: RuleRows }>;

interface IodRules {
  kind: "iod";
  key: string;
  name: string;
  href: string;
  modules: [table: string, name: string, usage: string, requirement: RuleRequirement | 0][];
  groups: [table: string, name: string, usage: string, requirement: RuleRequirement | 0, limit: string][];
  fixed: [tag: string, at: number, rule: string, values: string[], condition: Condition | 0, nested: string, trust: Severity][];
  content: [sources: string[], relationship: string, targets: string[], mode: string, byValue: string[]][];
  template: number;
  tables: TableParts;
}

interface DictionaryRules {
  kind: "dictionary";
  edition: string;
  attributes: string;
  sopClasses: [uid: string, name: string, iod: string, reason: string, retired: number, modalities: [code: string, kind: string][]][];
  transferSyntaxes: [uid: string, name: string, retired: number][];
  constants: [constant: string, uid: string][];
}

type RulePart =
  | DictionaryRules
  | IodRules
  | { kind: "tables"; tables: TableParts }
  | { kind: "codes"; groups: Record<string, [name: string, href: string, codes: string]> };
declare var SopCheckRules: RulePart[] | undefined;
declare var SopCheckParts: string[];

interface RuleAttribute {
  tag: string;
  name: string;
  vrs: string[];
  vm: string;
  retired: boolean;
}

interface RuleSopClass {
  uid: string;
  name: string;
  iod: string;
  reason: string;
  retired: boolean;
  modalities: [code: string, kind: string][];
}

interface Span {
  table: string;
  from: number;
  to: number;
  depth: number;
  module: string;
  iod: IodRules;
  group?: boolean;
}

interface Use {
  table: RuleTable;
  row: string | number;
  tag: string;
  type: string;
  extra: RowExtra | null;
  module: string;
  level: number;
  when: RuleRequirement[];
  sequence: boolean;
  group: boolean;
  spans: Span[];
}

interface RuleScope {
  uses: Map<string, Use[]>;
  open: boolean;
  known?: boolean;
}

interface CheckRules {
  attributes: Map<string, RuleAttribute>;
  transferSyntaxes: Map<string, { uid: string; name: string; retired: boolean }>;
  tables: Map<string, RuleTable & { rows: RuleRows }>;
  groups: Map<number, { cid: string; name: string; href: string; codes: Set<string> }>;
  take(part: RulePart): void;
  attribute(tag: number): RuleAttribute | null;
  name(tag: number): string;
  vr(tag: number): string;
  sopClass(uid: string): RuleSopClass | null;
  iod(key: string): IodRules | null;
  uidOf(name: string): string | null;
  scope(spans: Span[]): RuleScope;
}
declare var SopRules: {
  Rules: new () => CheckRules;
  hex(tag: number): string;
  masked(tag: number): string;
};

/** Functional groups: the items that are shared, those of all frames, and that of one. */
interface Frames {
  shared: DicomDataSet | null;
  all: DicomDataSet[];
  own: DicomDataSet | null;
  items?: DicomDataSet[] | null;
}

/** Where an attribute stands: check/conditions.js. */
interface CheckPlace {
  set: DicomDataSet;
  parent: CheckPlace | null;
  index: number;
  siblings: DicomDataSet[];
  root: DicomDataSet;
  frames: Frames | null;
  isThere(kind: "module" | "macro", name: string): Verdict;
  path: string;
  meta?: boolean;
  modules?(path: string): string;
}

declare var SopConditions: {
  holds(condition: Condition, place: CheckPlace): Verdict;
  groupItems(frames: Frames | null): DicomDataSet[];
};

/** What a rule found wrong, before it is written as a finding. */
interface Fault {
  severity: Severity;
  rule: string;
  tag?: number | null;
  use?: Use | null;
  place?: Pick<CheckPlace, "path" | "meta" | "modules"> | null;
  found: string;
  demanded: string;
  module?: string;
  href?: string;
}

/** A finding of a report. */
interface CheckFinding {
  severity: Severity;
  rule: string;
  path: string;
  tag: string;
  name: string;
  found: string;
  demanded: string;
  message: string;
  href: string;
  by: string;
  module: string;
  count: number;
  paths: string[];
}

/** A condition that an object does not answer. */
interface Undecided {
  tag: string;
  name: string;
  path: string;
  module: string;
  count: number;
  condition: string;
  href: string;
}

interface CheckFindings {
  left: number;
  privateCount: number;
  open: Map<string, Undecided>;
  add(fault: Fault): void;
  undecided(use: Pick<Use, "row" | "tag" | "module"> & { table: RuleTable }, path: string, words: string): void;
  list(): CheckFinding[];
}
declare var SopFindings: { Findings: new (rules: CheckRules) => CheckFindings };

/** What is known of a module of the IOD: whether it is there, and what says so. */
interface CheckModule {
  name: string;
  usage: string;
  q: RuleRequirement | null;
  span: Span;
  scope: RuleScope;
  state: ModuleState;
  evidence: ModuleState;
  any: boolean;
  met?: Verdict;
}
type ModuleState = "required" | "present" | "maybe" | "absent";

/** A coded attribute that was met. */
interface CodedAttribute {
  tag: number;
  element: DicomElement;
  place: CheckPlace;
  cids: number[];
  use: Use | undefined;
}

interface CheckContext {
  rules: CheckRules;
  iod: IodRules | null;
  object: DicomObject;
  sopClass: RuleSopClass | null;
  findings: CheckFindings;
  coded: CodedAttribute[];
  count: number;
  top: CheckPlace;
  modules: CheckModule[];
  decoder(set: DicomDataSet): TextDecoding;
  stateOf(use: Use): ModuleState;
}
type IodContext = CheckContext & { iod: IodRules };

declare var SopAttributes: {
  walk(place: CheckPlace, scope: RuleScope, context: CheckContext): Generator<void, void>;
  codes(context: CheckContext): void;
  weaker(severity: Severity): Severity;
};
declare var SopGroups: {
  frames(data: DicomDataSet): Frames | null;
  has(name: string, its: Frames | null, context: IodContext): Verdict;
  check(its: Frames, context: IodContext): void;
};
declare var SopContent: { check(context: IodContext): void };
declare var SopConsistency: { check(context: CheckContext): void };

/** A node of an object as a tree: check/tree.js. */
interface TreeNode {
  tag: string;
  name: string;
  vr: string;
  value: string;
  path: string;
  items?: TreeNode[][];
  more?: number;
}
declare var SopTree: { of(object: DicomObject, rules: CheckRules): TreeNode[] };

/** A report on an object: check/check.js. */
interface CheckedReport {
  unreadable?: undefined;
  sop_class_uid: string;
  sop_class_name: string;
  iod: { name: string; href: string } | null;
  without: string;
  findings: CheckFinding[];
  counts: Record<Severity, number>;
  undecided: Undecided[];
  undecidedCount: number;
  privateCount: number;
  notes: string[];
  modules: { name: string; usage: string; state: ModuleState; href: string }[];
  elements: number;
  tree?: TreeNode[];
}
interface UnreadableReport {
  unreadable: string;
  findings?: undefined;
  counts?: undefined;
  tree?: undefined;
}
type ObjectReport = CheckedReport | UnreadableReport;
type NamedReport = ObjectReport & { file: string };

type CheckOptions = { pause?: (() => Promise<void>) | null };

declare var SopCheck: {
  Checker: new (rules: CheckRules, load: (path: string) => Promise<void>) => {
    open(bytes: Uint8Array, size?: number): Promise<DicomObject | NoDicom>;
    dump(text: string): Promise<DicomObject[]>;
    check(object: DicomObject | NoDicom, options?: CheckOptions): Promise<ObjectReport>;
  };
};

/** What is to be checked. */
type CheckJob = { file: File; text?: undefined; bytes?: undefined } | { text: string } | { bytes: Uint8Array; size: number; text?: undefined; file?: undefined };

declare var SopEngine: {
  Engine: new (run: (path: string) => Promise<unknown>) => {
    check(job: CheckJob, options?: CheckOptions & { tree?: boolean }): Promise<ObjectReport[]>;
  };
};

interface CheckRunner {
  check(job: CheckJob, tree: boolean): Promise<ObjectReport[]>;
  end(): void;
}
declare var SopRunner: { start(): CheckRunner };

declare var SopReport: {
  text(all: NamedReport[]): string;
  markdown(all: NamedReport[], base?: string): string;
  rows(all: NamedReport[]): Cell[][];
  json(all: NamedReport[]): object[];
  summary(all: NamedReport[]): string;
  counted(count: number, one: string, many?: string): string;
  SEVERITIES: Severity[];
};

/** An object on the page of reports, with where it came from. */
type ReportedObject = NamedReport & { source: CheckJob | null; at: number };
type CheckedObject = CheckedReport & { file: string; source: CheckJob | null; at: number };

/** A finding with the objects that have it. */
interface SharedFinding extends CheckFinding {
  objects: { object: ReportedObject; finding: CheckFinding }[];
}

declare var SopFound: {
  merged(objects: ReportedObject[]): SharedFinding[];
  list(findings: SharedFinding[], total: number): HTMLElement;
  filters(findings: SharedFinding[]): HTMLElement;
  mark(severity: Severity): HTMLElement;
  sentence(text: string): string;
  expectation(finding: CheckFinding): Child[];
  MOST_FINDINGS: number;
};
declare var SopObjects: {
  part(object: ReportedObject, open: boolean, again: (object: ReportedObject) => Promise<ObjectReport>): HTMLElement;
};

/* ------------------------------------------------------------ the browser */

/* What stands in our pages is HTML, its drawings aside. */
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}
interface Element {
  closest<K extends keyof HTMLElementTagNameMap>(selector: K): HTMLElementTagNameMap[K] | null;
  closest<E extends Element = HTMLElement>(selectors: string): E | null;
}

/* In a worker. */
declare function importScripts(...urls: string[]): void;
