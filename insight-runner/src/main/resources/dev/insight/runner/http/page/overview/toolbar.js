// Which way, which paths, in which order.
import { Mark } from "../parts.js";
import { go, href, merge } from "../url.js";
import { html, useEffect, useRef } from "../view.js";

export function Toolbar({ params, ways, way, many }) {
  const wrong = params.wrong === "1";
  return html`<div class="toolbar">
    ${ways.length > 1 &&
    html`<nav class="tabs" aria-label="Routes">
      ${ways.map(
        (one) => html`<a key=${one.key} href=${href(merge({ route: one.route, service: one.service, q: null, wrong: null, by: null }))} aria-current=${one === way && !params.q && !wrong ? "true" : null}>
          <${Mark} state=${one.worst} named=${true} /> ${one.label}${one.wrong > 0 && html` <span class="count">${one.wrong}<span class="unseen"> wrong</span></span>`}
        </a>`,
      )}
    </nav>`}
    <${Filter} q=${params.q ?? ""} />
    <label class="check"><input type="checkbox" checked=${wrong} onChange=${(event) => go(merge({ wrong: event.target.checked ? "1" : null }), { replace: true })} /> Only what is wrong</label>
    ${many &&
    html`<label>
      <span class="unseen">Order of regions</span>
      <select value=${params.sort ?? "name"} onChange=${(event) => go(merge({ sort: event.target.value === "name" ? null : event.target.value }), { replace: true })}>
        <option value="name">by name</option>
        <option value="place">west to east</option>
      </select>
    </label>`}
  </div>`;
}

/** Filters as one types; "/" leads to it from anywhere. */
function Filter({ q }) {
  const box = useRef(null);
  useEffect(() => {
    const jump = (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        box.current.focus();
      }
    };
    document.addEventListener("keydown", jump);
    return () => document.removeEventListener("keydown", jump);
  }, []);
  const set = (value) => go(merge({ q: value || null }), { replace: true });
  return html`<label class="filter">
    <span class="unseen">Filter paths</span>
    <input ref=${box} type="search" value=${q} placeholder="eu>sg, tokyo, direct …" spellcheck=${false} autocomplete="off" onInput=${(event) => set(event.target.value)} onKeyDown=${(event) => event.key === "Escape" && set("")} />
  </label>`;
}
