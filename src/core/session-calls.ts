/** Which call at the practice's service an ask is. */
import type { PracticeService } from './practice-service.js';
import type { SessionAsk } from './session-snapshot.js';

export const serve = async (service: PracticeService, ask: SessionAsk): Promise<unknown> => {
  switch (ask.type) {
    case 'give-consent':
      return service.record(ask.answers);
    case 'withdraw-consent':
      return service.withdraw(ask.topics);
    case 'attest-consent':
      return service.attest(ask.person, ask.topics, ask.method);
    case 'tell-late':
      return service.late(ask.late);
    case 'admit':
      return service.admit(ask.person);
    case 'hold':
      return service.hold(ask.person, ask.minutes);
    case 'decline':
      return service.decline(ask.person, ask.message);
    case 'remove':
      return service.remove(ask.person);
    case 'give-place':
      return service.givePlace(ask.person, ask.newer);
    case 'pause':
      return service.pause();
    case 'resume':
      return service.resume();
    case 'leave':
      return service.leave();
    case 'send-feedback':
      return service.sendFeedback(ask.answers);
    default:
      return undefined;
  }
};
