// One connection: what came through it, what is left to do, its secrets and its end.

import { html, nothing } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { ago, count, moment } from '../core/format.js';
import { link } from '../core/place.js';
import { learn, word } from '../core/words.js';
import { confirmed } from '../parts/confirm.js';
import { Every } from '../parts/every.js';
import { gatewayOf, refusalText } from '../parts/gateways.js';
import { stateOf } from '../parts/states.js';
import { stateTag } from './connections.js';
import '../parts/access.js';
import '../parts/copyable.js';
import '../parts/setup.js';
import '../parts/trial.js';
import gates from '../words/gates.js';
import how from '../words/gateways.js';

const LOOK_MS = 2_500;
const TESTS = 'test';

[gates, how].forEach(learn);

export default class OneConnection extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, events: { attribute: false }, tests: { state: true },
    problem: { state: true },
  };

  #one = new Loads(this);
  #of = '';
  #isNew = false;

  constructor() {
    super();
    new Every(this, LOOK_MS, () => this.#look());
  }

  willUpdate() {
    const asked = of(this.place.merchant.id, `/connections/${encodeURIComponent(this.place.params.get('id') ?? '')}`);
    if (asked === this.#of) return;
    this.#of = asked;
    this.#isNew = false;
    Object.assign(this, { tests: 0, problem: null });
    this.#one.forget();
    this.#look();
  }

  #look() {
    this.#one.again((signal) => ask(this.#of, { signal }));
  }

  render() {
    return html`<div class="gates" @connection-changed=${() => this.#look()} @connection-tried=${this.#tried}>
      <p><a href=${link('connections')}>‹ ${word('gates.connections')}</a></p>
      ${stateOf(this.#one, (connection) => this.#draw(connection), 10)}
    </div>`;
  }

  #draw(connection) {
    const gateway = gatewayOf(connection.gateway);
    const { merchant } = this.place;
    if (this.#real(connection) === 0 && connection.enabled) this.#isNew = true;
    return html`<section class="card" aria-labelledby="connection-title">
        <header class="card-head"><div><h2 id="connection-title" class="large-title">${gateway.name}</h2>
          <small class="short-id">${connection.id}</small></div><p>${stateTag(connection)}</p></header>
        ${this.#sums(connection)}
      </section>
      ${this.#isNew ? this.#setup(connection) : nothing}
      ${connection.enabled ? html`${this.#isNew ? nothing : html`<section class="card" aria-labelledby="trial-title">
          <header class="card-head"><h2 id="trial-title">${word('gates.test')}</h2></header>
          <p class="quiet">${word('gates.testText')}</p>
          <emdia-trial .merchant=${merchant} .connection=${connection}></emdia-trial>
        </section>`}
        <emdia-access .merchant=${merchant} .connection=${connection}></emdia-access>
        <details class="card fold" data-fold="disable">
          <summary><h2>${word('gates.disable')}</h2></summary>
          <p class="quiet">${word('gates.disableText')}</p>
          <p class="problem" role="alert">${this.problem ?? nothing}</p>
          <button type="button" class="button danger"
            @click=${() => this.#disable(gateway)}>${word('gates.disable')}</button>
        </details>` : html`<p class="quiet">${word('gates.disabledText')}</p>`}`;
  }

  #sums({ deliveries, applied, created_at: createdAt }) {
    return html`<dl class="sums">
      <div><dt>${word('gates.lastDelivery')}</dt><dd>${said(deliveries.last_accepted_at)}</dd></div>
      <div><dt>${word('gates.accepted')}</dt><dd>${count(deliveries.accepted)}</dd></div>
      <div><dt>${word('gates.refused')}</dt><dd>${count(deliveries.refused)}</dd></div>
      <div><dt>${word('gates.events')}</dt><dd>${count(applied.events)}</dd></div>
      <div><dt>${word('gates.newestEvent')}</dt><dd>${said(applied.last_event_at)}</dd></div>
      <div><dt>${word('gates.since')}</dt><dd>${said(createdAt)}</dd></div>
    </dl>
    ${deliveries.last_refused_at ? refusalNote(deliveries) : nothing}`;
  }

  #setup(connection) {
    const hasCome = this.#real(connection) > 0;
    return html`<section class="card" aria-labelledby="setup-title">
      <header class="card-head"><h2 id="setup-title">${connection.gateway === 'standard' ? word('gates.setupOwn')
        : word('gates.setup', { name: gatewayOf(connection.gateway).name })}</h2></header>
      <emdia-setup .merchant=${this.place.merchant} .connection=${connection}></emdia-setup>
      <p class="first-delivery" role="status" data-state=${hasCome ? 'accepting' : 'waiting'}>
        <i class="dot" aria-hidden="true"></i>
        ${word(hasCome ? 'gates.firstCame' : 'gates.firstWaits')}</p>
    </section>`;
  }

  /** Deliveries that the gateway itself made, as far as is known here. */
  #real(connection) {
    const told = (this.events ?? []).filter((each) => each.connection_id === connection.id);
    if (told.some(({ type }) => !type.toLowerCase().includes(TESTS))) return connection.deliveries.accepted || 1;
    return Math.max(0, connection.deliveries.accepted - this.tests);
  }

  #tried = ({ detail }) => {
    if (detail?.accepted) this.tests += 1;
    this.#look();
  };

  async #disable({ name }) {
    const isAgreed = await confirmed({
      title: word('gates.disableTitle', { name }), text: word('gates.disableText'), action: word('gates.disable'),
      isDanger: true,
    });
    if (!isAgreed) return;
    try {
      await tell('DELETE', this.#of);
      this.#look();
    } catch (refusal) {
      this.problem = refusal.detail || word('core.awayText');
    }
  }
}

function said(instant) {
  return instant ? html`<span title=${moment(instant)}>${ago(instant)}</span>` : word('gates.never');
}

/** When the last one was refused and why; what to do where they all are. */
function refusalNote({ last_refused_at: at, last_refusal: why, consecutive_refusals: inARow }) {
  return html`<p class="note" data-last-refusal=${why}>
    ${word('gates.lastRefusal', { at: ago(at), why: refusalText(why) })}
    ${inARow > 0 && why === 'signature' ? word('gates.checkSecret') : nothing}</p>`;
}

customElements.define('emdia-connection', OneConnection);
