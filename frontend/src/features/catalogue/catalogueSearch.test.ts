import { expect, test } from 'vitest';
import { comparisonSearch, marketSearch, toggleCompared } from './catalogueSearch.ts';

test('the address keeps what it knows of filters and leaves the rest out', () => {
  expect(
    marketSearch({
      art: 'efa',
      stand: 'irgendwas',
      fuer: 'gesundheitsamt',
      kosten: ['kostenfrei', 'anfrage'],
      umlage: 'nein',
      test: 'ja',
      verfahren: 'prc_1',
      fremd: 'x',
    }),
  ).toEqual({ art: 'efa', fuer: 'gesundheitsamt', kosten: 'kostenfrei', test: 'ja', verfahren: 'prc_1' });
});

test('never more than three are compared, and none twice, however the address was made', () => {
  expect(marketSearch({ vergleich: ['a', 'b', 'a', 'c', 'd'] })).toEqual({ vergleich: ['a', 'b', 'c'] });
  expect(comparisonSearch({ leistung: 'a', nur: 'alles' })).toEqual({ leistung: ['a'] });
  expect(comparisonSearch({ leistung: ['a', 'b', 'c', 'd'], nur: 'unterschiede' })).toEqual({
    leistung: ['a', 'b', 'c'],
    nur: 'unterschiede',
  });
});

test('a tick adds, a second one takes away, a fourth does nothing', () => {
  expect(toggleCompared(undefined, 'a')).toEqual(['a']);
  expect(toggleCompared(['a', 'b'], 'a')).toEqual(['b']);
  expect(toggleCompared(['a', 'b', 'c'], 'd')).toEqual(['a', 'b', 'c']);
});
