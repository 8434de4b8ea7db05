// Instances side by side, on one scale, so that the odd one is seen.
import { count, msNumber, percent } from "../format.js";
import { instancesOf } from "../instances.js";
import { html } from "../view.js";
import { Section, Wide } from "./path-parts.js";
import { ValueBar } from "./value-bar.js";

export function Instances({ component }) {
  if (component.kind === "link") {
    return null;
  }
  const rows = instancesOf(component);
  const longest = Math.max(1e-6, ...rows.map((row) => row.p50 ?? 0));
  const odd = rows.filter((row) => row.odd);
  const calls = rows.reduce((sum, row) => sum + (row.calls ?? 0), 0);
  return html`<${Section} id="instances" title="Instances side by side" aside=${rows.length > 0 ? `by the stamps of the last ${count(calls)} calls, in ms` : null}>
    ${odd.length > 0 && html`<p class="finding">${odd.map((row) => row.node).join(", ")} ${odd.length === 1 ? "stands" : "stand"} out from the others.</p>`}
    ${rows.length === 0
      ? html`<p>No stamp has named an instance: set the node in each instance's stamps to tell them apart.</p>`
      : html`<${Wide} label="Instances">
          <table class="sheet">
            <caption class="unseen">Instances by name: own time, queue, and share of the processors in use</caption>
            <thead>
              <tr>
                <th scope="col">instance</th>
                <th scope="col" class="bars"><span class="unseen">p50 on a scale</span></th>
                <th scope="col" class="num">p50</th>
                <th scope="col" class="num">p99</th>
                <th scope="col" class="num">queue p50</th>
                <th scope="col" class="num">queue p99</th>
                <th scope="col" class="num">calls</th>
                <th scope="col" class="num">CPU</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                (row) => html`<tr key=${row.of + " " + row.node} class=${row.odd ? "is-accused" : ""}>
                  <th scope="row">${row.node}${row.of !== null && html` <span class="faint">${row.of}</span>`}${row.odd && html` <strong class="s-incident">▲ stands out</strong>`}</th>
                  <td class="bars"><${ValueBar} value=${row.p50} end=${longest} odd=${row.odd} /></td>
                  <td class="num">${msNumber(row.p50)}</td>
                  <td class="num">${msNumber(row.p99)}</td>
                  <td class="num">${msNumber(row.queue)}</td>
                  <td class="num">${msNumber(row.queue99)}</td>
                  <td class="num">${count(row.calls)}${row.share !== null && html` <span class="faint">${percent(row.share)}</span>`}</td>
                  <td class="num">${row.load === null ? "unknown" : percent(row.load)}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        <//>`}
  <//>`;
}
