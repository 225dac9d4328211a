import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { authority, certificate, inputs, mutation, openChannel, page, refused, smime } from '../../../test/channel.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

beforeEach(openChannel);

test('a certificate is shown with its state, warnings and the hint at its successor', async () => {
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText('Läuft bald ab')).toBeTruthy();
  expect(screen.getByText('Ihr Zertifikat läuft in 20 Tagen ab')).toBeTruthy();
  expect(screen.getByText('Der Schlüssel sollte länger sein.')).toBeTruthy();
  expect(screen.getByText('Verschlüsseln, Unterschreiben')).toBeTruthy();
});

const file = (name: string, ...content: BlobPart[]) => new File(content, name);
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

test('a chosen file is sent as it is, and what came of it is said', async () => {
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      certificate: { __typename: 'Certificate', id: 'crt_2', subject: 'CN=Neu' },
      authority: authority({
        ...smime,
        certificates: [certificate, { ...certificate, id: 'crt_2', subject: 'CN=Neu' }],
      }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.upload(screen.getByTestId('certificate-file'), file('neu.cer', Uint8Array.from([0x30, 0x02, 0x30, 0x00])));
  expect(await screen.findByText('neu.cer')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect(await screen.findByText('Gespeichert: Neu')).toBeTruthy();
  expect(inputs).toEqual([{ authorityId: 'aut_1', der: 'MAIwAA==' }]);
  expect(screen.getByRole('heading', { level: 3, name: 'Neu' })).toBeTruthy();
});

test('a certificate of the gateway is sent with what the admin states, and shown as that', async () => {
  const added = {
    ...certificate,
    id: 'crt_2',
    subject: 'CN=Gateway',
    emails: ['gateway@bamberg.example'],
    gatewayDomain: 'bamberg.example',
  };
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      certificate: { __typename: 'Certificate', id: 'crt_2', subject: 'CN=Gateway' },
      authority: authority({ ...smime, certificates: [certificate, added] }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.queryByText(/so beim Hochladen erklärt/)).toBeNull();
  await user.upload(screen.getByTestId('certificate-file'), file('gw.cer', Uint8Array.from([0x30, 0x02, 0x30, 0x00])));
  await user.click(screen.getByRole('checkbox', { name: /Zertifikat unseres Mail-Gateways/ }));
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect(await screen.findByText(/für alle Postfächer unter bamberg.example, so beim Hochladen erklärt/)).toBeTruthy();
  expect(inputs).toEqual([{ authorityId: 'aut_1', der: 'MAIwAA==', gateway: true }]);
});

test('why a certificate does not count for the gateway stands at the statement', async () => {
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      ...refused('gateway', 'Dort kann jeder ein Postfach haben.'),
      certificate: null,
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.upload(screen.getByTestId('certificate-file'), file('gw.cer', Uint8Array.from([0x30, 0x02, 0x30, 0x00])));
  const box = screen.getByRole('checkbox', { name: /Zertifikat unseres Mail-Gateways/ });
  await user.click(box);
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Dort kann jeder ein Postfach haben.');
  expect(box.getAttribute('aria-invalid')).toBe('true');
});

test('a file with a private key is refused before anything is sent', async () => {
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.upload(
    screen.getByTestId('certificate-file'),
    file('schluessel.pem', '-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----'),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('geheimen Schlüssel');
  expect(inputs).toEqual([]);
});

test('what the server finds wrong with a pasted certificate stands at its text', async () => {
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      ...refused('pem', 'Der Schlüssel ist zu kurz.'),
      certificate: null,
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByText('Oder als Text einfügen'));
  await user.click(screen.getByLabelText(/Text des Zertifikats/));
  await user.paste(pem);
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Der Schlüssel ist zu kurz.');
  expect(screen.getByLabelText(/Text des Zertifikats/).getAttribute('aria-invalid')).toBe('true');
});

test('removing the last certificate says what will no longer work', async () => {
  server.use(
    mutation('CertificateRemove', 'certificateRemove', () => ({
      authority: authority({ ...smime, certificates: [] }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByRole('button', { name: /^Zertifikat Poststelle Bamberg entfernen/ }));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('das letzte brauchbare Zertifikat');
  await user.click(within(dialog).getByRole('button', { name: 'Entfernen' }));
  expect(await screen.findByText('Noch kein Zertifikat hinterlegt')).toBeTruthy();
  expect(inputs).toEqual([{ certificateId: 'crt_1' }]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Zertifikate Ihres Postfachs'));
});
