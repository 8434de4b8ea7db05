// What the runner says, with what views lean on made sure of: any field may be missing, null or odd. Pure.

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const list = (value) => (Array.isArray(value) ? value : []);
export const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const text = (value, other) => (typeof value === "string" ? value : other);

/** A path with the few fields views lean on made sure of, or null if it does not say which it is. */
export function asPath(raw) {
  if (!isObject(raw) || typeof raw.id !== "string") {
    return null;
  }
  const [, source, target, route, service] = /^([^>]+)>([^/]+)\/([^/]+)\/(.+)$/.exec(raw.id) ?? [];
  raw.source = text(raw.source, source);
  raw.target = text(raw.target, target);
  if (raw.source === undefined || raw.target === undefined) {
    return null;
  }
  raw.route = text(raw.route, route ?? "?");
  raw.service = text(raw.service, service ?? "?");
  raw.state = text(raw.state, "unknown");
  raw.incidents = list(raw.incidents);
  return raw;
}

/** An incident likewise. */
export function asIncident(raw) {
  if (!isObject(raw) || typeof raw.id !== "string") {
    return null;
  }
  raw.cause = text(raw.cause, "unknown");
  raw.component = text(raw.component, "?");
  raw.paths = list(raw.paths).filter((path) => typeof path === "string");
  raw.numbers = isObject(raw.numbers) ? raw.numbers : {};
  raw.cleared = list(raw.cleared).filter(isObject);
  raw.not_cleared = list(raw.not_cleared);
  raw.closed = number(raw.closed);
  return raw;
}
