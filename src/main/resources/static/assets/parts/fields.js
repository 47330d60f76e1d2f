// What a form shows of a refusal: each member's fault beside its field, in the reader's words.

import { html, nothing } from 'lit';
import { hasWord, word } from '../core/words.js';

function isAbout(fault, member) {
  return fault.member === member || fault.member.startsWith(`${member}[`) || fault.member.startsWith(`${member}.`);
}

/** A line under a field of a form, read out when it appears; its id is `<form>-<member>`. */
export function faultOf(refusal, member, form) {
  const isWrong = refusal?.errors.some((each) => isAbout(each, member)) ?? false;
  const text = isWrong ? word(`gates.fault.${member}`) : nothing;
  return html`<p class="problem" id=${`${form}-${member}`} role="alert">${text}</p>`;
}

/** What was refused without one of these members to blame for it. */
export function otherFault(refusal, members) {
  if (!refusal || refusal.errors.some((fault) => members.some((each) => isAbout(fault, each)))) return nothing;
  return html`<p class="problem" role="alert">${said(refusal)}</p>`;
}

/** What Emdia answered, in the reader's words where there are any. */
export function said(refusal) {
  const key = `gates.status.${refusal.status}`;
  if (hasWord(key)) return word(key);
  return refusal.isAway ? word('core.awayText') : refusal.detail || refusal.title;
}
