import { choiceFaults, trimChoices } from '#schema/domain/choice-message.ts';
import type { ChoiceFault, ChoiceMessage } from '#schema/domain/choice-message.ts';
import type { WrittenContent } from '../outbound/write-message.ts';
import type { NewInteractive } from './new-message-shape.ts';
import { bodyFault } from './problem.ts';
import type { FieldFault } from './problem.ts';

/** What buttons, a list or a link become in the thread. Throws a 422 problem with a line for all WhatsApp would refuse. */
export function interactiveContent(asked: NewInteractive): WrittenContent {
  const choices = choicesOf(asked);
  const faults = choiceFaults(choices);
  if (faults.length > 0) throw bodyFault(faults.map((fault) => tellFault(asked, fault)));
  const { body, ...around } = trimChoices(choices);
  return { type: around.kind, text: body, content: around };
}

function choicesOf(asked: NewInteractive): ChoiceMessage {
  const { header = null, body, footer = null } = asked;
  const words = { header, body, footer };
  if (asked.type === 'link')
    return { kind: 'link', ...words, label: asked.label, url: asked.url, sections: [] };
  if (asked.type === 'buttons') {
    const choices = asked.buttons.map(({ id, title }) => ({ id, title, description: null }));
    return { kind: 'buttons', ...words, label: null, sections: [{ title: null, choices }] };
  }
  const sections = asked.sections.map(({ title = null, rows }) => ({
    title,
    choices: rows.map(({ id, title: name, description = null }) => ({ id, title: name, description })),
  }));
  return { kind: 'list', ...words, label: asked.label, sections };
}

const SENTENCES: Record<ChoiceFault['reason'], (limit: number | null) => string> = {
  body_missing: () => 'is needed and may not be empty',
  label_missing: () => 'is needed and may not be empty',
  url_missing: () => 'is needed and may not be empty',
  url_wrong: () => 'must be an https address with a public name, without user name or password',
  choice_missing: () => 'holds nothing to choose from',
  title_missing: () => 'is needed and may not be empty',
  section_missing: () => 'is needed where there are several sections',
  section_empty: () => 'holds nothing to choose from',
  title_doubled: () => 'reads like another button of this message',
  id_doubled: () => 'hold the same id twice',
  too_many_choices: (limit) => `hold more than the ${limit} choices WhatsApp takes`,
  too_many_sections: (limit) => `are more than the ${limit} WhatsApp takes`,
  too_long: (limit) => `is longer than the ${limit} characters WhatsApp takes`,
};

function tellFault(asked: NewInteractive, { reason, key, limit }: ChoiceFault): FieldFault {
  return {
    path: ['interactive', ...pathOf(asked, { reason, key })].join('.'),
    message: SENTENCES[reason](limit),
  };
}

/** The place as the body of the request names it: "choice:0:2:about" is `sections.0.rows.2.description`. */
function pathOf(asked: NewInteractive, { reason, key }: Pick<ChoiceFault, 'reason' | 'key'>): string[] {
  const all = asked.type === 'buttons' ? 'buttons' : 'sections';
  if (key === null) return [all];
  const [part = '', section = '', row = '', about] = key.split(':');
  if (part === 'section')
    return reason === 'section_empty' ? [all, section, 'rows'] : [all, section, 'title'];
  if (part !== 'choice') return [part];
  const choice = asked.type === 'buttons' ? [all, row] : [all, section, 'rows', row];
  if (about !== undefined) return [...choice, 'description'];
  return [...choice, 'title'];
}
