// Details that the event stream does not carry, polled while somebody looks.
import { NOTHING, poll, pollAll, read } from "./poller.js";
import { useCallback, useEffect, useRef, useState } from "./view.js";

const NONE = new Map();
const host = {
  fetch: (url, options) => fetch(url, options),
  now: () => Date.now(),
  later: (fn, ms) => setTimeout(fn, ms),
  cancel: (handle) => clearTimeout(handle),
  hidden: () => document.hidden,
};

/**
 * The JSON at `url`: {data, error, status, at, failingSince, again}. Old data stays while the runner fails, and
 * `failingSince` says since when; after a 404 there is none. A hidden page does not ask. `url` may be a function of
 * nothing, asked each time; then `key` says what it is about, and a new key forgets the old data. A null key asks nothing.
 */
export function useFetched(url, everyMillis, key = url) {
  const [held, hold] = useState({ key: null, ...NOTHING });
  const latest = useRef(url);
  const poller = useRef(null);
  latest.current = url;
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const address = () => (typeof latest.current === "function" ? latest.current() : latest.current);
    poller.current = poll(host, address, everyMillis, (state) => hold({ key, ...state }));
    return whileShown(poller.current);
  }, [key, everyMillis]);
  const again = useCallback(() => poller.current?.again(), []);
  return { ...(held.key === key ? held : NOTHING), again };
}

/**
 * Several answers at once: a Map from name to what `useFetched` gives, which fills up. `wanted` is a list of [name, url], url
 * a function as above; a null key asks nothing, a new one forgets. All are asked again every `everyMillis`.
 */
export function useAllFetched(wanted, everyMillis, key) {
  const [held, hold] = useState({ key: null, answers: NONE });
  const latest = useRef(wanted);
  latest.current = wanted;
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    // What another pace brought stays until it is brought anew.
    const tell = (answers) => hold((was) => ({ key, answers: was.key === key ? new Map([...was.answers, ...answers]) : answers }));
    return whileShown(pollAll(host, () => latest.current, everyMillis, tell));
  }, [key, everyMillis]);
  return held.key === key ? held.answers : NONE;
}

/** The JSON at `url`, once. */
export const fetchOnce = (url) => read(host, url);

function whileShown(poller) {
  document.addEventListener("visibilitychange", poller.wake);
  return () => {
    document.removeEventListener("visibilitychange", poller.wake);
    poller.end();
  };
}
