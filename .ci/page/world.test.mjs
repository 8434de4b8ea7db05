// 30 regions, 870 paths: the page stays quick and small while they all move. $WORLD_URL is where World serves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { frames, heap, launch, open } from "./browser.mjs";

const MIB = 1 << 20;
const LONGEST_FRAME = 100;
const WATCHED = 20_000;
let browser;

before(async () => {
    browser = await launch();
});
after(() => browser.close());

for (const [name, view] of Object.entries({
    overview: "/",
    path: `/?view=path&path=${encodeURIComponent("eu-central-1>us-east-1/forwarded/payments")}`,
    components: "/?view=component",
})) {
    test(`${name} of 870 paths stays under ${LONGEST_FRAME} ms a frame and 60 MiB`, async () => {
        const { page, wrong, close } = await open(browser, process.env.WORLD_URL + view, { width: 1920, height: 1080 });
        await page.locator("main h1").first().waitFor({ state: "attached" });
        await page.waitForLoadState("load");
        if (name === "overview") {
            assert.ok((await page.locator("[data-path]").count()) >= 870, "a cell for each path");
        }
        await frames(page, 3_000); // the first look, which draws everything
        const lengths = await frames(page, WATCHED);
        const bytes = await heap(page);
        console.log(
            `${name}: ${lengths.length} frames, longest ${lengths.slice(0, 3).map(x => x.toFixed(0)).join(", ")} ms, heap ${(bytes / MIB).toFixed(1)} MiB`,
        );
        assert.ok(lengths.length > 20, "the page draws at all");
        assert.ok(lengths[0] < LONGEST_FRAME, `longest frame ${lengths[0]} ms`);
        assert.ok(bytes < 60 * MIB, `heap ${bytes} bytes`);
        assert.deepEqual(wrong, []);
        await close();
    });
}
