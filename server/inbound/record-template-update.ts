import type { AccountItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';

// A new word on a template replaces the old one; what the notice does not speak of stays.
const UPDATE = `
  update template t set
    status = coalesce(case when $5 = 'REINSTATED' then 'APPROVED' else $5 end, t.status),
    category = coalesce($6, t.category), quality = coalesce($7, t.quality),
    reason = case when $5 is null then t.reason else $8 end
  from channel ch
  where ch.id = t.channel_id and ch.waba_id = $1 and (t.provider_template_id = $2 or (t.name = $3 and t.language = $4))`;

/** Notices that are no state of the template: the quality of one that goes on being approved, a limit, an appeal. */
const NO_STATUS = new Set(['FLAGGED', 'LIMIT_EXCEEDED', 'PENDING_DELETION', 'IN_APPEAL', 'LOCKED']);

/**
 * Applies what the provider says about one template: approved, refused, paused, another category, another quality. Has
 * its channel ask for the whole list soon, for the notice does not carry the texts. Returns the workspaces it concerns.
 */
export async function recordTemplateUpdate(tx: Queryable, item: AccountItem): Promise<string[]> {
  const { template, wabaId } = item;
  if (!template || wabaId === null) return [];
  const status = template.status === null || NO_STATUS.has(template.status) ? null : template.status;
  await tx.query(UPDATE, [
    wabaId,
    template.id,
    template.name,
    template.language,
    status,
    item.topic === 'templateCategory' && template.nextCategory !== null ? null : template.category,
    template.quality,
    template.reason,
  ]);
  const channels = await tx.query<{ workspaceId: string }>(
    'update channel set templates_synced_at = null where waba_id = $1 returning workspace_id as "workspaceId"',
    [wabaId],
  );
  return [...new Set(channels.rows.map(({ workspaceId }) => workspaceId))];
}
