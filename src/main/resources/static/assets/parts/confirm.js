// Asks before something that cannot be taken back.

import { html, nothing } from 'lit';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';

/**
 * Resolves to true when it was agreed to: `text` says what will happen, `action` names it. Where a
 * text is `expected`, it must be typed first.
 */
export function confirmed(question) {
  const dialog = document.querySelector('emdia-confirm')
    ?? document.body.appendChild(document.createElement('emdia-confirm'));
  return dialog.ask(question);
}

export class Confirm extends Part {
  static properties = { question: { state: true }, typed: { state: true } };

  #answer = () => {};

  ask(question) {
    this.question = question;
    this.typed = '';
    return this.updateComplete.then(() => {
      this.querySelector('dialog').showModal();
      return new Promise((resolve) => { this.#answer = resolve; });
    });
  }

  render() {
    if (!this.question) return nothing;
    const { title, text, action, isDanger, expected } = this.question;
    return html`<dialog class="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text"
        @close=${this.#closed}>
      <form method="dialog">
        <h2 id="confirm-title">${title}</h2>
        <p id="confirm-text">${text}</p>
        ${expected === undefined ? nothing : this.#expected()}
        <div class="confirm-actions">
          <button class="button" value="no" autofocus>${word('gates.cancel')}</button>
          <button class="button ${isDanger ? 'danger' : 'main'}" value="yes"
            ?disabled=${expected !== undefined && this.typed !== expected}>${action}</button>
        </div>
      </form>
    </dialog>`;
  }

  #expected() {
    return html`<label for="confirm-typed">${this.question.expectedLabel}</label>
      <input id="confirm-typed" name="typed" spellcheck="false" autocomplete="off" .value=${this.typed}
        @input=${({ target }) => { this.typed = target.value; }}>`;
  }

  #closed = ({ target }) => {
    this.#answer(target.returnValue === 'yes');
    target.returnValue = '';
  };
}

customElements.define('emdia-confirm', Confirm);
