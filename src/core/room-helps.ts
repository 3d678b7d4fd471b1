/**
 * What can help somebody who cannot speak freely where they are. Offers, in an order that fits the answer;
 * none of them ends anything, and "no" is an answer to work with, not a test that was failed.
 */
import type { SpeakFreely } from './session-snapshot.js';

export type RoomHelp =
  | 'headset'
  | 'background'
  | 'door'
  | 'elsewhere'
  | 'writing'
  | 'yes-no'
  | 'shorter'
  | 'phone'
  | 'other-time'
  | 'in-person';

/** These need the therapist's part, so the person can put a sentence about them into their wishes. */
export type AskedHelp = Extract<RoomHelp, 'writing' | 'yes-no' | 'shorter'>;

/** These are arranged by calling the practice. */
const BY_PHONE: readonly RoomHelp[] = ['phone', 'other-time', 'in-person'];

const ASKED: readonly RoomHelp[] = ['writing', 'yes-no', 'shorter'] satisfies AskedHelp[];

const HELPS: Record<SpeakFreely, readonly RoomHelp[]> = {
  '': [],
  yes: [],
  partly: ['headset', 'background', 'door', 'elsewhere', 'writing', 'yes-no', 'shorter', 'other-time'],
  no: ['writing', 'yes-no', 'elsewhere', 'headset', 'background', 'phone', 'other-time', 'in-person'],
  'rather-not-say': [],
};

export const helpsFor = (answer: SpeakFreely): readonly RoomHelp[] => HELPS[answer];

export const isAskedHelp = (help: RoomHelp): help is AskedHelp => ASKED.includes(help);

export const isArrangedByPhone = (help: RoomHelp): boolean => BY_PHONE.includes(help);

const lines = (wishes: string): string[] => wishes.split('\n');

export const hasWish = (wishes: string, wish: string): boolean => lines(wishes).includes(wish);

/** Puts a sentence on a line of its own, or takes exactly that line out again. What the person wrote stays. */
export const toggleWish = (wishes: string, wish: string): string =>
  hasWish(wishes, wish)
    ? lines(wishes)
        .filter((line) => line !== wish)
        .join('\n')
    : [...(wishes.trim() ? [wishes.trimEnd()] : []), wish].join('\n');
