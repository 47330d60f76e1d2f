// What the views of one charge, customer or subscription have in common.

import { html } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { link } from '../core/place.js';
import { word } from '../core/words.js';
import { failed, skeleton } from './states.js';

const FRESH_MS = 5_000;

/** A view is one thing when it says `name` (`charges`), what is asked for `beside` it, and how to `draw`. */
export class One extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, kpis: { attribute: false },
  };

  #loads = new Loads(this);
  #asked = '';
  #askedAt = 0;
  #version = 0;

  get asOf() {
    return this.place.params.get('as_of');
  }

  /** Its connection and its id, as the address says them. */
  get key() {
    return { connection: this.place.params.get('connection') ?? '', id: this.place.params.get('id') ?? '' };
  }

  willUpdate() {
    const asked = JSON.stringify([this.place.merchant.id, this.key, this.asOf]);
    if (asked === this.#asked && !this.#isStale()) return;
    if (asked !== this.#asked) this.#loads.forget();
    this.#asked = asked;
    this.#askedAt = performance.now();
    this.#version = this.kpis?.version;
    this.#loads.again((signal) => this.#all(signal));
  }

  /** Asks for all of it again. */
  again() {
    return this.#loads.again();
  }

  #isStale() {
    return this.#loads.state === 'ready' && this.kpis?.version !== this.#version
      && performance.now() - this.#askedAt > FRESH_MS;
  }

  async #all(signal) {
    const { connection, id } = this.key;
    const path = `/${this.name}/${encodeURIComponent(connection)}/${encodeURIComponent(id)}`;
    const one = ask(of(this.place.merchant.id, path, { as_of: this.asOf }), { signal });
    const beside = Object.entries(this.beside?.() ?? {}).map(async ([name, [list, wanted]]) => [name,
      await tell('POST', of(this.place.merchant.id, `/${list}/search`),
        { ...wanted, as_of: this.asOf ?? undefined }, { signal })]);
    return { one: await one, ...Object.fromEntries(await Promise.all(beside)) };
  }

  render() {
    const { value, state, refusal } = this.#loads;
    return html`<div class="one">
      <a class="back" href=${link(this.name)}><span aria-hidden="true">←</span>
        ${word(`core.view.${this.name}`)}</a>
      ${value !== null ? this.draw(value) : html`<div class="card">${state === 'failed'
        ? failed(refusal, () => this.#loads.again()) : skeleton(8)}</div>`}
    </div>`;
  }
}

/** Names with their values; what is null is left out. */
export function sums(pairs) {
  return html`<dl class="sums small">${pairs.filter((pair) => pair !== null).map(([name, value, kind = '']) => html`
    <div><dt>${name}</dt><dd class=${kind}>${value}</dd></div>`)}</dl>`;
}
