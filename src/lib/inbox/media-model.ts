import { isCardFile, readSharedCard } from '#schema/domain/read-shared-card.ts';
import type { MessageRow } from '#schema/schema.ts';
import type { MediaModel } from './message.ts';

/** What the server keeps about a bubble's file in `message.media`. */
type MediaState = {
  id: string;
  state: 'pending' | 'stored' | 'failed';
  mimeType: string;
  fileName?: string | null;
  sizeBytes?: number;
  width?: number;
  height?: number;
  durationMs?: number;
  waveform?: number[];
  hasThumbnail?: boolean;
  /** Masked: whole ones stay on the server. */
  cards?: unknown[];
};

const LOUDEST = 31;
const STATES = { pending: 'fetching', stored: 'ready', failed: 'lost' } as const;

/** The file of a bubble, with the addresses it is served from once it is here. */
export function mediaModel(row: MessageRow, { seesNumbers = false } = {}): MediaModel | null {
  const media = row.media as MediaState | null | undefined;
  if (!media) return null;
  const isForeign = media.mimeType === 'image/heic';
  // The file says what its masked cards do not: whoever may not see numbers is not offered it.
  const isHeldBack = isCardFile(media) && !seesNumbers;
  const url = media.state === 'stored' && !isHeldBack ? `/media/${media.id}` : null;
  return {
    state: STATES[media.state],
    url,
    thumbnailUrl: url && media.hasThumbnail ? `${url}?size=thumb` : url,
    ...(isForeign && { viewUrl: url && media.hasThumbnail ? `${url}?size=thumb` : null }),
    ...(media.cards?.length && { cards: media.cards.map(readSharedCard) }),
    mimeType: media.mimeType,
    fileName: media.fileName ?? null,
    sizeBytes: media.sizeBytes ?? null,
    durationMs: media.durationMs ?? null,
    widthPx: media.width ?? null,
    heightPx: media.height ?? null,
    pageCount: null,
    waveform: media.waveform?.map((level) => level / LOUDEST) ?? null,
    isVoiceNote: row.type === 'voice',
    uploaded: null,
  };
}
