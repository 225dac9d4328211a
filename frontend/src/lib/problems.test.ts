import { CombinedError } from 'urql';
import { expect, test } from 'vitest';
import { commonDe } from './i18n/common.de.ts';
import { problemText } from './problems.ts';

function told(code: string): string {
  const message = 'Zu viele Anträge in kurzer Zeit.';
  return problemText(new CombinedError({ graphQLErrors: [{ message, extensions: { code } }] }), commonDe);
}

test('a refusal at a limit is told as the server tells it, which speaks the language of the page', () => {
  expect(told('RATE_LIMITED')).toBe('Zu viele Anträge in kurzer Zeit.');
  expect(told('TOO_COMPLEX')).toBe('Zu viele Anträge in kurzer Zeit.');
});

test('a fault tells nothing of how the server is made', () => {
  expect(told('CONFLICT')).toBe(commonDe.problem.unknown);
  expect(told('UNAVAILABLE')).toBe(commonDe.problem.network);
});
