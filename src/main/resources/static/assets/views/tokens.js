// Who may call the API: tokens are made, shown once, and revoked.

import { html, nothing } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { moment } from '../core/format.js';
import { learn, word } from '../core/words.js';
import { confirmed } from '../parts/confirm.js';
import { faultOf, otherFault, said } from '../parts/fields.js';
import { empty, stateOf } from '../parts/states.js';
import '../parts/copyable.js';
import gates from '../words/gates.js';

const PAGE = 500;
const ROLES = ['viewer', 'manager'];
const LIVES_DAYS = [30, 90, 365];

learn(gates);

export default class Tokens extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, issued: { state: true }, refusal: { state: true },
    problem: { state: true },
  };

  #all = new Loads(this);
  #of = '';

  willUpdate() {
    const { id } = this.place.merchant;
    if (id === this.#of) return;
    this.#of = id;
    Object.assign(this, { issued: null, refusal: null, problem: null });
    this.#all.forget();
    this.#look();
  }

  #look() {
    return this.#all.again((signal) => ask(of(this.#of, '/tokens', { limit: PAGE }), { signal }));
  }

  render() {
    return html`<div class="gates">
      <section class="card" aria-labelledby="make-title">
        <header class="card-head"><h2 id="make-title">${word('gates.makeToken')}</h2></header>
        <form class="form" @submit=${this.#make}>
          <label for="token-label">${word('gates.tokenLabel')}</label>
          <p class="quiet help" id="token-label-help">${word('gates.tokenLabelText')}</p>
          <input id="token-label" name="label" required maxlength="200" autocomplete="off"
            aria-describedby="token-label-help token-fault-label">
          ${faultOf(this.refusal, 'label', 'token-fault')}
          <fieldset class="choice"><legend>${word('gates.role')}</legend>
            ${ROLES.map((role) => html`<label class="check">
              <input type="radio" name="role" value=${role} ?checked=${role === 'viewer'}>
              <span>${word(`gates.role.${role}`)}<small>${word(`gates.roleText.${role}`)}</small></span></label>`)}
          </fieldset>
          <label for="token-life">${word('gates.ends')}</label>
          <p class="quiet help" id="token-life-help">${word('gates.endsText')}</p>
          <select id="token-life" name="life" aria-describedby="token-life-help">
            <option value="">${word('gates.endsNever')}</option>
            ${LIVES_DAYS.map((days) => html`<option value=${days}>${word('gates.endsInDays', { days })}</option>`)}
          </select>
          ${otherFault(this.refusal, ['label'])}
          <button type="submit" class="button main">${word('gates.makeToken')}</button>
        </form>
        <div role="status">${this.issued ? this.#shown() : nothing}</div>
      </section>
      <section class="card" aria-labelledby="tokens-title">
        <header class="card-head"><h2 id="tokens-title">${word('gates.tokens')}</h2></header>
        <p class="problem" role="alert">${this.problem ?? nothing}</p>
        ${stateOf(this.#all, ({ items }) => this.#list(items), 5)}
      </section>
    </div>`;
  }

  #shown() {
    const { label } = this.issued;
    return html`<div class="note issued"><p><strong>${word('gates.tokenMade', { label })}</strong></p>
      <emdia-copyable .value=${this.issued.token} .name=${word('gates.token')}></emdia-copyable>
      <p class="quiet help">${word('gates.tokenOnce')}</p></div>`;
  }

  #list(items) {
    if (items.length === 0) return empty(word('gates.noTokens'), word('gates.noTokensText'));
    const newestFirst = [...items].sort((a, b) => b.created_at.localeCompare(a.created_at));
    return html`<table class="plain gates-table">
      <thead><tr><th scope="col">${word('gates.tokenLabel')}</th><th scope="col">${word('gates.role')}</th>
        <th scope="col" class="wide-only">${word('gates.made')}</th>
        <th scope="col" class="wide-only">${word('gates.ends')}</th>
        <th scope="col" class="wide-only">${word('gates.lastUsed')}</th>
        <th scope="col"><span class="unseen">${word('gates.actions')}</span></th></tr></thead>
      <tbody>${newestFirst.map((each) => this.#row(each))}</tbody>
    </table>`;
  }

  #row(each) {
    const label = each.label || word('gates.unnamed');
    const isExpired = each.expires_at && Date.parse(each.expires_at) <= Date.now();
    return html`<tr class=${each.revoked_at || isExpired ? 'is-over' : ''}>
      <th scope="row">${label}</th>
      <td>${word(`gates.role.${each.role}`)}</td>
      <td class="wide-only">${moment(each.created_at)}</td>
      <td class="wide-only">${each.expires_at ? moment(each.expires_at) : word('gates.endsNever')}</td>
      <td class="wide-only">${each.last_used_at ? moment(each.last_used_at) : word('gates.neverUsed')}</td>
      <td class="num">${each.revoked_at || isExpired
        ? html`<span class="quiet">${each.revoked_at ? word('gates.revoked') : word('gates.ended')}</span>`
        : html`<button type="button" class="button danger" aria-label=${`${word('gates.revoke')}: ${label}`}
          @click=${() => this.#revoke(each, label)}>${word('gates.revoke')}</button>`}</td>
    </tr>`;
  }

  #make = async (event) => {
    event.preventDefault();
    const form = event.target;
    const { label, role, life } = form.elements;
    const wish = { label: label.value.trim(), role: role.value };
    if (life.value) wish.expires_in_days = Number(life.value);
    Object.assign(this, { refusal: null, issued: null });
    try {
      this.issued = await tell('POST', of(this.#of, '/tokens'), wish);
      form.reset();
      this.#look();
    } catch (refusal) {
      this.refusal = refusal;
    }
  };

  async #revoke(each, label) {
    const isAgreed = await confirmed({
      title: word('gates.revokeTitle', { label }), text: word('gates.revokeText'), action: word('gates.revoke'),
      isDanger: true,
    });
    if (!isAgreed) return;
    this.problem = null;
    try {
      await tell('DELETE', of(this.#of, `/tokens/${encodeURIComponent(each.id)}`));
      if (this.issued?.id === each.id) this.issued = null;
      this.#look();
    } catch (refusal) {
      this.problem = said(refusal);
    }
  }
}

customElements.define('emdia-tokens', Tokens);
