const FORMATS = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'] as const;

/** Records from the microphone, in the first format both the browser and WhatsApp know. */
export function createVoiceRecorder() {
  let recorder: MediaRecorder | null = null;
  let chunks: Blob[] = [];
  let startedAt = $state<number | null>(null);

  function release(): void {
    for (const track of recorder?.stream.getTracks() ?? []) track.stop();
    recorder = null;
    startedAt = null;
  }

  return {
    /** When the recording began, ms; null while there is none. */
    get startedAt(): number | null {
      return startedAt;
    },
    /** False when there is no microphone, or it may not be used. */
    async start(): Promise<boolean> {
      const mimeType = FORMATS.find((format) => globalThis.MediaRecorder?.isTypeSupported(format) === true);
      if (mimeType === undefined || globalThis.navigator.mediaDevices === undefined) return false;
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        chunks = [];
        recorder = new MediaRecorder(stream, { mimeType });
        recorder.ondataavailable = (event) => chunks.push(event.data);
        recorder.start();
        startedAt = Date.now();
        return true;
      } catch {
        release();
        return false;
      }
    },
    /** Ends the recording and hands it over; null when nothing was heard. */
    async finish(): Promise<Blob | null> {
      const running = recorder;
      if (running === null) return null;
      const stopped = new Promise<void>((resolve) => (running.onstop = () => resolve()));
      running.stop();
      await stopped;
      const type = (running.mimeType.split(';')[0] ?? '').trim();
      release();
      const recording = new Blob(chunks, { type });
      return recording.size === 0 ? null : recording;
    },
    /** Throws the recording away. */
    drop(): void {
      if (recorder?.state === 'recording') recorder.stop();
      release();
    },
  };
}

export type VoiceRecorder = ReturnType<typeof createVoiceRecorder>;
