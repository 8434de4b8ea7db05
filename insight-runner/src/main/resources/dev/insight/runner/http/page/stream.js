// The runner's event stream, kept open: opened anew from where it was when it ends, gives up or goes silent, and let go
// while nobody looks. Pure but for what is handed in, so that tests can drive it.

/** So long without any event, and the stream is dead, whatever the socket says. The runner speaks every 5 s. */
export const SILENCE_MS = 15_000;
/** A page that is hidden so long lets go: a browser has six connections to a runner, and many a tab stays open. */
export const HIDDEN_MS = 60_000;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/**
 * Keeps a stream of events of these `kinds`. `take(kind, text)` is given each; `lost(why, heard)` is told that none come, and
 * when the last did, in milliseconds. `host` as `follow` in live.js has it.
 */
export function keepStream(host, kinds, { take, lost }) {
  let source = null;
  let lastId = null;
  let heard = host.now();
  let openedAt = heard;
  let wait = FIRST_RETRY_MS;
  let retry = null;
  let watch = null;
  let rest = null;

  function connect() {
    host.cancel(retry);
    retry = null;
    openedAt = host.now();
    const mine = host.open(lastId);
    source = mine;
    for (const kind of kinds) {
      mine.addEventListener(kind, (event) => source === mine && hear(kind, event));
    }
    mine.addEventListener("error", () => {
      if (source !== mine) {
        return;
      }
      lost("the stream ended", heard);
      if (mine.readyState === 2) {
        again(); // it has given up, as after a 503 or a 401
      }
    });
  }

  function hear(kind, event) {
    heard = host.now();
    wait = FIRST_RETRY_MS;
    lastId = event.lastEventId || lastId;
    take(kind, event.data);
  }

  function close() {
    source?.close();
    source = null;
    host.cancel(retry);
    retry = null;
  }

  function again() {
    close();
    retry = host.later(connect, wait);
    wait = Math.min(wait * 2, LAST_RETRY_MS);
  }

  function letGo() {
    close();
    lost("nobody looked at this page", heard);
  }

  function look() {
    if (source !== null && host.now() - Math.max(heard, openedAt) > SILENCE_MS) {
      lost("nothing came for 15 s", heard);
      again();
    }
  }

  function tick() {
    look();
    watch = host.later(tick, 1_000);
  }

  return {
    start() {
      connect();
      watch = host.later(tick, 1_000);
    },
    /** Somebody looks, or the network is back: looks at once, and sits out no wait. */
    wake() {
      host.cancel(rest);
      rest = null;
      look();
      if (source === null) {
        connect();
      }
    },
    /** Nobody looks. */
    hide() {
      rest ??= host.later(letGo, HIDDEN_MS);
    },
    stop() {
      host.cancel(watch);
      host.cancel(rest);
      close();
    },
  };
}
