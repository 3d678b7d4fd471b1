import { css } from 'lit';

/** What every element shares: type, rhythm, focus, and the manners it has towards the page around it. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  /* On our own first box: on the host a page that styles everything has the last word. */
  .root {
    box-sizing: border-box;
    color: var(--_text);
    font: 400 1.0625rem/1.6 var(--_font);
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    text-shadow: none;
    white-space: normal;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  /* not inherited: what is in a <details> would inherit from a slot of the browser's own */
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .step {
    display: grid;
    gap: calc(var(--_space) * 1.25);
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 40rem;
    margin-inline: auto;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  legend,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
  }
  h1,
  h2,
  h3 {
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.011em;
    text-wrap: balance;
  }
  h1,
  .heading {
    font-size: clamp(1.5rem, 1.2rem + 1.5vi, 2rem);
  }
  h2 {
    font-size: 1.25rem;
  }
  h3 {
    font-size: 1.0625rem;
  }
  .heading:focus {
    outline: none;
  }
  .lead {
    font-size: 1.125rem;
  }
  .quiet {
    color: var(--_quiet);
    font-size: 0.9375rem;
  }
  .body {
    display: grid;
    gap: var(--_space);
    grid-template-columns: minmax(0, 1fr);
  }
  .card {
    /* enlarged text needs the width more than the edge does */
    padding: min(var(--_space) * 1.25, 6vi);
    background: var(--_raised);
    border: 1px solid var(--_hair);
    border-radius: var(--_radius);
  }
  .list {
    display: grid;
    gap: calc(var(--_space) * 0.75);
    list-style: none;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 0.2em;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
