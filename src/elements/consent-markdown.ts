import { html, type TemplateResult } from 'lit';
import { parseText, type Block, type Inline } from '../core/consent-text.js';

const inline = (content: readonly Inline[], newTab: string): unknown =>
  content.map((one) => {
    switch (one.type) {
      case 'text':
        return one.text;
      case 'strong':
        return html`<strong>${inline(one.content, newTab)}</strong>`;
      case 'emphasis':
        return html`<em>${inline(one.content, newTab)}</em>`;
      case 'link':
        return link(one.href, inline(one.content, newTab), newTab);
      default:
        return one satisfies never;
    }
  });

/** A page opens beside this one, so that answers begun here are not lost. */
const link = (href: string, label: unknown, newTab: string): TemplateResult =>
  href.startsWith('https:')
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer"
        >${label}<span class="visually-hidden"> ${newTab}</span></a
      >`
    : html`<a href=${href} rel="noreferrer">${label}</a>`;

const heading = (level: number, content: unknown): TemplateResult => {
  if (level <= 3) return html`<h3>${content}</h3>`;
  if (level === 4) return html`<h4>${content}</h4>`;
  return level === 5 ? html`<h5>${content}</h5>` : html`<h6>${content}</h6>`;
};

/** How much deeper the headings of a text have to be, so that its highest one comes right below `level`. */
const shiftBelow = (level: number, blocks: readonly Block[]): number => {
  const levels = blocks.flatMap((one) => (one.type === 'heading' ? [one.level] : []));
  return level + 1 - Math.min(...levels);
};

/** Consent text as templates: nothing of it ever passes through a place that understands markup. */
export const consentText = (text: string, belowLevel: number, newTab: string): unknown => {
  const blocks = parseText(text);
  const shift = shiftBelow(belowLevel, blocks);
  return blocks.map((one) => {
    if (one.type === 'paragraph') return html`<p>${inline(one.content, newTab)}</p>`;
    if (one.type === 'heading') return heading(one.level + shift, inline(one.content, newTab));
    const items = one.items.map((item) => html`<li>${inline(item, newTab)}</li>`);
    return one.ordered
      ? html`<ol>
          ${items}
        </ol>`
      : html`<ul>
          ${items}
        </ul>`;
  });
};
