// A button that copies. The clipboard is a browser's only on https and localhost; elsewhere the old way still works.
import { html, useEffect, useState } from "../view.js";

export function CopyButton({ text, label }) {
  const [said, say] = useState(null);
  useEffect(() => {
    const timer = said === null ? null : setTimeout(() => say(null), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  const press = async () => say((await copy(text())) ? "Copied" : "Cannot copy here");
  return html`<button type="button" onClick=${press}>${label}</button><span role="status" class="faint">${said}</span>`;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

function copyOldWay(text) {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // said by what is returned
  }
  area.remove();
  before?.focus?.();
  return done;
}
