// What is left to do in the gateway's own panel, step by step, until its first delivery comes.

import { html, nothing } from 'lit';
import { of, tell } from '../core/api.js';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';
import { faultOf, otherFault } from './fields.js';
import { addressOf, deliveryByHand, gatewayOf, remember, remembered } from './gateways.js';
import './copyable.js';
import './trial.js';

export class Setup extends Part {
  static properties = {
    merchant: { attribute: false }, connection: { attribute: false }, refusal: { state: true },
    isSecretKept: { state: true }, isSending: { state: true },
  };

  render() {
    const gateway = gatewayOf(this.connection.gateway);
    const secret = remembered(this.connection.id);
    return html`<ol class="steps">
      <li>${this.#address(gateway, secret)}</li>
      ${this.#secret(gateway, secret)}
      <li><p>${word(`how.${gateway.id}.events`)}</p>
        ${gateway.id === 'standard' ? html`<emdia-copyable isBlock .value=${deliveryByHand(this.connection, secret)}
          .name=${word('gates.commands')}></emdia-copyable>` : nothing}</li>
      <li><p>${word('gates.tryIt')}</p>
        <emdia-trial .merchant=${this.merchant} .connection=${this.connection}></emdia-trial></li>
    </ol>`;
  }

  #address(gateway, secret) {
    return html`<p>${word(`how.${gateway.id}.url`)}</p>
      <emdia-copyable .value=${addressOf(this.connection, secret)} .name=${word('gates.address')}></emdia-copyable>
      ${gateway.inUrl && secret === null ? html`<p class="quiet help">${word('gates.secretForgotten')}</p>` : nothing}
      ${location.protocol === 'http:' ? html`<p class="quiet help">${word('gates.notPublic')}</p>` : nothing}`;
  }

  #secret(gateway, secret) {
    if (gateway.secret === 'theirs' || (gateway.mayBeNone && this.connection.secret_count === 0)) return nothing;
    if (gateway.secret === 'later') return html`<li>${this.#later(gateway)}</li>`;
    if (gateway.inUrl) return nothing;
    return html`<li><p>${word(`how.${gateway.id}.secret`)}</p>
      ${secret === null ? html`<p class="quiet help">${word('gates.secretForgotten')}</p>`
        : html`<emdia-copyable .value=${secret} .name=${word('gates.secret')}></emdia-copyable>
          <p class="quiet help">${word('gates.shownOnce')}</p>`}</li>`;
  }

  #later(gateway) {
    return html`<form class="inline-form" @submit=${this.#keep}>
      <label for="setup-secret">${word(`how.${gateway.id}.secret`)}</label>
      <span class="copyable"><input id="setup-secret" name="secret" required spellcheck="false" autocomplete="off"
        aria-describedby="setup-fault-secrets"><button type="submit" class="button"
          ?disabled=${this.isSending}>${word('gates.keep')}</button></span>
      ${faultOf(this.refusal, 'secrets', 'setup-fault')}${otherFault(this.refusal, ['secrets'])}
      <p role="status" class="quiet help">${this.isSecretKept ? word('gates.kept') : nothing}</p>
    </form>`;
  }

  #keep = async (event) => {
    event.preventDefault();
    const { secret } = event.target.elements;
    const given = secret.value.trim();
    this.isSending = true;
    try {
      await tell('PUT', of(this.merchant.id, `/connections/${this.connection.id}/secrets`), { secrets: [given] });
      remember(this.connection.id, given);
      secret.value = '';
      Object.assign(this, { isSecretKept: true, refusal: null });
      this.dispatchEvent(new CustomEvent('connection-changed', { bubbles: true }));
    } catch (refusal) {
      Object.assign(this, { isSecretKept: false, refusal });
    } finally {
      this.isSending = false;
    }
  };
}

customElements.define('emdia-setup', Setup);
