// Components beside each other, and instances of one: which is the odd one. No DOM.
import { median } from "./history.js";
import { finite, list, objects, text } from "./values.js";

const LEAST_MILLIS = 1;
const LEAST_FACTOR = 1.5;

/**
 * Instances, by name, with `odd` for those whose p50 is at least half as much again as the middle of the others', and by a
 * millisecond, of the same of several namesakes; `load` is the share of the processors, from what their stamps came with or from what is read of their hosts.
 */
export function instancesOf(component) {
  const loads = new Map(objects(component.cpu).map((each) => [each.node ?? null, finite(each.cpu)]));
  const rows = objects(component.instances).map((each) => ({
    node: text(each.node) ?? "unnamed",
    of: text(each.of),
    calls: finite(each.calls),
    share: finite(each.share),
    p50: finite(each.p50_ms),
    p99: finite(each.p99_ms),
    queue: finite(each.queue_p50_ms),
    queue99: finite(each.queue_p99_ms),
    load: finite(each.cpu) ?? loads.get(each.node ?? null) ?? null,
  }));
  for (const row of rows) {
    const usual = median(rows.filter((one) => one !== row && one.of === row.of).map((one) => one.p50));
    row.odd = row.p50 !== null && usual !== null && row.p50 >= usual * LEAST_FACTOR && row.p50 - usual >= LEAST_MILLIS;
  }
  return rows.sort((a, b) => (a.of ?? "").localeCompare(b.of ?? "") || a.node.localeCompare(b.node, undefined, { numeric: true }));
}

/** The paths of a component, those that changed most first; of which nothing is known, last. */
export function byChange(paths) {
  const rows = objects(paths).filter((each) => text(each.id) !== null);
  const change = (each) => finite(each.change_ms) ?? -Infinity;
  return rows.sort((a, b) => change(b) - change(a) || a.id.localeCompare(b.id));
}

/** The `most` paths of which a history tells most: those that changed most, up or down. */
export function worthDrawing(paths, most) {
  const size = (each) => Math.abs(finite(each.change_ms) ?? 0);
  return byChange(paths)
    .filter((each) => text(each.url) !== null)
    .sort((a, b) => size(b) - size(a))
    .slice(0, most);
}

/**
 * Components as a list shows them, with `change` of the middle and the highest `load`: those with open incidents first, then
 * by change. `words` narrows it to those whose name, role or region has each of its words.
 */
export function listOf(components, words = "") {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = objects(components)
    .filter((each) => text(each.name) !== null)
    .map((each) => {
      const now = finite(each.recent?.p50_ms);
      const usual = finite(each.baseline?.p50_ms);
      const loads = objects(each.cpu).map((one) => finite(one.cpu)).filter((one) => one !== null);
      return {
        ...each,
        paths: list(each.paths),
        incidents: list(each.incidents),
        change: now === null || usual === null ? null : now - usual,
        load: loads.length > 0 ? Math.max(...loads) : null,
      };
    })
    .filter((each) => wanted.every((word) => [each.name, each.role, each.region, each.kind].join(" ").toLowerCase().includes(word)));
  return rows.sort(
    (a, b) =>
      b.incidents.length - a.incidents.length || (b.change ?? -Infinity) - (a.change ?? -Infinity) || a.name.localeCompare(b.name),
  );
}
