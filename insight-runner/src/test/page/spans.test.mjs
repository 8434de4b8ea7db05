import assert from "node:assert/strict";
import { test } from "node:test";
import { incidentsOf, moved, pace, spansKey, spansOf, windowOf, zoomed } from "../../main/resources/dev/insight/runner/http/page/spans.js";

const PATH = { id: "eu>sg/forwarded/pay", source: "eu", target: "sg", route: "forwarded", incidents: ["i9"] };
const NOW = 1_000_000;

test("incidentsOf_pathNamedWithoutItsService_isMeant", () => {
    const incidents = [
        { id: "i1", paths: ["eu>sg/forwarded"] },
        { id: "i2", paths: ["eu>sg/direct"] },
        { id: "i9", paths: [] },
        { id: "i4", paths: "eu>sg/forwarded" },
        null,
    ];
    assert.deepEqual(
        incidentsOf(incidents, PATH).map((one) => one.id),
        ["i1", "i9"],
    );
});

test("spansOf_openIncident_lastsToTheEnd", () => {
    const [span] = spansOf([{ since: 50, closed: null }], 100, 200);
    assert.deepEqual([span.from, span.to, span.open], [100, 200, true]);
});

test("spansOf_outsideTheTime_areLeftOut", () => {
    const incidents = [
        { since: 10, closed: 90 },
        { since: 210, closed: null },
        { closed: 150 },
        { opened: 120, closed: 150 },
        { since: 105, closed: 110 },
    ];
    assert.deepEqual(
        spansOf(incidents, 100, 200).map((span) => [span.from, span.to]),
        [
            [105, 110],
            [120, 150],
        ],
    );
});

test("windowOf_fromAndTo_standStill", () => {
    const window = windowOf({ from: "900000", to: "900600" }, NOW);
    assert.deepEqual([window.from, window.to, window.live], [900_000, 900_600, false]);
});

test("windowOf_nonsense_isTheRangeOrAnHour", () => {
    for (const odd of [
        { from: "x", to: "y" },
        { from: "5", to: "4" },
        { from: "900000", to: "900001" },
        { from: "2000000", to: "2000600" },
        {},
    ]) {
        assert.deepEqual([windowOf(odd, NOW).from, windowOf(odd, NOW).to], [NOW - 3600, NOW], JSON.stringify(odd));
    }
    assert.equal(windowOf({ range: "15m" }, NOW).from, NOW - 900);
    assert.equal(windowOf({ from: "900000", to: "900001" }, NOW, "5m").range, "5m");
});

test("zoomed_aboutAMoment_keepsItWhereItIs", () => {
    assert.deepEqual(zoomed({ from: 0, to: 100 }, 0.5, 25), { from: 12.5, to: 62.5 });
    assert.deepEqual(zoomed({ from: 0, to: 100 }, 2), { from: -50, to: 150 });
    assert.deepEqual(zoomed({ from: 1000, to: 1100 }, 0.5, 1025), { from: 1012.5, to: 1062.5 });
});

test("zoomed_neverBelowTenSeconds", () => {
    const { from, to } = zoomed({ from: 0, to: 12 }, 0.5);
    assert.equal(to - from, 10);
});

test("moved_neverIntoTheFuture", () => {
    assert.deepEqual(moved({ from: 0, to: 100 }, 0.5, 120), { from: 20, to: 120 });
    assert.deepEqual(moved({ from: 1000, to: 1100 }, -0.5, 1200), { from: 950, to: 1050 });
});

test("pace_ofWhatIsOver_isNever", () => {
    assert.equal(pace({ from: 0, to: 100, live: false }, NOW), 0);
    assert.notEqual(pace({ from: NOW - 900, to: NOW - 30, live: false }, NOW), 0, "what came late may still be told");
    assert.equal(pace({ from: NOW - 900, to: NOW, live: true }, NOW), 5000);
    assert.equal(pace({ from: NOW - 86400, to: NOW, live: true }, NOW), 60_000);
});

test("pace_ofAWindowThatGrows_seldomChanges", () => {
    const minutes = Array.from({ length: 360 }, (_, minute) => pace({ from: NOW - 60 * minute - 30, to: NOW, live: true }, NOW));
    assert.deepEqual([...new Set(minutes)], [5_000, 8_000, 16_000, 32_000, 60_000]);
});

test("spansKey_changesWithWhatIsDrawn_andNotAsTimeGoesOn", () => {
    const key = (closed, to) => spansKey(spansOf([{ id: "i1", since: 150, closed }], 100, to));
    assert.equal(key(null, 200), key(null, 210));
    assert.notEqual(key(null, 200), key(190, 200));
    assert.notEqual(key(180, 200), key(190, 200));
    assert.notEqual(key(190, 200), "");
});
