import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { signIn } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { ClientProvider } from '../../lib/ClientProvider.tsx';
import { CaseGrant } from './CaseGrant.tsx';
import { OwnerGrants } from './OwnerGrants.tsx';

const authority = (id: string, name: string) => ({ __typename: 'Authority', id, name, region: null });
const point = authority('aut_1', 'Einheitlicher Ansprechpartner Oberfranken');
const town = authority('aut_2', 'Stadt Bamberg');
const party = (id: string, of: object, role: string, given: object = {}) => ({
  __typename: 'CaseParty',
  id,
  role,
  channel: 'INBOX',
  authority: of,
  progress: null,
  ...given,
});
const given = (mayForward: boolean, revokedAt: string | null = null) => ({
  __typename: 'PartyGrant',
  id: `pgr_${mayForward}`,
  mayForward,
  givenAt: '2026-11-20T09:00:00.000000Z',
  revokedAt,
  party: { __typename: 'CaseParty', id: 'pty_1' },
});

let grants: object[] = [];
let sent: object[] = [];
let refusals: object[] = [];

beforeEach(() => {
  grants = [];
  sent = [];
  refusals = [];
  signIn();
  const mailbox = () => ({
    __typename: 'CaseMailbox',
    id: 'mbx_1',
    parties: [party('pty_1', point, 'POINT_OF_SINGLE_CONTACT'), party('pty_2', town, 'PRIMARY')],
    grants,
  });
  server.use(
    graphql.query('MailboxGrants', () => HttpResponse.json({ data: { caseMailbox: mailbox() } })),
    graphql.mutation('SetGrant', ({ variables: { input } }) => {
      sent.push(input);
      grants = input.granted ? [given(input.mayForward)] : [given(true, '2026-11-21T09:00:00.000000Z')];
      const payload = { grant: grants[0], mailbox: mailbox(), userErrors: [] };
      return HttpResponse.json({ data: { partyGrantSet: { __typename: 'PartyGrantSetPayload', ...payload } } });
    }),
  );
});

test('the owner gives the Einheitlicher Ansprechpartner a permission and revokes it', async () => {
  const user = userEvent.setup();
  render(
    <ClientProvider>
      <OwnerGrants mailboxId="mbx_1" />
    </ClientProvider>,
  );
  const section = within(await screen.findByRole('region', { name: /Einheitlicher Ansprechpartner Oberfranken/ }));
  expect(section.queryByRole('button', { name: 'Erlaubnis widerrufen' })).toBeNull();
  await user.click(section.getByRole('radio', { name: 'Den Stand sehen und weiterleiten' }));
  await user.click(section.getByRole('button', { name: 'Speichern' }));
  await user.click(await screen.findByRole('button', { name: 'Erlaubnis widerrufen' }));
  await screen.findByText(/^Widerrufen am 21\.11\.2026/);
  const about = { mailboxId: 'mbx_1', partyId: 'pty_1' };
  expect(sent).toEqual([
    { ...about, granted: true, mayForward: true },
    { ...about, granted: false, mayForward: false },
  ]);
  // The town is none: nothing is asked about it.
  expect(screen.queryByText(/Stadt Bamberg/)).toBeNull();
});

const serveCase = (grant: object | null, parties: object[]) =>
  server.use(
    graphql.query('CaseGrantOf', () =>
      HttpResponse.json({
        data: {
          authorityCase: {
            __typename: 'AuthorityCase',
            id: 'cas_1',
            ownerDeletedAt: null,
            authority: point,
            grant,
            parties,
          },
        },
      }),
    ),
    graphql.query('ForwardableMessages', () => {
      const message = (id: string, subject: string, direction: string, fromAuthority: object | null) => ({
        __typename: 'MessageEdge',
        cursor: id,
        node: { __typename: 'Message', id, subject, sentAt: '2026-11-20T09:00:00.000000Z', direction, fromAuthority },
      });
      const edges = [message('msg_1', 'Mein Antrag', 'OUTBOUND', null), message('msg_2', 'Antwort', 'INBOUND', point)];
      return HttpResponse.json({
        data: {
          authorityCase: {
            __typename: 'AuthorityCase',
            id: 'cas_1',
            messages: { __typename: 'MessageConnection', edges },
          },
        },
      });
    }),
    graphql.query('AuthoritiesByName', () =>
      HttpResponse.json({
        data: {
          authorities: {
            __typename: 'AuthorityConnection',
            edges: [{ __typename: 'AuthorityEdge', cursor: '1', node: town }],
          },
        },
      }),
    ),
    graphql.mutation('ForwardCase', ({ variables }) => {
      sent.push(variables.input);
      const payload = { case: null, userErrors: refusals };
      return HttpResponse.json({ data: { caseForward: { __typename: 'CaseForwardPayload', ...payload } } });
    }),
  );

