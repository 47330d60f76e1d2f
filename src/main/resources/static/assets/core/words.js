// The page's words in both languages, and which one is spoken.

import core from '../words/core.js';
import overview from '../words/overview.js';
import sign from '../words/sign.js';

export const LANGUAGES = ['pt-BR', 'en'];

const CHOSEN = 'emdia.language';
const spoken = new Map(LANGUAGES.map((each) => [each, {}]));
const heard = new EventTarget();

let language = remembered() ?? preferred();
[core, overview, sign].forEach(learn);
document.documentElement.lang = language;

/** Adds an area's words, as a view's module does when it is first shown. */
export function learn(area) {
  LANGUAGES.forEach((each) => Object.assign(spoken.get(each), area[each]));
}

/** The text of a key, with `{name}` replaced by the value of that name. */
export function word(key, values = {}) {
  const text = spoken.get(language)[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export function hasWord(key) {
  return key in spoken.get(language);
}

/** One of two words by a number: `<key>.one` or `<key>.many`, with `{n}` in it. */
export function plural(key, number, n, values = {}) {
  const form = new Intl.PluralRules(language).select(number) === 'one' ? 'one' : 'many';
  return word(`${key}.${form}`, { n, ...values });
}

export function chosenLanguage() {
  return language;
}

export function choose(other) {
  language = other;
  document.documentElement.lang = other;
  try {
    localStorage.setItem(CHOSEN, other);
  } catch {
    // a browser that keeps nothing still shows the language
  }
  heard.dispatchEvent(new Event('spoken'));
}

/** Calls back whenever the language changed; answers how to stop that. */
export function onLanguage(listener) {
  heard.addEventListener('spoken', listener);
  return () => heard.removeEventListener('spoken', listener);
}

function remembered() {
  try {
    const chosen = localStorage.getItem(CHOSEN);
    return LANGUAGES.includes(chosen) ? chosen : null;
  } catch {
    return null;
  }
}

function preferred() {
  const wanted = navigator.languages ?? [navigator.language];
  const first = wanted.find((each) => /^(pt|en)\b/i.test(each)) ?? 'en';
  return /^pt/i.test(first) ? 'pt-BR' : 'en';
}
