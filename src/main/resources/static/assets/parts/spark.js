// A small line of how a figure moved, drawn as SVG: light enough for six of them at once.

import { html, nothing, svg } from 'lit';

const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 2;

/** @param {(number | null)[]} values a gap where null */
export function spark(values, label) {
  const known = values.filter((each) => each !== null);
  if (known.length < 2) return html`<span class="spark" aria-hidden="true"></span>`;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const at = (value, index) => [
    EDGE + (index * (WIDTH - 2 * EDGE)) / (values.length - 1),
    HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / span,
  ];
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img"
      aria-label=${label}>
    <path class="spark-line" d=${line(values, at)}></path>
    ${end(values, at)}
  </svg>`;
}

function line(values, at) {
  let pen = 'M';
  return values.map((value, index) => {
    if (value === null) {
      pen = 'M';
      return '';
    }
    const [x, y] = at(value, index);
    const step = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
    return step;
  }).join('');
}

function end(values, at) {
  const last = values.length - 1;
  if (values[last] === null) return nothing;
  const [x, y] = at(values[last], last);
  return svg`<path class="spark-end" d="M${x.toFixed(1)} ${y.toFixed(1)}h.01"></path>`;
}
