import type { Locale } from './display.ts';

/** An amount of the contract ("1234.50") as people of the language write it, exactly; full euros without cents. */
export function euros(amount: string, locale: Locale): string {
  const [, sign = '', whole = '0', cents = '00'] = /^(-?)(\d+)\.(\d\d)$/.exec(amount) ?? [];
  const [thousands, decimal] = locale === 'en' ? [',', '.'] : ['.', ','];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${sign && '−'}${grouped}${cents === '00' ? '' : decimal + cents}\u00a0€`;
}
