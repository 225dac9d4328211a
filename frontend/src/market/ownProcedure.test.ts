import { expect, test } from 'vitest';
import type { InterfaceState } from '../gql/graphql.ts';
import { keepDevice } from '../lib/storage.ts';
import { fitOf, keepOwnProcedure, readOwnProcedure } from './ownProcedure.ts';

const own = { id: 'prc_1', name: 'Gewerbe Pro', version: '5.2' };
const to = (id: string, procedureVersions: string[], state: InterfaceState = 'AVAILABLE') => ({
  procedure: { id },
  procedureVersions,
  state,
});

test('the choice is kept on the device until it is forgotten', () => {
  keepOwnProcedure(own);
  expect(readOwnProcedure()).toEqual(own);
  keepOwnProcedure(null);
  expect(readOwnProcedure()).toBeNull();
});

test.each(['{', '5', '{"id":"prc_1"}', '{"id":1,"name":"x"}'])('a broken choice is none: %s', (kept) => {
  keepDevice('market.procedure', kept);
  expect(readOwnProcedure()).toBeNull();
});

test.each<[string, string[], string | null, string]>([
  ['its version is named', ['5.1', '5.2'], '5.2', 'named'],
  ['every version', [], '5.2', 'every'],
  ['another version', ['4.0'], '5.2', 'other'],
  ['version not chosen', ['4.0'], null, 'open'],
])('F14 an interface fits by version: %s', (_, versions, version, want) => {
  expect(fitOf([to('prc_2', ['5.2']), to('prc_1', versions)], { ...own, version })?.version).toBe(want);
});

test('of several interfaces to one procedure the one that names the version is shown', () => {
  expect(fitOf([to('prc_1', ['4.0']), to('prc_1', ['5.2'], 'IN_TEST')], own)?.found.state).toBe('IN_TEST');
  expect(fitOf([to('prc_2', [])], own)).toBeUndefined();
  expect(fitOf([to('prc_1', [])], null)).toBeUndefined();
});
