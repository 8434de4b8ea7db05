// A runner that measures nothing yet, at $EMPTY_URL: the page says what to do next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, open, violations } from "./browser.mjs";

test("where there are no targets the page says what to do next", async () => {
    const browser = await launch();
    try {
        for (const size of [{}, { scheme: "dark", width: 390, height: 844 }]) {
            const { page, wrong, close } = await open(browser, process.env.EMPTY_URL, size);
            await page.getByRole("heading", { name: "Nothing is measured yet" }).waitFor();
            assert.match(await page.locator(".empty").innerText(), /insight check insight\.yaml/);
            assert.deepEqual([...wrong, ...(await violations(page))], []);
            await close();
        }
    } finally {
        await browser.close();
    }
});
