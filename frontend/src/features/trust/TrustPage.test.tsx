import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const certificate = (subject: string, fingerprint: string) => ({
  __typename: 'PlatformCertificate',
  subject,
  issuer: subject,
  fingerprint,
  notAfter: '2028-11-20T10:00:00.000000Z',
  pem: '-----BEGIN CERTIFICATE-----\n',
});
const keys = {
  __typename: 'PlatformKeys',
  gatewayEmail: 'post@schalter.example',
  gatewayCertificate: certificate('CN=post@schalter.example', 'ab'.repeat(32)),
  sealCertificate: certificate('CN=Schalter', 'c3520143aecc7e04173908862733024c46cad42d7470c797ebf11c291325192b'),
  sealKeys: [
    {
      __typename: 'SealKey',
      id: 'key_1',
      publicKey: '6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=',
      active: true,
      since: '2026-11-20T10:00:00.000000Z',
    },
  ],
  log: {
    __typename: 'TransparencyLog',
    origin: 'schalter.example/log',
    verifierKey: 'schalter.example/log+4eb04ef3+ARM=',
    size: 12,
    checkpointUrl: 'https://schalter.example/log/checkpoint',
  },
};

const publishes = (platformKeys: object) =>
  server.use(graphql.query('TrustKeys', () => HttpResponse.json({ data: { platformKeys } })));

test('fingerprints are those that openssl prints for the kept package', async () => {
  publishes(keys);
  renderApp('/vertrauen');
  // Both stand in PRUEFEN.txt of internal/evidence/testdata/nachweis.asice.
  expect(
    (
      await screen.findAllByText(
        'C3:52:01:43:AE:CC:7E:04:17:39:08:86:27:33:02:4C:46:CA:D4:2D:74:70:C7:97:EB:F1:1C:29:13:25:19:2B',
      )
    ).length,
  ).toBe(2);
  expect(await screen.findByText('324be2dea8bc44461b0233e51fa48902ed6b1cc671e7739af2551e0bfe68f54e')).toBeTruthy();
  expect(screen.getByText('post@schalter.example')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Heutigen Stand öffnen' }).getAttribute('href')).toBe('/log/checkpoint');
});

test('who could read is said without sparing the platform', async () => {
  publishes(keys);
  renderApp('/vertrauen');
  expect(await screen.findByText(/keine Ende-zu-Ende-Verschlüsselung/)).toBeTruthy();
  expect(screen.getByText(/könnte mitlesen/)).toBeTruthy();
});

test('without a gateway and with an empty log the page says so', async () => {
  publishes({ ...keys, gatewayEmail: null, gatewayCertificate: null, log: { ...keys.log, size: 0 } });
  renderApp('/vertrauen');
  expect(await screen.findByText('Diese Plattform verwendet zurzeit kein E-Mail-Gateway.')).toBeTruthy();
  expect(screen.getByText('noch keiner: Das Protokoll ist leer')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Heutigen Stand öffnen' })).toBeNull();
});

test('keys that cannot be fetched are told; the words stay', async () => {
  server.use(graphql.query('TrustKeys', () => HttpResponse.error()));
  renderApp('/vertrauen');
  expect(await screen.findByText(/Die Schlüssel konnten nicht geladen werden/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Wie gelöscht wird' })).toBeTruthy();
});
