import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { buyer, internal, membership } from '../../../test/area.ts';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let asked: object[] = [];

const row = (id: string, name: string, link: object | null) => ({
  __typename: 'ServiceLink',
  service: { __typename: 'Service', id: `srv_${id}`, name },
  authority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
  link: link && { __typename: 'PortalLink', id: `lnk_${id}`, problem: null, checkedAt: null, state: 'OK', ...link },
});

const rows = [
  row('1', 'Hund anmelden', { url: 'https://formulare.example/hund', checkedAt: '2026-11-29T04:00:00.000000Z' }),
  row('2', 'Gewerbe anmelden', {
    url: 'https://formulare.example/alt',
    state: 'BROKEN',
    problem: 'Unter dieser Adresse gibt es keine Seite.',
  }),
  row('3', 'Wohngeld', null),
];

beforeEach(() => {
  signIn();
  asked = [];
  server.use(
    graphql.query('ShellViewer', () =>
      HttpResponse.json({ data: { viewer: buyer(membership('1', 'Stadt Bamberg')) } }),
    ),
    graphql.query('ServiceLinks', ({ variables }) => {
      asked.push(variables);
      const shown = variables.withLink === false ? rows.slice(2) : rows;
      const edges = connection(shown as never[], { hasNextPage: false, endCursor: null });
      return HttpResponse.json({
        data: {
          organisation: { __typename: 'Organisation', id: 'org_1', internal: internal({ serviceLinks: edges }) },
        },
      });
    }),
  );
});

test('F2 every service stands in one list, with its link and its state or with what is missing', async () => {
  renderApp('/mein-bereich/online-dienste');
  await screen.findByRole('heading', { level: 2, name: '45 von 120 Leistungen sind online.' });
  expect(screen.getByText(/^75 sind es noch nicht\./)).toBeTruthy();
  const items = within(screen.getByRole('list', { name: '45 von 120 Leistungen sind online.' })).getAllByRole(
    'listitem',
  );
  expect(items[0]?.textContent).toContain('Link funktioniert');
  expect(items[0]?.textContent).toContain('geprüft am 29.11.2026');
  expect(items[1]?.textContent).toContain('Unter dieser Adresse gibt es keine Seite.');
  expect(items[2]?.textContent).toContain('Fehlt noch');
  expect(
    within(items[0] as HTMLElement)
      .getByRole('link', { name: 'Hund anmelden' })
      .getAttribute('href'),
  ).toBe('/leistung/srv_1');
});

test('F2 what is missing is filtered in the address', async () => {
  const { user, router } = renderApp('/mein-bereich/online-dienste');
  await user.selectOptions(await screen.findByLabelText('Anzeigen'), 'Fehlt noch');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ id: 'org_1', withLink: false }));
  expect(router.history.location.href).toBe('/mein-bereich/online-dienste?zeige=fehlt');
  await waitFor(() => expect(screen.queryByText('Hund anmelden')).toBeNull());
  expect(screen.getByText('Wohngeld')).toBeTruthy();
});

test('F2 for an editorial system the online services are a file of their own', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const file = (filename: string) => ({
    __typename: 'Download',
    url: `https://schalter.example/market-exports/${filename}?ticket=t`,
    filename,
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
              marketExport: file('markt.xlsx'),
              onlineServicesExport: file('dienste.xml'),
            },
          },
        },
      }),
    ),
  );
  const { user } = renderApp('/mein-bereich/online-dienste');
  await user.click(await screen.findByRole('button', { name: 'Online-Dienste als XML herunterladen' }));
  await waitFor(() => expect(saved).toEqual(['dienste.xml']));
  await user.click(screen.getByRole('button', { name: 'Als Excel-Datei herunterladen' }));
  await waitFor(() => expect(saved).toEqual(['dienste.xml', 'markt.xlsx']));
  vi.restoreAllMocks();
});
