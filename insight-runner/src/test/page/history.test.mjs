import assert from "node:assert/strict";
import { test } from "node:test";
import {
    compare,
    indexAt,
    isEmpty,
    loneRows,
    readHistory,
    termOf,
    together,
    valueAt,
} from "../../main/resources/dev/insight/runner/http/page/history.js";

const answer = (more) => ({ step_s: 10, t: [10, 20, 30], p50_ms: [1, 2, 3], probes: [2, 2, 2], failures: [0, 0, 1], ...more });

test("steps_thatAreMissing_leaveAGap", () => {
    const history = readHistory(answer({ t: [10, 20, 60] }));
    assert.deepEqual(history.t, [10, 20, 30, 60]);
    assert.deepEqual(history.p50, [1, 2, null, 3]);
    assert.deepEqual(history.failures, [0, 0, 0, 1]);
});

test("probes_thatPauseForLong_leaveAGap", () => {
    const t = [0, 5, 10, 15, 100, 105];
    const history = readHistory({ detail: true, step_s: 0, t, p50_ms: [1, 1, 1, 1, 1, 1] });
    assert.deepEqual(history.t, [0, 5, 10, 15, 20, 100, 105]);
    assert.equal(history.p50[4], null);
});

test("probes_aLittleLate_leaveNoGap", () => {
    const history = readHistory({ detail: true, step_s: 0, t: [0, 5, 10, 20, 25], p50_ms: [1, 1, 1, 1, 1] });
    assert.equal(history.t.length, 5);
});

test("rows_outOfOrderOrTwiceOrWithoutTime_areSortedOut", () => {
    const history = readHistory(answer({ t: [30, null, 10, 30, "x"], p50_ms: [3, 9, 1, 4, 9], step_s: 20 }));
    assert.deepEqual(history.t, [10, 30]);
    assert.deepEqual(history.p50, [1, 3]);
});

test("columns_tooShortOrOfNonsense_areUnknown", () => {
    const history = readHistory(answer({ p50_ms: [1, "2"], p99_ms: "no", terms: [null, { name: "a", p50_ms: [NaN, 5] }] }));
    assert.deepEqual(history.p50, [1, null, null]);
    assert.deepEqual(history.p99, [null, null, null]);
    assert.deepEqual(termOf(history, "a").values, [null, 5, null]);
});

test("answer_thatIsNone_isNull", () => {
    for (const odd of [undefined, null, "x", 3, {}, { t: "x" }]) {
        assert.equal(readHistory(odd), null);
    }
});

test("empty_historyWithFailuresAlone_isNot", () => {
    const none = { p50_ms: [null, null, null] };
    assert.equal(isEmpty(readHistory(answer({ ...none, failures: [0, 0, 0] }))), true);
    assert.equal(isEmpty(readHistory(answer(none))), false);
    assert.equal(isEmpty(null), true);
});

test("together_timesOfOneAlone_areNoGapInTheOther", () => {
    const { t, columns } = together([
        { t: [1, 3], values: [10, null] },
        { t: [2, 3], values: [20, 30] },
    ]);
    assert.deepEqual(t, [1, 2, 3]);
    assert.deepEqual(columns, [
        [10, undefined, null],
        [undefined, 20, 30],
    ]);
});

test("valueAt_aTimeOfOthers_isWhatWasSaidBefore_andAGapIsNone", () => {
    const column = [undefined, 10, undefined, null, undefined, 30, undefined];
    const at = [0, 1, 2, 3, 4, 5, 6].map((row) => valueAt(column, row));
    assert.deepEqual(at, [null, 10, 10, null, null, 30, 30]);
    assert.equal(valueAt(column, 99), 30);
    assert.equal(valueAt(column, null), 30);
    assert.equal(valueAt([1, null, undefined], null), 1);
    assert.equal(valueAt([], 0), null);
    assert.equal(valueAt([], null), null);
});

test("loneRows_haveNoneBesideThem_whateverTimesOthersHave", () => {
    assert.deepEqual(loneRows([1, undefined, 2, undefined, 3]), []);
    assert.deepEqual(loneRows([1, undefined, null, undefined, 3, undefined]), [0, 4]);
    assert.deepEqual(loneRows([undefined, 1, undefined]), [1]);
});

test("compare_middleOfEach_isWhatCounts", () => {
    const one = { p50: [500, 10, 12, null, 11] };
    const other = { p50: [5, 6, 7] };
    assert.deepEqual(compare(one, other), { first: 11.5, second: 6, more: 5.5 });
    assert.equal(compare(one, { p50: [null] }).more, null);
    assert.equal(compare(null, other).more, null);
});

test("termOf_nameThatIsNotThere_isNull", () => {
    assert.equal(termOf(readHistory(answer({})), "a"), null);
    assert.equal(termOf(null, "a"), null);
});

test("indexAt_isTheLastNotLater", () => {
    const at = (time) => indexAt([10, 20, 30], time);
    assert.deepEqual([9, 10, 25, 30, 99].map(at), [-1, 0, 1, 2, 2]);
    assert.equal(indexAt([], 5), -1);
});

test("grainAndSource_areAsSaid_andMemoryByDefault", () => {
    const said = (more) => [readHistory(answer(more)).detail, readHistory(answer(more)).source];
    assert.deepEqual(said({}), [false, "memory"]);
    assert.deepEqual(said({ detail: true, source: "prometheus" }), [true, "prometheus"]);
});
