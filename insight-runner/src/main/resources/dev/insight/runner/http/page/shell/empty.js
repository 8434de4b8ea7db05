// Where there is nothing to show yet: what to do next.
import { span } from "../format.js";
import { shallow, useStore } from "../store.js";
import { texts } from "../values.js";
import { html } from "../view.js";

const CONFIG = `region: eu
routes:
  forwarded: { hops: [gateway-eu, mediary-eu, "mediary-\${target}", "gateway-\${target}", "\${service}"] }
targets:
  - region: sg
    service: payments
    route: forwarded
    address: "dns:///gateway.eu.internal:443"
    authority: payments.sg.internal
    tls: {}`;
/** So many good calls until diagnosis knows what a path's parts usually take. */
const CALLS_LEARNED = 12;

/** No targets at all. */
export function NoPaths() {
  const sources = useStore((is) => texts(is.status?.sources).join(", "));
  return html`<section class="panel empty">
    <h1>Nothing is measured yet</h1>
    <p>This runner${sources && ` in ${sources}`} answers, and has no targets. Two steps, and this page fills within seconds:</p>
    <ol>
      <li>
        <p>Say in its configuration, <code>insight.yaml</code>, whom to call:</p>
        <pre tabindex="0" aria-label="An example of insight.yaml">${CONFIG}</pre>
      </li>
      <li>
        <p>Check it, and have the runner read it again:</p>
        <pre>insight check insight.yaml${"\n"}kill -HUP PID   <span class="faint"># or: curl -X POST ${location.origin}/-/reload</span></pre>
      </li>
    </ol>
    <p>To see what it is like first: <code>insight demo</code> brings its own regions and faults.</p>
  </section>`;
}

/** Above the matrix while all or many paths are learning. */
export function Learning() {
  const is = useStore(learning, shallow);
  if (is.learning === 0 || is.learning * 2 < is.total) {
    return null;
  }
  const who = is.learning === is.total ? "All paths are" : `${is.learning} of ${is.total} paths are`;
  return html`<p class="note" role="status">
    <strong>${who} learning</strong> what they usually take: ${CALLS_LEARNED} good calls each${is.seconds > 0 && `, some ${span(is.seconds)} at their interval`}. Failures are found meanwhile; what is slow is not.
  </p>`;
}

function learning(is) {
  let n = 0;
  let interval = 0;
  for (const path of is.paths.values()) {
    if (path.state === "learning") {
      n++;
      interval = Math.max(interval, path.interval_ms ?? 0);
    }
  }
  return { learning: n, total: is.paths.size, seconds: Math.round((CALLS_LEARNED * interval) / 1000) };
}
