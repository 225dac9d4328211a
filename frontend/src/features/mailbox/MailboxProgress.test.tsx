import { screen, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, deadline, mailbox, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let deadlines: object[];
let declined: { declinedAt: string | null; suggestedAuthority: object | null };

beforeEach(() => {
  deadlines = [];
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
            deadlines,
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

test('what could not be loaded is said, and comes when it is asked for again', async () => {
  declined = { declinedAt: null, suggestedAuthority: null };
  let down = true;
  server.use(
    graphql.query('MailboxProgress', () =>
      down ? HttpResponse.json({ errors: [{ message: 'down', extensions: { code: 'INTERNAL' } }] }) : undefined,
    ),
  );
  const { user } = renderApp('/postfach/mbx_1');
  expect(await screen.findByText('Stand und Fristen konnten nicht geladen werden.')).toBeTruthy();
  down = false;
  await user.click(await screen.findByRole('button', { name: 'Noch einmal versuchen' }));
  expect(await screen.findByText('in Bearbeitung')).toBeTruthy();
  expect(screen.queryByText('Stand und Fristen konnten nicht geladen werden.')).toBeNull();
});

test('periods that run come first, with rule, reasons and easy language; those that are over are folded away', async () => {
  declined = { declinedAt: null, suggestedAuthority: null };
  const before = { ...deadline('x').day, date: '2020-03-04' };
  deadlines = [
    deadline('ldt_1', { kind: 'REMEDY_ENDS', day: before }),
    deadline('ldt_2', { met: true }),
    deadline('ldt_3', { day: { ...deadline('x').day, supersedes: { __typename: 'LegalDate', date: '2199-03-01' } } }),
  ];
  renderApp('/postfach/mbx_1');
  const shown = within(await screen.findByRole('region', { name: 'Fristen' }));
  const [first] = shown.getAllByRole('listitem');
  const runs = within(first as HTMLElement);
  expect(runs.getByText('Ihre Antwort ist fällig')).toBeTruthy();
  expect(runs.getByText('Stadt Bamberg · Grundriss fehlt')).toBeTruthy();
  expect(runs.getByText('Vorläufig')).toBeTruthy();
  expect(runs.getByText('Vorher: 1. März 2199')).toBeTruthy();
  expect(runs.getByText('Antworten Sie bis Montag.')).toBeTruthy();
  expect(runs.getByText('Art. 31 Abs. 2 BayVwVfG').getAttribute('href')).toBe('/vertrauen/regeln');
  expect(runs.getByRole('button', { name: '4. März 2199 im Kalender speichern' })).toBeTruthy();
  expect(shown.getAllByRole('button', { name: /im Kalender speichern/ })).toHaveLength(1);
  const over = shown.getByText('2 Fristen vorbei oder erledigt').closest('details') as HTMLElement;
  expect(within(over).getByText('vorbei')).toBeTruthy();
  expect(within(over).getByText('Beantwortet')).toBeTruthy();
});
