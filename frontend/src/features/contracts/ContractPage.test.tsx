import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import {
  chain,
  contract,
  digest,
  link,
  marketViewer,
  organisation,
  signature,
  wholeList,
} from '../../../test/trade.ts';

type Sent = Record<string, unknown>;

function playing(
  first: ReturnType<typeof contract>,
  { viewer = marketViewer(), refusals = [] as object[][], next = {} } = {},
) {
  let now: { id: string; [field: string]: unknown } = first;
  const sent: Sent[] = [];
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, ...viewer } } })),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('OneContract', ({ variables }) =>
      HttpResponse.json({ data: { node: variables.id === now.id ? now : null } }),
    ),
    graphql.query('SigningIssuers', () =>
      HttpResponse.json({
        data: {
          certificateIssuers: [
            { __typename: 'CertificateIssuer', name: 'Demo-Konto', startPath: '/auth/organisation/demo/start' },
          ],
        },
      }),
    ),
    graphql.mutation('ContractSign', ({ variables: { input } }) => {
      sent.push(input);
      const userErrors = refusals.shift() ?? [];
      // What somebody else changed meanwhile.
      if (userErrors.length > 0) now = { ...now, ...next };
      if (userErrors.length === 0)
        now = { ...now, state: 'SIGNED', signableAs: null, signatures: [signature('GRANTEE')] };
      const answer = userErrors.length === 0 ? now : null;
      return HttpResponse.json({
        data: { contractSign: { __typename: 'ContractSignPayload', contract: answer, userErrors } },
      });
    }),
    graphql.query('ContractTermination', ({ variables }) => {
      const below = contract('below', { grantee: organisation('x', 'Markt Unten'), level: 'SUB_SUB_REUSE' });
      return HttpResponse.json({
        data: {
          node: {
            ...now,
            termination: {
              __typename: 'ContractTermination',
              affectedCount: 21,
              digest: `of ${variables.endsOn}`,
              affected: wholeList([below]),
            },
          },
        },
      });
    }),
    graphql.mutation('ContractTerminate', ({ variables: { input } }) => {
      sent.push(input);
      now = { ...now, endsOn: input.endsOn, terminableFrom: null };
      return HttpResponse.json({
        data: { contractTerminate: { __typename: 'ContractTerminatePayload', contract: now, userErrors: [] } },
      });
    }),
  );
  signIn();
  return sent;
}

function declining(refusals: object[][] = []) {
  const sent: Sent[] = [];
  const first = contract('a', { declinable: true, effectiveFrom: '2026-11-30' });
  playing(first);
  server.use(
    graphql.mutation('ContractDecline', ({ variables: { input } }) => {
      sent.push(input);
      const userErrors = refusals.shift() ?? [];
      const refusal = {
        __typename: 'ContractNotice',
        reason: input.reason,
        by: 'Claudia Reinhardt',
        actingPerson: input.actingPerson,
        at: '2026-11-30T08:00:00.000000Z',
      };
      const done = { ...first, state: 'DECLINED', version: 2, signableAs: null, declinable: false, refusal };
      return HttpResponse.json({
        data: {
          contractDecline: {
            __typename: 'ContractDeclinePayload',
            contract: userErrors.length === 0 ? done : null,
            userErrors,
          },
        },
      });
    }),
  );
  return sent;
}

