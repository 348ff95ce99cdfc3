import type { FormatContext } from '#lib/format/locale.ts';
import { en, type Messages } from './en.ts';
import { sw } from './sw.ts';

export const LOCALES = ['en', 'sw'] as const;
export type Locale = (typeof LOCALES)[number];

/** How each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', sw: 'Kiswahili' };

const STORAGE_KEY = 'kazi.locale';
const CATALOGUES: Record<Locale, Messages> = { en, sw };

function storedLocale(): Locale {
  const value = globalThis.localStorage?.getItem(STORAGE_KEY);
  return LOCALES.find((locale) => locale === value) ?? 'en';
}

function createI18n() {
  let locale = $state<Locale>(storedLocale());
  let timeZone = $state('Africa/Nairobi');
  if (globalThis.document) document.documentElement.lang = storedLocale();
  return {
    get locale(): Locale {
      return locale;
    },
    /** The words of the chosen language; reading it in a component follows a change of language. */
    get t(): Messages {
      return CATALOGUES[locale];
    },
    /** What the formatters in `#lib/format` take. */
    get format(): FormatContext {
      return { locale, timeZone };
    },
    /** Changes the language at once and remembers it in this browser. */
    choose(next: Locale): void {
      locale = next;
      globalThis.localStorage?.setItem(STORAGE_KEY, next);
      if (globalThis.document) document.documentElement.lang = next;
    },
    /** Shows every time in the workspace's zone (an IANA name), not the machine's. */
    useTimeZone(next: string): void {
      timeZone = next;
    },
  };
}

/** Language and time zone of this browser. */
export const i18n = createI18n();
