import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test, vi } from 'vitest';
import { connection, mailbox, message, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const city = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
const district = { __typename: 'Authority', id: 'aut_2', name: 'Landratsamt Bamberg' };
const nothing = {
  told: [],
  keptBy: [],
  onTheWay: [],
  unanswered: [],
  unopenedDecisions: [],
  runningPeriods: [],
  deadlines: [],
  drafts: 0,
};

let preview: () => Response | Promise<Response>;
const sees = (sets: object) => () =>
  HttpResponse.json({
    data: {
      caseMailbox: {
        __typename: 'CaseMailbox',
        id: 'mbx_1',
        deletionPreview: { __typename: 'DeletionPreview', ...nothing, ...sets },
      },
    },
  });

let deleted = 0;
let asked: Record<string, unknown> = {};

async function ask(button: string | RegExp, messages: { id: string }[] = [message('msg_1')]) {
  deleted = 0;
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () =>
      HttpResponse.json({
        data: { caseMailbox: mailbox([party('1', city.name), party('2', district.name), party('3', 'Finanzamt')]) },
      }),
    ),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection(messages) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.query('MailboxConsequences', () => preview()),
    graphql.query('MessageConsequences', ({ variables }) => {
      asked = variables;
      return preview();
    }),
    graphql.mutation('DeleteMailbox', () => {
      deleted++;
      return HttpResponse.error();
    }),
  );
  signIn();
  const { user } = renderApp('/postfach/mbx_1');
  await user.click(await screen.findByRole('button', { name: button }));
  return { user, dialog: within(screen.getByRole('dialog')) };
}

const act = (dialog: ReturnType<typeof within>) => dialog.getByRole('button', { name: 'Endgültig löschen' });

test('each sentence is about those whom the server names, and the others are not named', async () => {
  preview = sees({ told: [city, district], onTheWay: [district], unanswered: [city] });
  const { dialog } = await ask('Fallpostfach löschen');
  await dialog.findByText(/^Landratsamt Bamberg und Stadt Bamberg|^Stadt Bamberg und Landratsamt Bamberg bekommen/);
  expect(dialog.getByText(/^Die Zustellung an Landratsamt Bamberg läuft weiter/)).toBeTruthy();
  expect(dialog.getByText(/^Stadt Bamberg hat noch nicht geantwortet/)).toBeTruthy();
  expect(dialog.queryByText(/Finanzamt|Niemand/)).toBeNull();
});

test('who never wrote tells nobody, and is told so', async () => {
  preview = sees({});
  const { dialog } = await ask('Fallpostfach löschen');
  await dialog.findByText('Keine Behörde hat von Ihnen etwas erhalten. Niemand wird benachrichtigt.');
  expect(dialog.queryByText(/Stadt Bamberg|Kopie|unterwegs|geantwortet/)).toBeNull();
});

test('decisions that were never opened and dates that are not over are named', async () => {
  preview = sees({
    told: [city],
    unopenedDecisions: [message('msg_7', { subject: 'Baugenehmigung', senderName: 'Petra Schütz' })],
    runningPeriods: [message('msg_8', { subject: 'Unterlagen', dueOn: '2026-12-24' })],
  });
  const { dialog } = await ask('Fallpostfach löschen');
  expect(await dialog.findByText(/^Baugenehmigung \(Petra Schütz, /)).toBeTruthy();
  expect(dialog.getByText(/Diesen Bescheid haben Sie noch nicht geöffnet/)).toBeTruthy();
  expect(dialog.getByText('Diese Nachricht nennt einen Termin, der noch nicht vorbei ist.')).toBeTruthy();
  expect(dialog.getByText(/^Unterlagen \(bis .*24/)).toBeTruthy();
});

test('nothing is deleted before it is known what that does', async () => {
  let answer: () => void = () => {};
  const waiting = new Promise<void>((resolve) => {
    answer = resolve;
  });
  preview = async () => {
    await waiting;
    return sees({})();
  };
  const { user, dialog } = await ask('Fallpostfach löschen');
  await user.click(act(dialog));
  expect(deleted).toBe(0);
  answer();
  await dialog.findByText(/Niemand wird benachrichtigt/);
  await user.click(act(dialog));
  await waitFor(() => expect(deleted).toBe(1));
});

test.each([
  ['as wanted', true],
  ['only where it is wanted', false],
])('the certificate of a deletion is saved %s', async (_, wanted) => {
  preview = sees({});
  const { user, dialog } = await ask('Fallpostfach löschen');
  const saved: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (this.download) saved.push(`${this.getAttribute('href')} as ${this.download}`);
  });
  server.use(
    graphql.mutation('DeleteMailbox', () => {
      deleted++;
      return HttpResponse.json({
        data: {
          mailboxDelete: {
            __typename: 'MailboxDeletePayload',
            deletedMailboxId: 'mbx_1',
            certificate: {
              __typename: 'Download',
              url: 'https://x.example/deletions/s.t',
              filename: 'bescheinigung.asice',
            },
            userErrors: [],
          },
        },
      });
    }),
  );
  const wish = await dialog.findByRole('checkbox', { name: 'Löschbescheinigung herunterladen' });
  if (!wanted) await user.click(wish);
  await user.click(act(dialog));
  await waitFor(() => expect(deleted).toBe(1));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(saved).toEqual(wanted ? ['/deletions/s.t as bescheinigung.asice'] : []);
  click.mockRestore();
});

