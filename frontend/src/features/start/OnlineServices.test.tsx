import { screen, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, submission } from '../../../test/postbox.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const ars = '094610000000';
const place = {
  __typename: 'Region',
  id: 'reg_1',
  ars,
  name: 'Bamberg',
  designation: 'Stadt',
  kind: 'GEMEINDE',
  kreis: null,
};

const online = (given: object = {}) => ({
  __typename: 'OnlineService',
  id: 'ons_1',
  url: 'https://formulare.example/hund',
  checkedAt: '2026-11-29T04:00:00.000000Z',
  service: { __typename: 'Service', id: 'srv_1', name: 'Hund anmelden' },
  authority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
  organisation: { __typename: 'Organisation', id: 'org_1', name: 'Stadt Bamberg' },
  ...given,
});

let there: { id: string }[] = [];
let asked: object[] = [];

beforeEach(() => {
  there = [online()];
  asked = [];
  const answer = (typename: string, id: string) => ({
    node: { __typename: typename, id, onlineServices: connection(there) },
  });
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: null } })),
    graphql.query('Place', () => HttpResponse.json({ data: { region: place } })),
    graphql.query('Competences', () => HttpResponse.json({ data: { competences: [] } })),
    graphql.query('AuthorityServices', () => HttpResponse.json({ data: { node: null } })),
    graphql.query('OnlineOfService', ({ variables }) => {
      asked.push(variables);
      return HttpResponse.json({ data: answer('Service', 'srv_1') });
    }),
    graphql.query('OnlineOfAuthority', () => HttpResponse.json({ data: answer('Authority', 'aut_1') })),
    graphql.query('OnlineOfRegion', () =>
      HttpResponse.json({ data: { region: { __typename: 'Region', id: 'reg_1', onlineServices: connection(there) } } }),
    ),
    graphql.query('Service', () =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Service',
            id: 'srv_1',
            name: 'Hund anmelden',
            description: 'Steuer',
            leikaKey: null,
            requiredDocuments: [],
            fee: null,
            processingTime: null,
            legalBasis: null,
            viaPointOfSingleContact: false,
            requiredTrustLevel: 'NONE',
            submission: submission(),
            deemedApproval: null,
            undertakings: [],
          },
        },
      }),
    ),
    graphql.query('Authority', () =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Authority',
            id: 'aut_1',
            name: 'Stadt Bamberg',
            kind: 'KREISFREIE_STADT',
            reachability: 'NOT_CONNECTED',
            region: place,
            areas: [],
            address: null,
            postBox: null,
            phone: null,
            fax: null,
            website: null,
            openingHours: null,
            privacyNotice: null,
          },
        },
      }),
    ),
    graphql.query('Region', () =>
      HttpResponse.json({
        data: {
          region: { ...place, population: null, populationOn: null, postalCodes: [], parent: null, authorities: [] },
        },
      }),
    ),
  );
});

test.each([
  ['service', `/leistung/srv_1?ars=${ars}`],
  ['authority', '/behoerde/aut_1'],
  ['place', `/ort/${ars}`],
])(
  'F1 on the page of the %s what can be done online leads out, with whose it is and when its link was checked',
  async (_, path) => {
    renderApp(path);
    const region = within(await screen.findByRole('region', { name: 'Online erledigen' }));
    const link = region.getByRole('link', { name: /^Hund anmelden online erledigen/ });
    expect(link.getAttribute('href')).toBe('https://formulare.example/hund');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.textContent).toContain('öffnet in neuem Fenster');
    expect(region.getByText('Angebot von Stadt Bamberg · Link geprüft am 29.11.2026')).toBeTruthy();
  },
);

test('a service is looked for at the place that was chosen; where nothing is online, nothing is said', async () => {
  there = [];
  renderApp(`/leistung/srv_1?ars=${ars}`);
  await screen.findByRole('heading', { level: 1, name: 'Hund anmelden' });
  await screen.findByText('Bamberg');
  expect(asked).toEqual([{ id: 'srv_1', ars, after: null }]);
  expect(screen.queryByRole('region', { name: 'Online erledigen' })).toBeNull();
});

test('a link that is not of the web is not followed', async () => {
  there = [online({ url: 'javascript:alert(1)' })];
  renderApp(`/ort/${ars}`);
  await screen.findByText('Hund anmelden online erledigen');
  expect(document.querySelector('a[href^="javascript"]')).toBeNull();
});
