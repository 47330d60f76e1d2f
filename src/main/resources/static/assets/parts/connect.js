// Connects a gateway: which one, what proves its deliveries, what its API may be asked.

import { html, nothing } from 'lit';
import { of, tell } from '../core/api.js';
import { Part } from '../core/element.js';
import { go } from '../core/place.js';
import { word } from '../core/words.js';
import { faultOf, otherFault } from './fields.js';
import { GATEWAYS, gatewayOf, newSecret, remember } from './gateways.js';

const MEMBERS = ['gateway', 'secrets', 'api_token', 'settings'];

export class Connect extends Part {
  static properties = {
    merchant: { attribute: false }, chosen: { state: true }, refusal: { state: true }, isSending: { state: true },
    isSignedOnly: { state: true },
  };

  #made = '';

  render() {
    return html`<form class="connect" @submit=${this.#send} novalidate>
      <fieldset class="gateway-choice">
        <legend>${word('gates.whichGateway')}</legend>
        ${GATEWAYS.map((each) => html`<label class="gateway-option">
          <input type="radio" name="gateway" value=${each.id} .checked=${this.chosen === each.id}
            @change=${() => this.#choose(each.id)}>
          <span>${each.name}<small>${word(tokenWord(each))}</small></span>
        </label>`)}
      </fieldset>
      ${this.chosen ? this.#fields(gatewayOf(this.chosen)) : nothing}
    </form>`;
  }

  #choose(id) {
    this.chosen = id;
    this.refusal = null;
    this.isSignedOnly = false;
    this.#made = newSecret(id);
  }

  #fields(gateway) {
    return html`<div class="form">
      ${this.#secret(gateway)}
      ${gateway.token === 'none' ? nothing : html`
        <label for="connect-token">${word('gates.apiToken')} ${gateway.token === 'needed' ? nothing
          : html`<small>${word('gates.optional')}</small>`}</label>
        <p class="quiet help" id="connect-token-help">${word(`how.${gateway.id}.token`)}</p>
        <input id="connect-token" name="token" type="password" autocomplete="off" spellcheck="false"
          aria-describedby="connect-token-help connect-fault-api_token">
        ${faultOf(this.refusal, 'api_token', 'connect-fault')}`}
      ${gateway.settings.length === 0 ? nothing : html`<details class="more">
        <summary>${word('gates.moreSettings')}</summary>
        ${gateway.settings.map((each) => settingField(each, ''))}
      </details>`}
      ${faultOf(this.refusal, 'settings', 'connect-fault')}
      ${otherFault(this.refusal, MEMBERS)}
      <button type="submit" class="button main" ?disabled=${this.isSending}>${word('gates.connect')}</button>
    </div>`;
  }

  #secret(gateway) {
    if (gateway.secret === 'later') {
      return html`<p class="note">${word('gates.secretLater', { name: gateway.name })}</p>`;
    }
    const isOurs = gateway.secret === 'ours';
    return html`${gateway.mayBeNone ? this.#signedOnly() : nothing}
      ${this.isSignedOnly ? nothing : html`
        <label for="connect-secret">${word('gates.secret')}</label>
        <p class="quiet help" id="connect-secret-help">
          ${word(isOurs ? 'gates.secretOurs' : `how.${gateway.id}.secret`)}</p>
        <input id="connect-secret" name="secret" required spellcheck="false" autocomplete="off"
          .value=${isOurs ? this.#made : ''} aria-describedby="connect-secret-help connect-fault-secrets">
        ${faultOf(this.refusal, 'secrets', 'connect-fault')}`}`;
  }

  #signedOnly() {
    return html`<label class="check"><input type="checkbox" name="signed" .checked=${this.isSignedOnly === true}
      @change=${({ target }) => { this.isSignedOnly = target.checked; }}> ${word('gates.signedOnly')}</label>`;
  }

  #send = async (event) => {
    event.preventDefault();
    const { secret, token } = event.target.elements;
    const gateway = gatewayOf(this.chosen);
    const proof = gateway.secret === 'later' ? this.#made : secret?.value.trim();
    const body = { gateway: gateway.id, secrets: proof ? [proof] : [], settings: settingsOf(event.target) };
    if (token?.value.trim()) body.api_token = token.value.trim();
    this.isSending = true;
    this.refusal = null;
    try {
      const made = await tell('POST', of(this.merchant.id, '/connections'), body);
      if (gateway.secret !== 'later' && proof) remember(made.id, proof);
      go('connection', { id: made.id });
    } catch (refusal) {
      this.refusal = refusal;
    } finally {
      this.isSending = false;
    }
  };
}

function tokenWord({ id, token }) {
  return id === 'standard' ? 'gates.anySystem' : `gates.token.${token}`;
}

/** One of a gateway's settings; where it has few values they are offered. */
export function settingField(name, value) {
  const id = `setting-${name}`;
  return html`<label for=${id}>${word(`gates.setting.${name}`)}</label>
    ${name === 'capture_mode' ? html`<select id=${id} name=${id}>
      <option value="" ?selected=${value === ''}>${word('gates.capture.automatic')}</option>
      <option value="manual" ?selected=${value === 'manual'}>${word('gates.capture.manual')}</option></select>`
      : html`<input id=${id} name=${id} .value=${value} spellcheck="false" autocomplete="off"
        inputmode=${name === 'time_zone' ? 'text' : 'url'}
        placeholder=${word(`gates.example.${name}`)}>`}`;
}

/** The settings a form holds, without the empty ones. */
export function settingsOf(form) {
  const all = Array.from(form.querySelectorAll('[name^="setting-"]'));
  return Object.fromEntries(all.map(({ name, value }) => [name.slice('setting-'.length), value.trim()])
    .filter(([, value]) => value !== ''));
}

customElements.define('emdia-connect', Connect);
