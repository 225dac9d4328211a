import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ProvisionPartsFragment } from '../gql/graphql.ts';
import { ProvisionFacts } from './ProvisionFacts.tsx';

const sent = '2026-11-20T10:03:00.000000Z';
const back = '2026-11-24T10:03:00.000000Z';

function show(provision: Partial<ProvisionPartsFragment>, side: 'owner' | 'authority' = 'owner') {
  const none = { providedAt: '2026-11-20T10:00:00.000000Z', noticeSentAt: null, noticeFailedAt: null };
  render(<ProvisionFacts side={side} provision={{ ...none, ...provision } as ProvisionPartsFragment} />);
  return screen.getByRole('group', { name: 'Bereitstellung und Benachrichtigung' }).textContent;
}

test('a notice is told as sent', () => {
  expect(show({ noticeState: 'SENT', noticeSentAt: sent })).toMatch(/gesendet am 20\.11\.2026/);
});

test('a notice that came back later is told with both times', () => {
  const text = show({ noticeState: 'FAILED', noticeSentAt: sent, noticeFailedAt: back });
  expect(text).toMatch(/gesendet am 20\.11\.2026.*zurückgekommen am 24\.11\.2026/);
});

test('one that was never sent is not told as come back', () => {
  const text = show({ noticeState: 'FAILED', noticeFailedAt: back });
  expect(text).toContain('wurde nicht gesendet');
  expect(text).not.toContain('zurückgekommen');
});

test('the authority learns that there was no notice, in easy language about the person', () => {
  expect(show({ noticeState: 'OFF' }, 'authority')).toContain('Die Person erhält keine E-Mails');
  expect(screen.getByText('Die Person bekommt keine E-Mails von uns.')).toBeTruthy();
  expect(screen.queryByText('Schauen Sie darum oft selbst hier nach.')).toBeNull();
});
