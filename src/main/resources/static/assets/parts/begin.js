// A company without a charge: how its first gateway is connected, and a delivery that works by hand.

import { html } from 'lit';
import { Part } from '../core/element.js';
import { link } from '../core/place.js';
import { word } from '../core/words.js';

export class Begin extends Part {
  static properties = { merchant: { attribute: false }, session: { attribute: false }, isCopied: { state: true } };

  render() {
    return html`<section class="card narrow" aria-labelledby="begin-title">
      <h2 id="begin-title">${word('overview.beginTitle')}</h2>
      <p class="quiet">${word('overview.beginText')}</p>
      ${this.session.isManager ? html`<p><a class="button main" href=${link('connections', { add: 1 })}>${word('overview.connect')}</a></p>`
        : html`<p>${word('overview.askManager')}</p>`}
      <h3>${word('overview.byHand')}</h3>
      <p class="quiet">${word('overview.byHandText')}</p>
      <div class="code"><pre tabindex="0"><code data-first-webhook>${firstWebhook(this.merchant.id)}</code></pre>
        <button type="button" class="button" @click=${this.#copy}>${word(this.isCopied ? 'core.copied' : 'core.copy')}</button></div>
      <p class="quiet" role="status">${word('overview.beginWaits')}</p>
    </section>`;
  }

  #copy = async () => {
    await navigator.clipboard?.writeText(firstWebhook(this.merchant.id));
    this.isCopied = true;
  };
}

/** A connection of its own, and one signed delivery to it: needs curl, openssl and od. */
export function firstWebhook(merchantId) {
  const { origin } = location;
  const today = new Date().toISOString().slice(0, 10);
  return [
    `TOKEN=…   # ${word('overview.tokenHint')}`,
    'KEY=$(openssl rand -base64 32)',
    `curl -s ${origin}/v1/merchants/${merchantId}/connections -H "Authorization: Bearer $TOKEN" \\`,
    '  -H "Content-Type: application/json" \\',
    '  -d "{\\"gateway\\":\\"standard\\",\\"secrets\\":[\\"whsec_$KEY\\"]}"',
    '',
    `CONNECTION=…   # ${word('overview.connectionHint')}`,
    `BODY='{"type":"charge.upserted","timestamp":"${today}T12:00:00Z","data":{"charge_id":"c1",`
      + '"customer_id":"u1","amount":9900,"currency":"BRL","method":"pix",'
      + `"issued_on":"${today}","due_on":"${today}"}}'`,
    'AT=$(date +%s)',
    'HEX=$(echo "$KEY" | openssl base64 -d -A | od -An -tx1 | tr -d " \\n")',
    'SIGNATURE=$(printf %s "evt-1.$AT.$BODY" \\',
    '  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$HEX" -binary | openssl base64 -A)',
    `curl -i ${origin}/webhooks/$CONNECTION -H "webhook-id: evt-1" -H "webhook-timestamp: $AT" \\`,
    '  -H "webhook-signature: v1,$SIGNATURE" -H "Content-Type: application/json" -d "$BODY"',
  ].join('\n');
}

customElements.define('emdia-begin', Begin);
