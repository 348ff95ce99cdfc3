import { describe, expect, it } from 'vitest';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { createIntake } from '#server/webhooks/create-intake.ts';
import { testDatabase } from '../support/database.ts';
import { makeWorkspace } from '../support/make-workspace.ts';
import { readProjection } from '../support/read-projection.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { Random } from '../support/seeded-random.ts';
import { inboundText, reactionBody, SENT_AT, statusBody } from '../support/whatsapp-bodies.ts';

/** `STORM_SEEDS=20 STORM_EVENTS=10000 npm test -- pg` plays the long version; `STORM_FIRST=7` begins with that seed. */
const FIRST = Number(process.env['STORM_FIRST'] ?? 1);
const SEEDS = Number(process.env['STORM_SEEDS'] ?? 3);
const EVENTS = Number(process.env['STORM_EVENTS'] ?? 300);
const CUSTOMERS = 20;
const MINUTE_MS = 60_000;

const db = testDatabase();

type Story = {
  phoneNumberId: string;
  bodies: string[];
  sent: { providerMessageId: string; from: string; at: number }[];
};

/** What really happened, in order: customers write, we had answered some of them, the ticks climb, hearts are given. */
function tell(random: Random, phoneNumberId: string, events = EVENTS): Story {
  const bodies: string[] = [];
  const sent: Story['sent'] = [];
  const heard: { id: string; from: string }[] = [];
  let n = 0;
  while (bodies.length < events) {
    const from = String(254700500000 + random.below(CUSTOMERS));
    const at = SENT_AT + ++n * MINUTE_MS;
    const id = `wamid.${phoneNumberId}.${n}`;
    const kind = random.next();
    if (kind < 0.5) {
      heard.push({ id, from });
      bodies.push(
        inboundText({
          phoneNumberId,
          from,
          id,
          text: `${from} says ${n}`,
          sentAt: at,
          name: `Mteja ${from}`,
        }),
      );
    } else if (kind < 0.6 && sent.length > 0) {
      const target = random.pick(sent);
      bodies.push(
        reactionBody({
          phoneNumberId,
          from: target.from,
          id,
          to: target.providerMessageId,
          emoji: random.pick(['❤️', '👍', '🙏']),
          sentAt: at,
        }),
      );
    } else if (kind < 0.7 && heard.length > 0) {
      // About the customer's own words: in the storm it may come before them. Every third one is taken back.
      const target = random.pick(heard);
      const emoji = n % 3 === 0 ? undefined : random.pick(['😂', '😮']);
      bodies.push(reactionBody({ phoneNumberId, from: target.from, id, to: target.id, emoji, sentAt: at }));
    } else {
      sent.push({ providerMessageId: id, from, at });
      for (const [step, status] of (['sent', 'delivered', 'read'] as const).entries()) {
        if (status !== 'sent' && random.chance(0.25)) continue;
        bodies.push(statusBody({ phoneNumberId, id, status, to: from, at: at + (step + 1) * 1_000 }));
      }
    }
  }
  return { phoneNumberId, bodies, sent };
}

/** The provider as it can be: three in ten come twice, everything out of order, one in twenty again much later. */
function storm(random: Random, bodies: string[]): string[] {
  const doubled = bodies.flatMap((body) => (random.chance(0.3) ? [body, body] : [body]));
  const again = bodies.filter(() => random.chance(0.05));
  return [...random.shuffle(doubled), ...again];
}

async function live(story: Story, bodies: string[], { workers }: { workers: number }): Promise<unknown> {
  const workspace = await makeWorkspace(db.pool, { phoneNumberId: story.phoneNumberId });
  await putAnswers(workspace, story);
  const intake = createIntake(db.pool);
  // The bodies name their business, so that two tellings of one story are two businesses.
  await Promise.all(bodies.map((body) => intake.store(Buffer.from(body, 'utf8'))));
  const waiting = await db.rows<{ id: string }>(
    `select id::text from provider_event where state = 'pending' order by id`,
  );
  const queue = waiting.map((row) => row.id);
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        const { state, error } = await processProviderEvent(db.pool, id);
        expect(state, error).toBe('processed');
      }
    }),
  );
  return readProjection(db.pool, workspace.id);
}

/** Answers of ours that the provider has accepted, as the outbox leaves them. */
async function putAnswers(workspace: Awaited<ReturnType<typeof makeWorkspace>>, story: Story): Promise<void> {
  for (const from of new Set(story.sent.map((m) => m.from))) {
    const body = inboundText({
      phoneNumberId: story.phoneNumberId,
      from,
      id: `wamid.${story.phoneNumberId}.first.${from}`,
      text: 'first',
      sentAt: SENT_AT - MINUTE_MS,
      name: `Mteja ${from}`,
    });
    await createIntake(db.pool).store(Buffer.from(body, 'utf8'));
  }
  const first = await db.rows<{ id: string }>(
    `select id::text from provider_event where state = 'pending' order by id`,
  );
  for (const { id } of first) await processProviderEvent(db.pool, id);
  for (const m of story.sent) {
    await db.pool.query(
      `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at, provider_message_id)
       select gen_random_uuid(), $1, c.id, 'outbound', 'text', 'an answer', 'sent', 'api', to_timestamp($4::float8 / 1000), $3
       from conversation c join identity i on i.contact_id = c.contact_id
       where c.workspace_id = $1 and i.kind = 'whatsapp_id' and i.value = $2`,
      [workspace.id, m.from, m.providerMessageId, m.at],
    );
  }
}

/** The same story told about another number: only the ids differ, and they are left out of the comparison. */
const renumber = (bodies: string[], from: string, to: string) =>
  bodies.map((body) => body.replaceAll(from, to));

describe('events that come twice, out of order and late', () => {
  it(
    `end in the very state of the same events in order (${SEEDS} seeds of ${EVENTS})`,
    async () => {
      for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
        const random = seededRandom(seed);
        const clean = String(4_000_000_000_000 + seed);
        const rough = String(5_000_000_000_000 + seed);
        const story = tell(random, clean);
        const inOrder = await live(story, story.bodies, { workers: 1 });
        const stormed = renumber(storm(random, story.bodies), clean, rough);
        const sent = story.sent.map((m) => ({
          ...m,
          providerMessageId: m.providerMessageId.replaceAll(clean, rough),
        }));
        const inStorm = await live({ phoneNumberId: rough, bodies: stormed, sent }, stormed, { workers: 6 });
        expect(JSON.parse(JSON.stringify(inStorm).replaceAll(rough, clean)), `seed ${seed}`).toEqual(inOrder);
      }
    },
    300_000 + SEEDS * EVENTS * 100,
  );

  it('is caught by this very check when a message is recorded twice', async () => {
    const [clean, rough] = ['4000000000099', '5000000000099'];
    const story = tell(seededRandom(99), clean, 300);
    const inOrder = await live(story, story.bodies, { workers: 1 });
    const bodies = renumber(story.bodies, clean, rough);
    const sent = story.sent.map((m) => ({
      ...m,
      providerMessageId: m.providerMessageId.replaceAll(clean, rough),
    }));
    // What a missing deduplication would do: one message arrives again and is taken for a new one.
    const message = bodies.find((body) => body.includes('"type":"text"'))!;
    const doubled = [...bodies, message.replaceAll(`wamid.${rough}`, `wamid.again.${rough}`)];
    const ended = await live({ phoneNumberId: rough, bodies: doubled, sent }, doubled, { workers: 1 });
    expect(JSON.parse(JSON.stringify(ended).replaceAll(rough, clean))).not.toEqual(inOrder);
  }, 120_000);
});
