// The menu: at the side where there is room, at the foot of a phone.

import { html, nothing } from 'lit';
import { Part } from '../core/element.js';
import { link } from '../core/place.js';
import { ADMINISTRATION, entry, MENU } from '../core/views.js';
import { word } from '../core/words.js';

export class Rail extends Part {
  static properties = { place: { attribute: false }, session: { attribute: false }, isOpen: { state: true } };

  willUpdate(changed) {
    if (changed.has('place')) this.isOpen = false;
  }

  render() {
    const { isManager } = this.session;
    return html`<nav class="rail ${this.isOpen ? 'is-open' : ''}" aria-label=${word('core.menu')}>
      <a class="brand" href=${this.#to('overview')}><img src="/favicon.svg" alt="" width="28" height="28"><span>Emdia</span></a>
      <ul class="rail-list">${MENU.map((each) => this.#item(each))}
        ${isManager ? html`<li class="rail-more"><button type="button" class="rail-item" aria-expanded=${this.isOpen === true}
          @click=${() => { this.isOpen = !this.isOpen; }}>${icon('M4 6h16M4 12h16M4 18h16')}<span>${word('core.more')}</span></button></li>` : nothing}
      </ul>
      ${isManager ? html`<ul class="rail-list rail-administration" aria-label=${word('core.administration')}>
        ${ADMINISTRATION.map((each) => this.#item(each))}</ul>` : nothing}
    </nav>`;
  }

  #item({ view, icon: path }) {
    const isHere = entry(this.place.view) === view;
    return html`<li><a class="rail-item" href=${this.#to(view)} aria-current=${isHere ? 'page' : nothing}>
      ${icon(path)}<span>${word(`core.view.${view}`)}</span></a></li>`;
  }

  #to(view) {
    return link(view, {}, this.place.merchant?.id ?? '');
  }
}

export function icon(path) {
  return html`<svg class="icon-line" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d=${path}></path></svg>`;
}

customElements.define('emdia-rail', Rail);
