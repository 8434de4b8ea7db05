// A button that copies a text; where the browser forbids it, as on plain HTTP, says so.
import { html, useEffect, useState } from "../view.js";

export function Copy({ text, what }) {
  const [said, say] = useState(null);
  useEffect(() => {
    const timer = said === null ? null : setTimeout(() => say(null), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied");
    } catch {
      say("The browser forbids it here; select the text and copy it");
    }
  };
  return html`<button type="button" class="copy" aria-label=${`Copy ${what}`} onClick=${copy}>Copy</button
    ><span class="faint" role="status">${said === null ? "" : ` ${said}`}</span>`;
}
