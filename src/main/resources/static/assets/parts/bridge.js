// From the recurring revenue at the start of the window to that at its end, class by class.

import { html } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { money, percent, plusDays, shortMoney } from '../core/format.js';
import { word } from '../core/words.js';
import { axis } from './chart.js';
import { empty, stateOf } from './states.js';
import { why } from './why.js';

const UP = ['new', 'expansion', 'reactivation'];
const DOWN = ['contraction', 'churn'];

export class Bridge extends Part {
  static properties = { kpis: { attribute: false }, question: { attribute: false } };

  #before = new Loads(this);
  #asked = '';

  willUpdate() {
    const { merchant, currency, window } = this.kpis;
    const asked = [merchant, currency, window.start].join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#before.forget();
    const on = plusDays(window.start, -1);
    this.#before.again((signal) => ask(of(merchant, '/kpis/history',
      { metric: 'revenue.mrr', currency, from: on, to: on, interval: 'day' }), { signal }));
  }

  render() {
    const { revenue, churn } = this.kpis;
    return html`<section aria-labelledby="bridge-title">
      <header class="card-head">
        <h2 id="bridge-title">${word('overview.bridge')}</h2>
        <button type="button" class="why" @click=${() => why('revenue.mrr', this.question)}
          aria-label=${word('core.whyOf', { name: word('metric.revenue.mrr') })}>${word('core.why')}</button>
      </header>
      ${stateOf(this.#before, ({ points }) => this.#draw(points[0]?.value ?? 0), 6)}
      <dl class="sums small">
        <div><dt>${word('metric.revenue.net_retention')}</dt><dd>${percent(revenue.net_retention)}</dd></div>
        <div><dt>${word('metric.revenue.gross_retention')}</dt><dd>${percent(revenue.gross_retention)}</dd></div>
        <div><dt>${word('metric.churn.customer_rate')}</dt><dd>${percent(churn.customer_rate)}</dd></div>
      </dl>
    </section>`;
  }

  #draw(before) {
    const { revenue, currency } = this.kpis;
    if (before === 0 && revenue.mrr === 0) return empty(word('overview.bridgeNone'), word('overview.bridgeNoneText'));
    const steps = this.#steps(before);
    const label = steps.map(({ name, amount }) => `${name} ${money(amount, currency)}`).join(', ');
    return html`<emdia-chart class="chart" .label=${label} .data=${steps}
      .option=${(colours) => this.#option(steps, colours)}></emdia-chart>`;
  }

  #steps(before) {
    const { movements, mrr } = this.kpis.revenue;
    let level = before;
    const moved = [...UP, ...DOWN].map((each) => {
      const amount = UP.includes(each) ? movements[each] : -movements[each];
      const from = level;
      level += amount;
      return { name: word(`metric.revenue.movements.${each}`), amount, low: Math.min(from, level), isDown: amount < 0 };
    });
    return [{ name: word('overview.bridgeBefore'), amount: before, low: 0, isLevel: true }, ...moved,
      { name: word('overview.bridgeNow'), amount: mrr, low: 0, isLevel: true }];
  }

  #option(steps, colours) {
    const { currency } = this.kpis;
    const colour = ({ isLevel, isDown }) => (isLevel ? colours.accent : isDown ? colours.quiet : colours.soft);
    return {
      xAxis: axis(colours, { type: 'category', data: steps.map(({ name }) => name),
        axisLabel: { interval: 0, fontSize: 11, rotate: 32, hideOverlap: false } }),
      yAxis: axis(colours, { type: 'value', splitNumber: 3, scale: true, min: floor(steps),
        axisLabel: { formatter: (value) => shortMoney(value, currency) } }),
      tooltip: { ...tooltip(colours), formatter: ([, bar]) => `${bar.name}\n${money(steps[bar.dataIndex].amount, currency)}` },
      series: [
        { type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' }, data: steps.map(({ low }) => low) },
        { type: 'bar', stack: 'all', barMaxWidth: 44, data: steps.map((step) => ({
          value: Math.abs(step.amount), itemStyle: { color: colour(step), borderRadius: 3 } })) },
      ],
    };
  }
}

/** Movements are small beside what they move: the axis begins just below the lowest of them. */
function floor(steps) {
  const lowest = Math.min(...steps.filter(({ isLevel }) => !isLevel).map(({ low }) => low), ...steps
    .filter(({ isLevel }) => isLevel).map(({ amount }) => amount));
  const highest = Math.max(...steps.map(({ low, amount }) => low + Math.abs(amount)));
  return Math.max(0, Math.floor(lowest - (highest - lowest) * .3));
}

function tooltip({ panel, line, text }) {
  return { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: panel, borderColor: line,
    textStyle: { color: text, fontSize: 13 }, axisPointer: { type: 'none' } };
}

customElements.define('emdia-bridge', Bridge);
