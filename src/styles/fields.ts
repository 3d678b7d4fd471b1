import { css } from 'lit';

/** Groups of questions, lines that open something, and the quiet line under each that says who sees the answer. */
export const fields = css`
  .group {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    grid-template-columns: minmax(0, 1fr);
  }
  summary {
    min-block-size: 2.75rem;
    padding-block: 0.5rem;
    cursor: pointer;
  }
  fieldset {
    min-inline-size: 0;
  }
  legend {
    margin-block-end: 0.375rem;
  }
  .who {
    display: flex;
    gap: 0.5rem;
    align-items: flex-start;
  }
  .who svg {
    margin-block-start: 0.15em;
  }
  .status {
    margin-block-start: 0.5rem;
  }
  /* says nothing yet: no room is kept for it, and it stays where a screen reader listens */
  [role='status']:empty {
    position: absolute;
  }
`;
