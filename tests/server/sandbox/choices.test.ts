import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choiceFaults } from '#schema/domain/choice-message.ts';
import type { ChoiceMessage } from '#schema/domain/choice-message.ts';
import { contentOfMessage } from '#server/outbound/content-of-message.ts';
import { buildSendBody, sendWhatsAppMessage } from '#server/providers/whatsapp/send-message.ts';
import { startSandbox, type RunningSandbox } from './start-sandbox.ts';

const PHONE = '254700000101';
let running: RunningSandbox;
beforeEach(async () => {
  running = await startSandbox();
  running.sandbox.control.openWindow(PHONE, Date.UTC(2026, 10, 20, 7));
});
afterEach(() => running.close());

async function outcomeOf({ body, ...around }: ChoiceMessage): Promise<string> {
  const content = contentOfMessage({
    type: around.kind,
    text: body,
    content: around,
    providerMediaId: null,
    fileName: null,
    components: null,
    parameterFormat: null,
  });
  if ('fault' in content) return content.fault;
  return (await sendWhatsAppMessage(running.access, buildSendBody({ to: { phone: PHONE }, content }))).kind;
}

const choice = (id: string, over: object = {}) => ({ id, title: `Chaguo ${id}`, description: null, ...over });
const list = (over: Partial<ChoiceMessage> = {}): ChoiceMessage => ({
  kind: 'list',
  header: null,
  body: 'Lini?',
  footer: null,
  label: 'Chagua',
  sections: [{ title: null, choices: [choice('1'), choice('2')] }],
  ...over,
});
const buttons = (over: Partial<ChoiceMessage> = {}) => list({ kind: 'buttons', label: null, ...over });
const link = (over: Partial<ChoiceMessage> = {}) =>
  list({ kind: 'link', label: 'Fungua', url: 'https://duka.co.ke/o/1', sections: [], ...over });
const of = (...choices: ReturnType<typeof choice>[]) => [{ title: null, choices }];
const many = (count: number) => Array.from({ length: count }, (_, n) => choice(String(n)));

describe('our limits and the provider’s are the same', () => {
  it.each([
    ['buttons', buttons()],
    ['a link', link({ label: 'l'.repeat(20) })],
    ['a full list', list({ label: 'l'.repeat(20), sections: of(...many(10)) })],
  ])('%s: taken by both', async (_, message) => {
    expect(choiceFaults(message)).toEqual([]);
    expect(await outcomeOf(message)).toBe('sent');
  });

  it.each([
    ['a long button of a link', link({ label: 'l'.repeat(21) })],
    ['a page that is not encrypted', link({ url: 'http://duka.co.ke' })],
    ['words that are no address', link({ url: 'duka' })],
    ['an address beyond all measure', link({ url: `https://duka.co.ke/${'a'.repeat(2_000)}` })],
    ['body of a link', link({ body: 'b'.repeat(1_025) })],
    ['heading', buttons({ header: 'h'.repeat(61) })],
    ['foot', list({ footer: 'f'.repeat(61) })],
    ['body of buttons', buttons({ body: 'b'.repeat(1_025) })],
    ['body of a list', list({ body: 'b'.repeat(4_097) })],
    ['four buttons', buttons({ sections: of(...many(4)) })],
    ['a long button', buttons({ sections: of(choice('1', { title: 't'.repeat(21) })) })],
    ['two alike', buttons({ sections: of(choice('1', { title: 'a' }), choice('2', { title: 'a' })) })],
    ['a long label', list({ label: 'l'.repeat(21) })],
    ['eleven rows', list({ sections: of(...many(11)) })],
    ['a long row', list({ sections: of(choice('1', { title: 't'.repeat(25) })) })],
    ['a long description', list({ sections: of(choice('1', { description: 'd'.repeat(73) })) })],
    ['a long section', list({ sections: [{ title: 's'.repeat(25), choices: many(1) }] })],
    [
      'a second section without a name',
      list({
        sections: [
          { title: 'Leo', choices: many(1) },
          { title: null, choices: [choice('x')] },
        ],
      }),
    ],
  ])('%s: refused by both', async (_, message) => {
    expect(choiceFaults(message)).not.toEqual([]);
    expect(await outcomeOf(message)).toBe('refused');
  });
});
