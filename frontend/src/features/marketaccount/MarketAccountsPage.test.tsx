import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const asked = {
  __typename: 'MarketAccount',
  id: 'mac_1',
  version: 1,
  state: 'PENDING_REVIEW',
  person: { __typename: 'Person', id: 'per_1', name: 'Thomas Vogel' },
  organisation: null,
  newOrganisation: true,
  form: {
    __typename: 'MarketAccountForm',
    givenName: 'Thomas',
    familyName: 'Vogel',
    email: 'thomas.vogel@coburg.example',
    phone: null,
    organisationName: 'Abwasserverband Itzgrund',
    kind: 'ZWECKVERBAND',
    functionalMailboxes: [],
    digitalOfficer: null,
    maySign: false,
    evidence: null,
    signUntil: null,
  },
  claims: {
    __typename: 'CertificateClaims',
    fingerprint: 'ab'.repeat(32),
    email: 'thomas.vogel@coburg.example',
    personName: 'Thomas Vogel',
    organisationName: 'Abwasserverband Itzgrund',
    legalForm: null,
    address: null,
    taxNumber: null,
  },
  certificateValidTo: '2031-03-01T10:00:00Z',
  shared: false,
  maySign: false,
  decisionNote: null,
  invitedBy: null,
  requestedAt: '2026-11-20T09:00:00Z',
  decidedAt: null,
  replaces: null,
  possibleDuplicates: [],
};

function connection(...names: string[]) {
  return {
    __typename: 'OrganisationConnection',
    edges: names.map((name) => ({
      __typename: 'OrganisationEdge',
      cursor: name,
      node: { __typename: 'Organisation', id: `org_${name}`, name, kind: 'ZWECKVERBAND', dissolved: false },
    })),
  };
}

test('an organisation that was chosen and written over is not the one an account is released for', async () => {
  signIn();
  const sent: Record<string, unknown>[] = [];
  server.use(
    graphql.query('ShellViewer', () =>
      HttpResponse.json({ data: { viewer: { ...someone, platformRoles: ['OPERATOR'] } } }),
    ),
    graphql.query('MarketAccountReview', () => HttpResponse.json({ data: { node: asked } })),
    graphql.query('SimilarOrganisations', () =>
      HttpResponse.json({ data: { whole: connection(), last: connection() } }),
    ),
    graphql.query('MarketOrganisations', ({ variables }) =>
      HttpResponse.json({
        data: { organisations: connection(variables.search === 'Itzgrund' ? 'Itzgrund' : 'Rodach') },
      }),
    ),
    graphql.mutation('MarketAccountDecide', ({ variables }) => {
      sent.push(variables.input);
      return HttpResponse.json({
        data: { marketAccountDecide: { __typename: 'MarketAccountDecidePayload', account: asked, userErrors: [] } },
      });
    }),
  );
  const { user } = renderApp('/betrieb/marktkonten?antrag=mac_1');
  await user.click(await screen.findByRole('radio', { name: 'Freigeben, ohne Unterschrift' }));
  await user.click(screen.getByRole('radio', { name: 'Eine vorhandene nehmen' }));
  const picker = screen.getByRole('combobox', { name: 'Vorhandene Organisation' });
  await user.type(picker, 'Itzgrund');
  await user.click(await screen.findByRole('option', { name: /Itzgrund/ }));
  await user.clear(picker);
  await user.type(picker, 'Rodach');
  const submit = screen.getByRole('button', { name: 'Entscheidung speichern' });
  await user.click(submit);
  expect(await screen.findByRole('link', { name: 'Wählen Sie die vorhandene Organisation' })).toBeTruthy();
  expect(sent).toHaveLength(0);
  await user.type(picker, ' ');
  await user.click(await screen.findByRole('option', { name: /Rodach/ }));
  await user.click(submit);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ organisationId: 'org_Rodach', approve: true });
});
