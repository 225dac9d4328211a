import type { Locale } from './i18n/locale.ts';

/** The most that is taken, as megabytes and rounded down: what is promised must fit; never split over two lines. */
export function formatLimit(bytes: number, locale: Locale): string {
  const step = bytes < 10_000_000 ? 100_000 : 1_000_000;
  return formatMegabytes(Math.floor(bytes / step) * step, locale).replace(' ', '\u00a0');
}

/** A number of bytes as megabytes of 1,000,000 bytes, such as "0,3 MB"; never "0 MB" for what is not empty. */
export function formatMegabytes(bytes: number, locale: Locale): string {
  const megabytes = bytes === 0 ? 0 : Math.max(bytes / 1_000_000, 0.1);
  const digits = megabytes < 10 ? 1 : 0;
  const tag = locale === 'de' ? 'de-DE' : 'en-GB';
  return `${megabytes.toLocaleString(tag, { maximumFractionDigits: digits })} MB`;
}
