// For the screen on the wall: one thing at a time, large, in turn. Arrows turn, space holds, Esc leaves.

import { html, nothing } from 'lit';
import { Part } from '../core/element.js';
import { count, daysBetween, money, percent, time } from '../core/format.js';
import { go } from '../core/place.js';
import { word } from '../core/words.js';
import '../parts/aging.js';
import '../parts/bridge.js';
import '../parts/feed.js';
import '../parts/mix.js';
import '../parts/trend.js';

const TURN_MS = 20_000;
const SCENES = ['rate', 'aging', 'trend', 'money', 'feed'];

export default class Wall extends Part {
  static properties = {
    place: { attribute: false }, kpis: { attribute: false }, events: { attribute: false }, state: {},
    at: { state: true }, isHeld: { state: true },
  };

  #turning = null;

  connectedCallback() {
    super.connectedCallback();
    this.at ??= 0;
    addEventListener('keydown', this.#pressed);
    this.#turning = setInterval(() => { if (!this.isHeld) this.#turn(1); }, TURN_MS);
    document.documentElement.requestFullscreen?.().catch(() => {});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#pressed);
    clearInterval(this.#turning);
    if (document.fullscreenElement) document.exitFullscreen();
  }

  render() {
    const scene = SCENES[this.at];
    return html`<main class="wall" data-scene=${scene}>
      <header class="wall-head">
        <h1>${this.place.merchant.name}</h1>
        <p class="live" role="status" data-state=${this.state}><i class="dot" aria-hidden="true"></i>${word(`core.state.${this.state}`)}
          ${this.kpis ? html`<span class="quiet">${time(this.kpis.computed_at)}</span>` : nothing}</p>
        <div class="wall-tools">
          <button type="button" class="button" aria-label=${word('core.before')} @click=${() => this.#turn(-1)}>‹</button>
          <button type="button" class="button" aria-pressed=${this.isHeld === true} @click=${this.#hold}>${word(this.isHeld ? 'core.goOn' : 'core.hold')}</button>
          <button type="button" class="button" aria-label=${word('core.next')} @click=${() => this.#turn(1)}>›</button>
          <button type="button" class="button" @click=${() => go('overview')}>${word('core.leave')}</button>
        </div>
      </header>
      <div class="wall-scene">${this.kpis ? this.#scene(scene) : nothing}</div>
      <ol class="wall-dots" aria-hidden="true">${SCENES.map((each) => html`<li class=${each === scene ? 'is-now' : ''}></li>`)}</ol>
    </main>`;
  }

  #scene(scene) {
    const question = this.#question();
    switch (scene) {
      case 'aging': return html`<emdia-aging class="card" .kpis=${this.kpis} .question=${question}></emdia-aging>`;
      case 'trend': return html`<emdia-trend class="card" .kpis=${this.kpis} .question=${question}></emdia-trend>`;
      case 'money': return html`<emdia-mix class="card" .kpis=${this.kpis}></emdia-mix>
        <emdia-bridge class="card" .kpis=${this.kpis} .question=${question}></emdia-bridge>`;
      case 'feed': return html`<emdia-feed class="card" .events=${this.events ?? []} .currency=${this.kpis.currency}></emdia-feed>`;
      default: return this.#large();
    }
  }

  #large() {
    const { delinquency: d, recovery, revenue, currency, window } = this.kpis;
    const n = daysBetween(window.start, window.end) + 1;
    return html`<div class="wall-large">
      <p class="quiet">${word('metric.delinquency.rate')}</p>
      <p class="wall-rate ${d.rate > 0 ? 'is-late' : ''}" data-figure="delinquency.rate">${percent(d.rate)}</p>
      <p class="quiet">${word('overview.rateOf', { n })}</p>
      <dl class="wall-figures">
        <div><dt>${word('metric.delinquency.overdue_amount')}</dt><dd>${money(d.overdue_amount, currency)}</dd></div>
        <div><dt>${word('metric.delinquency.delinquent_customers')}</dt><dd>${count(d.delinquent_customers)}</dd></div>
        <div><dt>${word('metric.recovery.recovered_amount')}</dt><dd>${money(recovery.recovered_amount, currency)}</dd></div>
        <div><dt>${word('metric.revenue.mrr')}</dt><dd>${money(revenue.mrr, currency)}</dd></div>
      </dl>
    </div>`;
  }

  #question() {
    const { as_of: asOf, window, currency } = this.kpis;
    return { merchant: this.place.merchant, currency, asOf, start: window.start, end: window.end };
  }

  #turn(by) {
    this.at = (this.at + by + SCENES.length) % SCENES.length;
  }

  #hold = () => {
    this.isHeld = !this.isHeld;
  };

  #pressed = ({ key }) => {
    if (key === 'ArrowRight') this.#turn(1);
    else if (key === 'ArrowLeft') this.#turn(-1);
    else if (key === 'Escape') go('overview');
  };
}

customElements.define('emdia-wall', Wall);
