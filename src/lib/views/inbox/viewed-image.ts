import type { MessageModel } from '#lib/inbox/message.ts';

/** A picture in the viewer; without a file name it is not offered as a file. */
export type OpenImage = { url: string; title: string; fileName: string | null };

/** The picture of a message as the viewer shows it; null when there is none to show. One made for viewing is not handed on as the file. */
export function viewedImage({ media, text }: MessageModel, untitled: string): OpenImage | null {
  if (!media?.url) return null;
  const { fileName, url, viewUrl } = media;
  return { url: viewUrl ?? url, title: text || fileName || untitled, fileName: viewUrl ? null : fileName };
}
