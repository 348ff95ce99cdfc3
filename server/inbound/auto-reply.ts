import type { Pool } from 'pg';
import { AUTO_REPLY_AUTHOR, autoReply } from '#schema/domain/auto-reply.ts';
import type { AutoReplyDecision, AutoReplyFacts } from '#schema/domain/auto-reply.ts';
import { calendarFrom, shutSince } from '#schema/domain/business-hours.ts';
import { fillVariables, suggestedValue } from '#schema/domain/record-variables.ts';
import type { RecordFacts } from '#schema/domain/record-variables.ts';
import { templateFaults } from '#schema/domain/template-check.ts';
import { fillTemplate, partOf, templateFields } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { holdsAt } from '../lease/keep-lease.ts';
import { uuidv7 } from '../new-id.ts';
import { writeMessage } from '../outbound/write-message.ts';
import type { WrittenContent } from '../outbound/write-message.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';

type Hours = { timeZone: string; businessHours: unknown; holidays: unknown };

type Line = Hours &
  Omit<AutoReplyFacts, 'now' | 'shutSince' | 'hasText' | 'template'> & {
    workspaceId: string;
    channelId: string;
    contactName: string;
    workspaceName: string;
    text: string | null;
    templateName: string | null;
    templateLanguage: string | null;
  };

const HOURS = `w.time_zone as "timeZone", w.business_hours as "businessHours", w.holidays`;

const WATCHED = `
  select ${HOURS} from conversation c join inbox i on i.id = c.inbox_id join workspace w on w.id = c.workspace_id
  where c.id = $1 and i.is_auto_reply_on`;

const FACTS = `
  select ${HOURS}, c.workspace_id as "workspaceId", c.channel_id as "channelId", c.contact_name as "contactName",
    w.name as "workspaceName", i.is_auto_reply_on as "isOn", c.status, c.waiting_on as "waitingOn",
    c.last_inbound_at as "lastInboundAt", c.window_closes_at as "windowClosesAt", ch.state = 'paused' as "isChannelPaused",
    p.opted_out_at is not null as "hasOptedOut", i.auto_reply_text as text, i.auto_reply_template as "templateName",
    i.auto_reply_language as "templateLanguage",
    (select max(m.at) from message m where m.conversation_id = c.id and m.direction = 'outbound' and not m.keeps_waiting
       and m.status <> 'cancelled' and m.at <= to_timestamp($2::float8 / 1000)) as "lastAnswerAt",
    (select max(r.at) from auto_reply r where r.conversation_id = c.id) as "lastAutoReplyAt",
    exists (select 1 from reply_lease l where l.conversation_id = c.id and ${holdsAt(2)}) as "isHeld"
  from conversation c join inbox i on i.id = c.inbox_id join workspace w on w.id = c.workspace_id
    join channel ch on ch.id = c.channel_id join contact p on p.id = c.contact_id
  where c.id = $1`;

type Template = {
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: string;
  components: TemplatePart[];
};

const TEMPLATE = `
  select name, language, category, status, parameter_format as "parameterFormat", components
  from template where channel_id = $1 and name = $2 and language = $3`;

/**
 * A customer wrote: rings for the automatic reply if their inbox has one and the business was shut when they wrote.
 * `at`: when they wrote, ms. In the transaction that keeps their message.
 */
export async function askAutoReply(
  tx: Queryable,
  { conversationId, at }: { conversationId: string; at: number },
): Promise<void> {
  const watched = await tx.query<Hours>({
    name: 'auto-reply-watched',
    text: WATCHED,
    values: [conversationId],
  });
  const hours = watched.rows[0];
  if (!hours || shutSince(at, calendarFrom(hours)) === null) return;
  await enqueue(tx, 'auto-reply', { conversationId }, { key: `auto-reply:${conversationId}` });
}

/**
 * Tells a customer that nobody is here, if that is still so: everything is looked at anew under the conversation's lock,
 * the lock a colleague's answer takes too, in the transaction that owes the provider the message. The reply is nobody's
 * answer: the customer goes on waiting, and a colleague who had not seen it is shown it first.
 */
export async function sendAutoReply(
  pool: Pool,
  { conversationId, now }: { conversationId: string; now: number },
): Promise<{ decision: AutoReplyDecision; workspaceId: string } | null> {
  return inTransaction(pool, async (tx) => {
    await tx.query('select 1 from conversation where id = $1 for update', [conversationId]);
    const line = (await tx.query<Line>(FACTS, [conversationId, now])).rows[0];
    if (!line) return null;
    const { workspaceId } = line;
    const facts: RecordFacts = {
      contactName: line.contactName,
      memberName: '',
      workspaceName: line.workspaceName,
    };
    const since = shutSince(now, calendarFrom(line));
    const template = await chosenTemplate(tx, line, facts);
    const text = textFor(line.text, facts);
    const decision = autoReply({
      ...line,
      now,
      shutSince: since,
      hasText: text !== null,
      template: template && { isReady: template.content !== null },
    });
    if (decision.send === null) return { decision, workspaceId };
    const content = decision.send === 'text' ? ({ type: 'text', text: text! } as const) : template!.content!;
    const id = uuidv7();
    await writeMessage(tx, {
      ...{ id, workspaceId, conversationId, content, at: now, keepsWaiting: true },
      author: { kind: 'rule', name: AUTO_REPLY_AUTHOR },
    });
    await tx.query(
      `insert into auto_reply (conversation_id, shut_since, message_id, at)
       values ($1, to_timestamp($2::float8 / 1000), $3, to_timestamp($4::float8 / 1000))`,
      [conversationId, since, id, now],
    );
    return { decision, workspaceId };
  });
}

/** The text with the customer's name in it; a name nobody knows leaves no hole. */
function textFor(text: string | null, facts: RecordFacts): string | null {
  const filled = fillVariables(text ?? '', facts)
    .replace(/\s*\{\{\s*[A-Za-z0-9_]+\s*\}\}/g, '')
    .trim();
  return filled === '' ? null : filled;
}

/** The template chosen for this inbox, filled from the record; `content` null when WhatsApp would refuse it. */
async function chosenTemplate(
  tx: Queryable,
  line: Line,
  facts: RecordFacts,
): Promise<{ content: WrittenContent | null } | null> {
  if (line.templateName === null) return null;
  const found = await tx.query<Template>(TEMPLATE, [
    line.channelId,
    line.templateName,
    line.templateLanguage,
  ]);
  const template = found.rows[0];
  if (!template || template.category === 'MARKETING') return { content: null };
  const { components, ...about } = template;
  const values: Record<string, string> = {};
  for (const field of templateFields(components)) {
    const text = field.part === 'button' ? '' : (partOf(components, field.part)?.text ?? '');
    values[field.key] = suggestedValue({ text, placeholder: field.placeholder, facts });
  }
  if (templateFaults(template, values).length > 0) return { content: null };
  const { body, ...around } = fillTemplate(components, values);
  const { status: _, ...kept } = about;
  return {
    content: { type: 'template', text: body, content: { kind: 'template', ...around, ...kept, values } },
  };
}
