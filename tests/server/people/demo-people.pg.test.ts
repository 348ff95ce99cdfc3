import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createUser } from '#server/auth/create-user.ts';
import { demoPassword } from '#server/settings.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';

const db = testDatabase();
const inSandbox = { sandbox: { app: new Hono() } };

async function atTheDoor(deps: { sandbox: { app: Hono } | null }): Promise<unknown> {
  const answer = await makeApp({ pool: db.pool, ...deps }).app.request('/api/door');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.json();
}

describe('who is shown on the sign-in page', () => {
  it('is nobody where no demo was written, and the people of the demo only in the sandbox', async () => {
    const shop = await makeWorkspace(db.pool);
    const give = async (email: string, memberId: string) => {
      const userId = await createUser(db.pool, { name: 'Somebody', email, password: demoPassword });
      await db.pool.query('update member set user_id = $2 where id = $1', [memberId, userId]);
    };
    await give('asha@duka.example', shop.members.manager.id);
    expect(await atTheDoor(inSandbox)).toEqual({ demo: null });

    await give('otieno@demo.kazi', shop.members.admin.id);
    await give('amina@demo.kazi', shop.members.agent.id);
    expect(await atTheDoor({ sandbox: null })).toEqual({ demo: null });
    const amina = { email: 'amina@demo.kazi', role: 'agent' };
    expect(await atTheDoor(inSandbox)).toEqual({
      demo: { password: demoPassword, people: [amina, { email: 'otieno@demo.kazi', role: 'admin' }] },
    });

    await db.pool.query('update member set deactivated_at = now() where id = $1', [shop.members.admin.id]);
    expect(await atTheDoor(inSandbox)).toEqual({ demo: { password: demoPassword, people: [amina] } });
  });
});
