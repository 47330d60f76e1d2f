// Draws the KPI document. Every number on the page comes from here.

import { count, day, days, money, percent, time, word } from './words.js';

const $ = (id) => document.getElementById(id);

const SUMMARY_EVERY = 30_000;
let summarizedAt = 0;

export function drawFigures(kpis) {
  const window = windowDays(kpis.window);
  drawHeadline(headline(kpis, window));
  drawAging(kpis);
  drawMix(kpis);
  $('window').textContent = word('window', {
    start: day(kpis.window.start), end: day(kpis.window.end), currency: kpis.currency,
  });
  drawFreshness(kpis);
  summarize(kpis);
}

function windowDays({ start, end }) {
  return Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
}

function headline(kpis, window) {
  const { delinquency: d, collection, recovery, currency } = kpis;
  const of = (minorUnits) => money(minorUnits, currency);
  return [
    ['rate', percent(d.rate), word('rateNote', { days: window }), d.rate > 0],
    ['overdue', of(d.overdue_amount), word('overdueNote', {
      count: count(d.overdue_charges), all: count(d.receivable_charges),
    }), d.overdue_amount > 0],
    ['delinquents', count(d.delinquent_customers), word('delinquentsNote', {
      share: percent(d.delinquent_customers_rate), all: count(d.customers),
    }), d.delinquent_customers > 0],
    ['collection', days(collection.average_days_from_due), word('collectionNote'), false],
    ['recovered', of(recovery.recovered_amount), word('recoveredNote', { days: window }), false],
    ['receivable', of(d.receivable_amount), word('receivableNote', {
      count: count(d.receivable_charges),
    }), false],
  ];
}

function drawHeadline(cards) {
  const list = $('headline');
  for (const [key, value, note, late] of cards) {
    const card = list.querySelector(`[data-key="${key}"]`) ?? newCard(list, key);
    card.classList.toggle('late', late);
    card.querySelector('dt').textContent = word(key);
    set(card.querySelector('.value'), value);
    card.querySelector('.note').textContent = note;
  }
}

function newCard(list, key) {
  const card = element('div', '', '');
  card.dataset.key = key;
  card.append(element('dt', '', ''), element('dd', 'value', ''), element('dd', 'note', ''));
  list.append(card);
  return card;
}

/** A value that moved is lit for a moment. */
function set(target, text) {
  if (target.textContent === text) return;
  const first = target.textContent === '';
  target.textContent = text;
  if (first) return;
  target.classList.remove('moved');
  void target.offsetWidth;
  target.classList.add('moved');
}

function drawAging({ aging, currency }) {
  const bar = $('aging-bar');
  const rows = $('aging').tBodies[0];
  aging.forEach((bucket, index) => {
    const part = bar.children[index] ?? bar.appendChild(element('span', `b${index}`, ''));
    part.style.flexGrow = bucket.amount;
    const row = rows.rows[index] ?? newRow(rows, index);
    row.cells[0].lastChild.textContent = bucketName(bucket.bucket);
    row.cells[1].textContent = count(bucket.charges);
    row.cells[2].textContent = money(bucket.amount, currency);
  });
}

function newRow(rows, index) {
  const row = rows.insertRow();
  const name = element('th', '', '');
  name.scope = 'row';
  name.append(element('span', `swatch b${index}`, ''), element('span', '', ''));
  row.append(name, element('td', '', ''), element('td', '', ''));
  return row;
}

function bucketName(bucket) {
  if (bucket === 'not_due') return word('notDue');
  return bucket.startsWith('>') ? word('over', { days: bucket.slice(1) }) : bucket.replace('-', '–');
}

function drawMix({ payment_mix: mix, currency }) {
  $('mix-empty').hidden = mix.length > 0;
  $('mix').replaceChildren(...mix.map((share) => mixLine(share, currency)));
}

function mixLine({ method, amount, share }, currency) {
  const line = element('div', 'line', '');
  line.append(
    element('span', '', word(`method.${method}`)),
    element('span', '', `${money(amount, currency)} · ${percent(share, 0)}`),
  );
  const track = element('div', 'track', '');
  const part = element('span', '', '');
  part.style.width = `${share * 100}%`;
  track.append(part);
  track.setAttribute('aria-hidden', 'true');
  const item = element('li', '', '');
  item.append(line, track);
  return item;
}

function drawFreshness({ freshness, version }) {
  const at = freshness.last_delivery_at ? time(freshness.last_delivery_at) : word('none');
  const behind = freshness.lag_records > 0
    ? word('behind', { count: count(freshness.lag_records) }) : '';
  $('fresh').textContent = word('fresh', { at, version: count(version) }) + behind;
}

/** Read aloud now and then, never at every change. */
function summarize({ delinquency: d, currency }) {
  const now = Date.now();
  if (now - summarizedAt < SUMMARY_EVERY) return;
  summarizedAt = now;
  $('summary').textContent = word('summary', {
    rate: percent(d.rate), overdue: money(d.overdue_amount, currency),
    customers: count(d.delinquent_customers),
  });
}

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
