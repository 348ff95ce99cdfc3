import { join, resolve } from 'node:path';
import type { Env, Source } from '../env.ts';
import { pickFreePort, pickRememberedPort } from './pick-port.ts';
import { probeHttp } from './probe-http.ts';
import { readOrCreateSecrets } from './secrets.ts';
import type { ChildPlan } from './supervise-child.ts';
import { buildZeroCacheEnv, findZeroCache, preloadFlags } from './zero-cache.ts';

/** Our own programs, as paths Node can run. */
export interface Programs {
  migrate: string;
  seed: string;
  web: string;
  worker: string;
  vite: string;
}

const root = resolve(import.meta.dirname, '../..');

const ourPrograms: Programs = {
  migrate: join(root, 'server/migrate.ts'),
  seed: join(root, 'server/seed/index.ts'),
  web: join(root, 'server/index.ts'),
  worker: join(root, 'jobs/index.ts'),
  vite: join(root, 'node_modules/vite/bin/vite.js'),
};

type Plan = Omit<ChildPlan, 'onStatus'>;

/** Which command, with which environment, each child is started with; and the ports they find each other by. */
export async function planChildren(options: {
  env: Env;
  source: Source;
  databaseUrl: string;
  statusFile: string;
  quiet?: boolean;
  isDev?: boolean;
  programs?: Partial<Programs>;
}): Promise<{
  programs: Programs;
  cwd: string;
  /** For programs of ours that run once. */
  env: Record<string, string>;
  webUrl: string;
  zeroCacheUrl: string;
  children: { web: Plan; worker: Plan; 'zero-cache': Plan; vite: Plan | null };
}> {
  const { env, source, isDev = false } = options;
  const programs = { ...ourPrograms, ...options.programs };
  const secrets = readOrCreateSecrets(env.dataDir);
  const zeroPort = await pickRememberedPort(env.dataDir, 'zero-cache');
  const changeStreamerPort = await pickRememberedPort(env.dataDir, 'change-streamer');
  const webPort = isDev ? await pickFreePort() : env.port;
  const reachableHost = ['0.0.0.0', '::', 'localhost'].includes(env.host) || isDev ? '127.0.0.1' : env.host;
  const webUrl = `http://${reachableHost}:${webPort}`;
  const zeroCacheUrl = `http://127.0.0.1:${zeroPort}`;
  const shared = keepText({
    ...source,
    HOST: isDev ? '127.0.0.1' : env.host,
    PORT: String(webPort),
    ORIGIN: env.origin,
    DATA_DIR: env.dataDir,
    DATABASE_URL: options.databaseUrl,
    SEED: env.seed,
    SANDBOX: env.isSandbox ? 'on' : 'off',
    LOG_LEVEL: env.logLevel,
    ZERO_CACHE_URL: zeroCacheUrl,
    ZERO_API_KEY: env.zeroApiKey,
    WEB_URL: webUrl,
    SANDBOX_URL: source.SANDBOX_URL ?? webUrl,
    STATUS_FILE: options.statusFile,
    NODE_ENV: isDev ? 'development' : 'production',
    NODE_OPTIONS: joinFlags(source.NODE_OPTIONS, preloadFlags({ loopbackOnly: false })),
  });
  const zeroEnv = buildZeroCacheEnv(
    {
      databaseUrl: options.databaseUrl,
      port: zeroPort,
      changeStreamerPort,
      webUrl,
      apiKey: env.zeroApiKey,
      adminPassword: source.ZERO_ADMIN_PASSWORD ?? secrets.zeroAdminPassword,
      replicaFile: join(env.dataDir, 'zero-replica.db'),
      logLevel: 'warn',
    },
    source,
  );
  const common = {
    command: process.execPath,
    cwd: root,
    dataDir: env.dataDir,
    quiet: options.quiet ?? false,
  };
  const watch = isDev ? ['--watch', '--watch-preserve-output'] : [];
  return {
    programs,
    cwd: root,
    env: shared,
    webUrl,
    zeroCacheUrl,
    children: {
      web: {
        ...common,
        name: 'web',
        args: [...watch, programs.web],
        env: shared,
        isReady: async () => (await probeHttp(`${webUrl}/healthz`))?.status === 200,
      },
      worker: { ...common, name: 'worker', args: [...watch, programs.worker], env: shared },
      'zero-cache': {
        ...common,
        name: 'zero-cache',
        // Its warnings are about its own first steps and mean nothing to a newcomer; the log file has them.
        concernLevel: 'error',
        args: [findZeroCache()],
        cwd: env.dataDir,
        env: {
          ...keepText(source),
          ...zeroEnv,
          NODE_OPTIONS: joinFlags(source.NODE_OPTIONS, preloadFlags({ loopbackOnly: true })),
        },
        isReady: async () => (await probeHttp(zeroCacheUrl))?.status === 200,
      },
      vite: isDev
        ? {
            ...common,
            name: 'vite',
            args: [programs.vite, 'dev', '--host', env.host, '--port', String(env.port), '--strictPort'],
            env: { ...shared, PORT: String(env.port), KAZI_WEB_PORT: String(webPort) },
          }
        : null,
    },
  };
}

function joinFlags(given: string | undefined, ours: string): string {
  return given ? `${given} ${ours}` : ours;
}

function keepText(source: Source): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) if (value !== undefined) kept[name] = value;
  return kept;
}
