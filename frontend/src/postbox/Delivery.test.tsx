import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connection, delivery, mailbox, message, party } from '../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../test/renderApp.tsx';
import { server } from '../../test/server.ts';

const at = (minute: number) => `2026-11-20T10:0${minute}:00.000000Z`;
let messages: { id: string }[] = [];
let saved: string[] = [];

/** A delivery by mail with its facts, each with what the server says of it. */
function byMail(state: string, facts: [string, string | null][], more: object = {}) {
  const steps = facts.map(([one, detail], index) => ({
    __typename: 'DeliveryStep',
    state: one,
    at: at(index + 1),
    detail,
  }));
  return { ...delivery(state), channel: 'SMIME', steps, ...more };
}

const failure = {
  __typename: 'DeliveryFailure',
  code: 'MAILBOX_FULL',
  cause: 'Das E-Mail-Postfach der Stelle ist voll.',
  advice: 'Senden Sie Ihre Nachricht als Brief.',
};
const failed = byMail('FAILED', [['FAILED', 'Der Server lehnt ab. (5.2.2)']], { failure });

async function show(...list: { id: string }[]) {
  messages = list;
  signIn();
  const app = renderApp('/postfach/mbx_1');
  await screen.findByRole('list', { name: 'Zustellung an Stadt Bamberg' });
  return app;
}

const shown = () => screen.getByRole('list', { name: 'Zustellung an Stadt Bamberg' });

beforeEach(() => {
  saved = [];
  // The browser would fetch what a link with this attribute leads to.
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (this.download) saved.push(`${this.getAttribute('href')} as ${this.download}`);
  });
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('UnreadTotal', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () =>
      HttpResponse.json({ data: { caseMailbox: mailbox([party('1', 'Stadt Bamberg')]) } }),
    ),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection(messages) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
  );
});

afterEach(() => vi.restoreAllMocks());

test('into the inbox here the steps say so, and what is still to come', async () => {
  await show(message('msg_1', { deliveries: [delivery('DELIVERED')] }));
  expect(screen.getByText('Weg: in den Eingang der Stelle hier bei Schalter')).toBeTruthy();
  expect(within(shown()).getByText('Im Postfach der Stelle')).toBeTruthy();
  expect(within(shown()).getByText('Geöffnet').textContent).toContain('steht noch aus');
  expect(screen.queryByText(/Keine weitere Meldung/)).toBeNull();
});

test.each([
  ['HANDED_OVER', 'An unseren Mailserver übergeben'],
  ['RELAYED', 'Vom Mailserver der Stelle weitergegeben'],
])('a mail that is %s is not called delivered, and silence is said as silence', async (state, words) => {
  await show(message('msg_1', { deliveries: [byMail(state, [[state, null]])] }));
  expect(within(shown()).getByText(words)).toBeTruthy();
  expect(shown().textContent).not.toMatch(/zugestellt|Postfach der Stelle|steht noch aus/i);
  expect(screen.getByText(/Keine weitere Meldung. Das heißt nicht, dass die Nachricht nicht ankam/)).toBeTruthy();
});

test('a delay names the next try, and every fact has its detail', async () => {
  const facts: [string, string | null][] = [
    ['QUEUED', null],
    ['DEFERRED', 'Das Postfach ist voll. (4.2.2)'],
    ['DEFERRED', 'Noch immer voll. (4.2.2)'],
  ];
  const { user } = await show(
    message('msg_1', { deliveries: [byMail('DEFERRED', facts, { nextAttemptAt: '2026-11-20T11:00:00.000000Z' })] }),
  );
  expect(within(shown()).getByText('Verzögert').textContent).toContain('jetzt');
  expect(screen.getByText(/Nächster Versuch: 20.11.2026, 12:00/)).toBeTruthy();
  await user.click(screen.getByText('Zustellung im Einzelnen'));
  expect(screen.getByText('Das Postfach ist voll. (4.2.2)')).toBeTruthy();
  expect(screen.getByText('Noch immer voll. (4.2.2)')).toBeTruthy();
});

test('a failure says why and what to do, and prints the letter', async () => {
  server.use(
    graphql.query('LetterTicket', ({ variables }) =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Delivery',
            id: variables.id,
            fallbackLetter: {
              __typename: 'Download',
              url: 'https://elsewhere.example/packages/dlv_1?ticket=t',
              filename: 'brief.pdf',
            },
          },
        },
      }),
    ),
  );
  const { user } = await show(message('msg_1', { deliveries: [failed] }));
  expect(await screen.findByText('Das E-Mail-Postfach der Stelle ist voll.')).toBeTruthy();
  expect(await screen.findByText(/Senden Sie Ihre Nachricht als Brief./)).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: /als Brief oder Fax drucken/ }));
  // The path alone: the ticket never leads to another host.
  await waitFor(() => expect(saved).toEqual(['/packages/dlv_1?ticket=t as brief.pdf']));
});

