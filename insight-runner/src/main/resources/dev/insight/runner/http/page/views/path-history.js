// A path's terms over time, piled up, with what failed and which incidents held.
import { Chart, MILLIS, line } from "../chart.js";
import { ms } from "../format.js";
import { isEmpty, readHistory } from "../history.js";
import { colour, fill, paletteName } from "../paint.js";
import { incidentsOf, spansKey, spansOf } from "../spans.js";
import { ceiling, paints, pile } from "../stack.js";
import { now, useStore } from "../store.js";
import { html, useCallback, useMemo, useState } from "../view.js";
import { rowWords, sourceWords } from "../words.js";
import { drawFailures, drawSpans, drawUsual } from "./history-marks.js";
import { HistoryLegend } from "./history-legend.js";
import { HistoryTable } from "./history-table.js";
import { P99 } from "./names.js";
import { Section, Stale } from "./path-parts.js";
import { RangeBar, zoomTo } from "./range.js";
import { Spans } from "./history-spans.js";
import { windowShown } from "./window.js";

// Areas from the top down, so that a lower one's edge stays in sight; each is filled down to the next edge below.
function seriesOf(edges, looks) {
  const series = edges.map(({ shown }, at) => ({
    stroke: () => colour(paletteName(looks[at].colour)),
    width: shown ? 1 : 0,
    fill: at === 0 ? () => (shown ? fill(looks[at]) : null) : undefined,
    points: { show: false },
  }));
  const bands = edges.slice(1).map(({ shown }, at) => ({
    series: [at + 2, at + 1],
    fill: () => (shown ? fill(looks[at + 1]) : "transparent"),
  }));
  return { series: [...series, line("--ink", { width: 1.25, dash: [2, 3] })], bands };
}

function drawn(history, hidden, usual) {
  const edges = pile(history, hidden);
  const looks = paints(history.terms);
  const top = edges.at(-1)?.edge ?? history.p50;
  // What is of the whole says nothing beside a part of the pile.
  const whole = edges.every((each) => each.shown);
  const tail = whole && !hidden.has(P99) ? history.p99 : history.t.map(() => null);
  const scale = ceiling(top, tail, whole ? usual : null);
  const { series, bands } = seriesOf(edges, looks);
  const shape = [history.terms.map((term) => term.kind + term.name).join(), [...hidden].join()].join("|");
  return { looks, series, bands, shape, scale, whole, data: [history.t, ...edges.map((each) => each.edge), tail] };
}

export function PathHistory({ path, fetched, params }) {
  const history = useMemo(() => readHistory(fetched.data), [fetched.data]);
  const [hidden, hide] = useState(new Set());
  const [cursor, setCursor] = useState(null);
  const [table, setTable] = useState(false);
  const incidents = useStore((is) => is.incidents);
  const usual = path.baseline?.p50_ms ?? null;
  const parts = useMemo(() => history && drawn(history, hidden, usual), [history, hidden, usual]);
  const onCursor = useCallback((row) => setCursor(row), []);
  const asked = windowShown(params);
  // Live, the scale ends where the answer does, so that it does not slide away from the data between two answers.
  const from = asked.live ? (history?.from ?? asked.from) : asked.from;
  const to = asked.live ? (history?.to ?? asked.to) : asked.to;
  const spans = spansOf(incidentsOf([...incidents.values()], path), from, to);
  const toggle = (name) => hide((was) => new Set(was.has(name) ? [...was].filter((one) => one !== name) : [...was, name]));
  const at = cursor === null || !history ? null : history.t[cursor];

  let body;
  if (history === null) {
    body = html`<p class="chart-empty">${fetched.error ? `No history: ${fetched.error}.` : "Reading the history…"}</p>`;
  } else if (table) {
    body = html`<${HistoryTable} history=${history} />`;
  } else {
    const under = (plot) => drawSpans(plot, spans, history.source === "memory" ? history.oldest : null);
    const over = (plot) => {
      drawUsual(plot, parts.whole ? usual : null);
      drawFailures(plot, history.t, history.probes, history.failures);
    };
    body = html`
      ${isEmpty(history) && html`<p class="chart-note">Nothing was measured in this time.</p>`}
      <${Chart}
        label="What each part took over time. Arrow keys move through time."
        words=${(row) => rowWords(history, row, now())}
        tall=${true}
        unit=${MILLIS}
        ...${parts}
        from=${from}
        to=${to}
        top=${parts.scale.end}
        marks=${`${spansKey(spans)} ${usual}`}
        under=${under}
        over=${over}
        cursor=${cursor}
        onCursor=${onCursor}
        onZoom=${zoomTo}
      />
      ${parts.scale.cut !== null && html`<p class="faint chart-note">p99 beyond the scale is cut off; the highest is ${ms(parts.scale.cut)}.</p>`}
      <${HistoryLegend} history=${history} looks=${parts.looks} row=${cursor} hidden=${hidden} toggle=${toggle} usual=${usual} />
    `;
  }
  return html`<${Section} id="history" title="Over time" aside=${sourceWords(history, now())} class="history">
    <div class="bar-of-tools">
      <${RangeBar} params=${params} at=${at} />
      <button type="button" aria-pressed=${table} onClick=${() => setTable(!table)}>As a table</button>
    </div>
    <${Stale} of=${fetched} what="History" />
    ${history?.warning && html`<p class="stale-note" role="status">${history.warning}</p>`}
    ${body}
    <${Spans} spans=${spans} />
  <//>`;
}
