// The page around the views: who is here, what is looked at, where one may go.

import { html } from 'lit';
import { ask, of, onSignedOut } from './api.js';
import { Part } from './element.js';
import { follow } from './live.js';
import { go, here, onMove } from './place.js';
import { onOthers, present } from './session.js';
import { word } from './words.js';
import { failed, skeleton } from '../parts/states.js';
import '../parts/bar.js';
import '../parts/rail.js';
import '../parts/why.js';
import { isKnown, leastRole } from './views.js';

const AGAIN_MS = 3_000;
const HEALING_SHOWN_MS = 700;
const ASKED = ['as_of', 'window_start', 'window_end'];

export class Shell extends Part {
  static properties = {
    session: { state: true }, place: { state: true }, kpis: { state: true }, events: { state: true },
    state: { state: true }, problem: { state: true },
  };

  #stopped = () => {};
  #following = '';
  #asked = '';
  #newest = null;
  #frame = 0;
  #healing = null;
  #asking = new AbortController();
  #shown = null;

  connectedCallback() {
    super.connectedCallback();
    Object.assign(this, { session: undefined, place: null, events: [], state: 'connecting', problem: null });
    onMove(() => this.#moved());
    onSignedOut(() => this.#left());
    onOthers((what) => (what === 'out' ? this.#left() : this.#arrive()));
    this.addEventListener('signed-in', () => this.#arrive());
    this.addEventListener('signed-out', () => this.#left());
    this.addEventListener('merchant-changed', () => this.#again());
    this.#arrive();
  }

  async #arrive() {
    try {
      const session = await present();
      if (session === null) return this.#left();
      this.session = session;
      this.problem = null;
      await this.#moved();
    } catch (refusal) {
      if (refusal.status === 401 || refusal.status === 403) return this.#left();
      this.problem = refusal;
      setTimeout(() => this.#arrive(), AGAIN_MS);
    }
    return undefined;
  }

  /** A merchant was made or changed. */
  #again() {
    this.#unfollow();
    this.place = null;
    return this.#arrive();
  }

  #left() {
    this.#unfollow();
    this.session = null;
    import('../views/sign-in.js');
  }

  /** The hash says another thing than before. A move that is overtaken by a newer one leaves it the page. */
  async #moved() {
    if (!this.session) return undefined;
    const asked = location.hash;
    const { merchantId, view, params } = here();
    const seen = this.session.merchant(merchantId) ?? this.session.merchants[0] ?? null;
    if (seen === null) return this.#show({ merchant: null, view: 'first', params });
    if (seen.id !== merchantId) return go(view, Object.fromEntries(params), seen.id);
    const before = this.place?.merchant?.id === seen.id ? this.place : await this.#entered(seen);
    if (location.hash !== asked) return undefined;
    const currency = params.get('currency') ?? before.merchant.default_currency ?? before.currencies[0] ?? null;
    return this.#show({ ...before, view: isKnown(view) ? view : 'overview', params, currency });
  }

  async #entered(seen) {
    const [merchant, { currencies }] = await Promise.all([
      ask(of(seen.id, '')), ask(of(seen.id, '/kpis/currencies'))]);
    return { merchant: { ...seen, ...merchant }, currencies };
  }

  async #show(place) {
    const asked = location.hash;
    if (!await this.#isHere(place.view) || location.hash !== asked) return;
    this.place = place;
    if (place.merchant !== null) this.#look();
    document.title = place.merchant ? `${place.merchant.name} · Emdia` : 'Emdia';
  }

  /**
   * A view's module is fetched when it is first shown. One that cannot be is asked for again, unless
   * Emdia was replaced by another version since this page was opened: then the page is that one's.
   */
  async #isHere(view) {
    if (!this.session.isManager && leastRole(view) === 'manager') return true;
    try {
      await import(`../views/${view}.js`);
      return true;
    } catch {
      this.state = 'healing';
      if (await isReplaced()) location.reload();
      else setTimeout(() => this.#moved(), AGAIN_MS);
      return false;
    }
  }

  /** Live where today is looked at; else the document of the day that is, asked anew at each change. */
  #look() {
    const { merchant, currency, params } = this.place;
    if (`${merchant.id} ${currency}` !== this.#following) this.#follow(merchant.id, currency);
    const asked = ASKED.map((key) => params.get(key)).join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.kpis = null;
    this.#draw();
  }

  #follow(merchantId, currency) {
    this.#unfollow();
    this.#following = `${merchantId} ${currency}`;
    this.#stopped = follow(merchantId, currency, {
      document: (kpis) => this.#heard(kpis),
      happened: (events) => { this.events = events; },
      state: (state) => this.#linked(state),
    });
  }

