// Who is here, what they look at, and what the page shows of it.

import { drawFeed, EVENT_NAMES, forget, happened } from './feed.js';
import { drawFigures } from './figures.js';
import { follow } from './live.js';
import { choose, chosenLanguage, word } from './words.js';

const $ = (id) => document.getElementById(id);
const VIEWS = ['loading', 'signed-out', 'empty', 'figures'];
const LOOK_AGAIN = 3_000;

let me = null;
let watched = null;
let streams = [];
let newest = null;
let drawing = false;
let looking = null;

function show(view) {
  VIEWS.forEach((id) => { $(id).hidden = id !== view; });
  $('link').hidden = view !== 'figures' && view !== 'empty';
  $('sign-out').hidden = me === null;
}

async function arrive() {
  const answer = await fetch('/v1/me', { headers: { accept: 'application/json' } }).catch(() => null);
  if (answer?.status === 401 || answer?.status === 403) return leave();
  if (!answer?.ok) {
    setTimeout(arrive, LOOK_AGAIN);
    return;
  }
  me = await answer.json();
  offerMerchants();
  const wanted = decodeURIComponent(location.hash.slice(1)) || me.merchant;
  const merchant = me.merchants.find(({ id }) => id === wanted) ?? me.merchants[0];
  if (merchant) watch(merchant, merchant.default_currency);
  else drawEmpty(null);
}

function leave() {
  stop();
  me = null;
  document.querySelector('.which').hidden = true;
  show('signed-out');
  $('token').focus();
}

function offerMerchants() {
  $('merchant').replaceChildren(...me.merchants.map(({ id, name }) => new Option(name, id)));
}

function watch(merchant, currency) {
  stop();
  watched = { ...merchant, currency };
  $('merchant').value = merchant.id;
  $('name').textContent = merchant.name;
  forget();
  look(watched);
}

/** Asks once before it streams: an answer says what is missing, a stream only that it failed. */
async function look(wanted) {
  const answer = await fetch(path('/kpis')).catch(() => null);
  if (wanted !== watched) return;
  if (answer?.status === 401) return leave();
  if (answer?.status === 400) return await choices(await answer.json());
  if (!answer?.ok) return lookAgain();
  const kpis = await answer.json();
  if (wanted !== watched) return;
  if (kpis.freshness.last_delivery_at === null && kpis.delinquency.customers === 0) {
    drawEmpty(watched);
    return lookAgain();
  }
  offerCurrency([...new Set([watched.currency, kpis.currency].filter(Boolean))], kpis.currency);
  take(kpis);
  stream();
}

/** Several currencies: the problem names them, the first is shown and the others offered. */
async function choices(problem) {
  const detail = problem.errors?.find(({ member }) => member === 'currency')?.detail ?? '';
  const currencies = detail.match(/\b[A-Z]{3}\b/g) ?? [];
  if (currencies.length > 1) {
    watched = { ...watched, currency: currencies[0], currencies };
    offerCurrency(currencies, currencies[0]);
    return look(watched);
  }
  drawEmpty(watched);
  return lookAgain();
}

function offerCurrency(currencies, chosen) {
  const all = watched.currencies ?? currencies;
  $('currency').replaceChildren(...all.map((code) => new Option(code, code)));
  $('currency').value = chosen;
  $('currency').parentElement.hidden = all.length < 2;
  $('merchant').parentElement.hidden = me.merchants.length < 2;
  document.querySelector('.which').hidden = all.length < 2 && me.merchants.length < 2;
}

function lookAgain() {
  clearTimeout(looking);
  const wanted = watched;
  looking = setTimeout(() => wanted === watched && look(wanted), LOOK_AGAIN);
}

function stream() {
  const states = { kpis: 'connecting', events: 'connecting' };
  const tell = (which) => (state) => {
    states[which] = state;
    drawLink(states);
    if (state === 'lost') stillMe();
  };
  drawLink(states);
  streams = [
    follow(path('/kpis/stream'), ['kpis'], ({ data }) => take(JSON.parse(data)), tell('kpis')),
    follow(path('/events/stream'), EVENT_NAMES, ({ data }) => {
      happened(JSON.parse(data), newest?.currency);
      draw();
    }, tell('events')),
  ];
}

async function stillMe() {
  const answer = await fetch('/v1/me').catch(() => null);
  if (answer?.status === 401) leave();
}

function stop() {
  clearTimeout(looking);
  streams.forEach((each) => each.close());
  streams = [];
  watched = null;
  newest = null;
}

function take(kpis) {
  newest = kpis;
  draw();
}

