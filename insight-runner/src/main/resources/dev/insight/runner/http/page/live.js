// What is true now, as the runner's event stream tells it. Pure but for what is handed in, so that tests can drive it.
import { asIncident, asPath } from "./shapes.js";
import { keepStream } from "./stream.js";
import { finite, isObject, list } from "./values.js";

/** Closed incidents beyond this many are forgotten, oldest first: a page may stay open for months. */
const INCIDENTS_KEPT = 2_000;

/**
 * Follows the stream.
 * @param {object} host open(lastId): an EventSource that goes on after that event, from the beginning where that is null;
 *     now(): ms; later(fn, ms), cancel(handle); frame(fn): once, before the next painting
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
          newest = Math.max(newest ?? 0, finite(path.last?.t) ?? 0) || null;
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
      const now = finite(data.now);
      edit({ status: data, skew: now === null ? latest().skew : now - host.now() / 1000 });
    },
  };

  function take(kind, text) {
    if (latest().connection.state !== "live") {
      edit({ connection: { state: "live", since: host.now() / 1000 } });
    }
    try {
      const data = JSON.parse(text);
      if (!isObject(data)) {
        bad(`${kind}: not an object`);
        return;
      }
      takes[kind](data);
    } catch (e) {
      bad(`${kind}: ${e.message}`);
    }
  }

  function lost(why, heard) {
    const is = latest();
    const next = is.loaded ? "stale" : "connecting";
    if (is.connection.state !== next || is.connection.why !== why) {
      const since = next === "stale" ? heard / 1000 : is.connection.since;
      edit({ connection: { state: next, since, why } });
    }
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...keepStream(host, Object.keys(takes), { take, lost }),
  };
}

function forgetOldest(incidents) {
  const closed = [...incidents.values()].filter((one) => one.closed != null);
  closed.sort((a, b) => a.closed - b.closed);
  for (const one of closed.slice(0, incidents.size - INCIDENTS_KEPT)) {
    incidents.delete(one.id);
  }
}
