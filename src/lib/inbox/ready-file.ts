import type { UploadedFile } from './upload-file.ts';

/** What a recording knows of itself. */
export type RecordingFacts = { durationMs: number; waveform: number[] };

/** A file that is on the server and may be sent. */
export type ReadyFile = UploadedFile & Partial<RecordingFacts>;
