import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { batch, desk, deskState, inputs, list, mail, mutation, openDesk } from '../../../test/desk.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { changeLocale } from '../../lib/changeDisplay.ts';

beforeEach(openDesk);

test('who is no operator is told so', async () => {
  deskState.open = false;
  renderApp('/betrieb');
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Diese Seite ist nicht für Sie freigegeben' }),
  ).toBeTruthy();
});

test('of a mailbox whose deletion is held the letter is named, and one that came back is recorded', async () => {
  const held = (letter: string) => ({
    __typename: 'HeldDeletion',
    id: 'mbx_1',
    reference: 'BY-AAA-BBB-CCC',
    since: '2027-05-01T08:00:00Z',
    endedOn: '2027-04-30T21:59:59Z',
    letter,
    letterReference: 'Q3M7K9XT',
    deletesAt: letter === 'POSTED' ? '2027-06-05T21:59:59Z' : null,
  });
  let letter = 'POSTED';
  let recorded: unknown;
  server.use(
    graphql.query('DeskHeldDeletions', () =>
      HttpResponse.json({
        data: {
          desk: {
            __typename: 'Desk',
            heldDeletions: {
              __typename: 'HeldDeletionConnection',
              edges: [{ __typename: 'HeldDeletionEdge', cursor: 'a', node: held(letter) }],
              pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            },
          },
        },
      }),
    ),
    graphql.mutation('LetterReturned', ({ variables }) => {
      recorded = variables['input'];
      letter = 'RETURNED';
      return HttpResponse.json({
        data: {
          letterReturned: {
            __typename: 'LetterReturnedPayload',
            letter: { __typename: 'Letter', id: 'let_1', returnedAt: '2027-05-20T08:00:00Z' },
            userErrors: [],
          },
        },
      });
    }),
  );
  const { user } = renderApp('/betrieb?bereich=fehler');
  expect(await screen.findByText(/Der Brief Q3M7K9XT ist abgesandt; gelöscht wird am 05\.06\.2027/)).toBeTruthy();
  await user.type(screen.getByLabelText('Unser Zeichen'), 'Q3M7K9XT');
  await user.type(screen.getByLabelText('Warum er zurückkam'), 'unbekannt verzogen');
  await user.click(screen.getByRole('button', { name: 'Rücklauf festhalten' }));
  expect(await screen.findByText(/Der Brief Q3M7K9XT kam zurück; gelöscht wird nicht/)).toBeTruthy();
  expect(recorded).toEqual({ reference: 'Q3M7K9XT', reason: 'unbekannt verzogen' });
});

test('what failed is counted, by kind', async () => {
  renderApp('/betrieb?bereich=fehler');
  const term = await screen.findByText('Benachrichtigungen per Mail, in den letzten 30 Tagen');
  expect(term.parentElement?.textContent).toMatch(/2$/);
  expect(screen.queryByText(/^Briefe, die nicht/)).toBeNull();
});

test.each([
  ['de', 'Arbeit der Plattform', '3 gescheitert, 1 verspätet, seit ', 'Gescheitertes (7 gescheitert oder verspätet)'],
  ['en', 'Work of the platform', '3 failed, 1 late, since ', 'Failed (7 failed or late)'],
] as const)(
  'work of the platform that failed or is late is named by kind (%s)',
  async (locale, heading, said, area) => {
    deskState.jobs = [
      { __typename: 'StuckJobs', kind: 'sweep.blobs', failed: 3, late: 1, since: '2026-11-20T08:00:00.000000Z' },
    ];
    onTestFinished(() => changeLocale('de'));
    await changeLocale(locale);
    renderApp('/betrieb?bereich=fehler');
    expect(await screen.findByRole('heading', { level: 3, name: heading })).toBeTruthy();
    const term = screen.getByText('sweep.blobs');
    expect(term.parentElement?.textContent?.startsWith(`sweep.blobs${said}`)).toBe(true);
    expect(term.parentElement?.textContent).toMatch(/2026/);
    expect(screen.getByRole('link', { name: area })).toBeTruthy();
  },
);

