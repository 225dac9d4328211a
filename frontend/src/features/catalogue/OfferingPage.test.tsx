import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { interfaceTo, offering, procedure, sheet } from '../../../test/market.ts';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { chain, marketViewer, orderPlace, organisation } from '../../../test/trade.ts';
import { keepDevice } from '../../lib/storage.ts';

const answering = (given: object | null) =>
  server.use(
    graphql.query('Offering', () => HttpResponse.json({ data: { offering: given } })),
    graphql.query('OfferingVersions', () => HttpResponse.json({ data: { offering: given } })),
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
  );

test('a sheet says what a municipality has to know', async () => {
  answering(offering('gewerbe', 'Gewerbe anmelden'));
  renderApp('/markt/leistung/gewerbe');
  await screen.findByRole('heading', { level: 1, name: 'Gewerbe anmelden' });
  for (const words of [
    'Ein Formularserver',
    'Gläubiger-ID',
    'Ein Vertrag zur Auftragsverarbeitung ist nicht nötig. (§ 8a Abs. 4 OZG)',
    'Für die eigene Verarbeitung bleibt die Behörde verantwortlich.',
    'Ja, aus der Digitalumlage aller Kommunen',
    'Zu diesem Dienst ist keine Schnittstelle genannt.',
    'Zu diesem Dienst ist kein Testzugang genannt.',
  ])
    expect(screen.getByText(words)).toBeTruthy();
  const [first, second] = within(screen.getByRole('region', { name: 'Was nach dem Vertrag zu tun ist' })).getAllByRole(
    'listitem',
  );
  expect(first?.textContent).toContain('Zuständig: Ihre Kommune');
  expect(within(second as HTMLElement).getByRole('link', { name: /So geht es/ })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Gewerbe anmelden' }).getAttribute('href')).toBe('/leistung/srv_1');
});

test('a description stays text: no HTML, no script, no foreign scheme', async () => {
  const description = [
    '# Kopf',
    '<img src=x onerror="alert(1)"><script>alert(2)</script>',
    '[böse](javascript:alert(3)) [daten](data:text/html,x) [fremd](//evil.example) [gut](https://gut.example/)',
    '- **fett**',
  ].join('\n\n');
  answering(offering('gewerbe', 'Gewerbe anmelden', {}, { description }));
  renderApp('/markt/leistung/gewerbe');
  await screen.findByRole('heading', { level: 3, name: 'Kopf' });
  const main = screen.getByRole('main');
  expect(main.querySelector('img, script')).toBeNull();
  expect(screen.getByText('<img src=x onerror="alert(1)"><script>alert(2)</script>')).toBeTruthy();
  const targets = [...main.querySelectorAll('a')].map((one) => one.getAttribute('href') ?? '');
  expect(targets.filter((href) => /^(javascript|data):|evil/.test(href))).toEqual([]);
  expect(targets).toContain('https://gut.example/');
});

test('links of a sheet that are not of the web are not followed', async () => {
  const bad = 'javascript:alert(1)';
  const guide = { __typename: 'Guide', title: 'Anleitung', url: bad };
  answering(offering('x', 'Böses', {}, { kind: 'MARKET', vendorUrl: bad, testUrl: bad, guides: [guide] }));
  renderApp('/markt/leistung/x');
  await screen.findByText('Anleitung');
  expect(document.querySelector('a[href^="javascript"]')).toBeNull();
});

test('F15 what is no EfA service leads to its vendor, and that one leaves the site is said', async () => {
  answering(offering('hund', 'Hundesteuer', {}, { kind: 'MARKET', vendorUrl: 'https://vendor.example/hund' }));
  renderApp('/markt/leistung/hund');
  const link = await screen.findByRole('link', { name: /Zum Angebot von Ein Land/ });
  expect(link.getAttribute('href')).toBe('https://vendor.example/hund');
  expect(link.textContent).toContain('öffnet in neuem Fenster');
  expect(screen.getByText('Der Link führt auf eine andere Website.')).toBeTruthy();
});

test('F38 a sheet leads to the group in which its users help each other; without a group it says nothing of one', async () => {
  const group = { __typename: 'OfferingGroup', slug: 'wohngeld', name: 'Wohngeld' };
  answering(offering('wohngeld', 'Wohngeld online', { group }));
  renderApp('/markt/leistung/wohngeld');
  const help = within(await screen.findByRole('region', { name: 'Austausch und Hilfe' }));
  expect(help.getByRole('link', { name: 'Gruppe Wohngeld' }).getAttribute('href')).toBe('/netzwerk/wohngeld');
  cleanup();
  answering(offering('wohngeld', 'Wohngeld online'));
  renderApp('/markt/leistung/wohngeld');
  await screen.findByRole('heading', { level: 1, name: 'Wohngeld online' });
  expect(screen.queryByText('Austausch und Hilfe')).toBeNull();
});

test('F10 the test link says how to get in', async () => {
  answering(
    offering(
      'x',
      'Testbar',
      {},
      { testUrl: 'https://test.example/', testNote: 'Ohne Anmeldung, nur zum Durchklicken' },
    ),
  );
  renderApp('/markt/leistung/x');
  expect((await screen.findByRole('link', { name: /Testzugang öffnen/ })).getAttribute('href')).toBe(
    'https://test.example/',
  );
  expect(screen.getByText('Ohne Anmeldung, nur zum Durchklicken')).toBeTruthy();
});

test('F14 interfaces stand in a table, one’s own procedure first, and connecting them is one’s own business', async () => {
  keepDevice('market.procedure', JSON.stringify({ id: 'prc_b', name: 'B-Verfahren', version: '2' }));
  answering(
    offering(
      'x',
      'Mit Schnittstellen',
      {},
      {
        interfaces: [
          interfaceTo(procedure('a', 'A-Verfahren')),
          interfaceTo(procedure('b', 'B-Verfahren'), {
            state: 'PLANNED',
            procedureVersions: ['1'],
            costClass: 'PRICED',
            costNote: 'einmalig',
          }),
        ],
      },
    ),
  );
  renderApp('/markt/leistung/x');
  const table = await screen.findByRole('table', { name: 'Schnittstellen zu Fachverfahren' });
  const [, first] = within(table).getAllByRole('row');
  for (const words of ['B-Verfahren', 'Ihr Fachverfahren', 'Geplant', '1', 'Kostenpflichtig', 'einmalig'])
    expect(first?.textContent).toContain(words);
  expect(screen.getByText(/Die Anbindung beauftragen Sie selbst/)).toBeTruthy();
  expect(
    screen.getByText('Schnittstelle zu B-Verfahren: Geplant, für andere Versionen genannt, nicht für Ihre'),
  ).toBeTruthy();
});

test('an older version can be read, is marked, and leads to the one in force', async () => {
  const old = sheet('alt', 'Gewerbe anmelden', { validFrom: '2026-05-01T10:00:00.000000Z' });
  const now = sheet('neu', 'Gewerbe anmelden');
  answering(offering('gewerbe', 'Gewerbe anmelden', { current: now, versions: connection([now, old]) }));
  server.use(graphql.query('OfferingVersion', () => HttpResponse.json({ data: { node: old } })));
  const { user } = renderApp('/markt/leistung/gewerbe');
  await user.click(await screen.findByRole('link', { name: 'Fassung vom 01.05.2026' }));
  await screen.findByText('Sie lesen die Fassung vom 01.05.2026');
  await user.click(screen.getByRole('link', { name: 'Zur geltenden Fassung' }));
  await waitFor(() => expect(screen.queryByText('Sie lesen die Fassung vom 01.05.2026')).toBeNull());
});

test('F28 of an announced one one is told when: signing in leads back to the sheet', async () => {
  answering(offering('x', 'Bald', { state: 'ANNOUNCED', orderableFrom: '2027-03-01' }));
  renderApp('/markt/leistung/x');
  const link = await screen.findByRole('link', { name: 'Sagen Sie mir, wenn sie bestellbar ist' });
  expect(link.getAttribute('href')).toBe('/anmelden?weiter=%2Fmarkt%2Fleistung%2Fx');
  expect(screen.getByText('Voraussichtlich ab 1. März 2027.')).toBeTruthy();
});

test('F28 signed in, the wish is kept by the server and can be taken back', async () => {
  signIn();
  answering(offering('x', 'Bald', { state: 'ANNOUNCED' }));
  const wishes: object[] = [];
  server.use(
    graphql.mutation('OfferingInterestSet', ({ variables: { input } }) => {
      wishes.push(input);
      const subject = { __typename: 'Offering', id: 'off_x', interested: input.interested };
      return HttpResponse.json({
        data: { interestSet: { __typename: 'InterestSetPayload', subject, userErrors: [] } },
      });
    }),
  );
  const { user } = renderApp('/markt/leistung/x');
  await user.click(await screen.findByRole('button', { name: 'Sagen Sie mir, wenn sie bestellbar ist' }));
  await user.click(await screen.findByRole('button', { name: 'Doch nicht benachrichtigen' }));
  await screen.findByRole('button', { name: 'Sagen Sie mir, wenn sie bestellbar ist' });
  expect(wishes).toEqual([
    { subjectId: 'off_x', interested: true },
    { subjectId: 'off_x', interested: false },
  ]);
});

test('a sheet that does not exist leads back to the market', async () => {
  answering(null);
  renderApp('/markt/leistung/gibt-es-nicht');
  await screen.findByRole('heading', { level: 1, name: 'Diesen Steckbrief gibt es nicht' });
  expect(screen.getByRole('link', { name: 'Zum Markt' }).getAttribute('href')).toBe('/markt');
});

/** Plays who is signed in and for whom that person could order. */
function ordering(viewer: object, places: object[], given: object = {}) {
  const sheetOf = offering('gewerbe', 'Gewerbe anmelden', { orderableFor: places, ...given });
  answering(sheetOf);
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, ...viewer } } })),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('SheetOrderPlaces', () => HttpResponse.json({ data: { offering: sheetOf } })),
  );
  signIn();
}

