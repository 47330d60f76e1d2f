// An administrator before there is any company.

import { html } from 'lit';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';
import { tell } from '../core/api.js';
import { go } from '../core/place.js';

const ID = '[a-z0-9][a-z0-9\\-]{0,62}';

export default class First extends Part {
  static properties = { place: { attribute: false }, session: { attribute: false }, problem: { state: true } };

  render() {
    if (!this.session?.isAdministrator) return html`<section class="card narrow"><h2>${word('overview.noMerchant')}</h2></section>`;
    return html`<section class="card narrow" aria-labelledby="first-title">
      <h2 id="first-title">${word('overview.firstTitle')}</h2>
      <p class="quiet">${word('overview.firstText')}</p>
      <form class="form" @submit=${this.#send}>
        <label for="first-name">${word('overview.firstName')}</label>
        <input id="first-name" name="name" required maxlength="200" autocomplete="organization" @input=${this.#named}>
        <label for="first-id">${word('overview.firstId')}</label>
        <input id="first-id" name="id" required pattern=${ID} spellcheck="false" autocomplete="off" aria-describedby="first-problem">
        <label for="first-zone">${word('overview.firstZone')}</label>
        <select id="first-zone" name="zone">${zones().map((each) => html`<option ?selected=${each === zone()}>${each}</option>`)}</select>
        <p id="first-problem" class="problem" role="alert">${this.problem ?? ''}</p>
        <button type="submit" class="button main">${word('overview.firstSend')}</button>
      </form>
    </section>`;
  }

  /** The id follows the name until it is written by hand. */
  #named = ({ target }) => {
    const id = target.form.elements.id;
    id.value = target.value.normalize('NFD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 63);
  };

  #send = async (event) => {
    event.preventDefault();
    const { id, name, zone: zoned } = event.target.elements;
    try {
      await tell('POST', '/v1/merchants', { id: id.value, name: name.value.trim(), time_zone: zoned.value, calendar: 'BR' });
      go('overview', {}, id.value);
      this.dispatchEvent(new CustomEvent('merchant-changed', { bubbles: true }));
    } catch (refusal) {
      this.problem = refusal.errors[0]?.detail ?? refusal.detail ?? word('core.awayText');
    }
  };
}

function zone() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function zones() {
  return Intl.supportedValuesOf('timeZone');
}

customElements.define('emdia-first', First);
