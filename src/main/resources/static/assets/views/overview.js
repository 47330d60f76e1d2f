// The first view: the headline figures, who owes since when, how it moves, and what just happened.

import { html } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { count, days, daysBetween, decimal, money, percent, plusDays, points, signedPercent } from '../core/format.js';
import { ask as askFor } from '../core/place.js';
import { plural, word } from '../core/words.js';
import '../parts/figure.js';
import '../parts/aging.js';
import '../parts/mix.js';
import '../parts/trend.js';
import '../parts/bridge.js';
import '../parts/lags.js';
import '../parts/feed.js';
import '../parts/begin.js';
import '../parts/habitual.js';
import { skeleton } from '../parts/states.js';

const SPARK_DAYS = 90;
const HISTORY_MS = 60_000;

/** What stands above everything else, in the order it is asked for on a Monday morning. */
const HEADLINE = [
  'delinquency.rate', 'delinquency.overdue_amount', 'delinquency.delinquent_customers',
  'collection.average_days_from_due', 'recovery.recovered_amount', 'revenue.mrr',
];

/** A rise of these is bad news. */
const WORSE_UP = new Set(HEADLINE.slice(0, 4));

export default class Overview extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, kpis: { attribute: false }, events: { attribute: false },
  };

  #before = new Loads(this);
  #histories = new Loads(this);
  #asked = '';
  #askedAt = 0;

  willUpdate() {
    if (!this.kpis) return;
    const { merchant, currency, as_of: asOf, window } = this.kpis;
    const asked = [merchant, currency, asOf, window.start, window.end].join();
    if (asked !== this.#asked) {
      this.#before.forget();
      this.#histories.forget();
    }
    const isOld = performance.now() - this.#askedAt > HISTORY_MS;
    if (asked === this.#asked && !isOld) return;
    this.#asked = asked;
    this.#askedAt = performance.now();
    this.#before.again((signal) => this.#windowBefore(signal));
    this.#histories.again((signal) => this.#headlineHistories(signal));
  }

  /** The same figures of the window before this one, as they were at its end. */
  #windowBefore(signal) {
    const { merchant, currency, window } = this.kpis;
    const end = plusDays(window.start, -1);
    const start = plusDays(end, -daysBetween(window.start, window.end));
    return ask(of(merchant, '/kpis', { currency, as_of: end, window_start: start, window_end: end }), { signal });
  }

  async #headlineHistories(signal) {
    const { merchant, currency, as_of: to } = this.kpis;
    const from = plusDays(to, 1 - SPARK_DAYS);
    const asked = HEADLINE.map((metric) => ask(
      of(merchant, '/kpis/history', { metric, currency, from, to, interval: 'day' }), { signal }));
    const histories = await Promise.all(asked);
    return new Map(histories.map(({ metric, points: all }) => [metric, all.map(({ value }) => value)]));
  }

  render() {
    if (this.#isEmpty()) return html`<emdia-begin .merchant=${this.place.merchant} .session=${this.session}></emdia-begin>`;
    if (!this.kpis) return skeleton(12);
    const question = this.#question();
    return html`<div class="overview">
      <div class="headline">${HEADLINE.map((metric) => this.#figure(metric, question))}</div>
      <emdia-aging class="card" .kpis=${this.kpis} .question=${question}></emdia-aging>
      <emdia-trend class="card" .kpis=${this.kpis} .question=${question}
        @window-chosen=${this.#windowChosen}></emdia-trend>
      <emdia-feed class="card" .events=${this.events ?? []} .currency=${this.kpis.currency}
        .isLive=${!this.place.params.has('as_of')}></emdia-feed>
      <emdia-habitual class="card" .kpis=${this.kpis}></emdia-habitual>
      <emdia-mix class="card" .kpis=${this.kpis}></emdia-mix>
      <emdia-lags class="card" .kpis=${this.kpis} .question=${question}></emdia-lags>
      <emdia-bridge class="card" .kpis=${this.kpis} .question=${question}></emdia-bridge>
    </div>`;
  }

  /** Nothing was ever told of this company. */
  #isEmpty() {
    const { currency, params } = this.place;
    if (currency === null) return true;
    return this.kpis && !params.has('as_of') && this.kpis.freshness.last_delivery_at === null
      && this.kpis.delinquency.customers === 0;
  }

  #question() {
    const { as_of: asOf, window, currency } = this.kpis;
    return { merchant: this.place.merchant, currency, asOf, start: window.start, end: window.end };
  }

  #figure(metric, question) {
    const { value, note, isLate } = this.#written(metric);
    return html`<emdia-figure .metric=${metric} .name=${word(`metric.${metric}`)} .value=${value} .note=${note}
      ?isLate=${isLate} .change=${this.#change(metric)} .history=${this.#histories.value?.get(metric) ?? []}
      .question=${question}></emdia-figure>`;
  }

  #written(metric) {
    const { delinquency: d, collection, recovery, revenue, subscriptions, currency, window } = this.kpis;
    const n = daysBetween(window.start, window.end) + 1;
    switch (metric) {
      case 'delinquency.rate':
        return { value: percent(d.rate), isLate: d.rate > 0, note: this.#meaning(n) };
      case 'delinquency.overdue_amount':
        return { value: money(d.overdue_amount, currency), isLate: d.overdue_amount > 0, note: word('overview.overdueNote', {
          charges: plural('core.charges', d.overdue_charges, count(d.overdue_charges)), all: count(d.receivable_charges) }) };
      case 'delinquency.delinquent_customers':
        return { value: count(d.delinquent_customers), isLate: d.delinquent_customers > 0, note: word('overview.customersNote', {
          share: percent(d.delinquent_customers_rate), all: count(d.customers) }) };
      case 'collection.average_days_from_due':
        return { value: days(collection.average_days_from_due), note: this.#collected() };
      case 'recovery.recovered_amount':
        return { value: money(recovery.recovered_amount, currency), note: word('overview.recoveredNote', {
          rate: percent(recovery.rate) }) };
      default:
        return { value: money(revenue.mrr, currency), note: word('overview.mrrNote', {
          arr: money(revenue.arr, currency),
          active: plural('core.subscriptions', subscriptions.active, count(subscriptions.active)) }) };
    }
  }

  /** The rate in one sentence. */
  #meaning(n) {
    const { rate } = this.kpis.delinquency;
    if (rate === null) return word('overview.rateNone', { n });
    return word('overview.rateNote', { of: word('overview.ofEvery', { share: Math.round(rate * 100) }), n });
  }

  #collected() {
    const late = this.kpis.collection.average_days_from_due;
    if (late === null) return word('overview.collectionNone');
    return word(late < 0 ? 'overview.collectionEarly' : 'overview.collectionLate');
  }

  #change(metric) {
    const [group, member] = metric.split('.');
    const before = this.#before.value?.[group][member];
    const now = this.kpis[group][member];
    if (before === undefined || before === null || now === null) return null;
    const moved = now - before;
    return { text: this.#moved(metric, moved, before), isWorse: WORSE_UP.has(metric) && moved > 0 };
  }

  #moved(metric, moved, before) {
    if (metric === 'delinquency.rate') return points(moved);
    if (metric === 'collection.average_days_from_due') return word('core.daysMoved', { n: signed(moved) });
    if (before === 0) return moved === 0 ? signedPercent(0) : word('core.fromZero');
    return signedPercent(moved / before);
  }

  #windowChosen = ({ detail: { start, end } }) => askFor({ window_start: start, window_end: end });
}

function signed(number) {
  return number > 0 ? `+${decimal(number)}` : decimal(number);
}

customElements.define('emdia-overview', Overview);
