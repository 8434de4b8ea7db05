// One path: how it is, where the time goes, how that was before, and everything that is known of what failed.
import { Boundary } from "../boundary.js";
import { useFetched } from "../fetched.js";
import { asPath } from "../shapes.js";
import { incidentsOf, pace } from "../spans.js";
import { now, shallow, useStore } from "../store.js";
import { href } from "../url.js";
import { html } from "../view.js";
import { Cold } from "./path-cold.js";
import { Compare } from "./path-compare.js";
import { Failures } from "./path-failures.js";
import { PathHead } from "./path-head.js";
import { PathHistory } from "./path-history.js";
import { Slowest, Stamps } from "./path-raw.js";
import { Stale } from "./path-parts.js";
import { historyUrl, urlOfId } from "./path-urls.js";
import { Waterfall } from "./path-waterfall.js";
import { windowKey, windowShown } from "./window.js";

const DETAIL_MILLIS = 3000;

export function PathView({ params }) {
  const id = params.path ?? "";
  const loaded = useStore((is) => is.loaded);
  const summary = useStore((is) => is.paths.get(id) ?? null);
  const siblings = useStore((is) => (summary ? [...is.paths.values()].filter((one) => samePair(one, summary)) : []), shallow);
  const url = summary?.url ?? urlOfId(id);
  const detail = useFetched(url, DETAIL_MILLIS);
  const every = pace(windowShown(params), now());
  const history = useFetched(() => historyUrl(url, params), every, url === null ? null : `${url} ${windowKey(params)}`);
  const answer = asPath(detail.data);
  const path = summary === null ? answer : { ...answer, ...summary };
  if (path === null) {
    return html`<${NoPath} id=${id} asking=${url !== null && detail.status === null && detail.error === null} loaded=${loaded} error=${detail.error} gone=${detail.status === 404} />`;
  }
  const ready = answer !== null;
  const part = (what, view) => html`<${Boundary} what=${what} place=${id}>${view}<//>`;
  return html`<div class="path-view">
    ${part("The head", html`<${PathHead} path=${path} siblings=${siblings} />`)}
    ${loaded && summary === null && html`<p class="banner" role="status">This path has left: the runner probes it no longer. What is shown is what it last knew.</p>`}
    <${Stale} of=${detail} what="Details" />
    ${part("The waterfall", ready ? html`<${AccusedWaterfall} path=${path} />` : html`<section class="panel"><p>${detail.error ? `No details: ${detail.error}.` : "Reading the details…"}</p></section>`)}
    ${part("The history", html`<${PathHistory} path=${path} fetched=${history} params=${params} />`)}
    ${part("The comparison", html`<${Compare} path=${path} others=${siblings.filter((one) => one.id !== id)} fetched=${history} params=${params} />`)}
    ${part("Failures", html`<${Failures} path=${path} ready=${ready} />`)}
    ${part("Cold probes", html`<${Cold} path=${path} />`)}
    ${part("Slowest", html`<${Slowest} path=${path} ready=${ready} />`)}
    ${part("Stamps", html`<${Stamps} path=${path} url=${url} historyLink=${historyUrl(url ?? "", params)} ready=${ready} />`)}
  </div>`;
}

const samePair = (one, other) => one.source === other.source && one.target === other.target && one.service === other.service;

function AccusedWaterfall({ path }) {
  const incidents = useStore((is) => is.incidents);
  const open = incidentsOf([...incidents.values()], path).filter((one) => one.closed === null);
  return html`<${Waterfall} path=${path} accused=${open.map((one) => one.component)} />`;
}

function NoPath({ id, asking, loaded, error, gone }) {
  if (asking || (!loaded && !gone && error === null && id !== "")) {
    return html`<section class="panel"><p role="status">Asking the runner for ${id}…</p></section>`;
  }
  const why = gone || error === null ? "The runner probes no such path. It may have left with a change of configuration or of its targets." : `It cannot be read: ${error}.`;
  return html`<section class="panel">
    <h1>${id === "" ? "No path chosen" : `No path ${id}`}</h1>
    <p>${id === "" ? "Choose one in the overview." : why}</p>
    <p><a href=${href({})}>To the overview</a></p>
  </section>`;
}
