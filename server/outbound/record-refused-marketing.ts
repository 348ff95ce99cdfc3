import type { Queryable } from '../queue.ts';

/** Words may come in any order: the newest by the customer's own time stands. */
export const HEAR_MARKETING_WORD = `
  update contact set marketing_word_at = to_timestamp($2::float8 / 1000),
    opted_out_at = case when $1 then to_timestamp($2::float8 / 1000) end
  where (marketing_word_at is null or marketing_word_at <= to_timestamp($2::float8 / 1000)) and id in`;

const WRITTEN_TO = `(
  select c.contact_id from conversation c join message m on m.conversation_id = c.id where m.id = $3)`;

/** The provider refused a message of ours because its receiver had asked for no advertising. `at`: instant in ms. */
export async function recordRefusedMarketing(
  tx: Queryable,
  { messageId, at }: { messageId: string; at: number },
): Promise<void> {
  await tx.query(HEAR_MARKETING_WORD + WRITTEN_TO, [true, at, messageId]);
}
