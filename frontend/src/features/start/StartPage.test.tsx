import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const kreis = (name: string) => ({
  __typename: 'Region',
  id: `reg_k${name}`,
  ars: '09374',
  name,
  designation: 'Landkreis',
});
const place = (ars: string, name: string, district: string) => ({
  __typename: 'Region',
  id: `reg_${ars}`,
  ars,
  name,
  designation: 'Stadt',
  kind: 'GEMEINDE',
  kreis: kreis(district),
});
const waldnaab = place('093740139139', 'Neustadt a.d.Waldnaab', 'Neustadt a.d.Waldnaab');
const coburg = place('094730151151', 'Neustadt bei Coburg', 'Coburg');

const munich = { ...place('091620000000', 'München', 'München'), designation: 'Landeshauptstadt' };

/** An answer of the search that understood nothing, but for what is given. */
const understood = (given: object) => ({
  __typename: 'SearchResult',
  place: null,
  placePart: null,
  otherPlaces: [],
  outside: null,
  suggestedPlaces: [],
  hits: [],
  ...given,
});
const answering = (given: object) =>
  server.use(graphql.query('Search', () => HttpResponse.json({ data: { search: understood(given) } })));
const dog = { __typename: 'Service', id: 'srv_dog', name: 'Hund anmelden', description: 'Steuer' };

let asked: string[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    graphql.query('PopularUndertakings', () =>
      HttpResponse.json({ data: { undertakings: { __typename: 'UndertakingConnection', edges: [] } } }),
    ),
    graphql.query('Place', ({ variables }) =>
      HttpResponse.json({
        data: { region: [waldnaab, coburg, munich].find((one) => one.ars === variables.ars) ?? null },
      }),
    ),
    graphql.query('Search', ({ variables }) => {
      asked.push(variables.query);
      const none = variables.query.includes('xyz');
      return HttpResponse.json({
        data: {
          search: {
            __typename: 'SearchResult',
            place: none ? null : waldnaab,
            placePart: null,
            otherPlaces: none ? [] : [coburg],
            outside: null,
            suggestedPlaces: [],
            hits: none
              ? []
              : [
                  {
                    __typename: 'Undertaking',
                    id: 'und_1',
                    name: 'Café eröffnen',
                    description: 'Alles dazu',
                    services: [{ __typename: 'Service', id: 'srv_1' }],
                  },
                  {
                    __typename: 'Authority',
                    id: 'aut_1',
                    name: 'Stadt Neustadt',
                    authorityKind: 'GEMEINDE',
                    reachability: 'CONNECTED',
                    region: null,
                  },
                ],
          },
        },
      });
    }),
  );
});

test('one box answers with everything that fits, at the place it understood', async () => {
  const { user, router } = renderApp('/');
  await user.type(await screen.findByRole('searchbox'), 'Café Neustadt');
  const hit = await screen.findByRole('link', { name: 'Café eröffnen' });
  expect(hit.getAttribute('href')).toBe('/vorhaben/und_1?ars=093740139139');
  expect(screen.getByText('Sicher erreichbar')).toBeTruthy();
  expect(asked).toEqual(['Café Neustadt']);
  expect(router.history.location.href).toBe('/');
});

test('another place of the same name can be chosen by its district, and counts from then on', async () => {
  const { user } = renderApp('/?q=Caf%C3%A9%20Neustadt');
  await user.click(await screen.findByRole('button', { name: 'Neustadt bei Coburg (Stadt, Landkreis Coburg)' }));
  await waitFor(() =>
    expect(screen.getByRole('link', { name: 'Café eröffnen' }).getAttribute('href')).toBe(
      '/vorhaben/und_1?ars=094730151151',
    ),
  );
});

test('no result says what to try next', async () => {
  renderApp('/?q=xyz');
  expect(await screen.findByText('Dazu haben wir nichts gefunden')).toBeTruthy();
});

