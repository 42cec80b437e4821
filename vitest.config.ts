import { defineConfig } from 'vitest/config';

// Tests run on the sources as the command line does, without the web's build:
// pages are tested through the built server in test/browser.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // DuckDB uses its own threads; more test processes than cores only makes timings lie.
    maxWorkers: 2,
    // No module keeps anything but memos that hold for all: files of one worker share what they import.
    isolate: false,
    setupFiles: ['test/support/setup.ts'],
  },
});
