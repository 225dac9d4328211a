// The market as municipalities read it: without an account, by keyboard too, on a desk and on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, launch, password, visit } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function check(page, where) {
  await assertFits(page, where);
  await assertAccessible(page, where);
}

const heading = (page, name, level = 1) => page.getByRole('heading', { level, name, exact: true }).waitFor();
const results = (page, count) => heading(page, count === 1 ? '1 Leistung' : `${count} Leistungen`, 2);
/** Below this width the filters are folded away. */
const unfold = async (page, width) => width < 992 && page.getByText(/^Filter( \(|$)/).click();

const windows = {
  '1280 px': { viewport: { width: 1280, height: 900 } },
  '390 px, dark': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
  '320 px, high contrast': { viewport: { width: 320, height: 700 }, contrast: 'more', display: { contrast: 'high' } },
};

async function open({ display, ...options }) {
  const window = await visit(browser, options);
  if (display) {
    const kept = JSON.stringify(display);
    await window.context.addInitScript((value) => localStorage.setItem('schalter.display', value), kept);
  }
  return window;
}

for (const [size, options] of Object.entries(windows)) {
  test(`F9 F20 F24 the market is found, searched, filtered and compared without an account, at ${size}`, async () => {
    const { context, page, faults } = await open(options);
    const { width } = options.viewport;
    await page.goto('/');
    await page.getByRole('navigation').getByRole('link', { name: 'Markt', exact: true }).click();
    await heading(page, 'Markt für Kommunen');
    await page.locator('.catalogue-card').first().waitFor();
    await check(page, 'market');
    await page.getByRole('button', { name: 'Mehr laden' }).click();
    await page.locator('.catalogue-card').nth(20).waitFor();

    // A health office finds two services, and no other.
    await unfold(page, width);
    await page.getByRole('combobox', { name: 'Wer wir sind' }).selectOption('Gesundheitsamt');
    await results(page, 2);
    await page.getByRole('link', { name: 'Belehrung nach dem Infektionsschutzgesetz' }).waitFor();
    await page.getByRole('link', { name: 'Anzeigen nach der Trinkwasserverordnung' }).waitFor();
    await check(page, 'filtered');
    assert.equal(new URL(page.url()).search, '?fuer=gesundheitsamt');
    await page.reload();
    await results(page, 2);
    await page.getByRole('button', { name: 'Filter „Gesundheitsamt“ entfernen' }).click();

    // What a service costs can be filtered; after loading the page anew the filters are folded again.
    await unfold(page, width);
    await page.getByRole('combobox', { name: 'Kosten', exact: true }).selectOption('Kostenpflichtig');
    await page.getByRole('link', { name: 'Bewohnerparkausweis' }).waitFor();
    await page.getByRole('combobox', { name: 'Kosten', exact: true }).selectOption('Alle');

    await page.getByRole('searchbox').fill('xyzzyx');
    await page.getByRole('main').getByText('Dazu gibt es im Markt keine Leistung').waitFor();
    await check(page, 'nothing found');
    await page.getByRole('button', { name: 'Alle Filter entfernen' }).click();
    await page.getByRole('searchbox').fill('gewerbe');
    await page.getByRole('link', { name: 'Gewerbe an-, um- und abmelden' }).waitFor();
    assert.equal(new URL(page.url()).search, '', 'words stay out of the address');
    await page.getByRole('checkbox', { name: 'Gewerbe an-, um- und abmelden vergleichen' }).check();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('checkbox', { name: 'Bauantrag vergleichen' }).check();
    await check(page, 'chosen');
    await page.getByRole('link', { name: '2 Leistungen vergleichen' }).click();
    await heading(page, 'Leistungen vergleichen');
    await page.getByText('verschieden', { exact: true }).first().waitFor();
    await check(page, 'comparison');
    await page.getByLabel('Gleiches ausblenden').check();
    await page.waitForURL(/nur=unterschiede/);
    await page.getByRole('link', { name: 'Gewerbe an-, um- und abmelden', exact: true }).click();
    await heading(page, 'Gewerbe an-, um- und abmelden');
    await page.getByRole('heading', { name: 'Fassungen dieses Steckbriefs' }).waitFor();
    await check(page, 'sheet');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('button', { name: 'Steckbrief drucken' }).isVisible(), false);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('F5 F10 F36 F37 a sheet says how to try it out, what is to be done with which guide, and that no agreement is needed', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/markt/leistung/gewerbe');
  await heading(page, 'Gewerbe an-, um- und abmelden');
  const link = page.getByRole('link', { name: /Testzugang öffnen/ });
  assert.match(await link.getAttribute('href'), /^https:\/\/[^/]+\.example\//);
  await page.getByText(/^Frei zugänglich/).waitFor();
  const tasks = page.getByRole('region', { name: 'Was nach dem Vertrag zu tun ist' }).getByRole('listitem');
  assert.ok((await tasks.count()) > 5);
  assert.ok((await tasks.getByRole('link').count()) > 0, 'guides');
  assert.equal(await tasks.filter({ hasText: 'Zuständig:' }).count(), await tasks.count());
  await page.getByText(/keine Vereinbarung zur Auftragsverarbeitung nötig.*§ 8a Abs\. 4 OZG/).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('F14 product and version of one’s specialist procedure are chosen once, by keyboard, and are known afterwards', async () => {
  const { context, page, faults } = await visit(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto('/markt');
  const box = page.getByRole('combobox', { name: 'Fachverfahren' });
  await box.focus();
  await page.keyboard.type('gewerbekontor');
  await page.getByRole('option', { name: /Gewerbekontor Register/ }).waitFor();
  await check(page, 'suggestions');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await results(page, 1);
  // The focus is on what came in the box's place.
  await page.waitForFunction(() => document.activeElement?.id === 'passt');
  await page.getByLabel('Version').selectOption('3.4');
  await page.getByText('Schnittstelle zu Gewerbekontor Register: Verfügbar, für Ihre Version genannt').waitFor();
  await check(page, 'with procedure');
  await page.getByRole('link', { name: 'Gewerbe an-, um- und abmelden' }).click();
  await page.getByText(/Die Anbindung beauftragen Sie selbst/).waitFor();
  const first = page.getByRole('table', { name: 'Schnittstellen zu Fachverfahren' }).getByRole('row').nth(1);
  assert.match(await first.textContent(), /Gewerbekontor Register.*Ihr Fachverfahren/);
  const later = await context.newPage();
  await later.goto('/markt');
  await later.getByText('Keine Schnittstelle zu Gewerbekontor Register genannt').first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('F15 F16 what is no EfA service leads to its vendor and says that it leaves the site', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/markt?art=markt');
  await page.getByRole('link', { name: 'Hundesteuer' }).click();
  const vendor = page.getByRole('link', { name: /Zum Angebot von/ });
  assert.match(await vendor.getAttribute('href'), /^https:\/\/[^/]+\.example/);
  assert.equal(await vendor.getAttribute('rel'), 'noopener noreferrer');
  await page.getByText('Der Link führt auf eine andere Website.').waitFor();
  assert.equal(await page.getByRole('button', { name: /bestellen/i }).count(), 0);
  await check(page, 'market offering');
  assert.deepEqual(faults, []);
  await context.close();
});

test('F21 the catalogue is there as a spreadsheet, CSV and JSON, with size and licence', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/markt');
  for (const format of ['XLSX', 'CSV', 'JSON']) {
    const link = page.getByRole('link', { name: new RegExp(`^${format} \\(`) });
    const file = page.waitForEvent('download');
    await link.click();
    assert.match((await file).suggestedFilename(), new RegExp(`\\.${format.toLowerCase()}$`));
  }
  await page.getByRole('link', { name: /^Was für die Nutzung der Dateien gilt/ }).waitFor();
  await check(page, 'files');
  assert.deepEqual(faults, []);
  await context.close();
});

test('F13 on a later visit what is new since the last one is marked, where one wished it', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/markt');
  await page.locator('.catalogue-card').first().waitFor();
  await page.getByLabel('Neues kennzeichnen').check();
  await page.getByText('Ab Ihrem nächsten Besuch kennzeichnen wir, was neu ist.').waitFor();
  assert.equal(await page.getByText('Neu seit Ihrem Besuch').count(), 0);
  // As if that had been long ago.
  await page.evaluate(() =>
    localStorage.setItem('schalter.market.visit', JSON.stringify({ before: null, seen: '2025-01-01T10:00:00.000Z' })),
  );
  await page.reload();
  await page.getByText('Neu seit Ihrem Besuch').first().waitFor();
  await page.getByText(/seit Ihrem Besuch am 01\.01\.2025/).waitFor();
  await check(page, 'news');
  assert.deepEqual(faults, []);
  await context.close();
});

test('F28 who wants to know when a service can be ordered signs in, comes back, and may take the wish back', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/markt/leistung/eheschliessung');
  await page.getByText('Voraussichtlich ab 1. März 2027.').waitFor();
  await page.getByRole('link', { name: 'Sagen Sie mir, wenn sie bestellbar ist' }).click();
  await page.waitForURL(/anmelden\?weiter=/);
  await page.getByLabel('E-Mail-Adresse').fill('buyer@demo.example');
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL(/\/markt\/leistung\/eheschliessung$/);
  await page.getByRole('button', { name: 'Sagen Sie mir, wenn sie bestellbar ist' }).click();
  await page.getByRole('main').getByText('Wir schreiben Ihnen, wenn sie bestellbar ist.').waitFor();
  await check(page, 'wish');
  await page.reload();
  await page.getByRole('button', { name: 'Doch nicht benachrichtigen' }).click();
  await page.getByRole('button', { name: 'Sagen Sie mir, wenn sie bestellbar ist' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('F24 the market in English: labels, states and texts of the sheets', async () => {
  const { context, page, faults } = await open({ display: { locale: 'en' } });
  await page.goto('/markt?stand=angekuendigt');
  await heading(page, 'Market for municipalities');
  await page.getByRole('link', { name: 'Notification of a marriage' }).click();
  await heading(page, 'Notification of a marriage');
  await page.getByText('Expected from 1 March 2027.').waitFor();
  await check(page, 'English sheet');
  assert.deepEqual(faults, []);
  await context.close();
});
