// Paths and incidents as the runner tells them, with what views lean on made sure of. Pure.
import { finite, isObject, list, objects, text, texts } from "./values.js";

/** A path with the few fields views lean on made sure of, or null if it does not say which it is. */
export function asPath(raw) {
  if (!isObject(raw) || typeof raw.id !== "string") {
    return null;
  }
  const [, source, target, route, service] = /^([^>]+)>([^/]+)\/([^/]+)\/(.+)$/.exec(raw.id) ?? [];
  raw.source = text(raw.source) ?? source;
  raw.target = text(raw.target) ?? target;
  if (raw.source === undefined || raw.target === undefined) {
    return null;
  }
  raw.route = text(raw.route) ?? route ?? "?";
  raw.service = text(raw.service) ?? service ?? "?";
  raw.state = text(raw.state) ?? "unknown";
  raw.incidents = list(raw.incidents);
  return raw;
}

/** An incident likewise. */
export function asIncident(raw) {
  if (!isObject(raw) || typeof raw.id !== "string") {
    return null;
  }
  raw.cause = text(raw.cause) ?? "unknown";
  raw.component = text(raw.component) ?? "?";
  raw.paths = texts(raw.paths);
  raw.numbers = isObject(raw.numbers) ? raw.numbers : {};
  raw.cleared = objects(raw.cleared);
  raw.not_cleared = list(raw.not_cleared);
  raw.closed = finite(raw.closed);
  return raw;
}