test('the sections say what waits, and that there is more than a page', async () => {
  renderApp('/betrieb');
  const areas = await screen.findByRole('navigation', { name: 'Bereiche' });
  expect(within(areas).getByRole('link', { name: 'Anfragen (1+ wartend)' }).getAttribute('aria-current')).toBe('page');
  expect(within(areas).getByRole('link', { name: 'Quarantäne (1 wartend)' })).toBeTruthy();
  expect(within(areas).getByRole('link', { name: 'Briefe (3 wartend)' })).toBeTruthy();
  expect(within(areas).getByRole('link', { name: 'Gestörte Behörden' })).toBeTruthy();
});

test('a mail that is taken after all leaves the quarantine', async () => {
  server.use(
    mutation('QuarantineRetry', 'quarantineRetry', () => {
      deskState.mails = [];
      return { accepted: true, mail };
    }),
  );
  const { user } = renderApp('/betrieb?bereich=quarantaene');
  await user.click(await screen.findByRole('button', { name: '„Ihre Anfrage“ erneut prüfen' }));
  expect(await screen.findByText('Die E-Mail wurde jetzt angenommen.')).toBeTruthy();
  expect(await screen.findByText('Nichts in Quarantäne')).toBeTruthy();
});

test('a mail that is refused again stays with its reason', async () => {
  server.use(mutation('QuarantineRetry', 'quarantineRetry', () => ({ accepted: false, mail })));
  const { user } = renderApp('/betrieb?bereich=quarantaene');
  await user.click(await screen.findByRole('button', { name: '„Ihre Anfrage“ erneut prüfen' }));
  expect(await screen.findByText(/weiterhin nicht angenommen/)).toBeTruthy();
  expect(screen.getByText(mail.reason)).toBeTruthy();
});

test('what waits in the market is counted where it is done', async () => {
  renderApp('/betrieb');
  const areas = within(await screen.findByRole('navigation', { name: 'Bereiche' }));
  expect(areas.getByRole('link', { name: 'Bestellungen (3 wartend)' }).getAttribute('href')).toBe(
    '/betrieb/bestellungen',
  );
  expect(areas.getByRole('link', { name: 'Tickets (1000+ wartend)' }).getAttribute('href')).toBe('/betrieb/tickets');
  expect(areas.getByRole('link', { name: 'Einrichtungen (1 Link funktioniert nicht)' }).getAttribute('href')).toBe(
    '/einrichtungen?links=defekt',
  );
  expect(areas.getByRole('link', { name: 'Marktkonten' })).toBeTruthy();
});

