import { describe, expect, it } from 'vitest';
import { CHOICE_LIMITS, choiceFaults } from '#schema/domain/choice-message.ts';
import type { ChoiceMessage } from '#schema/domain/choice-message.ts';

const choice = (id: string, title = id, description: string | null = null) => ({ id, title, description });
const buttons = (over: Partial<ChoiceMessage> = {}): ChoiceMessage => ({
  kind: 'buttons',
  header: null,
  body: 'Lipa vipi?',
  footer: null,
  label: null,
  sections: [{ title: null, choices: [choice('sasa'), choice('baadaye')] }],
  ...over,
});
const list = (over: Partial<ChoiceMessage> = {}) =>
  buttons({ kind: 'list', label: 'Chagua', sections: [{ title: 'Leo', choices: [choice('am')] }], ...over });
const link = (over: Partial<ChoiceMessage> = {}) =>
  buttons({ kind: 'link', label: 'Fungua', url: 'https://duka.co.ke/o/1', sections: [], ...over });
const said = (message: ChoiceMessage) =>
  choiceFaults(message).map(({ reason, key, limit }) =>
    [reason, key, limit].filter((x) => x !== null).join(' '),
  );
const many = (count: number) => Array.from({ length: count }, (_, n) => choice(`c${n}`));
const one = (title: string, description: string | null = null) => [
  { title: null, choices: [choice('a', title, description)] },
];

describe('what WhatsApp would refuse of a question with choices is found before it leaves', () => {
  it('control: buttons and a list at every limit are taken', () => {
    expect(said(buttons())).toEqual([]);
    expect(said(link())).toEqual([]);
    const path = 'https://duka.co.ke/'.padEnd(2000, 'a');
    expect(
      said(link({ header: 'h'.repeat(60), body: 'b'.repeat(1024), label: 'l'.repeat(20), url: path })),
    ).toEqual([]);
    const full = buttons({
      header: 'h'.repeat(60),
      body: 'b'.repeat(1024),
      footer: 'f'.repeat(60),
      sections: [
        { title: null, choices: many(3).map((c) => ({ ...c, title: `${c.id} ${'😀'.repeat(17)}` })) },
      ],
    });
    expect(said(full)).toEqual([]);
    const rows = many(10).map((c) => ({ ...c, title: 't'.repeat(24), description: 'd'.repeat(72) }));
    expect(
      said(
        list({
          body: 'b'.repeat(4096),
          label: 'l'.repeat(20),
          sections: rows.map((row, n) => ({ title: `${n}`.padEnd(24, 's'), choices: [row] })),
        }),
      ),
    ).toEqual([]);
  });

  it.each([
    ['a heading too long', buttons({ header: 'h'.repeat(61) }), 'too_long header 60'],
    ['a body too long', buttons({ body: 'b'.repeat(1025) }), 'too_long body 1024'],
    ['a list’s body too long', list({ body: 'b'.repeat(4097) }), 'too_long body 4096'],
    ['no body', buttons({ body: ' \n' }), 'body_missing body'],
    ['a foot too long', buttons({ footer: 'f'.repeat(61) }), 'too_long footer 60'],
    ['no choice', buttons({ sections: [] }), 'choice_missing'],
    ['a fourth button', buttons({ sections: [{ title: null, choices: many(4) }] }), 'too_many_choices 3'],
    ['a button too long', buttons({ sections: one('t'.repeat(21)) }), 'too_long choice:0:0 20'],
    ['a button without words', buttons({ sections: one(' ') }), 'title_missing choice:0:0'],
    [
      'two buttons that read alike',
      buttons({ sections: [{ title: null, choices: [choice('a', 'Sawa'), choice('b', 'Sawa ')] }] }),
      'title_doubled choice:0:1',
    ],
    [
      'two choices that cannot be told apart',
      buttons({ sections: [{ title: null, choices: [choice('a', 'x'), choice('a', 'y')] }] }),
      'id_doubled',
    ],
    ['a list without words on its button', list({ label: '' }), 'label_missing label'],
    ['a list’s button too long', list({ label: 'l'.repeat(21) }), 'too_long label 20'],
    ['an eleventh row', list({ sections: [{ title: null, choices: many(11) }] }), 'too_many_choices 10'],
    ['a row too long', list({ sections: one('t'.repeat(25)) }), 'too_long choice:0:0 24'],
    ['a description too long', list({ sections: one('t', 'd'.repeat(73)) }), 'too_long choice:0:0:about 72'],
    [
      'a section too long',
      list({ sections: [{ title: 's'.repeat(25), choices: many(1) }] }),
      'too_long section:0 24',
    ],
    [
      'a second section without a name',
      list({
        sections: [
          { title: 'Leo', choices: [choice('a')] },
          { title: null, choices: [choice('b')] },
        ],
      }),
      'section_missing section:1',
    ],
    [
      'a section with nothing in it',
      list({
        sections: [
          { title: 'Leo', choices: many(1) },
          { title: 'Kesho', choices: [] },
        ],
      }),
      'section_empty section:1',
    ],
    ['a link without words on its button', link({ label: ' ' }), 'label_missing label'],
    ['a link’s button too long', link({ label: 'l'.repeat(21) }), 'too_long label 20'],
    ['a link’s body too long', link({ body: 'b'.repeat(1025) }), 'too_long body 1024'],
    ['a link to nowhere', link({ url: null }), 'url_missing url'],
    ['an address too long', link({ url: `https://duka.co.ke/${'a'.repeat(1982)}` }), 'too_long url 2000'],
    ['a page that is not encrypted', link({ url: 'http://duka.co.ke' }), 'url_wrong url'],
    ['a page that runs here', link({ url: 'javascript:alert(1)' }), 'url_wrong url'],
    ['a page nobody else has', link({ url: 'https://localhost/o' }), 'url_wrong url'],
    ['a page by its number', link({ url: 'https://10.0.0.1/o' }), 'url_wrong url'],
    ['an address with a password', link({ url: 'https://a:b@duka.co.ke' }), 'url_wrong url'],
    ['two words', link({ url: 'https://duka.co.ke/a b' }), 'url_wrong url'],
  ])('%s', (_, message, fault) => {
    expect(said(message)).toEqual([fault]);
  });

  it('an eleventh section and an id beyond all measure', () => {
    const sections = many(11).map((c) => ({ title: c.id, choices: [c] }));
    expect(said(list({ sections }))).toEqual(['too_many_choices 10', 'too_many_sections 10']);
    const long = 'i'.repeat(CHOICE_LIMITS.rowId + 1);
    expect(said(list({ sections: [{ title: null, choices: [choice(long, 't')] }] }))).toEqual([
      'too_long choice:0:0 200',
    ]);
  });
});
