// Pictures of each view, light, dark and on a phone, for the docs: node shots.mjs URL FOLDER, of a demo that is running and has a fault.
// A machine that is too busy for both shows a prober that is impaired, which is no picture for the docs: give Chromium what is left,
// by `chrt --idle 0`; and what the demo cannot do meanwhile is waited for.
import { existsSync } from "node:fs";
import { launch, open } from "./browser.mjs";

const [url, folder] = process.argv.slice(2);
const { incidents } = await (await fetch(`${url}/api/v1/incidents`)).json();
const ours = incidents.find(one => one.closed === null && one.cause !== "prober_impaired");
if (!ours) throw new Error(`no incident is open at ${url}: inject a fault, and wait until diagnosis is sure of it`);
const path = encodeURIComponent("eu>sg/forwarded/payments");
const VIEWS = {
    overview: "/",
    path: `/?view=path&path=${path}`,
    component: `/?view=component&component=${ours.component}`,
    components: "/?view=component",
    incident: `/?view=incident&incident=${encodeURIComponent(ours.id)}`,
    incidents: "/?view=incidents",
};
const LONG = ["path", "component", "incident"];

const browser = await launch();
for (const [name, address] of Object.entries(VIEWS)) {
    for (const scheme of ["light", "dark"]) {
        for (const [suffix, size] of [["", {}], ["-phone", { width: 390, height: 844 }]]) {
            if (suffix && (scheme === "dark" || name === "components")) continue;
            const file = `${folder}/${name}${suffix}-${scheme}.png`;
            if (existsSync(file)) continue;
            while ((await (await fetch(`${url}/api/v1/status`)).json()).prober.impaired) await new Promise(later => setTimeout(later, 5_000));
            const { page, close } = await open(browser, url + address, { scheme, ...size });
            await page.locator("main h1").first().waitFor({ state: "attached" });
            await page.waitForTimeout(3_000); // what it fetches besides is drawn
            if ((await page.locator(".banner.impaired, .banner.stale").count()) === 0) {
                await page.screenshot({ path: file, fullPage: LONG.includes(name) });
                console.log(file);
            }
            await close();
        }
    }
}
await browser.close();
