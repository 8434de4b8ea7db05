// Incidents, open and past, of a range of time.
import { clock, span } from "../format.js";
import { Paths } from "../incidents/parts.js";
import { Past, latestFirst } from "../incidents/past.js";
import { openIncidents } from "../sentence.js";
import { Sentence } from "../shell/headline.js";
import { now, useNow, useStore } from "../store.js";
import { RANGES, href, merge, timeRange } from "../url.js";
import { html } from "../view.js";

export function IncidentsView({ params }) {
  const loaded = useStore((is) => is.loaded);
  const live = useStore((is) => is.incidents);
  const range = timeRange({ ...params, range: params.range ?? "24h" }, now());
  const all = [...live.values()];
  const open = openIncidents(all);
  const past = latestFirst(all).filter((one) => one.closed >= range.from && (one.since ?? one.opened) <= range.to);
  const kept = useStore((is) => is.status?.incidents_kept);
  if (!loaded) {
    return html`<section class="panel" aria-busy="true"><h1>Incidents</h1><p class="faint">Waiting for the first answer…</p></section>`;
  }
  return html`<section class="panel">
      <h1>Open incidents</h1>
      ${open.length === 0
        ? html`<p>None is open.</p>`
        : html`<ul class="cards">${open.map((one) => html`<li key=${one.id}><${Card} incident=${one} /></li>`)}</ul>`}
    </section>
    <section class="panel">
      <div class="head">
        <h2>Past incidents</h2>
        <${Ranges} params=${params} range=${range} />
      </div>
      ${past.length === 0
        ? html`<p>None ended ${range.range ? `within the last ${range.range}` : `between ${clock(range.from)} and ${clock(range.to)}`}.</p>`
        : html`<${Past} past=${past} />`}
      <p class="faint">${kept ? html`Kept over restarts in <code>${kept}</code>.` : "Known since this runner started: no file to keep them in is configured."}</p>
    </section>`;
}

function Ranges({ params, range }) {
  return html`<nav class="tabs" aria-label="Range of time">
    ${range.range === null && html`<a href=${href(merge({ from: range.from, to: params.to }))} aria-current="true">${clock(range.from, { seconds: false })}–${clock(range.to, { seconds: false })}</a>`}
    ${[...RANGES, "7d"].map(
      (one) => html`<a key=${one} href=${href(merge({ range: one, from: null, to: null }))} aria-current=${range.range === one ? "true" : null}>${one}</a>`,
    )}
  </nav>`;
}

function Card({ incident }) {
  const time = useNow(1000);
  return html`<article class="card">
    <h2><${Sentence} incident=${incident} /></h2>
    <p>${incident.evidence}</p>
    <p class="faint">
      Open for ${span(time - (incident.opened ?? incident.since))}, noticed ${clock(incident.opened)}.
      ${incident.runner_up && html` Next likeliest: ${incident.runner_up}.`}
    </p>
    <${Paths} incident=${incident} />
  </article>`;
}
