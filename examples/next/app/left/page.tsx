import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = { title: 'Opening hours' };
// With its own nonce each time: see `proxy.ts`.
export const dynamic = 'force-dynamic';

/** Where "leave this page now" goes. A practice may name any harmless page instead. */
const Left = (): ReactNode => <p>Monday to Friday, 9 to 17.</p>;

export default Left;
