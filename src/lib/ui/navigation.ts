import type { Component } from 'svelte';
import type { MenuGroup } from './menu.ts';

/** One place in the rail or the phone's tab bar. `waitingCount` above zero draws the amber pip. */
export type NavItem = {
  id: string;
  href: string;
  label: string;
  icon: Component;
  isCurrent: boolean;
  waitingCount?: number;
};

/** One line in the views pane. Zero counts are hidden; `count: null` means a view that is not counted. */
export type ViewModel = {
  id: string;
  href: string;
  label: string;
  count: number | null;
  /** The count is as far as was counted: there are more. */
  isMore?: boolean;
  /** Stays in the pane when it holds nothing. */
  isKept?: boolean;
  isCurrent: boolean;
  /** What can be done with the view itself; absent for those that are always there. */
  menu?: MenuGroup[];
  /** Another one was dropped on it, by its id; absent for those whose order is given. */
  ondropped?: (id: string) => void;
  /** An icon, a coloured square (an inbox, stage colour 1–6), or a dot with a meaning. */
  mark:
    { kind: 'icon'; icon: Component } | { kind: 'square'; colour: number } | { kind: 'dot'; tone: DotTone };
};

export type DotTone = 'red' | 'amber' | 'blue' | 'grey';

/** Views under one heading; the first group has none. */
export type ViewGroup = { id: string; heading: string | null; views: ViewModel[] };
