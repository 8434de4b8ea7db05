// How busy a hop's processors are and were, as its hosts say.
import { SHARE } from "../chart.js";
import { percent } from "../format.js";
import { finite, list, objects, text } from "../values.js";
import { html, useMemo } from "../view.js";
import { Lines } from "./lines.js";
import { Section } from "./path-parts.js";
import { zoomTo } from "./range.js";
import { windowShown } from "./window.js";

const MOST = 8;

function linesOf(history) {
  const hosts = objects(history).map((each) => {
    const rows = list(each.t).map((t, at) => ({ t: finite(t), value: finite(list(each.cpu)[at]) })).filter((row) => row.t !== null);
    return { name: text(each.node) ?? "all", t: rows.map((row) => row.t), values: rows.map((row) => row.value) };
  });
  const latest = (host) => host.values.at(-1) ?? 0;
  return hosts.filter((host) => host.t.length > 0).sort((a, b) => latest(b) - latest(a));
}

export function Load({ component, params }) {
  const hosts = useMemo(() => linesOf(component.cpu_history), [component.cpu_history]);
  if (component.kind === "link") {
    return null;
  }
  const window = windowShown(params);
  const shown = hosts.slice(0, MOST).sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return html`<${Section} id="load" title="CPU of its hosts" aside=${hosts.length > MOST ? `the ${MOST} busiest of ${hosts.length}` : null}>
    ${hosts.length === 0
      ? html`<p>Unknown: no host of it is read. <code>host_load</code> in the configuration says where to.</p>`
      : html`<${Lines}
          label="Share of the processors in use, by instance"
          lines=${shown}
          from=${window.from}
          to=${window.to}
          unit=${SHARE}
          say=${percent}
          top=${() => 1}
          onZoom=${zoomTo}
        />`}
  <//>`;
}
