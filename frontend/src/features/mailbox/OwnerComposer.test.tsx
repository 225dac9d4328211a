import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connection, mailbox, message, party } from '../../../test/postbox.ts';
import { renderApp, signIn, someone, tokenOf } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { refreshSession } from '../../lib/session.ts';

interface Sent {
  subject: string;
  body: string;
  idempotencyKey: string;
  recipientIds: string[];
  draftId: string | null;
}

let sent: Sent[] = [];
let announced: string[] = [];
let saved: { body: string }[] = [];
let messages: { id: string }[] = [];
let reply: () => Response | Promise<Response> = accepted;

function accepted() {
  messages = [message('msg_1')];
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

function serve(parties: object[]) {
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('MailboxHead', () => HttpResponse.json({ data: { caseMailbox: mailbox(parties) } })),
    graphql.query('MailboxThread', () =>
      HttpResponse.json({
        data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages: connection(messages) } },
      }),
    ),
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [] } } }),
    ),
    graphql.mutation('SaveDraft', ({ variables }) => {
      saved.push(variables.input);
      return HttpResponse.json({
        data: {
          draftSave: {
            __typename: 'DraftSavePayload',
            draft: { __typename: 'Draft', id: 'drf_1', version: saved.length, savedAt: '2026-11-20T10:00:00.000000Z' },
            alreadySent: null,
            userErrors: [],
          },
        },
      });
    }),
    graphql.mutation('CreateDocument', ({ variables }) => {
      announced.push(variables.input.filename);
      return HttpResponse.error();
    }),
    graphql.mutation('SendMessage', ({ variables }) => {
      sent.push(variables.input);
      return reply();
    }),
  );
}

async function compose() {
  signIn();
  const app = renderApp('/postfach/mbx_1');
  await app.user.click(await screen.findByRole('button', { name: /Nachricht an .* schreiben|Entwurf/ }));
  return app;
}

const sendButton = () => screen.getByRole('button', { name: /Senden|Noch einmal senden|Wird gesendet/ });

beforeEach(() => {
  sent = [];
  announced = [];
  saved = [];
  messages = [];
  reply = accepted;
});

// Leaving saves the draft once more; the network must still be there for it.
afterEach(async () => {
  cleanup();
  await new Promise((resolve) => setTimeout(resolve, 50));
});

test('pressed twice it is sent once, and the thread shows it', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const { user } = await compose();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await user.dblClick(sendButton());
  expect(await screen.findByRole('heading', { name: 'Betreff msg_1' })).toBeTruthy();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ recipientIds: ['aut_1'], subject: 'Antrag', body: 'Guten Tag' });
  await waitFor(() => expect(screen.getByRole('button', { name: /Nachricht an/ })).toBe(document.activeElement));
});

test('a broken connection keeps every word, and the repetition carries the same key, even after a reload', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  reply = () => HttpResponse.error();
  const { user } = await compose();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Wir wissen nicht, ob Ihre Nachricht angekommen ist')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('Guten Tag');

  cleanup();
  reply = accepted;
  renderApp('/postfach/mbx_1');
  expect((await screen.findByLabelText<HTMLTextAreaElement>('Ihre Nachricht')).value).toBe('Guten Tag');
  await user.click(screen.getByRole('button', { name: 'Noch einmal senden' }));
  await screen.findByRole('heading', { name: 'Betreff msg_1' });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

const keptDraft = {
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
  savedAt: '2026-11-20T10:00:00.000000Z',
};

for (const [who, account, drafts] of [
  ['the same person goes on with what the server holds', 'acc_1', [keptDraft]],
  ['another person begins an empty letter', 'acc_2', []],
] as const) {
  test(`after a session that ended by itself nothing is left in the browser: ${who}`, async () => {
    serve([party('1', 'Stadt Bamberg')]);
    const { user, router } = await compose();
    await user.type(screen.getByLabelText('Ihre Nachricht'), 'Nur für die Stadt');
    await waitFor(() => expect(saved.at(-1)?.body).toBe('Nur für die Stadt'));
    server.use(http.post('/auth/refresh', () => HttpResponse.json({}, { status: 401 })));
    await refreshSession(tokenOf('acc_1'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/anmelden'));
    expect(screen.queryByLabelText('Ihre Nachricht')).toBeNull();
    expect(Object.values(sessionStorage).join()).not.toContain('Stadt');

    server.use(
      graphql.query('MailboxDrafts', () =>
        HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts } } }),
      ),
    );
    signIn(account);
    await router.navigate({ to: '/postfach/$mailboxId', params: { mailboxId: 'mbx_1' } });
    await user.click(await screen.findByRole('button', { name: /Nachricht an .* schreiben|Entwurf/ }));
    const { value } = await screen.findByLabelText<HTMLTextAreaElement>('Ihre Nachricht');
    expect(value).toBe(drafts[0]?.body ?? '');
  });
}

