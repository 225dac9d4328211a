import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginComposing, compose, composing, keptDraft, serve } from '../../../test/composer.ts';
import { party } from '../../../test/postbox.ts';
import { server } from '../../../test/server.ts';

beforeEach(beginComposing);

// Leaving saves the draft once more; the network must still be there for it.
afterEach(async () => {
  cleanup();
  await new Promise((resolve) => setTimeout(resolve, 50));
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
  expect(composing.announced).toEqual(['IMG_0815.HEIC']);
  await user.click(convert);
  await waitFor(() => expect(composing.announced).toEqual(['IMG_0815.HEIC', 'IMG_0815.jpg']));
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
  await waitFor(() => expect(composing.announced).toEqual(['IMG_0815.HEIC', 'IMG_0815.jpg']));
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
  expect(composing.announced).toEqual(['IMG_0815.HEIC']);
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
  expect(composing.announced).toEqual(['IMG_0815.HEIC']);
});
