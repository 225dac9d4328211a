import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toHex } from './bytes.ts';
import { Sha256 } from './sha256.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7 + 3) % 256);
const want = (length: number) => createHash('sha256').update(bytes.subarray(0, length)).digest('hex');

test('every length up to several blocks has the digest of node', () => {
  for (let length = 0; length <= 300; length++) {
    expect(toHex(new Sha256().update(bytes.slice(0, length)).digest())).toBe(want(length));
  }
});

test.each([1, 3, 55, 56, 63, 64, 65, 128, 999])('pieces of %i bytes give the same digest', (step) => {
  const sum = new Sha256();
  for (let at = 0; at < bytes.length; at += step) sum.update(bytes.slice(at, at + step));
  expect(toHex(sum.digest())).toBe(want(bytes.length));
});
