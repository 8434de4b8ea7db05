// What the runners of all regions measure, read from where their metrics are gathered. A gap is a gap: nothing old is shown.
import { useFetched } from "../fetched.js";
import { ago, causeWords, clock, ms, msNumber, percent, span } from "../format.js";
import { setSpot, useSpot } from "../overview/spot.js";
import { Mark } from "../parts.js";
import { componentWords } from "../sentence.js";
import { now, useNow, useStore } from "../store.js";
import { href, merge } from "../url.js";
import { objects, texts } from "../values.js";
import { html } from "../view.js";

const EVERY_MS = 15_000;
const SOURCE_STATES = { ok: "ok", silent: "down", never: "unknown" };

export function GlobalView({ params }) {
  const offered = useStore((is) => is.status?.global);
  const { data, error, at } = useFetched(offered === false ? null : "api/v1/global", EVERY_MS);
  useNow(5000);
  if (offered === false) {
    return html`<section class="panel"><h1>Global view</h1>
      <p>This runner has none: its configuration has no <code>global</code> section that names a Prometheus or Thanos.</p>
      <p><a href=${href({})}>To what this runner itself measures</a></p></section>`;
  }
  if (data === null) {
    return html`<section class="panel"><h1>Global view</h1><p class="faint">${error ? `Cannot be had: ${error}. Trying again.` : "Asking the runner…"}</p></section>`;
  }
  const warnings = texts(data.warnings);
  return html`<section class="panel">
      <h1>Global view</h1>
      <p class="faint">What the runners of all regions measure, read ${ago(data.read, now())}${data.age_ms > 60_000 ? `: that is ${span(data.age_ms / 1000)} old` : ""}.</p>
      ${error && html`<p class="note" role="status"><strong>Stale:</strong> ${error}; this is from ${clock(at)}.</p>`}
      ${data.state !== "ok" && html`<p class="note" role="status"><strong>Unknown:</strong> ${data.reason ?? "the place it is read from does not answer"}.</p>`}
      ${warnings.map((one) => html`<p class="note"><strong>Incomplete:</strong> ${one}</p>`)}
      <${Incidents} incidents=${data.incidents} />
    </section>
    <${Cells} data=${data} params=${params} />`;
}

function Incidents({ incidents }) {
  if (!Array.isArray(incidents)) {
    return html`<p><${Mark} state="unknown" /> Whether any incident is open is unknown.</p>`;
  }
  if (incidents.length === 0) {
    return html`<p><${Mark} state="ok" /> No runner has an incident open.</p>`;
  }
  return html`<ul class="cards">
    ${objects(incidents).map(
      (one) => html`<li><${Mark} state="incident" /> <strong>${componentWords(one.component)} ${causeWords(one.cause)}</strong>, ${percent(one.confidence)} sure, seen from ${texts(one.sources).join(", ") || "nobody knows where"}</li>`,
    )}
  </ul>`;
}

