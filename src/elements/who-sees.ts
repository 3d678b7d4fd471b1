import { html, type TemplateResult } from 'lit';
import { FIELD_HOMES, type Field } from '../core/field-homes.js';
import type { Messages } from '../locales/messages.js';

/** "Who sees this", for one field, from the one table. The field names `id` in its `aria-describedby`. */
export const whoSees = (common: Messages['common'], field: Field, id: string): TemplateResult => html`
  <p class="quiet who" id=${id}>
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 12c2.2-3.7 5.3-5.6 9-5.6s6.8 1.9 9 5.6c-2.2 3.7-5.3 5.6-9 5.6S5.2 15.7 3 12Z" />
      <circle cx="12" cy="12" r="2.6" />
    </svg>
    <span>${common.audience[FIELD_HOMES[field].audience]}</span>
  </p>
`;
