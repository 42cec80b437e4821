// Asks the registry for known holes in what is installed to run (`npm audit`). High and critical ones fail. A registry
// without that service, or none to be reached, is said and fails nothing: the lock file pins every package all the same.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 120_000,
});
const report = parsed(stdout);
const counts = report?.metadata?.vulnerabilities;
if (!counts) {
  console.log(
    `Not audited: the registry answers no audit (${report?.error?.code ?? report?.message ?? 'no answer'}).`,
  );
} else {
  console.log(
    `npm audit: ${Object.entries(counts)
      .map(([level, count]) => `${level} ${count}`)
      .join(', ')}`,
  );
  const bad = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    /high|critical/.test(severity),
  );
  for (const { name, severity, range } of bad) console.log(`${severity}: ${name} ${range}`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
