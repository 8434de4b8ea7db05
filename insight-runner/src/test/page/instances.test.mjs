import assert from "node:assert/strict";
import { test } from "node:test";
import { byChange, instancesOf, listOf, worthDrawing } from "../../main/resources/dev/insight/runner/http/page/instances.js";

const odd = (...p50s) => instancesOf({ instances: p50s.map((p50_ms, i) => ({ node: `n-${i}`, p50_ms })) }).map((one) => one.odd);

test("instance_muchSlowerThanTheOthers_isOdd", () => {
    assert.deepEqual(odd(30, 2, 2.1), [true, false, false]);
});

test("instance_slowerByLessThanAMillisecond_isNot", () => {
    assert.deepEqual(odd(0.2, 0.2, 0.9), [false, false, false]);
});

test("instance_slowerByLessThanHalf_isNot", () => {
    assert.deepEqual(odd(100, 101, 140), [false, false, false]);
});

test("instance_alone_isNotOdd", () => {
    assert.deepEqual(odd(500), [false]);
    assert.deepEqual(odd(500, null), [false, false]);
});

test("instances_areByNameAsPeopleCount_withTheirLoad", () => {
    const rows = instancesOf({
        instances: [{ node: "m-10", cpu: 0.5 }, { node: "m-2" }, null],
        cpu: [{ node: "m-2", cpu: 0.9 }],
    });
    assert.deepEqual(
        rows.map((row) => [row.node, row.load]),
        [
            ["m-2", 0.9],
            ["m-10", 0.5],
        ],
    );
});

test("byChange_unknownLast", () => {
    const rows = byChange([{ id: "a", change_ms: -3 }, { id: "b" }, { id: "c", change_ms: 9 }, {}, null]);
    assert.deepEqual(
        rows.map((row) => row.id),
        ["c", "a", "b"],
    );
});

test("worthDrawing_theGreatestChangesEitherWay", () => {
    const paths = [1, -20, 5, null].map((change_ms, i) => ({ id: `${i}`, url: `/${i}`, change_ms }));
    assert.deepEqual(
        worthDrawing(paths, 2).map((path) => path.id),
        ["1", "2"],
    );
});

test("listOf_incidentsFirst_thenChange", () => {
    const rows = listOf([
        { name: "calm", recent: { p50_ms: 1 }, baseline: { p50_ms: 1 } },
        { name: "slow", recent: { p50_ms: 9 }, baseline: { p50_ms: 1 }, cpu: [{ cpu: 0.2 }, { cpu: 0.7 }] },
        { name: "accused", incidents: ["i1"] },
        { name: 5 },
    ]);
    assert.deepEqual(
        rows.map((row) => [row.name, row.change, row.load]),
        [
            ["accused", null, null],
            ["slow", 8, 0.7],
            ["calm", 0, null],
        ],
    );
});

test("listOf_words_narrowIt", () => {
    const all = [
        { name: "mediary-sg", role: "mediary", region: "sg" },
        { name: "gateway-sg", role: "gateway", region: "sg" },
        { name: "mediary-eu", role: "mediary", region: "eu" },
    ];
    assert.deepEqual(
        listOf(all, " SG med ").map((row) => row.name),
        ["mediary-sg"],
    );
    assert.equal(listOf("nonsense", "x").length, 0);
});

test("instances_ofNamesakes_areOddOnlyAmongTheirOwn", () => {
    const rows = instancesOf({
        instances: [
            { node: "p-1", of: "payments in us", p50_ms: 80 },
            { node: "p-1", of: "payments in sg", p50_ms: 2 },
            { node: "p-2", of: "payments in sg", p50_ms: 9 },
            { node: "p-3", of: "payments in sg", p50_ms: 2 },
        ],
    });
    assert.deepEqual(
        rows.map((row) => [row.of, row.node, row.odd]),
        [
            ["payments in sg", "p-1", false],
            ["payments in sg", "p-2", true],
            ["payments in sg", "p-3", false],
            ["payments in us", "p-1", false],
        ],
    );
});
