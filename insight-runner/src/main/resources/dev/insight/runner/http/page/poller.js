// Asks one address again and again, one question at a time. Pure but for what is handed in, so that tests can drive it.

/** So long for one answer; the runner takes milliseconds. */
export const PATIENCE_MS = 10_000;
/** More than this is not read: the page would stand still over it. */
export const MOST_BYTES = 16 << 20;
const LONGEST_WAIT_MS = 60_000;

/**
 * Follows one resource. `tell` is given {data, error, status, at, failingSince} after each answer; data stays what it was
 * while answers fail, but for 404, after which there is none. Times are epoch seconds.
 *
 * @param {object} host fetch(url, {signal}), now(): ms, later(fn, ms), cancel(handle), hidden(): whether nobody looks
 * @param {() => string} url asked each time, so that it may name the time
 * @param {number} every milliseconds from an answer to the next question; 0 asks once, and again only while that fails
 */
export function poll(host, url, every, tell) {
  let state = { data: null, error: null, status: null, at: null, failingSince: null };
  let failures = 0;
  let handle = null;
  let abort = null;
  let ended = false;
  let slept = false;

  async function ask() {
    handle = null;
    if (host.hidden()) {
      slept = true;
      return;
    }
    abort = new AbortController();
    const mine = abort;
    const patience = host.later(() => mine.abort(), PATIENCE_MS);
    let next;
    try {
      const data = await read(host, url(), mine.signal);
      next = { data, error: null, status: 200, at: host.now() / 1000, failingSince: null };
    } catch (error) {
      const said = mine.signal.aborted ? `no answer within ${PATIENCE_MS / 1000} s` : String(error?.message ?? error);
      const status = error?.status ?? null;
      next = {
        data: status === 404 ? null : state.data,
        error: said,
        status,
        at: state.at,
        failingSince: state.failingSince ?? host.now() / 1000,
      };
    } finally {
      host.cancel(patience);
    }
    if (ended) {
      return;
    }
    abort = null;
    state = next;
    failures = state.error === null ? 0 : failures + 1;
    plan();
    tell(state);
  }

  function plan() {
    const pace = every || 5_000;
    if (every > 0 || failures > 0) {
      handle = host.later(ask, Math.min(Math.max(pace, LONGEST_WAIT_MS), pace * 2 ** Math.min(failures, 6)));
    }
  }

  ask();
  return {
    /** Somebody looks again: what was left undone meanwhile is done now. */
    wake() {
      if (slept && !ended && abort === null) {
        slept = false;
        host.cancel(handle);
        ask();
      }
    },
    /** Asks now. */
    again() {
      if (!ended && abort === null) {
        host.cancel(handle);
        ask();
      }
    },
    end() {
      ended = true;
      host.cancel(handle);
      abort?.abort();
    },
  };
}

/** The answer as JSON; throws an Error that can be shown, with the answer's status where there was one. */
export async function read(host, url, signal) {
  let answer;
  try {
    answer = await host.fetch(url.replace(/^\//, ""), { signal, headers: { Accept: "application/json" } });
  } catch (cause) {
    throw new Error("the runner does not answer", { cause });
  }
  if (!answer.ok) {
    answer.body?.cancel?.().catch(() => {}); // nobody waits for it
    throw Object.assign(new Error(`the runner answers ${answer.status}`), { status: answer.status });
  }
  const text = await bounded(answer);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error("the runner's answer is no JSON", { cause });
  }
}

async function bounded(answer) {
  if (!answer.body?.getReader) {
    return answer.text();
  }
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return text + decoder.decode();
    }
    bytes += value.byteLength;
    if (bytes > MOST_BYTES) {
      reader.cancel().catch(() => {}); // the answer is given up either way
      throw new Error(`the runner's answer is longer than ${MOST_BYTES >> 20} MiB`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * At most `lanes` of the `jobs` under way at once, in their order; each is told alone. Ends early when `signal` aborts.
 */
export async function inLanes(jobs, lanes, signal) {
  let next = 0;
  const lane = async () => {
    while (next < jobs.length && !signal.aborted) {
      const job = jobs[next++];
      await job();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, lane));
}