test('who may order does so from the sheet; who is not signed in signs in first', async () => {
  answering(offering('gewerbe', 'Gewerbe anmelden'));
  renderApp('/markt/leistung/gewerbe');
  const first = await screen.findByRole('link', { name: 'Anmelden und bestellen' });
  expect(first.getAttribute('href')).toBe('/anmelden?weiter=%2Fmarkt%2Fleistung%2Fgewerbe');
  document.body.replaceChildren();
  ordering(marketViewer(), [orderPlace()]);
  renderApp('/markt/leistung/gewerbe');
  const order = await screen.findByRole('link', { name: 'Bestellen' });
  expect(order.getAttribute('href')).toBe('/bestellen/gewerbe');
  expect(screen.getByText('Bestellbar')).toBeTruthy();
});

test('what was ordered already leads to its order', async () => {
  const order = { __typename: 'Order', id: 'ord_a', reference: 'B-A', state: 'RELEASED' };
  ordering(marketViewer(), [orderPlace({ order })]);
  renderApp('/markt/leistung/gewerbe');
  const link = await screen.findByRole('link', { name: 'Bestellung B-A' });
  expect(link.getAttribute('href')).toBe('/bestellungen/B-A');
  expect(screen.queryByRole('link', { name: 'Bestellen' })).toBeNull();
});