test('a language change needs no reload and goes to the server with every request', async () => {
  const languages: (string | null)[] = [];
  server.use(
    graphql.query('Search', ({ request }) => {
      languages.push(request.headers.get('Accept-Language'));
      return HttpResponse.json({
        data: { search: understood({}) },
      });
    }),
  );
  const { user } = renderApp('/?q=xyz');
  await screen.findByText('Dazu haben wir nichts gefunden');
  await user.click(screen.getByText('Darstellung'));
  await user.click(await screen.findByRole('radio', { name: 'English' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'What do you want to do, and where?' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('en');
  await waitFor(() => expect(languages).toEqual(['de', 'en']));
});

test('a guess is asked about and never taken; what is picked has the focus', async () => {
  answering({
    suggestedPlaces: [{ __typename: 'PlaceSuggestion', part: 'Bogenhausen', region: munich }],
    hits: [dog],
  });
  const { user, router } = renderApp('/?q=Hund%20Bogenhasen');
  await screen.findByRole('heading', { name: 'Welchen Ort meinen Sie?' });
  expect(screen.getByRole('link', { name: 'Hund anmelden' }).getAttribute('href')).toBe('/leistung/srv_dog');
  expect(screen.queryByText('Ort:')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'München, Bogenhausen (Landeshauptstadt)' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ ars: '091620000000' }));
  await waitFor(() => expect(document.activeElement?.textContent).toContain('München'));
  expect(screen.queryByRole('heading', { name: 'Welchen Ort meinen Sie?' })).toBeNull();
});

test('a place that is asked about is no hit beside', async () => {
  answering({
    suggestedPlaces: [{ __typename: 'PlaceSuggestion', part: null, region: munich }],
    hits: [munich],
  });
  renderApp('/?q=Muinchen');
  await screen.findByRole('button', { name: 'München (Landeshauptstadt)' });
  expect(screen.queryByRole('link', { name: 'München' })).toBeNull();
  expect(screen.queryByText('Dazu haben wir nichts gefunden')).toBeNull();
});

test('a part of a town is shown with its town', async () => {
  answering({ place: munich, placePart: 'Bogenhausen', hits: [dog] });
  renderApp('/?q=Hund%20Bogenhausen');
  expect(await screen.findByText('München, Bogenhausen')).toBeTruthy();
});

test('a place outside Bavaria is said to be outside', async () => {
  answering({ outside: 'Hamburg', hits: [dog] });
  renderApp('/?q=Hund%20Hamburg');
  expect(await screen.findByText('Hamburg liegt nicht in Bayern')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Hund anmelden' }).getAttribute('href')).toBe('/leistung/srv_dog');
});

test('a place outside Bavaria beside one in Bavaria is no namesake of it', async () => {
  answering({ place: munich, outside: 'Hamburg', hits: [dog] });
  renderApp('/?q=Hund%20Hamburg%20M%C3%BCnchen');
  expect(await screen.findByText('Hamburg liegt nicht in Bayern')).toBeTruthy();
  expect(screen.getByText(/Prüfen Sie bitte, ob Sie diesen Ort meinen/)).toBeTruthy();
});

test('a namesake outside Bavaria is said to be one', async () => {
  answering({ place: munich, outside: 'München', hits: [dog] });
  renderApp('/?q=Hund%20M%C3%BCnchen');
  expect(await screen.findByText('München gibt es auch außerhalb Bayerns')).toBeTruthy();
});

test('where nothing fits a place outside Bavaria and another place is chosen, that is said', async () => {
  answering({ outside: 'Hamburg' });
  renderApp(`/?q=Hamburg&ars=${munich.ars}`);
  expect(await screen.findByText('Dazu haben wir nichts gefunden')).toBeTruthy();
});

test('what a person set out to do is asked for again, for it goes when a mailbox is opened', async () => {
  signIn();
  let plan: object | null = {
    __typename: 'StartPlan',
    undertakingId: null,
    serviceId: 'srv_dog',
    authorityId: null,
    ars: null,
    choices: [],
    withoutServiceIds: [],
  };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('StartPlan', () => HttpResponse.json({ data: { viewer: { ...someone, startPlan: plan } } })),
  );
  const { user } = renderApp('/');
  await screen.findByText('Sie haben etwas angefangen');
  plan = null;
  await user.type(screen.getByRole('searchbox'), 'Gewerbe');
  await waitFor(() => expect(screen.queryByText('Sie haben etwas angefangen')).toBeNull());
  await user.clear(screen.getByRole('searchbox'));
  await screen.findByRole('button', { name: 'Alle Vorhaben zeigen' });
  await waitFor(() => expect(screen.queryByText('Sie haben etwas angefangen')).toBeNull());
});

test('frequent undertakings come first, and a button leads to all', async () => {
  server.use(
    graphql.query('PopularUndertakings', ({ variables }) => {
      const names = variables.frequent ? ['Umziehen', 'Heiraten'] : ['Auswandern', 'Heiraten', 'Umziehen'];
      return HttpResponse.json({
        data: {
          undertakings: {
            __typename: 'UndertakingConnection',
            edges: names.map((name) => ({
              __typename: 'UndertakingEdge',
              node: { __typename: 'Undertaking', id: `und_${name}`, name },
            })),
          },
        },
      });
    }),
  );
  const { user } = renderApp('/');
  const names = () =>
    screen.getAllByRole('link', { name: /^(Auswandern|Heiraten|Umziehen)$/ }).map((link) => link.textContent);
  await screen.findByRole('link', { name: 'Umziehen' });
  expect(names()).toEqual(['Umziehen', 'Heiraten']);
  await user.click(screen.getByRole('button', { name: 'Alle Vorhaben zeigen' }));
  await screen.findByRole('link', { name: 'Auswandern' });
  expect(screen.getByRole('heading', { name: 'Alle Vorhaben' })).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Nur häufige Vorhaben zeigen' }));
});
