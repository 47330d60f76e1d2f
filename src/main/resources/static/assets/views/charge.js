// One charge: how it stands, and everything that was told of it.

import { html, nothing } from 'lit';
import { count, day, money } from '../core/format.js';
import { link } from '../core/place.js';
import { learn, plural, word } from '../core/words.js';
import lists from '../words/lists.js';
import { status } from '../parts/charged.js';
import { One, sums } from '../parts/one.js';
import { timeline } from '../parts/timeline.js';

learn(lists);

export default class Charge extends One {
  name = 'charges';

  draw({ one: charge }) {
    const { currency, connection_id: connection } = charge;
    const seen = { zone: this.place.merchant.time_zone, asOf: this.asOf, currency, connection };
    const { days_overdue: late } = charge;
    return html`<div class="two">
      <section class="card" aria-labelledby="charge-title">
        <p class="one-kind">${status(charge)} ${late > 0
          ? html`<span class="is-late">${plural('lists.late', late, count(late))}</span>` : nothing}</p>
        <h1 id="charge-title" class="one-title">${money(charge.amount, currency)}</h1>
        <p class="id">${charge.charge_id}</p>
        ${this.#amounts(charge)}
        ${this.#facts(charge)}
      </section>
      <section class="card" aria-labelledby="timeline-title">
        <header class="card-head"><h2 id="timeline-title">${word('lists.timeline')}</h2>
          <span class="quiet wide-only">${word('lists.timelineText')}</span></header>
        ${timeline(charge.timeline, seen)}
      </section>
    </div>`;
  }

  #amounts(charge) {
    const { currency, open_amount: open, paid_amount: paid, refunded_amount: refunded } = charge;
    const late = charge.days_overdue;
    return sums([
      [word('lists.open'), money(open, currency), open > 0 && late > 0 ? 'is-late' : ''],
      [word('lists.paid'), money(paid, currency)],
      refunded > 0 ? [word('lists.refunded'), money(refunded, currency)] : null,
    ]);
  }

  #facts(charge) {
    const { connection_id: connection, customer_id: customer, subscription_id: subscription } = charge;
    const isMoved = charge.due_on !== null && charge.due_on !== charge.effective_due_on;
    const facts = [
      [word('lists.customer'), customer === null ? word('lists.nobody')
        : html`<a href=${link('customer', { connection, id: customer })}>${
          charge.customer_name ?? customer}</a>`],
      subscription === null ? null : [word('lists.subscription'),
        html`<a href=${link('subscription', { connection, id: subscription })}>${subscription}</a>`],
      [word('lists.dueOn'), day(charge.due_on ?? charge.effective_due_on)],
      isMoved ? [word('lists.effective'), html`${day(charge.effective_due_on)}
        <small>${word('lists.effectiveText')}</small>`] : null,
      [word('lists.issued'), day(charge.issued_on)],
      [word('lists.method'), word(`method.${charge.method}`)],
      [word('lists.connection'), html`<span class="id">${connection}</span>`],
      charge.doubtful ? [word('lists.isDoubtful'), word('lists.doubtfulText')] : null,
    ];
    return html`<dl class="facts">${facts.filter((fact) => fact !== null).map(([name, value]) => html`
      <div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
  }
}

customElements.define('emdia-charge', Charge);
