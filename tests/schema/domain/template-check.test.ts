import { describe, expect, it } from 'vitest';
import { BODY_LIMIT, templateFaults } from '#schema/domain/template-check.ts';
import { fillTemplate, templateFields } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';

const part = (over: Partial<TemplatePart>): TemplatePart => ({
  type: 'body',
  format: null,
  text: null,
  placeholders: [],
  buttons: [],
  ...over,
});
const button = (text: string, url: string | null = null) => ({
  kind: url ? 'url' : 'quick_reply',
  text,
  url,
  phone: null,
  placeholders: url?.includes('{{') ? ['1'] : [],
});
const PARTS = [
  part({ type: 'header', format: 'text', text: 'Oda {{1}}', placeholders: ['1'] }),
  part({ text: 'Habari {{1}}, jumla ni {{2}}.\nKaribu tena.', placeholders: ['1', '2'] }),
  part({ type: 'footer', text: 'Duka letu' }),
  part({ type: 'buttons', buttons: [button('Sawa'), button('Fuatilia', 'https://d.example/{{1}}')] }),
];
const VALUES = { 'header:1': 'TH-7', 'body:1': ' Mary ', 'body:2': 'KSh 900', 'button:1:1': 'TH-7' };
const reasons = (
  values: Record<string, string>,
  over: { status?: string; components?: TemplatePart[] } = {},
) =>
  templateFaults({ status: 'APPROVED', components: PARTS, ...over }, values).map(
    ({ reason, key }) => `${reason}${key ? ` ${key}` : ''}`,
  );

describe('what WhatsApp would refuse is found before it leaves', () => {
  it('control: an approved template with every place filled has no fault; line breaks of its own are none', () => {
    expect(reasons(VALUES)).toEqual([]);
  });

  it.each([
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['PENDING', 'not_approved'],
    ['REJECTED', 'not_approved'],
    ['DELETED', 'not_approved'],
  ])('a template that is %s cannot go, whatever is filled in', (status, reason) => {
    expect(reasons(VALUES, { status })).toEqual([reason]);
  });

  it.each([
    ['nothing in a place', { 'body:2': '' }, 'value_missing body:2'],
    ['only spaces in a place', { 'body:2': '   ' }, 'value_missing body:2'],
    ['a line break', { 'body:2': 'a\nb' }, 'line_break body:2'],
    ['a tab', { 'body:2': 'a\tb' }, 'line_break body:2'],
    ['five spaces', { 'body:2': 'a     b' }, 'too_many_spaces body:2'],
    ['a place that is not there', { 'body:9': 'x' }, 'value_unknown body:9'],
    ['far too much in one place', { 'body:2': 'x'.repeat(1_025) }, 'value_too_long body:2'],
    ['too much in all', { 'body:2': 'x'.repeat(BODY_LIMIT - 10) }, 'text_too_long'],
    ['a head above 60 characters', { 'header:1': 'x'.repeat(58) }, 'text_too_long'],
    ['nothing at the end of a link', { 'button:1:1': '' }, 'value_missing button:1:1'],
  ])('%s', (_, over, fault) => {
    expect(reasons({ ...VALUES, ...over })).toEqual([fault]);
  });

  it('four spaces may stand', () => {
    expect(reasons({ ...VALUES, 'body:2': 'a    b' })).toEqual([]);
  });

  it('a head that wants a file is sent with a file of that kind, one that wants a place is not offered', () => {
    const wants = (format: string) => [part({ type: 'header', format }), part({ text: 'Risiti yako.' })];
    const asked = (format: string, file: 'image' | 'video' | 'document' | 'audio' | null) =>
      templateFaults({ status: 'APPROVED', components: wants(format) }, {}, file).map(({ reason }) => reason);
    for (const format of ['image', 'video', 'document'] as const) {
      expect(asked(format, format)).toEqual([]);
      expect(asked(format, null)).toEqual(['file_missing']);
      expect(asked(format, 'audio')).toEqual(['file_wrong']);
    }
    expect(asked('text', 'image')).toEqual(['file_unknown']);
    expect(asked('location', null)).toEqual(['header_kind']);
  });
});

it('the places are told in the order they are read, and filled they make what the customer sees', () => {
  expect(templateFields(PARTS).map(({ key }) => key)).toEqual(['header:1', 'body:1', 'body:2', 'button:1:1']);
  expect(fillTemplate(PARTS, VALUES)).toEqual({
    header: 'Oda TH-7',
    body: 'Habari Mary, jumla ni KSh 900.\nKaribu tena.',
    footer: 'Duka letu',
    buttons: ['Sawa', 'Fuatilia'],
  });
  expect(fillTemplate(PARTS, {}).body).toContain('{{2}}');
});
