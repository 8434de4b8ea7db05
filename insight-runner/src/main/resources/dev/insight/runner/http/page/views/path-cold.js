// What opening a connection of its own takes, phase by phase.
import { ago, clock, ms, msNumber } from "../format.js";
import { now } from "../store.js";
import { finite, objects } from "../values.js";
import { html, useState } from "../view.js";
import { Section, Wide } from "./path-parts.js";

const PHASES = ["dns", "connect", "tls", "http2", "rpc"];
const FEW = 5;

const phasesOf = (cold) => PHASES.map((phase, at) => ({ phase, at, ms: finite(cold.phases_ms?.[phase]) }));
const total = (phases) => phases.reduce((sum, each) => sum + Math.max(0, each.ms ?? 0), 0);

function Row({ cold, longest }) {
  const phases = phasesOf(cold);
  const failed = cold.outcome !== "OK";
  return html`<tr class=${failed ? "failed" : ""}>
    <th scope="row" title=${clock(cold.t)}>${ago(cold.t, now())}</th>
    <td class="bars">
      <div class="phases">
        ${phases.map(
          (each) => each.ms > 0 && html`<i key=${each.phase} class=${`phase p${each.at}`} style=${{ width: `${(100 * each.ms) / longest}%` }}></i>`,
        )}
      </div>
    </td>
    ${phases.map((each) => html`<td class="num" key=${each.phase}>${msNumber(each.ms)}</td>`)}
    <td class="num">${failed ? "" : msNumber(total(phases))}</td>
    <td>${failed ? html`<strong class="s-down">✖ ${cold.outcome}</strong> in ${cold.phase ?? "?"}${cold.message && html`: <span class="said">${cold.message}</span>`}` : "OK"}</td>
  </tr>`;
}

export function Cold({ path }) {
  const [all, showAll] = useState(false);
  const known = objects(path.cold);
  const colds = known.length > 0 ? known : objects([path.last_cold]);
  const shown = all ? colds : colds.slice(0, FEW);
  const longest = Math.max(1e-6, ...shown.map((cold) => total(phasesOf(cold))));
  if (colds.length === 0) {
    return html`<${Section} id="cold" title="Cold probes"><p>None yet: a cold probe opens a connection of its own, from name resolution on, once a minute unless configured otherwise.</p><//>`;
  }
  return html`<${Section} id="cold" title="Cold probes" aside=${`a connection of its own, in ms; the latest took ${ms(total(phasesOf(colds[0])))}`}>
    <${Wide} label="Cold probes">
      <table class="sheet cold">
        <caption class="unseen">Phases of the latest cold probes, newest first</caption>
        <thead>
          <tr>
            <th scope="col">when</th>
            <th scope="col" class="bars"><span class="unseen">Phases on a scale</span></th>
            ${PHASES.map((phase, at) => html`<th scope="col" class="num" key=${phase}><i class=${`swatch phase p${at}`} aria-hidden="true"></i> ${phase}</th>`)}
            <th scope="col" class="num">all</th>
            <th scope="col">outcome</th>
          </tr>
        </thead>
        <tbody>${shown.map((cold, at) => html`<${Row} key=${cold.t ?? at} cold=${cold} longest=${longest} />`)}</tbody>
      </table>
    <//>
    ${colds.length > FEW && html`<button type="button" aria-expanded=${all} onClick=${() => showAll(!all)}>${all ? "Fewer" : `All ${colds.length}`}</button>`}
  <//>`;
}
