// The gateways a company is connected to: who speaks, since when, and who is turned away.

import { html, nothing } from 'lit';
import { ask, of } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { ago, count } from '../core/format.js';
import { ask as askFor, link } from '../core/place.js';
import { learn, word } from '../core/words.js';
import { Every } from '../parts/every.js';
import { nameOf, refusalText, stateOfConnection } from '../parts/gateways.js';
import { empty, stateOf } from '../parts/states.js';
import '../parts/connect.js';
import gates from '../words/gates.js';
import how from '../words/gateways.js';

const LOOK_MS = 4_000;
const PAGE = 500;

[gates, how].forEach(learn);

export default class Connections extends Part {
  static properties = { place: { attribute: false }, session: { attribute: false }, kpis: { attribute: false } };

  #all = new Loads(this);
  #of = '';

  constructor() {
    super();
    new Every(this, LOOK_MS, () => this.#look());
  }

  willUpdate() {
    const { id } = this.place.merchant;
    if (id === this.#of) return;
    this.#of = id;
    this.#all.forget();
    this.#look();
  }

  #look() {
    this.#all.again((signal) => ask(of(this.#of, '/connections', { limit: PAGE }), { signal }));
  }

  render() {
    const isAdding = this.place.params.has('add');
    return html`<div class="gates">
      ${isAdding ? this.#adding() : nothing}
      <section class="card" aria-labelledby="connections-title">
        <header class="card-head"><h2 id="connections-title">${word('gates.connections')}</h2>
          ${isAdding || !this.#all.value?.items.length ? nothing : addLink()}</header>
        ${stateOf(this.#all, ({ items }) => this.#list(items), 6)}
        ${this.#lag()}
      </section>
    </div>`;
  }

  /** What was accepted and is not in the figures yet, of all connections. */
  #lag() {
    if (!this.kpis) return nothing;
    const { lag_records: lag } = this.kpis.freshness;
    return html`<p class="quiet hint">${lag > 0 ? word('gates.lag', { n: count(lag) }) : word('gates.noLag')}</p>`;
  }

  #adding() {
    return html`<section class="card" aria-labelledby="add-title">
      <header class="card-head"><h2 id="add-title">${word('gates.add')}</h2>
        <button type="button" class="icon" aria-label=${word('core.close')}
          @click=${() => askFor({ add: null })}>✕</button></header>
      <emdia-connect .merchant=${this.place.merchant}></emdia-connect>
    </section>`;
  }

  #list(items) {
    if (items.length === 0) {
      return empty(word('gates.noConnections'), word('gates.noConnectionsText'), this.place.params.has('add') ? nothing
        : addLink());
    }
    return html`<table class="plain gates-table">
      <thead><tr><th scope="col">${word('gates.gateway')}</th><th scope="col">${word('gates.state')}</th>
        <th scope="col">${word('gates.lastDelivery')}</th>
        <th scope="col" class="num wide-only">${word('gates.accepted')}</th>
        <th scope="col" class="num wide-only">${word('gates.refused')}</th>
        <th scope="col" class="num wide-only">${word('gates.events')}</th></tr></thead>
      <tbody>${inOrder(items).map((each) => this.#row(each))}</tbody>
    </table>`;
  }

  #row(each) {
    const { deliveries, applied } = each;
    return html`<tr class=${each.enabled ? '' : 'is-over'}>
      <th scope="row"><a class="row-link" href=${link('connection', { id: each.id })}>${nameOf(each.gateway)}</a>
        <small class="short-id">${each.id.slice(0, 8)}</small></th>
      <td>${stateTag(each)}</td>
      <td>${deliveries.last_accepted_at ? ago(deliveries.last_accepted_at) : word('gates.never')}</td>
      <td class="num wide-only">${count(deliveries.accepted)}</td>
      <td class="num wide-only">${count(deliveries.refused)}</td>
      <td class="num wide-only">${count(applied.events)}</td>
    </tr>`;
  }
}

function addLink() {
  return html`<a class="button main" href=${link('connections', { add: 1 })}>${word('gates.add')}</a>`;
}

/** Those that are turned away first, those that are off last. */
function inOrder(items) {
  const rank = { refusing: 0, waiting: 1, accepting: 2, disabled: 3 };
  const name = ({ gateway, id }) => `${nameOf(gateway)} ${id}`;
  const order = (each) => rank[stateOfConnection(each)];
  return [...items].sort((a, b) => order(a) - order(b) || name(a).localeCompare(name(b)));
}

/** The state in a word; where deliveries are refused, how many in a row and why. */
export function stateTag(connection) {
  const state = stateOfConnection(connection);
  const { consecutive_refusals: n, last_refusal: why } = connection.deliveries;
  const said = word(`gates.is.${state}`, { n: count(n) });
  return html`<span class="gate-state" data-state=${state}><i class="dot" aria-hidden="true"></i>${said}</span>
    ${state === 'refusing' ? html`<small>${refusalText(why)}</small>` : nothing}`;
}

customElements.define('emdia-connections', Connections);
