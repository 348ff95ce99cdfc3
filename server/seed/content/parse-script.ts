import type { ClosedReason, ConversationStatus, Priority } from './demo-data.ts';

/**
 * A small notation for conversations, so that people can read and write them as they read a chat.
 *
 *   === contact | inbox | assignee or - | status | extras     starts a conversation
 *   @ -3 09:12        the next line is three days ago at 09:12 in Nairobi
 *   @ 45m             the next line is 45 minutes before now
 *   ~ 40              at least 40 more minutes pass
 *   < text            the customer      > text   the assignee      A> B> W> O> P>   someone named
 *   R:name> text      a rule            A# text  an internal note
 *   ! A assigned B    an activity
 *
 * A text may open with [kind:key] and close with {attributes}: #label, ^label (quotes it), +emoji (reaction),
 * edited, deleted, sent, delivered, unconfirmed, failed=code. `⏎` is a line break.
 */
export type Script = {
  contact: string;
  inbox: string;
  assignee: string | null;
  status: ConversationStatus;
  priority: Priority;
  until: string | null;
  reason: ClosedReason | null;
  lines: ScriptLine[];
};

export type ScriptLine =
  | { kind: 'day'; days: number; hours: number; minutes: number }
  | { kind: 'ago'; minutes: number }
  | { kind: 'pause'; minutes: number }
  | { kind: 'activity'; actor: string; verb: string; rest: string }
  | {
      kind: 'message';
      direction: 'inbound' | 'outbound' | 'note';
      author: string;
      attachment: string | null;
      text: string;
      attributes: string[];
    };

const INITIALS: Record<string, string> = {
  A: 'amina',
  B: 'brian',
  W: 'wanjiku',
  O: 'otieno',
  P: 'phone_app',
};

/** Parses one text holding any number of conversations. Throws with the line on anything it cannot read. */
export function parseScripts(source: string): Script[] {
  const scripts: Script[] = [];
  for (const raw of source.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('===')) {
      scripts.push(parseHead(line.slice(3)));
      continue;
    }
    const script = scripts.at(-1);
    if (!script) throw new Error(`a line before any conversation: ${line}`);
    script.lines.push(parseLine(line, script.assignee ?? 'amina'));
  }
  return scripts;
}

function parseHead(line: string): Script {
  const [contact, inbox, assignee, status, extras = ''] = line.split('|').map((part) => part.trim());
  if (!contact || !inbox || !assignee || !status) throw new Error(`an incomplete conversation head: ${line}`);
  const read = (name: string) => new RegExp(`${name}=([^,]+)`).exec(extras)?.[1]?.trim() ?? null;
  return {
    contact,
    inbox,
    assignee: assignee === '-' ? null : assignee,
    status: status as ConversationStatus,
    priority: (read('priority') ?? 'normal') as Priority,
    until: read('until'),
    reason: read('reason') as ClosedReason | null,
    lines: [],
  };
}

function parseLine(line: string, assignee: string): ScriptLine {
  const ago = /^@ (\d+)m$/.exec(line);
  if (ago) return { kind: 'ago', minutes: Number(ago[1]) };
  const day = /^@ ([+-]?\d+) (\d\d):(\d\d)$/.exec(line);
  if (day) return { kind: 'day', days: Number(day[1]), hours: Number(day[2]), minutes: Number(day[3]) };
  const pause = /^~ (\d+)$/.exec(line);
  if (pause) return { kind: 'pause', minutes: Number(pause[1]) };
  const activity = /^! (\S+) (\S+) ?(.*)$/.exec(line);
  if (activity) return parseActivity(activity);
  const message = /^(R:[^>]+|[ABWOP])?([<>#]) (.+)$/.exec(line);
  if (!message) throw new Error(`a line nobody can read: ${line}`);
  return parseMessage(message[1], message[2] ?? '', message[3] ?? '', assignee);
}

function parseActivity(match: RegExpExecArray): ScriptLine {
  const actor = match[1] ?? '';
  return {
    kind: 'activity',
    actor: INITIALS[actor] ?? actor,
    verb: match[2] ?? '',
    rest: INITIALS[match[3] ?? ''] ?? match[3] ?? '',
  };
}

function parseMessage(who: string | undefined, mark: string, body: string, assignee: string): ScriptLine {
  const tail = /^(.*?)\s*\{([^}]*)\}$/.exec(body);
  const spoken = tail ? (tail[1] ?? '') : body;
  const attachment = /^\[([^\]]+)\]\s*/.exec(spoken);
  return {
    kind: 'message',
    direction: mark === '<' ? 'inbound' : mark === '#' ? 'note' : 'outbound',
    author: mark === '<' ? 'customer' : readAuthor(who, assignee),
    attachment: attachment?.[1] ?? null,
    text: (attachment ? spoken.slice(attachment[0].length) : spoken).replaceAll('⏎', '\n'),
    attributes: tail ? (tail[2] ?? '').split(',').map((part) => part.trim()) : [],
  };
}

function readAuthor(who: string | undefined, assignee: string): string {
  if (!who) return assignee;
  if (who.startsWith('R:')) return `rule:${who.slice(2)}`;
  return INITIALS[who] ?? assignee;
}
