import type { Env } from '../env.ts';
import { demoPassword, demoPeople } from '../settings.ts';

/** What a newcomer needs when everything runs: where, who, the phone, and how to stop. Pure. */
export function describeReady(
  env: Pick<Env, 'origin' | 'seed' | 'isSandbox' | 'dataDir' | 'bootstrap'>,
  tookMs: number,
): string {
  const lines = [`Kazi is ready (${(tookMs / 1000).toFixed(1)} s)`, '', `  Open      ${env.origin}`];
  if (env.seed === 'demo') {
    lines.push(`  Sign in   password ${demoPassword}`);
    for (const [email, role] of demoPeople) lines.push(`            ${email.padEnd(20)} ${role}`);
  }
  if (env.seed === 'empty') lines.push(`  Sign in   ${firstPerson(env.bootstrap)}`);
  if (env.isSandbox) lines.push(`  Phone     ${env.origin}/sandbox   (be the customer)`);
  lines.push(`  Data      ${env.dataDir}`, '  Stop      Ctrl-C', '');
  return lines.join('\n');
}

/** Who can come in to an empty business. The settings count when its data is first written. */
function firstPerson({ adminEmail, adminPassword }: Env['bootstrap']): string {
  if (adminEmail && adminPassword) return `${adminEmail}, the password of BOOTSTRAP_ADMIN_PASSWORD`;
  return 'nobody, unless the data folder had somebody: set BOOTSTRAP_ADMIN_EMAIL and BOOTSTRAP_ADMIN_PASSWORD, and begin with a new DATA_DIR';
}
