// One stream for the whole browser. Tabs that look at the same merchant and currency elect a leader
// (a lock); it holds the stream and tells the others what it heard. When it goes, the next one leads.

import { ask, leave } from './api.js';

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 10_000;
const EVENTS_KEPT = 40;

/**
 * Follows a merchant live.
 *
 * @param {object} hears `document(kpis)`, `happened(events)` with the newest first, and
 *   `state('connecting' | 'live' | 'healing')`
 * @returns {() => void} stops following
 */
export function follow(merchantId, currency, hears) {
  const following = new Following(`emdia:${merchantId}:${currency ?? ''}`, address(merchantId, currency), hears);
  return () => following.stop();
}

function address(merchantId, currency) {
  const query = currency ? `?currency=${encodeURIComponent(currency)}` : '';
  return `/v1/merchants/${encodeURIComponent(merchantId)}/live${query}`;
}

class Following {
  #hears;
  #channel;
  #ended = new AbortController();
  #leads = null;

  constructor(name, path, hears) {
    this.#hears = hears;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#told(data);
    this.#channel.postMessage({ kind: 'joined' });
    navigator.locks.request(name, { signal: this.#ended.signal }, () => this.#lead(path)).catch(() => {});
  }

  stop() {
    this.#ended.abort();
    this.#leads?.stop();
    this.#channel.close();
  }

  /** Holds the lock for as long as this tab follows. */
  #lead(path) {
    if (this.#ended.signal.aborted) return undefined;
    return new Promise((resolve) => {
      this.#ended.signal.addEventListener('abort', resolve);
      this.#leads = new Source(path, (news) => {
        if (this.#ended.signal.aborted) return;
        this.#channel.postMessage({ kind: 'news', news });
        this.#hear(news);
      });
    });
  }

  #told({ kind, news }) {
    if (kind === 'news' && this.#leads === null) this.#hear(news);
    if (kind === 'joined' && this.#leads !== null) {
      this.#channel.postMessage({ kind: 'news', news: this.#leads.everything() });
    }
  }

  #hear({ document, events, state }) {
    if (state) this.#hears.state(state);
    if (events) this.#hears.happened(events);
    if (document) this.#hears.document(document);
  }
}

/** The stream itself, opened again whenever it ends for good. */
class Source {
  #path;
  #tells;
  #stream = null;
  #state = 'connecting';
  #document = null;
  #events = [];
  #lastId = '';
  #waits = null;
  #retryMs = RETRY_MS;

  constructor(path, tells) {
    this.#path = path;
    this.#tells = tells;
    this.#open();
    addEventListener('online', this.#back);
    addEventListener('offline', this.#away);
  }

  everything() {
    return { document: this.#document, events: this.#events, state: this.#state };
  }

  stop() {
    clearTimeout(this.#waits);
    removeEventListener('online', this.#back);
    removeEventListener('offline', this.#away);
    this.#stream?.close();
  }

  /** A browser sends the id it saw last only when it opens again by itself. */
  #open() {
    const query = this.#path.includes('?') ? '&' : '?';
    const seen = this.#lastId ? `${query}lastEventId=${encodeURIComponent(this.#lastId)}` : '';
    const stream = new EventSource(this.#path + seen);
    this.#stream = stream;
    stream.onopen = () => {
      this.#retryMs = RETRY_MS;
      this.#is('live');
    };
    stream.onerror = () => this.#failed(stream);
    stream.addEventListener('kpis', (event) => this.#heard(event, 'document'));
    stream.addEventListener('happened', (event) => this.#heard(event, 'event'));
    stream.addEventListener('reset', () => {
      this.#events = [];
    });
  }

  #heard({ data, lastEventId }, kind) {
    this.#lastId = lastEventId;
    this.#is('live');
    if (kind === 'document') {
      this.#document = JSON.parse(data);
      this.#tells({ document: this.#document });
      return;
    }
    this.#events = [JSON.parse(data), ...this.#events].slice(0, EVENTS_KEPT);
    this.#tells({ events: this.#events });
  }

  #failed(stream) {
    if (stream !== this.#stream) return;
    this.#is('healing');
    if (stream.readyState !== EventSource.CLOSED) return;
    ask('/v1/sign-in-options').then(({ signed_in: isSignedIn }) => isSignedIn || leave()).catch(() => {});
    this.#again(this.#retryMs);
    this.#retryMs = Math.min(RETRY_MAX_MS, this.#retryMs * 2);
  }

  #again(after) {
    clearTimeout(this.#waits);
    this.#waits = setTimeout(() => {
      this.#stream.close();
      this.#open();
    }, after);
  }

  #back = () => {
    if (this.#state !== 'live') this.#again(0);
  };

  #away = () => this.#is('healing');

  #is(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#tells({ state });
  }
}
