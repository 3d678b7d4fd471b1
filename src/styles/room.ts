import { css } from 'lit';

/**
 * The room. The stage takes its size from the window alone, so that nothing that arrives can move it; it gives way
 * first, so that the controls are in view without scrolling: beside the call where there is width, below it where
 * there is not. What is subtracted is what stands above and below the stage, a host's header and our bar among it.
 */
export const roomStyles = css`
  :host {
    /* a container takes no width from what is in it, also where a page lets its parts shrink */
    inline-size: 100%;
  }
  .root {
    contain-intrinsic-inline-size: min(17rem, 75vi);
    container-type: inline-size;
  }
  .room {
    /* a column and no grid: the area of a grid would hold the controls back from staying in view */
    display: flex;
    flex-direction: column;
    gap: 0.75rem calc(var(--_space) * 1.25);
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
    min-block-size: clamp(10rem, 100vh - 39rem, 44rem);
    min-block-size: clamp(10rem, 100svh - 39rem, 44rem);
  }
  /* a page that stands above the room may be taller than thought; a magnified screen is left to scroll */
  @media (min-height: 36rem) {
    .room > session-controls {
      position: sticky;
      inset-block-end: 0;
      z-index: 2;
      padding-block: 0.5rem;
      background: var(--_surface);
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
    /* as tall as the stage, whatever is in it */
    block-size: 0;
    min-block-size: 100%;
    pointer-events: none;
  }
  .over > .card {
    max-block-size: 100%;
    padding: 0.375rem 0.75rem;
    overflow-y: auto;
    font-size: 0.9375rem;
    line-height: 1.5;
    pointer-events: auto;
  }
  .over h2 {
    font-size: 1.0625rem;
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
  .over > .card {
    gap: 0.25rem;
  }
  .instead > .card {
    padding-block: 0.25rem;
    background: none;
    border: 0;
  }
  @container (min-width: 34rem) {
    .over {
      padding-block-end: 3.75rem;
    }
    .over > .card {
      gap: 0.5rem;
      padding: 0.75rem 1rem;
      font-size: inherit;
    }
    .stage {
      min-block-size: clamp(14rem, 100vh - 31rem, 44rem);
      min-block-size: clamp(14rem, 100svh - 31rem, 44rem);
    }
  }
  .places,
  .aside {
    display: grid;
    gap: var(--_space);
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 42rem;
  }
  .aside {
    margin: var(--_space) auto 0;
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
  @container (min-width: 60rem) {
    .stage {
      min-block-size: clamp(14rem, 100vh - 23rem, 44rem);
      min-block-size: clamp(14rem, 100svh - 23rem, 44rem);
    }
    .room {
      display: grid;
      grid-template: 'call controls' / minmax(0, 1fr) 13.5rem;
    }
    .room > .call {
      grid-area: call;
    }
    .room > .places {
      grid-column: 1 / -1;
    }
    .room > session-controls {
      grid-area: controls;
      position: static;
      align-self: start;
      padding-block: 2.75rem 0;
    }
    .room:has(.panel) {
      grid-template: 'call panel controls' / minmax(0, 1fr) min(22rem, 32%) 13.5rem;
    }
    /* as tall as the call beside it */
    .room > .panel {
      grid-area: panel;
      block-size: 0;
      min-block-size: 100%;
      overflow-y: auto;
    }
  }
`;
