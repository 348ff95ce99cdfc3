import type { ProviderError } from './event-item.ts';
import { looseList, looseNumber, looseRecord, looseText } from './read-loosely.ts';

/** The errors of a message, status or value. Minimal ones carry nothing but code and title. */
export function readErrors(value: unknown): ProviderError[] {
  return looseList(value, 50).map((error) => ({
    code: looseNumber(error['code']),
    title: looseText(error['title']) ?? looseText(error['message']),
    details:
      looseText(looseRecord(error['error_data'])['details'], 4_096) ?? looseText(error['details'], 4_096),
  }));
}
