import { useLocale } from '../../lib/i18n/locale.ts';

/** Names in one sentence, as the language of the page puts them. */
export function useNames(): (list: readonly { name: string }[]) => string {
  const format = new Intl.ListFormat(useLocale(), { type: 'conjunction' });
  return (list) => format.format(list.map(({ name }) => name));
}
