import { css } from 'lit';

/** Pictures and words to compare: as large as there is room, and told apart without colour. */
export const codeStyles = css`
  .root {
    container-type: inline-size;
    contain-intrinsic-inline-size: min(17rem, 75vi);
  }
  .people,
  .person {
    display: grid;
    gap: calc(var(--_space) * 0.75);
    grid-template-columns: minmax(0, 1fr);
  }
  .person + .person {
    padding-block-start: var(--_space);
    border-block-start: 1px solid var(--_hair);
  }
  h3:focus {
    outline: none;
  }
  [role='status']:empty {
    position: absolute;
  }
  .code {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    list-style: none;
  }
  .code > li {
    display: grid;
    gap: 0.25rem;
    justify-items: center;
    padding: 0.5rem 0.25rem;
    background: var(--_raised);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.6);
    text-align: center;
    font-weight: 600;
  }
  .code > li > span {
    max-inline-size: 100%;
  }
  .symbol {
    inline-size: min(4rem, 100%);
    block-size: auto;
    stroke-width: 2.25;
  }
  /* a character of the system's own, where our drawings did not arrive */
  .character {
    font-size: 3rem;
    line-height: 1.2;
  }
  .symbol .tint {
    fill: color-mix(in srgb, var(--_accent) 35%, var(--_raised));
  }
  .symbol .paper {
    fill: var(--_raised);
  }
  .symbol .solid {
    fill: currentColor;
    stroke: none;
  }
  @container (min-width: 24rem) {
    .code {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .words {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
  /* magnified, or beside a call on a small screen: one below the other */
  @container (max-width: 11rem) {
    .code {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .large {
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    font-size: 1.5rem;
  }
  .large .symbol {
    inline-size: min(14rem, 100%);
  }
  .large .character {
    font-size: 6rem;
  }
  /* one size and one look: no answer is the expected one */
  .answers {
    display: grid;
    grid-auto-rows: 1fr;
    grid-template-columns: repeat(auto-fit, minmax(min(7.5rem, 100%), 1fr));
  }
  .answers button {
    padding-inline: 0.5rem;
  }
  .link {
    text-align: start;
  }
  @media (forced-colors: active) {
    .symbol .tint,
    .symbol .paper {
      fill: Canvas;
    }
  }
`;
