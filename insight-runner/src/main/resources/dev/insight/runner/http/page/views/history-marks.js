// What is drawn under and over a history: incidents as spans, failures along the bottom, where memory begins.
import { colour } from "../paint.js";

const STRIP = 9;

function spanOn(plot, from, to) {
  const { left, width } = plot.bbox;
  const at = (t) => Math.min(left + width, Math.max(left, plot.valToPos(t, "x", true)));
  return { x: at(from), width: at(to) - at(from) };
}

/** The spans of incidents, each with an edge and a flag where it began, and the time that memory does not reach. */
export function drawSpans(plot, spans, oldest) {
  const { ctx: pen, bbox } = plot;
  const dot = devicePixelRatio;
  pen.save();
  for (const each of spans) {
    const { x, width } = spanOn(plot, each.from, each.to);
    pen.fillStyle = colour("--incident-bg");
    pen.fillRect(x, bbox.top, Math.max(width, 2 * dot), bbox.height);
    pen.fillStyle = colour("--incident");
    pen.fillRect(x, bbox.top, dot, bbox.height);
    pen.beginPath();
    pen.moveTo(x, bbox.top);
    pen.lineTo(x + 9 * dot, bbox.top);
    pen.lineTo(x, bbox.top + 9 * dot);
    pen.fill();
  }
  if (oldest !== null && oldest > plot.scales.x.min) {
    const { x, width } = spanOn(plot, plot.scales.x.min, oldest);
    pen.fillStyle = colour("--panel-2");
    pen.fillRect(x, bbox.top, width, bbox.height);
  }
  pen.restore();
}

/** A cross for each row with failures, at the bottom; taller the more of its probes failed. */
export function drawFailures(plot, t, probes, failures) {
  const { ctx: pen, bbox } = plot;
  const dot = devicePixelRatio;
  const foot = bbox.top + bbox.height;
  pen.save();
  pen.beginPath();
  pen.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  pen.clip();
  pen.strokeStyle = colour("--down");
  pen.lineWidth = 1.6 * dot;
  pen.beginPath();
  let before = -Infinity;
  for (let row = 0; row < t.length; row++) {
    if (!(failures[row] > 0) || t[row] < plot.scales.x.min || t[row] > plot.scales.x.max) {
      continue;
    }
    const x = plot.valToPos(t[row], "x", true);
    if (x - before < 2 * dot) {
      continue; // hidden by the one before
    }
    before = x;
    const half = 3 * dot;
    const share = failures[row] / Math.max(failures[row], probes[row]);
    const middle = foot - (STRIP / 2 + 1) * dot;
    pen.moveTo(x - half, middle - half);
    pen.lineTo(x + half, middle + half);
    pen.moveTo(x - half, middle + half);
    pen.lineTo(x + half, middle - half);
    pen.moveTo(x, middle);
    pen.lineTo(x, middle - share * 3 * STRIP * dot);
  }
  pen.stroke();
  pen.restore();
}

/** A dashed line of what is usual, across. */
export function drawUsual(plot, usual) {
  if (usual === null || usual === undefined || usual > plot.scales.y.max) {
    return;
  }
  const { ctx: pen, bbox } = plot;
  const y = plot.valToPos(usual, "y", true);
  pen.save();
  pen.beginPath();
  pen.moveTo(bbox.left, y);
  pen.lineTo(bbox.left + bbox.width, y);
  // On any area it is seen: dark dashes on a light line, or the other way round.
  pen.strokeStyle = colour("--panel");
  pen.lineWidth = 3.5 * devicePixelRatio;
  pen.stroke();
  pen.strokeStyle = colour("--ink");
  pen.lineWidth = 1.5 * devicePixelRatio;
  pen.setLineDash([7 * devicePixelRatio, 5 * devicePixelRatio]);
  pen.stroke();
  pen.restore();
}
