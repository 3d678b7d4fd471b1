import { css } from 'lit';

/**
 * The twelve public tokens, by role, and the private names everything else is written in. A host sets
 * `--safe-…` anywhere above the element; what it leaves out follows the colour scheme around it: an element in a page
 * that is light only stays light, and one inside `<safe-session>` follows that.
 * Every default pair of text and ground has a contrast of at least 4.5 : 1, lines and focus 3 : 1.
 */
export const tokens = css`
  :host {
    --_surface: var(--safe-color-surface, light-dark(#f8f5ef, #161c1b));
    --_raised: var(--safe-color-raised, light-dark(#fffdf9, #1f2827));
    --_text: var(--safe-color-text, light-dark(#21302e, #e9ece8));
    --_quiet: var(--safe-color-quiet, light-dark(#536461, #a9b7b3));
    --_accent: var(--safe-color-accent, light-dark(#2c5f5b, #93cdc2));
    --_on-accent: var(--safe-color-on-accent, light-dark(#ffffff, #10211f));
    --_line: var(--safe-color-line, light-dark(#8b9691, #6d7a77));
    --_focus: var(--safe-color-focus, light-dark(#7a3f00, #ffc27a));
    --_caution: var(--safe-color-caution, light-dark(#7a4b00, #f0c27b));
    --_font: var(--safe-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    --_radius: var(--safe-radius, 0.875rem);
    --_space: var(--safe-space, 1rem);
    /* a hairline that is decoration, not information */
    --_hair: color-mix(in srgb, var(--_line) 35%, transparent);
    --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_raised));
  }
`;
