import { cleanFileName } from '#schema/domain/clean-file-name.ts';
import { LARGEST_FILE_BYTES, limitInWords } from '#schema/domain/media-limits.ts';
import { readLimited } from '../media/read-upload.ts';
import { Problem } from './problem.ts';

/** A file as it was sent to us; its type is only a claim. */
export type GivenFile = { bytes: Uint8Array; claimedType: string; fileName: string };

/** What a form may have around the file itself. */
const FORM_BYTES = 64 * 1024;

/**
 * The file of a request: the body itself with its name in `fileName`, or the field `file` of a form. Throws 413, 415 and
 * 422 problems.
 */
export async function readFile(request: Request, fileName: string | undefined): Promise<GivenFile> {
  const type = request.headers.get('content-type') ?? '';
  if (type === '')
    throw new Problem('unsupported_media_type', {
      detail:
        'Send the file as the body with its Content-Type, or as the field "file" of multipart/form-data.',
    });
  const isForm = /^multipart\/form-data\s*;/i.test(type);
  const bytes = await readLimited(request, LARGEST_FILE_BYTES + (isForm ? FORM_BYTES : 0));
  if (bytes === null) throw tooLarge(limitInWords('document'));
  if (!isForm) return { bytes, claimedType: type, fileName: nameFrom(fileName) };
  const file = await fileOfForm(bytes, type);
  if (!file) {
    throw new Problem('body_unreadable', { detail: 'The form has no file in the field "file".' });
  }
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    claimedType: file.type,
    fileName: nameFrom(fileName ?? file.name),
  };
}

async function fileOfForm(bytes: Buffer<ArrayBuffer>, type: string): Promise<File | null> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null);
  const file = form?.get('file');
  return file instanceof File ? file : null;
}

function nameFrom(given: string | undefined): string {
  return cleanFileName(given ?? '') || 'file';
}

/** `limit`: in words. */
export function tooLarge(limit: string): Problem {
  return new Problem('media_too_large', { detail: `WhatsApp takes at most ${limit} of this kind of file.` });
}
