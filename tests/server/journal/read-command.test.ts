import { describe, expect, it } from 'vitest';
import { compareProjections } from '#server/journal/compare-projections.ts';
import { maskBody } from '#server/journal/mask-body.ts';
import { readJournalCommand } from '#server/journal/read-command.ts';

describe('the words of the journal command', () => {
  it.each([
    [['status'], { name: 'status' }],
    [['replay'], { name: 'replay', since: null, isDryRun: false }],
    [
      ['replay', '--since', '2026-11-20', '--dry-run'],
      { name: 'replay', since: Date.UTC(2026, 10, 20), isDryRun: true },
    ],
    [
      ['replay', '--since=2026-11-20T08:00:00+03:00'],
      { name: 'replay', since: Date.UTC(2026, 10, 20, 5), isDryRun: false },
    ],
    [['retry', '12'], { name: 'retry', id: '12' }],
    [['retry', '--all-failed'], { name: 'retryAll' }],
    [[], { name: 'help', fault: null }],
    [['--help'], { name: 'help', fault: null }],
  ])('%j', (words, command) => {
    expect(readJournalCommand(words)).toEqual(command);
  });

  it.each([
    [['delete']],
    [['retry']],
    [['retry', 'abc']],
    [['retry', '0']],
    [['status', 'now']],
    [['replay', '--since', 'yesterday']],
    [['replay', '--since']],
    [['replay', '--twice']],
  ])('says what is wrong with %j', (words) => {
    expect(readJournalCommand(words)).toMatchObject({
      name: 'help',
      fault: expect.stringMatching(/\.$/) as string,
    });
  });
});

describe('comparing two readings', () => {
  const line = (name: string, columns: Record<string, string | null>) => ({
    kind: 'message' as const,
    name,
    columns,
  });

  it('leaves open what either side leaves open', () => {
    expect(compareProjections([line('a', { status: null })], [line('a', { status: 'read' })])).toEqual([]);
  });

  it('two lines of one name are two', () => {
    expect(compareProjections([line('a', {}), line('a', {})], [line('a', {})])).toEqual([
      { kind: 'message', name: 'a', column: null, inbox: 'is there', journal: null },
    ]);
  });
});

describe('a body for a person’s eyes', () => {
  it('masks numbers as text and as numbers, keeps instants, cuts the secret off a link', () => {
    const masked = maskBody(
      Buffer.from(
        JSON.stringify({
          from: '254712345678',
          n: 254712345678,
          timestamp: '1700000000',
          url: 'https://x.example/a?token=1',
          time: 1700000000,
        }),
      ),
    );
    expect(JSON.parse(masked)).toEqual({
      from: '2547•••78',
      n: '2547•••78',
      timestamp: '1700000000',
      url: 'https://x.example/a?…',
      time: 1700000000,
    });
  });

  it('shows what is no JSON as the text it is', () => {
    expect(maskBody(Buffer.from('<b>254712345678</b>'))).toBe('<b>2547•••78</b>');
  });
});
