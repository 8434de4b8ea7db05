import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./page.mjs";

const { asText, headline, openIncidents, quiet, sentence, tally, way } = await load("sentence.js");
const { clearedWords, facts, incidentText, statements, windowAround } = await load("incidents/text.js");

const SINCE = new Date(2026, 2, 1, 3, 12, 7).getTime() / 1000;
const now = SINCE + 300;
const OVERLOAD = {
  id: "i1",
  cause: "hop_overloaded",
  component: "mediary-sg",
  confidence: 0.97,
  paths: ["eu>sg/forwarded"],
  since: SINCE,
  opened: SINCE + 20,
  closed: null,
  excess_ms: 62.3,
  kind: "delay",
  numbers: { cpu: 0.96, queue_ms: 41.2, excess_ms: 62.3 },
  cleared: [],
  not_cleared: [],
};
const say = (changes) => asText(sentence({ ...OVERLOAD, ...changes }, { now }));

test("the sentence is the one of the issue", () => {
  assert.equal(say({}), "eu → sg +62 ms since 03:12: mediary-sg overloaded (CPU 96 %, queue 41 ms), 97 % sure");
});

test("of several paths the first is named", () => {
  const paths = ["eu>sg/forwarded", "us>sg/forwarded", "jp>sg/forwarded"];
  assert.match(say({ paths }), /^eu → sg and 2 more paths \+62 ms since/);
  assert.match(say({ paths: paths.slice(0, 2) }), /^eu → sg and 1 more path \+62 ms/);
});

test("what only a share of calls takes longer is not said of all of them", () => {
  const tail = { kind: "tail", cause: "service_slow", component: "service-us", paths: ["sg>us/forwarded", "eu>us/forwarded"], numbers: {} };
  assert.equal(say(tail), "sg → us and 1 more path +62 ms in some calls since 03:12: service-us slow, 97 % sure");
  assert.match(incidentText({ ...OVERLOAD, ...tail }, "?"), /\+62 ms in some calls since/);
});

test("what is down fails, whatever its excess", () => {
  const down = { cause: "hop_down", component: "mediary-us", numbers: {}, excess_ms: 5, confidence: 0.91 };
  assert.equal(say(down), "eu → sg failing since 03:12: mediary-us down, 91 % sure");
});

test("what share of calls fails is said, with its unit", () => {
  const failing = { cause: "service_failing", component: "pay", kind: "errors", numbers: { errors: 0.4, failed: 4, calls: 10 }, excess_ms: undefined };
  assert.equal(say(failing), "eu → sg failing since 03:12: pay failing (40 % failed), 97 % sure");
  assert.match(say({ ...failing, cause: "unknown" }), /^eu → sg failing since/);
  assert.deepEqual(facts({ numbers: failing.numbers }), [["Error rate", "40\u202f%"], ["failed", "4"], ["calls", "10"]]);
});

test("a link's ends stand apart", () => {
  assert.match(say({ cause: "link_degraded", component: "mediary-eu>mediary-sg", kind: "loss", numbers: { loss: 0.03 } }), /losing packets, \+62 ms in some calls since 03:12: mediary-eu → mediary-sg degraded \(3 % lost\)/);
});

test("an instance and who sees it are said", () => {
  assert.match(say({ instance: "m-2", seen: { from: 1, of: 3 } }), /overloaded at m-2 .* sure, seen from 1 of 3$/);
});

test("an incident that is over has both its ends", () => {
  assert.match(say({ closed: SINCE + 600 }), /\+62 ms from 03:12 to 03:22: mediary-sg/);
});

test("an incident of which nothing is known is still a sentence", () => {
  assert.equal(asText(sentence({ id: "x", paths: [], cause: "unknown", component: "?" })), "Something is wrong since –: ? or what is behind it at fault");
});

test("parts say what they link to", () => {
  const links = sentence({ ...OVERLOAD, paths: ["eu>sg/forwarded", "us>sg/forwarded"] }, { now }).filter((part) => part.to).map((part) => part.to);
  assert.deepEqual(links, [{ path: "eu>sg/forwarded" }, { incident: "i1" }, { component: "mediary-sg" }]);
});

test("times are there for who wants them in another zone", () => {
  const times = (changes) => sentence({ ...OVERLOAD, ...changes }, { now }).flatMap((part) => part.times ?? []);
  assert.deepEqual([times({}), times({ closed: SINCE + 600 })], [[SINCE], [SINCE, SINCE + 600]]);
});

test("the most sure stand first, then those that touch most, and closed ones not at all", () => {
  const of = (id, confidence, paths, closed = null) => ({ ...OVERLOAD, id, confidence, paths: Array(paths).fill("a>b/r"), closed });
  const open = openIncidents([of("doubtful", 0.4, 9), of("wide", 0.95, 5), of("narrow", 0.96, 1), of("over", 0.99, 9, 5)]);
  assert.deepEqual(open.map((one) => one.id), ["wide", "narrow", "doubtful"]);
});

