/** English for the first steps of a new business. */
export const enFirstRun = {
  firstRun: {
    title: 'Three steps and you are at work',
    titleTwo: 'Two steps and you are at work',
    steps: {
      phone: [
        'Be your own customer',
        'Write a message on the sandbox phone and see it arrive here.',
        'Open the phone',
      ],
      people: ['Invite one person', 'From two people on, nobody answers a customer twice.', 'Invite'],
      number: ['Connect your number', 'Then your customers’ messages arrive here.', 'Connect'],
    } as Record<'phone' | 'people' | 'number', [string, string, string]>,
    done: 'Done',
    open: 'To do',
    oneLeft: 'One step is left:',
    away: 'Put away',
  },
};
