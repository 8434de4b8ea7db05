import assert from "node:assert/strict";
import { test } from "node:test";
import { inLanes, MOST_BYTES, PATIENCE_MS, poll, pollAll } from "../../main/resources/dev/insight/runner/http/page/poller.js";

/** A host whose time and answers are the test's. */
class Host {
    asked = [];
    timers = [];
    millis = 5_000;
    looking = true;
    answer = () => new Response(JSON.stringify({ n: this.asked.length }));

    fetch = async (url, { signal }) => {
        this.asked.push(url);
        this.signal = signal;
        const aborted = new Promise((_, fail) => signal.addEventListener("abort", () => fail(new Error("aborted"))));
        return Promise.race([Promise.resolve().then(this.answer), aborted]);
    };
    now = () => this.millis;
    later = (fn, ms) => this.timers.push({ fn, ms }) && this.timers.at(-1);
    cancel = (timer) => (this.timers = this.timers.filter((one) => one !== timer));
    hidden = () => !this.looking;

    /** Runs the one timer of so many milliseconds. */
    pass(ms) {
        const due = this.timers.find((one) => one.ms === ms);
        assert.ok(due, `no timer of ${ms} ms among ${this.timers.map((one) => one.ms)}`);
        this.millis += ms;
        this.cancel(due);
        due.fn();
    }
}

/** A poller, and the states that it tells, one after the other. */
function start(host, every = 1000) {
    const told = [];
    let wake = () => {};
    const poller = poll(
        host,
        () => "/api/x",
        every,
        (state) => (told.push(state), wake()),
    );
    const next = async (n) => {
        while (told.length < n) {
            await new Promise((done) => (wake = done));
        }
        return told[n - 1];
    };
    return { poller, told, next };
}

test("answer_isToldAndAskedForAgain", async () => {
    const host = new Host();
    const { next } = start(host);
    assert.deepEqual(await next(1), { data: { n: 1 }, error: null, status: 200, at: 5, failingSince: null });
    host.pass(1000);
    assert.deepEqual((await next(2)).data, { n: 2 });
    assert.deepEqual(host.asked, ["api/x", "api/x"], "beside the page, wherever that is served");
});

test("failure_keepsOldDataAndSaysSinceWhen_andWaitsLonger", async () => {
    const host = new Host();
    const { next } = start(host);
    await next(1);
    host.answer = () => {
        throw new TypeError("refused");
    };
    host.pass(1000);
    const failed = await next(2);
    assert.deepEqual([failed.data, failed.error, failed.failingSince, failed.at], [{ n: 1 }, "the runner does not answer", 6, 5]);
    host.pass(2000);
    assert.equal((await next(3)).failingSince, 6);
    host.answer = () => new Response("{}");
    host.pass(4000);
    assert.deepEqual([(await next(4)).error, (await next(4)).failingSince], [null, null]);
});

test("notFound_hasNoDataAnyMore", async () => {
    const host = new Host();
    const { next } = start(host);
    await next(1);
    host.answer = () => new Response("no such path", { status: 404 });
    host.pass(1000);
    const gone = await next(2);
    assert.deepEqual([gone.data, gone.status], [null, 404]);
});

test("answer_noJson_isAFailure", async () => {
    const host = new Host();
    host.answer = () => new Response("<html>");
    assert.equal((await start(host).next(1)).error, "the runner's answer is no JSON");
});

test("answer_withoutEnd_isGivenUp", async () => {
    const host = new Host();
    let sent = 0;
    const chunk = new Uint8Array(1 << 20).fill(32);
    host.answer = () => new Response(new ReadableStream({ pull: (to) => (sent++, to.enqueue(chunk)) }));
    assert.match((await start(host).next(1)).error, /longer than 16 MiB/);
    assert.ok(sent <= (MOST_BYTES >> 20) + 3, `${sent}`);
});

