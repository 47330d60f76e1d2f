// Who is here and what they may see.

import { ask, tell } from './api.js';

const MAY_ADMINISTER = new Set(['manager', 'administrator']);

export class Session {
  constructor({ role, merchants }) {
    this.role = role;
    this.merchants = merchants;
  }

  get isManager() {
    return MAY_ADMINISTER.has(this.role);
  }

  get isAdministrator() {
    return this.role === 'administrator';
  }

  merchant(id) {
    return this.merchants.find((each) => each.id === id) ?? null;
  }
}

/** The session of this browser, null when there is none. */
export async function present() {
  const { signed_in: isSignedIn } = await ask('/v1/sign-in-options');
  return isSignedIn ? new Session(await ask('/v1/me')) : null;
}

export async function signIn(token) {
  await tell('POST', '/sign-in', { token });
  announce('in');
}

/** Ends the session here and in the other tabs; its streams are ended by Emdia. */
export async function signOut() {
  await tell('POST', '/sign-out').catch(() => {});
  announce('out');
}

const others = new BroadcastChannel('emdia:session');

function announce(what) {
  others.postMessage(what);
}

/** Calls back with `in` or `out` when another tab signed in or out. */
export function onOthers(listener) {
  others.addEventListener('message', ({ data }) => listener(data));
}