test('a draft that another window sent is not sent again; the way to the message and a new one are offered', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const refused = { __typename: 'UserError', code: 'WRONG_STATE', field: ['draftId'], message: 'Schon gesendet.' };
  const { user } = await compose();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await waitFor(() => expect(saved.length).toBeGreaterThan(0));
  reply = () => {
    messages = [message('msg_1')];
    return HttpResponse.json({
      data: {
        messageSend: {
          __typename: 'MessageSendPayload',
          messageEdge: null,
          mailbox: null,
          alreadySent: { __typename: 'Message', id: 'msg_1' },
          userErrors: [refused],
        },
      },
    });
  };
  await user.click(sendButton());
  expect(await screen.findByText('Dieser Entwurf ist schon gesendet')).toBeTruthy();
  expect(sent[0]).toMatchObject({ draftId: 'drf_1', expectedDraftVersion: saved.length });
  expect(screen.getByRole('button', { name: 'Zur gesendeten Nachricht' })).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('Guten Tag');
  reply = accepted;
  await user.click(screen.getByRole('button', { name: 'Als neue Nachricht weiterschreiben' }));
  await waitFor(() => expect(screen.queryByText('Dieser Entwurf ist schon gesendet')).toBeNull());
  await user.click(sendButton());
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.idempotencyKey).not.toBe(sent[0]?.idempotencyKey);
});

test('a refusal stands at its field and the text stays', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const refused = { __typename: 'UserError', code: 'INVALID', field: ['subject'], message: 'Das Zeichen geht nicht.' };
  reply = () =>
    HttpResponse.json({
      data: {
        messageSend: {
          __typename: 'MessageSendPayload',
          messageEdge: null,
          mailbox: null,
          alreadySent: null,
          userErrors: [refused],
        },
      },
    });
  const { user } = await compose();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await user.click(sendButton());
  const summary = await screen.findByRole('alert', { name: 'Bitte prüfen Sie Ihre Angabe' });
  expect(within(summary).getByRole('link', { name: 'Das Zeichen geht nicht.' })).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Betreff').value).toBe('Antrag');
  await user.type(screen.getByLabelText('Betreff'), '!');
  expect(screen.queryByRole('alert', { name: 'Bitte prüfen Sie Ihre Angabe' })).toBeNull();
});

test('a file of a kind that is not taken is refused before anything is sent', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  await compose();
  const { upload } = (await import('@testing-library/user-event')).default.setup({ applyAccept: false });
  await upload(document.getElementById('documents') as HTMLInputElement, [
    new File(['MZ'], 'programm.exe'),
    new File([new Uint8Array(1_000_001)], 'gross.pdf'),
  ]);
  expect(await screen.findByText(/Diese Art Datei wird nicht angenommen/)).toBeTruthy();
  expect(screen.getByText(/Zu groß: Eine Nachricht fasst höchstens 1.MB\./)).toBeTruthy();
  expect(announced).toEqual([]);
});

test('with several bodies the person says to whom, and sees who will read it', async () => {
  serve([
    party('1', 'Stadt Bamberg', ['Gewerbe']),
    party('2', 'IHK', ['Beratung']),
    party('3', 'Amt', [], 'NOT_CONNECTED'),
  ]);
  const { user } = await compose();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await user.click(sendButton());
  expect(await screen.findByRole('link', { name: 'Wählen Sie, an wen die Nachricht geht' })).toBeTruthy();
  expect(screen.queryByRole('checkbox', { name: /Amt/ })).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: /IHK/ }));
  expect(screen.getByText('Diese Nachricht sehen nur Sie und IHK.')).toBeTruthy();
  await user.click(sendButton());
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.recipientIds).toEqual(['aut_2']);
});

