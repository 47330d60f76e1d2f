// A list that the server hands over page by page.

/** Pages of a search may be empty and still lead on; so many are asked for in one go. */
const HOPS_MAX = 20;

/**
 * What was read of a list so far: `again(ask)` begins anew and keeps what it had until the first page
 * is there, `more()` goes on. `ask(cursor, signal)` answers `{ items, next_cursor }`.
 */
export class Pages {
  items = null;
  next = null;
  state = 'waiting';
  refusal = null;
  pages = 0;
  #host;
  #under = null;
  #ask = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  get isWhole() {
    return this.items !== null && this.next === null;
  }

  again(ask = this.#ask) {
    this.#ask = ask;
    return this.#read(null, (page) => ({ ...page, pages: 1 }));
  }

  more() {
    if (this.next === null || this.state === 'waiting') return undefined;
    const so = this.items;
    return this.#read(this.next, ({ items, next }) => (
      { items: [...so, ...items], next, pages: this.pages + 1 }));
  }

  hostDisconnected() {
    this.#under?.abort();
  }

  async #read(cursor, taken) {
    this.#under?.abort();
    const under = new AbortController();
    this.#under = under;
    this.#now({ state: 'waiting' });
    try {
      const page = await this.#page(cursor, under.signal);
      if (this.#under === under) this.#now({ state: 'ready', refusal: null, ...taken(page) });
    } catch (refusal) {
      if (this.#under === under && refusal.name !== 'AbortError') this.#now({ state: 'failed', refusal });
    }
  }

  async #page(cursor, signal) {
    let next = cursor;
    for (let hop = 0; hop < HOPS_MAX; hop += 1) {
      const page = await this.#ask(next, signal);
      next = page.next_cursor;
      if (page.items.length > 0 || next === null) return { items: page.items, next };
    }
    return { items: [], next };
  }

  #now(changes) {
    Object.assign(this, changes);
    this.#host.requestUpdate();
  }
}
