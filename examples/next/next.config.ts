import type { NextConfig } from 'next';

const config: NextConfig = {
  // It would hold events back. The reverse proxy compresses the pages.
  compress: false,
  poweredByHeader: false,
  // They load drivers and files of their own at run time, which a bundle would not find.
  serverExternalPackages: ['safe-session', 'pg', '@electric-sql/pglite'],
  // This folder is the whole project, whatever lies above it.
  turbopack: { root: import.meta.dirname },
};

export default config;
