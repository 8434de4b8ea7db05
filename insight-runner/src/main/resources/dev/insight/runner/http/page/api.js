// Asking the runner. Answers are JSON or an Error whose message can be shown.
import { useEffect, useState } from "./view.js";

/** The JSON at `url`, which may be as the runner names it ("/api/v1/..."); found beside this page, wherever that is served. */
export async function getJson(url, { signal } = {}) {
  let answer;
  try {
    answer = await fetch(url.replace(/^\//, ""), { signal, headers: { Accept: "application/json" } });
  } catch (e) {
    throw signal?.aborted ? e : new Error("the runner does not answer");
  }
  if (!answer.ok) {
    const error = new Error(answer.status === 404 ? "the runner knows nothing of this" : `the runner answers ${answer.status}`);
    error.status = answer.status;
    throw error;
  }
  try {
    return await answer.json();
  } catch {
    throw new Error("the runner's answer cannot be read as JSON");
  }
}

/**
 * The JSON at `url`, asked again every `everyMs` while the page can be seen (0: once): {data, error, at}. Data of before stays
 * while an error lasts; of another URL it does not. A null `url` asks nothing.
 */
export function useJson(url, everyMs = 0) {
  const [held, hold] = useState({ url, data: null, error: null, at: null });
  useEffect(() => {
    if (url === null) {
      return undefined;
    }
    const abort = new AbortController();
    let timer;
    const ask = async () => {
      const due = everyMs > 0 && document.hidden ? null : getJson(url, abort);
      try {
        if (due !== null) {
          const data = await due;
          hold({ url, data, error: null, at: Date.now() / 1000 });
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          hold((was) => ({ url, data: was.url === url ? was.data : null, error, at: was.at }));
        }
      }
      if (everyMs > 0 && !abort.signal.aborted) {
        timer = setTimeout(ask, everyMs);
      }
    };
    ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url, everyMs]);
  return held.url === url ? held : { url, data: null, error: null, at: null };
}
