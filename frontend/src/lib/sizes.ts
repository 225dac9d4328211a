import type { Locale } from './i18n/locale.ts';

/** A number of bytes as megabytes of 1,000,000 bytes, such as "0,3 MB"; never "0 MB" for what is not empty. */
export function formatMegabytes(bytes: number, locale: Locale): string {
  const megabytes = bytes === 0 ? 0 : Math.max(bytes / 1_000_000, 0.1);
  const digits = megabytes < 10 ? 1 : 0;
  const tag = locale === 'de' ? 'de-DE' : 'en-GB';
  return `${megabytes.toLocaleString(tag, { maximumFractionDigits: digits })} MB`;
}
