import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, authorityId, openForLicence, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function choose(desk, kind) {
  await desk.locator('.inbox-answer-line').getByRole('button').first().click();
  await desk.getByRole('radio', { name: kind }).check();
}

async function write(desk, subject) {
  await desk.locator('#subject').fill(subject);
  await desk.locator('#body').fill('Wir haben Ihren Antrag geprüft.');
  await desk.getByRole('button', { name: 'Senden', exact: true }).click();
  await desk.locator('.inbox-answer-line').waitFor();
}

test('complete documents begin the period after which an application counts as approved; it is extended once, and stopped by a request', async () => {
  const title = `Gaststätte ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const office = await authorityId(ask, 'Landratsamt Bayreuth');
  const opened = await openForLicence(ask, office, title);
  await send(ask, opened, 'Antrag', 'Guten Tag, anbei der Antrag für unser Gasthaus.');
  const citizen = await visit(browser, { viewport: { width: 390, height: 844 } });
  const clerk = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const desk = clerk.page;
  await signIn(desk, 'clerk@demo.example');
  await desk.goto(`/eingang/${opened.authorityId}?ordnung=neu`);
  await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();

  // Before it is sent, the clerk sees which day would follow.
  await choose(desk, /Unterlagen sind vollständig/);
  const promised = await desk
    .getByText(/^Gilt als genehmigt am .*, wenn bis dahin nicht entschieden ist\.$/)
    .textContent();
  const day = /am (\d.*\d{4}), /.exec(promised)?.[1];
  assert.equal(await desk.getByRole('radio', { name: /Frist verlängern/ }).count(), 0);
  await assertAccessible(desk, 'composer of complete documents');
  await write(desk, 'Unterlagen vollständig');
  const told = desk.getByRole('region', { name: 'Fristen' });
  await told.getByText('Gilt als genehmigt, wenn Sie bis dahin nicht entscheiden').waitFor();
  await told.getByText(day, { exact: true }).waitFor();

  const { page } = citizen;
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${opened.mailboxId}`);
  const seen = page.getByRole('region', { name: 'Fristen' });
  await seen.getByText('Gilt als genehmigt, wenn bis dahin nicht entschieden ist').waitFor();
  await seen.getByText(day, { exact: true }).waitFor();
  await seen.getByText(/^Warum der/).click();
  await seen.getByText(/§ 6a GewO dauert die Frist 3 Monate/).waitFor();
  await seen.getByText('In Leichter Sprache').click();
  await seen.getByText(/Sagt das Amt bis dahin nichts, gilt Ihr Antrag als erlaubt/).waitFor();
  await assertAccessible(page, 'deemed approval in the mailbox');
  await assertFits(page, 'deemed approval in the mailbox');

  // Once, and to a later day.
  await choose(desk, /Frist verlängern/);
  await desk.getByText(`Bisher endet die Frist am ${day}.`).waitFor();
  const later = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  await desk.locator('#dueOn').fill(later);
  await desk.getByText(/^Gilt als genehmigt am/).waitFor();
  await assertAccessible(desk, 'composer of an extension');
  await write(desk, 'Frist verlängert');
  await seen.getByText(`Vorher: ${day}`).waitFor();

  // A request stops it on both sides; the period can then begin again.
  await choose(desk, /Bitte um Antwort/);
  assert.equal(await desk.getByRole('radio', { name: /Frist verlängern/ }).count(), 0);
  await desk.getByText(/Mit dieser Bitte läuft die Frist/).waitFor();
  await desk.locator('#dueOn').fill(later);
  await write(desk, 'Lageplan fehlt');
  await seen.getByText('Ihre Antwort ist fällig').waitFor();
  await seen.getByText('Gilt als genehmigt, wenn bis dahin nicht entschieden ist').waitFor({ state: 'detached' });
  await choose(desk, /Unterlagen sind vollständig/);
  for (const { context, faults } of [citizen, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
