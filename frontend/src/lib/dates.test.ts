import { expect, test } from 'vitest';
import { daysUntil, formatDate, formatShort, formatTime } from './dates.ts';
import { formatLimit, formatSize } from './sizes.ts';

test('times are shown as in Berlin, with their zone', () => {
  expect(formatTime('2026-11-22T13:05:00.000000Z', 'de')).toBe('22.11.2026, 14:05 Uhr (MEZ)');
  expect(formatTime('2026-07-01T22:30:00.000000Z', 'de')).toBe('02.07.2026, 00:30 Uhr (MESZ)');
});

test('a day without a zone does not move', () => {
  expect(formatDate('2026-03-01', 'de')).toBe('1. März 2026');
  expect(formatDate('2026-03-01', 'en')).toBe('1 March 2026');
});

test('days are counted in Berlin, also around midnight', () => {
  expect(daysUntil('2026-03-02', new Date('2026-03-01T22:59:00Z'))).toBe(1);
  expect(daysUntil('2026-03-02', new Date('2026-03-01T23:01:00Z'))).toBe(0);
});

test('short times say only what is needed', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(formatShort('2026-11-22T07:05:00Z', 'de', now)).toBe('08:05');
  expect(formatShort('2026-11-02T07:05:00Z', 'de', now)).toBe('2. Nov.');
  expect(formatShort('2025-11-02T07:05:00Z', 'de', now)).toBe('02.11.2025');
});

test('sizes are in kilobytes below 100 of them, in megabytes from there, and never nothing for something', () => {
  const cases = [
    [0, '0 KB'],
    [1, '1 KB'],
    [12_345, '13 KB'],
    [99_000, '99 KB'],
    [99_001, '0,1 MB'],
    [300_000, '0,3 MB'],
    [1_234_567, '1,2 MB'],
    [25_000_000, '25 MB'],
  ] as const;
  for (const [bytes, want] of cases) expect(formatSize(bytes, 'de')).toBe(want);
});

test('a limit is rounded down and stays on its line', () => {
  const cases = [
    [19_542_470, '19\u00a0MB'],
    [1_990_000, '1,9\u00a0MB'],
    [100_000_000, '100\u00a0MB'],
  ] as const;
  for (const [bytes, want] of cases) expect(formatLimit(bytes, 'de')).toBe(want);
});
