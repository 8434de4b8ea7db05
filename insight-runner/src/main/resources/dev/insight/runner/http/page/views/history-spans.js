// The incidents of the time shown, in words beside the chart on which they are only coloured.
import { causeWords, clock } from "../format.js";
import { componentWords } from "../sentence.js";
import { href } from "../url.js";
import { html } from "../view.js";

const SHOWN = 6;

export function Spans({ spans }) {
  if (spans.length === 0) {
    return null;
  }
  const latest = spans.slice(-SHOWN);
  const more = spans.length - latest.length;
  const short = { seconds: false };
  return html`<div class="spans">
    <span class="swatch span" aria-hidden="true"></span>
    <ul aria-label="Incidents in this time">
      ${latest.map(
        ({ incident, from, to, open }) =>
          html`<li key=${incident.id}>
            ${clock(from, short)}${open ? ", still open" : `–${clock(to, short)}`}: ${" "}
            <a href=${href({ view: "incident", incident: incident.id })}>${componentWords(incident.component)} ${causeWords(incident.cause)}</a>
          </li>`,
      )}
      ${more > 0 && html`<li><a href=${href({ view: "incidents" })}>${more} earlier</a></li>`}
    </ul>
  </div>`;
}
