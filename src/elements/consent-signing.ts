import { html, nothing, type TemplateResult } from 'lit';
import {
  needsSignature,
  jointKind,
  openTopics,
  type ConsentDraft,
  type JointKind,
} from '../core/consent-answers.js';
import type { Messages } from '../locales/messages.js';
import { LIMITS } from '../core/session-messages.js';
import type { ShownTopic } from '../core/consent-screen.js';
import { jointId, topicId } from './consent-topic.js';

/** Something that is still open, and where it is. */
export interface OpenAnswer {
  readonly id: string;
  readonly label: string;
  /** The document's own words stand in the document's language. */
  readonly fromDocument: boolean;
}

export const NAME_ID = 'name';

/** What has to be answered before the form can be sent. Joint topics are one entry, since they share one answer. */
export const openAnswers = (
  topics: readonly ShownTopic[],
  draft: ConsentDraft,
  words: Messages['consent'],
): readonly OpenAnswer[] => {
  const joint = new Set<JointKind>();
  const open = openTopics(topics, draft).flatMap((topic): readonly OpenAnswer[] => {
    const kind = jointKind(topic);
    if (!kind) return [{ id: topicId(topic), label: topic.heading, fromDocument: true }];
    if (joint.has(kind)) return [];
    joint.add(kind);
    return [{ id: jointId(kind), label: words.openJoint[kind], fromDocument: false }];
  });
  return needsSignature(topics, draft) && draft.name.trim() === ''
    ? [...open, { id: NAME_ID, label: words.openName, fromDocument: false }]
    : open;
};

export interface SigningView {
  readonly words: Messages['consent'];
  readonly language: string;
  readonly draft: ConsentDraft;
  readonly signature: boolean;
  /** Told after a press, and only then. */
  readonly open: readonly OpenAnswer[];
  readonly disabled: boolean;
  readonly sending: boolean;
  readonly notSent: boolean;
  readonly goTo: (id: string) => void;
  readonly rename: (name: string) => void;
  readonly send: () => void;
}

const summary = ({ words, language, open, goTo }: SigningView): TemplateResult => html`
  <div class="notice" id="open" role="group" tabindex="-1" aria-labelledby="open-heading" part="problem">
    <h3 id="open-heading">${words.openHeading}</h3>
    <p>${words.openLead}</p>
    <ul class="list">
      ${open.map(
        ({ id, label, fromDocument }) => html`
          <li>
            <button
              class="link"
              part="secondary"
              lang=${fromDocument ? language : nothing}
              @click=${() => goTo(id)}
            >
              ${label}
            </button>
          </li>
        `,
      )}
    </ul>
  </div>
`;

const nameField = ({ words, draft, disabled, rename }: SigningView): TemplateResult => html`
  <div class="field">
    <label for=${NAME_ID}>${words.name}</label>
    <input
      id=${NAME_ID}
      part="control"
      autocomplete="off"
      spellcheck="false"
      maxlength=${LIMITS.name}
      dir="auto"
      aria-describedby="statement"
      ?disabled=${disabled}
      .value=${draft.name}
      @input=${(event: Event & { readonly target: HTMLInputElement }) => rename(event.target.value)}
    />
  </div>
  <p id="statement">${words.statement}</p>
`;

/** The end of the form: a name where something is signed, and one button that sends. */
export const signing = (view: SigningView): TemplateResult => {
  const { words, signature, open, sending, notSent, disabled, send } = view;
  return html`
    <section class="card body" aria-labelledby="sign-heading">
      <h2 id="sign-heading">${signature ? words.signHeading : words.sendHeading}</h2>
      <p>${signature ? words.signLead : words.sendLead}</p>
      ${signature ? nameField(view) : nothing} ${open.length > 0 ? summary(view) : nothing}
      <p role="status" part="status">${sending ? words.sending : notSent ? words.notSent : ''}</p>
      <div class="actions" part="actions">
        <button
          class="primary"
          part="primary"
          id="send"
          ?disabled=${disabled}
          aria-disabled=${sending ? 'true' : nothing}
          @click=${() => {
            if (!sending) send();
          }}
        >
          ${signature ? words.sign : words.send}
        </button>
      </div>
    </section>
  `;
};
