// Who are you? By a token, or by whoever vouches for people here.

import { html, nothing } from 'lit';
import { ask } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { signIn } from '../core/session.js';
import { choose, chosenLanguage, LANGUAGES, word } from '../core/words.js';

export default class SignIn extends Part {
  static properties = { problem: { state: true }, isAsking: { state: true } };

  #options = new Loads(this);

  connectedCallback() {
    super.connectedCallback();
    this.problem = location.hash === '#used' ? word('sign.usedUp') : '';
    this.#options.again((signal) => ask('/v1/sign-in-options', { signal }));
  }

  firstUpdated() {
    this.querySelector('input').focus();
  }

  render() {
    return html`<main class="alone sign-in">
      <div class="brand large"><img src="/favicon.svg" alt="" width="40" height="40"><span>Emdia</span></div>
      <p class="slogan">${word('sign.slogan')}</p>
      <section class="card" aria-labelledby="sign-title">
        <h1 id="sign-title">${word('sign.title')}</h1>
        ${this.#others()}
        <p class="quiet">${word('sign.link')}</p>
        <form class="form" @submit=${this.#send}>
          <label for="token">${word('sign.token')}</label>
          <input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required
            aria-describedby="sign-problem" aria-invalid=${this.problem !== ''}>
          <p id="sign-problem" class="problem" role="alert">${this.problem}</p>
          <button type="submit" class="button main" ?disabled=${this.isAsking}>${word('sign.in')}</button>
        </form>
      </section>
      <div class="languages" role="group" aria-label=${word('core.language')}>${LANGUAGES.map((each) => html`
        <button type="button" lang=${each} aria-pressed=${each === chosenLanguage()} aria-label=${word(`core.language.${each}`)}
          @click=${() => choose(each)}>${each.slice(0, 2).toUpperCase()}</button>`)}</div>
    </main>`;
  }

  /** Whoever else vouches for people: each a link that leaves the page. */
  #others() {
    const offered = this.#options.value?.providers ?? [];
    if (offered.length === 0) return nothing;
    return html`${offered.map(({ name, url }) => html`<a class="button main wide" href=${url}>${word('sign.with', { name })}</a>`)}
      <p class="or quiet">${word('sign.or')}</p>`;
  }

  #send = async (event) => {
    event.preventDefault();
    const field = event.target.elements.token;
    this.problem = '';
    this.isAsking = true;
    try {
      await signIn(field.value.trim());
      field.value = '';
      this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true }));
    } catch (refusal) {
      this.problem = said(refusal.status);
    } finally {
      this.isAsking = false;
    }
  };
}

function said(status) {
  if (status === 429) return word('sign.tooMany');
  return status === 400 || status === 401 ? word('sign.refused') : word('sign.failed');
}

customElements.define('emdia-sign-in', SignIn);
