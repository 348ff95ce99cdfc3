import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { readConnection } from './launch/connection-file.ts';
import { readOrCreateSecrets } from './launch/secrets.ts';
import { sayError } from './log.ts';
import {
  providerCredentials,
  sandboxDefaults,
  settings,
  wellKnown,
  type LogLevel,
  type Settings,
} from './settings.ts';

/** Settings as text: the environment, or a `.env` file. */
export type Source = Readonly<Record<string, string | undefined>>;

/** One setting that cannot be used, and why, in a sentence that starts after its name. */
export interface Fault {
  name: string;
  message: string;
}

/** The settings, checked, with every default filled in. */
export interface Env {
  port: number;
  host: string;
  /** Scheme, host and port that people type, without a trailing slash. */
  origin: string;
  /** Origins a browser may speak to us from: ORIGIN, and its loopback twin on a developer's machine. */
  allowedOrigins: readonly string[];
  /** Absolute. */
  dataDir: string;
  /** Null only for the launcher, which then brings its own database. */
  databaseUrl: string | null;
  seed: 'demo' | 'empty';
  isSandbox: boolean;
  authSecret: string;
  encryptionKey: string;
  logLevel: LogLevel;
  /** How many days a provider event is kept once it was understood. */
  journalRetentionDays: number;
  smtpUrl: string | undefined;
  /** Whom a push service may write to about us: the first administrator, else where people reach this installation. */
  pushContact: string;
  whatsapp: {
    appSecret: string | undefined;
    verifyToken: string | undefined;
    /** Graph base with version, without a trailing slash. */
    apiUrl: string;
    phoneNumberId: string | undefined;
    accessToken: string | undefined;
  };
  mpesa: {
    apiUrl: string;
    consumerKey: string | undefined;
    consumerSecret: string | undefined;
    shortcode: string | undefined;
    shortcodeKind: 'paybill' | 'till';
    passkey: string | undefined;
    callbackToken: string | undefined;
  };
  openai: { apiKey: string | undefined; baseUrl: string | undefined; model: string | undefined };
  /** Undefined: media stays on disk under `dataDir`. */
  s3:
    | {
        endpoint: string;
        bucket: string;
        region: string;
        accessKeyId: string;
        secretAccessKey: string;
        isPathStyle: boolean;
      }
    | undefined;
  bootstrap: {
    apiKey: string | undefined;
    adminEmail: string | undefined;
    adminPassword: string | undefined;
  };
  /** Where web finds zero-cache. */
  zeroCacheUrl: string;
  /** Shown by zero-cache to our two Zero endpoints: nobody else may call them. */
  zeroApiKey: string;
  /** Where zero-cache finds the web process. */
  webUrl: string;
  /** Where the sandbox providers answer (they are served by the web process). */
  sandboxUrl: string;
  /** The launcher's note about its children, for `/readyz`; undefined when each process is started by hand. */
  statusFile: string | undefined;
  metricsToken: string | undefined;
  workerConcurrency: number;
}

/** An environment with a database in it: what every process but the launcher works with. */
export type RunningEnv = Env & { databaseUrl: string };

export type EnvResult = { ok: true; env: Env } | { ok: false; faults: Fault[] };

/** Checks settings given as text. Pure: the same source gives the same answer; blank counts as absent. */
export function readEnv(source: Source): EnvResult {
  const parsed = settings.safeParse(withoutBlanks(source));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      name: String(issue.path[0] ?? 'settings'),
      message: issue.message,
    }));
    return { ok: false, faults: [...faults, ...findUnsafe(withoutBlanks(source))].sort(byName) };
  }
  const faults = [...findUnsafe(withoutBlanks(source)), ...findIncomplete(parsed.data)].sort(byName);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, env: deepFreeze(buildEnv(parsed.data)) };
}

/**
 * The settings of this process, with a database. Prints every fault by name and exits 1 when there is one.
 * Without DATABASE_URL it finds the database that a launcher started on the same DATA_DIR.
 */
export function loadEnv(): RunningEnv {
  const env = loadLauncherEnv();
  const databaseUrl = env.databaseUrl ?? readConnection(env.dataDir)?.databaseUrl;
  if (databaseUrl) return Object.freeze({ ...env, databaseUrl });
  return exitWithFaults([
    {
      name: 'DATABASE_URL',
      message: `is not set, and nothing started by "npm start" is running on ${env.dataDir}`,
    },
  ]);
}

/** The settings of this process, where a database is not needed yet. Same faults, same exit. */
export function loadLauncherEnv(): Env {
  const result = readEnv(withGeneratedSecrets(readSource()));
  return result.ok ? result.env : exitWithFaults(result.faults);
}

