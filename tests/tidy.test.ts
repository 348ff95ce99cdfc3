import { describe, expect, it } from 'vitest';
import { checkCycles } from './support/tidy/check-cycles.ts';
import { checkDirections } from './support/tidy/check-directions.ts';
import { checkJobs } from './support/tidy/check-jobs.ts';
import { checkFiles, checkTopLevel } from './support/tidy/check-layout.ts';
import { checkOrphans } from './support/tidy/check-orphans.ts';
import { checkSettings } from './support/tidy/check-settings.ts';
import { checkWords } from './support/tidy/check-words.ts';
import { readTopLevel, readTree } from './support/tidy/read-tree.ts';
import { tellFindings } from './support/tidy/source-file.ts';
import type { Checker, SourceFile } from './support/tidy/source-file.ts';

const tree = readTree();

function rulesBroken(checker: Checker, ...files: [path: string, text: string][]): string[] {
  return checker(files.map(([path, text]): SourceFile => ({ path, text }))).map(({ rule }) => rule);
}

describe('the tree keeps its own rules', () => {
  it('nobody imports against the stream', () => {
    expect(tellFindings(checkDirections(tree))).toBe('');
  });
  it('no files know each other in a ring', () => {
    expect(tellFindings(checkCycles(tree))).toBe('');
  });
  it('every file is needed by another', () => {
    expect(tellFindings(checkOrphans(tree))).toBe('');
  });
  it('settings, console, network and clock are used where they live, and nothing is left over', () => {
    expect(tellFindings(checkWords(tree))).toBe('');
  });
  it('every job is in the catalogue, handled and tested', () => {
    expect(tellFindings(checkJobs(tree))).toBe('');
  });
  it('every setting is explained and every explanation is a setting', () => {
    expect(tellFindings(checkSettings(tree))).toBe('');
  });
  it('the listing of the project is the agreed one', () => {
    expect(tellFindings(checkTopLevel(readTopLevel()))).toBe('');
  });
  it('no file is a shelf or a tome', () => {
    expect(tellFindings(checkFiles(tree))).toBe('');
  });
});

