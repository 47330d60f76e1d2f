// Why a figure is what it is: what it consists of, and what moved it since this morning.

import { html, nothing } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part, vars } from '../core/element.js';
import { day, moment, money, thisMorning, time } from '../core/format.js';
import { link } from '../core/place.js';
import { hasWord, word } from '../core/words.js';
import { amountOf, figureOf } from './metrics.js';
import { empty, stateOf } from './states.js';

const PAGE = 25;
const TABS = ['made', 'moved'];

/** Opens the explanation of a metric: `question` is `{ merchant, currency, asOf, start, end }`. */
export function why(metric, question) {
  document.querySelector('emdia-why').open(metric, question);
}

export class Why extends Part {
  static properties = { metric: { state: true }, tab: { state: true } };

  #question = null;
  #made = new Loads(this);
  #moved = new Loads(this);
  #more = new Loads(this);
  #items = [];
  #next = null;

  open(metric, question) {
    Object.assign(this, { metric, tab: 'made' });
    this.#question = question;
    this.#made.forget();
    this.#moved.forget();
    this.#made.again((signal) => this.#explained({}, signal));
    this.updateComplete.then(() => this.querySelector('dialog').showModal());
  }

  render() {
    if (!this.metric) return nothing;
    return html`<dialog class="drawer" aria-labelledby="why-title" @click=${this.#outside}>
      <header class="drawer-head">
        <div><p class="quiet">${word('core.whyTitle')}</p><h2 id="why-title">${word(`metric.${this.metric}`)}</h2></div>
        <button type="button" class="icon" aria-label=${word('core.close')} @click=${this.#close}>✕</button>
      </header>
      <p class="drawer-means">${hasWord(`means.${this.metric}`) ? word(`means.${this.metric}`) : nothing}</p>
      <div class="tabs" role="tablist">${TABS.map((tab) => this.#tab(tab))}</div>
      <div role="tabpanel" id="why-panel" tabindex="0" aria-labelledby="why-${this.tab}">
        ${this.tab === 'made' ? stateOf(this.#made, (value) => this.#drawMade(value), 8)
          : stateOf(this.#moved, (value) => this.#drawMoved(value), 8)}
      </div>
    </dialog>`;
  }

