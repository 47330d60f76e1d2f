// What a person may ask of whoever collects: a copy of what is kept, and to be forgotten.

import { html, nothing } from 'lit';
import { of, tell } from '../core/api.js';
import { Part } from '../core/element.js';
import { learn, word } from '../core/words.js';
import gates from '../words/gates.js';
import lists from '../words/lists.js';
import { confirmed } from './confirm.js';
import { said } from './fields.js';

learn(gates);
learn(lists);

export class Person extends Part {
  static properties = {
    merchant: { attribute: false }, customer: { attribute: false }, isBusy: { state: true }, problem: { state: true },
  };

  get #path() {
    const { connection_id: connection, customer_id: id } = this.customer;
    return `/customers/${encodeURIComponent(connection)}/${encodeURIComponent(id)}`;
  }

  render() {
    return html`<section class="card" aria-labelledby="person-title">
      <header class="card-head"><h2 id="person-title">${word('lists.person')}</h2></header>
      <p class="quiet">${word(this.customer.erased_at ? 'lists.erasedText' : 'lists.personText')}</p>
      <div class="together">
        <a class="button" href=${of(this.merchant.id, `${this.#path}/export`)}
          download="customer.json">${word('lists.export')}</a>
        ${this.customer.erased_at ? nothing : html`<button type="button" class="button danger"
          ?disabled=${this.isBusy} @click=${this.#erase}>${word('lists.erase')}</button>`}
      </div>
      <p class="problem" role="alert">${this.problem ?? nothing}</p>
    </section>`;
  }

  #erase = async () => {
    const expected = this.customer.customer_id;
    const agreed = await confirmed({
      title: word('lists.eraseTitle'), text: word('lists.eraseText'), action: word('lists.erase'), isDanger: true,
      expected, expectedLabel: word('lists.eraseType', { id: expected }),
    });
    if (!agreed) return;
    Object.assign(this, { isBusy: true, problem: null });
    try {
      await tell('POST', of(this.merchant.id, `${this.#path}/erase`));
      this.dispatchEvent(new CustomEvent('erased', { bubbles: true }));
    } catch (refusal) {
      this.problem = said(refusal);
    } finally {
      this.isBusy = false;
    }
  };
}

customElements.define('emdia-person', Person);
