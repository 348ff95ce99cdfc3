// Run as a process of its own: drains one lane and is killed outright at a named step, as a crash would.
import { openPool } from '#server/db/open-pool.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { testSecretBox } from './make-workspace.ts';

const [url = '', apiUrl = '', lane = '', dieAt = ''] = process.argv.slice(2);
await drainLane(
  {
    pool: openPool({ url, max: 3, name: 'kazi test worker' }),
    secretBox: testSecretBox,
    apiUrl,
    now: () => Date.now(),
    atStep: (step) => {
      if (step === dieAt) process.kill(process.pid, 'SIGKILL');
    },
  },
  lane,
);