test('letters become a batch, and a printed batch is reported after a question', async () => {
  server.use(
    mutation('LetterBatchCreate', 'letterBatchCreate', () => {
      deskState.waiting = 0;
      return { batch };
    }),
    mutation('LetterBatchPrinted', 'letterBatchPrinted', () => {
      deskState.batches = [{ ...batch, printedAt: '2026-11-21T08:00:00.000000Z' }];
      return { batch: deskState.batches[0] as object };
    }),
  );
  const { user } = renderApp('/betrieb?bereich=briefe');
  await user.click(await screen.findByRole('button', { name: 'Stapel erzeugen' }));
  expect(await screen.findByText('Stapel mit 3 Briefen erzeugt')).toBeTruthy();
  expect(await screen.findByText('Kein Brief wartet auf den Druck.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /als gedruckt melden/ }));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('Sieben Tage später');
  await user.click(within(dialog).getByRole('button', { name: 'Als gedruckt melden' }));
  await waitFor(() => expect(screen.getByText('Der Stapel ist als gedruckt gemeldet.')).toBeTruthy());
  expect(screen.queryByRole('button', { name: /als gedruckt melden/ })).toBeNull();
  expect(inputs).toEqual([{ limit: 500 }, { batchId: 'lba_1' }]);
});

test('the log is paged and keeps to one thing when asked to', async () => {
  const entry = (id: string) => ({
    __typename: 'AuditEntry',
    id,
    at: '2026-11-20T08:00:00.000000Z',
    actor: 'acc_9',
    capacity: 'operator',
    action: id === 'aud_1' ? 'channel.set' : 'something.new',
    subjectId: 'aut_1',
    detail: null,
  });
  const asked: unknown[] = [];
  server.use(
    graphql.query('DeskAudit', ({ variables }) => {
      asked.push(variables);
      const more = !variables.after && !variables.subjectId;
      const nodes = [entry(variables.after ? 'aud_2' : 'aud_1')];
      const audit = list('Audit', nodes, { hasNextPage: more, endCursor: more ? 'c1' : null });
      return HttpResponse.json({ data: { desk: { __typename: 'Desk', audit } } });
    }),
  );
  const { user } = renderApp('/betrieb?bereich=protokoll');
  expect(await screen.findByText('Weg der Nachrichten geändert')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Mehr laden' }));
  expect(await screen.findByText('something.new')).toBeTruthy();
  await user.click(screen.getAllByRole('link', { name: 'Nur Einträge zu aut_1 zeigen' })[0] as HTMLElement);
  expect(await screen.findByText(/Nur Einträge zu aut_1\./)).toBeTruthy();
  await waitFor(() => expect(asked).toContainEqual({ subjectId: 'aut_1', after: null }));
});

test('somebody whose letters are used up is granted one more, by the exact address', async () => {
  server.use(
    desk('DeskLetters', () => ({ letterBatches: list('LetterBatch', []) })),
    desk('LettersWaiting', () => ({ lettersWaiting: 0 })),
    mutation('ActivationLetterGrant', 'activationLetterGrant', () => ({ grantedAccountId: 'acc_9' })),
  );
  const { user } = renderApp('/betrieb?bereich=briefe');
  await user.click(await screen.findByRole('button', { name: 'Brief gewähren' }));
  expect((await screen.findByRole('alert')).textContent).toContain('E-Mail-Adresse oder eine Kennung');
  await user.type(screen.getByLabelText('E-Mail-Adresse oder Kennung'), 'ada@post.example');
  await user.click(screen.getByRole('button', { name: 'Brief gewähren' }));
  expect(await screen.findByText(/kann jetzt einen weiteren Brief anfordern/)).toBeTruthy();
  expect(inputs).toEqual([{ email: 'ada@post.example' }]);
});

test('an account is blocked by its exact address with a reason, and opened again', async () => {
  let blocked: object[] = [];
  server.use(
    desk('DeskBlockedAccounts', () => ({ blockedAccounts: list('BlockedAccount', blocked) })),
    mutation('AccountBlock', 'accountBlock', () => {
      blocked = [
        {
          __typename: 'BlockedAccount',
          id: 'acc_9',
          blockedAt: '2026-11-20T08:00:00.000000Z',
          blockedBy: 'acc_1',
          reason: 'Missbrauch',
        },
      ];
      return { account: blocked[0] as object };
    }),
    mutation('AccountUnblock', 'accountUnblock', () => {
      blocked = [];
      return { unblockedAccountId: 'acc_9' };
    }),
  );
  const { user } = renderApp('/betrieb?bereich=konten');
  await user.click(await screen.findByRole('button', { name: 'Konto sperren' }));
  const summary = (await screen.findByRole('alert')).textContent;
  expect(summary).toContain('E-Mail-Adresse oder eine Kennung');
  expect(summary).toContain('warum');
  await user.type(screen.getByLabelText('E-Mail-Adresse oder Kennung'), 'ada@post.example');
  await user.type(screen.getByLabelText('Grund'), 'Missbrauch');
  await user.click(screen.getByRole('button', { name: 'Konto sperren' }));
  expect(await screen.findByText('Gesperrt: acc_9')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Sperre aufheben: Konto acc_9' }));
  expect(await screen.findByText('Sperre aufgehoben: acc_9')).toBeTruthy();
  expect(inputs).toEqual([{ email: 'ada@post.example', reason: 'Missbrauch' }, { accountId: 'acc_9' }]);
});