  #unfollow() {
    this.#stopped();
    this.#stopped = () => {};
    this.#asking.abort();
    Object.assign(this, { kpis: null, events: [], state: 'connecting' });
    this.#following = '';
    this.#asked = '';
    this.#newest = null;
  }

  /** The first document of an empty company names its currency. */
  #heard(kpis) {
    this.#newest = kpis;
    if (this.place.currency === null) {
      this.place = { ...this.place, currency: kpis.currency, currencies: [kpis.currency] };
      this.#following = `${this.place.merchant.id} ${kpis.currency}`;
    }
    this.#draw();
  }

  /** However much arrives, the newest is drawn, once a frame. */
  #draw() {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.place === null) return;
      if (ASKED.some((key) => this.place.params.has(key))) this.#askedFor();
      else this.kpis = this.#newest ?? this.kpis;
    });
  }

  async #askedFor() {
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { merchant, currency, params } = this.place;
    const wanted = Object.fromEntries(ASKED.map((key) => [key, params.get(key)]));
    try {
      this.kpis = await ask(of(merchant.id, '/kpis', { currency, ...wanted }), { signal: asking.signal });
      this.problem = null;
    } catch (refusal) {
      if (refusal.name !== 'AbortError') this.problem = refusal;
    }
  }

  /** A moment's break is not worth a word. */
  #linked(state) {
    clearTimeout(this.#healing);
    if (state === 'live') this.state = state;
    else this.#healing = setTimeout(() => { this.state = state; }, HEALING_SHOWN_MS);
  }

  render() {
    if (this.session === null) return html`<emdia-sign-in></emdia-sign-in>`;
    if (!this.session || !this.place) {
      return html`<main class="alone">${this.problem ? failed(this.problem) : skeleton(6)}</main>`;
    }
    if (this.place.view === 'wall') return html`${this.#view()}<emdia-why></emdia-why>`;
    return html`<a class="skip" href="#main" @click=${this.#skip}>${word('core.skip')}</a>
      <emdia-rail .place=${this.place} .session=${this.session}></emdia-rail>
      <div class="page">
        <emdia-bar .place=${this.place} .session=${this.session} .kpis=${this.kpis} .state=${this.state}></emdia-bar>
        <main id="main" tabindex="-1">${this.#main()}</main>
      </div>
      <emdia-why></emdia-why>`;
  }

  #main() {
    const { view } = this.place;
    if (!this.session.isManager && leastRole(view) === 'manager') return failed({ status: 403 });
    if (view === 'overview' && this.problem !== null) return failed(this.problem, () => this.#draw());
    return this.#view();
  }

  /** One element a view; it goes on living while only what it is asked for changes. */
  #view() {
    const name = `emdia-${this.place.view}`;
    if (this.#shown?.localName !== name) this.#shown = document.createElement(name);
    Object.assign(this.#shown, { place: this.place, session: this.session, kpis: this.kpis, events: this.events,
      state: this.state });
    return this.#shown;
  }

  #skip = (event) => {
    event.preventDefault();
    this.querySelector('main').focus();
  };
}

/** Whether the page is made of other files by now than this module came with. */
async function isReplaced() {
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => null);
  const [assets] = new URL(import.meta.url).pathname.split('/core/');
  return answer?.ok === true && !(await answer.text()).includes(assets);
}

customElements.define('emdia-shell', Shell);
