import { defineMutator as defineForEngine } from '@rocicorp/zero';
import { Refusal } from '../errors.ts';

type Run = (options: { tx: { location: string; reason?: string } }) => Promise<void>;

/**
 * A mutator of ours. The engine runs it again in the browser, over what came from the server, for as long as the server
 * has not answered: a colleague may have been quicker, and what was allowed is refused now. Thrown there, a refusal would
 * stop the whole incoming change and with it every mutation under way. So there it merely does nothing; the server's
 * answer carries the refusal to whoever asked. And what a browser does not find may merely not be on this device, as when a
 * row that left every list is to come back: the server knows, so it is asked.
 */
export const defineMutator = ((...given: [...unknown[], Run]) => {
  const run = given.pop() as Run;
  const calmRun: Run = async (options) => {
    try {
      await run(options);
    } catch (error) {
      const isElsewhere =
        options.tx.reason === 'optimistic' && error instanceof Refusal && error.code === 'not_found';
      if (options.tx.reason !== 'rebase' && !isElsewhere) throw error;
    }
  };
  return (defineForEngine as (...all: unknown[]) => unknown)(...given, calmRun);
}) as unknown as typeof defineForEngine;
