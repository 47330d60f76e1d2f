// Figures, money and dates as the reader's language writes them.

import { chosenLanguage, plural, word } from './words.js';

const DAY_MS = 86_400_000;
const formats = new Map();

function format(Kind, options) {
  const key = `${Kind.name} ${chosenLanguage()} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Kind(chosenLanguage(), options));
  return formats.get(key);
}

/** Minor units with their sign of currency, to the cent. */
export function money(minorUnits, currency) {
  if (minorUnits === null || minorUnits === undefined) return word('core.none');
  const written = format(Intl.NumberFormat, { style: 'currency', currency });
  return written.format(minorUnits / 10 ** written.resolvedOptions().maximumFractionDigits);
}

/** Money where there is little room, as in R$ 1,2 mi. */
export function shortMoney(minorUnits, currency) {
  const whole = format(Intl.NumberFormat, { style: 'currency', currency }).resolvedOptions();
  return format(Intl.NumberFormat, {
    style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1,
  }).format(minorUnits / 10 ** whole.maximumFractionDigits);
}

export function percent(ratio, digits = 1) {
  if (ratio === null || ratio === undefined) return word('core.none');
  return format(Intl.NumberFormat, {
    style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(ratio);
}

/** A difference of two ratios, in percentage points. */
export function points(difference) {
  const n = format(Intl.NumberFormat, {
    signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1,
  }).format(difference * 100);
  return word('core.points', { n });
}

export function signedPercent(ratio) {
  return format(Intl.NumberFormat, {
    style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 1,
  }).format(ratio);
}

export function count(number) {
  return format(Intl.NumberFormat, {}).format(number);
}

export function decimal(number, digits = 1) {
  if (number === null || number === undefined) return word('core.none');
  return format(Intl.NumberFormat, { maximumFractionDigits: digits }).format(number);
}

export function days(number) {
  if (number === null || number === undefined) return word('core.none');
  return plural('core.days', Number(number.toFixed(1)), decimal(number));
}

/** A calendar day as it is, whatever the browser's zone. */
export function day(iso) {
  if (!iso) return word('core.none');
  return format(Intl.DateTimeFormat, { dateStyle: 'medium', timeZone: 'UTC' })
    .format(new Date(`${iso}T00:00:00Z`));
}

export function shortDay(iso) {
  return format(Intl.DateTimeFormat, { day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(new Date(`${iso}T00:00:00Z`));
}

export function moment(instant) {
  if (!instant) return word('core.none');
  return format(Intl.DateTimeFormat, { dateStyle: 'short', timeStyle: 'medium' })
    .format(new Date(instant));
}

export function time(instant) {
  return format(Intl.DateTimeFormat, { timeStyle: 'medium' }).format(new Date(instant));
}

/** How long ago, in the largest unit that says something; of what is older than a week the day. */
export function ago(instant, now = Date.now()) {
  if (!instant) return word('core.none');
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
  const written = format(Intl.RelativeTimeFormat, { numeric: 'auto', style: 'short' });
  if (Math.abs(seconds) < 60) return written.format(seconds, 'second');
  if (Math.abs(seconds) < 3_600) return written.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < DAY_MS / 1000) return written.format(Math.round(seconds / 3_600), 'hour');
  if (Math.abs(seconds) < 7 * DAY_MS / 1000) return written.format(Math.round(seconds / 86_400), 'day');
  return moment(instant);
}

/** Monday first, in short or in full. */
export function weekday(index, style = 'short') {
  return format(Intl.DateTimeFormat, { weekday: style, timeZone: 'UTC' })
    .format(new Date(Date.UTC(2024, 0, 1 + index)));
}

export function month(number, style = 'short') {
  return format(Intl.DateTimeFormat, { month: style, timeZone: 'UTC' })
    .format(new Date(Date.UTC(2024, number - 1, 1)));
}

/** The calendar day so many days after another, both as `YYYY-MM-DD`. */
export function plusDays(iso, number) {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + number * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Today in a zone, as `YYYY-MM-DD`. */
export function today(zone, now = new Date()) {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone || undefined }).format(now);
}

/** The instant at which today began in a zone. */
export function thisMorning(zone, now = new Date()) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone || undefined, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(now);
  const part = (type) => Number(parts.find((each) => each.type === type).value);
  const since = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000
    + now.getMilliseconds();
  return new Date(now.getTime() - since).toISOString();
}
