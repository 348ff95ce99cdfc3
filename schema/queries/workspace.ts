import { defineQuery } from '@rocicorp/zero';
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
  presence: defineQuery(({ ctx }) => zql.presence.where('workspaceId', ctx.workspaceId)),
  heartbeat: defineQuery(() => zql.heartbeat),
};
