import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
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

let asked: string[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    graphql.query('PopularUndertakings', () =>
      HttpResponse.json({ data: { undertakings: { __typename: 'UndertakingConnection', edges: [] } } }),
    ),
    graphql.query('Place', ({ variables }) =>
      HttpResponse.json({ data: { region: [waldnaab, coburg].find((one) => one.ars === variables.ars) ?? null } }),
    ),
    graphql.query('Search', ({ variables }) => {
      asked.push(variables.query);
      const none = variables.query.includes('xyz');
      return HttpResponse.json({
        data: {
          search: {
            __typename: 'SearchResult',
            place: none ? null : waldnaab,
            otherPlaces: none ? [] : [coburg],
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
  await waitFor(() => expect(router.state.location.search).toEqual({ q: 'Café Neustadt' }));
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
        data: { search: { __typename: 'SearchResult', place: null, otherPlaces: [], hits: [] } },
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
