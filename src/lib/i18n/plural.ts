const RULES = { en: new Intl.PluralRules('en'), sw: new Intl.PluralRules('sw') };

/** Picks the form a number takes in a language and puts the number into it ("{n}"). */
export function plural(locale: 'en' | 'sw', count: number, forms: { one: string; other: string }): string {
  const form = RULES[locale].select(count) === 'one' ? forms.one : forms.other;
  return form.replace('{n}', String(count));
}
