import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { buyer, contract, internal, membership, order, ticket, waiting } from '../../../test/area.ts';
import { offering } from '../../../test/market.ts';
import { group } from '../../../test/network.ts';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { rollout } from '../../../test/rollouts.ts';
import { server } from '../../../test/server.ts';

let has: object;
let asked: unknown[] = [];
let viewer: object;

beforeEach(() => {
  signIn();
  has = internal();
  asked = [];
  viewer = buyer(membership('1', 'Stadt Bamberg'));
  const organisation = (id: string) => ({ __typename: 'Organisation', id, internal: has });
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('AreaTasks', ({ variables }) => {
      asked.push(variables.id);
      return HttpResponse.json({ data: { organisation: organisation(variables.id) } });
    }),
    graphql.query('AreaLists', ({ variables }) =>
      HttpResponse.json({
        data: {
          orders: connection([
            order('B-1', 'Hundesteuer', {
              state: 'RETURNED',
              onBehalfOf: { __typename: 'Organisation', id: 'org_hallstadt', name: 'Stadt Hallstadt' },
            }),
          ]),
          groups: connection([
            group('wohngeld', 'Wohngeld'),
            group('markt', 'Der ganze Markt', { joined: true, unread: 3 }),
          ]),
          tickets: connection([ticket('T-1', 'Frage zur Hundesteuer')]),
          organisation: organisation(variables.id),
        },
      }),
    ),
    graphql.query('NewOfferings', () =>
      HttpResponse.json({
        data: {
          offerings: connection([
            offering('alt', 'Älterer Dienst', { changedAt: '2026-01-01T00:00:00.000000Z' }),
            offering('neu', 'Neuer Dienst', { changedAt: '2026-11-28T00:00:00.000000Z' }),
          ]),
        },
      }),
    ),
  );
});

test('F46 what waits comes first, in words, with the one page where it is done', async () => {
  const about = [
    waiting('CHANGE_ORDER', { order: order('B-1', 'Hundesteuer') }),
    waiting('SIGN_CONTRACT', { contract: contract('V-1', 'Gewerbe anmelden') }),
    waiting('REPORT_LINK', { rollout: rollout() }),
    waiting('ANSWER_TICKET', { ticket: ticket('T-1', 'Frage zur Hundesteuer') }),
  ];
  has = internal({ waiting: about });
  renderApp('/mein-bereich');
  const list = within(await screen.findByRole('region', { name: 'Das wartet auf Sie' }));
  const links = list.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
  expect(links).toEqual([
    ['Bestellung ändern: Sie kam zurück', '/bestellungen/B-1'],
    ['Vertrag unterzeichnen', '/vertraege/ctr_V-1'],
    ['Link des Online-Dienstes melden', '/einrichtungen/rol_1'],
    ['Auf eine Rückfrage antworten', '/tickets/T-1'],
  ]);
  expect(list.getByText('Hundesteuer, Stadt Bamberg (B-2026-0001)')).toBeTruthy();
  const headings = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
  expect(headings[0]).toBe('Das wartet auf Sie');
});

test('every kind of thing that waits leads to a page that is its own', async () => {
  const kinds = {
    FINISH_ORDER: ['order', '/bestellungen/B-1'],
    SUBMIT_ORDER: ['order', '/bestellungen/B-1'],
    FILL_PARAMETERS: ['rollout', '/einrichtungen/rol_1'],
    DO_TASK: ['rollout', '/einrichtungen/rol_1'],
    MEND_LINK: ['rollout', '/einrichtungen/rol_1'],
  } as const;
  has = internal({
    waiting: Object.entries(kinds).map(([kind, [what]]) =>
      waiting(kind, { [what]: what === 'order' ? order('B-1', 'Hund') : rollout() }),
    ),
  });
  renderApp('/mein-bereich');
  const list = within(await screen.findByRole('region', { name: 'Das wartet auf Sie' }));
  expect(list.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(
    Object.values(kinds).map(([, href]) => href),
  );
});

test('F46 where nothing waits it says what to do next', async () => {
  has = internal({
    marketCounts: { __typename: 'MarketCounts', orders: 0, contracts: 0, rollouts: 0, live: 0, tickets: 0 },
    rollouts: connection([]),
    contracts: connection([]),
  });
  renderApp('/mein-bereich');
  await screen.findByText('Zurzeit wartet hier keine Aufgabe auf Sie');
  expect(screen.getByText('Beginnen Sie mit einem Online-Dienst, der zu Ihrer Kommune passt.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Online-Dienste finden' }).getAttribute('href')).toBe('/markt');
  await screen.findByText('Noch keine Einrichtung');
  expect(screen.getByText('Er liegt zur Unterschrift bereit, sobald eine Bestellung freigegeben ist.')).toBeTruthy();
  expect(screen.getByText('Für diese Organisation ist keine Umlage veröffentlicht.')).toBeTruthy();
});

