// Incidents as spans of time on one path's history, and windows of time as the URL has them.
import { timeRange } from "./address.js";
import { finite, list, objects } from "./values.js";

const SHORTEST_SECONDS = 10;

/** The open incidents first, as the path itself has them: incidents know paths without their service. */
export function incidentsOf(incidents, path) {
  const key = `${path.source}>${path.target}/${path.route}`;
  const named = new Set(list(path.incidents));
  return objects(incidents).filter(
    (one) => named.has(one.id) || list(one.paths).includes(key) || list(one.paths).includes(path.id),
  );
}

/** When `incidents` held within the window, by their start; one that is open lasts to its end. */
export function spansOf(incidents, from, to) {
  return incidents
    .map((incident) => ({
      incident,
      from: finite(incident.since) ?? finite(incident.opened),
      to: finite(incident.closed) ?? to,
      open: finite(incident.closed) === null,
    }))
    .filter((span) => span.from !== null && span.from <= to && span.to >= from)
    .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .sort((a, b) => a.from - b.from);
}

/** A text that changes when what is drawn of `spans` does; that an open one grows with the scale is no change. */
export const spansKey = (spans) => spans.map((span) => [span.incident.id, span.from, span.open ? "" : span.to].join(" ")).join("\n");

/** The window that the URL means, {from, to, live, range}; one too short or all in the future is as if it were not said. */
export function windowOf(params, now, usual) {
  const window = timeRange(params, now, usual);
  const sound = window.to - window.from >= SHORTEST_SECONDS && window.from < now;
  return sound ? window : timeRange({ range: params.range }, now, usual);
}

/** A window zoomed about `at`, or moved by a share of its length; never into the future, never shorter than 10 s. */
export function zoomed(window, factor, at = (window.from + window.to) / 2) {
  const length = Math.max(SHORTEST_SECONDS, (window.to - window.from) * factor);
  const share = (at - window.from) / (window.to - window.from);
  return { from: at - share * length, to: at + (1 - share) * length };
}

export function moved(window, share, now) {
  const by = Math.min((window.to - window.from) * share, Math.max(0, now - window.to));
  return { from: window.from + by, to: window.to + by };
}

/**
 * How often a history is worth being read again, in milliseconds: as its steps go, 0 when it is over. By doubles, so that it
 * stays what it is while a window grows.
 */
export function pace(window, now) {
  if (!window.live && window.to < now - 60) {
    return 0;
  }
  const step = (window.to - window.from) / 600;
  return 1000 * Math.min(60, Math.max(5, 2 ** Math.ceil(Math.log2(step))));
}
