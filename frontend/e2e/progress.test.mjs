import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('the authority says how far it is, and the person sees it live and filters by it', async () => {
  const title = `Stand ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', title);
  await send(ask, opened, 'Antrag', 'Guten Tag, anbei der Antrag.');
  const citizen = await visit(browser, { viewport: { width: 390, height: 844 } });
  const clerk = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const { page } = citizen;
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${opened.mailboxId}`);
  const told = page.getByRole('region', { name: 'Wie weit ist es?' });
  await told.getByText('eingegangen').waitFor();
  await told.getByText('In Leichter Sprache').click();
  await told.getByText('Ihre Nachricht ist bei der Behörde.').waitFor();

  const desk = clerk.page;
  await signIn(desk, 'clerk@demo.example');
  await desk.goto(`/eingang/${opened.authorityId}?ordnung=neu`);
  await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await desk.getByRole('heading', { level: 1, name: title }).waitFor();
  await desk.getByRole('button', { name: 'Stand mitteilen' }).click();
  const form = desk.getByRole('form', { name: 'Stand mitteilen' });
  await form.getByLabel('Stand des Verfahrens').selectOption('WAITING_FOR_YOU');
  await form.getByLabel(/Nächster Schritt/).fill('Prüfung des Grundrisses');
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel(/Voraussichtlich bis/).fill(day);
  await form.getByLabel(/Fehlende Unterlagen/).fill('Grundriss mit Maßen\nPachtvertrag');
  await assertAccessible(desk, 'form of the progress');
  await form.getByRole('button', { name: 'Der Person mitteilen' }).click();
  await desk
    .getByRole('region', { name: 'Der Person mitgeteilt' })
    .getByText('Pachtvertrag', { exact: true })
    .waitFor();

  await told.getByText('wartet auf Sie', { exact: true }).waitFor();
  await told.getByText('Grundriss mit Maßen').waitFor();
  await told.getByText('Prüfung des Grundrisses').waitFor();
  await assertAccessible(page, 'progress in the mailbox');
  await assertFits(page, 'progress in the mailbox');

  await page.goto('/postfach');
  await page.getByText('Weitere Filter').click();
  await page.getByLabel('Stand', { exact: true }).selectOption('abgeschlossen');
  await page.getByRole('button', { name: 'Filtern' }).click();
  await page.getByText('Kein Fallpostfach passt dazu').waitFor();
  await page.getByLabel('Stand', { exact: true }).selectOption('sie');
  await page.getByRole('button', { name: 'Filtern' }).click();
  await page.getByRole('link', { name: title }).waitFor();
  await assertAccessible(page, 'filters of the mailboxes');
  await assertFits(page, 'filters of the mailboxes');

  for (const { context, faults } of [citizen, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
