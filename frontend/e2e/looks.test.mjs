import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

const looks = {
  'phone, light': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  'phone, dark': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
  'narrow, largest text': { viewport: { width: 320, height: 640 }, display: { textSize: 'larger' } },
  'desktop, dark': { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' },
  'desktop, high contrast': { viewport: { width: 1280, height: 860 }, display: { contrast: 'high' } },
};
const title = `Ansichten ${Date.now()}`;
let browser;

before(async () => {
  browser = await launch();
  const ask = await as('citizen@demo.example');
  const mailbox = await openMailbox(ask, 'Landeshauptstadt München', title);
  await send(ask, mailbox, 'Eine Frage zur Außengastronomie', 'Guten Tag,\n\nwie viele Tische sind erlaubt?');
});
after(() => browser.close());

async function check(page, where) {
  await assertFits(page, where);
  await assertAccessible(page, where);
}

async function visitAs({ display, ...rest }) {
  const window = await visit(browser, rest);
  if (display) {
    const kept = JSON.stringify(display);
    await window.context.addInitScript((value) => localStorage.setItem('schalter.display', value), kept);
  }
  return window;
}

async function begin(options, email) {
  const window = await visitAs(options);
  await signIn(window.page, email);
  return window;
}

/** Sheets of the demonstration: one of each kind, and one that is announced. */
const sheets = ['gewerbe', 'hundesteuer', 'meldebescheinigung', 'jagdschein', 'eheschliessung'];

for (const [look, options] of Object.entries(looks)) {
  test(`${look}: the market fits and is accessible`, async () => {
    const { context, page, faults } = await visitAs(options);
    await page.goto('/markt?vergleich=gewerbe&vergleich=hundesteuer');
    await page.locator('.catalogue-card').first().waitFor();
    await check(page, 'market');
    for (const slug of sheets) {
      await page.goto(`/markt/leistung/${slug}`);
      await page.getByRole('heading', { name: 'Fassungen dieses Steckbriefs' }).waitFor();
      await check(page, slug);
    }
    await page.goto('/markt/vergleich?leistung=gewerbe&leistung=hundesteuer&leistung=jagdschein');
    await page.getByText('verschieden', { exact: true }).first().waitFor();
    await check(page, 'comparison');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`${look}: mailbox and inbox fit and are accessible`, async () => {
    const citizen = await begin(options, 'citizen@demo.example');
    const { page } = citizen;
    await page.goto('/postfach');
    await page.getByRole('link', { name: title }).waitFor();
    await check(page, 'list');
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText('wie viele Tische sind erlaubt?').waitFor();
    await check(page, 'thread');
    await page.getByRole('button', { name: /Nachricht an/ }).click();
    await page.getByLabel('Betreff').waitFor();
    await check(page, 'composer');

    const clerk = await begin(options, 'clerk-muenchen@demo.example');
    const desk = clerk.page;
    await desk.goto('/eingang');
    await desk.waitForURL(/eingang\/aut_/);
    await desk.locator('.inbox-row').first().waitFor();
    await check(desk, 'inbox');
    await desk.getByText(/^Filter und Ordnung/).click();
    await check(desk, 'filters');
    await desk.goto(`${desk.url()}?suche=${encodeURIComponent(title)}`);
    await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
    await desk.getByRole('heading', { level: 1, name: title }).waitFor();
    await desk.getByText('wie viele Tische sind erlaubt?').waitFor();
    await check(desk, 'case');
    const line = await desk.locator('.inbox-answer-line').getByRole('button').first().boundingBox();
    assert.ok(line.width >= 200, `whom the answer goes to can be read: ${line.width} px`);
    await desk
      .getByRole('button', { name: /antworten/ })
      .first()
      .click();
    await desk.getByLabel('Betreff').waitFor();
    await check(desk, 'answer');

    for (const { context, faults } of [citizen, clerk]) {
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}