test('a contract is declined with a reason, after a question', async () => {
  const gone = { __typename: 'UserError', code: 'STALE', field: null, message: 'Das hat sich inzwischen geändert.' };
  const sent = declining([[gone]]);
  const { user } = renderApp('/vertraege/ctr_a');
  await user.click(await screen.findByRole('button', { name: 'Ablehnen …' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Vertrag wirklich ablehnen?' }));
  await user.click(dialog.getByRole('button', { name: 'Ja, ablehnen' }));
  expect((await dialog.findAllByText('Geben Sie einen Grund an.')).length).toBeGreaterThan(0);
  await user.type(dialog.getByLabelText('Grund'), 'Die Anschrift ist alt.');
  await user.click(dialog.getByRole('button', { name: 'Ja, ablehnen' }));
  expect(await dialog.findByText('Das hat sich inzwischen geändert.')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Ja, ablehnen' }));
  expect(await screen.findByText('Grund: Die Anschrift ist alt.')).toBeTruthy();
  expect(screen.getByText(/^Abgelehnt von Claudia Reinhardt am /)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Jetzt unterschreiben' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Ablehnen …' })).toBeNull();
  // It begins on no day, in no list, chain or table.
  const page = screen.getByRole('main').textContent ?? '';
  expect([page.includes('30. November 2026'), page.includes('kein festes Ende')]).toEqual([false, false]);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual({
    contractId: 'ctr_a',
    expectedVersion: 1,
    reason: 'Die Anschrift ist alt.',
    actingPerson: null,
  });
});

const agree = /^Ich habe den Vertrag mit seinen Anlagen gelesen/;
const stale = {
  __typename: 'UserError',
  code: 'CERTIFICATE_SIGN_IN_REQUIRED',
  field: null,
  message: 'Bitte melden Sie sich noch einmal an.',
};

test('F31 F29 a contract shows its chain as steps and as a table: who, which ministry, since and until when', async () => {
  const ends = {
    endsOn: '2027-12-31',
    grantee: { __typename: 'Organisation', id: 'org_mi', name: 'Innenministerium' },
  };
  playing(contract('a', { chain: chain(ends) }));
  const { user } = renderApp('/vertraege/ctr_a');
  const steps = await screen.findByRole('list', { name: 'Die Vertragskette' });
  expect(within(steps).getAllByRole('listitem')).toHaveLength(5);
  expect(within(steps).getByText('Innenministerium')).toBeTruthy();
  expect(within(steps).getByText('seit 1. Januar 2025, bis 31. Dezember 2027')).toBeTruthy();
  await user.click(screen.getByText('Vertragskette als Tabelle'));
  const table = screen.getByRole('table', { name: 'Vertragskette als Tabelle' });
  const rows = within(table).getAllByRole('row');
  expect(rows).toHaveLength(5);
  expect(rows[2]?.textContent).toContain(
    'NachnutzungsvertragFITKOInnenministeriumWirksam1. Januar 202531. Dezember 2027',
  );
});

test('F31 a contract that waits for a signature holds since no day', async () => {
  playing(contract('a', { effectiveFrom: '2025-06-01' }));
  renderApp('/vertraege/ctr_a');
  const steps = await screen.findByRole('list', { name: 'Die Vertragskette' });
  expect(within(steps).getByText('ab 1. Juni 2025, ohne festes Ende')).toBeTruthy();
  expect(within(steps).queryByText(/^seit 1. Juni 2025/)).toBeNull();
});

test('a contract on hold says which one above is the reason', async () => {
  playing(contract('a', { state: 'ON_HOLD', signableAs: null, chain: chain({ state: 'ON_HOLD' }) }));
  renderApp('/vertraege/ctr_a');
  expect(
    await screen.findByText('Grund: Nachnutzungsvertrag zwischen FITKO und Digitalministerium, Stand: Ruht.'),
  ).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Jetzt unterschreiben' })).toBeNull();
});

test('a contract that waits for the chain above says so', async () => {
  playing(contract('a', { signableAs: null, chain: [link('PROVISION', 'Land', 'FITKO', { state: 'DRAFT' })] }));
  renderApp('/vertraege/ctr_a');
  expect(await screen.findByText(/Unterschreiben geht, sobald alle Verträge darüber wirksam sind/)).toBeTruthy();
  expect(screen.getByText(/Bereitstellungsvertrag zwischen Land und FITKO, Stand: Vorgemerkt/)).toBeTruthy();
});

test('F42 F43 exactly what is shown is signed: name, organisation, document and digest', async () => {
  const sent = playing(contract('a'));
  const { user } = renderApp('/vertraege/ctr_a');
  const form = within(await screen.findByRole('region', { name: 'Unterschreiben' }));
  expect(form.getByText('Claudia Reinhardt, für Stadt Bamberg')).toBeTruthy();
  expect(form.getByText('0123 4567 89ab cdef …')).toBeTruthy();
  await user.click(form.getByRole('button', { name: 'Jetzt unterschreiben' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Bestätigen Sie bitte');
  await user.click(form.getByRole('checkbox', { name: agree }));
  await user.click(form.getByRole('button', { name: 'Jetzt unterschreiben' }));
  await screen.findByText('Ihre Unterschrift ist aufgenommen');
  expect(sent).toEqual([
    { contractId: 'ctr_a', documentDigest: digest, actingPerson: null, idempotencyKey: expect.any(String) },
  ]);
  const signatures = within(screen.getByRole('region', { name: 'Unterschriften' }));
  expect(signatures.getByText('f'.repeat(64))).toBeTruthy();
  expect(signatures.getByText(/keine qualifizierte elektronische Signatur/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Unterschriebenen Vertrag laden (PDF)' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Jetzt unterschreiben' })).toBeNull();
});

test('an older sign-in leads to the certificate and back to this page, and nothing typed is lost', async () => {
  const [account] = marketViewer().marketAccounts;
  const viewer = marketViewer({ marketAccounts: [{ ...account, shared: true }] });
  const sent = playing(contract('a'), { viewer, refusals: [[stale]] });
  const went = vi.fn();
  server.use(
    http.post('/auth/organisation/demo/start', () => {
      went();
      return HttpResponse.json({ errors: [{ extensions: { code: 'PROVIDER_UNAVAILABLE' } }] }, { status: 503 });
    }),
  );
  const { user } = renderApp('/vertraege/ctr_a');
  await user.type(await screen.findByLabelText('Wer unterschreibt?'), 'Ines Kraus');
  await user.click(screen.getByRole('checkbox', { name: agree }));
  await user.click(screen.getByRole('button', { name: 'Jetzt unterschreiben' }));
  await screen.findByText(/Melden Sie sich vor der Unterschrift noch einmal/);
  await user.click(screen.getByRole('button', { name: /Mit Organisationszertifikat anmelden/ }));
  await waitFor(() => expect(went).toHaveBeenCalledOnce());
  await screen.findByText(/lässt sich gerade nicht beginnen/);
  // The browser leaves and comes back: the page is loaded anew.
  document.body.replaceChildren();
  renderApp('/vertraege/ctr_a');
  expect(((await screen.findByLabelText('Wer unterschreibt?')) as HTMLInputElement).value).toBe('Ines Kraus');
  expect((screen.getByRole('checkbox', { name: agree }) as HTMLInputElement).checked).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Jetzt unterschreiben' }));
  await screen.findByText('Ihre Unterschrift ist aufgenommen');
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

test('a document that changed meanwhile is not signed, is shown as it is now, and is agreed to anew', async () => {
  const changed = {
    __typename: 'UserError',
    code: 'DIGEST_MISMATCH',
    field: ['documentDigest'],
    message: 'Das Dokument hat sich geändert.',
  };
  const sent = playing(contract('a'), { refusals: [[changed]], next: { documentDigest: 'fedc'.repeat(16) } });
  const { user } = renderApp('/vertraege/ctr_a');
  await user.click(await screen.findByRole('checkbox', { name: agree }));
  await user.click(screen.getByRole('button', { name: 'Jetzt unterschreiben' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Das Dokument hat sich geändert.');
  expect(screen.queryByText('Ihre Unterschrift ist aufgenommen')).toBeNull();
  await screen.findByText('fedc fedc fedc fedc …');
  expect((screen.getByRole('checkbox', { name: agree }) as HTMLInputElement).checked).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Jetzt unterschreiben' }));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Bestätigen Sie bitte'));
  expect(sent).toHaveLength(1);
  await user.click(screen.getByRole('checkbox', { name: agree }));
  await user.click(screen.getByRole('button', { name: 'Jetzt unterschreiben' }));
  await screen.findByText('Ihre Unterschrift ist aufgenommen');
  expect(sent[1]).toMatchObject({ documentDigest: 'fedc'.repeat(16) });
});

test('a contract is ended with what ends with it in sight, not before the earliest day, after a question', async () => {
  const effective = { state: 'EFFECTIVE', signableAs: null, terminableFrom: '2027-02-28' };
  const sent = playing(contract('a', effective));
  const { user } = renderApp('/vertraege/ctr_a');
  const end = within(await screen.findByRole('region', { name: 'Vertrag beenden' }));
  expect(end.getByText('Der frühestmögliche letzte Tag ist der 28. Februar 2027.')).toBeTruthy();
  await end.findByText('Mit diesem Vertrag enden 21 weitere.');
  expect(end.getByText(/Markt Unten: Gewerbe anmelden/)).toBeTruthy();
  expect(end.getByText('und 20 weitere')).toBeTruthy();
  await user.clear(end.getByLabelText('Letzter Tag'));
  await user.type(end.getByLabelText('Letzter Tag'), '2027-02-01');
  await user.click(end.getByRole('button', { name: 'Beenden …' }));
  expect(await end.findAllByText(/So früh geht es nicht/)).toHaveLength(2);
  await user.clear(end.getByLabelText('Letzter Tag'));
  await user.type(end.getByLabelText('Letzter Tag'), '2027-03-31');
  await user.type(end.getByLabelText('Grund'), 'Andere Lösung');
  await end.findByText('Mit diesem Vertrag enden 21 weitere.');
  await user.click(end.getByRole('button', { name: 'Beenden …' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Vertrag V-A endet mit dem 31. März 2027.')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Nicht beenden' }));
  expect(sent).toEqual([]);
  await user.click(end.getByRole('button', { name: 'Beenden …' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Ja, beenden' }));
  await screen.findByText('Er endet mit dem 31. März 2027.');
  expect(sent).toEqual([
    {
      contractId: 'ctr_a',
      expectedVersion: 1,
      endsOn: '2027-03-31',
      terminationDigest: 'of 2027-03-31',
      reason: 'Andere Lösung',
      actingPerson: null,
    },
  ]);
});

test('F25 who gives notice by a shared account is asked, and those concerned read it', async () => {
  const [account] = marketViewer().marketAccounts;
  const viewer = marketViewer({ marketAccounts: [{ ...account, shared: true }] });
  const terminationNotice = {
    __typename: 'ContractNotice',
    reason: 'Andere Lösung',
    by: 'Digitalteam',
    actingPerson: 'Ines Kraus',
    at: '2026-11-30T08:00:00.000000Z',
  };
  const effective = { state: 'EFFECTIVE', signableAs: null, terminableFrom: '2027-02-28' };
  playing(contract('a', { ...effective, endsOn: '2027-03-31', terminationNotice }), { viewer });
  const { user } = renderApp('/vertraege/ctr_a');
  await screen.findByText(/^Gekündigt von Ines Kraus .*Digitalteam.* am 30.11.2026/);
  expect(screen.getByText('Grund: Andere Lösung')).toBeTruthy();
  const end = within(await screen.findByRole('region', { name: 'Vertrag beenden' }));
  expect(end.getByText(/Ihr Name steht mit dem Grund beim Vertrag\.$/)).toBeTruthy();
  await user.type(end.getByLabelText('Grund'), 'Noch einmal');
  await user.click(end.getByRole('button', { name: 'Beenden …' }));
  expect(await end.findAllByText('Geben Sie an, wer kündigt.')).not.toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('F19 F41 own contracts are listed, and what is bought from vendors is kept apart', async () => {
  playing(contract('a'));
  server.use(
    graphql.query('OwnContracts', ({ variables }) =>
      HttpResponse.json({
        data: {
          organisation: {
            __typename: 'Organisation',
            id: variables.organisationId,
            internal: {
              __typename: 'OrganisationInternal',
              contracts: wholeList([contract('a'), contract('b', { state: 'EFFECTIVE', signableAs: null })]),
            },
          },
        },
      }),
    ),
  );
  renderApp('/vertraege');
  await waitFor(() => expect(screen.getAllByRole('link', { name: 'Gewerbe anmelden' })).toHaveLength(2));
  expect(screen.getByText('Wartet auf Ihre Unterschrift')).toBeTruthy();
  expect(
    screen.getByText(/Verträge über Marktangebote schließen Sie wie bisher direkt mit dem Hersteller/),
  ).toBeTruthy();
});

test('a contract that is not there, or not for who asks, leads back to the list', async () => {
  playing(contract('a'));
  renderApp('/vertraege/ctr_other');
  await screen.findByRole('heading', { level: 1, name: 'Diesen Vertrag gibt es nicht' });
});
