// Incidents that named this component, open and past.
import { causeWords, clock, percent, span } from "../format.js";
import { suffers } from "../sentence.js";
import { useStore } from "../store.js";
import { href } from "../url.js";
import { html } from "../view.js";
import { Section } from "./path-parts.js";

const FEW = 20;

export function ComponentPast({ name }) {
  const incidents = useStore((is) => is.incidents);
  const rows = [...incidents.values()].filter((one) => one.component === name).sort((a, b) => (b.since ?? 0) - (a.since ?? 0));
  return html`<${Section} id="past" title="Incidents that name it">
    ${rows.length === 0 && html`<p>None that this runner remembers.</p>`}
    <ul class="past">
      ${rows.slice(0, FEW).map(
        (one) => html`<li key=${one.id}>
          <a href=${href({ view: "incident", incident: one.id })}>${clock(one.since ?? one.opened)}</a>${" "}
          ${one.closed === null ? html`<strong class="s-incident">▲ open</strong>` : `for ${span(one.closed - (one.since ?? one.opened))}`}: ${causeWords(one.cause)},${" "}
          ${suffers(one)}, ${percent(one.confidence)} sure
        </li>`,
      )}
    </ul>
    ${rows.length > FEW && html`<p><a href=${href({ view: "incidents" })}>${rows.length - FEW} earlier</a></p>`}
  <//>`;
}
