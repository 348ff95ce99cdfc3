export type FirstStep = { id: 'phone' | 'people' | 'number'; isDone: boolean };

/** What is so of a business: has any customer written, how many people work in it, how many numbers of its own it has. */
export type FirstFacts = { isSandbox: boolean; hasHeard: boolean; people: number; ownNumbers: number };

/** The first steps of a new business, each done when it is so, however that came about. */
export function firstSteps({ isSandbox, hasHeard, people, ownNumbers }: FirstFacts): FirstStep[] {
  return [
    ...(isSandbox ? [{ id: 'phone' as const, isDone: hasHeard }] : []),
    { id: 'people', isDone: people > 1 },
    { id: 'number', isDone: ownNumbers > 0 },
  ];
}
