// The same calls by other routes: what the forwarding layer costs.
import { MILLIS } from "../chart.js";
import { useAllFetched } from "../fetched.js";
import { ms, signed } from "../format.js";
import { compare, differ, readHistory } from "../history.js";
import { ceiling } from "../stack.js";
import { pace } from "../spans.js";
import { now } from "../store.js";
import { finite } from "../values.js";
import { html, useMemo } from "../view.js";
import { differenceWords } from "../words.js";
import { Lines } from "./lines.js";
import { Section } from "./path-parts.js";
import { historyUrl } from "./path-urls.js";
import { zoomTo } from "./range.js";
import { windowKey, windowShown } from "./window.js";

const MOST_OTHERS = 3;

/** `fetched` is the path's own history, `others` the paths of the same pair and service by other routes. */
export function Compare({ path, others, fetched, params }) {
  const shown = others.slice(0, MOST_OTHERS);
  const wanted = shown.map((one) => [one.id, () => historyUrl(one.url, params)]);
  const key = shown.length > 0 ? [windowKey(params), ...shown.map((one) => one.id)].join("\n") : null;
  const answers = useAllFetched(wanted, pace(windowShown(params), now()), key);
  const histories = useMemo(
    () => [readHistory(fetched.data), ...shown.map((one) => readHistory(answers.get(one.id)?.data))],
    [fetched.data, answers, key],
  );
  const routes = [path, ...shown].map((one, i) => ({ path: one, route: one.route, history: histories[i] }));
  const known = routes.filter((one) => one.history !== null);
  if (shown.length === 0) {
    return null;
  }
  const [own, ...rest] = routes;
  const sentences = rest.map((one) => words(own, one));
  const window = own.history ?? rest.find((one) => one.history !== null)?.history;
  return html`<${Section} id="compare" title=${titleOf(routes)} aside="p50">
    ${sentences}
    ${rest.some((one) => one.history === null) && html`<p class="faint">${trouble(answers) ?? "Reading the other route's history…"}</p>`}
    ${window &&
    known.length > 1 &&
    html`<${Lines}
      label="Latency by route over time"
      lines=${known.map((one) => ({ name: one.route, t: one.history.t, values: one.history.p50 }))}
      from=${window.from ?? window.t[0]}
      to=${window.to ?? window.t.at(-1)}
      unit=${MILLIS}
      say=${ms}
      top=${(columns) => ceiling(columns.flat(), []).end}
      onZoom=${zoomTo}
    />`}
  <//>`;
}

const titleOf = (routes) =>
  [...routes.filter((one) => one.route !== "direct"), ...routes.filter((one) => one.route === "direct")]
    .map((one) => one.route)
    .join(" against ");

// The forwarding layer is what is asked about, whichever of the two is looked at.
function words(own, other) {
  const [one, two] = own.route === "direct" ? [other, own] : [own, other];
  const now = differ(finite(one.path.recent?.p50_ms), finite(two.path.recent?.p50_ms));
  const shown = compare(one.history, two.history);
  return html`<p class="finding" key=${other.route}>
    Now: ${differenceWords(one.route, two.route, now)}
    ${shown.more !== null && html`<span class="faint">Over the time shown: ${signed(shown.more)} in the middle.</span>`}
  </p>`;
}

const trouble = (answers) => {
  const failed = [...answers.values()].find((one) => one.error !== null);
  return failed ? `No history of the other route: ${failed.error}.` : null;
};
