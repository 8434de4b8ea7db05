// The same history as a table, for those to whom a picture says nothing.
import { clock, count, msNumber } from "../format.js";
import { now } from "../store.js";
import { html } from "../view.js";
import { Wide } from "./path-parts.js";

const MOST_ROWS = 240;

export function HistoryTable({ history }) {
  const rows = history.t.map((_, row) => row).filter((row) => history.probes[row] > 0 || history.failures[row] > 0);
  const shown = rows.slice(-MOST_ROWS).reverse();
  const at = now();
  return html`<${Wide} label="History as a table" class="history-table">
      <table class="sheet">
        <caption>
          In milliseconds, newest first${rows.length > shown.length ? `; the latest ${MOST_ROWS} of ${count(rows.length)} rows. Zoom in for the others.` : ""}
        </caption>
        <thead>
          <tr>
            <th scope="col">time</th>
            <th scope="col" class="num">p50</th>
            <th scope="col" class="num">p99</th>
            <th scope="col" class="num">probes</th>
            <th scope="col" class="num">failed</th>
            ${history.terms.map((term) => html`<th scope="col" class="num" key=${term.kind + term.name}>${term.display}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) => html`<tr key=${history.t[row]}>
              <th scope="row">${clock(history.t[row], { now: at })}</th>
              <td class="num">${msNumber(history.p50[row])}</td>
              <td class="num">${msNumber(history.p99[row])}</td>
              <td class="num">${count(history.probes[row])}</td>
              <td class="num">${count(history.failures[row])}</td>
              ${history.terms.map((term) => html`<td class="num" key=${term.kind + term.name}>${msNumber(term.p50[row])}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    <//>
    ${shown.length === 0 && html`<p>Nothing was measured in this time.</p>`}`;
}
