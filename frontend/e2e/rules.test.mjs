import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const width of [320, 1280]) {
  test(`anybody checks the rules of days with legal effect, at ${width} px`, async () => {
    const { context, page, faults } = await visit(browser, { viewport: { width, height: 800 } });
    await page.goto('/vertrauen');
    await page.getByRole('link', { name: 'Die Regeln ansehen' }).click();
    await page.getByRole('heading', { name: 'Regeln für Tage mit Rechtsfolgen', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Art. 24 Abs. 2 Satz 1 BayDiG' }).waitFor();
    // Of two versions only the one that is valid on the day.
    assert.equal(await page.getByRole('heading', { name: 'Art. 41 Abs. 2 Satz 1 BayVwVfG' }).count(), 1);
    assert.equal(await page.getByText('Juristisch bestätigt', { exact: true }).count(), 0);
    await page.getByText('In Leichter Sprache').click();
    await page.getByText('Ein Computer rechnet den Tag aus.').waitFor();
    await assertAccessible(page, 'rules');
    await assertFits(page, 'rules');
    await page.getByLabel('Regeln, die an diesem Tag gelten').fill('2024-12-31');
    await page.getByText('ab 1. Januar 2009, vor 1. Januar 2025').first().waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('an editor looks at what a new version would have changed, and saves it', async () => {
  const { context, page, faults } = await visit(browser);
  await signIn(page, 'editor@demo.example');
  await page.goto('/betrieb/regeln');
  await page
    .getByLabel('Regel, die ersetzt wird')
    .selectOption({ label: 'Antwort fällig: Art. 31 Abs. 2 BayVwVfG, ab 1. Januar 2009' });
  await page.getByRole('button', { name: 'Neue Fassung speichern' }).click();
  await page.getByText('Bitte ausfüllen.').first().waitFor();
  await page.getByLabel('Gilt ab').fill('2031-01-01');
  await page.getByRole('button', { name: 'Was hätte sich geändert?' }).click();
  await page.getByText(/Im letzten Jahr wurde kein Tag nach dieser Regel berechnet/).waitFor();
  await assertAccessible(page, 'new version of a rule');
  await page.getByRole('button', { name: 'Neue Fassung speichern' }).click();
  await page.getByText('Die neue Fassung ist gespeichert.').waitFor();
  await page.goto('/vertrauen/regeln');
  await page.getByLabel('Regeln, die an diesem Tag gelten').fill('2031-06-01');
  await page.getByText('ab 1. Januar 2031').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
