import { cleanup, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { certificatesOf, channelState, inbox, openChannel, page } from '../../../test/channel.ts';
import { renderApp } from '../../../test/renderApp.tsx';

test('an admin finds the certificates of cases that were deleted; without any there is nothing to see', async () => {
  openChannel();
  channelState.channel = inbox;
  renderApp('/stelle/aut_1/kanal');
  await page();
  await screen.findByRole('region', { name: 'Wie lange Fälle aufbewahrt werden' });
  expect(screen.queryByRole('region', { name: 'Gelöschte Fälle' })).toBeNull();
  cleanup();
  channelState.caseCertificates = certificatesOf([
    {
      __typename: 'CaseCertificate',
      id: 'dct_1',
      reference: 'BY-AAA-BBB-CCC',
      retentionClass: 'Mit Export',
      deletedAt: '2026-11-20T23:10:00.000000Z',
      download: { __typename: 'Download', url: '/deletions/t', filename: 'loeschbescheinigung-2026-11-21.asice' },
    },
  ]);
  renderApp('/stelle/aut_1/kanal');
  const part = await screen.findByRole('region', { name: 'Gelöschte Fälle' });
  expect(part.textContent).toContain('BY-AAA-BBB-CCC, gelöscht am 21.11.2026 (Klasse: Mit Export)');
  expect(within(part).getByRole('button', { name: 'Bescheinigung über BY-AAA-BBB-CCC herunterladen' })).toBeTruthy();
});
