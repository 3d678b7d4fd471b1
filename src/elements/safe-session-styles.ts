import { css } from 'lit';

/** The frame around every step: a bar with the way out, the step, and the quiet ways below it. */
export const frame = css`
  :host {
    /* the only element with a ground of its own, so that it need not ask the page */
    color-scheme: light dark;
    background: var(--_surface);
    border-radius: var(--_radius);
    container-type: inline-size;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  .root {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    grid-template-columns: minmax(0, 1fr);
    padding: calc(var(--_space) * 1.25);
  }
  .bar {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem var(--_space);
    align-items: center;
    justify-content: space-between;
    margin: calc(var(--_space) * -1.25) calc(var(--_space) * -1.25) 0;
    padding: 0.5rem calc(var(--_space) * 1.25);
    background: var(--_surface);
    border-block-end: 1px solid var(--_hair);
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
  }
  .bar .quiet {
    flex: 1 1 5rem;
  }
  .exit {
    margin-inline-start: auto;
    border-color: var(--_text);
  }
  .exit.prominent {
    background: var(--_text);
    color: var(--_surface);
    font-weight: 600;
  }
  .rehearsal {
    padding: 0.375rem 0.75rem;
    background: var(--_tint);
    border-radius: calc(var(--_radius) * 0.6);
    font-size: 0.9375rem;
  }
  .notices {
    display: grid;
    gap: 0.75rem;
    inline-size: 100%;
    max-inline-size: 40rem;
    margin-inline: auto;
  }
  .panel {
    display: grid;
    gap: var(--_space);
    inline-size: 100%;
    max-inline-size: 40rem;
    margin-inline: auto;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem var(--_space);
    align-items: center;
    inline-size: 100%;
    max-inline-size: 40rem;
    margin-inline: auto;
    padding-block-start: var(--_space);
    border-block-start: 1px solid var(--_hair);
  }
  .ways:not(:has(button)) {
    display: none;
  }
  .ways .help {
    margin-inline-start: auto;
  }
  .room .panel,
  .room .notices,
  .room .ways {
    max-inline-size: none;
  }
  /* what the host put into a slot of ours keeps its own look */
  slot[name='header'],
  slot[name='footer'],
  slot[name='aside'],
  slot[name='help'] {
    display: contents;
  }
`;
