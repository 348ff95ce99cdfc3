const LENGTH_LIMIT = 240;

// Joiners stay: emoji families and some scripts are written with them.
const UNSEEN = /[\p{Cc}\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu;

/** A file's name as its owner sees it: without a path, without what could turn it round or break a line. May be empty. */
export function cleanFileName(name: string): string {
  return name.split(/[\\/]/).at(-1)!.replace(UNSEEN, '').trim().slice(-LENGTH_LIMIT).toWellFormed();
}
