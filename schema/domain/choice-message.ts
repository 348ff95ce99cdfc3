/**
 * A message whose answer is a tap: up to three buttons under it, or a list behind one; ids come back with the answer. Or one
 * button that opens a page: what is done there we are not told.
 */
export type ChoiceMessage = {
  kind: 'buttons' | 'list' | 'link';
  header: string | null;
  body: string;
  footer: string | null;
  /** The words on the button that opens the list or the page. */
  label: string | null;
  /** Of a link: the page. */
  url?: string | null;
  /** Buttons stand in one section without a title and have no descriptions; a link has none. */
  sections: ChoiceSection[];
};
export type ChoiceSection = { title: string | null; choices: Choice[] };
export type Choice = { id: string; title: string; description: string | null };

/** WhatsApp's limits on such messages (Cloud API messages reference): counts, and lengths in characters. */
export const CHOICE_LIMITS = {
  header: 60,
  footer: 60,
  buttonsBody: 1024,
  listBody: 4096,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  label: 20,
  url: 2000,
  sections: 10,
  sectionTitle: 24,
  rows: 10,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
} as const;

/** Why WhatsApp would refuse it. `key` names the place: "body", "section:0", "choice:0:2"; null for the whole. */
export type ChoiceFault = {
  reason:
    | 'body_missing'
    | 'label_missing'
    | 'url_missing'
    | 'url_wrong'
    | 'choice_missing'
    | 'title_missing'
    | 'section_missing'
    | 'section_empty'
    | 'title_doubled'
    | 'id_doubled'
    | 'too_many_choices'
    | 'too_many_sections'
    | 'too_long';
  key: string | null;
  /** The number that may not be passed. */
  limit: number | null;
};

/** Everything that would make WhatsApp refuse this message, in the order it is read. */
export function choiceFaults(message: ChoiceMessage): ChoiceFault[] {
  const isList = message.kind === 'list';
  const faults: ChoiceFault[] = [
    ...lengthFault('header', message.header, CHOICE_LIMITS.header),
    ...lengthFault('body', message.body, isList ? CHOICE_LIMITS.listBody : CHOICE_LIMITS.buttonsBody),
    ...lengthFault('footer', message.footer, CHOICE_LIMITS.footer),
  ];
  if (isBlank(message.body)) faults.push({ reason: 'body_missing', key: 'body', limit: null });
  if (message.kind !== 'buttons') {
    if (isBlank(message.label)) faults.push({ reason: 'label_missing', key: 'label', limit: null });
    faults.push(...lengthFault('label', message.label, CHOICE_LIMITS.label));
  }
  if (message.kind === 'link') return [...faults, ...urlFaults(message.url ?? null)];
  return [...faults, ...countFaults(message), ...message.sections.flatMap(sectionFaults(message))];
}

/** The message as it goes: nothing around its words, and nothing where there are none. */
export function trimChoices(message: ChoiceMessage): ChoiceMessage {
  return {
    kind: message.kind,
    header: trimmed(message.header),
    body: message.body.trim(),
    footer: trimmed(message.footer),
    label: message.kind === 'buttons' ? null : trimmed(message.label),
    ...(message.kind === 'link' && { url: trimmed(message.url ?? null) }),
    sections: (message.kind === 'link' ? [] : message.sections).map(({ title, choices }) => ({
      title: trimmed(title),
      choices: choices.map((choice) => ({
        id: choice.id,
        title: choice.title.trim(),
        description: trimmed(choice.description),
      })),
    })),
  };
}

function urlFaults(url: string | null): ChoiceFault[] {
  if (isBlank(url)) return [{ reason: 'url_missing', key: 'url', limit: null }];
  const tooLong = lengthFault('url', url, CHOICE_LIMITS.url);
  if (tooLong.length > 0 || isPublicPage(url!.trim())) return tooLong;
  return [{ reason: 'url_wrong', key: 'url', limit: null }];
}

/** An https address of a host with a public name, holding no secret of its own. */
export function isPublicPage(address: string): boolean {
  const url = /\s/.test(address) ? null : URL.parse(address);
  const isNamed = /^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/i.test(url?.hostname ?? '');
  return url?.protocol === 'https:' && isNamed && url.username === '' && url.password === '';
}

function countFaults({ kind, sections }: ChoiceMessage): ChoiceFault[] {
  const count = sections.reduce((sum, { choices }) => sum + choices.length, 0);
  const most = kind === 'list' ? CHOICE_LIMITS.rows : CHOICE_LIMITS.buttons;
  const mostSections = kind === 'list' ? CHOICE_LIMITS.sections : 1;
  const faults: ChoiceFault[] = [];
  if (count === 0) faults.push({ reason: 'choice_missing', key: null, limit: null });
  if (count > most) faults.push({ reason: 'too_many_choices', key: null, limit: most });
  if (sections.length > mostSections)
    faults.push({ reason: 'too_many_sections', key: null, limit: mostSections });
  const ids = sections.flatMap(({ choices }) => choices.map(({ id }) => id));
  if (new Set(ids).size < ids.length) faults.push({ reason: 'id_doubled', key: null, limit: null });
  return faults;
}

function sectionFaults({ kind, sections }: ChoiceMessage) {
  const isList = kind === 'list';
  const titleLimit = isList ? CHOICE_LIMITS.rowTitle : CHOICE_LIMITS.buttonTitle;
  const idLimit = isList ? CHOICE_LIMITS.rowId : CHOICE_LIMITS.buttonId;
  return ({ title, choices }: ChoiceSection, index: number): ChoiceFault[] => {
    const faults = lengthFault(`section:${index}`, title, CHOICE_LIMITS.sectionTitle);
    // With several sections each needs a name; an empty one stands for nothing.
    if (sections.length > 1 && isBlank(title))
      faults.push({ reason: 'section_missing', key: `section:${index}`, limit: null });
    if (sections.length > 1 && choices.length === 0)
      faults.push({ reason: 'section_empty', key: `section:${index}`, limit: null });
    const seen = new Set<string>();
    for (const [row, choice] of choices.entries()) {
      const key = `choice:${index}:${row}`;
      const words = choice.title.trim();
      if (words === '') faults.push({ reason: 'title_missing', key, limit: null });
      else if (!isList && seen.has(words)) faults.push({ reason: 'title_doubled', key, limit: null });
      seen.add(words);
      faults.push(...lengthFault(key, choice.title, titleLimit), ...lengthFault(key, choice.id, idLimit));
      faults.push(...lengthFault(`${key}:about`, choice.description, CHOICE_LIMITS.rowDescription));
    }
    return faults;
  };
}

function lengthFault(key: string, text: string | null, limit: number): ChoiceFault[] {
  return [...(text?.trim() ?? '')].length > limit ? [{ reason: 'too_long', key, limit }] : [];
}

function isBlank(text: string | null): boolean {
  return trimmed(text) === null;
}

function trimmed(text: string | null): string | null {
  return text?.trim() || null;
}
