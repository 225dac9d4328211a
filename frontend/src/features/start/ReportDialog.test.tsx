import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { submission } from '../../../test/postbox.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const ars = '094610000000';
const service = { __typename: 'Service', id: 'srv_1', name: 'Gewerbe anmelden', submission: submission() };
const candidate = (id: string, name: string, role: string) => ({
  __typename: 'CompetentAuthority',
  role,
  submission: submission(),
  authority: {
    __typename: 'Authority',
    id,
    name,
    reachability: 'CONNECTED',
    address: null,
    postBox: null,
    phone: null,
    fax: null,
    website: null,
    openingHours: null,
    privacyNotice: null,
  },
  rule: {
    __typename: 'CompetenceRule',
    id: `rul_${id}`,
    explanation: 'Wegen der Gewerbeordnung.',
    legalBasis: null,
    area: { __typename: 'Region', id: 'reg_09', name: 'Bayern', designation: null },
    source: 'Gewerbeordnung',
    sourceOn: '2026-01-01',
  },
});

let sent: object[] = [];
let refusals: object[] = [];
let candidates: object[] = [];

beforeEach(() => {
  sent = [];
  refusals = [];
  candidates = [candidate('aut_1', 'Stadt Bamberg', 'PRIMARY'), candidate('aut_2', 'IHK Bayreuth', 'ALTERNATIVE')];
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: null } })),
    graphql.query('Place', () =>
      HttpResponse.json({
        data: {
          region: {
            __typename: 'Region',
            id: 'reg_1',
            ars,
            name: 'Bamberg',
            designation: 'Stadt',
            kind: 'GEMEINDE',
            kreis: null,
          },
        },
      }),
    ),
    graphql.query('OnlineOfService', () => HttpResponse.json({ data: { node: null } })),
    graphql.query('Service', () =>
      HttpResponse.json({
        data: {
          node: {
            ...service,
            description: 'Anmeldung',
            leikaKey: null,
            requiredDocuments: [],
            fee: null,
            processingTime: null,
            legalBasis: null,
            viaPointOfSingleContact: false,
            requiredTrustLevel: 'NONE',
            deemedApproval: null,
            undertakings: [],
          },
        },
      }),
    ),
    graphql.query('Competences', () =>
      HttpResponse.json({ data: { competences: [{ __typename: 'Competence', service, candidates }] } }),
    ),
    graphql.mutation('ReportCompetence', ({ variables }) => {
      sent.push(variables.input);
      const payload = { accepted: refusals.length ? null : true, userErrors: refusals };
      return HttpResponse.json({ data: { competenceReport: { __typename: 'CompetenceReportPayload', ...payload } } });
    }),
  );
});

const open = async () => {
  const { user } = renderApp(`/leistung/srv_1?ars=${ars}`);
  await user.click(await screen.findByRole('button', { name: /Zuordnung für „Gewerbe anmelden“ melden/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Falsche Zuordnung melden: Gewerbe anmelden' }));
  return { user, dialog };
};

test('anybody reports that the authority shown for a service is the wrong one', async () => {
  const { user, dialog } = await open();
  await user.click(dialog.getByRole('button', { name: 'Meldung absenden' }));
  await dialog.findByRole('link', { name: 'Schreiben Sie bitte, was nicht stimmt.' });
  await user.selectOptions(dialog.getByRole('combobox', { name: 'Um welche Stelle geht es?' }), 'IHK Bayreuth');
  await user.type(dialog.getByRole('textbox', { name: 'Was stimmt nicht?' }), 'Zuständig ist die Stadt allein.');
  await user.click(dialog.getByRole('button', { name: 'Meldung absenden' }));
  expect(await dialog.findByText('Danke. Ihre Meldung ist bei der Redaktion.')).toBeTruthy();
  await user.click(dialog.getAllByRole('button', { name: 'Schließen' })[1] as HTMLElement);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([
    { ars, serviceId: 'srv_1', authorityId: 'aut_2', comment: 'Zuständig ist die Stadt allein.', email: null },
  ]);
});

test('where nobody is known to be competent, that is reported', async () => {
  candidates = [];
  refusals = [{ __typename: 'UserError', code: 'INVALID', field: ['email'], message: 'Das ist keine Adresse.' }];
  const { user, dialog } = await open();
  expect(dialog.queryByRole('combobox')).toBeNull();
  await user.type(dialog.getByRole('textbox', { name: 'Was stimmt nicht?' }), 'Die Stadt.');
  await user.type(dialog.getByRole('textbox', { name: /E-Mail-Adresse/ }), 'rita');
  await user.click(dialog.getByRole('button', { name: 'Meldung absenden' }));
  await dialog.findByRole('link', { name: 'Das ist keine Adresse.' });
  expect(sent).toEqual([{ ars, serviceId: 'srv_1', authorityId: null, comment: 'Die Stadt.', email: 'rita' }]);
});
