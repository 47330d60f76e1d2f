// A chart of Apache ECharts: fetched when the first one is shown, in the page's own colours, on a
// canvas, with its tooltip drawn on it (the policy allows no styles in text).

import { html } from 'lit';
import { Part } from '../core/element.js';

const REDRAWN_MS = 1_000;
const AGAIN_MS = 3_000;
const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
const isDark = matchMedia('(prefers-color-scheme: dark)');

/** The colours of the style sheet, as they are now. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of('text'), quiet: of('quiet'), line: of('line'), panel: of('panel'),
    accent: of('accent'), soft: of('accent-soft'), late: of('late'), font: getComputedStyle(document.body).fontFamily,
  };
}

/**
 * `option(colours)` answers what ECharts draws of `data`; it is drawn again when the data or the label
 * changed, once a second at most. `label` says in a sentence what is seen. Fires `chart-brushed` with
 * `{ from, to }` (indexes) where the option has a brush.
 */
export class Chart extends Part {
  static properties = { option: { attribute: false }, data: { attribute: false }, label: {} };

  #chart = null;
  #sized = new ResizeObserver(() => this.#chart?.resize());
  #drawnAt = 0;
  #waits = null;
  #drawn = '';

  render() {
    return html`<div class="chart-canvas" role="img" aria-label=${this.label}></div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    isDark.addEventListener('change', this.#recoloured);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    isDark.removeEventListener('change', this.#recoloured);
    clearTimeout(this.#waits);
    this.#sized.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
    this.#drawn = '';
  }

  updated() {
    const drawn = JSON.stringify([this.label, this.data]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    clearTimeout(this.#waits);
    const wait = Math.max(0, this.#drawnAt + REDRAWN_MS - performance.now());
    this.#waits = setTimeout(() => this.#draw(), wait);
  }

  #recoloured = () => this.#draw();

  async #draw() {
    if (!this.option) return;
    const chart = this.#chart ?? await this.#made();
    if (!this.isConnected || chart === null) return;
    this.#drawnAt = performance.now();
    chart.setOption({ ...base(colours()), ...this.option(colours()) }, { notMerge: true });
    this.#brushing(chart);
  }

  async #made() {
    const echarts = await import('echarts').catch(() => null);
    if (echarts === null) return this.#later();
    const canvas = this.querySelector('.chart-canvas');
    if (!this.isConnected || this.#chart !== null) return this.#chart;
    this.#chart = echarts.init(canvas, null, { renderer: 'canvas' });
    this.#chart.on('brushEnd', ({ areas }) => this.#brushed(areas));
    this.#sized.observe(canvas);
    return this.#chart;
  }

  /** The library could not be fetched: again when the browser may reach Emdia. */
  #later() {
    clearTimeout(this.#waits);
    this.#waits = setTimeout(() => this.#draw(), AGAIN_MS);
    return null;
  }

  #brushing(chart) {
    if (!this.option(colours()).brush) return;
    chart.dispatchAction({
      type: 'takeGlobalCursor', key: 'brush', brushOption: { brushType: 'lineX', brushMode: 'single' },
    });
  }

  #brushed(areas) {
    const range = areas[0]?.coordRange;
    if (!range) return;
    this.dispatchEvent(new CustomEvent('chart-brushed', { detail: { from: range[0], to: range[1] } }));
  }
}

function base({ text, quiet, line, panel, font }) {
  return {
    toolbox: { show: false }, animation: !isCalm.matches, animationDuration: 300, animationDurationUpdate: 300,
    textStyle: { fontFamily: font, color: text },
    grid: { left: 8, right: 12, top: 16, bottom: 4, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: panel,
      borderColor: line, textStyle: { color: text, fontSize: 13, fontFamily: font },
      axisPointer: { lineStyle: { color: quiet } },
    },
  };
}

/** An axis in the page's colours. */
export function axis({ quiet, line, font }, { axisLabel, ...more }) {
  return {
    axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
    splitLine: { lineStyle: { color: line } },
    axisLabel: { color: quiet, fontSize: 12, fontFamily: font, hideOverlap: true, ...axisLabel }, ...more,
  };
}

customElements.define('emdia-chart', Chart);
