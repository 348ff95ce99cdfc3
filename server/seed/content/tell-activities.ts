import type { ActivityKind, DemoActivity } from './demo-data.ts';
import { hashText, pickBetween } from './hash-text.ts';
import type { Script } from './parse-script.ts';
import type { PlacedLine } from './place-in-time.ts';

/** The timeline of one conversation: what its script says, and how it was taken up and put away. */
export function tellActivities(
  placed: PlacedLine[],
  script: Script,
  snoozedUntilAt: number | null,
  now: number,
): DemoActivity[] {
  const activities: DemoActivity[] = [];
  for (const { at, line } of placed) {
    if (line.kind !== 'activity') continue;
    const data: DemoActivity['data'] = line.rest === '' ? {} : { to: line.rest };
    activities.push({ at, kind: line.verb as ActivityKind, actor: line.actor, data });
  }
  const taken = tellTaking(placed, script, activities);
  if (taken) activities.unshift(taken);
  const put = tellPuttingAway(placed, script, snoozedUntilAt, now);
  if (put) activities.push(put);
  return activities;
}

function tellTaking(placed: PlacedLine[], script: Script, told: DemoActivity[]): DemoActivity | null {
  const first = placed[0];
  if (!script.assignee || !first) return null;
  if (told.some((activity) => activity.kind === 'claimed' || activity.kind === 'assigned')) return null;
  const taker = told.find((activity) => activity.kind === 'transferred')?.actor ?? script.assignee;
  const at = first.at + 500;
  const isOurs = first.line.kind === 'message' && first.line.direction === 'outbound';
  const way = hashText(`${script.contact}:${script.inbox}`) % 3;
  if (isOurs || way === 0 || (way === 2 && taker === 'wanjiku'))
    return { at, kind: 'claimed', actor: taker, data: { to: taker } };
  return { at, kind: 'assigned', actor: way === 1 ? 'rule:Round robin' : 'wanjiku', data: { to: taker } };
}

function tellPuttingAway(
  placed: PlacedLine[],
  script: Script,
  snoozedUntilAt: number | null,
  now: number,
): DemoActivity | null {
  const last = placed.at(-1);
  if (!last || script.status === 'open') return null;
  const waitMs = pickBetween(`${script.contact}:${script.inbox}:end`, 40, 900) * 1000;
  const at = Math.min(now, last.at + waitMs);
  const actor = script.assignee ?? 'wanjiku';
  if (script.status === 'snoozed') return { at, kind: 'snoozed', actor, data: { until: snoozedUntilAt } };
  return { at, kind: 'closed', actor, data: { reason: script.reason } };
}
