// Details that the event stream does not carry, polled while somebody looks.
import { inLanes, poll, read } from "./poller.js";
import { useCallback, useEffect, useRef, useState } from "./view.js";

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
 * Several addresses at once, at most three under way: a Map from address to {data, error}, which fills up. Those that are
 * asked for no longer are dropped; all are asked again every `everyMillis`.
 */
export function useAllFetched(urls, everyMillis, key) {
  const [held, hold] = useState({ key: null, answers: new Map() });
  useEffect(() => {
    const abort = new AbortController();
    let timer = null;
    const round = async () => {
      timer = null;
      if (!document.hidden) {
        await inLanes(urls.map((url) => () => one(url)), 3, abort.signal);
      }
      if (!abort.signal.aborted && everyMillis > 0) {
        timer = setTimeout(round, everyMillis);
      }
    };
    const one = async (url) => {
      let answer;
      try {
        answer = { data: await read(host, typeof url === "function" ? url() : url, abort.signal), error: null };
      } catch (error) {
        answer = { data: null, error: error.message };
      }
      if (!abort.signal.aborted) {
        hold((was) => {
          const answers = was.key === key ? new Map(was.answers) : new Map();
          const old = answers.get(url);
          return { key, answers: answers.set(url, answer.error !== null && old ? { ...old, error: answer.error } : answer) };
        });
      }
    };
    round();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, everyMillis]);
  return held.key === key ? held.answers : new Map();
}
