// The page: what every view stands in, and which view the URL asks for.
import "./theme.js";
import { Boundary } from "./boundary.js";
import { zone } from "./format.js";
import { Banners } from "./shell/banners.js";
import { Header } from "./shell/header.js";
import { startStore } from "./store.js";
import { href, placeOf, startUrl, useUrl } from "./url.js";
import { ComponentView } from "./views/component.js";
import { GlobalView } from "./views/global.js";
import { IncidentView } from "./views/incident.js";
import { IncidentsView } from "./views/incidents.js";
import { OverviewView } from "./views/overview.js";
import { PathView } from "./views/path.js";
import { html, render, useLayoutEffect, useRef } from "./view.js";

/** A view is given `params`, the URL's; it is made anew when what it is of changes. */
const VIEWS = {
  overview: OverviewView,
  path: PathView,
  component: ComponentView,
  incidents: IncidentsView,
  incident: IncidentView,
  global: GlobalView,
};

function NoView({ params }) {
  return html`<section class="panel">
    <h1>There is no view “${params.view}”</h1>
    <p>The address asks for one that this runner's page does not have. <a href=${href({})}>To the overview</a></p>
  </section>`;
}

function Page() {
  const params = useUrl();
  const View = Object.hasOwn(VIEWS, params.view) ? VIEWS[params.view] : NoView;
  const place = placeOf(params);
  const main = useRef(null);
  const before = useRef(place);
  useLayoutEffect(() => {
    if (before.current !== place) {
      before.current = place;
      main.current.focus({ preventScroll: true }); // what had it may be gone, and a reader of screens is told where it is
    }
  }, [place]);
  return html`
    <a class="skip" href="#view">Skip to the view</a>
    <${Boundary} what="The header" place=${place}><${Header} params=${params} /><//>
    <${Boundary} what="A banner" place=${place}><${Banners} /><//>
    <main id="view" tabindex="-1" ref=${main}>
      <${Boundary} place=${place}><${View} key=${place} params=${params} /><//>
    </main>
    <footer class="faint">Times are in ${zone()}, as this browser has it.</footer>
  `;
}

startUrl();
startStore();
render(html`<${Page} />`, document.getElementById("page"));
