// The same way's paths on the world. A picture beside the matrix, which says all of it in text: readers of screens skip it.
import { fetchOnce } from "../fetched.js";
import { STATES, stateMark } from "../format.js";
import { shallow, useStore } from "../store.js";
import { go, merge } from "../url.js";
import { geo, html, useEffect, useMemo, useRef, useState } from "../view.js";
import { arc, fit, hasPlace, head, labels, nearest, toPath } from "./arcs.js";
import { setSpot, useSpot } from "./spot.js";
import { isWrong } from "./ways.js";

/** Up to so many arcs all have arrows, and regions their places' names. */
const FEW = 42;
const REACH = 9;
let world = null;

export function WorldMap({ matrix, regions }) {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  const land = useLand();
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width / 8) * 8));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const names = [...new Set([...matrix.sources, ...matrix.targets])].sort();
  const lost = names.filter((name) => !hasPlace(regions?.[name]));
  // Where regions are, as text: status comes every few seconds and mostly says the same.
  const places = names.filter((name) => hasPlace(regions?.[name]));
  const signature = places.map((name) => `${name}:${regions[name].lon},${regions[name].lat}`).join(";");
  return html`<figure class="map" ref=${box}>
    ${width > 0 && places.length > 0 && html`<${Drawing} key=${width} ...${{ width, land, matrix, regions, places, signature }} />`}
    ${places.length === 0 && html`<p class="note">No region has coordinates, so there is no map.</p>`}
    <${Legend} />
    ${lost.length > 0 && places.length > 0 && html`<p class="faint">Not on the map, for want of coordinates: ${lost.join(", ")}.</p>`}
  </figure>`;
}

function Drawing({ width, land, matrix, regions, places, signature }) {
  const height = Math.round(width * (width < 500 ? 0.62 : 0.54));
  const at = (name) => [regions[name].lon, regions[name].lat];
  const projection = useMemo(() => fit(geo, places.map(at), width, height), [signature, width]);
  const outline = useMemo(() => (land ? geo.geoPath(projection).digits(1)(land) : ""), [land, projection]);
  const arcs = useMemo(() => arcsOf(matrix, places, at, projection, width), [matrix.signature, projection]);
  // Which arcs are in which state: seldom changes, while latencies always do.
  const states = useStore((is) => arcs.map(([id]) => stateMark(is.paths.get(id)?.state).state).join(), Object.is).split(",");
  const marks = useMemo(
    () => marksOf(arcs, states, places, at, regions, projection, width, height),
    [arcs, states.join(), projection],
  );
  const spot = useSpot();
  const spotted = arcs.find(([id]) => id === spot);
  const find = (event) => {
    const frame = event.currentTarget.getBoundingClientRect();
    return nearest(arcs, event.clientX - frame.left, event.clientY - frame.top, REACH);
  };
  return html`<svg
    class=${"world" + (arcs.length > FEW ? " many" : "")}
    width=${width}
    height=${height}
    viewBox=${`0 0 ${width} ${height}`}
    aria-hidden="true"
    onMouseMove=${(event) => setSpot(find(event))}
    onMouseLeave=${() => setSpot(null)}
    onClick=${(event) => {
      const id = find(event);
      if (id !== null) {
        go({ view: "path", path: id });
      }
    }}
  >
    <path class="land" d=${outline} />
    <${Arcs} arcs=${arcs} states=${states} />
    ${spotted && html`<g class="spot"><path class="line" d=${toPath(spotted[1])} /><path class="head" d=${head(spotted[1], 6)} /></g>`}
    ${marks.dots.map(
      (dot) => html`<a key=${dot.name} class=${"dot " + dot.colour} tabindex="-1" onClick=${(event) => (event.stopPropagation(), go(merge({ q: dot.name })))}><title>${dot.full}</title><circle cx=${dot.x} cy=${dot.y} r="4" /></a>`,
    )}
    ${marks.names.map((name) => html`<text key=${name.name} x=${name.x} y=${name.y} text-anchor=${name.anchor}>${name.text}</text>`)}
  </svg>`;
}

/** A line for each state, however many arcs it is of; the worst are drawn last, on top. */
function Arcs({ arcs, states }) {
  const few = arcs.length <= FEW;
  const drawn = useMemo(() => {
    const by = new Map();
    arcs.forEach(([, lines], i) => {
      const one = by.get(states[i]) ?? { line: "", head: "" };
      one.line += toPath(lines);
      one.head += few || isWrong(states[i]) ? head(lines, 4) : "";
      by.set(states[i], one);
    });
    return STATES.filter((state) => by.has(state)).reverse().map((state) => [state, by.get(state)]);
  }, [arcs, states.join()]);
  return drawn.map(
    ([state, { line, head }]) => html`<g key=${state} class=${"arcs s-" + state}><path class="line" d=${line} /><path class="head" d=${head} /></g>`,
  );
}

function Legend() {
  const there = useStore((is) => statesThere(is.paths.values()), shallow);
  return html`<figcaption class="legend">
    ${STATES.filter((state) => there.includes(state)).map((state) => {
      const mark = stateMark(state);
      return html`<span key=${state} class=${"arcs " + mark.colour}>
        <svg viewBox="0 0 46 16" aria-hidden="true"><path class="line" d="M0 8H28" /><path class="shape" transform="translate(31)" d=${mark.shape} fill-rule="evenodd" /></svg>
        ${mark.word}
      </span>`;
    })}
  </figcaption>`;
}

function statesThere(paths) {
  const there = new Set();
  for (const path of paths) {
    there.add(stateMark(path.state).state);
  }
  return [...there].sort();
}

function arcsOf(matrix, places, at, projection, width) {
  const known = new Set(places);
  const arcs = [];
  for (const [key, id] of matrix.ids) {
    const [source, target] = key.split("\n");
    if (source !== target && known.has(source) && known.has(target)) {
      arcs.push([id, arc(projection, at(source), at(target), width), source, target]);
    }
  }
  return arcs;
}

/** Dots in the colour of the worst path that ends there, and names, of those regions first that something is wrong with. */
function marksOf(arcs, states, places, at, regions, projection, width, height) {
  const worst = new Map(places.map((name) => [name, STATES.length - 1]));
  arcs.forEach(([, , source, target], i) => {
    for (const name of [source, target]) {
      worst.set(name, Math.min(worst.get(name), STATES.indexOf(states[i])));
    }
  });
  const few = places.length <= 8 && width >= 500;
  const dots = places.map((name) => {
    const [x, y] = projection(at(name));
    const full = regions[name].name ? `${name}, ${regions[name].name}` : name;
    const text = few && regions[name].name ? `${name} ${regions[name].name}` : name;
    return { name, x: Math.round(x), y: Math.round(y), text, full, colour: "s-" + STATES[worst.get(name)] };
  });
  const first = [...dots].sort((a, b) => worst.get(a.name) - worst.get(b.name) || (a.name < b.name ? -1 : 1));
  return { dots, names: labels(first, width > 1000 ? 8.4 : 7, width, height) };
}

/** The world's outline, asked for once. */
function useLand() {
  const [land, setLand] = useState(world);
  useEffect(() => {
    if (world === null) {
      fetchOnce("page/world.json").then((read) => setLand((world = read)), () => {}); // without it arcs still tell
    }
  }, []);
  return land;
}
