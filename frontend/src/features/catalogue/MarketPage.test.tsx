import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { interfaceTo, offering, procedure } from '../../../test/market.ts';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { marketViewer, wholeList } from '../../../test/trade.ts';
import { keepDevice, readDevice } from '../../lib/storage.ts';

const trade = procedure('trade', 'Gewerbe Pro', ['6', '5']);
const all = [
  offering('gewerbe', 'Gewerbe anmelden', {}, { interfaces: [interfaceTo(trade, { procedureVersions: ['6'] })] }),
  offering('wohngeld', 'Wohngeld', { state: 'ANNOUNCED', orderableFrom: '2027-03-01' }, { costClass: 'PRICED' }),
  offering('hund', 'Hundesteuer', {}, { kind: 'MARKET', financedByLevy: false }),
  offering('trinkwasser', 'Trinkwasser melden', {}, { testUrl: 'https://test.example/' }),
];
let asked: object[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    http.head('/files/market/:file', ({ params }) =>
      params.file === 'catalogue.csv'
        ? new HttpResponse(null, { status: 404 })
        : new HttpResponse(null, {
            headers: {
              'Content-Length': '24000',
              'Last-Modified': 'Sat, 28 Nov 2026 10:00:00 GMT',
              Link: '<https://licence.example/>; rel="license"',
            },
          }),
    ),
    graphql.query('Offerings', ({ variables }) => {
      asked.push(variables.filter);
      const found = variables.filter.search === 'xyz' ? [] : all;
      return HttpResponse.json({ data: { offerings: wholeList(found) } });
    }),
    graphql.query('CatalogueProcedures', () =>
      HttpResponse.json({ data: { specialistProcedures: connection([trade]) } }),
    ),
    graphql.query('CatalogueProcedureVersions', () => HttpResponse.json({ data: { node: trade } })),
    graphql.query('CatalogueProcedureName', () => HttpResponse.json({ data: { node: trade } })),
  );
});

const cardOf = async (name: string) => (await screen.findByRole('link', { name })).closest('li') as HTMLElement;

test('who orders for an organisation can leave out what it ordered', async () => {
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, ...marketViewer() } } })),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer: marketViewer() } })),
  );
  signIn();
  const { user } = renderApp('/markt');
  expect((await screen.findByRole('link', { name: 'Ihre Bestellungen' })).getAttribute('href')).toBe('/bestellungen');
  expect(screen.getByRole('link', { name: 'Ihre Verträge' }).getAttribute('href')).toBe('/vertraege');
  await user.click(await screen.findByLabelText('Von uns noch nicht bestellt'));
  await waitFor(() => expect(asked.at(-1)).toEqual({ notOrderedBy: 'org_bamberg' }));
});

test('F9 the market is read without an account: kind, state, cost and levy stand on each card in words', async () => {
  renderApp('/markt');
  const card = within(await cardOf('Wohngeld'));
  expect(screen.queryByRole('link', { name: /^Ihre/ })).toBeNull();
  for (const words of ['EfA-Leistung', 'Angekündigt', 'Kostenpflichtig', 'Aus der Digitalumlage finanziert'])
    expect(card.getByText(words)).toBeTruthy();
  expect(card.getByText('voraussichtlich verfügbar ab 1. März 2027')).toBeTruthy();
  expect(screen.getByRole('heading', { name: '4 Leistungen' })).toBeTruthy();
  expect(within(await cardOf('Hundesteuer')).getByText('Marktangebot')).toBeTruthy();
});

test('filters stand in the address, ask the server, and are taken back one by one', async () => {
  const { user, router } = renderApp('/markt');
  await user.selectOptions(await screen.findByLabelText('Kosten'), 'Kostenfrei');
  await user.selectOptions(screen.getByLabelText('Wer wir sind'), 'Gesundheitsamt');
  await user.click(screen.getByLabelText('Mit Testzugang'));
  await waitFor(() =>
    expect(router.history.location.href).toBe('/markt?kosten=kostenfrei&fuer=gesundheitsamt&test=ja'),
  );
  await waitFor(() =>
    expect(asked.at(-1)).toEqual({ costClass: 'FREE', eligibleFor: 'HEALTH_OFFICE', hasTestLink: true }),
  );
  await user.click(screen.getByRole('button', { name: 'Filter „Gesundheitsamt“ entfernen' }));
  await waitFor(() => expect(router.history.location.href).toBe('/markt?kosten=kostenfrei&test=ja'));
});

test('words are searched for as one types, stay out of the address, and no result says what to change', async () => {
  const { user, router } = renderApp('/markt?art=efa');
  await user.type(await screen.findByRole('searchbox'), 'xyz');
  await screen.findByText('Dazu gibt es im Markt keine Leistung');
  expect(asked.at(-1)).toEqual({ search: 'xyz', kind: 'EFA' });
  expect(router.history.location.href).toBe('/markt?art=efa');
  await waitFor(() =>
    expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain(
      'Dazu gibt es im Markt keine Leistung',
    ),
  );
  await user.click(screen.getByRole('button', { name: 'Alle Filter entfernen' }));
  await screen.findByRole('heading', { name: '4 Leistungen' });
  expect(router.history.location.href).toBe('/markt');
});

