import { defineConfig } from 'vite';

export default defineConfig({
  // Addresses that begin where the page's script is: the same files work below any path, and from another host.
  base: './',
  // Older browsers cannot seal a session anyway.
  build: { target: 'es2022' },
});
