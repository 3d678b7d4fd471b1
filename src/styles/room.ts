import { css } from 'lit';

/**
 * The room. The stage takes its size from the window alone, so that nothing that arrives can move it; on a small
 * or magnified screen it gives way first, and the controls keep their size.
 */
export const roomStyles = css`
  .room {
    display: grid;
    gap: 0.75rem calc(var(--_space) * 1.25);
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
  @media (max-width: 40rem) {
    .stage {
      min-block-size: clamp(11rem, 46vh, 44rem);
      min-block-size: clamp(11rem, 46svh, 44rem);
    }
  }
  .people {
    grid-area: 1 / 1;
    display: grid;
    gap: 0.75rem;
    grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
  }
  /* over the people, or instead of them: neither takes more place than they had */
  .over,
  .instead {
    grid-area: 1 / 1;
    z-index: 1;
    display: grid;
    place-items: center;
    padding: 0.75rem;
  }
  .over {
    align-items: end;
    padding-block-end: 3.75rem;
    pointer-events: none;
  }
  .over > .card {
    pointer-events: auto;
  }
  .instead {
    background: color-mix(in srgb, var(--_accent) 7%, var(--_surface));
    border: 1px solid var(--_hair);
    border-radius: calc(var(--_radius) * 1.5);
  }
  .over > .card,
  .instead > .card {
    display: grid;
    gap: 0.625rem;
    max-inline-size: 34rem;
  }
  .instead > .card {
    background: none;
    border: 0;
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
  .panel-top button {
    flex: none;
  }
  .panel h2:focus {
    outline: none;
  }
  @media (min-width: 64rem) {
    .room:has(.panel) {
      grid-template: 'call panel' 'controls controls' / minmax(0, 1fr) 22rem;
    }
    .room:has(.panel) > .call {
      grid-area: call;
    }
    .room:has(.panel) > session-controls {
      grid-area: controls;
    }
    /* as tall as the call beside it, so that the controls below stay where they are */
    .panel {
      grid-area: panel;
      block-size: 0;
      min-block-size: 100%;
      overflow-y: auto;
    }
  }
`;
