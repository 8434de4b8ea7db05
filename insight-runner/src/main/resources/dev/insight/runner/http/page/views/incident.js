// One incident: what, since when, why, what it is not, and how that was found.
import { useFetched } from "../fetched.js";
import { causeWords, clock, percent, span } from "../format.js";
import { CopyButton } from "../incidents/copy.js";
import { Paths } from "../incidents/parts.js";
import { clearedWords, facts, incidentText, seenWords, statements, utc } from "../incidents/text.js";
import { State } from "../parts.js";
import { componentWords } from "../sentence.js";
import { asIncident } from "../shapes.js";
import { Sentence } from "../shell/headline.js";
import { useNow, useStore } from "../store.js";
import { href } from "../url.js";
import { objects } from "../values.js";
import { html, useMemo } from "../view.js";

/** The timeline is asked for again this often; the incident itself comes by the stream. */
const EVERY_MS = 15_000;

export function IncidentView({ params }) {
  const live = useStore((is) => is.incidents.get(params.incident));
  const url = params.incident ? `api/v1/incidents/${encodeURIComponent(params.incident)}` : null;
  const { data, error } = useFetched(url, live === undefined || live.closed === null ? EVERY_MS : 0);
  const asked = useMemo(() => (data === null ? null : asIncident({ ...data })), [data]);
  const incident = live ?? asked;
  if (!incident) {
    return html`<section class="panel">
      <h1>Incident</h1>
      ${error
        ? html`<p>There is no incident <code>${params.incident}</code> here: ${error}. It may be long over, or of another runner.</p>`
        : html`<p class="faint">Asking the runner…</p>`}
      <p><a href=${href({ view: "incidents" })}>All incidents</a></p>
    </section>`;
  }
  const timeline = data === null ? null : objects(data.timeline);
  return html`<${One} incident=${incident} timeline=${timeline} error=${error} />`;
}

function One({ incident, timeline, error }) {
  const link = new URL(href({ view: "incident", incident: incident.id }), location.href).href;
  return html`<article class="panel incident">
      <p class="crumb"><a href=${href({ view: "incidents" })}>Incidents</a> / <code>${incident.id}</code></p>
      <h1><${Sentence} incident=${incident} here=${true} /></h1>
      <div class="actions">
        <${CopyButton} text=${() => incidentText(incident, link)} label="Copy as text" />
        <${CopyButton} text=${() => link} label="Copy link" />
        <a href=${`api/v1/incidents/${encodeURIComponent(incident.id)}`}>JSON</a>
      </div>
      <${Facts} incident=${incident} />
    </article>
    <div class="columns">
      <section class="panel">
        <h2>Evidence</h2>
        ${incident.evidence ? html`<ul>${statements(incident.evidence).map((one) => html`<li>${one}</li>`)}</ul>` : html`<p>None is given.</p>`}
        ${incident.runner_up && html`<p><strong>Next likeliest:</strong> ${incident.runner_up}</p>`}
        <${Paths} incident=${incident} all=${true} />
        <${Cleared} incident=${incident} />
      </section>
      <section class="panel">
        <h2>Timeline</h2>
        <${Timeline} timeline=${timeline} incident=${incident} error=${error} />
      </section>
    </div>`;
}

function Facts({ incident }) {
  const time = useNow(1000);
  const open = incident.closed === null;
  const since = incident.since ?? incident.opened;
  const rows = [
    ["State", open ? html`<${State} state="incident" />, open` : "over"],
    ["Cause", incident.cause.replaceAll("_", " ")],
    ["Component", html`${incident.cause === "prober_impaired" ? incident.component : html`<a href=${href({ view: "component", component: incident.component })}>${componentWords(incident.component)}</a>`}${incident.instance && `, at ${incident.instance}`}`],
    ["Since", html`<time datetime=${iso(since)} title=${utc(since)}>${clock(since)}</time>`],
    ["Noticed", html`<time datetime=${iso(incident.opened)} title=${utc(incident.opened)}>${clock(incident.opened)}</time>, after ${span(incident.opened - since)}`],
    [incident.interrupted ? "Open until" : "Closed", open ? "not yet" : html`<time datetime=${iso(incident.closed)} title=${utc(incident.closed)}>${clock(incident.closed)}</time>${incident.interrupted && " at least, when the runner ended"}`],
    ["Lasted", span((incident.closed ?? time) - since) + (open ? " so far" : "")],
    ["Sure", percent(incident.confidence)],
    ["Seen from", seenWords(incident.seen)],
    ["Continues", incident.continues ? html`<a href=${href({ view: "incident", incident: incident.continues })}>${incident.continues}</a>` : null],
    ...facts(incident),
  ];
  return html`<dl class="facts">
    ${rows.filter(([, value]) => value !== null && value !== undefined).map(([what, value]) => html`<div key=${what}><dt>${what}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

function Cleared({ incident }) {
  const { cleared, not_cleared: open } = incident;
  return html`
    ${cleared.length > 0 &&
    html`<details>
      <summary>${cleared.length} cleared on the same paths</summary>
      <ul>${cleared.map((one) => html`<li><a href=${href({ view: "component", component: one.component })}>${clearedWords(one)}</a></li>`)}</ul>
    </details>`}
    ${open.length > 0 && html`<p><strong>Not cleared:</strong> ${open.map(componentWords).join(", ")}</p>`}
  `;
}

function Timeline({ timeline, incident, error }) {
  if (timeline === null) {
    return html`<p class="faint">${error ? `How it came to this cannot be had: ${error}.` : "Asking the runner…"}</p>`;
  }
  if (timeline.length === 0) {
    return html`<p class="faint">Nothing is told of how it came to this.</p>`;
  }
  return html`<ol class="timeline">
    ${timeline.map(
      (one, i) => html`<li key=${i}>
        <time datetime=${iso(one.t)} title=${utc(one.t)}>${clock(one.t)}</time>
        <span><strong>${STATES[one.state] ?? one.state}</strong>: ${componentWords(one.component ?? incident.component)} ${causeWords(one.cause)}, ${percent(one.confidence)} sure${one.evidence && html`<br /><span class="faint">${one.evidence}</span>`}</span>
      </li>`,
    )}
  </ol>`;
}

const STATES = { open: "Opened", update: "Refined", close: "Closed" };
const iso = (t) => (Number.isFinite(t) ? new Date(t * 1000).toISOString() : null);
