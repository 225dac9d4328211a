// Orders: what municipalities take over, from the sheet of an offering to the release, on a desk and on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { look } from './channelParts.mjs';
import { decide, desktop, ended, enter, fillOrder, heading, people, phone, sendOrder } from './tradeParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const referenceOf = (page) => decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));

test('F9 F16 who is not signed in is led to the sign-in and back to the sheet; what is no EfA service offers no order', async () => {
  const { visit } = await import('./browser.mjs');
  const window = await visit(browser, phone);
  const { page } = window;
  await page.goto('/markt/leistung/gewerbe');
  await page.getByRole('link', { name: 'Anmelden und bestellen' }).waitFor();
  await look(page, 'sheet, not signed in');
  await page.goto('/markt/leistung/hundesteuer');
  await heading(page, 'Hundesteuer');
  assert.equal(await page.getByRole('region', { name: 'Bestellen', exact: true }).count(), 0);
  await ended(window);
});

test('F11 F18 F30 F45 who prepares puts an order forward, who may sign sends it, an operator returns it', async () => {
  const preparer = await enter(browser, people.preparer, '/markt/leistung/aufenthaltstitel', phone);
  await preparer.page.getByText(/Legen Sie sie am Ende zur Unterschrift vor/).waitFor();
  await preparer.page.getByRole('link', { name: 'Bestellen', exact: true }).click();
  await fillOrder(preparer.page, { where: 'order on a phone' });
  await preparer.page.getByText('Mit dem Vertrag entstehen Ihnen keine Kosten', { exact: false }).waitFor();
  // What was answered can be changed from the check page, and one comes back to it.
  await preparer.page.getByRole('link', { name: 'Anmerkung ändern' }).click();
  await preparer.page.getByLabel(/^Anmerkung/).fill('Eilt nicht.');
  await preparer.page.reload();
  assert.equal(await preparer.page.getByLabel(/^Anmerkung/).inputValue(), 'Eilt nicht.');
  await preparer.page.getByRole('button', { name: 'Speichern und weiter' }).click();
  await heading(preparer.page, 'Bestellung prüfen');
  await preparer.page.getByRole('link', { name: 'Zur Unterschrift vorlegen' }).click();
  await preparer.page.getByText('Die Bestellung wartet auf Unterschrift').waitFor();
  await look(preparer.page, 'put forward');
  const reference = referenceOf(preparer.page);

  const signer = await enter(browser, people.buyer, '/bestellungen?stand=entwurf');
  await signer.page.getByText('Wartet auf Unterschrift: Sie können sie abschicken.').first().waitFor();
  await look(signer.page, 'orders');
  await signer.page.goto(`/bestellungen/${reference}`);
  await signer.page.getByRole('link', { name: 'Prüfen und abschicken' }).click();
  await heading(signer.page, 'Bestellung prüfen');
  await signer.page.getByRole('button', { name: 'Bestellung abschicken' }).click();
  await signer.page
    .getByRole('alert')
    .getByText(/Kosten der Schnittstellen/)
    .waitFor();
  await look(signer.page, 'not acknowledged');
  await sendOrder(signer.page);
  await signer.page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  await signer.page.getByRole('link', { name: /^Ticket / }).waitFor();
  await look(signer.page, 'sent');

  const operator = await enter(browser, people.operator, '/betrieb/bestellungen');
  await heading(operator.page, 'Bestellungen prüfen');
  await operator.page
    .getByRole('link', { name: /prüfen$/ })
    .first()
    .waitFor();
  await look(operator.page, 'orders that wait');
  await decide(operator.page, reference, false, 'Bitte nennen Sie das Amt.');
  await signer.page.reload();
  await signer.page.getByText('Bitte nennen Sie das Amt.').waitFor();
  await look(signer.page, 'returned');
  await signer.page.getByRole('link', { name: 'Prüfen und abschicken' }).click();
  await signer.page.getByRole('link', { name: 'Fachlicher Kontakt ändern' }).click();
  const contact = signer.page.getByRole('group', { name: 'Fachlicher Kontakt' });
  await contact.getByLabel(/^Fachbereich/).fill('Bürgeramt');
  await signer.page.getByRole('button', { name: 'Speichern und weiter' }).click();
  await heading(signer.page, 'Bestellung prüfen');
  await sendOrder(signer.page);
  await signer.page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  // Contacts change at any time, without a ticket.
  await signer.page.getByRole('button', { name: 'Kontakte ändern' }).click();
  const dialog = signer.page.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Technischer Kontakt' }).getByLabel('Name').fill('Tina Neu');
  await look(signer.page, 'contacts');
  await dialog.getByRole('button', { name: 'Kontakte speichern' }).click();
  await signer.page.getByText('Tina Neu').waitFor();
  await signer.page.emulateMedia({ media: 'print' });
  assert.equal(await signer.page.getByRole('button', { name: 'Bestellung drucken' }).isVisible(), false);
  await ended(preparer, signer, operator);
});

