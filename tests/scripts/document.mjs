/* A page without a browser, as far as scripts of pages read and change it: elements with parents, the
 * selectors that those use, events that bubble, and a clock that only tests move on. No library serves:
 * those that know tables, choices and folds as well (happy-dom, jsdom) take half a second to load, which every
 * file of tests would wait for, and linkedom knows none of these. */

import { load } from "./load.mjs";

const VOID = new Set(["br", "input", "wbr"]);
const AT_ITS_PLACE = new Set(["blur", "error", "focus", "pointerenter", "toggle"]); // what does not bubble

/** What comes to listeners. */
export class Event {
  answers = []; // what listeners gave

  constructor(type, more = {}) {
    Object.assign(this, { bubbles: false }, more, { type, defaultPrevented: false });
  }

  /** A promise of all that listeners gave, some of which take time. */
  get done() { return Promise.all(this.answers); }

  preventDefault() {
    this.defaultPrevented = true;
  }
}

/** What has listeners. */
class Place {
  listeners = [];

  addEventListener(type, act, how = {}) {
    const { once = false, capture = how === true } = how;
    this.listeners.push({ type, act, once, capture });
  }

  removeEventListener(type, act) {
    this.listeners = this.listeners.filter((it) => it.type !== type || it.act !== act);
  }

  /** Have the listeners that `fit` hear an event. */
  hear(event, fit = () => true) {
    for (const listener of this.listeners) {
      const { type, act, once } = listener;
      if (type !== event.type || !fit(listener)) continue;
      if (once) this.removeEventListener(type, act);
      event.currentTarget = this;
      event.answers.push(act.call(this, event));
    }
  }

  dispatchEvent(event) {
    event.target ??= this;
    const around = [];
    for (let place = this.above; place; place = place.above) around.push(place);
    for (const place of around.toReversed()) place.hear(event, ({ capture }) => capture);
    this.hear(event);
    if (event.bubbles) for (const place of around) place.hear(event, ({ capture }) => !capture);
  }

  /** Have an event happen here; gives it. */
  fire(type, more = {}) {
    const event = new Event(type, { bubbles: !AT_ITS_PLACE.has(type), ...more });
    this.dispatchEvent(event);
    return event;
  }
}

class Text {
  parentElement = null;

  constructor(text) {
    this.textContent = String(text);
  }

  toString() { return this.textContent; }

  cloneNode() {
    return new Text(this.textContent);
  }
}

/* ---------------------------------------------------------------------- selectors */

/** A selector, read from the left. */
class Selector {
  constructor(text) {
    this.rest = text;
    this.ways = this.list();
    if (this.rest) throw new Error(`no such selector here: ${text}`);
  }

  take(pattern) {
    const found = pattern.exec(this.rest);
    this.rest = this.rest.slice(found?.[0].length ?? 0);
    return found;
  }

  list() {
    const ways = [this.way()];
    while (this.take(/^\s*,\s*/)) ways.push(this.way());
    return ways;
  }

