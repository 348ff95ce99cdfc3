import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of the bench in a process of its own: one question at a time, one answer each. */
export type Part = {
  pid: number;
  ask: <A>(question: unknown) => Promise<A>;
  stop: () => Promise<void>;
};

/** Starts `bench/support/<name>.ts`. It ends with us: the channel closes and it leaves. */
export function forkPart(name: string): Part {
  const child = fork(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    pid: child.pid ?? 0,
    ask: <A>(question: unknown) =>
      new Promise<A>((resolve, reject) => {
        const onExit = (code: number | null) => reject(new Error(`${name} ended with code ${code}`));
        child.once('exit', onExit);
        child.once('message', (answer) => {
          child.off('exit', onExit);
          const { error, value } = answer as { error?: string; value?: A };
          if (error !== undefined) reject(new Error(`${name}: ${error}`));
          else resolve(value as A);
        });
        child.send(question as object);
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The other side: answers every question in turn, and leaves when the one who asks has gone. */
export function answerParent<Q>(answer: (question: Q) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (question) => {
    answer(question as Q).then(
      (value) => process.send?.({ value }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
}