const showCase = () =>
  render(
    <ClientProvider>
      <CaseGrant caseId="cas_1" />
    </ClientProvider>,
  );

test('the clerk sees how far the others are, and passes on what the person wrote; a refusal keeps what was chosen', async () => {
  const progress = {
    __typename: 'CaseProgress',
    state: 'IN_PROGRESS',
    since: '2026-11-20T09:00:00.000000Z',
    nextStep: 'Plan prüfen',
    expectedBy: null,
    missingDocuments: [],
  };
  serveCase(given(true), [
    party('pty_1', point, 'POINT_OF_SINGLE_CONTACT'),
    party('pty_2', town, 'PRIMARY', { progress }),
  ]);
  const user = userEvent.setup();
  showCase();
  await screen.findByText('Plan prüfen');
  await user.click(screen.getByRole('button', { name: 'Weiterleiten' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'An die zuständige Stelle weiterleiten' }));
  await dialog.findByRole('checkbox', { name: 'Mein Antrag' });
  expect(dialog.queryByRole('checkbox', { name: 'Antwort' })).toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Weiterleiten' }));
  dialog.getByText('Wählen Sie mindestens eine Nachricht.');
  expect(sent).toEqual([]);
  await user.click(dialog.getByRole('checkbox', { name: 'Mein Antrag' }));
  await user.type(dialog.getByRole('combobox', { name: 'Zuständige Stelle' }), 'Stadt');
  await user.click(await dialog.findByRole('option', { name: /Stadt Bamberg/ }));
  refusals = [{ __typename: 'UserError', code: 'WRONG_STATE', field: ['caseId'], message: 'Nicht mehr erlaubt.' }];
  await user.click(dialog.getByRole('button', { name: 'Weiterleiten' }));
  await dialog.findByText('Nicht mehr erlaubt.');
  refusals = [];
  await user.click(dialog.getByRole('button', { name: 'Weiterleiten' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const [first, second] = sent as { idempotencyKey: string }[];
  expect(first).toMatchObject({ caseId: 'cas_1', messageIds: ['msg_1'], toAuthorityId: 'aut_2', note: null });
  expect(second?.idempotencyKey).toBe(first?.idempotencyKey);
});

test('without a grant a clerk sees nothing of it, with one to look alone no button', async () => {
  serveCase(null, [party('pty_1', point, 'POINT_OF_SINGLE_CONTACT')]);
  const { container, unmount } = showCase();
  await waitFor(() => expect(container.textContent).toBe(''));
  unmount();
  serveCase(given(false), [party('pty_1', point, 'POINT_OF_SINGLE_CONTACT')]);
  showCase();
  await screen.findByText(/Andere Stellen sind bisher nicht beteiligt/);
  expect(screen.queryByRole('button', { name: 'Weiterleiten' })).toBeNull();
});

test('what could not be loaded is not shown as not given', async () => {
  server.use(graphql.query('MailboxGrants', () => HttpResponse.json({ errors: [{ message: 'down' }] })));
  const { unmount } = render(
    <ClientProvider>
      <OwnerGrants mailboxId="mbx_1" />
    </ClientProvider>,
  );
  expect(await screen.findByRole('button', { name: 'Noch einmal versuchen' })).toBeTruthy();
  unmount();
  server.use(graphql.query('CaseGrantOf', () => HttpResponse.json({ errors: [{ message: 'down' }] })));
  showCase();
  expect(await screen.findByRole('button', { name: 'Noch einmal versuchen' })).toBeTruthy();
});
