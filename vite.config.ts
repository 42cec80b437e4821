import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit()],
  ssr: {
    // Native or large server packages stay packages; the server bundle imports them.
    external: ['@duckdb/node-api', 'apache-arrow', 'better-auth', 'kysely'],
  },
  server: { host: '127.0.0.1' },
});
