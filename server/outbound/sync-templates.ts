import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { uuidv7 } from '../new-id.ts';
import { listTemplates } from '../providers/whatsapp/templates.ts';
import type { ProviderTemplate } from '../providers/whatsapp/templates.ts';
import type { Queryable } from '../queue.ts';
import type { SecretBox } from '../secret-box.ts';

type Due = { id: string; workspaceId: string; wabaId: string; sealed: string };

// A paused number asks only when a person wants it to, once. Marked as asked before asking, so that of several workers one asks; a failure is moved back to be asked again soon.
const TAKE_DUE = `
  with due as (
    select ch.id from channel ch
    where ch.waba_id is not null and (ch.state = 'active' or ch.templates_synced_at is null)
      and coalesce(ch.templates_synced_at, '-infinity') < to_timestamp($1::float8 / 1000) - interval '1 hour'
    limit 20 for update skip locked)
  update channel ch set templates_synced_at = to_timestamp($1::float8 / 1000)
  from due, channel_secret s where ch.id = due.id and s.channel_id = ch.id
  returning ch.id, ch.workspace_id as "workspaceId", ch.waba_id as "wabaId", s.access_token_sealed as sealed`;

const ASK_SOON = `
  update channel set templates_synced_at = to_timestamp($2::float8 / 1000) - interval '55 minutes', templates_fault = $3
  where id = $1`;

const PUT = `
  insert into template (id, workspace_id, channel_id, provider_template_id, name, language, category, status, quality,
    parameter_format, components, synced_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, to_timestamp($12::float8 / 1000))
  on conflict (channel_id, name, language) do update set provider_template_id = excluded.provider_template_id,
    category = excluded.category, status = excluded.status, quality = excluded.quality,
    parameter_format = excluded.parameter_format, components = excluded.components, synced_at = excluded.synced_at
  where (template.provider_template_id, template.category, template.status, template.quality, template.parameter_format, template.components)
    is distinct from (excluded.provider_template_id, excluded.category, excluded.status, excluded.quality, excluded.parameter_format, excluded.components)`;

const TIMEOUT_MS = 20_000;

/**
 * Brings the templates of every channel that is due in step with the provider: new ones, changed ones, and those that
 * are gone there. Returns why some could not be fetched.
 */
export async function syncTemplates({
  pool,
  secretBox,
  apiUrl,
  now,
}: {
  pool: Pool;
  secretBox: SecretBox;
  apiUrl: string;
  now: () => number;
}): Promise<string[]> {
  const due = (await pool.query<Due>(TAKE_DUE, [now()])).rows;
  const failed: string[] = [];
  for (const channel of due) {
    const outcome = await listTemplates(
      { apiUrl, accessToken: secretBox.open(channel.sealed), timeoutMs: TIMEOUT_MS },
      { wabaId: channel.wabaId },
    );
    if (outcome.kind !== 'listed') {
      failed.push(outcome.kind === 'refused' ? outcome.classification.key : outcome.reason);
      const fault = outcome.kind === 'refused' ? outcome.classification.key : 'unreachable';
      await pool.query(ASK_SOON, [channel.id, now(), fault]);
      continue;
    }
    await inTransaction(pool, (tx) =>
      putTemplates(
        tx,
        { channelId: channel.id, workspaceId: channel.workspaceId, now: now() },
        outcome.templates,
      ),
    );
  }
  return failed;
}

/** Writes what the provider has; what it no longer has is kept as deleted, for messages that were made from it. */
export async function putTemplates(
  tx: Queryable,
  { channelId, workspaceId, now }: { channelId: string; workspaceId: string; now: number },
  templates: readonly ProviderTemplate[],
): Promise<void> {
  for (const t of templates) {
    await tx.query(PUT, [
      uuidv7(),
      workspaceId,
      channelId,
      t.id,
      t.name,
      t.language,
      t.category ?? 'UTILITY',
      t.status,
      t.quality,
      t.parameterFormat,
      JSON.stringify(t.parts),
      now,
    ]);
  }
  await tx.query('update channel set templates_fault = null where id = $1 and templates_fault is not null', [
    channelId,
  ]);
  await tx.query(
    `update template set status = 'DELETED' where channel_id = $1 and status <> 'DELETED'
       and (name, language) not in (select * from unnest($2::text[], $3::text[]))`,
    [channelId, templates.map((t) => t.name), templates.map((t) => t.language)],
  );
}
