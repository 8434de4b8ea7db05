import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./page.mjs";

const { atTimeOf, placeOf, read, seconds, timeRange, usualRange, write } = await load("address.js");

test("an address without a view is the overview", () => {
  assert.deepEqual(read(""), { view: "overview" });
  assert.equal(write({ view: "overview" }), "?");
});

test("the same parameters have one address, however they are ordered", () => {
  const address = "?view=path&path=eu>sg/forwarded/payments&range=6h";
  assert.equal(write({ range: "6h", path: "eu>sg/forwarded/payments", view: "path" }), address);
  assert.equal(write(read(address)), address);
});

test("another place is another view or another thing of it, and not another time", () => {
  const place = (search) => placeOf(read(search));
  assert.equal(place("?view=path&path=a&range=6h"), place("?view=path&path=a&from=1&to=100"));
  assert.equal(place("?q=eu"), place(""));
  assert.equal(new Set(["", "?view=path", "?view=path&path=a", "?view=component&component=a", "?view=incident&incident=a"].map(place)).size, 5);
});

test("a link to elsewhere keeps the time shown, and nothing else", () => {
  const shown = read("?view=path&path=a&range=6h&from=1&to=100&q=x");
  assert.equal(write(atTimeOf(shown, { view: "component", component: "m" })), "?view=component&component=m&range=6h&from=1&to=100");
  assert.equal(write(atTimeOf(read(""), { view: "path", path: "a" })), "?view=path&path=a");
});

test("odd names survive being written and read", () => {
  const params = { view: "component", component: "a&b=c d>é%2F+" };
  assert.deepEqual(read(write(params)), params);
});

test("what is empty is left out", () => {
  assert.equal(write({ view: "incidents", q: "", wrong: null, range: undefined }), "?view=incidents");
});

test("a range is read in its unit, and nothing else is one", () => {
  assert.deepEqual(["90s", "15m", "6h", "2d"].map(seconds), [90, 900, 21_600, 172_800]);
  assert.deepEqual(["", null, "0h", "h", "1y", "-1h", "1h2", "99999999h"].map(seconds), [null, null, null, null, null, null, null, null]);
});

test("a range goes on with the clock, a window stands", () => {
  assert.deepEqual(timeRange({ range: "15m" }, 10_000), { from: 9_100, to: 10_000, live: true, range: "15m" });
  assert.deepEqual(timeRange({ from: "100", to: "200.5", range: "6h" }, 10_000), { from: 100, to: 200.5, live: false, range: null });
});

test("unless a range is asked for, it is the least that holds all that the runner knows, up to an hour", () => {
  const usual = (minutes, more) => usualRange({ started: 1e6, global: false, ...more }, 1e6 + 60 * minutes);
  assert.deepEqual([0, 4.9, 5.1, 15, 16, 600].map((minutes) => usual(minutes)), ["5m", "5m", "15m", "15m", "1h", "1h"]);
  assert.deepEqual([usual(1, { global: true }), usual(1, { started: null }), usualRange(null, 1e6)], ["1h", "1h", "1h"]);
  assert.deepEqual(timeRange({}, 10_000, "5m"), { from: 9_700, to: 10_000, live: true, range: "5m" });
  assert.equal(timeRange({ range: "6h" }, 10_000, "5m").range, "6h");
});

test("a window that ends before it begins is an hour until now", () => {
  for (const odd of [{ from: "200", to: "100" }, { from: "x", to: "5" }, { range: "soon" }, {}]) {
    assert.deepEqual(timeRange(odd, 10_000), { from: 6_400, to: 10_000, live: true, range: "1h" });
  }
});
