import { describe, expect, test } from 'vitest';
import type { CertificateState } from '../../gql/graphql.ts';
import { commonName, fingerprintGroups, successorHint } from './certificateState.ts';

const now = Date.parse('2026-11-23T08:00:00Z');
const ending = (
  days: number,
  change: { state?: CertificateState; forSigning?: boolean; forEncryption?: boolean } = {},
) => ({
  notAfter: new Date(now + days * 86_400_000).toISOString(),
  state: 'VALID' as CertificateState,
  forSigning: true,
  forEncryption: true,
  ...change,
});

describe('the hint at a successor', () => {
  test.each([
    [61, null],
    [60, 'info'],
    [31, 'info'],
    [30, 'warning'],
    [8, 'warning'],
    [7, 'danger'],
    [0, 'danger'],
    [-3, 'danger'],
  ])('%i days before the end it is %s', (days, kind) => {
    expect(successorHint([ending(days)], now)?.kind ?? null).toBe(kind);
  });

  test('a stored successor ends it', () => {
    expect(successorHint([ending(5), ending(400, { state: 'NOT_YET_VALID' })], now)).toBeNull();
  });

  test('a successor of an unknown issuer ends it too', () => {
    expect(successorHint([ending(5), ending(400, { state: 'UNTRUSTED' })], now)).toBeNull();
  });

  test('a revoked successor does not', () => {
    expect(successorHint([ending(5), ending(400, { state: 'REVOKED' })], now)?.days).toBe(5);
  });

  test('a successor for signing only leaves encryption without one', () => {
    expect(successorHint([ending(20), ending(400, { forEncryption: false })], now)).toEqual({
      days: 20,
      kind: 'warning',
    });
  });

  test('no certificate, no hint', () => {
    expect(successorHint([], now)).toBeNull();
  });
});

test.each([
  ['CN=Poststelle Bamberg,O=Stadt Bamberg,C=DE', 'Poststelle Bamberg'],
  ['C=DE,O=Stadt Bamberg,CN=Amt\\, Bürger', 'Amt, Bürger'],
  ['O=Stadt Bamberg', 'O=Stadt Bamberg'],
])('%s is known as %s', (subject, name) => {
  expect(commonName(subject)).toBe(name);
});

test('a fingerprint is read in groups of four', () => {
  expect(fingerprintGroups('ab12cd34ef')).toBe('AB12 CD34 EF');
});
