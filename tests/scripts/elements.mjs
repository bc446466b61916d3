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
    for (const key of ["checked", "disabled"]) this[key] = key in this.attributes;
    this.append(...children);
  }

  /** What of `children` is there; what stands elsewhere is taken from there. */
  #taken(children) {
    const taken = children.filter((child) => child !== null && child !== undefined);
    for (const child of taken) {
      if (!(child instanceof Made)) continue;
      const { parentNode } = child;
      if (parentNode) parentNode.children = parentNode.children.filter((other) => other !== child);
      child.parentNode = this;
    }
    return taken;
  }

  append(...children) {
    const taken = this.#taken(children);
    this.children.push(...taken);
  }

  prepend(...children) {
    const taken = this.#taken(children);
    this.children.unshift(...taken);
  }

  insertBefore(child, next) {
    if (next && !this.children.includes(next)) throw new Error("it is no child of this");
    const [taken] = this.#taken([child]);
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, taken);
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

  hasAttribute(key) {
    return key in this.attributes;
  }

  removeAttribute(key) {
    delete this.attributes[key];
  }

  /** What was put behind it, while it is not taken out. */
  get follower() {
    return this.behind?.isConnected ? this.behind : null;
  }

  after(...others) {
    this.behind = others.at(-1);
  }

  /** What was put before it is `ahead` of it. */
  before(...others) {
    this.ahead = others.at(-1);
  }

  remove() {
    this.isConnected = false;
  }

  focus() {
    this.isFocused = true;
  }

  get classList() {
    return { toggle: (name) => {
      const names = new Set(this.attributes.class?.split(" "));
      if (!names.delete(name)) names.add(name);
      this.attributes.class = [...names].join(" ");
      return names.has(name);
    } };
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

  /** The elements below it with that name, that class, or both: `table`, `.records`, `table.records`. */
  all(selector) {
    const [name, look] = selector.split(".");
    const fits = (child) => [child.name, ""].includes(name) && (!look || child.attributes.class?.split(" ").includes(look));
    return this.children.flatMap((child) => (child instanceof Made ? [...(fits(child) ? [child] : []), ...child.all(selector)] : []));
  }

  get hidden() {
    return this.hasAttribute("hidden");
  }

  set hidden(is) {
    if (is) this.attributes.hidden = "";
    else delete this.attributes.hidden;
  }

  get id() {
    return this.attributes.id ?? "";
  }

  get scope() {
    return this.attributes.scope ?? "";
  }

  get tagName() {
    return this.name.toUpperCase();
  }

  get caption() {
    return this.querySelector("caption");
  }

  get tHead() {
    return this.querySelector("thead");
  }

  get tBodies() {
    return this.all("tbody");
  }

  get rows() {
    return this.all("tr");
  }

  get cells() {
    return this.children;
  }

  get options() {
    return this.all("option");
  }

  /** What was entered or chosen, else what stands there at first. */
  get value() {
    return this.given ?? this.attributes.value ?? this.options[0]?.value ?? "";
  }

  set value(text) {
    this.given = text;
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