  /** What must fit from the outermost element on, and how each is joined to the one before. */
  way() {
    const steps = [];
    let joint = this.take(/^\s*>\s*/) ? ">" : " ";
    while (joint) {
      steps.push({ joint, tests: this.tests() });
      joint = this.take(/^\s*>\s*/) ? ">" : this.take(/^\s+(?=[^\s,)])/)?.[0];
    }
    return steps;
  }

  tests() {
    const tests = [];
    for (let found = this.test(); found; found = this.test()) tests.push(found);
    return tests;
  }

  test() {
    if (this.take(/^\*/)) return () => true;
    const [, sign, name] = this.take(/^([.#]?)([a-z][\w-]*)/i) ?? [];
    if (sign === ".") return (it) => it.classList.contains(name);
    if (sign === "#") return (it) => it.id === name;
    if (name) return (it) => it.localName === name;
    const [, key, , value] = this.take(/^\[([\w-]+)(?:=("?)([^\]"]*)\2)?\]/) ?? [];
    if (key) return (it) => (value === undefined ? it.hasAttribute(key) : it.getAttribute(key) === value);
    if (this.take(/^:scope/)) return (it, scope) => it === scope;
    const [, kind] = this.take(/^:(not|is|has)\(/) ?? [];
    if (!kind) return null;
    const ways = this.list();
    this.take(/^\s*\)/);
    if (kind === "has") return (it) => it.everything.some((inner) => fits(inner, ways, it));
    return (it, scope) => fits(it, ways, scope) === (kind === "is");
  }
}

const fits = (element, ways, scope) => ways.some((steps) => follows(element, steps, scope));

function follows(element, steps, scope) {
  const { joint, tests } = steps.at(-1);
  const before = steps.slice(0, -1);
  if (!tests.every((test) => test(element, scope))) return false;
  let outer = element.parentElement;
  if (joint === ">") return before.length ? outer !== null && follows(outer, before, scope) : outer === scope;
  if (!before.length) return true;
  while (outer && !follows(outer, before, scope)) outer = outer.parentElement;
  return Boolean(outer);
}

/* ---------------------------------------------------------------------- elements */

const SEEN = { enumerable: true, configurable: true, writable: true };
const dashed = (key) => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const camel = (key) => key.slice(5).replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** The attributes of `element` that begin with `data-`. */
const dataOf = (element) => new Proxy({}, {
  get: (_, key) => element.getAttribute(dashed(key)) ?? undefined,
  set: (_, key, value) => element.setAttribute(dashed(key), value) ?? true,
  has: (_, key) => element.hasAttribute(dashed(key)),
  deleteProperty: (_, key) => element.removeAttribute(dashed(key)) ?? true,
  ownKeys: () => [...element.attributes.keys()].filter((key) => key.startsWith("data-")).map(camel),
  getOwnPropertyDescriptor: (_, key) => (
    element.hasAttribute(dashed(key)) ? { value: element.getAttribute(dashed(key)), ...SEEN } : undefined
  ),
});

export class Element extends Place {
  childNodes = [];
  attributes = new Map();
  parentElement = null;
  dataset = dataOf(this);
  scrolled = 0; // how often it was brought into view

  constructor(name, document) {
    super();
    this.localName = name;
    this.made = document;
  }

  get ownerDocument() { return this.parentElement?.ownerDocument ?? this.made; }
  get tagName() { return this.localName.toUpperCase(); }
  get above() { return this.parentElement ?? (this.localName === "html" ? this.ownerDocument : null); }

  /* Attributes */

  hasAttribute(key) { return this.attributes.has(key); }
  getAttribute(key) { return this.attributes.get(key) ?? null; }

  setAttribute(key, value) {
    const isNew = !this.attributes.has(key);
    this.attributes.set(key, String(value));
    if (isNew && key === "open") this.fire("toggle");
  }

  removeAttribute(key) {
    if (this.attributes.delete(key) && key === "open") this.fire("toggle");
  }

  get classList() {
    const all = () => new Set(this.className.split(" ").filter(Boolean));
    const change = (act) => (...names) => {
      const after = all();
      for (const name of names) after[act](name);
      this.className = [...after].join(" ");
    };
    const [contains, add, remove] = [(name) => all().has(name), change("add"), change("delete")];
    const toggle = (name) => {
      const is = !contains(name);
      (is ? add : remove)(name);
      return is;
    };
    return { contains, add, remove, toggle };
  }

  get ariaLabel() { return this.getAttribute("aria-label"); }
  get hash() { return new URL(this.href, "https://x.org/").hash; }
  get pathname() { return new URL(this.href, "https://x.org/").pathname; }

  /* What stands in it and around it */

  get children() { return this.childNodes.filter((it) => it instanceof Element); }
  get childElementCount() { return this.children.length; }
  get firstChild() { return this.childNodes[0] ?? null; }
  get parentNode() { return this.parentElement; }
  get isConnected() { return this.parentElement?.isConnected ?? this.localName === "html"; }
  get firstElementChild() { return this.children[0] ?? null; }
  get everything() { return this.children.flatMap((it) => [it, ...it.everything]); }
  contains(other) { return other === this || this.everything.includes(other); }

  get nextElementSibling() { return this.beside(1); }
  get previousElementSibling() { return this.beside(-1); }

  beside(step) {
    const all = this.parentElement?.children ?? [];
    return all[all.indexOf(this) + step] ?? null;
  }

  get textContent() { return this.childNodes.map((it) => it.textContent).join(""); }
  set textContent(text) { this.replaceChildren(text); }

  /** Put `nodes` before `next`, one of its children, or at the end. */
  insert(nodes, next) {
    if (next && next.parentElement !== this) throw new Error("it is no child of this");
    const made = nodes.map((it) => (typeof it === "object" ? it : new Text(it)));
    const from = this.childNodes.indexOf(next);
    const ahead = next && this.childNodes.slice(from).find((it) => !made.includes(it)); // which stays
    for (const it of made) {
      it.parentElement?.drop(it);
      it.parentElement = this;
    }
    this.childNodes.splice(ahead ? this.childNodes.indexOf(ahead) : this.childNodes.length, 0, ...made);
  }

  drop(child) {
    this.childNodes = this.childNodes.filter((it) => it !== child);
    child.parentElement = null;
  }

  append(...nodes) { this.insert(nodes, null); }
  prepend(...nodes) { this.insert(nodes, this.firstChild); }
  insertBefore(node, next) { this.insert([node], next); }
  before(...nodes) { this.parentElement.insert(nodes, this); }
  remove() { this.parentElement?.drop(this); }

  after(...nodes) {
    const { childNodes } = this.parentElement;
    this.parentElement.insert(nodes, childNodes[childNodes.indexOf(this) + 1] ?? null);
  }

  replaceWith(...nodes) {
    this.before(...nodes);
    this.remove();
  }

  replaceChildren(...nodes) {
    for (const it of this.childNodes) this.drop(it);
    this.append(...nodes);
  }

  cloneNode(deep) {
    const copy = new Element(this.localName, this.ownerDocument);
    for (const [key, value] of this.attributes) copy.attributes.set(key, value);
    if (deep) copy.append(...this.childNodes.map((it) => it.cloneNode(true)));
    return copy;
  }

  matches(selector) { return fits(this, new Selector(selector).ways, this); }
  closest(selector) { return this.matches(selector) ? this : this.parentElement?.closest(selector) ?? null; }

  querySelectorAll(selector) {
    const { ways } = new Selector(selector);
    return this.everything.filter((it) => fits(it, ways, this));
  }

  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }

  /* Tables */

  get caption() { return this.querySelector(":scope > caption"); }
  get tHead() { return this.querySelector(":scope > thead"); }
  get tBodies() { return this.querySelectorAll(":scope > tbody"); }
  get rows() { return this.querySelectorAll("tr"); }
  get cells() { return this.children; }

  /* Forms */

  /** What was entered or chosen, else what stands there at first. */
  get value() {
    if (this.localName === "select") return this.selectedOptions[0]?.value ?? "";
    return this.entered ?? this.getAttribute("value") ?? (this.localName === "option" ? this.textContent : "");
  }

  set value(value) {
    if (this.localName === "select") this.chosen = this.options.filter((it) => it.value === value).slice(0, 1);
    else this.entered = value;
  }

  get options() { return this.querySelectorAll("option"); }

  get selectedOptions() {
    const at = Math.max(this.options.findIndex((it) => it.hasAttribute("selected")), 0);
    return this.chosen ?? this.options.slice(at, at + 1);
  }

  get selected() { return this.closest("select").selectedOptions.includes(this); }

  get checked() { return this.ticked ?? this.hasAttribute("checked"); }
  set checked(is) { this.ticked = is; }

  get elements() {
    const all = this.querySelectorAll("input, select, button");
    return Object.fromEntries(all.map((it) => [it.getAttribute("name"), it]));
  }

  /* What a visitor or a script does to it */

  click() { this.fire("click"); }
  showModal() { this.open = true; }
  close() { this.open = false; }
  scrollIntoView() { this.scrolled += 1; }
  select() { this.isSelected = true; }

  focus() {
    if (this.isFocused) return;
    this.ownerDocument.activeElement = this;
    this.fire("focus");
    this.fire("focusin");
  }

  blur() {
    if (this.isFocused) this.ownerDocument.activeElement = this.ownerDocument.body;
  }

  get isFocused() { return this.ownerDocument.activeElement === this; }

  /* What tests read of it */

  /** Its attributes as a plain object. */
  get told() { return Object.fromEntries(this.attributes); }

  /** Its text, links as `[text](address)`. */
  toString() {
    const text = this.childNodes.map(String).join("");
    return this.hasAttribute("href") ? `[${text}](${this.href})` : text;
  }
}

