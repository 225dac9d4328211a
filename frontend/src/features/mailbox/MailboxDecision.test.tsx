import { act, screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, mailbox, message, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { publishMailboxEvent } from './mailboxEvents.ts';

const provision = {
  __typename: 'Provision',
  providedAt: '2027-03-01T10:00:00.000000Z',
  noticeState: 'SENT',
  noticeSentAt: '2027-03-01T10:03:00.000000Z',
  noticeFailedAt: null,
};
const day = {
  __typename: 'LegalDate',
  date: '2027-03-04',
  provisional: true,
  explanation: 'Nach Art. 24 Abs. 2 Satz 1 BayDiG gilt der Bescheid am 3. Tag als bekannt gegeben.',
  easy: 'Ab Donnerstag gilt der Brief vom Amt als bekannt.',
  rule: { __typename: 'LegalRule', id: 'lru_1', law: 'BayDiG', article: 'Art. 24 Abs. 2 Satz 1' },
  supersedes: { __typename: 'LegalDate', date: '2027-03-09' },
};

/** What the server says of the decision; nothing where it does not answer. */
let said: object | null;
let refused = 0;

beforeEach(() => {
  refused = 0;
  signIn();
  const decision = message('msg_1', {
    direction: 'INBOUND',
    kind: 'DECISION',
    fromAuthority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
    fromAuthorityName: 'Stadt Bamberg',
  });
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () =>
      HttpResponse.json({ data: { caseMailbox: mailbox([party('1', 'Stadt Bamberg')]) } }),
    ),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection([decision]) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.query('MailboxProgress', () =>
      HttpResponse.json({
        data: {
          caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', state: 'IN_PROGRESS', deadlines: [], parties: [] },
        },
      }),
    ),
    graphql.query('DecisionOf', () => {
      if (said) return HttpResponse.json({ data: { node: { __typename: 'Message', id: 'msg_1', ...said } } });
      refused++;
      return HttpResponse.json({ errors: [{ message: 'down', extensions: { code: 'INTERNAL' } }] });
    }),
  );
});

const announced = { decisionEffect: 'ANNOUNCEMENT', provision, announcement: day };
const region = () => screen.findByRole('group', { name: 'Tag der Bekanntgabe' });

async function happens() {
  await act(async () => publishMailboxEvent({ mailboxId: 'mbx_1', kind: 'NOTIFICATION_SENT' }));
}

test('the day of announcement is shown with its rule, why, what it replaces, and that it is provisional', async () => {
  said = announced;
  renderApp('/postfach/mbx_1');
  const shown = (await region()).textContent;
  expect(shown).toContain('4. März 2027');
  expect(shown).toContain('Vorläufig');
  expect(shown).toContain('9. März 2027');
  expect(shown).toContain('am 3. Tag');
  expect(shown).toContain('Ab Donnerstag gilt der Brief vom Amt als bekannt.');
  const rule = screen.getByText('Art. 24 Abs. 2 Satz 1 BayDiG', { selector: 'a' });
  expect(rule.getAttribute('href')).toBe('/vertrauen/regeln');
});

test('without a day that is said; it comes with the event that gives one, without a reload', async () => {
  said = { ...announced, announcement: null };
  renderApp('/postfach/mbx_1');
  await screen.findByText(/bisher kein Tag der Bekanntgabe/);
  said = announced;
  await happens();
  expect((await region()).textContent).toContain('4. März 2027');
  expect(screen.queryByText(/bisher kein Tag der Bekanntgabe/)).toBeNull();
});

test('a decision for information claims no day, whatever the server says', async () => {
  said = { ...announced, decisionEffect: 'INFORMATION' };
  renderApp('/postfach/mbx_1');
  await screen.findByText('Zur Kenntnis, nicht bekannt gegeben');
  await screen.findByRole('group', { name: 'Bereitstellung und Benachrichtigung' });
  expect(screen.queryByText(/Tag der Bekanntgabe/)).toBeNull();
});

test('a connection that breaks takes nothing away of what is known', async () => {
  said = announced;
  renderApp('/postfach/mbx_1');
  await region();
  said = null;
  await happens();
  await waitFor(() => expect(refused).toBe(1));
  // What came of it has been shown by then.
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect((await region()).textContent).toContain('4. März 2027');
  expect(screen.queryByText('Was dieser Bescheid bewirkt, konnte nicht geladen werden.')).toBeNull();
});
