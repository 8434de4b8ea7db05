// The page as the demo serves it, with a fault that comes and goes and a runner that dies: what an on-call sees, in order.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Demo } from "./demo.mjs";
import { launch, open, violations } from "./browser.mjs";

const PATH = "eu>sg/forwarded/payments";
const CELL = `td[data-path="${PATH}"]`;
const FAULT = "hop_overloaded@mediary-sg=40ms";
const SOON = { timeout: 30_000 };
/** Diagnosis first learns what is usual, and then wants to be sure. */
const IN_ITS_TIME = { timeout: 180_000 };

let browser;
let demo;
let view;

before(async () => {
    browser = await launch();
    demo = await Demo.start();
    view = await open(browser, demo.url);
});
after(async () => {
    await browser?.close();
    await demo?.kill();
});

const PHONE = { width: 390, height: 844 };
const VIEWS = {
    overview: "/",
    path: `/?view=path&path=${encodeURIComponent(PATH)}`,
    component: "/?view=component&component=mediary-sg",
    components: "/?view=component",
    incidents: "/?view=incidents",
};

/** What is wrong with a view: what axe-core finds, and what the page itself complains of. */
async function faultsOf(address, name, scheme, size) {
    const { page, wrong, close } = await open(browser, demo.url + address, { scheme, ...size });
    await page.locator("main h1").first().waitFor({ state: "attached", ...SOON });
    await page.waitForTimeout(1_500); // what it fetches besides is drawn
    const found = [...(await violations(page)), ...wrong];
    const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (needed > there) found.push(`needs ${needed} pixels of width, and has ${there}`);
    await close();
    return found.map(fault => `${name}, ${scheme}: ${fault}`);
}

test("nothing is wrong at first, and the page says so", IN_ITS_TIME, async () => {
    await view.page.locator(`${CELL}.c-ok`).waitFor(IN_ITS_TIME);
    assert.equal(await view.page.locator("td[data-path]").count(), 6, "a cell for each pair of regions on the chosen route");
    await view.page.getByText(/Nothing is wrong/).waitFor(IN_ITS_TIME);
});

test("a fault turns the cell, and the sentence names what was injected", IN_ITS_TIME, async () => {
    demo.say(FAULT);
    await view.page.locator(`${CELL}.c-incident`).waitFor(IN_ITS_TIME);
    const sentence = view.page.locator(".headline .sentence", { hasText: "mediary-sg" });
    await sentence.filter({ hasText: /mediary-sg overloaded/ }).waitFor(IN_ITS_TIME);
    const words = (await sentence.first().innerText()).replace(/\s+/g, " ");
    console.log(words);
    assert.match(words, /\+\d/, "by how much");
    assert.match(words, /since \d\d:\d\d/, "since when");
    assert.match(words, /\d+ ?% sure/, "how sure");
});

test("the waterfall shows the hop that moved, and by how much", { timeout: 60_000 }, async () => {
    await view.page.locator(`${CELL} a`).click();
    assert.match(view.page.url(), /view=path/);
    const row = view.page.locator(".falls tbody tr", { has: view.page.getByRole("link", { name: "mediary-sg", exact: true }) });
    await view.page.waitForFunction(
        () => {
            const hop = [...document.querySelectorAll(".falls tbody tr.is-moved")].find(row => row.querySelector("th a")?.textContent === "mediary-sg");
            const change = hop?.querySelector('[data-name="change"].up')?.textContent;
            return change && parseFloat(change.replace(/[^\d.]/g, "")) > 15;
        },
        null,
        SOON,
    );
    assert.match(await row.innerText(), /named by an incident/);
    const others = await view.page.locator(".falls tbody tr.is-accused").count();
    assert.equal(others, 1, "no other part is accused");
    await view.page.goBack();
    await view.page.locator(CELL).waitFor(SOON);
});

for (const scheme of ["light", "dark"]) {
    test(`no view, ${scheme}, has anything that axe-core finds`, { timeout: 120_000 }, async () => {
        const id = await view.page.evaluate(async () => (await (await fetch("/api/v1/incidents")).json()).incidents[0].id);
        VIEWS.incident = `/?view=incident&incident=${encodeURIComponent(id)}`;
        const found = [];
        for (const [name, address] of Object.entries(VIEWS)) found.push(...(await faultsOf(address, name, scheme)));
        assert.deepEqual(found, []);
    });
}

test("the matrix is walked by arrow keys, and Enter opens a path", { timeout: 60_000 }, async () => {
    await view.page.locator(`${CELL} a`).focus();
    await view.page.keyboard.press("ArrowLeft");
    await view.page.keyboard.press("ArrowRight");
    assert.equal(await view.page.evaluate(() => document.activeElement.closest("td")?.dataset.path), PATH);
    await view.page.keyboard.press("Enter");
    await view.page.getByRole("heading", { level: 1, name: /eu → sg/ }).waitFor(SOON);
    await view.page.goBack();
    await view.page.locator(CELL).waitFor(SOON);
});

test("the incident is open until the fault is over", { timeout: 60_000 }, async () => {
    await view.page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /Incidents/ }).click();
    await view.page.getByText(/mediary-sg overloaded/).first().waitFor(SOON);
    assert.match(await view.page.title(), /^▲/);
    demo.say("clear");
});

// Meanwhile diagnosis makes sure that it is over.
test("no view on a phone has anything that axe-core finds", { timeout: 120_000 }, async () => {
    const found = [];
    for (const [name, address] of Object.entries(VIEWS)) found.push(...(await faultsOf(address, `${name} on a phone`, "light", PHONE)));
    assert.deepEqual(found, []);
});

test("and closes then", IN_ITS_TIME, async () => {
    await view.page.locator(".headline", { hasText: "mediary-sg" }).waitFor({ state: "detached", ...IN_ITS_TIME });
    await view.page.locator("main", { hasText: /mediary-sg/ }).waitFor(SOON);
    const { incidents } = await view.page.evaluate(async () => (await fetch("/api/v1/incidents")).json());
    const ours = incidents.filter(one => one.component === "mediary-sg");
    assert.ok(ours.length > 0 && ours.every(one => one.closed !== null), "closed in the API as well");
});

test("a runner that is killed makes the page stale, and one that comes back makes it live, without a reload", IN_ITS_TIME, async () => {
    await view.page.goto(demo.url);
    await view.page.locator(CELL).waitFor(SOON);
    await view.page.evaluate(() => (window.sameDocument = true));
    await demo.kill();
    await view.page.getByText(/Stale since \d/).waitFor(SOON);
    assert.deepEqual(await violations(view.page), []);
    demo = await Demo.start(new URL(demo.url).port);
    await view.page.locator(".banner.stale").waitFor({ state: "detached", ...IN_ITS_TIME });
    await view.page.locator(`${CELL}.c-learning, ${CELL}.c-ok`).waitFor(IN_ITS_TIME);
    assert.equal(await view.page.evaluate(() => window.sameDocument), true, "no reload");
    assert.deepEqual(view.wrong, []);
});
