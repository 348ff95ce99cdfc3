import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { CHOICE_LIMITS } from '#schema/domain/choice-message.ts';
import type { Choice, ChoiceFault, ChoiceMessage, ChoiceSection } from '#schema/domain/choice-message.ts';

/** What a person fills in, place by place. */
export type ChoicesDraft = {
  kind: ChoiceMessage['kind'];
  header: string;
  body: string;
  footer: string;
  label: string;
  url: string;
  sections: { title: string; choices: { id: string; title: string; description: string }[] }[];
};

/** An empty one, with the words already written above it. */
export function blankChoices(kind: ChoiceMessage['kind'], body: string): ChoicesDraft {
  const section = { title: '', choices: [blankChoice([])] };
  section.choices.push(blankChoice(section.choices));
  const label = kind === 'list' ? i18n.t.choices.defaultLabel : '';
  return { kind, header: '', body, footer: '', label, url: '', sections: [section] };
}

/** One more choice; its id is no other's in this message. */
export function blankChoice(others: readonly { id: string }[]): ChoicesDraft['sections'][0]['choices'][0] {
  const numbers = others.map(({ id }) => Number(id.replace('choice_', '')) || 0);
  return { id: `choice_${Math.max(0, ...numbers) + 1}`, title: '', description: '' };
}

/** The message the draft stands for. Choices nobody has begun are none. */
export function messageOfDraft(draft: ChoicesDraft): ChoiceMessage {
  const { kind, header, body, footer, label } = draft;
  if (kind === 'link') return { kind, header, body, footer, label, url: pageOf(draft.url), sections: [] };
  const sections = draft.sections.map(({ title, choices }): ChoiceSection => ({
    title: draft.kind === 'list' ? title : null,
    choices: choices
      .filter((choice) => choice.title.trim() !== '' || choice.description.trim() !== '')
      .map(({ id, title: words, description }): Choice => ({
        id,
        title: words,
        description: draft.kind === 'list' ? description : null,
      })),
  }));
  return { kind, header, body, footer, label: kind === 'list' ? label : null, sections };
}

/** An address as people write it: the way to it goes without saying. */
function pageOf(written: string): string {
  const address = written.trim();
  return address === '' || /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
}

/** May one more choice be added? */
export function hasRoom({ kind, sections }: ChoicesDraft): boolean {
  const count = sections.reduce((sum, { choices }) => sum + choices.length, 0);
  return count < (kind === 'list' ? CHOICE_LIMITS.rows : CHOICE_LIMITS.buttons);
}

/** Why it cannot go, in a sentence. */
export function choiceFaultSentence({ reason, limit }: ChoiceFault): string {
  const words = i18n.t.choices;
  if (reason === 'too_long') return words.tooLong(limit ?? 0);
  if (reason === 'too_many_choices') return words.tooManyChoices(limit ?? 0);
  if (reason === 'too_many_sections') return words.tooManySections(limit ?? 0);
  return words[reason];
}
