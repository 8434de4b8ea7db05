// Details that the event stream does not carry, polled while somebody looks.
import { PATIENCE_MS, inLanes, poll, read } from "./poller.js";
import { useCallback, useEffect, useRef, useState } from "./view.js";

const NONE = new Map();
const LANES = 3;
const NOTHING = { data: null, error: null, status: null, at: null, failingSince: null };
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
    const mine = poll(host, address, everyMillis, (state) => hold({ key, ...state }));
    poller.current = mine;
    document.addEventListener("visibilitychange", mine.wake);
    return () => {
      document.removeEventListener("visibilitychange", mine.wake);
      mine.end();
    };
  }, [key, everyMillis]);
  const again = useCallback(() => poller.current?.again(), []);
  return { ...(held.key === key ? held : NOTHING), again };
}

/**
 * Several answers at once, at most three under way: a Map from name to {data, error} that fills up. `wanted` is a list of
 * [name, url], url as above; a null key asks nothing, a new one forgets. All are asked again every `everyMillis`.
 */
export function useAllFetched(wanted, everyMillis, key) {
  const [held, hold] = useState({ key: null, answers: new Map() });
  const latest = useRef(wanted);
  latest.current = wanted;
  useEffect(() => {
    if (key === null) {
      return undefined;
    }
    const abort = new AbortController();
    let timer = null;
    const put = (name, data, error) => {
      if (!abort.signal.aborted) {
        hold((was) => {
          const answers = was.key === key ? new Map(was.answers) : new Map();
          return { key, answers: answers.set(name, { data: data ?? answers.get(name)?.data ?? null, error }) };
        });
      }
    };
    const one = ([name, url]) =>
      read(host, typeof url === "function" ? url() : url, AbortSignal.any([abort.signal, AbortSignal.timeout(PATIENCE_MS)])).then(
        (data) => put(name, data, null),
        (error) => put(name, null, error.message),
      );
    const round = async () => {
      if (!document.hidden) {
        await inLanes(latest.current.map((each) => () => one(each)), LANES, abort.signal);
      }
      if (!abort.signal.aborted && everyMillis > 0) {
        timer = setTimeout(round, everyMillis);
      }
    };
    round();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, everyMillis]);
  return held.key === key ? held.answers : NONE;
}
