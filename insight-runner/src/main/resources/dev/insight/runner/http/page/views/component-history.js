// What a component took over time, on the paths where it changed most. Read only once it is looked at.
import { MILLIS } from "../chart.js";
import { useAllFetched } from "../fetched.js";
import { ms } from "../format.js";
import { readHistory, termOf } from "../history.js";
import { worthDrawing } from "../instances.js";
import { ceiling } from "../stack.js";
import { pace, spansKey, spansOf } from "../spans.js";
import { now, useStore } from "../store.js";
import { hrefAtThisTime } from "../url.js";
import { list } from "../values.js";
import { html, useEffect, useMemo, useRef, useState } from "../view.js";
import { sourceWords } from "../words.js";
import { drawSpans } from "./history-marks.js";
import { Spans } from "./history-spans.js";
import { Lines } from "./lines.js";
import { Section } from "./path-parts.js";
import { historyUrl } from "./path-urls.js";
import { RangeBar, zoomTo } from "./range.js";
import { windowKey, windowShown } from "./window.js";

const MOST = 8;

/** Whether the element has been in sight; once it has, it stays so. */
function useSeen(element) {
  const [seen, see] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && see(true), { rootMargin: "200px" });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return seen;
}

export function ComponentHistory({ name, component, params }) {
  const place = useRef(null);
  const seen = useSeen(place);
  const incidents = useStore((is) => is.incidents);
  const known = list(component.by_path);
  // Chosen once: lines that come and go with each answer could not be read.
  const chosen = useRef(null);
  if (chosen.current === null && known.length > 0) {
    chosen.current = worthDrawing(known, MOST);
  }
  const paths = chosen.current ?? [];
  const wanted = paths.map((each) => [each.id, () => historyUrl(each.url, params)]);
  const window = windowShown(params);
  const key = seen && paths.length > 0 ? windowKey(params) + paths.map((each) => each.id).join("\n") : null;
  const answers = useAllFetched(wanted, pace(window, now()), key);
  const histories = useMemo(
    () => paths.map((each) => ({ id: each.id, history: readHistory(answers.get(each.id)?.data) })).filter((each) => each.history !== null),
    [answers],
  );
  const lines = useMemo(
    () => histories.map(({ id, history }) => ({ name: id, label: html`<a href=${hrefAtThisTime({ view: "path", path: id })}>${id}</a>`, ...termOf(history, name) })).filter((each) => each.t),
    [histories, name],
  );
  const first = histories[0]?.history ?? null;
  const from = window.live ? (first?.from ?? window.from) : window.from;
  const to = window.live ? (first?.to ?? window.to) : window.to;
  const spans = spansOf([...incidents.values()].filter((one) => one.component === name), from, to);
  const failed = [...answers.values()].filter((each) => each.error !== null);
  const waiting = seen && answers.size < paths.length;
  const of = known.length > MOST ? `the ${MOST} paths where it changed most` : null;
  return html`<${Section} id="history" title="Over time" aside=${[of, sourceWords(first, now())].filter(Boolean).join(" · ")}>
    <div class="bar-of-tools" ref=${place}><${RangeBar} params=${params} at=${null} /></div>
    ${failed.length > 0 && html`<p class="stale-note">${failed.length} of ${paths.length} histories could not be read: ${failed[0].error}.</p>`}
    ${lines.length === 0
      ? html`<p class="chart-empty">${waiting || !seen ? "Reading histories…" : "No history tells of it in this time."}</p>`
      : html`<${Lines}
          label=${`What ${name} took over time, by path`}
          lines=${lines}
          from=${from}
          to=${to}
          unit=${MILLIS}
          say=${ms}
          top=${(columns) => ceiling(columns.flat(), []).end}
          tall=${true}
          marks=${spansKey(spans)}
          under=${(plot) => drawSpans(plot, spans, null)}
          onZoom=${zoomTo}
        />`}
    <${Spans} spans=${spans} />
  <//>`;
}
