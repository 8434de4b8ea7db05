// What the rest is made of: the slowest calls part by part, the latest stamps as they came, and the JSON itself.
import { clock, ms, msNumber, signed } from "../format.js";
import { paletteName } from "../paint.js";
import { paints } from "../stack.js";
import { finite, objects, text } from "../values.js";
import { html } from "../view.js";
import { CopyButton } from "../incidents/copy.js";
import { Section, Swatch } from "./path-parts.js";
import { linked } from "./path-urls.js";

/** The parts of one slow call with what each usually takes, and which exceeds that most. */
function partsOf(probe, known) {
  const parts = objects(probe.terms).map((part) => {
    const at = known.findIndex((term) => term.name === part.name);
    const usual = finite(known[at]?.baseline?.p50_ms);
    const value = finite(part.ms);
    return { name: String(part.name), at, ms: value, more: value === null || usual === null ? null : value - usual };
  });
  const most = parts.reduce((best, part) => ((part.more ?? 0) > (best?.more ?? 0) ? part : best), null);
  return { parts, most };
}

function Slow({ probe, known, looks, longest }) {
  const { parts, most } = partsOf(probe, known);
  const look = (part) => looks[part.at] ?? { colour: -1, hatched: false };
  const share = (part) => ({ width: `${(100 * Math.max(0, part.ms ?? 0)) / longest}%`, "--k": `var(${paletteName(look(part).colour)})` });
  return html`<details class="unfolds slow">
    <summary>
      <span class="when">${clock(probe.t)}</span>
      <strong class="num">${ms(probe.latency_ms)}</strong>
      <span class="phases">${parts.map((part) => html`<i key=${part.name} class=${look(part).hatched ? "phase hatched" : "phase"} style=${share(part)}></i>`)}</span>
      <span class="said">${most ? `${most.name} ${signed(most.more)}` : ""}</span>
    </summary>
    <table class="sheet">
      <caption class="unseen">Parts of this call, in milliseconds</caption>
      <thead><tr><th scope="col">part</th><th scope="col" class="num">took</th><th scope="col" class="num">over usual</th></tr></thead>
      <tbody>
        ${parts.map(
          (part) => html`<tr key=${part.name}>
            <th scope="row"><${Swatch} paint=${look(part)} /> ${part.name}</th>
            <td class="num">${msNumber(part.ms)}</td>
            <td class="num">${signed(part.more)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${text(probe.trace_id) && html`<p>trace <code>${probe.trace_id}</code> <${CopyButton} text=${() => probe.trace_id} label="Copy trace id" /></p>`}
  </details>`;
}

export function Slowest({ path, ready }) {
  const slowest = objects(path.slowest);
  const known = objects(path.terms);
  const looks = paints(known);
  const longest = Math.max(1e-6, ...slowest.map((probe) => finite(probe.latency_ms) ?? 0));
  return html`<${Section} id="slowest" title="Slowest of the last hour" aside="good warm probes">
    ${slowest.length === 0 && html`<p>${ready ? "None in memory." : "Not read yet."}</p>`}
    ${slowest.map((probe, at) => html`<${Slow} key=${probe.t ?? at} probe=${probe} known=${known} looks=${looks} longest=${longest} />`)}
  <//>`;
}

export function Stamps({ path, url, historyLink, ready }) {
  const stamps = objects(path.last_stamps?.stamps);
  const raw = stamps.map((stamp) => text(stamp.raw) ?? "").join("\n");
  return html`<${Section} id="stamps" title="Last stamps" aside=${stamps.length > 0 ? `as on the wire, at ${clock(path.last_stamps.t)}` : null}>
    ${stamps.length === 0
      ? html`<p>${ready ? "None: no warm probe has brought stamps back yet." : "Not read yet."}</p>`
      : html`<pre class="stamps">${raw}</pre>
          <${CopyButton} text=${() => raw} label="Copy stamps" />`}
    <p class="links">
      ${url && html`As JSON: <a href=${linked(url)}>this path</a>, <a href=${linked(historyLink)}>its history shown</a>.`}
    </p>
  <//>`;
}