test('what the mailbox of a body cannot take is refused with its number, and the way is said', async () => {
  const bamberg = { ...party('1', 'Stadt Bamberg'), channel: 'SMIME', maxMessageBytes: 200_000 };
  serve([bamberg, party('2', 'IHK')]);
  const { user } = await compose();
  const attach = (size: number, name: string) =>
    user.upload(screen.getByLabelText('Dokumente anhängen', { selector: '#documents' }), [
      new File([new Uint8Array(size)], name, { type: 'application/pdf' }),
    ]);
  await user.click(screen.getByRole('checkbox', { name: /IHK/ }));
  expect(screen.queryByText(/signiert und verschlüsselt/)).toBeNull();
  await attach(300_000, 'plan.pdf');
  expect(screen.queryByText(/Das Postfach von/)).toBeNull();

  // Chosen now, the body with the smaller mailbox makes what is there already too much.
  await user.click(screen.getByRole('checkbox', { name: /Stadt Bamberg/ }));
  expect(screen.getByText(/Stadt Bamberg: Diese Nachricht geht signiert und verschlüsselt/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Wer sie lesen kann' }).getAttribute('href')).toBe('/vertrauen');
  expect(screen.getByText(/mit 0,3 MB zu groß: Das Postfach von Stadt Bamberg nimmt höchstens 0,2 MB an/)).toBeTruthy();
  await attach(50_000, 'noch.pdf');
  expect(await screen.findByText(/Zu groß: Das Postfach von Stadt Bamberg nimmt höchstens 0,2 MB an/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Senden' }));
  expect(sent).toEqual([]);
});

const plan = {
  __typename: 'Document',
  id: 'doc_1',
  filename: 'plan.pdf',
  size: 100,
  mediaType: 'application/pdf',
  state: 'READY',
  refusal: null,
  scanned: true,
  createdAt: '2026-11-20T10:00:00.000000Z',
};

test('a document of a draft that was sent elsewhere is not deleted from the message by taking it out here', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const draft = { ...keptDraft, documents: [plan] };
  const dropped: string[] = [];
  server.use(
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [draft] } } }),
    ),
    graphql.query('NewerDraft', () => HttpResponse.json({ data: { node: null } })),
    graphql.mutation('SaveDraft', () => {
      const alreadySent = { __typename: 'Message', id: 'msg_1' };
      const error = { __typename: 'UserError', code: 'WRONG_STATE', field: ['draftId'], message: 'Schon gesendet.' };
      const draftSave = { __typename: 'DraftSavePayload', draft: null, alreadySent, userErrors: [error] };
      return HttpResponse.json({ data: { draftSave } });
    }),
    graphql.mutation('DropDocument', ({ variables }) => {
      dropped.push(variables.input.documentId);
      return HttpResponse.error();
    }),
  );
  const { user } = await compose();
  await user.type(await screen.findByLabelText('Ihre Nachricht'), '!');
  expect(await screen.findByText('Dieser Entwurf ist schon gesendet')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Als neue Nachricht weiterschreiben' }));
  await user.click(await screen.findByRole('button', { name: 'plan.pdf entfernen' }));
  await waitFor(() => expect(screen.queryByText('plan.pdf')).toBeNull());
  expect(dropped).toEqual([]);
});

test('a document taken out is deleted only while it was not sent: this window may not have heard of it', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const dropped: unknown[] = [];
  server.use(
    graphql.query('MailboxDrafts', () =>
      HttpResponse.json({
        data: {
          caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', drafts: [{ ...keptDraft, documents: [plan] }] },
        },
      }),
    ),
    graphql.query('NewerDraft', () => HttpResponse.json({ data: { node: null } })),
    graphql.mutation('DropDocument', ({ variables }) => {
      dropped.push(variables.input);
      return HttpResponse.error();
    }),
  );
  const { user } = await compose();
  await user.click(await screen.findByRole('button', { name: 'plan.pdf entfernen' }));
  await waitFor(() => expect(dropped).toEqual([{ mailboxId: 'mbx_1', documentId: plan.id, onlyUnsent: true }]));
});

test('what is discarded while it is being saved stays nowhere', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  let answer = () => {};
  const discarded: string[] = [];
  server.use(
    graphql.mutation('SaveDraft', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
        saved.push({ body: '' });
      });
      const draft = { __typename: 'Draft', id: 'drf_1', version: 1, savedAt: '2026-11-20T10:00:00.000000Z' };
      return HttpResponse.json({
        data: { draftSave: { __typename: 'DraftSavePayload', draft, alreadySent: null, userErrors: [] } },
      });
    }),
    graphql.mutation('DiscardDraft', ({ variables }) => {
      discarded.push(variables.input.draftId);
      return HttpResponse.json({
        data: { draftDiscard: { __typename: 'DraftDiscardPayload', discardedDraftId: 'drf_1', userErrors: [] } },
      });
    }),
  );
  const { user } = await compose();
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Doch nicht');
  await waitFor(() => expect(saved).toHaveLength(1));
  await user.click(screen.getByRole('button', { name: 'Verwerfen' }));
  const dialog = screen.getByRole('dialog', { name: 'Entwurf verwerfen?' });
  await user.click(within(dialog).getByRole('button', { name: 'Verwerfen' }));
  answer();
  await waitFor(() => expect(discarded).toEqual(['drf_1']));
  await user.click(await screen.findByRole('button', { name: /Nachricht an .* schreiben|Entwurf/ }));
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('');
});

const photo = () => new File([new Uint8Array(50)], 'IMG_0815.HEIC', { type: 'image/heic' });
const attachPhoto = async () => {
  const { user } = await compose();
  await user.upload(screen.getByLabelText('Dokumente anhängen', { selector: '#documents' }), [photo()]);
  return user;
};