test("an impaired prober stands after what is wrong with paths, and links nowhere", () => {
  const prober = { ...OVERLOAD, id: "p", cause: "prober_impaired", component: "prober-eu", confidence: 0.99, numbers: {}, excess_ms: undefined };
  assert.deepEqual(openIncidents([prober, OVERLOAD]).map((one) => one.id), ["i1", "p"]);
  assert.ok(!sentence(prober, { now }).some((part) => part.to?.component));
  assert.equal(asText(sentence(prober, { now })), "eu → sg measured badly since 03:12: prober-eu stands still at times, 99 % sure");
});

test("who is cleared is so to within a bound", () => {
  const said = [{ component: "a>b", bound_ms: 0.2 }, { component: "c", bound_ms: 0 }, { component: "d" }].map(clearedWords);
  assert.deepEqual(said, ["a → b (at most 0.20 ms more)", "c (no more than usual)", "d"]);
});

test("nothing is said to be wrong only where that is known of every path", () => {
  const said = (...states) => Object.values(quiet(tally(states.map((state) => ({ state })))));
  assert.deepEqual(said("ok", "ok"), ["ok", "Nothing is wrong."]);
  assert.deepEqual(said("ok", "watching"), ["ok", "Nothing is wrong. 1 path watched for a change."]);
  assert.deepEqual(said("ok", "down"), ["down", "No incident is open, but 1 path down."]);
  assert.deepEqual(said("learning", "learning"), ["learning", "Learning what is usual; nothing can be called slow until then."]);
  assert.deepEqual(said("unknown", "odd"), ["unknown", "No incident is open, but 2 paths unknown for want of answers."]);
  assert.deepEqual(said("ok", "unknown", "unknown"), ["unknown", "Nothing is known to be wrong. 2 paths unknown for want of answers."]);
  assert.deepEqual(said("ok", "incident"), ["unknown", "Nothing is known to be wrong. 1 path just out of an incident."]);
  assert.deepEqual(said("ok", "doubtful"), ["unknown", "Nothing is known to be wrong. 1 path measured badly just now."]);
  assert.deepEqual(said("ok", "learning"), ["unknown", "Nothing is known to be wrong. 1 path still learning what is usual."]);
});

test("the headline has something new to say when other incidents are open, and not when their numbers change", () => {
  const saying = (incidents, is = {}) =>
    headline({ loaded: true, connection: { state: "live" }, paths: new Map([["p", { state: "ok" }]]), incidents: new Map(incidents.map((one) => [one.id, one])), ...is });
  const one = saying([OVERLOAD]);
  assert.match(one.words, /^1 open incident: eu → sg \+62 ms since /);
  assert.equal(saying([{ ...OVERLOAD, excess_ms: 63.4, confidence: 0.5 }]).key, one.key);
  const two = saying([{ ...OVERLOAD, id: "i0", confidence: 0.2 }, OVERLOAD]);
  assert.match(two.words, /^2 open incidents: /);
  assert.notEqual(two.key, one.key);
  assert.equal(two.key, saying([OVERLOAD, { ...OVERLOAD, id: "i0" }]).key);
  assert.deepEqual(saying([{ ...OVERLOAD, closed: now }]), { state: "ok", words: "Nothing is wrong.", key: "Nothing is wrong." });
  assert.deepEqual([saying([], { paths: new Map() }).words, saying([], { loaded: false }).state], ["Nothing is measured yet.", "asking"]);
  const stale = saying([], { connection: { state: "stale", since: SINCE } });
  assert.equal(stale.state, "unknown");
  assert.match(stale.words, /^When last heard of, at .*: Nothing is wrong\.$/);
});

test("a way without a route is read, and one that is none is shown as it is", () => {
  assert.deepEqual(way("eu>sg/direct"), { source: "eu", target: "sg", route: "direct" });
  assert.deepEqual(way("eu>sg"), { source: "eu", target: "sg", route: "" });
  assert.deepEqual(way("odd"), { source: "odd", target: "", route: "" });
});

test("the copied text has its times in UTC and its link last", () => {
  const text = incidentText({ ...OVERLOAD, since: 1772334727, evidence: "+62 ms; cleared: gateway-eu" }, "https://x/?incident=i1");
  const lines = text.split("\n");
  assert.match(lines[0], /^▲ eu → sg \+62 ms since 03:12 UTC: mediary-sg overloaded/);
  assert.equal(lines[1], "since 2026-03-01 03:12:07 UTC");
  assert.equal(lines.at(-1), "https://x/?incident=i1");
});

test("evidence comes apart, without who is cleared", () => {
  assert.deepEqual(statements("a: +1 ms; queue 3 ms; cleared: b, c; seen from 1"), ["a: +1 ms", "queue 3 ms", "seen from 1"]);
  assert.deepEqual(statements(null), []);
});

test("numbers of an incident are named, known ones first, and no others than numbers", () => {
  const named = facts({ ...OVERLOAD, numbers: { retries: 3, cpu: 0.96, queue_ms: 41, odd: null } });
  assert.deepEqual(named.map(([what]) => what), ["Above usual", "Queue", "CPU", "retries"]);
});

test("an incident's window has time around it, and ends now at the latest", () => {
  assert.deepEqual(windowAround({ since: 10_000, closed: 10_600 }, 20_000), { from: 9_800, to: 10_800 });
  assert.deepEqual(windowAround({ since: 10_000, closed: null }, 10_060), { from: 9_880, to: 10_060 });
});
