import { defineQuery } from '@rocicorp/zero';
import { visibleLeases, visiblePresence } from '../permissions.ts';
import { zql } from '../schema.ts';

/** What every screen stands on: small, few, always alive. */
export const workspaceQueries = {
  current: defineQuery(({ ctx }) => zql.workspace.where('id', ctx.workspaceId).one()),
  members: defineQuery(({ ctx }) => zql.member.where('workspaceId', ctx.workspaceId).orderBy('name', 'asc')),
  inboxes: defineQuery(({ ctx }) => {
    const own = zql.inbox.where('workspaceId', ctx.workspaceId).orderBy('position', 'asc');
    return ctx.inboxIds === 'all' ? own : own.where('id', 'IN', [...ctx.inboxIds]);
  }),
  inboxMembers: defineQuery(({ ctx }) => zql.inboxMember.where('workspaceId', ctx.workspaceId)),
  channels: defineQuery(({ ctx }) => zql.channel.where('workspaceId', ctx.workspaceId)),
  viewCounts: defineQuery(({ ctx }) => zql.viewCount.where('workspaceId', ctx.workspaceId)),
  presence: defineQuery(({ ctx }) => visiblePresence(ctx)),
  leases: defineQuery(({ ctx }) => visibleLeases(ctx)),
  heartbeat: defineQuery(() => zql.heartbeat),
};
