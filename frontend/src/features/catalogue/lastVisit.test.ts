import { expect, test } from 'vitest';
import { keepDevice, readDevice } from '../../lib/storage.ts';
import { beginVisit, newness, notesVisits, noteVisits } from './lastVisit.ts';

const at = (time: string) => new Date(`2026-11-${time}:00Z`);

test('a device notes no visit unless it is asked to', () => {
  expect(beginVisit(at('20T10:00'))).toBeNull();
  expect(readDevice('market.visit')).toBeNull();
});

test('F13 nothing is new before the second visit, and then what came after the first ended', () => {
  noteVisits(true, at('20T10:00'));
  expect(beginVisit(at('20T10:30'))).toBeNull();
  const since = beginVisit(at('22T09:00'));
  expect(since).toBe('2026-11-20T10:30:00.000Z');
  const old = '2026-11-20T08:00:00.000000Z';
  const late = '2026-11-21T08:00:00.000000Z';
  expect(newness({ changedAt: late, current: { version: 1, validFrom: late } }, since)).toBe('appeared');
  expect(newness({ changedAt: old, current: { version: 1, validFrom: old } }, since)).toBeNull();
  expect(newness({ changedAt: late, current: { version: 2, validFrom: late } }, since)).toBe('changed');
  // Announced before, available now: the sheet is the same.
  expect(newness({ changedAt: late, current: { version: 1, validFrom: old } }, since)).toBe('changed');
});

test('going back and forth between pages is one visit: what is new stays marked', () => {
  noteVisits(true, at('20T10:00'));
  const since = beginVisit(at('22T09:00'));
  expect(beginVisit(at('22T09:20'))).toBe(since);
  expect(beginVisit(at('22T12:00'))).toBe(since);
  expect(beginVisit(at('22T18:00'))).toBe('2026-11-22T12:00:00.000Z');
});

test('switched off, the device forgets', () => {
  noteVisits(true, at('20T10:00'));
  noteVisits(false);
  expect(notesVisits()).toBe(false);
  expect(readDevice('market.visit')).toBeNull();
});

test.each(['{', '[]', '{"seen":"gestern"}', '{"before":5,"seen":"2026-11-20T10:00:00Z"}'])(
  'what is broken in the storage counts as nothing: %s',
  (kept) => {
    keepDevice('market.visit', kept);
    expect(beginVisit(at('22T09:00'))).toBeNull();
    expect(notesVisits()).toBe(false);
  },
);
