// What could not be applied: why, what it holds, what applying it now would change.

import { html, nothing } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { count, moment } from '../core/format.js';
import { ask as askFor, link } from '../core/place.js';
import { learn, plural, word } from '../core/words.js';
import { confirmed } from '../parts/confirm.js';
import { said } from '../parts/fields.js';
import { GATEWAYS, nameOf } from '../parts/gateways.js';
import { empty, stateOf } from '../parts/states.js';
import '../parts/kept.js';
import { rehearsal } from '../parts/rehearsal.js';
import gates from '../words/gates.js';

const PAGE = 100;

learn(gates);

export default class Quarantine extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, done: { state: true }, isBusy: { state: true },
    preview: { state: true },
  };

  #page = new Loads(this);
  #items = [];
  #next = null;
  #asked = '';

  willUpdate() {
    const asked = [this.place.merchant.id, this.#filter.gateway, this.#filter.reason].join('\n');
    if (asked === this.#asked) return;
    this.#asked = asked;
    Object.assign(this, { done: null, preview: null });
    this.#page.forget();
    this.#look();
  }

  get #filter() {
    const { params } = this.place;
    return { gateway: params.get('gateway'), reason: params.get('reason') };
  }

  #look(cursor = null) {
    return this.#page.again(async (signal) => {
      const path = of(this.place.merchant.id, '/quarantine', { ...this.#filter, limit: PAGE, cursor });
      const page = await ask(path, { signal });
      this.#items = cursor === null ? page.items : [...this.#items, ...page.items];
      this.#next = page.next_cursor;
      return page;
    });
  }

  render() {
    const { gateway } = this.#filter;
    return html`<div class="gates">
      <section class="card" aria-labelledby="quarantine-title">
        <header class="card-head"><h2 id="quarantine-title">${word('gates.quarantine')}</h2>
          <label class="pick"><span>${word('gates.gateway')}</span>
            <select @change=${({ target }) => askFor({ gateway: target.value || null, reason: null, id: null })}>
            <option value="">${word('gates.everyGateway')}</option>
            ${GATEWAYS.map(({ id, name }) => html`<option value=${id} ?selected=${id === gateway}>${name}</option>`)}
          </select></label></header>
        <p class="quiet">${word('gates.quarantineText')}</p>
        <p role="status" class="done">${this.done ?? nothing}</p>
        ${stateOf(this.#page, () => this.#list(), 6)}
      </section>
      <emdia-kept .merchant=${this.place.merchant} .kept=${this.place.params.get('id') ?? ''}
        @settled=${this.#settled}></emdia-kept>
    </div>`;
  }

  #list() {
    if (this.#items.length === 0) return this.#nothing();
    return html`${this.#reasons()}${this.#together()}
      <table class="plain gates-table">
        <thead><tr><th scope="col">${word('gates.recorded')}</th>
        <th scope="col" class="wide-only">${word('gates.gateway')}</th>
          <th scope="col">${word('gates.reason')}</th><th scope="col" class="num wide-only">${word('gates.size')}</th>
          </tr></thead>
        <tbody>${this.#items.map((each) => html`<tr>
          <th scope="row"><a class="row-link"
            href=${link('quarantine', { ...this.#filter, id: each.id })}>${moment(each.recorded_at)}</a>
            <small class="narrow-only">${nameOf(each.gateway)}</small></th>
          <td class="wide-only">${nameOf(each.gateway)}</td><td class="reason">${each.reason}</td>
          <td class="num wide-only">${count(each.size)} B</td></tr>`)}</tbody>
      </table>
      ${this.#next === null ? nothing : html`<button type="button" class="button wide"
        @click=${() => this.#look(this.#next)}>${word('core.more')}</button>`}`;
  }

  #nothing() {
    const { gateway, reason } = this.#filter;
    return gateway || reason ? empty(word('gates.noneSuch'), word('gates.noneSuchText'))
      : empty(word('gates.noQuarantine'), word('gates.noQuarantineText'));
  }

  /** The reasons there are, each a filter. */
  #reasons() {
    const chosen = this.#filter.reason;
    const all = [...new Set(this.#items.map(({ reason }) => reason))];
    if (chosen === null && all.length < 2) return nothing;
    const offered = [...new Set([chosen, ...all].filter(Boolean))];
    return html`<div class="chips" role="group" aria-label=${word('gates.reason')}>${offered.map((each) => html`
      <button type="button" class="chip" aria-pressed=${each === chosen}
        @click=${() => askFor({ reason: each === chosen ? null : each, id: null })}>${each}</button>`)}</div>`;
  }

  /** What is filtered may be settled together. */
  #together() {
    const { gateway, reason } = this.#filter;
    if (!gateway && !reason) return nothing;
    return html`<div class="together">
      <button type="button" class="button" ?disabled=${this.isBusy}
        @click=${this.#rehearse}>${word('gates.previewAll')}</button>
      <button type="button" class="button main" ?disabled=${this.isBusy}
        @click=${this.#replay}>${word('gates.replayAll')}</button>
      <button type="button" class="button danger" ?disabled=${this.isBusy}
        @click=${this.#discard}>${word('gates.discardAll')}</button>
    </div>${this.preview ? rehearsal(this.preview) : nothing}`;
  }

  #rehearse = () => this.#settle('preview', (answer) => {
    this.preview = answer;
  });

  #replay = async () => {
    const isAgreed = await confirmed({
      title: word('gates.replayAllTitle'), text: word('gates.replayText'), action: word('gates.replayAll') });
    if (isAgreed) this.#settle('replay', (answer) => this.#told(replayed(answer)));
  };

  #discard = async () => {
    const isAgreed = await confirmed({
      title: word('gates.discardAllTitle'), text: word('gates.discardText'), action: word('gates.discardAll'),
      isDanger: true });
    if (isAgreed) this.#settle('discard', (answer) => this.#told(discarded(answer)));
  };

  #told(text) {
    Object.assign(this, { done: text, preview: null });
    this.#look();
  }

  async #settle(what, then) {
    Object.assign(this, { isBusy: true, done: null });
    const selection = Object.fromEntries(Object.entries(this.#filter).filter(([, value]) => value));
    try {
      then(await tell('POST', of(this.place.merchant.id, `/quarantine/${what}`), selection));
    } catch (refusal) {
      this.done = said(refusal);
    } finally {
      this.isBusy = false;
    }
  }

  #settled = ({ detail }) => {
    if (detail) this.done = detail;
    askFor({ id: null });
    if (detail) this.#look();
  };
}

function replayed({ replayed: done, asked_again: asked, still_kept: kept, remaining }) {
  return word('gates.replayedAll', { done: count(done + asked), kept: count(kept), rest: count(remaining) });
}

function discarded({ discarded: n }) {
  return plural('gates.discardedAll', n, count(n));
}

customElements.define('emdia-quarantine', Quarantine);
