import { v7 } from 'uuid';

/** Ids are made where the row is made, and sort by when. */
export function newId(): string {
  return v7();
}
