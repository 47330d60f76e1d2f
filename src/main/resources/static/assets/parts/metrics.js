// How each metric is written: which are money, ratios, days or counts, and the same of what is above
// and below the line.

import { count, days, decimal, money, percent } from '../core/format.js';

const RATIOS = /(rate|_rate|book_rate.*|rate_by_count|retention|effectiveness_index)$/;
const DAYS = /days/;
const COUNTS = /(_charges|customers|subscriptions\..*)$/;

/** Ratios of numbers of things rather than of money. */
const OF_THINGS = /(by_count|delinquent_customers_rate|dispute_rate)$|^attempts\.|^churn\./;

export function figureOf(metric, value, currency) {
  if (isRatio(metric)) return percent(value, 2);
  if (isDays(metric)) return days(value);
  if (COUNTS.test(metric)) return value === null ? percent(null) : count(value);
  return money(value, currency);
}

export function isRatio(metric) {
  return RATIOS.test(metric.split('.')[1]) || metric.startsWith('churn.');
}

function isDays(metric) {
  return DAYS.test(metric);
}

/** A numerator or denominator; averages of days weigh money by days. */
export function amountOf(metric, which, amount, currency, isSigned = false) {
  if (amount === null || amount === undefined) return '';
  const sign = isSigned && amount > 0 ? '+' : '';
  return sign + written(metric, which, Number(amount), currency);
}

function written(metric, which, amount, currency) {
  if (COUNTS.test(metric) && !isRatio(metric)) return count(amount);
  if (OF_THINGS.test(metric)) return count(amount);
  if (/retention$/.test(metric)) return decimal(amount, 0);
  if (isDays(metric) && which === 'numerator' && !metric.includes('median')) return decimal(amount / 100, 0);
  return money(amount, currency);
}
