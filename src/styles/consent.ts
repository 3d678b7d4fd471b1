import { css } from 'lit';

/** Long texts that stay readable, and answers that stay calm. */
export const consent = css`
  .topic,
  .part,
  .text {
    display: grid;
    gap: calc(var(--_space) * 0.75);
    grid-template-columns: minmax(0, 1fr);
  }
  .part + .part {
    padding-block-start: var(--_space);
    border-block-start: 1px solid var(--_hair);
  }
  .topic > fieldset {
    margin-block-start: 0.25rem;
  }
  fieldset {
    min-inline-size: 0;
  }
  legend {
    margin-block-end: 0.5rem;
  }
  .topic h3 {
    font-size: 1.1875rem;
  }
  .summary {
    font-weight: 500;
  }
  .copy {
    display: grid;
    gap: 0.5rem;
  }
  h4,
  h5,
  h6 {
    margin: 0;
    font-size: 1.0625rem;
    font-weight: 600;
  }
  .text :is(ul, ol) {
    padding-inline-start: 1.375rem;
  }
  .text li + li {
    margin-block-start: 0.25rem;
  }
  .plain {
    white-space: pre-line;
  }
  details > .text {
    margin-block-start: 0.5rem;
    padding-inline-start: var(--_space);
    border-inline-start: 2px solid var(--_hair);
  }
  summary {
    /* inherited, it would come from the browser's own part of <details> */
    box-sizing: border-box;
    min-block-size: 2.75rem;
    padding-block: 0.5rem;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  [role='status']:empty {
    display: none;
  }
  .notice .list button {
    padding-inline: 0;
    text-align: start;
  }
  #open:focus {
    outline: none;
  }
`;
