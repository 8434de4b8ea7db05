// The chart's legend: what each area is, what it took at the cursor or last, and a switch for each.
import { clock, msNumber } from "../format.js";
import { now } from "../store.js";
import { html } from "../view.js";
import { P99 } from "./names.js";
import { Swatch } from "./path-parts.js";

/** The latest row in which anything was measured, or the last. */
function latestRow(history) {
  for (let row = history.t.length - 1; row >= 0; row--) {
    if (history.p50[row] !== null) {
      return row;
    }
  }
  return history.t.length - 1;
}

function readout(history, row, pointed) {
  const at = row < 0 ? "–" : clock(history.t[row], { now: now() });
  const failures = history.failures[row] ?? 0;
  const probes = history.probes[row] ?? 0;
  const failed = failures > 0 ? `${failures} of ${probes} failed` : probes > 0 ? `${probes} of ${probes} ended OK` : "nothing measured";
  return html`<p class="at-cursor"><strong>${pointed ? at : `latest, ${at}`}</strong> ${failed}</p>`;
}

export function HistoryLegend({ history, looks, row, hidden, toggle, usual }) {
  const pointed = row !== null && row !== undefined && row < history.t.length;
  const at = pointed ? row : latestRow(history);
  const item = (name, swatch, label, value) =>
    html`<li key=${name}>
      <button type="button" class="entry" aria-pressed=${!hidden.has(name)} onClick=${() => toggle(name)} title="Show or hide">
        ${swatch}<span class="called">${label}</span><span class="num">${msNumber(value)}</span>
      </button>
    </li>`;
  const fixed = (swatch, label, value) =>
    html`<li><span class="entry">${swatch}<span class="called">${label}</span><span class="num">${msNumber(value)}</span></span></li>`;
  return html`<div class="chart-legend">
    ${readout(history, at, pointed)}
    <ul aria-label="What is drawn, in milliseconds">
      ${history.terms.map((term, index) => item(term.name, html`<${Swatch} paint=${looks[index]} />`, term.display, term.p50[at]))}
      ${fixed(html`<span class="swatch none" aria-hidden="true"></span>`, "p50 end to end", history.p50[at])}
      ${item(P99, html`<span class="swatch dots" aria-hidden="true"></span>`, P99, history.p99[at])}
      ${fixed(html`<span class="swatch dashes" aria-hidden="true"></span>`, "usual p50", usual)}
      <li><span class="entry"><span class="swatch cross" aria-hidden="true">×</span><span class="called">failures</span></span></li>
    </ul>
  </div>`;
}
