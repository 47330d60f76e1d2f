// What just happened: the newest facts of the event stream, in the reader's words.

import { element } from './figures.js';
import { hasWord, money, time, word } from './words.js';

const SHOWN_MAX = 40;
const GOOD = new Set(['payment.succeeded', 'charge.restored']);
const BAD = new Set([
  'payment.failed', 'payment.reversed', 'dispute.opened', 'charge.written_off', 'subscription.canceled',
]);

let events = [];

/** The gateways' own names of events, as a stream needs each named to be heard. */
export const EVENT_NAMES = [
  'customer.upserted', 'subscription.upserted', 'subscription.canceled', 'charge.upserted',
  'charge.canceled', 'charge.restored', 'charge.written_off', 'payment.succeeded',
  'payment.reversed', 'payment.failed', 'refund.succeeded', 'refund.failed', 'dispute.opened',
  'dispute.closed',
  'invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded',
  'invoice.payment_failed', 'invoice.voided', 'invoice.marked_uncollectible', 'invoice.updated',
  'payment_intent.created', 'payment_intent.succeeded', 'payment_intent.payment_failed',
  'payment_intent.canceled', 'charge.succeeded', 'charge.failed', 'charge.refunded',
  'refund.created', 'refund.updated', 'charge.refund.updated',
  'charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed',
  'charge.dispute.funds_withdrawn', 'charge.dispute.funds_reinstated',
  'customer.created', 'customer.updated', 'customer.subscription.created',
  'customer.subscription.updated', 'customer.subscription.deleted',
  'customer.subscription.paused', 'customer.subscription.resumed', 'invoice_payment.paid',
];

export function happened(event, currency) {
  events.unshift({ ...event, currency });
  events = events.slice(0, SHOWN_MAX);
}

export function forget() {
  events = [];
}

export function drawFeed() {
  document.getElementById('feed-empty').hidden = events.length > 0;
  document.getElementById('feed').replaceChildren(...events.map(line));
}

function line(event) {
  const fact = telling(event.facts);
  const kind = fact?.type ?? event.type;
  const item = element('li', GOOD.has(kind) ? 'good' : BAD.has(kind) ? 'bad' : '', '');
  item.append(
    element('span', 'what', hasWord(`fact.${kind}`) ? word(`fact.${kind}`) : event.type),
    element('span', 'sum', sum(fact, event.currency)),
    element('span', 'where', [subject(fact), method(fact)].filter(Boolean).join(' · ') || event.gateway),
    element('span', 'when', time(event.recorded_at)),
  );
  return item;
}

/** Of several facts the one that moves money. */
function telling(facts) {
  const told = facts ?? [];
  return told.find((fact) => !/upserted|implied|linked/.test(fact.type))
    ?? told.find((fact) => /^charge/.test(fact.type) && fact.type !== 'charge.linked') ?? told[0];
}

function sum(fact, currency) {
  const amount = fact?.amount ?? fact?.total;
  return typeof amount === 'number' ? money(amount, fact.currency ?? currency) : '';
}

function subject(fact) {
  if (fact?.charge_id) return word('charge', { id: fact.charge_id });
  if (fact?.subscription_id) return word('subscription', { id: fact.subscription_id });
  return fact?.customer_id ? word('customer', { id: fact.customer_id }) : '';
}

function method(fact) {
  return fact?.method ? word(`method.${fact.method}`) : '';
}
