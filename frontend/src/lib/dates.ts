import type { Locale } from './display.ts';

const zone = 'Europe/Berlin';
const tags: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(tags[locale], options);
    formats.set(key, found);
  }
  return found;
}

/** A contract `Time` as day and time with zone, such as "22.11.2026, 14:05 Uhr (MEZ)". Times are shown as in Berlin. */
export function formatTime(time: string, locale: Locale): string {
  const at = new Date(time);
  const day = format(locale, 'day', { dateStyle: 'medium', timeZone: zone }).format(at);
  const clock = format(locale, 'clock', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
  const parts = format(locale, 'zone', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  return locale === 'de' ? `${day}, ${clock} Uhr (${name})` : `${day}, ${clock} (${name})`;
}

/** A contract `Time` as a day in Berlin, such as "22.11.2026". */
export function formatTimeAsDay(time: string, locale: Locale): string {
  return format(locale, 'day', { dateStyle: 'medium', timeZone: zone }).format(new Date(time));
}

/** A contract `Date` such as 2026-11-22, which has no zone of its own, as "22. November 2026". */
export function formatDate(date: string, locale: Locale): string {
  return format(locale, 'date', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** Short for dense lists: the time of today, else day and month, else the whole date. */
export function formatShort(time: string, locale: Locale, now = new Date()): string {
  const at = new Date(time);
  const day = (date: Date) => format('de', 'day', { dateStyle: 'medium', timeZone: zone }).format(date);
  if (day(at) === day(now)) {
    return format(locale, 'clock', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
  }
  if (at.getFullYear() === now.getFullYear()) {
    return format(locale, 'short', { day: 'numeric', month: 'short', timeZone: zone }).format(at);
  }
  return formatTimeAsDay(time, locale);
}

/** The contract `Date` that it is in Berlin. */
export function todayInBerlin(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
}

/** Whole days from `now` to a contract `Date` in Berlin: 0 is today, negative is past. */
export function daysUntil(date: string, now = new Date()): number {
  const today = todayInBerlin(now);
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}
