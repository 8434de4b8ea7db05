// All pairs of regions at once: the matrix, the map beside it, and a list where something is looked for.
import { percent, ms, signed, plural } from "../format.js";
import { List } from "../overview/list.js";
import { lookOf } from "../overview/look.js";
import { WorldMap } from "../overview/map.js";
import { Matrix, compactWidth } from "../overview/matrix.js";
import { useSpot } from "../overview/spot.js";
import { Toolbar } from "../overview/toolbar.js";
import { chosenWay, matrixOf, waysOf } from "../overview/ways.js";
import { Mark } from "../parts.js";
import { Lately } from "../incidents/past.js";
import { Learning, NoPaths } from "../shell/empty.js";
import { useStore } from "../store.js";
import { html, useEffect, useRef, useState } from "../view.js";

/** A cell that says all needs so many pixels. */
const FULL_CELL = 104;

export function OverviewView({ params }) {
  const loaded = useStore((is) => is.loaded);
  const none = useStore((is) => is.paths.size === 0);
  if (!loaded) {
    return html`<section class="panel" aria-busy="true"><h1 class="unseen">Overview</h1><p class="faint">Waiting for the first answer…</p></section>`;
  }
  return none ? html`<${NoPaths} />` : html`<${Overview} params=${params} />`;
}

function Overview({ params }) {
  const box = useRef(null);
  const [width, setWidth] = useState(() => innerWidth);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const listed = Boolean(params.q) || params.wrong === "1";
  const [drawn, setDrawn] = useState(listed);
  const ways = useStore((is) => waysOf(is.paths.values()), sameWays);
  const way = chosenWay(ways, params);
  const regions = useRegions();
  const matrix = useStore((is) => matrixOf(is.paths.values(), way, params.sort, regions), (a, b) => a.signature === b.signature);
  const compact = isCompact(matrix.targets.length, width);
  return html`<div class=${compact ? "overview dense" : "overview"} ref=${box}>
    <section class="panel cells" aria-labelledby="overview" style=${compact ? { flexBasis: `${compactWidth(matrix.targets.length) + 3}rem` } : null}>
      <h1 id="overview" class="unseen">Overview</h1>
      <${Learning} />
      <${Toolbar} params=${params} ways=${ways} way=${way} many=${!listed && matrix.targets.length > 6} />
      ${listed
        ? html`<${List} params=${params} regions=${regions} />`
        : html`<${Matrix} key=${way.key} ...${{ matrix, way, compact, regions }} onDrawn=${() => setDrawn(true)} />
            ${compact && html`<${Readout} />`}`}
    </section>
    <div class="beside">
      <section class="panel" aria-label="Map">
        ${(drawn || listed) && html`<${WorldMap} matrix=${matrix} regions=${regions} />`}
      </section>
      <${Lately} />
    </div>
  </div>`;
}

/** What compact cells leave out, of the one the pointer or the focus is on. Its link says the same to readers of screens. */
function Readout() {
  const id = useSpot();
  const path = useStore((is) => (id === null ? undefined : is.paths.get(id)));
  const look = lookOf(path);
  if (look === null) {
    return html`<p class="readout faint" aria-hidden="true">A cell is its p50 in ms, shaded by size. Point at one, or move with arrow keys, for the rest.</p>`;
  }
  const recent = path.recent ?? {};
  return html`<p class="readout" aria-hidden="true">
    <strong>${path.source} → ${path.target}</strong> <span class=${"s-" + look.state}><${Mark} state=${look.state} /> ${look.state}</span>${" "}
    p50 ${ms(recent.p50_ms)} · p99 ${ms(recent.p99_ms)} · loss ${percent(recent.loss)} of ${plural(recent.probes, "probe")}${" "}
    ${typeof path.change_ms === "number" && html`· <span class=${look.moved ? "moved" : ""}>${look.moved ? signed(path.change_ms) : look.change}</span>`}
  </p>`;
}

// With the map beside it where both have room, else above the map.
function isCompact(columns, width) {
  const room = width > 1000 ? width * 0.6 : width;
  return (room - 110) / columns < FULL_CELL && (width - 60) / columns < 88;
}

/** Regions' names and places; the same object while they say the same. */
function useRegions() {
  return useStore((is) => is.status?.regions ?? null, (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b));
}

const sameWays = (a, b) =>
  a.length === b.length && a.every((way, i) => way.key === b[i].key && way.worst === b[i].worst && way.wrong === b[i].wrong);
