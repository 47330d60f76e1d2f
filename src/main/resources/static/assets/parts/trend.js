// Delinquency over a year; dragging over it chooses the window of every figure on the page.

import { html } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { day, percent, plusDays, shortDay } from '../core/format.js';
import { word } from '../core/words.js';
import { axis } from './chart.js';
import { stateOf } from './states.js';
import { why } from './why.js';

const METRIC = 'delinquency.rate';
const PRESETS = [7, 30, 90, 365];
const RELOADED_MS = 60_000;

export class Trend extends Part {
  static properties = { kpis: { attribute: false }, question: { attribute: false } };

  #history = new Loads(this);
  #asked = '';
  #askedAt = 0;

  willUpdate() {
    const { merchant, currency, as_of: to } = this.kpis;
    const asked = [merchant, currency, to].join();
    const isOld = performance.now() - this.#askedAt > RELOADED_MS;
    if (asked === this.#asked && !isOld) return;
    if (asked !== this.#asked) this.#history.forget();
    this.#asked = asked;
    this.#askedAt = performance.now();
    const from = plusDays(to, -364);
    this.#history.again((signal) => ask(
      of(merchant, '/kpis/history', { metric: METRIC, currency, from, to, interval: 'day' }), { signal }));
  }

  render() {
    const { window } = this.kpis;
    return html`<section aria-labelledby="trend-title">
      <header class="card-head">
        <h2 id="trend-title">${word('overview.trend')}</h2>
        <button type="button" class="why" @click=${() => why(METRIC, this.question)}
          aria-label=${word('core.whyOf', { name: word(`metric.${METRIC}`) })}>${word('core.why')}</button>
      </header>
      <div class="presets" role="group" aria-label=${word('overview.window')}>
        ${PRESETS.map((days) => this.#preset(days))}
        <span class="quiet">${day(window.start)} – ${day(window.end)}</span>
      </div>
      ${stateOf(this.#history, ({ points }) => this.#draw(points), 6)}
    </section>`;
  }

  #preset(days) {
    const { window, as_of: asOf } = this.kpis;
    const start = plusDays(asOf, 1 - days);
    const isChosen = window.start === start && window.end === asOf;
    return html`<button type="button" class="chip" aria-pressed=${isChosen}
      @click=${() => this.#choose(start, asOf)}>${word('overview.lastDays', { n: days })}</button>`;
  }

  #draw(points) {
    const known = points.filter(({ value }) => value !== null);
    if (known.length === 0) return html`<p class="quiet">${word('overview.trendNone')}</p>`;
    const first = known[0];
    const last = known[known.length - 1];
    const label = word('overview.trendLabel', {
      from: day(first.on), first: percent(first.value), to: day(last.on), last: percent(last.value) });
    return html`<emdia-chart class="chart trend-chart" .label=${label} .data=${[points, this.kpis.window]}
      .option=${(colours) => this.#option(points, colours)}
      @chart-brushed=${({ detail }) => this.#brushed(points, detail)}></emdia-chart>
      <p class="quiet hint">${word('overview.trendHint')}</p>`;
  }

  #option(points, colours) {
    const { window } = this.kpis;
    return {
      brush: {
        xAxisIndex: 0, throttleType: 'debounce', throttleDelay: 200,
        brushStyle: { color: colours.soft, opacity: .5, borderColor: colours.accent, borderWidth: 1 },
      },
      xAxis: axis(colours, { type: 'category', boundaryGap: false, data: points.map(({ on }) => on),
        axisLabel: { formatter: shortDay } }),
      yAxis: axis(colours, { type: 'value', min: 0, splitNumber: 3,
        axisLabel: { formatter: (value) => percent(value, 0) } }),
      series: [{
        type: 'line', data: points.map(({ value }) => value), showSymbol: false, smooth: .2,
        lineStyle: { width: 2, color: colours.late }, itemStyle: { color: colours.late },
        areaStyle: { color: colours.late, opacity: .08 },
        tooltip: { valueFormatter: (value) => percent(value, 2) }, name: word(`metric.${METRIC}`),
        markArea: { silent: true, itemStyle: { color: colours.accent, opacity: .1 },
          data: [[{ xAxis: window.start }, { xAxis: window.end }]] },
      }],
    };
  }

  #brushed(points, { from, to }) {
    const at = (index) => points[Math.max(0, Math.min(points.length - 1, Math.round(index)))].on;
    if (at(from) !== at(to)) this.#choose(at(from), at(to));
  }

  #choose(start, end) {
    this.dispatchEvent(new CustomEvent('window-chosen', { detail: { start, end } }));
  }
}

customElements.define('emdia-trend', Trend);
