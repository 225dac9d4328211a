import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, launch, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const width of [1280, 390]) {
  test(`a place that is guessed is asked about, by keyboard, at ${width} px`, async () => {
    const { context, page, faults } = await visit(browser, { viewport: { width, height: 800 } });
    await page.goto('/?q=Hund%20anmelden%20Bogenhasen');
    const question = page.getByRole('heading', { name: 'Welchen Ort meinen Sie?' });
    await question.waitFor();
    assert.equal(await page.getByText('Ort ändern').count(), 0, 'no place is taken');
    await assertAccessible(page, 'question');
    await assertFits(page, 'question');
    const offer = page.getByRole('button', { name: 'München, Bogenhausen (Landeshauptstadt)' });
    await offer.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('München'));
    assert.equal(await question.count(), 0);
    await assertAccessible(page, 'place taken');
    await page.goto('/?q=Gewerbe%20anmelden%20Hamburg');
    // The live region says it too.
    await page.getByRole('main').getByText('Hamburg liegt nicht in Bayern').waitFor();
    await assertAccessible(page, 'outside');
    // The address has no words: going to it again is loading the same page, where the search stays.
    await page.goto('/');
    assert.equal(await page.getByRole('searchbox').inputValue(), 'Gewerbe anmelden Hamburg');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Alle Vorhaben zeigen' }).click();
    await page.getByRole('link', { name: 'Auswandern oder länger ins Ausland gehen' }).waitFor();
    await assertAccessible(page, 'all undertakings');
    assert.deepEqual(faults, []);
    await context.close();
  });
}