test.each([
  ['INBOX', 'DELIVERED', '14 Tage lang hat dort niemand diese Nachricht geöffnet'],
  ['SMIME', 'RELAYED', '14 Tage lang ist keine Antwort darauf gekommen'],
])('silence of 14 days by %s says what is known, and offers the letter', async (channel, state, words) => {
  await show(message('msg_1', { deliveries: [{ ...delivery(state), channel, silent: true }] }));
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.getByText(/Läuft eine Frist, warten Sie nicht ab/)).toBeTruthy();
  expect(screen.getByRole('button', { name: /als Brief oder Fax drucken/ })).toBeTruthy();
});

test('a letter that is not there any more is told', async () => {
  server.use(
    graphql.query('LetterTicket', () =>
      HttpResponse.json({ data: { node: { __typename: 'Delivery', id: 'dlv_1', fallbackLetter: null } } }),
    ),
  );
  const { user } = await show(message('msg_1', { deliveries: [failed] }));
  await user.click(await screen.findByRole('button', { name: /als Brief oder Fax drucken/ }));
  expect(await screen.findByText(/Der Brief konnte nicht geladen werden/)).toBeTruthy();
  expect(saved).toEqual([]);
});

test('the notice of a failure leads to the message and to its letter', async () => {
  const asked: string[] = [];
  server.use(
    graphql.query('NoticeOfMessage', ({ variables }) => {
      asked.push(variables.id);
      return HttpResponse.json({
        data: { node: { __typename: 'Message', id: 'msg_1', deliveries: [failed] } },
      });
    }),
  );
  const { user } = await show(
    message('msg_1', { subject: 'Antrag', deliveries: [failed] }),
    message('msg_2', {
      direction: 'PLATFORM',
      kind: 'NOTICE',
      senderName: 'Schalter',
      subject: 'Nicht zugestellt',
      inReplyTo: { __typename: 'Message', id: 'msg_1', subject: 'Antrag' },
    }),
  );
  const card = (await screen.findByRole('heading', { name: 'Nicht zugestellt' })).closest('article') as HTMLElement;
  expect(within(card).getByText('Hinweis der Plattform')).toBeTruthy();
  expect(await within(card).findByText('Betrifft Ihre Nachricht „Antrag“')).toBeTruthy();
  expect(await within(card).findByRole('button', { name: /als Brief oder Fax drucken/ })).toBeTruthy();
  expect(within(card).queryByText(/Antwort auf/)).toBeNull();
  expect(asked).toEqual(['msg_1']);
  await user.click(within(card).getByRole('button', { name: 'Zur Nachricht' }));
  expect(document.activeElement?.textContent).toBe('Antrag');
});