/** However much arrives, the page is drawn once a frame. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    if (newest === null) return;
    show('figures');
    drawFigures(newest);
    drawFeed();
  });
}

function drawLink(states) {
  const all = Object.values(states);
  const state = all.every((each) => each === 'live') ? 'live'
    : all.some((each) => each === 'healing' || each === 'lost') ? 'healing' : 'connecting';
  $('link').hidden = false;
  $('link').dataset.state = state;
  $('link').dataset.says = state;
  $('link').querySelector('.says').textContent = word(state);
}

function drawEmpty(merchant) {
  $('first').textContent = firstWebhook(merchant?.id);
  show('empty');
  $('link').hidden = true;
}

function firstWebhook(merchantId) {
  const origin = location.origin;
  const id = merchantId ?? 'acme';
  const today = new Date().toISOString().slice(0, 10);
  const lines = ['TOKEN=…   # manager or administrator'];
  if (!merchantId) {
    lines.push(`curl ${origin}/v1/merchants -H "Authorization: Bearer $TOKEN" \\`,
      '  -H "Content-Type: application/json" \\',
      '  -d \'{"id":"acme","name":"Acme","time_zone":"America/Sao_Paulo","calendar":"BR"}\'', '');
  }
  lines.push('KEY=$(openssl rand -base64 32)',
    `curl ${origin}/v1/merchants/${id}/connections -H "Authorization: Bearer $TOKEN" \\`,
    '  -H "Content-Type: application/json" \\',
    '  -d "{\\"gateway\\":\\"standard\\",\\"secrets\\":[\\"whsec_$KEY\\"]}"', '',
    'CONNECTION=…   # the id in the answer',
    `BODY='{"type":"charge.upserted","timestamp":"${today}T12:00:00Z","data":{"charge_id":"c1",`
      + '"customer_id":"u1","amount":9900,"currency":"BRL","method":"pix",'
      + `"issued_on":"${today}","due_on":"${today}"}}'`,
    'AT=$(date +%s)',
    'HEX=$(echo "$KEY" | openssl base64 -d -A | od -An -tx1 | tr -d " \\n")',
    'SIGNATURE=$(printf %s "evt-1.$AT.$BODY" \\',
    '  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$HEX" -binary | openssl base64 -A)',
    `curl ${origin}/webhooks/$CONNECTION -H "webhook-id: evt-1" -H "webhook-timestamp: $AT" \\`,
    '  -H "webhook-signature: v1,$SIGNATURE" -H "Content-Type: application/json" -d "$BODY"');
  return lines.join('\n');
}

function path(rest) {
  const query = watched.currency ? `?currency=${encodeURIComponent(watched.currency)}` : '';
  return `/v1/merchants/${encodeURIComponent(watched.id)}${rest}${query}`;
}

function speak() {
  document.documentElement.lang = chosenLanguage();
  document.querySelectorAll('[data-word]').forEach((each) => {
    each.textContent = word(each.dataset.word);
  });
  document.querySelectorAll('[data-label]').forEach((each) => {
    each.setAttribute('aria-label', word(each.dataset.label));
  });
  document.querySelectorAll('[data-language]').forEach((each) => {
    each.setAttribute('aria-pressed', String(each.dataset.language === chosenLanguage()));
  });
  if ($('link').dataset.says) $('link').querySelector('.says').textContent = word($('link').dataset.says);
  draw();
}

async function signIn(event) {
  event.preventDefault();
  const problem = $('sign-in-problem');
  problem.textContent = '';
  const answer = await fetch('/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: $('token').value.trim() }),
  }).catch(() => null);
  if (answer?.ok) {
    $('token').value = '';
    return arrive();
  }
  problem.textContent = word(answer?.status === 401 || answer?.status === 400
    ? 'signInRefused' : 'signInFailed');
}

async function signOut() {
  await fetch('/sign-out', { method: 'POST' }).catch(() => null);
  leave();
}

document.querySelectorAll('[data-language]').forEach((each) => {
  each.addEventListener('click', () => {
    choose(each.dataset.language);
    speak();
  });
});
$('sign-in').addEventListener('submit', signIn);
$('sign-out').addEventListener('click', signOut);
$('merchant').addEventListener('change', ({ target }) => {
  const merchant = me.merchants.find(({ id }) => id === target.value);
  history.replaceState(null, '', `#${encodeURIComponent(merchant.id)}`);
  watch(merchant, merchant.default_currency);
});
$('currency').addEventListener('change', ({ target }) => {
  const currencies = watched.currencies;
  watch(watched, target.value);
  watched.currencies = currencies;
});

speak();
arrive();
