// The time shown, and how it is changed: by buttons, by dragging over a chart, by the URL.
import { clock, span } from "../format.js";
import { moved, zoomed } from "../spans.js";
import { now } from "../store.js";
import { RANGES, go, merge } from "../url.js";
import { html } from "../view.js";
import { windowShown } from "./window.js";

// The range stays in the address, to go back to.
const show = ({ from, to }) => go(merge({ from: from.toFixed(1), to: Math.min(to, now()).toFixed(1) }));

/** Shows the time from one moment to another, and says so in the URL. */
export function zoomTo(window) {
  if (window.to - window.from >= 10) {
    show(window);
  } else {
    const middle = (window.from + window.to) / 2;
    show({ from: middle - 5, to: middle + 5 });
  }
}

/** Buttons that choose the time shown. `at` is where to zoom about, or null for the middle. */
export function RangeBar({ params, at }) {
  const window = windowShown(params);
  const zoom = (factor) => () => show(zoomed(window, factor, at ?? undefined));
  const shift = (share) => () => show(moved(window, share, now()));
  const choose = (range) => go(merge({ range, from: null, to: null }));
  const past = !window.live || window.range === null;
  return html`<div class="ranges">
    <div role="group" aria-label="Time shown">
      ${RANGES.map(
        (range) =>
          html`<button type="button" key=${range} aria-pressed=${window.range === range} onClick=${() => choose(range)}>${spoken(range)}</button>`,
      )}
    </div>
    <div role="group" aria-label="Move and zoom">
      <button type="button" class="icon" aria-label="Earlier" title="Earlier" onClick=${shift(-0.5)}>‹</button>
      <button type="button" class="icon" aria-label="Later" title="Later" disabled=${window.live} onClick=${shift(0.5)}>›</button>
      <button type="button" class="icon" aria-label="Zoom in" title="Zoom in" onClick=${zoom(0.5)}>+</button>
      <button type="button" class="icon" aria-label="Zoom out" title="Zoom out" onClick=${zoom(2)}>−</button>
    </div>
    ${past &&
    html`<span class="window">${clock(window.from)} to ${clock(window.to)} (${span(window.to - window.from)})</span>
      <button type="button" class="live" onClick=${() => choose(params.range)}>Back to live</button>`}
  </div>`;
}

const spoken = (range) => range.replace(/[a-z]$/, (unit) => `\u202f${unit}`);
