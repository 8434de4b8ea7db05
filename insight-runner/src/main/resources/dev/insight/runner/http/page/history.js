// Histories as the server gives them, made fit to be drawn: whole rows only, in order, with gaps where nothing is known.
import { finite, list, objects, text } from "./values.js";

const LONGEST_GAP = 3; // of what lies between two probes usually

/** The middle of what is known; null of nothing. */
export function median(values) {
  const known = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
  if (known.length === 0) {
    return null;
  }
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/** Indices of rows that have a time, in the order of time, each time once; null stands for a gap before the next. */
function order(t, step) {
  const rows = [];
  t.forEach((at, index) => finite(at) !== null && rows.push(index));
  rows.sort((a, b) => t[a] - t[b]);
  const unique = rows.filter((row, at) => at === 0 || t[row] > t[rows[at - 1]]);
  const pace = step > 0 ? step : (median(unique.slice(1).map((row, at) => t[row] - t[unique[at]])) ?? 0);
  const far = step > 0 ? 1.5 * step : LONGEST_GAP * pace;
  const withGaps = [];
  unique.forEach((row, at) => {
    const before = unique[at - 1];
    if (before !== undefined && far > 0 && t[row] - t[before] > far) {
      withGaps.push({ row: null, t: t[before] + pace });
    }
    withGaps.push({ row, t: t[row] });
  });
  return withGaps;
}

/**
 * A history with columns of one length, times ascending, null where a value is unknown, and a row of nulls wherever steps
 * are missing, so that no line is drawn across. Bad or missing parts are left out; an answer that is none gives null.
 */
export function readHistory(answer) {
  if (!Array.isArray(answer?.t)) {
    return null;
  }
  const step = Math.max(0, finite(answer.step_s) ?? 0);
  const rows = order(answer.t, answer.detail ? 0 : step);
  const column = (values) => rows.map(({ row }) => (row === null ? null : finite(list(values)[row])));
  const counts = (values) => column(values).map((value) => value ?? 0);
  return {
    t: rows.map((one) => one.t),
    p50: column(answer.p50_ms),
    p99: column(answer.p99_ms),
    max: column(answer.max_ms),
    probes: counts(answer.probes),
    failures: counts(answer.failures),
    terms: objects(answer.terms).map((term) => ({
      kind: term.kind,
      name: String(term.name ?? ""),
      display: String(term.display ?? term.name ?? ""),
      p50: column(term.p50_ms),
    })),
    step,
    detail: answer.detail === true,
    source: answer.source === "prometheus" ? "prometheus" : "memory",
    oldest: finite(answer.oldest),
    warning: text(answer.warning),
    from: finite(answer.from),
    to: finite(answer.to),
  };
}

/** Whether anything at all was measured in `history`. */
export const isEmpty = (history) =>
  history === null || (!history.p50.some((value) => value !== null) && !history.failures.some((count) => count > 0));

/**
 * Several columns over one axis of time. `parts` are {t, values}; where a part has no row at a time its value is
 * undefined, which is no gap: histories by probe never share their times.
 */
export function together(parts) {
  const t = [...new Set(parts.flatMap((part) => part.t))].sort((a, b) => a - b);
  const place = new Map(t.map((at, index) => [at, index]));
  const columns = parts.map((part) => {
    const column = new Array(t.length).fill(undefined);
    part.t.forEach((at, index) => (column[place.get(at)] = part.values[index]));
    return column;
  });
  return { t, columns };
}

/**
 * What a column of `together` says at a row: what its part said last where it has no such row, null in a gap. At no row, the
 * latest known.
 */
export function valueAt(column, row) {
  if (row === null) {
    return column.findLast((value) => !gone(value)) ?? null;
  }
  let at = row;
  while (column[at] === undefined && at > 0) {
    at--;
  }
  return column[at] ?? null;
}

/** Rows of values with none next to them in their part, which no line shows. */
export function loneRows(column) {
  const rows = [...column.keys()].filter((row) => column[row] !== undefined);
  return rows.filter((row, at) => !gone(column[row]) && gone(column[rows[at - 1]]) && gone(column[rows[at + 1]]));
}

const gone = (value) => value === null || value === undefined;

/** The middle of what two histories took, and how much more the first: null where one of them is unknown. */
export const compare = (one, other) => differ(median(one?.p50 ?? []), median(other?.p50 ?? []));

/** The same of two numbers. */
export function differ(first, second) {
  return { first, second, more: first === null || second === null ? null : first - second };
}

/** One term's p50 over time as {t, values}; a term is known by its kind and name, and may be gone. */
export function termOf(history, name) {
  const term = history?.terms.find((one) => one.name === name);
  return term ? { t: history.t, values: term.p50 } : null;
}

/** The last index at or before `at`, by halves; -1 when all are later. */
export function indexAt(t, at) {
  let low = 0;
  let high = t.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (t[middle] <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
