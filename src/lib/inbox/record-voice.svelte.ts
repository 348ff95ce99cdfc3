/** What a browser can record that WhatsApp plays as a voice note; Opus in an MP4 or a WebM it does not. */
const FORMATS = [
  { recorded: 'audio/ogg;codecs=opus', type: 'audio/ogg', ending: 'ogg' },
  { recorded: 'audio/mp4;codecs=mp4a.40.2', type: 'audio/mp4', ending: 'm4a' },
] as const;

const BARS = 40;
const LOUDEST = 31;
const LISTEN_MS = 100;

function formatHere() {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return null;
  return FORMATS.find(({ recorded }) => MediaRecorder.isTypeSupported(recorded)) ?? null;
}

/** Can this browser record something WhatsApp takes? */
export function canRecordVoice(): boolean {
  return formatHere() !== null;
}

export type Recording = { file: File; durationMs: number; waveform: number[] };

/** Records one voice note at a time, with its loudness as bars. */
export function createVoiceRecorder() {
  let startedAt = $state<number | null>(null);
  let recorder: MediaRecorder | null = null;
  let chunks: Blob[] = [];
  let levels: number[] = [];
  let stopListening = () => {};

  function release(): void {
    stopListening();
    for (const track of recorder?.stream.getTracks() ?? []) track.stop();
    recorder = null;
    startedAt = null;
  }

  function listen(stream: MediaStream): void {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      levels.push(Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 128);
    }, LISTEN_MS);
    stopListening = () => {
      clearInterval(timer);
      void context.close();
      stopListening = () => {};
    };
  }

  return {
    /** When it began, ms; null while nothing is recorded. */
    get startedAt(): number | null {
      return startedAt;
    },
    /** False when there is no microphone, or it may not be used. */
    async start(): Promise<boolean> {
      const format = formatHere();
      if (!format || recorder) return false;
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        chunks = [];
        levels = [];
        recorder = new MediaRecorder(stream, { mimeType: format.recorded });
        recorder.ondataavailable = (event) => chunks.push(event.data);
        recorder.start();
        listen(stream);
        startedAt = Date.now();
        return true;
      } catch {
        release();
        return false;
      }
    },
    /** Ends it and hands it over; null when nothing was heard. */
    async finish(): Promise<Recording | null> {
      const [running, format, began] = [recorder, formatHere(), startedAt];
      if (!running || !format || began === null) return null;
      await new Promise<void>((resolve) => {
        running.onstop = () => resolve();
        running.stop();
      });
      const durationMs = Date.now() - began;
      release();
      const blob = new Blob(chunks, { type: format.type });
      if (blob.size === 0) return null;
      const file = new File([blob], `voice.${format.ending}`, { type: format.type });
      return { file, durationMs, waveform: barsOf(levels) };
    },
    drop(): void {
      if (recorder?.state === 'recording') recorder.stop();
      release();
    },
  };
}

function barsOf(levels: readonly number[]): number[] {
  if (levels.length === 0) return [];
  const loudest = Math.max(...levels, 0.05);
  const bars = Math.min(BARS, levels.length);
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * levels.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / bars));
    return Math.round((Math.max(...levels.slice(from, to)) / loudest) * LOUDEST);
  });
}
