// Where a path's terms stand on the waterfall, and which of them moved. No DOM: rows in, numbers out.
import { finite, objects } from "./values.js";

const HEADROOM = 1.04;
const WHISKER_ROOM = 1.6;

/** What a term takes now: of its recent window, or of all it remembers while nothing recent ended OK. */
function measured(term) {
  const recent = term.recent ?? {};
  const fresh = finite(recent.p50_ms) !== null;
  const from = fresh ? recent : term;
  return {
    p50: finite(from.p50_ms),
    p99: finite(from.p99_ms),
    queue: finite(from.queue_p50_ms),
    queue99: finite(from.queue_p99_ms),
    fresh,
  };
}

function termRow(term, hop) {
  const now = measured(term);
  const usual = finite(term.baseline?.p50_ms);
  return {
    kind: term.kind === "self" || term.kind === "link" ? term.kind : "residual",
    name: String(term.name ?? ""),
    display: String(term.display ?? term.name ?? ""),
    invalid: finite(term.invalid) ?? 0,
    hop: hop ?? null,
    ...now,
    usual,
    usual99: finite(term.baseline?.p99_ms),
    change: now.fresh && now.p50 !== null && usual !== null ? now.p50 - usual : null,
  };
}

function darkRow(hop) {
  return { ...termRow({ kind: "self", name: hop.name }, hop), kind: "dark" };
}

/** Terms in the order of the path, each hop with its place, and the hops that no term speaks for where they stand. */
function rowsOf(terms, hops) {
  const inOrder = hops.map((hop, at) => ({ ...hop, position: finite(hop.position) ?? at + 1 }));
  inOrder.sort((a, b) => a.position - b.position);
  const spoken = new Set(terms.filter((term) => term.kind === "self").map((term) => term.name));
  const rows = [];
  let next = 0;
  const darkUntil = (position) => {
    for (; next < inOrder.length && inOrder[next].position < position; next++) {
      if (!spoken.has(inOrder[next].name)) {
        rows.push(darkRow(inOrder[next]));
      }
    }
  };
  for (const term of terms) {
    const hop = term.kind === "self" ? inOrder.find((one) => one.name === term.name) : undefined;
    if (hop) {
      darkUntil(hop.position);
    }
    rows.push(termRow(term, hop));
  }
  darkUntil(Infinity);
  return rows;
}

/** Whether a change is worth a person's look: a millisecond, and a fifth of what is usual, and seen on the whole. */
function matters(change, usual, whole) {
  return Math.abs(change) >= Math.max(1, 0.2 * usual, 0.02 * (whole ?? 0));
}

function markMoved(rows, accused, whole) {
  let most = null;
  for (const row of rows) {
    row.moved = null;
    row.accused = accused.has(row.name);
    if (row.change === null || !matters(row.change, row.usual, whole)) {
      continue;
    }
    row.moved = row.change > 0 ? "up" : "down";
    if (row.change > 0 && (most === null || row.change > most.change)) {
      most = row;
    }
  }
  if (most) {
    most.most = true;
  }
}

/** Round marks from 0 to at most `end`. */
export function ticks(end, about = 5) {
  if (!(end > 0)) {
    return [];
  }
  const raw = end / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((one) => one * power >= raw) * power;
  const marks = [];
  for (let at = 0; at <= end * 1.0001 && marks.length < 20; at += step) {
    marks.push(Number(at.toPrecision(12)));
  }
  return marks;
}

/**
 * The waterfall of a path. `terms` and `hops` as the path's detail has them, `whole` {p50, usual} of the path from end to
 * end, `accused` the components that open incidents name. All lengths are in milliseconds, `end` is where the scale
 * ends; a bar starts where the terms before it end, and its ghost (the usual) starts there as well, so that what sticks
 * out is what the term itself takes more. `cut` says that the whisker reaches beyond the scale.
 */
export function waterfall(terms, hops, whole = {}, accused = []) {
  const rows = rowsOf(objects(terms), objects(hops));
  markMoved(rows, new Set(accused), finite(whole.usual));
  let at = 0;
  let longest = Math.max(finite(whole.p50) ?? 0, finite(whole.usual) ?? 0);
  for (const row of rows) {
    row.start = at;
    at += Math.max(0, row.p50 ?? 0);
    longest = Math.max(longest, at, row.start + (row.usual ?? 0));
  }
  const bars = longest;
  for (const row of rows) {
    longest = Math.max(longest, Math.min(bars * WHISKER_ROOM, row.start + (row.p99 ?? 0)));
  }
  const end = longest > 0 ? longest * HEADROOM : 1;
  for (const row of rows) {
    row.cut = row.p99 !== null && row.start + row.p99 > end;
  }
  return { rows, sum: at, end, ticks: ticks(end) };
}

/** Start and length as percent of the scale, within it. */
export function extent(start, length, end) {
  const from = Math.min(Math.max(start / end, 0), 1);
  const to = Math.min(Math.max((start + Math.max(0, length)) / end, from), 1);
  return { left: 100 * from, width: 100 * (to - from) };
}
