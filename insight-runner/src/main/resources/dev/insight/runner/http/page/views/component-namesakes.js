// The things of one name that are not one: a service in each region, a way on each path.
import { msNumber, plural, signed } from "../format.js";
import { finite, list, objects } from "../values.js";
import { html } from "../view.js";
import { Section, Wide } from "./path-parts.js";

export function Namesakes({ component }) {
  const rows = objects(component.by_namesake);
  // Where each is on one path, that table says it.
  if (rows.every((row) => list(row.paths).length < 2)) {
    return null;
  }
  return html`<${Section} id="namesakes" title="Of this name" aside="each for itself, in ms">
    <${Wide} label="Of this name">
      <table class="sheet">
        <caption class="unseen">The things of this name, and what each takes</caption>
        <thead>
          <tr>
            <th scope="col">which</th>
            <th scope="col" class="num">paths</th>
            <th scope="col" class="num">p50</th>
            <th scope="col" class="num">p99</th>
            <th scope="col" class="num">usual</th>
            <th scope="col" class="num">change</th>
            <th scope="col" class="num">queue</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`<tr key=${row.of}>
              <th scope="row">${row.of}</th>
              <td class="num">${list(row.paths).length}</td>
              <td class="num">${msNumber(row.recent?.p50_ms)}</td>
              <td class="num">${msNumber(row.recent?.p99_ms)}</td>
              <td class="num">${msNumber(row.baseline?.p50_ms)}</td>
              <td class="num shift">${signed(finite(row.change_ms))}</td>
              <td class="num">${row.queue ? msNumber(row.queue.p50_ms) : ""}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    <//>
  <//>`;
}

/** How many things the name of `component` means, in words; null where it means one. */
export const namesakeWords = (component) => (finite(component.namesakes) > 1 ? `${plural(component.namesakes, "thing")} of this name` : null);
