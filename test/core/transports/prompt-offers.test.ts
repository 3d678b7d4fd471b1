import { aTimeout, expect } from '@open-wc/testing';
import { PromptOffers, type Heard } from '../../../src/core/transports/prompt-offers.js';
import { waitUntil } from '../../support/wait-until.js';

const ENOUGH = { numAudios: 0, numVideos: 0 };

describe('prompt offers', () => {
  let isWhole: boolean;
  let isServed: boolean;
  let offers: number;
  /** What LiveKit's client was given of what the server asked for. */
  let required: { numAudios: number; numVideos: number }[];
  let fails: Error | null;
  let answer: () => void;
  let connection: { negotiate: (onError?: (error: unknown) => void) => Promise<unknown> };
  let heard: Heard;

  beforeEach(() => {
    isWhole = true;
    isServed = true;
    offers = 0;
    required = [];
    fails = null;
    const prompt = new PromptOffers({ isWhole: () => isWhole, isServed: () => isServed });
    const governed = {
      negotiate: (): Promise<unknown> => Promise.reject(new Error('LiveKit has not been asked')),
      createAndSendOffer: () => {
        if (fails) return Promise.reject(fails);
        offers += 1;
        return Promise.resolve();
      },
      on: (_event: 'offerAnswered', act: () => void) => (answer = act),
    };
    prompt.govern(governed);
    connection = governed;
    // As LiveKit's engine answers it.
    heard = {
      onMediaSectionsRequirement: (requirement) => {
        required.push(requirement);
        void connection.negotiate();
      },
    };
    prompt.heed(heard);
  });

  const ask = (requirement = ENOUGH): void => heard.onMediaSectionsRequirement?.(requirement);

  const offered = (): Promise<void> => waitUntil(() => offers > 0, 'offered');

  it('offers together what comes together', async () => {
    void connection.negotiate();
    void connection.negotiate();
    expect(offers).to.equal(0);
    await offered();
    await aTimeout(50);
    expect(offers).to.equal(1);
  });

  it('waits for nobody where the server asks and nothing else can come', async () => {
    void connection.negotiate();
    ask();
    expect(offers).to.equal(1);
    await aTimeout(50);
    expect(offers, 'and not once more').to.equal(1);
  });

  it('waits for what else can come where the server asks', () => {
    isWhole = false;
    ask();
    expect(offers).to.equal(0);
    isWhole = true;
    void connection.negotiate();
    expect(offers).to.equal(1);
  });

  it('offers nothing again that the answer on its way will have', () => {
    ask();
    ask();
    expect([offers, required.length]).to.deep.equal([1, 1]);
    answer();
    ask();
    expect([offers, required.length]).to.deep.equal([2, 2]);
  });

  it('offers again what the answer on its way did not have', () => {
    ask();
    ask();
    isServed = false;
    answer();
    expect([offers, required.length]).to.deep.equal([2, 2]);
    answer();
    expect(offers, 'and not once more').to.equal(2);
  });

  it('makes the places that the server needs, also while an offer is on its way', () => {
    ask();
    ask({ numAudios: 1, numVideos: 1 });
    expect(required).to.deep.equal([ENOUGH, { numAudios: 1, numVideos: 1 }]);
    expect(offers).to.equal(2);
  });

  it('says of an offer that failed that it did, and makes the next', async () => {
    fails = new Error('closed');
    let told: unknown;
    ask();
    void connection.negotiate((error) => (told = error));
    await waitUntil(() => told !== undefined, 'told');
    expect(told).to.equal(fails);
    fails = null;
    ask();
    expect(offers).to.equal(1);
  });
});