// What Safari has: a decoder, and a canvas that writes JPEG. Whatever a browser cannot, it answers as browsers do.
function decoder({ jpeg = 'image/jpeg', size = 80 } = {}) {
  vi.stubGlobal('createImageBitmap', async () => ({ width: 40, height: 30, close() {} }));
  const drawn = { fillStyle: '', fillRect() {}, drawImage() {} };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(drawn as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) =>
    done(new Blob([new Uint8Array(size)], { type: jpeg })),
  );
}

afterEach(() => vi.unstubAllGlobals());

test('a picture that not everybody can open is sent as it is, unless the person wants a JPEG; then only that', async () => {
  decoder();
  serve([party('1', 'Stadt Bamberg')]);
  const user = await attachPhoto();
  const convert = await screen.findByRole('button', { name: 'IMG_0815.HEIC als JPEG senden' });
  const list = screen.getByRole('list', { name: 'Angehängte Dokumente' });
  expect(within(list).getByText('Ein Bild im Format HEIC kann nicht jeder öffnen.')).toBeTruthy();
  expect(announced).toEqual(['IMG_0815.HEIC']);
  await user.click(convert);
  await waitFor(() => expect(announced).toEqual(['IMG_0815.HEIC', 'IMG_0815.jpg']));
  expect(within(list).getByText('IMG_0815.jpg')).toBeTruthy();
  expect(within(list).queryByText('IMG_0815.HEIC')).toBeNull();
  expect(within(list).queryByText(/HEIC/)).toBeNull();
  expect(list).toBe(document.activeElement);
});

test('who writes on while a JPEG is made is left where they write', async () => {
  decoder();
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  serve([party('1', 'Stadt Bamberg')]);
  const user = await attachPhoto();
  const convert = await screen.findByRole('button', { name: 'IMG_0815.HEIC als JPEG senden' });
  vi.stubGlobal('createImageBitmap', () => promise.then(() => ({ width: 40, height: 30, close() {} })));
  await user.click(convert);
  await user.click(screen.getByLabelText('Ihre Nachricht'));
  resolve();
  expect(await screen.findByText('IMG_0815.jpg')).toBeTruthy();
  await waitFor(() => expect(announced).toEqual(['IMG_0815.HEIC', 'IMG_0815.jpg']));
  expect(screen.getByLabelText('Ihre Nachricht')).toBe(document.activeElement);
});

test('a document that is taken out leaves the focus with the list, and the last one where documents are attached', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const { user } = await compose();
  const files = ['a.txt', 'b.txt'].map((name) => new File(['Text'], name, { type: 'text/plain' }));
  await user.upload(screen.getByLabelText('Dokumente anhängen', { selector: '#documents' }), files);
  await user.click(await screen.findByRole('button', { name: /a\.txt.*(entfernen|abbrechen)/ }));
  expect(screen.getByRole('list', { name: 'Angehängte Dokumente' })).toBe(document.activeElement);
  await user.click(await screen.findByRole('button', { name: /b\.txt.*(entfernen|abbrechen)/ }));
  expect(screen.getByRole('button', { name: 'Dokumente anhängen' })).toBe(document.activeElement);
});

test.each([
  ['cannot decode it', () => vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('InvalidState')))],
  ['knows no decoder at all', () => vi.stubGlobal('createImageBitmap', undefined)],
])('where the browser %s, the composer says that not everybody can open the picture', async (_, prepare) => {
  prepare();
  serve([party('1', 'Stadt Bamberg')]);
  await attachPhoto();
  const list = screen.getByRole('list', { name: 'Angehängte Dokumente' });
  expect(
    await within(list).findByText(/kann nicht jeder öffnen. Wenn Sie können, hängen Sie es als JPEG an/),
  ).toBeTruthy();
  expect(screen.queryByRole('button', { name: /als JPEG senden/ })).toBeNull();
  expect(announced).toEqual(['IMG_0815.HEIC']);
});

test.each([
  ['cannot be written', { jpeg: 'image/png' }, /Wenn Sie können/],
  ['does not fit into the message', { size: 1_000_001 }, /Als JPEG ist es zu groß/],
])('where the JPEG %s, the picture stays as it was', async (_, can, said) => {
  decoder(can);
  serve([party('1', 'Stadt Bamberg')]);
  const user = await attachPhoto();
  await user.click(await screen.findByRole('button', { name: 'IMG_0815.HEIC als JPEG senden' }));
  const list = screen.getByRole('list', { name: 'Angehängte Dokumente' });
  expect(await within(list).findByText(said)).toBeTruthy();
  expect(within(list).getByText('IMG_0815.HEIC')).toBeTruthy();
  expect(announced).toEqual(['IMG_0815.HEIC']);
});
