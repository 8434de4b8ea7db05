// Small parts of the views of paths and components.
import { clock } from "../format.js";
import { paletteName } from "../paint.js";
import { html } from "../view.js";

/** The little square that says which area of a chart is meant. */
export const Swatch = ({ paint }) =>
  html`<span
    class=${paint.hatched ? "swatch hatched" : "swatch"}
    style=${{ "--k": `var(${paletteName(paint.colour)})` }}
    aria-hidden="true"
  ></span>`;

/** That what is shown is old, and since when; nothing while answers come. */
export function Stale({ of, what }) {
  if (of.failingSince === null || of.status === 404) {
    return null;
  }
  const old = of.data === null ? "" : ` What is shown is of ${clock(of.at)}.`;
  return html`<p class="stale-note" role="status">
    <strong>${what} stale since ${clock(of.failingSince)}</strong>: ${of.error}.${old}
  </p>`;
}

/** A section with its heading; `aside` stands beside it, such as what the numbers are of. */
export function Section({ id, title, aside, class: extra, children }) {
  return html`<section class=${`panel ${extra ?? ""}`} aria-labelledby=${id}>
    <div class="section-head"><h2 id=${id}>${title}</h2>${aside && html`<p class="faint">${aside}</p>`}</div>
    ${children}
  </section>`;
}

/** A number and what it is, for the head of a view. */
export const Figure = ({ name, value, note, class: extra }) =>
  html`<div class=${`figure ${extra ?? ""}`}>
    <dt>${name}</dt>
    <dd>${value}${note && html`<span class="faint">${note}</span>`}</dd>
  </div>`;

/** Something wide that scrolls by itself, by keyboard too. */
export const Wide = ({ label, children, class: extra }) =>
  html`<div class=${`wide ${extra ?? ""}`} role="group" aria-label=${label} tabindex="0">${children}</div>`;

/** A change as a glyph that says its direction without colour; null where it does not matter. */
export const Moved = ({ moved }) => (moved ? html`<span class="glyph" aria-hidden="true">${moved === "up" ? "▲" : "▼"}</span>` : null);
