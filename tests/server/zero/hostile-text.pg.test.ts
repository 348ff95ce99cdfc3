import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#server/new-id.ts';
import { contentDesk, letLeave, messageOf, replyHead } from '../../support/content-desk.ts';

const desk = contentDesk();
const BAD = 'sawa\u0000 \ud83d kabisa';
const MENDED = 'sawa \ufffd kabisa';

describe('text no database can keep', () => {
  it('in a reply, a note, a name or a tag is mended, and no mutation is stuck behind it', async () => {
    const { t, amina, conversation, db } = desk;
    const reply = { ...replyHead(desk), text: BAD };
    expect(await t.mutate(amina, 'message.send', reply)).toBeNull();
    expect((await messageOf(desk, reply.id)).text).toBe(MENDED);
    const note = { id: uuidv7(), conversationId: conversation.id, text: BAD, at: 0 };
    expect(await t.mutate(amina, 'message.note', note)).toBeNull();
    expect((await messageOf(desk, note.id)).text).toBe(MENDED);
    const [contact] = await db.rows<{ id: string }>('select contact_id as id from conversation');
    const edit = { id: contact!.id, name: BAD, note: BAD };
    expect(await t.mutate(amina, 'contact.edit', edit)).toBeNull();
    const tagging = {
      ...{ id: contact!.id, conversationId: conversation.id, activityId: uuidv7(), at: 0 },
      ...{ add: [BAD], remove: [] },
    };
    expect(await t.mutate(amina, 'contact.changeTags', tagging)).toBeNull();
    expect(await db.rows('select name, tags, note from contact')).toEqual([
      { name: MENDED, tags: [MENDED], note: MENDED },
    ]);
    await letLeave(desk);
    expect(desk.graph.calls[0]?.body.text?.body).toBe(MENDED);
  });

  it('that is nothing else is nothing to say', async () => {
    const reply = { ...replyHead(desk), text: '\u0000\u0000' };
    expect(await desk.t.mutate(desk.amina, 'message.send', reply)).toBe('text_empty');
  });

  it('where an id belongs is refused, and where one searches finds nothing', async () => {
    const reply = { ...replyHead(desk), id: `${uuidv7()}\u0000x`, text: 'x' };
    expect(await desk.t.mutate(desk.amina, 'message.send', reply)).not.toBeNull();
    const answer = await desk.t.app.request(`/api/search?q=${encodeURIComponent('a\u0000b')}`, {
      headers: { cookie: desk.amina },
    });
    expect(answer.status).toBe(200);
  });
});
