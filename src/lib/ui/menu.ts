import type { Component } from 'svelte';

/** One line of a menu. `isChecked` (true or false) makes it a choice with a tick. */
export type MenuItem = {
  label: string;
  onselect: () => void;
  icon?: Component;
  keys?: string;
  isChecked?: boolean;
  isDisabled?: boolean;
};

/** Lines that belong together; groups are parted by a hairline. */
export type MenuGroup = { label?: string; items: MenuItem[] };
