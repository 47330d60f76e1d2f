// What the lists have in common: a search, filters in the hash, columns to sort by, rows that open
// what they are of, pages that come as one scrolls.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { of, tell } from '../core/api.js';
import { Part } from '../core/element.js';
import { count } from '../core/format.js';
import { ask as askFor, link } from '../core/place.js';
import { chosenLanguage, plural, word } from '../core/words.js';
import { Pages } from './pages.js';
import { empty, failed, skeleton } from './states.js';

const TYPED_MS = 250;
const PAGE = 50;
const FRESH_MS = 20_000;
const AHEAD = { rootMargin: '600px' };
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * A view is a list when it says `name` (`charges`), `columns()`, `quick()` (its chips), `asked()`
 * (what the search is asked for besides the text), `row(item)` (cells by column), `address(item)`, and
 * may have more `filters()`, something `above()` and a `note()`.
 */
export class Listing extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, kpis: { attribute: false },
    text: { state: true }, isOpen: { state: true },
  };

  #pages = new Pages(this);
  #seen = new IntersectionObserver(([end]) => end.isIntersecting && this.#pages.more(), AHEAD);
  #watched = null;
  #typing = 0;
  #asked = '';
  #askedAt = 0;
  #version = 0;

  constructor() {
    super();
    this.text = '';
    this.isOpen = false;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#pressed);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#pressed);
    clearTimeout(this.#typing);
    this.#seen.disconnect();
    this.#watched = null;
    super.disconnectedCallback();
  }

  get params() {
    return this.place.params;
  }

  get asOf() {
    return this.params.get('as_of');
  }

  willUpdate() {
    const body = this.#body();
    const asked = JSON.stringify([this.place.merchant.id, body]);
    if (asked === this.#asked && !this.#isStale()) return;
    this.#asked = asked;
    this.#askedAt = performance.now();
    this.#version = this.kpis?.version;
    const path = of(this.place.merchant.id, `/${this.name}/search`);
    this.#pages.again((cursor, signal) => tell('POST', path,
      { ...body, cursor: cursor ?? undefined }, { signal }));
  }

  /** One page is kept as it is now, unless one walks along its rows; what was scrolled through stays. */
  #isStale() {
    if (this.querySelector('.rows')?.contains(document.activeElement)) return false;
    return this.#pages.pages === 1 && this.#pages.state === 'ready' && this.kpis?.version !== this.#version
      && performance.now() - this.#askedAt > FRESH_MS;
  }

  /** Words go in the body only: an address is kept and passed on. */
  #body() {
    const asked = { ...this.asked(), text: this.text, as_of: this.asOf, limit: PAGE };
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null && value !== ''));
  }

  updated() {
    const end = this.querySelector('.list-end');
    if (end === this.#watched) return;
    this.#seen.disconnect();
    this.#watched = end;
    if (end) this.#seen.observe(end);
  }

  render() {
    return html`<div class="list">
      ${this.above?.() ?? nothing}
      <div class="list-tools list-of-${this.name}">
        <input type="search" class="search" .value=${this.text} @input=${this.#typed}
          aria-label=${word(`lists.${this.name}.search`)} placeholder=${word(`lists.${this.name}.search`)}
          aria-keyshortcuts="/" autocomplete="off" spellcheck="false" maxlength="200">
        ${this.filters ? this.#folded() : nothing}
        ${this.quick()}
        <span class="list-told">
          ${this.#cleared()}
          <span class="quiet" role="status">${this.#told()}</span>
          ${this.#saved()}
        </span>
      </div>
      ${this.note?.() ?? nothing}
      ${this.#shown()}
    </div>`;
  }

  /** On a phone the filters wait behind a button. */
  #folded() {
    return html`<button type="button" class="button phone-only" aria-expanded=${String(this.isOpen)}
        @click=${() => { this.isOpen = !this.isOpen; }}>${word('lists.filters')}</button>
      <div class="filters ${this.isOpen ? 'is-open' : ''}">${this.filters()}</div>`;
  }

  #told() {
    const { items, isWhole, state } = this.#pages;
    if (items === null) return '';
    const n = isWhole ? count(items.length) : `${count(items.length)}+`;
    return html`${state === 'waiting' ? html`<span class="busy" aria-hidden="true"></span>` : nothing}
      ${plural(`lists.${this.name}.count`, items.length, n)}`;
  }

  /** A file has the filters, but never the words, which its address would show. */
  #saved() {
    if (this.text !== '') return nothing;
    const { sort: _, ...asked } = this.asked();
    const path = of(this.place.merchant.id, `/${this.name}.csv`,
      { ...asked, as_of: this.asOf, locale: chosenLanguage() });
    return html`<a class="button" href=${path} download>${word('lists.csv')}</a>`;
  }

  #shown() {
    const { items, state, refusal } = this.#pages;
    if (items === null) {
      return html`<div class="card">${state === 'failed' ? this.#failed(refusal) : skeleton(10)}</div>`;
    }
    if (items.length === 0 && this.#pages.isWhole) return html`<div class="card">${this.#nothing()}</div>`;
    return html`<div class="card list-card">${this.#table(items)}
      ${state === 'failed' ? this.#failed(refusal) : this.#end()}</div>`;
  }

  #failed(refusal) {
    return failed(refusal, () => this.#pages.again());
  }

  #end() {
    if (this.#pages.isWhole) return nothing;
    return html`<p class="list-end"><button type="button" class="button" @click=${() => this.#pages.more()}
      ?disabled=${this.#pages.state === 'waiting'}>${word('core.more')}</button></p>`;
  }

  #nothing() {
    if (this.#isNarrowed()) {
      return empty(word('lists.nothing'), word('lists.nothingText'),
        html`<button type="button" class="button" @click=${this.clear}>${word('lists.clear')}</button>`);
    }
    const next = this.session?.isManager
      ? html`<a class="button main" href=${link('connections')}>${word('lists.connect')}</a>` : nothing;
    return empty(word(`lists.${this.name}.none`), word('lists.noneText'), next);
  }

  #isNarrowed() {
    return this.text !== '' || this.narrows.some((key) => this.params.has(key));
  }

  clear = () => {
    this.text = '';
    askFor(Object.fromEntries(this.narrows.map((key) => [key, null])));
  };

  /** A way back to everything, where there is less. */
  #cleared() {
    if (!this.#isNarrowed()) return nothing;
    return html`<button type="button" class="link" @click=${this.clear}>${word('lists.clear')}</button>`;
  }

  #table(items) {
    const columns = this.columns();
    return html`<table class="rows rows-${this.name}">
      <caption class="unseen">${word(`core.view.${this.name}`)}</caption>
      <thead><tr>${columns.map((column) => this.#head(column))}</tr></thead>
      <tbody>${repeat(items, (item) => this.address(item), (item) => this.#row(item, columns))}</tbody>
    </table>`;
  }

  #head({ key, sort, first = '', isNumber, isWide }) {
    const kind = `head-${key} ${isNumber ? 'num' : ''} ${isWide ? 'wide-only' : ''}`;
    const name = word(`lists.${key}`);
    if (!sort) return html`<th scope="col" class=${kind}>${name}</th>`;
    const chosen = this.asked().sort ?? '';
    const isChosen = chosen.replace('-', '') === sort;
    const isDown = chosen.startsWith('-');
    const other = isChosen ? `${isDown ? '' : '-'}${sort}` : `${first}${sort}`;
    const way = isDown ? 'descending' : 'ascending';
    return html`<th scope="col" class=${kind} aria-sort=${isChosen ? way : 'none'}>
      <button type="button" class="sort" @click=${() => askFor({ sort: other })}>${name}<span class="arrow"
        aria-hidden="true">${isChosen ? (isDown ? '↓' : '↑') : '↕'}</span></button></th>`;
  }

  #row(item, columns) {
    const cells = this.row(item);
    return html`<tr>${columns.map(({ key, isNumber, isWide }, at) => {
      const kind = `cell-${key} ${isNumber ? 'num' : ''} ${isWide ? 'wide-only' : ''}`;
      return at === 0 ? html`<th scope="row" class=${kind}>${cells[key]}</th>`
        : html`<td class=${kind}>${cells[key]}</td>`;
    })}</tr>`;
  }

  #typed = ({ target }) => {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => { this.text = target.value.trim(); }, TYPED_MS);
  };

  #pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const isTyping = event.target.closest?.('input, select, textarea, dialog');
    if (isTyping) return;
    if (event.key === '/') {
      event.preventDefault();
      this.querySelector('.search').focus();
    } else if (event.key in STEPS) {
      this.#step(event);
    }
  };

  /** Letters move from anywhere, arrows only along the rows: elsewhere they scroll. */
  #step(event) {
    const rows = [...this.querySelectorAll('.opens')];
    const at = rows.indexOf(document.activeElement);
    if (rows.length === 0 || (at < 0 && event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + STEPS[event.key]))].focus();
  }
}

/** Chips of which one is chosen; the first stands for all. */
export function chips(label, values, chosen, name, choose, more = nothing) {
  return html`<div class="list-chips" role="group" aria-label=${label}>${['', ...values].map((value) => html`
    <button type="button" class="chip" aria-pressed=${String((chosen ?? '') === value)}
      @click=${() => choose(value)}>${value === '' ? word('lists.everything') : name(value)}</button>`)}
    ${more}</div>`;
}

/** A choice among a few, or none of them. */
export function pick(label, values, chosen, name, choose) {
  return html`<label class="pick">${label}
    <select .value=${chosen ?? ''} @change=${({ target }) => choose(target.value)}>
      <option value="" ?selected=${!chosen}>${word('lists.everything')}</option>
      ${values.map((value) => html`
        <option value=${value} ?selected=${chosen === value}>${name(value)}</option>`)}
    </select></label>`;
}
