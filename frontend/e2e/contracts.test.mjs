// Contracts: read, signed by both sides after a fresh sign-in by certificate, and ended; the chain above as operators keep it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, visit } from './browser.mjs';
import { look } from './channelParts.mjs';
import { desktop, ended, enter, heading, people, phone } from './tradeParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function pdf(page, button) {
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const saved = await (await file).path();
  const bytes = fs.readFileSync(saved);
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  return bytes;
}

test('F29 F31 the chain of contracts is open to everybody: who, which ministry, since when, as steps and as a table', async () => {
  for (const options of [desktop, phone]) {
    const window = await visit(browser, options);
    const { page } = window;
    await page.goto('/markt/leistung/gewerbe');
    const chain = page.getByRole('list', { name: 'Die Vertragskette' });
    await chain
      .getByText(/^seit /)
      .first()
      .waitFor();
    await chain.getByText('Bayerisches Staatsministerium für Digitales', { exact: true }).waitFor();
    await page.getByText('Vertragskette als Tabelle', { exact: true }).click();
    await page.getByRole('table', { name: 'Vertragskette als Tabelle' }).waitFor();
    await look(page, 'chain');
    await ended(window);
  }
});

test('operators see the chain, put a link on hold with what rests on it in sight, and take that back', async () => {
  const window = await enter(browser, people.operator, '/betrieb');
  const { page } = window;
  await page.getByRole('link', { name: 'Verträge', exact: true }).click();
  await heading(page, 'Verträge der Kette');
  await page.getByLabel('Ebene').selectOption('Nachnutzungsvertrag');
  await page.locator('.card').first().waitFor();
  await look(page, 'contracts of the chain');
  const link = page.locator('.card').filter({ hasText: 'Wirksam' }).first().getByRole('link');
  await link.click();
  await page.getByRole('region', { name: 'Darauf beruhen' }).waitFor();
  await look(page, 'link of the chain');
  for (const state of [/^Ruht/, /^Wirksam/]) {
    await page.getByRole('button', { name: 'Angaben ändern' }).click();
    await page.getByRole('radio', { name: state }).check();
    await page.getByRole('button', { name: 'Vertrag speichern' }).click();
    await page.getByRole('button', { name: 'Angaben ändern' }).waitFor();
    await page.getByRole('region', { name: 'Stand' }).getByText(state).first().waitFor();
  }
  await page.goto('/betrieb/vertraege?vertrag=neu');
  await heading(page, 'Vertrag der Kette erfassen');
  await look(page, 'record');
  await ended(window);
});

test('operators read the template, see it as PDF, and write the next version with annexes', async () => {
  const window = await enter(browser, people.operator, '/betrieb/vertragsvorlagen');
  const { page } = window;
  await heading(page, 'Vertragsvorlagen');
  await pdf(page, /^Vorschau als PDF, Fassung/);
  await page.getByText('Platzhalter', { exact: true }).first().click();
  await look(page, 'templates');
  const before = await page.getByRole('button', { name: /^Vorschau als PDF/ }).count();
  await page.getByLabel('Text des Vertrags').press('Control+End');
  await page.keyboard.type('\n\n{{gibt.es.nicht}}');
  await page.getByLabel('Gilt ab').fill('2027-06-01');
  await page.getByRole('button', { name: /^Als Fassung \d+ speichern/ }).click();
  await page.getByRole('alert').getByText('Diese Platzhalter gibt es nicht: gibt.es.nicht').waitFor();
  await look(page, 'template: unknown placeholder');
  const body = page.getByLabel('Text des Vertrags');
  await body.fill((await body.inputValue()).replace('{{gibt.es.nicht}}', 'Zuletzt geändert am {{today}}.'));
  await page.getByRole('button', { name: /^Als Fassung \d+ speichern/ }).click();
  await page.getByRole('button', { name: `Vorschau als PDF, Fassung ${before + 1}` }).waitFor();
  await ended(window);
});
