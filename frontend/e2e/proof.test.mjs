import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const title = `Nachweise ${Date.now()}`;
let browser;
let mailbox;

before(async () => {
  browser = await launch();
  const ask = await as('citizen@demo.example');
  mailbox = await openMailbox(ask, 'Landeshauptstadt München', title);
  await send(ask, mailbox, 'Anzeige des Gewerbes', 'Guten Tag,\n\nhiermit zeige ich mein Gewerbe an.');
});
after(() => browser.close());

/** Presses a button and answers the bytes of what it saves. */
async function saved(page, button, name = /\.asice$/) {
  const waiting = page.waitForEvent('download');
  await button.click();
  const download = await waiting;
  assert.match(download.suggestedFilename(), name);
  return fs.readFileSync(await download.path());
}

async function check(page, name, buffer) {
  await page.goto('/pruefen');
  await page.getByRole('heading', { level: 1, name: 'Nachweis prüfen' }).waitFor();
  await page.locator('#package').setInputFiles({ name, mimeType: 'application/vnd.etsi.asic-e+zip', buffer });
  await page.getByRole('heading', { name: 'Was geprüft wurde' }).waitFor();
}

/** The package with one letter of its message changed. */
function tampered(buffer) {
  const copy = Buffer.from(buffer);
  const at = copy.indexOf('hiermit zeige ich mein Gewerbe an');
  assert.ok(at > 0, 'the text stands in the package');
  copy[at] = 'H'.charCodeAt(0);
  return copy;
}

test('the owner downloads a proof, and the page checks it without sending it anywhere', async () => {
  const { context, page, faults } = await visit(browser, desktop);
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${mailbox.mailboxId}`);
  await page.getByText('Nachweis', { exact: true }).click();
  const proof = await saved(page, page.getByRole('button', { name: 'Nachweis herunterladen' }));
  await page.getByText('So prüfen Sie die Datei:').waitFor();
  await look(page, 'proof-message');
  await page.getByRole('link', { name: /auf der Seite „Nachweis prüfen“/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Nachweis prüfen' }).waitFor();
  await look(page, 'proof-empty');

  const sent = [];
  page.on('request', (request) => sent.push(request.postDataBuffer()?.length ?? 0));
  await check(page, 'nachweis.asice', proof);
  await page.getByText('Gültig: echt und unverändert').waitFor();
  assert.ok(await page.locator('.verify-arrival').evaluate((found) => found === document.activeElement));
  assert.equal(await page.getByText('stimmt nicht').count(), 0);
  await page.getByText('Johanna Lindner an Landeshauptstadt München').waitFor();
  assert.ok(Math.max(0, ...sent) < 2000, 'nothing of the size of a package is sent');
  await look(page, 'proof-valid');

  await check(page, 'verändert.asice', tampered(proof));
  await page.getByText('Nicht gültig').waitFor();
  await page.getByText('nachricht.txt').first().waitFor();
  await look(page, 'proof-tampered');

  await page.goto('/pruefen');
  await page.locator('#package').setInputFiles({
    name: 'brief.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4 ein Brief, kein Paket'),
  });
  await page.getByText('brief.pdf ist nicht prüfbar').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('who deletes a mailbox gets a certificate of that, which names nobody and can be checked', async () => {
  const other = await openMailbox(await as('citizen@demo.example'), 'Landeshauptstadt München', `Ende ${Date.now()}`);
  const { context, page, faults } = await visit(browser, desktop);
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${other.mailboxId}`);
  await page.getByRole('button', { name: 'Fallpostfach löschen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Löschbescheinigung herunterladen' }).waitFor();
  await look(page, 'deletion-dialog');
  const certificate = await saved(page, dialog.getByRole('button', { name: 'Endgültig löschen' }));
  await page.waitForURL('**/postfach');
  for (const personal of [other.mailboxId, 'Demmel', 'citizen@'])
    assert.ok(!certificate.includes(personal), `the certificate has ${personal}`);
  await check(page, 'loeschbescheinigung.asice', certificate);
  await page.getByText('Gültig: echt und unverändert').waitFor();
  await page.getByText('ein Fallpostfach', { exact: true }).waitFor();
  await page.getByText('Das belegt sie nicht:').waitFor();
  await look(page, 'deletion-verified');
  await page.setViewportSize(phone.viewport);
  await look(page, 'deletion-verified-phone');
  assert.deepEqual(faults, []);
  await context.close();
});

test('owner and clerk take everything along, each their own side, and both packages hold', async () => {
  const citizen = await visit(browser, phone);
  await signIn(citizen.page, 'citizen@demo.example');
  await citizen.page.goto(`/postfach/${mailbox.mailboxId}`);
  await citizen.page.getByText('Alles exportieren', { exact: true }).click();
  const whole = await saved(citizen.page, citizen.page.getByRole('button', { name: 'Alles herunterladen' }));
  await look(citizen.page, 'proof-export-phone');
  await check(citizen.page, 'export.asice', whole);
  await citizen.page.getByText('Gültig: echt und unverändert').waitFor();
  await citizen.page.getByText('Export eines Fallpostfachs oder Falls').waitFor();
  await look(citizen.page, 'proof-valid-phone');

  const clerk = await visit(browser, desktop);
  const { page } = clerk;
  await signIn(page, 'clerk-muenchen@demo.example');
  await page.goto(`/eingang?suche=${encodeURIComponent(title)}`);
  await page.waitForURL(/eingang\/aut_/);
  await page.goto(`${page.url().split('?')[0]}?suche=${encodeURIComponent(title)}`);
  await page.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await page.getByText('Nachweis', { exact: true }).click();
  const proof = await saved(page, page.getByRole('button', { name: 'Nachweis herunterladen' }));
  await page.getByText('Alles exportieren', { exact: true }).click();
  const file = await saved(page, page.getByRole('button', { name: 'Fall herunterladen' }));
  const transfer = await saved(
    page,
    page.getByRole('button', { name: 'Als xdomea herunterladen' }),
    /_Abgabe\.Abgabe\.0401\.zip$/,
  );
  assert.deepEqual([...transfer.subarray(0, 2)], [...Buffer.from('PK')], 'the transfer is a ZIP file');
  assert.ok(transfer.includes('_Abgabe.Abgabe.0401.xml'), 'with the message of the standard');
  await look(page, 'proof-case');
  for (const one of [proof, file]) {
    await check(page, 'fall.asice', one);
    await page.getByText('Gültig: echt und unverändert').waitFor();
  }
  for (const { context, faults } of [citizen, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('the page on trust shows what the packages can be compared with', async () => {
  for (const [name, options] of Object.entries({ 'trust-phone': phone, trust: desktop })) {
    const { context, page, faults } = await visit(browser, options);
    await page.goto('/');
    await page.getByRole('link', { name: 'Vertrauen und Schlüssel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Vertrauen und Schlüssel' }).waitFor();
    await page.getByText('post@schalter.example', { exact: true }).waitFor();
    assert.ok((await page.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/).count()) >= 3);
    await page
      .getByText(/^[0-9a-f]{64}$/)
      .first()
      .waitFor();
    const pem = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Zertifikat herunterladen (PEM): E-Mail-Gateway' }).click();
    assert.match(fs.readFileSync(await (await pem).path(), 'utf8'), /^-----BEGIN CERTIFICATE-----/);
    await look(page, name);
    assert.deepEqual(faults, []);
    await context.close();
  }
});
