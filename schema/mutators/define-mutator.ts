import { defineMutator as defineForEngine } from '@rocicorp/zero';

type Run = (options: { tx: { location: string; reason?: string } }) => Promise<void>;

/**
 * A mutator of ours. The engine runs it again in the browser, over what came from the server, for as long as the server
 * has not answered: a colleague may have been quicker, and what was allowed is refused now. Thrown there, a refusal would
 * stop the whole incoming change and with it every mutation under way. So there it merely does nothing; the server's
 * answer carries the refusal to whoever asked.
 */
export const defineMutator = ((...given: [...unknown[], Run]) => {
  const run = given.pop() as Run;
  const calmRun: Run = async (options) => {
    try {
      await run(options);
    } catch (error) {
      if (options.tx.reason !== 'rebase') throw error;
    }
  };
  return (defineForEngine as (...all: unknown[]) => unknown)(...given, calmRun);
}) as unknown as typeof defineForEngine;
