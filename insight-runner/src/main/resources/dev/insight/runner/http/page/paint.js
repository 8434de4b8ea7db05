// Colours of the page's stylesheet as canvases need them, read again whenever the scheme changes; theme.js tells.
const read = new Map();
const watchers = new Set();

addEventListener("insight-theme", () => {
  read.clear();
  for (const watcher of [...watchers]) {
    watcher();
  }
});

/** Calls `watcher` after each change of scheme, until the function returned is called. */
export function onScheme(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function once(key, make) {
  if (!read.has(key)) {
    read.set(key, make());
  }
  return read.get(key);
}

// The property itself reads as both its colours, what is painted with it as one.
const probe = document.head.appendChild(document.createElement("i"));

/** The colour of a custom property of the page, such as `--ink`. */
export function colour(name) {
  return once(name, () => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
}

/** The custom property of a number of the palette; below zero it is that of what nothing explains. */
export const paletteName = (number) => (number < 0 ? "--ghost" : `--s${(number % 8) + 1}`);

const FAINT = 0.14;

/** What an area is filled with: its colour, or stripes of it where it is hatched, for eyes to which hues look alike. */
export function fill({ colour: number, hatched }) {
  const name = paletteName(number);
  return hatched ? once(`hatch ${name} ${devicePixelRatio}`, () => hatch(colour(name))) : colour(name);
}

function hatch(ink) {
  const side = Math.max(4, Math.round(7 * devicePixelRatio));
  const tile = document.createElement("canvas");
  tile.width = tile.height = side;
  const pen = tile.getContext("2d");
  pen.globalAlpha = FAINT;
  pen.fillStyle = ink;
  pen.fillRect(0, 0, side, side);
  pen.globalAlpha = 0.6;
  pen.strokeStyle = ink;
  pen.lineWidth = side / 4.5;
  pen.beginPath();
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift - 1, side + 1);
    pen.lineTo(shift + side + 1, -1);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}
