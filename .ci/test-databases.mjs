// Tests the database connectors against real servers: PostgreSQL and MariaDB, each started on loopback with a data
// folder of its own that is gone afterwards. As root, Debian's packages are installed where they are missing; anybody
// else is told what to install. Further arguments go to the test runner.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IS_ROOT = process.getuid?.() === 0;
const OWNER = 'owner';
// Odd characters on purpose: each must survive URLs, files and the environment.
const PASSWORD = `p@ss/${randomBytes(9).toString('base64url')}#%?`;

const programs = requirePrograms();
const folder = mkdtempSync(join(tmpdir(), 'jiheng-servers-'));
chmodSync(folder, 0o755);
const stops = [];
try {
  const tls = makeCertificate();
  const postgres = await startPostgres(tls);
  const mariadb = await startMariadb(tls);
  const run = spawnSync('npx', ['vitest', 'run', 'test/databases', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      JIHENG_TEST_POSTGRES: postgres,
      JIHENG_TEST_MARIADB: mariadb,
      JIHENG_TEST_CA: tls.certificate,
    },
  });
  process.exitCode = run.status ?? 1;
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}
function requirePrograms() {
  const find = () => ({
    initdb: inPostgres('initdb'),
    pg_ctl: inPostgres('pg_ctl'),
    'mariadb-install-db': onPath('mariadb-install-db'),
    mariadbd: onPath('mariadbd'),
    openssl: onPath('openssl'),
  });
  const missingOf = (found) => Object.keys(found).filter((name) => !found[name]);
  let found = find();
  if (missingOf(found).length > 0 && IS_ROOT && onPath('apt-get')) {
    const install = ['install', '-y', '--no-install-recommends', 'postgresql', 'mariadb-server', 'openssl'];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    for (const words of [['update'], install]) spawnSync('apt-get', words, { stdio: 'inherit', env });
    found = find();
  }
  const missing = missingOf(found);
  if (missing.length === 0) return found;
  console.error(
    `The connectors cannot be tested: ${missing.join(', ')} not found. Install them (Debian: apt-get install postgresql mariadb-server openssl) and run this again.`,
  );
  process.exit(1);
}

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((each) => join(each, name)).find((each) => existsSync(each));
}

/** Debian keeps PostgreSQL's own programs beside its versions. */
function inPostgres(name) {
  const versions = '/usr/lib/postgresql';
  const newest = existsSync(versions)
    ? readdirSync(versions).sort((left, right) => Number(right) - Number(left))
    : [];
  return (
    newest.map((each) => join(versions, each, 'bin', name)).find((each) => existsSync(each)) ?? onPath(name)
  );
}

/** For 127.0.0.1, signed by itself: trusted by those who are told to. */
function makeCertificate() {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost`;
  execFileSync(programs.openssl, [...words.split(' '), '-keyout', key, '-out', certificate], {
    stdio: 'pipe',
  });
  return { key, certificate };
}

async function startPostgres(tls) {
  const home = ownedFolder('postgres');
  const port = await freePort();
  const [data, secret, key] = [join(home, 'data'), join(home, 'secret'), join(home, 'key.pem')];
  writeFileSync(secret, PASSWORD);
  execFileSync('cp', [tls.key, key]);
  chmodSync(key, 0o600);
  giveTo('postgres', secret, key);
  runAs('postgres', programs.initdb, [
    ...['-D', data, '-U', OWNER, '--pwfile', secret, '--auth=scram-sha-256', '-E', 'UTF8', '--locale=C'],
  ]);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: home,
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: tls.certificate,
    ssl_key_file: key,
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  runAs('postgres', programs.pg_ctl, [
    ...['-D', data, '-w', '-l', join(home, 'log'), '-o', options.join(' '), 'start'],
  ]);
  stops.push(() => runAs('postgres', programs.pg_ctl, ['-D', data, '-m', 'immediate', 'stop']));
  return `postgres://${OWNER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
}

async function startMariadb(tls) {
  const home = ownedFolder('mysql');
  const port = await freePort();
  const [data, setup, key] = [join(home, 'data'), join(home, 'setup.sql'), join(home, 'key.pem')];
  const user = IS_ROOT ? ['--user=mysql'] : [];
  execFileSync(
    programs['mariadb-install-db'],
    [...user, '--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'],
    { stdio: 'pipe' },
  );
  writeFileSync(
    setup,
    `create user ${OWNER}@'%' identified by '${PASSWORD}';\ngrant all on *.* to ${OWNER}@'%' with grant option;\n`,
  );
  execFileSync('cp', [tls.key, key]);
  giveTo('mysql', setup, key);
  const server = spawn(
    programs.mariadbd,
    [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${join(home, 'socket')}`,
      `--pid-file=${join(home, 'pid')}`,
      `--init-file=${setup}`,
      `--log-error=${join(home, 'log')}`,
      `--ssl-cert=${tls.certificate}`,
      `--ssl-key=${key}`,
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=64M',
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((done) => server.once('exit', done));
  stops.push(() => (server.kill(), ended));
  await accepts(port, ended);
  return `mysql://${OWNER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/mysql`;
}

function ownedFolder(user) {
  const home = join(folder, user);
  mkdirSync(home);
  giveTo(user, home);
  return home;
}

/** Both servers refuse to run as root, so root lends them files and identities. */
function giveTo(user, ...paths) {
  if (IS_ROOT) execFileSync('chown', [user, ...paths]);
}

function runAs(user, program, words) {
  const line = IS_ROOT ? ['runuser', '-u', user, '--', program, ...words] : [program, ...words];
  execFileSync(line[0], line.slice(1), { stdio: 'ignore', cwd: folder });
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function accepts(port, ended) {
  let isDead = false;
  void ended.then(() => (isDead = true));
  for (let tries = 0; tries < 300 && !isDead; tries++) {
    const isOpen = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), done(true)));
      socket.on('error', () => done(false));
    });
    if (isOpen) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`MariaDB does not answer on port ${port}; its log is in ${join(folder, 'mysql', 'log')}.`);
}
