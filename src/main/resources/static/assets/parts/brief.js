// Short lists inside a view of one thing: some charges, some subscriptions.

import { html, nothing } from 'lit';
import { count, day, money } from '../core/format.js';
import { link } from '../core/place.js';
import { plural, word } from '../core/words.js';
import { price, runs, status } from './charged.js';

/** Charges by their due day, what is open of each. */
export function briefCharges(items) {
  return html`<table class="rows rows-brief">
    <caption class="unseen">${word('core.view.charges')}</caption>
    <thead><tr><th scope="col">${word('lists.due')}</th>
      <th scope="col" class="wide-only">${word('lists.method')}</th>
      <th scope="col">${word('lists.status')}</th><th scope="col" class="num">${word('lists.open')}</th>
      <th scope="col" class="num">${word('lists.amount')}</th></tr></thead>
    <tbody>${items.map((charge) => briefCharge(charge))}</tbody></table>`;
}

function briefCharge(charge) {
  const { currency, open_amount: open, days_overdue: late } = charge;
  const address = link('charge', { connection: charge.connection_id, id: charge.charge_id });
  return html`<tr>
    <th scope="row" class="cell-due"><a class="opens" href=${address}>${day(charge.effective_due_on)}</a>
      ${late > 0 ? html`<small class="is-late">${plural('lists.late', late, count(late))}</small>`
        : nothing}</th>
    <td class="wide-only cell-method">${word(`method.${charge.method}`)}</td>
    <td class="cell-status">${status(charge)}</td>
    <td class="num cell-open ${open > 0 && late > 0 ? 'is-late' : ''}">${
      open > 0 ? money(open, currency) : word('core.none')}</td>
    <td class="num cell-amount">${money(charge.amount, currency)}</td></tr>`;
}

export function briefSubscriptions(items) {
  return html`<ul class="briefs">${items.map((each) => html`<li>
    <a class="opens" href=${link('subscription',
      { connection: each.connection_id, id: each.subscription_id })}>
      ${each.plan ?? each.subscription_id}</a>
    ${runs(each.status)}<span class="amount">${price(each)}</span></li>`)}</ul>`;
}
