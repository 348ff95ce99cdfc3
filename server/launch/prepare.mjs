// Runs before start, test, dev and bench, on whatever Node the machine has (20 or later): built-ins only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const installStamp = join(modules, '.cache', 'kazi-install');
const buildStamp = join(modules, '.cache', 'kazi-build');
const buildInputs = ['src', 'schema', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];

const oldestNode = 20;
const major = Number(process.versions.node.split('.')[0]);
if (major < oldestNode)
  fail(`Node ${process.versions.node} is too old; Kazi needs Node ${oldestNode} or later.`);

installWhenNeeded();
if (process.argv.includes('--build')) buildWhenNeeded();

/** `npm ci` when the packages are missing or do not belong to this lock file. */
function installWhenNeeded() {
  const lockHash = hash([readFileSync(join(root, 'package-lock.json'))]);
  const isComplete = existsSync(join(modules, '.bin', 'vite')) && existsSync(nodeProgram());
  if (isComplete && readStamp(installStamp) === lockHash) return;
  // After an install by hand npm's own record is newer than the lock: nothing to do but remember.
  const record = join(modules, '.package-lock.json');
  const isFresh =
    existsSync(record) && statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (!isComplete || !isFresh) {
    say(
      existsSync(modules)
        ? 'The packages are out of date: installing…'
        : 'Installing the packages (about a minute)…',
    );
    // The build and the tests need the development packages, whatever NODE_ENV says.
    run(
      'npm',
      ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
      'The packages could not be installed.',
    );
  }
  writeStamp(installStamp, lockHash);
}

/** `vite build` when a source differs from those of the last build. */
function buildWhenNeeded() {
  const sources = hash(buildInputs.flatMap((input) => listFiles(join(root, input))).map(describeFile));
  if (existsSync(join(root, '.build', '200.html')) && readStamp(buildStamp) === sources) return;
  say('Building the screens…');
  run(
    nodeProgram(),
    [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    'The build failed.',
  );
  writeStamp(buildStamp, sources);
}

function nodeProgram() {
  const brought = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  return existsSync(brought) ? brought : process.execPath;
}

function describeFile(path) {
  return Buffer.concat([Buffer.from(`${path.slice(root.length)}\n`), readFileSync(path)]);
}

function listFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => listFiles(join(path, entry.name)));
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}

function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

function writeStamp(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${value}\n`);
}

function run(command, args, sentence) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) fail(`${sentence} What went wrong is above.`);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(text) {
  process.stdout.write(`${text}\n`);
  process.exit(1);
}
