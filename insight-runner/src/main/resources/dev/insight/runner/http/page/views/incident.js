import { html } from "../view.js";

export function IncidentView() {
  return html`<section class="panel"><h1>Incident</h1></section>`;
}
