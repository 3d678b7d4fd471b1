import { css } from 'lit';

/**
 * The room. The stage takes its size from the window alone, so that nothing that arrives can move it; on a small
 * or magnified screen it gives way first, and the controls keep their size.
 */
export const roomStyles = css`
  .room {
    display: grid;
    gap: calc(var(--_space) * 1.25);
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 76rem;
    margin-inline: auto;
  }
  .call {
    display: grid;
    gap: 0.75rem;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    align-items: baseline;
    justify-content: space-between;
  }
  .top .heading {
    font-size: clamp(1.125rem, 1rem + 0.6vi, 1.375rem);
  }
  .stage {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    /* the small viewport does not change while the browser's own bars come and go */
    min-block-size: clamp(11rem, 60vh, 44rem);
    min-block-size: clamp(11rem, 60svh, 44rem);
  }
  .people {
    grid-area: 1 / 1;
    display: grid;
    gap: 0.75rem;
    grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
  }
  /* stands over the people and takes no place from them */
  .over {
    grid-area: 1 / 1;
    z-index: 1;
    display: grid;
    place-items: center;
    padding: 0.75rem;
    pointer-events: none;
  }
  .over .card {
    display: grid;
    gap: 0.625rem;
    max-inline-size: 34rem;
    pointer-events: auto;
  }
  .over[data-notice='sound-needs-press'] {
    align-items: end;
    padding-block-end: 3.75rem;
  }
  .panel {
    display: grid;
    gap: var(--_space);
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }
  .panel-top {
    display: flex;
    gap: 0.75rem;
    align-items: start;
    justify-content: space-between;
  }
  .panel h2:focus {
    outline: none;
  }
  @media (min-width: 64rem) {
    .room:has(.panel) {
      grid-template-columns: minmax(0, 1fr) 22rem;
      max-inline-size: 88rem;
    }
  }
`;
