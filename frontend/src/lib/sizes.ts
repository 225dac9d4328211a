import type { Locale } from './display.ts';

/** The most that is taken, rounded down: what is promised must fit; never split over two lines. */
export function formatLimit(bytes: number, locale: Locale): string {
  const step = bytes < 100_000 ? 1_000 : bytes < 10_000_000 ? 100_000 : 1_000_000;
  return formatSize(Math.floor(bytes / step) * step, locale).replace(' ', '\u00a0');
}

/** A number of bytes in kilobytes below 100,000 bytes and in megabytes from there, such as "12 KB" and "0,3 MB"; never "0 KB" for what is not empty. */
export function formatSize(bytes: number, locale: Locale): string {
  const tag = locale === 'de' ? 'de-DE' : 'en-GB';
  const rounded = Math.ceil(bytes / 1_000);
  if (rounded < 100) return `${rounded.toLocaleString(tag)} KB`;
  const megabytes = bytes / 1_000_000;
  return `${megabytes.toLocaleString(tag, { maximumFractionDigits: megabytes < 10 ? 1 : 0 })} MB`;
}
