import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, ws } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { connection, delivery, mailbox, message, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const line = ws.link('*://*/graphql');

let messages: { id: string }[] = [];
let threads = 0;
const tell = new Map<string, (event: object) => void>();

function serve() {
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () =>
      HttpResponse.json({ data: { caseMailbox: mailbox([party('1', 'Stadt Bamberg')]) } }),
    ),
    graphql.query('MailboxThread', () => {
      threads++;
      return HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection(messages) } },
      });
    }),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.query('MailboxCounters', () =>
      HttpResponse.json({
        data: { viewer: { ...someone, unreadMessageCount: 1 }, caseMailbox: { ...mailbox([]), unreadCount: 1 } },
      }),
    ),
    graphql.query('UnreadTotal', () => HttpResponse.json({ data: { viewer: { ...someone, unreadMessageCount: 1 } } })),
    line.addEventListener('connection', ({ client }) => {
      client.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data));
        if (frame.type === 'connection_init') client.send(JSON.stringify({ type: 'connection_ack' }));
        if (frame.type !== 'subscribe') return;
        const name = /subscription (\w+)/.exec(frame.payload.query)?.[1] ?? '';
        tell.set(name, (payload) =>
          client.send(JSON.stringify({ type: 'next', id: frame.id, payload: { data: payload } })),
        );
      });
    }),
  );
}

async function open() {
  serve();
  signIn();
  const app = renderApp('/postfach/mbx_1');
  await screen.findByRole('heading', { level: 1, name: 'Café am Markt' });
  await waitFor(() => expect(tell.size).toBe(2));
  return app;
}

beforeEach(() => {
  messages = [message('msg_1', { deliveries: [delivery('DELIVERED')] })];
  threads = 0;
  tell.clear();
});

test('an answer appears without reloading, is announced, and takes no focus', async () => {
  await open();
  await screen.findByRole('heading', { name: 'Betreff msg_1' });
  const focused = document.activeElement;
  const answer = message('msg_2', {
    direction: 'INBOUND',
    unread: true,
    senderName: 'Petra Schütz',
    fromAuthority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
    fromAuthorityName: 'Stadt Bamberg',
    sentAt: '2026-11-20T11:00:00.000000Z',
  });
  messages = [...messages, answer];
  tell.get('MailboxArrivals')?.({
    messageReceived: {
      __typename: 'MessageReceived',
      cursor: 'c1',
      mailboxId: 'mbx_1',
      messageEdge: { __typename: 'MessageEdge', cursor: 'msg_2', node: answer },
    },
  });
  const card = (await screen.findByRole('heading', { name: 'Betreff msg_2' })).closest('article') as HTMLElement;
  expect(within(card).getByText('Stadt Bamberg · Petra Schütz')).toBeTruthy();
  expect(within(card).getByText('Neu')).toBeTruthy();
  expect(await screen.findByText('Neue Nachricht von Stadt Bamberg · Petra Schütz')).toBeTruthy();
  expect(document.activeElement).toBe(focused);
  await waitFor(() => expect(document.title).toContain('(1) '));
});

test('a document of an answer stays in the signed mail, as is said before it is deleted', async () => {
  const file = (id: string) => ({
    __typename: 'Document',
    id,
    filename: `${id}.pdf`,
    mediaType: 'application/pdf',
    size: '1000',
    state: 'READY',
    refusal: null,
    scanned: true,
  });
  messages = [
    message('msg_1', { documents: [file('own')] }),
    message('msg_2', { direction: 'INBOUND', documents: [file('theirs')] }),
  ];
  server.use(
    graphql.query('MessageConsequences', ({ variables }) =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Message',
            id: variables['id'],
            direction: variables['id'] === 'msg_2' ? 'INBOUND' : 'OUTBOUND',
            deletionPreview: {
              __typename: 'DeletionPreview',
              keptBy: [],
              onTheWay: [],
              unopenedDecisions: [],
              runningPeriods: [],
              deadlines: [],
              drafts: 0,
            },
          },
        },
      }),
    ),
  );
  await open();
  for (const [name, said] of [
    ['own', false],
    ['theirs', true],
  ] as const) {
    fireEvent.click(await screen.findByRole('button', { name: `${name}.pdf löschen` }));
    const dialog = await screen.findByRole('dialog', { name: 'Dokument löschen?' });
    expect(within(dialog).getByText(`Gelöscht wird „${name}.pdf“`, { exact: false })).toBeTruthy();
    await within(dialog).findByText('Niemand wird davon benachrichtigt.');
    expect(
      within(dialog).queryByText('steht das Dokument auch in deren signiertem Original', { exact: false }) !== null,
    ).toBe(said);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Abbrechen' }));
  }
});

