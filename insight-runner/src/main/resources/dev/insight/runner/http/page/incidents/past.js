// Incidents that are over.
import { causeWords, clock, percent, span } from "../format.js";
import { componentWords, way, wayWords } from "../sentence.js";
import { useStore } from "../store.js";
import { href } from "../url.js";
import { html } from "../view.js";

const LATELY = 5;

/** Those of `incidents` that are closed, the latest first. */
export const latestFirst = (incidents) =>
  [...incidents].filter((one) => one.closed !== null).sort((a, b) => b.closed - a.closed);

/** `brief`: what, when and how long. */
export function Past({ past, brief = false }) {
  return html`<div class="scroll">
    <table class="list incidents">
      <thead>
        <tr>
          <th scope="col">What</th>
          ${!brief && html`<th scope="col">Since</th>`}
          <th scope="col">Closed</th>
          <th scope="col" class="num">Lasted</th>
          ${!brief && html`<th scope="col" class="num">Sure</th><th scope="col">Paths</th>`}
        </tr>
      </thead>
      <tbody>
        ${past.map(
          (one) => html`<tr key=${one.id}>
            <th scope="row"><a href=${href({ view: "incident", incident: one.id })}>${componentWords(one.component)} ${causeWords(one.cause)}</a></th>
            ${!brief && html`<td>${clock(one.since)}</td>`}
            <td>${clock(one.closed)}${one.interrupted && html` <span class="faint" title="The runner ended while it was open; this is until when it was known to be.">interrupted</span>`}</td>
            <td class="num">${span(one.closed - (one.since ?? one.opened))}</td>
            ${!brief &&
            html`<td class="num">${percent(one.confidence)}</td>
              <td>${one.paths.slice(0, 2).map((path) => wayWords(way(path))).join(", ")}${one.paths.length > 2 && ` and ${one.paths.length - 2} more`}</td>`}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The last few, under the overview. */
export function Lately() {
  const past = useStore(
    (is) => latestFirst(is.incidents.values()).slice(0, LATELY),
    (a, b) => a.length === b.length && a.every((one, i) => one === b[i]),
  );
  return html`<section class="panel lately" aria-labelledby="lately">
    <div class="head"><h2 id="lately">Over by now</h2><a href=${href({ view: "incidents" })}>All incidents</a></div>
    ${past.length === 0 ? html`<p class="faint">No incident has ended that this runner knows of.</p>` : html`<${Past} past=${past} brief=${true} />`}
  </section>`;
}
