// How a company counts: its name, days, currency and rules.

import { html, nothing } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { learn, word } from '../core/words.js';
import { confirmed } from '../parts/confirm.js';
import { faultOf, otherFault } from '../parts/fields.js';
import { stateOf } from '../parts/states.js';
import gates from '../words/gates.js';

const MEMBERS = ['name', 'time_zone', 'calendar', 'default_currency', 'mrr_starts', 'doubtful_after_days'];

/** A change of these has every figure counted anew. */
const BEND = new Set(['time_zone', 'calendar', 'mrr_starts']);
const STARTS = ['started', 'first_payment'];

learn(gates);

export default class Settings extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, refusal: { state: true }, isSaved: { state: true },
    isSending: { state: true },
  };

  #one = new Loads(this);
  #of = '';

  willUpdate() {
    const { id } = this.place.merchant;
    if (id === this.#of) return;
    this.#of = id;
    Object.assign(this, { refusal: null, isSaved: false });
    this.#one.forget();
    this.#one.again((signal) => ask(of(this.#of, ''), { signal }));
  }

  render() {
    return html`<div class="gates"><section class="card" aria-labelledby="company-title">
      <header class="card-head"><h2 id="company-title">${word('gates.company')}</h2>
        <small class="short-id">${this.place.merchant.id}</small></header>
      ${stateOf(this.#one, (merchant) => this.#form(merchant), 8)}
    </section></div>`;
  }

  #form(merchant) {
    return html`<form class="form" @submit=${this.#send} @input=${() => { this.isSaved = false; }}>
      <label for="company-name">${word('gates.company.name')}</label>
      <input id="company-name" name="name" required maxlength="200" autocomplete="organization" .value=${merchant.name}
        aria-describedby="company-fault-name">
      ${faultOf(this.refusal, 'name', 'company-fault')}
      ${this.#select('time_zone', zones(merchant.time_zone), merchant.time_zone)}
      ${this.#select('calendar', [...new Set(['BR', merchant.calendar])], merchant.calendar, (each) => calendar(each))}
      ${this.#select('default_currency', ['', ...currencies()], merchant.default_currency ?? '',
        (each) => each || word('gates.noCurrency'))}
      ${this.#select('mrr_starts', STARTS, merchant.mrr_starts, (each) => word(`gates.mrr.${each}`))}
      <label for="company-doubtful_after_days">${word('gates.company.doubtful_after_days')}</label>
      <p class="quiet help" id="company-doubtful-help">${word('gates.doubtfulText')}</p>
      <input id="company-doubtful_after_days" name="doubtful_after_days" type="number" min="1" max="3650" required
        .value=${String(merchant.doubtful_after_days)}
          aria-describedby="company-doubtful-help company-fault-doubtful_after_days">
      ${faultOf(this.refusal, 'doubtful_after_days', 'company-fault')}
      ${otherFault(this.refusal, MEMBERS)}
      <p class="note">${word('gates.countedAnew')}</p>
      <button type="submit" class="button main" ?disabled=${this.isSending}>${word('gates.save')}</button>
      <p class="quiet" role="status">${this.isSaved ? word('gates.saved') : nothing}</p>
    </form>`;
  }

  #select(name, values, chosen, text = (each) => each) {
    return html`<label for=${`company-${name}`}>${word(`gates.company.${name}`)}</label>
      <select id=${`company-${name}`} name=${name} aria-describedby=${`company-fault-${name}`}>
        ${values.map((each) => html`<option value=${each} ?selected=${each === chosen}>${text(each)}</option>`)}
      </select>
      ${faultOf(this.refusal, name, 'company-fault')}`;
  }

  #send = async (event) => {
    event.preventDefault();
    const changes = this.#changes(event.target);
    if (Object.keys(changes).length === 0) {
      this.isSaved = true;
      return;
    }
    if (Object.keys(changes).some((each) => BEND.has(each)) && !(await this.#agreed())) return;
    Object.assign(this, { refusal: null, isSending: true });
    try {
      const merchant = await tell('PATCH', of(this.#of, ''), changes);
      await this.#one.again(() => Promise.resolve(merchant));
      this.isSaved = true;
      this.dispatchEvent(new CustomEvent('merchant-changed', { bubbles: true }));
    } catch (refusal) {
      this.refusal = refusal;
    } finally {
      this.isSending = false;
    }
  };

  #changes(form) {
    const before = this.#one.value;
    const read = (name) => form.elements[name].value.trim();
    const now = Object.fromEntries(MEMBERS.map((name) => [name, read(name)]));
    now.doubtful_after_days = Number(now.doubtful_after_days);
    now.default_currency = now.default_currency || null;
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== (before[name] ?? null)));
  }

  #agreed() {
    return confirmed({ title: word('gates.anewTitle'), text: word('gates.countedAnew'), action: word('gates.save') });
  }
}

function zones(present) {
  return [...new Set([present, ...Intl.supportedValuesOf('timeZone')])].sort();
}

function currencies() {
  return Intl.supportedValuesOf('currency');
}

function calendar(name) {
  return name === 'BR' ? word('gates.calendarBrazil') : name;
}

customElements.define('emdia-settings', Settings);
