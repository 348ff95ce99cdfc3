import { describe, expect, it } from 'vitest';
import { answerHandshake } from '#server/providers/whatsapp/answer-handshake.ts';
import { readFixture } from './read-fixture.ts';

interface Case {
  query: string;
  status: number;
  body?: string;
}

const fixture = readFixture('handshake-vectors.json') as unknown as { verify_token: string; cases: Case[] };

describe('answerHandshake', () => {
  it.each(fixture.cases)('answers $status to "$query"', ({ query, status, body }) => {
    const answer = answerHandshake(new URLSearchParams(query), fixture.verify_token);
    expect(answer.status).toBe(status);
    if (body !== undefined) expect(answer).toMatchObject({ body, contentType: 'text/plain' });
  });

  it('does not take an empty token for ours when none is set', () => {
    const query = new URLSearchParams('hub.mode=subscribe&hub.challenge=1&hub.verify_token=');
    expect(answerHandshake(query, '').status).toBe(403);
  });
});
