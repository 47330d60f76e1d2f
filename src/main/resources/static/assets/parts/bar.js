// Above every view: which company and currency, of which day, whether it is live, in which language.

import { html, nothing } from 'lit';
import { Part } from '../core/element.js';
import { day, moment, time, today } from '../core/format.js';
import { ask as askFor, go, link } from '../core/place.js';
import { signOut } from '../core/session.js';
import { choose, chosenLanguage, LANGUAGES, word } from '../core/words.js';
import { icon } from './rail.js';

/** Four corners. */
const SCREEN = 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5';
const ASKED = ['as_of', 'window_start', 'window_end'];

export class Bar extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, kpis: { attribute: false }, state: {},
  };

  render() {
    const { merchant, view } = this.place;
    return html`<header class="bar">
        <div class="bar-title"><h1>${merchant?.name ?? 'Emdia'}</h1>${this.#link()}</div>
        <div class="bar-tools">
          ${this.#merchants()}${this.#currencies()}
          ${merchant && view !== 'first' ? this.#day() : nothing}
          ${view === 'overview' ? html`<a class="button icon-button" href=${link('wall')} title=${word('core.wall')}
            aria-label=${word('core.wall')}>${icon(SCREEN)}</a>` : nothing}
          <div class="languages" role="group" aria-label=${word('core.language')}>${LANGUAGES.map((each) => this.#language(each))}</div>
          <button type="button" class="button" @click=${this.#out}>${word('core.signOut')}</button>
        </div>
      </header>
      ${this.#notToday()}`;
  }

  #link() {
    if (!this.place.merchant) return nothing;
    const freshness = this.kpis?.freshness;
    const at = freshness?.last_delivery_at ? word('core.lastDelivery', { at: moment(freshness.last_delivery_at) }) : '';
    return html`<p class="live" role="status" data-state=${this.state} title=${at}>
      <i class="dot" aria-hidden="true"></i>${word(`core.state.${this.state}`)}
      ${this.state === 'live' && this.kpis ? html`<span class="quiet live-at" aria-hidden="true">${time(this.kpis.computed_at)}</span>` : nothing}
    </p>`;
  }

  #merchants() {
    const { merchants } = this.session;
    if (merchants.length < 2) return nothing;
    return html`<label class="pick"><span class="unseen">${word('core.merchant')}</span>
      <select @change=${({ target }) => go(this.place.view, {}, target.value)}>
        ${merchants.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.place.merchant?.id}>${name}</option>`)}
      </select></label>`;
  }

  #currencies() {
    const { currencies = [], currency } = this.place;
    if (currencies.length < 2) return nothing;
    return html`<label class="pick"><span class="unseen">${word('core.currency')}</span>
      <select @change=${({ target }) => askFor({ currency: target.value })}>
        ${currencies.map((each) => html`<option ?selected=${each === currency}>${each}</option>`)}
      </select></label>`;
  }

  #day() {
    const now = today(this.place.merchant.time_zone);
    return html`<label class="pick"><span>${word('core.asOf')}</span>
      <input type="date" .value=${this.place.params.get('as_of') ?? now} min="1900-01-01" max="9999-12-31"
        @change=${({ target }) => this.#chosen(target.value, now)}></label>`;
  }

  #chosen(value, now) {
    if (value === '') return;
    askFor({ as_of: value === now ? null : value, window_start: null, window_end: null });
  }

  /** Whoever looks at another day is told so, and how to come back. */
  #notToday() {
    const { params, merchant } = this.place;
    if (!merchant || !ASKED.some((key) => params.has(key))) return nothing;
    const asOf = params.get('as_of');
    const now = today(merchant.time_zone);
    const said = asOf === null ? word('core.window', this.#window()) : word(asOf > now ? 'core.future' : 'core.past', { day: day(asOf) });
    return html`<p class="not-today" role="status">${said}
      <button type="button" class="link" @click=${() => askFor({ as_of: null, window_start: null, window_end: null })}>${word('core.backToToday')}</button></p>`;
  }

  #window() {
    const { params } = this.place;
    return { start: day(params.get('window_start')), end: day(params.get('window_end')) };
  }

  #language(each) {
    return html`<button type="button" lang=${each} aria-pressed=${each === chosenLanguage()} aria-label=${word(`core.language.${each}`)}
      @click=${() => choose(each)}>${each.slice(0, 2).toUpperCase()}</button>`;
  }

  #out = async () => {
    await signOut();
    this.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }));
  };
}

customElements.define('emdia-bar', Bar);
