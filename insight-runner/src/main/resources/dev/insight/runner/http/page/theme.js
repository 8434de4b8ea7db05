// Light or dark: as the system has it, or as chosen here. Imported first, so that nothing is painted in the wrong one.
import { html, useEffect, useState } from "./view.js";

const KEY = "insight-theme";
const root = document.documentElement;

// A browser may forbid the page to keep anything; then the choice lasts as long as the page.
function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // as above
  }
}

const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

if (["light", "dark"].includes(kept())) {
  root.dataset.theme = kept();
}

/** Turns light to dark and back. Those who draw on canvas listen for the window's event "insight-theme". */
export function ThemeButton() {
  const [dark, set] = useState(isDark());
  useEffect(() => {
    const look = () => set(isDark());
    addEventListener("insight-theme", look);
    return () => removeEventListener("insight-theme", look);
  }, []);
  const turn = () => {
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
    dispatchEvent(new Event("insight-theme"));
  };
  const label = dark ? "Light colours" : "Dark colours";
  return html`<button type="button" class="icon" aria-label=${label} title=${label} onClick=${turn}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z" fill-rule="evenodd" /></svg>
  </button>`;
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dispatchEvent(new Event("insight-theme")));
