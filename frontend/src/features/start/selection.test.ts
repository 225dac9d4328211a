import { expect, test } from 'vitest';
import { chosenAuthorities, planToSearch, searchToPlan } from '../../lib/startPlan.ts';
import {
  type Choosable,
  emptySelection,
  primaryChoices,
  recipients,
  toPlan,
  toSearch,
  undecided,
} from './selection.ts';

const body = (id: string, role: 'PRIMARY' | 'ALTERNATIVE' = 'PRIMARY') => ({
  role,
  authority: { id, name: id, reachability: 'CONNECTED' as const },
});
const competence = (id: string, ...candidates: Choosable['candidates'][number][]): Choosable => ({
  service: { id, name: id },
  candidates,
});
const trade = competence('trade', body('city'), body('chamber', 'ALTERNATIVE'));
const licence = competence('licence', body('city'));
const nobody = competence('nobody');
const all = [trade, licence, nobody];

test('only services with several authorities are to be decided', () => {
  expect(undecided(all, emptySelection)).toEqual([trade]);
  expect(undecided(all, { left: ['trade'], choices: {} })).toEqual([]);
  expect(undecided(all, { left: [], choices: { trade: 'chamber' } })).toEqual([]);
});

test('a choice that is no candidate at this place does not count', () => {
  expect(undecided(all, { left: [], choices: { trade: 'elsewhere' } })).toEqual([trade]);
});

test('each body appears once, with all services it gets', () => {
  const got = recipients(all, { left: [], choices: { trade: 'city' } });
  expect(got.map(({ id, services }) => [id, services])).toEqual([['city', ['trade', 'licence']]]);
});

test('services without a body are left out, and choices are named only where there was one', () => {
  expect(toSearch(all, { left: [], choices: { trade: 'chamber' } })).toEqual({
    service: ['trade', 'licence'],
    choice: ['trade:chamber'],
  });
  expect(toSearch(all, { left: ['trade'], choices: {} })).toEqual({ service: ['licence'] });
});

test('a plan keeps what was chosen and left out, and comes back from the address', () => {
  const kept = toPlan(all, { left: ['licence', 'gone'], choices: { trade: 'chamber' } });
  expect(kept).toEqual({ choice: ['trade:chamber'], without: ['licence'] });
  const plan = searchToPlan({ undertaking: 'und_1', ...kept });
  expect(planToSearch(plan)).toEqual({ undertaking: 'und_1', ...kept });
  expect(chosenAuthorities(kept.choice)).toEqual({ trade: 'chamber' });
});

test('the competent body can be chosen for all at once, but never between two of them', () => {
  const two = competence('two', body('a'), body('b'));
  expect(primaryChoices([trade, licence, two], emptySelection)).toEqual({ trade: 'city' });
});
