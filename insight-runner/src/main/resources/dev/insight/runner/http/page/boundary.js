// Where what a view throws ends: it says what broke, and the rest of the page lives on.
import { Component, html } from "./view.js";
import { href } from "./url.js";

/** Catches for what is inside; forgets the error when `place` changes. */
export class Boundary extends Component {
  static getDerivedStateFromError(error) {
    return { error };
  }

  componentDidCatch(error) {
    console.error(error);
  }

  componentDidUpdate(before) {
    if (this.state.error && before.place !== this.props.place) {
      this.setState({ error: null });
    }
  }

  render({ children, what }, { error }) {
    if (!error) {
      return children;
    }
    return html`<section class="panel broken" role="alert">
      <${what ? "h2" : "h1"}>${what ?? "This view"} broke<//>
      <p>It met something it cannot show. Measuring goes on; other views may still work.</p>
      <pre>${String(error?.stack ?? error)}</pre>
      <p>
        <button type="button" onClick=${() => this.setState({ error: null })}>Try again</button>
        ${" "}<a href=${href({})}>To the overview</a>
      </p>
    </section>`;
  }
}
