import { join } from 'node:path';
import type { Pool } from 'pg';
import type { RunningEnv } from '../env.ts';
import type { Log } from '../log.ts';
import { createSandboxWhatsApp } from './create-sandbox.ts';
import type { SandboxWhatsApp } from './create-sandbox.ts';

type KnownContact = {
  name: string;
  phone: string | null;
  userId: string | null;
  lastInboundAt: number | null;
  lastText: string | null;
};

const KNOWN = `
  select coalesce(c.name, c.profile_name) as name, v.last_inbound_at as "lastInboundAt", v.last_message_text as "lastText",
    (select value from identity i where i.contact_id = c.id and i.kind = 'phone' and i.retired_at is null limit 1) as phone,
    (select value from identity i where i.contact_id = c.id and i.kind = 'whatsapp_user_id' and i.retired_at is null limit 1) as "userId"
  from contact c join conversation v on v.contact_id = c.id
  where v.workspace_id = (select id from workspace order by created_at limit 1)
  order by (v.status = 'open') desc, v.queue_order limit 200`;

const ON_THE_PHONE = 8;
const ACCOUNT = '200000000000001';

/** A number of the sandbox's own account that no business has yet: connecting one can be tried. */
export const SPARE_NUMBER = { phoneNumberId: '100000000000002', displayPhoneNumber: '+254 700 000 002' };

/** Starts the fake WhatsApp inside the web process and tells it who the business already talks to. */
export async function mountSandbox({
  env,
  pool,
  log,
}: {
  env: RunningEnv;
  pool: Pool;
  log: Log;
}): Promise<SandboxWhatsApp> {
  const channels = await pool.query<{
    phoneNumberId: string;
    displayPhoneNumber: string;
    wabaId: string | null;
    name: string;
  }>(
    `select ch.phone_number_id as "phoneNumberId", ch.display_phone_number as "displayPhoneNumber", ch.waba_id as "wabaId", w.name
     from channel ch join workspace w on w.id = ch.workspace_id order by ch.created_at`,
  );
  const sandbox = createSandboxWhatsApp({
    now: () => Date.now(),
    seed: 1,
    webhookUrl: () => `${env.webUrl}/webhooks/whatsapp`,
    appSecret: env.whatsapp.appSecret ?? '',
    verifyToken: env.whatsapp.verifyToken ?? '',
    accessToken: env.whatsapp.accessToken ?? '',
    channels: channels.rows.map((c) => ({
      ...c,
      businessName: c.name,
      wabaId: c.wabaId ?? ACCOUNT,
    })),
    spare: channels.rows.some(({ phoneNumberId }) => phoneNumberId === SPARE_NUMBER.phoneNumberId)
      ? []
      : [{ ...SPARE_NUMBER, wabaId: ACCOUNT, businessName: channels.rows[0]?.name ?? 'Kazi' }],
    stateFile: join(env.dataDir, 'sandbox.json'),
    log,
  });
  const known = (await pool.query<KnownContact>(KNOWN)).rows;
  sandbox.control.addCustomers(
    known
      .slice(0, ON_THE_PHONE)
      .map((c) => ({ name: c.name, phone: c.phone, userId: c.userId, note: c.lastText ?? undefined })),
  );
  for (const c of known) if (c.phone && c.lastInboundAt) sandbox.control.openWindow(c.phone, c.lastInboundAt);
  return sandbox;
}
