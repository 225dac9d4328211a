import { expect, test } from 'vitest';
import { parseSearch, stringifySearch, textParams, textsParams } from './searchParams.ts';

test('keys with leading zeros survive the address', () => {
  const query = stringifySearch({ ars: '094610000000', service: ['srv_1', 'srv_2'], empty: '', none: undefined });
  expect(query).toBe('?ars=094610000000&service=srv_1&service=srv_2');
  expect(parseSearch(query)).toEqual({ ars: '094610000000', service: ['srv_1', 'srv_2'] });
});

test('only what is there is taken', () => {
  expect(textParams({ ars: '09', q: '', x: 1 }, 'ars', 'q', 'missing')).toEqual({ ars: '09' });
  expect(textsParams({ service: 'one', choice: ['a', ''], x: 1 }, 'service', 'choice', 'x')).toEqual({
    service: ['one'],
    choice: ['a'],
  });
  expect(textsParams({}, 'service')).toEqual({});
});

test.each([
  ['?q=a+b', 'a b'],
  ['?q=a%2Bb', 'a+b'],
  ['?q=100%', '100%'],
  ['?q=%E0%A4%A', '\uFFFD%A'],
  ['?q=Gr%C3%B6%C3%9Fe%20%F0%9F%9A%B2', 'Größe 🚲'],
  ['?q=Größe', 'Größe'],
  ['?q=true', 'true'],
  ['?q=null', 'null'],
  ['?q=12', '12'],
  ['?q=%22x%22', '"x"'],
  ["?q='x'", "'x'"],
  ['?q=[1]', '[1]'],
])('of %s the value is text, as it was typed', (query, text) => {
  const found = parseSearch(query);
  expect(found.q).toBe(text);
  expect(parseSearch(stringifySearch(found)).q).toBe(text);
});

test('a param that is called like a part of every object is a param', () => {
  const found = parseSearch('?__proto__=x&constructor=y');
  expect(Object.entries(found)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  expect(parseSearch('?q=1').constructor).toBeUndefined();
  expect(textParams(parseSearch(''), 'constructor', 'toString')).toEqual({});
});
