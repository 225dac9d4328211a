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
