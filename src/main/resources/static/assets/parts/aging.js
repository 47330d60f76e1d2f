// Receivables by days overdue, as one bar and a table; each part opens the charges behind it.

import { html, nothing } from 'lit';
import { Part, vars } from '../core/element.js';
import { count, money, percent } from '../core/format.js';
import { go, link } from '../core/place.js';
import { word } from '../core/words.js';
import { why } from './why.js';

export function bucketName(bucket) {
  if (bucket === 'not_due') return word('core.notDue');
  return bucket.startsWith('>') ? word('core.over', { days: bucket.slice(1) })
    : word('core.bucket', { days: bucket.replace('-', '–') });
}

export class Aging extends Part {
  static properties = { kpis: { attribute: false }, question: { attribute: false } };

  render() {
    const { aging, currency, delinquency } = this.kpis;
    return html`<section aria-labelledby="aging-title">
      <header class="card-head">
        <h2 id="aging-title">${word('overview.aging')}</h2>
        <button type="button" class="why" @click=${() => why('delinquency.receivable_amount', this.question)}
          aria-label=${word('core.whyOf', { name: word('metric.delinquency.receivable_amount') })}>${word('core.why')}</button>
      </header>
      <p class="aging-sum"><strong data-figure="delinquency.receivable_amount">${money(delinquency.receivable_amount, currency)}</strong>
        <span class="quiet">${word('overview.receivable')}</span></p>
      <div class="aging-bar" aria-hidden="true">${aging.map((bucket, index) => this.#part(bucket, index))}</div>
      <table class="plain">
        <thead><tr><th scope="col">${word('overview.bucket')}</th><th scope="col" class="num">${word('overview.charges')}</th>
          <th scope="col" class="num">${word('overview.amount')}</th><th scope="col" class="num wide-only">%</th></tr></thead>
        <tbody>${aging.map((bucket, index) => this.#row(bucket, index))}</tbody>
      </table>
    </section>`;
  }

  #part({ bucket, amount }, index) {
    if (amount === 0) return nothing;
    return html`<span class="aging-part late-${index}" ${vars({ share: amount })} title=${bucketName(bucket)}
      data-bucket=${bucket} @click=${() => go('charges', { aging: bucket })}></span>`;
  }

  #row({ bucket, amount, charges }, index) {
    const { currency, delinquency } = this.kpis;
    const whole = delinquency.receivable_amount;
    return html`<tr>
      <th scope="row"><a class="row-link" data-bucket=${bucket} href=${link('charges', { aging: bucket })}>
        <i class="swatch late-${index}" aria-hidden="true"></i>${bucketName(bucket)}</a></th>
      <td class="num">${count(charges)}</td>
      <td class="num">${money(amount, currency)}</td>
      <td class="num quiet wide-only">${whole === 0 ? '' : percent(amount / whole, 0)}</td>
    </tr>`;
  }
}

customElements.define('emdia-aging', Aging);
