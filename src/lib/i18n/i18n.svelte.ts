import type { FormatContext } from '#lib/format/locale.ts';
import { en, type Messages } from './en.ts';

export const LOCALES = ['en', 'sw'] as const;
export type Locale = (typeof LOCALES)[number];

/** How each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', sw: 'Kiswahili' };

const STORAGE_KEY = 'kazi.locale';
/** English is there from the start; another language is fetched when it is chosen. */
type Fetched<Words> = Record<Exclude<Locale, 'en'>, () => Promise<Words>>;

function storedLocale(): Locale {
  const value = globalThis.localStorage?.getItem(STORAGE_KEY);
  return LOCALES.find((locale) => locale === value) ?? 'en';
}

/** The words of one part of the product. `fetch` answers with the act that shows them; null when they cannot be had. */
function createWords<Words>(english: Words, fetched: Fetched<Words>) {
  let shown = $state.raw(english);
  return {
    get t(): Words {
      return shown;
    },
    async fetch(locale: Locale): Promise<(() => void) | null> {
      const words = locale === 'en' ? english : await fetched[locale]().catch(() => null);
      return words && (() => void (shown = words));
    },
  };
}

function createI18n() {
  let locale = $state<Locale>('en');
  let timeZone = $state('Africa/Nairobi');
  let wanted: Locale = 'en';
  const everywhere = createWords<Messages>(en, { sw: async () => (await import('./sw.ts')).sw });
  const parts: Pick<typeof everywhere, 'fetch'>[] = [everywhere];

  /** All parts turn at once. What cannot be fetched, without a network, leaves the language as it is. */
  async function turnTo(next: Locale): Promise<void> {
    wanted = next;
    const acts = await Promise.all(parts.map((part) => part.fetch(next)));
    if (wanted !== next || acts.includes(null)) return;
    for (const show of acts) show?.();
    locale = next;
    if (globalThis.document) document.documentElement.lang = next;
  }

  const ready = turnTo(storedLocale());
  return {
    /** Resolves once the words of the remembered language are here; nothing is drawn before. */
    ready,
    /** Words that only some screens need and bring along; `ready` is for their routes to wait for. */
    addPart<Words>(english: Words, fetched: Fetched<Words>) {
      const part = createWords(english, fetched);
      parts.push(part);
      const asked = wanted;
      const turned = part.fetch(asked).then((show) => {
        if (wanted === asked) show?.();
      });
      return {
        ready: turned,
        get t(): Words {
          return part.t;
        },
      };
    },
    get locale(): Locale {
      return locale;
    },
    /** The words of the chosen language; reading it in a component follows a change of language. */
    get t(): Messages {
      return everywhere.t;
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
