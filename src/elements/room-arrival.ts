import { css, html, nothing, type TemplateResult } from 'lit';
import type { SessionAsk, SessionSnapshot, StartWith } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import { atStart, namesOf } from './people-names.js';

type Start = Exclude<StartWith, ''>;

const STARTS: readonly Start[] = ['sound-and-picture', 'sound', 'listening'];

interface Arrival {
  readonly snapshot: SessionSnapshot | undefined;
  readonly words: Messages['room'];
  readonly common: Messages['common'];
  readonly language: string;
  readonly begin: (startWith: Start) => void;
  readonly ask: (ask: SessionAsk) => void;
  /** What is open beside it. */
  readonly panel: unknown;
}

export const arrivalStyles = css`
  .starts {
    display: grid;
    grid-auto-rows: 1fr;
    gap: 0.75rem;
    list-style: none;
  }
  /* one below the other or all side by side: never two and one */
  @media (min-width: 44rem) {
    .starts {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
  .starts button {
    display: grid;
    gap: 0.25rem;
    align-content: start;
    justify-items: start;
    inline-size: 100%;
    block-size: 100%;
    padding: var(--_space);
    text-align: start;
  }
  .start-title {
    font-weight: 600;
  }
`;

/** Who is here, told by name, before anybody can see or hear this person. */
const whoIsHere = ({ snapshot, words, common, language }: Arrival): TemplateResult[] => {
  const people = snapshot?.people ?? [];
  if (!snapshot || people.length === 0) return [html`<p>${words.nobodyYet}</p>`];
  const here = people.filter(({ state }) => state === 'here');
  const others = people.filter(({ state }) => state !== 'here');
  const tell = (who: typeof people, say: (names: string, count: number) => string): TemplateResult[] =>
    who.length === 0
      ? []
      : [html`<p>${atStart(say(namesOf(who, snapshot, common, language), who.length), language)}</p>`];
  return [...tell(here, words.hereNow), ...tell(others, words.notHereYet)];
};

/** Already here, what the controls will have: the devices, help, and leaving. */
const quietWays = ({ snapshot, words, common, ask }: Arrival): TemplateResult => {
  const opener = (panel: 'devices' | 'help', label: string): TemplateResult => {
    const open = snapshot?.panel === panel;
    return html`<button
      part="secondary"
      data-opens=${panel}
      aria-expanded=${open}
      @click=${() => {
        ask(open ? { type: 'close-panel' } : { type: 'open-panel', panel });
      }}
    >
      ${label}
    </button>`;
  };
  return html`<div class="actions" part="actions">
    ${opener('devices', words.devicesHeading)} ${opener('help', words.openHelp)}
    <button
      part="secondary"
      @click=${() => {
        ask({ type: 'leave' });
      }}
    >
      ${common.leave}
    </button>
  </div>`;
};

/**
 * Let in, and nothing has begun: who is here, what is on, and three equal ways to begin. What the person chose
 * before is told and not pressed for them, because today may be different.
 */
export const arrival = (view: Arrival): TemplateResult => {
  const { snapshot, words, begin } = view;
  const chosen = snapshot?.preferences.startWith;
  return html`
    <section class="step" part="step">
      <h1 class="heading" part="heading" tabindex="-1">${words.arrivalHeading}</h1>
      <div class="lead" part="lead">
        ${whoIsHere(view)}
        <p>${words.arrivalLead}</p>
      </div>
      <div class="body" part="body">
        <h2>${words.beginHeading}</h2>
        <p>${words.beginNote}</p>
        <ul class="starts" part="actions">
          ${STARTS.map(
            (start) =>
              html`<li>
                <button
                  part="secondary"
                  data-start=${start}
                  @click=${() => {
                    begin(start);
                  }}
                >
                  <span class="start-title">${words.begin[start].title}</span>
                  <span>${words.begin[start].text}</span>
                  ${start === chosen ? html`<span class="quiet">${words.choseBefore}</span>` : nothing}
                </button>
              </li>`,
          )}
        </ul>
        <p class="quiet">${words.stop}</p>
      </div>
      ${quietWays(view)} ${view.panel}
    </section>
  `;
};
