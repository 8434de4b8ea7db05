// Where the runner has a path's details.
import { windowShown } from "./window.js";

const POINTS = 1000;

/** The address of a path of which only the id is known, such as one that has left; null of what is no id. */
export function urlOfId(id) {
  const [, source, target, route, service] = /^([^>]+)>([^/]+)\/([^/]+)\/(.+)$/.exec(id ?? "") ?? [];
  return service === undefined ? null : `/api/v1/paths/${[source, target, route, service].map(encodeURIComponent).join("/")}`;
}

/** A history of the time that the page shows; live, of the time until now, whenever that is. */
export function historyUrl(url, params) {
  const window = windowShown(params);
  return `${url}/history?from=${window.from.toFixed(1)}&to=${window.to.toFixed(1)}&points=${POINTS}`;
}

/** The same address as a link from the page, wherever that is served. */
export const linked = (url) => url.replace(/^\//, "");
