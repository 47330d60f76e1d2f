// One customer: what they owe, how they pay and when they do not.

import { html, nothing } from 'lit';
import { count, days, money, percent } from '../core/format.js';
import { link } from '../core/place.js';
import { learn, plural, word } from '../core/words.js';
import lists from '../words/lists.js';
import { briefCharges, briefSubscriptions } from '../parts/brief.js';
import { latenessOf } from '../parts/lateness.js';
import { One, sums } from '../parts/one.js';
import { empty } from '../parts/states.js';
import '../parts/person.js';

learn(lists);

const SHOWN = 50;

export default class Customer extends One {
  name = 'customers';

  beside() {
    const { connection, id } = this.key;
    const theirs = { connection_id: connection, customer_id: id, limit: SHOWN };
    return { charges: ['charges', { ...theirs, sort: '-due_on' }], subscriptions: ['subscriptions', theirs] };
  }

  draw({ one: customer, charges, subscriptions }) {
    const { verdict: code } = customer.habits;
    const reached = [customer.email, customer.phone, customer.document].filter(Boolean).join(' · ');
    return html`
      <section class="card one-head" aria-labelledby="customer-title">
        <div>
          <p class="one-kind"><span class="tag tag-${code}">${word(`habit.${code}`)}</span>
            ${customer.erased_at ? html`<span class="tag">${word('lists.erased')}</span>` : nothing}</p>
          <h1 id="customer-title" class="one-title">${customer.name ?? customer.customer_id}</h1>
          <p class="quiet">${reached}</p>
          <p class="id">${customer.customer_id} · ${word('lists.connection')} ${customer.connection_id}</p>
        </div>
        ${this.#owes(customer)}
      </section>
      <section class="card" aria-labelledby="habits-title">
        <header class="card-head"><h2 id="habits-title">${word('lists.habits')}</h2></header>
        ${this.#habits(customer.habits)}
      </section>
      <div class="two two-wide">${this.#open(charges.items)}${this.#runs(subscriptions.items)}</div>
      ${this.#all(charges)}
      ${this.session.isManager ? html`<emdia-person .merchant=${this.place.merchant} .customer=${customer}
        @erased=${() => this.again()}></emdia-person>` : nothing}`;
  }

  #owes({ balances }) {
    const owing = balances.filter(({ open_amount: open }) => open > 0);
    if (owing.length === 0) return html`<p class="owes quiet">${word('lists.owesNothing')}</p>`;
    return html`<dl class="owes">${owing.map((balance) => this.#balance(balance))}</dl>`;
  }

  #balance({ currency, open_amount: open, overdue_amount: overdue, overdue_charges: late }) {
    return html`<div><dt>${word('lists.owes', { currency })}</dt><dd>${money(open, currency)}</dd>
      ${overdue > 0 ? html`<dd class="is-late">${word('lists.ofWhich', { amount: money(overdue, currency),
        charges: plural('core.charges', late, count(late)) })}</dd>` : nothing}</div>`;
  }

  #habits(habits) {
    const { matured, late, late_share: share } = habits;
    if (matured === 0) return html`<p class="lead">${word('lists.verdict.none')}</p>`;
    return html`<p class="lead">${verdict(habits)}</p>
      ${sums([
        [word('lists.lateShare'), percent(share, 0), late > 0 ? 'is-late' : ''],
        [word('lists.usualDelay'), days(habits.usual_delay_days)],
        [word('lists.meanLate'), days(habits.mean_days_late)],
        [word('lists.streak'), count(habits.on_time_streak)],
      ])}
      ${late > 0 ? latenessOf(habits) : nothing}`;
  }

  #open(items) {
    const open = items.filter(({ open_amount: amount }) => amount > 0);
    return html`<section class="card" aria-labelledby="open-title">
      <header class="card-head"><h2 id="open-title">${word('lists.openCharges')}</h2></header>
      ${open.length === 0 ? empty(word('lists.openNone'), word('lists.openNoneText')) : briefCharges(open)}
    </section>`;
  }

  #runs(items) {
    return html`<section class="card" aria-labelledby="runs-title">
      <header class="card-head"><h2 id="runs-title">${word('lists.itsSubscriptions')}</h2></header>
      ${items.length === 0 ? empty(word('lists.subscriptionsNone'), word('lists.subscriptionsNoneText'))
        : briefSubscriptions(items)}
    </section>`;
  }

  #all({ items, next_cursor: next }) {
    const { connection, id } = this.key;
    if (items.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="all-title">
      <header class="card-head"><h2 id="all-title">${word('lists.lastCharges')}</h2>
        ${next === null ? nothing : html`<a class="quiet-link"
          href=${link('charges', { connection_id: connection, customer_id: id })}>${
            word('lists.allCharges')}</a>`}</header>
      ${briefCharges(items)}
    </section>`;
  }
}

function verdict({ verdict: code, matured, late, mean_days_late: mean }) {
  const said = { late: count(late), all: count(matured), onTime: count(matured - late), days: days(mean) };
  return word(code === 'habitual' && mean === null ? 'lists.verdict.some' : `lists.verdict.${code}`, said);
}

customElements.define('emdia-customer', Customer);
