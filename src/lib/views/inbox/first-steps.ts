export type FirstStep = { id: 'phone' | 'people' | 'number'; isDone: boolean };

/** What is so of a business: has any customer written, is or was anybody asked to join, how many numbers of its own it has. */
export type FirstFacts = {
  isSandbox: boolean;
  hasHeard: boolean;
  isSomebodyInvited: boolean;
  ownNumbers: number;
};

/** The first steps of a new business, each done when it is so, however that came about. */
export function firstSteps({ isSandbox, hasHeard, isSomebodyInvited, ownNumbers }: FirstFacts): FirstStep[] {
  return [
    ...(isSandbox ? [{ id: 'phone' as const, isDone: hasHeard }] : []),
    { id: 'people', isDone: isSomebodyInvited },
    { id: 'number', isDone: ownNumbers > 0 },
  ];
}
