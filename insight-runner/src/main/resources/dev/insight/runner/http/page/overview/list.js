// Paths one below the other: what a filter finds, and what is wrong, over all routes.
import { plural } from "../format.js";
import { Mark, memo } from "../parts.js";
import { useStore } from "../store.js";
import { go, href, merge } from "../url.js";
import { html } from "../view.js";
import { lookOf, sameLook } from "./look.js";
import { setSpot } from "./spot.js";
import { COLUMNS, isWrong, matches, sorted } from "./ways.js";

const WORDS = { state: "State", from: "From", to: "To", way: "Route", p50: "p50 ms", p99: "p99 ms", loss: "Loss", change: "Change" };
const NUMBERS = new Set(["p50", "p99", "loss", "change"]);
/** More rows than this tell nobody anything; a narrower filter does. */
const SHOWN = 200;

export function List({ params, regions }) {
  const wrongOnly = params.wrong === "1";
  const by = COLUMNS.includes(params.by) ? params.by : "state";
  const ids = useStore((is) => find(is.paths.values(), params.q, wrongOnly, by, regions), sameIds);
  if (ids.length === 0) {
    return html`<p class="note">
      ${wrongOnly ? (params.q ? "Nothing of what the filter finds is known to be wrong." : "Nothing is known to be wrong.") : `No path has “${params.q}” in it.`}${" "}
      <a href=${href(merge({ q: null, wrong: null, by: null }))}>Show all</a>
    </p>`;
  }
  return html`<div class="scroll">
      <table class="list" onMouseLeave=${() => setSpot(null)}>
        <caption>${plural(ids.length, "path")}${wrongOnly ? " with something wrong" : ""}${params.q ? ` with “${params.q}”` : ""}</caption>
        <thead>
          <tr>
            ${COLUMNS.map(
              (column) => html`<th key=${column} scope="col" class=${NUMBERS.has(column) ? "num" : ""} aria-sort=${by === column ? (NUMBERS.has(column) ? "descending" : "ascending") : null}>
                <button type="button" class="plain" onClick=${() => go(merge({ by: column === "state" ? null : column }), { replace: true })}>${WORDS[column]}</button>
              </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${ids.slice(0, SHOWN).map((id) => html`<${Row} key=${id} id=${id} />`)}
        </tbody>
      </table>
    </div>
    ${ids.length > SHOWN && html`<p class="faint">The first ${SHOWN} of ${ids.length}. A narrower filter shows the others.</p>`}`;
}

const Row = memo(function OneRow({ id }) {
  const path = useStore((is) => is.paths.get(id), (a, b) => sameLook(lookOf(a), lookOf(b)));
  const look = lookOf(path);
  if (look === null) {
    return null;
  }
  return html`<tr class=${"c-" + look.state} onMouseOver=${() => setSpot(id)}>
    <td class=${"s-" + look.state}><${Mark} state=${look.state} /> ${look.state}</td>
    <th scope="row">${path.source}</th>
    <td><a href=${href({ view: "path", path: id })} aria-label=${look.label}>${path.target}</a></td>
    <td>${path.route} <span class="faint">${path.service}</span></td>
    <td class="num">${look.p50}</td>
    <td class="num">${look.p99}</td>
    <td class=${look.lossy ? "num bad" : "num"}>${look.loss}</td>
    <td class=${look.moved ? "num moved" : "num faint"}>${look.change}</td>
  </tr>`;
});

function find(paths, query, wrongOnly, by, regions) {
  const found = [];
  for (const path of paths) {
    if ((!wrongOnly || isWrong(path.state)) && matches(path, query, regions)) {
      found.push(path);
    }
  }
  return sorted(found, by).map((path) => path.id);
}

const sameIds = (a, b) => a.length === b.length && a.every((id, i) => id === b[i]);
