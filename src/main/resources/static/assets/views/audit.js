// Who changed what: the log of administrative acts, the newest first.

import { html, nothing } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { moment } from '../core/format.js';
import { learn, word } from '../core/words.js';
import { empty, stateOf } from '../parts/states.js';
import audit from '../words/audit.js';

const PAGE = 50;
const ID_SHOWN = 16;
const ACTS = [
  'merchant_created', 'merchant_changed', 'connection_created', 'connection_changed',
  'connection_secrets_replaced', 'connection_disabled', 'connection_tested', 'token_issued',
  'token_revoked', 'session_opened', 'session_ended', 'delivery_replayed',
  'delivery_discarded', 'import_begun', 'import_continued', 'rates_changed',
  'rate_deleted', 'figures_proven', 'person_erased', 'person_exported',
  'master_key_rotated',
];

learn(audit);

export default class Audit extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, act: { state: true }, older: { state: true },
  };

  #newest = new Loads(this);
  #of = '';

  constructor() {
    super();
    Object.assign(this, { act: '', older: [] });
  }

  willUpdate() {
    const { id } = this.place.merchant;
    if (id === this.#of) return;
    this.#of = id;
    this.#newest.forget();
    this.#look();
  }

  #look() {
    this.older = [];
    return this.#newest.again((signal) => this.#page(undefined, signal));
  }

  #page(cursor, signal) {
    return ask(of(this.#of, '/audit', { limit: PAGE, act: this.act || undefined, cursor }), { signal });
  }

  render() {
    return html`<div class="gates">
      <section class="card" aria-labelledby="audit-title">
        <header class="card-head"><h2 id="audit-title">${word('audit.title')}</h2></header>
        <p class="quiet help">${word('audit.text')}</p>
        <form class="form" @submit=${(event) => event.preventDefault()}>
          <label for="audit-act">${word('audit.act')}</label>
          <select id="audit-act" @change=${this.#narrow}>
            <option value="">${word('audit.all')}</option>
            ${ACTS.map((act) => html`<option value=${act} ?selected=${act === this.act}>${word(`audit.act.${act}`)}</option>`)}
          </select>
        </form>
        <div aria-live="polite">${stateOf(this.#newest, (page) => this.#list(page), 5)}</div>
      </section>
    </div>`;
  }

  #narrow = ({ target }) => {
    this.act = target.value;
    this.#look();
  };

  #list(newest) {
    const pages = [newest, ...this.older];
    const items = pages.flatMap((page) => page.items);
    if (items.length === 0) return empty(word('audit.none'), word('audit.noneText'));
    return html`<table class="plain gates-table">
      <thead><tr><th scope="col">${word('audit.act')}</th><th scope="col">${word('audit.at')}</th>
        <th scope="col" class="wide-only">${word('audit.actor')}</th>
        <th scope="col" class="wide-only">${word('audit.subject')}</th></tr></thead>
      <tbody>${items.map((each) => this.#row(each))}</tbody>
    </table>
    ${pages.at(-1).next_cursor ? html`<button type="button" class="button" @click=${this.#more}>
      ${word('audit.more')}</button>` : nothing}`;
  }

  #row({ act, at, actor, subject }) {
    return html`<tr>
      <th scope="row">${word(`audit.act.${act}`)}</th>
      <td>${moment(at)}</td>
      <td class="wide-only">${word(`audit.by.${actor.kind}`)}
        ${actor.id === actor.kind ? nothing : html`<span class="quiet">${actor.id.slice(0, ID_SHOWN)}</span>`}</td>
      <td class="wide-only"><span class="quiet">${subject.slice(0, ID_SHOWN)}</span></td>
    </tr>`;
  }

  #more = async () => {
    const pages = [this.#newest.value, ...this.older];
    const next = await this.#page(pages.at(-1).next_cursor);
    this.older = [...this.older, next];
  };
}

customElements.define('emdia-audit', Audit);
