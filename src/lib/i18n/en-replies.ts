import { plural } from './plural.ts';

/** English for the page of saved replies. */
export const enReplies = {
  replies: {
    add: 'New reply',
    edit: (title: string) => `Edit “${title}”`,
    remove: (title: string) => `Remove “${title}”`,
    search: 'Find a reply',
    count: (n: number) => plural('en', n, { one: '{n} reply', other: '{n} replies' }),
    newTitle: 'A new saved reply',
    editTitle: 'Change the saved reply',
    shortcut: 'Shortcut',
    shortcutHint: 'price',
    shortcutWrong: 'Letters, digits and hyphens only, no spaces.',
    title: 'Title',
    titleHint: 'What it answers',
    language: 'Language',
    text: 'Text',
    textHint: 'Hello {{first_name}}, …',
    insert: 'Fill in from the record',
    variables: {
      first_name: 'First name',
      name: 'Full name',
      member: 'Who answers',
      workspace: 'The business',
    },
    preview: (name: string) => `As ${name} would get it`,
    unknown: (names: string) => `Nothing is known as ${names}; it goes out as it stands here.`,
    saved: 'Reply saved',
    removed: (title: string) => `“${title}” removed`,
    emptyTitle: 'No saved replies yet',
    emptyLine: 'Write one answer you give every day. Everyone finds it by typing / in the reply box.',
    readOnly: 'Managers and admins write these. Type / in the reply box to answer with one.',
    noneTitle: (query: string) => `No reply for “${query}”`,
  },
};
