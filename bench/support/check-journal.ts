import type { Pool } from 'pg';
import type { Check } from './outcome.ts';

const HASH_BYTES = 32;

const UNSCHEDULED = `
  select count(*)::int as n from provider_event e where state = 'pending' and not exists (
    select 1 from (select json_array_elements_text(payload -> 'eventIds') as id from graphile_worker._private_jobs) j
    where j.id = e.id::text)`;

/**
 * What was acknowledged is in the journal, once, and (while the worker is held) scheduled. `acknowledged`: SHA-256 of
 * each acknowledged body, one after another.
 */
export async function checkJournal(
  pool: Pool,
  acknowledged: Buffer,
  { isHeld }: { isHeld: boolean },
): Promise<Check[]> {
  const { rows } = await pool.query<{ hash: string }>(
    `select encode(body_hash, 'hex') as hash from provider_event`,
  );
  const stored = new Set(rows.map((row) => row.hash));
  const lost = findLost(acknowledged, stored);
  const checks: Check[] = [
    { name: 'every acknowledged body is stored', fault: lost === 0 ? null : `${lost} are not` },
    {
      name: 'no body is stored twice',
      fault: stored.size === rows.length ? null : `${rows.length - stored.size} are`,
    },
  ];
  if (isHeld) {
    const { n } = (await pool.query<{ n: number }>(UNSCHEDULED)).rows[0]!;
    checks.push({
      name: 'every stored body is scheduled for processing',
      fault: n === 0 ? null : `${n} are not`,
    });
  }
  return checks;
}

/** How many of the acknowledged are not among the stored. */
export function findLost(acknowledged: Buffer, stored: ReadonlySet<string>): number {
  let lost = 0;
  for (let at = 0; at < acknowledged.length; at += HASH_BYTES) {
    if (!stored.has(acknowledged.toString('hex', at, at + HASH_BYTES))) lost++;
  }
  return lost;
}

/** Exactly as many messages as bodies, none of them twice, none left unread by the worker. Null when all is well. */
export async function checkMessages(
  pool: Pool,
  { added, before }: { added: number; before: number },
): Promise<string | null> {
  const { messages, distinct, unread } = (
    await pool.query<{ messages: number; distinct: number; unread: number }>(
      `select (select count(*) from message)::int as messages,
         (select count(distinct provider_message_id) from message where provider_message_id is not null)::int
           + (select count(*) from message where provider_message_id is null)::int as distinct,
         (select count(*) from provider_event where state <> 'processed')::int as unread`,
    )
  ).rows[0]!;
  if (unread > 0) return `${unread} were not processed`;
  if (distinct !== messages) return `${messages - distinct} messages are there twice`;
  return messages - before === added ? null : `${messages - before} messages for ${added} bodies`;
}
