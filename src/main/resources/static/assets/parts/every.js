// Asks again and again, as long as somebody can see the answer.

/** A controller of an element: calls `again` every so many milliseconds while it is shown. */
export class Every {
  #again;
  #period;
  #timer = null;

  constructor(host, period, again) {
    this.#again = again;
    this.#period = period;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => { if (!document.hidden) this.#again(); }, this.#period);
    document.addEventListener('visibilitychange', this.#seen);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  #seen = () => {
    if (!document.hidden) this.#again();
  };
}
