import { firstName } from './first-name.ts';

/** Whom a text is for and who writes it: what its variables are filled from. */
export type RecordFacts = { contactName: string; memberName: string; workspaceName: string };

const MEANINGS: Record<string, (facts: RecordFacts) => string> = {
  first_name: (f) => greetedAs(f.contactName),
  name: (f) => f.contactName,
  member: (f) => greetedAs(f.memberName),
  workspace: (f) => f.workspaceName,
};

const SAME_AS: Record<string, string> = {
  firstname: 'first_name',
  jina: 'first_name',
  customer: 'first_name',
  customer_name: 'name',
  full_name: 'name',
  agent: 'member',
  agent_name: 'member',
  mhudumu: 'member',
  business: 'workspace',
  business_name: 'workspace',
  shop: 'workspace',
  duka: 'workspace',
};

const GREETING = /(^|[\s,.!])(hello|hi|hey|dear|habari|hujambo|mpendwa|ndugu|jambo|mambo)\s*$/i;

// A masked number is no name: nobody is greeted by it.
function greetedAs(name: string): string {
  const called = firstName(name);
  return /^[+@\d•]/.test(called) ? '' : called;
}

/** What the record says a variable of this name is; empty when it says nothing. */
export function variableValue(name: string, facts: RecordFacts): string {
  const word = name.trim().toLowerCase();
  return MEANINGS[SAME_AS[word] ?? word]?.(facts) ?? '';
}

/** A text with `{{first_name}}`, `{{member}}` … filled from the record; what the record does not know stays to be seen. */
export function fillVariables(text: string, facts: RecordFacts): string {
  return text.replace(
    /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g,
    (whole, name: string) => variableValue(name, facts) || whole,
  );
}

/** What a template's place most likely wants: by its name, or, if it only has a number, by the greeting before it. */
export function suggestedValue({
  text,
  placeholder,
  facts,
}: {
  text: string;
  placeholder: string;
  facts: RecordFacts;
}): string {
  if (!/^\d+$/.test(placeholder)) return variableValue(placeholder, facts);
  const before = text.slice(0, text.search(new RegExp(`\\{\\{\\s*${placeholder}\\s*\\}\\}`)));
  return GREETING.test(before) ? variableValue('first_name', facts) : '';
}
