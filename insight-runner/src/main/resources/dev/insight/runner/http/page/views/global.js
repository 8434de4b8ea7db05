import { html } from "../view.js";

export function GlobalView() {
  return html`<section class="panel"><h1>Global</h1></section>`;
}