/** The environment over the `.env` file of the working directory; blanks are dropped so that the file can speak. */
export function readSource(): Record<string, string> {
  const path = resolve('.env');
  let fromFile: Record<string, string | undefined> = {};
  if (existsSync(path)) {
    try {
      fromFile = parseEnv(readFileSync(path, 'utf8'));
    } catch {
      return exitWithFaults([{ name: '.env', message: 'cannot be read' }]);
    }
  }
  return { ...withoutBlanks(fromFile), ...withoutBlanks(process.env) };
}

/** In the sandbox, secrets nobody set are made up once and kept under DATA_DIR. */
export function withGeneratedSecrets(source: Source): Source {
  const given = withoutBlanks(source);
  if (!isSandboxOn(given)) return given;
  if (given.AUTH_SECRET && given.ENCRYPTION_KEY) return given;
  const secrets = readOrCreateSecrets(resolve(given.DATA_DIR ?? './.data'));
  return {
    AUTH_SECRET: secrets.authSecret,
    ENCRYPTION_KEY: secrets.encryptionKey,
    ...given,
  };
}

/** All faults in one block, by name, ready to print. */
export function describeFaults(faults: readonly Fault[]): string {
  const lines = faults.map((fault) => `  ${fault.name} ${fault.message}`);
  const title = faults.length === 1 ? 'One setting is wrong:' : `${faults.length} settings are wrong:`;
  return [title, ...lines, 'Each setting is explained in .env.example.'].join('\n');
}

function exitWithFaults(faults: readonly Fault[]): never {
  sayError(describeFaults(faults));
  process.exit(1);
}

function isSandboxOn(given: Source): boolean {
  if (given.SANDBOX === 'on' || given.SANDBOX === 'off') return given.SANDBOX === 'on';
  return providerCredentials.every((name) => {
    const value = given[name];
    return value === undefined || value === sandboxDefaults[name];
  });
}

/** What would be harmless in the sandbox and is a hole outside it. */
function findUnsafe(given: Source): Fault[] {
  if (isSandboxOn(given)) return [];
  const faults: Fault[] = [];
  const why = given.SANDBOX === 'off' ? 'when SANDBOX=off' : 'when provider credentials are set';
  for (const name of ['AUTH_SECRET', 'ENCRYPTION_KEY'] as const) {
    if (given[name] === undefined) faults.push({ name, message: `must be set ${why}` });
  }
  for (const name of Object.keys(settings.shape)) {
    const value = given[name];
    if (value !== undefined && wellKnown.includes(value)) {
      faults.push({ name, message: `is a default that everybody knows; choose another ${why}` });
    }
  }
  if (given.SEED === 'demo') {
    faults.push({
      name: 'SEED',
      message: `must be empty ${why}: the demo logins have a password everybody knows`,
    });
  }
  return faults;
}

/** Settings that only make sense together. */
function findIncomplete(given: Settings): Fault[] {
  const faults: Fault[] = [];
  const s3 = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  if ([...s3, 'S3_REGION' as const, 'S3_FORCE_PATH_STYLE' as const].some((name) => given[name])) {
    for (const name of s3) {
      if (!given[name]) faults.push({ name, message: 'must be set when another S3_ setting is' });
    }
  }
  if (given.BOOTSTRAP_ADMIN_EMAIL && !given.BOOTSTRAP_ADMIN_PASSWORD) {
    faults.push({ name: 'BOOTSTRAP_ADMIN_PASSWORD', message: 'must be set when BOOTSTRAP_ADMIN_EMAIL is' });
  }
  return faults;
}

