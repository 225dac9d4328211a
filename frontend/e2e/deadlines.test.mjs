import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('an authority asks by a day: both sides see the deadline, why it is that day, and save it to their calendar', async () => {
  const title = `Frist ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', title);
  await send(ask, opened, 'Antrag', 'Guten Tag, anbei der Antrag.');
  const citizen = await visit(browser, { viewport: { width: 390, height: 844 } });
  const clerk = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const desk = clerk.page;
  await signIn(desk, 'clerk@demo.example');
  await desk.goto(`/eingang/${opened.authorityId}?ordnung=neu`);
  await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await desk.getByRole('heading', { level: 1, name: title }).waitFor();
  await desk.locator('.inbox-answer-line').getByRole('button').first().click();
  await desk.getByRole('radio', { name: /Bitte um Antwort/ }).check();
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await desk.locator('#dueOn').fill(day);
  await desk.locator('#subject').fill('Grundriss fehlt');
  await desk.locator('#body').fill('Bitte senden Sie den Grundriss.');
  await desk.getByRole('button', { name: 'Senden', exact: true }).click();
  const told = desk.getByRole('region', { name: 'Fristen' });
  await told.getByText('Antwort der Person ist fällig').waitFor();

  const { page } = citizen;
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${opened.mailboxId}`);
  const seen = page.getByRole('region', { name: 'Fristen' });
  await seen.getByText('Ihre Antwort ist fällig').waitFor();
  await seen.getByText(/^Warum der/).click();
  await seen.getByText(/Die Behörde hat diesen Tag genannt/).waitFor();
  await seen.getByText('In Leichter Sprache').click();
  await seen.getByText('Das Amt hat Sie etwas gefragt.').waitFor();
  await assertAccessible(page, 'deadlines in the mailbox');
  await assertFits(page, 'deadlines in the mailbox');
  const saved = page.waitForEvent('download');
  await seen.getByRole('button', { name: /im Kalender speichern/ }).click();
  assert.equal((await saved).suggestedFilename(), `frist-${day}.ics`);
  await assertAccessible(desk, 'deadlines in the case');
  for (const { context, faults } of [citizen, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
