// What happened before Emdia was there, brought in from files.

import { html, nothing } from 'lit';
import { ask, of, tell } from '../core/api.js';
import { Loads, Part } from '../core/element.js';
import { count, moment } from '../core/format.js';
import { learn, plural, word } from '../core/words.js';
import { Every } from '../parts/every.js';
import { otherFault, said } from '../parts/fields.js';
import { nameOf } from '../parts/gateways.js';
import { empty, stateOf } from '../parts/states.js';
import gates from '../words/gates.js';

const LOOK_MS = 1_000;
const PAGE = 50;
const CONNECTIONS = 500;
const UNDER_WAY = new Set(['reading', 'applying']);

/** The gateways whose files or events are known. */
const READ_FROM = new Set(['standard', 'stripe', 'asaas']);

learn(gates);

export default class Imports extends Part {
  static properties = {
    place: { attribute: false }, session: { attribute: false }, file: { state: true }, isSending: { state: true },
    refusal: { state: true }, isOver: { state: true },
  };

  #all = new Loads(this);
  #connections = new Loads(this);
  #of = '';

  constructor() {
    super();
    new Every(this, LOOK_MS, () => { if (this.isSending || this.#isUnderWay()) this.#look(); });
  }

  willUpdate() {
    const { id } = this.place.merchant;
    if (id === this.#of) return;
    this.#of = id;
    Object.assign(this, { file: null, refusal: null });
    [this.#all, this.#connections].forEach((each) => each.forget());
    this.#connections.again((signal) => ask(of(id, '/connections', { limit: CONNECTIONS }), { signal }));
    this.#look();
  }

  #look() {
    this.#all.again((signal) => ask(of(this.#of, '/imports', { limit: PAGE }), { signal }));
  }

  #isUnderWay() {
    return this.#all.value?.items.some(({ status }) => UNDER_WAY.has(status)) ?? false;
  }

  render() {
    return html`<div class="gates">
      <section class="card" aria-labelledby="import-title">
        <header class="card-head"><h2 id="import-title">${word('gates.import')}</h2></header>
        ${this.#form()}
      </section>
      <section class="card" aria-labelledby="imports-title">
        <header class="card-head"><h2 id="imports-title">${word('gates.imports')}</h2></header>
        <div aria-live="polite">${stateOf(this.#all, ({ items }) => this.#list(items), 5)}</div>
      </section>
    </div>`;
  }

  #form() {
    return html`<form class="form" @submit=${this.#send}>
      <label class="drop ${this.isOver ? 'is-over-file' : ''}" @dragover=${this.#over}
        @dragleave=${() => { this.isOver = false; }}
          @drop=${this.#dropped}>
        <input type="file" name="file" class="unseen"
          accept=".ndjson,.jsonl,.json,.csv,.txt,text/csv,application/x-ndjson"
          aria-describedby="import-help" @change=${({ target }) => { this.file = target.files[0] ?? null; }}>
        <strong>${this.file ? this.file.name : word('gates.chooseFile')}</strong>
        <span class="quiet">${this.file ? megabytes(this.file.size) : word('gates.dropFile')}</span>
      </label>
      <p class="quiet help" id="import-help">${word('gates.importText')}</p>
      <label for="import-connection">${word('gates.ofConnection')}</label>
      <select id="import-connection" name="connection">
        <option value="">${word('gates.onlyConnection')}</option>
        ${(this.#connections.value?.items ?? []).filter(({ enabled, gateway }) => enabled && READ_FROM.has(gateway))
          .map(({ id, gateway }) => html`<option value=${id}>${nameOf(gateway)} · ${id.slice(0, 8)}</option>`)}
      </select>
      ${this.refusal ? this.#refused() : nothing}
      <button type="submit" class="button main" ?disabled=${!this.file || this.isSending}>
        ${word(this.isSending ? 'gates.sendingFile' : 'gates.bringIn')}</button>
    </form>`;
  }

  #refused() {
    const [fault] = this.refusal.errors;
    if (!fault) return otherFault(this.refusal, []);
    const key = { connection_id: 'gates.fault.connection_id', body: 'gates.fault.body' }[fault.member];
    return html`<p class="problem" role="alert">${key ? word(key) : said(this.refusal)}</p>`;
  }

  #over = (event) => {
    event.preventDefault();
    this.isOver = true;
  };

  #dropped = (event) => {
    event.preventDefault();
    this.isOver = false;
    this.file = event.dataTransfer.files[0] ?? this.file;
  };

  #send = async (event) => {
    event.preventDefault();
    const { connection } = event.target.elements;
    Object.assign(this, { isSending: true, refusal: null });
    try {
      await tell('POST', of(this.#of, '/imports', { connection_id: connection.value }), this.file);
      this.file = null;
      event.target.reset();
    } catch (refusal) {
      this.refusal = refusal;
    } finally {
      this.isSending = false;
      this.#look();
    }
  };

  #list(items) {
    if (items.length === 0) return empty(word('gates.noImports'), word('gates.noImportsText'));
    return html`<ul class="imports">${items.map((each) => this.#one(each))}</ul>`;
  }

  #one(each) {
    const { read, applied, refused, status } = each;
    const share = read - refused > 0 ? applied / (read - refused) : 0;
    return html`<li class="import" data-status=${status}>
      <p class="import-head"><strong>${word(`gates.import.${status}`)}</strong>
        <span>${moment(each.started_at)} · ${formatOf(each.format)}</span></p>
      ${status === 'finished' ? nothing
        : html`<progress max="1" .value=${share} aria-label=${word('gates.progress')}></progress>`}
      <p class="quiet">${word('gates.importLines', {
        read: count(read), applied: count(applied), refused: count(refused) })}</p>
      ${each.refusals.length === 0 ? nothing : refusals(each)}
    </li>`;
  }
}

function refusals({ refused, refusals: first }) {
  return html`<details class="more"><summary>${plural('gates.refusedLines', refused, count(refused))}</summary>
    <ol class="refusals">${first.map(({ line, reason }) => html`<li>
      <span class="num">${count(line)}</span> ${reason}</li>`)}</ol></details>`;
}

function formatOf(format) {
  return format === 'ndjson' ? word('gates.format.events') : format;
}

function megabytes(bytes) {
  if (bytes < 1_000_000) return `${count(Math.max(1, Math.round(bytes / 1_000)))} kB`;
  return `${count(Math.round(bytes / 100_000) / 10)} MB`;
}

customElements.define('emdia-imports', Imports);
