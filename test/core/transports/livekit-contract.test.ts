import { livekitRig } from '../../support/livekit-rig.js';
import { livekitServer } from '../../support/livekit-server.js';
import { transportContract } from '../contracts/transport-contract.js';

const server = await livekitServer('contract');

if (server) transportContract('LivekitTransport', () => livekitRig(server));
else it.skip('LivekitTransport: no LiveKit server');
