// What limits everything else on the page: stale data, an impaired prober, events that could not be read.
import { clock, plural } from "../format.js";
import { useStore } from "../store.js";
import { html, useEffect } from "../view.js";

export function Banners() {
  const connection = useStore((is) => is.connection);
  const prober = useStore((is) => is.status?.prober ?? null);
  const bad = useStore((is) => is.bad);
  const stale = connection.state === "stale";
  useEffect(() => {
    document.documentElement.classList.toggle("is-stale", stale);
  }, [stale]);
  return html`<aside aria-label="Notices">
    <div role="status">
      ${stale && html`<p class="banner stale"><strong>Stale since ${clock(connection.since)}</strong>, reconnecting. ${connection.why ? `Last trouble: ${connection.why}.` : ""} What is shown is from before.</p>`}
      ${prober?.impaired && html`<p class="banner impaired"><strong>This prober is impaired</strong>${prober.since ? ` since ${clock(prober.since)}` : ""}: ${String(prober.why ?? "it stands still at times").split("; cleared: ")[0]}. ${!prober.why && prober.tainted_last_minute > 0 ? `${plural(prober.tainted_last_minute, "probe")} of the last minute set aside.` : ""} What it says of paths is worth less meanwhile.</p>`}
    </div>
    ${bad.count > 0 && html`<p class="banner faint" title=${bad.last}>${plural(bad.count, "event")} from the runner could not be read, and ${bad.count === 1 ? "is" : "are"} left out. The last: ${bad.last}</p>`}
  </aside>`;
}
