import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, base, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The numbers of a sentence as a German reader reads them. */
const numbers = (text) =>
  [...text.matchAll(/\d[\d.]*(?:,\d+)?/g)].map(([n]) => Number(n.replaceAll('.', '').replace(',', '.')));

for (const width of [320, 1280]) {
  test(`F33 F34: a town finds what it pays and computes it by hand, at ${width} px`, async () => {
    const { context, page, faults } = await visit(browser, { viewport: { width, height: 800 } });
    await page.goto('/umlage');
    await page.getByRole('heading', { name: 'Digitalumlage', level: 1 }).waitFor();
    const place = page.getByRole('combobox', { name: 'Gemeinde, Landkreis oder Bezirk' });
    await place.fill('Bamberg');
    await page.getByRole('option', { name: 'Bamberg Kreisfreie Stadt' }).click();
    const own = page.getByRole('region', { name: 'Ihr Ort' });
    await own.getByText('Bamberg zahlt').waitFor();
    assert.match(page.url(), /ort=094610000000/);
    const words = await own.getByText(/Auf die Ebene der Gemeinden entfallen/).textContent();
    assert.match(words, /Am 31\.12\.2024 lebten hier/);
    // (6.609.950 ÷ 3) × people ÷ people of Bavaria, rounded up.
    const [, product = ''] = /lebten hier .*? in Bayern\. (.*)$/.exec(words.replaceAll('\u00a0', ' ')) ?? [];
    const [num, denom, people, all, , rounded] = numbers(product);
    assert.equal(all, 13_248_928);
    assert.equal(Math.ceil(((num / denom) * people) / all), rounded);
    assert.equal(await own.getByText(/Eine kreisfreie Stadt zahlt einen zweiten Anteil/).count(), 2);
    await assertAccessible(page, 'own place');
    await assertFits(page, 'own place');
    await page.getByText(/Fällig am 31\. Oktober 2026/).waitFor();
    await page.getByText(/Wird mit Auszahlungen nach dem Finanzausgleichsgesetz verrechnet/).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('F32: that use is voluntary and the levy due all the same is said, and nobody is pressed', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/umlage');
  const law = page.getByRole('region', { name: 'Was gilt' });
  await law.getByText(/Verbindlich ist der Bescheid des Landesamts für Statistik/).waitFor();
  await law.getByText(/entscheidet sie selbst. Die Umlage hängt davon nicht ab/).waitFor();
  await law.getByText(/Bestellung und Vertrag kosten nichts/).waitFor();
  assert.equal(await page.getByText(/jetzt bestellen|nutzen Sie jetzt|nur noch/i).count(), 0);
  for (const format of ['xlsx', 'csv', 'json']) {
    const answer = await page.request.get(`/files/market/levy-2026.${format}`);
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['repr-digest'], /^sha-256=:/);
    const again = await page.request.get(`/files/market/levy-2026.${format}`, {
      headers: { 'If-None-Match': answer.headers().etag },
    });
    assert.equal(again.status(), 304);
  }
  await page.getByRole('searchbox', { name: 'Name oder Schlüssel' }).fill('bezirk');
  await page.getByText('7 Anteile').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('searchbox', { name: 'Name oder Schlüssel' }).isVisible(), false);
  assert.deepEqual(faults, []);
  await context.close();
});

test('F33: who leaves a service out sees at once what changes, and the link carries it', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/umlage/rechner?ort=094610000000');
  const town = page.getByRole('row', { name: /Bamberg \(Ebene der Gemeinden\)/ });
  await town.waitFor();
  await page.getByRole('checkbox', { name: 'Elektronische Wohnsitzanmeldung (Beispiel) ist dabei' }).uncheck();
  await page.waitForURL(/ohne=7/);
  await page.getByRole('row', { name: /Kommunen zusammen.*−1\.070\.000/ }).waitFor();
  assert.match(await town.textContent(), /−/);
  await assertAccessible(page, 'simulator');
  const link = page.url();
  await page.getByLabel('Anteil des Freistaats').fill('2');
  await page.getByText('Bitte die markierten Felder berichtigen').first().waitFor();
  const other = await visit(browser);
  await other.page.goto(link);
  await other.page.getByRole('row', { name: /Kommunen zusammen.*−1\.070\.000/ }).waitFor();
  assert.deepEqual([...faults, ...other.faults], []);
  await other.context.close();
  await context.close();
});

test('F33: operators enter positions, see all shares with their sum, and publish only with the populations of the law', async () => {
  const { context, page, faults } = await visit(browser);
  await signIn(page, 'operator@demo.example');
  await page.goto('/betrieb/umlage');
  await page.getByRole('link', { name: 'Entwurf 2027, Fassung 1' }).click();
  await page.getByText('2159 Anteile, zusammen').waitFor();
  await page.getByLabel('Anteil der Gemeinden').first().fill('0,5');
  await page.getByText('Sie haben Änderungen, die noch nicht gespeichert sind').waitFor();
  await page.getByRole('button', { name: 'Entwurf speichern' }).click();
  await page.getByRole('link', { name: 'Die drei Anteile müssen zusammen genau 1 ergeben.' }).waitFor();
  await page.getByLabel('Anteil der Landkreise').first().fill('1/2');
  await page.getByRole('button', { name: 'Entwurf speichern' }).click();
  const publish = page.getByRole('button', { name: '2027 veröffentlichen' });
  await publish.waitFor();
  await assertAccessible(page, 'draft');
  await publish.click();
  await page.getByRole('link', { name: 'Bitte bestätigen Sie, dass Sie die Beträge gesehen haben.' }).waitFor();
  await page.getByRole('checkbox', { name: /Ich habe die Beträge/ }).check();
  await publish.click();
  await page
    .getByRole('alert')
    .getByText(/Für 2027 gelten die vom 31\.12\.2025/)
    .waitFor();
  // Nobody else sees the draft.
  const other = await visit(browser);
  const asked = await other.page.request.post(`${base}/graphql`, {
    data: { query: '{ levyYear(year: 2027, revision: 1) { id } }' },
  });
  assert.deepEqual((await asked.json()).data, { levyYear: null });
  await other.context.close();
  assert.deepEqual(faults, []);
  await context.close();
});
