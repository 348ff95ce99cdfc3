export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = 'kazi.theme';

function storedChoice(): ThemeChoice {
  const value = globalThis.localStorage?.getItem(STORAGE_KEY);
  return THEME_CHOICES.find((choice) => choice === value) ?? 'system';
}

function applyChoice(choice: ThemeChoice): void {
  const root = globalThis.document?.documentElement;
  if (!root) return;
  if (choice === 'system') delete root.dataset.theme;
  else root.dataset.theme = choice;
}

function createTheme() {
  let choice = $state<ThemeChoice>(storedChoice());
  applyChoice(storedChoice());
  return {
    /** What the person chose; `system` follows the machine. */
    get choice(): ThemeChoice {
      return choice;
    },
    /** Changes the theme at once and remembers it in this browser. */
    choose(next: ThemeChoice): void {
      choice = next;
      globalThis.localStorage?.setItem(STORAGE_KEY, next);
      applyChoice(next);
    },
  };
}

/** The theme of this browser, applied to `<html data-theme>`. */
export const theme = createTheme();
