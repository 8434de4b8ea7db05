// Every recent failure, with all that is known of it.
import { ago, clock, ms, plural } from "../format.js";
import { useNow } from "../store.js";
import { objects, text, texts } from "../values.js";
import { html, useState } from "../view.js";
import { CopyButton } from "../incidents/copy.js";
import { Section } from "./path-parts.js";

const FEW = 12;
const KINDS = { warm: "warm probe", cold: "cold probe", partial: "asked of a hop itself", investigation: "investigation" };

function Fact({ name, children }) {
  return children === null || children === undefined || children === "" ? null : html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

function Failure({ failure, now }) {
  const stamps = texts(failure.stamps);
  const kind = KINDS[failure.kind] ?? text(failure.kind) ?? "probe";
  return html`<details class="unfolds failure">
    <summary>
      <span class="when">${clock(failure.t, { now })} <small class="faint">${ago(failure.t, now)}</small></span>
      <strong class="s-down">✖ ${text(failure.outcome) ?? "?"}</strong>
      <span>in ${text(failure.phase) ?? "?"}${failure.stop ? html` · asked of ${failure.stop}` : failure.kind === "warm" ? "" : ` · ${kind}`}</span>
      ${failure.tainted && html`<span class="tag">tainted</span>`}
      <span class="said">${text(failure.message) ?? ""}</span>
    </summary>
    <dl class="known">
      <${Fact} name="kind">${kind}${failure.stop ? `, of ${failure.stop}` : ""}<//>
      <${Fact} name="failed after">${failure.latency_ms == null ? null : ms(failure.latency_ms)}<//>
      <${Fact} name="started late by">${failure.start_lag_ms == null ? null : ms(failure.start_lag_ms)}<//>
      <${Fact} name="last hop known good">${text(failure.last_hop) ?? "none"}<//>
      <${Fact} name="peer">${text(failure.peer)}<//>
      <${Fact} name="trace">${text(failure.trace_id) && html`<code>${failure.trace_id}</code> <${CopyButton} text=${() => failure.trace_id} label="Copy trace id" />`}<//>
      <${Fact} name="tainted">${failure.tainted ? "yes: this prober stood still meanwhile, so it accuses nobody" : null}<//>
      <${Fact} name="message">${text(failure.message)}<//>
      <${Fact} name="stamps">${stamps.length > 0 ? html`<pre>${stamps.join("\n")}</pre>` : "none came back"}<//>
    </dl>
  </details>`;
}

export function Failures({ path, ready }) {
  const now = useNow(5000);
  const [all, showAll] = useState(false);
  const failures = objects(path.recent_failures);
  const aside = failures.length > 0 ? `newest first${failures.length >= 50 ? "; the latest 50 are kept" : ""}` : null;
  return html`<${Section} id="failures" title=${failures.length > 0 ? `Recent failures (${failures.length})` : "Recent failures"} aside=${aside}>
    ${failures.length === 0 && html`<p>${ready ? none(path) : "Not read yet."}</p>`}
    ${(all ? failures : failures.slice(0, FEW)).map((one, at) => html`<${Failure} key=${`${one.t} ${one.kind} ${one.stop} ${one.t ? "" : at}`} failure=${one} now=${now} />`)}
    ${failures.length > FEW && html`<button type="button" aria-expanded=${all} onClick=${() => showAll(!all)}>${all ? "Fewer" : `All ${failures.length}`}</button>`}
  <//>`;
}

const none = (path) =>
  path.failures > 0
    ? `None in memory; ${plural(path.failures, "probe")} failed since the path came, and what is known of them has gone.`
    : "None in memory: no probe of this path failed since it came.";
