import assert from "node:assert/strict";
import { test } from "node:test";
import { extent, ticks, waterfall } from "../../main/resources/dev/insight/runner/http/page/waterfall.js";

const term = (kind, name, now, usual, more = {}) => ({
    kind,
    name,
    display: name,
    recent: { p50_ms: now, p99_ms: now * 2 },
    baseline: usual === null ? null : { p50_ms: usual },
    ...more,
});
const TERMS = [term("link", "p>a", 1, 1), term("self", "a", 2, 2), term("link", "a>b", 100, 100), term("self", "b", 50, 5)];
const HOPS = [
    { name: "a", position: 1 },
    { name: "b", position: 2 },
];

test("bars_start_where_those_before_end", () => {
    const { rows, sum } = waterfall(TERMS, HOPS, { p50: 153, usual: 108 });
    assert.deepEqual(
        rows.map((row) => row.start),
        [0, 1, 3, 103],
    );
    assert.equal(sum, 153);
});

test("scale_aFewSlowCalls_doNotPressBarsFlat", () => {
    const slow = TERMS.map((one) => ({ ...one, recent: { ...one.recent, p99_ms: 5000 } }));
    const { end, rows } = waterfall(slow, HOPS, { p50: 153, usual: 108 });
    assert.ok(end >= 153 && end < 300, `${end}`);
    assert.ok(rows.every((row) => row.cut));
});

test("change_thatMatters_isMarkedAndTheGreatestMost", () => {
    const { rows } = waterfall([...TERMS, term("self", "c", 12, 4)], HOPS, { p50: 153, usual: 108 });
    assert.deepEqual(
        rows.map((row) => row.moved),
        [null, null, null, "up", "up"],
    );
    assert.deepEqual(
        rows.map((row) => row.most === true),
        [false, false, false, true, false],
    );
    assert.equal(rows[3].change, 45);
});

test("change_ofHundredths_isNotMarked", () => {
    const { rows } = waterfall([term("self", "a", 0.4, 0.1), term("self", "b", 101, 100)], HOPS, { usual: 108 });
    assert.deepEqual(
        rows.map((row) => row.moved),
        [null, null],
    );
});

test("change_noLongerAsSlow_isMarkedAsDownAndNeverMost", () => {
    const [row] = waterfall([term("self", "a", 5, 50)], [], { usual: 60 }).rows;
    assert.equal(row.moved, "down");
    assert.equal(row.most, undefined);
});

test("change_nothingUsualKnown_isUnknown", () => {
    const [row] = waterfall([term("self", "a", 5, null)], []).rows;
    assert.equal(row.change, null);
    assert.equal(row.moved, null);
});

test("term_noRecentCallEndedOk_showsWhatWasBeforeAndNoChange", () => {
    const old = { kind: "self", name: "a", recent: null, p50_ms: 7, p99_ms: 9, baseline: { p50_ms: 1 } };
    const [row] = waterfall([old], []).rows;
    assert.deepEqual([row.p50, row.fresh, row.change], [7, false, null]);
});

test("hop_withoutATerm_standsBehindTheLinkThatHidesIt", () => {
    const terms = [term("link", "p>c", 9, 9, { display: "p>?>c" }), term("self", "c", 1, 1)];
    const hops = [
        { name: "c", position: 2 },
        { name: "dark", position: 1, stamped: 0, missing: 40 },
        { name: "last", position: 3 },
    ];
    const { rows } = waterfall(terms, hops);
    assert.deepEqual(
        rows.map((row) => row.kind + " " + row.name),
        ["link p>c", "dark dark", "self c", "dark last"],
    );
    assert.equal(rows[1].hop.position, 1);
});

test("accused_componentOfAnIncident_isMarked", () => {
    const { rows } = waterfall(TERMS, HOPS, {}, ["a>b"]);
    assert.deepEqual(
        rows.map((row) => row.accused),
        [false, false, true, false],
    );
});

test("nothingOrNonsense_isNoRows", () => {
    for (const odd of [undefined, null, "x", 7, {}, [null, 3, "t", []]]) {
        const { rows, end, ticks: marks } = waterfall(odd, odd);
        assert.deepEqual([rows.length, end], [0, 1]);
        assert.ok(marks.length > 0);
    }
});

test("termWithNonsense_isARowOfUnknowns", () => {
    const [row] = waterfall([{ recent: "x", baseline: 5, p50_ms: NaN, kind: "new kind" }], []).rows;
    assert.deepEqual([row.kind, row.name, row.p50, row.usual, row.change], ["residual", "", null, null, null]);
});

test("ticks_areRoundAndFew", () => {
    assert.deepEqual(ticks(173), [0, 50, 100, 150]);
    assert.deepEqual(ticks(0.9), [0, 0.2, 0.4, 0.6, 0.8]);
    assert.deepEqual(ticks(0), []);
    assert.deepEqual(ticks(NaN), []);
});

test("extent_beyondTheScale_staysInIt", () => {
    const rounded = (...given) => Object.values(extent(...given)).map(Math.round);
    assert.deepEqual(rounded(50, 25, 100), [50, 25]);
    assert.deepEqual(rounded(90, 500, 100), [90, 10]);
    assert.deepEqual(rounded(150, 5, 100), [100, 0]);
    assert.deepEqual(rounded(50, -5, 100), [50, 0]);
});

test("scale_endsBehindTheLongestOfBarsUsualAndWhiskers", () => {
    const end = (...given) => Math.round(waterfall(...given).end);
    assert.equal(end(TERMS, HOPS, { p50: 153, usual: 108 }), 211, "of the second link's p99, 3 + 200, and some room");
    assert.equal(end([term("self", "a", 1, 1)], [], { p50: 300, usual: 10 }), 312, "of the whole, where parts say little");
    assert.equal(end([term("self", "a", 10, 1), term("self", "b", 1, 90)], []), 104, "of what is usual");
    assert.equal(
        waterfall(TERMS, HOPS, { p50: 153 }).rows.some((row) => row.cut),
        false,
    );
});

test("change_tooSmallAShare_isNotMarked", () => {
    const moved = (...given) => waterfall([term("self", "a", ...given)], [], { usual: 1000 }).rows[0].moved;
    assert.equal(moved(60, 40), "up");
    assert.equal(moved(130, 110), null, "a fifth of its own");
    assert.equal(moved(15, 1), null, "a fiftieth of the whole");
});

test("hops_withoutPositions_areInTheOrderGiven", () => {
    const { rows } = waterfall([], [{ name: "x" }, { name: "y" }]);
    assert.deepEqual(
        rows.map((row) => [row.name, row.hop.position]),
        [
            ["x", 1],
            ["y", 2],
        ],
    );
});
