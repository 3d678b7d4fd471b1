import { hostileRelaySuite } from '../contracts/hostile-relay-suite.js';

hostileRelaySuite('encoded streams');