test('a step of a delivery moves the steps that are shown from the event alone', async () => {
  await open();
  const shown = await screen.findByRole('list', { name: 'Zustellung an Stadt Bamberg' });
  expect(within(shown).getByText('Geöffnet').textContent).toContain('steht noch aus');
  const before = threads;
  const steps: [string, string][] = [
    ['DELIVERED', '2026-11-20T10:00:00.000000Z'],
    ['OPENED', '2026-11-20T10:05:00.000000Z'],
  ];
  tell.get('MailboxChanges')?.({
    mailboxChanged: {
      __typename: 'MailboxChanged',
      cursor: 'c1',
      mailboxId: 'mbx_1',
      event: {
        __typename: 'MailboxEvent',
        id: 'evt_1',
        kind: 'DELIVERY_CHANGED',
        message: message('msg_1', { deliveries: [delivery('OPENED', steps)] }),
      },
      mailbox: null,
    },
  });
  await waitFor(() => expect(within(shown).getByText('Geöffnet').textContent).toContain('erledigt'));
  expect(threads).toBe(before);
});

test('deleted on another device, the page says so and leads back', async () => {
  await open();
  tell.get('MailboxChanges')?.({
    mailboxChanged: {
      __typename: 'MailboxChanged',
      cursor: 'c2',
      mailboxId: 'mbx_1',
      event: { __typename: 'MailboxEvent', id: 'evt_2', kind: 'MAILBOX_DELETED', message: null },
      mailbox: null,
    },
  });
  expect(await screen.findByRole('heading', { name: 'Dieses Fallpostfach wurde gelöscht' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Alle Fallpostfächer' })).toBeTruthy();
});

test('a decision stays closed until the person opens it', async () => {
  messages = [
    message('msg_1', { direction: 'INBOUND', kind: 'DECISION', body: null, unread: true, subject: 'Bescheid' }),
  ];
  const marked: string[][] = [];
  server.use(
    graphql.mutation('MarkRead', ({ variables }) => {
      marked.push(variables.input.messageIds);
      const opened = message('msg_1', { direction: 'INBOUND', kind: 'DECISION', body: 'Wird erteilt.' });
      return HttpResponse.json({
        data: { messageMarkRead: { __typename: 'MessageMarkReadPayload', messages: [opened], userErrors: [] } },
      });
    }),
  );
  const { user } = await open();
  const button = await screen.findByRole('button', { name: 'Bescheid öffnen' });
  expect(screen.getByText(/wird der Zeitpunkt des Abrufs festgehalten/)).toBeTruthy();
  expect(marked).toEqual([]);
  await user.click(button);
  expect(await screen.findByText('Wird erteilt.')).toBeTruthy();
  expect(marked).toEqual([['msg_1']]);
});

test('entering opens what is there; what comes later is opened by acting on it, never by being in sight', async () => {
  messages = [
    message('msg_1', { direction: 'INBOUND', unread: true }),
    message('msg_2', { direction: 'INBOUND', kind: 'DECISION', body: null, unread: true }),
  ];
  const marked: string[][] = [];
  server.use(
    graphql.mutation('MarkRead', ({ variables }) => {
      const ids: string[] = variables.input.messageIds;
      marked.push(ids);
      const opened = ids.map((id) => message(id, { direction: 'INBOUND' }));
      return HttpResponse.json({
        data: { messageMarkRead: { __typename: 'MessageMarkReadPayload', messages: opened, userErrors: [] } },
      });
    }),
  );
  const { user } = await open();
  await waitFor(() => expect(marked).toEqual([['msg_1']]));
  messages = [
    ...messages,
    message('msg_3', { direction: 'INBOUND', unread: true }),
    message('msg_4', { direction: 'INBOUND', unread: true }),
  ];
  tell.get('MailboxChanges')?.({
    mailboxChanged: {
      __typename: 'MailboxChanged',
      cursor: 'c3',
      mailboxId: 'mbx_1',
      event: { __typename: 'MailboxEvent', id: 'evt_3', kind: 'MESSAGE_SENT', message: null },
      mailbox: null,
    },
  });
  await user.click(await screen.findByText('Text msg_4'));
  await waitFor(() => expect(marked).toEqual([['msg_1'], ['msg_4']]));
  await user.click(screen.getByRole('button', { name: /neue Nachricht/ }));
  await waitFor(() => expect(marked).toEqual([['msg_1'], ['msg_4'], ['msg_3']]));
});