test('a notice about a message further up says where to find it', async () => {
  server.use(graphql.query('NoticeOfMessage', () => HttpResponse.json({ data: { node: null } })));
  const { user } = await show(
    message('msg_1', { deliveries: [delivery('DELIVERED')] }),
    message('msg_2', {
      direction: 'PLATFORM',
      kind: 'NOTICE',
      inReplyTo: { __typename: 'Message', id: 'msg_0', subject: 'Antrag' },
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Zur Nachricht' }));
  expect(screen.getByText(/Laden Sie dazu die älteren Nachrichten/)).toBeTruthy();
});

test('a document of an answer that was refused is shown with the reason, and cannot be fetched', async () => {
  const documents = [
    {
      __typename: 'Document',
      id: 'doc_1',
      filename: 'makro.docm',
      mediaType: 'application/octet-stream',
      size: 1000,
      state: 'REFUSED',
      refusal: 'Dateien mit Makros werden nicht angenommen.',
      scanned: false,
    },
  ];
  await show(message('msg_1', { documents, deliveries: [delivery('DELIVERED')] }));
  expect(screen.getByText('Nicht angenommen: Dateien mit Makros werden nicht angenommen.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /makro.docm herunterladen/ })).toBeNull();
});

const evidence = {
  __typename: 'Evidence',
  manifestDigest: 'ab'.repeat(32),
  signedAt: at(0),
  signingKeyId: 'key_1',
  eventId: 'evt_1',
};

function answerProof(payload: object, signedOriginal: object | null = null) {
  server.use(
    graphql.query('MessageEvidence', () =>
      HttpResponse.json({ data: { node: { __typename: 'Message', id: 'msg_1', evidence, signedOriginal } } }),
    ),
    graphql.mutation('MessageProof', () =>
      HttpResponse.json({ data: { messageProof: { __typename: 'MessageProofPayload', ...payload } } }),
    ),
  );
}

async function askForProof() {
  const { user } = await show(message('msg_1', { deliveries: [delivery('DELIVERED')] }));
  await user.click(screen.getByText('Nachweis'));
  await user.click(await screen.findByRole('button', { name: 'Nachweis herunterladen' }));
}

test('a proof is fetched by its ticket at once, and how to check it is said', async () => {
  answerProof({
    download: { __typename: 'Download', url: 'https://s.example/packages/msg_1?ticket=t', filename: 'nachweis.asice' },
    userErrors: [],
  });
  await askForProof();
  expect(await screen.findByText('So prüfen Sie die Datei:', { exact: false })).toBeTruthy();
  expect(saved).toEqual(['/packages/msg_1?ticket=t as nachweis.asice']);
  expect(screen.getByRole('link', { name: /Nachweis prüfen“, ohne/ }).getAttribute('href')).toBe('/pruefen');
  expect(screen.getByRole('link', { name: 'Siegel und Schlüssel dieser Plattform' })).toBeTruthy();
});

test('a proof that cannot be made is told with the reason', async () => {
  answerProof({
    download: null,
    userErrors: [
      { __typename: 'UserError', code: 'WRONG_STATE', field: null, message: 'Der Bescheid ist noch ungeöffnet.' },
    ],
  });
  await askForProof();
  expect(await screen.findByText('Der Bescheid ist noch ungeöffnet.')).toBeTruthy();
  expect(saved).toEqual([]);
});

test('the signed original of an answer is offered with its signer and its size, and fetched by a ticket of its own', async () => {
  const original = {
    __typename: 'SignedOriginal',
    size: 12_345,
    receivedAt: at(0),
    signer: 'Stadt Bamberg',
    signerAddresses: ['poststelle@bamberg.example'],
    scanned: false,
  };
  answerProof({ download: null, userErrors: [] }, original);
  let tries = 0;
  server.use(
    graphql.query('OriginalTicket', () => {
      if (tries++ === 0) return HttpResponse.error();
      const download = {
        __typename: 'Download',
        url: 'https://s.example/originals/msg_1?ticket=t',
        filename: 'antwort.eml',
      };
      const signedOriginal = { __typename: 'SignedOriginal', download };
      return HttpResponse.json({ data: { node: { __typename: 'Message', id: 'msg_1', signedOriginal } } });
    }),
  );
  const { user } = await show(message('msg_1', { deliveries: [delivery('DELIVERED')] }));
  await user.click(screen.getByText('Nachweis'));
  const button = await screen.findByRole('button', { name: 'Signiertes Original der Behörde herunterladen (.eml)' });
  expect(screen.getByText('Signiert von: Stadt Bamberg, poststelle@bamberg.example.')).toBeTruthy();
  expect(screen.getByText(/^13\sKB ·/)).toBeTruthy();
  await user.click(button);
  expect(await screen.findByText(/Das Original konnte nicht geladen werden/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Signiertes Original der Behörde herunterladen (.eml)' }));
  await waitFor(() => expect(saved).toEqual(['/originals/msg_1?ticket=t as antwort.eml']));
  expect(screen.queryByText(/Das Original konnte nicht geladen werden/)).toBeNull();
});

test('a message without a signed original offers none', async () => {
  answerProof({ download: null, userErrors: [] });
  const { user } = await show(message('msg_1', { deliveries: [delivery('DELIVERED')] }));
  await user.click(screen.getByText('Nachweis'));
  await screen.findByRole('button', { name: 'Nachweis herunterladen' });
  expect(screen.queryByRole('button', { name: /Signiertes Original/ })).toBeNull();
});

test('everything of the mailbox is exported, and a broken connection is told', async () => {
  let tries = 0;
  server.use(
    graphql.mutation('MailboxExport', () => {
      if (tries++ === 0) return HttpResponse.error();
      const download = {
        __typename: 'Download',
        url: 'https://s.example/packages/mbx_1?ticket=t',
        filename: 'export.asice',
      };
      return HttpResponse.json({
        data: { mailboxExport: { __typename: 'MailboxExportPayload', download, userErrors: [] } },
      });
    }),
  );
  const { user } = await show(message('msg_1', { deliveries: [delivery('DELIVERED')] }));
  await user.click(screen.getByText('Alles exportieren'));
  await user.click(await screen.findByRole('button', { name: 'Alles herunterladen' }));
  expect(await screen.findByText(/Der Dienst ist gerade nicht erreichbar/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Alles herunterladen' }));
  await waitFor(() => expect(saved).toEqual(['/packages/mbx_1?ticket=t as export.asice']));
  expect(screen.queryByText(/Der Dienst ist gerade nicht erreichbar/)).toBeNull();
});
