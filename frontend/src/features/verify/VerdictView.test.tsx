import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Check, Deleted, Verdict } from '../../verifier/verdict.ts';
import { VerdictView } from './VerdictView.tsx';

const check = (name: Check['name'], result: Check['result'] = 'PASSED'): Check => ({
  name,
  result,
  files: [],
  detail: '0',
});

function show(kind: Deleted['kind'], checks: Check[]) {
  const verdict: Verdict = {
    valid: checks.every(({ result }) => result !== 'FAILED'),
    checks,
    about: {
      kind: 'DELETION',
      platform: 'Schalter',
      baseUrl: 'https://schalter.example',
      reference: '',
      title: '',
      createdAt: '2026-11-20T10:00:00.000000Z',
    } as Verdict['about'],
    messages: [],
    seal: null,
    deleted: { kind, at: '2026-11-20T10:00:00.000000Z', byPlatform: false, digest: 'ab'.repeat(32) },
  };
  render(<VerdictView name="bescheinigung.asice" verdict={verdict} />);
  return document.body.textContent ?? '';
}

test('a certificate says what it proves of a mailbox, and nothing of messages that it has not', () => {
  const text = show('MAILBOX_DELETED', [check('CONTAINER'), check('MESSAGES'), check('TEXTS'), check('DOCUMENTS')]);
  expect(text).toContain('das Fallpostfach und den Schlüssel dazu');
  expect(text).toContain('Behörden behalten, was sie erhalten haben.');
  expect(screen.queryByText('Betreff und Text')).toBeNull();
});

test('that of an account speaks of the account alone', () => {
  const text = show('ACCOUNT_DELETED', [check('CONTAINER')]);
  expect(text).toContain('das Konto und den Schlüssel dazu');
  expect(text).not.toContain('Fallpostfach und');
  expect(text).not.toContain('Behörden');
  expect(text).not.toContain('Ämter');
});

test('one that was changed proves nothing', () => {
  const text = show('MAILBOX_DELETED', [check('FILES', 'FAILED')]);
  expect(text).toContain('Nicht gültig');
  expect(text).not.toContain('Das belegt');
  expect(text).not.toContain('Diese Bescheinigung sagt');
});