describe('the checker sees what it is meant to see', () => {
  it.each([
    ['schema knows the server', 'schema/domain/a.ts', "import { log } from '#server/log.ts';"],
    ['schema imports a package of its own', 'schema/domain/a.ts', "import { v7 } from 'uuid';"],
    ['the server knows a job', 'server/app.ts', "import { handlers } from '../jobs/handlers.ts';"],
    [
      'the client reaches into the server',
      'src/lib/inbox/a.ts',
      "import { openPool } from '#server/db/open-pool.ts';",
    ],
    [
      'a screen reaches into the server',
      'src/lib/inbox/A.svelte',
      '<p>hi</p>\n<script lang="ts">\nimport x from \'#server/env.ts\';\n</script>',
    ],
    ['the product imports a test', 'server/app.ts', "import { x } from '../tests/support/database.ts';"],
    ['the outbox knows what comes in', 'server/outbound/a.ts', "import { b } from '../inbound/b.ts';"],
    ['even for a type alone', 'server/media/a.ts', "import type { B } from '../webhooks/b.ts';"],
    ['a re-export goes the wrong way', 'server/db/a.ts', "export { b } from '../inbound/b.ts';"],
    [
      'a provider client knows our tables',
      'server/providers/whatsapp/a.ts',
      "import { tables } from '#schema/tables.gen.ts';",
    ],
    ['a provider client opens the database', 'server/providers/whatsapp/a.ts', "import pg from 'pg';"],
    ['one domain imports another', 'src/lib/inbox/a.ts', "import { b } from '../deals/b.ts';"],
    [
      'the plain parts know a domain',
      'src/lib/ui/A.svelte',
      "<script>\nimport B from '../inbox/B.svelte';\n</script>",
    ],
    [
      'one screen wants another',
      'src/lib/views/wall/A.svelte',
      "<script>import B from '../inbox/B.svelte';</script>",
    ],
    ['what screens share wants a screen', 'src/lib/views/a.ts', "import { b } from './inbox/b.ts';"],
    ['a folder without a place in the order', 'server/sundry/a.ts', "import { b } from '../log.ts';"],
    ['a browser wants a file', 'src/lib/format/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['by a dynamic import', 'schema/domain/a.ts', "const x = await import('../../server/log.ts');"],
  ])('direction: %s', (_, path, text) => {
    expect(rulesBroken(checkDirections, [path, text])).toHaveLength(1);
  });

  it('direction: what flows with the stream is left alone', () => {
    const text = "import { z } from 'zod';\nimport type { Row } from '../schema.ts';";
    expect(rulesBroken(checkDirections, ['schema/mutators/a.ts', text])).toEqual([]);
    expect(
      rulesBroken(checkDirections, ['jobs/a.ts', "import { enqueue } from '#server/queue.ts';"]),
    ).toEqual([]);
    expect(
      rulesBroken(checkDirections, [
        'src/lib/views/A.svelte',
        "<script>import B from '../inbox/B.svelte';</script>",
      ]),
    ).toEqual([]);
    expect(
      rulesBroken(checkDirections, [
        'src/lib/views/wall/A.svelte',
        "<script>import B from './B.svelte'; import C from '../C.svelte';</script>",
      ]),
    ).toEqual([]);
  });

  it('direction: a finding names the line the import stands on', () => {
    const found = checkDirections([
      {
        path: 'src/lib/ui/A.svelte',
        text: "<p>hi</p>\n\n<script>\n  import B from '../inbox/B.svelte';\n</script>",
      },
    ]);
    expect(found[0]).toMatchObject({ path: 'src/lib/ui/A.svelte', line: 4 });
  });

  it('ring: two files that load each other, or know each other by a type', () => {
    const there = "import { b } from './b.ts';";
    for (const back of ["import { a } from './a.ts';", "import type { A } from './a.ts';"])
      expect(rulesBroken(checkCycles, ['server/a.ts', there], ['server/b.ts', back])).toHaveLength(1);
    expect(rulesBroken(checkCycles, ['server/a.ts', there], ['server/b.ts', ''])).toEqual([]);
  });

  it('orphan: a file only a test imports', () => {
    const test: [string, string] = ['tests/server/a.test.ts', "import { a } from '#server/media/a.ts';"];
    expect(rulesBroken(checkOrphans, ['server/media/a.ts', 'export const a = 1;'], test)).toEqual([
      'no file imports this one',
    ]);
    expect(
      rulesBroken(checkOrphans, ['server/media/a.ts', ''], ['server/index.ts', "import './media/a.ts';"]),
    ).toEqual([]);
  });

  it.each([
    ['server/app.ts', 'const port = process.env.PORT;'],
    ['server/app.ts', "console.log('hi');"],
    ['server/outbound/a.ts', 'await fetch(url);'],
    ['schema/domain/a.ts', 'const now = Date.now();'],
    ['schema/domain/a.ts', 'const now = new Date();'],
    ['schema/mutators/a.ts', 'const id = crypto.randomUUID();'],
    ['schema/domain/a.ts', 'if (Math.random() < 0.5) return;'],
    ['src/lib/inbox/A.svelte', '<!-- TODO: later -->'],
    ['server/app.ts', '// @ts-ignore\nconst x = 1;'],
    ['server/app.ts', '/* eslint-disable no-console */'],
    ['tests/server/a.test.ts', "it.only('x', () => {});"],
    ['docs/ARCHITECTURE.md', 'see /work/notes'],
  ])('words: %s with “%s”', (path, text) => {
    expect(rulesBroken(checkWords, [path, text])).not.toEqual([]);
  });

  it.each([
    ['server/env.ts', 'const source = process.env;'],
    ['server/log.ts', 'console.log(text);'],
    ['server/providers/whatsapp/a.ts', 'const answer = await fetch(url);'],
    ['server/proxy/a.ts', 'return app.fetch(request);'],
    ['schema/domain/a.ts', '// Date.now() would make this depend on whose clock runs it'],
  ])('words: %s may say “%s”', (path, text) => {
    expect(rulesBroken(checkWords, [path, text])).toEqual([]);
  });

  it('jobs: one without a handler, one without an entry, one without a test', () => {
    const queue: [string, string] = [
      'server/queue.ts',
      "export const jobCatalogue = {\n  'send-it': { payload: x },\n  'keep-it': {},\n} as const;",
    ];
    const handlers: [string, string] = [
      'jobs/handlers.ts',
      "export const handlers = {\n  'keep-it': keepIt,\n  'lose-it': loseIt,\n} satisfies X;",
    ];
    const test: [string, string] = ['tests/jobs/a.test.ts', "handlers['keep-it']({}, deps)"];
    expect(rulesBroken(checkJobs, queue, handlers, test)).toEqual([
      'the job "send-it" has no handler',
      'the job "send-it" has no test',
      'the job "lose-it" is not in the catalogue',
    ]);
  });

  it('settings: one nobody explained, one nobody knows', () => {
    const settings: [string, string] = [
      'server/settings.ts',
      'z.object({\n  PORT: port,\n  HOST: text,\n});',
    ];
    const example: [string, string] = ['.env.example', '# The port.\nPORT=\n# Gone.\nGHOST=\n'];
    expect(rulesBroken(checkSettings, settings, example)).toEqual([
      'HOST is not in .env.example',
      'GHOST is no setting',
    ]);
  });

  it('layout: a stray name at the top, a shelf, a tome', () => {
    expect(checkTopLevel(['src', 'notes.txt']).map(({ path }) => path)).toEqual(['notes.txt']);
    expect(rulesBroken(checkFiles, ['server/utils.ts', ''])).toEqual(['a shelf, not a noun with a verb']);
    expect(rulesBroken(checkFiles, ['server/app.ts', '\n'.repeat(400)])).toHaveLength(1);
  });
});
