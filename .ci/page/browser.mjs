// A real Chromium, and what tests ask of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Debian's, or another by $CHROMIUM; it asks nobody for anything. */
export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}

/** A page in a context of its own, which collects what goes wrong in it: errors, and what it asks of other hosts. */
export async function open(browser, url, { scheme = "light", width = 1440, height = 900 } = {}) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const wrong = [];
    page.on("pageerror", error => wrong.push(`error: ${error.message}`));
    page.on("console", message => {
        // While a runner is restarted its address refuses, which is what the page is then to bear.
        if (message.type() === "error" && !/Failed to load resource: net::ERR_/.test(message.text())) wrong.push(`console: ${message.text()}`);
    });
    page.on("request", request => {
        if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host) wrong.push(`asks ${request.url()}`);
    });
    await page.goto(url);
    return { page, wrong, close: () => context.close() };
}

/** What axe-core finds, a line each; the policy of the page lets no script in, so that it goes in by the debugger. */
export async function violations(page) {
    await page.evaluate(AXE);
    const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    return found.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n").at(-1).trim()}`));
}

/** What the page's scripts hold, in bytes, once what they let go of is collected. */
export async function heap(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.enable");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize;
}

/**
 * Watches a page for so many milliseconds: {lengths, work}, in milliseconds. `lengths` are the frames' by the clock, the longest first;
 * `work` is the longest that the page kept its thread within one frame. They differ by what others do meanwhile: who draws pixels without
 * a graphics card, and whoever else wants the processors. Frames of less than 50 ms say nothing of their work, and count as 50.
 */
export function watch(page, millis) {
    return page.evaluate(
        forMillis =>
            new Promise(done => {
                const lengths = [];
                let blocked = 0;
                const long = new PerformanceObserver(list => {
                    for (const frame of list.getEntries()) blocked = Math.max(blocked, frame.blockingDuration);
                });
                long.observe({ type: "long-animation-frame" });
                const begin = performance.now();
                let before = begin;
                const frame = now => {
                    lengths.push(now - before);
                    before = now;
                    if (now - begin < forMillis) return requestAnimationFrame(frame);
                    for (const last of long.takeRecords()) blocked = Math.max(blocked, last.blockingDuration);
                    long.disconnect();
                    done({ lengths: lengths.sort((a, b) => b - a), work: 50 + blocked });
                };
                requestAnimationFrame(frame);
            }),
        millis,
    );
}
