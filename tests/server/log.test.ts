import { describe, expect, it } from 'vitest';
import { createLog, scrubText } from '#server/log.ts';

function capture(act: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  act(createLog({ name: 'test', level: 'info', stream: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  it.each([
    ['call +254712345678 now', 'call +2547•••78 now'],
    ['254712345678', '2547•••78'],
    ['0712345678', '0712•••78'],
    ['wamid.HBgMMjU0NzEyMzQ1Njc4FQIAERgS', 'wamid.•••ERgS'],
    ['postgres://kazi:secret@127.0.0.1/kazi', 'postgres://•••:•••@127.0.0.1/kazi'],
    ['GET /join/Zk3vQ0b9-_xYw2L7pT4sRnE1mC8dFhJ6aUoIiVgBtNq', 'GET /join/•••'],
    ['order 12345678', 'order 12345678'],
    ['0198c2f0-7a10-7000-8000-123456789012', '0198c2f0-7a10-7000-8000-123456789012'],
  ])('%s is kept as %s', (written, kept) => {
    expect(scrubText(written)).toBe(kept);
  });

  it('a phone number does not get into the log by a field, a message, a child logger or an error', () => {
    const written = capture((log) => {
      log.info({ to: '+254712345678', deep: [{ text: 'ring 254712345678' }] }, 'sent to 254712345678');
      log.child({ contact: '254712345678' }).warn('hello');
      log.error(new Error('no such number 254712345678', { cause: new Error('+254712345678') }));
    });
    expect(written).not.toContain('712345678');
    expect(written).toContain('2547•••78');
  });

  it('tokens, passwords and cookies are not written, whatever depth they are at', () => {
    const written = capture((log) =>
      log.info({
        headers: { Authorization: 'Bearer abc123', cookie: 'k=abc123' },
        channel: { accessToken: 'abc123' },
      }),
    );
    expect(written).not.toContain('abc123');
  });
});
