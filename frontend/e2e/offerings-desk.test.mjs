// The catalogue as editors keep it: a new offering from nothing to its first order, and what becomes of an order when the sheet changes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { look } from './channelParts.mjs';
import { desktop, ended, enter, fillOrder, heading, people, phone, sendOrder } from './tradeParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const editor = 'editor@demo.example';
const openSection = (page, name) =>
  page.getByRole('navigation', { name: 'Abschnitte' }).getByRole('button', { name, exact: true }).click();

/** Types into a field with suggestions and takes one. */
async function pick(page, label, words, option) {
  await page.getByRole('combobox', { name: label }).fill(words);
  await page.getByRole('option', { name: option }).first().click();
}

async function checkAndSave(page, button, where) {
  await page.getByRole('button', { name: 'Änderungen prüfen' }).click();
  await page.getByRole('heading', { level: 2, name: 'Prüfen und speichern' }).waitFor();
  await page.getByRole('region', { name: 'Vorschau: wie es alle sehen' }).waitFor();
  await look(page, where);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('F11 F28 an editor writes an offering from nothing; a municipality orders it, and its order keeps the text that it was made from', async () => {
  const window = await enter(browser, editor, '/betrieb/angebote', desktop);
  const { page } = window;
  await heading(page, 'Angebote pflegen');
  await page.getByRole('link', { name: 'Anmeldung der Eheschließung bearbeiten' }).waitFor();
  await look(page, 'offerings desk');
  await page.getByRole('link', { name: 'Neues Angebot' }).click();
  await heading(page, 'Neues Angebot');
  await page.getByRole('button', { name: 'Änderungen prüfen' }).click();
  const errors = page.getByRole('alert');
  await errors.getByRole('link', { name: 'Bitte wählen Sie den Anbieter aus der Liste.' }).click();
  await pick(page, 'Anbieter', 'Schleswig', /Schleswig-Holstein/);
  await pick(page, 'Leistungen', 'Fund', /Fund/);
  await look(page, 'new offering, errors');

  await page.getByLabel('Name', { exact: true }).fill('Fundbüro online');
  await page.getByLabel('In einem Satz').fill('Verlorenes melden und Gefundenes abgeben.');
  await page.getByLabel(/^Beschreibung/).fill('Wer etwas **verloren** hat, meldet es hier.');
  assert.equal(await page.getByLabel(/^Kennung/).inputValue(), 'fundbuero-online');
  await page.getByRole('checkbox', { name: 'Kreisfreie Stadt' }).check();
  await openSection(page, 'Angaben für die Einrichtung');
  await page.getByRole('button', { name: 'Angabe hinzufügen' }).click();
  await page.getByLabel('Was anzugeben ist').fill('Öffnungszeiten');
  await page.getByRole('checkbox', { name: /^Ohne diese Angabe/ }).uncheck();
  await openSection(page, 'Aufgaben bis zum laufenden Dienst');
  for (const [index, [title, kind]] of [
    ['Testen', 'Testen'],
    ['Vertrag ist wirksam', /^Vertrag ist wirksam/],
  ].entries()) {
    await page.getByRole('button', { name: 'Aufgabe hinzufügen' }).click();
    const task = page.getByRole('group', { name: new RegExp(`^Aufgabe ${index + 1} von`) });
    await task.getByLabel('Was zu tun ist').fill(title);
    const option = task.getByLabel('Art der Aufgabe').locator('option').filter({ hasText: kind });
    await task.getByLabel('Art der Aufgabe').selectOption(await option.first().getAttribute('value'));
  }
  await page.getByRole('button', { name: 'Aufgabe 2 nach oben' }).click();
  assert.equal(
    await page.getByRole('group', { name: 'Aufgabe 1 von 2' }).getByLabel('Was zu tun ist').inputValue(),
    'Vertrag ist wirksam',
  );
  // What is typed is there after the page was loaded again.
  await page.reload();
  await page.getByText('Ihr Entwurf ist noch da').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Fundbüro online');
  await page.getByRole('radio', { name: 'Bestellbar' }).check();
  await checkAndSave(page, 'Veröffentlichen', 'new offering, check');
  await page.getByText('Gespeichert. Es gilt die Fassung 1.').first().waitFor();
  await heading(page, 'Fundbüro online');
  await look(page, 'offering, saved');

  const buyer = await enter(browser, people.buyer, '/markt/leistung/fundbuero-online', desktop);
  await heading(buyer.page, 'Fundbüro online');
  await buyer.page.getByRole('link', { name: 'Bestellen', exact: true }).click();
  await fillOrder(buyer.page, { where: 'order of a new offering' });
  await sendOrder(buyer.page);
  await buyer.page.getByText('Ihre Bestellung ist abgeschickt').waitFor();

  await page.getByLabel('Name', { exact: true }).fill('Fundsachen');
  await checkAndSave(page, 'Speichern', 'offering, changes');
  await page.getByText('Gespeichert. Es gilt die Fassung 2.').first().waitFor();
  await buyer.page.goto('/markt/leistung/fundbuero-online');
  await heading(buyer.page, 'Fundsachen');
  await buyer.page.goto('/bestellungen?stand=eingereicht');
  await buyer.page.getByText('Fundbüro online').first().waitFor();
  assert.equal(await buyer.page.getByText('Fundsachen').count(), 0);
  await ended(window, buyer);
});

test('two editors at once: the second is told what the first saved, and goes on with both; by keyboard on a phone', async () => {
  const first = await enter(browser, editor, '/betrieb/angebote/sozialhilfe', desktop);
  const second = await enter(browser, people.operator, '/betrieb/angebote/sozialhilfe', phone);
  for (const { page } of [first, second]) await page.getByLabel('Name (Deutsch)').waitFor();
  await first.page.getByLabel('Name (Deutsch)').fill('Sozialhilfe online');
  await checkAndSave(first.page, 'Speichern', 'first editor');
  await first.page
    .getByText(/Gespeichert\. Es gilt die Fassung/)
    .first()
    .waitFor();

  const { page } = second;
  await look(page, 'sheet to edit');
  await page.getByRole('button', { name: 'Alle Abschnitte öffnen' }).focus();
  await page.keyboard.press('Enter');
  await look(page, 'sheet, all sections');
  await page.getByRole('button', { name: 'Alle Abschnitte schließen' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Texte' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('In einem Satz (Deutsch)').fill('Hilfe, wenn das Geld nicht reicht.');
  await page.getByRole('button', { name: 'Änderungen prüfen' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Speichern', exact: true }).focus();
  await page.keyboard.press('Enter');
  const told = page.getByRole('region', { name: 'Inzwischen hat jemand anderes gespeichert' });
  await told.getByText('Sozialhilfe online').waitFor();
  await look(page, 'two editors');
  await told.getByRole('button', { name: 'Meine Änderungen in die neue Fassung übernehmen' }).focus();
  await page.keyboard.press('Enter');
  await checkAndSave(page, 'Speichern', 'second editor');
  await page
    .getByText(/Gespeichert\. Es gilt die Fassung/)
    .first()
    .waitFor();
  await heading(page, 'Sozialhilfe online');
  assert.equal(await page.getByLabel('In einem Satz (Deutsch)').inputValue(), 'Hilfe, wenn das Geld nicht reicht.');
  await ended(first, second);
});

test('editors keep the specialist procedures that interfaces lead to, in English too', async () => {
  const window = await enter(browser, editor, '/betrieb/fachverfahren', phone);
  const { page } = window;
  await heading(page, 'Fachverfahren pflegen');
  await page.getByRole('link', { name: 'Neues Fachverfahren' }).click();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Bitte wählen Sie den Hersteller aus der Liste.' }).waitFor();
  await look(page, 'procedure, errors');
  await page.getByLabel('Name', { exact: true }).fill('Fundamt 3000');
  await pick(page, 'Hersteller', 'Musterfall', /Musterfall/);
  await page.getByLabel(/^Versionen, die verwendet werden/).fill('2.1\n2.0');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('heading', { level: 3, name: 'Fundamt 3000' }).waitFor();
  await page.getByText('Versionen: 2.1, 2.0').waitFor();
  await look(page, 'procedures');
  await window.context.addInitScript(() => localStorage.setItem('schalter.display', '{"locale":"en"}'));
  await page.goto('/betrieb/angebote/wohngeld');
  await page.getByRole('button', { name: 'Check the changes' }).waitFor();
  await look(page, 'sheet in English');
  await page.goto('/betrieb/angebote');
  await heading(page, 'Keep the offerings');
  await look(page, 'offerings desk in English');
  await ended(window);
});
