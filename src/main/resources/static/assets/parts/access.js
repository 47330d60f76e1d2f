// What a connection trusts and may ask: its secrets, its API token, its settings.

import { html, nothing } from 'lit';
import { of, tell } from '../core/api.js';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';
import { settingField, settingsOf } from './connect.js';
import { faultOf, otherFault } from './fields.js';
import { gatewayOf, newSecret, remember } from './gateways.js';
import './copyable.js';

export class Access extends Part {
  static properties = {
    merchant: { attribute: false }, connection: { attribute: false }, refusal: { state: true }, done: { state: true },
    made: { state: true },
  };

  willUpdate(changed) {
    const before = changed.get('connection');
    if (before && before.id !== this.connection.id) Object.assign(this, { refusal: null, done: '', made: '' });
  }

  render() {
    const gateway = gatewayOf(this.connection.gateway);
    return html`<details class="card fold" data-fold="secrets">
        <summary><h2>${word('gates.rotate')}</h2></summary>
        <p class="quiet">${word('gates.rotateText', { n: this.connection.secret_count })}</p>
        <form class="form" data-form="secrets" @submit=${this.#rotate}>
          <label for="secret-new">${word('gates.newSecret')}</label>
          <span class="copyable"><input id="secret-new" name="newest" required spellcheck="false" autocomplete="off"
            .value=${this.made ?? ''} aria-describedby="access-fault-secrets">
            ${gateway.secret === 'ours' ? html`<button type="button" class="button"
              @click=${() => { this.made = newSecret(gateway.id); }}>${word('gates.make')}</button>` : nothing}</span>
          ${faultOf(this.refusal, 'secrets', 'access-fault')}
          <label for="secret-old">${word('gates.oldSecret')} <small>${word('gates.optional')}</small></label>
          <p class="quiet help" id="secret-old-help">${word('gates.oldSecretText')}</p>
          <input id="secret-old" name="older" type="password" spellcheck="false" autocomplete="off"
            aria-describedby="secret-old-help">
          ${this.#said('secrets')}
          <button type="submit" class="button main">${word('gates.rotate')}</button>
        </form>
      </details>
      ${gateway.token === 'none' && gateway.settings.length === 0 ? nothing : this.#settings(gateway)}`;
  }

  #settings(gateway) {
    const { settings, has_api_token: hasToken } = this.connection;
    return html`<details class="card fold" data-fold="settings">
      <summary><h2>${word('gates.apiAndSettings')}</h2></summary>
      <form class="form" data-form="settings" @submit=${this.#change}>
        ${gateway.token === 'none' ? nothing : html`<label for="access-token">${word('gates.apiToken')}</label>
          <p class="quiet help" id="access-token-help">${word(`how.${gateway.id}.token`)}</p>
          <input id="access-token" name="token" type="password" spellcheck="false" autocomplete="off"
            placeholder=${word(hasToken ? 'gates.tokenThere' : 'gates.tokenMissing')}
            aria-describedby="access-token-help access-fault-api_token">
          ${faultOf(this.refusal, 'api_token', 'access-fault')}
          ${hasToken ? html`<label class="check"><input type="checkbox" name="without">
            ${word('gates.removeToken')}</label>` : nothing}`}
        ${gateway.settings.map((each) => settingField(each, settings[each] ?? ''))}
        ${faultOf(this.refusal, 'settings', 'access-fault')}
        ${this.#said('settings')}
        <button type="submit" class="button">${word('gates.save')}</button>
      </form>
    </details>`;
  }

  #said(form) {
    const isHere = this.refusal?.form === form;
    return html`${isHere ? otherFault(this.refusal, ['secrets', 'api_token', 'settings']) : nothing}
      <p class="quiet" role="status">${this.done === form ? word('gates.saved') : nothing}</p>`;
  }

  #rotate = async (event) => {
    event.preventDefault();
    const { newest, older } = event.target.elements;
    const secrets = [newest.value.trim(), older.value.trim()].filter((each) => each !== '');
    const isDone = await this.#send('secrets', 'PUT', '/secrets', { secrets });
    if (!isDone) return;
    remember(this.connection.id, secrets[0]);
    event.target.reset();
  };

  #change = async (event) => {
    event.preventDefault();
    const { token, without } = event.target.elements;
    const known = gatewayOf(this.connection.gateway).settings;
    const others = Object.entries(this.connection.settings).filter(([name]) => !known.includes(name));
    const body = { settings: { ...Object.fromEntries(others), ...settingsOf(event.target) } };
    if (without?.checked) body.api_token = null;
    else if (token?.value.trim()) body.api_token = token.value.trim();
    if (await this.#send('settings', 'PATCH', '', body) && token) token.value = '';
  };

  async #send(form, method, rest, body) {
    Object.assign(this, { refusal: null, done: '' });
    try {
      await tell(method, of(this.merchant.id, `/connections/${this.connection.id}${rest}`), body);
      this.done = form;
      this.dispatchEvent(new CustomEvent('connection-changed', { bubbles: true }));
      return true;
    } catch (refusal) {
      this.refusal = Object.assign(refusal, { form });
      return false;
    }
  }
}

customElements.define('emdia-access', Access);
