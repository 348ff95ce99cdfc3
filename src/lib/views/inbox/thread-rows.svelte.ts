import { neutraliseBidi } from '#lib/format/message-text.ts';
import { formatListTime } from '#lib/format/time.ts';
import { hueOf, initialsOf } from '#lib/format/avatar.ts';
import { heldReplies, leavingReplies } from '#lib/drafts/held-replies.svelte.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { activityLine } from '#lib/inbox/activity-line.ts';
import type { ComposerModel, FenceModel, LeaseModel } from '#lib/inbox/composer.ts';
import { messageModel } from '#lib/inbox/message-model.ts';
import { unreadCount } from '#lib/inbox/row-model.ts';
import type { SystemLineModel } from '#lib/inbox/message.ts';
import { templateModel } from '#lib/inbox/template-model.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { keepSame } from '#lib/ui/keep-same.ts';
import type { PersonModel } from '#lib/ui/person.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { fillVariables } from '#schema/domain/record-variables.ts';
import { leaseHolder } from '#schema/domain/reply-lease.ts';
import { queries } from '#schema/queries/index.ts';
import type {
  ActivityRow,
  ContactRow,
  ConversationRow,
  MessageRow,
  SavedReplyRow,
  TemplateRow,
} from '#schema/schema.ts';
import { heldModel } from './held-model.ts';
import { watchMessages } from './message-window.svelte.ts';
import type { WorkspaceStore } from '../workspace.svelte.ts';

const LINES = 100;
// The clock asks every second: the same answer is the same thing.
const FREE: LeaseModel = { kind: 'free' };
const MINE: LeaseModel = { kind: 'mine' };

export function asPerson(id: string, name: string): PersonModel {
  return { id, name, initials: initialsOf(name), hue: hueOf(id) };
}

