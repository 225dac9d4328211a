// The end of a mailbox. Five months do not go by in a journey: that the owner was warned is altered in the program's answer on its way to the page,
// the rest is the program's. That it warns, and when, is tested where the clock is moved (internal/postbox, internal/app).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { alterAnswers, launch, signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const saved = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
};

for (const [name, viewport] of [
  ['wide', { width: 1280, height: 900 }],
  ['narrow', { width: 390, height: 844 }],
]) {
  test(`who is warned of a mailbox's end sees when and why, takes all along and keeps it (${name})`, async () => {
    const ask = await as('citizen@demo.example');
    const mailbox = await openMailbox(ask, 'Landratsamt Bayreuth', `Ende ${name} ${Date.now()}`);
    await send(ask, mailbox, 'Anfrage', 'Guten Tag, wie lange dauert das?');
    const { page, context, faults } = await visit(browser, { viewport });
    await signIn(page, 'citizen@demo.example');
    let warned = true;
    await alterAnswers(page, (body) =>
      warned ? body.replaceAll('"deletionWarnings":0', '"deletionWarnings":1') : body,
    );
    await page.goto(`/postfach/${mailbox.mailboxId}`);
    await page.getByText(/^Dieses Fallpostfach wird am .* gelöscht$/).waitFor();
    await page.getByText(/^Seit Monaten ist hier nichts geschehen/).waitFor();
    await look(page, 'ending-warned');
    await page.getByText('Alles exportieren', { exact: true }).click();
    const whole = await saved(page, page.getByRole('button', { name: 'Alles herunterladen' }));
    assert.ok(whole.length > 1000, 'the export is empty');
    warned = false;
    await page.getByRole('button', { name: 'Behalten' }).click();
    await page.getByText(/^Dieses Fallpostfach wird am .* gelöscht$/).waitFor({ state: 'detached' });
    await look(page, 'ending-kept');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`who deletes a mailbox sees before what is lost, and gets the certificate (${name})`, async () => {
    const ask = await as('citizen@demo.example');
    const mailbox = await openMailbox(ask, 'Landratsamt Bayreuth', `Löschen ${name} ${Date.now()}`);
    await send(ask, mailbox, 'Anfrage', 'Guten Tag, wie lange dauert das?');
    const { page, context, faults } = await visit(browser, { viewport });
    await signIn(page, 'citizen@demo.example');
    await page.goto(`/postfach/${mailbox.mailboxId}`);
    await page.getByRole('button', { name: 'Nachricht löschen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Was bei Landratsamt Bayreuth liegt, bleibt dort.').waitFor();
    await dialog.getByText('Niemand wird davon benachrichtigt.').waitFor();
    await look(page, 'ending-message');
    await dialog.getByRole('button', { name: 'Abbrechen' }).click();
    await page.getByRole('button', { name: 'Fallpostfach löschen' }).click();
    await dialog.getByText(/^Landratsamt Bayreuth bekommt Bescheid/).waitFor();
    await dialog.getByText(/^Landratsamt Bayreuth hat noch nicht geantwortet/).waitFor();
    await look(page, 'ending-mailbox');
    const certificate = await saved(page, dialog.getByRole('button', { name: 'Endgültig löschen' }));
    await page.waitForURL('**/postfach');
    await page.goto('/pruefen');
    await page.locator('input[type=file]').first().setInputFiles({
      name: 'loeschbescheinigung.asice',
      mimeType: 'application/vnd.etsi.asic-e+zip',
      buffer: certificate,
    });
    await page.getByText('Gültig: echt und unverändert').waitFor();
    await look(page, 'ending-verified');
    assert.deepEqual(faults, []);
    await context.close();
  });
}
