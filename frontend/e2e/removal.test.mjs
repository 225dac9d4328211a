// Who is cut off sees it at once in the page that is open: a member changed and removed, an account blocked, a channel closed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, authorityId, openMailbox, send } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { eventually, look, tray, unconnected } from './channelParts.mjs';

const phone = { width: 390, height: 844 };
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const opened = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

test('a member whose rights are changed and who is removed loses the open inbox at once', async () => {
  const citizen = await as('citizen@demo.example');
  const mailbox = await openMailbox(citizen, 'Landratsamt Bayreuth', `Mitglieder ${Date.now()}`);
  await send(citizen, mailbox, 'Frage', 'Guten Tag, wer liest das?');
  const colleague = await visit(browser);
  await signIn(colleague.page, 'clerk2@demo.example');
  await opened(colleague.page, 'Eingang');
  await colleague.page.getByRole('link', { name: 'Johanna Lindner' }).first().waitFor();

  const { page, context, faults } = await visit(browser);
  await signIn(page, 'clerk@demo.example');
  await page.goto(`/stelle/${mailbox.authorityId}/kanal`);
  const change = page.getByRole('button', { name: 'Rechte von Sabine Engel ändern' });
  await change.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /^Verwaltung/ }).check();
  await look(page, 'member-change');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Rechte von Sabine Engel geändert').waitFor();
  await look(page, 'members');

  await page.setViewportSize(phone);
  await change.click();
  await look(page, 'member-change');
  await dialog.getByRole('button', { name: 'Entfernen', exact: true }).click();
  await page.getByRole('dialog', { name: 'Sabine Engel entfernen?' }).waitFor();
  await look(page, 'member-remove');
  await page.getByRole('button', { name: 'Endgültig entfernen' }).click();
  await page.getByText('Entfernt: Sabine Engel').waitFor();
  await change.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'members');

  // Without a click of hers.
  await opened(colleague.page, 'Sie arbeiten für keine Behörde');
  await look(colleague.page, 'removed');
  assert.deepEqual([...faults, ...colleague.faults], []);
  await context.close();
  await colleague.context.close();
});

test('the open page of an account that is blocked ends with a true sentence, and opens again after the block', async () => {
  const email = 'clerk-ea@demo.example';
  const person = await visit(browser, { viewport: phone });
  await signIn(person.page, email);
  await opened(person.page, 'Eingang');
  const { page, context, faults } = await visit(browser);
  await signIn(page, 'operator@demo.example');
  await page.goto('/betrieb?bereich=konten');
  await page.getByLabel('E-Mail-Adresse oder Kennung').fill(email);
  await page.getByLabel('Grund').fill('Das Konto wird von Fremden benutzt.');
  await page.getByRole('button', { name: 'Konto sperren' }).click();
  await page.getByText(/^Gesperrt: acc_/).waitFor();
  await look(page, 'desk-accounts');
  try {
    // Without a click of theirs.
    await opened(person.page, 'Anmelden');
    await person.page.getByText('Ihre Sitzung ist beendet.').waitFor();
    await look(person.page, 'blocked');
    assert.deepEqual(await (await as(email))('{ viewer { id } }'), { viewer: null }, 'a blocked account signs in');
  } finally {
    await page.getByRole('button', { name: /^Sperre aufheben: Konto acc_/ }).click();
    await page.getByText(/^Sperre aufgehoben: acc_/).waitFor();
  }
  await page.setViewportSize(phone);
  await look(page, 'desk-accounts');
  await signIn(person.page, email);
  await opened(person.page, 'Eingang');
  assert.deepEqual([...faults, ...person.faults], []);
  await context.close();
  await person.context.close();
});

// Connects an authority by everything that has to happen; answers its id.
async function connect(name, email) {
  const [operator, second, contact] = [
    await as('operator@demo.example'),
    await as('operator2@demo.example'),
    await as(email),
  ];
  const { id } = await unconnected(operator, name);
  await operator(
    'mutation ($i: AuthorityConnectRequestInput!) { authorityConnectRequest(input: $i) { userErrors { message } } }',
    { i: { authorityId: id, kind: 'INBOX', contact: { name: 'Tobias Wagner', email } } },
  );
  const { desk } = await operator(
    '{ desk { connectRequests(first: 100) { edges { node { id authority { id } } } } } }',
  );
  const request = desk.connectRequests.edges.find(({ node }) => node.authority.id === id).node.id;
  const address = { street: 'Rathausplatz', houseNumber: '1', postalCode: '91522', city: 'Musterstadt', country: 'DE' };
  for (const decide of [operator, second]) {
    await decide(
      'mutation ($i: AuthorityConnectDecideInput!) { authorityConnectDecide(input: $i) { userErrors { message } } }',
      { i: { requestId: request, approve: true, address } },
    );
  }
  const letter = await eventually('the letter', async () =>
    (await tray('letters')).find(({ recipient }) => recipient.includes(name)),
  );
  const { authorityConnectConfirm } = await contact(
    'mutation ($i: AuthorityConnectConfirmInput!) { authorityConnectConfirm(input: $i) { userErrors { message } } }',
    { i: { code: letter.code } },
  );
  assert.deepEqual(authorityConnectConfirm.userErrors, []);
  assert.equal(await authorityId(contact, name), id);
  return id;
}

test('a channel that is closed: the citizen can no longer write, is told what was not read, and sees other ways', async () => {
  const name = 'Stadt Fürth';
  const email = 'clerk-ea@demo.example';
  const id = await connect(name, email);
  const citizen = await as('citizen@demo.example');
  const mailbox = await openMailbox(citizen, name, 'Geschlossen');
  await send(citizen, mailbox, 'Ungelesen', 'Guten Tag, erreicht Sie das?');
  const owner = await visit(browser, { viewport: phone });
  await signIn(owner.page, 'citizen@demo.example');
  await owner.page.goto(`/postfach/${mailbox.mailboxId}`);
  await owner.page.getByRole('heading', { name: 'Ungelesen' }).waitFor();
  await owner.page.getByRole('button', { name: /Nachricht an .* schreiben/ }).waitFor();

  const { page, context, faults } = await visit(browser);
  await signIn(page, email);
  await page.goto(`/stelle/${id}/kanal`);
  await page.getByRole('button', { name: 'Anbindung beenden' }).click();
  await page.getByRole('dialog', { name: `Anbindung von ${name} beenden?` }).waitFor();
  await look(page, 'channel-close');
  await page.getByRole('dialog').getByRole('button', { name: 'Anbindung beenden' }).click();
  await page.getByText('Diese Behörde ist nicht mehr angebunden').waitFor();
  await look(page, 'channel-closed');

  await owner.page
    .getByRole('heading', { name: /^Nicht zugestellt/ })
    .first()
    .waitFor();
  await owner.page.reload();
  await owner.page.getByRole('heading', { name: 'Ungelesen' }).waitFor();
  await look(owner.page, 'mailbox-closed');
  assert.equal(await owner.page.getByRole('button', { name: /Nachricht an .* schreiben/ }).count(), 0);
  await owner.page.goto(`/behoerde/${id}`);
  await owner.page
    .getByText('Diese Stelle ist nicht angeschlossen. Sie erreichen sie auf den üblichen Wegen.')
    .waitFor();
  await look(owner.page, 'authority-closed');
  assert.deepEqual([...faults, ...owner.faults], []);
  await context.close();
  await owner.context.close();
});
