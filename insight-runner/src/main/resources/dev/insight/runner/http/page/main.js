import { html, render } from "./view.js";

render(html`<main><h1>Insight</h1></main>`, document.getElementById("page"));