test("noAnswer_isGivenUpAfterItsTime", async () => {
    const host = new Host();
    host.answer = () => new Promise(() => {});
    const { next } = start(host);
    host.pass(PATIENCE_MS);
    assert.equal((await next(1)).error, "no answer within 10 s");
});

test("hidden_asksNothing_untilSomebodyLooks", async () => {
    const host = new Host();
    const { poller, next } = start(host);
    await next(1);
    host.looking = false;
    host.pass(1000);
    assert.equal(host.asked.length, 1);
    assert.equal(host.timers.length, 0);
    host.looking = true;
    poller.wake();
    await next(2);
    poller.wake();
    assert.equal(host.asked.length, 2, "awake already");
});

test("end_abortsAndTellsNothing", async () => {
    const host = new Host();
    const { poller, told } = start(host);
    poller.end();
    await new Promise((done) => setImmediate(done));
    assert.equal(host.signal.aborted, true);
    assert.deepEqual([told.length, host.timers.length], [0, 0]);
});

test("again_asksAtOnce_butNeverTwoAtATime", async () => {
    const host = new Host();
    const { poller, next } = start(host);
    poller.again();
    await next(1);
    assert.equal(host.asked.length, 1);
    poller.again();
    await next(2);
    poller.end();
    poller.again();
    assert.equal(host.asked.length, 2);
});

test("once_asksNoMore", async () => {
    const host = new Host();
    await start(host, 0).next(1);
    assert.equal(host.timers.length, 0);
});

/** Lets all that is under way come to its end. */
const settled = () => new Promise((done) => setImmediate(done));

const wanted = () => ["a", "b"].map((name) => [name, () => `/api/${name}`]);

test("all_areToldByName_andAskedAgain", async () => {
    const host = new Host();
    let states;
    pollAll(host, wanted, 1000, (told) => (states = told));
    await settled();
    assert.deepEqual([...states.keys()], ["a", "b"]);
    host.answer = () => new Response("no such path", { status: 404 });
    host.pass(1000);
    await settled();
    assert.deepEqual([...states.values()].map((state) => [state.data, state.status]), [[null, 404], [null, 404]]);
    assert.deepEqual(host.asked, ["api/a", "api/b", "api/a", "api/b"]);
});

test("all_askedOnce_areAskedAgainWhereTheyFailed", async () => {
    const host = new Host();
    let answers = 0;
    host.answer = () => new Response("{}", { status: ++answers === 2 ? 503 : 200 });
    const poller = pollAll(host, wanted, 0, () => {});
    await settled();
    host.pass(10_000);
    await settled();
    assert.deepEqual(host.asked, ["api/a", "api/b", "api/b"]);
    assert.equal(host.timers.length, 0);
    poller.end();
});

test("all_thatNobodySaw_areAskedOnceSomebodyLooks", async () => {
    const host = new Host();
    host.looking = false;
    const poller = pollAll(host, wanted, 0, () => {});
    await settled();
    assert.equal(host.asked.length, 0);
    host.looking = true;
    poller.wake();
    await settled();
    assert.equal(host.asked.length, 2);
});

test("all_oneThatFailsForGood_doesNotSlowDownTheOthers", async () => {
    const host = new Host();
    let answers = 0;
    host.answer = () => new Response("{}", { status: ++answers % 2 === 1 ? 404 : 200 });
    pollAll(host, wanted, 1000, () => {});
    await settled();
    host.pass(1000);
    await settled();
    host.pass(1000);
});

test("lanes_areNeverMoreAtOnce", async () => {
    let now = 0;
    let most = 0;
    const job = async () => {
        most = Math.max(most, ++now);
        await new Promise((done) => setImmediate(done));
        now--;
    };
    await inLanes(Array(10).fill(job), 3, new AbortController().signal);
    assert.deepEqual([most, now], [3, 0]);
});

test("lanes_endWhenNobodyWaits", async () => {
    const abort = new AbortController();
    let done = 0;
    await inLanes(
        Array(10).fill(async () => (done++, abort.abort())),
        1,
        abort.signal,
    );
    assert.equal(done, 1);
});
