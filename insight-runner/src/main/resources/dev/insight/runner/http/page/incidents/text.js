// An incident as text, for an incident channel. Pure.
import { ms, percent, plural, stateMark } from "../format.js";
import { asText, componentWords, sentence } from "../sentence.js";

/** {from, to} of an incident in whole seconds, with some time before and after to compare with. */
export function windowAround(incident, now) {
  const from = incident.since ?? incident.opened ?? now;
  const to = incident.closed ?? now;
  const margin = Math.min(Math.max((to - from) / 3, 120), 1800);
  return { from: Math.floor(from - margin), to: Math.ceil(Math.min(to + margin, now)) };
}

/** "2026-03-01 03:12:07 UTC": readers sit in several zones. */
export function utc(t) {
  const at = new Date(t * 1000);
  return Number.isFinite(at.getTime()) ? at.toISOString().slice(0, 19).replace("T", " ") + " UTC" : "?";
}

/** "03:12 UTC" */
const utcTime = (t) => utc(t).slice(-12).replace(/:\d\d /, " ");

/** Who is cleared, to within what: "gateway-eu (at most 0.20 ms more)". */
export function clearedWords({ component, bound_ms: bound }) {
  const words = bound >= 0.005 ? `at most ${ms(bound).replaceAll("\u202f", " ")} more` : "no more than usual";
  return componentWords(component) + (typeof bound === "number" ? ` (${words})` : "");
}

/** What one pastes: the sentence, when in UTC, why, who is cleared, which paths, and where to look. */
export function incidentText(incident, link) {
  const lines = [`${stateMark("incident").glyph} ${incident.closed == null ? "" : "OVER: "}${asText(sentence(incident, { time: utcTime }))}`];
  const when = [`since ${utc(incident.since ?? incident.opened)}`];
  if (incident.closed != null) {
    when.push(`${incident.interrupted ? "known to be open until" : "closed"} ${utc(incident.closed)}`);
  }
  lines.push(when.join(", "));
  if (incident.evidence) {
    lines.push(`evidence: ${incident.evidence}`);
  }
  if (incident.runner_up) {
    lines.push(`next likeliest: ${incident.runner_up}`);
  }
  if (incident.paths.length > 0) {
    const more = incident.paths.length - 20;
    lines.push(`paths: ${incident.paths.slice(0, 20).join(", ")}${more > 0 ? ` and ${more} more` : ""}`);
  }
  lines.push(link);
  return lines.join("\n");
}

/** The evidence as single statements: what it says is joined by semicolons. Who is cleared has its own place. */
export const statements = (evidence) =>
  String(evidence ?? "")
    .split("; ")
    .filter((one) => one && !one.startsWith("cleared: "));

const SHARES = new Set(["cpu", "loss", "errors"]);

/** The numbers of an incident: [[what, value]], those known by name first. */
export function facts(incident) {
  const numbers = { ...incident.numbers };
  if (typeof incident.excess_ms === "number") {
    numbers.excess_ms = incident.excess_ms;
  }
  const names = { excess_ms: "Above usual", queue_ms: "Queue", cpu: "CPU", loss: "Lost", errors: "Error rate" };
  const order = (key) => (Object.hasOwn(names, key) ? Object.keys(names).indexOf(key) : 99);
  return Object.entries(numbers)
    .filter(([, value]) => typeof value === "number" && Number.isFinite(value))
    .sort(([a], [b]) => order(a) - order(b))
    .map(([key, value]) => [names[key] ?? key.replace(/_ms$/, "").replaceAll("_", " "), key.endsWith("_ms") ? ms(value) : SHARES.has(key) ? percent(value) : String(value)]);
}

/** "2 of 3 probers", what is said of who sees it too. */
export const seenWords = (seen) => (seen?.of > 0 ? `${seen.from} of ${plural(seen.of, "prober")}` : null);
