import { LivekitPerson, type Name } from '../../support/livekit-people.js';
import { hostileRig, type FramePath, type HostileRig } from '../../support/hostile/rig.js';

const PATHS: readonly FramePath[] = ['encoded streams'];

for (const path of PATHS)
  describe(`LivekitTransport on a media server that lies, by ${path}`, function () {
    this.timeout(30_000);
    let rig: HostileRig;
    let people: LivekitPerson[] = [];

    beforeEach(() => {
      rig = hostileRig(path);
    });

    afterEach(() => {
      for (const person of people) person.leave();
      people = [];
      rig.close();
    });

    const person = async (name: Name): Promise<LivekitPerson> => {
      const made = await LivekitPerson.enter(rig, name);
      people.push(made);
      return made;
    };

    it('carries an honest session while it does not', async () => {
      const [client, therapist] = [await person('client'), await person('therapist')];
      client.allow('therapist');
      therapist.allow('client');
      await Promise.all([client.connect(), therapist.connect()]);
      await Promise.all([client.learns('person-joined'), therapist.learns('person-joined')]);
      client.want('therapist');
      therapist.want('client');
      await Promise.all([client.publish(), therapist.publish()]);
      await Promise.all([client.sees('therapist'), therapist.sees('client')]);
      await Promise.all([client.hears('therapist'), therapist.hears('client')]);
    });
  });
