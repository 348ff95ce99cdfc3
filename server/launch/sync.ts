import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnv, readSource } from '../env.ts';
import { sayError } from '../log.ts';
import { readOrCreateSecrets } from './secrets.ts';
import { buildZeroCacheEnv, findZeroCache, preloadFlags } from './zero-cache.ts';

/** `npm run sync`: zero-cache alone, on the port of ZERO_CACHE_URL, for deployments with one process per container. */
function main(): void {
  const env = loadEnv();
  const source = readSource();
  const address = new URL(env.zeroCacheUrl);
  const port = Number(address.port || 4848);
  mkdirSync(env.dataDir, { recursive: true });
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname);
  const child = spawn(process.execPath, [findZeroCache()], {
    cwd: env.dataDir,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...source,
      ...buildZeroCacheEnv(
        {
          databaseUrl: env.databaseUrl,
          port,
          changeStreamerPort: Number(source.ZERO_CHANGE_STREAMER_PORT ?? port + 1),
          webUrl: env.webUrl,
          apiKey: env.zeroApiKey,
          adminPassword: source.ZERO_ADMIN_PASSWORD ?? readOrCreateSecrets(env.dataDir).zeroAdminPassword,
          replicaFile: join(env.dataDir, 'zero-replica.db'),
          logLevel: 'warn',
        },
        source,
      ),
      NODE_OPTIONS: [source.NODE_OPTIONS, preloadFlags({ loopbackOnly: isLocal })].filter(Boolean).join(' '),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGTERM'));
  child.once('error', (error) => sayError(`zero-cache could not be started: ${error.message}`));
  child.once('exit', (code) => process.exit(code ?? 1));
}

main();
