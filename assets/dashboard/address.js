// @ts-check
// The address: the request in the words of the URL, and its history.

export class Address {
  /** @type {Map<string, string>} */
  #asked = new Map();

  /** @param {Record<string, string>} defaults the value of each option that is not in the address */
  constructor(defaults) {
    this.defaults = defaults;
    this.read();
  }

  /** Reads the address again; foreign tags are not part of the request. */
  read() {
    this.#asked = new Map([...new URLSearchParams(location.search)].filter(([name]) => name in this.defaults));
  }

  /** @param {string} name */
  get(name) {
    return this.#asked.get(name) ?? this.defaults[name];
  }

  /** @param {string} name of an option */
  says(name) {
    return this.#asked.has(name);
  }

  /** The request as a query, of all options or of some. @param {string[]} [names] */
  question(names) {
    const options = [...this.#asked].filter(([name]) => !names || names.includes(name));
    return new URLSearchParams(options).toString().replaceAll("%2C", ",");
  }

  /** Changes the request; defaults are left out. @param {Record<string, string>} chosen */
  ask(chosen) {
    for (const [name, value] of Object.entries(chosen)) {
      if (value === this.defaults[name] || (value === "" && name !== "layers")) this.#asked.delete(name);
      else this.#asked.set(name, value);
    }
  }

  /** The address of the request. */
  get href() {
    const query = this.question();
    return query ? `?${query}` : location.pathname;
  }

  /** Writes a new entry of the history, or replaces the last one. @param {boolean} over */
  write(over) {
    if (this.question() !== location.search.slice(1)) history[over ? "replaceState" : "pushState"](null, "", this.href);
    this.link();
  }

  /** Points the download links at the map on screen. */
  link() {
    const query = this.question();
    for (const anchor of document.querySelectorAll("[data-file]")) {
      const file = /** @type {HTMLAnchorElement} */ (anchor);
      file.href = `map.${file.dataset.file}${query ? `?${query}` : ""}`;
    }
  }
}
