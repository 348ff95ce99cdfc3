/** The panes of the shell; on a phone one of them is shown at a time. */
export type PaneName = 'views' | 'list' | 'main' | 'panel';
