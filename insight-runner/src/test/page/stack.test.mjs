import assert from "node:assert/strict";
import { test } from "node:test";
import { ceiling, paints, pile, quantile } from "../../main/resources/dev/insight/runner/http/page/stack.js";

const history = (p50, ...terms) => ({
    t: p50.map((_, i) => i),
    p50,
    terms: terms.map((values, i) => ({ name: "abc"[i], p50: values })),
});
const edges = (...given) => pile(...given).map((each) => each.edge);

test("edges_areSumsFromBelow", () => {
    assert.deepEqual(edges(history([6, 9], [1, 2], [2, 3], [3, 4])), [
        [1, 2],
        [3, 5],
        [6, 9],
    ]);
});

test("nothingMeasured_isAGapAllTheWayUp", () => {
    assert.deepEqual(edges(history([3, null], [1, 1], [2, 2])), [
        [1, null],
        [3, null],
    ]);
});

test("termUnknownWhereTheWholeIsKnown_takesNoRoom", () => {
    assert.deepEqual(edges(history([3], [1], [null], [2])), [[1], [1], [3]]);
});

test("termBelowZero_takesNoRoom", () => {
    assert.deepEqual(edges(history([3], [1], [-0.2])), [[1], [1]]);
});

test("termThatIsHidden_takesNoRoomAndSaysSo", () => {
    const piled = pile(history([3], [1], [2]), new Set(["a"]));
    assert.deepEqual(
        piled.map((each) => [each.shown, each.edge[0]]),
        [
            [false, 0],
            [true, 2],
        ],
    );
});

test("ceiling_holdsPileAndUsual", () => {
    assert.ok(ceiling([10, 20], [], 50).end >= 50);
    assert.equal(ceiling([10, 20], [], 50).cut, null);
});

test("ceiling_highP99_isCutAndSaid", () => {
    const { end, cut } = ceiling([100, 110], [150, 4000], 100);
    assert.ok(end >= 150 && end <= 250, `${end}`);
    assert.equal(cut, 4000);
});

test("ceiling_ofNothing_isAScaleStill", () => {
    assert.deepEqual(ceiling([], [], null), { end: 1, cut: null });
    assert.deepEqual(ceiling([null], [null]), { end: 1, cut: null });
});

test("ceiling_noPile_isTheLines", () => {
    assert.ok(ceiling([null], [30]).end >= 30);
});

test("quantile_leavesUnknownOut", () => {
    assert.equal(quantile([null, 5, undefined, 1, 3], 0.5), 3);
    assert.equal(quantile([4, 9], 1), 9);
    assert.equal(quantile([], 0.5), null);
});

test("paints_linkHasTheHuesOfTheHopItLeadsTo", () => {
    const kinds = ["link", "self", "link", "self", "residual"].map((kind) => ({ kind }));
    assert.deepEqual(paints(kinds), [
        { colour: 0, hatched: true },
        { colour: 0, hatched: false },
        { colour: 1, hatched: true },
        { colour: 1, hatched: false },
        { colour: -1, hatched: false },
    ]);
});

test("paints_moreHopsThanColours_goRound", () => {
    const many = Array.from({ length: 9 }, () => ({ kind: "self" }));
    assert.equal(paints(many, 7)[7].colour, 0);
});