test('F14 the specialist procedure is chosen once with its version, filters, and is known on the next visit', async () => {
  const { user, router } = renderApp('/markt');
  await user.type(await screen.findByRole('combobox', { name: 'Fachverfahren' }), 'Gew');
  await user.click(await screen.findByRole('option', { name: /Gewerbe Pro/ }));
  await waitFor(() => expect(router.history.location.href).toBe('/markt?verfahren=prc_trade'));
  await waitFor(() => expect(asked.at(-1)).toEqual({ procedureId: 'prc_trade' }));
  expect(document.activeElement).toBe(screen.getByLabelText('Passt zu meinem Fachverfahren'));
  await user.selectOptions(await screen.findByLabelText('Version'), '6');
  await waitFor(() => expect(asked.at(-1)).toEqual({ procedureId: 'prc_trade', procedureVersion: '6' }));
  expect(router.history.location.href).toBe('/markt?verfahren=prc_trade&version=6');
  expect(
    within(await cardOf('Gewerbe anmelden')).getByText(
      'Schnittstelle zu Gewerbe Pro: Verfügbar, für Ihre Version genannt',
    ),
  ).toBeTruthy();
  expect(within(await cardOf('Wohngeld')).getByText('Keine Schnittstelle zu Gewerbe Pro genannt')).toBeTruthy();
  expect(JSON.parse(readDevice('market.procedure') ?? '')).toEqual({
    id: 'prc_trade',
    name: 'Gewerbe Pro',
    version: '6',
  });
  await user.click(screen.getByRole('button', { name: 'Nicht mehr merken' }));
  await waitFor(() => expect(router.history.location.href).toBe('/markt'));
  expect(readDevice('market.procedure')).toBeNull();
});

test('a link with a procedure that was not chosen here names it', async () => {
  renderApp('/markt?verfahren=prc_trade&version=6');
  await screen.findByRole('button', { name: 'Filter „Passt zu Gewerbe Pro, Version 6“ entfernen' });
});

test('F13 new since the last visit is marked where the device was asked to note visits', async () => {
  const { user } = renderApp('/markt');
  await cardOf('Wohngeld');
  expect(screen.queryByText('Neu seit Ihrem Besuch')).toBeNull();
  await user.click(screen.getByLabelText('Neues kennzeichnen'));
  expect(screen.getByText('Ab Ihrem nächsten Besuch kennzeichnen wir, was neu ist.')).toBeTruthy();
  expect(readDevice('market.visit')).not.toBeNull();
});

test('F13 on the second visit it is said since when, and what came since then is marked', async () => {
  keepDevice('market.visit', JSON.stringify({ before: null, seen: '2026-10-20T10:00:00.000Z' }));
  renderApp('/markt');
  expect(within(await cardOf('Wohngeld')).getByText('Neu seit Ihrem Besuch')).toBeTruthy();
  expect(
    screen.getByText('Gekennzeichnet ist, was seit Ihrem Besuch am 20.10.2026 neu oder geändert ist.'),
  ).toBeTruthy();
});

test('up to three are ticked for the comparison, in the address; a fourth is refused in words', async () => {
  const { user, router } = renderApp('/markt');
  for (const name of ['Gewerbe anmelden', 'Wohngeld', 'Hundesteuer'])
    await user.click(await screen.findByRole('checkbox', { name: `${name} vergleichen` }));
  const compare = await screen.findByRole('link', { name: '3 Leistungen vergleichen' });
  expect(compare.getAttribute('href')).toBe('/markt/vergleich?leistung=gewerbe&leistung=wohngeld&leistung=hund');
  await user.click(screen.getByRole('checkbox', { name: 'Trinkwasser melden vergleichen' }));
  await screen.findByText('Drei sind gewählt. Nehmen Sie eine weg, um eine andere zu vergleichen.');
  expect(router.history.location.href).toBe('/markt?vergleich=gewerbe&vergleich=wohngeld&vergleich=hund');
});

test('F21 the catalogue is offered as files with size and licence; what is not there is not offered', async () => {
  renderApp('/markt');
  expect((await screen.findByRole('link', { name: 'XLSX (24 KB)' })).getAttribute('href')).toBe(
    '/files/market/catalogue.xlsx',
  );
  expect(screen.getByRole('link', { name: 'JSON (24 KB)' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: /CSV/ })).toBeNull();
  expect(screen.getByText(/Letzte Änderung am 28\.11\.2026/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /^Was für die Nutzung der Dateien gilt/ }).getAttribute('href')).toBe(
    'https://licence.example/',
  );
});
