// Where things lie on the map, in pixels. Pure: d3's geo is handed in.

/** Points of an arc: enough that the eye sees a curve. */
const STEPS = 22;
/** How far an arc bows, as a share of its length: there and back part, each to its right. */
const BOW = 0.09;
const LEAST_BOW = 5;

/** Whether a region's place is known well enough to draw. */
export const hasPlace = (region) =>
  Number.isFinite(region?.lat) && Number.isFinite(region?.lon) && Math.abs(region.lat) <= 90 && Math.abs(region.lon) <= 180;

/**
 * A projection that shows all of `places`, [[lon, lat]], with some of the world around: the world but for Antarctica where
 * they are far apart, a part of it where they are near each other.
 */
export function fit(geo, places, width, height) {
  const world = geo.geoNaturalEarth1().fitExtent([[0, 0], [width, height]], WORLD);
  if (places.length === 0) {
    return world;
  }
  const points = places.map((place) => world(place));
  const [left, right] = span(points.map(([x]) => x));
  const [top, bottom] = span(points.map(([, y]) => y));
  const pad = 0.16;
  const least = width / 6;
  const w = Math.max(right - left, least) * (1 + 2 * pad);
  const h = Math.max(bottom - top, least * (height / width)) * (1 + 3 * pad);
  const zoom = Math.max(1, Math.min(width / w, height / h));
  const [tx, ty] = world.translate();
  const middle = [(left + right) / 2, (top + bottom) / 2];
  // No further than the world's edge, else there is nothing beyond it.
  const x = clamp(width / 2 - zoom * middle[0], width - zoom * width, 0);
  const y = clamp(height / 2 - zoom * middle[1], height - zoom * height, 0);
  return world.scale(world.scale() * zoom).translate([x + zoom * tx, y + zoom * ty]).clipExtent([[0, 0], [width, height]]);
}

const WORLD = { type: "MultiPoint", coordinates: [[-179, 0], [179, 0], [0, -54], [0, 76], [-168, 65], [179, -46]] };
const clamp = (x, least, most) => Math.min(Math.max(x, least), most);
const span = (numbers) => [Math.min(...numbers), Math.max(...numbers)];

/**
 * The way from `a` to `b`, [lon, lat], the shorter way round and bowed to its right: lines of [x, y], two of them where it
 * leaves the map on one side and comes back on the other. No great circle: over the poles it would be all kinks.
 */
export function arc(projection, a, b, width) {
  const east = ((b[0] - a[0] + 540) % 360) - 180;
  const flat = [];
  for (let i = 0; i <= STEPS; i++) {
    const t = i / STEPS;
    const lon = a[0] + east * t;
    flat.push(projection([((lon + 540) % 360) - 180, a[1] + (b[1] - a[1]) * t]));
  }
  const lines = [[]];
  const length = flat.reduce((sum, point, i) => sum + (i === 0 ? 0 : Math.min(apart(flat[i - 1], point), width / 4)), 0);
  const leaps = (i) => i > 0 && i <= STEPS && Math.abs(flat[i][0] - flat[i - 1][0]) > width / 2;
  const bow = Math.max(BOW * length, Math.min(LEAST_BOW, length / 3));
  for (let i = 0; i <= STEPS; i++) {
    const before = leaps(i) ? flat[i] : flat[Math.max(0, i - 1)];
    const after = leaps(i + 1) ? flat[i] : flat[Math.min(STEPS, i + 1)];
    if (leaps(i)) {
      lines.push([]);
    }
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const size = Math.hypot(dx, dy) || 1;
    const out = bow * Math.sin((Math.PI * i) / STEPS);
    lines.at(-1).push([flat[i][0] - (dy / size) * out, flat[i][1] + (dx / size) * out]);
  }
  return lines.filter((line) => line.length > 1);
}

const apart = ([x, y], [u, v]) => Math.hypot(u - x, v - y);
const fixed = (n) => Math.round(n * 10) / 10;

/** An SVG path of lines. */
export const toPath = (lines) =>
  lines.map((line) => "M" + line.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join("L")).join("");

/** An arrow's head three fifths of the way along, as an SVG path. */
export function head(lines, size) {
  const points = lines.flat();
  const at = Math.min(points.length - 2, Math.floor(points.length * 0.6));
  const [x, y] = points[at];
  const [u, v] = points[at + 1];
  const length = Math.hypot(u - x, v - y) || 1;
  const [dx, dy] = [((u - x) / length) * size, ((v - y) / length) * size];
  const tip = [x + dx, y + dy];
  return `M${fixed(tip[0])},${fixed(tip[1])}L${fixed(x - dx - dy * 0.8)},${fixed(y - dy + dx * 0.8)}L${fixed(x - dx + dy * 0.8)},${fixed(y - dy - dx * 0.8)}Z`;
}

/** The id of the arc nearest to a point, among [[id, lines]]; null if none is within `reach` pixels. */
export function nearest(arcs, x, y, reach) {
  let found = null;
  let best = reach * reach;
  for (const [id, lines] of arcs) {
    for (const line of lines) {
      for (let i = 1; i < line.length; i++) {
        const d = squared(x, y, line[i - 1], line[i]);
        if (d < best) {
          best = d;
          found = id;
        }
      }
    }
  }
  return found;
}

function squared(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0, 1);
  return (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2;
}

const SIDES = [
  ["start", 8, 4],
  ["end", -8, 4],
  ["middle", 0, -9],
  ["middle", 0, 18],
  ["start", 7, -6],
  ["start", 7, 14],
  ["end", -7, -6],
  ["end", -7, 14],
];

/**
 * Where names go: [{name, text, x, y, anchor}], those first in `marks` placed first, [{name, text, x, y}]. A name for which
 * there is no room is left out; its region is still in the matrix.
 */
export function labels(marks, letter, width, height) {
  const taken = marks.map(({ x, y }) => [x - 5, y - 5, x + 5, y + 5]);
  const placed = [];
  for (const mark of marks) {
    const wide = mark.text.length * letter + 2;
    for (const [anchor, dx, dy] of SIDES) {
      const [x, y] = [mark.x + dx, mark.y + dy];
      const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
      const box = [left, y - letter * 1.7, left + wide, y + 3];
      const inside = box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height;
      if (inside && !taken.some((other) => overlap(box, other, mark))) {
        taken.push(box);
        placed.push({ ...mark, x, y, anchor });
        break;
      }
    }
  }
  return placed;
}

const overlap = (a, b, mark) =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3] && !(b[0] === mark.x - 5 && b[1] === mark.y - 5);