test('when it cannot be found out, that is said and nothing can be deleted', async () => {
  preview = () => HttpResponse.error();
  const { user, dialog } = await ask('Fallpostfach löschen');
  await dialog.findByRole('alert');
  await user.click(act(dialog));
  expect(deleted).toBe(0);
});

const deadline = {
  __typename: 'Deadline',
  id: 'lgd_1',
  kind: 'REMEDY_ENDS',
  authority: city,
  message: { __typename: 'Message', id: 'msg_8' },
  day: { __typename: 'LegalDate', date: '2027-01-15' },
};

test('periods are named with their days, once, and drafts are counted', async () => {
  preview = sees({
    told: [city],
    runningPeriods: [message('msg_8', { subject: 'Unterlagen', dueOn: '2027-01-15' })],
    deadlines: [deadline],
    drafts: 2,
  });
  const { dialog } = await ask('Fallpostfach löschen');
  expect(await dialog.findByText(/^Rechtsbehelf möglich bis: .*15.*2027 \(Stadt Bamberg\)/)).toBeTruthy();
  expect(dialog.queryByText(/^Unterlagen/)).toBeNull();
  expect(dialog.getByText('2 Entwürfe, die Sie nicht gesendet haben, gehen verloren.')).toBeTruthy();
});

const seesOfMessage =
  (sets: object, direction = 'OUTBOUND') =>
  () =>
    HttpResponse.json({
      data: {
        node: {
          __typename: 'Message',
          id: 'msg_1',
          direction,
          deletionPreview: { __typename: 'DeletionPreview', ...nothing, ...sets },
        },
      },
    });

test('of a message only those keep a copy whom it reached, and nobody is told', async () => {
  preview = seesOfMessage({ keptBy: [city], onTheWay: [district] });
  const { dialog } = await ask('Nachricht löschen');
  expect(await dialog.findByText('Was bei Stadt Bamberg liegt, bleibt dort.')).toBeTruthy();
  expect(dialog.getByText(/^Die Zustellung an Landratsamt Bamberg läuft weiter/)).toBeTruthy();
  expect(dialog.getByText('Niemand wird davon benachrichtigt.')).toBeTruthy();
  expect(asked).toEqual({ id: 'msg_1' });
});

test('of a document its message is asked, and nothing is deleted before the answer', async () => {
  preview = () => HttpResponse.error();
  const held = { __typename: 'Document', id: 'doc_1', filename: 'Plan.pdf', mediaType: 'application/pdf', size: 9 };
  const { user, dialog } = await ask('Plan.pdf löschen', [
    message('msg_1', {
      documents: [{ ...held, sha256: null, state: 'READY', refusal: null, scanned: true, download: null }],
    }),
  ]);
  await dialog.findByRole('alert');
  expect(asked).toEqual({ id: 'msg_1', documentId: 'doc_1' });
  await user.click(act(dialog));
  expect(dialog.getByRole('alert')).toBeTruthy();
});
