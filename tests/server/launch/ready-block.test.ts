import { describe, expect, it } from 'vitest';
import { describeReady } from '#server/launch/ready-block.ts';

const env = { origin: 'http://localhost:3000', isSandbox: true, dataDir: './.data' } as const;
const nobody = { apiKey: undefined, adminEmail: undefined, adminPassword: undefined };

describe('what a newcomer reads when everything runs', () => {
  it('names the people of the demo and their password', () => {
    const block = describeReady({ ...env, seed: 'demo', bootstrap: nobody }, 1_200);
    expect(block).toContain('ready (1.2 s)');
    expect(block).toMatch(/amina@demo\.kazi +agent/);
    expect(block).toContain('/sandbox');
  });

  it('names the first admin of an empty business, never their password', () => {
    const bootstrap = { ...nobody, adminEmail: 'boss@example.com', adminPassword: 'a-long-secret' };
    const block = describeReady({ ...env, seed: 'empty', bootstrap }, 1_200);
    expect(block).toContain('boss@example.com');
    expect(block).not.toContain('a-long-secret');
  });

  it('says the way in when there is nobody', () => {
    expect(describeReady({ ...env, seed: 'empty', bootstrap: nobody }, 1_200)).toContain(
      'BOOTSTRAP_ADMIN_EMAIL',
    );
  });
});
