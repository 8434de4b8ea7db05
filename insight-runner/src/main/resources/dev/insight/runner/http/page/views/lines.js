// Lines over one another, with a legend in words: a term over several paths, the load of several hosts.
import { Chart, line } from "../chart.js";
import { clock } from "../format.js";
import { html, useCallback, useMemo, useState } from "../view.js";
import { paletteName } from "../paint.js";
import { together, valueAt } from "../history.js";

const DASHES = [undefined, [8, 4], [2, 3], [10, 3, 2, 3]];
const look = (at) => ({ name: paletteName(at), dash: DASHES[at % DASHES.length] });

/**
 * `lines` are {name, label, t, values}; `say` writes a value; `top` is where the scale ends, by the columns. Lines differ
 * by colour and by how they are dashed.
 */
export function Lines({ label, lines, from, to, unit, say, top, ...more }) {
  const [cursor, setCursor] = useState(null);
  const onCursor = useCallback((row) => setCursor(row), []);
  const data = useMemo(() => {
    const { t, columns } = together(lines);
    return [t, ...columns];
  }, lines.flatMap((each) => [each.t, each.values]));
  const end = useMemo(() => top(data.slice(1)), [data]);
  const words = (row) => lines.map((each, i) => `${each.name} ${say(valueAt(data[i + 1], row))}`).join(", ");
  return html`<${Chart}
      label=${`${label}. Arrow keys move through time.`}
      words=${words}
      shape=${lines.map((each) => each.name).join("\n")}
      series=${lines.map((_, i) => line(look(i).name, { dash: look(i).dash, width: 1.75 }))}
      unit=${unit}
      data=${data}
      from=${from}
      to=${to}
      top=${end}
      cursor=${cursor}
      onCursor=${onCursor}
      ...${more}
    />
    <p class="at-cursor"><strong>${cursor === null ? "latest" : clock(data[0][cursor])}</strong></p>
    <ul class="legend-line">
      ${lines.map(
        (each, i) => html`<li key=${each.name}><${Dash} at=${i} /> ${each.label ?? each.name} <span class="num">${say(valueAt(data[i + 1], cursor))}</span></li>`,
      )}
    </ul>`;
}

/** A stretch of the line, as it is drawn. */
function Dash({ at }) {
  const { name, dash } = look(at);
  return html`<svg class="stretch" viewBox="0 0 28 6" aria-hidden="true">
    <line x1="0" y1="3" x2="28" y2="3" stroke-width="3" style=${{ stroke: `var(${name})` }} stroke-dasharray=${dash ? dash.join(" ") : null} />
  </svg>`;
}
