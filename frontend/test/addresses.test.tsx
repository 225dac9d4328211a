import { cleanup, screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { createAppRouter } from '../src/app/router.tsx';
import { loadRoutes } from '../src/app/routes/domains.ts';
import { connection } from './postbox.ts';
import { renderApp, signIn, someone } from './renderApp.tsx';
import { server } from './server.ts';

const words = 'Scheidung Bamberg';

let asked: string[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    graphql.query('Search', ({ variables }) => {
      asked.push(variables.query);
      return HttpResponse.json({
        data: {
          search: {
            __typename: 'SearchResult',
            place: null,
            placePart: null,
            otherPlaces: [],
            suggestedPlaces: [],
            outside: null,
            hits: [],
          },
        },
      });
    }),
    // Where the reader goes meanwhile, and comes back from.
    graphql.query('TrustKeys', () => HttpResponse.json({ errors: [{ message: 'not now' }] })),
    http.head('/files/market/:name', () => new HttpResponse(null, { status: 404 })),
    graphql.query('Offerings', ({ variables }) => {
      asked.push(variables.filter?.search ?? '');
      return HttpResponse.json({
        data: { offerings: { ...connection([], { endCursor: null, hasNextPage: false }), totalCount: 0 } },
      });
    }),
    graphql.query('PopularUndertakings', () =>
      HttpResponse.json({ data: { undertakings: connection([], { endCursor: null, hasNextPage: false }) } }),
    ),
    graphql.query('Mailboxes', ({ variables }) => {
      asked.push(variables.filter?.search ?? '');
      const caseMailboxes = { ...connection([], { endCursor: null, hasNextPage: false }), totalCount: 0 };
      return HttpResponse.json({ data: { viewer: { ...someone, caseMailboxes } } });
    }),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
  );
});

type App = ReturnType<typeof renderApp>;
const box = () => screen.findByRole<HTMLInputElement>('searchbox');
const seen = ({ router }: App) => JSON.stringify(router.history.location).toLowerCase();
const reload = ({ router }: App) => {
  cleanup();
  return renderApp('', router.history);
};

test.each(['/', '/postfach?ungelesen=ja', '/markt?art=efa'])(
  'words typed on %s stay out of the address and its history',
  async (path) => {
    if (path !== '/') signIn();
    const app = renderApp(path);
    await app.user.type(await box(), words);
    await waitFor(() => expect(asked).toContain(words));
    await waitFor(() => expect(app.router.history.location.state.words).toBeTruthy());
    expect(app.router.history.location.href).toBe(path);
    expect(app.router.history.length).toBe(1);
    expect(seen(app)).not.toContain('scheidung');
    expect((await box()).autocomplete).toBe('off');

    asked = [];
    const again = reload(app);
    expect((await box()).value).toBe(words);
    await waitFor(() => expect(asked).toContain(words));

    await again.router.navigate({ to: '/vertrauen' });
    await waitFor(() => expect(screen.queryByRole('searchbox')).toBeNull());
    again.router.history.back();
    expect((await box()).value).toBe(words);

    await again.router.navigate({ to: '/vertrauen' });
    await waitFor(() => expect(screen.queryByRole('searchbox')).toBeNull());
    await again.router.navigate({ to: path.split('?')[0] as '/' });
    await again.router.navigate({
      to: path === '/' ? '/' : '/postfach',
      search: path === '/' ? {} : { ungelesen: 'ja' },
    });
    expect((await box()).value).toBe('');
  },
);

test.each([
  ['/', 'q'],
  ['/postfach', 'suche'],
  ['/markt', 'suche'],
])('words in a link from outside to %s are searched for, and taken out of the address', async (path, name) => {
  if (path !== '/') signIn();
  const app = renderApp(`${path}?${name}=${encodeURIComponent(words)}`);
  expect((await box()).value).toBe(words);
  await waitFor(() => expect(asked).toContain(words));
  await waitFor(() => expect(app.router.history.location.href).toBe(path));
  expect(app.router.history.length).toBe(1);
  expect(seen(app)).not.toContain('scheidung');
  reload(app);
  expect((await box()).value).toBe(words);
});

// Every name that an address of the product may carry: ids, keys of places, and words out of a fixed set.
const ids = [
  'antrag',
  'ars',
  'authority',
  'behoerde',
  'choice',
  'kennung',
  'leika',
  'organisation',
  'service',
  'undertaking',
  'without',
];
// Of the market: slugs, ids of sheets, orders, contracts, organisations and of specialist procedures, and a version of one out of those it has.
const offered = ['angebot', 'entwurf', 'fassung', 'leistung', 'verfahren', 'vergleich', 'version', 'vertrag'];
const sets = [
  'bereich',
  'entschieden',
  'faellig',
  'hinweis',
  'ordnung',
  'schritt',
  'stand',
  'ungelesen',
  'wer',
  'zurueck',
];
const marketSets = ['abweichend', 'art', 'ebene', 'fuer', 'kosten', 'nur', 'test', 'umlage', 'unbestellt'];
// Of one's mailboxes: days and the id of an authority.
const mailboxFilter = ['bis', 'stelle', 'von'];
// Of tickets: only one's own, and why one asks.
const ticketSets = ['grund', 'meine'];
// Of rollouts: a key of a place, the id of a rollout, and words out of a set.
const setUp = ['gebiet', 'links', 'vorgang', 'zeige'];
// Of the levy: a year, a place, and what somebody assumes about public figures, which a link is to carry to others.
const assumed = ['jahr', 'leute', 'neu', 'ohne', 'ort', 'staat', 'staatlich', 'teil'];
// An address of our own that signing in leads back to.
const ways = ['weiter'];
// Words of links from outside: read once by useSearchBox and taken out.
const outside = ['q', 'suche'];

test('no address of the product has room for what people type', async () => {
  await loadRoutes('/claimed-by-no-domain');
  const asked = new Set<string>();
  const search = new Proxy({}, { get: (_, name) => void asked.add(String(name)) });
  const routes = Object.values(createAppRouter().routesById);
  for (const { options } of routes) (options.validateSearch as ((search: object) => object) | undefined)?.(search);
  expect([...asked].sort()).toEqual(
    [
      ...ids,
      ...offered,
      ...sets,
      ...marketSets,
      ...mailboxFilter,
      ...ticketSets,
      ...setUp,
      ...assumed,
      ...ways,
      ...outside,
    ].sort(),
  );
});
