// What is shown of a path, as text: equal looks need no new rendering. Pure.
import { ms, msNumber, percent, signed, stateMark } from "../format.js";

/** Below these milliseconds a latency has the shade of its place; distances between regions lie around them. */
const SHADES = [5, 25, 60, 120, 200];
const looks = new WeakMap();

/** {state, p50, p99, loss, change, moved, shade, label} of a path; the same object for the same path. */
export function lookOf(path) {
  if (path === undefined) {
    return null;
  }
  let look = looks.get(path);
  if (look === undefined) {
    look = make(path);
    looks.set(path, look);
  }
  return look;
}

/** Whether two looks are the same to the eye. */
export const sameLook = (a, b) => a === b || (a !== null && b !== null && a.label === b.label && a.shade === b.shade);

function make(path) {
  const recent = path.recent ?? {};
  const { state } = stateMark(path.state);
  const change = changeWords(path);
  const p50 = recent.p50_ms ?? null;
  return {
    state,
    p50: msNumber(p50),
    p99: msNumber(recent.p99_ms),
    loss: percent(recent.loss),
    lossy: recent.loss > 0,
    change: change.short,
    none: p50 === null ? "no answer" : state === "learning" ? "learning" : "usual unknown",
    moved: change.moved,
    shade: p50 === null ? 0 : SHADES.filter((limit) => p50 >= limit).length,
    label: `${path.source} to ${path.target}, ${path.route}: ${numbers(recent)}, ${change.long}, ${stateWords(path, state)}`,
  };
}

function numbers(recent) {
  const plain = (text) => text.replaceAll("\u202f", " ");
  if (recent.p50_ms == null && recent.loss == null) {
    return "no numbers yet";
  }
  const times = recent.p50_ms == null ? "no answer" : `p50 ${plain(ms(recent.p50_ms))}, p99 ${plain(ms(recent.p99_ms))}`;
  return `${times}, loss ${plain(percent(recent.loss))}`;
}

function stateWords(path, state) {
  if (state === "doubtful") {
    return "doubtful: its prober stands still at times";
  }
  return state === "watching" && path.suspect ? `watching ${path.suspect}` : stateMark(state).word;
}

/** The change against what is usual: nothing worth a word within a hundredth of it. */
export function changeWords(path) {
  const change = path.change_ms;
  if (typeof change !== "number") {
    return { short: "", long: path.baseline ? "change unknown" : "usual not known yet", moved: false };
  }
  const usual = Math.abs(path.baseline?.p50_ms ?? 0);
  if (Math.abs(change) < Math.max(0.05, usual / 50)) {
    return { short: "as usual", long: "as usual", moved: false };
  }
  const size = ms(Math.abs(change)).replaceAll("\u202f", " ");
  return { short: signed(change), long: `${size} ${change > 0 ? "above" : "below"} usual`, moved: true };
}
