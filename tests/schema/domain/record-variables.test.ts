import { describe, expect, it } from 'vitest';
import { fillVariables, suggestedValue } from '#schema/domain/record-variables.ts';

const facts = { contactName: 'Mary Achieng', memberName: 'Amina Yusuf', workspaceName: 'Tandika Home' };

describe('a saved reply is filled from the record', () => {
  it.each([
    ['Karibu {{first_name}}, naitwa {{member}}.', 'Karibu Mary, naitwa Amina.'],
    ['{{ jina }} · {{duka}} · {{full_name}}', 'Mary · Tandika Home · Mary Achieng'],
    ['Bei ni {{bei}}', 'Bei ni {{bei}}'],
  ])('%s', (text, filled) => {
    expect(fillVariables(text, facts)).toBe(filled);
  });

  it('nobody is greeted by a masked number: the place stays to be seen', () => {
    expect(fillVariables('Habari {{first_name}}', { ...facts, contactName: '+254 7•• ••• 193' })).toBe(
      'Habari {{first_name}}',
    );
  });
});

describe('a template’s place is offered what it most likely wants', () => {
  it.each([
    ['Hello {{1}}, order {{2}} is ready', '1', 'Mary'],
    ['Habari {{1}}, salio {{2}}', '1', 'Mary'],
    ['Hello {{1}}, order {{2}} is ready', '2', ''],
    ['{{1}} is ready', '1', ''],
    ['Order {{10}} for {{1}}', '1', ''],
    ['Karibu {{business_name}}', 'business_name', 'Tandika Home'],
  ])('%s: %s', (text, placeholder, value) => {
    expect(suggestedValue({ text, placeholder, facts })).toBe(value);
  });
});
