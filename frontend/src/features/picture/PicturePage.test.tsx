import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { offering } from '../../../test/market.ts';
import { connection } from '../../../test/postbox.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { placesPath } from './usePlaces.ts';

const file = {
  territoryOn: '2026-06-30',
  municipalities: [
    ['091620000000', 'München', 48.14, 11.58],
    ['094610000000', 'Bamberg', 49.89, 10.89],
    ['094710111111', 'Altendorf', 49.8, 11.02],
    ['091720114114', 'Berchtesgaden', 47.63, 13.0],
  ],
  districts: [
    ['09162', 'München', 'Kreisfreie Stadt'],
    ['09461', 'Bamberg', 'Kreisfreie Stadt'],
    ['09471', 'Bamberg', 'Landkreis'],
    ['09172', 'Berchtesgadener Land', 'Landkreis'],
  ],
};

const region = (ars: string, name: string, kind = 'REGIERUNGSBEZIRK', designation = 'Regierungsbezirk') => ({
  __typename: 'Region',
  id: `reg_${ars}`,
  ars,
  name,
  designation,
  kind,
});
const dot = (ars: string, state: string) => ({
  __typename: 'RolloutDot',
  state,
  since: '2026-11-02',
  region: { __typename: 'Region', id: `reg_${ars}`, ars },
});
const sums = (list: [ReturnType<typeof region>, number, number, number][]) => ({
  __typename: 'RegionRolloutConnection',
  municipalities: list.reduce((all, one) => all + one[1], 0),
  live: list.reduce((all, one) => all + one[2], 0),
  inProgress: list.reduce((all, one) => all + one[3], 0),
  edges: list.map(([of, municipalities, live, inProgress]) => ({
    __typename: 'RegionRolloutEdge',
    node: { __typename: 'RegionRollout', region: of, municipalities, live, inProgress },
  })),
});

let asked: object[] = [];
let asSums: object[] = [];

beforeEach(() => {
  asked = [];
  asSums = [];
  server.use(
    http.get(placesPath, () => HttpResponse.json(file)),
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: null } })),
    graphql.query('PictureOfferings', () =>
      HttpResponse.json({ data: { offerings: connection([offering('hund', 'Hundesteuer')]) } }),
    ),
    graphql.query('RolloutMap', ({ variables }) => {
      asked.push(variables);
      const all = [dot('091620000000', 'LIVE'), dot('094610000000', 'IN_PROGRESS'), dot('094710111111', 'ENDED')];
      return HttpResponse.json({ data: { rolloutMap: variables.offeringId ? all.slice(0, 1) : all } });
    }),
    graphql.query('RegionSums', ({ variables }) => {
      asSums.push(variables);
      const given = variables.within
        ? sums([[region('09471', 'Bamberg', 'KREIS', 'Landkreis'), 1, 0, 0]])
        : sums([
            [region('091', 'Oberbayern'), 2, 1, 0],
            [region('094', 'Oberfranken'), 2, 0, 1],
          ]);
      return HttpResponse.json({ data: { rollouts: given } });
    }),
    graphql.query('PictureRegion', () =>
      HttpResponse.json({
        data: { region: { ...region('094', 'Oberfranken'), parent: { ...region('09', 'Bayern', 'LAND') } } },
      }),
    ),
  );
});

const said = 'Welche Gemeinde etwas einsetzt, ist für diese Vorführung erfunden.';

test('a picture of a demonstration says that it is made up', async () => {
  server.use(
    graphql.query('PictureOfferings', () =>
      HttpResponse.json({
        data: { offerings: connection([offering('hund', 'Hundesteuer', {}, { invented: ['*'] })]) },
      }),
    ),
  );
  renderApp('/markt/stand');
  await screen.findByText(said);
});

test('a picture of real sheets does not', async () => {
  renderApp('/markt/stand');
  await screen.findByRole('option', { name: 'Hundesteuer' });
  expect(screen.queryByText(said)).toBeNull();
});