function buildEnv(given: Settings): Env {
  const isSandbox = isSandboxOn({
    ...given,
    PORT: undefined,
    WORKER_CONCURRENCY: undefined,
    JOURNAL_RETENTION_DAYS: undefined,
  });
  const fallback = isSandbox ? sandboxDefaults : undefined;
  const reachableHost = ['0.0.0.0', '::', 'localhost'].includes(given.HOST) ? '127.0.0.1' : given.HOST;
  const webUrl = trimSlash(given.WEB_URL ?? `http://${bracket(reachableHost)}:${given.PORT}`);
  const sandboxUrl = trimSlash(given.SANDBOX_URL ?? webUrl);
  const publicOrigin = new URL(given.ORIGIN ?? `http://localhost:${given.PORT}`).origin;
  const authSecret = given.AUTH_SECRET ?? sandboxDefaults.AUTH_SECRET;
  return {
    port: given.PORT,
    host: given.HOST,
    origin: publicOrigin,
    allowedOrigins: listAllowedOrigins(publicOrigin),
    dataDir: resolve(given.DATA_DIR),
    databaseUrl: given.DATABASE_URL ?? null,
    seed: given.SEED ?? (isSandbox ? 'demo' : 'empty'),
    isSandbox,
    authSecret,
    encryptionKey: given.ENCRYPTION_KEY ?? sandboxDefaults.ENCRYPTION_KEY,
    logLevel: given.LOG_LEVEL,
    journalRetentionDays: given.JOURNAL_RETENTION_DAYS,
    smtpUrl: given.SMTP_URL,
    pushContact: pushContactOf(given.BOOTSTRAP_ADMIN_EMAIL, publicOrigin),
    whatsapp: {
      appSecret: given.WHATSAPP_APP_SECRET ?? fallback?.WHATSAPP_APP_SECRET,
      verifyToken: given.WHATSAPP_VERIFY_TOKEN ?? fallback?.WHATSAPP_VERIFY_TOKEN,
      apiUrl: trimSlash(
        given.WHATSAPP_API_URL ??
          (isSandbox ? `${sandboxUrl}/fake/graph/v25.0` : 'https://graph.facebook.com/v25.0'),
      ),
      phoneNumberId: given.WHATSAPP_PHONE_NUMBER_ID ?? fallback?.WHATSAPP_PHONE_NUMBER_ID,
      accessToken: given.WHATSAPP_ACCESS_TOKEN ?? fallback?.WHATSAPP_ACCESS_TOKEN,
    },
    mpesa: {
      apiUrl: trimSlash(
        given.MPESA_API_URL ?? (isSandbox ? `${sandboxUrl}/fake/mpesa` : 'https://api.safaricom.co.ke'),
      ),
      consumerKey: given.MPESA_CONSUMER_KEY ?? fallback?.MPESA_CONSUMER_KEY,
      consumerSecret: given.MPESA_CONSUMER_SECRET ?? fallback?.MPESA_CONSUMER_SECRET,
      shortcode: given.MPESA_SHORTCODE ?? fallback?.MPESA_SHORTCODE,
      shortcodeKind: given.MPESA_SHORTCODE_KIND,
      passkey: given.MPESA_PASSKEY ?? fallback?.MPESA_PASSKEY,
      callbackToken: given.MPESA_CALLBACK_TOKEN ?? fallback?.MPESA_CALLBACK_TOKEN,
    },
    openai: { apiKey: given.OPENAI_API_KEY, baseUrl: given.OPENAI_BASE_URL, model: given.OPENAI_MODEL },
    s3: buildS3(given),
    bootstrap: {
      apiKey: given.BOOTSTRAP_API_KEY,
      adminEmail: given.BOOTSTRAP_ADMIN_EMAIL,
      adminPassword: given.BOOTSTRAP_ADMIN_PASSWORD,
    },
    zeroCacheUrl: trimSlash(given.ZERO_CACHE_URL),
    zeroApiKey: given.ZERO_API_KEY ?? deriveZeroApiKey(authSecret),
    webUrl,
    sandboxUrl,
    statusFile: given.STATUS_FILE,
    metricsToken: given.METRICS_TOKEN,
    workerConcurrency: given.WORKER_CONCURRENCY,
  };
}

/** Processes that share AUTH_SECRET agree on this key without another setting. */
function deriveZeroApiKey(authSecret: string): string {
  return createHash('sha256').update(`zero-api-key:${authSecret}`).digest('hex');
}

/** Push services take a mailto: or https: address, and some refuse one on localhost. */
function pushContactOf(adminEmail: string | undefined, publicOrigin: string): string {
  if (adminEmail) return `mailto:${adminEmail}`;
  return publicOrigin.startsWith('https:') ? publicOrigin : 'mailto:nobody@kazi.example';
}

function buildS3(given: Settings): Env['s3'] {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = given;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return undefined;
  return {
    endpoint: trimSlash(S3_ENDPOINT),
    bucket: S3_BUCKET,
    region: given.S3_REGION ?? 'auto',
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    isPathStyle: given.S3_FORCE_PATH_STYLE !== 'off',
  };
}

/** `localhost` and `127.0.0.1` are one place to a person but two origins to a browser. */
function listAllowedOrigins(publicOrigin: string): string[] {
  const url = new URL(publicOrigin);
  const loopback = ['localhost', '127.0.0.1'];
  if (url.protocol !== 'http:' || !loopback.includes(url.hostname)) return [publicOrigin];
  return loopback.map((host) => new URL(`http://${host}:${url.port || 80}`).origin);
}

function withoutBlanks(source: Source): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && value.trim() !== '') kept[name] = value;
  }
  return kept;
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function byName(left: Fault, right: Fault): number {
  return left.name.localeCompare(right.name);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
