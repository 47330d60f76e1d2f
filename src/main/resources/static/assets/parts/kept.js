// One delivery that could not be applied: what it holds, masked, and what may become of it.

import { html, nothing } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { moment } from '../core/format.js';
import { word } from '../core/words.js';
import { confirmed } from './confirm.js';
import { said } from './fields.js';
import { nameOf } from './gateways.js';
import { rehearsal } from './rehearsal.js';
import { stateOf } from './states.js';

export class Kept extends Part {
  static properties = {
    merchant: { attribute: false }, kept: {}, preview: { state: true }, problem: { state: true },
    isBusy: { state: true },
  };

  #one = new Loads(this);

  updated(changed) {
    if (!changed.has('kept')) return;
    Object.assign(this, { preview: null, problem: null });
    const dialog = this.querySelector('dialog');
    if (!this.kept) return;
    this.#one.forget();
    this.#one.again((signal) => ask(this.#path(), { signal }));
    if (!dialog.open) dialog.showModal();
  }

  #path(rest = '') {
    return of(this.merchant.id, `/quarantine/${encodeURIComponent(this.kept)}${rest}`);
  }

  render() {
    if (!this.kept) return nothing;
    return html`<dialog class="drawer" aria-labelledby="kept-title" @close=${() => this.#leave(null)}
      @click=${this.#outside}>
      <header class="drawer-head"><h2 id="kept-title">${word('gates.oneKept')}</h2>
        <button type="button" class="icon" aria-label=${word('core.close')}
          @click=${() => this.querySelector('dialog').close()}>✕</button></header>
      ${stateOf(this.#one, (one) => this.#draw(one), 8)}
    </dialog>`;
  }

  #draw(one) {
    return html`<p class="note">${one.reason}</p>
      <dl class="sums small">
        <div><dt>${word('gates.gateway')}</dt><dd>${nameOf(one.gateway)}</dd></div>
        <div><dt>${word('gates.recorded')}</dt><dd>${moment(one.recorded_at)}</dd></div>
        ${one.awaited ? html`<div><dt>${word('gates.awaited')}</dt>
          <dd>${one.awaited.kind} ${one.awaited.id}</dd></div>` : nothing}
      </dl>
      <div class="together">
        <button type="button" class="button" ?disabled=${this.isBusy}
          @click=${this.#rehearse}>${word('gates.preview')}</button>
        <button type="button" class="button main" ?disabled=${this.isBusy}
          @click=${this.#replay}>${word('gates.replay')}</button>
        <button type="button" class="button danger" ?disabled=${this.isBusy}
          @click=${this.#discard}>${word('gates.discard')}</button>
      </div>
      <p class="problem" role="alert">${this.problem ?? nothing}</p>
      ${this.preview ? rehearsal(this.preview) : nothing}
      <h3>${word('gates.holds')}</h3>
      <p class="quiet help">${word('gates.masked')}</p>
      ${one.body_kind === 'other' ? html`<p class="quiet">${word('gates.notShown')}</p>`
        : html`<div class="code"><pre tabindex="0"
          aria-label=${word('gates.holds')}><code>${pretty(one)}</code></pre></div>`}
      <details class="more"><summary>${word('gates.details')}</summary>
        <dl class="details"><div><dt>SHA-256</dt><dd>${one.body_sha256}</dd></div>
          ${Object.entries(one.headers).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
          ${one.query ? html`<div><dt>${word('gates.query')}</dt><dd>${one.query}</dd></div>` : nothing}</dl>
      </details>`;
  }

  #rehearse = () => this.#settle('/preview', (answer) => { this.preview = answer; });

  #replay = async () => {
    const isAgreed = await confirmed({
      title: word('gates.replayTitle'), text: word('gates.replayText'), action: word('gates.replay') });
    if (isAgreed) this.#settle('/replay', () => this.#leave(word('gates.replayed')));
  };

  #discard = async () => {
    const isAgreed = await confirmed({
      title: word('gates.discardTitle'), text: word('gates.discardText'), action: word('gates.discard'),
      isDanger: true });
    if (isAgreed) this.#settle('/discard', () => this.#leave(word('gates.discarded')));
  };

  async #settle(rest, then) {
    Object.assign(this, { isBusy: true, problem: null });
    try {
      then(await tell('POST', this.#path(rest)));
    } catch (refusal) {
      this.problem = refusal.status === 409 ? word('gates.stillKept', { reason: reasonIn(refusal.detail) })
        : said(refusal);
    } finally {
      this.isBusy = false;
    }
  }

  #leave(detail) {
    this.dispatchEvent(new CustomEvent('settled', { detail }));
  }

  #outside = (event) => {
    if (event.target === event.currentTarget) event.target.close();
  };
}

/** What Emdia says after the colon is the reason itself. */
function reasonIn(detail) {
  return detail.slice(detail.indexOf(': ') + 1).trim();
}

function pretty({ body, body_kind: kind }) {
  if (kind !== 'json') return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

customElements.define('emdia-kept', Kept);
