// One subscription: what it costs, how it came to be so, its charges.

import { html, nothing } from 'lit';
import { day } from '../core/format.js';
import { link } from '../core/place.js';
import { learn, word } from '../core/words.js';
import lists from '../words/lists.js';
import { briefCharges } from '../parts/brief.js';
import { price, runs } from '../parts/charged.js';
import { One } from '../parts/one.js';
import { empty } from '../parts/states.js';
import { timeline } from '../parts/timeline.js';

learn(lists);

const SHOWN = 50;

export default class Subscription extends One {
  name = 'subscriptions';

  beside() {
    const { connection, id } = this.key;
    const its = { connection_id: connection, subscription_id: id };
    return { charges: ['charges', { ...its, sort: '-due_on', limit: SHOWN }] };
  }

  draw({ one: subscription, charges }) {
    const { currency, connection_id: connection } = subscription;
    const title = subscription.plan ?? subscription.subscription_id;
    const its = { connection_id: connection, subscription_id: subscription.subscription_id };
    const seen = { zone: this.place.merchant.time_zone, asOf: this.asOf, currency, connection };
    return html`<div class="two">
      <div class="stack">
        <section class="card" aria-labelledby="subscription-title">
          <p class="one-kind">${runs(subscription.status)}</p>
          <h1 id="subscription-title" class="one-title">${title}</h1>
          <p class="one-price">${price(subscription)}</p>
          ${this.#facts(subscription)}
        </section>
        ${this.#versions(subscription)}
      </div>
      <div class="stack">
        <section class="card" aria-labelledby="charges-title">
          <header class="card-head"><h2 id="charges-title">${word('lists.lastCharges')}</h2>
            ${charges.next_cursor === null ? nothing : html`<a class="quiet-link"
              href=${link('charges', its)}>${word('lists.allCharges')}</a>`}</header>
          ${charges.items.length === 0 ? empty(word('lists.chargesNone'), word('lists.chargesNoneText'))
            : briefCharges(charges.items)}
        </section>
        <section class="card" aria-labelledby="timeline-title">
          <header class="card-head"><h2 id="timeline-title">${word('lists.timeline')}</h2></header>
          ${timeline(subscription.timeline, seen)}
        </section>
      </div>
    </div>`;
  }

  #facts(subscription) {
    const { connection_id: connection, customer_id: customer, customer_name: name } = subscription;
    const { started_on: started, ends_on: ends, ends_reason: reason, subscription_id: id } = subscription;
    const facts = [
      [word('lists.customer'), html`<a href=${link('customer', { connection, id: customer })}>${
        name ?? customer}</a>`],
      [word('lists.started'), day(started)],
      ends === null ? null : [word('lists.ends'), day(ends)],
      reason === null ? null : [word('lists.reason'), word(`lists.reason.${reason}`)],
      [word('lists.subscription'), html`<span class="id">${id}</span>`],
      [word('lists.connection'), html`<span class="id">${connection}</span>`],
    ];
    return html`<dl class="facts">${facts.filter((fact) => fact !== null).map(([label, value]) => html`
      <div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
  }

  /** Only where there was more than one. */
  #versions({ versions, currency }) {
    if (versions.length < 2) return nothing;
    return html`<section class="card" aria-labelledby="versions-title">
      <header class="card-head"><h2 id="versions-title">${word('lists.versions')}</h2></header>
      <table class="plain"><thead><tr>
        <th scope="col">${word('lists.since')}</th><th scope="col">${word('lists.plan')}</th>
        <th scope="col">${word('lists.status')}</th><th scope="col" class="num">${word('lists.price')}</th>
      </tr></thead>
        <tbody>${versions.toReversed().map((each) => html`<tr><th scope="row">${day(each.from)}</th>
          <td>${each.plan ?? word('core.none')}</td><td>${runs(each.status)}</td>
          <td class="num">${price({ ...each, currency })}</td></tr>`)}</tbody></table>
    </section>`;
  }
}

customElements.define('emdia-subscription', Subscription);
