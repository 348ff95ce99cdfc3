import { z } from 'zod';
import { limitInWords, mediaFault, mediaKindOf } from '#schema/domain/media-limits.ts';
import { sniffType } from '../media/sniff-type.ts';
import { storeMedia } from '../media/store-media.ts';
import { uuidv7 } from '../new-id.ts';
import { defineRoute } from './define-route.ts';
import { Problem } from './problem.ts';
import { tooLarge } from './read-file.ts';

/** A file that waits to be sent, as other systems see it. */
const mediaSchema = z
  .object({
    id: z.string(),
    kind: z
      .enum(['image', 'video', 'audio', 'document'])
      .meta({ description: 'What it can be sent as; audio also as voice.' }),
    mimeType: z.string().meta({ description: 'By its content, whatever was claimed.' }),
    fileName: z.string(),
    sizeBytes: z.int(),
  })
  .meta({ id: 'Media' });

const INSERT = 'insert into media (id, workspace_id, mime_type, file_name) values ($1, $2, $3, $4)';

export const mediaRoutes = [
  defineRoute({
    method: 'post',
    path: '/media',
    scope: 'messages:write',
    tag: 'Messages',
    summary: 'Bring a file to send',
    description:
      'The body is the file, or a form with the file in the field `file`. It goes with one message; what is not sent within a day is let go.',
    takesFile: true,
    query: z.strictObject({
      fileName: z.string().max(240).optional().meta({ description: 'What the customer sees it called.' }),
    }),
    answer: { status: 201, schema: mediaSchema, description: 'The file, waiting to be sent.' },
    problems: ['media_too_large', 'media_unsupported', 'unsupported_media_type', 'body_unreadable'],
    async handle({ db, caller, blobs, file }) {
      if (!file) throw new Problem('body_unreadable', { detail: 'There is no file.' });
      const { bytes, fileName } = file;
      const mimeType = sniffType(bytes, file.claimedType);
      const kind = mediaKindOf(mimeType);
      const fault = mediaFault({ kind, sizeBytes: bytes.length });
      if (fault === 'media_too_large') throw tooLarge(limitInWords(kind!));
      if (fault || kind === null || kind === 'voice')
        throw new Problem('media_unsupported', {
          detail: `WhatsApp takes no file like this one: ${mimeType}.`,
        });
      const id = uuidv7();
      await db.query(INSERT, [id, caller.workspaceId, mimeType, fileName]);
      const { sizeBytes } = await storeMedia(
        { tx: db, blobs },
        { id, workspaceId: caller.workspaceId, messageId: null, claimedType: mimeType, bytes },
      );
      return { id, kind, mimeType, fileName, sizeBytes };
    },
  }),
];
