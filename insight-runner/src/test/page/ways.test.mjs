import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./page.mjs";

const { chosenWay, matches, matrixOf, sorted, waysOf } = await load("overview/ways.js");
const { lookOf, sameLook } = await load("overview/look.js");
const { labels, nearest } = await load("overview/arcs.js");

const path = (source, target, state = "ok", more = {}) => ({ id: `${source}>${target}/forwarded/pay`, source, target, route: "forwarded", service: "pay", state, ...more });
const PATHS = [path("eu", "sg", "incident"), path("sg", "eu"), path("eu", "us"), { ...path("eu", "sg", "down"), id: "d", route: "direct" }];
const REGIONS = { eu: { name: "Frankfurt", lon: 8 }, sg: { name: "Singapore", lon: 104 }, us: { name: "Virginia", lon: -77 } };

test("ways are told apart by what differs, forwarded first, with their worst state", () => {
  const ways = waysOf(PATHS);
  assert.deepEqual(ways.map(({ label, worst, wrong }) => [label, worst, wrong]), [["forwarded", "incident", 1], ["direct", "down", 1]]);
  assert.equal(chosenWay(ways, { route: "direct" }).label, "direct");
  assert.equal(chosenWay(ways, { route: "gone" }).label, "forwarded");
  assert.equal(chosenWay([], {}), null);
});

test("a path that only its prober makes doubtful is not wrong, and stands after those that are", () => {
  const doubtful = path("eu", "us", "doubtful");
  assert.deepEqual(waysOf([path("eu", "sg"), doubtful]).map(({ worst, wrong }) => [worst, wrong]), [["doubtful", 0]]);
  assert.deepEqual(sorted([doubtful, ...PATHS], "state").map((one) => one.state), ["down", "incident", "doubtful", "ok", "ok"]);
  assert.match(lookOf(doubtful).label, /, doubtful: its prober stands still at times$/);
});

test("the matrix has the regions of its way, by name or from west to east", () => {
  const way = waysOf(PATHS)[0];
  assert.deepEqual(matrixOf(PATHS, way, undefined, REGIONS).targets, ["eu", "sg", "us"]);
  assert.deepEqual(matrixOf(PATHS, way, "place", REGIONS).targets, ["us", "eu", "sg"]);
  assert.deepEqual(matrixOf(PATHS, way, "place", null).sources, ["eu", "sg"]);
});

test("a matrix has another signature when a path comes, or another in its place, and the same when only numbers change", () => {
  const way = waysOf(PATHS)[0];
  const of = (paths) => matrixOf(paths, way, undefined, REGIONS).signature;
  assert.equal(of(PATHS), of(PATHS.map((one) => ({ ...one, change_ms: 3 }))));
  assert.notEqual(of(PATHS), of([...PATHS, path("sg", "us")]));
  const full = [path("eu", "sg"), path("eu", "us"), path("sg", "eu"), path("sg", "us")];
  assert.notEqual(of([...full, path("us", "eu")]), of([...full, path("us", "sg")]));
});

test("a filter has arrows, places and words that all must be found", () => {
  const found = (query) => PATHS.filter((one) => matches(one, query, REGIONS)).map((one) => `${one.source}>${one.target} ${one.route}`);
  assert.deepEqual(found("eu>sg"), ["eu>sg forwarded", "eu>sg direct"]);
  assert.deepEqual(found(">eu"), ["sg>eu forwarded"]);
  assert.deepEqual(found("virginia"), ["eu>us forwarded"]);
  assert.deepEqual(found("singapore down"), ["eu>sg direct"]);
  assert.equal(found("").length, 4);
});

test("a list is worst first, and largest first by a number, with the unknown last", () => {
  assert.deepEqual(sorted(PATHS, "state").map((one) => one.state), ["down", "incident", "ok", "ok"]);
  const slow = [path("a", "b", "ok", { recent: { p50_ms: 5 } }), path("a", "c"), path("a", "d", "ok", { recent: { p50_ms: 50 } })];
  assert.deepEqual(sorted(slow, "p50").map((one) => one.target), ["d", "b", "c"]);
});

test("a cell reads as one sentence", () => {
  const cell = path("eu", "sg", "incident", { recent: { p50_ms: 167.3, p99_ms: 210, loss: 0 }, baseline: { p50_ms: 105 }, change_ms: 62.3 });
  assert.equal(lookOf(cell).label, "eu to sg, forwarded: p50 167 ms, p99 210 ms, loss 0 %, 62.3 ms above usual, incident");
  assert.equal(lookOf(path("eu", "sg", "learning")).label, "eu to sg, forwarded: no numbers yet, usual not known yet, learning");
});

test("a cell looks the same while its numbers read the same", () => {
  const at = (p50) => lookOf(path("eu", "sg", "ok", { recent: { p50_ms: p50, p99_ms: 200, loss: 0 }, baseline: {}, change_ms: 0 }));
  assert.ok(sameLook(at(167.1), at(167.2)));
  assert.ok(!sameLook(at(167.1), at(168.9)));
});

test("a change within a fiftieth of what is usual is none", () => {
  const change = (change_ms) => lookOf(path("eu", "sg", "ok", { baseline: { p50_ms: 100 }, change_ms })).moved;
  assert.deepEqual([1.9, -1.9, 2.1, -2.1].map(change), [false, false, true, true]);
});

test("names on the map do not lie upon each other", () => {
  const marks = Array.from({ length: 12 }, (_, i) => ({ name: `r${i}`, text: `region ${i}`, x: 200 + (i % 4) * 9, y: 100 + i * 3 }));
  const placed = labels(marks, 7, 500, 300);
  assert.ok(placed.length > 0 && placed.length < 12, `${placed.length} placed`);
  const left = ({ anchor, x, text }) => (anchor === "start" ? x : anchor === "end" ? x - text.length * 7 : x - (text.length * 7) / 2);
  for (const a of placed) {
    for (const b of placed) {
      const apart = a === b || Math.abs(a.y - b.y) >= 12 || left(a) >= left(b) + b.text.length * 7 || left(b) >= left(a) + a.text.length * 7;
      assert.ok(apart, `${a.text} and ${b.text}`);
    }
  }
});

test("the nearest arc is found within reach only", () => {
  const arcs = [["a", [[[0, 0], [100, 0]]]], ["b", [[[0, 20], [100, 20]]]]];
  assert.equal(nearest(arcs, 50, 6, 9), "a");
  assert.equal(nearest(arcs, 50, 15, 9), "b");
  assert.equal(nearest(arcs, 50, 40, 9), null);
});
