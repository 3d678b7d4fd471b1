'use client';

import { useEffect, type DetailedHTMLProps, type HTMLAttributes, type ReactNode } from 'react';

declare module 'react' {
  // The way to tell React's types of an element of one's own.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'safe-session': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & {
        'service-url': string;
        'exit-url': string;
      };
    }
  }
}

/** The element is defined in the browser alone; until then, and where it cannot start, the phone number stands there. */
export const TherapySession = (): ReactNode => {
  useEffect(() => {
    void import('safe-session/embed');
  }, []);
  return (
    <safe-session service-url="/api/session" exit-url="/left">
      <p>If something does not work here, please call us: 020 7946 0123 (sample number, reaches nobody).</p>
    </safe-session>
  );
};
