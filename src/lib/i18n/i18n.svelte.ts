import type { FormatContext } from '#lib/format/locale.ts';
import { en, type Messages } from './en.ts';

export const LOCALES = ['en', 'sw'] as const;
export type Locale = (typeof LOCALES)[number];

/** How each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', sw: 'Kiswahili' };

const STORAGE_KEY = 'kazi.locale';
/** English is there from the start; another language is fetched when it is chosen. */
const FETCHED: Record<Exclude<Locale, 'en'>, () => Promise<Messages>> = {
  sw: async () => (await import('./sw.ts')).sw,
};

function storedLocale(): Locale {
  const value = globalThis.localStorage?.getItem(STORAGE_KEY);
  return LOCALES.find((locale) => locale === value) ?? 'en';
}

function createI18n() {
  let locale = $state<Locale>('en');
  let words = $state.raw<Messages>(en);
  let timeZone = $state('Africa/Nairobi');
  let wanted: Locale = 'en';

  /** What cannot be fetched, without a network, leaves the language as it is. */
  async function turnTo(next: Locale): Promise<void> {
    wanted = next;
    const found = next === 'en' ? en : await FETCHED[next]().catch(() => null);
    if (!found || wanted !== next) return;
    words = found;
    locale = next;
    if (globalThis.document) document.documentElement.lang = next;
  }

  const ready = turnTo(storedLocale());
  return {
    /** Resolves once the words of the remembered language are here; nothing is drawn before. */
    ready,
    get locale(): Locale {
      return locale;
    },
    /** The words of the chosen language; reading it in a component follows a change of language. */
    get t(): Messages {
      return words;
    },
    /** What the formatters in `#lib/format` take. */
    get format(): FormatContext {
      return { locale, timeZone };
    },
    /** Changes the language as soon as its words are here, and remembers it in this browser. */
    choose(next: Locale): void {
      globalThis.localStorage?.setItem(STORAGE_KEY, next);
      void turnTo(next);
    },
    /** Shows every time in the workspace's zone (an IANA name), not the machine's. */
    useTimeZone(next: string): void {
      timeZone = next;
    },
  };
}

/** Language and time zone of this browser. */
export const i18n = createI18n();
