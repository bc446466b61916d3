/* What SopSite.make gives a script, as far as tests read it: elements without a document. */

class Made {
  constructor(name, attributes, children) {
    this.name = name;
    this.attributes = {};
    this.listeners = {};
    this.dataset = {};
    this.children = [];
    this.isConnected = true;
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") this.listeners[key] = value;
      else if (value !== false && value !== null && value !== undefined) this.attributes[key] = value === true ? "" : String(value);
    }
    for (const key of Object.keys(this.attributes)) {
      if (key.startsWith("data-")) this.dataset[key.slice(5)] = this.attributes[key];
    }
    for (const key of ["checked", "disabled", "hidden"]) this[key] = key in this.attributes;
    this.value = this.attributes.value ?? "";
    this.append(...children);
  }

  append(...children) {
    this.children.push(...children.filter((child) => child !== null && child !== undefined));
  }

  prepend(...children) {
    this.children.unshift(...children);
  }

  replaceWith(...others) {
    Object.assign(this, new Made("", {}, others));
  }

  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }

  addEventListener(kind, listener, { once = false } = {}) {
    this.listeners[kind] = once ? (event) => {
      delete this.listeners[kind];
      return listener(event);
    } : listener;
  }

  getAttribute(key) {
    return this.attributes[key] ?? null;
  }

  setAttribute(key, value) {
    this.attributes[key] = value;
  }

  /** What was put behind it, while it is not taken out. */
  get follower() {
    return this.behind?.isConnected ? this.behind : null;
  }

  after(...others) {
    this.behind = others.at(-1);
  }

  remove() {
    this.isConnected = false;
  }

  querySelector(name) {
    return this.all(name)[0] ?? null;
  }

  querySelectorAll(name) {
    return this.all(name);
  }

  get firstElementChild() {
    return this.children.find((child) => child instanceof Made) ?? null;
  }

  get ariaLabel() {
    return this.attributes["aria-label"] ?? null;
  }

  get childElementCount() {
    return this.children.filter((child) => child instanceof Made).length;
  }

  get open() {
    return "open" in this.attributes;
  }

  /** The elements below it with that name, with that class (`.class`), or with both. */
  all(name) {
    return this.children.flatMap((child) => (child instanceof Made ? [...(child.is(name) ? [child] : []), ...child.all(name)] : []));
  }

  is(name) {
    const [element, look] = name.split(".");
    return (!element || this.name === element) && (!look || Boolean(this.attributes.class?.split(" ").includes(look)));
  }

  get cells() {
    return this.children;
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  /** Its text, links as `[text](address)`. */
  toString() {
    const text = this.children.map(String).join("");
    return this.attributes.href === undefined ? text : `[${text}](${this.attributes.href})`;
  }
}

export const make = (name, attributes = {}, ...children) => new Made(name, attributes, children);

/** What scripts that make elements ask of the site. */
export const SopSite = { make, pageUrl: (path) => `/${path}`, uidCode: (uid) => make("code", { class: "uid" }, uid) };
