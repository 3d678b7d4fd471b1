/** The few drawings of the room. Each stands beside words and says nothing that they do not say. */
import { html, svg, type TemplateResult } from 'lit';

const drawing = (content: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${content}</svg>`;

export const drawings = {
  microphone: drawing(
    svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6"/>`,
  ),
  microphoneOff: drawing(
    svg`<path d="M9 9v2a3 3 0 0 0 4.5 2.6M15 11V6a3 3 0 0 0-5.7-1.3M5.5 11.5a6.5 6.5 0 0 0 10 5.5M18.5 11.5a6.4 6.4 0 0 1-.5 2.4M12 18v3M9 21h6M4 3.5l16 17"/>`,
  ),
  camera: drawing(svg`<rect x="3" y="6.5" width="12" height="11" rx="2.5"/><path d="m15 11 6-3.5v9L15 13"/>`),
  cameraOff: drawing(
    svg`<path d="M7.5 6.5h5A2.5 2.5 0 0 1 15 9v2l6-3.5v9l-3-1.7M15 15.5A2.5 2.5 0 0 1 12.5 17.5h-7A2.5 2.5 0 0 1 3 15V9a2.5 2.5 0 0 1 1.5-2.3M4 3.5l16 17"/>`,
  ),
  pause: drawing(svg`<circle cx="12" cy="12" r="9"/><path d="M9.75 8.5v7M14.25 8.5v7"/>`),
  text: drawing(svg`<path d="M4 19.5 5 15.5 15.5 5a2.1 2.1 0 0 1 3 3L8 18.5zM13.5 7l3 3"/>`),
  devices: drawing(
    svg`<path d="M4 8h7M17 8h3M4 16h3M13 16h7"/><circle cx="14" cy="8" r="2.5"/><circle cx="10" cy="16" r="2.5"/>`,
  ),
  leave: drawing(
    svg`<path d="M13 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H13M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>`,
  ),
  /** Still water under a low sun: the pause. */
  stillness: html`<svg class="stillness" viewBox="0 0 120 60" aria-hidden="true">
    ${svg`<path d="M40 36a20 20 0 0 1 40 0M10 36h100M26 44h68M42 52h36"/>`}
  </svg>`,
};
