/** The migrated database that each test file copies. */
export const TEMPLATE = 'kazi_template';

/** The schema zero-cache makes for its own book-keeping; the mutate endpoint writes the last mutation of a client there. */
export const SYNC_SCHEMA = 'zero_0';

export const SYNC_ENGINE_TABLES = `
  create schema ${SYNC_SCHEMA};
  create table ${SYNC_SCHEMA}.clients (
    "clientGroupID" text not null, "clientID" text not null, "lastMutationID" bigint not null, "userID" text,
    primary key ("clientGroupID", "clientID"));
  create table ${SYNC_SCHEMA}.mutations (
    "clientGroupID" text not null, "clientID" text not null, "mutationID" bigint not null, "result" json not null,
    primary key ("clientGroupID", "clientID", "mutationID"));`;
