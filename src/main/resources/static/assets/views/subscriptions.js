// The subscriptions of a merchant.

import { html, nothing } from 'lit';
import { day } from '../core/format.js';
import { ask as askFor, link } from '../core/place.js';
import { learn, word } from '../core/words.js';
import lists from '../words/lists.js';
import { price, runs, RUNS } from '../parts/charged.js';
import { chips, Listing } from '../parts/listing.js';

learn(lists);

export default class Subscriptions extends Listing {
  name = 'subscriptions';
  narrows = ['status'];

  asked() {
    const { currency } = this.place;
    const sort = this.params.get('sort') ?? '-started_on';
    return { status: this.params.get('status'), currency,
      sort: currency === null && sort.endsWith('amount') ? '-started_on' : sort };
  }

  columns() {
    return [
      { key: 'who', sort: 'customer' }, { key: 'plan' }, { key: 'status' },
      { key: 'started', sort: 'started_on', first: '-', isWide: true }, { key: 'ends', isWide: true },
      { key: 'price', sort: 'amount', first: '-', isNumber: true },
    ];
  }

  address({ connection_id: connection, subscription_id: id }) {
    return link('subscription', { connection, id });
  }

  row(subscription) {
    const { customer_name: name, customer_id: customer, plan, status } = subscription;
    return {
      who: html`<a class="opens" href=${this.address(subscription)}>${name ?? customer}</a>
        <small class="id">${subscription.subscription_id}</small>`,
      plan: plan ?? html`<span class="quiet">${word('core.none')}</span>`,
      status: runs(status),
      started: day(subscription.started_on),
      ends: subscription.ends_on ? day(subscription.ends_on) : nothing,
      price: price(subscription),
    };
  }

  quick() {
    return chips(word('lists.status'), RUNS, this.params.get('status'), (each) => word(`lists.runs.${each}`),
      (status) => askFor({ status }));
  }
}

customElements.define('emdia-subscriptions', Subscriptions);
