/** The least that Lit can show: what the welcome is compared with. */
import { html, LitElement } from 'lit';

customElements.define(
  'bare-element',
  class extends LitElement {
    render() {
      return html`<h1>Welcome</h1>`;
    }
  },
);
