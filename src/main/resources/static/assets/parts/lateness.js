// On which days payments are late: as columns by weekday and month, and as a calendar of the month's
// days. Each square says its figures to those who cannot see it.

import { html, nothing } from 'lit';
import { vars } from '../core/element.js';
import { count, month, percent, weekday } from '../core/format.js';
import { word } from '../core/words.js';

const FAINTEST = .06;

/** The whole company's, as its calendar of lateness tells it. */
export function lateness({ matured, late, share, by_weekday: weekdays, ...by }) {
  if (matured === 0) return html`<p class="quiet">${word('lists.whenNone')}</p>`;
  const figures = { late: count(late), all: count(matured), share: percent(share, 0) };
  return html`<p class="lead">${word('lists.whenText', figures)}
      ${worst(weekdays)}</p>
    <div class="lateness">
      ${columns(word('lists.byWeekday'), weekdays.map((each, at) => (
        { ...each, label: weekday(at), name: weekday(at, 'long') })))}
      ${calendar(by.by_day_of_month)}
      ${columns(word('lists.byMonth'), by.by_month.map((each) => ({ ...each, ...named(each.month) })))}
    </div>`;
}

/** One customer's: how many of their charges were late, by the day they were due. */
export function latenessOf({ by_weekday: weekdays, by_day_of_month: days }) {
  const most = Math.max(...weekdays, 1);
  return html`<div class="lateness lateness-one">
    ${columns(word('lists.byWeekday'), weekdays.map((late, at) => ({
      late, share: late / most, label: weekday(at), name: weekday(at, 'long'), written: count(late) })))}
    ${calendar(days.map((late, at) => ({ day: at + 1, late })))}
  </div>`;
}

function named(yearMonth) {
  const [year, number] = yearMonth.split('-').map(Number);
  return { label: month(number), name: `${month(number, 'long')} ${year}` };
}

/** The weekday that is worst of all, if one is. */
function worst(weekdays) {
  const shares = weekdays.map(({ share }) => share ?? 0);
  const most = Math.max(...shares);
  const at = shares.indexOf(most);
  if (most === 0 || shares.lastIndexOf(most) !== at) return nothing;
  return word('lists.whenWorst', { day: weekday(at, 'long'), share: percent(most, 0) });
}

function columns(title, all) {
  const most = Math.max(...all.map(({ share }) => share ?? 0));
  return html`<figure class="columns"><figcaption>${title}</figcaption>
    <ol>${all.map(({ share, late, matured, label, name, written }) => html`
      <li class=${most > 0 && share === most ? 'is-most' : ''} title=${said(name, late, matured)}
        ${vars({ height: (share ?? 0) / (most || 1) })}>
        <span class="unseen">${said(name, late, matured)}</span>
        <span class="column-value" aria-hidden="true">${written ?? percent(share, 0)}</span>
        <span class="column" aria-hidden="true"></span>
        <span class="column-name" aria-hidden="true">${label}</span>
      </li>`)}</ol></figure>`;
}

function calendar(days) {
  const weights = days.map(({ late, share }) => share ?? late);
  const most = Math.max(...weights) || 1;
  return html`<figure class="calendar"><figcaption>${word('lists.byDay')}</figcaption>
    <ol>${days.map(({ day, late, matured }, at) => {
      const text = said(word('lists.dayOfMonth', { day }), late, matured);
      const heat = late === 0 ? 0 : FAINTEST + (1 - FAINTEST) * (weights[at] / most);
      return html`<li title=${text} ${vars({ heat })}><span aria-hidden="true">${day}</span>
        <span class="unseen">${text}</span></li>`;
    })}</ol></figure>`;
}

function said(name, late, matured) {
  return matured === undefined ? word('lists.lateOn', { name, late: count(late) })
    : word('lists.lateOnOf', { name, late: count(late), all: count(matured) });
}
