/** A room on a real LiveKit server for each case, whose people leave with it. */
import { LivekitPerson, type Name } from './livekit-people.js';
import { livekitRig, type LivekitRig } from './livekit-rig.js';
import type { LivekitServer } from './livekit-server.js';

/** To be called in a suite: opens a new room before each of its cases, and closes it after. */
export const roomForEach = (
  server: LivekitServer,
): {
  /** Of the case that runs. */
  readonly rig: Pick<LivekitRig, 'room' | 'identityOf' | 'pass'>;
  readonly person: (name: Name) => Promise<LivekitPerson>;
} => {
  let current: LivekitRig;
  let people: LivekitPerson[] = [];

  beforeEach(async () => {
    current = await livekitRig(server);
  });

  afterEach(() => {
    for (const person of people) person.leave();
    people = [];
    current.close();
  });

  return {
    rig: {
      get room() {
        return current.room;
      },
      identityOf: (person) => current.identityOf(person),
      pass: (person, rights) => current.pass(person, rights),
    },
    person: async (name) => {
      const made = await LivekitPerson.enter(current, name);
      people.push(made);
      return made;
    },
  };
};
