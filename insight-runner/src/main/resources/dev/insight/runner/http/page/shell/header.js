// What stands at the top of every view: what is wrong, then where one can go.
import { ThemeButton } from "../theme.js";
import { useStore } from "../store.js";
import { href } from "../url.js";
import { texts } from "../values.js";
import { html, useEffect } from "../view.js";
import { Headline } from "./headline.js";

export function Header({ params }) {
  const global = useStore((is) => is.status?.global === true);
  const open = useStore((is) => count(is.incidents));
  const sources = useStore((is) => some(is.status?.sources));
  const stale = useStore((is) => is.connection.state === "stale");
  useEffect(() => {
    const wrong = open > 0 ? `▲ ${open} · ` : "";
    document.title = `${stale ? "stale · " : ""}${wrong}${TITLES[params.view]?.(params) ?? "Insight"}`;
  }, [open, stale, params]);
  const link = (view, word, also) =>
    html`<a href=${href({ view })} aria-current=${params.view === view || params.view === also ? "page" : null}>${word}</a>`;
  return html`<header class="top">
    <div class="bar">
      <a class="brand" href=${href({})}>Insight${sources && html`<span class="faint"> from ${sources}</span>`}</a>
      <nav aria-label="Views">
        ${link("overview", "Overview")} ${link("incidents", open > 0 ? `Incidents (${open})` : "Incidents", "incident")} ${link("component", "Components")}
        ${global && link("global", "Global")}
      </nav>
      <${ThemeButton} />
    </div>
    <${Headline} params=${params} />
  </header>`;
}

const TITLES = {
  overview: () => "Insight",
  path: (params) => `${params.path ?? "Path"} · Insight`,
  component: (params) => `${params.component ?? "Components"} · Insight`,
  incidents: () => "Incidents · Insight",
  incident: () => "Incident · Insight",
  global: () => "Global · Insight",
};

function some(sources) {
  const names = texts(sources);
  return names.slice(0, 4).join(", ") + (names.length > 4 ? ` and ${names.length - 4} more` : "");
}

function count(incidents) {
  let open = 0;
  for (const one of incidents.values()) {
    open += one.closed === null ? 1 : 0;
  }
  return open;
}
