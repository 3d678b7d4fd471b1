import { describeHost } from './support/host-suite.js';

// Next.js ends its process itself, as a signal would have.
await describeHost('next', {
  args: ['node_modules/next/dist/bin/next', 'start', '--hostname', 'localhost'],
  exitCode: 143,
});
