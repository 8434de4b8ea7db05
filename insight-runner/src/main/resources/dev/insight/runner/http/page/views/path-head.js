// What a path is and how it is, before any detail.
import { ago, count, ms, percent, plural, signed } from "../format.js";
import { isWrong } from "../overview/ways.js";
import { State } from "../parts.js";
import { openIncidents } from "../sentence.js";
import { Sentence } from "../shell/headline.js";
import { incidentsOf } from "../spans.js";
import { shallow, useNow, useStore } from "../store.js";
import { hrefAtThisTime } from "../url.js";
import { html } from "../view.js";
import { Figure } from "./path-parts.js";

const to = (id) => hrefAtThisTime({ view: "path", path: id });

function Ways({ path, siblings }) {
  if (siblings.length < 2) {
    return null;
  }
  return html`<nav class="ways" aria-label="Routes of this pair">
    ${siblings.map(
      (one) => html`<a key=${one.id} href=${to(one.id)} aria-current=${one.id === path.id ? "page" : null}><${State} state=${one.state} /> ${one.route}</a>`,
    )}
  </nav>`;
}

function Neighbours({ path }) {
  const ids = useStore((is) => [...is.paths.values()].filter((one) => one.route === path.route).map((one) => one.id).sort(), shallow);
  const at = ids.indexOf(path.id);
  if (at < 0 || ids.length < 2) {
    return null;
  }
  const before = ids[(at + ids.length - 1) % ids.length];
  const after = ids[(at + 1) % ids.length];
  return html`<nav class="neighbours" aria-label="Other paths">
    <a href=${to(before)} title=${before} rel="prev">‹ previous</a>
    <a href=${to(after)} title=${after} rel="next">next ›</a>
  </nav>`;
}

function Last({ path }) {
  const now = useNow(1000);
  const { last } = path;
  if (!last) {
    return html`<${Figure} name="last probe" value="none yet" />`;
  }
  const well = last.outcome === "OK";
  return html`<${Figure} name="last probe" value=${well ? ms(last.latency_ms) : `✖ ${last.outcome}`} note=${ago(last.t, now)} class=${well ? "" : "worse"} />`;
}

function regionWords(path, regions) {
  const name = (region) => regions?.[region]?.name;
  return name(path.source) && name(path.target) ? `${name(path.source)} to ${name(path.target)}` : null;
}

export function PathHead({ path, siblings }) {
  const incidents = useStore((is) => is.incidents);
  const regions = useStore((is) => is.status?.regions);
  const open = openIncidents(incidentsOf([...incidents.values()], path));
  const { recent, baseline } = path;
  const change = path.change_ms;
  const lost = recent && recent.failures > 0 ? `${count(recent.failures)} of ${plural(recent.probes, "probe")}` : recent && plural(recent.probes, "probe");
  return html`<header class="panel path-head">
    <div class="path-title">
      <h1>${path.source} → ${path.target}</h1>
      <${State} state=${path.state} />
      <p class="faint">${[path.route, path.service, regionWords(path, regions)].filter(Boolean).join(" · ")}</p>
      <${Ways} path=${path} siblings=${siblings} />
      <${Neighbours} path=${path} />
    </div>
    ${open.map((incident) => html`<p class="incident-line" key=${incident.id}><${Sentence} incident=${incident} /></p>`)}
    ${path.hint && html`<p>${path.hint}</p>`}
    ${open.length === 0 && path.suspect && html`<p>Watched: ${path.suspect} may be taking longer; this most often comes to nothing.</p>`}
    <dl class="figures">
      <${Figure} name="p50" value=${ms(recent?.p50_ms)} note=${baseline ? `usually ${ms(baseline.p50_ms)}` : "usual not known yet"} />
      <${Figure} name="change" value=${signed(change)} class=${change >= 1 && isWrong(path.state) ? "worse" : ""} />
      <${Figure} name="p99" value=${ms(recent?.p99_ms)} note=${baseline ? `usually ${ms(baseline.p99_ms)}` : null} />
      <${Figure} name="lost" value=${percent(recent?.loss)} note=${lost} class=${recent?.loss > 0 ? "worse" : ""} />
      <${Last} path=${path} />
    </dl>
  </header>`;
}
