// What is wrong, in words. Pure: parts that a view can link, and the same as text for elsewhere.
import { causeWords, clock, ms, percent, plural, signed } from "./format.js";

const BRIEF = { brief: true };
const FAILS = new Set(["hop_failing", "hop_down", "link_down", "service_failing", "dns_failing", "tls_failing"]);
/** Of these kinds the excess is what those calls take longer that do; the others are as usual. */
const SOME_CALLS = new Set(["tail", "jitter", "loss"]);
/** Shown in parentheses, in this order. The excess is said before. */
const NUMBERS = [
  ["cpu", (x) => `CPU ${percent(x)}`],
  ["queue_ms", (x) => `queue ${ms(x, BRIEF)}`],
  ["loss", (x) => `${percent(x)} lost`],
  ["errors", (x) => `${percent(x)} failed`],
];

/** {source, target, route} of "eu>sg/forwarded", a way that several services may share. */
export function way(text) {
  const [, source, target, route] = /^([^>]*)>([^/]*)(?:\/([^/]*))?/.exec(text) ?? [];
  return source === undefined ? { source: text, target: "", route: "" } : { source, target, route: route ?? "" };
}

/** "eu → sg" of a way. */
export const wayWords = ({ source, target }) => (target ? `${source} → ${target}` : source);

/** "mediary-eu → mediary-sg" of a link, other components as they are called. */
export const componentWords = (name) => String(name ?? "?").replaceAll(">", " → ");

/**
 * Those that are open, the most sure first, then those that touch most paths, then the oldest; a prober that is impaired is
 * after what is wrong with paths.
 */
