// Asks the runner again and again, one question at a time or a few. Pure but for what is handed in, so that tests can drive it.

/** So long for one answer; the runner takes milliseconds. */
export const PATIENCE_MS = 10_000;
/** More than this is not read: the page would stand still over it. */
export const MOST_BYTES = 16 << 20;
const LONGEST_WAIT_MS = 60_000;
const LANES = 3;

/** Before the first answer. */
export const NOTHING = { data: null, error: null, status: null, at: null, failingSince: null };

/**
 * Follows one resource. `tell` is given {data, error, status, at, failingSince} after each answer; data stays what it was
 * while answers fail, but for 404, after which there is none. Times are epoch seconds.
 *
 * @param {object} host fetch(url, {signal}), now(): ms, later(fn, ms), cancel(handle), hidden(): whether nobody looks
 * @param {() => string} url asked each time, so that it may name the time
 * @param {number} every milliseconds from an answer to the next question; 0 asks once, and again only while that fails
 */
export function poll(host, url, every, tell) {
  let state = NOTHING;
  return repeat(host, every, async (signal) => {
    state = await asked(host, url(), state, signal);
    if (!signal.aborted) {
      tell(state);
    }
    return state.error === null;
  });
}

/**
 * The same of several, [[name, url]], at most `LANES` under way at once; `tell` is given a Map by name as it fills up. Those
 * that are asked once are asked again only where they failed.
 */
export function pollAll(host, wanted, every, tell) {
  let states = new Map();
  return repeat(host, every, async (signal) => {
    const due = wanted().filter(([name]) => every > 0 || states.get(name)?.error !== null);
    const jobs = due.map(([name, url]) => async () => {
      const state = await asked(host, url(), states.get(name) ?? NOTHING, signal);
      if (!signal.aborted) {
        states = new Map(states).set(name, state);
        tell(states);
      }
    });
    await inLanes(jobs, LANES, signal);
    const well = [...states.values()].map((state) => state.error === null);
    // What fails for good, as a path that has left, does not slow down the others.
    return every > 0 ? well.includes(true) : !well.includes(false);
  });
}

/** Does `round(signal)` again and again, more seldom while it does not return true, and not while nobody looks. */
function repeat(host, every, round) {
  let failures = 0;
  let handle = null;
  let abort = null;
  let ended = false;
  let slept = false;

  async function go() {
    handle = null;
    if (host.hidden()) {
      slept = true;
      return;
    }
    abort = new AbortController();
    const well = await round(abort.signal);
    if (ended) {
      return;
    }
    abort = null;
    failures = well ? 0 : failures + 1;
    plan();
  }

  function plan() {
    const pace = every || 5_000;
    if (every > 0 || failures > 0) {
      handle = host.later(go, Math.min(Math.max(pace, LONGEST_WAIT_MS), pace * 2 ** Math.min(failures, 6)));
    }
  }

  go();
  return {
    /** Somebody looks again: what was left undone meanwhile is done now. */
    wake() {
      if (slept && !ended && abort === null) {
        slept = false;
        host.cancel(handle);
        go();
      }
    },
    /** Asks now. */
    again() {
      if (!ended && abort === null) {
        host.cancel(handle);
        go();
      }
    },
    end() {
      ended = true;
      host.cancel(handle);
      abort?.abort();
    },
  };
}

/** The state after one more answer, or after none came in its time. */
async function asked(host, url, before, signal) {
  const patience = new AbortController();
  const handle = host.later(() => patience.abort(), PATIENCE_MS);
  try {
    const data = await read(host, url, AbortSignal.any([signal, patience.signal]));
    return { data, error: null, status: 200, at: host.now() / 1000, failingSince: null };
  } catch (error) {
    const status = error?.status ?? null;
    return {
      data: status === 404 ? null : before.data,
      error: patience.signal.aborted ? `no answer within ${PATIENCE_MS / 1000} s` : String(error?.message ?? error),
      status,
      at: before.at,
      failingSince: before.failingSince ?? host.now() / 1000,
    };
  } finally {
    host.cancel(handle);
  }
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
    const why = answer.status === 404 ? "the runner knows nothing of this" : `the runner answers ${answer.status}`;
    throw Object.assign(new Error(why), { status: answer.status });
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
