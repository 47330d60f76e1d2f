// Asks Emdia. The session is a cookie that no script can read; what changes something says so with a
// header that only this page sends.

const signedOut = new EventTarget();

/** What Emdia refused: `status`, `title`, `detail` and `errors` as its problem says them. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `status ${status}`);
    this.status = status;
    this.title = problem.title ?? '';
    this.detail = problem.detail ?? '';
    this.errors = problem.errors ?? [];
  }

  /** Nobody answered, which is no refusal: trying again may help. */
  get isAway() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** The JSON of an address below `/v1`. */
export async function ask(path, { signal } = {}) {
  return (await answer('GET', path, undefined, signal)).json();
}

/** Sends JSON (or a form) and answers the JSON that comes back, null for none. */
export async function tell(method, path, body, { signal } = {}) {
  const answered = await answer(method, path, body, signal);
  const text = await answered.text();
  return text === '' ? null : JSON.parse(text);
}

/** An address of a merchant's, with the parameters that have a value. */
export function of(merchantId, rest, params = {}) {
  const query = new URLSearchParams();
  Object.entries(params).forEach(([key, value]) => {
    if (value !== null && value !== undefined && value !== '') query.set(key, value);
  });
  const text = query.toString();
  return `/v1/merchants/${encodeURIComponent(merchantId)}${rest}${text ? `?${text}` : ''}`;
}

/** Calls back when nobody is signed in any more; answers how to stop that. */
export function onSignedOut(listener) {
  signedOut.addEventListener('out', listener);
  return () => signedOut.removeEventListener('out', listener);
}

/** Says that nobody is signed in any more. */
export function leave() {
  signedOut.dispatchEvent(new Event('out'));
}

async function answer(method, path, body, signal) {
  const answered = await fetch(path, request(method, body, signal)).catch((failure) => {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(0, {});
  });
  if (answered.ok) return answered;
  if (answered.status === 401) leave();
  throw new Refusal(answered.status, await answered.json().catch(() => ({})));
}

function request(method, body, signal) {
  const headers = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf'] = '1';
  if (body === undefined) return { method, headers, signal };
  if (body instanceof FormData || body instanceof Blob) return { method, headers, body, signal };
  headers['content-type'] = 'application/json';
  return { method, headers, body: JSON.stringify(body), signal };
}
