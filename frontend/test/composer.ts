import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { connection, mailbox, message } from './postbox.ts';
import { renderApp, signIn, someone } from './renderApp.tsx';
import { server } from './server.ts';

/** What a message is sent with. */
export interface Sent {
  subject: string;
  body: string;
  idempotencyKey: string;
  recipientIds: string[];
  draftId: string | null;
}

const atFirst = () => ({
  sent: [] as Sent[],
  announced: [] as string[],
  saved: [] as { body: string }[],
  messages: [] as { id: string }[],
  reply: accepted as () => Response | Promise<Response>,
});

/** What the composer asked of the server, the thread there, and how it answers a message; tests change the two. */
export const composing = atFirst();

/** Begins with an empty thread. */
export function beginComposing(): void {
  Object.assign(composing, atFirst());
}

/** The answer to a message that is sent, which the thread has from then on. */
export function accepted() {
  composing.messages = [message('msg_1')];
  return HttpResponse.json({
    data: {
      messageSend: {
        __typename: 'MessageSendPayload',
        messageEdge: { __typename: 'MessageEdge', cursor: 'msg_1', node: message('msg_1') },
        mailbox: { ...mailbox([]), unreadCount: 0 },
        alreadySent: null,
        userErrors: [],
      },
    },
  });
}

/** A mailbox with these parties and an empty thread, and what its composer asks for. */
export function serve(parties: object[]) {
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () => HttpResponse.json({ data: { caseMailbox: mailbox(parties) } })),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection(composing.messages) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.query('MailboxForms', () =>
      HttpResponse.json({
        data: {
          caseMailbox: { ...mailbox(parties.map((one) => ({ submissions: [], ...one }))) },
        },
      }),
    ),
    graphql.mutation('SaveDraft', ({ variables }) => {
      composing.saved.push(variables.input);
      return HttpResponse.json({
        data: {
          draftSave: {
            __typename: 'DraftSavePayload',
            draft: {
              __typename: 'Draft',
              id: 'drf_1',
              version: composing.saved.length,
              savedAt: '2026-11-20T10:00:00.000000Z',
            },
            alreadySent: null,
            userErrors: [],
          },
        },
      });
    }),
    graphql.mutation('CreateDocument', ({ variables }) => {
      composing.announced.push(variables.input.filename);
      return HttpResponse.error();
    }),
    graphql.mutation('SendMessage', ({ variables }) => {
      composing.sent.push(variables.input);
      return composing.reply();
    }),
  );
}

/** Signs somebody in and opens the composer. */
export async function compose() {
  signIn();
  const app = renderApp('/postfach/mbx_1');
  await app.user.click(await screen.findByRole('button', { name: /Nachricht an .* schreiben|Entwurf/ }));
  return app;
}

/** The button that sends, whatever it says. */
export const sendButton = () => screen.getByRole('button', { name: /Senden|Noch einmal senden|Wird gesendet/ });

/** A draft that the server keeps. */
export const keptDraft = {
  __typename: 'Draft',
  id: 'drf_1',
  version: 1,
  subject: 'Antrag',
  body: 'Nur für die Stadt',
  kind: 'MESSAGE',
  recipients: [{ __typename: 'Authority', id: 'aut_1' }],
  services: [],
  documents: [],
  receiptRequested: false,
  dueOn: null,
  inReplyToId: null,
  decisionEffect: null,
  remedy: null,
  noRemedy: false,
  savedAt: '2026-11-20T10:00:00.000000Z',
};
