import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { base, launch, signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

const desktop = { viewport: { width: 1280, height: 900 } };
let browser;
let ask;

before(async () => {
  browser = await launch();
  ask = await as('citizen@demo.example');
});
after(() => browser.close());

/** How the simulated authority's mail server treats what comes. */
async function behave(mode) {
  const { status } = await fetch(`${base}/demo/authority`, {
    method: 'POST',
    body: new URLSearchParams({ mode }),
    redirect: 'manual',
  });
  assert.ok(status < 400, `the tray answers ${status}`);
}

async function sendByMail(title, subject) {
  const mailbox = await openMailbox(ask, 'Stadt Bamberg', title);
  await send(ask, mailbox, subject, 'Guten Tag,\n\neine Frage.');
  return mailbox;
}

async function open(mailboxId, options = desktop) {
  const window = await visit(browser, options);
  await signIn(window.page, 'citizen@demo.example');
  await window.page.goto(`/postfach/${mailboxId}`);
  return window;
}

const ladderOf = (page) => page.getByRole('list', { name: 'Zustellung an Stadt Bamberg' });

async function ended(...windows) {
  for (const { context, faults } of windows) {
    assert.deepEqual(faults, []);
    await context.close();
  }
}

test('a body with a mailbox of its own is written to by mail, and answers', async () => {
  await behave('WORKING');
  const { mailboxId } = await openMailbox(ask, 'Stadt Bamberg', 'Café am Grünen Markt');
  const window = await open(mailboxId);
  const { page } = window;
  await page.getByRole('button', { name: /Nachricht an Stadt Bamberg/ }).click();
  await page.getByText(/geht signiert und verschlüsselt an das eigene E-Mail-Postfach/).waitFor();
  await page.getByLabel('Betreff').fill('Außengastronomie');
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag,\n\nwie viele Tische darf ich aufstellen?');
  await page.getByLabel('Empfangsbestätigung anfordern').check();
  await look(page, 'bymail-composer');
  await page.getByRole('button', { name: 'Senden' }).click();
  await page.getByText('Weg: signiert und verschlüsselt an das eigene E-Mail-Postfach der Stelle').waitFor();
  const ladder = ladderOf(page);
  await ladder.getByText('An unseren Mailserver übergeben').waitFor();
  assert.doesNotMatch(await ladder.textContent(), /zugestellt/i);
  await ladder.getByText('Im Postfach der Stelle').waitFor({ timeout: 30_000 });
  // The answer comes live, by the simulated clerk.
  await page
    .locator('.postbox-message--other')
    .getByText(/Stadt Bamberg/)
    .first()
    .waitFor({ timeout: 60_000 });
  await ladder.getByText('Beantwortet').waitFor();
  await page.getByText('Zustellung im Einzelnen').first().click();
  await page.getByText(/liegt die Nachricht im Postfach/).waitFor();
  await look(page, 'bymail-answered');
  // What the authority signed itself is there to be taken home.
  const answer = page.locator('.postbox-message--other').first();
  await answer.getByText('Nachweis', { exact: true }).click();
  await answer.getByText(/so, wie die Behörde sie digital signiert hat/).waitFor();
  const original = page.waitForEvent('download');
  await answer.getByRole('button', { name: 'Signiertes Original der Behörde herunterladen (.eml)' }).click();
  const saved = await original;
  assert.match(saved.suggestedFilename(), /^antwort-.*\.eml$/);
  assert.match(await readFile(await saved.path(), 'utf8'), /multipart\/signed/);
  const phone = await open(mailboxId, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ladderOf(phone.page).getByText('Beantwortet').waitFor();
  await look(phone.page, 'bymail-answered-phone');
  await ended(window, phone);
});

test('silence is said as silence', async () => {
  await behave('SILENT');
  const { mailboxId } = await sendByMail('Stille', 'Ohne Rückmeldung');
  const window = await open(mailboxId);
  await window.page
    .getByText(/Keine weitere Meldung. Das heißt nicht, dass die Nachricht nicht ankam/)
    .waitFor({ timeout: 30_000 });
  assert.equal(await ladderOf(window.page).getByText('Im Postfach der Stelle').count(), 0);
  await look(window.page, 'bymail-silent');
  await ended(window);
});

test('a full mailbox delays the delivery, and the next try is named', async () => {
  await behave('FULL');
  const { mailboxId } = await sendByMail('Volles Postfach', 'Kommt später');
  const window = await open(mailboxId);
  await ladderOf(window.page).getByText('Verzögert').waitFor({ timeout: 30_000 });
  await window.page.getByText(/Nächster Versuch:/).waitFor();
  await look(window.page, 'bymail-delayed');
  await ended(window);
});

test('a failed delivery says why, prints the letter, and its notice leads to both', async () => {
  await behave('UNKNOWN');
  const { mailboxId } = await sendByMail('Unbekanntes Postfach', 'Kommt nicht an');
  const window = await open(mailboxId);
  const { page } = window;
  await ladderOf(page).getByText('Nicht zugestellt').waitFor({ timeout: 30_000 });
  await page.getByText('Das E-Mail-Postfach der Stelle gibt es nicht mehr.').first().waitFor();
  const letter = page.getByRole('button', { name: 'Nachricht an Stadt Bamberg als Brief oder Fax drucken (PDF)' });
  const notice = page.locator('.postbox-message--notice');
  await notice.getByText('Betrifft Ihre Nachricht „Kommt nicht an“').waitFor({ timeout: 30_000 });
  await notice.getByRole('button', { name: /drucken/ }).waitFor();
  for (const button of [letter.first(), notice.getByRole('button', { name: /drucken/ })]) {
    const saved = page.waitForEvent('download');
    await button.click();
    assert.match((await saved).suggestedFilename(), /^brief-.*\.pdf$/);
  }
  await notice.getByRole('button', { name: 'Zur Nachricht' }).press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Kommt nicht an');
  await look(page, 'bymail-failed');
  const phone = await open(mailboxId, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await phone.page
    .locator('.postbox-notice')
    .getByRole('button', { name: /drucken/ })
    .waitFor();
  await look(phone.page, 'bymail-failed-phone');
  await ended(window, phone);
  await behave('WORKING');
});
