import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, launch, signIn, visit } from './browser.mjs';

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n',
);
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function openCafe(page, title) {
  await page.goto('/');
  await page.getByRole('searchbox').fill('Café eröffnen in Pegnitz');
  // The hit that knows the place, not the undertaking among the popular ones.
  await page.locator('a[href*="ars=09472"]').filter({ hasText: 'Café oder Gaststätte eröffnen' }).click();
  await page.getByRole('heading', { level: 1, name: /Café oder Gaststätte/ }).waitFor();
  const groups = page.getByRole('main').locator('fieldset');
  await groups.first().waitFor();
  // Each service to the first authority, one to the Einheitlicher Ansprechpartner: a mailbox with several authorities.
  const count = await groups.count();
  for (let index = 0; index < count; index++) {
    const radios = groups.nth(index).getByRole('radio');
    await (index === 1 ? radios.last() : radios.first()).check();
  }
  await page.getByRole('button', { name: /Fallpostfach/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Fallpostfach öffnen' }).waitFor();
  await page.getByLabel(/Titel/).fill(title);
  await page.getByRole('button', { name: 'Fallpostfach öffnen' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

test('a citizen writes, the clerk answers, and each sees it live', async () => {
  const citizen = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const clerk = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const title = `Café ${Date.now()}`;
  await signIn(clerk.page, 'clerk@demo.example');
  await clerk.page.goto('/eingang?ordnung=neu');
  await clerk.page.getByRole('heading', { level: 1, name: 'Eingang' }).waitFor();
  await signIn(citizen.page, 'citizen@demo.example');
  const { page } = citizen;
  await openCafe(page, title);

  // To one of the two authorities, with a document, asking for a receipt.
  await page.getByRole('button', { name: /Nachricht an/ }).click();
  await page.getByRole('checkbox', { name: /Landratsamt Bayreuth/ }).check();
  await page.getByText('Diese Nachricht sehen nur Sie und Landratsamt Bayreuth.').waitFor();
  // Not for every service of this office a message is a valid application: the one meant is named.
  await page.getByRole('checkbox', { name: 'Lebensmittelbetrieb registrieren' }).check();
  await page.getByLabel('Betreff').fill('Antrag auf Gaststättenerlaubnis');
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag,\nanbei der Antrag.');
  await page.locator('#documents').setInputFiles([
    { name: 'Antrag.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: 'programm.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
  ]);
  await page.getByText(/Diese Art Datei wird nicht angenommen/).waitFor();
  await page.getByRole('button', { name: 'programm.exe entfernen' }).click();
  await page.getByText('bereit').waitFor();
  await page.getByLabel('Das ist ein Antrag').check();
  await page.getByLabel('Empfangsbestätigung anfordern').check();
  await assertAccessible(page, 'composer');
  await page.getByRole('button', { name: 'Senden' }).click();
  const ladder = page.getByRole('list', { name: 'Zustellung an Landratsamt Bayreuth' });
  await ladder.getByText('Im Postfach der Stelle').waitFor();

  // The clerk sees the case without reloading, opens it, downloads, confirms.
  const desk = clerk.page;
  const row = desk.getByRole('link', { name: 'Johanna Lindner' });
  const news = desk.getByRole('button', { name: /mit Neuem/ });
  await row.or(news).first().waitFor();
  if (await news.isVisible()) await news.click();
  await desk.getByText(title).first().waitFor();
  await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await desk.getByRole('heading', { level: 1, name: title }).waitFor();
  await desk.getByText('Maximilianstraße 38').waitFor();
  await desk.locator('.postbox-message').getByText('Antrag', { exact: true }).waitFor();
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Antrag.pdf herunterladen' }).click();
  assert.equal((await saved).suggestedFilename(), 'Antrag.pdf');
  await desk.getByRole('button', { name: 'Empfang bestätigen' }).click();
  await desk.getByText(/Empfang bestätigt durch/).waitFor();
  await assertAccessible(desk, 'case');

  // The citizen sees the ladder move, without reloading.
  await page.getByText(/Empfang bestätigt von/).waitFor();
  assert.match(await ladder.textContent(), /Geöffnet – erledigt/);

  // The clerk asks for something by a date.
  await desk
    .getByRole('button', { name: /antworten/ })
    .first()
    .click();
  await desk.getByRole('radio', { name: 'Bitte um Antwort' }).check();
  const due = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await desk.getByLabel('Antwort erbeten bis').fill(due);
  await desk.getByLabel('Betreff').fill('Bitte den Grundriss');
  await desk.getByLabel('Ihre Nachricht').fill('Bitte senden Sie den Grundriss mit Maßen.');
  await desk.getByLabel('Ihre Nachricht').press('Control+Enter');
  await page.getByRole('heading', { name: 'Bitte den Grundriss' }).waitFor();
  await page.getByText(/Ihre Antwort wird bis .* erwartet/).waitFor();
  await assertAccessible(page, 'thread');

  // A decision stays closed until it is opened deliberately.
  await desk
    .getByRole('button', { name: /antworten/ })
    .first()
    .click();
  await desk.getByRole('radio', { name: 'Bescheid' }).check();
  await desk.getByLabel('Betreff').fill('Erlaubnis');
  await desk.getByLabel('Ihre Nachricht').fill('Die Erlaubnis wird erteilt.');
  await desk.getByRole('button', { name: 'Senden' }).click();
  await page.getByRole('button', { name: 'Bescheid öffnen' }).waitFor();
  assert.equal(await page.getByText('Die Erlaubnis wird erteilt.').count(), 0);
  await page.getByRole('button', { name: 'Bescheid öffnen' }).click();
  await page.getByText('Die Erlaubnis wird erteilt.').waitFor();

  // The clerk of the other body sees nothing of all this.
  const other = await visit(browser);
  await signIn(other.page, 'clerk-ea@demo.example');
  await other.page.goto('/eingang');
  await other.page.getByRole('heading', { level: 1, name: 'Eingang' }).waitFor();
  await other.page.waitForLoadState('networkidle');
  assert.equal(await other.page.getByText(title).count(), 0);

  // Deleting the mailbox tells the body, which keeps its copy.
  await page.getByRole('button', { name: 'Fallpostfach löschen' }).click();
  await page
    .getByRole('dialog')
    .getByText(/Was dort angekommen ist, bleibt dort/)
    .waitFor();
  await assertAccessible(page, 'dialog before a mailbox is deleted');
  await page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ihre Fallpostfächer' }).waitFor();
  assert.equal(await page.getByRole('link', { name: title }).count(), 0);
  await desk.getByText('Das Fallpostfach der Person ist gelöscht').waitFor();
  await desk.getByText('anbei der Antrag.').waitFor();

  for (const { context, faults } of [citizen, clerk, other]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
