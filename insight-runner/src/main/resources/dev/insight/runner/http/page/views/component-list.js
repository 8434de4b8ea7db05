// All components, what is worst first.
import { useFetched } from "../fetched.js";
import { msNumber, percent, plural, signed } from "../format.js";
import { listOf } from "../instances.js";
import { componentWords } from "../sentence.js";
import { go, href, merge } from "../url.js";
import { html, useMemo, useState } from "../view.js";
import { namesakeWords } from "./component-namesakes.js";
import { Stale, Wide } from "./path-parts.js";

const EVERY_MILLIS = 5000;
const FEW = 100;

export function ComponentList({ params }) {
  const fetched = useFetched("/api/v1/components", EVERY_MILLIS);
  const words = params.q ?? "";
  const say = (q) => go(merge({ q: q || null }), { replace: true });
  const [all, showAll] = useState(false);
  const rows = useMemo(() => listOf(fetched.data?.components, words), [fetched.data, words]);
  const shown = all ? rows : rows.slice(0, FEW);
  const empty = fetched.data === null ? (fetched.error ? `They cannot be read: ${fetched.error}.` : "Asking the runner…") : "None of these words.";
  return html`<section class="panel component-view" aria-labelledby="components">
    <div class="bar-of-tools">
      <h1 id="components">Components</h1>
      <label>Only those with <input type="search" value=${words} onInput=${(event) => say(event.target.value)} placeholder="name, role, region" /></label>
    </div>
    <${Stale} of=${fetched} what="Components" />
    ${shown.length === 0
      ? html`<p role="status">${words === "" && fetched.data !== null ? "None: a component is known once a path that crosses it is." : empty}</p>`
      : html`<${Wide} label="Components"><${Table} rows=${shown} /><//>`}
    ${rows.length > FEW &&
    html`<button type="button" aria-expanded=${all} onClick=${() => showAll(!all)}>${all ? `The first ${FEW}` : `All ${rows.length}`}</button>`}
  </section>`;
}

const Table = ({ rows }) => html`<table class="sheet">
  <caption class="unseen">Components with open incidents first, then by change against what is usual; milliseconds</caption>
  <thead>
    <tr>
      <th scope="col">component</th>
      <th scope="col">kind</th>
      <th scope="col">in</th>
      <th scope="col" class="num">paths</th>
      <th scope="col" class="num">p50</th>
      <th scope="col" class="num">p99</th>
      <th scope="col" class="num">usual</th>
      <th scope="col" class="num">change</th>
      <th scope="col" class="num">queue</th>
      <th scope="col" class="num">CPU</th>
      <th scope="col">incidents</th>
    </tr>
  </thead>
  <tbody>
    ${rows.map(
      (row) => html`<tr key=${row.name} class=${row.incidents.length > 0 ? "is-accused" : ""}>
        <th scope="row"><a href=${href({ view: "component", component: row.name })}>${componentWords(row.name)}</a></th>
        <td>${[row.role ?? row.kind, namesakeWords(row)].filter(Boolean).join(", ")}</td>
        <td>${row.region ?? ""}</td>
        <td class="num">${row.paths.length}</td>
        <td class="num">${msNumber(row.recent?.p50_ms)}</td>
        <td class="num">${msNumber(row.recent?.p99_ms)}</td>
        <td class="num">${msNumber(row.baseline?.p50_ms)}</td>
        <td class="num shift">${signed(row.change)}</td>
        <td class="num">${row.queue ? msNumber(row.queue.p50_ms) : ""}</td>
        <td class="num">${row.load === null ? "" : percent(row.load)}</td>
        <td>
          ${row.incidents.length > 0 &&
          html`<strong class="s-incident">▲ <a href=${href({ view: "incident", incident: row.incidents[0] })}>${plural(row.incidents.length, "incident")}</a></strong>`}
        </td>
      </tr>`,
    )}
  </tbody>
</table>`;
