import type { Component } from 'svelte';

/** One line of the command palette. `keywords` widen the search; `keys` are shown as caps. */
export type PaletteItem = {
  id: string;
  label: string;
  hint?: string;
  icon?: Component;
  keys?: string[];
  keywords?: string[];
  /** Matched by whoever found it, so that it is shown whatever its label says. */
  isFound?: boolean;
  onselect: () => void;
};

/** Items under one heading, already in the order to show them. */
export type PaletteGroup = { heading: string; items: PaletteItem[] };
