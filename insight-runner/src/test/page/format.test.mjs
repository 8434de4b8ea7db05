import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./page.mjs";

const { STATES, ago, causeWords, clock, ms, msNumber, percent, plural, signed, span, stateMark, zone } = await load("format.js");
const plain = (text) => text.replaceAll("\u202f", " ");

test("milliseconds have three digits and at most two behind the point", () => {
  const shown = [0, 0.001, 0.312, 4.068, 9.996, 12.44, 99.96, 167.2, 1240.4, 12_400].map(msNumber);
  assert.deepEqual(shown, ["0.00", "<0.01", "0.31", "4.07", "10.0", "12.4", "100", "167", "1,240", "12,400"]);
});

test("milliseconds become seconds from ten seconds on", () => {
  assert.deepEqual([9_999, 12_400, 125_000].map((x) => plain(ms(x))), ["9,999 ms", "12.4 s", "125 s"]);
});

test("milliseconds in a sentence are whole from ten on", () => {
  assert.deepEqual([62.4, 3.14, 0.31].map((x) => plain(ms(x, { brief: true }))), ["62 ms", "3.14 ms", "0.31 ms"]);
});

test("what is unknown is a dash", () => {
  for (const show of [ms, msNumber, signed, percent, clock, span]) {
    for (const x of [null, undefined, Number.NaN, Infinity, "12"]) {
      assert.equal(show(x), "–", `${show.name}(${x})`);
    }
  }
});

test("changes have their sign", () => {
  assert.deepEqual([62, -3.1, 0.001].map((x) => plain(signed(x))), ["+62.0 ms", "−3.10 ms", "±0 ms"]);
});

test("shares are never rounded to all or nothing", () => {
  const shown = [0, 0.0004, 0.003, 0.01, 0.125, 0.97, 0.997, 0.99995, 1].map((x) => plain(percent(x)));
  assert.deepEqual(shown, ["0 %", "<0.1 %", "0.3 %", "1 %", "13 %", "97 %", "99.7 %", ">99.9 %", "100 %"]);
});

test("a clock's time has its day when that is not today", () => {
  const t = new Date(2026, 2, 1, 3, 12, 7).getTime() / 1000;
  assert.equal(clock(t, { now: t + 60 }), "03:12:07");
  assert.equal(clock(t, { now: t + 60, seconds: false }), "03:12");
  assert.equal(clock(t, { now: t + 86_400 }), "1 Mar 03:12:07");
  assert.equal(clock(t, { now: t + 400 * 86_400 }), "1 Mar 2026 03:12:07");
});

test("how long ago is told in its own unit, and never is a word", () => {
  assert.deepEqual([0.3, 12, 250, 3 * 3600 + 300].map((s) => plain(ago(1000, 1000 + s))), ["0.3 s ago", "12 s ago", "4 min 10 s ago", "3 h 5 min ago"]);
  assert.equal(ago(null), "never");
  assert.equal(plain(ago(1005, 1000)), "0.0 s ago");
});

test("a span beyond ten minutes leaves seconds out", () => {
  assert.deepEqual([59, 130, 700, 90_000].map((s) => plain(span(s))), ["59 s", "2 min 10 s", "11 min", "1 d 1 h"]);
});

test("a cause is said of its component, a newer one in its own words", () => {
  assert.equal(causeWords("hop_overloaded"), "overloaded");
  assert.equal(causeWords("moon_too_near"), "moon too near");
  assert.equal(causeWords(null), "at fault");
});

test("each state has a shape of its own, an odd one is unknown", () => {
  assert.equal(new Set(STATES.map((state) => stateMark(state).shape)).size, 7);
  assert.equal(stateMark("toString").state, "unknown");
  assert.equal(stateMark(null).word, "unknown");
});

test("one is not many", () => {
  assert.deepEqual([0, 1, 1200].map((n) => plural(n, "path")), ["0 paths", "1 path", "1,200 paths"]);
});

test("a zone is named with its distance from UTC", () => {
  assert.equal(zone("Europe/Berlin", 60), "Europe/Berlin (UTC+1)");
  assert.equal(zone("America/St_Johns", -210), "America/St_Johns (UTC−3:30)");
  assert.equal(zone("Europe/London", 0), "Europe/London (UTC)");
  assert.deepEqual([zone("UTC", 0), zone("Etc/UTC", 0), zone("", 330)], ["UTC", "UTC", "UTC+5:30"]);
});
