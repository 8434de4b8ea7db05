import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./page.mjs";

const { follow } = await load("live.js");
const { HIDDEN_MS, SILENCE_MS } = await load("stream.js");

/** A browser with a clock of its own: timers fire as it is wound, frames when asked for. */
class Host {
  time = 1_000_000;
  timers = new Map();
  frames = [];
  sources = [];
  last = 0;
  now = () => this.time;
  later = (fn, ms) => {
    this.timers.set(++this.last, { fn, at: this.time + ms });
    return this.last;
  };
  cancel = (handle) => this.timers.delete(handle);
  frame = (fn) => this.frames.push(fn);
  open = (lastId) => {
    const source = { lastId, readyState: 0, closed: false, on: {}, addEventListener: (kind, fn) => (source.on[kind] = fn), close: () => (source.closed = true) };
    this.sources.push(source);
    return source;
  };
  get source() {
    return this.sources.at(-1);
  }
  wind(ms) {
    for (const end = this.time + ms; this.time < end; ) {
      this.time += 500;
      for (const [handle, { fn, at }] of [...this.timers]) {
        if (at <= this.time) {
          this.timers.delete(handle);
          fn();
        }
      }
    }
    this.paint();
  }
  paint() {
    for (const fn of this.frames.splice(0)) {
      fn();
    }
  }
  send(kind, data, lastEventId = "") {
    this.source.on[kind]({ data: typeof data === "string" ? data : JSON.stringify(data), lastEventId });
  }
}

function started() {
  const host = new Host();
  const live = follow(host);
  live.start();
  return { host, live };
}

const PATH = { id: "eu>sg/forwarded/pay", source: "eu", target: "sg", route: "forwarded", service: "pay", state: "ok", last: { t: 999 } };
const SNAPSHOT = { status: { now: 1_002 }, paths: [PATH], incidents: [{ id: "i1", cause: "hop_down", component: "m", paths: ["eu>sg/forwarded"] }] };

test("a snapshot makes it live", () => {
  const { host, live } = started();
  assert.equal(live.get().connection.state, "connecting");
  host.send("snapshot", SNAPSHOT);
  host.paint();
  const is = live.get();
  assert.deepEqual([is.connection.state, is.loaded, is.paths.size, is.incidents.size, is.newest, is.skew], ["live", true, 1, 1, 999, 2]);
});

test("many events are one change, at the next frame", () => {
  const { host, live } = started();
  let told = 0;
  live.subscribe(() => told++);
  host.send("snapshot", SNAPSHOT);
  host.send("paths", { paths: [{ ...PATH, state: "down" }] });
  host.send("status", { now: 1_003 });
  assert.equal(told, 0);
  host.paint();
  assert.equal(told, 1);
  assert.equal(live.get().paths.get(PATH.id).state, "down");
});

test("what has been shown does not change under its reader", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  host.paint();
  const before = live.get().paths;
  host.send("paths", { paths: [{ ...PATH, state: "down" }], removed: [] });
  host.paint();
  assert.equal(before.get(PATH.id).state, "ok");
});

test("a path that is removed is gone", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  host.send("paths", { paths: [], removed: [PATH.id] });
  host.paint();
  assert.equal(live.get().paths.size, 0);
});

test("bad events are counted and change nothing else", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  for (const data of ["{not json", "null", "[]", '"x"', { paths: [null, 3, {}, { id: 7 }, { id: "x" }] }, { paths: "x", removed: 5 }]) {
    host.send("paths", data);
  }
  host.send("incident", { cause: "hop_down" });
  host.paint();
  assert.equal(live.get().bad.count, 10);
  assert.equal(live.get().paths.size, 1);
});

test("a path that leaves out all but its id is read from that", () => {
  const { host, live } = started();
  host.send("snapshot", { paths: [{ id: "eu>us/direct/a/b" }], incidents: null, status: null });
  host.paint();
  const path = live.get().paths.get("eu>us/direct/a/b");
  assert.deepEqual([path.source, path.target, path.route, path.service, path.state], ["eu", "us", "direct", "a/b", "unknown"]);
});

