import { createContext, type Snippet } from 'svelte';
import type { PhoneMessage } from './sandbox-api.ts';

/** What the phone borrows from outside: how a text and a file are drawn, and the choice of an emoji. */
export type PhoneParts = {
  text: Snippet<[text: string]>;
  /** The bubble's file or place; nothing for a bubble of words alone. */
  media: Snippet<[message: PhoneMessage, acts: MediaActs]>;
  emoji: Snippet<[onpick: (emoji: string) => void]>;
};

export type MediaActs = { onopenimage: () => void; onplay: () => void };

export const [getPhoneParts, setPhoneParts] = createContext<PhoneParts>();
