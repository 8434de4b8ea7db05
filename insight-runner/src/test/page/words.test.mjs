import assert from "node:assert/strict";
import { test } from "node:test";
import { readHistory } from "../../main/resources/dev/insight/runner/http/page/history.js";
import { differenceWords, rowWords, sourceWords } from "../../main/resources/dev/insight/runner/http/page/words.js";

const plain = (words) => words.replaceAll("\u202f", " ");
const at = (hour, minute) => new Date(2026, 10, 30, hour, minute).getTime() / 1000;
const NOW = at(23, 0);

test("source_memory_saysHowFarItReaches", () => {
    const history = readHistory({ t: [1], step_s: 10, source: "memory", oldest: at(21, 40) });
    assert.equal(plain(sourceWords(history, NOW)), "10 s steps, from memory; memory reaches back to 21:40");
});

test("source_prometheus_isNamed", () => {
    assert.equal(
        plain(sourceWords(readHistory({ t: [1], step_s: 60, source: "prometheus" }), NOW)),
        "1 min steps, from Prometheus",
    );
});

test("source_probes_areNoSteps", () => {
    assert.equal(sourceWords(readHistory({ t: [1], detail: true }), NOW), "each probe, from memory");
});

test("row_inWords", () => {
    const history = readHistory({ t: [at(22, 0)], step_s: 10, p50_ms: [12], p99_ms: [20], probes: [4], failures: [1] });
    assert.equal(plain(rowWords(history, 0, NOW)), "22:00:00: p50 12.0 ms, p99 20.0 ms, 1 of 4 probes failed");
    assert.equal(rowWords(history, null, NOW), "no time chosen");
    assert.equal(rowWords(history, 7, NOW), "no time chosen");
});

test("row_nothingEndedOk_saysWhy", () => {
    const row = (probes, failures) =>
        rowWords(readHistory({ t: [at(22, 0)], p50_ms: [null], probes: [probes], failures: [failures] }), 0, NOW);
    assert.equal(row(3, 3), "22:00:00: 3 of 3 probes failed, none ended OK");
    assert.equal(row(0, 0), "22:00:00: nothing measured");
});

test("difference_ofTheForwardingLayer", () => {
    const words = (more, one = "forwarded", other = "direct") =>
        plain(differenceWords(one, other, { first: 100 + more, second: 100, more }));
    assert.equal(words(4.1), "The forwarding layer adds 4.10 ms: 104 ms by forwarded, 100 ms by direct.");
    assert.equal(words(-4), "Forwarded is faster by 4.00 ms: 96.0 ms by forwarded, 100 ms by direct.");
    assert.equal(words(4, "a", "b"), "a takes 4.00 ms more than b: 104 ms by a, 100 ms by b.");
    assert.match(words(4, "forwarded", "other"), /^forwarded takes/);
    assert.equal(words(0), "Both take the same: 100 ms by forwarded, 100 ms by direct.");
});

test("difference_ofAnUnknown_saysWhichOne", () => {
    const unknown = { first: 5, second: null, more: null };
    assert.match(differenceWords("forwarded", "direct", unknown), /^no call by direct ended OK/);
});