function Cells({ data, params }) {
  const cells = objects(data.cells);
  const sources = objects(data.sources);
  const routes = [...new Set(cells.map((cell) => `${cell.route}\n${cell.service}`))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const asked = `${params.route}\n${params.service ?? ""}`;
  const chosen = routes.find((one) => one === asked) ?? routes.find((one) => one.startsWith(params.route + "\n")) ?? routes[0];
  const shown = new Map(cells.filter((cell) => `${cell.route}\n${cell.service}` === chosen).map((cell) => [`${cell.source}\n${cell.target}`, cell]));
  const targets = [...new Set([...shown.values()].map((cell) => cell.target))].sort();
  const compact = targets.length > 10;
  if (sources.length === 0) {
    return html`<section class="panel"><p>No runner's metrics have been found there yet.</p></section>`;
  }
  return html`<section class="panel" aria-label="Sources by targets">
    ${routes.length > 1 &&
    html`<nav class="tabs" aria-label="Routes">
      ${routes.map((one) => {
        const [route, service] = one.split("\n");
        return html`<a key=${one} href=${href(merge({ route, service }))} aria-current=${one === chosen ? "true" : null}>${route} · ${service}</a>`;
      })}
    </nav>`}
    <div class="scroll" tabindex="0" role="region" aria-label="Latency as all runners see it" onMouseLeave=${() => setSpot(null)}>
      <table onMouseOver=${spotted} onClick=${spotted} class=${compact ? "matrix compact" : "matrix"} style=${compact ? { minWidth: `${9 + 2.65 * targets.length}rem` } : null}>
        <thead>
          <tr>
            <td class="corner"><span aria-hidden="true">from ↓ to →</span></td>
            ${targets.map((target) => html`<th key=${target} scope="col">${target}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sources.map((source) => html`<tr key=${source.source}>
              <th scope="row" class="source"><${Mark} state=${SOURCE_STATES[source.state] ?? "unknown"} named=${false} /> ${source.source}<small>${sourceWords(source)}</small></th>
              ${targets.map((target) => html`<${Cell} key=${target} cell=${shown.get(`${source.source}\n${target}`)} self=${source.source === target} compact=${compact} />`)}
            </tr>`)}
        </tbody>
      </table>
    </div>
    ${compact && html`<${Readout} cells=${shown} />`}
  </section>`;
}

// A finger points by a click.
const spotted = (event) => setSpot(event.target.closest("td")?.dataset.pair ?? null);

/** What compact cells leave out, of the one that is pointed at. Each says the same to readers of screens. */
function Readout({ cells }) {
  const cell = cells.get(useSpot());
  if (cell === undefined) {
    return html`<p class="readout faint" aria-hidden="true">A cell is its p50 in ms. Point at one, or touch it, for the rest.</p>`;
  }
  const state = stateOf(cell);
  return html`<p class="readout" aria-hidden="true">
    <strong>${cell.source} → ${cell.target}</strong> <span class=${"s-" + state}><${Mark} state=${state} /> ${state}</span> ${numbersOf(cell)}
  </p>`;
}

const isGap = (cell) => cell.gap || cell.up === null;
const stateOf = (cell) => (isGap(cell) ? "unknown" : cell.up ? "ok" : "down");
const numbersOf = (cell) =>
  isGap(cell) ? `last seen ${clock(cell.seen)}` : `p50 ${ms(cell.latency_ms?.p50)}, p99 ${ms(cell.latency_ms?.p99)}, loss ${percent(cell.loss)}`;

function sourceWords(source) {
  if (source.state === "silent") {
    return `silent since ${clock(source.since ?? source.newest)}`;
  }
  return source.state === "never" ? "never heard of" : source.state === "ok" ? `newest ${ago(source.newest, now())}` : "unknown";
}

function Cell({ cell, self, compact }) {
  if (cell === undefined) {
    return html`<td class="none">${!self && html`<span class="unseen">not measured</span>`}</td>`;
  }
  const pair = `${cell.source}\n${cell.target}`;
  if (isGap(cell)) {
    return html`<td class="cell c-unknown gap" data-pair=${pair} title=${numbersOf(cell)}>
      <span class="all"><${Mark} state="unknown" named=${compact} />${!compact && html` gap<small>last seen ${ago(cell.seen, now())}</small>`}</span>
    </td>`;
  }
  const state = stateOf(cell);
  const latency = cell.latency_ms ?? {};
  if (compact) {
    return html`<td class=${`cell c-${state}`} data-pair=${pair} title=${`${cell.source} → ${cell.target}: ${numbersOf(cell)}`}>
      <span class="unseen">${state}, ${numbersOf(cell)}</span>
      <span class="all" aria-hidden="true">${!cell.up && html`<${Mark} state="down" />`}${msNumber(latency.p50)}</span>
    </td>`;
  }
  return html`<td class=${`cell c-${state}`}>
    <span class="all">
      <span class="p50"><${Mark} state=${state} named=${true} />${msNumber(latency.p50)}<small> ms</small></span>
      <span class="p99"><span>p99 ${msNumber(latency.p99)}</span> <span class=${cell.loss > 0 ? "bad" : ""}>loss ${percent(cell.loss)}</span></span>
    </span>
  </td>`;
}

const rank = (key) => (key.startsWith("forwarded\n") ? 0 : 1);
