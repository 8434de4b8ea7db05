// Small parts that every view uses.
import { stateMark } from "./format.js";
import { Component, html } from "./view.js";

/** A state's shape in its colour. Without `named` it stands beside its word and says nothing by itself. */
export function Mark({ state, named = false }) {
  const mark = stateMark(state);
  const said = named ? { role: "img", "aria-label": mark.word } : { "aria-hidden": "true" };
  return html`<svg class=${"mark " + mark.colour} viewBox="0 0 16 16" ...${said}><path d=${mark.shape} fill-rule="evenodd" /></svg>`;
}

/** Shape and word. */
export const State = ({ state }) =>
  html`<span class=${"state " + stateMark(state).colour}><${Mark} state=${state} /> ${stateMark(state).word}</span>`;

/** Renders `view` again only when a property of it changed: for what there are many of. */
export function memo(view) {
  return class extends Component {
    shouldComponentUpdate(next) {
      const keys = Object.keys(next);
      return keys.length !== Object.keys(this.props).length || keys.some((key) => !Object.is(next[key], this.props[key]));
    }

    render(props) {
      return view(props);
    }
  };
}
