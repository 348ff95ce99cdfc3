/** English for saved views once they are there, and for finding by more than words. */
export const enViews = {
  savedView: {
    change: 'Change this view',
    changed: 'View changed',
    menu: (name: string) => `Change ${name}`,
    share: 'Share with everyone',
    unshare: 'Keep to myself',
    nowShared: 'Everyone sees this view now',
    nowOwn: 'Only you see this view now',
    othersOwn: 'A view others share stays shared.',
    tooNested: 'What it shows is nested deeper than can be changed here. Its name and who sees it can be.',
  },
};
