import { html } from "../view.js";

export function OverviewView() {
  return html`<section class="panel"><h1>Overview</h1></section>`;
}
