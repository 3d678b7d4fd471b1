import { openDatabase } from '../../../dist/server/store/database.js';
import { storeSuite } from './support/store-suite.js';

storeSuite('the store in memory', ({ onError }) => openDatabase({ onError }));
