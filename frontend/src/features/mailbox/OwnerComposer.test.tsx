import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accepted, beginComposing, compose, composing, keptDraft, sendButton, serve } from '../../../test/composer.ts';
import { inWriting, message, party } from '../../../test/postbox.ts';
import { renderApp, signIn, tokenOf } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { refreshSession } from '../../lib/session.ts';

beforeEach(beginComposing);

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
  expect(composing.sent).toHaveLength(1);
  expect(composing.sent[0]).toMatchObject({ recipientIds: ['aut_1'], subject: 'Antrag', body: 'Guten Tag' });
  await waitFor(() => expect(screen.getByRole('button', { name: /Nachricht an/ })).toBe(document.activeElement));
});

test('a broken connection keeps every word, and the repetition carries the same key, even after a reload', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  composing.reply = () => HttpResponse.error();
  const { user } = await compose();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Wir wissen nicht, ob Ihre Nachricht angekommen ist')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('Guten Tag');

  cleanup();
  composing.reply = accepted;
  renderApp('/postfach/mbx_1');
  expect((await screen.findByLabelText<HTMLTextAreaElement>('Ihre Nachricht')).value).toBe('Guten Tag');
  await user.click(screen.getByRole('button', { name: 'Noch einmal senden' }));
  await screen.findByRole('heading', { name: 'Betreff msg_1' });
  expect(composing.sent).toHaveLength(2);
  expect(composing.sent[1]).toEqual(composing.sent[0]);
});

for (const [who, account, drafts] of [
  ['the same person goes on with what the server holds', 'acc_1', [keptDraft]],
  ['another person begins an empty letter', 'acc_2', []],
] as const) {
  test(`after a session that ended by itself nothing is left in the browser: ${who}`, async () => {
    serve([party('1', 'Stadt Bamberg')]);
    const { user, router } = await compose();
    await user.type(screen.getByLabelText('Ihre Nachricht'), 'Nur für die Stadt');
    await waitFor(() => expect(composing.saved.at(-1)?.body).toBe('Nur für die Stadt'));
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
  await waitFor(() => expect(composing.saved.length).toBeGreaterThan(0));
  composing.reply = () => {
    composing.messages = [message('msg_1')];
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
  expect(composing.sent[0]).toMatchObject({ draftId: 'drf_1', expectedDraftVersion: composing.saved.length });
  expect(screen.getByRole('button', { name: 'Zur gesendeten Nachricht' })).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('Guten Tag');
  composing.reply = accepted;
  await user.click(screen.getByRole('button', { name: 'Als neue Nachricht weiterschreiben' }));
  await waitFor(() => expect(screen.queryByText('Dieser Entwurf ist schon gesendet')).toBeNull());
  await user.click(sendButton());
  await waitFor(() => expect(composing.sent).toHaveLength(2));
  expect(composing.sent[1]?.idempotencyKey).not.toBe(composing.sent[0]?.idempotencyKey);
});

test('a refusal stands at its field and the text stays', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  const refused = { __typename: 'UserError', code: 'INVALID', field: ['subject'], message: 'Das Zeichen geht nicht.' };
  composing.reply = () =>
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
  expect(composing.announced).toEqual([]);
});

test('with several authorities the person says to whom, and sees who will read it', async () => {
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
  await waitFor(() => expect(composing.sent).toHaveLength(1));
  expect(composing.sent[0]?.recipientIds).toEqual(['aut_2']);
});

test('what the mailbox of an authority cannot take is refused with its number, and how else to reach it is said', async () => {
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
  expect(composing.sent).toEqual([]);
});

test('what is discarded while it is being saved stays nowhere', async () => {
  serve([party('1', 'Stadt Bamberg')]);
  let answer = () => {};
  const discarded: string[] = [];
  server.use(
    graphql.mutation('SaveDraft', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
        composing.saved.push({ body: '' });
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
  await waitFor(() => expect(composing.saved).toHaveLength(1));
  await user.click(screen.getByRole('button', { name: 'Verwerfen' }));
  const dialog = screen.getByRole('dialog', { name: 'Entwurf verwerfen?' });
  await user.click(within(dialog).getByRole('button', { name: 'Verwerfen' }));
  answer();
  await waitFor(() => expect(discarded).toEqual(['drf_1']));
  await user.click(await screen.findByRole('button', { name: /Nachricht an .* schreiben|Entwurf/ }));
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('');
});

test('a service that needs written form says so, and its application is refused with the way that suffices', async () => {
  const service = { __typename: 'Service', id: 'srv_Baugenehmigung', name: 'Baugenehmigung' };
  const submissions = [{ __typename: 'ServiceSubmission', service, submission: inWriting }];
  serve([{ ...party('1', 'Stadt Bamberg', ['Baugenehmigung', 'Hausnummer']), submissions }]);
  const refused = {
    __typename: 'UserError',
    code: 'FORM_NOT_SUFFICIENT',
    field: ['kind'],
    message: 'Das Gesetz verlangt die Schriftform.',
  };
  composing.reply = () =>
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
  expect(await screen.findByText('Baugenehmigung: Schriftform nötig')).toBeTruthy();
  await user.click(screen.getByLabelText('Hausnummer'));
  expect(screen.queryByText('Baugenehmigung: Schriftform nötig')).toBeNull();
  await user.click(screen.getByLabelText('Baugenehmigung'));
  expect(screen.getByText(/Auf Papier bei der Bauaufsichtsbehörde/)).toBeTruthy();
  await user.type(screen.getByLabelText('Betreff'), 'Antrag');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Hiermit');
  await user.click(screen.getByLabelText('Das ist ein Antrag'));
  await user.click(sendButton());
  const mark = await screen.findByRole('checkbox', { name: 'Das ist ein Antrag' });
  await waitFor(() => expect(mark.getAttribute('aria-invalid')).toBe('true'));
  expect(composing.sent[0]).toMatchObject({ kind: 'APPLICATION' });
  expect(screen.getByLabelText<HTMLTextAreaElement>('Ihre Nachricht').value).toBe('Hiermit');
});
