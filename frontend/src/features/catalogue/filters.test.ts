import { expect, test } from 'vitest';
import type { OfferingFilter } from '../../gql/graphql.ts';
import { activeFilters, type CatalogueFilter, offeringFilter } from './filters.ts';

test.each<[string, CatalogueFilter, OfferingFilter]>([
  ['nothing set asks for all', {}, {}],
  ['words', { suche: 'Gewerbe' }, { search: 'Gewerbe' }],
  ['kind and state', { art: 'bayernstore', stand: 'angekuendigt' }, { kind: 'BAYERN_STORE', state: 'ANNOUNCED' }],
  ['F20 a health office', { fuer: 'gesundheitsamt' }, { eligibleFor: 'HEALTH_OFFICE' }],
  ['a Zweckverband', { fuer: 'zweckverband' }, { eligibleFor: 'ZWECKVERBAND' }],
  ['a Kommunalunternehmen', { fuer: 'kommunalunternehmen' }, { eligibleFor: 'KOMMUNALUNTERNEHMEN' }],
  ['F9 cost and levy', { kosten: 'unbekannt', umlage: 'ja' }, { costClass: 'UNKNOWN', financedByLevy: true }],
  ['F10 test link', { test: 'ja' }, { hasTestLink: true }],
  ['what was not ordered yet, of who orders', { unbestellt: 'ja', organisation: 'org_1' }, { notOrderedBy: 'org_1' }],
  ['what was not ordered yet, of nobody', { unbestellt: 'ja' }, {}],
  ['F14 specialist procedure', { verfahren: 'prc_1' }, { procedureId: 'prc_1' }],
])('%s', (_, filter, want) => {
  expect(offeringFilter(filter)).toEqual(want);
});

test('what is ticked to be compared is no filter', () => {
  expect(offeringFilter({ vergleich: ['a', 'b'] })).toEqual({});
  expect(activeFilters({ vergleich: ['a', 'b'], art: 'efa', suche: 'x' })).toEqual(['suche', 'art']);
});
