// A component across all paths that use it: a hop, a link, a service; without a name, all of them.
import { Boundary } from "../boundary.js";
import { useFetched } from "../fetched.js";
import { count, ms, percent, plural, signed } from "../format.js";
import { openIncidents, componentWords } from "../sentence.js";
import { Sentence } from "../shell/headline.js";
import { useStore } from "../store.js";
import { href } from "../url.js";
import { finite, list, objects, text } from "../values.js";
import { html } from "../view.js";
import { ComponentHistory } from "./component-history.js";
import { Instances } from "./component-instances.js";
import { ComponentList } from "./component-list.js";
import { ByPath } from "./component-paths.js";
import { Load } from "./component-load.js";
import { Namesakes, namesakeWords } from "./component-namesakes.js";
import { ComponentPast } from "./component-past.js";
import { Figure, Stale } from "./path-parts.js";

const EVERY_MILLIS = 4000;

export function ComponentView({ params }) {
  return params.component ? html`<${One} name=${params.component} params=${params} />` : html`<${ComponentList} params=${params} />`;
}

function One({ name, params }) {
  const fetched = useFetched(`/api/v1/components/${encodeURIComponent(name)}`, EVERY_MILLIS);
  const component = fetched.data;
  if (component === null || typeof component !== "object") {
    return html`<${None} name=${name} fetched=${fetched} />`;
  }
  const part = (what, view) => html`<${Boundary} what=${what} place=${name}>${view}<//>`;
  return html`<div class="path-view component-view">
    ${part("The head", html`<${Head} name=${name} component=${component} />`)}
    <${Stale} of=${fetched} what="Details" />
    ${part("Those of its name", html`<${Namesakes} component=${component} />`)}
    ${part("Its paths", html`<${ByPath} component=${component} />`)}
    ${part("Its instances", html`<${Instances} component=${component} />`)}
    ${part("Its history", html`<${ComponentHistory} name=${name} component=${component} params=${params} />`)}
    ${part("Its load", html`<${Load} component=${component} params=${params} />`)}
    ${part("Its incidents", html`<${ComponentPast} name=${name} />`)}
  </div>`;
}

const KINDS = { hop: "hop", link: "link, both directions", service: "service" };

function Head({ name, component }) {
  const incidents = useStore((is) => is.incidents);
  const open = openIncidents([...incidents.values()].filter((one) => one.component === name));
  const now = finite(component.recent?.p50_ms);
  const usual = finite(component.baseline?.p50_ms);
  const change = now === null || usual === null ? null : now - usual;
  const loads = objects(component.cpu).filter((each) => finite(each.cpu) !== null);
  const busiest = loads.reduce((most, each) => (most === null || each.cpu > most.cpu ? each : most), null);
  const what = [KINDS[component.kind] ?? component.kind, text(component.role), text(component.region), namesakeWords(component)].filter(Boolean);
  return html`<header class="panel path-head">
    <div class="path-title">
      <h1>${componentWords(name)}</h1>
      <p class="faint">${[...new Set(what)].join(" · ")} · ${plural(list(component.paths).length, "path")}</p>
      <nav class="neighbours" aria-label="Other components"><a href=${href({ view: "component" })}>All components</a></nav>
    </div>
    ${open.map((incident) => html`<p class="incident-line" key=${incident.id}><${Sentence} incident=${incident} /></p>`)}
    <dl class="figures">
      <${Figure} name=${component.kind === "link" ? "p50" : "own time, p50"} value=${ms(now)} note=${namesakeWords(component) ? "each for itself, below" : usual === null ? "usual not known yet" : `usually ${ms(usual)}`} />
      <${Figure} name="change" value=${signed(change)} class=${open.length > 0 && change >= 1 ? "worse" : ""} />
      <${Figure} name="p99" value=${ms(component.recent?.p99_ms)} note=${finite(component.baseline?.p99_ms) === null ? null : `usually ${ms(component.baseline.p99_ms)}`} />
      ${component.queue && html`<${Figure} name="queue, p50" value=${ms(component.queue.p50_ms)} note=${`p99 ${ms(component.queue.p99_ms)}`} />`}
      ${component.kind !== "link" &&
      html`<${Figure} name="CPU" value=${busiest ? percent(busiest.cpu) : "unknown"} note=${loads.length > 1 ? `the busiest of ${count(loads.length)}` : (busiest?.node ?? (busiest ? null : "no host is read"))} />`}
    </dl>
  </header>`;
}

function None({ name, fetched }) {
  if (fetched.error === null) {
    return html`<section class="panel"><p role="status">Asking the runner for ${name}…</p></section>`;
  }
  const why = fetched.status === 404 ? "No path crosses a component of this name. It may have left with the paths that did." : `It cannot be read: ${fetched.error}.`;
  return html`<section class="panel">
    <h1>No component ${componentWords(name)}</h1>
    <p>${why}</p>
    <p><a href=${href({ view: "component" })}>All components</a> · <a href=${href({})}>Overview</a></p>
  </section>`;
}