/** Everything one open conversation shows, kept in step. Call while the thread is being set up. */
export function watchThread(
  workspace: WorkspaceStore,
  ask: {
    conversationId: () => string;
    targetId: () => string | null;
    /** Whoever held the reply may be gone without this device hearing of it; the server decides on return. */
    isOffline: () => boolean;
  },
) {
  const me = workspace.session;
  const row = liveQuery<ConversationRow>(() => queries.conversation.byId({ id: ask.conversationId() }));
  const view = watchMessages(ask);
  const activityRows = liveQuery<readonly ActivityRow[]>(() =>
    queries.message.activities({ conversationId: ask.conversationId(), limit: LINES }),
  );
  const channelId = $derived(row.data?.channelId ?? null);
  const templateRows = liveQuery<readonly TemplateRow[]>(() =>
    channelId === null ? null : queries.template.ofChannel({ channelId }),
  );
  const savedRows = liveQuery<readonly SavedReplyRow[]>(() => queries.template.savedReplies());

  const conversation = $derived(row.data ?? null);
  const byId = $derived(new Map([...view.newest, ...view.shown].map((m) => [m.id, m])));
  // By value: the conversation moves on with every message, the person it is with stays.
  const contactId = $derived(conversation?.contactId ?? '');
  const contactName = $derived(neutraliseBidi(conversation?.contactName ?? ''));
  const contact = $derived({ id: contactId, name: contactName });
  const contactRow = liveQuery<ContactRow>(() =>
    contactId === '' ? null : queries.contact.byId({ id: contactId }),
  );
  const seesNumbers = me.role !== 'agent';
  const isShut = $derived(!conversation?.windowClosesAt || conversation.windowClosesAt <= clock.now);
  const around = $derived({
    members: workspace.members,
    contact,
    myId: me.memberId,
    locale: i18n.locale,
    seesNumbers,
    isWindowOpen: !isShut,
    byId,
  });
  const isOurs = (r: { id: string; conversationId: string }) =>
    r.conversationId === ask.conversationId() && !byId.has(r.id);
  const held = $derived([
    ...heldReplies.all.filter(isOurs).map((reply) => heldModel(reply, me)),
    ...leavingReplies.all.filter(isOurs).map((reply) => heldModel(reply, me, true)),
  ]);
  const shown = $derived(view.shown.filter((m) => m.status !== 'cancelled'));
  const messages = $derived([
    ...shown.map((m) => messageModel(m, around)).reverse(),
    ...(view.hasNewer ? [] : held),
  ]);
  const oldestShown = $derived(view.hasOlder ? (messages[0]?.at ?? 0) : Number.NEGATIVE_INFINITY);
  const newestShown = $derived(view.hasNewer ? (messages.at(-1)?.at ?? 0) : Number.POSITIVE_INFINITY);
  let linesBefore: readonly SystemLineModel[] = [];
  const lines = $derived.by(() => {
    const now = [
      ...(activityRows.data ?? []).filter((a) => a.at >= oldestShown && a.at <= newestShown).map(lineOf),
      ...view.shown.filter((m) => m.status === 'cancelled').map(takenBackLine),
    ];
    return (linesBefore = keepSame(linesBefore, now));
  });
  const facts = $derived({
    contactName: contact.name,
    memberName: me.name,
    workspaceName: workspace.row?.name ?? '',
  });
  // What can be chosen stands first.
  const templates = $derived(
    (templateRows.data ?? [])
      .map((t) => templateModel(t, facts, { optedOutAt: contactRow.data?.optedOutAt ?? null }))
      .sort((a, b) => Number(a.whyNot !== null) - Number(b.whyNot !== null)),
  );
  const savedReplies = $derived(
    (savedRows.data ?? []).map(({ id, shortcut, title, text }) => ({
      id,
      shortcut,
      title,
      text: fillVariables(text, facts),
    })),
  );
  const colleagues = $derived(
    [...workspace.members.values()].filter((m) => m.id !== me.memberId && !m.deactivatedAt),
  );
  const presence = $derived(workspace.presence.get(ask.conversationId()) ?? []);
  const lease = $derived.by<LeaseModel>(() => {
    const holderId = ask.isOffline() ? null : leaseHolder(workspace.leases.get(ask.conversationId()));
    if (holderId === null) return FREE;
    if (holderId === me.memberId) return MINE;
    return { kind: 'other', person: asPerson(holderId, workspace.members.get(holderId)?.name ?? '') };
  });

  return {
    get conversation() {
      return conversation;
    },
    get isMissing() {
      return row.isComplete && !conversation;
    },
    /** Since when the customer has asked not to be written to; null when they have not. */
    get optedOutAt(): number | null {
      return contactRow.data?.optedOutAt ?? null;
    },
    get contact() {
      return contact;
    },
    /** May whoever looks see numbers whole? */
    seesNumbers,
    get byId() {
      return byId;
    },
    get messages() {
      return messages;
    },
    get lines() {
      return lines;
    },
    /** How many of the customer's messages I have not seen; null until all that tells it is here. */
    get unread(): number | null {
      const isKnown = ask.isOffline() || (workspace.isReadKnown && view.isWhole);
      return conversation && isKnown ? unreadCount(conversation, workspace.reads.get(conversation.id)) : null;
    },
    /** Which stretch of the conversation is on screen, and how to see more of it. */
    view,
    get templates() {
      return templates;
    },
    get savedReplies() {
      return savedReplies;
    },
    get colleagues() {
      return colleagues;
    },
    get lease() {
      return lease;
    },
    get viewers() {
      return presence.filter((p) => p.kind === 'viewing').map((p) => asPerson(p.memberId, p.name));
    },
    get replying() {
      const typing = presence.find((p) => p.kind === 'typing');
      return typing ? asPerson(typing.memberId, typing.name) : null;
    },
    /** The answer that landed before a draft was sent. */
    fenceOf(answerId: string | null): FenceModel | null {
      const answer = answerId ? byId.get(answerId) : undefined;
      if (!answer) return null;
      const { id, authorMemberId, authorName, at, status } = answer;
      return {
        person: asPerson(authorMemberId ?? id, authorName ?? ''),
        text: answer.text ?? '',
        at,
        status: status === 'received' ? 'sent' : status,
      };
    },
    quoteOf(messageId: string | null): ComposerModel['quoted'] {
      const message = messageId ? messages.find((m) => m.id === messageId) : undefined;
      if (!message) return null;
      const { id, author, direction, type, text } = message;
      return { messageId: id, authorName: author.name, isOurs: direction === 'outbound', type, text };
    },
    get isShut() {
      return isShut;
    },
  };
}

export type ThreadRows = ReturnType<typeof watchThread>;

const SAID = new WeakMap<ActivityRow, { text: string; line: SystemLineModel }>();

function lineOf(a: ActivityRow): SystemLineModel {
  const line =
    a.kind === 'reaction_failed'
      ? plainLine(a.id, a.at, i18n.t.content.reactionFailed)
      : activityLine(a, i18n.t.activity, (at) => formatListTime(at, clock.now, i18n.format));
  // Most seconds change no word of it.
  const text = JSON.stringify(line);
  const said = SAID.get(a);
  if (said?.text === text) return said.line;
  SAID.set(a, { text, line });
  return line;
}

/** What was taken back leaves one quiet line, not its words. */
function takenBackLine(m: MessageRow): SystemLineModel {
  return plainLine(m.id, Math.min(m.at, clock.now), i18n.t.content.takenBack(m.authorName ?? ''));
}

/** Words between asterisks are names. */
function plainLine(id: string, at: number, sentence: string): SystemLineModel {
  const parts = sentence
    .split('*')
    .map((text, index) => ({ text, isStrong: index % 2 === 1 }))
    .filter((part) => part.text !== '');
  return { id, at, icon: 'other', parts };
}
