import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one installation makes up for itself, once, when nobody sets it. */
export interface GeneratedSecrets {
  authSecret: string;
  encryptionKey: string;
  zeroAdminPassword: string;
  databasePassword: string;
}

const fileName = 'secrets.json';

/**
 * The secrets of this data directory: read when they exist, otherwise made and kept (mode 0600).
 * Losing the file loses the embedded database's password, so it lives beside the data it opens.
 */
export function readOrCreateSecrets(dataDir: string): GeneratedSecrets {
  const path = join(dataDir, fileName);
  const kept = readKept(path);
  const secrets: GeneratedSecrets = {
    authSecret: kept.authSecret ?? randomHex(),
    encryptionKey: kept.encryptionKey ?? randomHex(),
    zeroAdminPassword: kept.zeroAdminPassword ?? randomHex(),
    databasePassword: kept.databasePassword ?? randomHex(),
  };
  if (Object.keys(secrets).every((key) => kept[key as keyof GeneratedSecrets])) return secrets;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function readKept(path: string): Partial<GeneratedSecrets> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<GeneratedSecrets>;
  } catch (cause) {
    throw new Error(
      `${path} is not readable JSON. Restore it, or remove the data directory to start afresh.`,
      {
        cause,
      },
    );
  }
}

/** 32 random bytes as 64 hex digits. */
function randomHex(): string {
  return randomBytes(32).toString('hex');
}
