import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

const authority = 'Landratsamt Bayreuth';
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function decide(desk, subject) {
  await desk
    .getByRole('button', { name: /antworten/ })
    .first()
    .click();
  await desk.getByRole('radio', { name: 'Bescheid' }).check();
  await desk.getByLabel('Betreff').fill(subject);
  await desk.getByLabel('Ihre Nachricht').fill('Die Erlaubnis wird erteilt.');
}

test('a person consents to announcement, reads what it does, and revokes it; a decision says what it does', async () => {
  const title = `Bekanntgabe ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const mailbox = await openMailbox(ask, authority, title);
  await send(ask, mailbox, 'Antrag', 'Bitte entscheiden Sie.');

  // Without consent a decision can only be sent for information, and the composer says so.
  const clerk = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const desk = clerk.page;
  await signIn(desk, 'clerk@demo.example');
  await desk.goto('/eingang?ordnung=neu');
  await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await desk.getByRole('heading', { level: 1, name: title }).waitFor();
  await desk.getByText('keine: Bescheide hier nur zur Kenntnis').waitFor();
  await decide(desk, 'Erster Bescheid');
  await desk.getByText(/hat nicht eingewilligt/).waitFor();
  await assertAccessible(desk, 'composer of a decision without consent');
  await desk.getByRole('button', { name: 'Senden' }).click();

  const citizen = await visit(browser, { viewport: { width: 390, height: 844 } });
  const { page } = citizen;
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${mailbox.mailboxId}`);
  await page.getByText('Zur Kenntnis, nicht bekannt gegeben').waitFor();
  await page.getByText('In Leichter Sprache').first().click();
  await page.getByText('Durch diese Nachricht gilt er aber noch nicht.').waitFor();
  await assertAccessible(page, 'decision for information');
  await assertFits(page, 'decision for information');

  // Beside the authority the text is read, and agreed to expressly.
  await page.getByText('Bescheide und Zustellungen hier').click();
  const announcement = page
    .getByRole('listitem')
    .filter({ hasText: 'Bescheide hier bekannt geben (Art. 24 BayDiG)' })
    .last();
  await announcement.getByText('Sie haben nicht eingewilligt.').waitFor();
  await announcement.getByRole('button', { name: 'Einwilligen' }).click();
  await announcement.getByText('Lesen Sie den Text und bestätigen Sie, dass Sie einwilligen.').waitFor();
  await announcement.getByText(/Text lesen/).click();
  await announcement.getByText(/auch wenn Sie ihn nicht öffnen/).waitFor();
  await assertAccessible(page, 'text of a consent');
  await assertFits(page, 'text of a consent');
  await announcement.getByLabel(/Ich habe den Text gelesen/).check();
  await announcement.getByRole('button', { name: 'Einwilligen' }).click();
  await announcement.getByText(/Sie haben am .* eingewilligt/).waitFor();

  // The clerk finds it, and begins to write.
  await desk.reload();
  await desk.getByText(/Bekanntgabe hier, seit/).waitFor();
  await decide(desk, 'Zweiter Bescheid');
  assert.equal(await desk.getByRole('radio', { name: /Zur Bekanntgabe hier bereitgestellt/ }).isChecked(), true);
  // How long a remedy is open is asked, not guessed.
  await desk.getByRole('button', { name: 'Senden' }).click();
  await desk.getByText('Wählen Sie bitte, was im Bescheid über den Rechtsbehelf steht.').first().waitFor();
  await assertAccessible(desk, 'composer of a decision with consent');
  await desk.getByRole('radio', { name: 'Ein Monat' }).check();

  // Revoked in the account between writing and sending: refused, and nothing is lost.
  await page.goto('/konto');
  await page.getByRole('heading', { name: 'Ihre Einwilligungen' }).waitFor();
  await page.getByRole('button', { name: `Einwilligung widerrufen: Bekanntgabe bei ${authority}` }).waitFor();
  await assertAccessible(page, 'consents in the account');
  await page.getByRole('button', { name: `Einwilligung widerrufen: Bekanntgabe bei ${authority}` }).click();
  await page.getByText(/widerrufen am/).waitFor();
  await desk.getByRole('button', { name: 'Senden' }).click();
  await desk
    .getByText(/hat dem nicht zugestimmt oder ihre Einwilligung widerrufen/)
    .first()
    .waitFor();
  assert.equal(await desk.getByLabel('Ihre Nachricht').inputValue(), 'Die Erlaubnis wird erteilt.');
  await assertAccessible(desk, 'composer after a refusal');

  // For information it goes.
  await desk.getByRole('button', { name: 'Senden' }).click();
  await desk.getByRole('heading', { name: 'Zweiter Bescheid' }).waitFor();
  // What it does comes after the message.
  await desk.getByText('Zur Kenntnis, nicht bekannt gegeben').nth(1).waitFor();
  assert.equal(await desk.getByText('Zur Kenntnis, nicht bekannt gegeben').count(), 2);
});
