const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Can this text be an id of ours? What cannot be one is simply not found. */
export function isId(text: string): boolean {
  return ID.test(text);
}
