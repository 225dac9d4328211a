// Contracts: read, signed by both sides after a fresh sign-in by certificate, and ended; the chain above as operators keep it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, visit } from './browser.mjs';
import { look } from './channelParts.mjs';
import {
  chooseCertificate,
  decide,
  desktop,
  ended,
  enter,
  fillOrder,
  heading,
  people,
  phone,
  sendOrder,
} from './tradeParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const agree = /^Ich habe den Vertrag mit seinen Anlagen gelesen/;

/** Signs what is on the page: without a fresh sign-in it leads to the certificate, and what was ticked stays. */
async function sign(page, certificate, where) {
  const address = page.url();
  await page.getByRole('checkbox', { name: agree }).check();
  await look(page, `${where}: to sign`);
  await page.getByRole('button', { name: 'Jetzt unterschreiben' }).click();
  await page.getByText(/Melden Sie sich vor der Unterschrift noch einmal/).waitFor();
  await look(page, `${where}: fresh sign-in`);
  await page.getByRole('button', { name: /^Mit Organisationszertifikat anmelden/ }).click();
  await chooseCertificate(page, certificate, address);
  assert.ok(await page.getByRole('checkbox', { name: agree }).isChecked(), 'nothing is lost on the way');
  await page.getByRole('button', { name: 'Jetzt unterschreiben' }).click();
  await page.getByText('Ihre Unterschrift ist aufgenommen').waitFor();
}

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

test('F19 F41 F42 F43 from the catalogue to the contract that both sides signed, with a fresh sign-in each', async () => {
  const buyer = await enter(browser, people.buyer, '/markt/leistung/fuehrerschein');
  await buyer.page.getByRole('link', { name: 'Bestellen', exact: true }).click();
  await fillOrder(buyer.page, { where: 'to a contract' });
  await sendOrder(buyer.page);
  await buyer.page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  const order = new URL(buyer.page.url()).pathname;
  const operator = await enter(browser, people.operator, '/betrieb/bestellungen');
  await decide(operator.page, order.split('/').at(-1), true);

  await buyer.page.goto(order);
  await buyer.page.getByRole('link', { name: 'Vertrag lesen und unterschreiben' }).click();
  await buyer.page.getByRole('region', { name: 'Unterschreiben' }).waitFor();
  const contract = new URL(buyer.page.url()).pathname;
  const unsigned = await pdf(buyer.page, 'Vertrag als PDF lesen');
  await sign(buyer.page, /Claudia Reinhardt, Stadt Bamberg/, 'grantee');
  await buyer.page.getByText('Die Kommune hat unterschrieben.', { exact: false }).waitFor();
  const signed = await pdf(buyer.page, /^Unterschriebenen Vertrag laden/);
  assert.ok(signed.length > unsigned.length);
  await look(buyer.page, 'signed by one side');

  const intermediary = await enter(browser, people.intermediary, contract, phone);
  await sign(intermediary.page, /Sabine Lorenz, BayKommun/, 'grantor');
  await intermediary.page.getByText('Damit ist der Vertrag wirksam.').waitFor();
  await look(intermediary.page, 'effective');

  await buyer.page.goto('/vertraege');
  await buyer.page
    .getByText(/Verträge über Marktangebote schließen Sie wie bisher direkt mit dem Hersteller/)
    .waitFor();
  await look(buyer.page, 'contracts');
  await buyer.page.goto(contract);
  const signatures = buyer.page.getByRole('region', { name: 'Unterschriften' });
  await signatures.getByText('Claudia Reinhardt').waitFor();
  await signatures.getByText('Sabine Lorenz').waitFor();
  assert.equal(await signatures.getByText(/^[0-9a-f]{64}$/).count(), 2);

  // Ending: not before the earliest day, with what ends with it in sight, after a question.
  const end = buyer.page.getByRole('region', { name: 'Vertrag beenden' });
  const earliest = await end.getByLabel('Letzter Tag').inputValue();
  await end.getByLabel('Letzter Tag').fill('2026-12-01');
  await end.getByLabel('Grund').fill('Wir wechseln die Lösung.');
  await end.getByRole('button', { name: 'Beenden …' }).click();
  await buyer.page
    .getByRole('alert')
    .getByText(/So früh geht es nicht/)
    .waitFor();
  await look(buyer.page, 'end: too early');
  await end.getByLabel('Letzter Tag').fill(earliest);
  await end.getByText('Es endet nur dieser Vertrag.', { exact: false }).waitFor();
  await end.getByRole('button', { name: 'Beenden …' }).click();
  await look(buyer.page, 'end: dialog');
  await buyer.page.getByRole('button', { name: 'Ja, beenden' }).click();
  await buyer.page.getByText(/^Er endet mit dem /).waitFor();
  await buyer.page.emulateMedia({ media: 'print' });
  await buyer.page.getByRole('heading', { name: 'Die Vertragskette' }).waitFor();
  await ended(buyer, operator, intermediary);
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
