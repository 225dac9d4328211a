import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, mailbox, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let declined: { declinedAt: string | null; suggestedAuthority: object | null };

beforeEach(() => {
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () =>
      HttpResponse.json({ data: { caseMailbox: mailbox([party('1', 'Stadt Bamberg')]) } }),
    ),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection([]) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.query('MailboxProgress', () =>
      HttpResponse.json({
        data: {
          caseMailbox: {
            __typename: 'CaseMailbox',
            id: 'mbx_1',
            state: 'IN_PROGRESS',
            deadlines: [],
            parties: [
              {
                __typename: 'CaseParty',
                id: 'pty_1',
                authority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
                ...declined,
                progress: {
                  __typename: 'CaseProgress',
                  state: 'IN_PROGRESS',
                  since: '2026-11-20T10:00:00.000000Z',
                  nextStep: null,
                  expectedBy: null,
                  missingDocuments: [],
                },
              },
            ],
          },
        },
      }),
    ),
  );
});

const chamber = { __typename: 'Authority', id: 'aut_2', name: 'IHK für Oberfranken' };

test('an authority that declined is shown as not competent, with the one that it names', async () => {
  declined = { declinedAt: '2026-11-21T10:00:00.000000Z', suggestedAuthority: chamber };
  renderApp('/postfach/mbx_1');
  expect(await screen.findByText('Zuständig ist nach ihrer Angabe: IHK für Oberfranken.')).toBeTruthy();
  expect(screen.getByText('nicht zuständig')).toBeTruthy();
  expect(screen.queryByText('in Bearbeitung')).toBeNull();
});

test('one that took the matter up again after it declined is shown as it says now', async () => {
  declined = { declinedAt: '2026-11-19T10:00:00.000000Z', suggestedAuthority: null };
  renderApp('/postfach/mbx_1');
  expect(await screen.findByText('in Bearbeitung')).toBeTruthy();
  expect(screen.queryByText('nicht zuständig')).toBeNull();
});