  #tab(tab) {
    return html`<button type="button" role="tab" id="why-${tab}" aria-selected=${this.tab === tab}
      aria-controls="why-panel" tabindex=${this.tab === tab ? 0 : -1} @click=${() => this.#turn(tab)}
      @keydown=${this.#turned}>${word(`core.why.${tab}`)}</button>`;
  }

  #turn(tab) {
    this.tab = tab;
    if (tab !== 'moved' || this.#moved.value !== null) return;
    const since = thisMorning(this.#question.merchant.time_zone);
    this.#moved.again((signal) => ask(this.#path({ since, limit: PAGE }), { signal }));
  }

  #turned = ({ key, target }) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    this.#turn(TABS[(TABS.indexOf(this.tab) + 1) % TABS.length]);
    this.updateComplete.then(() => target.parentElement.querySelector('[aria-selected=true]').focus());
  };

  #path(more) {
    const { merchant, currency, asOf, start, end } = this.#question;
    return of(merchant.id, `/kpis/${this.metric}/explain`, {
      currency, as_of: asOf, window_start: more.since ? null : start, window_end: more.since ? null : end, ...more,
    });
  }

  async #explained(more, signal) {
    const page = await ask(this.#path({ limit: PAGE, ...more }), { signal });
    this.#items = more.cursor ? [...this.#items, ...page.items] : page.items;
    this.#next = page.next_cursor;
    return page;
  }

  #drawMade(explanation) {
    const { currency } = explanation;
    return html`<dl class="sums">
        <div><dt>${word('core.why.value')}</dt><dd>${figureOf(this.metric, explanation.value, currency)}</dd></div>
        ${explanation.denominator === null ? nothing : html`
          <div><dt>${this.#named('numerator')}</dt><dd>${this.#sum('numerator', explanation)}</dd></div>
          <div><dt>${this.#named('denominator')}</dt><dd>${this.#sum('denominator', explanation)}</dd></div>`}
      </dl>
      ${this.#items.length === 0 ? empty(word('core.why.nothing'), word('core.why.nothingText'))
        : html`<ol class="shares">${this.#items.map((item) => this.#share(item, explanation))}</ol>`}
      ${this.#next === null ? nothing : html`<button type="button" class="button wide"
        ?disabled=${this.#more.state === 'waiting' && this.#more.value !== null}
        @click=${this.#again}>${word('core.more')}</button>`}`;
  }

  /** What stands above or below the line, in the words of this metric where it has any. */
  #named(which) {
    const isPart = which === 'numerator';
    const own = isPart ? `numerator.${this.metric}` : `denominator.${this.metric}`;
    if (hasWord(own)) return word(own);
    return word(isPart ? 'core.why.numerator' : 'core.why.denominator');
  }

  #again = () => this.#more.again((signal) => this.#explained({ cursor: this.#next }, signal));

  #sum(which, { [which]: amount, currency }) {
    return amountOf(this.metric, which, amount, currency);
  }

  #share(item, explanation) {
    const part = item.numerator !== 0 || !item.denominator ? 'numerator' : 'denominator';
    const whole = Math.abs(explanation.numerator) || 1;
    const share = Math.min(1, Math.abs(item.numerator) / whole);
    return html`<li class="share" ${vars({ share })}>
      <a href=${address(item)} @click=${this.#close}>${who(item)}</a>
      <span class="amount">${amountOf(this.metric, part, item[part], explanation.currency)}</span>
      <span class="quiet">${details(item, explanation.currency)}</span>
      <span class="quiet amount">${part === 'denominator' ? word('core.why.onlyBelow') : ''}</span>
    </li>`;
  }

  #drawMoved(comparison) {
    const { currency } = comparison;
    const then = comparison.then.value ?? null;
    return html`<dl class="sums">
        <div><dt>${word('core.why.then', { at: time(comparison.since) })}</dt><dd>${figureOf(this.metric, then, currency)}</dd></div>
        <div><dt>${word('core.why.now')}</dt><dd>${figureOf(this.metric, comparison.value, currency)}</dd></div>
      </dl>
      ${comparison.items.length === 0 ? empty(word('core.why.still'), word('core.why.stillText'))
        : html`<ol class="shares">${comparison.items.map((item) => this.#move(item, currency))}</ol>`}
      ${comparison.next_cursor ? html`<p class="quiet">${word('core.why.rest')}</p>` : nothing}`;
  }

  #move(item, currency) {
    const target = item.charge_ids?.length ? link('charge', { connection: item.connection_id, id: item.charge_ids[0] })
      : null;
    const name = item.kind === 'time_passed' ? word('core.why.time', { from: day(item.from), to: day(item.to) })
      : eventName(item);
    return html`<li class="share">
      ${target ? html`<a href=${target} @click=${this.#close}>${name}</a>` : html`<span>${name}</span>`}
      <span class="amount">${amountOf(this.metric, 'numerator', item.numerator, currency, true)}</span>
      <span class="quiet">${item.recorded_at ? moment(item.recorded_at) : ''}</span>
      <span class="quiet amount">${item.denominator ? word('core.why.below', {
        amount: amountOf(this.metric, 'denominator', item.denominator, currency, true) }) : ''}</span>
    </li>`;
  }

  #outside = (event) => {
    if (event.target.localName === 'dialog') this.#close();
  };

  #close = () => this.querySelector('dialog')?.close();
}

function eventName({ type, charge_ids: charges = [], subscription_ids: subscriptions = [] }) {
  const subject = charges[0] ?? subscriptions[0];
  const named = hasWord(`fact.${type}`) ? word(`fact.${type}`) : type;
  return subject ? `${named} · ${subject}` : named;
}

function address({ kind, id, connection_id: connection }) {
  return link(kind, { connection, id });
}

function who(item) {
  if (item.kind === 'customer') return item.customer_name ?? item.id;
  return item.customer_name ? `${item.customer_name} · ${item.id}` : item.id;
}

function details(item, currency) {
  if (item.kind === 'charge') {
    const late = item.days_overdue > 0 ? word('core.why.late', { n: item.days_overdue }) : '';
    return [word(`status.${item.status}`), money(item.amount, currency), day(item.effective_due_on), late]
      .filter(Boolean).join(' · ');
  }
  return item.started_on ? word('core.why.since', { day: day(item.started_on) }) : '';
}

customElements.define('emdia-why', Why);
