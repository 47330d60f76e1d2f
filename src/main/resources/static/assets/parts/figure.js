// A figure as a card: its name, its value, how it moved, what it means, and why.

import { html, nothing } from 'lit';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';
import { spark } from './spark.js';
import { why } from './why.js';

const LIT_MS = 1_200;

/**
 * `metric` names it as the document does; `value` is written already. `change` is `{ text, isWorse }`
 * against the previous window, null while unknown. A value that moved is lit for a moment.
 */
export class Figure extends Part {
  static properties = {
    metric: {}, name: {}, value: {}, note: {}, isLate: { type: Boolean },
    change: { attribute: false }, history: { attribute: false }, question: { attribute: false },
  };

  #lit = null;

  render() {
    return html`<article class="card figure ${this.isLate ? 'is-late' : ''}" data-figure=${this.metric}
        aria-label=${this.name}>
      <header class="figure-head">
        <h3 class="figure-name">${this.name}</h3>
        <button type="button" class="why" @click=${() => why(this.metric, this.question)}
          aria-label=${word('core.whyOf', { name: this.name })}>${word('core.why')}</button>
      </header>
      <p class="figure-value">${this.value}</p>
      <div class="figure-moves">${this.#change()}${spark(this.history ?? [], word('core.history', { name: this.name }))}</div>
      <p class="figure-note quiet">${this.note}</p>
    </article>`;
  }

  updated(changed) {
    if (!changed.has('value') || changed.get('value') === undefined) return;
    const shown = this.querySelector('.figure-value');
    clearTimeout(this.#lit);
    shown.classList.add('is-lit');
    this.#lit = setTimeout(() => shown.classList.remove('is-lit'), LIT_MS);
  }

  #change() {
    if (!this.change) return html`<span class="figure-change quiet">${nothing}</span>`;
    const { text, isWorse } = this.change;
    return html`<span class="figure-change ${isWorse ? 'is-worse' : ''}" title=${word('core.changeTitle')}
      >${text}<span class="unseen"> ${word('core.changeTitle')}</span></span>`;
  }
}

customElements.define('emdia-figure', Figure);
