// What a component takes on each path that crosses it.
import { msNumber, signed } from "../format.js";
import { byChange } from "../instances.js";
import { hrefAtThisTime } from "../url.js";
import { finite } from "../values.js";
import { html, useState } from "../view.js";
import { Section, Wide } from "./path-parts.js";
import { ValueBar } from "./value-bar.js";

const FEW = 12;

export function ByPath({ component }) {
  const [all, showAll] = useState(false);
  const rows = byChange(component.by_path);
  const shown = all ? rows : rows.slice(0, FEW);
  const longest = Math.max(1e-6, ...rows.map((row) => Math.max(finite(row.recent?.p50_ms) ?? 0, finite(row.baseline?.p50_ms) ?? 0)));
  const queues = rows.some((row) => row.queue);
  return html`<${Section} id="by-path" title="On each path" aside="by change, in ms">
    ${rows.length === 0
      ? html`<p>No path has told yet what it takes.</p>`
      : html`<${Wide} label="On each path">
          <table class="sheet">
            <caption class="unseen">What it takes on each path, the greatest change first</caption>
            <thead>
              <tr>
                <th scope="col">path</th>
                <th scope="col" class="bars"><span class="unseen">p50 on a scale, with what is usual</span></th>
                <th scope="col" class="num">p50</th>
                <th scope="col" class="num">p99</th>
                ${queues && html`<th scope="col" class="num">queue</th>`}
                <th scope="col" class="num">usual</th>
                <th scope="col" class="num">change</th>
              </tr>
            </thead>
            <tbody>
              ${shown.map((row) => html`<${Row} key=${row.id} row=${row} longest=${longest} queues=${queues} />`)}
            </tbody>
          </table>
        <//>`}
    ${rows.length > FEW && html`<button type="button" aria-expanded=${all} onClick=${() => showAll(!all)}>${all ? "Fewer" : `All ${rows.length}`}</button>`}
  <//>`;
}

function Row({ row, longest, queues }) {
  const change = finite(row.change_ms);
  const usual = finite(row.baseline?.p50_ms) ?? 0;
  const moved = change !== null && Math.abs(change) >= Math.max(1, 0.2 * usual) ? (change > 0 ? "up" : "down") : null;
  return html`<tr>
    <th scope="row"><a href=${hrefAtThisTime({ view: "path", path: row.id })}>${row.id}</a></th>
    <td class="bars"><${ValueBar} value=${row.recent?.p50_ms} usual=${row.baseline?.p50_ms} end=${longest} /></td>
    <td class="num">${msNumber(row.recent?.p50_ms)}</td>
    <td class="num">${msNumber(row.recent?.p99_ms)}</td>
    ${queues && html`<td class="num">${msNumber(row.queue?.p50_ms)}</td>`}
    <td class="num">${msNumber(row.baseline?.p50_ms)}</td>
    <td class=${moved ? `num shift shifted ${moved}` : "num shift"}>${moved === "up" ? "▲ " : moved === "down" ? "▼ " : ""}${signed(change)}</td>
  </tr>`;
}
