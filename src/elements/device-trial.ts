import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Capture, CaptureDevice } from '../core/capture.js';
import { namedDevices } from '../core/device-choices.js';
import { doesNotWork, NOT_CHECKED, type CheckResult, type DeviceProblem } from '../core/device-check.js';
import { SessionError } from '../core/problems.js';
import type { CaptureFact, MediaKind } from '../core/session-snapshot.js';

export type TrialState = 'off' | 'asking' | 'on';

interface TrialTask {
  readonly capture: () => Promise<Capture>;
  /** Looks or listens whether something really arrives, until the signal aborts. */
  readonly observe: (capture: Capture, signal: AbortSignal) => void;
  readonly note: (result: CheckResult) => void;
}

const problemOf = (cause: unknown): DeviceProblem =>
  cause instanceof SessionError && cause.code.startsWith('device-')
    ? (cause.code as DeviceProblem)
    : 'device-failed';

/**
 * One device that a person tries out: off, being asked for, or running. Whatever ends it, nothing is left
 * running when `stop` returns; leaving the page stops it, too.
 */
export class DeviceTrial implements ReactiveController {
  state: TrialState = 'off';
  chosen = '';
  /** Of this kind; as the browser last told. */
  devices: readonly CaptureDevice[] = [];
  #capture: Capture | undefined;
  #running: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    readonly kind: MediaKind,
    private readonly task: TrialTask,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
    this.#capture = undefined;
  }

  /** To be called in the task of a press: the browser asks the person now. */
  async start(deviceId = this.chosen): Promise<void> {
    this.stop();
    const running = (this.#running = new AbortController());
    const { signal } = running;
    this.chosen = deviceId;
    this.#become('asking');
    this.task.note(NOT_CHECKED);
    try {
      const capture = (this.#capture = await this.task.capture());
      signal.throwIfAborted();
      capture.choose(this.kind, deviceId);
      capture.watch((fact) => this.#learn(fact), { signal });
      await capture.start(this.kind, { signal });
      signal.throwIfAborted();
      this.#become('on');
      this.task.observe(capture, signal);
    } catch (cause) {
      if (signal.aborted) return;
      this.#fail(problemOf(cause));
    }
    await this.#list();
  }

  /** While it runs, another device takes over; while it is off, nothing starts. */
  choose(deviceId: string): void {
    if (this.state !== 'off') void this.start(deviceId);
    else {
      this.chosen = deviceId;
      this.host.requestUpdate();
    }
  }

  stop(): void {
    if (this.state === 'off') return;
    this.#running?.abort();
    this.#capture?.stop(this.kind);
    this.#become('off');
  }

  #fail(problem: DeviceProblem): void {
    this.stop();
    // Steps for this browser, for those who need them. Without them the trouble still says what is so.
    if (problem === 'device-denied' || problem === 'device-dismissed')
      void import('./device-help.js').catch(() => undefined);
    this.task.note(doesNotWork(problem));
  }

  #learn(fact: CaptureFact): void {
    if (fact.type === 'devices-changed') void this.#list();
    else if (fact.kind !== this.kind) return;
    else if (fact.type === 'device-unplugged') {
      this.#fail('device-unplugged');
      void this.#list();
    }
  }

  async #list(): Promise<void> {
    // A list that does not come is no reason to trouble anybody: the usual device goes on.
    const devices = (await this.#capture?.devices().catch(() => [])) ?? [];
    this.devices = namedDevices(devices, this.kind);
    if (!this.devices.some(({ deviceId }) => deviceId === this.chosen)) this.chosen = '';
    this.host.requestUpdate();
  }

  #become(state: TrialState): void {
    this.state = state;
    this.host.requestUpdate();
  }
}
