import type { MediaKind } from '#schema/domain/media-limits.ts';

/** A file as the server knows it now. */
export type UploadedFile = {
  id: string;
  kind: MediaKind;
  mimeType: string;
  fileName: string | null;
  sizeBytes: number;
  width?: number;
  height?: number;
  hasThumbnail?: boolean;
};

export type UploadOutcome =
  | { kind: 'done'; file: UploadedFile }
  | { kind: 'refused'; code: string; limit: string | null }
  | { kind: 'broken' };

/** Brings one file to the server. `onprogress` hears 0–1; the returned `stop` gives it up. */
export function uploadFile(
  file: File,
  { isVoice, onprogress }: { isVoice: boolean; onprogress: (share: number) => void },
): { outcome: Promise<UploadOutcome>; stop: () => void } {
  // Only this older way tells how far an upload has come.
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onprogress(event.loaded / event.total);
    };
    request.onload = () => resolve(readAnswer(request.status, request.responseText));
    request.onerror = request.onabort = request.ontimeout = () => resolve({ kind: 'broken' });
    request.open('POST', isVoice ? '/api/uploads?voice' : '/api/uploads');
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name || 'file'));
    request.send(file);
  });
  return { outcome, stop: () => request.abort() };
}

function readAnswer(status: number, text: string): UploadOutcome {
  try {
    const answer = JSON.parse(text) as UploadedFile & { code?: string; limit?: string };
    if (status === 201) return { kind: 'done', file: answer };
    if (status < 500 && status !== 401 && status !== 429 && answer.code)
      return { kind: 'refused', code: answer.code, limit: answer.limit ?? null };
  } catch {
    // A gateway's page says nothing about the file.
  }
  return { kind: 'broken' };
}
