import { cleanup, screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, inWriting, submission } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { startDe } from './start.de.ts';
import { startEn } from './start.en.ts';

const bamberg = {
  __typename: 'Region',
  id: 'reg_b',
  ars: '094610000000',
  name: 'Bamberg',
  designation: 'Kreisfreie Stadt',
  kind: 'GEMEINDE',
  kreis: null,
};

const contact = {
  address: null,
  postBox: null,
  phone: null,
  fax: null,
  website: null,
  openingHours: null,
  privacyNotice: null,
};
const candidate = (id: string, role: string) => ({
  __typename: 'CompetentAuthority',
  role,
  submission: form,
  authority: { __typename: 'Authority', id, name: `Stelle ${id}`, reachability: 'CONNECTED', ...contact },
  rule: {
    __typename: 'CompetenceRule',
    id: `rule_${id}`,
    explanation: 'Darum.',
    legalBasis: null,
    area: bamberg,
    source: 'Test',
    sourceOn: '2026-01-01',
  },
});

const service = {
  __typename: 'Service',
  id: 'srv_1',
  name: 'Gewerbe anmelden',
  description: 'Anzeige',
  leikaKey: null,
  requiredDocuments: [],
  fee: null,
  processingTime: null,
  legalBasis: null,
  viaPointOfSingleContact: false,
  requiredTrustLevel: 'POSTAL',
  submission: submission(),
  deemedApproval: null,
  undertakings: [],
};

let kept: unknown[] = [];
/** By which way the service may be applied for, wherever it is asked for. */
let form = submission();

beforeEach(() => {
  kept = [];
  form = submission();
  sessionStorage.clear();
  server.use(
    graphql.query('Place', () => HttpResponse.json({ data: { region: bamberg } })),
    graphql.query('Service', () => HttpResponse.json({ data: { node: service } })),
    graphql.query('OnlineOfService', () =>
      HttpResponse.json({ data: { node: { __typename: 'Service', id: 'srv_1', onlineServices: connection([]) } } }),
    ),
    graphql.query('Competences', () =>
      HttpResponse.json({
        data: {
          competences: [
            {
              __typename: 'Competence',
              service: { __typename: 'Service', id: 'srv_1', name: 'Gewerbe anmelden', submission: form },
              candidates: [candidate('aut_1', 'PRIMARY'), candidate('aut_2', 'ALTERNATIVE')],
            },
          ],
        },
      }),
    ),
    graphql.mutation('KeepStartPlan', ({ variables }) => {
      kept.push(variables.input.startPlan);
      return HttpResponse.json({
        data: {
          profileUpdate: {
            __typename: 'ProfileUpdatePayload',
            viewer: { ...someone, startPlan: null },
            userErrors: [],
          },
        },
      });
    }),
  );
});

const place = '/leistung/srv_1?ars=094610000000';
const chosen = (name: RegExp) => screen.findByRole<HTMLInputElement>('radio', { name });

test('what was chosen before is chosen again, on another device too, and goes along to the registration', async () => {
  renderApp(`${place}&choice=srv_1:aut_2`);
  await waitFor(async () => expect((await chosen(/Stelle aut_2/)).checked).toBe(true));
  const register = await screen.findAllByRole('link', { name: 'Registrieren' });
  expect(register.at(-1)?.getAttribute('href')).toContain('choice=srv_1%3Aaut_2');
});

test('whoever cannot open a mailbox yet keeps the selection with the account', async () => {
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, trustLevel: 'EMAIL' } } })),
  );
  const { user } = renderApp(place);
  await user.click(await chosen(/Stelle aut_2/));
  await user.click(await screen.findByRole('button', { name: 'Vormerken' }));
  expect(await screen.findByText(/^Vorgemerkt/)).toBeTruthy();
  expect(kept).toEqual([
    { serviceId: 'srv_1', ars: '094610000000', choices: [{ serviceId: 'srv_1', authorityId: 'aut_2' }] },
  ]);
  await user.click(await chosen(/Stelle aut_1/));
  expect(screen.queryByText(/^Vorgemerkt/)).toBeNull();
});

test('a service for which the law asks for more than this account says so, and another one does not', async () => {
  renderApp(place);
  await screen.findByRole('radio', { name: /Stelle aut_2/ });
  expect(screen.queryByText('Schriftform nötig')).toBeNull();
  cleanup();
  form = inWriting;
  server.use(
    graphql.query('Service', () =>
      HttpResponse.json({
        data: { node: { ...service, submission: inWriting, requiredTrustLevel: 'EIDAS_HIGH' } },
      }),
    ),
  );
  renderApp(place);
  expect(await screen.findByText('Schriftform nötig')).toBeDefined();
  expect(screen.getByText(/ersetzt sie nicht/)).toBeDefined();
  expect(screen.getByText(/Auf Papier bei der Bauaufsichtsbehörde/)).toBeDefined();
  expect(
    screen.getByText(
      'Rechtsgrundlage: Art. 64 BayBO. Zuletzt geprüft am 30. November 2026, noch nicht juristisch bestätigt.',
    ),
  ).toBeDefined();
  expect(screen.getByText(startDe.service.trust)).toBeDefined();
});

test('how long an authority may be silent is said in words for one and for several', () => {
  const says = (amount: number, unit: 'WEEKS' | 'MONTHS') =>
    [startDe, startEn].map(({ service: of }) => of.deemed({ amount, unit, basis: '§ 6a GewO' }));
  expect(says(1, 'MONTHS').join()).toMatch(/1 Monat lang.* 1 month after/);
  expect(says(3, 'MONTHS').join()).toMatch(/3 Monate lang.* 3 months after/);
  expect(says(1, 'WEEKS').join()).toMatch(/1 Woche lang.* 1 week after/);
});