test('orders, rollouts, contracts, tickets, the own levy and news each have their list', async () => {
  const share = (level: string, amount: string, year = 2026) => ({
    __typename: 'LevyShare',
    id: `shr_${level}${year}`,
    year,
    level,
    amount,
    region: { __typename: 'Region', id: 'reg_1', ars: '094610000000' },
  });
  has = internal({
    levyShares: [share('GEMEINDE', '1234.00'), share('LANDKREIS', '567.00'), share('GEMEINDE', '1.00', 2025)],
  });
  renderApp('/mein-bereich');
  const orders = within(await screen.findByRole('region', { name: 'Zuletzt geänderte Bestellungen' }));
  expect(orders.getByText(/^Zurückgegeben · Stadt Hallstadt · B-1/)).toBeTruthy();
  expect(screen.getByText(/^In Einrichtung · B-2026-0001 · 1 von 2 Aufgaben erledigt oder entfallen/)).toBeTruthy();
  expect(screen.getByText(/^Zur Unterschrift · V-1/)).toBeTruthy();
  expect(screen.getByText(/^Wartet auf Sie · T-1/)).toBeTruthy();
  const groups = within(screen.getByRole('region', { name: 'Netzwerk der Kommunen' }));
  expect(groups.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Der ganze Markt3 neue Beiträge',
  ]);
  expect(groups.getByRole('link', { name: 'Alle Gruppen' }).getAttribute('href')).toBe('/netzwerk');
  const levy = within(screen.getByRole('region', { name: 'Digitalumlage' }));
  expect(levy.getAllByRole('listitem').map((one) => one.textContent?.replace(/\u00a0/g, ' '))).toEqual([
    '2026, als Gemeinde: 1.234 €',
    '2026, als Landkreis: 567 €',
  ]);
  expect(levy.getByRole('link', { name: 'Berechnung 2026 ansehen' }).getAttribute('href')).toBe(
    '/umlage?jahr=2026&ort=094610000000',
  );
  const news = within(await screen.findByRole('region', { name: 'Neu im Markt' }));
  expect(news.getAllByRole('link')[0]?.textContent).toBe('Neuer Dienst');
  expect(news.getAllByText(/^Bestellbar · geändert am/).length).toBeGreaterThan(0);
});

test('who works for several chooses one, and the address says which', async () => {
  viewer = buyer(
    membership('2', 'Landkreis Hof', ['SIGNATORY']),
    membership('1', 'Stadt Bamberg'),
    membership('3', 'Stadt Coburg', ['CLERK']),
  );
  const { user, router } = renderApp('/mein-bereich');
  const choice = await screen.findByLabelText('Organisation');
  expect([...choice.querySelectorAll('option')].map((one) => one.textContent)).toEqual([
    'Landkreis Hof',
    'Stadt Bamberg',
  ]);
  await user.selectOptions(choice, 'Stadt Bamberg');
  await waitFor(() => expect(asked).toEqual(['org_2', 'org_1']));
  expect(router.history.location.href).toBe('/mein-bereich?organisation=org_1');
});

test('an organisation that is none of the reader’s is not asked for', async () => {
  renderApp('/mein-bereich?organisation=org_9');
  await screen.findByText('Zu dieser Organisation gehören Sie nicht');
  expect(asked).toEqual([]);
});

test('who has no account in the market reads how to come to one', async () => {
  viewer = someone;
  renderApp('/mein-bereich');
  await screen.findByText('Sie haben noch kein Konto im Markt');
  expect(screen.getByRole('link', { name: 'Konto beantragen' }).getAttribute('href')).toBe('/markt/konto');
  expect(asked).toEqual([]);
});

test('F2 all that there is comes as one file, for which a fresh ticket is asked', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.getAttribute('href')} ${this.download}`);
  });
  server.use(
    graphql.query('MarketExport', () =>
      HttpResponse.json({
        data: {
          organisation: {
            __typename: 'Organisation',
            id: 'org_1',
            internal: {
              __typename: 'OrganisationInternal',
              marketExport: {
                __typename: 'Download',
                url: 'https://schalter.example/files/x?ticket=t',
                filename: 'bamberg.xlsx',
              },
              onlineServicesExport: null,
            },
          },
        },
      }),
    ),
  );
  const { user } = renderApp('/mein-bereich');
  await user.click(await screen.findByRole('button', { name: 'Als Excel-Datei herunterladen' }));
  await waitFor(() => expect(saved).toEqual(['/files/x?ticket=t bamberg.xlsx']));
  vi.restoreAllMocks();
});
