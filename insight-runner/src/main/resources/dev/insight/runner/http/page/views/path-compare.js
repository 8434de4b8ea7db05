// The same calls by other routes: what the forwarding layer costs.
import { Chart, MILLIS, line } from "../chart.js";
import { useAllFetched } from "../fetched.js";
import { msNumber, signed } from "../format.js";
import { compare, differ, readHistory, together } from "../history.js";
import { ceiling } from "../stack.js";
import { pace, windowOf } from "../spans.js";
import { now } from "../store.js";
import { finite } from "../values.js";
import { html, useCallback, useMemo, useState } from "../view.js";
import { differenceWords } from "../words.js";
import { Section, Swatch } from "./path-parts.js";
import { historyUrl, windowKey } from "./path-urls.js";
import { zoomTo } from "./range.js";

const MOST_OTHERS = 3;
const DASHES = [undefined, [8, 4], [2, 3], [10, 3, 2, 3]];

/** `fetched` is the path's own history, `others` the paths of the same pair and service by other routes. */
export function Compare({ path, others, fetched, params }) {
  const shown = others.slice(0, MOST_OTHERS);
  const [cursor, setCursor] = useState(null);
  const onCursor = useCallback((row) => setCursor(row), []);
  const wanted = shown.map((one) => [one.id, () => historyUrl(one.url, params)]);
  const key = shown.length > 0 ? [windowKey(params), ...shown.map((one) => one.id)].join("\n") : null;
  const answers = useAllFetched(wanted, pace(windowOf(params, now()), now()), key);
  const histories = useMemo(
    () => [readHistory(fetched.data), ...shown.map((one) => readHistory(answers.get(one.id)?.data))],
    [fetched.data, answers, key],
  );
  const routes = [path, ...shown].map((one, i) => ({ path: one, route: one.route, history: histories[i] }));
  const known = routes.filter((one) => one.history !== null);
  const drawn = useMemo(() => {
    const { t, columns } = together(histories.filter((one) => one !== null).map((one) => ({ t: one.t, values: one.p50 })));
    return { data: [t, ...columns], top: ceiling(columns.flat(), []).end };
  }, [histories]);
  if (shown.length === 0) {
    return null;
  }
  const [own, ...rest] = routes;
  const sentences = rest.map((one) => words(own, one));
  const at = cursor ?? drawn.data[0].length - 1;
  const readout = (row) => known.map((one, i) => `${one.route} ${msNumber(drawn.data[i + 1][row ?? at])} ms`).join(", ");
  const window = own.history ?? rest.find((one) => one.history !== null)?.history;
  return html`<${Section} id="compare" title=${titleOf(routes)} aside="p50">
    ${sentences}
    ${rest.some((one) => one.history === null) && html`<p class="faint">${trouble(answers) ?? "Reading the other route's history…"}</p>`}
    ${window &&
    known.length > 1 &&
    html`<${Chart}
        label="Latency by route over time. Arrow keys move through time."
        words=${readout}
        shape=${known.map((one) => one.route).join()}
        series=${known.map((_, i) => line(`--s${i + 1}`, { width: 1.75, dash: DASHES[i] }))}
        unit=${MILLIS}
        data=${drawn.data}
        from=${window.from ?? drawn.data[0][0]}
        to=${window.to ?? drawn.data[0].at(-1)}
        top=${drawn.top}
        cursor=${cursor}
        onCursor=${onCursor}
        onZoom=${zoomTo}
      />
      <ul class="legend-line">
        ${known.map(
          (one, i) =>
            html`<li key=${one.route}><${Swatch} paint=${{ colour: i, hatched: i > 0 }} /> ${one.route} ${last(drawn.data[i + 1], cursor)}</li>`,
        )}
      </ul>`}
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

function last(column, cursor) {
  const value = cursor === null ? column.findLast((one) => one !== null && one !== undefined) : column[cursor];
  return `${msNumber(value)}\u202fms`;
}