const legend = () => within(screen.getByLabelText('Legende'));

test('the picture says in words what it shows: numbers beside each mark, everything in tables', async () => {
  renderApp('/markt/stand');
  const map = await screen.findByRole('img', { name: /1 von 4 Gemeinden sind online, in 1 läuft die Einrichtung/ });
  expect(map.querySelectorAll('path')).toHaveLength(5);
  const rows = legend()
    .getAllByRole('definition')
    .map((one) => one.textContent);
  expect(rows).toEqual(['1', '1', '0', '1', '1']);
  const regions = within(await screen.findByRole('table', { name: 'Nach Regionen' }));
  expect(regions.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'RegionGemeindenBeteiligtOnlineIn Einrichtung',
    'Regierungsbezirk Oberbayern2210',
    'Regierungsbezirk Oberfranken2201',
    'Zusammen4411',
  ]);
  const places = within(screen.getByRole('table', { name: 'Gemeinden' }));
  expect(places.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'GemeindeStandSeit',
    'MünchenOnline02.11.2026',
    'BambergIn Einrichtung02.11.2026',
    'AltendorfLandkreis BambergBeendet02.11.2026',
    'BerchtesgadenLandkreis Berchtesgadener LandNicht bestellt–',
  ]);
});

test('one service is chosen in the address, which others can be given', async () => {
  const { user, router } = renderApp('/markt/stand');
  await user.selectOptions(await screen.findByLabelText('Online-Dienst'), 'Hundesteuer');
  await screen.findByRole('heading', { name: 'Stand: Hundesteuer' });
  await waitFor(() => expect(asked.at(-1)).toEqual({ offeringId: 'off_hund' }));
  expect(router.history.location.href).toBe('/markt/stand?leistung=hund');
  await waitFor(() =>
    expect(
      legend()
        .getAllByRole('definition')
        .map((one) => one.textContent),
    ).toEqual(['1', '0', '0', '0', '3']),
  );
});

test('an address with a service asks for that one alone', async () => {
  renderApp('/markt/stand?leistung=hund');
  await screen.findByRole('heading', { name: 'Stand: Hundesteuer' });
  expect(asked).toEqual([{ offeringId: 'off_hund' }]);
});

test('a region is looked at from closer by, and one leads back', async () => {
  const { user, router } = renderApp('/markt/stand');
  await user.click(await screen.findByRole('link', { name: 'Regierungsbezirk Oberfranken ansehen' }));
  await screen.findByRole('heading', { name: 'In Regierungsbezirk Oberfranken' });
  expect(router.history.location.href).toBe('/markt/stand?gebiet=094');
  await waitFor(() => expect(asSums.at(-1)).toEqual({ offeringId: null, within: '094' }));
  await screen.findByRole('img', { name: /0 von 2 Gemeinden/ });
  await user.click(screen.getByRole('link', { name: 'Ganz Bayern' }));
  await screen.findByRole('img', { name: /1 von 4 Gemeinden/ });
});

test('the table finds one municipality by name, or those of one state', async () => {
  const { user } = renderApp('/markt/stand');
  await user.type(await screen.findByRole('searchbox'), 'berchtes');
  await screen.findByText('1 Gemeinde');
  expect(screen.getByRole('link', { name: 'Berchtesgaden' }).getAttribute('href')).toBe('/ort/091720114114');
  await user.selectOptions(screen.getByRole('combobox', { name: /^Stand/ }), 'Online');
  await screen.findByText('Dazu gibt es keine Gemeinde');
});

test('without the file of places the numbers by region are there', async () => {
  server.use(http.get(placesPath, () => new HttpResponse(null, { status: 503 })));
  renderApp('/markt/stand');
  await screen.findByText(/Die Karte ließ sich nicht laden\./);
  expect(await screen.findByRole('table', { name: 'Nach Regionen' })).toBeTruthy();
  expect(screen.queryByRole('img')).toBeNull();
});
