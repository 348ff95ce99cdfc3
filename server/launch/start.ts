import { loadLauncherEnv } from '../env.ts';
import { say, sayError } from '../log.ts';
import { describeReady } from './ready-block.ts';
import { startSystem, StartRefused } from './start-system.ts';

/** `npm start` and `npm run dev` (`--dev`): everything on one port until Ctrl-C. */
async function main(): Promise<void> {
  const beganAt = Date.now();
  const isDev = process.argv.includes('--dev');
  loadLauncherEnv();
  let stop: ((isForced?: boolean) => Promise<void>) | null = null;
  let asked = 0;

  function leave(exitCode: number): void {
    asked += 1;
    if (asked > 1) say('Stopping at once.');
    else say('\nStopping (Ctrl-C again to stop at once)…');
    const done = stop ? stop(asked > 1) : Promise.resolve();
    done.then(
      () => {
        if (asked === 1) say('Stopped. The data is kept; npm start finds it again.');
        process.exit(exitCode);
      },
      (error: unknown) => {
        sayError(String(error));
        process.exit(1);
      },
    );
  }

  process.on('SIGINT', () => leave(0));
  process.on('SIGTERM', () => leave(0));
  process.on('SIGHUP', () => leave(0));
  say('Starting Kazi…');
  try {
    const system = await startSystem({ isDev, onSlow: say, onStarting: (given) => (stop = given) });
    if (asked === 0) say(`\n${describeReady(system.env, Date.now() - beganAt)}`);
  } catch (error) {
    if (asked > 0) return;
    sayError(error instanceof StartRefused || error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

await main();
