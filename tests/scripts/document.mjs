/* A page without a browser, as far as scripts of pages read and change it: elements with parents, the
 * selectors that those use, events that bubble, and a clock that only tests move on. */

const VOID = new Set(["br", "input", "wbr"]);
const AT_ITS_PLACE = new Set(["blur", "focus", "pointerenter", "toggle"]); // what does not bubble

/** What comes to listeners. */
export class Event {
  constructor(type, more = {}) {
    Object.assign(this, { bubbles: false }, more, { type, defaultPrevented: false });
  }

  preventDefault() {
    this.defaultPrevented = true;
  }
}

/** What has listeners. */
class Place {
  listeners = [];

  addEventListener(type, act, { once = false } = {}) {
    this.listeners.push({ type, act, once });
  }

  removeEventListener(type, act) {
    this.listeners = this.listeners.filter((it) => it.type !== type || it.act !== act);
  }

  dispatchEvent(event) {
    event.target ??= this;
    for (const { type, act, once } of this.listeners) {
      if (type !== event.type) continue;
      if (once) this.removeEventListener(type, act);
      act.call(this, event);
    }
    if (event.bubbles) this.above?.dispatchEvent(event);
  }

  /** Have an event happen here; gives it. */
  fire(type, more = {}) {
    const event = new Event(type, { bubbles: !AT_ITS_PLACE.has(type), ...more });
    this.dispatchEvent(event);
    return event;
  }
}

class Text {
  constructor(text) {
    this.textContent = String(text);
  }

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
    if (name) return (it) => it.name === name;
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

const dashed = (key) => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The attributes of `element` that begin with `data-`. */
const dataOf = (element) => new Proxy({}, {
  get: (_, key) => element.getAttribute(dashed(key)) ?? undefined,
  set: (_, key, value) => element.setAttribute(dashed(key), value) ?? true,
  has: (_, key) => element.hasAttribute(dashed(key)),
});

export class Element extends Place {
  value = "";
  childNodes = [];
  attributes = new Map();
  parentElement = null;
  dataset = dataOf(this);
  scrolled = 0; // how often it was brought into view

  constructor(name, document) {
    super();
    this.name = name;
    this.ownerDocument = document;
  }

  get tagName() { return this.name.toUpperCase(); }
  get above() { return this.parentElement ?? (this.name === "html" ? this.ownerDocument : null); }

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
    return { contains: (name) => all().has(name), add: change("add"), remove: change("delete") };
  }

  /** Its attributes as a plain object. */
  get told() { return Object.fromEntries(this.attributes); }

  get hash() { return new URL(this.href, "https://x.org/").hash; }

  /* What stands in it and around it */

  get children() { return this.childNodes.filter((it) => it instanceof Element); }
  get childElementCount() { return this.children.length; }
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

  insert(at, nodes) {
    const made = nodes.map((it) => (typeof it === "object" ? it : new Text(it)));
    for (const it of made) {
      it.parentElement?.drop(it);
      it.parentElement = this;
    }
    this.childNodes.splice(Math.min(at, this.childNodes.length), 0, ...made);
  }

  drop(child) {
    this.childNodes = this.childNodes.filter((it) => it !== child);
    child.parentElement = null;
  }

  append(...nodes) { this.insert(Infinity, nodes); }
  prepend(...nodes) { this.insert(0, nodes); }
  before(...nodes) { this.parentElement.insert(this.parentElement.childNodes.indexOf(this), nodes); }
  after(...nodes) { this.parentElement.insert(this.parentElement.childNodes.indexOf(this) + 1, nodes); }
  remove() { this.parentElement?.drop(this); }

  replaceChildren(...nodes) {
    for (const it of this.childNodes) this.drop(it);
    this.append(...nodes);
  }

  cloneNode(deep) {
    const copy = new Element(this.name, this.ownerDocument);
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

  get tHead() { return this.querySelector(":scope > thead"); }
  get tBodies() { return this.querySelectorAll(":scope > tbody"); }
  get rows() { return this.querySelectorAll("tr"); }
  get cells() { return this.children; }

  /* What a visitor or a script does to it */

  click() { this.fire("click"); }
  scrollIntoView() { this.scrolled += 1; }
  select() { this.selected = true; }

  focus() {
    if (this.ownerDocument.activeElement === this) return;
    this.ownerDocument.activeElement = this;
    this.fire("focus");
    this.fire("focusin");
  }

  blur() {
    if (this.ownerDocument.activeElement === this) this.ownerDocument.activeElement = this.ownerDocument.body;
  }
}

for (const name of ["className", "id", "href", "title", "type", "scope", "action"]) {
  const key = name === "className" ? "class" : name;
  Object.defineProperty(Element.prototype, name, {
    get() { return this.getAttribute(key) ?? ""; },
    set(value) { this.setAttribute(key, value); },
  });
}

for (const name of ["hidden", "open"]) {
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
const kind = (name) => ({ [Symbol.hasInstance]: (it) => it instanceof Element && it.name === name });

/** A page at `at` with `html` as its body: its `document`, its `window`, and the globals of both. */
export function page(html, at = "https://x.org/") {
  const window = new Place();
  const document = new Place();
  document.above = window;
  const create = (name) => new Element(name, document);
  const documentElement = create("html");
  const body = create("body");
  documentElement.append(body);
  fill(body, html);
  Object.assign(document, {
    documentElement, body, activeElement: body, createElement: create,
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
    document, location, history, Event, Element, HTMLElement: Element, KeyboardEvent: Event, ErrorEvent: class {},
    HTMLInputElement: kind("input"), HTMLDetailsElement: kind("details"), HTMLScriptElement: kind("script"),
    SopKnown: { roots: ["1.2.840.10008.5.1.4.1.1.", "1.2.840.10008."] },
    addEventListener: (...all) => window.addEventListener(...all),
    removeEventListener: (...all) => window.removeEventListener(...all),
  };
  const { querySelector: $, querySelectorAll: $$ } = document;
  return { window, document, body, location, history, went, globals, $, $$ };
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
