/** The five lines of the tech check as a person sees them. What is measured is in `check-run.ts`. */
import { html, nothing, type TemplateResult } from 'lit';
import { STAND_IN_IDS } from '../core/device-capture.js';
import { SPEAKER_ANSWERS, type CheckLine, type CheckResult } from '../core/device-check.js';
import type { MediaKind, StartWith } from '../core/session-snapshot.js';
import type { PhoneNumber } from '../core/support.js';
import type { Messages } from '../locales/messages.js';
import { checkCard, deviceChoice, trouble } from './check-card.js';
import type { CheckRun } from './check-run.js';

export interface CheckView {
  readonly words: Messages['techCheck'];
  readonly common: Messages['common'];
  readonly run: CheckRun;
  readonly results: Readonly<Record<CheckLine, CheckResult>>;
  /** There is a media server to try. */
  readonly toServer: boolean;
  /** Stand-ins are offered. */
  readonly rehearsal: boolean;
  readonly phone: PhoneNumber | null;
  readonly startWith: StartWith;
  readonly begin: (startWith: Exclude<StartWith, ''>) => void;
}

/** How to begin without the device that does not work. */
const WAYS = { microphone: 'listening', camera: 'sound' } as const satisfies Record<MediaKind, StartWith>;

/** After a press on a button that goes away: the first one of its row stays. */
const focusFirst = ({ currentTarget }: Event): void => {
  (currentTarget as HTMLElement).parentElement?.querySelector('button')?.focus();
};

const call = ({ phone, common }: CheckView): unknown =>
  phone?.href
    ? html`<p><a part="secondary" href=${phone.href}>${common.callPractice(phone.text)}</a></p>`
    : nothing;

const level = ({ words }: CheckView): TemplateResult =>
  html`<level-meter
    exportparts="status"
    .label=${words.microphone.level}
    .words=${words.microphone.levels}
  ></level-meter>`;

const picture = ({ words }: CheckView): TemplateResult => html`
  <video
    class="picture"
    part="self"
    playsinline
    .muted=${true}
    tabindex="-1"
    aria-label=${words.camera.picture}
  ></video>
  <p class="quiet">${words.camera.tip}</p>
`;

const said = ({ words, run, results }: CheckView, kind: MediaKind): string => {
  const { state } = run[kind];
  const works = results[kind].outcome === 'works';
  if (state === 'off') return works ? words[kind].done : words[kind].explain;
  if (state === 'asking') return words[kind].asking;
  return works ? words[kind].arrives : words[kind].running;
};

const wayButton = (view: CheckView, kind: MediaKind): TemplateResult => {
  const way = WAYS[kind];
  return html`<div class="actions">
    <button
      part="secondary"
      aria-pressed=${view.startWith === way ? 'true' : 'false'}
      @click=${() => {
        view.begin(way);
      }}
    >
      ${view.words[kind].way}
    </button>
  </div>`;
};

/** The first button stays the same one whatever happens, so that nobody loses the focus. */
const deviceButtons = (view: CheckView, kind: MediaKind): TemplateResult => {
  const words = view.words[kind];
  const trial = view.run[kind];
  const { outcome } = view.results[kind];
  const off = trial.state === 'off';
  // One question of the browser at a time.
  const busy = off && view.run[kind === 'camera' ? 'microphone' : 'camera'].state === 'asking';
  const silent = kind === 'microphone' && trial.state === 'on' && outcome === 'not-checked';
  return html`<div class="actions">
    <button
      part="secondary"
      aria-disabled=${busy ? 'true' : nothing}
      @click=${() => {
        if (!off) trial.stop();
        else if (!busy) void trial.start();
      }}
    >
      ${off ? (outcome === 'not-checked' ? words.start : words.again) : words.stop}
    </button>
    ${
      off && view.rehearsal
        ? html`<button
            part="secondary"
            aria-disabled=${busy ? 'true' : nothing}
            @click=${(event: Event) => {
              if (busy) return;
              void trial.start(STAND_IN_IDS[kind]);
              focusFirst(event);
            }}
          >
            ${words.standIn}
          </button>`
        : nothing
    }
    ${
      silent
        ? html`<button
            part="secondary"
            @click=${(event: Event) => {
              view.run.hearNothing();
              focusFirst(event);
            }}
          >
            ${view.words.microphone.silent}
          </button>`
        : nothing
    }
  </div>`;
};

