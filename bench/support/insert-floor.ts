import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkPart } from './fork-part.ts';

/** How fast this Postgres takes single 1 KB rows from `clients` connections, one commit each. */
export type InsertFloor = {
  name: string;
  run: (seconds: number) => Promise<{ done: number; perSecond: number }>;
};

const SCRIPT = `\\set n random(1, 1000000000)
insert into bench_floor (body) values (convert_to(rpad(:n::text, 1024, 'x'), 'UTF8'));
`;

/** pgbench when this machine has it, else a loop of our own. */
export function findInsertFloor({
  databaseUrl,
  clients,
  dataDir,
}: {
  databaseUrl: string;
  clients: number;
  dataDir: string;
}): InsertFloor {
  const program = findPgbench();
  if (program === null) {
    return {
      name: `insert loop (${clients} connections)`,
      async run(seconds) {
        const part = forkPart('insert-loop');
        const result = await part.ask<{ done: number; perSecond: number }>({ databaseUrl, clients, seconds });
        await part.stop();
        return result;
      },
    };
  }
  const script = join(dataDir, 'insert.pgbench');
  writeFileSync(script, SCRIPT);
  return {
    name: `pgbench (${clients} clients)`,
    async run(seconds) {
      const whole = Math.max(1, Math.round(seconds));
      const args = [
        '-n',
        '-M',
        'prepared',
        '-c',
        String(clients),
        '-j',
        '2',
        '-T',
        String(whole),
        '-f',
        script,
      ];
      const child = spawn(program, [...args, databaseUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (part: Buffer) => (said += part.toString()));
      await once(child, 'close');
      const done = Number(/actually processed: (\d+)/.exec(said)?.[1]);
      const perSecond = Number(/tps = ([\d.]+)/.exec(said)?.[1]);
      if (!Number.isFinite(perSecond)) throw new Error(`pgbench said:\n${said}`);
      return { done, perSecond };
    },
  };
}

function findPgbench(): string | null {
  const onPath = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'pgbench'));
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((v) => join(debian, v, 'bin/pgbench')) : [];
  return (
    [...onPath, ...versions].find(
      (path) => existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0,
    ) ?? null
  );
}
