// One server-sent stream that heals: the browser reconnects by itself while it can, and this does
// when the browser gave up (after an error answer), from where the stream was.

const WAIT_MIN = 1_000;
const WAIT_MAX = 15_000;

/**
 * @param url of the stream
 * @param names of the events to hear
 * @param hear called with each event
 * @param tell called with 'live', 'healing' or 'lost' (the server refused: ask who we are)
 */
export function follow(url, names, hear, tell) {
  let source = null;
  let timer = null;
  let wait = WAIT_MIN;
  let lastEventId = '';
  let ended = false;
  const heard = new Set();

  function listen(name) {
    if (heard.has(name)) return;
    heard.add(name);
    source?.addEventListener(name, take);
  }

  function take(event) {
    if (event.lastEventId) lastEventId = event.lastEventId;
    hear(event);
  }

  function open() {
    const from = new URL(url, location.href);
    if (lastEventId) from.searchParams.set('lastEventId', lastEventId);
    source = new EventSource(from);
    heard.forEach((name) => source.addEventListener(name, take));
    source.onopen = () => {
      wait = WAIT_MIN;
      tell('live');
    };
    source.onerror = () => {
      if (ended) return;
      tell('healing');
      if (source.readyState === EventSource.CLOSED) again();
    };
  }

  function again() {
    source.close();
    tell('lost');
    clearTimeout(timer);
    timer = setTimeout(open, wait + Math.random() * WAIT_MIN);
    wait = Math.min(wait * 2, WAIT_MAX);
  }

  names.forEach(listen);
  open();
  return {
    close() {
      ended = true;
      clearTimeout(timer);
      source.close();
    },
  };
}
