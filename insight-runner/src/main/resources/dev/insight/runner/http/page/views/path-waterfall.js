// The waterfall: which part of a path takes how long, beside what it usually takes.
import { ago, count, ms, msNumber, percent, plural, signed } from "../format.js";
import { paints } from "../stack.js";
import { now } from "../store.js";
import { hrefAtThisTime } from "../url.js";
import { list } from "../values.js";
import { html } from "../view.js";
import { extent, waterfall } from "../waterfall.js";
import { Moved, Section, Swatch } from "./path-parts.js";
import { paletteName } from "../paint.js";

const place = ({ left, width }) => ({ left: `${left}%`, width: `${width}%` });

function Bars({ row, end, paint }) {
  const bar = extent(row.start, row.p50 ?? 0, end);
  const tail = extent(row.start + (row.p50 ?? 0), (row.p99 ?? 0) - (row.p50 ?? 0), end);
  const queued = row.queue === null || !(row.p50 > 0) ? 0 : Math.min(1, row.queue / row.p50);
  const hue = paint ? `var(${paletteName(paint.colour)})` : "var(--ink-2)";
  return html`<div class="track" style=${{ "--k": hue }}>
    ${row.usual !== null && html`<i class="ghost" style=${place(extent(row.start, row.usual, end))}></i>`}
    ${row.p50 !== null &&
    html`<i class=${paint?.hatched ? "took hatched" : "took"} style=${place(bar)}>
      ${queued > 0 && html`<i class="queued" style=${{ width: `${100 * queued}%` }}></i>`}
    </i>`}
    ${row.p99 !== null && row.p50 !== null && html`<i class=${row.cut ? "whisker cut" : "whisker"} style=${place(tail)}></i>`}
  </div>`;
}

function stamps(hop) {
  const stamped = hop.stamped ?? 0;
  const missing = hop.missing ?? 0;
  if (stamped === 0) {
    return missing > 0 ? "does not stamp" : "not heard of yet";
  }
  return missing > 0 ? `no stamp in ${percent(missing / (stamped + missing))} of calls` : null;
}

function Name({ row, hides }) {
  const { hop } = row;
  const nodes = list(hop?.nodes);
  const notes = [
    row.accused && html`<strong class="accused">named by an incident</strong>`,
    row.most && html`<strong>moved most</strong>`,
    hop && stamps(hop) && html`<strong class="unstamped">${stamps(hop)}</strong>`,
    row.kind === "dark" && hides && html`<span>its time is in ${hides}</span>`,
    row.kind === "residual" && html`<span>what no stamp explains</span>`,
    row.invalid > 0 && html`<span>${count(row.invalid)} not to be trusted, left out</span>`,
    !row.fresh && row.p50 !== null && html`<span>no recent call ended OK; of before</span>`,
    nodes.length > 1 && html`<span title=${nodes.join(", ")}>${plural(nodes.length, "instance")}</span>`,
  ].filter(Boolean);
  const named = row.kind === "residual" ? row.display : html`<a href=${hrefAtThisTime({ view: "component", component: row.name })}>${row.display}</a>`;
  return html`<th role="rowheader" scope="row" class=${`part ${row.kind}`} title=${hop?.role ? [hop.role, hop.region].filter(Boolean).join(" in ") : null}>
    <span class="ordinal">${hop?.position ?? ""}</span>
    ${row.paint ? html`<${Swatch} paint=${row.paint} />` : html`<span class="swatch none"></span>`}
    <span class="called">${named}${notes.length > 0 && html`<small>${notes.map((note) => html`${note} `)}</small>`}</span>
  </th>`;
}

function Alone({ hop }) {
  if (!hop) {
    return html`<td role="cell" class="alone"></td>`;
  }
  const partial = hop.partial;
  if (hop.passes_on || (partial && partial.passes_on)) {
    return html`<td role="cell" class="alone">passes on</td>`;
  }
  if (!partial) {
    return html`<td role="cell" class="alone faint">not asked</td>`;
  }
  const failed = partial.failures > 0 ? `${count(partial.failures)} of ${count(partial.probes)} failed` : null;
  if (partial.outcome === "OK") {
    return html`<td role="cell" class="alone">answers, ${ms(partial.latency_ms?.p50)}${failed && html`<small>${failed}</small>`}</td>`;
  }
  return html`<td role="cell" class="alone" title=${partial.message}>
    <strong class="s-down">✖ ${partial.outcome}</strong>
    <small>in ${partial.phase ?? "?"}, ${ago(partial.t, now())}${failed && `; ${failed}`}</small>
  </td>`;
}

