import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { graphql, HttpResponse } from 'msw';
import { afterEach, expect, test, vi } from 'vitest';
import { changed, filesOf, flipped, keptPackage, zipOf } from '../../../test/evidence.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { type Bytes, utf8 } from '../../verifier/bytes.ts';

const kept = keptPackage();
const fingerprint = 'c3520143aecc7e04173908862733024c46cad42d7470c797ebf11c291325192b';
const log = Buffer.concat([Buffer.of(1), Buffer.from('E5j2LG0aRXxRumpLXz29L2n8qTIWIY3ImX5Ba9F9k8o=', 'base64')]);
const keys = {
  __typename: 'PlatformKeys',
  sealCertificate: { __typename: 'PlatformCertificate', fingerprint },
  sealKeys: [{ __typename: 'SealKey', id: 'key_1', publicKey: '6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=' }],
  log: { __typename: 'TransparencyLog', verifierKey: `schalter.example/log+4eb04ef3+${log.toString('base64')}` },
};

const publishes = (platformKeys: object) =>
  server.use(graphql.query('PublishedKeys', () => HttpResponse.json({ data: { platformKeys } })));

async function choose(bytes: Bytes, name = 'nachweis.asice') {
  renderApp('/pruefen');
  await screen.findByRole('heading', { level: 1, name: 'Nachweis prüfen' });
  // A file dialog can be told to show every file.
  const user = userEvent.setup({ applyAccept: false });
  await user.upload(screen.getByLabelText('Datei wählen', { selector: 'input' }), new File([bytes], name));
  return user;
}

afterEach(() => vi.unstubAllGlobals());

test('a package of this platform is called genuine, and takes the focus', async () => {
  publishes(keys);
  await choose(kept);
  expect(await screen.findByText('Gültig: echt und unverändert')).toBeTruthy();
  expect(screen.getByText('K͟hālid Müller an Stadt Bamberg, Gewerbeamt')).toBeTruthy();
  expect(screen.getByText(/^C3:52:01:43/)).toBeTruthy();
  expect(screen.getAllByText('stimmt')).toHaveLength(10);
  expect(screen.getByText(/Nicht mehr beiliegend: It's ö.pdf/)).toBeTruthy();
  await waitFor(() => expect(document.activeElement?.classList.contains('verify-arrival')).toBe(true));
});

test('a changed file is named, and the package is not valid', async () => {
  publishes(keys);
  await choose(zipOf(changed(filesOf(kept), 'nachricht.txt', (content) => flipped(content, 3))));
  const alert = (await screen.findByText('Nicht gültig')).closest('.kern-alert') as HTMLElement;
  expect(within(alert).getByText('nachricht.txt')).toBeTruthy();
  expect(within(alert).queryByText('betreff.txt')).toBeNull();
  expect(screen.getByText('Diese Dateien wurden verändert.')).toBeTruthy();
});

test('a package of another platform is never called valid', async () => {
  publishes({ ...keys, sealCertificate: { ...keys.sealCertificate, fingerprint: '00'.repeat(32) }, sealKeys: [] });
  await choose(kept);
  expect(await screen.findByText('Unverändert, aber nicht mit dem Siegel dieser Plattform')).toBeTruthy();
  expect(screen.getByText(/nennt als Herkunft: Schalter, https:\/\/schalter.example/)).toBeTruthy();
  expect(screen.queryByText(/Gültig/)).toBeNull();
});

test('without an answer of the platform the comparison is left to the person', async () => {
  server.use(graphql.query('PublishedKeys', () => HttpResponse.error()));
  await choose(kept);
  expect(await screen.findByText('Unverändert; das Siegel ist noch zu vergleichen')).toBeTruthy();
});

test('a browser without Ed25519 says what it could not check', async () => {
  publishes(keys);
  const { subtle } = crypto;
  vi.spyOn(subtle, 'importKey').mockImplementation(((...args: Parameters<SubtleCrypto['importKey']>) =>
    (args[2] as unknown) === 'Ed25519'
      ? Promise.reject(new DOMException('no', 'NotSupportedError'))
      : Object.getPrototypeOf(subtle).importKey.apply(subtle, args)) as never);
  await choose(kept);
  expect(await screen.findByText('Soweit Ihr Browser prüfen kann, ist nichts verändert')).toBeTruthy();
  expect(screen.getAllByText(/kann diese Art Unterschrift \(Ed25519\) nicht prüfen/)).toHaveLength(3);
});

test('what is no package is said in words, and the next file can be chosen', async () => {
  publishes(keys);
  const user = await choose(utf8('%PDF-1.4 ein Brief, aber kein Paket'), 'brief.pdf');
  expect(await screen.findByText('brief.pdf ist nicht prüfbar')).toBeTruthy();
  await user.upload(screen.getByLabelText('Datei wählen', { selector: 'input' }), new File([kept], 'nachweis.asice'));
  expect(await screen.findByText('Gültig: echt und unverändert')).toBeTruthy();
});

test('a check can be cancelled while the platform does not answer, and another one begun', async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    graphql.query('PublishedKeys', async () => {
      await answered;
      return HttpResponse.json({ data: { platformKeys: keys } });
    }),
  );
  const user = await choose(kept);
  await user.click(await screen.findByRole('button', { name: 'Abbrechen' }));
  expect(screen.getByText('Die Prüfung wurde abgebrochen.', { selector: 'main p' })).toBeTruthy();
  answer();
  await user.upload(screen.getByLabelText('Datei wählen', { selector: 'input' }), new File([kept], 'nachweis.asice'));
  expect(await screen.findByText('Gültig: echt und unverändert')).toBeTruthy();
});

test('on a page without a secured connection it says so instead of checking', async () => {
  vi.stubGlobal('crypto', { randomUUID: () => 'x' });
  renderApp('/pruefen');
  expect(await screen.findByText(/nur auf Seiten mit gesicherter Verbindung/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Datei wählen' })).toBeNull();
});
