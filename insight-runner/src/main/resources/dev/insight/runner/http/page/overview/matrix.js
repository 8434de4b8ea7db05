// Sources by targets: a table of links, in which arrow keys move.
import { Mark, memo } from "../parts.js";
import { useStore } from "../store.js";
import { href, merge } from "../url.js";
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../view.js";
import { move } from "./keys.js";
import { lookOf, sameLook } from "./look.js";
import { getSpot, onSpot, setSpot } from "./spot.js";

/** So many rows are drawn in a frame: all of 870 cells in one would hold the page up. */
const ROWS_AT_ONCE = 10;

/** The least width, in rem, of a compact matrix. */
export const compactWidth = (columns) => 5.2 + 2.65 * columns;

/** `compact`: a cell is its p50 on a shade, for many regions. `onDrawn` is called once all rows are there. */
export function Matrix({ matrix, way, compact, regions, onDrawn }) {
  const table = useRef(null);
  const rows = useMore(matrix.sources.length, onDrawn);
  useLayoutEffect(() => {
    // One cell is in the order of tabulation; which one is the table's own affair, and no reason to render.
    if (!table.current.querySelector('td a[tabindex="0"]')) {
      table.current.querySelector("td a")?.setAttribute("tabindex", "0");
    }
  });
  useLayoutEffect(() => onSpot(() => show(table.current)), []);
  const spotted = (event) => setSpot(event.target.closest("td")?.dataset.path ?? null);
  return html`<div class="scroll" onMouseLeave=${() => setSpot(null)}>
    <table
      ref=${table}
      role="grid"
      class=${compact ? "matrix compact" : "matrix"}
      style=${compact ? { minWidth: `${compactWidth(matrix.targets.length)}rem` } : null}
      aria-label=${`Latency from source to target, ${way.label}`}
      onKeyDown=${(event) => move(event, table.current)}
      onFocusIn=${spotted}
      onMouseOver=${spotted}
    >
      <thead>
        <tr>
          <td class="corner"><span aria-hidden="true">from ↓ to →</span></td>
          ${matrix.targets.map((target) => html`<th key=${target} scope="col"><${Region} name=${target} place=${regions?.[target]?.name} query=${">" + target} short=${compact} /></th>`)}
        </tr>
      </thead>
      <tbody>
        ${matrix.sources.slice(0, rows).map((source) => html`<${Row} key=${source} source=${source} matrix=${matrix} compact=${compact} place=${regions?.[source]?.name} />`)}
      </tbody>
    </table>
  </div>`;
}

/** How many of `all` rows to draw: more in each frame. */
function useMore(all, onAll) {
  const [shown, show] = useState(ROWS_AT_ONCE);
  useEffect(() => {
    const frame = requestAnimationFrame(() => (shown < all ? show(shown + ROWS_AT_ONCE) : onAll()));
    return () => cancelAnimationFrame(frame);
  }, [shown, all]);
  return shown;
}

// The matrix is the same object until its regions or paths change, so that rows render once.
const Row = memo(
  ({ source, matrix, compact, place }) => html`<tr>
    <th scope="row"><${Region} name=${source} place=${place} query=${source + ">"} short=${compact} /></th>
    ${matrix.targets.map((target) => {
      const id = matrix.ids.get(`${source}\n${target}`);
      return id === undefined
        ? html`<td key=${target} class="none">${source === target ? null : html`<span class="unseen">not measured</span>`}</td>`
        : html`<${Cell} key=${target} id=${id} compact=${compact} />`;
    })}
  </tr>`,
);

function Region({ name, place, query, short }) {
  return html`<a href=${href(merge({ view: null, q: query }))} title=${place ? `${name}, ${place}` : name}>
    ${name}${place && !short && html`<small>${place}</small>`}
  </a>`;
}

const Cell = memo(function OneCell({ id, compact }) {
  const look = useStore((is) => lookOf(is.paths.get(id)), sameLook, { patiently: true });
  const address = useMemo(() => href({ view: "path", path: id }), [id]);
  if (look === null) {
    return html`<td class="none"></td>`;
  }
  const link = { href: address, tabindex: -1 };
  if (compact) {
    return html`<td class=${`cell c-${look.state} h${look.shade}`} data-path=${id}>
      <a ...${link} aria-label=${look.label}>${look.state !== "ok" && html`<${Mark} state=${look.state} />`}<span>${look.p50}</span></a>
    </td>`;
  }
  return html`<td class=${`cell c-${look.state}`} data-path=${id}>
    <a ...${link}>
      <span class="unseen">${look.label}</span>
      <span class="all" aria-hidden="true">
        <span class="p50"><${Mark} state=${look.state} />${look.p50}<small>${look.p50 === "–" ? "" : " ms"}</small></span>
        <span class="p99"><span>p99 ${look.p99}</span> <span class=${look.lossy ? "bad" : ""}>loss ${look.loss}</span></span>
        <span class=${look.moved ? "change moved" : "change"}>${look.change || look.none}</span>
      </span>
    </a>
  </td>`;
});

// By hand: the pointer crosses many cells, and no cell need render for that.
function show(table) {
  for (const marked of table.querySelectorAll(".spot")) {
    marked.classList.remove("spot");
  }
  const id = getSpot();
  const cell = id === null ? null : table.querySelector(`td[data-path="${CSS.escape(id)}"]`);
  if (cell) {
    cell.classList.add("spot");
    cell.parentElement.cells[0].classList.add("spot");
    table.tHead.rows[0].cells[cell.cellIndex].classList.add("spot");
  }
}