for (const name of ["className", "id", "name", "href", "src", "title", "type", "scope", "action"]) {
  const key = name === "className" ? "class" : name;
  Object.defineProperty(Element.prototype, name, {
    get() { return this.getAttribute(key) ?? ""; },
    set(value) { this.setAttribute(key, value); },
  });
}

for (const name of ["disabled", "hidden", "open"]) {
  Object.defineProperty(Element.prototype, name, {
    get() { return this.hasAttribute(name); },
    set(value) {
      if (value) this.setAttribute(name, "");
      else this.removeAttribute(name);
    },
  });
}

/* ---------------------------------------------------------------------- a page */

/** Put what `html` says into `parent`. It has no comments and no entities, and closes all that it opens. */
function fill(parent, html) {
  let place = parent;
  for (const [, end, name, attributes = "", text] of html.matchAll(/<(\/?)([a-z]\w*)(?:\s([^>]*))?>|([^<]+)/g)) {
    if (text) {
      if (text.trim()) place.append(text);
    } else if (end) {
      place = place.parentElement;
    } else {
      const made = new Element(name, parent.ownerDocument);
      for (const [, key, value = ""] of attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
        made.attributes.set(key, value);
      }
      place.append(made);
      if (!VOID.has(name)) place = made;
    }
  }
}

