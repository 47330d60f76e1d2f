// The charges of a merchant, searched, narrowed and put in order by the server.

import { html, nothing } from 'lit';
import { count, day, money } from '../core/format.js';
import { ask as askFor, link } from '../core/place.js';
import { learn, plural, word } from '../core/words.js';
import lists from '../words/lists.js';
import { bucketName } from '../parts/aging.js';
import { chips, Listing, pick } from '../parts/listing.js';
import { METHODS, status } from '../parts/charged.js';

learn(lists);

const STATUSES = ['overdue', 'pending', 'paid', 'disputed'];
const RARER = ['partially_paid', 'refunded', 'canceled', 'written_off'];
const BUCKETS = ['not_due', '1-30', '31-60', '61-90', '91-180', '181-365', '>365'];
const NARROWS = ['status', 'method', 'aging', 'due_from', 'due_to', 'doubtful',
  'customer_id', 'subscription_id', 'connection_id'];

export default class Charges extends Listing {
  name = 'charges';
  narrows = NARROWS;

  asked() {
    const wanted = Object.fromEntries(NARROWS.map((key) => [key, this.params.get(key)]));
    return { ...wanted, doubtful: this.params.has('doubtful') ? true : null, currency: this.place.currency,
      sort: this.#sort() };
  }

  #sort() {
    const sort = this.params.get('sort');
    return this.place.currency === null && /amount/.test(sort) ? '-due_on' : sort ?? '-due_on';
  }

  columns() {
    return [
      { key: 'who' }, { key: 'due', sort: 'due_on', first: '-' },
      { key: 'issued', sort: 'issued_on', first: '-', isWide: true },
      { key: 'method', isWide: true }, { key: 'status' },
      { key: 'open', sort: 'open_amount', first: '-', isNumber: true },
      { key: 'amount', sort: 'amount', first: '-', isNumber: true },
    ];
  }

  address({ connection_id: connection, charge_id: id }) {
    return link('charge', { connection, id });
  }

  row(charge) {
    const { currency, open_amount: open, days_overdue: late } = charge;
    const who = charge.customer_name ?? charge.customer_id ?? word('lists.nobody');
    return {
      who: html`<a class="opens" href=${this.address(charge)}>${who}</a>
        <small class="id">${charge.charge_id}</small>`,
      due: html`${day(charge.effective_due_on)}${late > 0
        ? html`<small class="is-late">${plural('lists.late', late, count(late))}</small>` : nothing}`,
      issued: day(charge.issued_on),
      method: word(`method.${charge.method}`),
      status: status(charge),
      open: open === 0 ? html`<span class="quiet">${word('core.none')}</span>`
        : html`<span class="${late > 0 ? 'is-late' : ''} ${open < charge.amount ? 'is-part' : ''}">${
          money(open, currency)}</span>`,
      amount: money(charge.amount, currency),
    };
  }

  filters() {
    const { params } = this;
    return html`
      ${pick(word('lists.method'), METHODS, params.get('method'), (each) => word(`method.${each}`),
        (method) => askFor({ method }))}
      ${pick(word('lists.aging'), BUCKETS, params.get('aging'), bucketName, (aging) => askFor({ aging }))}
      <span class="pick range" role="group" aria-label=${word('lists.due')}>${word('lists.due')}
        ${this.#date('due_from', word('lists.from'))}<span aria-hidden="true">–</span>
        ${this.#date('due_to', word('lists.to'))}</span>`;
  }

  quick() {
    const { params } = this;
    const more = html`${this.#rarer()}
      <button type="button" class="chip" aria-pressed=${String(params.has('doubtful'))}
        title=${word('lists.doubtfulText')}
        @click=${() => askFor({ doubtful: params.has('doubtful') ? null : 'true' })}>${
          word('lists.doubtful')}</button>
      ${this.#only('customer_id', 'core.customer')}${this.#only('subscription_id', 'core.subscription')}`;
    return chips(word('lists.status'), STATUSES, params.get('status'), (each) => word(`status.${each}`),
      (status) => askFor({ status }), more);
  }

  /** The others would be too many to stand beside each other. */
  #rarer() {
    const chosen = this.params.get('status');
    const isRarer = RARER.includes(chosen);
    return html`<select class="chip-select ${isRarer ? 'is-chosen' : ''}"
        aria-label=${word('lists.otherStatus')}
        @change=${({ target }) => askFor({ status: target.value })}>
      <option value="" ?selected=${!isRarer}>${word('lists.otherStatus')}</option>
      ${RARER.map((each) => html`
        <option value=${each} ?selected=${chosen === each}>${word(`status.${each}`)}</option>`)}
    </select>`;
  }

  #date(key, label) {
    return html`<input type="date" aria-label=${label} .value=${this.params.get(key) ?? ''}
      @change=${({ target }) => askFor({ [key]: target.value })}>`;
  }

  /** Those of one customer or subscription, until that is put aside. */
  #only(key, name) {
    if (!this.params.has(key)) return nothing;
    return html`<button type="button" class="chip" aria-pressed="true"
        @click=${() => askFor({ [key]: null, connection_id: null })}>
      ${word(name, { id: this.params.get(key) })} <span aria-hidden="true">×</span></button>`;
  }

  /** What a bar of aging comes to, where nothing else narrows it. */
  note() {
    const aging = this.params.get('aging');
    const others = NARROWS.filter((key) => key !== 'aging').some((key) => this.params.has(key));
    if (!aging || others || this.text !== '') return nothing;
    const bar = this.kpis?.aging.find(({ bucket }) => bucket === aging);
    if (!bar) return nothing;
    return html`<p class="list-sum"><strong>${bucketName(aging)}</strong>
      ${word('lists.bar', { charges: plural('core.charges', bar.charges, count(bar.charges)),
        amount: money(bar.amount, this.kpis.currency) })}</p>`;
  }
}

customElements.define('emdia-charges', Charges);
