import type { Component } from 'svelte';
import ContactIcon from '@lucide/svelte/icons/contact-round';
import FileTextIcon from '@lucide/svelte/icons/file-text';
import ImageIcon from '@lucide/svelte/icons/image';
import MapPinIcon from '@lucide/svelte/icons/map-pin';
import MicIcon from '@lucide/svelte/icons/mic';
import PencilIcon from '@lucide/svelte/icons/pencil';
import PhoneIcon from '@lucide/svelte/icons/phone';
import ShoppingBagIcon from '@lucide/svelte/icons/shopping-bag';
import StickerIcon from '@lucide/svelte/icons/sticker';
import VideoIcon from '@lucide/svelte/icons/video';
import ZapIcon from '@lucide/svelte/icons/zap';
import type { Messages } from '#lib/i18n/en.ts';
import type { ConversationRowModel, PreviewKind } from './conversation-row.ts';

const ICONS: Partial<Record<PreviewKind, Component>> = {
  voice: MicIcon,
  audio: MicIcon,
  image: ImageIcon,
  video: VideoIcon,
  document: FileTextIcon,
  sticker: StickerIcon,
  location: MapPinIcon,
  contacts: ContactIcon,
  order: ShoppingBagIcon,
  call: PhoneIcon,
  rule: ZapIcon,
  note: PencilIcon,
};

/** The icon before a row's preview; none for plain text. */
export function previewIcon(kind: PreviewKind): Component | null {
  return ICONS[kind] ?? null;
}

/** The words of a row's preview: the message, or what kind it is and how long when it has none. */
export function previewText(
  row: Pick<ConversationRowModel, 'preview' | 'previewKind' | 'previewDurationMs'>,
  words: Messages['types'],
  playTime: (durationMs: number) => string,
): string {
  if (row.preview !== '') return row.preview;
  if (row.previewKind === 'text' || row.previewKind === 'rule' || row.previewKind === 'note') return '';
  const word = words[row.previewKind];
  return row.previewDurationMs === null ? word : `${word}, ${playTime(row.previewDurationMs)}`;
}