export function openIncidents(incidents) {
  const open = [...incidents].filter((one) => one.closed == null);
  const accused = (one) => (one.cause === "prober_impaired" ? 0 : 1);
  const sure = (one) => Math.round(10 * (one.confidence ?? 0));
  return open.sort(
    (a, b) => accused(b) - accused(a) || sure(b) - sure(a) || b.paths.length - a.paths.length || (a.since ?? 0) - (b.since ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

/**
 * An incident in one sentence: [{text, to, times}], `to` being what it links to: {path: way} or {component} or {incident}, and
 * `times` those that the text has, in epoch seconds.
 * "eu → sg and 3 more paths +62 ms since 03:12: mediary-sg overloaded (CPU 96 %, queue 41 ms), 97 % sure"
 * `time` writes its times; by itself in this place's time.
 */
export function sentence(incident, { now, time = (t) => clock(t, { seconds: false, now }) } = {}) {
  const parts = [];
  const first = incident.paths[0];
  if (first !== undefined) {
    parts.push({ text: wayWords(way(first)), to: { path: first } });
    const more = incident.paths.length - 1;
    if (more > 0) {
      parts.push({ text: " and " }, { text: `${more} more ${more === 1 ? "path" : "paths"}`, to: { incident: incident.id } });
    }
    parts.push({ text: " " + suffers(incident) });
  } else {
    parts.push({ text: "Something is wrong" });
  }
  const [since, closed] = [incident.since ?? incident.opened, incident.closed];
  const when = closed == null ? ` since ${time(since)}: ` : ` from ${time(since)} to ${time(closed)}: `;
  parts.push({ text: when, times: [since, closed].filter((t) => t != null) });
  // A prober is on no path, and has no view.
  const to = incident.cause === "prober_impaired" ? null : { component: incident.component };
  parts.push({ text: componentWords(incident.component), to });
  parts.push({ text: " " + causeWords(incident.cause) + (incident.instance ? ` at ${incident.instance}` : "") });
  const numbers = inParentheses(incident);
  if (numbers) {
    parts.push({ text: ` (${numbers})` });
  }
  if (typeof incident.confidence === "number") {
    parts.push({ text: `, ${percent(incident.confidence)} sure` });
  }
  if (incident.seen?.of > 1) {
    parts.push({ text: `, seen from ${incident.seen.from} of ${incident.seen.of}` });
  }
  return parts;
}

/** The sentence as text. */
export const asText = (parts) => parts.map((part) => part.text).join("").replaceAll("\u202f", " ");

/** What the paths of an incident suffer: "+62 ms", "+62 ms in some calls", "failing", "losing packets". */
export function suffers(incident) {
  const excess = incident.excess_ms ?? incident.numbers?.excess_ms;
  const some = SOME_CALLS.has(incident.kind) ? " in some calls" : "";
  if (FAILS.has(incident.cause)) {
    return "failing";
  }
  if (incident.kind === "loss") {
    return "losing packets" + (typeof excess === "number" ? `, ${signed(excess, BRIEF)}${some}` : "");
  }
  if (typeof excess === "number" && excess !== 0) {
    return signed(excess, BRIEF) + some;
  }
  return incident.cause === "prober_impaired" ? "measured badly" : incident.numbers?.loss > 0 || incident.numbers?.errors > 0 ? "failing" : "not as usual";
}

/** The numbers that go into parentheses, "" if there are none. */
export function inParentheses(incident) {
  const numbers = incident.numbers ?? {};
  const said = NUMBERS.filter(([key]) => typeof numbers[key] === "number" && Number.isFinite(numbers[key]));
  return said.map(([key, words]) => words(numbers[key])).join(", ");
}

/**
 * What the page says first, {state, words, key}: how many incidents are open and the first of them, or what `quiet` says. While
 * `key` is the same there is nothing new to say, as where only the numbers of an incident change.
 */
export function headline({ loaded, connection, paths, incidents }) {
  const says = (state, words, key = words) => ({ state, words, key });
  if (!loaded) {
    return says("asking", connection.why ? `Cannot read from the runner yet: ${connection.why}. Trying again.` : "Asking the runner…");
  }
  const open = openIncidents(incidents.values());
  if (open.length > 0) {
    const ids = open.map((one) => one.id).sort();
    return says("incident", `${plural(open.length, "open incident")}: ${asText(sentence(open[0]))}`, ids.join("\n"));
  }
  if (paths.size === 0) {
    return says("unknown", "Nothing is measured yet.");
  }
  const { state, words } = quiet(tally(paths.values()));
  const stale = connection.state === "stale";
  return stale ? says("unknown", `When last heard of, at ${clock(connection.since)}: ${words}`) : says(state, words);
}

/** How many paths are in which state: {down, incident, watching, doubtful, learning, unknown, ok}. */
export function tally(paths) {
  const counts = { down: 0, incident: 0, watching: 0, doubtful: 0, learning: 0, unknown: 0, ok: 0 };
  for (const path of paths) {
    counts[Object.hasOwn(counts, path.state) ? path.state : "unknown"]++;
  }
  return counts;
}

/**
 * What is to be said while no incident is open, {state, words}; that nothing is wrong only where that is known of every path.
 */
export function quiet(counts) {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (counts.learning > 0 && counts.learning === total) {
    return { state: "learning", words: "Learning what is usual; nothing can be called slow until then." };
  }
  const said = SAID.filter(([state]) => counts[state] > 0).map(([state, words]) => `${plural(counts[state], "path")} ${words}`).join(", ");
  if (counts.down > 0 || counts.unknown === total) {
    return { state: counts.down > 0 ? "down" : "unknown", words: `No incident is open, but ${said}.` };
  }
  const known = counts.incident + counts.doubtful + counts.unknown + counts.learning === 0;
  const words = known ? "Nothing is wrong." : "Nothing is known to be wrong.";
  return { state: known ? "ok" : "unknown", words: said === "" ? words : `${words} ${said}.` };
}

const SAID = [
  ["down", "down"],
  ["incident", "just out of an incident"],
  ["watching", "watched for a change"],
  ["doubtful", "measured badly just now"],
  ["unknown", "unknown for want of answers"],
  ["learning", "still learning what is usual"],
];
