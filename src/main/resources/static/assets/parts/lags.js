// How many days after the due day the money came in: the exact distribution behind the average.

import { html } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { count, days, money, shortMoney } from '../core/format.js';
import { word } from '../core/words.js';
import { axis } from './chart.js';
import { empty, stateOf } from './states.js';
import { why } from './why.js';

const METRIC = 'collection.average_days_from_due';
const RELOADED_MS = 30_000;

/** Days before and after the due day that have a bar of their own; the rest is one bar at each end. */
const FIRST = -10;
const LAST = 30;

export class Lags extends Part {
  static properties = { kpis: { attribute: false }, question: { attribute: false } };

  #lags = new Loads(this);
  #asked = '';
  #askedAt = 0;

  willUpdate() {
    const { merchant, currency, as_of: asOf, window } = this.kpis;
    const asked = [merchant, currency, asOf, window.start, window.end].join();
    const isOld = performance.now() - this.#askedAt > RELOADED_MS;
    if (asked === this.#asked && !isOld) return;
    if (asked !== this.#asked) this.#lags.forget();
    this.#asked = asked;
    this.#askedAt = performance.now();
    this.#lags.again((signal) => ask(of(merchant, '/kpis/days-to-pay',
      { currency, as_of: asOf, window_start: window.start, window_end: window.end }), { signal }));
  }

  render() {
    return html`<section aria-labelledby="lags-title">
      <header class="card-head">
        <h2 id="lags-title">${word('overview.lags')}</h2>
        <button type="button" class="why" @click=${() => why(METRIC, this.question)}
          aria-label=${word('core.whyOf', { name: word(`metric.${METRIC}`) })}>${word('core.why')}</button>
      </header>
      ${stateOf(this.#lags, (lags) => this.#draw(lags), 6)}
    </section>`;
  }

  #draw({ histogram, p50, p90, payments }) {
    if (payments === 0) return empty(word('overview.lagsNone'), word('overview.lagsNoneText'));
    const said = { p50: days(p50), p90: days(p90), payments: count(payments) };
    return html`<emdia-chart class="chart" .label=${word('overview.lagsLabel', said)}
        .data=${histogram} .option=${(colours) => this.#option(bars(histogram), colours)}></emdia-chart>
      <dl class="sums small">
        <div><dt>${word('overview.half')}</dt><dd>${days(p50)}</dd></div>
        <div><dt>${word('overview.ninety')}</dt><dd>${days(p90)}</dd></div>
        <div><dt>${word('overview.payments')}</dt><dd>${count(payments)}</dd></div>
      </dl>`;
  }

  #option(all, colours) {
    const { currency } = this.kpis;
    return {
      xAxis: axis(colours, { type: 'category', data: all.map(({ name }) => name) }),
      yAxis: axis(colours, { type: 'value', splitNumber: 3,
        axisLabel: { formatter: (value) => shortMoney(value, currency) } }),
      series: [{
        type: 'bar', name: word('overview.received'), barCategoryGap: '20%',
        data: all.map(({ lag, amount }) => ({
          value: amount, itemStyle: { color: lag > 0 ? colours.late : colours.accent, borderRadius: 2 } })),
        tooltip: { valueFormatter: (value) => money(value, currency) },
      }],
    };
  }
}

function bars(histogram) {
  const amounts = new Map();
  histogram.forEach(({ days: at, amount }) => {
    const day = Math.max(FIRST, Math.min(LAST, at));
    amounts.set(day, (amounts.get(day) ?? 0) + amount);
  });
  return Array.from({ length: LAST - FIRST + 1 }, (_, index) => {
    const lag = FIRST + index;
    return { lag, name: name(lag), amount: amounts.get(lag) ?? 0 };
  });
}

function name(lag) {
  if (lag === FIRST) return `≤ ${lag}`;
  return lag === LAST ? `≥ ${lag}` : String(lag);
}

customElements.define('emdia-lags', Lags);
