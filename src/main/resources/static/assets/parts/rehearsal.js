// What a replay would change: how many can be read by now, and the headline figures before and after.

import { html, nothing } from 'lit';
import { count, decimal, money, percent } from '../core/format.js';
import { plural, word } from '../core/words.js';

const ROWS = [
  ['delinquency', 'rate'], ['delinquency', 'overdue_amount'], ['delinquency', 'receivable_amount'],
  ['delinquency', 'delinquent_customers'], ['collection', 'received_amount'], ['collection', 'average_days_late'],
  ['recovery', 'recovered_amount'],
];

export function rehearsal(preview) {
  const { deliveries, readable, unreadable, charges, figures, remaining } = preview;
  return html`<section class="rehearsal" aria-label=${word('gates.previewTitle')} role="status">
    <p>${word('gates.wouldRead', { readable: count(readable), all: count(deliveries) })}
      ${charges === 0 ? word('gates.wouldChangeNone') : plural('gates.wouldChange', charges, count(charges))}
      ${remaining > 0 ? word('gates.andMore', { n: count(remaining) }) : nothing}</p>
    ${readable > 0 ? nothing
      : html`<ul class="refusals">${unreadable.map(({ reason }) => html`<li>${reason}</li>`)}</ul>`}
    ${charges === 0 ? nothing : figures.map((each) => table(each))}
  </section>`;
}

function table({ currency, before, after }) {
  return html`<table class="plain">
    <caption class="unseen">${word('gates.previewTitle')} ${currency}</caption>
    <thead><tr><th scope="col">${word('gates.figure')} (${currency})</th>
    <th scope="col" class="num">${word('gates.before')}</th>
      <th scope="col" class="num">${word('gates.after')}</th></tr></thead>
    <tbody>${ROWS.map(([group, member]) => row(`${group}.${member}`, before[group][member], after[group][member],
      currency))}</tbody>
  </table>`;
}

function row(metric, before, after, currency) {
  return html`<tr class=${before === after ? '' : 'is-moved'}>
    <th scope="row">${word(`gates.figure.${metric}`)}</th>
    <td class="num">${written(metric, before, currency)}</td>
    <td class="num">${written(metric, after, currency)}</td></tr>`;
}

function written(metric, value, currency) {
  if (metric.endsWith('.rate')) return percent(value);
  if (metric.endsWith('_amount')) return money(value, currency);
  return metric.endsWith('_days_late') ? decimal(value) : count(value);
}
