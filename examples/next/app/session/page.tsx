import type { Metadata } from 'next';
import type { ReactNode } from 'react';

import { TherapySession } from './therapy-session.tsx';

/** Neutral, for whoever looks at the history. */
export const metadata: Metadata = { title: 'Meeting' };
export const dynamic = 'force-dynamic';

/** The same for everybody: the server says who has come. */
const Meeting = (): ReactNode => <TherapySession />;

export default Meeting;
