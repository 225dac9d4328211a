import { beforeEach, expect, test } from 'vitest';
import { keepDevice, keepLocalDraft, keepVisit, ownDrafts, readDevice, readLocalDraft, readVisit } from './storage.ts';

const kept = () => Object.keys(sessionStorage).sort();

beforeEach(() => ownDrafts(null, true));

test('what is kept carries the account in its name and is read by no other', () => {
  ownDrafts('acc_a');
  keepLocalDraft('address', { city: 'Bamberg' });
  expect(kept()).toEqual(['schalter.draft.acc_a.address']);
  expect(readLocalDraft('address')).toEqual({ city: 'Bamberg' });
  ownDrafts('acc_b');
  expect(readLocalDraft('address')).toBeNull();
  expect(kept()).toEqual([]);
});

test('without a session nothing is kept or read in anybody’s name', () => {
  keepLocalDraft('letter', 'late');
  expect(kept()).toEqual([]);
  expect(readLocalDraft('letter')).toBeNull();
});

test('what was chosen before signing in is taken along, and gone when the session ends', () => {
  keepVisit('selection', ['svc_1']);
  ownDrafts('acc_a');
  expect(readVisit('selection')).toEqual(['svc_1']);
  keepLocalDraft('note', 'x');
  ownDrafts(null, true);
  expect(kept()).toEqual([]);
});

test('a choice of the device stays', () => {
  keepDevice('display', '{"theme":"dark"}');
  ownDrafts('acc_a');
  ownDrafts(null, true);
  expect(readDevice('display')).toBe('{"theme":"dark"}');
});
