// The one live state of this page, and the hooks that read it.
import { follow } from "./live.js";
import { useEffect, useLayoutEffect, useReducer, useRef } from "./view.js";

const host = {
  open: (lastId) => new EventSource("api/v1/events" + (lastId === null ? "" : `?last_event_id=${encodeURIComponent(lastId)}`)),
  now: () => Date.now(),
  later: (fn, ms) => setTimeout(fn, ms),
  cancel: (handle) => clearTimeout(handle),
  // A hidden page paints no frames, but its title still counts incidents.
  frame: (fn) => (document.hidden ? setTimeout(fn, 250) : requestAnimationFrame(fn)),
};
const live = follow(host);

export function startStore() {
  const attend = () => (document.hidden ? live.hide() : live.wake());
  live.start();
  attend();
  addEventListener("online", attend);
  document.addEventListener("visibilitychange", attend);
}

/** The state as it is: {loaded, status, paths, incidents, newest, skew, connection, bad}. Not to be changed. */
export const getState = () => live.get();

/** Epoch seconds by the runner's clock, with which all its times compare. */
export const now = () => Date.now() / 1000 + live.get().skew;

/** So many of the patient render in one frame. */
const AT_ONCE = 150;
const patient = new Set();

// What there is much of need not all change within the same frame: a page with 870 cells answers keys in between.
function inTurn(again) {
  if (patient.size === 0) {
    host.frame(someTurns);
  }
  patient.add(again);
}

function someTurns() {
  let left = AT_ONCE;
  for (const again of patient) {
    if (left-- === 0) {
      host.frame(someTurns);
      return;
    }
    patient.delete(again);
    again();
  }
}

/**
 * What `select` makes of the state; renders again only when that is no longer the same. `patiently`: for one of hundreds,
 * which may be some frames late.
 */
export function useStore(select, same = Object.is, { patiently = false } = {}) {
  const [, again] = useReducer((n) => n + 1, 0);
  const held = useRef(null);
  const value = select(live.get());
  if (held.current === null || !same(held.current.value, value)) {
    held.current = { value };
  }
  held.current.select = select;
  held.current.same = same;
  useLayoutEffect(() => {
    const look = () => {
      let changed = true;
      try {
        changed = !held.current.same(held.current.value, held.current.select(live.get()));
      } catch {
        // Thrown again by the rendering, where the error boundary is.
      }
      if (changed && patiently) {
        inTurn(again);
      } else if (changed) {
        again();
      }
    };
    const end = live.subscribe(look);
    look(); // what came between rendering and now
    return () => {
      patient.delete(again);
      end();
    };
  }, []);
  return held.current.value;
}

/** The runner's time, renewed every `ms`. */
export function useNow(ms = 1000) {
  const [, again] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    const timer = setInterval(again, ms);
    return () => clearInterval(timer);
  }, [ms]);
  return now();
}

/** For `useStore`: arrays and plain objects are the same when their members are. */
export function shallow(a, b) {
  if (Object.is(a, b)) {
    return true;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return false;
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
