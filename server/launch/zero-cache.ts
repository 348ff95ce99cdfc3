import { fileURLToPath } from 'node:url';

/** What zero-cache must be told; everything else is decided here. */
export interface ZeroCacheOptions {
  databaseUrl: string;
  port: number;
  changeStreamerPort: number;
  /** Where it finds `/api/zero/query` and `/api/zero/mutate`. */
  webUrl: string;
  apiKey: string;
  adminPassword: string;
  /** The SQLite replica; disposable, it is copied again when lost. */
  replicaFile: string;
  logLevel: string;
}

/** The name of the publication that says which columns may leave the database; the migrations make it. */
export const publicationName = 'zero_kazi';

/**
 * zero-cache's own settings. An operator's `ZERO_*` (several machines, backups) win over the ones that are a matter of
 * size, never over those that keep data in.
 */
export function buildZeroCacheEnv(
  options: ZeroCacheOptions,
  operator: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const matterOfSize: Record<string, string> = {
    ZERO_NUM_SYNC_WORKERS: '1',
    ZERO_CVR_DB: options.databaseUrl,
    ZERO_CHANGE_DB: options.databaseUrl,
    ZERO_UPSTREAM_MAX_CONNS: '5',
    ZERO_CVR_MAX_CONNS: '10',
    ZERO_CHANGE_MAX_CONNS: '3',
    ZERO_CHANGE_STREAMER_STARTUP_DELAY_MS: '1000',
    ZERO_AUTH_REVALIDATE_INTERVAL_SECONDS: '60',
    ZERO_AUTH_RETRANSFORM_INTERVAL_SECONDS: '60',
    ZERO_WEBSOCKET_MAX_PAYLOAD_BYTES: String(1024 * 1024),
    ZERO_REPLICA_FILE: options.replicaFile,
    ZERO_LOG_LEVEL: options.logLevel,
    ZERO_LOG_FORMAT: 'json',
  };
  const chosen: Record<string, string> = {};
  for (const [name, fallback] of Object.entries(matterOfSize)) chosen[name] = operator[name] ?? fallback;
  return {
    ...chosen,
    ZERO_UPSTREAM_DB: options.databaseUrl,
    ZERO_PORT: String(options.port),
    ZERO_CHANGE_STREAMER_PORT: String(options.changeStreamerPort),
    ZERO_APP_ID: 'kazi',
    ZERO_APP_PUBLICATIONS: publicationName,
    ZERO_QUERY_URL: `${options.webUrl}/api/zero/query`,
    ZERO_MUTATE_URL: `${options.webUrl}/api/zero/mutate`,
    ZERO_QUERY_API_KEY: options.apiKey,
    ZERO_MUTATE_API_KEY: options.apiKey,
    ZERO_QUERY_FORWARD_COOKIES: 'true',
    ZERO_MUTATE_FORWARD_COOKIES: 'true',
    ZERO_ENABLE_CRUD_MUTATIONS: 'false',
    ZERO_ADMIN_PASSWORD: options.adminPassword,
    ZERO_ENABLE_TELEMETRY: 'false',
    ZERO_ENABLE_STARTUP_MESSAGE: '0',
    DO_NOT_TRACK: '1',
    NODE_ENV: 'production',
  };
}

/** The program that npm installed. */
export function findZeroCache(): string {
  return fileURLToPath(new URL('./cli.js', import.meta.resolve('@rocicorp/zero')));
}

/** Node's flags for a child that goes when its parent does, and (zero-cache) that listens on loopback only. */
export function preloadFlags(options: { loopbackOnly: boolean }): string {
  const files = ['./follow-parent.mjs', ...(options.loopbackOnly ? ['./listen-on-loopback.mjs'] : [])];
  return files.map((file) => `--import=${new URL(file, import.meta.url).href}`).join(' ');
}
