// Fuzzes the API against its OpenAPI document, as every role and as nobody: no answer of 500, none that its schema does
// not know. Schemathesis comes from PyPI into a virtual environment of its own below node_modules/.cache.
//   npm run test:fuzz            100 examples of every operation
//   npm run test:fuzz -- --quick   a few of each, for .ci/run
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const VERSION = '4.32.5';
const ROLES = ['nobody', 'compliance', 'finance', 'marketing', 'auditor', 'administrator'];
/** These start long work in processes of their own, or take files; their own tests try them. */
const LEFT_OUT = '/(compute|withdraw|ingest|check|backtest|preview|files|databases)(/|$)|^/api/reports$';
const isQuick = process.argv.includes('--quick');

const environment = join(ROOT, 'node_modules', '.cache', 'schemathesis');
const tool = join(environment, 'bin', 'schemathesis');
if (!existsSync(tool)) {
  try {
    execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
    execFileSync(join(environment, 'bin', 'pip'), ['install', '-q', `schemathesis==${VERSION}`], {
      stdio: 'inherit',
    });
  } catch {
    console.log('Not run: Schemathesis could not be installed; it needs Python 3.10 with venv, and PyPI.');
    process.exit(isQuick ? 0 : 1);
  }
}

const server = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'test/fuzz/api-server.ts')], {
  cwd: ROOT,
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const { port } = JSON.parse(line);
const described = await fetch(`http://127.0.0.1:${port}/api/openapi.json`, {
  headers: { 'x-role': 'administrator' },
});
if (!described.ok) throw new Error(`The OpenAPI document was refused: ${described.status}`);
const schema = join(environment, 'openapi.json');
writeFileSync(schema, await described.text());
const failed = [];
for (const role of ROLES) {
  console.log(`\n== as ${role}`);
  const run = spawn(
    tool,
    [
      ...['run', schema, '--url', `http://127.0.0.1:${port}`, '--header', `x-role: ${role}`],
      ...['--checks', 'not_a_server_error,content_type_conformance,response_schema_conformance'],
      ...['--max-examples', isQuick ? '3' : '100', '--seed', '20251231', '--workers', '1'],
      ...['--exclude-path-regex', LEFT_OUT, '--phases', isQuick ? 'fuzzing' : 'examples,coverage,fuzzing'],
      ...['--no-color', '--suppress-health-check', 'all'],
    ],
    // It keeps a cache where it stands.
    { cwd: environment, stdio: 'inherit' },
  );
  const [code] = await once(run, 'exit');
  if (code !== 0) failed.push(role);
}
server.stdin.end();
await once(server, 'exit');
console.log(
  failed.length ? `\nFailed as: ${failed.join(', ')}` : '\nNo fault, and no answer beyond its schema.',
);
process.exit(failed.length ? 1 : 0);
