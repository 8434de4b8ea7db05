// What the list of incidents and the view of one have in common.
import { way, wayWords } from "../sentence.js";
import { address } from "../shell/headline.js";
import { now } from "../store.js";
import { html } from "../view.js";
import { windowAround } from "./text.js";

/** So many paths are named before "and more". */
const SHOWN = 12;

/** The paths of an incident, linked; at its time once it is over. */
export function Paths({ incident, all = false }) {
  const at = incident.closed === null ? {} : windowAround(incident, now());
  const shown = all ? incident.paths : incident.paths.slice(0, SHOWN);
  const rest = incident.paths.length - shown.length;
  return html`<p class="paths">
    <span class="faint">Paths: </span>
    ${shown.map((path, i) => html`${i > 0 ? ", " : ""}<a href=${address({ path, at })}>${wayWords(way(path))}${" "}<small>${way(path).route}</small></a>`)}
    ${rest > 0 && ` and ${rest} more`}${incident.paths.length === 0 && "none is named"}
  </p>`;
}
