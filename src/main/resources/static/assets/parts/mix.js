// How customers paid in the window.

import { html } from 'lit';
import { Part, vars } from '../core/element.js';
import { money, percent } from '../core/format.js';
import { word } from '../core/words.js';
import { empty } from './states.js';

export class Mix extends Part {
  static properties = { kpis: { attribute: false } };

  render() {
    const { payment_mix: mix } = this.kpis;
    return html`<section aria-labelledby="mix-title">
      <header class="card-head"><h2 id="mix-title">${word('overview.mix')}</h2></header>
      ${mix.length === 0 ? empty(word('overview.mixNone'), word('overview.mixNoneText'))
        : html`<ul class="mix">${mix.map((each) => this.#line(each))}</ul>`}
    </section>`;
  }

  #line({ method, amount, share }) {
    return html`<li class="mix-line" ${vars({ share })}>
      <span>${word(`method.${method}`)}</span>
      <span class="amount">${money(amount, this.kpis.currency)} <span class="quiet">${percent(share, 0)}</span></span>
    </li>`;
  }
}

customElements.define('emdia-mix', Mix);
