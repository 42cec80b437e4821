// Fuzzes the API against its OpenAPI document, as every role, as a partner who may see one merchant, and as nobody: no
// answer of 500, none that its schema does not know, none that the role may not read (test/fuzz/api-server.ts turns it
// into a 500). Work that is asked for is taken into the queue and stopped at once. Schemathesis comes from PyPI into a virtual environment of its own below node_modules/.cache.
//   npm run test:fuzz                                100 examples of every operation: hours
//   npm run test:fuzz -- --quick                     a few of each, for .ci/run
//   npm run test:fuzz -- --examples=30 --as=finance,partner
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const VERSION = '4.32.5';
const ROLES = ['nobody', 'compliance', 'finance', 'marketing', 'auditor', 'administrator', 'partner'];
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
const option = (name) => process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const isQuick = process.argv.includes('--quick');
const examples = isQuick ? 3 : Number(option('examples') ?? 100);
const wanted = option('as')?.split(',') ?? ROLES;
const unknown = wanted.filter((role) => !ROLES.includes(role));
if (unknown.length > 0 || !Number.isInteger(examples) || examples < 1)
  throw new Error(`--as takes some of ${ROLES.join(',')}, --examples a number.`);

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
const { port, ids, named } = JSON.parse(line);
const described = await fetch(`http://127.0.0.1:${port}/api/openapi.json`, {
  headers: { 'x-role': 'administrator' },
});
if (!described.ok) throw new Error(`The OpenAPI document was refused: ${described.status}`);
const schema = join(environment, 'openapi.json');
writeFileSync(schema, JSON.stringify(withIds(await described.json())));
const failed = [];
for (const role of wanted) {
  console.log(`\n== as ${role}`);
  const run = spawn(
    tool,
    [
      ...['run', schema, '--url', `http://127.0.0.1:${port}`, '--header', `x-role: ${role}`],
      ...['--checks', CHECKS.join(',')],
      ...['--max-examples', `${examples}`, '--seed', '20251231', '--workers', '1'],
      ...['--phases', isQuick ? 'fuzzing' : 'examples,coverage,fuzzing'],
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

/** The document, with ids of what is there beside one of nothing: invented ones would only ever find nothing. */
function withIds(document) {
  const NOTHING = '00000000-0000-4000-8000-000000000000';
  for (const [path, operations] of Object.entries(document.paths)) {
    const start = Object.keys(ids).find((each) => path.startsWith(`${each}{`));
    for (const { parameters = [] } of Object.values(operations))
      for (const parameter of parameters) {
        const { in: where, name } = parameter;
        if (start && where === 'path' && name === 'id') parameter.schema = { enum: [ids[start], NOTHING] };
        if (where === 'query' && Object.hasOwn(named, name)) parameter.schema = { enum: [named[name]] };
      }
  }
  return document;
}
