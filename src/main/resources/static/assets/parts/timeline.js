// What was told of a charge or a subscription, step by step, and where each step came from.

import { html, nothing } from 'lit';
import { count, day, days, moment, money, today } from '../core/format.js';
import { hasWord, word } from '../core/words.js';
import { empty } from './states.js';

const HIDDEN = new Set(['type', 'charge_id', 'payment_id', 'refund_id', 'dispute_id', 'attempt_id',
  'subscription_id', 'customer_id', 'currency', 'of', 'hint', 'amount']);
const AMOUNTS = new Set(['discount', 'fine', 'interest']);

/** By which of its days a fact counts. */
const DAYS = ['paid_on', 'paid_at', 'failed_at', 'refunded_on', 'reversed_on', 'opened_on', 'closed_on',
  'canceled_on', 'written_off_on', 'ends_on'];
const GOOD = /^payment\.succeeded|^charge\.restored/;
const BAD = /reversed|failed|opened|canceled|written_off|lapsed/;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** @param {{zone: string, asOf: string | null, currency: string, connection: string}} seen */
export function timeline(steps, seen) {
  const shown = told(steps);
  if (shown.length === 0) return empty(word('lists.timelineNone'), word('lists.timelineNoneText'));
  return html`<ol class="timeline">${shown.map((step) => drawn(step, seen))}</ol>`;
}

/** A step says what it changed: an upsert that repeats what was known adds nothing to read. */
function told(steps) {
  const known = new Map();
  return steps.map((step) => {
    const facts = step.facts.filter(({ type }) => type !== 'charge.linked').map((fact) => news(fact, known));
    return { ...step, facts: facts.filter((fact) => fact !== null) };
  });
}

function news(fact, known) {
  if (!fact.type.endsWith('.upserted')) return fact;
  const before = known.get(fact.type);
  known.set(fact.type, { ...before, ...fact });
  if (before === undefined) return fact;
  const changed = Object.entries(fact).filter(([key, value]) => before[key] !== value);
  return changed.length === 0 ? null : { type: fact.type, isChange: true, ...Object.fromEntries(changed) };
}

/** Whether the day that is looked at knows nothing of it yet; what a charge is holds for every day. */
function isAfter({ facts, timestamp }, { asOf, zone }) {
  if (asOf === null || facts.length === 0) return false;
  return facts.every((fact) => {
    if (fact.type.startsWith('charge.upserted')) return false;
    const on = DAYS.map((key) => fact[key]).find(Boolean) ?? timestamp;
    return (on.includes('T') ? today(zone, new Date(on)) : on) > asOf;
  });
}

function drawn(step, seen) {
  const isLater = isAfter(step, seen);
  const first = step.facts[0];
  return html`<li class="step ${first ? tone(first.type) : ''} ${isLater ? 'is-later' : ''}">
    <time class="step-time" datetime=${step.timestamp}>${moment(step.timestamp)}
      ${isLater ? html`<span class="tag">${word('lists.later')}</span>` : nothing}</time>
    ${step.facts.length === 0 ? html`<p class="step-title quiet">${word('lists.linked')}</p>`
      : step.facts.map((fact) => said(fact, seen))}
    <p class="step-from"><span class="tag">${step.gateway}</span> <span>${step.type}</span>
      <span class="id">${step.event_id}</span> <span>${recorded(step)}</span></p>
  </li>`;
}

function tone(type) {
  if (GOOD.test(type)) return 'is-good';
  return BAD.test(type) ? 'is-bad' : '';
}

function said(fact, seen) {
  const parts = Object.entries(fact).filter(([key, value]) => !HIDDEN.has(key) && key !== 'isChange'
    && value !== null && value !== 0 && hasWord(`lists.is.${key}`));
  return html`<p class="step-title">${word(`fact.${fact.type}`)}${typeof fact.amount === 'number'
    ? html` <strong>${money(fact.amount, fact.currency ?? seen.currency)}</strong>` : nothing}</p>
    ${parts.length === 0 ? nothing : html`<dl class="step-told">${parts.map(([key, value]) => html`
      <div><dt>${word(`lists.is.${key}`)}</dt><dd>${written(key, value, seen)}</dd></div>`)}</dl>`}`;
}

function written(key, value, { currency, zone }) {
  if (AMOUNTS.has(key)) return money(value, currency);
  if (key.endsWith('_on') || key.endsWith('_at')) return dated(key, value, zone);
  if (key === 'method') return word(`method.${value}`);
  if (key === 'outcome' || key === 'reason') return word(`lists.${key}.${value}`);
  if (key === 'interval') return word(`lists.every.${value}`);
  if (key === 'status') return word(`lists.runs.${value}`);
  return typeof value === 'number' ? count(value) : value;
}

/** An instant stands for its day in the company's zone. */
function dated(key, value, zone) {
  if (!value.includes('T')) return day(value);
  return key.endsWith('_at') ? moment(value) : day(today(zone, new Date(value)));
}

/** How long the news took. */
function recorded({ timestamp, recorded_at: at }) {
  const lagMs = new Date(at) - new Date(timestamp);
  if (lagMs < SECOND_MS) return `${word('lists.recorded')} ${word('lists.sameMoment')}`;
  return `${word('lists.recorded')} ${word('lists.after', { ago: lasted(lagMs) })}`;
}

function lasted(ms) {
  if (ms < MINUTE_MS) return `${count(Math.round(ms / SECOND_MS))} s`;
  if (ms < 60 * MINUTE_MS) return `${count(Math.round(ms / MINUTE_MS))} min`;
  if (ms < 1_440 * MINUTE_MS) return `${count(Math.round(ms / MINUTE_MS / 60))} h`;
  return days(Math.round(ms / MINUTE_MS / 1_440));
}
