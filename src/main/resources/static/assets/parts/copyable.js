// A value that is to be pasted elsewhere, with a button that copies it.

import { html } from 'lit';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';

const SHOWN_MS = 2_000;

export class Copyable extends Part {
  static properties = { value: {}, name: {}, isBlock: { type: Boolean }, isCopied: { state: true } };

  render() {
    const button = html`<button type="button" class="button" @click=${this.#copy}
      aria-label=${`${word('core.copy')}: ${this.name}`}>${word(this.isCopied ? 'core.copied' : 'core.copy')}</button>`;
    if (this.isBlock) {
      const code = html`<pre tabindex="0" aria-label=${this.name}><code>${this.value}</code></pre>`;
      return html`<div class="code">${code}${button}</div>`;
    }
    return html`<span class="copyable"><input readonly .value=${this.value} aria-label=${this.name}
      @focus=${({ target }) => target.select()}>${button}</span>`;
  }

  /** Where a browser keeps the clipboard closed, the value stays selected to be copied by hand. */
  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.value);
      this.isCopied = true;
      setTimeout(() => { this.isCopied = false; }, SHOWN_MS);
    } catch {
      this.querySelector('input')?.select();
    }
  };
}

customElements.define('emdia-copyable', Copyable);
