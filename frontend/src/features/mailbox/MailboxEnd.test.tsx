import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, mailbox, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let end: { deletionWarnings: number; deletionHeld: string | null; deletionLetterPostedAt?: string };
let kept: unknown[] = [];

const shown = () => ({ ...mailbox([party('1', 'Stadt Bamberg')]), ...end });

beforeEach(() => {
  end = { deletionWarnings: 1, deletionHeld: null };
  kept = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () => HttpResponse.json({ data: { caseMailbox: shown() } })),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection([]) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.mutation('MailboxKeep', ({ variables }) => {
      kept.push(variables.input);
      end = { deletionWarnings: 0, deletionHeld: null };
      return HttpResponse.json({
        data: { mailboxKeep: { __typename: 'MailboxKeepPayload', mailbox: shown(), userErrors: [] } },
      });
    }),
  );
});

test('who was warned reads when the mailbox ends and how to take all of it along, and keeps it with one click', async () => {
  const { user } = renderApp('/postfach/mbx_1');
  expect(await screen.findByText(/^Dieses Fallpostfach wird am .*2027 gelöscht$/)).toBeTruthy();
  expect(screen.getByText(/mit „Alles exportieren“ auf dieser Seite/)).toBeTruthy();
  expect(screen.getByText('Alles exportieren')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Behalten' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Behalten' })).toBeNull());
  expect(kept).toEqual([{ mailboxId: 'mbx_1' }]);
});

test('a deletion that is held says why', async () => {
  end = { deletionWarnings: 2, deletionHeld: 'Eine Warnung kam nicht an.' };
  renderApp('/postfach/mbx_1');
  expect(await screen.findByText('Eine Warnung kam nicht an.')).toBeTruthy();
  expect(screen.getByText(/wird nicht gelöscht, obwohl seine Zeit um ist/)).toBeTruthy();
});

test('who is warned by letter reads when it was posted, and when the mailbox ends', async () => {
  end = { deletionWarnings: 1, deletionHeld: null, deletionLetterPostedAt: '2027-03-03T09:00:00Z' };
  renderApp('/postfach/mbx_1');
  expect(await screen.findByText(/Deshalb haben wir Ihnen am 03\.03\.2027 einen Brief geschickt/)).toBeTruthy();
  expect(screen.getByText(/^Dieses Fallpostfach wird am .* gelöscht$/)).toBeTruthy();
});
