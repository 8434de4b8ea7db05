// The page's place in the browser's history. Links are plain <a href=${href({...})}>; clicks on them are caught in one place.
import { atTimeOf, placeOf, read, write } from "./address.js";
import { useLayoutEffect, useReducer } from "./view.js";

export { RANGES, placeOf, seconds, timeRange, usualRange } from "./address.js";

const listeners = new Set();
let params = read(location.search);

/** The parameters now, as an object of strings; `view` is always there. */
export const current = () => params;

/** The address of exactly these parameters. */
export const href = (to) => write(to);

/** The address of exactly these parameters at the time shown now. */
export const hrefAtThisTime = (to) => write(atTimeOf(params, to));

/** The parameters now, with these changed; null takes one away. */
export const merge = (changes) => ({ ...params, ...changes });

/** Goes to exactly these parameters; `replace` for fine changes, over which Back should step. */
export function go(to, { replace = false } = {}) {
  const address = write(to);
  if (address === write(params)) {
    return;
  }
  const before = params;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  params = read(address);
  if (placeOf(before) !== placeOf(params)) {
    scrollTo(0, 0); // Back and Forward are the browser's, which knows where one was
  }
  tell();
}

/** The parameters, rendering again when they change. */
export function useUrl() {
  const [, again] = useReducer((n) => n + 1, 0);
  useLayoutEffect(() => {
    listeners.add(again);
    return () => listeners.delete(again);
  }, []);
  return params;
}

/** Once, at the start: Back and Forward, and clicks on links within the page. */
export function startUrl() {
  addEventListener("popstate", () => {
    params = read(location.search);
    tell();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='?']");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link && plain && !event.defaultPrevented && !link.target) {
      event.preventDefault();
      go(read(link.getAttribute("href")));
    }
  });
}

function tell() {
  for (const listener of [...listeners]) {
    listener();
  }
}
