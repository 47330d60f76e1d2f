// Sends a connection a test delivery and says what came of it.

import { html, nothing } from 'lit';
import { of, tell } from '../core/api.js';
import { Part } from '../core/element.js';
import { count } from '../core/format.js';
import { word } from '../core/words.js';
import { said } from './fields.js';

export class Trial extends Part {
  static properties = {
    merchant: { attribute: false }, connection: { attribute: false }, outcome: { state: true },
    isSending: { state: true },
  };

  render() {
    return html`<div class="trial">
      <button type="button" class="button" ?disabled=${this.isSending}
        @click=${this.#send}>${word('gates.sendTest')}</button>
      <p role="status" class=${this.outcome?.accepted ? 'is-good' : ''}>${this.isSending ? word('gates.sending')
        : this.outcome ? this.#told(this.outcome) : nothing}</p>
    </div>`;
  }

  #told({ accepted, took_ms: ms, status, text }) {
    if (accepted) return word('gates.testAccepted', { ms: count(ms) });
    return text ?? word('gates.testRefused', { status, why: word(`gates.answer.${status}`) });
  }

  #send = async () => {
    this.isSending = true;
    try {
      this.outcome = await tell('POST', of(this.merchant.id, `/connections/${this.connection.id}/test`));
    } catch (refusal) {
      this.outcome = { accepted: false, status: refusal.status, text: this.#why(refusal) };
    } finally {
      this.isSending = false;
      this.dispatchEvent(new CustomEvent('connection-tried', { bubbles: true, detail: this.outcome }));
    }
  };

  #why(refusal) {
    return refusal.status === 422 ? word('gates.cannotSign') : said(refusal);
  }
}

customElements.define('emdia-trial', Trial);
