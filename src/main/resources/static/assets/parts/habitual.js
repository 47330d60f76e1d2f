// Who is late again and again, and on which days: one click from the first view.

import { html } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part, vars } from '../core/element.js';
import { money, percent, weekday } from '../core/format.js';
import { link } from '../core/place.js';
import { word } from '../core/words.js';
import { empty, stateOf } from './states.js';

const SHOWN = 5;
const RELOADED_MS = 120_000;
const FAINTEST = .08;

export class Habitual extends Part {
  static properties = { kpis: { attribute: false } };

  #who = new Loads(this);
  #when = new Loads(this);
  #asked = '';
  #askedAt = 0;

  willUpdate() {
    const { merchant, currency, as_of: asOf } = this.kpis;
    const asked = [merchant, currency, asOf].join();
    const isOld = performance.now() - this.#askedAt > RELOADED_MS;
    if (asked === this.#asked && !isOld) return;
    this.#asked = asked;
    this.#askedAt = performance.now();
    this.#who.again((signal) => tell('POST', of(merchant, '/customers/search'),
      { overdue: true, sort: '-overdue_amount', currency, limit: SHOWN }, { signal }));
    this.#when.again((signal) => ask(of(merchant, '/kpis/lateness', { currency, as_of: asOf }), { signal }));
  }

  render() {
    return html`<section aria-labelledby="habitual-title">
      <header class="card-head">
        <h2 id="habitual-title">${word('overview.owes')}</h2>
        <a class="quiet-link" href=${link('customers', { overdue: true, sort: '-overdue_amount' })}>${word('core.all')}</a>
      </header>
      ${stateOf(this.#who, ({ items }) => this.#people(items), 5)}
      <header class="card-head second">
        <h3>${word('overview.when')}</h3>
        <a class="quiet-link" href=${link('customers', { habit: 'habitual' })}>${word('overview.habitual')}</a>
      </header>
      ${stateOf(this.#when, (lateness) => this.#days(lateness), 2)}
    </section>`;
  }

  #people(items) {
    if (items.length === 0) return empty(word('overview.owesNone'), word('overview.owesNoneText'));
    return html`<ol class="people">${items.map((customer) => this.#person(customer))}</ol>`;
  }

  #person({ connection_id: connection, customer_id: id, name, balances, habit }) {
    const owed = balances.find(({ currency }) => currency === this.kpis.currency);
    return html`<li>
      <a class="row-link" href=${link('customer', { connection, id })}>${name ?? id}</a>
      <span class="tag tag-${habit}">${word(`habit.${habit}`)}</span>
      <span class="amount">${money(owed?.overdue_amount ?? 0, this.kpis.currency)}</span>
    </li>`;
  }

  #days({ by_weekday: days, matured }) {
    if (matured === 0) return html`<p class="quiet">${word('overview.whenNone')}</p>`;
    const most = Math.max(...days.map(({ share }) => share ?? 0)) || 1;
    return html`<ol class="week">${days.map(({ share, late, matured: all }, index) => html`
      <li ${vars({ heat: FAINTEST + (1 - FAINTEST) * ((share ?? 0) / most) })}
        title=${word('overview.lateOf', { late, all })}>
        <span class="week-day">${weekday(index)}</span><span class="week-share">${percent(share, 0)}</span></li>`)}</ol>`;
  }
}

customElements.define('emdia-habitual', Habitual);