/** A kind of element, for `instanceof`. */
const kind = (name) => ({ [Symbol.hasInstance]: (it) => it instanceof Element && it.localName === name });

/** A page at `at` with `html` as its body: its `document`, its `window`, and the globals of both. */
export function page(html, at = "https://x.org/") {
  const window = new Place();
  const document = new Place();
  document.above = window;
  const create = (name) => new Element(name, document);
  const documentElement = create("html");
  const head = create("head");
  const body = create("body");
  documentElement.append(head, body);
  fill(body, html);
  Object.assign(document, {
    documentElement, head, body, activeElement: body, createElement: create,
    currentScript: { src: new URL("/assets/js/site.js", at).href },
    querySelector: (selector) => documentElement.querySelector(selector),
    querySelectorAll: (selector) => documentElement.querySelectorAll(selector),
    getElementById: (id) => documentElement.everything.find((it) => it.id === id) ?? null,
  });
  const location = new URL(at);
  // Origins of files are "null" to others, but not here in every browser.
  if (location.protocol === "file:") Object.defineProperty(location, "origin", { value: "file://" });
  const went = []; // where scripts led
  location.assign = (url) => { went.push(url); };
  location.replace = (url) => { went.push(url); };
  const history = { state: null, steps: [] };
  for (const step of ["pushState", "replaceState"]) {
    history[step] = (state, title, url) => {
      history.steps.push([step, String(url)]);
      location.href = url;
    };
  }
  const globals = {
    document, location, history, Event, Element, HTMLElement: Element, KeyboardEvent: Event, InputEvent: Event,
    ErrorEvent: class {},
    HTMLInputElement: kind("input"), HTMLDetailsElement: kind("details"), HTMLScriptElement: kind("script"),
    SopKnown: { roots: ["1.2.840.10008.5.1.4.1.1.", "1.2.840.10008."] },
    addEventListener: (...all) => window.addEventListener(...all),
    removeEventListener: (...all) => window.removeEventListener(...all),
  };
  const { querySelector: $, querySelectorAll: $$ } = document;
  return { window, document, body, location, history, went, globals, $, $$ };
}

/** What the site's own script gives others, for elements of that page. Addresses are told short. */
export function site({ globals } = page("")) {
  const { make, uidCode } = load(["site.js"], globals).SopSite;
  return { make, uidCode, pageUrl: (path) => `/${path}` };
}

/** What a browser keeps for a site, in `kept`; where that is null it keeps nothing. */
export function storage(kept) {
  const all = () => {
    if (kept) return kept;
    throw new Error("no storage");
  };
  return {
    getItem: (key) => all()[key] ?? null,
    setItem: (key, value) => { all()[key] = value; },
    removeItem: (key) => { delete all()[key]; },
  };
}

/** The clipboard, of which `copied` gets what is put on it; where that is null, pages may not. */
export const clipboard = (copied) => ({
  writeText: async (text) => {
    if (!copied) throw new Error("forbidden");
    copied.push(text);
  },
});

/* ---------------------------------------------------------------------- time */

/** Let happen what is to happen at once. */
export const turn = () => new Promise((resume) => { setTimeout(resume); });

/** Wait for what comes of itself, but not for ever. */
export async function until(isSo) {
  for (let turns = 0; turns < 1000 && !isSo(); turns++) await turn();
}

/** What is to happen later, and happens when the time is let pass. */
export function clock() {
  const due = new Map();
  let now = 0;
  let last = 0;
  const settle = () => new Promise((resume) => { setImmediate(resume); });
  return {
    setTimeout(act, delay = 0) {
      last += 1;
      due.set(last, { act, at: now + delay });
      return last;
    },
    clearTimeout: (number) => { due.delete(number); },
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settle();
      const next = () => [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      for (let one = next(); one; one = next()) {
        const [number, { act, at }] = one;
        due.delete(number);
        now = at;
        act();
        await settle();
      }
      now = end;
    },
  };
}
