import { html } from "../view.js";

export function IncidentsView() {
  return html`<section class="panel"><h1>Incidents</h1></section>`;
}
