// One path.
import { State } from "../parts.js";
import { useStore } from "../store.js";
import { html } from "../view.js";

export function PathView({ params }) {
  const path = useStore((is) => is.paths.get(params.path));
  return html`<section class="panel">
    <h1>${params.path}</h1>
    ${path ? html`<p><${State} state=${path.state} /></p>` : html`<p>The runner knows no such path.</p>`}
  </section>`;
}
