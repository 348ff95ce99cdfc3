export type GatherLimits = {
  /** Asks in one flight. */
  most: number;
};

type Waiting<Ask, Answer> = {
  ask: Ask;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/**
 * Turns many asks into few flights: whatever is asked while one flight is under way leaves together in the next. Someone
 * alone waits for nobody. `fly` answers in the order asked; when it throws, everyone in that flight is told.
 */
export function gatherAsks<Ask, Answer>(
  fly: (asks: Ask[]) => Promise<Answer[]>,
  { most }: GatherLimits,
): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = [];
  let isUnderWay = false;

  async function takeOff(): Promise<void> {
    while (waiting.length > 0) {
      const flight = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await fly(flight.map(({ ask }) => ask));
        for (const [n, { resolve }] of flight.entries()) resolve(answers[n]!);
      } catch (error) {
        for (const { reject } of flight) reject(error);
      }
      // Those just answered may ask again at once: the next flight takes them too.
      if (waiting.length > 0) await new Promise(setImmediate);
    }
    isUnderWay = false;
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(() => void takeOff());
    });
}
