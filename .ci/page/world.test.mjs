// 30 regions, 870 paths: the page stays quick and small while they all move. $WORLD_URL is where World serves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { heap, launch, open, violations, watch } from "./browser.mjs";

const MIB = 1 << 20;
const PATHS = 870;
const LONGEST = 100;
const WATCHED = 12_000; // more than twice the interval of each path
let browser;

before(async () => {
    browser = await launch();
});
after(() => browser.close());

/** What each view has once it is drawn, and what of it moves. */
const VIEWS = {
    overview: { address: "/", drawn: "td[data-path]", count: PATHS, moves: "table.matrix" },
    path: { address: `/?view=path&path=${encodeURIComponent("eu-central-1>us-east-1/forwarded/payments")}`, drawn: ".falls tbody tr", count: 9, moves: ".falls" },
    components: { address: "/?view=component", drawn: "main tbody tr", count: 90, moves: "main table" },
};

for (const [name, { address, drawn, count, moves }] of Object.entries(VIEWS)) {
    test(`${name} of ${PATHS} paths stays under ${LONGEST} ms a frame and 60 MiB`, async () => {
        const { page, wrong, close } = await open(browser, process.env.WORLD_URL + address, { width: 1920, height: 1080 });
        await page.waitForFunction(([what, least]) => document.querySelectorAll(what).length >= least, [drawn, count]);
        await watch(page, 3_000); // the first look, which draws everything
        const changes = await page.evaluateHandle(what => {
            const seen = { count: 0 };
            new MutationObserver(list => (seen.count += list.length)).observe(document.querySelector(what), { subtree: true, childList: true, characterData: true, attributes: true });
            return seen;
        }, moves);
        const { lengths, work } = await watch(page, WATCHED);
        const bytes = await heap(page);
        const changed = await changes.evaluate(seen => seen.count);
        const [longest, hundredth] = [lengths[0], lengths[Math.floor(lengths.length / 100)]].map(Math.round);
        console.log(
            `${name}: ${lengths.length} frames, of work ${Math.round(work)} ms at most, by the clock ${longest} ms at most and ${hundredth} in 99 of 100, ${changed} changes, heap ${(bytes / MIB).toFixed(1)} MiB`,
        );
        assert.ok(changed > count, `only ${changed} changes`);
        assert.equal(await page.locator(".banner.stale").count(), 0);
        assert.ok(work < LONGEST, `the page worked for ${work} ms within a frame`);
        assert.ok(hundredth < LONGEST, `one frame of 100 took ${hundredth} ms`);
        assert.ok(bytes < 60 * MIB, `heap ${bytes} bytes`);
        assert.deepEqual([...wrong, ...(await violations(page))], []);
        await close();
    });
}
