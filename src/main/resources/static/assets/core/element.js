// What every part of the page is made of.

import { LitElement, noChange } from 'lit';
import { directive, Directive } from 'lit/directive.js';
import { onLanguage } from './words.js';

/**
 * An element that renders into the page itself, so that the style sheets, the headings and the labels
 * are one document's, and that speaks the language the reader changes to.
 */
export class Part extends LitElement {
  #silence;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#silence = onLanguage(() => this.requestUpdate());
  }

  disconnectedCallback() {
    this.#silence?.();
    super.disconnectedCallback();
  }
}

class Vars extends Directive {
  update(part, [values]) {
    Object.entries(values).forEach(([name, value]) => part.element.style.setProperty(`--${name}`, value));
    return noChange;
  }

  render() {
    return noChange;
  }
}

/** Sets custom properties of an element: `<i ${vars({ share: 0.4 })}>`; the policy allows no `style`. */
export const vars = directive(Vars);

/**
 * What a part asks for and waits for: `again(ask)` starts anew and forgets the answer that is under
 * way; `state` is `waiting`, `ready` or `failed`. While it asks anew it keeps what it had.
 */
export class Loads {
  state = 'waiting';
  value = null;
  refusal = null;
  #host;
  #under = null;
  #ask = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  async again(ask = this.#ask) {
    this.#ask = ask;
    this.#under?.abort();
    const under = new AbortController();
    this.#under = under;
    if (this.state === 'failed') this.#now('waiting');
    try {
      const value = await ask(under.signal);
      if (this.#under === under) this.#now('ready', value);
    } catch (refusal) {
      if (this.#under === under && refusal.name !== 'AbortError') this.#now('failed', this.value, refusal);
    }
  }

  /** Forgets what it had, as when another thing is asked for. */
  forget() {
    this.#under?.abort();
    this.#now('waiting');
  }

  hostDisconnected() {
    this.#under?.abort();
  }

  #now(state, value = null, refusal = null) {
    Object.assign(this, { state, value, refusal });
    this.#host.requestUpdate();
  }
}
