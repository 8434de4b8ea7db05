// What is true now, as the runner's event stream tells it. Pure but for what is handed in, so that tests can drive it.

import { asIncident, asPath, isObject, list, number } from "./shapes.js";

export { asIncident, asPath };

/** So long without any event, and the stream is dead, whatever the socket says. The runner speaks every 5 s. */
export const SILENCE_MS = 15_000;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;
/** Closed incidents beyond this many are forgotten, oldest first: a page may stay open for months. */
const INCIDENTS_KEPT = 2_000;

/**
 * Follows the stream.
 * @param {object} host open(): an EventSource; now(): ms; later(fn, ms), cancel(handle); frame(fn): once, before the next painting
 */
export function follow(host) {
  let state = {
    loaded: false, // whether a snapshot has ever come
    status: null,
    paths: new Map(),
    incidents: new Map(),
    newest: null, // epoch seconds of the latest probe seen
    skew: 0, // seconds the runner's clock is ahead of this one
    connection: { state: "connecting", since: host.now() / 1000 },
    bad: { count: 0, last: null },
  };
  let draft = null;
  let source = null;
  let heard = host.now();
  let openedAt = heard;
  let wait = FIRST_RETRY_MS;
  let retry = null;
  let watch = null;
  const listeners = new Set();

  const edit = (changes) => {
    if (draft === null) {
      draft = { ...state };
      host.frame(flush);
    }
    Object.assign(draft, changes);
  };
  const latest = () => draft ?? state;

  function flush() {
    if (draft === null) {
      return;
    }
    state = draft;
    draft = null;
    for (const listener of [...listeners]) {
      listener();
    }
  }

  function bad(what) {
    edit({ bad: { count: latest().bad.count + 1, last: what } });
  }

  // A map is copied at the first change since it was last shown, and only then.
  function own(key) {
    if (latest()[key] === state[key]) {
      edit({ [key]: new Map(state[key]) });
    }
    return draft[key];
  }

  const takes = {
    snapshot(data) {
      edit({ paths: new Map(), incidents: new Map(), loaded: true });
      takes.paths(data);
      for (const incident of list(data.incidents)) {
        takes.incident(incident);
      }
      if (data.status != null) {
        takes.status(data.status);
      }
    },
    paths(data) {
      const paths = own("paths");
      let newest = latest().newest;
      for (const raw of list(data.paths)) {
        const path = asPath(raw);
        if (path === null) {
          bad("a path that does not say which");
        } else {
          paths.set(path.id, path);
          newest = Math.max(newest ?? 0, number(path.last?.t) ?? 0) || null;
        }
      }
      for (const id of list(data.removed)) {
        paths.delete(id);
      }
      edit({ newest });
    },
    incident(data) {
      const incident = asIncident(data);
      if (incident === null) {
        bad("an incident without an id");
        return;
      }
      const incidents = own("incidents");
      incidents.set(incident.id, incident);
      if (incidents.size > INCIDENTS_KEPT) {
        forgetOldest(incidents);
      }
    },
    status(data) {
      if (!isObject(data)) {
        bad("a status that is none");
        return;
      }
      const now = number(data.now);
      edit({ status: data, skew: now === null ? latest().skew : now - host.now() / 1000 });
    },
  };

  function take(kind, event) {
    alive();
    try {
      const data = JSON.parse(event.data);
      if (!isObject(data)) {
        bad(`${kind}: not an object`);
        return;
      }
      takes[kind](data);
    } catch (e) {
      bad(`${kind}: ${e.message}`);
    }
  }

  function alive() {
    heard = host.now();
    wait = FIRST_RETRY_MS;
    if (latest().connection.state !== "live") {
      edit({ connection: { state: "live", since: heard / 1000 } });
    }
  }

  function lost(why) {
    const is = latest();
    const next = is.loaded ? "stale" : "connecting";
    if (is.connection.state !== next || is.connection.why !== why) {
      const since = next === "stale" ? heard / 1000 : is.connection.since;
      edit({ connection: { state: next, since, why } });
    }
  }

  function connect() {
    retry = null;
    openedAt = host.now();
    const mine = host.open();
    source = mine;
    for (const kind of Object.keys(takes)) {
      mine.addEventListener(kind, (event) => source === mine && take(kind, event));
    }
    mine.addEventListener("error", () => {
      if (source !== mine) {
        return;
      }
      lost("the stream ended");
      if (mine.readyState === 2) {
        again(); // it has given up, as after a 503 or a 401
      }
    });
  }

  function again() {
    source?.close();
    source = null;
    if (retry === null) {
      retry = host.later(connect, wait);
      wait = Math.min(wait * 2, LAST_RETRY_MS);
    }
  }

  function look() {
    if (source !== null && host.now() - Math.max(heard, openedAt) > SILENCE_MS) {
      lost("nothing came for 15 s");
      again();
    }
  }

  function tick() {
    look();
    watch = host.later(tick, 1_000);
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      connect();
      watch = host.later(tick, 1_000);
    },
    /** After a sleep of the machine or a change of network: looks at once, and does not sit out a wait. */
    wake() {
      look();
      if (retry !== null) {
        host.cancel(retry);
        connect();
      }
    },
    stop() {
      host.cancel(watch);
      host.cancel(retry);
      source?.close();
      source = null;
    },
  };
}

function forgetOldest(incidents) {
  const closed = [...incidents.values()].filter((one) => one.closed != null);
  closed.sort((a, b) => a.closed - b.closed);
  for (const one of closed.slice(0, incidents.size - INCIDENTS_KEPT)) {
    incidents.delete(one.id);
  }
}
