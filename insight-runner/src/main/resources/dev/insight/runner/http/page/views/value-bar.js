// A value as a bar, with a frame of what is usual. It says nothing that the number beside it does not.
import { finite } from "../values.js";
import { html } from "../view.js";
import { extent } from "../waterfall.js";

export function ValueBar({ value, usual = null, end, hue = "--s1", odd = false }) {
  const known = finite(value);
  const wide = (length) => ({ left: "0", width: `${extent(0, length, end).width}%` });
  return html`<div class="track" style=${{ "--k": `var(${odd ? "--incident" : hue})` }}>
    ${finite(usual) !== null && html`<i class="ghost" style=${wide(usual)}></i>`}
    ${known !== null && html`<i class="took" style=${wide(known)}></i>`}
  </div>`;
}
