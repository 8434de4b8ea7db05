// A chart over time: uPlot, tied to its element's size, the page's colours and a keyboard. What it says in words is the
// caller's, beside it.
import { clock, msNumber } from "./format.js";
import { indexAt, loneRows } from "./history.js";
import { colour, onScheme } from "./paint.js";
import { Plot, html, useEffect, useLayoutEffect, useRef } from "./view.js";

const SHORTEST_DRAG_PIXELS = 6;
const AXIS_FONT = "12px system-ui, sans-serif";

function axes(unit, seconds) {
  const common = {
    stroke: () => colour("--ink-2"),
    grid: { stroke: () => colour("--grid"), width: 1 },
    ticks: { stroke: () => colour("--line"), width: 1, size: 4 },
    font: AXIS_FONT,
  };
  return [
    { ...common, size: 32, space: seconds ? 76 : 60, values: (_, splits, __, ___, step) => splits.map((t) => timeMark(t, step)) },
    { ...common, size: 66, values: (_, splits) => splits.map((value) => unit.mark(value)) },
  ];
}

function timeMark(t, step) {
  const at = new Date(t * 1000);
  const midnight = at.getHours() === 0 && at.getMinutes() === 0;
  return midnight ? clock(t, { seconds: false, now: 0 }).replace(/ \d{4}(?= )/, "") : clock(t, { seconds: step < 60, now: t });
}

/** The units of an axis of values: how a mark on it is written. */
export const MILLIS = { mark: (value) => `${msNumber(value).replace(/\.0+$|(\.\d)0$/, "$1")} ms` };
export const SHARE = { mark: (value) => `${Math.round(value * 100)} %` };

/** A line of values; `dash` for what was not measured now. Lone points, which no line would show, are dots. */
export function line(name, { width = 1.5, dash, alpha = 1 } = {}) {
  return {
    stroke: () => colour(name),
    width,
    dash,
    alpha,
    points: { show: true, size: 4, fill: () => colour(name), filter: (plot, series) => loneRows(plot.data[series]) },
  };
}

function options(latest, width, height, seconds) {
  const { series, bands, unit } = latest.current;
  return {
    width,
    height,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => [latest.current.from, latest.current.to] },
      y: { range: () => [0, latest.current.top] },
    },
    axes: axes(unit, seconds),
    series: [{}, ...series],
    bands,
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    hooks: {
      drawClear: [(plot) => latest.current.under?.(plot)],
      draw: [(plot) => latest.current.over?.(plot)],
      setCursor: [(plot) => latest.current.onCursor?.(plot.cursor.idx ?? null)],
      setSelect: [
        (plot) => {
          const { left, width: dragged } = plot.select;
          if (dragged >= SHORTEST_DRAG_PIXELS) {
            latest.current.onZoom?.({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + dragged, "x") });
          }
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

function step(plot, key) {
  const t = plot.data[0];
  const first = Math.max(0, indexAt(t, plot.scales.x.min - 1e-6) + 1);
  const last = indexAt(t, plot.scales.x.max);
  const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity }[key];
  if (by === undefined || last < first) {
    return false;
  }
  const at = plot.cursor.idx ?? last + 1;
  const next = Math.min(last, Math.max(first, at + by));
  plot.setCursor({ left: plot.valToPos(t[next], "x"), top: 1 });
  return true;
}

/**
 * One chart. A new `shape` makes it anew; everything else is taken as it changes.
 *
 * label, what it is, for a screen reader; words(index or null), what it says there
 * shape, a text that changes with series and bands; series, bands, as uPlot has them, without the axis of time
 * data [t, ...columns]; from, to, top: the ends of its scales; unit, MILLIS or SHARE
 * under(plot), over(plot) draw below and above the series, anew when marks, a text, changes; onCursor(index or null); onZoom({from, to})
 */
export function Chart(props) {
  const { label, words, shape, data, from, to, top, height = 300, tall = false, cursor = null, marks = "" } = props;
  const box = useRef(null);
  const plot = useRef(null);
  const latest = useRef(props);
  latest.current = props;
  const seconds = to - from < 1800;
  useLayoutEffect(() => {
    const room = box.current;
    const size = () => ({ width: Math.max(200, room.clientWidth), height: room.clientHeight || height });
    const made = new Plot(options(latest, size().width, size().height, seconds), latest.current.data, room);
    plot.current = made;
    const resized = new ResizeObserver(() => {
      const now = size();
      if (now.width !== made.width || now.height !== made.height) {
        made.setSize(now);
      }
    });
    resized.observe(room);
    const schemeEnd = onScheme(() => made.redraw(false, true));
    return () => {
      resized.disconnect();
      schemeEnd();
      made.destroy();
      plot.current = null;
      latest.current.onCursor?.(null);
    };
  }, [shape, seconds]);
  useEffect(() => {
    if (plot.current && plot.current.data !== data) {
      plot.current.setData(data, true);
    }
  }, [data, shape, seconds]);
  useEffect(() => {
    plot.current?.setScale("x", { min: from, max: to });
  }, [from, to, top, shape, seconds]);

  useEffect(() => {
    plot.current?.redraw(false, false);
  }, [marks]);

  const key = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !plot.current) {
      return;
    }
    if (event.key === "Escape") {
      plot.current.setCursor({ left: -10, top: -10 });
    } else if (!step(plot.current, event.key)) {
      return;
    }
    event.preventDefault();
  };
  const at = cursor === null ? to : (data[0][cursor] ?? to);
  return html`<div
    class=${tall ? "chart tall" : "chart"}
    ref=${box}
    role="slider"
    tabindex="0"
    aria-label=${label}
    aria-roledescription="chart"
    aria-valuemin=${Math.round(from)}
    aria-valuemax=${Math.round(to)}
    aria-valuenow=${Math.round(at)}
    aria-valuetext=${words(cursor)}
    onKeyDown=${key}
    onBlur=${() => plot.current?.setCursor({ left: -10, top: -10 })}
  ></div>`;
}
