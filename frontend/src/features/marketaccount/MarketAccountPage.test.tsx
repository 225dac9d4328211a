import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const claims = {
  __typename: 'CertificateClaims',
  fingerprint: 'ab'.repeat(32),
  email: 'thomas.vogel@coburg.example',
  personName: 'Thomas Vogel',
  functionalMailbox: false,
  organisationName: 'Stadt Coburg',
  legalForm: null,
  address: null,
  taxNumber: '9212011400002',
  validTo: '2031-03-01T10:00:00Z',
};

const form = {
  __typename: 'MarketAccountForm',
  givenName: 'Ágnes',
  familyName: 'Łukasiewicz',
  email: 'agnes@demo.example',
  phone: null,
  organisationName: 'Abwasserverband Itzgrund',
  kind: 'ZWECKVERBAND',
  functionalMailboxes: [],
  digitalOfficer: null,
  maySign: true,
  evidence: 'Satzung',
  signUntil: null,
};

const rejected = {
  __typename: 'MarketAccount',
  id: 'mac_1',
  version: 2,
  state: 'REJECTED',
  organisation: null,
  form,
  claims,
  certificateValidTo: claims.validTo,
  shared: false,
  maySign: true,
  decisionNote: 'Der Zweckverband heißt anders.',
  requestedAt: '2026-11-20T09:00:00Z',
  decidedAt: '2026-11-21T09:00:00Z',
  replaces: null,
};

/** Answers what the page asks: who is here, with which certificate and which accounts. */
function here(accounts: object[] | null, said: object | null = claims) {
  signIn(accounts ? someone.id : 'ses_1');
  const viewer = accounts && { ...someone, marketAccounts: accounts };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: accounts && someone } })),
    graphql.query('MarketCertificateIssuers', () =>
      HttpResponse.json({
        data: { certificateIssuers: [{ __typename: 'CertificateIssuer', name: 'MUK', startPath: '/x' }] },
      }),
    ),
    graphql.query('OwnMarketAccount', () =>
      HttpResponse.json({
        data: {
          certificateSignIn: said && { __typename: 'CertificateSignIn', hasAccount: false, claims: said },
          viewer,
        },
      }),
    ),
    graphql.query('MeantOrganisations', () => {
      const edges = [
        {
          __typename: 'OrganisationEdge',
          cursor: 'a',
          node: {
            __typename: 'Organisation',
            id: 'org_1',
            name: 'Stadt Coburg',
            kind: 'KREISFREIE_STADT',
            dissolved: false,
          },
        },
      ];
      const list = { __typename: 'OrganisationConnection', edges };
      return HttpResponse.json({ data: { whole: list, part: list } });
    }),
  );
}

test('F3 a certificate without an e-mail address is told what to do first', async () => {
  here(null, { ...claims, email: null });
  renderApp('/markt/konto');
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Ihr Zertifikat enthält keine E-Mail-Adresse' }),
  ).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Mit E-Mail-Adresse registrieren' }).getAttribute('href')).toBe(
    '/registrieren',
  );
});

test('F3 an address that leads ahead of what was answered shows the first page that was not', async () => {
  here(null);
  const { router, user } = renderApp('/markt/konto?schritt=pruefen');
  expect(await screen.findByRole('heading', { level: 1, name: 'Für welche Organisation handeln Sie?' })).toBeTruthy();
  expect(router.state.location.search).toEqual({ schritt: 'organisation' });
  await user.click(await screen.findByRole('radio', { name: 'Stadt Coburg' }));
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Wer sind Sie?' })).toBeTruthy();
  expect(screen.getByText('Zugang zum Markt · Schritt 2 von 7')).toBeTruthy();
});

test('F3 who was rejected with a new organisation reads why, and sends it again with the answers changed', async () => {
  here([rejected]);
  const sent: Record<string, unknown>[] = [];
  server.use(
    graphql.mutation('MarketAccountRequest', ({ variables }) => {
      sent.push(variables.input);
      const userErrors =
        sent.length > 1
          ? []
          : [
              {
                __typename: 'UserError',
                code: 'TAKEN',
                field: ['digitalOfficer', 'email'],
                message: 'Diese Adresse nicht.',
              },
              { __typename: 'UserError', code: 'X', field: null, message: 'Und noch etwas.' },
            ];
      const account = sent.length > 1 ? { __typename: 'MarketAccount', id: 'mac_2', state: 'PENDING_REVIEW' } : null;
      return HttpResponse.json({
        data: { marketAccountRequest: { __typename: 'MarketAccountRequestPayload', account, userErrors } },
      });
    }),
  );
  const { user } = renderApp('/markt/konto');
  expect(await screen.findByText('Der Zweckverband heißt anders.')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Noch einmal beantragen' }));
  await screen.findByText('Zweckverband, neu, noch nicht im Verzeichnis');
  await user.click(screen.getByRole('button', { name: 'Zugang beantragen' }));
  const problem = await screen.findByRole('link', { name: 'Diese Adresse nicht.' });
  expect(problem.getAttribute('href')).toBe('#officer');
  expect(screen.getByText('Und noch etwas.')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Organisation ändern' }));
  const name = await screen.findByLabelText('Name der Organisation');
  await user.clear(name);
  await user.type(name, 'Abwasserzweckverband Itzgrund');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  await user.click(await screen.findByRole('button', { name: 'Zugang beantragen' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({
    organisationId: null,
    organisationName: 'Abwasserzweckverband Itzgrund',
    kind: 'ZWECKVERBAND',
    evidence: 'Satzung',
    termsVersion: null,
  });
  expect(sent[0]?.idempotencyKey).not.toBe(sent[1]?.idempotencyKey);
});

test('F26 an exchange that waits for an operator is said, and no other can be begun', async () => {
  const active = {
    ...rejected,
    id: 'mac_3',
    state: 'ACTIVE',
    organisation: { __typename: 'Organisation', id: 'org_1', name: 'Stadt Coburg' },
  };
  const next = {
    ...active,
    id: 'mac_4',
    state: 'PENDING_REVIEW',
    replaces: { __typename: 'MarketAccount', id: 'mac_3' },
  };
  here([next, active], { ...claims, fingerprint: 'cd'.repeat(32) });
  server.use(
    graphql.query('AccountNumbers', () =>
      HttpResponse.json({
        data: {
          organisation: {
            __typename: 'Organisation',
            id: 'org_1',
            internal: { __typename: 'OrganisationInternal', accountsUsed: 12, accountLimit: 5000 },
          },
        },
      }),
    ),
  );
  renderApp('/markt/konto');
  expect(await screen.findByText('Der Wechsel des Zertifikats wird geprüft')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Zu diesem Zertifikat wechseln' })).toBeNull();
  expect(await screen.findByText('12 von höchstens 5.000 Zugängen sind vergeben.')).toBeTruthy();
});
