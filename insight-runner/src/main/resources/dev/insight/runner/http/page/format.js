// Numbers, times and states as people read them. Pure. What is unknown is a dash, never NaN or "null".

export const UNKNOWN = "–";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Narrow and unbroken, between a number and its unit. */
const GAP = "\u202f";

const known = Number.isFinite;
const pad = (n) => String(n).padStart(2, "0");

/** Milliseconds to three digits, without a unit: 0.31, 4.07, 12.4, 167, 1,240. */
export function msNumber(x) {
  if (!known(x)) {
    return UNKNOWN;
  }
  const size = Math.abs(x);
  if (size > 0 && size < 0.005) {
    return "<0.01";
  }
  const digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return grouped(x.toFixed(digits));
}

/** The same with its unit: 167 ms, 1,240 ms, and from ten seconds on 12.4 s. `brief`, for sentences, leaves 62 of 62.4. */
export function ms(x, { brief = false } = {}) {
  if (!known(x)) {
    return UNKNOWN;
  }
  const number = (y) => (brief && Math.abs(y) >= 10 ? grouped(y.toFixed(0)) : msNumber(y));
  return Math.abs(x) < 10_000 ? number(x) + GAP + "ms" : number(x / 1000) + GAP + "s";
}

/** A change: +62.0 ms, −3.10 ms, ±0 ms. */
export function signed(x, options) {
  if (!known(x)) {
    return UNKNOWN;
  }
  if (Math.abs(x) < 0.005) {
    return "±0" + GAP + "ms";
  }
  return (x > 0 ? "+" : "−") + ms(Math.abs(x), options);
}

/** A share of 1: 0 %, 0.3 %, 97 %, 99.7 %; never rounded to all or nothing. */
export function percent(x) {
  if (!known(x)) {
    return UNKNOWN;
  }
  const of100 = x * 100;
  if (of100 > 0 && of100 < 0.1) {
    return "<0.1" + GAP + "%";
  }
  if (of100 > 99.9 && of100 < 100) {
    return ">99.9" + GAP + "%";
  }
  const digits = of100 === 0 || (of100 >= 10 && of100 <= 99) || of100 >= 100 ? 0 : 1;
  return of100.toFixed(digits).replace(/\.0$/, "") + GAP + "%";
}

/** A whole number with its thousands told apart. */
export const count = (n) => (known(n) ? grouped(String(Math.round(n))) : UNKNOWN);

/** Local time of epoch seconds: 03:12:07; with its day when that is not today. */
export function clock(t, { seconds = true, now = Date.now() / 1000 } = {}) {
  if (!known(t)) {
    return UNKNOWN;
  }
  const at = new Date(t * 1000);
  if (Number.isNaN(at.getTime())) {
    return UNKNOWN;
  }
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}` + (seconds ? `:${pad(at.getSeconds())}` : "");
  const today = new Date(now * 1000);
  if (at.toDateString() === today.toDateString()) {
    return time;
  }
  const year = at.getFullYear() === today.getFullYear() ? "" : ` ${at.getFullYear()}`;
  return `${at.getDate()} ${MONTHS[at.getMonth()]}${year} ${time}`;
}

/** The zone of `clock`, with how far it is from UTC: "Europe/Berlin (UTC+1)". */
export function zone(name = Intl.DateTimeFormat().resolvedOptions().timeZone, minutes = -new Date().getTimezoneOffset()) {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = minutes === 0 ? "UTC" : `UTC${minutes > 0 ? "+" : "−"}${hours}${rest ? `:${pad(rest)}` : ""}`;
  return !name || /^(Etc\/)?(UTC|GMT)$/.test(name) ? offset : `${name} (${offset})`;
}

/** How long ago: 0.3 s ago, 4 min ago; never of null. */
export function ago(t, now) {
  if (!known(t)) {
    return "never";
  }
  const seconds = Math.max(0, now - t);
  return (seconds < 9.95 ? seconds.toFixed(1) + GAP + "s" : span(seconds)) + " ago";
}

/** A length of time in seconds: 40 s, 2 min 10 s, 3 h 5 min, 2 d 4 h. */
export function span(seconds) {
  if (!known(seconds)) {
    return UNKNOWN;
  }
  const s = Math.max(0, Math.round(seconds));
  const two = (a, unit, b, lesser) => `${a}${GAP}${unit}` + (b ? ` ${b}${GAP}${lesser}` : "");
  if (s < 60) {
    return `${s}${GAP}s`;
  }
  if (s < 3600) {
    return two(Math.floor(s / 60), "min", s < 600 ? s % 60 : 0, "s");
  }
  if (s < 86_400) {
    return two(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min");
  }
  return two(Math.floor(s / 86_400), "d", Math.floor((s % 86_400) / 3600), "h");
}

/** One path, 3 paths. */
export const plural = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;

const CAUSES = {
  hop_overloaded: "overloaded",
  hop_slow: "slow",
  hop_failing: "failing",
  hop_down: "down",
  link_degraded: "degraded",
  link_down: "down",
  service_slow: "slow",
  service_failing: "failing",
  dns_failing: "cannot resolve names",
  tls_failing: "fails TLS handshakes",
  prober_impaired: "stands still at times",
  unknown: "or what is behind it at fault",
};

/** What is said of a component: `mediary-sg` + " overloaded". A cause of a newer runner is given in its own words. */
export const causeWords = (cause) => CAUSES[cause] ?? String(cause ?? "at fault").replaceAll("_", " ");

// Shapes in a box of 16 by 16, each told from the others without its colour. Holes by fill-rule evenodd.
const MARKS = {
  ok: { word: "ok", glyph: "●", shape: "M8 3a5 5 0 1 0 0 10A5 5 0 1 0 8 3z" },
  watching: { word: "watching", glyph: "◆", shape: "M8 1.5 14.5 8 8 14.5 1.5 8z" },
  incident: { word: "incident", glyph: "▲", shape: "M8 1.5 15 14H1z" },
  down: { word: "down", glyph: "✖", shape: "M4 1.2 8 5.2l4-4L14.8 4l-4 4 4 4-2.8 2.8-4-4-4 4L1.2 12l4-4-4-4z" },
  doubtful: { word: "doubtful", glyph: "?", shape: "M3.4 5.6C3.4-.4 12.6-.4 12.6 5.2c0 3.2-3.2 3.2-3.2 5.4H6.6c0-3.6 3.2-3.4 3.2-5.2 0-2-3.4-2-3.4.2zM6.5 12h3v3h-3z" },
  learning: { word: "learning", glyph: "○", shape: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zm0 2.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 1 1 0-6.8z" },
  unknown: { word: "unknown", glyph: "–", shape: "M2 6.5h12v3H2z" },
};

/** The states, worst first. */
export const STATES = ["down", "incident", "watching", "doubtful", "learning", "unknown", "ok"];

/** How a state is shown: {state, colour: its class, shape: an SVG path in 16 by 16, glyph, word}. Odd states are unknown. */
export function stateMark(state) {
  const is = Object.hasOwn(MARKS, state) ? state : "unknown";
  return { state: is, colour: "s-" + is, ...MARKS[is] };
}

function grouped(digits) {
  const [whole, rest] = digits.replace("-", "−").split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? apart : `${apart}.${rest}`;
}
