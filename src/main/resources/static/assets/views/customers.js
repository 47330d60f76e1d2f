// The customers of a merchant: who owes most, who is late again and again, and when.

import { html, nothing } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads } from '../core/element.js';
import { count, money } from '../core/format.js';
import { ask as askFor, link } from '../core/place.js';
import { learn, word } from '../core/words.js';
import lists from '../words/lists.js';
import { balance, habit, HABITS } from '../parts/charged.js';
import { lateness } from '../parts/lateness.js';
import { chips, Listing } from '../parts/listing.js';
import { stateOf } from '../parts/states.js';

learn(lists);

const NARROWS = ['habit', 'overdue'];
const MOST_FIRST = '-overdue_amount';

export default class Customers extends Listing {
  name = 'customers';
  narrows = NARROWS;
  #lateness = new Loads(this);
  #latenessOf = '';

  willUpdate() {
    super.willUpdate();
    if (!this.#isAboutHabits()) return;
    const { merchant, currency } = this.place;
    const path = of(merchant.id, '/kpis/lateness', { currency, as_of: this.asOf });
    if (path === this.#latenessOf) return;
    this.#latenessOf = path;
    this.#lateness.again((signal) => ask(path, { signal }));
  }

  #isAboutHabits() {
    return this.params.has('habit') && this.place.currency !== null;
  }

  asked() {
    const { currency } = this.place;
    const sort = currency === null ? null : this.params.get('sort') ?? MOST_FIRST;
    const overdue = this.params.has('overdue') && currency !== null ? true : null;
    return { habit: this.params.get('habit'), overdue, sort,
      currency: overdue || sort?.endsWith('overdue_amount') ? currency : null };
  }

  columns() {
    return [
      { key: 'name', sort: 'name' }, { key: 'habit' },
      { key: 'overdueCharges', isNumber: true, isWide: true },
      { key: 'openAmount', isNumber: true, isWide: true },
      { key: 'overdueAmount', sort: 'overdue_amount', first: '-', isNumber: true },
    ];
  }

  address({ connection_id: connection, customer_id: id }) {
    return link('customer', { connection, id });
  }

  row(customer) {
    const { currency } = this.place;
    const owes = balance(customer, currency);
    const none = html`<span class="quiet">${word('core.none')}</span>`;
    return {
      name: html`<a class="opens" href=${this.address(customer)}>${customer.name ?? customer.customer_id}</a>
        <small class="id">${customer.email ?? customer.customer_id}</small>`,
      habit: habit(customer),
      overdueCharges: owes.overdue_charges === 0 ? none : count(owes.overdue_charges),
      openAmount: owes.open_amount === 0 ? none : money(owes.open_amount, currency),
      overdueAmount: owes.overdue_amount === 0 ? none
        : html`<span class="is-late">${money(owes.overdue_amount, currency)}</span>`,
    };
  }

  quick() {
    const { params } = this;
    const owing = html`<button type="button" class="chip" aria-pressed=${String(params.has('overdue'))}
      @click=${() => askFor({ overdue: params.has('overdue') ? null : 'true' })}>${
        word('lists.owing')}</button>`;
    return chips(word('lists.habit'), HABITS, params.get('habit'), (each) => word(`habit.${each}`),
      (chosen) => askFor({ habit: chosen }), owing);
  }

  above() {
    if (!this.#isAboutHabits()) return nothing;
    return html`<section class="card" aria-labelledby="lateness-title">
      <header class="card-head"><h2 id="lateness-title">${word('lists.when')}</h2></header>
      ${stateOf(this.#lateness, lateness, 4)}
    </section>`;
  }
}

customElements.define('emdia-customers', Customers);
