// What the page shows, as its URL says it. Pure; url.js has the browser's side.

/** In this order in the URL, so that the same view has one address. Others follow in the order given. */
const ORDER = ["view", "route", "service", "path", "component", "incident", "range", "from", "to"];
const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 };
const USUAL_RANGE = "1h";

/** The ranges offered, the shortest first. */
export const RANGES = ["5m", "15m", "1h", "6h", "24h"];

/** The parameters of `?a=b`, with `view` always there. */
export function read(search) {
  const params = Object.fromEntries(new URLSearchParams(search));
  return { ...params, view: params.view || "overview" };
}

/** `?a=b` of the parameters; what is null, undefined or empty is left out, and so is the view that is shown anyway. */
export function write(params) {
  const given = Object.entries(params).filter(([, value]) => value != null && value !== "");
  const rank = ([key]) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const sorted = given.sort((a, b) => rank(a) - rank(b));
  const query = new URLSearchParams(sorted.filter(([key, value]) => key !== "view" || value !== "overview"));
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%3E", ">");
  return "?" + text;
}

/** What is looked at, whatever the time, the filter or the order: another place is another page. */
export const placeOf = ({ view, path, component, incident }) => [view, path, component, incident].join("\n");

/** Parameters, with the time that others show. */
export const atTimeOf = ({ range, from, to }, params) => ({ ...params, range, from, to });

/** Seconds of "90s", "15m", "6h", "2d"; null if it is none of that. */
export function seconds(range) {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(range ?? "") ?? [];
  return unit ? Number(number) * UNITS[unit] || null : null;
}

/**
 * The range shown where none is asked for: an hour, or less of a runner that is younger and has nobody to ask for what was before,
 * as {started, global} of its status say.
 */
export function usualRange(status, now) {
  const age = status?.global === true || !Number.isFinite(status?.started) ? Infinity : now - status.started;
  return RANGES.find((range) => range === USUAL_RANGE || seconds(range) >= age);
}

/**
 * The time shown: {from, to, live, range}. `live` goes on with the clock; a window given by `from` and `to` stands.
 * What cannot be read is the range `usual` until now.
 */
export function timeRange(params, now, usual = USUAL_RANGE) {
  const from = Number.parseFloat(params.from);
  const to = Number.parseFloat(params.to);
  if (Number.isFinite(from) && from >= 0 && (Number.isNaN(to) || to > from)) {
    return { from, to: Number.isNaN(to) ? now : to, live: Number.isNaN(to), range: null };
  }
  const range = seconds(params.range) === null ? usual : params.range;
  return { from: now - seconds(range), to: now, live: true, range };
}