test('F11 who may not sign is told who sends the order, and what to do when nobody may', async () => {
  const [member] = marketViewer().memberships;
  ordering(marketViewer({ memberships: [{ ...member, roles: ['BUYER'] }] }), [orderPlace()]);
  renderApp('/markt/leistung/gewerbe');
  expect(await screen.findByText(/Legen Sie sie am Ende zur Unterschrift vor/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Bei uns darf niemand unterschreiben' }).getAttribute('href')).toBe(
    '/tickets/neu?angebot=gewerbe&grund=unterschrift',
  );
});

const [member] = marketViewer().memberships;
const refused: [string, object, RegExp][] = [
  ['has no account', { memberships: [], marketAccounts: [] }, /brauchen Sie ein Konto im Markt/],
  [
    'waits for an account',
    { memberships: [], marketAccounts: [{ ...marketViewer().marketAccounts[0], state: 'PENDING_REVIEW' }] },
    /Ihr Konto im Markt wird noch geprüft/,
  ],
  [
    'belongs to an IT association',
    { memberships: [{ ...member, organisation: organisation('it', 'IT-Verbund', 'IT_ASSOCIATION') }] },
    /IT-Verbünde und Hersteller richten Leistungen ein, bestellen sie aber nicht/,
  ],
  ['is of a kind that may not', {}, /gehört nicht zu denen, die diese Leistung bestellen dürfen/],
];

for (const [who, given, words] of refused)
  test(`F12 who ${who} is told why nothing can be ordered`, async () => {
    ordering(marketViewer(given), []);
    renderApp('/markt/leistung/gewerbe');
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Bestellen' })).toBeNull();
  });

test('F16 what is no EfA service, or cannot be ordered now, offers no order', async () => {
  answering(offering('x', 'Anderes', {}, { kind: 'MARKET', vendorUrl: 'https://vendor.example/' }));
  renderApp('/markt/leistung/x');
  await screen.findByRole('heading', { level: 1, name: 'Anderes' });
  expect(screen.queryByRole('region', { name: 'Bestellen' })).toBeNull();
  expect(screen.getByText('Verfügbar')).toBeTruthy();
  document.body.replaceChildren();
  answering(offering('y', 'Pause', { state: 'PAUSED' }));
  renderApp('/markt/leistung/y');
  await screen.findByRole('heading', { level: 1, name: 'Pause' });
  expect(screen.queryByRole('region', { name: 'Bestellen' })).toBeNull();
});

test('F31 F29 the chain of contracts stands on the sheet: who, which ministry, since when', async () => {
  answering(offering('gewerbe', 'Gewerbe anmelden', { chain: chain() }));
  renderApp('/markt/leistung/gewerbe');
  const steps = await screen.findByRole('list', { name: 'Die Vertragskette' });
  expect(within(steps).getByText('Digitalministerium')).toBeTruthy();
  expect(within(steps).getAllByText('seit 1. Januar 2025, ohne festes Ende')).toHaveLength(3);
});
