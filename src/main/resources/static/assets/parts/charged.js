// How a charge, a customer and a subscription are spoken of in short.

import { html, nothing } from 'lit';
import { count, money } from '../core/format.js';
import { word } from '../core/words.js';

export const METHODS = ['pix', 'pix_automatic', 'boleto', 'credit_card', 'debit_card', 'wallet',
  'bank_transfer', 'cash', 'unknown'];
export const HABITS = ['habitual', 'at_risk', 'punctual', 'insufficient'];
export const RUNS = ['active', 'past_due', 'trialing', 'paused', 'canceled'];

export function status({ status: code, doubtful }) {
  return html`<span class="tag tag-${code}">${word(`status.${code}`)}</span>${doubtful
    ? html` <span class="tag tag-doubtful" title=${word('lists.doubtfulText')}>${
      word('lists.isDoubtful')}</span>` : nothing}`;
}

export function runs(code) {
  return html`<span class="tag tag-${code}">${word(`lists.runs.${code}`)}</span>`;
}

/** The verdict, and what it is by. */
export function habit({ habit: code, matured, late }) {
  return html`<span class="tag tag-${code}">${word(`habit.${code}`)}</span>${matured > 0
    ? html` <small>${word('lists.lateOf', { late: count(late), all: count(matured) })}</small>` : nothing}`;
}

/** As in R$ 79,90 a month. */
export function price({ amount, currency, interval, interval_count: every }) {
  const rhythm = every === 1 ? word(`lists.every.${interval}`)
    : word(`lists.everyMany.${interval}`, { n: count(every) });
  return html`${money(amount, currency)} <small>${rhythm}</small>`;
}

/** What is owed in a currency, zero where nothing ever was. */
export function balance({ balances }, currency) {
  return balances.find((each) => each.currency === currency)
    ?? { currency, open_amount: 0, overdue_amount: 0, overdue_charges: 0 };
}
