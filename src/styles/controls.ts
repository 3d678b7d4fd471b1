import { css } from 'lit';

/** Buttons, fields and answers. At least 44 px high, one look in every step, and never a colour that shouts. */
export const controls = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.75rem;
    padding: 0.5rem min(1.125rem, 5.5vi);
    background: var(--_raised);
    color: var(--_text);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.8);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  .button:hover {
    background: var(--_tint);
  }
  button.primary,
  .button.primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  button.primary:hover,
  .button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button.link {
    min-block-size: 2.75rem;
    padding-inline: 0.25rem;
    background: none;
    border-color: transparent;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button[aria-pressed='true'] {
    background: var(--_tint);
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
    color: var(--_quiet);
    border-style: dashed;
    background: transparent;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.75);
    align-items: center;
  }
  .field {
    display: grid;
    gap: 0.375rem;
  }
  .field > label,
  .label {
    font-weight: 600;
  }
  input:not([type='radio'], [type='checkbox']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.75rem;
    background: var(--_raised);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.6);
  }
  textarea {
    min-block-size: 5.5rem;
    resize: vertical;
  }
  /* an answer is a whole row that can be pressed, the same size for every answer */
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem;
  }
  .answer {
    flex: 1 1 9rem;
    display: flex;
    gap: 0.625rem;
    align-items: center;
    min-block-size: 2.75rem;
    padding: 0.5rem min(0.875rem, 4.5vi);
    background: var(--_raised);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.8);
    cursor: pointer;
  }
  .answer:has(:checked) {
    background: var(--_tint);
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .answer:has(:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .answer input {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--_accent);
    outline: none;
  }
  .notice {
    display: grid;
    gap: 0.5rem;
    padding: calc(var(--_space) * 0.875) var(--_space);
    background: var(--_raised);
    border: 1px solid var(--_hair);
    border-inline-start: 4px solid var(--_caution);
    border-radius: calc(var(--_radius) * 0.6);
  }
  @media (forced-colors: active) {
    button.primary,
    .button.primary {
      border-width: 3px;
    }
    .answer:has(:checked),
    button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
  }
`;
