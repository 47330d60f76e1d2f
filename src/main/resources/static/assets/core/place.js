// Where the page is: merchant, view and what it was asked for. All of it is in the hash, which never
// leaves the browser.

const FIRST_VIEW = 'overview';

/** What every view goes on with when another is opened. */
const KEPT = ['as_of', 'currency'];

const moved = new EventTarget();
addEventListener('hashchange', () => moved.dispatchEvent(new Event('moved')));

/** @returns {{merchantId: string, view: string, params: URLSearchParams}} */
export function here() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  const [, merchantId = '', view = ''] = path.split('/').map(decoded);
  return { merchantId, view: view || FIRST_VIEW, params: new URLSearchParams(query) };
}

/** The address of a view, of the present merchant unless another is named. */
export function link(view, params = {}, merchantId = here().merchantId) {
  const query = new URLSearchParams();
  const present = here();
  if (merchantId === present.merchantId) {
    KEPT.forEach((key) => present.params.has(key) && query.set(key, present.params.get(key)));
  }
  Object.entries(params).forEach(([key, value]) => {
    if (value === null || value === undefined || value === '' || value === false) query.delete(key);
    else query.set(key, value);
  });
  const text = query.toString();
  return `#/${encodeURIComponent(merchantId)}/${view}${text ? `?${text}` : ''}`;
}

export function go(view, params, merchantId) {
  location.hash = link(view, params, merchantId);
}

/** Changes what the present view is asked for, without a new step to go back to. */
export function ask(changes) {
  const { merchantId, view, params } = here();
  const all = { ...Object.fromEntries(params), ...changes };
  history.replaceState(null, '', link(view, all, merchantId));
  moved.dispatchEvent(new Event('moved'));
}

/** Calls back at every move; answers how to stop that. */
export function onMove(listener) {
  moved.addEventListener('moved', listener);
  return () => moved.removeEventListener('moved', listener);
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
