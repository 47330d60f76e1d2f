// What just happened: the newest events in the reader's words.

import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part } from '../core/element.js';
import { money, time } from '../core/format.js';
import { link } from '../core/place.js';
import { hasWord, word } from '../core/words.js';
import { empty } from './states.js';

const GOOD = new Set(['payment.succeeded', 'charge.restored']);
const BAD = new Set(['payment.failed', 'payment.reversed', 'dispute.opened', 'charge.written_off', 'subscription.canceled']);

export class Feed extends Part {
  static properties = { events: { attribute: false }, currency: {}, isLive: { type: Boolean } };

  render() {
    return html`<section aria-labelledby="feed-title">
      <header class="card-head"><h2 id="feed-title">${word('overview.feed')}</h2></header>
      ${this.events.length === 0 ? empty(word('overview.feedNone'), word('overview.feedNoneText'))
        : html`<ol class="feed" tabindex="0" aria-labelledby="feed-title">${
          repeat(this.events, ({ position }) => position, (event) => this.#line(event))}</ol>`}
    </section>`;
  }

  #line(event) {
    const fact = telling(event.facts ?? []);
    const kind = fact?.type ?? event.type;
    const tone = GOOD.has(kind) ? 'is-good' : BAD.has(kind) ? 'is-bad' : '';
    const name = hasWord(`fact.${kind}`) ? word(`fact.${kind}`) : event.type;
    const target = address(event, fact);
    return html`<li class="feed-line ${tone}">
      ${target ? html`<a class="feed-what" href=${target}>${name}</a>` : html`<span class="feed-what">${name}</span>`}
      <span class="amount">${sum(fact, this.currency)}</span>
      <span class="feed-where quiet">${[subject(fact), method(fact)].filter(Boolean).join(' · ') || event.gateway}</span>
      <time class="quiet amount" datetime=${event.recorded_at}>${time(event.recorded_at)}</time>
    </li>`;
  }
}

/** Of several facts the one that moves money. */
function telling(facts) {
  return facts.find(({ type }) => !/upserted|implied|linked/.test(type))
    ?? facts.find(({ type }) => /^charge/.test(type) && type !== 'charge.linked') ?? facts[0];
}

function sum(fact, currency) {
  const amount = fact?.amount ?? fact?.total;
  return typeof amount === 'number' ? money(amount, fact.currency ?? currency) : '';
}

function address({ connection_id: connection }, fact) {
  const kind = ['charge', 'subscription', 'customer'].find((each) => fact?.[`${each}_id`]);
  return kind ? link(kind, { connection, id: fact[`${kind}_id`] }) : null;
}

function subject(fact) {
  const kind = ['charge', 'subscription', 'customer'].find((each) => fact?.[`${each}_id`]);
  return kind ? word(`core.${kind}`, { id: fact[`${kind}_id`] }) : '';
}

function method(fact) {
  return fact?.method ? word(`method.${fact.method}`) : '';
}

customElements.define('emdia-feed', Feed);