function Numbers({ row }) {
  const moved = row.moved ? `num shift shifted ${row.moved}` : "num shift";
  return html`
    <td role="cell" class="num" data-name="p50">${msNumber(row.p50)}</td>
    <td role="cell" class="num" data-name="p99">${msNumber(row.p99)}</td>
    <td role="cell" class="num usual" data-name="usual">${msNumber(row.usual)}</td>
    <td role="cell" class=${moved} data-name="change"><${Moved} moved=${row.moved} /> ${signed(row.change)}</td>
  `;
}

function Row({ row, end, hides }) {
  const kind = [row.moved && "is-moved", row.most && "is-most", row.accused && "is-accused"].filter(Boolean).join(" ");
  return html`<tr role="row" class=${kind}>
    <${Name} row=${row} hides=${hides} />
    <td role="cell" class="bars"><${Bars} row=${row} end=${end} paint=${row.paint} /></td>
    <${Numbers} row=${row} />
    <td role="cell" class="num queue" data-name="queue">${row.queue === null ? "" : msNumber(row.queue)}</td>
    <${Alone} hop=${row.hop} />
  </tr>`;
}

const wholeRow = (path) => ({
  start: 0,
  p50: path.recent?.p50_ms ?? null,
  p99: path.recent?.p99_ms ?? null,
  usual: path.baseline?.p50_ms ?? null,
  change: path.change_ms ?? null,
  moved: Math.abs(path.change_ms ?? 0) >= Math.max(1, 0.02 * (path.baseline?.p50_ms ?? 0)) ? (path.change_ms > 0 ? "up" : "down") : null,
  queue: null,
});

/**
 * `path` is the detail; `accused` the components that open incidents of it name. Its roles are said, for on a phone falls.css
 * lays it out as no table, and browsers then take it for none.
 */
export function Waterfall({ path, accused }) {
  const whole = wholeRow(path);
  const { rows, sum, end, ticks } = waterfall(path.terms, path.hops, whole, accused);
  whole.cut = whole.p99 !== null && whole.p99 > end;
  paints(rows).forEach((paint, at) => (rows[at].paint = rows[at].kind === "dark" ? null : paint));
  if (rows.length === 0) {
    return html`<${Section} id="waterfall" title="Where the time goes">
      <p>No call told yet where its time went: hops stamp calls that end OK, and none did since the runner started.</p>
    <//>`;
  }
  const hides = (row) => (row.kind === "dark" ? list(path.terms).find((term) => String(term?.display).includes(">?>"))?.display : null);
  const recent = path.recent;
  const of = recent ? `the last ${plural(recent.seconds, "second")}, ${plural(recent.probes, "probe")}` : "what is remembered";
  return html`<${Section} id="waterfall" title="Where the time goes" aside=${`medians of ${of}, in ms`} class="waterfall">
    <table class="falls" role="table">
      <caption class="unseen">Hops and links in the order of the path: what each takes, usually takes, and the change</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="part">Part</th>
          <th role="columnheader" scope="col" class="bars"><span class="unseen">On a scale</span><${Scale} ticks=${ticks} end=${end} /></th>
          <th role="columnheader" scope="col" class="num">p50</th>
          <th role="columnheader" scope="col" class="num">p99</th>
          <th role="columnheader" scope="col" class="num">usual</th>
          <th role="columnheader" scope="col" class="num">change</th>
          <th role="columnheader" scope="col" class="num queue">queue</th>
          <th role="columnheader" scope="col" class="alone">asked itself</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${rows.map((row) => html`<${Row} key=${row.kind + row.name} row=${row} end=${end} hides=${hides(row)} />`)}</tbody>
      <tfoot role="rowgroup">
        <tr role="row">
          <th role="rowheader" scope="row" class="part whole"><span class="ordinal"></span><span class="swatch none"></span><span class="called">end to end</span></th>
          <td role="cell" class="bars"><${Bars} row=${whole} end=${end} /></td>
          <${Numbers} row=${whole} />
          <td role="cell" class="num queue"></td>
          <td role="cell" class="alone"></td>
        </tr>
      </tfoot>
    </table>
    <p class="faint key">
      A bar is the median, the line behind it reaches to p99 (an arrow: beyond the scale), the frame is what the part usually takes; the dark
      part of a hop's bar is queueing. A hop is its own time, a link is both directions.
      ${Math.abs(sum - (whole.p50 ?? sum)) > 0.005 * sum ? ` Medians need not add up: the parts' are ${ms(sum)} together.` : ""}
    </p>
  <//>`;
}

const Scale = ({ ticks, end }) =>
  html`<span class="scale" aria-hidden="true">
    ${ticks.map((tick) => html`<i style=${{ left: `${(100 * tick) / end}%` }}>${msNumber(tick).replace(/\.0+$/, "")}</i>`)}
  </span>`;
