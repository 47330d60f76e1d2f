// Asks before something that cannot be taken back.

import { html, nothing } from 'lit';
import { Part } from '../core/element.js';
import { word } from '../core/words.js';

/** Resolves to true when it was agreed to: `text` says what will happen, `action` names it. */
export function confirmed(question) {
  const dialog = document.querySelector('emdia-confirm')
    ?? document.body.appendChild(document.createElement('emdia-confirm'));
  return dialog.ask(question);
}

export class Confirm extends Part {
  static properties = { question: { state: true } };

  #answer = () => {};

  ask(question) {
    this.question = question;
    return this.updateComplete.then(() => {
      this.querySelector('dialog').showModal();
      return new Promise((resolve) => { this.#answer = resolve; });
    });
  }

  render() {
    if (!this.question) return nothing;
    const { title, text, action, isDanger } = this.question;
    return html`<dialog class="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text"
        @close=${this.#closed}>
      <form method="dialog">
        <h2 id="confirm-title">${title}</h2>
        <p id="confirm-text">${text}</p>
        <div class="confirm-actions">
          <button class="button" value="no" autofocus>${word('gates.cancel')}</button>
          <button class="button ${isDanger ? 'danger' : 'main'}" value="yes">${action}</button>
        </div>
      </form>
    </dialog>`;
  }

  #closed = ({ target }) => {
    this.#answer(target.returnValue === 'yes');
    target.returnValue = '';
  };
}

customElements.define('emdia-confirm', Confirm);
