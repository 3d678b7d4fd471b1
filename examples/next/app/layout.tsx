import type { Metadata } from 'next';
import type { ReactNode } from 'react';

/** None; otherwise browsers ask for one. */
export const metadata: Metadata = { icons: { icon: 'data:,' } };

const Layout = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <html lang="en">
    <body>{children}</body>
  </html>
);

export default Layout;
