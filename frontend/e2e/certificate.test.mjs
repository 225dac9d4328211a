// Sign-in by organisation certificate, through the demonstration's own provider.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, launch, visit } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const button = /^Mit Organisationszertifikat anmelden/;

async function choose(page, name) {
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL('**/demo/konto/**');
  await page.getByLabel(name).check();
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

test('a buyer signs in by certificate and comes back to the page that asked for it', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/konto');
  await page.waitForURL('**/anmelden?**');
  await page.getByRole('button', { name: button }).waitFor();
  await assertAccessible(page, 'sign-in');
  await choose(page, /Claudia Reinhardt, Stadt Bamberg/);
  await page.waitForURL('**/konto');
  await page.getByText('buyer@demo.example').first().waitFor();
  assert.ok(!page.url().includes('code'));
  await page.reload();
  await page.getByText('buyer@demo.example').first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a certificate without an account leads to the request for one, and its holder can leave', async () => {
  const { context, page, faults } = await visit(browser, { viewport: { width: 320, height: 700 } });
  await page.goto('/anmelden');
  await choose(page, /Stadt ohne Konto/);
  await page.getByRole('heading', { level: 1, name: 'Für welche Organisation handeln Sie?' }).waitFor();
  await assertAccessible(page, 'request');
  await page.getByRole('link', { name: 'So nehmen Sie das Zertifikat dazu' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zu diesem Zertifikat gibt es noch kein Konto' }).waitFor();
  await page.getByText('thomas.vogel@coburg.example').waitFor();
  await assertAccessible(page, 'no account');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it fits 320 px');
  await page.reload();
  await page.getByText('thomas.vogel@coburg.example').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Abmelden' }).click();
  await page.waitForURL('**/anmelden');
  assert.deepEqual(faults, []);
  await context.close();
});

test('who gives up, whose certificate has ended, and who was sent here by somebody else is told what to do', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/anmelden');
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL('**/demo/konto/**');
  await assertAccessible(page, 'choice of the certificate');
  await page.getByRole('button', { name: 'Abbrechen und zurück' }).click();
  await page.getByText('Sie haben die Anmeldung abgebrochen.').waitFor();
  await page.getByRole('link', { name: 'Zurück zur Anmeldung' }).click();
  await choose(page, /Rita Koch, Stadt Forchheim/);
  await page.getByText('Ihr Organisationszertifikat ist abgelaufen.').waitFor();
  await assertAccessible(page, 'failure');
  await page.goto('/auth/organisation/demo/return?code=stolen&state=forged');
  await page.getByText('nicht in diesem Browser begonnen').waitFor();
  assert.ok(!page.url().includes('stolen'));
  assert.deepEqual(faults, []);
  await context.close();
});
