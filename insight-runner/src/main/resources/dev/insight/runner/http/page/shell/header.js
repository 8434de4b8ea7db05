// What stands at the top of every view.
import { ThemeButton } from "../theme.js";
import { useStore } from "../store.js";
import { href } from "../url.js";
import { html } from "../view.js";

export function Header({ params }) {
  const global = useStore((is) => is.status?.global === true);
  const open = useStore((is) => [...is.incidents.values()].filter((one) => one.closed === null).length);
  const link = (view, word) => html`<a href=${href({ view })} aria-current=${params.view === view ? "page" : null}>${word}</a>`;
  return html`<header class="top">
    <a class="brand" href=${href({})}>Insight</a>
    <nav aria-label="Views">
      ${link("overview", "Overview")} ${link("incidents", open > 0 ? `Incidents (${open})` : "Incidents")}
      ${global && link("global", "Global")}
    </nav>
    <${ThemeButton} />
  </header>`;
}
