// What the page knows of each gateway: its name, what proves its deliveries, what its API is for.

import { word } from '../core/words.js';

const BYTES = 32;

/**
 * `secret` says whose it is: `ours` is made here and given to the gateway, `theirs` is known before,
 * `later` is shown by the gateway once it knows the address. `inUrl`: the secret stands in the address.
 */
export const GATEWAYS = [
  { id: 'asaas', name: 'Asaas', secret: 'ours', token: 'optional', settings: ['time_zone', 'api_base_url'] },
  { id: 'stripe', name: 'Stripe', secret: 'later', token: 'optional', settings: ['api_base_url'] },
  { id: 'mercadopago', name: 'Mercado Pago', secret: 'later', token: 'needed', settings: ['api_base_url'] },
  {
    id: 'pagarme', name: 'Pagar.me', secret: 'ours', mayBeNone: true, token: 'optional',
    settings: ['api_base_url', 'key_set_url'],
  },
  { id: 'pagbank', name: 'PagBank', secret: 'theirs', token: 'optional', settings: ['api_base_url'] },
  { id: 'iugu', name: 'Iugu', secret: 'ours', token: 'needed', settings: ['api_base_url'] },
  { id: 'vindi', name: 'Vindi', secret: 'ours', inUrl: true, token: 'optional', settings: ['api_base_url'] },
  { id: 'efi', name: 'Efí', secret: 'ours', inUrl: true, token: 'needed', settings: ['api_base_url'] },
  { id: 'adyen', name: 'Adyen', secret: 'later', token: 'none', settings: ['capture_mode'] },
  { id: 'standard', name: 'Standard Webhooks', secret: 'ours', token: 'none', settings: [] },
];

export function gatewayOf(id) {
  return GATEWAYS.find((each) => each.id === id)
    ?? { id, name: id, secret: 'theirs', token: 'optional', settings: [] };
}

export function nameOf(id) {
  return gatewayOf(id).name;
}

/** A secret of the kind a gateway takes, which nobody can guess. */
export function newSecret(id) {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  const base64 = btoa(String.fromCharCode(...bytes));
  const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('');
  switch (id) {
    case 'standard': return `whsec_${base64}`;
    case 'stripe': return `whsec_${hex}`;
    case 'adyen': return hex.toUpperCase();
    case 'pagarme': return `emdia:${hex.slice(0, 32)}`;
    default: return hex;
  }
}

/** The address a gateway is given; dots stand for a secret that is not known here any more. */
export function addressOf(connection, secret) {
  const address = `${location.origin}${connection.webhook_path}`;
  return gatewayOf(connection.gateway).inUrl ? `${address}?secret=${secret ?? '…'}` : address;
}

const made = new Map();

/** Keeps a secret that was made here while the page stays open: Emdia never tells it again. */
export function remember(connectionId, secret) {
  made.set(connectionId, secret);
}

export function remembered(connectionId) {
  return made.get(connectionId) ?? null;
}

/** In which of five states a connection is, for a person. */
export function stateOfConnection({ enabled, deliveries }) {
  if (!enabled) return 'disabled';
  if (deliveries.consecutive_refusals > 0) return 'refusing';
  return deliveries.accepted === 0 ? 'waiting' : 'accepting';
}

/** Why the last delivery was refused, and what to do. */
export function refusalText(reason) {
  return reason ? word(`gates.refusal.${reason}`) : '';
}

/** One delivery of a charge by hand, signed with a secret that is known. */
export function deliveryByHand(connection, secret) {
  const today = new Date().toISOString().slice(0, 10);
  const id = `evt-${today}-1`;
  return [
    `KEY='${(secret ?? 'whsec_…').replace(/^whsec_/, '')}'`,
    `BODY='{"type":"charge.upserted","timestamp":"${today}T12:00:00Z","data":{"charge_id":"c1",`
      + '"customer_id":"u1","amount":9900,"currency":"BRL","method":"pix",'
      + `"issued_on":"${today}","due_on":"${today}"}}'`,
    'AT=$(date +%s)',
    'HEX=$(echo "$KEY" | openssl base64 -d -A | od -An -tx1 | tr -d " \\n")',
    `SIGNATURE=$(printf %s "${id}.$AT.$BODY" \\`,
    '  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$HEX" -binary | openssl base64 -A)',
    `curl -i ${addressOf(connection)} -H "webhook-id: ${id}" -H "webhook-timestamp: $AT" \\`,
    '  -H "webhook-signature: v1,$SIGNATURE" -H "Content-Type: application/json" -d "$BODY"',
  ].join('\n');
}
