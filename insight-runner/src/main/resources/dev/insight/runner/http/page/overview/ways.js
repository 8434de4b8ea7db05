// Which paths the overview shows, and in which order. Pure.
import { STATES } from "../format.js";

const rank = (state) => (STATES.includes(state) ? STATES.indexOf(state) : STATES.indexOf("unknown"));
const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether somebody should look at a path in this state. */
export const isWrong = (state) => state === "down" || state === "incident" || state === "watching";

/** The routes and services there are: [{route, service, label, worst, wrong}], forwarded ones first. */
export function waysOf(paths) {
  const ways = new Map();
  for (const { route, service, state } of paths) {
    const key = `${route}\n${service}`;
    const way = ways.get(key) ?? { key, route, service, worst: "ok", wrong: 0 };
    way.worst = rank(state) < rank(way.worst) ? state : way.worst;
    way.wrong += isWrong(state) ? 1 : 0;
    ways.set(key, way);
  }
  const all = [...ways.values()];
  const services = new Set(all.map((way) => way.service));
  const routes = new Set(all.map((way) => way.route));
  for (const way of all) {
    way.label = services.size === 1 ? way.route : routes.size === 1 ? way.service : `${way.route} · ${way.service}`;
  }
  const first = (way) => (way.route === "forwarded" ? 0 : 1);
  return all.sort((a, b) => first(a) - first(b) || byName(a.route, b.route) || byName(a.service, b.service));
}

/** The way that the URL asks for; the first where it asks for none, or for one that is not there. */
export function chosenWay(ways, { route, service }) {
  return ways.find((way) => way.route === route && (!service || way.service === service)) ?? ways[0] ?? null;
}

/** The matrix of one way: {sources, targets, ids, signature}; ids by "source\ntarget". The same signature, the same matrix. */
export function matrixOf(paths, way, sort, regions) {
  const ids = new Map();
  const sources = new Set();
  const targets = new Set();
  for (const path of paths) {
    if (path.route === way?.route && path.service === way.service) {
      sources.add(path.source);
      targets.add(path.target);
      ids.set(`${path.source}\n${path.target}`, path.id);
    }
  }
  const order = orderOf(sort, regions);
  const matrix = { sources: [...sources].sort(order), targets: [...targets].sort(order), ids };
  matrix.signature = [way?.key, matrix.sources.join(), matrix.targets.join(), ...ids.values()].join("\n");
  return matrix;
}

/** By name, or from west to east, so that neighbours stand together; who has no place comes last. */
function orderOf(sort, regions) {
  if (sort !== "place") {
    return byName;
  }
  const lon = (name) => (typeof regions?.[name]?.lon === "number" ? regions[name].lon : 1000);
  return (a, b) => lon(a) - lon(b) || byName(a, b);
}

/**
 * Whether a path is what was asked for: every word has to be found in it. "eu>sg" is that direction, "eu>" all from eu,
 * ">sg" all to sg; other words are looked for in regions, their places' names, routes, services and states.
 */
export function matches(path, query, regions) {
  const words = (query ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const place = (name) => `${name} ${regions?.[name]?.name ?? ""}`.toLowerCase();
  return words.every((word) => {
    const arrow = word.search(/[>→]/);
    if (arrow >= 0) {
      return starts(path.source, word.slice(0, arrow)) && starts(path.target, word.slice(arrow + 1));
    }
    const where = [place(path.source), place(path.target), path.route, path.service, path.state];
    return where.some((text) => text.toLowerCase().includes(word));
  });
}

const starts = (name, word) => name.toLowerCase().startsWith(word);

const VALUES = {
  state: (path) => rank(path.state),
  from: (path) => path.source,
  to: (path) => path.target,
  way: (path) => `${path.route} ${path.service}`,
  p50: (path) => -(path.recent?.p50_ms ?? -1),
  p99: (path) => -(path.recent?.p99_ms ?? -1),
  loss: (path) => -(path.recent?.loss ?? -1),
  change: (path) => -(path.change_ms ?? -1e9),
};

/** What a list can be sorted by. */
export const COLUMNS = Object.keys(VALUES);

/** Paths in the order of `column`; states worst first, numbers largest first; what is equal by change, then by name. */
export function sorted(paths, column) {
  const value = VALUES[column] ?? VALUES.state;
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...paths].sort(
    (a, b) => compare(value(a), value(b)) || compare(VALUES.change(a), VALUES.change(b)) || compare(a.id, b.id),
  );
}
