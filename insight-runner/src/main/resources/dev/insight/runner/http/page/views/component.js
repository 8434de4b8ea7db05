// One hop, link or service, over all paths that cross it.
import { html } from "../view.js";

export function ComponentView({ params }) {
  return html`<section class="panel"><h1>${params.component}</h1></section>`;
}
