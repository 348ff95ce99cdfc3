import { defineQueries } from '@rocicorp/zero';
import { contactQueries } from './contacts.ts';
import { conversationQueries } from './conversations.ts';
import { messageQueries } from './messages.ts';
import { oversightQueries } from './oversight.ts';
import { templateQueries } from './templates.ts';
import { workspaceQueries } from './workspace.ts';

/** Every read a browser can ask for, by name. Names travel on the wire: old tabs still say them for a release. */
export const queries = defineQueries({
  contact: contactQueries,
  conversation: conversationQueries,
  message: messageQueries,
  oversight: oversightQueries,
  template: templateQueries,
  workspace: workspaceQueries,
});
