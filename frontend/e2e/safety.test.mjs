import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, subjects } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';

let browser;
let ask;

before(async () => {
  browser = await launch();
  ask = await as('citizen@demo.example');
});
after(() => browser.close());

async function compose(page, mailboxId, subject, body) {
  await page.goto(`/postfach/${mailboxId}`);
  await page.getByRole('button', { name: /Nachricht an/ }).click();
  await page.getByLabel('Betreff').fill(subject);
  await page.getByLabel('Ihre Nachricht').fill(body);
}

test('a draft survives a reload, and another device finds it', async () => {
  const { mailboxId } = await openMailbox(ask, 'Landeshauptstadt München', 'Entwürfe');
  const first = await visit(browser);
  await signIn(first.page, 'citizen@demo.example');
  await compose(first.page, mailboxId, 'Angefangen', 'Guten Tag, ich');
  await first.page.getByText(/Entwurf gespeichert um/).waitFor();
  await first.page.reload();
  await first.page.getByRole('button', { name: /Entwurf „Angefangen“ fortsetzen/ }).click();
  assert.equal(await first.page.getByLabel('Ihre Nachricht').inputValue(), 'Guten Tag, ich');

  const second = await visit(browser);
  await signIn(second.page, 'citizen@demo.example');
  await second.page.goto(`/postfach/${mailboxId}`);
  await second.page.getByRole('button', { name: /Entwurf „Angefangen“ fortsetzen/ }).click();
  await second.page.getByLabel('Ihre Nachricht').fill('Guten Tag, ich schreibe vom anderen Gerät');
  await second.page.getByText(/Entwurf gespeichert um/).waitFor();
  await second.page.waitForTimeout(2500);

  // The first device does not overwrite it unseen.
  await first.page.getByLabel('Ihre Nachricht').fill('Guten Tag, ich schreibe hier weiter');
  await first.page.getByText('Dieser Entwurf wurde auf einem anderen Gerät geändert').waitFor();
  await first.page.getByRole('button', { name: 'Den anderen Stand übernehmen' }).click();
  await first.page.getByText('Dieser Entwurf wurde auf einem anderen Gerät geändert').waitFor({ state: 'detached' });
  assert.match(await first.page.getByLabel('Ihre Nachricht').inputValue(), /vom anderen Gerät/);
  assert.deepEqual([...first.faults, ...second.faults], []);
  await first.context.close();
  await second.context.close();
});

test('the answer to a sending gets lost: repeated, also after a reload, the message is there once', async () => {
  const { mailboxId } = await openMailbox(ask, 'Landeshauptstadt München', 'Einmal senden');
  const { context, page, faults } = await visit(browser);
  await signIn(page, 'citizen@demo.example');
  await compose(page, mailboxId, 'Nur einmal', 'Bitte einmal.');
  // The request arrives, its answer does not.
  let lost = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('messageSend')) return route.fallback();
    await route.fetch();
    lost++;
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'Senden' }).dblclick();
  await page.getByText('Wir wissen nicht, ob Ihre Nachricht angekommen ist').waitFor();
  assert.equal(lost, 1);
  await page.unroute('**/graphql');
  await page.reload();
  assert.equal(await page.getByLabel('Ihre Nachricht').inputValue(), 'Bitte einmal.');
  await page.getByRole('button', { name: 'Noch einmal senden' }).click();
  await page.getByRole('button', { name: /Nachricht an/ }).waitFor();
  await page.getByRole('heading', { name: 'Nur einmal' }).waitFor();
  assert.deepEqual(await subjects(ask, mailboxId), ['Nur einmal']);
  assert.deepEqual(faults, []);
  await context.close();
});

test('without a connection the text stays, a banner says so, and afterwards it can be sent', async () => {
  const { mailboxId } = await openMailbox(ask, 'Landeshauptstadt München', 'Ohne Netz');
  const { context, page } = await visit(browser);
  await signIn(page, 'citizen@demo.example');
  await compose(page, mailboxId, 'Aus dem Tunnel', 'Guten Tag');
  await context.setOffline(true);
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag aus dem Tunnel');
  await page.getByText(/Keine Verbindung/).waitFor();
  await page.getByRole('button', { name: 'Senden' }).click();
  await page.getByRole('alert').filter({ hasText: 'Nicht gesendet' }).waitFor();
  await context.setOffline(false);
  await page.getByText(/Keine Verbindung/).waitFor({ state: 'detached', timeout: 40_000 });
  await page.getByRole('button', { name: 'Noch einmal senden' }).click();
  await page.getByRole('heading', { name: 'Aus dem Tunnel' }).waitFor();
  assert.deepEqual(await subjects(ask, mailboxId), ['Aus dem Tunnel']);
  await context.close();
});