test('F8 a union orders for three members at once: one order each', async () => {
  const window = await enter(browser, people.union, '/bestellen/wohnsitzanmeldung');
  const { page } = window;
  await heading(page, 'Für wen bestellen Sie?');
  const boxes = page.getByRole('checkbox');
  const places = [];
  for (const box of await boxes.all()) {
    const name = await box.evaluate(
      (input) => document.querySelector(`label[for="${CSS.escape(input.id)}"]`).textContent,
    );
    if (name.includes('bestellt von') && places.length < 3) places.push(name);
  }
  assert.equal(places.length, 3);
  await fillOrder(page, { places, where: 'union' });
  assert.equal(await page.getByRole('definition').filter({ hasText: 'bestellt von' }).getByRole('listitem').count(), 3);
  await page.getByRole('button', { name: '3 Bestellungen abschicken' }).waitFor();
  await sendOrder(page);
  await page.getByText('Ihre Bestellungen sind abgeschickt').waitFor();
  await page.getByLabel('Stand').selectOption('Wird geprüft');
  for (const place of places)
    await page.locator('.card', { hasText: 'Elektronische Wohnsitzanmeldung' }).getByText(place).waitFor();
  await look(page, 'orders of a union');
  // Its dashboard lists what it ordered for others, too.
  await page.goto('/mein-bereich');
  const latest = page.getByRole('region', { name: 'Zuletzt geänderte Bestellungen' });
  await latest.getByRole('link', { name: 'Elektronische Wohnsitzanmeldung' }).first().waitFor();
  await ended(window);
});

test('F19 F40 what is in use already needs its link and its contract, and nothing is set up', async () => {
  const window = await enter(browser, people.buyer, '/bestellen/bauantrag', desktop);
  const { page } = window;
  await fillOrder(page, { inUse: ['https://www.bamberg.example/bauantrag'], where: 'in use' });
  await page.getByText('Ja, nur der Vertrag fehlt').waitFor();
  await sendOrder(page);
  await page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  const reference = referenceOf(page);
  await page.getByRole('link', { name: /^Ticket / }).waitFor();
  // It can be cancelled until it is released, after a question.
  await page.getByRole('button', { name: 'Bestellung stornieren' }).click();
  await look(page, 'cancel');
  await page.getByRole('button', { name: 'Nicht stornieren' }).click();
  await page.getByRole('button', { name: 'Bestellung stornieren' }).click();
  await page.getByRole('button', { name: 'Ja, stornieren' }).click();
  await page.getByText('Storniert. Sie können jederzeit neu bestellen.').waitFor();
  assert.ok(reference);
  await ended(window);
});

test('F12 an IT association is told that it sets up and does not order', async () => {
  const window = await enter(browser, 'it@demo.example', '/markt/leistung/gewerbe');
  await window.page.getByText(/IT-Verbünde und Hersteller richten Leistungen ein, bestellen sie aber nicht/).waitFor();
  await look(window.page, 'sheet for an IT association');
  await ended(window);
});

/** Fails when a page that is read in English has words of ours that are not. */
async function english(page, where) {
  const text = await page.getByRole('main').innerText();
  assert.doesNotMatch(
    text,
    /Vertr[aä]g|Bestell|Unters?chr|Freigabe|Entwurf|Kommune\b|\b(und|oder|nicht|wird)\b/,
    where,
  );
  await look(page, where);
}

test('orders in English, by keyboard', async () => {
  const window = await enter(browser, people.buyer, '/konto');
  await window.context.addInitScript(() => localStorage.setItem('schalter.display', JSON.stringify({ locale: 'en' })));
  const { page } = window;
  await page.goto('/bestellungen');
  await heading(page, 'Orders');
  await page.locator('.card').first().waitFor();
  await page.getByRole('link', { name: /./ }).first().waitFor();
  await english(page, 'orders in English');
  const first = page.locator('.card').first().getByRole('link');
  await first.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'What comes next' }).waitFor();
  await english(page, 'order in English');
  await page.goto('/bestellungen?stand=freigegeben');
  await page.locator('.card').first().getByRole('link').click();
  await page.getByRole('link', { name: 'To the contract' }).first().click();
  await page.getByRole('heading', { level: 2, name: 'The chain of contracts' }).waitFor();
  await english(page, 'contract in English');
  await page.goto('/vertraege');
  await page.locator('.card').first().waitFor();
  await english(page, 'contracts in English');
  await ended(window);
});

test('what operators do with orders and contracts in English, on a phone', async () => {
  const window = await enter(browser, people.operator, '/konto', phone);
  await window.context.addInitScript(() => localStorage.setItem('schalter.display', JSON.stringify({ locale: 'en' })));
  const { page } = window;
  await page.goto('/betrieb/bestellungen');
  await heading(page, 'Check orders');
  await page
    .getByRole('link', { name: /^Check order / })
    .first()
    .click();
  await page.getByRole('heading', { level: 2, name: 'What is to be checked' }).waitFor();
  await english(page, 'order to be checked in English');
  await page.goto('/betrieb/vertraege?vertrag=neu');
  await heading(page, 'Record a contract of the chain');
  await english(page, 'record in English');
  await page.getByRole('link', { name: 'Contracts of the chain' }).click();
  await heading(page, 'Contracts of the chain');
  await page.goto('/betrieb/vertragsvorlagen');
  await heading(page, 'Contract templates');
  await page.getByText('In force from').first().waitFor();
  await look(page, 'templates in English');
  await ended(window);
});
