// What is shown while nothing else can be: it waits, it failed, there is nothing.

import { html, nothing } from 'lit';
import { word } from '../core/words.js';

/** Grey lines where something will stand. */
export function skeleton(lines = 4) {
  return html`<div class="skeleton" role="status">
    <span class="unseen">${word('core.loading')}</span>
    ${Array.from({ length: lines }, () => html`<span class="bone" aria-hidden="true"></span>`)}
  </div>`;
}

/** What went wrong and what may be done: try again, or ask for a role. */
export function failed(refusal, again) {
  const said = explained(refusal);
  return html`<div class="state" role="alert">
    <p class="state-title">${said.title}</p>
    <p class="quiet">${said.text}</p>
    ${again ? html`<button type="button" class="button" @click=${again}>${word('core.again')}</button>` : nothing}
  </div>`;
}

/** Nothing is there; `text` says what to do next. */
export function empty(title, text, action = nothing) {
  return html`<div class="state">
    <p class="state-title">${title}</p>
    <p class="quiet">${text}</p>
    ${action}
  </div>`;
}

/** A part of the page in the state of what it waits for. */
export function stateOf(loads, draw, lines = 4) {
  if (loads.value !== null) return draw(loads.value);
  return loads.state === 'failed' ? failed(loads.refusal, () => loads.again()) : skeleton(lines);
}

function explained(refusal) {
  if (refusal.status === 403) return { title: word('core.forbidden'), text: word('core.forbiddenText') };
  if (refusal.status === 404) return { title: word('core.notFound'), text: word('core.notFoundText') };
  if (refusal.isAway) return { title: word('core.away'), text: word('core.awayText') };
  return { title: word('core.refused'), text: refusal.detail };
}