export const deviceLine = (view: CheckView, kind: MediaKind): TemplateResult => {
  const { words, run, results } = view;
  const trial = run[kind];
  const live = kind === 'microphone' ? level : picture;
  return checkCard(
    words,
    kind,
    results[kind],
    html`
      ${trial.state === 'off' && results[kind].reason ? nothing : html`<p>${said(view, kind)}</p>`}
      ${trial.state === 'on' ? live(view) : nothing}
      ${trouble(words, kind, results[kind], [wayButton(view, kind), call(view)])} ${deviceButtons(view, kind)}
      ${deviceChoice(words, kind, trial, (deviceId) => {
        trial.choose(deviceId);
      })}
    `,
  );
};

const speakerQuestion = ({ words, run }: CheckView): TemplateResult => html`
  <fieldset>
    <legend class="label">${words.speaker.question}</legend>
    <div class="answers">
      ${SPEAKER_ANSWERS.map(
        (answer) =>
          html`<label class="answer" part="control">
            <input
              type="radio"
              name="heard"
              .checked=${run.speaker.answer === answer}
              @change=${() => {
                run.answer(answer);
              }}
            />
            ${words.speaker.answers[answer]}
          </label>`,
      )}
    </div>
  </fieldset>
`;

const speakerSays = ({ words, run }: CheckView): string => {
  if (run.speaker.state === 'playing') return words.speaker.playing;
  return run.speaker.state === 'failed' ? words.speaker.failed : words.speaker.explain;
};

export const speakerLine = (view: CheckView): TemplateResult => {
  const { words, run, results } = view;
  const { speaker } = run;
  const playing = speaker.state === 'playing';
  return checkCard(
    words,
    'speaker',
    results.speaker,
    html`
      <p>${speakerSays(view)}</p>
      <div class="actions">
        <button
          part="secondary"
          @click=${() => {
            if (playing) speaker.stop();
            else run.play();
          }}
        >
          ${playing ? words.speaker.stop : speaker.played ? words.speaker.again : words.speaker.start}
        </button>
      </div>
      ${speaker.played ? speakerQuestion(view) : nothing}
      ${trouble(words, 'speaker', results.speaker, call(view))}
      ${deviceChoice(words, 'speaker', { devices: run.speakers, chosen: speaker.chosen }, (deviceId) => {
        void run.chooseSpeaker(deviceId);
      })}
    `,
  );
};

export const connectionLine = (view: CheckView): TemplateResult => {
  const { run, results } = view;
  const words = view.words.connection;
  const { outcome, route } = results.connection;
  const works = route ? words.route[route] : words.works;
  const explain = view.toServer ? words.explainRoute : words.explain;
  return checkCard(
    view.words,
    'connection',
    results.connection,
    html`
      <p>${run.testing ? words.testing : outcome === 'works' ? works : explain}</p>
      <div class="actions">
        <button
          part="secondary"
          aria-disabled=${run.testing ? 'true' : nothing}
          @click=${() => void run.testConnection()}
        >
          ${outcome === 'not-checked' ? words.start : words.again}
        </button>
      </div>
      ${trouble(view.words, 'connection', results.connection, call(view))}
    `,
  );
};

export const browserLine = (view: CheckView): TemplateResult => {
  const { browser } = view.results;
  const words = view.words.browser;
  const says = { works: words.explain, 'not-checked': words.checking, 'does-not-work': null };
  return checkCard(
    view.words,
    'browser',
    browser,
    html`${says[browser.outcome] ? html`<p>${says[browser.outcome]}</p>` : nothing}
    ${trouble(view.words, 'browser', browser, call(view))}`,
  );
};
