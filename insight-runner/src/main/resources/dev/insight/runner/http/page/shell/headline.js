// What is wrong, first and in words; or that nothing is.
import { ago, plural } from "../format.js";
import { utc } from "../incidents/text.js";
import { Mark } from "../parts.js";
import { headline, openIncidents, sentence } from "../sentence.js";
import { getState, useNow, useStore } from "../store.js";
import { href } from "../url.js";
import { html, useState } from "../view.js";

/** So many sentences at once; the others are a click away. */
const SHOWN = 3;

export function Headline({ params }) {
  const open = useStore((is) => openIncidents(is.incidents.values()), sameList);
  const total = useStore((is) => is.paths.size);
  return html`<div class=${open.length > 0 ? "headline wrong" : "headline"}>
    <${Status} />
    ${open.length > 0 ? html`<${Open} open=${open} params=${params} />` : total > 0 && html`<${LastProbe} total=${total} />`}
  </div>`;
}

// Always there, else readers of screens do not hear of it; what it says of incidents stands below, with links.
function Status() {
  const { state, words } = useStore(headline, (a, b) => a.key === b.key);
  const looks = { incident: "unseen", asking: "faint" };
  return html`<p role="status" class=${looks[state] ?? ""}>${!looks[state] && html`<${Mark} state=${state} /> `}${words}</p>`;
}

function Open({ open, params }) {
  const [all, showAll] = useState(false);
  const shown = all ? open : open.slice(0, SHOWN);
  const rest = open.length - shown.length;
  return html`<ul>
      ${shown.map((one) => html`<li key=${one.id}><${Sentence} incident=${one} here=${params.incident === one.id} /></li>`)}
    </ul>
    ${(rest > 0 || all) &&
    html`<button type="button" aria-expanded=${all} onClick=${() => showAll(!all)}>${all ? "Fewer" : `${plural(rest, "more open incident")}`}</button>`}`;
}

/** An incident's sentence with its links. */
export function Sentence({ incident, here = false }) {
  const parts = sentence(incident);
  return html`<span class="sentence">
    <${Mark} state=${incident.closed == null ? stateOf(incident.cause) : "ok"} />
    <span>
      ${parts.map((part) => {
        if (part.to) {
          return html`<a href=${address(part.to)}>${part.text}</a>`;
        }
        return part.times ? html`<span title=${part.times.map(utc).join(" to ")}>${part.text}</span>` : part.text;
      })}
      ${!here && html`${" "}<a class="more" href=${href({ view: "incident", incident: incident.id })}>evidence</a>`}
    </span>
  </span>`;
}

function stateOf(cause) {
  if (cause === "prober_impaired") {
    return "doubtful";
  }
  return cause.endsWith("down") || cause.endsWith("failing") ? "down" : "incident";
}

/** The URL of what a part of a sentence is about; of a path with `at`, {from, to}, at that time. */
export function address(to) {
  if (to.component !== undefined) {
    return href({ view: "component", component: to.component });
  }
  return to.incident !== undefined ? href({ view: "incident", incident: to.incident }) : href({ ...pathParams(to.path), ...to.at });
}

/** The path view's parameters for a way, as "eu>sg/forwarded"; of several services the first known. */
export function pathParams(way) {
  const paths = getState().paths;
  const id = paths.has(way) ? way : [...paths.keys()].find((known) => known.startsWith(way + "/"));
  return { view: "path", path: id ?? way };
}

// Not in the status's region: a reader is not told every second how long ago something was.
function LastProbe({ total }) {
  const newest = useStore((is) => is.newest);
  const now = useNow(1000);
  return html`<p class="faint">${plural(total, "path")}, last probe ${ago(newest, now)}.</p>`;
}

// Incidents come anew with each verdict, mostly to say the same.
const sameList = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