test("a stream that ends is stale since it was last heard, and live again with the next event", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  host.wind(3_000);
  host.source.on.error({});
  host.paint();
  assert.deepEqual([live.get().connection.state, live.get().connection.since], ["stale", 1_000]);
  host.send("status", { now: 1_010 });
  host.paint();
  assert.equal(live.get().connection.state, "live");
  assert.equal(host.sources.length, 1, "the browser itself comes back, with the last id");
});

test("silence is death: the stream is closed and opened anew", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  host.wind(SILENCE_MS - 1_000);
  assert.equal(live.get().connection.state, "live");
  host.wind(2_000);
  assert.equal(live.get().connection.state, "stale");
  assert.ok(host.sources[0].closed);
  host.wind(3_000);
  assert.equal(host.sources.length, 2);
});

test("a stream that gave up is tried again, ever more seldom, until it speaks", () => {
  const { host, live } = started();
  for (const wait of [2_000, 4_000, 8_000, 16_000, 30_000]) {
    host.source.readyState = 2;
    host.source.on.error({});
    host.wind(wait - 500);
    const before = host.sources.length;
    host.wind(500);
    assert.equal(host.sources.length, before + 1, `after ${wait} ms`);
  }
  assert.equal(live.get().connection.state, "connecting");
  host.source.readyState = 2;
  host.source.on.error({});
  host.wind(20_000);
  assert.equal(host.sources.length, 6, "the wait does not grow beyond half a minute, nor shrink");
  live.wake();
  assert.equal(host.sources.length, 7, "but is not sat out by who comes back");
});

test("a stream opened anew goes on after the last event heard", () => {
  const { host } = started();
  assert.equal(host.source.lastId, null);
  host.send("snapshot", SNAPSHOT, "boot-7");
  host.send("status", { now: 1_003 }, "boot-8");
  host.wind(SILENCE_MS + 4_000);
  assert.deepEqual([host.sources.length, host.source.lastId], [2, "boot-8"]);
});

test("a page hidden for a minute lets its stream go and says so, and goes on when it is looked at", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT, "boot-7");
  live.hide();
  for (let i = 0; i < 11; i++) {
    host.wind(5_000);
    host.send("status", {}, "boot-7");
    live.hide();
  }
  assert.ok(!host.source.closed, "not at once");
  host.wind(5_000);
  assert.ok(host.source.closed);
  assert.deepEqual([live.get().connection.state, live.get().connection.why], ["stale", "nobody looked at this page"]);
  host.wind(2 * HIDDEN_MS);
  assert.equal(host.sources.length, 1, "it stays so");
  live.wake();
  assert.deepEqual([host.sources.length, host.source.lastId], [2, "boot-7"]);
});

test("a page hidden for a moment keeps its stream", () => {
  const { host, live } = started();
  live.hide();
  live.wake();
  for (let i = 0; i < 15; i++) {
    host.wind(5_000);
    host.send("status", {});
  }
  assert.deepEqual([host.sources.length, host.source.closed], [1, false]);
});

test("a page hidden while it waits to try again does not", () => {
  const { host, live } = started();
  live.hide();
  for (let i = 0; i < 12; i++) {
    host.source.readyState = 2;
    host.source.on.error({});
    host.wind(5_000);
  }
  const before = host.sources.length;
  host.wind(HIDDEN_MS);
  assert.equal(host.sources.length, before);
});

test("what an old stream still says is not listened to", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  host.wind(SILENCE_MS + 4_000);
  host.sources[0].on.snapshot({ data: JSON.stringify({ paths: [] }) });
  host.paint();
  assert.equal(live.get().paths.size, 1);
});

test("closed incidents beyond a bound are forgotten, the open one never", () => {
  const { host, live } = started();
  host.send("snapshot", SNAPSHOT);
  for (let i = 0; i < 2_100; i++) {
    host.send("incident", { id: `old${i}`, closed: i });
  }
  host.paint();
  assert.equal(live.get().incidents.size, 2_000);
  assert.ok(live.get().incidents.has("i1") && !live.get().incidents.has("old0"));
});
