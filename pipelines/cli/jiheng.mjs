#!/usr/bin/env node
// Node 20 does not run TypeScript: tsx, a runtime dependency, loads the sources as they are.
// DuckDB's blocking calls use libuv's threads, whose number is read once, before the first of them.
process.env.UV_THREADPOOL_SIZE ??= '8';
const { register } = await import('tsx/esm/api');
register();
await import('./cli.ts');
