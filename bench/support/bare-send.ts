import pg from 'pg';
import { buildSendBody } from '#server/providers/whatsapp/send-message.ts';
import { answerParent } from './fork-part.ts';
import { customerDigits } from './make-history.ts';

export type BareSendQuestion = {
  databaseUrl: string;
  /** Where messages are posted, and as whom. */
  address: string;
  accessToken: string;
  count: number;
  clients: number;
  /** The first customer's number among the invented ones. */
  from: number;
};
export type BareSendAnswer = { perSecond: number; accepted: number };

const BODY = [{ type: 'text' as const, text: 'rafiki' }];

/** The least a send can be: one HTTP call, and one row that says it was made. No order, no pace, no second look. */
answerParent<BareSendQuestion>(async (question): Promise<BareSendAnswer> => {
  const { databaseUrl, address, accessToken, count, clients, from } = question;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients });
  let next = 0;
  let accepted = 0;
  const startedAt = performance.now();
  async function work(): Promise<void> {
    while (next < count) {
      const to = { phone: `${customerDigits(from + next++)}` };
      const content = { kind: 'template', name: 'follow_up', language: 'en', body: BODY } as const;
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
        body: JSON.stringify(buildSendBody({ to, content, opaque: 'bare' })),
      });
      const answer = Buffer.from(await response.arrayBuffer());
      if (response.ok) accepted++;
      await pool.query({
        ...{ name: 'bare', text: 'insert into bench_sent (body) values ($1)', values: [answer] },
      });
    }
  }
  await Promise.all(Array.from({ length: clients }, work));
  const perSecond = count / ((performance.now() - startedAt) / 1000);
  await pool.end();
  return { perSecond, accepted };
});
